/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-predictions.h"

#include <glib/gi18n-lib.h>

#include "normlab-confusion.h"
#include "normlab-error.h"
#include "normlab-recognizer.h"

static NormlabPredictions *
allocate (NormlabDataset *dataset, NormlabSplit split, guint step)
{
  NormlabPredictions *self = g_atomic_rc_box_new0 (NormlabPredictions);

  self->dataset = normlab_dataset_ref (dataset);
  self->split = split;
  self->step = step;
  self->n_images = normlab_dataset_get_n_images (dataset, split);
  self->n_classes = normlab_dataset_get_n_classes (dataset);
  self->answers = g_new (guint8, self->n_images);
  self->certainties = g_new (float, self->n_images);
  self->losses = g_new (float, self->n_images);
  self->counts = g_new0 (guint, (gsize) self->n_classes * self->n_classes);
  return self;
}

NormlabPredictions *
normlab_predictions_new (const NormlabRecipe *recipe,
                         NormlabDataset *dataset,
                         NormlabSplit split,
                         const NormlabCheckpoint *checkpoint,
                         NormlabStop stop,
                         GError **error)
{
  g_autoptr (NormlabPredictions) self = NULL;
  g_autoptr (NormlabRecognizer) network = NULL;

  g_return_val_if_fail (recipe != NULL && dataset != NULL && checkpoint != NULL, NULL);

  network = normlab_recognizer_new (recipe, normlab_dataset_get_n_pixels (dataset),
                                    normlab_dataset_get_n_classes (dataset),
                                    normlab_kernels_get_default (), error);
  if (network == NULL)
    return NULL;
  if (!normlab_recognizer_take (network, checkpoint))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("The network is not one for these images"));
      return NULL;
    }
  self = allocate (dataset, split, normlab_checkpoint_get_step (checkpoint));
  if (!normlab_recognizer_recognize_all (network, dataset, split, self->answers, self->certainties,
                                         self->losses, stop, error))
    return NULL;
  normlab_confusion_add (normlab_predictions_get_labels (self), self->answers, self->n_images,
                         self->n_classes, self->counts);
  return g_steal_pointer (&self);
}

NormlabPredictions *
normlab_predictions_ref (NormlabPredictions *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (NormlabPredictions *self)
{
  normlab_dataset_unref (self->dataset);
  g_free (self->answers);
  g_free (self->certainties);
  g_free (self->losses);
  g_free (self->counts);
}

void
normlab_predictions_unref (NormlabPredictions *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

guint
normlab_predictions_count_right (const NormlabPredictions *self)
{
  guint right = 0;

  for (guint k = 0; k < self->n_classes; k++)
    right += self->counts[k * self->n_classes + k];
  return right;
}

guint
normlab_predictions_count_truth (const NormlabPredictions *self, guint truth)
{
  guint n = 0;

  for (guint answer = 0; answer < self->n_classes; answer++)
    n += self->counts[truth * self->n_classes + answer];
  return n;
}

guint
normlab_predictions_count_answer (const NormlabPredictions *self, guint answer)
{
  guint n = 0;

  for (guint truth = 0; truth < self->n_classes; truth++)
    n += self->counts[truth * self->n_classes + answer];
  return n;
}

const guint8 *
normlab_predictions_get_labels (const NormlabPredictions *self)
{
  return normlab_dataset_get_labels (self->dataset, self->split);
}

gboolean
normlab_predictions_match (const NormlabPredictions *a, const NormlabPredictions *b)
{
  return a->dataset == b->dataset && a->split == b->split;
}
