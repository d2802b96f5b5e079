/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-map-source-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-mapping.h"

static void
clear (NormlabMapSource *self)
{
  g_clear_pointer (&self->recipes, g_free);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->data_names, normlab_data_names_free);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->firsts, g_free);
  g_clear_pointer (&self->traces, g_free);
  g_clear_pointer (&self->x_values, g_array_unref);
  g_clear_pointer (&self->y_values, g_array_unref);
}

NormlabMapSource *
normlab_map_source_new (void)
{
  NormlabMapSource *self = g_new0 (NormlabMapSource, 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->panels = g_array_new (FALSE, FALSE, sizeof (guint));
  self->options = NORMLAB_MAP_OPTIONS_DEFAULT;
  normlab_map_source_set_runs (self, none);
  return self;
}

void
normlab_map_source_free (NormlabMapSource *self)
{
  if (self == NULL)
    return;
  clear (self);
  g_ptr_array_unref (self->runs);
  g_array_unref (self->panels);
  g_free (self);
}

/* Panels */

/* By data set, then by what the small maps are of. */
static int
compare_panels (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const NormlabMapSource *self = user_data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (self->data[first] != self->data[second])
    return self->data[first] < self->data[second] ? -1 : 1;
  return normlab_recipe_compare_in (&self->recipes[first], &self->recipes[second],
                                    self->axes.others);
}

/* One run for each panel, in order; @panels says to which one each run belongs. */
static void
list_panels (NormlabMapSource *self, guint *panels)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->runs->len);

  g_array_set_size (self->panels, 0);
  for (guint i = 0; i < self->runs->len; i++)
    g_array_append_val (all, i);
  g_array_sort_with_data (all, compare_panels, self);
  for (guint i = 0; i < all->len; i++)
    {
      guint run = g_array_index (all, guint, i);

      if (i == 0 || compare_panels (&run, &g_array_index (all, guint, i - 1), self) != 0)
        g_array_append_val (self->panels, run);
      panels[run] = self->panels->len - 1;
    }
}

/* Cells */

static GArray *
list_values (const NormlabMapSource *self, int hyperparameter)
{
  if (hyperparameter == NORMLAB_MAP_NOTHING)
    return g_array_new (FALSE, FALSE, sizeof (NormlabValue));
  return normlab_map_axes_list_values (self->recipes, self->runs->len,
                                       (NormlabHyperparameter) hyperparameter);
}

static guint
find_place (const NormlabMapSource *self, guint run, int hyperparameter, GArray *values)
{
  NormlabValue value;

  if (hyperparameter == NORMLAB_MAP_NOTHING)
    return 0;
  value = normlab_recipe_get_value (&self->recipes[run], (NormlabHyperparameter) hyperparameter);
  return normlab_map_axes_find_value (values, &value);
}

static int
compare_runs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const NormlabMapSource *self = user_data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (self->cells[first] != self->cells[second])
    return self->cells[first] < self->cells[second] ? -1 : 1;
  if (self->recipes[first].seed != self->recipes[second].seed)
    return self->recipes[first].seed < self->recipes[second].seed ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* The runs of each cell, side by side. */
static void
sort_runs (NormlabMapSource *self, guint n_cells)
{
  guint n = self->runs->len, at = 0;

  self->order = g_new (guint, MAX (n, 1));
  self->firsts = g_new (guint, n_cells + 1);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) n, sizeof *self->order, compare_runs, self);
  for (guint cell = 0; cell <= n_cells; cell++)
    {
      while (at < n && self->cells[self->order[at]] < cell)
        at++;
      self->firsts[cell] = at;
    }
}

/* Says anew which run belongs where. */
static void
arrange (NormlabMapSource *self)
{
  guint n = self->runs->len;
  g_autofree guint *panels = g_new (guint, MAX (n, 1));

  g_clear_pointer (&self->x_values, g_array_unref);
  g_clear_pointer (&self->y_values, g_array_unref);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->firsts, g_free);
  normlab_map_axes_init (&self->axes, self->recipes, n, self->options.x, self->options.y);
  self->x_values = list_values (self, self->axes.x);
  self->y_values = list_values (self, self->axes.y);
  list_panels (self, panels);
  for (guint i = 0; i < n; i++)
    {
      NormlabMapPlace place = { panels[i], find_place (self, i, self->axes.y, self->y_values),
                                find_place (self, i, self->axes.x, self->x_values) };

      self->cells[i] = normlab_map_source_get_index (self, &place);
    }
  sort_runs (self, self->panels->len * normlab_map_source_get_n_places (self->y_values)
                       * normlab_map_source_get_n_places (self->x_values));
}

/* Runs */

static void
forget_traces (NormlabMapSource *self)
{
  memset (self->traces, 0, sizeof *self->traces * self->runs->len);
}

void
normlab_map_source_set_runs (NormlabMapSource *self, GPtrArray *runs)
{
  guint n;

  g_return_if_fail (self != NULL && runs != NULL);

  n = runs->len;
  clear (self);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = g_ptr_array_new_full (n, g_object_unref);
  self->recipes = g_new (NormlabRecipe, MAX (n, 1));
  self->data = g_new (guint, MAX (n, 1));
  self->cells = g_new (guint, MAX (n, 1));
  self->traces = g_new0 (NormlabMapTrace, MAX (n, 1));
  self->data_names = normlab_data_names_new ();
  self->n_steps = 0;
  for (guint i = 0; i < n; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      g_ptr_array_add (self->runs, g_object_ref (run));
      self->recipes[i] = *normlab_run_get_recipe (run);
      self->data[i] = normlab_data_names_add (self->data_names, normlab_run_get_data (run));
      self->n_steps = MAX (self->n_steps, self->recipes[i].iterations);
    }
  self->varying = normlab_map_axes_get_varying (self->recipes, n);
  normlab_precision_init (&self->precision, self->recipes, n);
  arrange (self);
}

/* A run that goes on has another number of steps. */
static void
look_again (NormlabMapSource *self)
{
  gboolean same = TRUE;

  for (guint i = 0; i < self->runs->len && same; i++)
    same = self->recipes[i].iterations
           == normlab_run_get_recipe (normlab_map_source_get_run (self, i))->iterations;
  if (!same)
    {
      g_autoptr (GPtrArray) runs = g_ptr_array_ref (self->runs);

      normlab_map_source_set_runs (self, runs);
    }
}

void
normlab_map_source_set_options (NormlabMapSource *self, const NormlabMapOptions *options)
{
  NormlabMapOptions before;

  g_return_if_fail (self != NULL && options != NULL);

  before = self->options;
  self->options = *options;
  if (options->metric != before.metric)
    forget_traces (self);
  if (options->x != before.x || options->y != before.y)
    arrange (self);
}

const NormlabMapOptions *
normlab_map_source_get_options (const NormlabMapSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->options;
}

const NormlabMapAxes *
normlab_map_source_get_axes (const NormlabMapSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->axes;
}

guint
normlab_map_source_get_varying (const NormlabMapSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->varying;
}

gboolean
normlab_map_source_has_map (const NormlabMapSource *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->axes.x != NORMLAB_MAP_NOTHING;
}

GArray *
normlab_map_source_list_runs (const NormlabMapSource *self, const NormlabMapPlace *place)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint));
  guint cell;

  g_return_val_if_fail (self != NULL && place != NULL, runs);

  cell = normlab_map_source_get_index (self, place);
  g_array_append_vals (runs, &self->order[self->firsts[cell]],
                       self->firsts[cell + 1] - self->firsts[cell]);
  return runs;
}

gboolean
normlab_map_source_find (const NormlabMapSource *self, guint run, NormlabMapPlace *place)
{
  guint n_columns, n_rows;

  g_return_val_if_fail (self != NULL && place != NULL, FALSE);

  if (run >= self->runs->len || !normlab_map_source_has_map (self))
    return FALSE;
  n_columns = normlab_map_source_get_n_places (self->x_values);
  n_rows = normlab_map_source_get_n_places (self->y_values);
  *place = (NormlabMapPlace){ self->cells[run] / n_columns / n_rows,
                              self->cells[run] / n_columns % n_rows, self->cells[run] % n_columns };
  return TRUE;
}

/* The model */

static void
fill_cells (NormlabMapSource *self, NormlabMapModel *model)
{
  for (guint cell = 0; cell < model->cells->len; cell++)
    normlab_map_source_fill_cell (self, cell, &g_array_index (model->cells, NormlabMapCell, cell),
                                  NULL);
}

NormlabMapModel *
normlab_map_source_create_model (NormlabMapSource *self)
{
  NormlabMapModel *model = normlab_map_model_new ();
  const NormlabMetricInfo *metric;

  g_return_val_if_fail (self != NULL, model);

  look_again (self);
  metric = normlab_metric_get_info (self->options.metric);
  if (!normlab_map_source_has_map (self))
    {
      model->message = g_strdup (_("A map shows networks that differ. Tick several values, of two "
                                    "hyperparameters at best, and train."));
      return model;
    }
  model->measure = normlab_map_source_name_measure (self);
  model->more_is_better = metric->more_is_better;
  for (guint i = 0; i < self->panels->len; i++)
    g_ptr_array_add (model->panels, normlab_map_source_name_panel (self, i));
  normlab_map_source_name_axis (self, self->axes.x, self->x_values, &model->x);
  normlab_map_source_name_axis (self, self->axes.y, self->y_values, &model->y);
  normlab_map_model_lay_out (model);
  fill_cells (self, model);
  normlab_map_model_fit (model, metric->end, TRUE);
  return model;
}
