/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Neither side may be longer. */
#define NORMLAB_PICTURE_MAX_SIDE 256

/* The picture at @path in grey, 0 to 255, on white where it is transparent; width, height: what it
 * has, also where that is too large; 0 where it is not known. g_free(). NORMLAB_ERROR_DATA where it
 * is none, damaged or too large, _FAILED where it cannot be read; the message names it. */
guint8 *normlab_picture_read (const char *path, guint *width, guint *height, GError **error);

G_END_DECLS
