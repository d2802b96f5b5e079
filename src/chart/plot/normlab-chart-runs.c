/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-runs.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-facets.h"
#include "normlab-chart-repetitions.h"
#include "normlab-recipe-names.h"
#include "normlab-run.h"

/* Past so many runs in a panel, their training accuracies would only hide the rest. */
#define MAX_WITH_TRAINING 8

/* The series of a run: its training accuracy, then its test accuracy, which lies over it. */
#define SERIES_PER_RUN 2

static const NormlabRecipe *
get_recipe (GPtrArray *runs, guint i)
{
  return normlab_run_get_recipe (g_ptr_array_index (runs, i));
}

static NormlabRecipe *
copy_recipes (GPtrArray *runs)
{
  NormlabRecipe *recipes = g_new (NormlabRecipe, runs->len);

  for (guint i = 0; i < runs->len; i++)
    recipes[i] = *get_recipe (runs, i);
  return recipes;
}

/* The x axis has room for every step still to come; once all runs have ended, it ends with them.
 * Returns whether that is a change. */
static gboolean
fit_steps (NormlabChartModel *self, GPtrArray *runs)
{
  guint planned = 1, reached = 1;
  gboolean ended = TRUE;
  guint last;

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      planned = MAX (planned, get_recipe (runs, i)->iterations);
      reached = MAX (reached, normlab_run_get_step (run));
      ended = ended && normlab_run_state_is_final (normlab_run_get_state (run));
    }

  last = ended ? reached : planned;
  if (!self->x.automatic && self->x.max == last)
    return FALSE;
  normlab_chart_axis_set_range (&self->x, 0, last);
  return TRUE;
}

static void
set_axes (NormlabChartModel *self, gboolean with_training)
{
  /* Translators: the title of the chart's x axis */
  normlab_chart_axis_set_title (&self->x, _("step"));
  /* Translators: the titles of the chart's y axis */
  normlab_chart_axis_set_title (&self->y, with_training ? _("accuracy") : _("test accuracy"));
  normlab_chart_axis_set_range (&self->y, 0, 1);
  self->x.whole = TRUE;
}

static void
add_lines (NormlabChartModel *self,
           GPtrArray *runs,
           const NormlabRecipe *recipes,
           const NormlabChartFacets *facets,
           const NormlabPrecision *precision)
{
  guint varying = normlab_recipes_get_varying (recipes, runs->len);

  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *name = normlab_recipe_get_name (&recipes[i], varying, precision);
      NormlabChartSeries *training, *test;

      training = normlab_chart_model_add_series (self, name, facets->panels[i], facets->colors[i]);
      test = normlab_chart_model_add_series (self, name, facets->panels[i], facets->colors[i]);
      training->weight = test->weight
          = normlab_chart_repetitions_get_weight (facets->max_repetitions);
      training->dashed = runs->len == 1;
      training->faint = !training->dashed;
      training->hidden = facets->max_lines > MAX_WITH_TRAINING;
      training->training = TRUE;
      training->tag = test->tag = i;
    }
}

static void
add_repetitions (NormlabChartModel *self,
                 const NormlabRecipe *recipes,
                 guint n_recipes,
                 const NormlabChartFacets *facets)
{
  gboolean all_alike = facets->n_colors == 1 && facets->n_panels == 1;
  g_autofree char *name = normlab_chart_repetitions_get_name (recipes, n_recipes, all_alike);
  guint color = facets->n_colors == 1 ? 0 : NORMLAB_CHART_NEUTRAL;

  normlab_chart_model_add_entry (self, name, color, FALSE, FALSE);
}

/* One entry for each colour, in the order of the colours, then what runs of one colour differ in,
 * then what the kinds of line mean. */
static void
add_entries (NormlabChartModel *self,
             const NormlabRecipe *recipes,
             guint n_recipes,
             const NormlabChartFacets *facets,
             const NormlabPrecision *precision)
{
  gboolean single = n_recipes == 1;
  guint key_color = single ? 0 : NORMLAB_CHART_NEUTRAL;
  guint next = 0;

  for (guint i = 0; facets->n_colors > 1 && i < n_recipes; i++)
    if (facets->colors[i] == next)
      {
        g_autofree char *name
            = normlab_recipe_get_name (&recipes[i], facets->color_hyperparameters, precision);

        normlab_chart_model_add_entry (self, name, next++, FALSE, FALSE);
      }

  if (facets->max_repetitions > 1)
    add_repetitions (self, recipes, n_recipes, facets);

  if (facets->max_lines <= MAX_WITH_TRAINING)
    {
      normlab_chart_model_add_entry (self, _("test set"), key_color, FALSE, FALSE);
      normlab_chart_model_add_entry (self, _("training batch"), key_color, single, !single);
    }
}

static void
fill_normlab (NormlabChartModel *self, GPtrArray *runs, const NormlabRecipe *recipes)
{
  NormlabChartFacets facets;
  NormlabPrecision precision;

  normlab_precision_init (&precision, recipes, runs->len);
  normlab_chart_facets_init (&facets, recipes, runs->len);
  for (guint i = 0; i < runs->len; i++)
    if (facets.panels[i] == self->panels->len)
      {
        g_autofree char *name = NULL;

        if (facets.panel_hyperparameters != 0)
          name = normlab_recipe_get_name (&recipes[i], facets.panel_hyperparameters, &precision);
        normlab_chart_model_add_panel (self, name);
      }

  set_axes (self, facets.max_lines <= MAX_WITH_TRAINING);
  add_lines (self, runs, recipes, &facets, &precision);
  add_entries (self, recipes, runs->len, &facets, &precision);
  normlab_chart_facets_clear (&facets);

  if (runs->len == 1)
    {
      g_autofree char *name = normlab_recipe_get_name (&recipes[0], 0, &precision);

      normlab_chart_model_set_title (self, name);
    }
}

/* The notebook's own words, which stay as they are in every language. */
static void
fill_notebook (NormlabChartModel *self, GPtrArray *runs, const NormlabRecipe *recipes)
{
  guint varying = normlab_recipes_get_varying (recipes, runs->len);
  NormlabPrecision precision;

  normlab_precision_init (&precision, recipes, runs->len);
  normlab_chart_model_set_title (self, "accuracy");
  normlab_chart_axis_set_title (&self->x, "count");
  normlab_chart_axis_set_title (&self->y, "accuracy");
  normlab_chart_axis_set_range (&self->y, 0, 1);
  self->x.margin = 0.05;
  self->x.whole = TRUE;

  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *name = normlab_recipe_get_name (&recipes[i], varying, &precision);
      guint panel = normlab_chart_model_add_panel (self, runs->len > 1 ? name : NULL);

      normlab_chart_model_add_series (self, "training set", panel, 0);
      normlab_chart_model_add_series (self, "test set", panel, 1)->dashed = TRUE;
    }
  normlab_chart_model_add_entry (self, "training set", 0, FALSE, FALSE);
  normlab_chart_model_add_entry (self, "test set", 1, TRUE, FALSE);
}

NormlabChartModel *
normlab_chart_model_new_from_runs (GPtrArray *runs, NormlabChartLook look)
{
  g_autoptr (NormlabChartModel) self = normlab_chart_model_new ();
  g_autofree NormlabRecipe *recipes = NULL;

  g_return_val_if_fail (runs != NULL && runs->len > 0, NULL);

  recipes = copy_recipes (runs);
  if (look == NORMLAB_CHART_LOOK_NOTEBOOK)
    fill_notebook (self, runs, recipes);
  else
    fill_normlab (self, runs, recipes);
  normlab_chart_model_follow_runs (self, runs, look);
  return g_steal_pointer (&self);
}

static gboolean
follow_divergence (NormlabChartSeries *series, NormlabRun *run, double x)
{
  if (series->diverged || normlab_run_get_state (run) != NORMLAB_RUN_DIVERGED)
    return FALSE;

  normlab_chart_series_set_diverged (series, x, normlab_run_get_step (run));
  series->diverged_layer = normlab_run_get_diverged_layer (run);
  return TRUE;
}

gboolean
normlab_chart_model_follow_runs (NormlabChartModel *self, GPtrArray *runs, NormlabChartLook look)
{
  gboolean notebook = look == NORMLAB_CHART_LOOK_NOTEBOOK;
  gboolean changed = FALSE;

  g_return_val_if_fail (self->series->len == SERIES_PER_RUN * runs->len, FALSE);

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      NormlabChartSeries *training = g_ptr_array_index (self->series, SERIES_PER_RUN * i);
      NormlabChartSeries *test = g_ptr_array_index (self->series, SERIES_PER_RUN * i + 1);
      const NormlabSample *samples = normlab_run_get_samples (run);
      guint n_samples = normlab_run_get_n_samples (run);

      for (guint j = test->points->len; j < n_samples; j++)
        {
          double x = notebook ? j : samples[j].step;

          normlab_chart_series_append (test, x, samples[j].test_accuracy);
          normlab_chart_series_append (training, x, samples[j].train_accuracy);
          changed = TRUE;
        }
      if (follow_divergence (test, run, notebook ? n_samples : normlab_run_get_step (run)))
        changed = TRUE;
    }
  if (!notebook && fit_steps (self, runs))
    changed = TRUE;
  return changed;
}

void
normlab_chart_get_natural_size (guint n_panels,
                                NormlabChartLook look,
                                double *width,
                                double *height,
                                guint *n_columns)
{
  guint n_rows;

  g_return_if_fail (n_panels > 0);

  if (n_panels == 1)
    {
      *width = look == NORMLAB_CHART_LOOK_NOTEBOOK ? 640 : 960;
      *height = look == NORMLAB_CHART_LOOK_NOTEBOOK ? 480 : 600;
      *n_columns = 1;
      return;
    }

  *n_columns = n_panels == 4    ? 2
               : n_panels <= 6  ? MIN (n_panels, 3)
               : n_panels == 9  ? 3
               : n_panels <= 32 ? 4
                                : 8;
  n_rows = (n_panels + *n_columns - 1) / *n_columns;
  *width = *n_columns > 4 ? 1600 : 960;
  *height = 170 + n_rows * MAX (180, floor (*width / *n_columns * 0.66));
}
