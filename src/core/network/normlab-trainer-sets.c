/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-assessment.h"
#include "normlab-trainer-private.h"

/* What a trainer measures on whole sets because somebody has asked for it. */

void
normlab_trainer_set_measures (NormlabTrainer *self, const NormlabMeasures *measures)
{
  g_return_if_fail (self != NULL && measures != NULL);

  self->measures = *measures;
}

/* The images that are trained on, against the labels that are trained on. */
static void
measure_training_set (NormlabTrainer *self,
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
  assessment = normlab_network_assess (&self->network, images, labels, n, scratch, stop);
  sample->training_set_accuracy = (float) assessment.accuracy;
  sample->training_set_loss = assessment.loss;
}

static void
measure_test_set (NormlabTrainer *self,
                  NormlabSample *sample,
                  NormlabScratch *scratch,
                  NormlabStop stop)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TEST);
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST);
  NormlabAssessment assessment
      = normlab_network_assess (&self->network, images, labels, images->n_images, scratch, stop);

  sample->test_accuracy = (float) assessment.accuracy;
  sample->test_loss = assessment.loss;
}

gboolean
normlab_trainer_measure_sets (NormlabTrainer *self,
                              NormlabSample *sample,
                              NormlabScratch *scratch,
                              NormlabStop stop)
{
  normlab_scratch_begin (scratch, 0, NULL);
  if (self->measures.training)
    measure_training_set (self, sample, scratch, stop);
  normlab_scratch_begin (scratch, 0, NULL);
  if (self->measures.test_loss)
    measure_test_set (self, sample, scratch, stop);
  return self->measures.test_loss;
}
