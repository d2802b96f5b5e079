/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What files begin with that are not what was asked for. */
typedef enum
{
  NORMLAB_MAGIC_UNKNOWN,
  NORMLAB_MAGIC_EMPTY,
  NORMLAB_MAGIC_IDX, /* in whatever type */
  NORMLAB_MAGIC_NPY,
  NORMLAB_MAGIC_ZIP,
  NORMLAB_MAGIC_GZIP,
  NORMLAB_MAGIC_TEXT, /* without a byte that no text has */
  NORMLAB_MAGIC_WEB_PAGE,
  NORMLAB_MAGIC_LFS_POINTER,
  NORMLAB_MAGIC_IMAGE, /* PNG and others */
  NORMLAB_MAGIC_OTHER, /* known, and of no use here */
} NormlabMagic;

/* What it is, by its first @n bytes (a kilobyte is enough): some may be cut off.
 *
 * what (nullable): "a web page", for sentences: “%s” is a web page
 * advice (nullable): what to do then, a sentence without its full stop; NULL where there is none
 *
 * Both are translated. */
NormlabMagic
normlab_magic_find (const guint8 *bytes, gsize n, const char **what, const char **advice);

G_END_DECLS
