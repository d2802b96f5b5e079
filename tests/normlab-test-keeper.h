/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session-keeper.h"

G_BEGIN_DECLS

/* A lab whose sessions are kept, without a window. */
typedef struct
{
  NormlabLab *lab;
  NormlabSessionKeeper *keeper;
  char *parent;           /* of the folder */
  char *folder;           /* of the sessions; not there at first */
  guint n_kept, n_failed; /* how often it has said so */
} NormlabTestKeeper;

void normlab_test_keeper_set_up (NormlabTestKeeper *self, gconstpointer data);
void normlab_test_keeper_tear_down (NormlabTestKeeper *self, gconstpointer data);
/* To be waited for. */
gboolean normlab_test_keeper_has_kept (gpointer self);
gboolean normlab_test_keeper_has_failed (gpointer self);

/* Trains a run. */
void normlab_test_keeper_train (NormlabTestKeeper *self, guint iterations);
/* Waits until the file of the first run, which goes on, has so many samples. */
void
normlab_test_keeper_wait_for_samples (NormlabTestKeeper *self, guint n_samples, double seconds);

/* Adds a run that was stopped before its first sample, or one that has finished with three. */
void normlab_test_keeper_add_run (NormlabLab *lab, guint32 seed);
void normlab_test_keeper_add_measured (NormlabLab *lab, guint32 seed);

/* A session of one run. */
NormlabSession *normlab_test_keeper_new_session (guint32 seed);
/* The same written among the sessions of a folder. Returns its path. */
char *normlab_test_keeper_write_session (const char *folder, guint32 seed);
/* The seed of the first run of a session; the test fails if it cannot be read. */
guint normlab_test_keeper_read_seed (const char *path);
/* Which seeds the sessions of a folder have, a bit for each; each once. */
guint64 normlab_test_keeper_read_seeds (const char *folder);
/* The last session of a folder is the one with this seed. */
void normlab_test_keeper_assert_last (const char *folder, guint seed);

G_END_DECLS
