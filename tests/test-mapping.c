/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping.h"

#define CHANNEL(mapping, hyperparameter)                                                           \
  ((mapping).channels[NORMLAB_HYPERPARAMETER_##hyperparameter])

/* Batch norm on and off × activations × inits × networks × learning rates. */
static GArray *
make_product (guint n_batch_norm, guint n_activations, guint n_inits, guint n_hidden, guint n_rates)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint b = 0; b < n_batch_norm; b++)
    for (guint a = 0; a < n_activations; a++)
      for (guint i = 0; i < n_inits; i++)
        for (guint h = 0; h < n_hidden; h++)
          for (guint r = 0; r < n_rates; r++)
            {
              NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

              recipe.normalization = b == 0;
              recipe.activation = a;
              recipe.init = i;
              recipe.hidden[0] = 40 + h;
              recipe.learning_rate = 0.01 * (r + 1);
              g_array_append_val (recipes, recipe);
            }
  return recipes;
}

static NormlabMapping
map (GArray *recipes, NormlabArrangement view)
{
  NormlabMapping mapping;

  normlab_mapping_init (&mapping, (gconstpointer) recipes->data, recipes->len, view);
  return mapping;
}

/* No two of the recipes look alike. */
static void
check_distinct (const NormlabMapping *mapping, GArray *recipes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint *all[NORMLAB_N_CHANNELS];

  for (guint c = NORMLAB_CHANNEL_COLOR; c < NORMLAB_N_CHANNELS; c++)
    {
      g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

      all[c] = g_new (guint, recipes->len);
      normlab_mapping_number ((gconstpointer) recipes->data, recipes->len,
                              normlab_mapping_get_hyperparameters (mapping, c), known, all[c]);
    }
  for (guint i = 0; i < recipes->len; i++)
    g_assert_true (g_hash_table_add (
        seen,
        g_strdup_printf ("%u %u %u %u", all[NORMLAB_CHANNEL_COLOR][i], all[NORMLAB_CHANNEL_DASH][i],
                         all[NORMLAB_CHANNEL_COLUMN][i], all[NORMLAB_CHANNEL_ROW][i])));
  for (guint c = NORMLAB_CHANNEL_COLOR; c < NORMLAB_N_CHANNELS; c++)
    g_free (all[c]);
}

static void
test_one (void)
{
  g_autoptr (GArray) recipes = make_product (1, 1, 1, 1, 1);
  NormlabMapping mapping = map (recipes, NORMLAB_ARRANGEMENT_AUTOMATIC);

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    g_assert_cmpint (mapping.channels[d], ==, NORMLAB_CHANNEL_NONE);
  normlab_mapping_init (&mapping, NULL, 0, NORMLAB_ARRANGEMENT_MULTIPLES);
  g_assert_cmpuint (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_NONE), ==,
                    (1u << NORMLAB_N_DIMENSIONS) - 1);
}

/* What most often is asked: one thing takes colour, batch norm dashes beside it, others panels. */
static void
test_products (void)
{
  static const struct
  {
    guint n[5];
    NormlabChannel batch_norm, activation, init, hidden, rate;
  } cases[] = {
    { { 2, 1, 1, 1, 1 }, NORMLAB_CHANNEL_COLOR, 0, 0, 0, 0 },
    { { 1, 3, 1, 1, 1 }, 0, NORMLAB_CHANNEL_COLOR, 0, 0, 0 },
    { { 1, 1, 1, 2, 1 }, 0, 0, 0, NORMLAB_CHANNEL_COLOR, 0 },
    { { 2, 3, 1, 1, 1 }, NORMLAB_CHANNEL_DASH, NORMLAB_CHANNEL_COLOR, 0, 0, 0 },
    { { 2, 1, 1, 1, 4 }, NORMLAB_CHANNEL_DASH, 0, 0, 0, NORMLAB_CHANNEL_COLOR },
    { { 1, 3, 2, 1, 1 }, 0, NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_COLUMN, 0, 0 },
    { { 2, 3, 2, 2, 1 },
      NORMLAB_CHANNEL_DASH,
      NORMLAB_CHANNEL_COLOR,
      NORMLAB_CHANNEL_COLUMN,
      NORMLAB_CHANNEL_ROW,
      0 },
    /* What is in order takes colour before what is not; of panels, what is more stands side by
     * side. */
    { { 1, 3, 2, 4, 1 }, 0, NORMLAB_CHANNEL_COLUMN, NORMLAB_CHANNEL_ROW, NORMLAB_CHANNEL_COLOR, 0 },
    /* A fifth one shares colours while they last. */
    { { 2, 2, 2, 2, 3 },
      NORMLAB_CHANNEL_DASH,
      NORMLAB_CHANNEL_COLOR,
      NORMLAB_CHANNEL_COLOR,
      NORMLAB_CHANNEL_ROW,
      NORMLAB_CHANNEL_COLUMN },
    /* Colours are for what has few enough values. */
    { { 1, 1, 1, 9, 2 }, 0, 0, 0, NORMLAB_CHANNEL_COLUMN, NORMLAB_CHANNEL_COLOR },
    /* Where panels leave batch norm alone, it has the colours. */
    { { 2, 1, 1, 16, 1 }, NORMLAB_CHANNEL_COLOR, 0, 0, NORMLAB_CHANNEL_COLUMN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint *n = cases[i].n;
      g_autoptr (GArray) recipes = make_product (n[0], n[1], n[2], n[3], n[4]);
      NormlabMapping mapping = map (recipes, NORMLAB_ARRANGEMENT_AUTOMATIC);

      g_assert_cmpint (CHANNEL (mapping, BATCH_NORM), ==, cases[i].batch_norm);
      g_assert_cmpint (CHANNEL (mapping, ACTIVATION), ==, cases[i].activation);
      g_assert_cmpint (CHANNEL (mapping, INIT), ==, cases[i].init);
      g_assert_cmpint (CHANNEL (mapping, HIDDEN), ==, cases[i].hidden);
      g_assert_cmpint (CHANNEL (mapping, LEARNING_RATE), ==, cases[i].rate);
      check_distinct (&mapping, recipes);
    }
}

static void
test_views (void)
{
  static const guint ns[][5]
      = { { 2, 1, 1, 1, 1 }, { 1, 3, 1, 1, 1 }, { 2, 3, 1, 1, 1 }, { 2, 3, 2, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (ns); i++)
    {
      g_autoptr (GArray) recipes = make_product (ns[i][0], ns[i][1], ns[i][2], ns[i][3], ns[i][4]);
      NormlabMapping overlay = map (recipes, NORMLAB_ARRANGEMENT_OVERLAY);
      NormlabMapping multiples = map (recipes, NORMLAB_ARRANGEMENT_MULTIPLES);

      g_assert_cmpuint (normlab_mapping_get_hyperparameters (&overlay, NORMLAB_CHANNEL_COLUMN), ==,
                        0);
      g_assert_cmpuint (normlab_mapping_get_hyperparameters (&overlay, NORMLAB_CHANNEL_ROW), ==, 0);
      check_distinct (&overlay, recipes);
      g_assert_cmpuint (normlab_mapping_get_hyperparameters (&multiples, NORMLAB_CHANNEL_COLUMN),
                        !=, 0);
      check_distinct (&multiples, recipes);
    }
}

/* What a person asks for stays; what they do not finds the best place around it, and none on a
 * channel that was asked for. */
static void
test_complete (void)
{
#define BIT_OF(hyperparameter) (1u << NORMLAB_HYPERPARAMETER_##hyperparameter)
#define CLOSED(channel) (1u << NORMLAB_CHANNEL_##channel)
  static const struct
  {
    guint given, closed;
    NormlabChannel batch_norm, activation, init; /* those given as they are expected */
  } cases[] = {
    { 0, 0, NORMLAB_CHANNEL_DASH, NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_COLUMN },
    /* Batch norm on colour: dashes are for nothing else, the rest makes panels. */
    { BIT_OF (BATCH_NORM), CLOSED (COLOR), NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_COLUMN,
      NORMLAB_CHANNEL_ROW },
    { BIT_OF (ACTIVATION), CLOSED (ROW), NORMLAB_CHANNEL_DASH, NORMLAB_CHANNEL_ROW,
      NORMLAB_CHANNEL_COLOR },
    { BIT_OF (INIT), CLOSED (DASH), NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_COLUMN,
      NORMLAB_CHANNEL_DASH },
    /* No panels at all. */
    { 0, CLOSED (COLUMN) | CLOSED (ROW), NORMLAB_CHANNEL_DASH, NORMLAB_CHANNEL_COLOR,
      NORMLAB_CHANNEL_COLOR },
    { 0, CLOSED (COLUMN), NORMLAB_CHANNEL_DASH, NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_ROW },
    { 0, CLOSED (DASH), NORMLAB_CHANNEL_COLOR, NORMLAB_CHANNEL_COLUMN, NORMLAB_CHANNEL_COLOR },
    /* Nothing may take anything. */
    { 0, CLOSED (COLOR) | CLOSED (DASH) | CLOSED (COLUMN) | CLOSED (ROW), 0, 0, 0 },
    { BIT_OF (ACTIVATION), CLOSED (COLOR) | CLOSED (DASH) | CLOSED (COLUMN) | CLOSED (ROW), 0,
      NORMLAB_CHANNEL_COLOR, 0 },
  };
  g_autoptr (GArray) recipes = make_product (2, 3, 2, 1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabMapping mapping = { { 0 } };

      if (cases[i].given & BIT_OF (BATCH_NORM))
        CHANNEL (mapping, BATCH_NORM) = cases[i].batch_norm;
      if (cases[i].given & BIT_OF (ACTIVATION))
        CHANNEL (mapping, ACTIVATION) = cases[i].activation;
      if (cases[i].given & BIT_OF (INIT))
        CHANNEL (mapping, INIT) = cases[i].init;
      normlab_mapping_complete (&mapping, (gconstpointer) recipes->data, recipes->len,
                                cases[i].given, cases[i].closed);
      g_test_message ("case %u", i);
      g_assert_cmpint (CHANNEL (mapping, BATCH_NORM), ==, cases[i].batch_norm);
      g_assert_cmpint (CHANNEL (mapping, ACTIVATION), ==, cases[i].activation);
      g_assert_cmpint (CHANNEL (mapping, INIT), ==, cases[i].init);
      g_assert_cmpint (CHANNEL (mapping, SEED), ==, NORMLAB_CHANNEL_NONE);
    }
}

/* What is shown from light to dark: three values or more that are all numbers, or layers of which
 * none is wider where there are fewer. */
static void
test_ordered (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *values;
    gboolean ordered;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.1|0.01|1", TRUE },
    { NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.1|0.01", FALSE },
    { NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10|20|30", TRUE },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "300|all|3000", TRUE },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0|0.5|0.2", TRUE },
    { NORMLAB_HYPERPARAMETER_SEED, "1|2|3", TRUE },
    { NORMLAB_HYPERPARAMETER_INIT, "0.1|0.01|1", TRUE },
    { NORMLAB_HYPERPARAMETER_INIT, "0.1|0.01|he", FALSE },
    { NORMLAB_HYPERPARAMETER_ACTIVATION, "sigmoid|relu|tanh", FALSE },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "20|20,20|20,20,20", TRUE },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "none|20|40|80", TRUE },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "80,40|40,20|20,10", TRUE },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "20,30|30,20|40,40", FALSE },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "20|30|10,10", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) values = g_strsplit (cases[i].values, "|", -1);
      g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
      NormlabHyperparameter d = cases[i].hyperparameter;

      for (guint j = 0; values[j] != NULL; j++)
        {
          NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

          g_assert_true (normlab_recipe_set (&recipe, d, values[j], NULL));
          g_array_append_val (recipes, recipe);
        }
      g_test_message ("%s", cases[i].values);
      g_assert_cmpint (
          normlab_mapping_is_ordered ((gconstpointer) recipes->data, recipes->len, 1u << d), ==,
          cases[i].ordered);
    }
}

/* Seeds are repetitions. */
static void
test_seeds (void)
{
  g_autoptr (GArray) recipes = make_product (1, 2, 1, 1, 1);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabMapping mapping;

  recipe.seed = 7;
  g_array_append_val (recipes, recipe);
  for (guint view = 0; view <= NORMLAB_ARRANGEMENT_MULTIPLES; view++)
    {
      mapping = map (recipes, view);
      g_assert_cmpint (CHANNEL (mapping, SEED), ==, NORMLAB_CHANNEL_NONE);
    }
}

static NormlabRecipe
make_network (const char *hidden, const char *activation, const char *init, gboolean batch_norm)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, hidden, NULL));
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_ACTIVATION, activation, NULL));
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, init, NULL));
  recipe.normalization = batch_norm;
  return recipe;
}

/* The notebook's five: a colour each. */
static void
test_notebook (void)
{
  const NormlabRecipe recipes[] = {
    make_network ("40,20", "sigmoid", "xavier", TRUE),
    make_network ("40,20", "sigmoid", "0.01", TRUE),
    make_network ("40,30,20", "sigmoid", "0.01", TRUE),
    make_network ("40,30,20", "relu", "he", TRUE),
    make_network ("40,30,20", "sigmoid", "xavier", TRUE),
  };
  NormlabMapping mapping;

  normlab_mapping_init (&mapping, recipes, 5, NORMLAB_ARRANGEMENT_AUTOMATIC);
  g_assert_cmpuint (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_COLOR), ==,
                    normlab_recipes_get_varying (recipes, 5));
  normlab_mapping_init (&mapping, recipes, 5, NORMLAB_ARRANGEMENT_MULTIPLES);
  g_assert_cmpuint (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_COLUMN), ==,
                    normlab_recipes_get_varying (recipes, 5));
}

/* No product; batch norm takes dashes, also where only some have been trained with and without. */
static void
test_crossed (void)
{
  const NormlabRecipe recipes[] = {
    make_network ("40,20", "sigmoid", "xavier", TRUE),
    make_network ("40,20", "sigmoid", "xavier", FALSE),
    make_network ("40,20", "relu", "he", TRUE),
    make_network ("40,20", "relu", "he", FALSE),
    make_network ("40,20,20", "relu", "he", FALSE),
  };
  NormlabMapping mapping;

  normlab_mapping_init (&mapping, recipes, 4, NORMLAB_ARRANGEMENT_AUTOMATIC);
  g_assert_cmpint (CHANNEL (mapping, BATCH_NORM), ==, NORMLAB_CHANNEL_DASH);
  g_assert_cmpint (CHANNEL (mapping, ACTIVATION), ==, NORMLAB_CHANNEL_COLOR);
  g_assert_cmpint (CHANNEL (mapping, INIT), ==, NORMLAB_CHANNEL_COLOR);

  normlab_mapping_init (&mapping, recipes, 5, NORMLAB_ARRANGEMENT_AUTOMATIC);
  g_assert_cmpint (CHANNEL (mapping, BATCH_NORM), ==, NORMLAB_CHANNEL_DASH);
  g_assert_cmpint (CHANNEL (mapping, HIDDEN), ==, NORMLAB_CHANNEL_COLOR);
}

/* More networks than colours, some of the combinations missing: still a place for each. */
static void
test_holes (void)
{
  g_autoptr (GArray) recipes = make_product (2, 3, 2, 2, 1);

  g_array_remove_index (recipes, 20);
  g_array_remove_index (recipes, 11);
  g_array_remove_index (recipes, 3);
  for (guint view = 0; view <= NORMLAB_ARRANGEMENT_MULTIPLES; view++)
    {
      NormlabMapping mapping = map (recipes, view);

      check_distinct (&mapping, recipes);
    }
}

/* Whatever varies, each recipe has a look of its own, and quickly so. */
static void
test_many (void)
{
  g_autoptr (GArray) recipes = make_product (2, 3, 2, 6, 7);
  gint64 begin = g_get_monotonic_time ();
  NormlabMapping mapping = map (recipes, NORMLAB_ARRANGEMENT_AUTOMATIC);

  g_test_message ("%u recipes: %.1f ms", recipes->len,
                  (double) (g_get_monotonic_time () - begin) / 1000);
  check_distinct (&mapping, recipes);
}

/* As a line of a session has it. */
static void
test_text (void)
{
  NormlabMapping mapping = { 0 }, read = { 0 };
  g_autofree char *none = normlab_mapping_to_string (&mapping);
  g_autofree char *text = NULL;

  g_assert_cmpstr (none, ==, "");
  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLOR;
  mapping.channels[NORMLAB_HYPERPARAMETER_HIDDEN] = NORMLAB_CHANNEL_ROW;
  text = normlab_mapping_to_string (&mapping);
  g_assert_cmpstr (text, ==, "hidden=row activation=color");
  g_assert_true (normlab_mapping_from_string (&read, text));
  g_assert_cmpmem (&read, sizeof read, &mapping, sizeof mapping);
  g_assert_false (normlab_mapping_from_string (&read, "hidden=smell"));
  g_assert_false (normlab_mapping_from_string (&read, "hidden"));
  g_assert_false (normlab_mapping_from_string (&read, "nose=color"));
  g_assert_cmpmem (&read, sizeof read, &mapping, sizeof mapping);
  g_assert_true (normlab_mapping_from_string (&read, ""));
  g_assert_cmpint (read.channels[NORMLAB_HYPERPARAMETER_HIDDEN], ==, NORMLAB_CHANNEL_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/one", test_one);
  g_test_add_func ("/mapping/products", test_products);
  g_test_add_func ("/mapping/views", test_views);
  g_test_add_func ("/mapping/ordered", test_ordered);
  g_test_add_func ("/mapping/complete", test_complete);
  g_test_add_func ("/mapping/seeds", test_seeds);
  g_test_add_func ("/mapping/notebook", test_notebook);
  g_test_add_func ("/mapping/crossed", test_crossed);
  g_test_add_func ("/mapping/holes", test_holes);
  g_test_add_func ("/mapping/many", test_many);
  g_test_add_func ("/mapping/text", test_text);
  return g_test_run ();
}
