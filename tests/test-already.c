/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-already.h"

#include "normlab-mapping.h"
#include "normlab-run-item.h"

/* Which networks need not be trained, since they are there. */

/* How often two recipes are compared (the linker puts this before the real one). */
static guint n_compared;

gboolean __real_normlab_recipe_equal_in_all (const NormlabRecipe *a,
                                             const NormlabRecipe *b,
                                             guint hyperparameters);
gboolean __wrap_normlab_recipe_equal_in_all (const NormlabRecipe *a,
                                             const NormlabRecipe *b,
                                             guint hyperparameters);

gboolean
__wrap_normlab_recipe_equal_in_all (const NormlabRecipe *a,
                                    const NormlabRecipe *b,
                                    guint hyperparameters)
{
  n_compared++;
  return __real_normlab_recipe_equal_in_all (a, b, hyperparameters);
}

static NormlabDataId *
create_data (const char *checksum)
{
  return normlab_data_id_new ("mnist", NULL, checksum);
}

static NormlabRecipe
make_recipe (guint32 seed, guint iterations)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  recipe.iterations = iterations;
  return recipe;
}

static void
add_run (GListStore *runs, const char *checksum, const NormlabRecipe *recipe, NormlabRunState state)
{
  const NormlabSample sample = { .step = 10, .test_accuracy = 0.5f, .loss = 1 };
  g_autoptr (NormlabDataId) data = create_data (checksum);
  g_autoptr (NormlabRun) run = normlab_run_new_from_history (
      recipe, data, state, state == NORMLAB_RUN_FINISHED ? recipe->iterations : 10, 1, 0, &sample,
      1);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);

  g_list_store_append (runs, item);
}

/* Seed 0 of 1,000 steps, so. */
static GListStore *
create_runs (NormlabRunState state)
{
  GListStore *runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  const NormlabRecipe recipe = make_recipe (0, 1000);

  add_run (runs, "1111", &recipe, state);
  return runs;
}

static GArray *
create_recipes (guint32 seed, guint iterations)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = make_recipe (seed, iterations);

  g_array_append_val (recipes, recipe);
  return recipes;
}

static NormlabAlready *
find (GListStore *runs, GArray *recipes, const char *checksum)
{
  g_autoptr (NormlabDataId) data = create_data (checksum);

  return normlab_already_new (G_LIST_MODEL (runs), recipes, data, &(NormlabMeasures){ 0 });
}

static gboolean
is_there (NormlabRunState state, guint32 seed, guint iterations, const char *checksum)
{
  g_autoptr (GListStore) runs = create_runs (state);
  g_autoptr (GArray) recipes = create_recipes (seed, iterations);
  g_autoptr (NormlabAlready) already = find (runs, recipes, checksum);

  g_assert_cmpuint (already->fresh->len + already->there->len, ==, 1);
  return already->there->len == 1;
}

static void
test_states (void)
{
  g_assert_true (is_there (NORMLAB_RUN_FINISHED, 0, 1000, "1111"));
  g_assert_true (is_there (NORMLAB_RUN_DIVERGED, 0, 1000, "1111"));
  g_assert_false (is_there (NORMLAB_RUN_STOPPED, 0, 1000, "1111"));
  g_assert_false (is_there (NORMLAB_RUN_FAILED, 0, 1000, "1111"));
  g_assert_false (is_there (NORMLAB_RUN_FINISHED, 1, 1000, "1111"));
  g_assert_false (is_there (NORMLAB_RUN_FINISHED, 0, 1000, "2222"));
}

/* A run that has more steps has these as well; what diverges does so whatever was planned. */
static void
test_steps (void)
{
  g_assert_true (is_there (NORMLAB_RUN_FINISHED, 0, 500, "1111"));
  g_assert_false (is_there (NORMLAB_RUN_FINISHED, 0, 2000, "1111"));
  g_assert_true (is_there (NORMLAB_RUN_DIVERGED, 0, 2000, "1111"));
}

/* A run of which less is measured than is asked for is none of those. */
static void
test_measures (void)
{
  static const NormlabMeasures measures[] = { { 0 }, { TRUE, FALSE, 0 }, { TRUE, TRUE, 0 } };

  for (guint of_run = 0; of_run < G_N_ELEMENTS (measures); of_run++)
    for (guint asked = 0; asked < G_N_ELEMENTS (measures); asked++)
      {
        g_autoptr (GListStore) runs = create_runs (NORMLAB_RUN_FINISHED);
        g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), 0);
        g_autoptr (GArray) recipes = create_recipes (0, 1000);
        g_autoptr (NormlabDataId) data = create_data ("1111");
        g_autoptr (NormlabAlready) already = NULL;

        normlab_run_set_measures (normlab_run_item_get_run (item), &measures[of_run]);
        already = normlab_already_new (G_LIST_MODEL (runs), recipes, data, &measures[asked]);
        g_assert_cmpuint (already->there->len, ==, of_run >= asked ? 1 : 0);
      }
}

static void
test_interval (void)
{
  g_autoptr (GListStore) runs = create_runs (NORMLAB_RUN_FINISHED);
  g_autoptr (GArray) recipes = create_recipes (0, 1000);
  g_autoptr (NormlabAlready) already = NULL;

  g_array_index (recipes, NormlabRecipe, 0).interval = 50;
  already = find (runs, recipes, "1111");
  g_assert_cmpuint (already->there->len, ==, 1);
}

/* Whoever compares numbers of steps wants a run of each. */
static void
test_varied_steps (void)
{
  g_autoptr (GListStore) runs = create_runs (NORMLAB_RUN_FINISHED);
  g_autoptr (GArray) recipes = create_recipes (0, 500);
  NormlabRecipe recipe = make_recipe (0, 1000);
  g_autoptr (NormlabAlready) already = NULL;

  g_array_append_val (recipes, recipe);
  already = find (runs, recipes, "1111");
  g_assert_cmpuint (already->fresh->len, ==, 1);
  g_assert_cmpuint (g_array_index (already->fresh, NormlabRecipe, 0).iterations, ==, 500);
}

static void
assert_described (guint n, const char *expected)
{
  g_autoptr (GListStore) runs = create_runs (NORMLAB_RUN_FINISHED);
  g_autoptr (GArray) recipes = create_recipes (0, 1000);
  g_autoptr (NormlabAlready) already = NULL;
  g_autofree char *text = NULL;

  for (guint32 seed = 1; seed < n; seed++)
    {
      NormlabRecipe recipe = make_recipe (seed, 1000);

      g_array_append_val (recipes, recipe);
    }
  already = find (runs, recipes, "1111");
  text = normlab_already_describe (already);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (GListStore) none = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  g_autoptr (GArray) recipes = create_recipes (0, 1000);
  g_autoptr (NormlabAlready) already = find (none, recipes, "1111");

  g_assert_null (normlab_already_describe (already));
  assert_described (1, "The network is there already");
  assert_described (5, "1 of 5 networks is there already");
}

/* Two thousand are found among as many with two comparisons each at most. */
static void
test_many (void)
{
  for (guint varied = 0; varied < 2; varied++)
    {
      g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
      g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
      g_autoptr (NormlabAlready) already = NULL;

      for (guint32 i = 0; i < 2000; i++)
        {
          NormlabRecipe recipe = make_recipe (i / 2, varied && i % 2 ? 2000 : 1000);

          recipe.learning_rate = i % 2 && !varied ? 0.1 : 0.2;
          add_run (runs, "1111", &recipe, NORMLAB_RUN_FINISHED);
          g_array_append_val (recipes, recipe);
        }
      n_compared = 0;
      already = find (runs, recipes, "1111");
      g_assert_cmpuint (already->there->len, ==, 2000);
      g_assert_cmpuint (n_compared, <=, 4000);
      for (guint i = 0; i < 2000; i++)
        {
          g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), i);

          g_assert_true (g_ptr_array_index (already->items, i) == item);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/already/measures", test_measures);
  g_test_add_func ("/already/states", test_states);
  g_test_add_func ("/already/steps", test_steps);
  g_test_add_func ("/already/interval", test_interval);
  g_test_add_func ("/already/varied-steps", test_varied_steps);
  g_test_add_func ("/already/words", test_words);
  g_test_add_func ("/already/many", test_many);
  return g_test_run ();
}
