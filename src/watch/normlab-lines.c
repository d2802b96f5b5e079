/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lines.h"

#include <string.h>

void
normlab_lines_init (NormlabLines *self)
{
  *self = (NormlabLines){ .rest = g_byte_array_new () };
}

void
normlab_lines_clear (NormlabLines *self)
{
  g_clear_pointer (&self->rest, g_byte_array_unref);
}

/* The end of the line that begins at @p; @end where it is not there. @lf: the next line feed from
 * an earlier place on, which is not looked for again before that. */
static const guint8 *
find_end (const guint8 *p, const guint8 *end, const guint8 **lf)
{
  const guint8 *cr;

  if (*lf == NULL || *lf < p)
    {
      *lf = memchr (p, '\n', (gsize) (end - p));
      if (*lf == NULL)
        *lf = end;
    }
  cr = memchr (p, '\r', (gsize) (*lf - p));
  return cr != NULL ? cr : *lf;
}

static void
keep (NormlabLines *self, const guint8 *bytes, gsize n)
{
  if (self->too_long)
    return;
  if (self->rest->len + n > NORMLAB_LINES_MAX)
    {
      self->too_long = TRUE;
      g_byte_array_unref (self->rest);
      self->rest = g_byte_array_new ();
      return;
    }
  g_byte_array_append (self->rest, bytes, (guint) n);
}

/* A line that ends with these bytes; @offset: of its first one here. */
static void
give (NormlabLines *self,
      const guint8 *bytes,
      gsize n,
      guint64 offset,
      NormlabLineFunc function,
      gpointer user_data)
{
  guint64 begin = offset - self->rest->len;

  if (self->rest->len > 0)
    keep (self, bytes, n);
  if (self->too_long)
    function (NULL, 0, offset, user_data);
  else if (self->rest->len > 0)
    function ((const char *) self->rest->data, self->rest->len, begin, user_data);
  else
    function ((const char *) bytes, n, begin, user_data);
  g_byte_array_set_size (self->rest, 0);
  self->too_long = FALSE;
}

void
normlab_lines_feed (NormlabLines *self,
                    const guint8 *bytes,
                    gsize n,
                    NormlabLineFunc function,
                    gpointer user_data)
{
  const guint8 *p = bytes;
  const guint8 *end = bytes + n;
  const guint8 *lf = NULL;

  while (p < end)
    {
      const guint8 *line_end;

      if (self->after_cr && *p == '\n')
        p++;
      self->after_cr = FALSE;
      if (p == end)
        break;
      line_end = find_end (p, end, &lf);
      if (line_end == end)
        {
          keep (self, p, (gsize) (end - p));
          break;
        }
      give (self, p, (gsize) (line_end - p), self->offset + (guint64) (p - bytes), function,
            user_data);
      self->after_cr = *line_end == '\r';
      p = line_end + 1;
    }
  self->offset += n;
}
