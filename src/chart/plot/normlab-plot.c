/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plot-private.h"

#include <glib/gi18n-lib.h>

static void
clear_trace (gpointer data)
{
  normlab_trace_clear (data);
}

NormlabPlot *
normlab_plot_new (void)
{
  NormlabPlot *self = g_new0 (NormlabPlot, 1);

  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->colors = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  self->panels = g_ptr_array_new_with_free_func (g_free);
  self->data_names = normlab_data_names_new ();
  self->model = normlab_chart_model_new ();
  self->traces = g_array_new (FALSE, TRUE, sizeof (NormlabTrace));
  g_array_set_clear_func (self->traces, clear_trace);
  self->options.training = TRUE;
  self->stale = TRUE;
  return self;
}

void
normlab_plot_free (NormlabPlot *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->names);
  g_free (self->recipes);
  g_free (self->looks);
  g_free (self->data);
  normlab_data_names_free (self->data_names);
  g_array_unref (self->colors);
  g_ptr_array_unref (self->panels);
  normlab_chart_model_free (self->model);
  g_array_unref (self->traces);
  g_free (self);
}

/* A colour below @end that no run has; @end when there is none. */
static guint
find_free_color (const NormlabPlot *self, const guint *numbers, guint end)
{
  for (guint c = 0; c < end; c++)
    {
      guint i = 0;

      while (i < self->runs->len && numbers[i] != c)
        i++;
      if (i == self->runs->len)
        return c;
    }
  return end;
}

/* Colours keep what they stand for as long as they stand for the same hyperparameters, also when
 * the runs that brought a value go. Once all colours are taken, new values get those that no run
 * has any more. */
static void
color_runs (NormlabPlot *self)
{
  guint hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_COLOR);
  guint n = self->runs->len;
  g_autofree guint *numbers = g_new (guint, MAX (n, 1));
  guint n_before;

  if (hyperparameters != self->color_hyperparameters)
    g_array_set_size (self->colors, 0);
  self->color_hyperparameters = hyperparameters;
  n_before = self->colors->len;

  normlab_mapping_number (self->recipes, n, hyperparameters, self->colors, numbers);
  for (guint c = MAX (n_before, NORMLAB_MAPPING_MAX_COLORS); c < self->colors->len;)
    {
      guint vacant = find_free_color (self, numbers, n_before);

      if (vacant == n_before)
        break;
      g_array_index (self->colors, NormlabRecipe, vacant)
          = g_array_index (self->colors, NormlabRecipe, c);
      g_array_remove_index (self->colors, c);
      normlab_mapping_number (self->recipes, n, hyperparameters, self->colors, numbers);
    }
  for (guint i = 0; i < n; i++)
    self->looks[i].color = numbers[i];
}

static void
dash_runs (NormlabPlot *self)
{
  guint hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_DASH);
  guint n = self->runs->len;
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n, 1));

  normlab_mapping_number (self->recipes, n, hyperparameters, known, numbers);
  for (guint i = 0; i < n; i++)
    /* Without batch norm a line is always broken, whoever came first. */
    self->looks[i].dashed = hyperparameters == 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM
                                ? self->recipes[i].normalization == NORMLAB_NORMALIZATION_NONE
                                : numbers[i] % 2 == 1;
}

/* The name of what is where a column and a row meet, also if no run is there. */
static char *
get_panel_title (const NormlabPlot *self,
                 const NormlabRecipe *column,
                 guint column_hyperparameters,
                 const NormlabRecipe *row,
                 guint row_hyperparameters)
{
  NormlabRecipe both = *column;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (row_hyperparameters & 1u << d)
      {
        NormlabValue value = normlab_recipe_get_value (row, (NormlabHyperparameter) d);

        normlab_recipe_set_value (&both, (NormlabHyperparameter) d, &value);
      }
  if ((column_hyperparameters | row_hyperparameters) == 0)
    return g_strdup ("");
  return normlab_recipe_get_name (&both, column_hyperparameters | row_hyperparameters,
                                  &self->precision);
}

/* Says which data it is, where there are several. @text is taken over. */
static char *
add_data (const NormlabPlot *self, char *text, guint data)
{
  g_autofree char *recipe = text;
  const char *label;

  if (normlab_plot_get_n_data (self) == 1)
    return g_steal_pointer (&recipe);
  label = normlab_data_names_get_label (self->data_names, data);
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return *recipe == '\0' ? g_strdup (label) : g_strconcat (recipe, _(", "), label, NULL);
}

/* Accuracies on different data are not to be compared: each data set has panels of its own. */
static void
place_runs (NormlabPlot *self)
{
  guint column_hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_COLUMN);
  guint row_hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_ROW);
  guint n = self->runs->len, n_data = normlab_plot_get_n_data (self);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *column = g_new (guint, MAX (n, 1));
  g_autofree guint *row = g_new (guint, MAX (n, 1));

  column_hyperparameters &= self->varying;
  row_hyperparameters &= self->varying;
  normlab_mapping_number (self->recipes, n, column_hyperparameters, columns, column);
  normlab_mapping_number (self->recipes, n, row_hyperparameters, rows, row);

  for (guint i = 0; i < n; i++)
    self->looks[i].panel = (row[i] * columns->len + column[i]) * n_data + self->data[i];
  g_ptr_array_set_size (self->panels, 0);
  for (guint r = 0; r < rows->len; r++)
    for (guint c = 0; c < columns->len; c++)
      for (guint d = 0; d < n_data; d++)
        {
          char *title = get_panel_title (
              self, &g_array_index (columns, NormlabRecipe, c), column_hyperparameters,
              &g_array_index (rows, NormlabRecipe, r), row_hyperparameters);

          g_ptr_array_add (self->panels, add_data (self, title, d));
        }
  /* A single row goes on in a second one where that suits the size better. */
  self->n_columns = row_hyperparameters == 0 ? 0 : columns->len * n_data;
}

static void
map (NormlabPlot *self)
{
  if (self->by_hand)
    self->mapping = self->chosen;
  else
    normlab_mapping_init (&self->mapping, self->recipes, self->runs->len, self->options.view);
  if (self->options.view == NORMLAB_ARRANGEMENT_OVERLAY)
    normlab_mapping_overlay (&self->mapping);

  color_runs (self);
  dash_runs (self);
  place_runs (self);
  self->stale = TRUE;
}

static gboolean
shares_runs (const NormlabPlot *self, GPtrArray *runs)
{
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->runs->len; i++)
    g_hash_table_add (present, g_ptr_array_index (self->runs, i));
  for (guint i = 0; i < runs->len; i++)
    if (g_hash_table_contains (present, g_ptr_array_index (runs, i)))
      return TRUE;
  return FALSE;
}

void
normlab_plot_set_runs (NormlabPlot *self, GPtrArray *runs, const char *const *names)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (runs != NULL);

  /* Others than before begin with the first colour. */
  if (!shares_runs (self, runs))
    g_array_set_size (self->colors, 0);

  g_ptr_array_set_size (self->names, 0);
  g_free (self->recipes);
  g_free (self->looks);
  g_free (self->data);
  normlab_data_names_free (self->data_names);
  self->data_names = normlab_data_names_new ();
  self->recipes = g_new0 (NormlabRecipe, MAX (runs->len, 1));
  self->looks = g_new0 (NormlabLook, MAX (runs->len, 1));
  self->data = g_new0 (guint, MAX (runs->len, 1));
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      g_ptr_array_add (taken, g_object_ref (run));
      g_ptr_array_add (self->names, g_strdup (names != NULL ? names[i] : NULL));
      self->recipes[i] = *normlab_run_get_recipe (run);
      self->looks[i].shown = TRUE;
      self->data[i] = normlab_data_names_add (self->data_names, normlab_run_get_data (run));
    }
  /* Their samples may be gone with them. */
  g_array_set_size (self->traces, 0);
  g_ptr_array_unref (self->runs);
  self->runs = g_steal_pointer (&taken);
  self->varying
      = self->runs->len > 0 ? normlab_recipes_get_varying (self->recipes, self->runs->len) : 0;
  normlab_precision_init (&self->precision, self->recipes, self->runs->len);
  map (self);
}

guint
normlab_plot_get_n_runs (const NormlabPlot *self)
{
  return self->runs->len;
}

void
normlab_plot_set_shown (NormlabPlot *self, guint i, gboolean shown)
{
  g_return_if_fail (i < self->runs->len);

  shown = shown != FALSE;
  if (self->looks[i].shown == shown)
    return;
  self->looks[i].shown = shown;
  self->shown_stale = TRUE;
}

void
normlab_plot_set_mapping (NormlabPlot *self, const NormlabMapping *mapping)
{
  self->by_hand = mapping != NULL;
  for (guint d = 0; mapping != NULL && d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_return_if_fail ((guint) mapping->channels[d] < NORMLAB_N_CHANNELS);
  if (mapping != NULL)
    self->chosen = *mapping;
  map (self);
}

const NormlabMapping *
normlab_plot_get_mapping (const NormlabPlot *self)
{
  return &self->mapping;
}

guint
normlab_plot_get_varying (const NormlabPlot *self)
{
  return self->varying;
}

static gboolean
options_equal (const NormlabPlotOptions *a, const NormlabPlotOptions *b)
{
  return a->metric == b->metric && a->abscissa == b->abscissa && a->view == b->view
         && a->band == b->band && !a->training == !b->training && !a->members == !b->members
         && a->smoothing == b->smoothing;
}

void
normlab_plot_set_options (NormlabPlot *self, const NormlabPlotOptions *options)
{
  g_return_if_fail (options != NULL);
  g_return_if_fail (options->smoothing >= 0 && options->smoothing < 1);

  if (options_equal (&self->options, options))
    return;
  self->options = *options;
  map (self);
}

const NormlabPlotOptions *
normlab_plot_get_options (const NormlabPlot *self)
{
  return &self->options;
}

guint
normlab_plot_get_color (const NormlabPlot *self, guint i)
{
  g_return_val_if_fail (i < self->runs->len, 0);

  return self->looks[i].color;
}

gboolean
normlab_plot_get_dashed (const NormlabPlot *self, guint i)
{
  g_return_val_if_fail (i < self->runs->len, FALSE);

  return self->looks[i].dashed;
}

guint
normlab_plot_get_panel (const NormlabPlot *self, guint i)
{
  g_return_val_if_fail (i < self->runs->len, 0);

  return self->looks[i].panel;
}

char *
normlab_plot_get_run_name (const NormlabPlot *self, guint i)
{
  const char *name = g_ptr_array_index (self->names, i);

  if (name != NULL && *name != '\0')
    return g_strdup (name);
  return add_data (self,
                   normlab_recipe_get_name (&self->recipes[i], self->varying, &self->precision),
                   self->data[i]);
}

gboolean
normlab_plot_shows_any (const NormlabPlot *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    if (self->looks[i].shown)
      return TRUE;
  return FALSE;
}

gboolean
normlab_plot_is_banded (const NormlabPlot *self)
{
  return self->options.band != NORMLAB_BAND_NONE
         && self->mapping.channels[NORMLAB_HYPERPARAMETER_SEED] == NORMLAB_CHANNEL_NONE;
}
