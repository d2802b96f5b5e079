/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-value-text.h"

/* Where a recipe keeps a hyperparameter that is one word or one number. Layers and initializations
 * are several fields, of which there is one each, as of branches. */
static const gsize offsets[NORMLAB_N_HYPERPARAMETERS] = {
  [NORMLAB_HYPERPARAMETER_BATCH_NORM] = G_STRUCT_OFFSET (NormlabRecipe, normalization),
  [NORMLAB_HYPERPARAMETER_ACTIVATION] = G_STRUCT_OFFSET (NormlabRecipe, activation),
  [NORMLAB_HYPERPARAMETER_OPTIMIZER] = G_STRUCT_OFFSET (NormlabRecipe, optimizer),
  [NORMLAB_HYPERPARAMETER_LEARNING_RATE] = G_STRUCT_OFFSET (NormlabRecipe, learning_rate),
  [NORMLAB_HYPERPARAMETER_BATCH_SIZE] = G_STRUCT_OFFSET (NormlabRecipe, batch_size),
  [NORMLAB_HYPERPARAMETER_WEIGHT_DECAY] = G_STRUCT_OFFSET (NormlabRecipe, weight_decay),
  [NORMLAB_HYPERPARAMETER_DROPOUT] = G_STRUCT_OFFSET (NormlabRecipe, dropout),
  [NORMLAB_HYPERPARAMETER_UPDATE] = G_STRUCT_OFFSET (NormlabRecipe, update),
  [NORMLAB_HYPERPARAMETER_ITERATIONS] = G_STRUCT_OFFSET (NormlabRecipe, iterations),
  [NORMLAB_HYPERPARAMETER_INTERVAL] = G_STRUCT_OFFSET (NormlabRecipe, interval),
  [NORMLAB_HYPERPARAMETER_SEED] = G_STRUCT_OFFSET (NormlabRecipe, seed),
  [NORMLAB_HYPERPARAMETER_TRAINING_IMAGES] = G_STRUCT_OFFSET (NormlabRecipe, training_images),
  [NORMLAB_HYPERPARAMETER_LABEL_NOISE] = G_STRUCT_OFFSET (NormlabRecipe, label_noise),
};

/* Words and counts are all read as the one type that they have the size of. */
G_STATIC_ASSERT (sizeof (NormlabNormalization) == sizeof (guint));
G_STATIC_ASSERT (sizeof (NormlabActivation) == sizeof (guint));
G_STATIC_ASSERT (sizeof (NormlabOptimizer) == sizeof (guint));
G_STATIC_ASSERT (sizeof (NormlabUpdate) == sizeof (guint));

NormlabRecipe
normlab_recipe_of_foreign (void)
{
  return (NormlabRecipe){ .unknown = (1u << NORMLAB_N_HYPERPARAMETERS) - 1 };
}

gboolean
normlab_recipe_is_foreign (const NormlabRecipe *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->unknown != 0;
}

gboolean
normlab_recipe_knows (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (hyperparameter < NORMLAB_HYPERPARAMETER_FOREIGN)
    return (self->unknown & 1u << hyperparameter) == 0;
  return self->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN] != NULL;
}

NormlabValue
normlab_recipe_get_value (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  NormlabValue value = { 0 };

  g_return_val_if_fail (self != NULL, value);
  g_return_val_if_fail (info != NULL, value);

  value.type = normlab_recipe_knows (self, hyperparameter) ? info->type : NORMLAB_VALUE_UNKNOWN;
  if (value.type == NORMLAB_VALUE_UNKNOWN)
    return value;
  switch (info->type)
    {
    case NORMLAB_VALUE_WORD:
      value.word = G_STRUCT_MEMBER (guint, self, offsets[hyperparameter]);
      break;
    case NORMLAB_VALUE_COUNT:
      value.count = G_STRUCT_MEMBER (guint, self, offsets[hyperparameter]);
      break;
    case NORMLAB_VALUE_REAL:
      value.real = G_STRUCT_MEMBER (double, self, offsets[hyperparameter]);
      break;
    case NORMLAB_VALUE_LAYERS:
      value.layers.n = self->n_hidden;
      memcpy (value.layers.units, self->hidden, sizeof self->hidden);
      break;
    case NORMLAB_VALUE_INIT:
      value.init.kind = self->init;
      value.init.std = self->init_std;
      break;
    case NORMLAB_VALUE_BRANCH:
      value.branch = self->branch;
      break;
    case NORMLAB_VALUE_TEXT:
      value.text = self->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN];
      break;
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (value);
    }
  return value;
}

static void
set_layers (NormlabRecipe *self, const NormlabValue *value)
{
  guint n = MIN (value->layers.n, NORMLAB_MAX_HIDDEN);

  self->n_hidden = value->layers.n;
  memset (self->hidden, 0, sizeof self->hidden);
  memcpy (self->hidden, value->layers.units, n * sizeof self->hidden[0]);
}

/* So that those that know nothing of it are equal to the last byte. */
static void
forget (NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  const NormlabRecipe nothing = { 0 };
  NormlabValue none;

  if (hyperparameter >= NORMLAB_HYPERPARAMETER_FOREIGN)
    {
      self->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN] = NULL;
      return;
    }
  none = normlab_recipe_get_value (&nothing, hyperparameter);
  normlab_recipe_set_value (self, hyperparameter, &none);
  self->unknown |= 1u << hyperparameter;
}

void
normlab_recipe_set_value (NormlabRecipe *self,
                          NormlabHyperparameter hyperparameter,
                          const NormlabValue *value)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  g_return_if_fail (self != NULL);
  g_return_if_fail (info != NULL);
  g_return_if_fail (value != NULL);
  g_return_if_fail (value->type == info->type || value->type == NORMLAB_VALUE_UNKNOWN);

  if (value->type == NORMLAB_VALUE_UNKNOWN)
    {
      forget (self, hyperparameter);
      return;
    }
  self->unknown &= ~(1u << hyperparameter);
  switch (info->type)
    {
    case NORMLAB_VALUE_WORD:
      G_STRUCT_MEMBER (guint, self, offsets[hyperparameter]) = value->word;
      break;
    case NORMLAB_VALUE_COUNT:
      G_STRUCT_MEMBER (guint, self, offsets[hyperparameter]) = value->count;
      break;
    case NORMLAB_VALUE_REAL:
      G_STRUCT_MEMBER (double, self, offsets[hyperparameter]) = value->real;
      break;
    case NORMLAB_VALUE_LAYERS:
      set_layers (self, value);
      break;
    case NORMLAB_VALUE_INIT:
      self->init = value->init.kind;
      self->init_std = value->init.kind == NORMLAB_INIT_STD ? value->init.std : 0;
      break;
    case NORMLAB_VALUE_BRANCH:
      self->branch = value->branch;
      break;
    case NORMLAB_VALUE_TEXT:
      self->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN] = value->text;
      break;
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_if_reached ();
    }
}

static gboolean
numbers_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* As normlab_value_equal() of the two values, but where they lie: hundreds of recipes are compared
 * with one another at every click. */
static gboolean
fields_equal (const NormlabRecipe *a, const NormlabRecipe *b, NormlabHyperparameter hyperparameter)
{
  gsize offset;

  if (hyperparameter >= NORMLAB_HYPERPARAMETER_FOREIGN)
    return a->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN]
           == b->foreign[hyperparameter - NORMLAB_HYPERPARAMETER_FOREIGN];
  if (((a->unknown | b->unknown) & 1u << hyperparameter) != 0)
    return (a->unknown & b->unknown & 1u << hyperparameter) != 0;
  offset = offsets[hyperparameter];
  switch (normlab_hyperparameter_get_info (hyperparameter)->type)
    {
    case NORMLAB_VALUE_WORD:
    case NORMLAB_VALUE_COUNT:
      return G_STRUCT_MEMBER (guint, a, offset) == G_STRUCT_MEMBER (guint, b, offset);
    case NORMLAB_VALUE_REAL:
      return numbers_equal (G_STRUCT_MEMBER (double, a, offset),
                            G_STRUCT_MEMBER (double, b, offset));
    case NORMLAB_VALUE_LAYERS:
      return a->n_hidden == b->n_hidden
             && memcmp (a->hidden, b->hidden,
                        MIN (a->n_hidden, NORMLAB_MAX_HIDDEN) * sizeof a->hidden[0])
                    == 0;
    case NORMLAB_VALUE_INIT:
      return a->init == b->init
             && (a->init != NORMLAB_INIT_STD || numbers_equal (a->init_std, b->init_std));
    case NORMLAB_VALUE_BRANCH:
      return normlab_branch_compare (&a->branch, &b->branch) == 0;
    case NORMLAB_VALUE_TEXT:
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
normlab_recipe_equal_in (const NormlabRecipe *a,
                         const NormlabRecipe *b,
                         NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_DIMENSIONS, FALSE);

  return fields_equal (a, b, hyperparameter);
}

gboolean
normlab_recipe_equal (const NormlabRecipe *a, const NormlabRecipe *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  /* Those that differ most often, the seeds, come last. */
  for (guint d = NORMLAB_N_DIMENSIONS; d-- > 0;)
    if (!fields_equal (a, b, (NormlabHyperparameter) d))
      return FALSE;
  return TRUE;
}

static guint
mix (guint hash, guint bits)
{
  return (hash ^ bits) * 16777619u;
}

/* What is no number is like any other that is none, and −0 like 0. */
static guint
mix_number (guint hash, double number)
{
  guint64 bits = 1;

  if (!isnan (number))
    {
      number += 0.0;
      memcpy (&bits, &number, sizeof bits);
    }
  return mix (mix (hash, (guint) bits), (guint) (bits >> 32));
}

static guint
mix_field (guint hash, const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  gsize offset = offsets[hyperparameter];

  switch (normlab_hyperparameter_get_info (hyperparameter)->type)
    {
    case NORMLAB_VALUE_WORD:
    case NORMLAB_VALUE_COUNT:
      return mix (hash, G_STRUCT_MEMBER (guint, self, offset));
    case NORMLAB_VALUE_REAL:
      return mix_number (hash, G_STRUCT_MEMBER (double, self, offset));
    case NORMLAB_VALUE_LAYERS:
      for (guint i = 0; i < self->n_hidden && i < NORMLAB_MAX_HIDDEN; i++)
        hash = mix (hash, self->hidden[i]);
      return mix (hash, self->n_hidden);
    case NORMLAB_VALUE_INIT:
      return mix_number (mix (hash, self->init),
                         self->init == NORMLAB_INIT_STD ? self->init_std : 0);
    case NORMLAB_VALUE_BRANCH:
      return mix (hash, self->branch.n > 0 ? self->branch.changes[0].step + 1 : 0);
    case NORMLAB_VALUE_TEXT:
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (hash);
    }
}

guint
normlab_recipe_hash (const NormlabRecipe *self)
{
  guint hash = 2166136261u;

  g_return_val_if_fail (self != NULL, 0);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    hash = mix_field (hash, self, (NormlabHyperparameter) d);
  for (guint i = 0; i < NORMLAB_N_FOREIGN; i++)
    if (self->foreign[i] != NULL)
      hash = mix (hash, g_str_hash (self->foreign[i]));
  return mix (hash, self->unknown);
}

static guint
hash_recipe (gconstpointer recipe)
{
  return normlab_recipe_hash (recipe);
}

static gboolean
are_equal (gconstpointer a, gconstpointer b)
{
  return normlab_recipe_equal (a, b);
}

GHashTable *
normlab_recipe_table_new (void)
{
  return g_hash_table_new_full (hash_recipe, are_equal, g_free, NULL);
}

/* The same as normlab_recipes_get_varying() of one hyperparameter that not all of them know. */
static gboolean
known_vary (const NormlabRecipe *recipes, guint n_recipes, NormlabHyperparameter hyperparameter)
{
  const NormlabRecipe *known = NULL, *first_foreign = NULL;

  for (guint i = 0; i < n_recipes; i++)
    {
      const NormlabRecipe *recipe = &recipes[i];

      if (normlab_recipe_is_foreign (recipe))
        {
          if (first_foreign == NULL)
            first_foreign = recipe;
          else if (!fields_equal (first_foreign, recipe, hyperparameter))
            return TRUE;
        }
      if (!normlab_recipe_knows (recipe, hyperparameter))
        continue;
      if (known == NULL)
        known = recipe;
      else if (!fields_equal (known, recipe, hyperparameter))
        return TRUE;
    }
  return FALSE;
}

guint
normlab_recipes_get_varying (const NormlabRecipe *recipes, guint n_recipes)
{
  guint varying = 0, unknown = 0;

  g_return_val_if_fail (recipes != NULL || n_recipes == 0, 0);

  for (guint i = 0; i < n_recipes; i++)
    unknown |= recipes[i].unknown;
  for (guint i = 1; i < n_recipes; i++)
    for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
      if (!normlab_recipe_equal_in (&recipes[0], &recipes[i], (NormlabHyperparameter) d))
        varying |= 1u << d;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if ((varying & unknown & 1u << d)
        && !known_vary (recipes, n_recipes, (NormlabHyperparameter) d))
      varying &= ~(1u << d);
  return varying;
}

/* Whether two are the same but for how long they are trained and how often they are measured. */
static gboolean
any_differ_in_length_alone (const NormlabRecipe *recipes, guint n_recipes)
{
  g_autoptr (GHashTable) first = normlab_recipe_table_new ();

  for (guint i = 0; i < n_recipes; i++)
    {
      NormlabRecipe like = recipes[i];
      gpointer other;

      like.iterations = like.interval = 0;
      other = g_hash_table_lookup (first, &like);
      if (other == NULL)
        g_hash_table_insert (first, g_memdup2 (&like, sizeof like), (gpointer) &recipes[i]);
      else if (!normlab_recipe_equal (other, &recipes[i]))
        return TRUE;
    }
  return FALSE;
}

/* How many there are that differ in the hyperparameters of the mask. */
static guint
count_different (const NormlabRecipe *recipes, guint n_recipes, guint hyperparameters)
{
  const NormlabValue unknown = { NORMLAB_VALUE_UNKNOWN };
  g_autoptr (GHashTable) different = normlab_recipe_table_new ();

  for (guint i = 0; i < n_recipes; i++)
    {
      NormlabRecipe *like = g_memdup2 (&recipes[i], sizeof *like);

      for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
        if (!(hyperparameters & 1u << d))
          normlab_recipe_set_value (like, (NormlabHyperparameter) d, &unknown);
      g_hash_table_add (different, like);
    }
  return g_hash_table_size (different);
}

/* Whether all that know it have the same value. */
static gboolean
is_known_once (const NormlabRecipe *recipes, guint n_recipes, NormlabHyperparameter hyperparameter)
{
  const NormlabRecipe *known = NULL;

  for (guint i = 0; i < n_recipes; i++)
    if (!normlab_recipe_knows (&recipes[i], hyperparameter))
      continue;
    else if (known == NULL)
      known = &recipes[i];
    else if (!fields_equal (known, &recipes[i], hyperparameter))
      return FALSE;
  return TRUE;
}

/* Without what only says who knows of it, where the others tell all foreign ones apart. */
static guint
drop_known_once (const NormlabRecipe *recipes, guint n_recipes, guint varying)
{
  guint rest = varying;

  if (!(varying & 1u << NORMLAB_HYPERPARAMETER_FOREIGN))
    return varying;
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (d != NORMLAB_HYPERPARAMETER_FOREIGN && (varying & 1u << d)
        && is_known_once (recipes, n_recipes, (NormlabHyperparameter) d))
      rest &= ~(1u << d);
  return rest == varying
                 || count_different (recipes, n_recipes, varying)
                        != count_different (recipes, n_recipes, rest)
             ? varying
             : rest;
}

guint
normlab_recipes_get_distinguishing (const NormlabRecipe *recipes, guint n_recipes)
{
  const guint length
      = 1u << NORMLAB_HYPERPARAMETER_ITERATIONS | 1u << NORMLAB_HYPERPARAMETER_INTERVAL;
  guint varying
      = drop_known_once (recipes, n_recipes, normlab_recipes_get_varying (recipes, n_recipes));

  if ((varying & length) == 0 || any_differ_in_length_alone (recipes, n_recipes))
    return varying;
  return varying & ~length;
}

gboolean
normlab_recipe_validate (const NormlabRecipe *self, GError **error)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!normlab_recipe_is_foreign (self), FALSE);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      NormlabValue value = normlab_recipe_get_value (self, (NormlabHyperparameter) d);

      if (!normlab_value_check ((NormlabHyperparameter) d, &value, error))
        return FALSE;
    }
  if (normlab_recipe_get_origin (self) >= self->iterations && self->branch.n > 0)
    {
      /* Translators: what is wrong with a branch of a run: numbers of steps */
      reason = g_strdup_printf (_("after step %u nothing is left of %u steps"),
                                normlab_recipe_get_origin (self), self->iterations);
      normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_BRANCH, reason);
      return FALSE;
    }
  if (self->batch_size > self->training_images)
    {
      /* Translators: what is wrong with the number of training images */
      reason = g_strdup_printf (
          _("a batch of %u images takes at least as many training images, not %u"),
          self->batch_size, self->training_images);
      normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, reason);
      return FALSE;
    }
  if (self->interval <= self->iterations)
    return TRUE;
  /* Translators: what is wrong with the interval between measurements */
  reason = g_strdup_printf (
      _("measuring every %u steps takes at least as many training steps, not %u"), self->interval,
      self->iterations);
  normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_INTERVAL, reason);
  return FALSE;
}

gboolean
normlab_recipe_set (NormlabRecipe *self,
                    NormlabHyperparameter hyperparameter,
                    const char *text,
                    GError **error)
{
  NormlabValue value;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!normlab_value_parse (hyperparameter, text, &value, error))
    return FALSE;
  normlab_recipe_set_value (self, hyperparameter, &value);
  return TRUE;
}

char *
normlab_recipe_get (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  NormlabValue value = normlab_recipe_get_value (self, hyperparameter);

  return normlab_value_format (hyperparameter, &value);
}
