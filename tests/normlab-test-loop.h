/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The main loop, in tests. */

/* Runs it until @is_done says so, or fails the test after @seconds. */
#define normlab_test_wait(is_done, data, seconds)                                                  \
  normlab_test_wait_at (G_STRLOC, #is_done, is_done, data, seconds)
void normlab_test_wait_at (const char *place,
                           const char *what,
                           gboolean (*is_done) (gpointer data),
                           gpointer data,
                           double seconds);

/* Runs it until it has nothing to do. */
void normlab_test_settle (void);

G_END_DECLS
