/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-writer.h"

G_BEGIN_DECLS

/* Files that take a run to other programs: the same bytes as those of "normlab-cli inspect". */

/* The step after which a run's network is what one sees of it at @step of the timeline: its last
 * one where it has not come as far; of a run that diverged that is the one before. */
guint normlab_run_files_get_step (NormlabRun *run, guint step);

/* The weights after @step steps (.npz, see normlab_weights_to_npz()), for which they may have to be
 * trained once more. FALSE with NORMLAB_ERROR_DATA where the run's data are not there; what goes
 * wrong later the writer reports. */
gboolean normlab_run_files_save_weights (NormlabLab *lab,
                                         NormlabWriter *writer,
                                         NormlabRunItem *item,
                                         guint step,
                                         const char *path,
                                         GError **error);

/* The program for NumPy that trains the run (see normlab_script_new()). */
void normlab_run_files_save_script (NormlabWriter *writer, NormlabRunItem *item, const char *path);
/* What people should know once it is written at @path: it needs a folder with images, and there is
 * none of built-in digits; NULL for nothing. */
char *normlab_run_files_describe_script (NormlabRunItem *item, const char *path);

G_END_DECLS
