/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-hyperparameter.h"

#include <glib/gi18n-lib.h>

#include "normlab-activation.h"
#include "normlab-error.h"
#include "normlab-foreign.h"
#include "normlab-normalization.h"
#include "normlab-optimizer.h"
#include "normlab-update.h"

/* The greatest number where there is no natural one: far past all sense, and still far from what a
 * float can hold. */
#define MAX_NUMBER 1e6

#define WORDS(array) .words = array, .n_words = G_N_ELEMENTS (array)

static const char *
get_steps_phrase (guint n)
{
  return g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", n);
}

static const char *
get_interval_phrase (guint n)
{
  /* Translators: how often the accuracy is measured */
  return g_dngettext (GETTEXT_PACKAGE, "measured every step", "measured every %s steps", n);
}

static const char *
get_training_images_phrase (guint n)
{
  return g_dngettext (GETTEXT_PACKAGE, "%s training image", "%s training images", n);
}

/* Of training images; nobody need know how many a data set has. */
static const NormlabWord all_images = {
  .word = "all",
  .label = NC_("training images", "all"),
  .context = "training images",
  .phrase = N_("all training images"),
};

static const NormlabWord *const image_words[] = { &all_images };

static const NormlabHyperparameterInfo infos[NORMLAB_N_HYPERPARAMETERS] = {
  [NORMLAB_HYPERPARAMETER_HIDDEN] = {
      .key = "hidden",
      .title = N_("Hidden layers"),
      .type = NORMLAB_VALUE_LAYERS,
      .min = 1,
      .max = NORMLAB_MAX_UNITS,
  },
  [NORMLAB_HYPERPARAMETER_BATCH_NORM] = {
      .key = "batch-norm",
      .title = N_("Batch normalization"),
      .type = NORMLAB_VALUE_WORD,
      WORDS (normlab_normalization_words),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_ACTIVATION] = {
      .key = "activation",
      .title = N_("Activation"),
      .type = NORMLAB_VALUE_WORD,
      WORDS (normlab_activation_words),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_INIT] = {
      .key = "init",
      .title = N_("Initialization"),
      .type = NORMLAB_VALUE_INIT,
      WORDS (normlab_init_words),
      .min = 0,
      .max = MAX_NUMBER,
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_OPTIMIZER] = {
      .key = "optimizer",
      .title = N_("Optimizer"),
      .type = NORMLAB_VALUE_WORD,
      WORDS (normlab_optimizer_words),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_LEARNING_RATE] = {
      .key = "learning-rate",
      .title = N_("Learning rate"),
      .type = NORMLAB_VALUE_REAL,
      .min = 0,
      .above_min = TRUE,
      .max = MAX_NUMBER,
      .phrase = N_("learning rate %s"),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_BATCH_SIZE] = {
      .key = "batch-size",
      .title = N_("Batch size"),
      .type = NORMLAB_VALUE_COUNT,
      .min = 1,
      .max = NORMLAB_MAX_BATCH_SIZE,
      .phrase = N_("batch size %s"),
  },
  [NORMLAB_HYPERPARAMETER_WEIGHT_DECAY] = {
      .key = "weight-decay",
      .title = N_("Weight decay"),
      .type = NORMLAB_VALUE_REAL,
      .min = 0,
      .max = MAX_NUMBER,
      .phrase = N_("weight decay %s"),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_DROPOUT] = {
      .key = "dropout",
      .title = N_("Dropout"),
      .type = NORMLAB_VALUE_REAL,
      .min = 0,
      .max = 1,
      .below_max = TRUE,
      .phrase = N_("dropout %s"),
  },
  [NORMLAB_HYPERPARAMETER_UPDATE] = {
      .key = "update",
      .title = N_("Update"),
      .type = NORMLAB_VALUE_WORD,
      WORDS (normlab_update_words),
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_TRAINING_IMAGES] = {
      .key = "training-images",
      .title = N_("Training images"),
      .type = NORMLAB_VALUE_COUNT,
      WORDS (image_words),
      .min = 1,
      .max = NORMLAB_MAX_TRAINING_IMAGES,
      .get_phrase = get_training_images_phrase,
      .optional = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_LABEL_NOISE] = {
      .key = "label-noise",
      .title = N_("Label noise"),
      .type = NORMLAB_VALUE_REAL,
      .min = 0,
      .max = 1,
      .percent = TRUE,
      /* Translators: how many labels are drawn anew: "20 % label noise" */
      .phrase = N_("%s label noise"),
      .optional = TRUE,
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_ITERATIONS] = {
      .key = "iterations",
      .title = N_("Steps"),
      .type = NORMLAB_VALUE_COUNT,
      .min = 1,
      .max = NORMLAB_MAX_ITERATIONS,
      .get_phrase = get_steps_phrase,
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_INTERVAL] = {
      .key = "interval",
      .title = N_("Interval"),
      .type = NORMLAB_VALUE_COUNT,
      .min = 1,
      .max = NORMLAB_MAX_ITERATIONS,
      .get_phrase = get_interval_phrase,
      .keeps_draws = TRUE,
  },
  [NORMLAB_HYPERPARAMETER_SEED] = {
      .key = "seed",
      .title = N_("Seed"),
      .type = NORMLAB_VALUE_COUNT,
      .min = 0,
      .max = G_MAXUINT32,
      .phrase = N_("seed %s"),
  },
  [NORMLAB_HYPERPARAMETER_BRANCH] = {
      .key = "branch",
      .title = N_("Branch"),
      .type = NORMLAB_VALUE_BRANCH,
      .min = 0,
      .max = NORMLAB_MAX_ITERATIONS - 1,
      .optional = TRUE,
      .keeps_draws = TRUE,
  },
};

const NormlabHyperparameterInfo *
normlab_hyperparameter_get_info (NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_DIMENSIONS, NULL);

  return hyperparameter < NORMLAB_HYPERPARAMETER_FOREIGN
             ? &infos[hyperparameter]
             : normlab_foreign_get_info (hyperparameter);
}

const char *
normlab_hyperparameter_get_key (NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_DIMENSIONS, NULL);

  return normlab_hyperparameter_get_info (hyperparameter)->key;
}

const char *
normlab_hyperparameter_get_title (NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_DIMENSIONS, NULL);

  return hyperparameter < NORMLAB_HYPERPARAMETER_FOREIGN
             ? _(infos[hyperparameter].title)
             : normlab_foreign_get_info (hyperparameter)->title;
}

const NormlabWord *
normlab_hyperparameter_get_word (NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  guint place;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (value->type == info->type || value->type == NORMLAB_VALUE_UNKNOWN, NULL);

  if (info->n_words == 0 || value->type == NORMLAB_VALUE_UNKNOWN)
    return NULL;
  if (info->type == NORMLAB_VALUE_COUNT)
    place = value->count == NORMLAB_ALL ? 0 : info->n_words;
  else
    place = info->type == NORMLAB_VALUE_INIT ? value->init.kind : value->word;
  return place < info->n_words ? info->words[place] : NULL;
}

static gboolean
changes_dropout (const NormlabBranch *branch)
{
  for (guint i = 0; i < branch->n; i++)
    if (branch->changes[i].hyperparameters & 1u << NORMLAB_HYPERPARAMETER_DROPOUT)
      return TRUE;
  return FALSE;
}

gboolean
normlab_hyperparameter_keeps_draws (NormlabHyperparameter hyperparameter,
                                    const NormlabValue *a,
                                    const NormlabValue *b)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  g_return_val_if_fail (info != NULL, FALSE);
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  if (a->type == NORMLAB_VALUE_UNKNOWN || b->type == NORMLAB_VALUE_UNKNOWN)
    return FALSE;
  g_return_val_if_fail (a->type == info->type && b->type == info->type, FALSE);

  if (info->type == NORMLAB_VALUE_INIT
      && normlab_init_get_info (a->init.kind)->uniform
             != normlab_init_get_info (b->init.kind)->uniform)
    return FALSE;
  if (info->type == NORMLAB_VALUE_BRANCH && !normlab_value_equal (a, b)
      && (changes_dropout (&a->branch) || changes_dropout (&b->branch)))
    return FALSE;
  return info->keeps_draws || normlab_value_equal (a, b);
}

gboolean
normlab_hyperparameter_find (const char *key, NormlabHyperparameter *hyperparameter)
{
  g_return_val_if_fail (key != NULL, FALSE);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (g_str_equal (infos[d].key, key))
      {
        *hyperparameter = (NormlabHyperparameter) d;
        return TRUE;
      }
  return FALSE;
}

void
normlab_hyperparameter_set_error (GError **error,
                                  NormlabHyperparameter hyperparameter,
                                  const char *reason)
{
  g_return_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS);

  normlab_error_set_about (error, hyperparameter, infos[hyperparameter].key, reason);
}

gboolean
normlab_hyperparameter_of_error (const GError *error, NormlabHyperparameter *hyperparameter)
{
  int setting;

  g_return_val_if_fail (error != NULL, FALSE);
  g_return_val_if_fail (hyperparameter != NULL, FALSE);

  setting = normlab_error_get_setting (error);
  if (setting < 0)
    return FALSE;
  *hyperparameter = (NormlabHyperparameter) setting;
  return TRUE;
}
