/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-array-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "normlab-error.h"
#include "normlab-sides.h"
#include "normlab-sparse.h"

#define IDX_IMAGES 3
#define IDX_LABELS 1

/* "600 × 28 × 28" */
static char *
describe (const NormlabArrayHeader *header)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < header->n_dimensions; i++)
    g_string_append_printf (text, "%s%" PRIu64, i > 0 ? " × " : "", header->sizes[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_kind_error (const NormlabArray *self, GError **error)
{
  const char *name = normlab_array_get_name (self);
  const NormlabArrayHeader *header = &self->header;
  g_autofree char *where = normlab_byte_reader_locate (self->source, 0);
  g_autofree char *shape = describe (header);

  if (header->magic != 0)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 self->kind == NORMLAB_ARRAY_IMAGES
                     ? _("“%s” holds labels where images were expected: its magic number at "
                          "%s is 0x%08x instead of 0x%08x")
                     : _("“%s” holds images where labels were expected: its magic number at "
                          "%s is 0x%08x instead of 0x%08x"),
                 name, where, header->magic,
                 (header->magic & 0xff00)
                     | (self->kind == NORMLAB_ARRAY_IMAGES ? IDX_IMAGES : IDX_LABELS));
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 self->kind == NORMLAB_ARRAY_IMAGES
                     /* Translators: a file, then numbers ("600 × 28") */
                     ? _("“%s” holds labels where images were expected: its shape is %s")
                     : _("“%s” holds images where labels were expected: its shape is %s"),
                 name, shape);
}

/* Every size must be there. */
static gboolean
check_zero (const NormlabArray *self, GError **error)
{
  const char *name = normlab_array_get_name (self);

  for (guint i = 0; i < self->header.n_dimensions; i++)
    if (self->header.sizes[i] == 0)
      {
        g_autofree char *where
            = normlab_byte_reader_locate (self->source, self->header.size_positions[i]);

        if (i == 0)
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” holds nothing: the number of items in its header (%s) is 0"), name,
                       where);
        else
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” holds images without pixels: a size in its header (%s) is 0"), name,
                       where);
        return FALSE;
      }
  return TRUE;
}

/* How large an image is; sides that are too large to be are left as they are, to be refused. */
static void
set_sides (NormlabArray *self, guint64 *rows, guint64 *columns)
{
  const guint64 *sizes = self->header.sizes;

  self->n_channels = 1;
  if (self->header.n_dimensions == 4)
    {
      self->channels_first = sizes[3] != 1 && sizes[3] != 3 && (sizes[1] == 1 || sizes[1] == 3);
      self->n_channels = (guint) MIN (self->channels_first ? sizes[1] : sizes[3], G_MAXUINT);
    }
  *rows = sizes[self->channels_first ? 2 : 1];
  *columns = sizes[self->channels_first ? 3 : 2];
  if (self->header.n_dimensions == 2 && sizes[1] <= NORMLAB_MAX_PIXELS)
    {
      self->guessed = !normlab_sides_find (sizes[1], &self->rows, &self->columns);
      *rows = self->rows;
      *columns = self->columns;
    }
  else if (self->header.n_dimensions == 2)
    *columns = 1;
}

static gboolean
set_images (NormlabArray *self, GError **error)
{
  const char *name = normlab_array_get_name (self);
  guint64 rows, columns;

  if (self->header.n_dimensions == 1)
    {
      set_kind_error (self, error);
      return FALSE;
    }
  if (!check_zero (self, error))
    return FALSE;
  set_sides (self, &rows, &columns);
  if (self->n_channels != 1 && self->n_channels != 3)
    {
      g_autofree char *shape = describe (&self->header);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has the shape %s, which is neither that of grey images nor that of "
                      "images in red, green and blue"),
                   name, shape);
      return FALSE;
    }
  if (rows > NORMLAB_MAX_PIXELS || columns > NORMLAB_MAX_PIXELS
      || rows * columns > NORMLAB_MAX_PIXELS)
    {
      g_autofree char *where
          = normlab_byte_reader_locate (self->source, self->header.size_positions[1]);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” claims images of %" PRIu64 " × %" PRIu64
                      " pixels (%s), but %u pixels is the most that an image may have"),
                   name, rows, columns, where, NORMLAB_MAX_PIXELS);
      return FALSE;
    }
  self->rows = (guint) rows;
  self->columns = (guint) columns;
  return TRUE;
}

static gboolean
set_labels (NormlabArray *self, GError **error)
{
  if (self->header.n_dimensions > 2)
    {
      set_kind_error (self, error);
      return FALSE;
    }
  if (!check_zero (self, error))
    return FALSE;
  self->rows = self->columns = self->n_channels = 1;
  if (self->header.n_dimensions == 2 && self->header.sizes[1] > 256)
    {
      set_kind_error (self, error);
      return FALSE;
    }
  self->n_fields = self->header.n_dimensions == 2 ? (guint) self->header.sizes[1] : 1;
  return TRUE;
}

gboolean
normlab_array_set_shape (NormlabArray *self, GError **error)
{
  const NormlabArrayHeader *header = &self->header;

  if (!(self->kind == NORMLAB_ARRAY_IMAGES ? set_images (self, error) : set_labels (self, error)))
    return FALSE;

  if (header->sizes[0] > G_MAXUINT32)
    {
      g_set_error (
          error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
          _("“%s” is too large: its header promises %" PRIu64 " items, and %u is the most"),
          normlab_array_get_name (self), header->sizes[0], G_MAXUINT32);
      return FALSE;
    }
  self->n_items = (guint) header->sizes[0];
  /* Below 2⁵⁸: at most 2³² images of 2²⁴ pixels in three colours, or labels of 256 numbers. */
  self->n_elements
      = self->kind == NORMLAB_ARRAY_IMAGES
            ? (guint64) self->n_items * ((guint64) self->rows * self->columns) * self->n_channels
            : (guint64) self->n_items * self->n_fields;
  return TRUE;
}
