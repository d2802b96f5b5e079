/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-already.h"

#include <glib/gi18n-lib.h>

#include "normlab-mapping.h"
#include "normlab-run-item.h"

#define ALL ((1u << NORMLAB_N_HYPERPARAMETERS) - 1)
#define LENGTH (1u << NORMLAB_HYPERPARAMETER_ITERATIONS | 1u << NORMLAB_HYPERPARAMETER_INTERVAL)

/* Whether a run has, or will have, what somebody wants who asks for so many steps. */
static gboolean
will_do (NormlabRun *run, guint iterations)
{
  switch (normlab_run_get_state (run))
    {
    case NORMLAB_RUN_DIVERGED:
      return TRUE;
    case NORMLAB_RUN_QUEUED:
    case NORMLAB_RUN_RUNNING:
    case NORMLAB_RUN_PAUSED:
    case NORMLAB_RUN_FINISHED:
      return normlab_run_get_recipe (run)->iterations >= iterations;
    case NORMLAB_RUN_STOPPED:
    case NORMLAB_RUN_FAILED:
    default:
      return FALSE;
    }
}

/* Of recipes that are equal in @hyperparameters the same. */
static gpointer
get_key (const NormlabRecipe *recipe, guint hyperparameters)
{
  NormlabRecipe like = *recipe;

  if (!(hyperparameters & 1u << NORMLAB_HYPERPARAMETER_ITERATIONS))
    like.iterations = 0;
  if (!(hyperparameters & 1u << NORMLAB_HYPERPARAMETER_INTERVAL))
    like.interval = 0;
  return GUINT_TO_POINTER (normlab_recipe_hash (&like));
}

/* Items of those that could be of use to anybody, by the keys of their recipes. */
static GHashTable *
list_items (GListModel *runs, guint hyperparameters)
{
  GHashTable *lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      NormlabRun *run = normlab_run_item_get_run (item);
      gpointer key = get_key (normlab_run_get_recipe (run), hyperparameters);
      GPtrArray *list = g_hash_table_lookup (lists, key);

      if (!will_do (run, 0))
        continue;
      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (lists, key, list);
        }
      g_ptr_array_add (list, g_object_ref (item));
    }
  return lists;
}

/* One that is shown rather than one that is not; NULL for none. */
static NormlabRunItem *
find (GHashTable *lists,
      const NormlabRecipe *recipe,
      guint hyperparameters,
      const NormlabDataId *data,
      const NormlabMeasures *measures)
{
  GPtrArray *items = g_hash_table_lookup (lists, get_key (recipe, hyperparameters));
  NormlabRunItem *found = NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (!normlab_recipe_equal_in_all (normlab_run_get_recipe (run), recipe, hyperparameters)
          || !will_do (run, recipe->iterations)
          || !normlab_data_id_equal (normlab_run_get_data (run), data)
          || !normlab_measures_include (normlab_run_get_measures (run), measures))
        continue;
      if (normlab_run_item_get_shown (item))
        return item;
      if (found == NULL)
        found = item;
    }
  return found;
}

static NormlabAlready *
look_for (GHashTable *known,
          guint hyperparameters,
          GArray *recipes,
          const NormlabDataId *data,
          const NormlabMeasures *measures)
{
  NormlabAlready *self = g_new0 (NormlabAlready, 1);

  self->fresh = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  self->there = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < recipes->len; i++)
    {
      const NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, i);
      NormlabRunItem *item = find (known, recipe, hyperparameters, data, measures);

      g_array_append_vals (item != NULL ? self->there : self->fresh, recipe, 1);
      if (item != NULL)
        g_ptr_array_add (self->items, g_object_ref (item));
    }
  return self;
}

NormlabAlready *
normlab_already_new (GListModel *runs,
                     GArray *recipes,
                     const NormlabDataId *data,
                     const NormlabMeasures *measures)
{
  guint distinguishing
      = normlab_recipes_get_distinguishing ((gpointer) recipes->data, recipes->len);
  guint hyperparameters = (ALL & ~LENGTH) | (distinguishing & LENGTH);
  g_autoptr (GHashTable) known = list_items (runs, hyperparameters);

  return look_for (known, hyperparameters, recipes, data, measures);
}

GHashTable *
normlab_already_list (GListModel *runs)
{
  return list_items (runs, ALL & ~LENGTH);
}

NormlabAlready *
normlab_already_new_among (GHashTable *known,
                           GArray *recipes,
                           const NormlabDataId *data,
                           const NormlabMeasures *measures)
{
  return look_for (known, ALL & ~LENGTH, recipes, data, measures);
}

void
normlab_already_free (NormlabAlready *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->fresh);
  g_array_unref (self->there);
  g_ptr_array_unref (self->items);
  g_free (self);
}

char *
normlab_already_describe (const NormlabAlready *self)
{
  guint n_there = self->there->len, n = n_there + self->fresh->len;

  if (n_there == 0)
    return NULL;
  if (n == 1)
    return g_strdup (_("The network is there already"));
  if (n_there == n)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "All %u network is there already",
                                         "All %u networks are there already", n),
                            n);
  /* Translators: of the networks that somebody wants to train, how many have been trained, and how
   * many they are together; it is the first number that decides about singular and plural */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u networks is there already",
                                       "%u of %u networks are there already", n_there),
                          n_there, n);
}
