/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-experiments.h"

#include "normlab-test-history.h"

#define N_SAMPLES 12

static void
add_run (GPtrArray *runs, const NormlabRecipe *recipe)
{
  float accuracies[N_SAMPLES];

  for (guint i = 0; i < N_SAMPLES; i++)
    accuracies[i] = (float) (0.9 - 0.8 / (1 + 0.3 * i + 0.01 * runs->len));
  g_ptr_array_add (runs,
                   normlab_test_history_of (recipe, NORMLAB_RUN_FINISHED, N_SAMPLES, accuracies));
}

static void
add_combinations (GPtrArray *runs, char **words, NormlabRecipe recipe)
{
  g_auto (GStrv) pair = NULL;
  g_auto (GStrv) values = NULL;
  NormlabHyperparameter hyperparameter;

  if (*words == NULL)
    {
      add_run (runs, &recipe);
      return;
    }
  pair = g_strsplit (*words, "=", 2);
  values = g_strsplit (pair[1], ",", -1);
  g_assert_true (normlab_hyperparameter_find (pair[0], &hyperparameter));
  for (char **value = values; *value != NULL; value++)
    {
      g_assert_true (normlab_recipe_set (&recipe, hyperparameter, *value, NULL));
      add_combinations (runs, words + 1, recipe);
    }
}

void
normlab_test_add_product (GPtrArray *runs, const char *experiment)
{
  g_auto (GStrv) words = g_strsplit (experiment, " ", -1);

  add_combinations (runs, words, NORMLAB_RECIPE_DEFAULT);
}

char *
normlab_test_get_legend (NormlabPlot *plot)
{
  NormlabChartModel *model = normlab_plot_get_model (plot);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < model->entries->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "|" : "",
                            g_array_index (model->entries, NormlabChartEntry, i).name);
  return g_string_free (words, FALSE);
}

char *
normlab_test_get_panels (NormlabPlot *plot)
{
  NormlabChartModel *model = normlab_plot_get_model (plot);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < model->panels->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "|" : "",
                            (const char *) g_ptr_array_index (model->panels, i));
  return g_string_free (words, FALSE);
}

char *
normlab_test_get_looks (NormlabPlot *plot)
{
  GString *looks = g_string_new (NULL);

  for (guint i = 0; i < normlab_plot_get_n_runs (plot); i++)
    {
      guint color = normlab_plot_get_color (plot, i);

      g_string_append_printf (looks, "%s%u:", i > 0 ? " " : "", normlab_plot_get_panel (plot, i));
      if (normlab_chart_color_get_n_steps (color) > 0)
        g_string_append_printf (looks, "r%u/%u", normlab_chart_color_get_number (color) + 1,
                                normlab_chart_color_get_n_steps (color));
      else
        g_string_append_printf (looks, "%u", normlab_chart_color_get_number (color));
      g_string_append (looks, color & NORMLAB_CHART_COLOR_MARKED ? "*" : "");
      g_string_append (looks, normlab_plot_get_dashed (plot, i) ? "-" : "");
    }
  return g_string_free (looks, FALSE);
}
