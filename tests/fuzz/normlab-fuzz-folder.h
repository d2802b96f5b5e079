/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder, until the next call, with files that the input describes: "=NAME\n", then the bytes,
 * wrapped up as normlab_fuzz_wrap() does, up to the next "\n=". A name may have folders before it;
 * one that ends with "/" is an empty folder. first: the path of the first file, or NULL. */
const char *normlab_fuzz_folder (const guint8 *bytes, gsize n, const char **first);

G_END_DECLS
