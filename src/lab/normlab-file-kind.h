/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_FILE_EXPERIMENT,
  NORMLAB_FILE_SESSION,
  NORMLAB_FILE_DATA, /* of a data set, or what may have been meant as such */
  NORMLAB_FILE_OTHER,
} NormlabFileKind;

/* What the file at @path is, by what it begins with and not by its name. OTHER comes with
 * NORMLAB_ERROR_FORMAT, which says what it is instead ("it is a table"), or NORMLAB_ERROR_FAILED,
 * as it cannot be read; both name the file. */
NormlabFileKind normlab_file_kind_find (const char *path, GError **error);

G_END_DECLS
