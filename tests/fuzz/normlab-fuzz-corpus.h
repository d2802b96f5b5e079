/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inputs as a text that can be read and compared: a line for each, in which what is no printable
 * character of ASCII stands as \n, \t, \\ or \x and two digits. Lines that begin with # are
 * comments. */

/* Of GBytes; a line that cannot be understood ends the program. */
GPtrArray *normlab_fuzz_corpus_load (const char *path);
/* One line, with its end. */
char *normlab_fuzz_corpus_format (const guint8 *bytes, gsize n);

G_END_DECLS
