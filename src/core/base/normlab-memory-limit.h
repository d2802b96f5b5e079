/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that can still be taken, as far as one can tell: the least of what the machine has left,
 * what the control groups of this process leave it (version 1 and 2), and its limit of addresses
 * (ulimit -v). G_MAXUINT64 where nothing is known. */
guint64 normlab_memory_get_available (void);

/* The same, as the system's files say that lie in @root (for tests), without the limit of
 * addresses. */
guint64 normlab_memory_get_available_below (const char *root);

/* Whether @n_bytes can be taken for @name, which is what the message names; it has both numbers.
 * NORMLAB_ERROR_FAILED. */
gboolean normlab_memory_check (guint64 n_bytes, const char *name, GError **error);

G_END_DECLS
