/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hyperparameters as people type them: the key, a line feed and a list of values; or "measure". */

#include <string.h>

#include "normlab-fuzz.h"
#include "normlab-grid.h"
#include "normlab-measures.h"
#include "normlab-value-label.h"
#include "normlab-value-text.h"

static void
check_value (NormlabHyperparameter d, const NormlabValue *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = normlab_value_format (d, value);
  g_autofree char *phrase = normlab_value_get_phrase (d, value, NORMLAB_EXACT);
  NormlabValue again;

  g_assert_nonnull (phrase);
  g_assert_true (normlab_value_check (d, value, &error));
  g_assert_true (normlab_value_parse (d, text, &again, &error));
  g_assert_no_error (error);
  g_assert_true (normlab_value_equal (value, &again));
}

static void
check_list (NormlabHyperparameter d, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) values = normlab_value_parse_list (d, text, &error);

  normlab_fuzz_check (values, error);
  for (guint i = 0; values != NULL && i < values->len; i++)
    check_value (d, &g_array_index (values, NormlabValue, i));
}

static void
check_measures (const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabMeasures measures = { 0 }, again = { 0 };
  gboolean ok = normlab_measures_parse (text, &measures, &error);
  g_autofree char *formatted = normlab_measures_format (&measures);

  normlab_fuzz_check (ok ? text : NULL, error);
  g_clear_error (&error);
  g_assert_true (normlab_measures_parse (formatted, &again, &error));
  g_assert_true (normlab_measures_equal (&measures, &again));
  again = normlab_measures_join (&measures, &again);
  g_assert_true (normlab_measures_include (&again, &measures));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *key = g_strndup ((const char *) bytes, n);
  char *text = strchr (key, '\n');
  NormlabHyperparameter d;

  if (text == NULL)
    return 0;
  *text++ = '\0';
  if (strcmp (key, "measure") == 0)
    check_measures (text);
  else if (normlab_hyperparameter_find (key, &d))
    check_list (d, text);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const lists[] = {
    "hidden\n40-20;40,30,20;none;2x16-3×8;1000x1;",
    "batch-norm\non;off",
    "activation\nsigmoid;relu;tanh",
    "init\nxavier;he;0.01;1e999",
    "optimizer\nsgd;momentum;adam",
    "learning-rate\n0.1;1e-3;.5;-1",
    "batch-size\n1;100;0",
    "weight-decay\n0;0.5",
    "dropout\n0;50 %;100%;.1%",
    "update\nall;notebook",
    "training-images\nall;1000;4294967295",
    "label-noise\n20%",
    "iterations\n1000;10000001",
    "interval\n10",
    "seed\n0;4294967295;4294967296",
    "branch\nnone;5:learning-rate=0.1;5:dropout=0.1,7:,9:update=all,optimizer=adam",
    "branch\n5:5:",
    "branch\n5:seed=1",
    "branch\nx",
    "measure\ntest-loss,training=500",
    "measure\nnone",
    "measure\ntraining,other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    normlab_fuzz_add_text (seeds, lists[i]);
}
