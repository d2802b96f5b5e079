/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-csv-lines.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "normlab-error.h"

#define FIRST_SIZE ((gsize) 256 * 1024)
/* An image of 2²⁴ pixels has a line of 2²⁶ bytes. */
#define MAX_SIZE ((gsize) 128 << 20)
/* On end; some stand between blocks, and at the end. */
#define MAX_EMPTY 1000000

gboolean
normlab_csv_lines_open (NormlabCsvLines *self, const char *path, GError **error)
{
  *self = (NormlabCsvLines){ .source = normlab_byte_reader_open (path, error) };
  if (self->source == NULL)
    return FALSE;
  self->size = FIRST_SIZE;
  self->buffer = g_malloc (self->size);
  return TRUE;
}

void
normlab_csv_lines_clear (NormlabCsvLines *self)
{
  g_clear_pointer (&self->source, normlab_byte_reader_free);
  g_clear_pointer (&self->buffer, g_free);
}

/* More bytes behind those that are there, whose place in the buffer may change. */
static gboolean
fill (NormlabCsvLines *self, GCancellable *cancellable, GError **error)
{
  gssize n;

  if (self->begin > 0)
    {
      memmove (self->buffer, self->buffer + self->begin, self->end - self->begin);
      self->end -= self->begin;
      self->begin = 0;
    }
  if (self->end + 1 == self->size)
    {
      char *larger = self->size < MAX_SIZE ? g_try_realloc (self->buffer, 2 * self->size) : NULL;

      if (larger == NULL)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” has a line (%" PRIu64 ") that is too long to be an image"),
                       normlab_byte_reader_get_name (self->source), self->number + 1);
          return FALSE;
        }
      self->buffer = larger;
      self->size *= 2;
    }
  n = normlab_byte_reader_read (self->source, (guint8 *) self->buffer + self->end,
                                self->size - 1 - self->end, cancellable, error);
  if (n < 0)
    return FALSE;
  self->ended = (gsize) n < self->size - 1 - self->end;
  self->end += (gsize) n;
  return TRUE;
}

/* Before the first line. */
static gboolean
begin (NormlabCsvLines *self, GCancellable *cancellable, GError **error)
{
  if (!fill (self, cancellable, error))
    return FALSE;
  if (self->end >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    self->begin = 3;
  self->terminator = memchr (self->buffer, '\n', self->end) == NULL
                             && memchr (self->buffer, '\r', self->end) != NULL
                         ? '\r'
                         : '\n';
  return TRUE;
}

/* The next line, empty or not. */
static gboolean
take (NormlabCsvLines *self, GCancellable *cancellable, GError **error)
{
  gsize looked_at = 0;
  char *end;

  while ((end = memchr (self->buffer + self->begin + looked_at, self->terminator,
                        self->end - self->begin - looked_at))
             == NULL
         && !self->ended)
    {
      looked_at = self->end - self->begin;
      if (!fill (self, cancellable, error))
        return FALSE;
    }
  if (end == NULL && self->begin == self->end)
    return FALSE;

  self->line = self->buffer + self->begin;
  self->n = end != NULL ? (gsize) (end - self->line) : self->end - self->begin;
  self->begin += self->n + (end != NULL);
  self->line[self->n] = '\n';
  if (self->n > 0 && self->line[self->n - 1] == '\r')
    self->line[--self->n] = '\n';
  self->number++;
  return TRUE;
}

gboolean
normlab_csv_lines_next (NormlabCsvLines *self, GCancellable *cancellable, GError **error)
{
  if (self->terminator == '\0' && !begin (self, cancellable, error))
    return FALSE;
  for (guint n_empty = 0; n_empty <= MAX_EMPTY; n_empty++)
    if (!take (self, cancellable, error))
      return FALSE;
    else if (strspn (self->line, " \t") < self->n)
      return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is no table of images: more than %d lines on end are empty"),
               normlab_byte_reader_get_name (self->source), MAX_EMPTY);
  return FALSE;
}
