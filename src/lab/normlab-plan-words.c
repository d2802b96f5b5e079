/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-recipe-names.h"
#include "normlab-update.h"
#include "normlab-value-label.h"

/* What will be trained, in words. */

static void
add_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
add_item (GString *list, const char *item)
{
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  g_string_append_printf (list, "%s%s", list->len > 0 ? _(", ") : "", item);
}

static void
add_phrase (GString *list, NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  g_autofree char *phrase = normlab_value_get_phrase (hyperparameter, value, NORMLAB_EXACT);

  add_item (list, phrase);
}

static gboolean
contains (const GArray *values, const NormlabValue *value)
{
  return normlab_values_find (normlab_values_peek (values), values->len, value, NULL);
}

static gboolean
occurs (const GArray *recipes, NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  for (guint i = 0; i < recipes->len; i++)
    {
      NormlabValue other
          = normlab_recipe_get_value (&g_array_index (recipes, NormlabRecipe, i), hyperparameter);

      if (normlab_value_equal (&other, value))
        return TRUE;
    }
  return FALSE;
}

/* What ticking has made of an experiment's networks. */
typedef struct
{
  GArray *ticked[NORMLAB_N_HYPERPARAMETERS]; /* each of NormlabValue */
  guint stand_in;   /* bit d is set where no own value has to be ticked, as another is trained */
  GString *also;    /* beside their own */
  GString *instead; /* of their own, none of which is ticked */
  GString *nowhere; /* ticked, but of no network that is left */
} Changes;

static void
find_changes (NormlabPlan *self,
              NormlabHyperparameter hyperparameter,
              const GArray *trained,
              Changes *changes)
{
  g_autoptr (GArray) own = normlab_plan_collect (self->fixed, hyperparameter);
  const GArray *ticked = changes->ticked[hyperparameter];
  gboolean keeps = FALSE;

  for (guint i = 0; i < ticked->len; i++)
    keeps = keeps || contains (own, &g_array_index (ticked, NormlabValue, i));
  for (guint i = 0; i < ticked->len; i++)
    {
      const NormlabValue *value = &g_array_index (ticked, NormlabValue, i);

      if (!contains (own, value))
        {
          changes->stand_in |= 1u << hyperparameter;
          add_phrase (keeps ? changes->also : changes->instead, hyperparameter, value);
        }
      else if (!occurs (trained, hyperparameter, value))
        add_phrase (changes->nowhere, hyperparameter, value);
    }
}

/* Whether anything is trained of a network of the experiment. */
static gboolean
is_left (const Changes *changes, const NormlabRecipe *recipe)
{
  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;
      NormlabValue value = normlab_recipe_get_value (recipe, d);

      if (!(changes->stand_in & 1u << i) && !contains (changes->ticked[i], &value))
        return FALSE;
    }
  return TRUE;
}

/* "The experiment's 5 networks", or how many of them. */
static char *
describe_networks (NormlabPlan *self, const Changes *changes)
{
  g_autoptr (GArray) networks = normlab_experiment_get_recipes (self->fixed, NULL);
  guint n_left = 0;

  if (networks == NULL)
    return NULL;
  for (guint i = 0; i < networks->len; i++)
    if (is_left (changes, &g_array_index (networks, NormlabRecipe, i)))
      n_left++;
  if (n_left < networks->len)
    /* Translators: how many networks of an experiment will be trained, out of how many */
    return g_strdup_printf (_("%u of the experiment’s %u networks"), n_left, networks->len);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The experiment’s %u network",
                                       "The experiment’s %u networks", n_left),
                          n_left);
}

/* @change is taken over; nullable. */
static void
add_change (GString *text, char *change)
{
  g_autofree char *own = change;

  if (own != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? _("; ") : "", own);
}

static char *
describe_fixed (NormlabPlan *self, const GArray *trained)
{
  g_autoptr (GString) also = g_string_new (NULL);
  g_autoptr (GString) instead = g_string_new (NULL);
  g_autoptr (GString) nowhere = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Changes changes = { .also = also, .instead = instead, .nowhere = nowhere };
  g_autofree char *networks = NULL;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      changes.ticked[d] = normlab_plan_get_values (self, (NormlabHyperparameter) d);
      find_changes (self, (NormlabHyperparameter) d, trained, &changes);
    }
  networks = describe_networks (self, &changes);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_array_unref (changes.ticked[d]);
  g_string_append (text, networks != NULL ? networks : "");
  if (also->len > 0)
    /* Translators: follows "The experiment's 5 networks": how each is trained besides */
    add_change (text, g_strdup_printf (_("also %s"), also->str));
  if (instead->len > 0)
    /* Translators: follows "The experiment's 5 networks": with what in place of their own */
    add_change (text, g_strdup_printf (_("%s instead"), instead->str));
  if (nowhere->len > 0)
    /* Translators: follows "2 of the experiment's 5 networks": what is ticked but has none */
    add_change (text, g_strdup_printf (_("%s in none"), nowhere->str));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Activation × 3, hidden layers × 2", with blanks that end no line, or which network it
 * is. */
static char *
describe_product (NormlabPlan *self, const GArray *trained)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (trained->len == 1)
    return normlab_recipe_get_name (&g_array_index (trained, NormlabRecipe, 0), 0, NULL);
  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;
      guint n = normlab_plan_get_n_ticked (self, d);
      g_autofree char *factor
          = g_strdup_printf ("%s\302\240×\302\240%u", normlab_hyperparameter_get_title (d), n);

      if (n > 1)
        add_item (text, factor);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is the same for all and is not as usual must not surprise anybody who does not see its box;
 * updates have words of their own. */
static char *
describe_unusual (const GArray *trained)
{
  const NormlabRecipe *recipes = (const NormlabRecipe *) (gpointer) trained->data;
  guint mask = 0;

  for (guint d = NORMLAB_HYPERPARAMETER_BATCH_SIZE; d < NORMLAB_N_HYPERPARAMETERS; d++)
    mask |= 1u << d;
  return normlab_recipes_get_common_name (recipes, trained->len,
                                          mask & ~(1u << NORMLAB_HYPERPARAMETER_UPDATE), NULL);
}

/* What is worth saying of the updates, as the command line does. */
static void
add_update_notes (GString *text, const GArray *trained)
{
  for (guint update = 0; update < NORMLAB_N_UPDATES; update++)
    {
      guint n_hidden = 0;
      gboolean found = FALSE;

      for (guint i = 0; i < trained->len; i++)
        {
          const NormlabRecipe *recipe = &g_array_index (trained, NormlabRecipe, i);

          if (recipe->update != update)
            continue;
          found = TRUE;
          n_hidden = MAX (n_hidden, recipe->n_hidden);
        }
      if (found)
        add_line (text, normlab_update_get_note ((NormlabUpdate) update, n_hidden));
    }
}

char *
normlab_plan_describe (NormlabPlan *self)
{
  g_autoptr (GArray) trained = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *networks = NULL;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  trained = normlab_plan_get_recipes (self, NULL);
  if (trained == NULL)
    return g_strdup ("");
  if (normlab_plan_get_is_fixed (self))
    networks = describe_fixed (self, trained);
  else
    networks = describe_product (self, trained);
  add_line (text, networks);
  if (trained->len > 1)
    {
      g_autofree char *unusual = describe_unusual (trained);

      add_line (text, unusual);
    }
  add_update_notes (text, trained);
  add_line (text, normlab_recipes_get_hint ((const NormlabRecipe *) (gpointer) trained->data,
                                            trained->len));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
