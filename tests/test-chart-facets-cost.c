/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-facets.h"

/* What each term of the cost of a division is worth: two divisions that are all but even, of which
 * a little more or a little less of that term would choose the other. */

#define NONE 0u
#define HIDDEN (1u << NORMLAB_HYPERPARAMETER_HIDDEN)
#define BATCH_NORM (1u << NORMLAB_HYPERPARAMETER_BATCH_NORM)
#define ACTIVATION (1u << NORMLAB_HYPERPARAMETER_ACTIVATION)
#define INIT (1u << NORMLAB_HYPERPARAMETER_INIT)
#define OPTIMIZER (1u << NORMLAB_HYPERPARAMETER_OPTIMIZER)
#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

/* How many values there are in each hyperparameter, 0 standing for one; all combinations of
 * them, each made @copies times. */
typedef struct
{
  guint hidden, batch_norm, activations, inits, optimizers, seeds, copies;
  guint panels; /* the hyperparameters expected there */
} Case;

/* Takes the next of @n values off a number that counts combinations. */
static guint
take_value (guint *number, guint n)
{
  guint value = *number % MAX (n, 1);

  *number /= MAX (n, 1);
  return value;
}

static GArray *
make_recipes (const Case *self)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  guint n = MAX (self->hidden, 1) * MAX (self->batch_norm, 1) * MAX (self->activations, 1)
            * MAX (self->inits, 1) * MAX (self->optimizers, 1) * MAX (self->seeds, 1)
            * MAX (self->copies, 1);

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      guint number = i;

      recipe.hidden[0] += take_value (&number, self->hidden);
      recipe.normalization = take_value (&number, self->batch_norm) == 0;
      recipe.activation = (NormlabActivation) take_value (&number, self->activations);
      recipe.init = (NormlabInitKind) take_value (&number, self->inits);
      recipe.optimizer = (NormlabOptimizer) take_value (&number, self->optimizers);
      recipe.seed = take_value (&number, self->seeds);
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
      NormlabChartFacets facets;

      normlab_chart_facets_init (&facets, (gconstpointer) recipes->data, recipes->len);
      g_test_message ("case %u: %u recipes, %u panels, %u colours, %u lines", i, recipes->len,
                      facets.n_panels, facets.n_colors, facets.max_lines);
      g_assert_cmphex (facets.panel_hyperparameters, ==, cases[i].panels);
      normlab_chart_facets_clear (&facets);
    }
}

#define CHECK(cases) check (cases, G_N_ELEMENTS (cases))

static void
test_panels (void)
{
  static const Case cases[] = {
    /* 4 panels, 3 colours and 9 lines too many: 13; 12 panels of a single colour: 13.5. */
    { .hidden = 4, .activations = 3, .seeds = 5, .panels = HIDDEN },
    /* 10 panels of one colour, 2 lines too many: 12.5; 5 of two, 10 lines too many: 13. */
    { .hidden = 5, .activations = 2, .seeds = 8, .panels = HIDDEN | ACTIVATION },
  };

  CHECK (cases);
}

static void
test_colors (void)
{
  static const Case cases[] = {
    /* 12 panels with 2 colours: 15; 4 with 6, and 6 lines too many: 16. */
    { .hidden = 4, .batch_norm = 2, .activations = 3, .seeds = 2, .panels = HIDDEN | ACTIVATION },
    /* 9 panels, 8 colours, of which as of the lines 2 are too many: 28; 24 with 3: 28.5. */
    { .hidden = 8, .activations = 3, .optimizers = 3, .panels = ACTIVATION | OPTIMIZER },
  };

  CHECK (cases);
}

/* Six colours are not too many yet; a seventh is. */
static void
test_too_many_colors (void)
{
  static const Case cases[] = {
    /* 24 panels with 6 colours and a third hyperparameter: 36; 18 with 8: 37. */
    { .hidden = 6,
      .batch_norm = 2,
      .activations = 2,
      .inits = 2,
      .optimizers = 3,
      .panels = HIDDEN | ACTIVATION | INIT },
    /* As above: each of 2 colours too many costs 3, and no more. */
    { .hidden = 8, .activations = 3, .optimizers = 3, .panels = ACTIVATION | OPTIMIZER },
    /* 5 panels with 6 colours: 14; 6 with 5, batch norm among them: 16.5. */
    { .hidden = 5, .batch_norm = 2, .activations = 3, .panels = HIDDEN },
  };

  CHECK (cases);
}

static void
test_too_many_lines (void)
{
  static const Case cases[] = {
    /* 4 panels, 2 colours, 18 lines too many: 16; 8 panels with batch norm, 6: 15.5. */
    { .hidden = 4, .batch_norm = 2, .seeds = 12, .panels = HIDDEN | BATCH_NORM },
    /* 5 panels, 18 lines too many: 17; 10 with 6: 17.5. */
    { .hidden = 5, .batch_norm = 2, .seeds = 12, .panels = HIDDEN },
    /* 4 panels, where 4 lines are no more than fit: 5.5; 2 panels with 8: 6. */
    { .activations = 2, .inits = 2, .seeds = 4, .panels = ACTIVATION | INIT },
  };

  CHECK (cases);
}

/* Two hyperparameters on the panels cost nothing, a third does, a fourth there cannot be. */
static void
test_hyperparameters (void)
{
  static const Case cases[] = {
    /* 4 panels: 7; 2 with twice the colours: 8. */
    { .batch_norm = 2, .activations = 2, .inits = 2, .panels = ACTIVATION | INIT },
    /* 4 panels, 26 lines too many: 20; 8 with batch norm and 10: 20.5. */
    { .batch_norm = 2, .activations = 2, .inits = 2, .seeds = 16, .panels = ACTIVATION | INIT },
    /* 8 panels, 6 lines too many: 15.5; 4 panels with 18: 16. */
    { .activations = 2,
      .inits = 2,
      .optimizers = 2,
      .seeds = 12,
      .panels = ACTIVATION | INIT | OPTIMIZER },
    /* 16 panels, a single colour, 18 lines too many: 32.5, were it not for the fourth; 8: 38. */
    { .hidden = 2,
      .activations = 2,
      .inits = 2,
      .optimizers = 2,
      .seeds = 24,
      .panels = HIDDEN | ACTIVATION | INIT },
  };

  CHECK (cases);
}

static void
test_batch_norm (void)
{
  static const Case cases[] = {
    /* One panel, 2 colours, 4 lines too many: 6; two with none: 6.5. */
    { .batch_norm = 2, .seeds = 5, .panels = NONE },
    /* One panel with 6 too many: 7; two: still 6.5. */
    { .batch_norm = 2, .seeds = 6, .panels = BATCH_NORM },
    /* What is not batch norm has panels of its own for less. */
    { .activations = 2, .seeds = 5, .panels = ACTIVATION },
  };

  CHECK (cases);
}

/* Seeds make panels only where each of them was trained again and again. */
static void
test_seeds (void)
{
  static const Case cases[] = {
    /* 20 lines too many: 12.5; two panels with 7: 13. */
    { .seeds = 2, .copies = 13, .panels = NONE },
    /* 24: 14.5; 9: 14. */
    { .seeds = 2, .copies = 15, .panels = SEED },
    { .seeds = 60, .panels = NONE },
  };

  CHECK (cases);
}

/* Of two that cost the same, the one whose hyperparameters come first. */
static void
test_ties (void)
{
  static const Case cases[] = {
    { .hidden = 3, .activations = 3, .panels = HIDDEN },
    { .activations = 3, .inits = 3, .panels = ACTIVATION },
    { .activations = 2, .inits = 2, .optimizers = 2, .panels = ACTIVATION | INIT },
  };

  CHECK (cases);
}

/* The numbers that the cost is made of, where panels differ in how full they are. */
static void
test_counts (void)
{
  g_autoptr (GArray) recipes = make_recipes (&(Case){ .hidden = 4, .activations = 2 });
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabChartFacets facets;

  /* The second network once more, and with two other seeds. */
  recipe.hidden[0] += 1;
  for (guint seed = 0; seed < 3; seed++)
    {
      recipe.seed = seed;
      g_array_append_val (recipes, recipe);
    }
  normlab_chart_facets_init (&facets, (gconstpointer) recipes->data, recipes->len);
  g_assert_cmphex (facets.panel_hyperparameters, ==, HIDDEN);
  g_assert_cmphex (facets.color_hyperparameters, ==, ACTIVATION);
  g_assert_cmpuint (facets.n_panels, ==, 4);
  g_assert_cmpuint (facets.n_colors, ==, 2);
  g_assert_cmpuint (facets.max_lines, ==, 5);
  g_assert_cmpuint (facets.max_repetitions, ==, 4);
  for (guint i = 8; i < 11; i++)
    {
      g_assert_cmpuint (facets.panels[i], ==, 1);
      g_assert_cmpuint (facets.colors[i], ==, 0);
    }
  normlab_chart_facets_clear (&facets);
}

/* Six have a colour each, whatever they differ in; seven do not. */
static void
test_few (void)
{
  g_autoptr (GArray) six = make_recipes (&(Case){ .hidden = 3, .seeds = 2 });
  g_autoptr (GArray) seven = make_recipes (&(Case){ .seeds = 7 });
  NormlabChartFacets facets;

  normlab_chart_facets_init (&facets, (gconstpointer) six->data, six->len);
  g_assert_cmphex (facets.panel_hyperparameters, ==, NONE);
  g_assert_cmphex (facets.color_hyperparameters, ==, HIDDEN | SEED);
  g_assert_cmpuint (facets.n_panels, ==, 1);
  g_assert_cmpuint (facets.n_colors, ==, 6);
  g_assert_cmpuint (facets.max_lines, ==, 6);
  g_assert_cmpuint (facets.max_repetitions, ==, 1);
  normlab_chart_facets_clear (&facets);

  normlab_chart_facets_init (&facets, (gconstpointer) seven->data, seven->len);
  g_assert_cmphex (facets.color_hyperparameters, ==, NONE);
  g_assert_cmpuint (facets.n_colors, ==, 1);
  g_assert_cmpuint (facets.max_lines, ==, 7);
  g_assert_cmpuint (facets.max_repetitions, ==, 7);
  normlab_chart_facets_clear (&facets);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-facets-cost/panels", test_panels);
  g_test_add_func ("/chart-facets-cost/colors", test_colors);
  g_test_add_func ("/chart-facets-cost/too-many-colors", test_too_many_colors);
  g_test_add_func ("/chart-facets-cost/too-many-lines", test_too_many_lines);
  g_test_add_func ("/chart-facets-cost/dimensions", test_hyperparameters);
  g_test_add_func ("/chart-facets-cost/batch-norm", test_batch_norm);
  g_test_add_func ("/chart-facets-cost/seeds", test_seeds);
  g_test_add_func ("/chart-facets-cost/ties", test_ties);
  g_test_add_func ("/chart-facets-cost/counts", test_counts);
  g_test_add_func ("/chart-facets-cost/few", test_few);
  return g_test_run ();
}
