/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How files are called that people save. */

/* The name that @title suggests, with @ending (".normlab"): without what file systems object to,
 * and no longer than they bear. */
char *normlab_file_name_suggest (const char *title, const char *ending);

/* @path, with the first of @endings (ending with NULL) unless it has one of them: in "lab 1.5" the
 * dot begins none. Where there are several, a person may have meant another one (".gif"), which is
 * then left for whoever writes to refuse. Nobody was asked about a file that is there already under
 * the completed name: then NULL, with NORMLAB_ERROR_FAILED. */
char *normlab_file_name_complete (const char *path, const char *const *endings, GError **error);

G_END_DECLS
