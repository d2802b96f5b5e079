/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder of the run of MLflow's of which a file at @path is a metric, and the metric's name,
 * which may hold "/" (a part of @path). NULL if it is none. */
char *normlab_mlflow_find_run (const char *path, const char **metric);

G_END_DECLS
