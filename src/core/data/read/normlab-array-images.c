/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-array-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-grey.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"
#include "normlab-pixel-values.h"

/* All numbers as bytes, in the order of the file. */
static gboolean
read_values (NormlabArray *self, guint8 *bytes, GCancellable *cancellable, GError **error)
{
  double values[NORMLAB_ARRAY_CHUNK];

  normlab_pixel_values_init (&self->values, normlab_element_is_float (self->header.element)
                                                || self->header.element == NORMLAB_ELEMENT_BOOL);
  for (guint64 i = 0; i < self->n_elements; i += NORMLAB_ARRAY_CHUNK)
    {
      gsize n = (gsize) MIN (NORMLAB_ARRAY_CHUNK, self->n_elements - i);

      if (!normlab_array_next (self, i, values, n, cancellable, error))
        return FALSE;
      normlab_pixel_values_add (&self->values, bytes, (gsize) i, values, n);
    }
  return normlab_pixel_values_check (&self->values, normlab_array_get_name (self), error);
}

/* Where in the file's order each number lies: distances from an image, row, column and channel to
 * the next. */
typedef struct
{
  gsize item;
  gsize row;
  gsize column;
  gsize channel;
} Strides;

static Strides
get_strides (const NormlabArray *self)
{
  const guint64 *sizes = self->header.sizes;
  guint n_dimensions = self->header.n_dimensions;
  gsize strides[NORMLAB_ARRAY_MAX_DIMENSIONS];
  gsize stride = 1;

  for (guint k = 0; k < n_dimensions; k++)
    {
      guint i = self->header.fortran ? k : n_dimensions - 1 - k;

      strides[i] = stride;
      stride *= (gsize) sizes[i];
    }
  if (n_dimensions == 2)
    return (Strides){ strides[0], strides[1] * self->columns, strides[1], 0 };
  if (n_dimensions == 3)
    return (Strides){ strides[0], strides[1], strides[2], 0 };
  return self->channels_first ? (Strides){ strides[0], strides[2], strides[3], strides[1] }
                              : (Strides){ strides[0], strides[1], strides[2], strides[3] };
}

static void
arrange (const NormlabArray *self, const guint8 *values, guint8 *pixels)
{
  const Strides strides = get_strides (self);

  for (gsize i = 0; i < self->n_items; i++)
    for (gsize row = 0; row < self->rows; row++)
      {
        const guint8 *value = values + i * strides.item + row * strides.row;

        for (guint column = 0; column < self->columns; column++, value += strides.column)
          *pixels++ = self->n_channels == 1 ? *value
                                            : normlab_grey (value[0], value[strides.channel],
                                                            value[2 * strides.channel]);
      }
}

gboolean
normlab_array_convert_images (NormlabArray *self,
                              guint8 *pixels,
                              GCancellable *cancellable,
                              GError **error)
{
  guint8 *values;
  gboolean done;

  if (self->n_channels == 1 && !self->header.fortran)
    return read_values (self, pixels, cancellable, error);

  if (!normlab_memory_check (self->n_elements, normlab_array_get_name (self), error))
    return FALSE;
  values = normlab_memory_new ((gsize) self->n_elements);
  if (values == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   (gsize) self->n_elements, normlab_array_get_name (self));
      return FALSE;
    }
  done = read_values (self, values, cancellable, error);
  if (done)
    arrange (self, values, pixels);
  normlab_memory_free (values);
  return done;
}
