/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a map knows of its cells, and how values become shares, colours and figures. */
#include "normlab-map-model.h"

#include <math.h>

#include "normlab-map-colors.h"
#include "normlab-test-map.h"
#include "normlab-test-sight.h"

/* Cells */

static void
check_state (const NormlabMapCell *cell, NormlabMapState state)
{
  g_assert_cmpint (normlab_map_cell_get_state (cell), ==, state);
}

static void
test_states (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (2, 3, 4);
  const NormlabMapPlace place = { 1, 2, 3 }, beyond = { 1, 3, 0 };
  NormlabMapCell *cell = normlab_map_model_get_cell (model, &place);

  g_assert_cmpuint (normlab_map_model_get_n_cells (model), ==, 24);
  g_assert_cmpuint (normlab_map_model_get_index (model, &place), ==, 23);
  g_assert_true (normlab_map_model_has (model, &place));
  g_assert_false (normlab_map_model_has (model, &beyond));
  g_assert_true (isnan (cell->value));
  check_state (cell, NORMLAB_MAP_STATE_ABSENT);
  g_assert_false (normlab_map_model_has_state (model, NORMLAB_MAP_STATE_WAITING));
  cell->n_networks = 2;
  check_state (cell, NORMLAB_MAP_STATE_WAITING);
  g_assert_true (normlab_map_model_has_state (model, NORMLAB_MAP_STATE_WAITING));
  cell->n_diverged = 1;
  check_state (cell, NORMLAB_MAP_STATE_WAITING);
  g_assert_true (normlab_map_model_has_diverged (model));
  cell->n_diverged = 2;
  check_state (cell, NORMLAB_MAP_STATE_DIVERGED);
  cell->value = 0.5;
  check_state (cell, NORMLAB_MAP_STATE_KNOWN);
  g_assert_false (normlab_map_model_has_dead (model));
  cell->n_dead = 1;
  g_assert_true (normlab_map_model_has_dead (model));
}

/* Values may change, names may not. */
static void
test_places (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (2, 3, 4);
  g_autoptr (NormlabMapModel) same = normlab_test_map (2, 3, 4);
  g_autoptr (NormlabMapModel) wider = normlab_test_map (2, 3, 5);
  g_autoptr (NormlabMapModel) more = normlab_test_map (3, 3, 4);
  const NormlabMapPlace place = { 1, 2, 3 }, copy = { 1, 2, 3 };
  const NormlabMapPlace others[] = { { 0, 2, 3 }, { 1, 1, 3 }, { 1, 2, 2 } };

  normlab_test_map_set (same, 0, 0, 0, 0.5);
  g_assert_true (normlab_map_model_has_same_places (model, same));
  g_assert_false (normlab_map_model_has_same_places (model, wider));
  g_assert_false (normlab_map_model_has_same_places (model, more));
  g_free (same->y.title);
  same->y.title = g_strdup ("another");
  g_assert_false (normlab_map_model_has_same_places (model, same));
  g_assert_true (normlab_map_place_equal (&place, &copy));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (normlab_map_place_equal (&place, &others[i]));
}

/* The scale */

static void
check_range (const double *values, guint n, double end, double low, double high, gboolean logarithm)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 1, n + 1);

  for (guint i = 0; i < n; i++)
    normlab_test_map_set (model, 0, 0, i, values[i]);
  normlab_map_model_fit (model, end, TRUE);
  g_assert_cmpfloat_with_epsilon (model->low, low, 1e-12);
  g_assert_cmpfloat_with_epsilon (model->high, high, 1e-12);
  g_assert_cmpint (model->logarithmic, ==, logarithm);
}

#define CHECK_RANGE(end, low, high, logarithm, ...)                                                \
  check_range ((const double[]){ __VA_ARGS__ },                                                    \
               sizeof ((const double[]){ __VA_ARGS__ }) / sizeof (double), end, low, high,         \
               logarithm)

/* Of accuracies up to 1, whatever has been reached, from the tenth below the least; of losses
 * between round numbers, and logarithmically past two decades. */
static void
test_ranges (void)
{
  check_range (NULL, 0, 1, 0, 1, FALSE);
  check_range (NULL, 0, 0, 0, 1, FALSE);
  CHECK_RANGE (1, 0.8, 1, FALSE, 0.85, 0.93);
  CHECK_RANGE (1, 0, 1, FALSE, 0.098, 0.1);
  CHECK_RANGE (1, 0.9, 1, FALSE, 1, 1);
  CHECK_RANGE (1, 0.1, 1, FALSE, 0.1, NAN, 0.2);
  CHECK_RANGE (0, 0, 2.5, FALSE, 0.03, 2.3);
  CHECK_RANGE (0, 0.02, 5, TRUE, 0.02, 2.3);
  CHECK_RANGE (0, 0.001, 1000, TRUE, 0.0012, 700);
  CHECK_RANGE (0, 0.005, 20, TRUE, 0.0061, 14);
  CHECK_RANGE (0, 0, 700, FALSE, 0, 700);
}

static void
test_shares (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 1, 2);

  g_assert_cmpfloat_with_epsilon (normlab_map_model_get_share (model, 0.25), 0.25, 1e-12);
  g_assert_cmpfloat (normlab_map_model_get_share (model, 2), ==, 1);
  g_assert_cmpfloat (normlab_map_model_get_share (model, -2), ==, 0);
  model->more_is_better = FALSE;
  g_assert_cmpfloat_with_epsilon (normlab_map_model_get_share (model, 0.25), 0.75, 1e-12);
  model->low = 0.01;
  model->high = 100;
  model->logarithmic = TRUE;
  g_assert_cmpfloat_with_epsilon (normlab_map_model_get_share (model, 10), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (normlab_map_model_get_share (model, 1), 0.5, 1e-12);
}

static void
check_figure (NormlabMapModel *model, double value, const char *brief, const char *full)
{
  g_autofree char *first = normlab_map_model_format (model, value, TRUE);
  g_autofree char *second = normlab_map_model_format (model, value, FALSE);

  g_assert_cmpstr (first, ==, brief);
  g_assert_cmpstr (second, ==, full);
}

static void
test_figures (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 1, 2);

  check_figure (model, 0.83125, "0.83", "0.8313");
  check_figure (model, 1, "1.00", "1.0000");
  check_figure (model, NAN, "–", "–");
  model->high = 2.5;
  check_figure (model, 0.83125, "0.83", "0.831");
  check_figure (model, 2.3, "2.30", "2.300");
  model->high = 20;
  check_figure (model, 12.345, "12.3", "12.35");
  model->high = 700;
  check_figure (model, 412.34, "412", "412.3");
  model->high = 0.05;
  check_figure (model, 0.0123456, "0.012", "0.01235");
  model->low = 0.001;
  model->high = 700;
  model->logarithmic = TRUE;
  check_figure (model, 0.0123456, "0.012", "0.01235");
  check_figure (model, 412.34, "412", "412.3");
  check_figure (model, 0.00001234, "1.2e-05", "1.234e-05");
}

/* Colours */

#define N_STEPS 64

static NormlabTestSeen
see (guint step, guint sight)
{
  NormlabChartColor color = normlab_map_get_color ((double) step / N_STEPS);

  return normlab_test_see (&color, sight);
}

/* Whatever somebody sees, more is lighter. */
static void
test_order (void)
{
  for (guint sight = 0; sight < NORMLAB_TEST_N_SIGHTS; sight++)
    for (guint i = 1; i <= N_STEPS; i++)
      g_assert_cmpfloat (see (i, sight).v[0], >, see (i - 1, sight).v[0] + 0.3);
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* As Ottosson (2020) defines it. */
static void
get_oklab (const NormlabChartColor *color, double lab[3])
{
  double r = linear (color->red), g = linear (color->green), b = linear (color->blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static double
get_step (guint i)
{
  NormlabChartColor a = normlab_map_get_color ((double) i / N_STEPS);
  NormlabChartColor b = normlab_map_get_color ((i + 1.0) / N_STEPS);
  double first[3], second[3];

  get_oklab (&a, first);
  get_oklab (&b, second);
  return hypot (hypot (first[0] - second[0], first[1] - second[1]), first[2] - second[2]);
}

/* The same difference of values is the same difference to the eye, wherever it lies. */
static void
test_evenness (void)
{
  double sum = 0;

  for (guint i = 0; i < N_STEPS; i++)
    sum += get_step (i);
  for (guint i = 0; i < N_STEPS; i++)
    g_assert_cmpfloat_with_epsilon (get_step (i), sum / N_STEPS, 0.12 * sum / N_STEPS);
  for (guint i = 0; i + 8 <= N_STEPS; i++)
    g_assert_cmpfloat (normlab_test_sight_get_distance (see (i, 0), see (i + 8, 0)), >, 8);
}

/* Figures are read on every colour. */
static void
test_ink (void)
{
  for (guint i = 0; i <= N_STEPS; i++)
    {
      NormlabChartColor ground = normlab_map_get_color ((double) i / N_STEPS);
      NormlabChartColor ink = normlab_map_get_ink (&ground);

      g_assert_cmpfloat (normlab_chart_color_get_contrast (&ground, &ink), >, 4.5);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-model/states", test_states);
  g_test_add_func ("/map-model/places", test_places);
  g_test_add_func ("/map-model/ranges", test_ranges);
  g_test_add_func ("/map-model/shares", test_shares);
  g_test_add_func ("/map-model/figures", test_figures);
  g_test_add_func ("/map-model/colors/order", test_order);
  g_test_add_func ("/map-model/colors/evenness", test_evenness);
  g_test_add_func ("/map-model/colors/ink", test_ink);
  return g_test_run ();
}
