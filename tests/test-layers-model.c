/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and axes of layers side by side, and the figures beside them. */
#include <math.h>

#include "normlab-layers-model.h"
#include "normlab-layers-number.h"

static void
set_values (NormlabLayersRun *run, guint layer, NormlabLayersSide side, double min, double max)
{
  NormlabLayersValues *values = &run->cells[layer].sides[side];

  run->step = 10;
  values->known = TRUE;
  values->min = min;
  values->max = max;
}

/* The last row is the output layer of all; a shallow network has a gap before it. */
static void
test_rows (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  NormlabLayersRun *deep, *shallow;

  g_assert_cmpuint (normlab_layers_model_get_n_rows (model), ==, 0);
  deep = normlab_layers_model_add_run (model, "deep", 0, FALSE, 4, 0);
  shallow = normlab_layers_model_add_run (model, "shallow", 1, TRUE, 2, 3);
  g_assert_cmpuint (model->n_runs, ==, 2);
  g_assert_cmpuint (normlab_layers_model_get_n_rows (model), ==, 4);
  for (guint row = 0; row < 4; row++)
    g_assert_cmpint (normlab_layers_model_get_layer (model, 0, row), ==, (int) row);
  g_assert_cmpint (normlab_layers_model_get_layer (model, 1, 0), ==, 0);
  g_assert_cmpint (normlab_layers_model_get_layer (model, 1, 1), ==, -1);
  g_assert_cmpint (normlab_layers_model_get_layer (model, 1, 2), ==, -1);
  g_assert_cmpint (normlab_layers_model_get_layer (model, 1, 3), ==, 1);

  /* Nothing is there before a step is known. */
  g_assert_null (normlab_layers_model_get_cell (model, 0, 0));
  deep->step = shallow->step = 10;
  g_assert_true (normlab_layers_model_get_cell (model, 0, 3) == &deep->cells[3]);
  g_assert_true (normlab_layers_model_get_cell (model, 1, 3) == &shallow->cells[1]);
  g_assert_null (normlab_layers_model_get_cell (model, 1, 1));
  g_assert_true (deep->cells[0].updated);
  g_assert_true (isnan (deep->cells[0].saturated) && isnan (deep->cells[0].dead));
  g_assert_true (isnan (deep->cells[0].flows[NORMLAB_LAYERS_UPDATE]));
}

static void
test_history (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  NormlabLayersRun *run = normlab_layers_model_add_run (model, "run", 0, FALSE, 3, 5);
  float value = 0;

  for (guint flow = 0; flow < NORMLAB_LAYERS_N_FLOWS; flow++)
    for (guint layer = 0; layer < 3; layer++)
      for (guint i = 0; i < 5; i++)
        normlab_layers_run_get_history (run, flow, layer)[i] = value++;
  for (guint i = 0; i < NORMLAB_LAYERS_N_FLOWS * 3 * 5; i++)
    g_assert_cmpfloat (run->history[i], ==, (float) i);
}

/* One axis for each side, with round ends around all that there is, in however small a range. */
static void
test_axes (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  NormlabLayersRun *run = normlab_layers_model_add_run (model, "run", 0, FALSE, 3, 0);
  NormlabLayersAxis before[NORMLAB_LAYERS_N_SIDES];
  const NormlabLayersAxis *axis = &model->axes[NORMLAB_LAYERS_PRE];

  normlab_layers_model_choose_axes (model, NULL);
  g_assert_cmpfloat (axis->low, ==, axis->high);

  set_values (run, 0, NORMLAB_LAYERS_PRE, -0.0071, 0.003);
  set_values (run, 2, NORMLAB_LAYERS_PRE, -0.002, 0.0093);
  normlab_layers_model_choose_axes (model, NULL);
  g_assert_cmpfloat (axis->low, <=, -0.0071);
  g_assert_cmpfloat (axis->high, >=, 0.0093);
  g_assert_cmpfloat (axis->high - axis->low, <, 2 * 0.0164);
  g_assert_cmpfloat (model->axes[NORMLAB_LAYERS_OUT].low, ==, model->axes[NORMLAB_LAYERS_OUT].high);

  /* It stays while all lies on it and takes more than half of it. */
  before[0] = *axis;
  before[1] = model->axes[1];
  set_values (run, 0, NORMLAB_LAYERS_PRE, -0.0065, 0.003);
  normlab_layers_model_choose_axes (model, before);
  g_assert_cmpmem (axis, sizeof *axis, &before[0], sizeof before[0]);
  set_values (run, 0, NORMLAB_LAYERS_PRE, -0.02, 0.003);
  normlab_layers_model_choose_axes (model, before);
  g_assert_cmpfloat (axis->low, <=, -0.02);
  before[0] = *axis;
  set_values (run, 0, NORMLAB_LAYERS_PRE, -0.0001, 0.0001);
  set_values (run, 2, NORMLAB_LAYERS_PRE, -0.0001, 0.0002);
  normlab_layers_model_choose_axes (model, before);
  g_assert_cmpfloat (axis->high - axis->low, <, 0.001);

  /* All alike, and 0. */
  set_values (run, 0, NORMLAB_LAYERS_PRE, 0.5, 0.5);
  set_values (run, 2, NORMLAB_LAYERS_PRE, 0.5, 0.5);
  normlab_layers_model_choose_axes (model, NULL);
  g_assert_cmpfloat (axis->low, <, 0.5);
  g_assert_cmpfloat (axis->high, >, 0.5);
  set_values (run, 0, NORMLAB_LAYERS_PRE, 0, 0);
  set_values (run, 2, NORMLAB_LAYERS_PRE, 0, 0);
  normlab_layers_model_choose_axes (model, NULL);
  g_assert_cmpfloat (axis->low, <, 0);
  g_assert_cmpfloat (axis->high, >, 0);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_numbers (void)
{
  assert_text (normlab_layers_number (0), "0");
  assert_text (normlab_layers_number (0.1234), "0.12");
  assert_text (normlab_layers_number (-0.1234), "−0.12");
  assert_text (normlab_layers_number (0.001), "0.0010");
  assert_text (normlab_layers_number (34), "34");
  assert_text (normlab_layers_number (2.5e-6), "2.5·10⁻⁶");
  assert_text (normlab_layers_number (1e12), "1.0·10¹²");
  assert_text (normlab_layers_number (INFINITY), "∞");
  assert_text (normlab_layers_number (-INFINITY), "−∞");
  assert_text (normlab_layers_number (NAN), "NaN");
  assert_text (normlab_layers_mean (-0.0213, 0.984), "−0.02 ± 0.98");
  assert_text (normlab_layers_mean (-0.0001, 0.984), "0.00 ± 0.98");
  assert_text (normlab_layers_mean (0.498, 0.00996), "0.498 ± 0.010");
  assert_text (normlab_layers_mean (12.3, 34.2), "12 ± 34");
  assert_text (normlab_layers_mean (1.2e-6, 9.81e-5), "(0.1 ± 9.8)·10⁻⁵");
  assert_text (normlab_layers_mean (0.5, 0), "0.50 ± 0");
  assert_text (normlab_layers_mean (NAN, NAN), "NaN");
  assert_text (normlab_layers_share (0), "0 %");
  assert_text (normlab_layers_share (0.984), "98 %");
  assert_text (normlab_layers_share (0.001), "< 1 %");
  assert_text (normlab_layers_share (1), "100 %");
  assert_text (normlab_layers_power (-12), "10⁻¹²");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-model/rows", test_rows);
  g_test_add_func ("/layers-model/history", test_history);
  g_test_add_func ("/layers-model/axes", test_axes);
  g_test_add_func ("/layers-model/numbers", test_numbers);
  return g_test_run ();
}
