/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-foreign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-text.h"
#include "normlab-value-text.h"

/* What other programs call what is one of ours, without regard to case, blanks, - and _. */
static const struct
{
  const char *name;
  NormlabHyperparameter hyperparameter;
} names[] = {
  { "lr", NORMLAB_HYPERPARAMETER_LEARNING_RATE },
  { "learningrate", NORMLAB_HYPERPARAMETER_LEARNING_RATE },
  { "eta", NORMLAB_HYPERPARAMETER_LEARNING_RATE },
  { "bs", NORMLAB_HYPERPARAMETER_BATCH_SIZE },
  { "batch", NORMLAB_HYPERPARAMETER_BATCH_SIZE },
  { "batchsize", NORMLAB_HYPERPARAMETER_BATCH_SIZE },
  { "trainbatchsize", NORMLAB_HYPERPARAMETER_BATCH_SIZE },
  { "wd", NORMLAB_HYPERPARAMETER_WEIGHT_DECAY },
  { "weightdecay", NORMLAB_HYPERPARAMETER_WEIGHT_DECAY },
  { "dropout", NORMLAB_HYPERPARAMETER_DROPOUT },
  { "dropoutrate", NORMLAB_HYPERPARAMETER_DROPOUT },
  { "optimizer", NORMLAB_HYPERPARAMETER_OPTIMIZER },
  { "optim", NORMLAB_HYPERPARAMETER_OPTIMIZER },
  { "activation", NORMLAB_HYPERPARAMETER_ACTIVATION },
  { "act", NORMLAB_HYPERPARAMETER_ACTIVATION },
  { "hidden", NORMLAB_HYPERPARAMETER_HIDDEN },
  { "hiddensizes", NORMLAB_HYPERPARAMETER_HIDDEN },
  { "hiddenlayersizes", NORMLAB_HYPERPARAMETER_HIDDEN },
  { "init", NORMLAB_HYPERPARAMETER_INIT },
  { "initialization", NORMLAB_HYPERPARAMETER_INIT },
  { "batchnorm", NORMLAB_HYPERPARAMETER_BATCH_NORM },
  { "bn", NORMLAB_HYPERPARAMETER_BATCH_NORM },
  { "labelnoise", NORMLAB_HYPERPARAMETER_LABEL_NOISE },
  { "seed", NORMLAB_HYPERPARAMETER_SEED },
  { "randomseed", NORMLAB_HYPERPARAMETER_SEED },
};

/* Places are taken one after another and kept, as the types of a program are. */
static GMutex lock;
static NormlabHyperparameterInfo places[NORMLAB_N_FOREIGN];
static guint n_taken;

const NormlabHyperparameterInfo *
normlab_foreign_get_info (NormlabHyperparameter hyperparameter)
{
  static const NormlabHyperparameterInfo run
      /* Translators: the head of what a network is called that another program has trained */
      = { .key = "run", .title = N_("Run"), .type = NORMLAB_VALUE_TEXT, .optional = TRUE };
  static const NormlabHyperparameterInfo vacant
      = { .key = "", .title = "", .type = NORMLAB_VALUE_TEXT, .optional = TRUE };
  static NormlabHyperparameterInfo translated;
  static gsize once;
  guint place = (guint) hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN;
  const NormlabHyperparameterInfo *info = &vacant;

  g_return_val_if_fail (place < NORMLAB_N_FOREIGN, NULL);

  if (g_once_init_enter (&once))
    {
      translated = run;
      translated.title = _(run.title);
      g_once_init_leave (&once, 1);
    }
  if (place == 0)
    return &translated;
  g_mutex_lock (&lock);
  if (place <= n_taken)
    info = &places[place];
  g_mutex_unlock (&lock);
  return info;
}

/* The place of a parameter of that name, which it takes if it has none yet; 0: none is left. */
static guint
find_place (const char *name)
{
  guint place = 1;

  g_mutex_lock (&lock);
  while (place <= n_taken && strcmp (places[place].key, name) != 0)
    place++;
  if (place == NORMLAB_N_FOREIGN)
    place = 0;
  else if (place > n_taken)
    {
      const char *kept = g_intern_string (name);

      places[place] = (NormlabHyperparameterInfo){
        .key = kept, .title = kept, .type = NORMLAB_VALUE_TEXT, .optional = TRUE
      };
      n_taken = place;
    }
  g_mutex_unlock (&lock);
  return place;
}

/* In lower case, without blanks and what stands for them. */
static char *
simplify (const char *name)
{
  GString *simple = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (strchr (" -_", *p) == NULL)
      g_string_append_c (simple, g_ascii_tolower (*p));
  return g_string_free (simple, FALSE);
}

static gboolean
set_ours (NormlabRecipe *self, const char *name, const char *text)
{
  g_autofree char *simple = simplify (name);
  NormlabHyperparameter hyperparameter;

  if (normlab_hyperparameter_find (name, &hyperparameter))
    return normlab_recipe_set (self, hyperparameter, text, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, simple) == 0)
      return normlab_recipe_set (self, names[i].hyperparameter, text, NULL);
  return FALSE;
}

gboolean
normlab_foreign_set (NormlabRecipe *self, const char *name, const char *text)
{
  g_autofree char *title = NULL;
  g_autofree char *value = NULL;
  guint place;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL && text != NULL, FALSE);

  if (set_ours (self, name, text))
    return TRUE;
  title = normlab_text_for_title (name);
  value = normlab_text_for_title (text);
  if (*title == '\0' || *value == '\0')
    return FALSE;
  place = find_place (title);
  if (place == 0)
    return FALSE;
  self->foreign[place] = g_intern_string (value);
  return TRUE;
}

void
normlab_foreign_set_run (NormlabRecipe *self, const char *text)
{
  g_autofree char *title = text != NULL ? normlab_text_for_title (text) : NULL;

  g_return_if_fail (self != NULL);

  self->foreign[0] = title != NULL && *title != '\0' ? g_intern_string (title) : NULL;
}
