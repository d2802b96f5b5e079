/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A Python that has NumPy, or NULL where there is none. */
const char *normlab_test_numpy_find (void);

/* What a program in Python, with NumPy as np, prints; it must end well and have nothing to
 * complain of. @argument: sys.argv[1]. */
char *normlab_test_numpy_run (const char *program, const char *argument);

G_END_DECLS
