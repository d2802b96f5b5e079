/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-repetitions.h"
#include "normlab-plot-private.h"
#include "normlab-experiment.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)
#define ALL ((1u << NORMLAB_N_HYPERPARAMETERS) - 1)

/* What goes with a chart that leaves the program. */

/* Of NormlabRecipe: of those that are trained here. */
static GArray *
get_shown_recipes (const NormlabPlot *self)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < self->runs->len; i++)
    if (self->looks[i].shown && !normlab_recipe_is_foreign (&self->recipes[i]))
      g_array_append_val (recipes, self->recipes[i]);
  return recipes;
}

static void
append_data (const NormlabPlot *self, GString *caption)
{
  for (guint d = 0; d < normlab_plot_get_n_data (self); d++)
    {
      gboolean shown = FALSE;

      for (guint i = 0; i < self->runs->len && !shown; i++)
        shown = self->looks[i].shown && self->data[i] == d
                && !normlab_recipe_is_foreign (&self->recipes[i]);
      if (shown)
        g_string_append_printf (caption, " · %s",
                                normlab_data_names_get_label (self->data_names, d));
    }
}

static void
append_foreign (const NormlabPlot *self, GString *caption)
{
  guint n = 0;

  for (guint i = 0; i < self->runs->len; i++)
    n += self->looks[i].shown && normlab_recipe_is_foreign (&self->recipes[i]);
  if (n == 0)
    return;
  g_string_append (caption, " · ");
  g_string_append_printf (
      caption,
      /* Translators: beneath a chart: how many of the runs in it Normlab has not trained itself */
      g_dngettext (GETTEXT_PACKAGE, "%u run of another program", "%u runs of other programs", n),
      n);
}

char *
normlab_plot_get_caption (const NormlabPlot *self)
{
  g_autoptr (GArray) array = get_shown_recipes (self);
  g_autoptr (GString) caption = g_string_new ("Normlab " PACKAGE_VERSION);
  const NormlabRecipe *recipes = (const NormlabRecipe *) (gpointer) array->data;
  guint varying;

  append_data (self, caption);
  append_foreign (self, caption);
  if (array->len == 0)
    return g_strdup (caption->str);

  varying = normlab_recipes_get_varying (recipes, array->len);
  if (varying != ALL)
    {
      /* On paper there is no other place to look a number up. */
      g_autofree char *common = normlab_recipe_get_name (&recipes[0], ALL & ~varying, NULL);

      g_string_append_printf (caption, " · %s", common);
    }
  if (varying & SEED)
    {
      g_autofree char *seeds = normlab_chart_repetitions_get_name (recipes, array->len, FALSE);

      g_string_append_printf (caption, " · %s", seeds);
    }
  return g_strdup (caption->str);
}

/* All that is measured of any run that is shown. */
static NormlabMeasures
join_measures (const NormlabPlot *self)
{
  NormlabMeasures all = { 0 };

  for (guint i = 0; i < self->runs->len; i++)
    if (self->looks[i].shown)
      all = normlab_measures_join (&all, normlab_run_get_measures (normlab_plot_get_run (self, i)));
  return all;
}

char *
normlab_plot_get_details (const NormlabPlot *self)
{
  const NormlabMeasures measures = join_measures (self);
  g_autoptr (GArray) array = get_shown_recipes (self);
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new ("");

  for (guint i = 0; i < array->len; i++)
    normlab_experiment_add (experiment,
                            normlab_grid_new (&g_array_index (array, NormlabRecipe, i)));
  normlab_experiment_set_measures (experiment, &measures);
  return normlab_experiment_to_data (experiment);
}

NormlabChartModel *
normlab_plot_create_captioned_model (NormlabPlot *self)
{
  g_autofree char *caption = normlab_plot_get_caption (self);
  g_autofree char *details = normlab_plot_get_details (self);
  NormlabChartModel *model = normlab_plot_get_model (self);

  /* Nobody wants half of a chart. */
  while (normlab_plot_is_behind (self))
    normlab_plot_follow (self);
  model = normlab_chart_model_copy (model);

  normlab_chart_model_set_caption (model, caption);
  normlab_chart_model_set_details (model, details);
  normlab_chart_model_drop_hidden_entries (model);
  return model;
}
