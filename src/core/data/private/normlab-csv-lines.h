/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-byte-reader.h"

G_BEGIN_DECLS

/**
 * NormlabCsvLines:
 * @line: the current line, without its end; what follows it is a byte that belongs to no field
 * @n: its bytes
 * @number: its number, from 1
 *
 * The lines of a text, which end with \n, \r\n or, where there is no \n at its beginning, \r. Those
 * with nothing but blanks in them are left out.
 */
typedef struct
{
  char *line;
  gsize n;
  guint64 number;

  /* Private */
  NormlabByteReader *source;
  char *buffer;
  gsize size;  /* of the buffer */
  gsize begin; /* of what has not been given yet … */
  gsize end;   /* … and its end */
  gboolean ended;
  char terminator; /* 0 before the first line */
} NormlabCsvLines;

gboolean normlab_csv_lines_open (NormlabCsvLines *self, const char *path, GError **error);
void normlab_csv_lines_clear (NormlabCsvLines *self);

/* The next line; FALSE with an error, or at the end without one. */
gboolean normlab_csv_lines_next (NormlabCsvLines *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCsvLines, normlab_csv_lines_clear)

G_END_DECLS
