/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-watcher.h"

G_BEGIN_DECLS

/* Logs of training, for tests of what reads them. */

/* Writes a file below @folder; folders on its way are made. @length −1: a string. */
void
normlab_test_logs_write (const char *folder, const char *name, const void *contents, gssize length);
/* What there is at @path, where nothing goes wrong. */
GPtrArray *normlab_test_logs_read (const char *path);
/* The sentence that says why there is nothing. */
char *normlab_test_logs_refuse (const char *path);

/* The points of a metric, "0:2.5 1:0.25"; "?" where there is no such metric. */
char *normlab_test_logs_get (NormlabTrack *track, const char *metric);
#define NORMLAB_TEST_ASSERT_POINTS(track, metric, expected)                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *points_found = normlab_test_logs_get ((track), (metric));                     \
    g_assert_cmpstr (points_found, ==, (expected));                                                \
  }                                                                                                \
  G_STMT_END
/* Its metrics, in their order: "loss,lr". */
char *normlab_test_logs_get_metrics (NormlabTrack *track);

G_END_DECLS
