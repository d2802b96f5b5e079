/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>

#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-recipe.h"
#include "normlab-value-label.h"
#include "normlab-value-range.h"
#include "normlab-value-text.h"

#define N_RANDOM 300

/* Every hyperparameter in turn, whatever its type. */
#define EACH(d)                                                                                    \
  for (NormlabHyperparameter d = NORMLAB_HYPERPARAMETER_HIDDEN; d < NORMLAB_N_HYPERPARAMETERS; d++)

/* Of each kind of change, and of several. */
static void
append_branches (GArray *values, const double *numbers, guint n_numbers)
{
  static const guint steps[] = { 0, 1, 500, NORMLAB_MAX_ITERATIONS - 1, NORMLAB_MAX_ITERATIONS };
  NormlabValue value = { NORMLAB_VALUE_BRANCH };

  g_array_append_val (values, value);
  for (guint i = 0; i < n_numbers; i++)
    {
      const NormlabValue real = { NORMLAB_VALUE_REAL, .real = numbers[i] };
      const NormlabValue word = { NORMLAB_VALUE_WORD, .word = i };
      NormlabChange change = { .step = steps[i % G_N_ELEMENTS (steps)] };

      value.branch = (NormlabBranch){ 1, { change } };
      g_array_append_val (values, value);
      normlab_change_set_value (
          &change, i % 2 ? NORMLAB_HYPERPARAMETER_LEARNING_RATE : NORMLAB_HYPERPARAMETER_DROPOUT,
          &real);
      value.branch.changes[0] = change;
      g_array_append_val (values, value);
      normlab_change_set_value (
          &change, i % 2 ? NORMLAB_HYPERPARAMETER_OPTIMIZER : NORMLAB_HYPERPARAMETER_UPDATE, &word);
      change.step += i % 3;
      value.branch.changes[value.branch.n++] = change;
      g_array_append_val (values, value);
    }
}

/* The values of a type that lie at its ends, and some between; in range or not. */
static GArray *
create_values (NormlabHyperparameter d)
{
  static const double numbers[] = { 0,
                                    -0.0,
                                    1,
                                    0.1 + 0.2,
                                    0.9999999999999999,
                                    1 + DBL_EPSILON,
                                    1.0 / 3,
                                    1e6,
                                    1e6 + 1,
                                    DBL_MAX,
                                    DBL_MIN,
                                    DBL_TRUE_MIN,
                                    -DBL_TRUE_MIN,
                                    -1,
                                    NAN,
                                    INFINITY,
                                    -INFINITY,
                                    1e-7,
                                    123456.789,
                                    0.5 };
  static const guint counts[] = { 0,
                                  1,
                                  2,
                                  100,
                                  NORMLAB_MAX_UNITS,
                                  NORMLAB_MAX_UNITS + 1,
                                  NORMLAB_MAX_BATCH_SIZE,
                                  NORMLAB_MAX_BATCH_SIZE + 1,
                                  NORMLAB_MAX_ITERATIONS,
                                  NORMLAB_MAX_ITERATIONS + 1,
                                  G_MAXINT,
                                  G_MAXUINT };
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (d);
  GArray *values = g_array_new (FALSE, FALSE, sizeof (NormlabValue));

  if (info->type == NORMLAB_VALUE_BRANCH)
    {
      append_branches (values, numbers, G_N_ELEMENTS (numbers));
      return values;
    }

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const NormlabValue real = { NORMLAB_VALUE_REAL, .real = numbers[i] };
      const NormlabValue std = { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, numbers[i] } };

      if (info->type == NORMLAB_VALUE_REAL)
        g_array_append_val (values, real);
      else if (info->type == NORMLAB_VALUE_INIT)
        g_array_append_val (values, std);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const NormlabValue count = { NORMLAB_VALUE_COUNT, .count = counts[i] };
      NormlabValue word = { info->type, .word = counts[i] };
      NormlabValue init = { NORMLAB_VALUE_INIT, .init = { (NormlabInitKind) counts[i], 0 } };
      NormlabValue layers = { NORMLAB_VALUE_LAYERS, .layers = { MIN (i, 8), { 1 } } };

      for (guint j = 0; j < layers.layers.n; j++)
        layers.layers.units[j] = counts[(i + j * j) % G_N_ELEMENTS (counts)];
      if (info->type == NORMLAB_VALUE_COUNT)
        g_array_append_val (values, count);
      else if (info->type == NORMLAB_VALUE_LAYERS)
        g_array_append_val (values, layers);
      else if (info->type == NORMLAB_VALUE_WORD)
        g_array_append_val (values, word);
      else if (info->type == NORMLAB_VALUE_INIT && init.init.kind != NORMLAB_INIT_STD)
        g_array_append_val (values, init);
    }
  return values;
}

/* More of them, all in range. */
static void
append_random (GArray *values, NormlabHyperparameter d, GRand *random)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (d);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      NormlabValue value = { info->type };
      /* From 10⁻³⁰⁰ on, and never the greatest. */
      double number = info->max * pow (10, -300 * pow (g_rand_double (random), 8)) * 0.999;

      if (info->type == NORMLAB_VALUE_REAL)
        value.real = number;
      else if (info->type == NORMLAB_VALUE_INIT)
        {
          value.init.kind = NORMLAB_INIT_STD;
          value.init.std = number;
        }
      else if (info->type == NORMLAB_VALUE_COUNT)
        value.count = (guint) MAX (number, info->min);
      else if (info->type == NORMLAB_VALUE_LAYERS)
        {
          value.layers.n = (guint) g_rand_int_range (random, 0, NORMLAB_MAX_HIDDEN + 1);
          for (guint j = 0; j < value.layers.n; j++)
            value.layers.units[j] = (guint) g_rand_int_range (random, 1, NORMLAB_MAX_UNITS + 1);
        }
      else if (info->type == NORMLAB_VALUE_BRANCH)
        {
          value.branch.n = 1;
          value.branch.changes[0].step = (guint) number;
        }
      else
        value.word = (guint) g_rand_int_range (random, 0, (gint32) info->n_words);
      g_assert_true (normlab_value_in_range (d, &value));
      g_array_append_val (values, value);
    }
}

static void
test_complete (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  EACH (d)
    {
      const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (d);
      NormlabValue value = normlab_recipe_get_value (&recipe, d);
      g_autofree char *label = normlab_value_get_label (d, &value, NORMLAB_EXACT);
      g_autofree char *phrase = normlab_value_get_phrase (d, &value, NORMLAB_EXACT);
      NormlabHyperparameter found;

      g_assert_true (g_hash_table_add (keys, (gpointer) info->key));
      g_assert_cmpstr (normlab_hyperparameter_get_key (d), ==, info->key);
      g_assert_true (normlab_hyperparameter_find (info->key, &found));
      g_assert_cmpint (found, ==, d);
      g_assert_cmpstr (normlab_hyperparameter_get_title (d), ==, info->title);
      g_assert_true (g_unichar_isupper (g_utf8_get_char (info->title)));
      g_assert_cmpint (value.type, ==, info->type);
      g_assert_true (normlab_value_in_range (d, &value));
      g_assert_cmpstr (label, !=, "");
      g_assert_nonnull (strstr (phrase, info->type == NORMLAB_VALUE_WORD ? "" : label));
      g_assert_null (strstr (phrase, "%s"));
      for (guint i = 0; i < info->n_words; i++)
        {
          g_assert_nonnull (info->words[i]->word);
          g_assert_cmpstr (normlab_word_get_label (info->words[i]), !=, "");
          g_assert_cmpstr (normlab_word_get_phrase (info->words[i]), !=, "");
        }
    }
  g_assert_false (normlab_hyperparameter_find ("batch", &(NormlabHyperparameter){ 0 }));
}

static void
check_error (const GError *error, NormlabHyperparameter d)
{
  NormlabHyperparameter about;

  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (normlab_hyperparameter_of_error (error, &about));
  g_assert_cmpint (about, ==, d);
}

/* A value goes through its text, and one out of range is refused for the same reason either way. */
static void
test_text (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  EACH (d)
    {
      g_autoptr (GArray) values = create_values (d);
      guint n_in_range = 0;

      append_random (values, d, random);
      for (guint i = 0; i < values->len; i++)
        {
          const NormlabValue *value = &g_array_index (values, NormlabValue, i);
          g_autofree char *text = normlab_value_format (d, value);
          g_autoptr (GError) of_value = NULL;
          g_autoptr (GError) of_text = NULL;
          NormlabValue back = { 0 };

          g_assert_cmpint (normlab_value_check (d, value, &of_value), ==,
                           normlab_value_parse (d, text, &back, &of_text));
          if (of_value == NULL)
            {
              g_assert_no_error (of_text);
              g_assert_true (normlab_value_equal (value, &back));
              g_assert_true (normlab_value_in_range (d, value));
              n_in_range++;
              continue;
            }
          g_assert_false (normlab_value_in_range (d, value));
          check_error (of_value, d);
          check_error (of_text, d);
          g_assert_cmpstr (of_value->message, ==, of_text->message);
          g_assert_cmpint (back.layers.n, ==, 0);
        }
      g_assert_cmpuint (n_in_range, >, N_RANDOM);
      /* A seed may be any. */
      if (d != NORMLAB_HYPERPARAMETER_SEED)
        g_assert_cmpuint (n_in_range, <, values->len);
    }
}

static int
sign (int n)
{
  return (n > 0) - (n < 0);
}

/* One order of all values of a hyperparameter, which fits what is equal. */
/* What a person may type beside the words that are offered. */
static void
test_number (void)
{
  const NormlabValue numbers[] = {
    { NORMLAB_VALUE_COUNT, .count = 3 },
    { NORMLAB_VALUE_REAL, .real = 0.5 },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, 0.1 } },
  };
  const NormlabValue others[] = {
    { NORMLAB_VALUE_LAYERS, .layers = { 1, { 3 } } },
    { NORMLAB_VALUE_WORD, .word = 1 },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_HE, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (normlab_value_is_number (&numbers[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (normlab_value_is_number (&others[i]));
}

static void
test_compare (void)
{
  EACH (d)
    {
      g_autoptr (GArray) values = create_values (d);
      const NormlabValue *v = normlab_values_peek (values);

      for (guint i = 0; i < values->len; i++)
        for (guint j = 0; j < values->len; j++)
          {
            int order = normlab_value_compare (&v[i], &v[j]);

            g_assert_cmpint (sign (order), ==, -sign (normlab_value_compare (&v[j], &v[i])));
            g_assert_cmpint (normlab_value_equal (&v[i], &v[j]), ==, order == 0);
            g_assert_true (i != j || order == 0);
            for (guint k = 0; k < values->len; k++)
              if (order <= 0 && normlab_value_compare (&v[j], &v[k]) <= 0)
                g_assert_cmpint (normlab_value_compare (&v[i], &v[k]), <=, 0);
          }
    }
}

static void
test_order (void)
{
  const NormlabValue inits[] = {
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_XAVIER, 5 } },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_HE, 0 } },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, 0.5 } },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, 10 } },
    { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, NAN } },
  };
  const NormlabValue layers[] = {
    { NORMLAB_VALUE_LAYERS, .layers = { 0, { 9 } } },
    { NORMLAB_VALUE_LAYERS, .layers = { 1, { 9 } } },
    { NORMLAB_VALUE_LAYERS, .layers = { 2, { 9, 100 } } },
    { NORMLAB_VALUE_LAYERS, .layers = { 1, { 10, 7 } } },
  };
  const NormlabValue same = { NORMLAB_VALUE_LAYERS, .layers = { 1, { 10, 8 } } };
  guint place;

  for (guint i = 1; i < G_N_ELEMENTS (inits); i++)
    g_assert_cmpint (normlab_value_compare (&inits[i - 1], &inits[i]), <, 0);
  for (guint i = 1; i < G_N_ELEMENTS (layers); i++)
    g_assert_cmpint (normlab_value_compare (&layers[i - 1], &layers[i]), <, 0);
  /* What is unused makes no difference. */
  g_assert_true (normlab_values_find (layers, G_N_ELEMENTS (layers), &same, &place));
  g_assert_cmpuint (place, ==, 3);
  g_assert_false (normlab_values_find (layers, 3, &same, NULL));
  g_assert_true (normlab_value_is_number (&inits[3]));
  g_assert_false (normlab_value_is_number (&inits[1]));
  g_assert_false (normlab_value_is_number (&layers[1]));
}

/* A recipe holds what it was given, in this hyperparameter and no other. */
static void
test_recipe (void)
{
  const NormlabRecipe before = NORMLAB_RECIPE_DEFAULT;

  EACH (d)
    {
      g_autoptr (GArray) values = create_values (d);
      NormlabValue usual = normlab_recipe_get_value (&before, d);

      for (guint i = 0; i < values->len; i++)
        {
          const NormlabValue *value = &g_array_index (values, NormlabValue, i);
          NormlabRecipe recipe = before;
          NormlabValue held;

          normlab_recipe_set_value (&recipe, d, value);
          held = normlab_recipe_get_value (&recipe, d);
          g_assert_true (normlab_value_equal (&held, value));
          EACH (other)
            g_assert_cmpint (normlab_recipe_equal_in (&before, &recipe, other), ==,
                             other != d || normlab_value_equal (&held, &usual));
          g_assert_cmpint (normlab_recipe_equal (&before, &recipe), ==,
                           normlab_value_equal (&held, &usual));
          g_assert_true (normlab_recipe_equal (&recipe, &recipe));
        }
    }
}

/* What a value leaves unused does not come into the recipe. */
static void
test_unused (void)
{
  const NormlabValue he = { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_HE, 5 } };
  const NormlabValue layers = { NORMLAB_VALUE_LAYERS, .layers = { 1, { 9, 8 } } };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  normlab_recipe_set_value (&recipe, NORMLAB_HYPERPARAMETER_INIT, &he);
  g_assert_cmpint (recipe.init, ==, NORMLAB_INIT_HE);
  g_assert_cmpfloat (recipe.init_std, ==, 0);
  normlab_recipe_set_value (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, &layers);
  g_assert_cmpuint (recipe.n_hidden, ==, 1);
  g_assert_cmpuint (recipe.hidden[0], ==, 9);
  g_assert_cmpuint (recipe.hidden[1], ==, 0);
}

/* A recipe is valid exactly when its values are, but for the interval and for batches larger than
 * what they are drawn from. */
static void
test_validate (void)
{
  EACH (d)
    {
      g_autoptr (GArray) values = create_values (d);

      for (guint i = 0; i < values->len; i++)
        {
          const NormlabValue *value = &g_array_index (values, NormlabValue, i);
          g_autoptr (GError) error = NULL;
          NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

          recipe.iterations = NORMLAB_MAX_ITERATIONS;
          recipe.interval = recipe.batch_size = 1;
          normlab_recipe_set_value (&recipe, d, value);
          g_assert_cmpint (normlab_recipe_validate (&recipe, &error), ==,
                           normlab_value_in_range (d, value));
          if (error != NULL)
            check_error (error, d);
        }
    }
}

static void
check_list (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) values
      = normlab_value_parse_list (NORMLAB_HYPERPARAMETER_HIDDEN, text, &error);
  g_autofree char *list = NULL;

  if (expected == NULL)
    {
      g_assert_null (values);
      check_error (error, NORMLAB_HYPERPARAMETER_HIDDEN);
      return;
    }
  g_assert_no_error (error);
  list = normlab_value_format_list (NORMLAB_HYPERPARAMETER_HIDDEN, normlab_values_peek (values),
                                    values->len, "; ");
  g_assert_cmpstr (list, ==, expected);
}

/* Blanks stand around what separates, and one separator may end a list. */
static void
test_list (void)
{
  check_list ("40,20", "40-20");
  check_list (" 40, 20 ;\t5 ; ", "40-20; 5");
  check_list ("none;none", "none; none");
  check_list ("", NULL);
  check_list (";", NULL);
  check_list ("5;;6", NULL);
  check_list (";5", NULL);
  check_list ("5;6;;", NULL);
  check_list ("5;40 20", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyperparameter/complete", test_complete);
  g_test_add_func ("/hyperparameter/text", test_text);
  g_test_add_func ("/hyperparameter/number", test_number);
  g_test_add_func ("/hyperparameter/compare", test_compare);
  g_test_add_func ("/hyperparameter/order", test_order);
  g_test_add_func ("/hyperparameter/recipe", test_recipe);
  g_test_add_func ("/hyperparameter/unused", test_unused);
  g_test_add_func ("/hyperparameter/validate", test_validate);
  g_test_add_func ("/hyperparameter/list", test_list);
  return g_test_run ();
}
