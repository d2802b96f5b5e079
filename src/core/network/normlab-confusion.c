/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-confusion.h"

#include <string.h>

#include "normlab-network-private.h"
#include "normlab-trainer-private.h"

/* Images that are evaluated at once. */
#define BLOCK 250

static guint
find_greatest (const float *logits, guint n_classes)
{
  guint best = 0;

  for (guint j = 1; j < n_classes; j++)
    if (logits[j] > logits[best])
      best = j;
  return best;
}

/* Those from @first on. */
static void
count_block (const NormlabNetwork *network,
             const NormlabSparse *images,
             const guint8 *labels,
             gsize first,
             gsize rows,
             guint *counts,
             NormlabScratch *scratch,
             NormlabStop stop)
{
  const NormlabLayer *last = &network->layers[network->n_layers - 1];
  const float *logits;

  normlab_scratch_begin (scratch, 0, NULL);
  logits = normlab_network_evaluate (network, images, NULL, first, rows, scratch, stop, NULL, NULL);
  if (normlab_stop_requested (stop))
    return;
  for (gsize i = 0; i < rows; i++, logits += last->stride)
    counts[labels[first + i] * last->units + find_greatest (logits, last->units)]++;
}

NormlabTrainerStatus
normlab_confusion_count (const NormlabTrainer *trainer,
                         NormlabSplit split,
                         guint *counts,
                         NormlabScratch *scratch,
                         NormlabStop stop,
                         GError **error)
{
  const NormlabNetwork *network = &trainer->network;
  const NormlabSparse *images = normlab_dataset_get_sparse (trainer->dataset, split);
  const guint8 *labels = normlab_dataset_get_labels (trainer->dataset, split);
  gsize n_classes = network->layers[network->n_layers - 1].units;

  g_return_val_if_fail (trainer->diverged_layer == 0, NORMLAB_TRAINER_DIVERGED);

  if (!normlab_scratch_begin (scratch, normlab_network_evaluate_scratch (network, BLOCK), error))
    return NORMLAB_TRAINER_FAILED;
  memset (counts, 0, n_classes * n_classes * sizeof *counts);
  for (gsize i = 0; i < images->n_images && !normlab_stop_requested (stop); i += BLOCK)
    count_block (network, images, labels, i, MIN (BLOCK, images->n_images - i), counts, scratch,
                 stop);
  return normlab_stop_requested (stop) ? NORMLAB_TRAINER_STOPPED : NORMLAB_TRAINER_OK;
}

void
normlab_confusion_add (const guint8 *labels,
                       const guint8 *answers,
                       gsize n,
                       guint n_classes,
                       guint *counts)
{
  g_return_if_fail (n == 0 || (labels != NULL && answers != NULL));
  g_return_if_fail (counts != NULL);

  for (gsize i = 0; i < n; i++)
    counts[(gsize) labels[i] * n_classes + answers[i]]++;
}
