/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabMeasures:
 * @test_loss: whether the loss on the test set is measured
 * @training: whether accuracy and loss on the images that are trained on are measured
 * @n_training: of how many of them, the first ones; 0: of all
 *
 * What is measured of a run besides its batches and its test accuracy, which takes time: how
 * somebody looks at it, and no part of what it is. A plain value; all 0: nothing.
 */
typedef struct
{
  gboolean test_loss;
  gboolean training;
  guint n_training;
} NormlabMeasures;

#define NORMLAB_MEASURES_MAX_TRAINING 10000000u

/* "test-loss", "training" and "training=5000" with commas between them, or "none". On
 * NORMLAB_ERROR_VALUE @self is as it was. */
gboolean normlab_measures_parse (const char *text, NormlabMeasures *self, GError **error);
char *normlab_measures_format (const NormlabMeasures *self);

gboolean normlab_measures_is_none (const NormlabMeasures *self);
gboolean normlab_measures_equal (const NormlabMeasures *a, const NormlabMeasures *b);
/* All that either asks for; where both are of the first images, of the more of them. */
NormlabMeasures normlab_measures_join (const NormlabMeasures *a, const NormlabMeasures *b);
/* Whether who measures @self has all that @other asks for. */
gboolean normlab_measures_include (const NormlabMeasures *self, const NormlabMeasures *other);

G_END_DECLS
