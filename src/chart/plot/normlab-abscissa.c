/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-abscissa.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-run-foreign.h"

const char *const normlab_abscissa_words[] = {
  [NORMLAB_ABSCISSA_STEPS] = "steps",
  [NORMLAB_ABSCISSA_EPOCHS] = "epochs",
  [NORMLAB_ABSCISSA_IMAGES] = "images",
  [NORMLAB_ABSCISSA_SECONDS] = "seconds",
  NULL,
};

static const struct
{
  const char *title;
  const char *label;
  gboolean whole;
} abscissas[NORMLAB_N_ABSCISSAS] = {
  /* Translators: what the chart's x axis can show: its title, which may have a number behind it
     ("step 420"), and what a menu calls it */
  [NORMLAB_ABSCISSA_STEPS] = { N_("step"), N_("Steps"), TRUE },
  [NORMLAB_ABSCISSA_EPOCHS] = { N_("epoch"), N_("Epochs"), FALSE },
  [NORMLAB_ABSCISSA_IMAGES] = { N_("images seen"), N_("Images seen"), TRUE },
  [NORMLAB_ABSCISSA_SECONDS] = { N_("seconds of training"), N_("Seconds"), FALSE },
};

const char *
normlab_abscissa_get_title (NormlabAbscissa self)
{
  g_return_val_if_fail (self < NORMLAB_N_ABSCISSAS, NULL);

  return abscissas[self].title;
}

const char *
normlab_abscissa_get_label (NormlabAbscissa self)
{
  g_return_val_if_fail (self < NORMLAB_N_ABSCISSAS, NULL);

  return abscissas[self].label;
}

gboolean
normlab_abscissa_is_whole (NormlabAbscissa self)
{
  g_return_val_if_fail (self < NORMLAB_N_ABSCISSAS, FALSE);

  return abscissas[self].whole;
}

guint
normlab_abscissa_get_n_images (NormlabRun *run)
{
  guint n_images = normlab_data_id_get_n_training (normlab_run_get_data (run));

  return MIN (normlab_run_get_recipe (run)->training_images, n_images);
}

/* Of a step of another program, which may call epochs its steps. */
static double
get_foreign_place (NormlabAbscissa self, NormlabRun *run, guint step)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  gboolean epochs = normlab_run_get_counts_epochs (run);

  if (self == (epochs ? NORMLAB_ABSCISSA_EPOCHS : NORMLAB_ABSCISSA_STEPS))
    return step;
  if (self == NORMLAB_ABSCISSA_IMAGES && !epochs
      && normlab_recipe_knows (recipe, NORMLAB_HYPERPARAMETER_BATCH_SIZE))
    return (double) step * recipe->batch_size;
  return self == NORMLAB_ABSCISSA_STEPS ? step : (double) NAN;
}

double
normlab_abscissa_get_place (NormlabAbscissa self, NormlabRun *run, guint step, double seconds)
{
  double images = (double) step * normlab_run_get_recipe (run)->batch_size;

  if (normlab_run_is_foreign (run) && self != NORMLAB_ABSCISSA_SECONDS)
    return get_foreign_place (self, run, step);
  switch (self)
    {
    case NORMLAB_ABSCISSA_EPOCHS:
      return images / normlab_abscissa_get_n_images (run);
    case NORMLAB_ABSCISSA_IMAGES:
      return images;
    case NORMLAB_ABSCISSA_SECONDS:
      return seconds;
    case NORMLAB_ABSCISSA_STEPS:
    default:
      return step;
    }
}
