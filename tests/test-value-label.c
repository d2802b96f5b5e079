/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-test-locale.h"
#include "normlab-value-label.h"
#include "normlab-value-text.h"

static const struct
{
  const char *numbers; /* as they stand side by side */
  guint digits;
  const char *labels;
} sets[] = {
  /* What is short stays. */
  { "0.01", 2, "0.01" },
  { "0.01 0.125 0.015625 1 1000000 12345 1e-7", 2, "0.01 0.125 0.015625 1 1000000 12345 1e-07" },
  { "123456", 2, "123456" },
  /* What is long has two digits if that will do, and more where it will not. */
  { "0.08576958985908942", 2, "0.086" },
  { "0.08576958985908942 0.0031622776601683795", 2, "0.086 0.0032" },
  { "0.08576958985908942 0.0861", 2, "0.086 0.0861" },
  { "0.08576958985908942 0.086", 3, "0.0858 0.086" },
  { "0.08576958985908942 0.08571", 2, "0.086 0.08571" },
  { "0.08576958985908942 0.08576958985908943", 16, "0.08576958985908942 0.08576958985908943" },
  { "0.3333333333333333 0.33333333333333337", 16, "0.3333333333333333 0.3333333333333334" },
  { "0.30000000000000004 0.3", 17, "0.30000000000000004 0.3" },
  { "0.30000000000000004", 2, "0.3" },
  { "0.08576958985908942 0.08576958985908942", 2, "0.086 0.086" },
  /* Two that are apart, with a short one between them that is not rounded. */
  { "0.0857695898 0.0861 0.0864695898", 3, "0.0858 0.0861 0.0865" },
  /* No digit before the point is lost. */
  { "12345.678901", 2, "12346" },
  { "999999.5000001", 2, "999999.5" },
  { "99.6000001 100.4000001 9.9600001", 2, "99.6 100 10" },
  { "31.62277660168379", 2, "32" },
  { "3.162277660168379", 2, "3.2" },
  { "1.2345678e-12 1.3e-12", 2, "1.2e-12 1.3e-12" },
};

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_auto (GStrv) numbers = g_strsplit (sets[i].numbers, " ", -1);
      g_auto (GStrv) labels = g_strsplit (sets[i].labels, " ", -1);
      g_autoptr (GArray) reals = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
      g_autoptr (GArray) inits = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
      const NormlabValue word = { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_HE, 0 } };

      g_array_append_val (inits, word);
      for (guint j = 0; numbers[j] != NULL; j++)
        {
          NormlabValue real = { NORMLAB_VALUE_REAL, .real = g_ascii_strtod (numbers[j], NULL) };
          NormlabValue init = { NORMLAB_VALUE_INIT, .init = { NORMLAB_INIT_STD, real.real } };

          g_array_append_val (reals, real);
          g_array_append_val (inits, init);
        }
      g_test_message ("%s", sets[i].numbers);
      g_assert_cmpuint (normlab_values_get_digits (normlab_values_peek (reals), reals->len), ==,
                        sets[i].digits);
      g_assert_cmpuint (normlab_values_get_digits (normlab_values_peek (inits), inits->len), ==,
                        sets[i].digits);
      for (guint j = 0; j < reals->len; j++)
        {
          g_autofree char *label
              = normlab_value_get_label (NORMLAB_HYPERPARAMETER_LEARNING_RATE,
                                         &g_array_index (reals, NormlabValue, j), sets[i].digits);
          g_autofree char *init = normlab_value_get_label (
              NORMLAB_HYPERPARAMETER_INIT, &g_array_index (inits, NormlabValue, j + 1),
              sets[i].digits);
          g_autofree char *expected = g_strconcat ("σ = ", labels[j], NULL);

          g_assert_cmpstr (label, ==, labels[j]);
          g_assert_cmpstr (init, ==, expected);
        }
    }
}

/* Values that differ never read the same, however close they come; and exactly is exactly. */
static void
test_distinct (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  NormlabValue values[40];

  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      double start = pow (10, g_rand_double_range (random, -9, 6));
      double apart = pow (10, g_rand_double_range (random, -15, 0));
      guint digits;

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        values[i] = (NormlabValue){ NORMLAB_VALUE_REAL, .real = start * (1 + i * apart) };
      digits = normlab_values_get_digits (values, G_N_ELEMENTS (values));
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          char *label
              = normlab_value_get_label (NORMLAB_HYPERPARAMETER_LEARNING_RATE, &values[i], digits);
          g_autofree char *exact = normlab_value_get_label (NORMLAB_HYPERPARAMETER_LEARNING_RATE,
                                                            &values[i], NORMLAB_EXACT);

          g_assert_cmpuint (strlen (label), <=, strlen (exact));
          g_assert_cmpfloat (g_ascii_strtod (exact, NULL), ==, values[i].real);
          if (i == 0 || values[i].real != values[i - 1].real)
            g_assert_true (g_hash_table_add (labels, label));
          else
            g_free (label);
        }
    }
}

/* The decimal mark is a dot whatever the locale's is. */
static void
test_comma_locale (void)
{
  const NormlabValue value = { NORMLAB_VALUE_REAL, .real = 0.08576958985908942 };
  g_autofree char *label = NULL;

  if (!normlab_test_enter_comma_locale ())
    return;
  label = normlab_value_get_label (NORMLAB_HYPERPARAMETER_DROPOUT, &value, 2);
  g_assert_cmpstr (label, ==, "0.086");
  normlab_test_leave_comma_locale ();
}

static void
check_number (NormlabHyperparameter hyperparameter, const char *text, const char *number)
{
  g_autofree char *label = NULL;
  NormlabValue value;

  g_assert_true (normlab_value_parse (hyperparameter, text, &value, NULL));
  label = normlab_value_get_number (hyperparameter, &value, 2);
  g_assert_cmpstr (label, ==, number);
}

/* Where something else says of what numbers are, they stand alone. */
static void
test_numbers (void)
{
  check_number (NORMLAB_HYPERPARAMETER_INIT, "0.08576958985908942", "0.086");
  check_number (NORMLAB_HYPERPARAMETER_INIT, "0.01", "0.01");
  check_number (NORMLAB_HYPERPARAMETER_INIT, "he", "He");
  check_number (NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.1", "0.1");
  check_number (NORMLAB_HYPERPARAMETER_BATCH_SIZE, "100", "100");
}

static void
test_phrases (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *text;
    const char *phrase;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_HIDDEN, "none", "no hidden layer" },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "40,20", "40–20" },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "20,20,20", "20–20–20" },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "20,20,20,20", "4×20" },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "64,12x16,8,8,17×9", "64–12×16–8–8–17×9" },
    { NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", "batch norm off" },
    { NORMLAB_HYPERPARAMETER_ACTIVATION, "relu", "ReLU" },
    { NORMLAB_HYPERPARAMETER_INIT, "he", "He" },
    { NORMLAB_HYPERPARAMETER_INIT, "0.123456789", "σ = 0.12" },
    { NORMLAB_HYPERPARAMETER_OPTIMIZER, "rmsprop", "RMSProp" },
    { NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.123456789", "learning rate 0.12" },
    { NORMLAB_HYPERPARAMETER_BATCH_SIZE, "12345", "batch size 12345" },
    { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, "0", "weight decay 0" },
    { NORMLAB_HYPERPARAMETER_DROPOUT, "0.25", "dropout 0.25" },
    { NORMLAB_HYPERPARAMETER_UPDATE, "all", "updates every parameter" },
    { NORMLAB_HYPERPARAMETER_UPDATE, "notebook", "updates as the notebook does" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "1", "1 training image" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "300", "300 training images" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "All", "all training images" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0.2", "20\302\240% label noise" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0.07", "7\302\240% label noise" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0.123456789", "12\302\240% label noise" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "1e-9", "1e-07\302\240% label noise" },
    { NORMLAB_HYPERPARAMETER_ITERATIONS, "1", "1 step" },
    { NORMLAB_HYPERPARAMETER_ITERATIONS, "1234567", "1234567 steps" },
    { NORMLAB_HYPERPARAMETER_INTERVAL, "1", "measured every step" },
    { NORMLAB_HYPERPARAMETER_INTERVAL, "2", "measured every 2 steps" },
    { NORMLAB_HYPERPARAMETER_SEED, "4294967295", "seed 4294967295" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phrase = NULL;
      NormlabValue value;

      g_assert_true (normlab_value_parse (cases[i].hyperparameter, cases[i].text, &value, NULL));
      phrase = normlab_value_get_phrase (cases[i].hyperparameter, &value, 2);
      g_assert_cmpstr (phrase, ==, cases[i].phrase);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value-label/labels", test_labels);
  g_test_add_func ("/value-label/distinct", test_distinct);
  g_test_add_func ("/value-label/comma-locale", test_comma_locale);
  g_test_add_func ("/value-label/numbers", test_numbers);
  g_test_add_func ("/value-label/phrases", test_phrases);
  return g_test_run ();
}
