/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plot.h"

#include <math.h>

#include "normlab-test-history.h"

/* The first ones of the table, which these tests name. */
#define N_ACTIVATIONS 3

typedef struct
{
  NormlabPlot *plot;
  NormlabPlotOptions options;
  GPtrArray *runs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->plot = normlab_plot_new ();
  self->options = (NormlabPlotOptions){ .training = TRUE };
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_plot_free (self->plot);
  g_ptr_array_unref (self->runs);
}

static void
show (Fixture *self)
{
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_set_options (self->plot, &self->options);
}

/* A finished run whose test accuracy is @accuracy all the time. */
static NormlabRun *
add (Fixture *self, const NormlabRecipe *recipe, double accuracy)
{
  NormlabRun *run = normlab_test_history (recipe, NORMLAB_RUN_FINISHED, 10, accuracy);

  g_ptr_array_add (self->runs, run);
  return run;
}

static NormlabRecipe
make_recipe (const char *hidden, NormlabActivation activation, const char *init)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, hidden, NULL));
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, init, NULL));
  recipe.activation = activation;
  return recipe;
}

static NormlabRecipe
make_activation (NormlabActivation activation)
{
  return make_recipe ("40,20", activation, "xavier");
}

/* The legend's words, separated by "|". */
static char *
get_legend (Fixture *self)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < model->entries->len; i++)
    {
      const NormlabChartEntry *entry = &g_array_index (model->entries, NormlabChartEntry, i);

      g_assert_true (normlab_chart_model_shows_entry (model, entry));
      g_string_append_printf (words, "%s%s", i > 0 ? "|" : "", entry->name);
    }
  return g_strdup (words->str);
}

static void
check_legend (Fixture *self, const char *expected)
{
  g_autofree char *legend = get_legend (self);

  g_assert_cmpstr (legend, ==, expected);
}

/* The @nth line that is shown and neither faint nor hidden. */
static NormlabChartSeries *
get_line (Fixture *self, guint nth)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);

  for (guint i = 0; i < model->series->len; i++)
    {
      NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      if (!series->faint && !series->hidden && nth-- == 0)
        return series;
    }
  return NULL;
}

static guint
count_shown (Fixture *self, gboolean faint)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);
  guint n = 0;

  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      n += !series->hidden && !series->faint == !faint;
    }
  return n;
}

static NormlabChartPoint
get_point (const NormlabChartSeries *series, guint i)
{
  g_assert_cmpuint (i, <, series->points->len);
  return g_array_index (series->points, NormlabChartPoint, i);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);
  g_autofree char *summary = normlab_plot_get_summary (self->plot);

  g_autoptr (NormlabPlot) plot = normlab_plot_new ();

  /* What is not said otherwise. */
  g_assert_true (normlab_plot_get_options (plot)->training);
  g_assert_cmpuint (model->panels->len, ==, 1);
  g_assert_cmpuint (model->series->len, ==, 0);
  g_assert_cmpstr (summary, ==, "No network yet.");
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_SAME);
  show (self);
  check_legend (self, "");
}

static void
test_one (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabChartModel *model;

  add (self, &recipe, 0.5);
  show (self);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpstr (model->title, ==, "40–20 sigmoid Xavier, batch norm");
  g_assert_cmpstr (model->y.title, ==, "accuracy");
  check_legend (self, "test set|training batch");
  g_assert_cmpuint (g_array_index (model->entries, NormlabChartEntry, 0).color, ==, 0);
  g_assert_cmpuint (model->series->len, ==, 2);
  g_assert_cmpuint (get_line (self, 0)->tag, ==, 0);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 10);
  g_assert_cmpfloat (get_point (get_line (self, 0), 3).x, ==, 40);
  g_assert_cmpfloat (get_point (get_line (self, 0), 3).y, ==, 0.5);
  g_assert_cmpfloat (model->x.max, ==, 100);
  g_assert_cmpfloat (model->y.max, ==, 1);

  self->options.training = FALSE;
  normlab_plot_set_options (self->plot, &self->options);
  check_legend (self, "");
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpstr (model->y.title, ==, "test accuracy");
  g_assert_cmpuint (model->series->len, ==, 1);
}

static void
test_notebook (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipes[] = {
    make_recipe ("40,20", NORMLAB_ACTIVATION_SIGMOID, "xavier"),
    make_recipe ("40,20", NORMLAB_ACTIVATION_SIGMOID, "0.01"),
    make_recipe ("40,30,20", NORMLAB_ACTIVATION_SIGMOID, "0.01"),
    make_recipe ("40,30,20", NORMLAB_ACTIVATION_RELU, "he"),
    make_recipe ("40,30,20", NORMLAB_ACTIVATION_SIGMOID, "xavier"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    add (self, &recipes[i], 0.5);
  show (self);
  check_legend (self, "40–20, sigmoid, Xavier|40–20, sigmoid, σ = 0.01|40–30–20, sigmoid, σ = 0.01|"
                      "40–30–20, ReLU, He|40–30–20, sigmoid, Xavier|test set|training batch");
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_assert_cmpuint (normlab_plot_get_color (self->plot, i), ==, i);
      g_assert_cmpuint (normlab_plot_get_panel (self->plot, i), ==, 0);
      g_assert_false (normlab_plot_get_dashed (self->plot, i));
    }
}

/* Batch norm × three activations × two initializations × two networks. */
static void
add_product (Fixture *self)
{
  for (guint i = 0; i < 24; i++)
    {
      NormlabRecipe recipe
          = make_recipe (i % 2 == 0 ? "40,20" : "40,30,20", i / 4 % 3, i / 2 % 2 ? "he" : "xavier");

      recipe.normalization = i < 12;
      add (self, &recipe, 0.3 + i * 0.02);
    }
}

static void
test_product (Fixture *self, gconstpointer data)
{
  static const char *const titles[]
      = { "40–20, Xavier", "40–20, He", "40–30–20, Xavier", "40–30–20, He" };
  NormlabChartModel *model;

  add_product (self);
  show (self);
  check_legend (self, "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch");
  model = normlab_plot_get_model (self->plot);
  g_assert_true (g_array_index (model->entries, NormlabChartEntry, 4).dashed);
  g_assert_cmpuint (g_array_index (model->entries, NormlabChartEntry, 4).color, ==,
                    NORMLAB_CHART_NEUTRAL);
  g_assert_cmpuint (model->n_columns, ==, 2);
  g_assert_cmpuint (model->panels->len, ==, G_N_ELEMENTS (titles));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_cmpstr (g_ptr_array_index (model->panels, i), ==, titles[i]);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_cmpuint (normlab_plot_get_color (self->plot, i), ==, i / 4 % 3);
      g_assert_cmpint (normlab_plot_get_dashed (self->plot, i), ==, i >= 12);
      g_assert_cmpuint (normlab_plot_get_panel (self->plot, i), ==, 2 * (i % 2) + i / 2 % 2);
    }
  g_assert_cmpuint (count_shown (self, FALSE), ==, 24);
  g_assert_cmpuint (count_shown (self, TRUE), ==, 24);
}

/* Hiding changes no look; the legend is about what is shown. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  guint colors[24], panels[24];

  add_product (self);
  show (self);
  for (guint i = 0; i < 24; i++)
    {
      colors[i] = normlab_plot_get_color (self->plot, i);
      panels[i] = normlab_plot_get_panel (self->plot, i);
    }
  for (guint i = 0; i < 24; i++)
    normlab_plot_set_shown (self->plot, i, i >= 12 && i / 4 % 3 > 0);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_FRAME);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_SAME);
  check_legend (self, "ReLU|tanh|batch norm off|training batch");
  g_assert_cmpuint (count_shown (self, FALSE), ==, 8);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 4);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_cmpuint (normlab_plot_get_color (self->plot, i), ==, colors[i]);
      g_assert_cmpuint (normlab_plot_get_panel (self->plot, i), ==, panels[i]);
    }

  for (guint i = 0; i < 24; i++)
    normlab_plot_set_shown (self->plot, i, FALSE);
  check_legend (self, "");
  g_assert_cmpuint (count_shown (self, FALSE) + count_shown (self, TRUE), ==, 0);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 100);
  for (guint i = 0; i < 24; i++)
    normlab_plot_set_shown (self->plot, i, TRUE);
  check_legend (self, "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch");
}

/* Where somebody can have lines shown again, the legend keeps what is hidden; what leaves the
 * program does not. */
static void
test_interactive (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartModel) copy = NULL;
  const NormlabChartModel *model;
  const NormlabChartEntry *sigmoid, *off;

  add_product (self);
  show (self);
  normlab_plot_set_interactive (self->plot, TRUE);
  for (guint i = 0; i < 24; i++)
    normlab_plot_set_shown (self->plot, i, i < 12 && i / 4 % 3 > 0);
  check_legend (self, "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch");
  model = normlab_plot_get_model (self->plot);
  sigmoid = &g_array_index (model->entries, NormlabChartEntry, 0);
  off = &g_array_index (model->entries, NormlabChartEntry, 4);
  for (guint i = 0; i < model->entries->len; i++)
    g_assert_cmpint (g_array_index (model->entries, NormlabChartEntry, i).hidden, ==,
                     i == 0 || i == 4);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_cmpint (normlab_plot_is_in_entry (self->plot, i, sigmoid), ==, i / 4 % 3 == 0);
      g_assert_cmpint (normlab_plot_is_in_entry (self->plot, i, off), ==, i >= 12);
    }

  copy = normlab_plot_create_captioned_model (self->plot);
  g_assert_cmpuint (copy->entries->len, ==, 4);
  g_assert_cmpstr (g_array_index (copy->entries, NormlabChartEntry, 0).name, ==, "ReLU");
  for (guint i = 0; i < 24; i++)
    normlab_plot_set_shown (self->plot, i, FALSE);
  check_legend (self, "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch");
}

/* Colours go to values in the order in which they come, not in an order of their own. */
static void
test_colors (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = make_activation (NORMLAB_ACTIVATION_TANH);

  add (self, &recipe, 0.5);
  show (self);
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 0), ==, 0);
  recipe = make_activation (NORMLAB_ACTIVATION_SIGMOID);
  add (self, &recipe, 0.5);
  show (self);
  check_legend (self, "tanh|sigmoid|test set|training batch");

  recipe = make_activation (NORMLAB_ACTIVATION_RELU);
  add (self, &recipe, 0.5);
  show (self);
  check_legend (self, "tanh|sigmoid|ReLU|test set|training batch");

  /* The others without batch norm: the same colours, other lines. */
  for (guint i = N_ACTIVATIONS; i > 0; i--)
    {
      recipe = make_activation (i - 1);
      recipe.normalization = NORMLAB_NORMALIZATION_NONE;
      add (self, &recipe, 0.5);
    }
  show (self);
  check_legend (self, "tanh|sigmoid|ReLU|batch norm on|batch norm off|training batch");
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 4), ==, 2);
}

/* The first goes, the second keeps its colour; the first comes back to its own. */
static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  NormlabRecipe recipe;

  for (guint i = 0; i < N_ACTIVATIONS; i++)
    {
      recipe = make_activation (i);
      g_ptr_array_add (rest, add (self, &recipe, 0.5));
    }
  show (self);
  g_ptr_array_remove_index (rest, 0);
  normlab_plot_set_runs (self->plot, rest, NULL);
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 0), ==, 1);
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 1), ==, 2);
  show (self);
  for (guint i = 0; i < N_ACTIVATIONS; i++)
    g_assert_cmpuint (normlab_plot_get_color (self->plot, i), ==, i);
}

/* One network after another, none wider than the other, the old one removed: there is always a
 * plain colour for the new one. */
static void
test_many_colors (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < 30; i++)
    {
      recipe.hidden[0] = 10 + i;
      recipe.hidden[1] = 60 - i;
      add (self, &recipe, 0.5);
      if (self->runs->len > 3)
        g_ptr_array_remove_index (self->runs, 0);
      show (self);
      for (guint j = 0; j < self->runs->len; j++)
        {
          g_assert_cmpuint (normlab_plot_get_color (self->plot, j), <, NORMLAB_MAPPING_MAX_COLORS);
          for (guint k = 0; k < j; k++)
            g_assert_cmpuint (normlab_plot_get_color (self->plot, j), !=,
                              normlab_plot_get_color (self->plot, k));
        }
    }

  /* Others altogether begin with the first. */
  g_ptr_array_set_size (self->runs, 0);
  add (self, &recipe, 0.5);
  recipe.hidden[0] = 3;
  add (self, &recipe, 0.5);
  show (self);
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 0), ==, 0);
}

static void
test_by_hand (Fixture *self, gconstpointer data)
{
  NormlabMapping mapping = { { 0 } };

  add_product (self);
  show (self);
  mapping.channels[NORMLAB_HYPERPARAMETER_BATCH_NORM] = NORMLAB_CHANNEL_ROW;
  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLUMN;
  mapping.channels[NORMLAB_HYPERPARAMETER_INIT] = NORMLAB_CHANNEL_DASH;
  mapping.channels[NORMLAB_HYPERPARAMETER_HIDDEN] = NORMLAB_CHANNEL_COLOR;
  normlab_plot_set_mapping (self->plot, &mapping);
  check_legend (self, "40–20|40–30–20|Xavier|He|training batch");
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 6);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->n_columns, ==, 3);

  /* All in one panel, whatever was chosen. */
  self->options.view = NORMLAB_ARRANGEMENT_OVERLAY;
  normlab_plot_set_options (self->plot, &self->options);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 1);

  self->options.view = NORMLAB_ARRANGEMENT_AUTOMATIC;
  normlab_plot_set_options (self->plot, &self->options);
  normlab_plot_set_mapping (self->plot, NULL);
  check_legend (self, "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch");
}

/* Seeds can be looked at one by one; then they have no mean. */
static void
test_seeds_by_hand (Fixture *self, gconstpointer data)
{
  NormlabMapping mapping = { { 0 } };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (recipe.seed = 0; recipe.seed < 3; recipe.seed++)
    add (self, &recipe, 0.5);
  self->options.band = NORMLAB_BAND_RANGE;
  self->options.training = FALSE;
  show (self);
  check_legend (self, "mean and range of 3 seeds: 0.500 ± 0.000 (95 %), best 0.500, worst 0.500");
  mapping.channels[NORMLAB_HYPERPARAMETER_SEED] = NORMLAB_CHANNEL_COLOR;
  normlab_plot_set_mapping (self->plot, &mapping);
  check_legend (self, "seed 0|seed 1|seed 2");
  g_assert_cmpuint (count_shown (self, FALSE), ==, 3);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { NULL, "mine" };
  NormlabRecipe recipe = make_activation (NORMLAB_ACTIVATION_TANH);

  add (self, &recipe, 0.5);
  recipe = make_activation (NORMLAB_ACTIVATION_RELU);
  add (self, &recipe, 0.5);
  normlab_plot_set_runs (self->plot, self->runs, names);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "tanh");
  g_assert_cmpstr (get_line (self, 1)->name, ==, "mine");
  g_assert_cmpuint (normlab_plot_get_n_runs (self->plot), ==, 2);
  g_assert_cmpuint (normlab_plot_get_varying (self->plot), ==,
                    1u << NORMLAB_HYPERPARAMETER_ACTIVATION);
}

static void
test_smoothing (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabChartModel *model;
  const NormlabChartSeries *raw;

  g_ptr_array_add (self->runs, normlab_test_history_of (&recipe, NORMLAB_RUN_FINISHED, 3,
                                                        (float[]){ 0.25f, 0.75f, 0.5f }));
  self->options.smoothing = 0.5;
  self->options.training = FALSE;
  show (self);
  check_legend (self, "before smoothing");
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpuint (model->series->len, ==, 2);
  raw = g_ptr_array_index (model->series, 0);
  g_assert_true (raw->faint);
  g_assert_cmpuint (raw->tag, ==, 0);
  g_assert_cmpfloat (get_point (raw, 1).y, ==, 0.75);
  g_assert_cmpfloat (get_point (get_line (self, 0), 0).y, ==, 0.25);
  g_assert_cmpfloat_with_epsilon (get_point (get_line (self, 0), 1).y, 0.875 / 1.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_point (get_line (self, 0), 2).y, 0.9375 / 1.75, 1e-12);
}

static void
test_diverged (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = make_activation (NORMLAB_ACTIVATION_RELU);
  g_autofree char *summary = NULL;

  g_ptr_array_add (self->runs, normlab_test_history (&recipe, NORMLAB_RUN_DIVERGED, 10, 0.5));
  recipe.activation = NORMLAB_ACTIVATION_TANH;
  add (self, &recipe, 0.75);
  show (self);
  g_assert_true (get_line (self, 0)->diverged);
  g_assert_cmpuint (get_line (self, 0)->diverged_step, ==, 102);
  g_assert_cmpuint (get_line (self, 0)->diverged_layer, ==, 2);
  g_assert_cmpfloat (get_line (self, 0)->diverged_x, ==, 102);
  g_assert_false (get_line (self, 1)->diverged);
  summary = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (summary, ==,
                   "2 networks, trained for up to 102 steps. Best test accuracy: tanh, 0.750. "
                   "ReLU diverged at step 102, layer 2.");
}

static void
test_summary (Fixture *self, gconstpointer data)
{
  g_autofree char *summary = NULL;

  add_product (self);
  show (self);
  normlab_plot_set_shown (self->plot, 0, FALSE);
  summary = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (
      summary, ==,
      "23 networks, trained for up to 100 steps. Best test accuracy: 40–30–20, tanh, He, batch "
      "norm "
      "off, 0.760. After it: 40–20, tanh, He, batch norm off: 0.740; 40–30–20, tanh, Xavier, batch "
      "norm off: 0.720; 40–20, tanh, Xavier, batch norm off: 0.700; 40–30–20, ReLU, He, batch norm "
      "off: 0.680. And 18 more, the last of them at 0.320. 1 network is hidden.");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plot/empty", test_empty);
  ADD ("/plot/one", test_one);
  ADD ("/plot/notebook", test_notebook);
  ADD ("/plot/product", test_product);
  ADD ("/plot/hidden", test_hidden);
  ADD ("/plot/interactive", test_interactive);
  ADD ("/plot/colors", test_colors);
  ADD ("/plot/undo", test_undo);
  ADD ("/plot/many-colors", test_many_colors);
  ADD ("/plot/by-hand", test_by_hand);
  ADD ("/plot/seeds-by-hand", test_seeds_by_hand);
  ADD ("/plot/names", test_names);
  ADD ("/plot/smoothing", test_smoothing);
  ADD ("/plot/diverged", test_diverged);
  ADD ("/plot/summary", test_summary);
  return g_test_run ();
}
