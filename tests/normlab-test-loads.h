/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands in front of the functions that load data, in a test that is linked with --wrap for
 * both. */

/* Lets no load of @path be answered before it is let go of. It is answered then as if nobody had
 * cancelled it. */
void normlab_test_loads_hold (const char *path);
void normlab_test_loads_let_go (const char *path);
/* Whether there is memory for the built-in digits. */
void normlab_test_loads_set_memory (gboolean any);
/* How often the built-in digits have been asked for. */
guint normlab_test_loads_get_n_builtin (void);
/* How many loads have ended because they were cancelled. */
guint normlab_test_loads_get_n_cancelled (void);
/* How many loads have been begun and have not come to their end. */
guint normlab_test_loads_get_n_running (void);

G_END_DECLS
