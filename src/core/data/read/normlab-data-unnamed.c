/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-unnamed.h"

#include "normlab-data-role.h"

#define MAX_FILES 16
/* With fewer pixels, rows of numbers are labels, of which one is 1 and the others 0. */
#define MIN_PIXELS 16

typedef struct
{
  const NormlabDataFile *file;
  guint n_items;
} Item;

/* Of each kind, as many as there may be. */
typedef struct
{
  Item items[NORMLAB_N_ARRAY_KINDS][NORMLAB_N_SPLITS];
  guint n[NORMLAB_N_ARRAY_KINDS];
} Items;

/* What @file holds. FALSE where it is no array. */
static gboolean
find_kind (const NormlabDataFile *file, NormlabArrayKind *kind, guint *n_items)
{
  g_autoptr (NormlabArray) labels
      = normlab_array_open_member (file->path, file->member, NORMLAB_ARRAY_LABELS, NULL);
  g_autoptr (NormlabArray) images
      = normlab_array_open_member (file->path, file->member, NORMLAB_ARRAY_IMAGES, NULL);
  gboolean has_images
      = images != NULL
        && (labels == NULL
            || (!normlab_array_is_guessed (images)
                && normlab_array_get_rows (images) * normlab_array_get_columns (images)
                       >= MIN_PIXELS));

  if (images == NULL && labels == NULL)
    return FALSE;
  *kind = has_images ? NORMLAB_ARRAY_IMAGES : NORMLAB_ARRAY_LABELS;
  *n_items = normlab_array_get_n_items (has_images ? images : labels);
  return TRUE;
}

/* FALSE where there are too many of a kind. */
static gboolean
collect (Items *self, const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const NormlabDataFile *file = g_ptr_array_index (files, i);
      NormlabArrayKind kind;
      guint n_items;

      if (!find_kind (file, &kind, &n_items))
        continue;
      if (self->n[kind] == NORMLAB_N_SPLITS)
        return FALSE;
      self->items[kind][self->n[kind]++] = (Item){ file, n_items };
    }
  return self->n[NORMLAB_ARRAY_IMAGES] > 0
         && self->n[NORMLAB_ARRAY_IMAGES] == self->n[NORMLAB_ARRAY_LABELS];
}

static int
get_split (const Item *item)
{
  g_autofree char *base = g_path_get_basename (item->file->path);
  g_auto (NormlabDataRole) role = { 0 };

  normlab_data_role_read (&role, item->file->member != NULL ? item->file->member : base);
  return role.split;
}

static void
exchange (Item items[NORMLAB_N_SPLITS])
{
  Item first = items[0];

  items[0] = items[1];
  items[1] = first;
}

/* Whether the names say that the test set stands first; −1 where they do not tell. */
static int
is_reversed (const Item items[NORMLAB_N_SPLITS])
{
  int first = get_split (&items[0]), second = get_split (&items[1]);

  if (first == NORMLAB_SPLIT_TEST || second == NORMLAB_SPLIT_TRAINING)
    return TRUE;
  return first == NORMLAB_SPLIT_TRAINING || second == NORMLAB_SPLIT_TEST ? FALSE : -1;
}

/* The training set first, and the labels in the order of the images. Sets of one size stand in one
 * order: where the names of one kind alone tell it, it is that of both. */
static void
put_in_order (Items *self)
{
  Item *images = self->items[NORMLAB_ARRAY_IMAGES];
  Item *labels = self->items[NORMLAB_ARRAY_LABELS];
  int images_reversed = is_reversed (images), labels_reversed = is_reversed (labels);
  gboolean same_size = labels[0].n_items == labels[1].n_items;

  if (images_reversed < 0 && same_size)
    images_reversed = MAX (labels_reversed, FALSE);
  else if (images_reversed < 0)
    images_reversed = images[1].n_items > images[0].n_items;
  if (images_reversed)
    exchange (images);
  if (same_size)
    labels_reversed = labels_reversed < 0 ? images_reversed : labels_reversed;
  else
    labels_reversed = labels[0].n_items != images[0].n_items;
  if (labels_reversed)
    exchange (labels);
}

NormlabDataPlace *
normlab_data_unnamed_find (const char *folder, const GPtrArray *files)
{
  g_autoptr (NormlabDataPlace) place = NULL;
  Items items = { .n = { 0, 0 } };

  if (files->len > MAX_FILES || !collect (&items, files))
    return NULL;
  if (items.n[NORMLAB_ARRAY_IMAGES] == NORMLAB_N_SPLITS)
    put_in_order (&items);
  place = normlab_data_place_new (folder, "", 0);
  place->whole = items.n[NORMLAB_ARRAY_IMAGES] == 1;
  for (guint i = 0; i < items.n[NORMLAB_ARRAY_IMAGES]; i++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      {
        if (!place->whole
            && items.items[kind][i].n_items != items.items[NORMLAB_ARRAY_IMAGES][i].n_items)
          return NULL;
        normlab_data_place_add (place, (NormlabSplit) i, (NormlabArrayKind) kind,
                                *items.items[kind][i].file);
      }
  return g_steal_pointer (&place);
}
