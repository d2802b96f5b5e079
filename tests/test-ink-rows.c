/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of W1 a small batch touches, and that leaving out the others changes no bit. */
#include "normlab-ink-rows.h"

#include <math.h>
#include <string.h>

#include "normlab-test.h"
#include "normlab-trainer-private.h"

static gboolean
has_ink (const guint8 *images, guint n_pixels, const guint32 *chosen, guint n, guint pixel)
{
  for (guint i = 0; i < n; i++)
    if (images[chosen[i] * n_pixels + pixel] != 0)
      return TRUE;
  return FALSE;
}

/* Spans in order that begin and end with ink, have all of it, and are more than two blank rows
 * apart; between them no more than two such rows come together. */
static void
assert_spans (const NormlabInkRows *rows, const guint8 *images, const guint32 *chosen, guint n)
{
  guint row = 0;

  g_assert_false (rows->all);
  for (guint i = 0; i < rows->n_spans; i++)
    {
      const NormlabRowSpan *span = &rows->spans[i];
      guint n_blank = 0;

      g_assert_cmpuint (span->first, <, span->end);
      g_assert_true (i == 0 || span->first > row + 2);
      for (; row < span->first; row++)
        g_assert_false (has_ink (images, rows->n_rows, chosen, n, row));
      g_assert_true (has_ink (images, rows->n_rows, chosen, n, row));
      g_assert_true (has_ink (images, rows->n_rows, chosen, n, span->end - 1));
      for (; row < span->end; row++)
        {
          n_blank = has_ink (images, rows->n_rows, chosen, n, row) ? 0 : n_blank + 1;
          g_assert_cmpuint (n_blank, <=, 2);
        }
    }
  for (; row < rows->n_rows; row++)
    g_assert_false (has_ink (images, rows->n_rows, chosen, n, row));
}

static void
test_spans (void)
{
  static const guint sizes[] = { 1, 2, 7, 63, 64, 65, 127, 128, 129, 784 };
  static const double shares[] = { 0, 0.3, 0.7, 0.9, 0.99, 1 };

  for (guint c = 0; c < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (shares); c++)
    {
      const guint n_pixels = sizes[c / G_N_ELEMENTS (shares)], n_images = 30;
      g_autofree guint8 *images
          = normlab_test_images (n_images, n_pixels, shares[c % G_N_ELEMENTS (shares)]);
      NormlabSparse sparse;
      NormlabInkRows rows;

      g_assert_true (normlab_sparse_init (&sparse, images, n_images, n_pixels, 1, NULL));
      g_assert_true (normlab_ink_rows_init (&rows, n_pixels));
      g_assert_true (rows.all);
      for (guint32 i = 0; i + 2 < n_images; i++)
        {
          const guint32 chosen[] = { i, i + 2, i };
          const guint n = 1 + i % G_N_ELEMENTS (chosen);

          normlab_ink_rows_set_images (&rows, &sparse, chosen, n);
          assert_spans (&rows, images, chosen, n);
        }
      normlab_ink_rows_clear (&rows);
      normlab_sparse_clear (&sparse);
    }
}

/* A step as it is, and one that clears and updates all rows. */
static void
advance_both (NormlabTrainer *sparing, NormlabTrainer *plain, NormlabScratch *scratch)
{
  g_assert_cmpint (normlab_trainer_advance (sparing, 1, scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  plain->network.ink.all = TRUE;
  plain->updater.may_skip = FALSE;
  g_assert_cmpint (normlab_trainer_advance (plain, 1, scratch, NULL, NULL), ==, NORMLAB_TRAINER_OK);
  g_assert_cmpmem (sparing->network.parameters, sparing->network.n_parameters * sizeof (float),
                   plain->network.parameters, plain->network.n_parameters * sizeof (float));
  g_assert_cmpmem (sparing->network.gradients, sparing->network.n_parameters * sizeof (float),
                   plain->network.gradients, plain->network.n_parameters * sizeof (float));
}

static NormlabTrainer *
make_trainer (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  NormlabTrainer *trainer
      = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, NULL);

  g_assert_nonnull (trainer);
  /* Of a row that has ink in some batches and in others has none. */
  for (guint j = 0; j < 8; j++)
    trainer->network.parameters[30 * trainer->network.layers[0].stride + j] = -0.0f;
  return trainer;
}

/* Whatever learns and by which optimizer; with and without decay; and where a branch changes it. */
static void
test_same_bits (void)
{
  static const char *const branches[]
      = { "none", "9:optimizer=momentum,18:optimizer=sgd", "9:weight-decay=0.01,18:weight-decay=0",
          "9:update=notebook,18:update=all", "9:dropout=0.4" };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (14, 14, 10, 300, 50);
  guint n_skipping = 0;

  for (guint c = 0; c < NORMLAB_N_OPTIMIZERS * NORMLAB_N_UPDATES * G_N_ELEMENTS (branches); c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabTrainer) sparing = NULL;
      g_autoptr (NormlabTrainer) plain = NULL;
      NormlabScratch scratch = { 0 };

      recipe.optimizer = c % NORMLAB_N_OPTIMIZERS;
      recipe.update = c / NORMLAB_N_OPTIMIZERS % NORMLAB_N_UPDATES;
      recipe.batch_size = 1 + c % 5;
      recipe.learning_rate = 0.5;
      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH,
                                         branches[c / NORMLAB_N_OPTIMIZERS / NORMLAB_N_UPDATES],
                                         NULL));
      sparing = make_trainer (&recipe, dataset);
      plain = make_trainer (&recipe, dataset);
      for (guint i = 0; i < 27; i++)
        {
          advance_both (sparing, plain, &scratch);
          n_skipping += sparing->updater.may_skip && !sparing->network.ink.all;
        }
      normlab_scratch_clear (&scratch);
    }
  g_assert_cmpuint (n_skipping, >, 100);
}

/* What is not finite in a row that has no ink ends the first step, as it does with all rows. */
static void
test_not_finite (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (14, 14, 10, 300, 50);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (NormlabTrainer) before = NULL;
  NormlabScratch scratch = { 0 };
  guint row;

  recipe.batch_size = 1;
  before = make_trainer (&recipe, dataset);
  g_assert_cmpint (normlab_trainer_advance (before, 1, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  row = before->network.ink.spans[0].end;
  g_assert_cmpuint (row, <, before->network.layers[0].inputs);
  trainer = make_trainer (&recipe, dataset);
  trainer->network.parameters[row * trainer->network.layers[0].stride] = INFINITY;
  g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_DIVERGED);
  g_assert_cmpuint (normlab_trainer_get_diverged_layer (trainer), ==, 1);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ink-rows/spans", test_spans);
  g_test_add_func ("/ink-rows/same-bits", test_same_bits);
  g_test_add_func ("/ink-rows/not-finite", test_not_finite);
  return g_test_run ();
}
