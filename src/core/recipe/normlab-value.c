/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-value.h"

#include <string.h>

#include "normlab-compare.h"
#include "normlab-text.h"

G_DEFINE_BOXED_TYPE (NormlabValue, normlab_value, normlab_value_copy, normlab_value_free)

NormlabValue *
normlab_value_copy (const NormlabValue *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
normlab_value_free (NormlabValue *self)
{
  g_free (self);
}

static int
compare_layers (const NormlabValue *a, const NormlabValue *b)
{
  guint n = MIN (MIN (a->layers.n, b->layers.n), NORMLAB_MAX_HIDDEN);

  for (guint i = 0; i < n; i++)
    if (a->layers.units[i] != b->layers.units[i])
      return normlab_compare_uint (a->layers.units[i], b->layers.units[i]);
  return normlab_compare_uint (a->layers.n, b->layers.n);
}

static int
compare_init (const NormlabValue *a, const NormlabValue *b)
{
  if (a->init.kind == NORMLAB_INIT_STD && b->init.kind == NORMLAB_INIT_STD)
    return normlab_compare_double (a->init.std, b->init.std);
  return normlab_compare_uint (a->init.kind, b->init.kind);
}

static int
compare_texts (const NormlabValue *a, const NormlabValue *b)
{
  double first, second;

  if (a->text != b->text && normlab_text_to_double (a->text, &first)
      && normlab_text_to_double (b->text, &second) && first != second)
    return normlab_compare_double (first, second);
  return strcmp (a->text, b->text);
}

int
normlab_value_compare (const NormlabValue *a, const NormlabValue *b)
{
  g_return_val_if_fail (a != NULL, 0);
  g_return_val_if_fail (b != NULL, 0);

  if (a->type != b->type)
    return normlab_compare_uint (a->type, b->type);
  switch (a->type)
    {
    case NORMLAB_VALUE_WORD:
      return normlab_compare_uint (a->word, b->word);
    case NORMLAB_VALUE_COUNT:
      return normlab_compare_uint (a->count, b->count);
    case NORMLAB_VALUE_REAL:
      return normlab_compare_double (a->real, b->real);
    case NORMLAB_VALUE_LAYERS:
      return compare_layers (a, b);
    case NORMLAB_VALUE_INIT:
      return compare_init (a, b);
    case NORMLAB_VALUE_BRANCH:
      return normlab_branch_compare (&a->branch, &b->branch);
    case NORMLAB_VALUE_TEXT:
      return compare_texts (a, b);
    case NORMLAB_VALUE_UNKNOWN:
      return 0;
    default:
      g_return_val_if_reached (0);
    }
}

gboolean
normlab_value_equal (const NormlabValue *a, const NormlabValue *b)
{
  return normlab_value_compare (a, b) == 0;
}

gboolean
normlab_values_find (const NormlabValue *values,
                     guint n_values,
                     const NormlabValue *value,
                     guint *place)
{
  for (guint i = 0; i < n_values; i++)
    if (normlab_value_equal (&values[i], value))
      {
        if (place != NULL)
          *place = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
normlab_value_is_number (const NormlabValue *self)
{
  double number;

  g_return_val_if_fail (self != NULL, FALSE);

  return (self->type == NORMLAB_VALUE_COUNT && self->count != NORMLAB_ALL)
         || self->type == NORMLAB_VALUE_REAL
         || (self->type == NORMLAB_VALUE_INIT && self->init.kind == NORMLAB_INIT_STD)
         || (self->type == NORMLAB_VALUE_TEXT && normlab_text_to_double (self->text, &number));
}
