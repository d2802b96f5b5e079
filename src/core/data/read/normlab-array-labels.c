/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-array-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Of a label in QMNIST: its class, and where it comes from. */
#define QMNIST_FIELDS 8

static gboolean
is_class (double value)
{
  return value >= 0 && value <= 255 && value == floor (value);
}

static void
set_class_error (const NormlabArray *self, guint i, double value, GError **error)
{
  g_autofree char *text = normlab_text_from_double_rounded (value, 6);
  g_autofree char *where = normlab_array_locate (self, i);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has the label %s at %s; labels are whole numbers from 0 to 255"),
               normlab_array_get_name (self), text, where);
}

/* Labels with several numbers each: either one of them is 1 and the others 0, everywhere, or they
 * are QMNIST's, whose first is the class. The numbers are looked at as they come, row by row or, in
 * Fortran's order, field by field, and none is kept. */
typedef struct
{
  guint item;
  guint field;
  gboolean one_hot; /* so far */
  guint8 *found;    /* of each item: whether its 1 has come */
  guint8 *ones;     /* … and in which field */
  guint8 *firsts;   /* of each item: its first number */
  guint wrong;      /* the first item whose first number is no class; n_items if there is none */
  double wrong_value;
} Rows;

static void
take_first (Rows *self, double value)
{
  if (is_class (value))
    self->firsts[self->item] = (guint8) value;
  else if (self->item < self->wrong)
    {
      self->wrong = self->item;
      self->wrong_value = value;
    }
}

static void
take_number (Rows *self, const NormlabArray *array, double value)
{
  if (value == 1 && !self->found[self->item])
    {
      self->found[self->item] = 1;
      self->ones[self->item] = (guint8) self->field;
    }
  else if (value != 0)
    self->one_hot = FALSE;
  if (self->field == 0)
    take_first (self, value);

  if (self->field + 1 == array->n_fields && !self->found[self->item])
    self->one_hot = FALSE;
  if (array->header.fortran)
    {
      self->item = (self->item + 1) % array->n_items;
      self->field += self->item == 0;
    }
  else
    {
      self->field = (self->field + 1) % array->n_fields;
      self->item += self->field == 0;
    }
}

/* FALSE as soon as they can be neither. */
static gboolean
read_rows (Rows *self, NormlabArray *array, GCancellable *cancellable, GError **error)
{
  double values[NORMLAB_ARRAY_CHUNK];

  for (guint64 i = 0; i < array->n_elements; i += NORMLAB_ARRAY_CHUNK)
    {
      gsize n = (gsize) MIN (NORMLAB_ARRAY_CHUNK, array->n_elements - i);

      if (!normlab_array_next (array, i, values, n, cancellable, error))
        return FALSE;
      for (gsize k = 0; k < n; k++)
        take_number (self, array, values[k]);
      if (self->one_hot || array->n_fields == QMNIST_FIELDS)
        continue;
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has %u numbers for each label, and not just one of them is 1 and the "
                      "others 0"),
                   normlab_array_get_name (array), array->n_fields);
      return FALSE;
    }
  if (self->one_hot || self->wrong == array->n_items)
    return TRUE;
  set_class_error (array, self->wrong, self->wrong_value, error);
  return FALSE;
}

static gboolean
convert_rows (NormlabArray *self, guint8 *labels, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *found = g_try_malloc0 (self->n_items);
  g_autofree guint8 *firsts = g_try_malloc (self->n_items);
  Rows rows = { 0, 0, TRUE, found, labels, firsts, self->n_items, 0 };

  if (found == NULL || firsts == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   2 * (gsize) self->n_items, normlab_array_get_name (self));
      return FALSE;
    }
  if (!read_rows (&rows, self, cancellable, error))
    return FALSE;
  if (!rows.one_hot)
    memcpy (labels, firsts, self->n_items);
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
        {
          if (!is_class (values[k]))
            {
              set_class_error (self, (guint) i + k, values[k], error);
              return FALSE;
            }
          labels[i + k] = (guint8) values[k];
        }
    }
  return TRUE;
}
