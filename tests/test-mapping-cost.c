/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping.h"

/* What each term of the cost of a picture is worth: choices that are all but even, of which a
 * little more or a little less of that term would be another. */

#define NONE 0u
#define BIT(hyperparameter) (1u << NORMLAB_HYPERPARAMETER_##hyperparameter)

/* How many values there are in each hyperparameter, 0 standing for one; all combinations of them,
 * with two seeds each. */
typedef struct
{
  guint batch_norm, activations, optimizers, hidden, rates, inits;
  guint panels, dashes, colors; /* the hyperparameters expected there */
} Case;

/* Takes the next of @n values off a number that counts combinations. */
static guint
take_value (guint *number, guint n)
{
  guint value = *number % MAX (n, 1);

  *number /= MAX (n, 1);
  return value;
}

static void
set_word (NormlabRecipe *recipe, NormlabHyperparameter hyperparameter, guint word)
{
  NormlabValue value = normlab_recipe_get_value (recipe, hyperparameter);

  value.word = word;
  normlab_recipe_set_value (recipe, hyperparameter, &value);
}

static GArray *
make_recipes (const Case *self)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  guint n = 2 * MAX (self->batch_norm, 1) * MAX (self->activations, 1) * MAX (self->optimizers, 1)
            * MAX (self->hidden, 1) * MAX (self->rates, 1) * MAX (self->inits, 1);

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      guint number = i, init;

      if (take_value (&number, self->batch_norm) == 1)
        set_word (&recipe, NORMLAB_HYPERPARAMETER_BATCH_NORM, 0);
      recipe.activation = (NormlabActivation) take_value (&number, self->activations);
      recipe.optimizer = (NormlabOptimizer) take_value (&number, self->optimizers);
      recipe.hidden[0] += take_value (&number, self->hidden);
      recipe.learning_rate *= 1 + take_value (&number, self->rates);
      init = take_value (&number, self->inits);
      recipe.init = init < NORMLAB_INIT_STD ? (NormlabInitKind) init : NORMLAB_INIT_STD;
      recipe.init_std = init < NORMLAB_INIT_STD ? 0 : 0.01 * init;
      recipe.seed = number;
      g_array_append_val (recipes, recipe);
    }
  return recipes;
}

static void
check (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GArray) recipes = make_recipes (&cases[i]);
      NormlabMapping mapping;

      normlab_mapping_init (&mapping, (gconstpointer) recipes->data, recipes->len,
                            NORMLAB_ARRANGEMENT_AUTOMATIC);
      g_test_message ("case %u: %u recipes", i, recipes->len);
      g_assert_cmphex (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_COLUMN)
                           | normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_ROW),
                       ==, cases[i].panels);
      g_assert_cmphex (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_DASH), ==,
                       cases[i].dashes);
      g_assert_cmphex (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_COLOR), ==,
                       cases[i].colors);
    }
}

#define CHECK(cases) check (cases, G_N_ELEMENTS (cases))

static void
test_panels (void)
{
  static const Case cases[] = {
    /* 2 panels of 3 colours: 7.7; 3 of 2: 7.8. */
    { .activations = 2, .optimizers = 3, .panels = BIT (ACTIVATION), .colors = BIT (OPTIMIZER) },
    /* 5 panels of batch norm's 2 colours: 11.1; 5 colours with dashes, 4 lines too many: 11.6. */
    { .batch_norm = 2, .optimizers = 5, .panels = BIT (OPTIMIZER), .colors = BIT (BATCH_NORM) },
    /* 4 colours with dashes, 2 lines too many: 9.1; 4 panels: 9.5. */
    { .batch_norm = 2, .optimizers = 4, .dashes = BIT (BATCH_NORM), .colors = BIT (OPTIMIZER) },
  };

  CHECK (cases);
}

/* Steps of a ramp cost less than colours that have no order. */
static void
test_ramps (void)
{
  static const Case cases[] = {
    /* 9 steps, of which 2, and 3 lines, are too many: 18.1; 9 panels of a single colour: 18.9. */
    { .hidden = 9, .colors = BIT (HIDDEN) },
    /* 10 steps: 22.6; 10 panels: 20.5. */
    { .hidden = 10, .panels = BIT (HIDDEN) },
    /* 50 panels, of which 14 are too many: 195; 50 steps: 202.6. */
    { .rates = 50, .panels = BIT (LEARNING_RATE) },
    /* 52 panels: 214.2; 52 steps: 211.6. */
    { .rates = 52, .colors = BIT (LEARNING_RATE) },
    { .rates = 400, .colors = BIT (LEARNING_RATE) },
    /* 7 colours, one too many, as is one line: 15.6; 7 panels: 15.7. */
    { .inits = 7, .colors = BIT (INIT) },
    /* 8 colours: 20.6; 8 panels: 17.3. */
    { .inits = 8, .panels = BIT (INIT) },
    /* 2 panels of 7 steps with dashes, 8 lines too many: 14.7, with 7 panels of 2 colours one more
     * for either. */
    { .batch_norm = 2,
      .hidden = 7,
      .rates = 2,
      .panels = BIT (LEARNING_RATE),
      .dashes = BIT (BATCH_NORM),
      .colors = BIT (HIDDEN) },
    { .batch_norm = 2,
      .activations = 2,
      .hidden = 7,
      .panels = BIT (HIDDEN),
      .dashes = BIT (BATCH_NORM),
      .colors = BIT (ACTIVATION) },
  };

  CHECK (cases);
}

/* A third hyperparameter on the panels, and a second one on the colours. */
static void
test_further (void)
{
  static const Case cases[] = {
    /* 8 panels of 4 colours and 2 lines too many, against 8 panels of three kinds with 4 steps. */
    { .activations = 2,
      .optimizers = 2,
      .hidden = 2,
      .rates = 4,
      .panels = BIT (OPTIMIZER) | BIT (LEARNING_RATE),
      .colors = BIT (ACTIVATION) | BIT (HIDDEN) },
    /* Here the ramp has it: 19.82 and 19.86. */
    { .activations = 2,
      .optimizers = 2,
      .hidden = 4,
      .rates = 2,
      .panels = BIT (ACTIVATION) | BIT (OPTIMIZER) | BIT (LEARNING_RATE),
      .colors = BIT (HIDDEN) },
  };

  CHECK (cases);
}

static void
test_batch_norm (void)
{
  static const Case cases[] = {
    { .batch_norm = 2, .colors = BIT (BATCH_NORM) },
    /* 6 steps with dashes, 6 lines too many: 11.1; two panels for batch norm: 12.2. */
    { .batch_norm = 2, .hidden = 6, .dashes = BIT (BATCH_NORM), .colors = BIT (HIDDEN) },
  };

  CHECK (cases);
}

/* Of two that cost the same, the first to ask takes colour. */
static void
test_ranks (void)
{
  static const Case cases[] = {
    { .activations = 3, .inits = 3, .panels = BIT (INIT), .colors = BIT (ACTIVATION) },
    { .hidden = 3, .rates = 3, .panels = BIT (LEARNING_RATE), .colors = BIT (HIDDEN) },
    { .optimizers = 2, .rates = 2, .panels = BIT (OPTIMIZER), .colors = BIT (LEARNING_RATE) },
  };

  CHECK (cases);
}

/* Every hyperparameter at once, in few runs of many values: still quick. */
static void
test_all (void)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  gint64 begin;
  NormlabMapping mapping;

  for (guint i = 0; i < 60; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.hidden[0] = 10 + i * 7 % 60;
      set_word (&recipe, NORMLAB_HYPERPARAMETER_BATCH_NORM, i % 2);
      recipe.activation = i % NORMLAB_N_ACTIVATIONS;
      recipe.init = NORMLAB_INIT_STD;
      recipe.init_std = 0.01 * (1 + i * 11 % 60);
      recipe.optimizer = i / 5 % NORMLAB_N_OPTIMIZERS;
      recipe.learning_rate = 0.001 * (1 + i * 13 % 60);
      recipe.batch_size = 20 + i;
      recipe.weight_decay = 0.001 * (i * 17 % 60);
      recipe.dropout = 0.01 * (i * 19 % 60);
      recipe.update = i / 3 % NORMLAB_N_UPDATES;
      recipe.training_images = 1000 + i * 29 % 60;
      recipe.label_noise = 0.01 * (i * 31 % 60);
      recipe.iterations = 100 + i * 23 % 60;
      recipe.interval = 1 + i % 4;
      g_array_append_val (recipes, recipe);
    }
  begin = g_get_monotonic_time ();
  normlab_mapping_init (&mapping, (gconstpointer) recipes->data, recipes->len,
                        NORMLAB_ARRANGEMENT_AUTOMATIC);
  g_test_message ("%.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  /* All are networks of their own, however long they are trained. */
  g_assert_cmphex (normlab_mapping_get_hyperparameters (&mapping, NORMLAB_CHANNEL_NONE)
                       & ((1u << NORMLAB_N_HYPERPARAMETERS) - 1),
                   ==, BIT (SEED) | BIT (ITERATIONS) | BIT (INTERVAL) | BIT (BRANCH));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping-cost/panels", test_panels);
  g_test_add_func ("/mapping-cost/ramps", test_ramps);
  g_test_add_func ("/mapping-cost/further", test_further);
  g_test_add_func ("/mapping-cost/batch-norm", test_batch_norm);
  g_test_add_func ("/mapping-cost/ranks", test_ranks);
  g_test_add_func ("/mapping-cost/all", test_all);
  return g_test_run ();
}
