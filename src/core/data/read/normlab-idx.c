/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-array.h"
#include "normlab-error.h"

#define WORD 4

static gboolean
take_word (NormlabArrayHeader *self, NormlabByteReader *source, guint32 *word, GError **error)
{
  guint8 bytes[WORD];

  if (!normlab_array_header_take (self, source, bytes, WORD, error))
    return FALSE;
  *word = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  return TRUE;
}

/* The third byte of the magic number. */
static gboolean
find_element (guint code, NormlabElement *element)
{
  static const struct
  {
    guint code;
    NormlabElement element;
  } types[] = {
    { 0x08, NORMLAB_ELEMENT_U8 },  { 0x09, NORMLAB_ELEMENT_I8 },  { 0x0b, NORMLAB_ELEMENT_I16 },
    { 0x0c, NORMLAB_ELEMENT_I32 }, { 0x0d, NORMLAB_ELEMENT_F32 }, { 0x0e, NORMLAB_ELEMENT_F64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].code == code)
      {
        *element = types[i].element;
        return TRUE;
      }
  return FALSE;
}

gboolean
normlab_idx_read_header (NormlabArrayHeader *self, NormlabByteReader *source, GError **error)
{
  const char *name = normlab_byte_reader_get_name (source);

  if (!take_word (self, source, &self->magic, error))
    return FALSE;

  self->n_dimensions = self->magic & 0xff;
  if (!find_element (self->magic >> 8, &self->element))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is an IDX file of a type that is not known: its magic number at byte 0 "
                      "is 0x%08x"),
                   name, self->magic);
      return FALSE;
    }
  if (self->n_dimensions < 1 || self->n_dimensions > NORMLAB_ARRAY_MAX_DIMENSIONS)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has the wrong number of dimensions, %u: its magic number at byte 0 is "
                      "0x%08x; images have 2 to 4, labels 1 or 2"),
                   name, self->n_dimensions, self->magic);
      return FALSE;
    }

  for (guint i = 0; i < self->n_dimensions; i++)
    {
      guint32 size;

      self->size_positions[i] = WORD * (1 + i);
      if (!take_word (self, source, &size, error))
        return FALSE;
      self->sizes[i] = size;
    }
  return TRUE;
}
