/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-image-list.h"

#include <math.h>

/* An image, and why it comes where it comes. */
typedef struct
{
  float key;
  guint number;
} Entry;

static gboolean
is_in_cell (const NormlabImageList *self, const NormlabPredictions *predictions, guint i)
{
  return predictions->answers[i] == self->answer;
}

static gboolean
is_in (const NormlabImageList *self,
       const NormlabPredictions *first,
       const NormlabPredictions *second,
       guint i)
{
  switch (self->kind)
    {
    case NORMLAB_IMAGE_LIST_CELL:
      return normlab_predictions_get_labels (first)[i] == self->truth
             && (second == NULL ? is_in_cell (self, first, i)
                                : is_in_cell (self, first, i) != is_in_cell (self, second, i));
    case NORMLAB_IMAGE_LIST_DIFFERENT:
      return first->answers[i] != second->answers[i];
    case NORMLAB_IMAGE_LIST_HARDEST:
    default:
      return TRUE;
    }
}

/* Nothing is harder than what has no finite loss. */
static float
get_key (const NormlabImageList *self,
         const NormlabPredictions *first,
         const NormlabPredictions *second,
         guint i)
{
  float key = first->losses[i];

  if (second != NULL && self->kind != NORMLAB_IMAGE_LIST_HARDEST)
    key = fabsf (key - second->losses[i]);
  return isnan (key) ? INFINITY : key;
}

/* Into its place among those that have come so far, of which @max stay. */
static void
insert (GArray *entries, Entry entry, guint max)
{
  guint at = entries->len;

  if (max == 0)
    return;
  if (entries->len == max)
    {
      if (!(entry.key > g_array_index (entries, Entry, max - 1).key))
        return;
      g_array_set_size (entries, max - 1);
      at = max - 1;
    }
  while (at > 0 && entry.key > g_array_index (entries, Entry, at - 1).key)
    at--;
  g_array_insert_val (entries, at, entry);
}

guint
normlab_image_list_find (const NormlabImageList *self,
                         const NormlabPredictions *first,
                         const NormlabPredictions *second,
                         guint max,
                         GArray *numbers)
{
  g_autoptr (GArray) entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), max);
  guint n = 0;

  g_return_val_if_fail (self != NULL && first != NULL && numbers != NULL, 0);
  g_return_val_if_fail (second == NULL || normlab_predictions_match (first, second), 0);
  g_return_val_if_fail (second != NULL || self->kind != NORMLAB_IMAGE_LIST_DIFFERENT, 0);

  for (guint i = 0; i < first->n_images; i++)
    if (is_in (self, first, second, i))
      {
        n++;
        insert (entries, (Entry){ get_key (self, first, second, i), i }, max);
      }
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (numbers, g_array_index (entries, Entry, i).number);
  return n;
}
