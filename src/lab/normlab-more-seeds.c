/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-more-seeds.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-mapping.h"
#include "normlab-plan.h"

#define ALL ((1u << NORMLAB_N_HYPERPARAMETERS) - 1)
#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)
#define LENGTH (1u << NORMLAB_HYPERPARAMETER_ITERATIONS | 1u << NORMLAB_HYPERPARAMETER_INTERVAL)

static const NormlabRecipe *
get_recipe (NormlabRunItem *item)
{
  return normlab_run_get_recipe (normlab_run_item_get_run (item));
}

/* In which hyperparameters runs of a configuration are equal. Steps and interval do not make
 * another one of them, unless two differ in nothing else. */
static guint
get_mask (GPtrArray *items)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  guint varying;

  for (guint i = 0; i < items->len; i++)
    g_array_append_vals (recipes, get_recipe (g_ptr_array_index (items, i)), 1);
  varying = normlab_recipes_get_distinguishing ((const NormlabRecipe *) (gpointer) recipes->data,
                                                recipes->len);
  return ALL & ~SEED & ~(LENGTH & ~varying);
}

static gboolean
are_alike (NormlabRunItem *a, NormlabRunItem *b, guint mask)
{
  return normlab_recipe_equal_in_all (get_recipe (a), get_recipe (b), mask)
         && normlab_data_id_equal (normlab_run_get_data (normlab_run_item_get_run (a)),
                                   normlab_run_get_data (normlab_run_item_get_run (b)));
}

/* One configuration: of it those that are asked about or shown. */
typedef struct
{
  NormlabRunItem *first;
  guint mask;
  NormlabRecipe recipe; /* with as many steps as the longest of them, and the least seed */
  NormlabMeasures measures;
  GHashTable *seeds;
} Configuration;

/* What are_alike() looks at. */
static guint
hash_configuration (gconstpointer data)
{
  const Configuration *self = data;
  NormlabRecipe like = *get_recipe (self->first);

  like.seed = 0;
  if (!(self->mask & 1u << NORMLAB_HYPERPARAMETER_ITERATIONS))
    like.iterations = 0;
  if (!(self->mask & 1u << NORMLAB_HYPERPARAMETER_INTERVAL))
    like.interval = 0;
  return normlab_recipe_hash (&like);
}

static gboolean
is_same_configuration (gconstpointer a, gconstpointer b)
{
  const Configuration *first = a, *second = b;

  return are_alike (first->first, second->first, first->mask);
}

static void
free_configuration (gpointer data)
{
  Configuration *self = data;

  g_hash_table_unref (self->seeds);
  g_free (self);
}

static void
include (Configuration *self, NormlabRunItem *item)
{
  const NormlabRecipe *recipe = get_recipe (item);

  self->recipe.iterations = MAX (self->recipe.iterations, recipe->iterations);
  self->recipe.seed = MIN (self->recipe.seed, recipe->seed);
  self->measures = normlab_measures_join (
      &self->measures, normlab_run_get_measures (normlab_run_item_get_run (item)));
  g_hash_table_add (self->seeds, GUINT_TO_POINTER (recipe->seed));
}

/* Past the greatest seed they begin anew with 0. */
static GArray *
list_next (const Configuration *self)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = self->recipe;

  for (; recipes->len < NORMLAB_MORE_SEEDS; recipe.seed++)
    if (!g_hash_table_contains (self->seeds, GUINT_TO_POINTER (recipe.seed)))
      g_array_append_val (recipes, recipe);
  return recipes;
}

/* Those of @items in their order, with what is shown of each besides. */
static GPtrArray *
list_configurations (GListModel *runs, GPtrArray *items, const NormlabMeasures *measures)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_configuration);
  g_autoptr (GHashTable) known = g_hash_table_new (hash_configuration, is_same_configuration);
  guint mask = get_mask (items);

  for (guint i = 0; i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      Configuration *self = g_hash_table_lookup (known, &(Configuration){ item, mask });

      if (self == NULL)
        {
          self = g_new (Configuration, 1);
          *self = (Configuration){ item, mask, *get_recipe (item), *measures,
                                   g_hash_table_new (NULL, NULL) };
          g_hash_table_add (known, self);
          g_ptr_array_add (list, self);
        }
      include (self, item);
    }
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      Configuration *self = g_hash_table_lookup (known, &(Configuration){ item, mask });

      if (self != NULL && normlab_run_item_get_shown (item))
        include (self, item);
    }
  return list;
}

static void
free_part (gpointer data)
{
  NormlabMoreSeedsOf *self = data;

  g_object_unref (self->item);
  g_array_unref (self->recipes);
  g_free (self);
}

/* Takes @already over. */
static void
add_part (NormlabMoreSeeds *self, NormlabRunItem *item, NormlabAlready *already)
{
  NormlabMoreSeedsOf *part = g_new (NormlabMoreSeedsOf, 1);

  *part = (NormlabMoreSeedsOf){ g_object_ref (item), g_array_ref (already->fresh) };
  g_array_append_vals (self->already->fresh, already->fresh->data, already->fresh->len);
  g_array_append_vals (self->already->there, already->there->data, already->there->len);
  for (guint i = 0; i < already->items->len; i++)
    g_ptr_array_add (self->already->items, g_object_ref (g_ptr_array_index (already->items, i)));
  if (part->recipes->len > 0)
    g_ptr_array_add (self->parts, part);
  else
    free_part (part);
  normlab_already_free (already);
}

NormlabMoreSeeds *
normlab_more_seeds_new (GListModel *runs, GPtrArray *items, const NormlabMeasures *measures)
{
  g_autoptr (GPtrArray) configurations = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GListStore) nothing = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabMoreSeeds *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (runs), NULL);
  g_return_val_if_fail (items != NULL && measures != NULL, NULL);

  self = g_new (NormlabMoreSeeds, 1);
  *self = (NormlabMoreSeeds){ normlab_already_new (G_LIST_MODEL (nothing), none, NULL, measures),
                              g_ptr_array_new_with_free_func (free_part) };
  configurations = list_configurations (runs, items, measures);
  known = normlab_already_list (runs);
  for (guint i = 0; i < configurations->len; i++)
    {
      const Configuration *configuration = g_ptr_array_index (configurations, i);
      g_autoptr (GArray) recipes = list_next (configuration);
      NormlabRun *run = normlab_run_item_get_run (configuration->first);

      add_part (self, configuration->first,
                normlab_already_new_among (known, recipes, normlab_run_get_data (run),
                                           &configuration->measures));
    }
  return self;
}

gboolean
normlab_more_seeds_check (const NormlabMoreSeeds *self, GError **error)
{
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  n = self->already->fresh->len;
  if (n <= NORMLAB_PLAN_MAX_RECIPES)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("More seeds of all these would be %u networks, but a window trains at most %u"),
               n, NORMLAB_PLAN_MAX_RECIPES);
  return FALSE;
}

void
normlab_more_seeds_free (NormlabMoreSeeds *self)
{
  if (self == NULL)
    return;

  normlab_already_free (self->already);
  g_ptr_array_unref (self->parts);
  g_free (self);
}
