/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks for an image that a network gets wrong. */

#include "normlab-digits-private.h"

/* All answers of a network to a set, in a thread. */
typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabSplit split;
  NormlabCheckpoint *checkpoint;
  gint stop; /* atomic */

  guint8 *answers; /* what comes of it; NULL for nothing */
  float *certainties;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  normlab_dataset_unref (self->dataset);
  normlab_checkpoint_unref (self->checkpoint);
  g_free (self->answers);
  g_free (self->certainties);
  g_free (self);
}

/* In a thread of its own. */
static void
search (gpointer data, GCancellable *cancellable)
{
  Search *self = data;
  guint n = normlab_dataset_get_n_images (self->dataset, self->split);
  g_autoptr (NormlabRecognizer) network = normlab_recognizer_new (
      &self->recipe, normlab_dataset_get_n_pixels (self->dataset),
      normlab_dataset_get_n_classes (self->dataset), normlab_kernels_get_default (), NULL);

  if (network == NULL || !normlab_recognizer_take (network, self->checkpoint))
    return;
  self->answers = g_new (guint8, n);
  self->certainties = g_new (float, n);
  if (!normlab_recognizer_recognize_all (network, self->dataset, self->split, self->answers,
                                         self->certainties, NULL, &self->stop, NULL))
    g_clear_pointer (&self->answers, g_free);
}

/* One of those that are wrong, any as likely as another; −1 for none. */
static int
choose (NormlabDigits *self, const Search *found)
{
  const guint8 *labels = normlab_dataset_get_labels (found->dataset, found->split);
  guint n = normlab_dataset_get_n_images (found->dataset, found->split), n_wrong = 0;
  int chosen = -1;

  for (guint i = 0; i < n; i++)
    if (found->answers[i] != labels[i]
        && g_rand_int_range (self->random, 0, (gint32) ++n_wrong) == 0)
      chosen = (int) i;
  return chosen;
}

static void
on_searched (NormlabAside *aside, gpointer user_data)
{
  NormlabDigits *self = user_data;
  const Search *found = normlab_aside_get_data (aside);
  int chosen = -1;

  if (found->answers != NULL && found->dataset == normlab_digits_get_dataset (self))
    chosen = choose (self, found);
  g_clear_pointer (&self->search, normlab_aside_free);
  if (chosen >= 0)
    normlab_digits_show (self, (guint) chosen);
  else
    {
      self->missed = TRUE;
      normlab_digits_emit_changed (self);
    }
}

void
normlab_digits_show_wrong (NormlabDigits *self)
{
  NormlabDigitsSubject *subject;
  Search *made;

  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  subject = normlab_digits_find_first (self);
  if (subject == NULL || self->search != NULL)
    return;
  made = g_new0 (Search, 1);
  made->recipe = *normlab_run_get_recipe (normlab_run_item_get_run (subject->item));
  made->dataset = normlab_dataset_ref (normlab_digits_get_dataset (self));
  made->split = self->split;
  made->checkpoint = normlab_checkpoint_ref (subject->checkpoint);
  self->missed = FALSE;
  self->search = normlab_aside_begin ("digits", search, made, search_free, on_searched, self, NULL);
  normlab_digits_emit_changed (self);
}

gboolean
normlab_digits_is_searching (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), FALSE);

  return self->search != NULL;
}

gboolean
normlab_digits_get_missed (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), FALSE);

  return self->missed;
}

void
normlab_digits_stop_search (NormlabDigits *self)
{
  if (self->search == NULL)
    return;
  g_atomic_int_set (&((Search *) normlab_aside_get_data (self->search))->stop, 1);
  g_clear_pointer (&self->search, normlab_aside_free);
}
