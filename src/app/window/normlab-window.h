/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-dataset.h"
#include "normlab-lab.h"
#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_WINDOW (normlab_window_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWindow, normlab_window, NORMLAB, WINDOW, GtkApplicationWindow)

/**
 * NormlabWindow:
 *
 * Choices at the left, the live chart in the middle, the runs beneath it. Everything that it can do
 * is an action "win.…".
 *
 * data: the folder with the data set; NULL: the built-in digits.
 */
NormlabWindow *normlab_window_new (GtkApplication *application, const char *data);
/* The same with pixels that are read in a way, whatever it was last time. */
NormlabWindow *
normlab_window_new_as (GtkApplication *application, const char *data, NormlabReading reading);

NormlabLab *normlab_window_get_lab (NormlabWindow *self);
NormlabPlan *normlab_window_get_plan (NormlabWindow *self);
/* NULL before the first data set is ready, and where the one that was asked for is not to be
 * had. */
NormlabDataset *normlab_window_get_dataset (NormlabWindow *self);

/* Opens an .experiment or .normlab file, or a folder with data; what is wrong with it is shown
 * in the window. */
void normlab_window_open_file (NormlabWindow *self, const char *path);
/* The same, for what may be on another computer. */
void normlab_window_open_location (NormlabWindow *self, GFile *file);

/* From now on shows what another program writes of its training: a log, or a folder of them. */
void normlab_window_watch (NormlabWindow *self, const char *path);
/* The same of what comes through a file descriptor, which is taken; the run is called @title. */
void normlab_window_watch_stream (NormlabWindow *self, int fd, const char *title);

/* Keeps its size and its runs, as when it is closed, until @deadline (as g_get_monotonic_time() has
 * it; −1: as long as it takes). Errors as normlab_session_keeper_finish() has them. */
gboolean normlab_window_keep (NormlabWindow *self, gint64 deadline, GError **error);

G_END_DECLS
