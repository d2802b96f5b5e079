/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-more-seeds.h"

#include "normlab-error.h"
#include "normlab-plan.h"

/* Which seeds come next, of what is shown. */

static NormlabRunItem *
add (GListStore *runs, NormlabActivation activation, guint32 seed, NormlabRunState state)
{
  const NormlabSample sample = { .step = 10, .test_accuracy = 0.5f, .loss = 1 };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("mnist", NULL, "1111");
  g_autoptr (NormlabRun) run = NULL;
  g_autoptr (NormlabRunItem) item = NULL;

  recipe.activation = activation;
  recipe.seed = seed;
  run = normlab_run_new_from_history (&recipe, data, state,
                                      state == NORMLAB_RUN_FINISHED ? recipe.iterations : 10, 1, 0,
                                      &sample, 1);
  item = normlab_run_item_new (run, g_list_model_get_n_items (G_LIST_MODEL (runs)) + 1);
  g_list_store_append (runs, item);
  return item;
}

static GPtrArray *
list_shown (GListStore *runs)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (runs)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), i);

      if (normlab_run_item_get_shown (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

static NormlabMoreSeeds *
find (GListStore *runs)
{
  g_autoptr (GPtrArray) items = list_shown (runs);

  return normlab_more_seeds_new (G_LIST_MODEL (runs), items, &(NormlabMeasures){ 0 });
}

/* "5 6 7 …" */
static void
assert_seeds (GArray *recipes, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < recipes->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                            g_array_index (recipes, NormlabRecipe, i).seed);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_next (void)
{
  g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  const guint32 scattered[] = { 2, 9, 4, G_MAXUINT32 };
  g_autoptr (NormlabMoreSeeds) more = NULL;
  const NormlabMoreSeedsOf *first, *second;

  for (guint32 seed = 0; seed < 5; seed++)
    add (runs, NORMLAB_ACTIVATION_SIGMOID, seed, NORMLAB_RUN_FINISHED);
  for (guint i = 0; i < G_N_ELEMENTS (scattered); i++)
    add (runs, NORMLAB_ACTIVATION_RELU, scattered[i],
         i > 0 ? NORMLAB_RUN_FINISHED : NORMLAB_RUN_STOPPED);
  more = find (runs);
  g_assert_cmpuint (more->parts->len, ==, 2);
  first = g_ptr_array_index (more->parts, 0);
  second = g_ptr_array_index (more->parts, 1);
  assert_seeds (first->recipes, "5 6 7 8 9 10 11 12 13 14");
  g_assert_cmpint (g_array_index (first->recipes, NormlabRecipe, 0).activation, ==,
                   NORMLAB_ACTIVATION_SIGMOID);
  assert_seeds (second->recipes, "3 5 6 7 8 10 11 12 13 14");
  g_assert_cmpint (g_array_index (second->recipes, NormlabRecipe, 0).activation, ==,
                   NORMLAB_ACTIVATION_RELU);
  g_assert_cmpuint (more->already->fresh->len, ==, 20);
  g_assert_cmpuint (more->already->there->len, ==, 0);
}

/* What is hidden is to be shown and not to be trained again; what was stopped has no result. */
static void
test_there (void)
{
  g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  g_autoptr (NormlabMoreSeeds) some = NULL, all = NULL;
  g_autofree char *text = NULL;

  add (runs, NORMLAB_ACTIVATION_SIGMOID, 42, NORMLAB_RUN_FINISHED);
  for (guint32 seed = 43; seed < 46; seed++)
    normlab_run_item_set_shown (add (runs, NORMLAB_ACTIVATION_SIGMOID, seed,
                                     seed == 44 ? NORMLAB_RUN_STOPPED : NORMLAB_RUN_FINISHED),
                                FALSE);
  some = find (runs);
  g_assert_cmpuint (some->parts->len, ==, 1);
  assert_seeds (((NormlabMoreSeedsOf *) g_ptr_array_index (some->parts, 0))->recipes,
                "44 46 47 48 49 50 51 52");
  g_assert_cmpuint (some->already->items->len, ==, 2);

  add (runs, NORMLAB_ACTIVATION_SIGMOID, 44, NORMLAB_RUN_FINISHED);
  for (guint32 seed = 46; seed < 53; seed++)
    add (runs, NORMLAB_ACTIVATION_SIGMOID, seed, NORMLAB_RUN_FINISHED);
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (runs)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), i);

      normlab_run_item_set_shown (item, FALSE);
    }
  all = find (runs);
  g_assert_cmpuint (all->parts->len, ==, 0);
  text = normlab_already_describe (all->already);
  g_assert_cmpstr (text, ==, "All 10 networks are there already");
}

/* Of a few that are asked about, the seeds that are shown besides are there. */
static void
test_few (void)
{
  g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (NormlabMoreSeeds) more = NULL, nothing = NULL;

  for (guint32 seed = 0; seed < 3; seed++)
    {
      NormlabRunItem *item = add (runs, NORMLAB_ACTIVATION_SIGMOID, seed, NORMLAB_RUN_FINISHED);

      if (seed == 0)
        g_ptr_array_add (items, item);
    }
  add (runs, NORMLAB_ACTIVATION_RELU, 0, NORMLAB_RUN_FINISHED);
  more = normlab_more_seeds_new (G_LIST_MODEL (runs), items, &(NormlabMeasures){ 0 });
  g_assert_cmpuint (more->parts->len, ==, 1);
  assert_seeds (((NormlabMoreSeedsOf *) g_ptr_array_index (more->parts, 0))->recipes,
                "3 4 5 6 7 8 9 10 11 12");
  nothing = normlab_more_seeds_new (G_LIST_MODEL (runs), none, &(NormlabMeasures){ 0 });
  g_assert_cmpuint (nothing->parts->len, ==, 0);
}

/* No more than a plan may have; of very many, each run is looked at a few times only. */
static void
test_many (void)
{
  g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("mnist", NULL, "1111");
  g_autoptr (NormlabMoreSeeds) few = NULL, many = NULL;
  g_autoptr (GError) error = NULL;
  guint most = NORMLAB_PLAN_MAX_RECIPES / NORMLAB_MORE_SEEDS;

  for (guint i = 0; i < NORMLAB_PLAN_MAX_RECIPES; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabRun) run = NULL;
      g_autoptr (NormlabRunItem) item = NULL;

      recipe.learning_rate = 0.001 * (1 + i);
      run = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_FINISHED, recipe.iterations, 1,
                                          0, NULL, 0);
      item = normlab_run_item_new (run, i + 1);
      normlab_run_item_set_shown (item, i < most);
      g_list_store_append (runs, item);
    }
  few = find (runs);
  g_assert_cmpuint (few->already->fresh->len, ==, NORMLAB_PLAN_MAX_RECIPES);
  g_assert_true (normlab_more_seeds_check (few, &error));
  g_assert_no_error (error);
  for (guint i = most; i < NORMLAB_PLAN_MAX_RECIPES; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), i);

      normlab_run_item_set_shown (item, TRUE);
    }
  many = find (runs);
  g_assert_cmpuint (many->parts->len, ==, NORMLAB_PLAN_MAX_RECIPES);
  g_assert_false (normlab_more_seeds_check (many, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpstr (
      error->message, ==,
      "More seeds of all these would be 20000 networks, but a window trains at most 2000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/more-seeds/next", test_next);
  g_test_add_func ("/more-seeds/there", test_there);
  g_test_add_func ("/more-seeds/few", test_few);
  g_test_add_func ("/more-seeds/many", test_many);
  return g_test_run ();
}
