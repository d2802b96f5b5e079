/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-application.h"
#include "normlab-session.h"
#include "normlab-test-ui.h"
#include "normlab-window.h"

G_BEGIN_DECLS

/* The whole window, on a small data set in a folder of its own. */
typedef struct
{
  NormlabApplication *application;
  NormlabWindow *window; /* NULL once it has been closed */
  char *folder;
} NormlabTestWindow;

/* Choices of one small network that trains quickly. */
#define NORMLAB_TEST_WINDOW_SET "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\n"

/* A new folder with a small data set. */
char *normlab_test_window_new_data (void);

void normlab_test_window_set_up (NormlabTestWindow *self, gconstpointer data);
/* Closes it and checks that nothing is left: no window, no lab, no run. */
void normlab_test_window_tear_down (NormlabTestWindow *self, gconstpointer data);

/* What is in the window, as normlab_test_ui_find() finds it; the test fails where it is not. */
GtkWidget *normlab_test_window_find (NormlabTestWindow *self, GType type, const char *name);

/* An action "win.…", as its button would activate it; nothing when it is not enabled. */
void normlab_test_window_activate (NormlabTestWindow *self, const char *action);
gboolean normlab_test_window_get_enabled (NormlabTestWindow *self, const char *action);
/* Sets what is compared, from the text of an experiment's sets. */
void normlab_test_window_choose (NormlabTestWindow *self, const char *sets);
guint normlab_test_window_get_n_runs (NormlabTestWindow *self);
/* Waits until there are so many, as a thread reads sessions. */
void normlab_test_window_wait_runs (NormlabTestWindow *self, guint n_runs);
/* The question that is in front of the window; NULL for none. */
GtkDialog *normlab_test_window_find_question (NormlabTestWindow *self);
/* Presses the button of it that is called so, without its mnemonic. */
void normlab_test_window_answer (NormlabTestWindow *self, const char *label);
NormlabRunItem *normlab_test_window_get_item (NormlabTestWindow *self, guint i);
/* To be waited for: what holds of a NormlabRunItem. */
gboolean normlab_test_window_has_sample (gpointer item);
gboolean normlab_test_window_is_paused (gpointer item);
/* Waits until every run has ended. */
void normlab_test_window_wait_done (NormlabTestWindow *self);
/* Where the last session is found. */
char *normlab_test_window_get_last_path (void);
/* Removes all that windows have kept, and their folder. */
void normlab_test_window_forget_sessions (void);
/* The sessions that windows have kept, NormlabSession each, in no order; of what cannot be read the
 * test fails. */
GPtrArray *normlab_test_window_load_sessions (void);
/* Another window of the same application, shown and ready to train. */
NormlabWindow *normlab_test_window_open_another (NormlabTestWindow *self);

G_END_DECLS
