/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include "normlab-candidate-private.h"
#include "normlab-recipe-names.h"

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

/* What the window offers at its first start, the first of each ticked. What is not here has its
 * default value only. */
static const char *const offered[NORMLAB_N_HYPERPARAMETERS] = {
  [NORMLAB_HYPERPARAMETER_HIDDEN] = "40-20;40-30-20",
  [NORMLAB_HYPERPARAMETER_BATCH_NORM] = "on;off",
  [NORMLAB_HYPERPARAMETER_ACTIVATION] = "sigmoid;relu;tanh",
  [NORMLAB_HYPERPARAMETER_INIT] = "xavier;he;0.01",
  [NORMLAB_HYPERPARAMETER_OPTIMIZER] = "sgd;momentum;nesterov;adagrad;rmsprop;adam",
  [NORMLAB_HYPERPARAMETER_UPDATE] = "all;notebook",
};

/* Whether choices that are not ticked are kept, to be ticked another time. */
gboolean
normlab_plan_keeps_unticked (NormlabHyperparameter hyperparameter)
{
  return offered[hyperparameter] != NULL || hyperparameter == NORMLAB_HYPERPARAMETER_LEARNING_RATE;
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

static NormlabHyperparameter
get_hyperparameter (NormlabPlan *self, NormlabCandidate *candidate)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (g_list_store_find (self->stores[d], candidate, NULL))
      return (NormlabHyperparameter) d;
  g_assert_not_reached ();
}

static gboolean
may_untick (NormlabCandidate *candidate, gpointer data)
{
  NormlabPlan *self = data;
  NormlabHyperparameter hyperparameter = get_hyperparameter (self, candidate);

  if (normlab_plan_get_n_ticked (self, hyperparameter) > 1)
    return TRUE;
  g_signal_emit (self, signals[REFUSED], 0, (guint) hyperparameter);
  return FALSE;
}

/* Tells everybody, once for all that was changed since. */
void
normlab_plan_announce (NormlabPlan *self)
{
  double n_recipes;

  normlab_plan_forget_recipes (self);
  n_recipes = normlab_plan_count (self);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    for (guint i = 0; i < get_n (self, (NormlabHyperparameter) d); i++)
      {
        NormlabCandidate *candidate = normlab_plan_peek (self, (NormlabHyperparameter) d, i);
        gboolean number = g_ascii_isdigit (*normlab_candidate_get_text (candidate));
        gboolean layers = d == NORMLAB_HYPERPARAMETER_HIDDEN;

        normlab_candidate_set_removable (
            candidate, normlab_plan_keeps_unticked ((NormlabHyperparameter) d) && (number || layers)
                           && get_n (self, (NormlabHyperparameter) d) > 1);
      }

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
  if (self->fixed != NULL)
    {
      if (hyperparameter < NORMLAB_HYPERPARAMETER_BATCH_SIZE)
        g_clear_pointer (&self->fixed, normlab_experiment_free);
      else
        normlab_plan_spread (self, hyperparameter);
    }
  /* Other seeds make it another repetition of the same experiment. */
  if (hyperparameter != NORMLAB_HYPERPARAMETER_SEED)
    normlab_plan_set_title (self, NULL);
  normlab_plan_announce (self);
}

static void
on_ticked (NormlabPlan *self, GParamSpec *pspec, NormlabCandidate *candidate)
{
  normlab_plan_touch (self, get_hyperparameter (self, candidate));
}

/* The text as a recipe writes it, and its label. */
char *
normlab_plan_read (NormlabHyperparameter hyperparameter,
                   const char *text,
                   char **label,
                   GError **error)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  if (!normlab_recipe_set (&recipe, hyperparameter, text, error))
    return NULL;
  if (label != NULL)
    *label = normlab_recipe_get_label (&recipe, hyperparameter);
  return normlab_recipe_get (&recipe, hyperparameter);
}

/* The place of a text as a recipe writes it. */
gboolean
normlab_plan_find (NormlabPlan *self,
                   NormlabHyperparameter hyperparameter,
                   const char *text,
                   guint *position)
{
  for (guint i = 0; i < get_n (self, hyperparameter); i++)
    if (g_str_equal (normlab_candidate_get_text (normlab_plan_peek (self, hyperparameter, i)),
                     text))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* Numbers are offered from the least to the greatest, after the words; everything else in the order
 * in which it came. */
static guint
find_place (NormlabPlan *self, NormlabHyperparameter hyperparameter, const char *text)
{
  guint n = get_n (self, hyperparameter);
  guint i = 0;

  if (hyperparameter != NORMLAB_HYPERPARAMETER_INIT
      && hyperparameter != NORMLAB_HYPERPARAMETER_LEARNING_RATE)
    return n;
  for (; i < n; i++)
    {
      const char *other = normlab_candidate_get_text (normlab_plan_peek (self, hyperparameter, i));

      if (g_ascii_isdigit (*other) && g_ascii_strtod (other, NULL) > g_ascii_strtod (text, NULL))
        break;
    }
  return i;
}

NormlabCandidate *
normlab_plan_insert (NormlabPlan *self,
                     NormlabHyperparameter hyperparameter,
                     const char *text,
                     gboolean ticked)
{
  g_autofree char *label = NULL;
  g_autofree char *canonical = normlab_plan_read (hyperparameter, text, &label, NULL);
  g_autoptr (NormlabCandidate) candidate = normlab_candidate_new (canonical, label, ticked);

  normlab_candidate_set_guard (candidate, may_untick, self);
  g_signal_connect_object (candidate, "notify::ticked", G_CALLBACK (on_ticked), self,
                           G_CONNECT_SWAPPED);
  g_list_store_insert (self->stores[hyperparameter], find_place (self, hyperparameter, canonical),
                       candidate);
  return candidate;
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

static void
normlab_plan_init (NormlabPlan *self)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  self->quiet++;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text = normlab_recipe_get (&recipe, (NormlabHyperparameter) d);
      g_auto (GStrv) texts = g_strsplit (offered[d] != NULL ? offered[d] : text, ";", -1);

      self->stores[d] = g_list_store_new (NORMLAB_TYPE_CANDIDATE);
      for (guint i = 0; texts[i] != NULL; i++)
        normlab_plan_insert (self, (NormlabHyperparameter) d, texts[i], i == 0);
    }
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
