/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-plot.h"
#include "normlab-test-history.h"

/* How runs are called in charts when their numbers are long. */

static const double rates[] = { 0.08576958985908942, 0.08612345678901234, 0.01 };

/* Runs of these rates that share another long number. */
static GPtrArray *
create_runs (void)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.learning_rate = rates[i];
      recipe.weight_decay = 1.0 / 3;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  return runs;
}

static void
check_names (const NormlabChartModel *model)
{
  static const char *const names[]
      = { "learning rate 0.0858", "learning rate 0.0861", "learning rate 0.01" };
  /* The legend has them in order. */
  static const guint8 entries[] = { 2, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint n = 0;

      for (guint j = 0; j < model->series->len; j++)
        {
          const NormlabChartSeries *series = g_ptr_array_index (model->series, j);

          n += g_str_has_prefix (series->name, names[i]) && series->tag == i;
        }
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpstr (g_array_index (model->entries, NormlabChartEntry, i).name, ==,
                       names[entries[i]]);
    }
}

static void
test_plot (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_runs ();
  g_autofree char *summary = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *details = NULL;

  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_set_options (plot, &(NormlabPlotOptions){ .training = TRUE });
  check_names (normlab_plot_get_model (plot));
  summary = normlab_plot_get_summary (plot);
  g_assert_nonnull (strstr (summary, "learning rate 0.0858, "));

  /* Hiding one changes no name. */
  normlab_plot_set_shown (plot, 1, FALSE);
  normlab_plot_follow (plot);
  g_assert_cmpstr (
      g_array_index (normlab_plot_get_model (plot)->entries, NormlabChartEntry, 1).name, ==,
      "learning rate 0.0858");

  /* What leaves the program is exact. */
  caption = normlab_plot_get_caption (plot);
  g_assert_nonnull (strstr (caption, "weight decay 0.3333333333333333"));
  details = normlab_plot_get_details (plot);
  g_assert_nonnull (strstr (details, "learning-rate=0.08576958985908942\n"));
  /* Each that is shown, the last one too, and no other. */
  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *rate
          = normlab_recipe_get (normlab_run_get_recipe (g_ptr_array_index (runs, i)),
                                NORMLAB_HYPERPARAMETER_LEARNING_RATE);
      g_autofree char *line = g_strdup_printf ("learning-rate=%s\n", rate);

      g_assert_true ((strstr (details, line) != NULL) == (i != 1));
    }

  /* Alone, two digits will do. */
  g_ptr_array_set_size (runs, 1);
  normlab_plot_set_runs (plot, runs, NULL);
  g_assert_cmpstr (normlab_plot_get_model (plot)->title, ==,
                   "40–20 sigmoid Xavier, batch norm, learning rate 0.086, weight decay 0.33");
}

static void
test_panels (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_runs ();
  NormlabMapping mapping = { 0 };
  GPtrArray *panels;

  mapping.channels[NORMLAB_HYPERPARAMETER_LEARNING_RATE] = NORMLAB_CHANNEL_ROW;
  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_set_mapping (plot, &mapping);
  panels = normlab_plot_get_model (plot)->panels;
  g_assert_cmpuint (panels->len, ==, 3);
  /* By their values, whichever came first. */
  g_assert_cmpstr ((const char *) g_ptr_array_index (panels, 0), ==, "learning rate 0.01");
  g_assert_cmpstr ((const char *) g_ptr_array_index (panels, 2), ==, "learning rate 0.0861");
}

static void
assert_entries (NormlabPlot *plot, const char *expected)
{
  const NormlabChartModel *model = normlab_plot_get_model (plot);
  g_autoptr (GString) entries = g_string_new (NULL);

  for (guint i = 0; i < model->entries->len; i++)
    g_string_append_printf (entries, "%s;",
                            g_array_index (model->entries, NormlabChartEntry, i).name);
  g_assert_cmpstr (entries->str, ==, expected);
}

/* Their brief words; "–" where an entry has none. */
static void
assert_brief_entries (NormlabPlot *plot, const char *expected)
{
  const NormlabChartModel *model = normlab_plot_get_model (plot);
  g_autoptr (GString) entries = g_string_new (NULL);

  for (guint i = 0; i < model->entries->len; i++)
    {
      const char *brief = g_array_index (model->entries, NormlabChartEntry, i).brief;

      g_string_append_printf (entries, "%s;", brief != NULL ? brief : "–");
    }
  g_assert_cmpstr (entries->str, ==, expected);
}

/* The name of a line, from which card and line's end have theirs, says that the output layer never
 * learns; a legend's entry says so where that is true of all that it stands for. */
static void
test_frozen (void)
{
  static const struct
  {
    guint n_hidden;
    NormlabActivation activation;
    const char *name;
  } cases[] = {
    { 2, NORMLAB_ACTIVATION_SIGMOID, "40–20, sigmoid" },
    { 3, NORMLAB_ACTIVATION_SIGMOID, "40–20–10, sigmoid, output frozen" },
    { 3, NORMLAB_ACTIVATION_RELU, "40–20–10, ReLU, output frozen" },
  };
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  const NormlabChartModel *model;
  NormlabMapping mapping = { 0 };
  GPtrArray *panels;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.n_hidden = cases[i].n_hidden;
      recipe.hidden[2] = cases[i].n_hidden == 3 ? 10 : 0;
      recipe.activation = cases[i].activation;
      recipe.update = NORMLAB_UPDATE_NOTEBOOK;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_set_options (plot, &(NormlabPlotOptions){ .training = FALSE });
  model = normlab_plot_get_model (plot);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (((NormlabChartSeries *) g_ptr_array_index (model->series, i))->name, ==,
                     cases[i].name);
  assert_entries (plot, "40–20, sigmoid;40–20–10, sigmoid, output frozen;"
                        "40–20–10, ReLU, output frozen;");

  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLOR;
  mapping.channels[NORMLAB_HYPERPARAMETER_HIDDEN] = NORMLAB_CHANNEL_ROW;
  normlab_plot_set_mapping (plot, &mapping);
  assert_entries (plot, "sigmoid;ReLU, output frozen;");
  panels = normlab_plot_get_model (plot)->panels;
  g_assert_cmpuint (panels->len, ==, 2);
  g_assert_cmpstr ((const char *) g_ptr_array_index (panels, 0), ==, "40–20");
  g_assert_cmpstr ((const char *) g_ptr_array_index (panels, 1), ==, "40–20–10, output frozen");
}

/* Four runs: two activations with and without batch norm. */
static GPtrArray *
create_four (void)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 4; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.activation = i < 2 ? NORMLAB_ACTIVATION_SIGMOID : NORMLAB_ACTIVATION_RELU;
      recipe.normalization = i % 2 == 0 ? NORMLAB_NORMALIZATION_BATCH : NORMLAB_NORMALIZATION_NONE;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  return runs;
}

/* A name that a person gave stands in the legend: in place of the colour's where that is all that
 * has the colour, and otherwise beside the line's own look. */
static void
test_given (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_four ();
  const char *const names[4] = { "my baseline", NULL, "", NULL };
  const char *const pair[4] = { NULL, NULL, "twins", "twins" };
  const NormlabChartEntry *entry;

  normlab_plot_set_options (plot, &(NormlabPlotOptions){ .training = FALSE });
  normlab_plot_set_runs (plot, runs, names);
  assert_entries (plot, "sigmoid;ReLU;my baseline;batch norm on;batch norm off;");
  entry = &g_array_index (normlab_plot_get_model (plot)->entries, NormlabChartEntry, 2);
  g_assert_cmpuint (entry->color, ==, normlab_plot_get_color (plot, 0));
  g_assert_cmpint (entry->dashed, ==, normlab_plot_get_dashed (plot, 0));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (normlab_plot_is_in_entry (plot, i, entry), ==, i == 0);
  normlab_plot_set_runs (plot, runs, pair);
  assert_entries (plot, "sigmoid;twins;batch norm on;batch norm off;");

  /* Hidden, it goes; for whoever can have it back it is set back. */
  normlab_plot_set_runs (plot, runs, names);
  normlab_plot_set_shown (plot, 0, FALSE);
  assert_entries (plot, "sigmoid;ReLU;batch norm on;batch norm off;");
  normlab_plot_set_interactive (plot, TRUE);
  assert_entries (plot, "sigmoid;ReLU;my baseline;batch norm on;batch norm off;");
  g_assert_true (
      g_array_index (normlab_plot_get_model (plot)->entries, NormlabChartEntry, 2).hidden);
}

/* Runs have their names with them; a program that gives none uses those. */
static void
test_own (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_four ();
  const char *const none[4] = { NULL };

  normlab_run_set_title (g_ptr_array_index (runs, 3), "no norm, ReLU");
  normlab_plot_set_options (plot, &(NormlabPlotOptions){ .training = FALSE });
  normlab_plot_set_runs (plot, runs, NULL);
  assert_entries (plot, "sigmoid;ReLU;no norm, ReLU;batch norm on;batch norm off;");
  normlab_plot_set_runs (plot, runs, none);
  assert_entries (plot, "sigmoid;ReLU;batch norm on;batch norm off;");
}

/* A look that occurs in several panels does not say which line it is. */
static void
test_given_in_panels (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_four ();
  const char *const names[4] = { NULL, NULL, "mine", NULL };
  NormlabMapping mapping = { 0 };
  const NormlabChartEntry *entry;

  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLUMN;
  mapping.channels[NORMLAB_HYPERPARAMETER_BATCH_NORM] = NORMLAB_CHANNEL_DASH;
  normlab_plot_set_options (plot, &(NormlabPlotOptions){ .training = FALSE });
  normlab_plot_set_runs (plot, runs, names);
  normlab_plot_set_mapping (plot, &mapping);
  assert_entries (plot, "mine (ReLU);batch norm on;batch norm off;");
  entry = &g_array_index (normlab_plot_get_model (plot)->entries, NormlabChartEntry, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (normlab_plot_is_in_entry (plot, i, entry), ==, i == 2);
}

/* What a mean has come to, all of whose seeds have the same. */
#define RESULT ": 0.500 ± 0.000 (95 %), best 0.500, worst 0.500"

/* Where there is room for brief results only, what the band is says what stands behind ±. Of few
 * means all is said, and the brief words are there for where that would be too small. */
static void
test_brief (void)
{
  static const NormlabActivation activations[]
      = { NORMLAB_ACTIVATION_SIGMOID, NORMLAB_ACTIVATION_RELU, NORMLAB_ACTIVATION_TANH };
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabPlotOptions options = { .band = NORMLAB_BAND_RANGE };

  for (guint i = 0; i < 6; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.activation = activations[i / 2];
      recipe.seed = i % 2;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  assert_entries (plot, "sigmoid: 0.500 ± 0.000;ReLU: 0.500 ± 0.000;tanh: 0.500 ± 0.000;"
                        "mean (± 95 %) and range of 2 seeds;");
  options.band = NORMLAB_BAND_INTERVAL;
  normlab_plot_set_options (plot, &options);
  assert_entries (plot, "sigmoid: 0.500 ± 0.000;ReLU: 0.500 ± 0.000;tanh: 0.500 ± 0.000;"
                        "mean of 2 seeds and its 95 % interval;");
  assert_brief_entries (plot, "–;–;–;mean ± 95 % of 2 seeds;");

  g_ptr_array_set_size (runs, 4);
  normlab_plot_set_runs (plot, runs, NULL);
  assert_entries (plot, "sigmoid" RESULT ";ReLU" RESULT ";mean of 2 seeds and its 95 % interval;");
  assert_brief_entries (plot, "sigmoid: 0.500 ± 0.000;ReLU: 0.500 ± 0.000;"
                              "mean ± 95 % of 2 seeds;");
  options.band = NORMLAB_BAND_RANGE;
  normlab_plot_set_options (plot, &options);
  assert_entries (plot, "sigmoid" RESULT ";ReLU" RESULT ";mean and range of 2 seeds;");
  assert_brief_entries (plot, "sigmoid: 0.500 ± 0.000;ReLU: 0.500 ± 0.000;"
                              "mean (± 95 %) and range of 2 seeds;");

  g_ptr_array_set_size (runs, 2);
  normlab_plot_set_runs (plot, runs, NULL);
  assert_entries (plot, "mean and range of 2 seeds" RESULT ";");
  assert_brief_entries (plot, "mean (± 95 %) and range of 2 seeds: 0.500 ± 0.000;");
}

/* A mean is called what all of its seeds are called. One seed's name is that of its own line, which
 * may not be drawn. */
static void
test_given_to_seeds (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const all[4] = { "mine", "mine", NULL, NULL };
  const char *const one[4] = { "mine", NULL, NULL, NULL };
  NormlabPlotOptions options = { .band = NORMLAB_BAND_RANGE };
  GPtrArray *series;

  for (guint i = 0; i < 4; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.activation = i < 2 ? NORMLAB_ACTIVATION_SIGMOID : NORMLAB_ACTIVATION_RELU;
      recipe.seed = i % 2;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, all);
  assert_entries (plot, "mine" RESULT ";ReLU" RESULT ";mean and range of 2 seeds;");
  series = normlab_plot_get_model (plot)->series;
  g_assert_cmpstr (((NormlabChartSeries *) g_ptr_array_index (series, 0))->name, ==,
                   "mine, mean of 2 seeds");
  normlab_plot_set_runs (plot, runs, one);
  assert_entries (plot, "sigmoid" RESULT ";ReLU" RESULT ";mean and range of 2 seeds;");
  g_assert_cmpstr (((NormlabChartSeries *) g_ptr_array_index (series, 0))->name, ==,
                   "sigmoid, mean of 2 seeds");
  options.members = TRUE;
  normlab_plot_set_options (plot, &options);
  assert_entries (plot,
                  "sigmoid" RESULT ";ReLU" RESULT ";mine;mean and range of 2 seeds;one seed;");
}

/* Words of somebody's own stand in every look, and in what is drawn and told elsewhere. */
static void
test_words (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = create_four ();
  g_autofree char *summary = NULL;
  g_autofree char *many = g_strnfill (5000, 'a');
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;

  normlab_plot_set_runs (plot, runs, NULL);
  g_assert_null (normlab_plot_get_model (plot)->title);
  g_assert_null (normlab_plot_get_model (plot)->note);
  normlab_plot_set_words (plot, "What norm does", "The same batches for all.");
  g_assert_cmpint (normlab_plot_follow (plot), ==, NORMLAB_PLOT_FRAME);
  normlab_plot_set_words (plot, "What norm does", "The same batches for all.");
  g_assert_cmpint (normlab_plot_follow (plot), ==, NORMLAB_PLOT_SAME);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabChartModel) model = NULL;

      options.look = i == 0 ? NORMLAB_CHART_LOOK_NORMLAB : NORMLAB_CHART_LOOK_NOTEBOOK;
      normlab_plot_set_options (plot, &options);
      model = normlab_plot_create_captioned_model (plot);
      g_assert_cmpstr (model->title, ==, "What norm does");
      g_assert_cmpstr (model->note, ==, "The same batches for all.");
    }
  summary = normlab_plot_get_summary (plot);
  g_assert_true (g_str_has_prefix (summary, "What norm does. 4 networks"));
  g_assert_true (g_str_has_suffix (summary, " The same batches for all."));

  normlab_plot_set_words (plot, "", NULL);
  g_assert_cmpstr (normlab_plot_get_model (plot)->title, ==, "accuracy");
  g_assert_null (normlab_plot_get_model (plot)->note);
  normlab_plot_set_words (plot, many, "\xff");
  g_assert_cmpuint (strlen (normlab_plot_get_model (plot)->title), ==, 1000);
  g_assert_cmpstr (normlab_plot_get_model (plot)->note, ==, "\357\277\275");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-names/plot", test_plot);
  g_test_add_func ("/plot-names/panels", test_panels);
  g_test_add_func ("/plot-names/frozen", test_frozen);
  g_test_add_func ("/plot-names/given", test_given);
  g_test_add_func ("/plot-names/own", test_own);
  g_test_add_func ("/plot-names/given-in-panels", test_given_in_panels);
  g_test_add_func ("/plot-names/given-to-seeds", test_given_to_seeds);
  g_test_add_func ("/plot-names/brief", test_brief);
  g_test_add_func ("/plot-names/words", test_words);
  return g_test_run ();
}
