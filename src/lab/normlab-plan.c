/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include "normlab-candidate-private.h"
#include "normlab-value-label.h"

/* Holding the choices and changing one of them. Whole experiments are in
 * normlab-plan-experiment.c. */

G_DEFINE_FINAL_TYPE (NormlabPlan, normlab_plan, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_RECIPES,
  PROP_TITLE,
  N_PROPS
};

enum
{
  CHANGED,
  REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What the window offers at its first start besides the words, of which it offers all, and the
 * default, which is ticked. */
static const struct
{
  NormlabHyperparameter hyperparameter;
  NormlabValue value;
} offered[] = {
  { NORMLAB_HYPERPARAMETER_HIDDEN, { NORMLAB_VALUE_LAYERS, .layers = { 2, { 40, 20 } } } },
  { NORMLAB_HYPERPARAMETER_HIDDEN, { NORMLAB_VALUE_LAYERS, .layers = { 3, { 40, 30, 20 } } } },
  { NORMLAB_HYPERPARAMETER_INIT, { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, 0.01 } } },
  { NORMLAB_HYPERPARAMETER_BATCH_SIZE, { NORMLAB_VALUE_COUNT, .count = 10 } },
  { NORMLAB_HYPERPARAMETER_BATCH_SIZE, { NORMLAB_VALUE_COUNT, .count = 1000 } },
  { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, { NORMLAB_VALUE_REAL, .real = 0.0001 } },
  { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, { NORMLAB_VALUE_REAL, .real = 0.001 } },
  { NORMLAB_HYPERPARAMETER_DROPOUT, { NORMLAB_VALUE_REAL, .real = 0.2 } },
  { NORMLAB_HYPERPARAMETER_DROPOUT, { NORMLAB_VALUE_REAL, .real = 0.5 } },
  { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, { NORMLAB_VALUE_COUNT, .count = 300 } },
  { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, { NORMLAB_VALUE_COUNT, .count = 3000 } },
  { NORMLAB_HYPERPARAMETER_LABEL_NOISE, { NORMLAB_VALUE_REAL, .real = 0.2 } },
  { NORMLAB_HYPERPARAMETER_LABEL_NOISE, { NORMLAB_VALUE_REAL, .real = 0.5 } },
  { NORMLAB_HYPERPARAMETER_ITERATIONS, { NORMLAB_VALUE_COUNT, .count = 2000 } },
  { NORMLAB_HYPERPARAMETER_ITERATIONS, { NORMLAB_VALUE_COUNT, .count = 5000 } },
  { NORMLAB_HYPERPARAMETER_INTERVAL, { NORMLAB_VALUE_COUNT, .count = 50 } },
};

/* Whether choices that are not ticked are kept, to be ticked another time. Seeds are two numbers,
 * where they begin and how many; branches belong to the experiment that has them. */
gboolean
normlab_plan_keeps_unticked (NormlabHyperparameter hyperparameter)
{
  return hyperparameter != NORMLAB_HYPERPARAMETER_SEED
         && hyperparameter != NORMLAB_HYPERPARAMETER_BRANCH;
}

NormlabCandidate *
normlab_plan_peek (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position)
{
  g_autoptr (NormlabCandidate) candidate
      = g_list_model_get_item (G_LIST_MODEL (self->stores[hyperparameter]), position);

  return candidate; /* the list keeps it alive */
}

static guint
get_n (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->stores[hyperparameter]));
}

guint
normlab_plan_get_n_ticked (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  guint n = 0;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), 0);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, 0);

  for (guint i = 0; i < get_n (self, hyperparameter); i++)
    if (normlab_candidate_get_ticked (normlab_plan_peek (self, hyperparameter, i)))
      n++;
  return n;
}

static gboolean
may_untick (NormlabCandidate *candidate, gpointer data)
{
  NormlabPlan *self = data;
  NormlabHyperparameter hyperparameter = normlab_candidate_get_hyperparameter (candidate);

  if (normlab_plan_get_n_ticked (self, hyperparameter) > 1
      && normlab_plan_can_miss (self, hyperparameter, normlab_candidate_get_value (candidate)))
    return TRUE;
  g_signal_emit (self, signals[REFUSED], 0, (guint) hyperparameter);
  return FALSE;
}

/* Layers and numbers can be had again by whoever wants them; words cannot. */
static gboolean
is_removable (NormlabPlan *self, NormlabCandidate *candidate)
{
  NormlabHyperparameter hyperparameter = normlab_candidate_get_hyperparameter (candidate);
  const NormlabValue *value = normlab_candidate_get_value (candidate);

  return normlab_plan_keeps_unticked (hyperparameter)
         && (value->type == NORMLAB_VALUE_LAYERS || normlab_value_is_number (value))
         && get_n (self, hyperparameter) > 1;
}

/* What a choice is like follows from those beside it. */
static void
fit_candidates (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  guint n = get_n (self, hyperparameter);
  g_autofree NormlabValue *values = g_new (NormlabValue, n);
  guint digits;

  for (guint i = 0; i < n; i++)
    values[i] = *normlab_candidate_get_value (normlab_plan_peek (self, hyperparameter, i));
  digits = normlab_values_get_digits (values, n);
  for (guint i = 0; i < n; i++)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);

      normlab_candidate_set_digits (candidate, digits);
      normlab_candidate_set_removable (candidate, is_removable (self, candidate));
    }
}

/* Tells everybody, once for all that was changed since. */
void
normlab_plan_announce (NormlabPlan *self)
{
  double n_recipes;

  normlab_plan_forget_recipes (self);
  n_recipes = normlab_plan_count (self);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    fit_candidates (self, (NormlabHyperparameter) d);

  if (self->n_recipes != n_recipes)
    {
      self->n_recipes = n_recipes;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RECIPES]);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_plan_set_title (NormlabPlan *self, const char *title)
{
  if (title != NULL && *title == '\0')
    title = NULL;
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* After a person changed something in @hyperparameter. */
void
normlab_plan_touch (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  if (self->quiet > 0)
    return;
  normlab_plan_fit_fixed (self, hyperparameter);
  /* Other seeds make it another repetition of the same experiment. */
  if (hyperparameter != NORMLAB_HYPERPARAMETER_SEED)
    normlab_plan_set_title (self, NULL);
  normlab_plan_announce (self);
}

static void
on_ticked (NormlabPlan *self, GParamSpec *pspec, NormlabCandidate *candidate)
{
  normlab_plan_touch (self, normlab_candidate_get_hyperparameter (candidate));
}

gboolean
normlab_plan_find (NormlabPlan *self,
                   NormlabHyperparameter hyperparameter,
                   const NormlabValue *value,
                   guint *position)
{
  for (guint i = 0; i < get_n (self, hyperparameter); i++)
    if (normlab_value_equal (
            normlab_candidate_get_value (normlab_plan_peek (self, hyperparameter, i)), value))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* Numbers are offered from the least to the greatest, after the words; seeds and layers in the
 * order in which they came. */
static guint
find_place (NormlabPlan *self, NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  guint n = get_n (self, hyperparameter);
  guint i = 0;

  if (!normlab_value_is_number (value) || !normlab_plan_keeps_unticked (hyperparameter))
    return n;
  while (i < n
         && normlab_value_compare (
                normlab_candidate_get_value (normlab_plan_peek (self, hyperparameter, i)), value)
                < 0)
    i++;
  return i;
}

NormlabCandidate *
normlab_plan_insert_at (NormlabPlan *self,
                        NormlabHyperparameter hyperparameter,
                        guint position,
                        const NormlabValue *value,
                        gboolean ticked)
{
  g_autoptr (NormlabCandidate) candidate = normlab_candidate_new (hyperparameter, value, ticked);

  normlab_candidate_set_guard (candidate, may_untick, self);
  g_signal_connect_object (candidate, "notify::ticked", G_CALLBACK (on_ticked), self,
                           G_CONNECT_SWAPPED);
  g_list_store_insert (self->stores[hyperparameter], position, candidate);
  return candidate;
}

NormlabCandidate *
normlab_plan_insert (NormlabPlan *self,
                     NormlabHyperparameter hyperparameter,
                     const NormlabValue *value,
                     gboolean ticked)
{
  return normlab_plan_insert_at (self, hyperparameter, find_place (self, hyperparameter, value),
                                 value, ticked);
}

void
normlab_plan_drop (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position)
{
  NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, position);

  normlab_candidate_set_guard (candidate, NULL, NULL);
  g_signal_handlers_disconnect_by_func (candidate, on_ticked, self);
  g_list_store_remove (self->stores[hyperparameter], position);
}

static void
normlab_plan_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabPlan *self = NORMLAB_PLAN (object);

  switch (property)
    {
    case PROP_N_RECIPES:
      g_value_set_double (value, self->n_recipes);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_plan_finalize (GObject *object)
{
  NormlabPlan *self = NORMLAB_PLAN (object);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      for (guint i = 0; i < get_n (self, (NormlabHyperparameter) d); i++)
        normlab_candidate_set_guard (normlab_plan_peek (self, (NormlabHyperparameter) d, i), NULL,
                                     NULL);
      g_object_unref (self->stores[d]);
    }
  g_clear_pointer (&self->fixed, normlab_experiment_free);
  normlab_plan_forget_recipes (self);
  g_free (self->title);

  G_OBJECT_CLASS (normlab_plan_parent_class)->finalize (object);
}

static void
normlab_plan_class_init (NormlabPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_plan_get_property;
  object_class->finalize = normlab_plan_finalize;

  properties[PROP_N_RECIPES]
      = g_param_spec_double ("n-recipes", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

/* The default stands first, so that "on" comes before "off"; the others as their kind has them. */
static void
offer_words (NormlabPlan *self, NormlabHyperparameter hyperparameter, const NormlabValue *usual)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  if (info->n_words > 0)
    normlab_plan_insert (self, hyperparameter, usual, FALSE);
  for (guint i = 0; i < info->n_words; i++)
    {
      NormlabValue value = { .type = info->type };

      if (info->type == NORMLAB_VALUE_INIT)
        value.init.kind = (NormlabInitKind) i;
      else if (info->type == NORMLAB_VALUE_COUNT)
        value.count = NORMLAB_ALL;
      else
        value.word = i;
      if (!normlab_value_equal (&value, usual))
        normlab_plan_insert (self, hyperparameter, &value, FALSE);
    }
}

/* What there is at the start; the default is ticked. */
static void
offer (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabValue usual = normlab_recipe_get_value (&recipe, hyperparameter);
  guint position;

  self->stores[hyperparameter] = g_list_store_new (NORMLAB_TYPE_CANDIDATE);
  offer_words (self, hyperparameter, &usual);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (offered[i].hyperparameter == hyperparameter)
      normlab_plan_insert (self, hyperparameter, &offered[i].value, FALSE);

  if (normlab_plan_find (self, hyperparameter, &usual, &position))
    normlab_candidate_set_ticked (normlab_plan_peek (self, hyperparameter, position), TRUE);
  else
    normlab_plan_insert (self, hyperparameter, &usual, TRUE);
}

static void
normlab_plan_init (NormlabPlan *self)
{
  self->quiet++;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    offer (self, (NormlabHyperparameter) d);
  self->quiet--;
  normlab_plan_announce (self);
}

NormlabPlan *
normlab_plan_new (void)
{
  return g_object_new (NORMLAB_TYPE_PLAN, NULL);
}

GListModel *
normlab_plan_get_candidates (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  return G_LIST_MODEL (self->stores[hyperparameter]);
}

gboolean
normlab_plan_get_is_fixed (NormlabPlan *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);

  return self->fixed != NULL;
}

double
normlab_plan_get_n_recipes (NormlabPlan *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN (self), 0.0);

  return self->n_recipes;
}

const char *
normlab_plan_get_title (NormlabPlan *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  return self->title;
}
