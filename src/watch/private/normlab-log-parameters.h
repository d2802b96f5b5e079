/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recorder.h"

G_BEGIN_DECLS

/* What a run is trained with, as it stands beside its log. */

/* Parts of the path such as "lr=0.01" or "lr=0.01,seed=3". */
void normlab_log_parameters_from_path (NormlabRecorderTrack *track, const char *path);
/* hparams.yaml in @folder: its lines "key: value". */
void normlab_log_parameters_from_yaml (NormlabRecorderTrack *track, const char *folder);
/* The files in params/ of a run of MLflow's, and its name, which is a tag. */
void normlab_log_parameters_from_mlflow (NormlabRecorderTrack *track, const char *folder);

G_END_DECLS
