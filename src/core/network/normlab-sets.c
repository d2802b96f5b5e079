/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-sets.h"

#include "normlab-assessment.h"
#include "normlab-screening.h"

gsize
normlab_sets_scratch (const NormlabNetwork *network, const NormlabPairs *pairs)
{
  return MAX (normlab_screening_scratch (network, pairs), normlab_assessment_scratch (network));
}

/* The images that are trained on, against the labels that are trained on. */
static void
assess_training_set (const NormlabSets *self,
                     NormlabSample *sample,
                     NormlabScratch *scratch,
                     NormlabStop stop)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *labels = g_bytes_get_data (self->labels, NULL);
  guint n = self->n_images;
  NormlabAssessment assessment;

  if (self->measures.n_training > 0)
    n = MIN (n, self->measures.n_training);
  assessment = normlab_network_assess (self->network, images, labels, n, scratch, stop);
  sample->training_set_accuracy = (float) assessment.accuracy;
  sample->training_set_loss = assessment.loss;
}

static void
assess_test_set (const NormlabSets *self,
                 NormlabSample *sample,
                 NormlabScratch *scratch,
                 NormlabStop stop)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TEST);
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST);
  NormlabAssessment assessment
      = normlab_network_assess (self->network, images, labels, images->n_images, scratch, stop);

  sample->test_accuracy = (float) assessment.accuracy;
  sample->test_loss = assessment.loss;
}

static void
screen_test_set (const NormlabSets *self,
                 NormlabSample *sample,
                 NormlabScratch *scratch,
                 NormlabStop stop)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TEST);
  const NormlabPairs *pairs = normlab_dataset_get_pairs (self->dataset);
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST);
  gsize right
      = normlab_screening_count_right (self->network, images, pairs, labels, scratch, stop, NULL);

  sample->test_accuracy = (float) ((double) right / (double) images->n_images);
}

void
normlab_sets_measure (const NormlabSets *self,
                      NormlabSample *sample,
                      NormlabScratch *scratch,
                      NormlabStop stop)
{
  normlab_scratch_begin (scratch, 0, NULL);
  if (self->measures.training)
    assess_training_set (self, sample, scratch, stop);
  normlab_scratch_begin (scratch, 0, NULL);
  if (self->measures.test_loss)
    assess_test_set (self, sample, scratch, stop);
  else
    screen_test_set (self, sample, scratch, stop);
}
