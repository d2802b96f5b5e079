/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-compare-private.h"

#include "normlab-choice-private.h"

/* Holding the choices and changing one of them. Whole experiments are in
 * normlab-compare-experiment.c. */

G_DEFINE_FINAL_TYPE (NormlabCompare, normlab_compare, G_TYPE_OBJECT)

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
static const char *const offered[NORMLAB_N_DIMENSIONS] = {
  [NORMLAB_DIMENSION_HIDDEN] = "40-20;40-30-20",
  [NORMLAB_DIMENSION_BATCH_NORM] = "on;off",
  [NORMLAB_DIMENSION_ACTIVATION] = "sigmoid;relu;tanh",
  [NORMLAB_DIMENSION_INIT] = "xavier;he;0.01",
  [NORMLAB_DIMENSION_OPTIMIZER] = "sgd;momentum;nesterov;adagrad;rmsprop;adam",
  [NORMLAB_DIMENSION_UPDATE] = "all;notebook",
};

/* Whether choices that are not ticked are kept, to be ticked another time. */
gboolean
normlab_compare_keeps_unticked (NormlabDimension dimension)
{
  return offered[dimension] != NULL || dimension == NORMLAB_DIMENSION_LEARNING_RATE;
}

NormlabChoice *
normlab_compare_peek (NormlabCompare *self, NormlabDimension dimension, guint position)
{
  g_autoptr (NormlabChoice) choice
      = g_list_model_get_item (G_LIST_MODEL (self->stores[dimension]), position);

  return choice; /* the list keeps it alive */
}

static guint
get_n (NormlabCompare *self, NormlabDimension dimension)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->stores[dimension]));
}

guint
normlab_compare_get_n_ticked (NormlabCompare *self, NormlabDimension dimension)
{
  guint n = 0;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), 0);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, 0);

  for (guint i = 0; i < get_n (self, dimension); i++)
    if (normlab_choice_get_ticked (normlab_compare_peek (self, dimension, i)))
      n++;
  return n;
}

static NormlabDimension
get_dimension (NormlabCompare *self, NormlabChoice *choice)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (g_list_store_find (self->stores[d], choice, NULL))
      return (NormlabDimension) d;
  g_assert_not_reached ();
}

static gboolean
may_untick (NormlabChoice *choice, gpointer data)
{
  NormlabCompare *self = data;
  NormlabDimension dimension = get_dimension (self, choice);

  if (normlab_compare_get_n_ticked (self, dimension) > 1)
    return TRUE;
  g_signal_emit (self, signals[REFUSED], 0, (guint) dimension);
  return FALSE;
}

/* Tells everybody, once for all that was changed since. */
void
normlab_compare_announce (NormlabCompare *self)
{
  double n_recipes;

  normlab_compare_forget_recipes (self);
  n_recipes = normlab_compare_count (self);
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    for (guint i = 0; i < get_n (self, (NormlabDimension) d); i++)
      {
        NormlabChoice *choice = normlab_compare_peek (self, (NormlabDimension) d, i);
        gboolean number = g_ascii_isdigit (*normlab_choice_get_text (choice));
        gboolean layers = d == NORMLAB_DIMENSION_HIDDEN;

        normlab_choice_set_removable (choice, normlab_compare_keeps_unticked ((NormlabDimension) d)
                                                  && (number || layers)
                                                  && get_n (self, (NormlabDimension) d) > 1);
      }

  if (self->n_recipes != n_recipes)
    {
      self->n_recipes = n_recipes;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RECIPES]);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_compare_set_title (NormlabCompare *self, const char *title)
{
  if (title != NULL && *title == '\0')
    title = NULL;
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* After a person changed something in @dimension. */
void
normlab_compare_touch (NormlabCompare *self, NormlabDimension dimension)
{
  if (self->quiet > 0)
    return;
  if (self->fixed != NULL)
    {
      if (dimension < NORMLAB_DIMENSION_BATCH_SIZE)
        g_clear_pointer (&self->fixed, normlab_experiment_free);
      else
        normlab_compare_spread (self, dimension);
    }
  /* Other seeds make it another repetition of the same experiment. */
  if (dimension != NORMLAB_DIMENSION_SEED)
    normlab_compare_set_title (self, NULL);
  normlab_compare_announce (self);
}

static void
ticked_cb (NormlabCompare *self, GParamSpec *pspec, NormlabChoice *choice)
{
  normlab_compare_touch (self, get_dimension (self, choice));
}

/* The text as a recipe writes it, and its label. */
char *
normlab_compare_read (NormlabDimension dimension, const char *text, char **label, GError **error)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  if (!normlab_recipe_set (&recipe, dimension, text, error))
    return NULL;
  if (label != NULL)
    *label = normlab_recipe_get_label (&recipe, dimension);
  return normlab_recipe_get (&recipe, dimension);
}

/* The place of a text as a recipe writes it. */
gboolean
normlab_compare_find (NormlabCompare *self,
                      NormlabDimension dimension,
                      const char *text,
                      guint *position)
{
  for (guint i = 0; i < get_n (self, dimension); i++)
    if (g_str_equal (normlab_choice_get_text (normlab_compare_peek (self, dimension, i)), text))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* Numbers are offered from the least to the greatest, after the words; everything else in the order
 * in which it came. */
static guint
find_place (NormlabCompare *self, NormlabDimension dimension, const char *text)
{
  guint n = get_n (self, dimension);
  guint i = 0;

  if (dimension != NORMLAB_DIMENSION_INIT && dimension != NORMLAB_DIMENSION_LEARNING_RATE)
    return n;
  for (; i < n; i++)
    {
      const char *other = normlab_choice_get_text (normlab_compare_peek (self, dimension, i));

      if (g_ascii_isdigit (*other) && g_ascii_strtod (other, NULL) > g_ascii_strtod (text, NULL))
        break;
    }
  return i;
}

NormlabChoice *
normlab_compare_insert (NormlabCompare *self,
                        NormlabDimension dimension,
                        const char *text,
                        gboolean ticked)
{
  g_autofree char *label = NULL;
  g_autofree char *canonical = normlab_compare_read (dimension, text, &label, NULL);
  g_autoptr (NormlabChoice) choice = normlab_choice_new (canonical, label, ticked);

  normlab_choice_set_guard (choice, may_untick, self);
  g_signal_connect_object (choice, "notify::ticked", G_CALLBACK (ticked_cb), self,
                           G_CONNECT_SWAPPED);
  g_list_store_insert (self->stores[dimension], find_place (self, dimension, canonical), choice);
  return choice;
}

void
normlab_compare_drop (NormlabCompare *self, NormlabDimension dimension, guint position)
{
  NormlabChoice *choice = normlab_compare_peek (self, dimension, position);

  normlab_choice_set_guard (choice, NULL, NULL);
  g_signal_handlers_disconnect_by_func (choice, ticked_cb, self);
  g_list_store_remove (self->stores[dimension], position);
}

static void
normlab_compare_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabCompare *self = NORMLAB_COMPARE (object);

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
normlab_compare_finalize (GObject *object)
{
  NormlabCompare *self = NORMLAB_COMPARE (object);

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      for (guint i = 0; i < get_n (self, (NormlabDimension) d); i++)
        normlab_choice_set_guard (normlab_compare_peek (self, (NormlabDimension) d, i), NULL, NULL);
      g_object_unref (self->stores[d]);
    }
  g_clear_pointer (&self->fixed, normlab_experiment_free);
  normlab_compare_forget_recipes (self);
  g_free (self->title);

  G_OBJECT_CLASS (normlab_compare_parent_class)->finalize (object);
}

static void
normlab_compare_class_init (NormlabCompareClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_compare_get_property;
  object_class->finalize = normlab_compare_finalize;

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
normlab_compare_init (NormlabCompare *self)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  self->quiet++;
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      g_autofree char *text = normlab_recipe_get (&recipe, (NormlabDimension) d);
      g_auto (GStrv) texts = g_strsplit (offered[d] != NULL ? offered[d] : text, ";", -1);

      self->stores[d] = g_list_store_new (NORMLAB_TYPE_CHOICE);
      for (guint i = 0; texts[i] != NULL; i++)
        normlab_compare_insert (self, (NormlabDimension) d, texts[i], i == 0);
    }
  self->quiet--;
  normlab_compare_announce (self);
}

NormlabCompare *
normlab_compare_new (void)
{
  return g_object_new (NORMLAB_TYPE_COMPARE, NULL);
}

GListModel *
normlab_compare_get_choices (NormlabCompare *self, NormlabDimension dimension)
{
  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), NULL);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, NULL);

  return G_LIST_MODEL (self->stores[dimension]);
}

gboolean
normlab_compare_get_is_fixed (NormlabCompare *self)
{
  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), FALSE);

  return self->fixed != NULL;
}

double
normlab_compare_get_n_recipes (NormlabCompare *self)
{
  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), 0.0);

  return self->n_recipes;
}

const char *
normlab_compare_get_title (NormlabCompare *self)
{
  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), NULL);

  return self->title;
}
