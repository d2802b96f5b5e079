/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-array-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-text.h"

#define MAX_FIELDS 256
/* Of a label in QMNIST: its class, and where it comes from. */
#define QMNIST_FIELDS 8

static gboolean
convert (const NormlabArray *self, guint i, double value, guint8 *label, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *where = NULL;

  if (value >= 0 && value <= 255 && value == floor (value))
    {
      *label = (guint8) value;
      return TRUE;
    }
  text = normlab_text_from_double_rounded (value, 6);
  where = normlab_array_locate (self, i);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has the label %s at %s; labels are whole numbers from 0 to 255"),
               normlab_array_get_name (self), text, where);
  return FALSE;
}

/* Which of the numbers is 1 where all others are 0, or −1. */
static int
find_one (const double *fields, guint n)
{
  int found = -1;

  for (guint i = 0; i < n; i++)
    if (fields[i] == 1 && found < 0)
      found = (int) i;
    else if (fields[i] != 0)
      return -1;
  return found;
}

/* The rows of labels with several numbers: either one of them is 1 and the others 0, everywhere, or
 * they are QMNIST's, whose first is the class. */
static gboolean
convert_rows (NormlabArray *self, guint8 *labels, GCancellable *cancellable, GError **error)
{
  double fields[MAX_FIELDS];
  double *by_row = NULL;
  g_autofree double *values = NULL;
  gsize stride = self->header.fortran ? self->n_items : 1;
  gsize row_stride = self->header.fortran ? 1 : self->n_fields;
  gboolean one_hot = self->n_fields > 1;

  if (!normlab_memory_check (self->n_elements * sizeof (double), normlab_array_get_name (self),
                             error))
    return FALSE;
  values = g_try_new (double, (gsize) self->n_elements);
  if (values == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   (gsize) self->n_elements * sizeof (double), normlab_array_get_name (self));
      return FALSE;
    }
  for (guint64 i = 0; i < self->n_elements; i += NORMLAB_ARRAY_CHUNK)
    if (!normlab_array_next (self, i, values + i,
                             (gsize) MIN (NORMLAB_ARRAY_CHUNK, self->n_elements - i), cancellable,
                             error))
      return FALSE;

  for (guint i = 0; i < self->n_items && one_hot; i++)
    {
      int one;

      by_row = values + i * row_stride;
      for (guint k = 0; k < self->n_fields; k++)
        fields[k] = by_row[k * stride];
      one = find_one (fields, self->n_fields);
      one_hot = one >= 0;
      if (one_hot)
        labels[i] = (guint8) one;
    }
  if (one_hot)
    return TRUE;
  if (self->n_fields != 1 && self->n_fields != QMNIST_FIELDS)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has %u numbers for each label, and not just one of them is 1 and the "
                      "others 0"),
                   normlab_array_get_name (self), self->n_fields);
      return FALSE;
    }
  for (guint i = 0; i < self->n_items; i++)
    if (!convert (self, i, values[i * row_stride], &labels[i], error))
      return FALSE;
  return TRUE;
}

gboolean
normlab_array_convert_labels (NormlabArray *self,
                              guint8 *labels,
                              GCancellable *cancellable,
                              GError **error)
{
  double values[NORMLAB_ARRAY_CHUNK];

  if (self->n_fields > 1)
    return convert_rows (self, labels, cancellable, error);

  for (guint64 i = 0; i < self->n_elements; i += NORMLAB_ARRAY_CHUNK)
    {
      gsize n = (gsize) MIN (NORMLAB_ARRAY_CHUNK, self->n_elements - i);

      if (!normlab_array_next (self, i, values, n, cancellable, error))
        return FALSE;
      for (guint k = 0; k < n; k++)
        if (!convert (self, (guint) i + k, values[k], &labels[i + k], error))
          return FALSE;
    }
  return TRUE;
}
