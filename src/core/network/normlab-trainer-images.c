/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"
#include "normlab-trainer.h"

/* Which images a recipe trains on, and whether they are there. */

gboolean
normlab_trainer_check_images (const NormlabRecipe *recipe,
                              const NormlabDataset *dataset,
                              GError **error)
{
  guint n = normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING);
  g_autofree char *name = NULL, *reason = NULL;

  if (recipe->training_images == NORMLAB_ALL || recipe->training_images <= n)
    return TRUE;
  name = normlab_text_for_message (normlab_dataset_get_name (dataset), -1);
  /* Translators: numbers of training images: those that a data set has, and those asked for */
  reason = g_strdup_printf (_("the data set “%s” has %u training images, not %u"), name, n,
                            recipe->training_images);
  normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, reason);
  return FALSE;
}
