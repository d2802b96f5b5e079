/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recognizer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-math.h"
#include "normlab-network.h"
#include "normlab-trainer-private.h"

/* Images that are evaluated at once, where there are many. */
#define BLOCK 250

struct _NormlabRecognizer
{
  NormlabNetwork network;
  guint n_pixels, n_classes;
  NormlabScratch scratch;
  float *activations[NORMLAB_MAX_HIDDEN + 1]; /* of each layer's units */
  double *probabilities;                      /* n_classes */
  guint answer;
};

NormlabRecognizer *
normlab_recognizer_new (const NormlabRecipe *recipe,
                        guint n_pixels,
                        guint n_classes,
                        const NormlabKernels *kernels,
                        GError **error)
{
  g_autoptr (NormlabRecognizer) self = NULL;

  g_return_val_if_fail (recipe != NULL && kernels != NULL, NULL);
  g_return_val_if_fail (n_pixels > 0 && n_classes > 0, NULL);

  if (!normlab_recipe_validate (recipe, error))
    return NULL;
  self = g_new0 (NormlabRecognizer, 1);
  self->n_pixels = n_pixels;
  self->n_classes = n_classes;
  if (!normlab_network_init (&self->network, recipe, n_pixels, n_classes, kernels, NULL, NULL,
                             error))
    return NULL;
  for (guint i = 0; i < self->network.n_layers; i++)
    self->activations[i] = g_new0 (float, self->network.layers[i].units);
  self->probabilities = g_new0 (double, n_classes);
  return g_steal_pointer (&self);
}

void
normlab_recognizer_free (NormlabRecognizer *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->activations); i++)
    g_free (self->activations[i]);
  g_free (self->probabilities);
  normlab_scratch_clear (&self->scratch);
  normlab_network_clear (&self->network);
  g_free (self);
}

gboolean
normlab_recognizer_take (NormlabRecognizer *self, const NormlabCheckpoint *checkpoint)
{
  g_return_val_if_fail (self != NULL && checkpoint != NULL, FALSE);

  return normlab_checkpoint_restore_network (checkpoint, &self->network);
}

/* An observer of the only row. */
static void
keep_activations (const NormlabNetwork *network,
                  guint layer,
                  NormlabStage stage,
                  const float *values,
                  gsize rows,
                  gpointer user_data)
{
  NormlabRecognizer *self = user_data;

  memcpy (self->activations[layer], values, network->layers[layer].units * sizeof *values);
}

static guint
find_greatest (const float *logits, guint n_classes)
{
  guint best = 0;

  for (guint j = 1; j < n_classes; j++)
    if (logits[j] > logits[best])
      best = j;
  return best;
}

/* exp (logits[j] − greatest), and what they sum up to; not finite where a logit is not. */
static double
exponentiate (const float *logits, guint n_classes, float greatest, double *powers)
{
  double sum = 0;

  for (guint j = 0; j < n_classes; j++)
    {
      powers[j] = isfinite (logits[j]) ? (double) normlab_exp (logits[j] - greatest) : (double) NAN;
      sum += powers[j];
    }
  return sum;
}

static void
read_answer (NormlabRecognizer *self)
{
  const float *logits = self->activations[self->network.n_layers - 1];
  double sum;

  self->answer = find_greatest (logits, self->n_classes);
  sum = exponentiate (logits, self->n_classes, logits[self->answer], self->probabilities);
  for (guint j = 0; j < self->n_classes; j++)
    self->probabilities[j] /= sum;
}

static void
set_no_memory (GError **error)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                       _("There is not enough memory to look at the image"));
}

gboolean
normlab_recognizer_recognize (NormlabRecognizer *self, const guint8 *image, GError **error)
{
  NormlabSparse sparse = { 0 };

  g_return_val_if_fail (self != NULL && image != NULL, FALSE);

  if (!normlab_scratch_begin (&self->scratch, normlab_network_evaluate_scratch (&self->network, 1),
                              error))
    return FALSE;
  if (!normlab_sparse_init (&sparse, image, 1, self->n_pixels, 1, NULL))
    {
      set_no_memory (error);
      return FALSE;
    }
  normlab_network_evaluate (&self->network, &sparse, NULL, 0, 1, &self->scratch, NULL,
                            keep_activations, self);
  read_answer (self);
  normlab_sparse_clear (&sparse);
  return TRUE;
}

guint
normlab_recognizer_get_n_layers (const NormlabRecognizer *self)
{
  return self->network.n_layers;
}

guint
normlab_recognizer_get_n_units (const NormlabRecognizer *self, guint layer)
{
  g_return_val_if_fail (layer < self->network.n_layers, 0);

  return self->network.layers[layer].units;
}

const float *
normlab_recognizer_get_activations (const NormlabRecognizer *self, guint layer)
{
  g_return_val_if_fail (layer < self->network.n_layers, NULL);

  return self->activations[layer];
}

const double *
normlab_recognizer_get_probabilities (const NormlabRecognizer *self)
{
  return self->probabilities;
}

guint
normlab_recognizer_get_answer (const NormlabRecognizer *self)
{
  return self->answer;
}

/* What a network says of many images: as many numbers in each array. */
typedef struct
{
  const guint8 *labels;
  guint8 *answers;
  float *certainties, *losses; /* nullable */
} Answers;

/* The logits of images from @first on. */
static void
read_answers (const NormlabRecognizer *self,
              const float *logits,
              gsize first,
              gsize rows,
              double *powers,
              const Answers *to)
{
  gsize stride = self->network.layers[self->network.n_layers - 1].stride;

  for (gsize i = first; i < first + rows; i++, logits += stride)
    {
      guint best = find_greatest (logits, self->n_classes);
      double sum = exponentiate (logits, self->n_classes, logits[best], powers);

      to->answers[i] = (guint8) best;
      to->certainties[i] = (float) (1 / sum);
      if (to->losses != NULL)
        to->losses[i] = (float) (normlab_log (sum)
                                 - ((double) logits[to->labels[i]] - (double) logits[best]));
    }
}

/* With scratch that has been begun. */
static void
recognize_blocks (const NormlabRecognizer *self,
                  const NormlabSparse *images,
                  const Answers *to,
                  NormlabScratch *scratch,
                  NormlabStop stop)
{
  g_autofree double *powers = g_new (double, self->n_classes);

  for (gsize i = 0; i < images->n_images; i += BLOCK)
    {
      gsize rows = MIN (BLOCK, images->n_images - i);
      const float *logits;

      normlab_scratch_begin (scratch, 0, NULL);
      logits = normlab_network_evaluate (&self->network, images, NULL, i, rows, scratch, stop, NULL,
                                         NULL);
      if (normlab_stop_requested (stop))
        return;
      read_answers (self, logits, i, rows, powers, to);
    }
}

gboolean
normlab_recognizer_recognize_all (const NormlabRecognizer *self,
                                  const NormlabDataset *dataset,
                                  NormlabSplit split,
                                  guint8 *answers,
                                  float *certainties,
                                  float *losses,
                                  NormlabStop stop,
                                  GError **error)
{
  NormlabScratch scratch = { 0 };
  Answers to;

  g_return_val_if_fail (self != NULL && dataset != NULL, FALSE);
  g_return_val_if_fail (answers != NULL && certainties != NULL, FALSE);
  g_return_val_if_fail (normlab_dataset_get_n_pixels (dataset) == self->n_pixels, FALSE);
  g_return_val_if_fail (normlab_dataset_get_n_classes (dataset) == self->n_classes, FALSE);

  if (!normlab_scratch_begin (&scratch, normlab_network_evaluate_scratch (&self->network, BLOCK),
                              error))
    return FALSE;
  to = (Answers){ normlab_dataset_get_labels (dataset, split), answers, certainties, losses };
  recognize_blocks (self, normlab_dataset_get_sparse (dataset, split), &to, &scratch, stop);
  normlab_scratch_clear (&scratch);
  if (normlab_stop_requested (stop))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                           _("Looking at the images was cancelled"));
      return FALSE;
    }
  return TRUE;
}
