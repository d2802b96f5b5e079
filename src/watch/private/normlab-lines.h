/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabLines:
 *
 * Bytes that come in pieces, as whole lines: they end with LF, CRLF or CR. What has no end yet
 * waits. A line of more than NORMLAB_LINES_MAX bytes is left out.
 */
typedef struct
{
  GByteArray *rest; /* the front of a line that has not ended */
  guint64 offset;   /* of the byte behind all that has come */
  gboolean after_cr;
  gboolean too_long; /* the line that has not ended */
} NormlabLines;

#define NORMLAB_LINES_MAX (16 << 20)

/* @line: without its end; NULL for one that is too long. @offset: of its first byte in the file.
 */
typedef void (*NormlabLineFunc) (const char *line,
                                 gsize length,
                                 guint64 offset,
                                 gpointer user_data);

void normlab_lines_init (NormlabLines *self);
void normlab_lines_clear (NormlabLines *self);
void normlab_lines_feed (NormlabLines *self,
                         const guint8 *bytes,
                         gsize n,
                         NormlabLineFunc function,
                         gpointer user_data);

G_END_DECLS
