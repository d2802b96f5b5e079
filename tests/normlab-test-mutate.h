/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text after one to four small accidents: bits flipped, pieces removed, doubled or put elsewhere,
 * numbers made absurd, the end cut off. Followed by a NUL. */
char *normlab_test_mutate (GRand *random, const char *text, gsize length, gsize *new_length);

G_END_DECLS
