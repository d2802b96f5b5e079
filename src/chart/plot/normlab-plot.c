/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plot-private.h"
#include "normlab-run-foreign.h"

/* Characters of a title or a note. */
#define MAX_WORDS 1000

const char *const normlab_band_words[] = {
  [NORMLAB_BAND_NONE] = "none",
  [NORMLAB_BAND_RANGE] = "range",
  [NORMLAB_BAND_DEVIATION] = "deviation",
  [NORMLAB_BAND_INTERVAL] = "interval",
  NULL,
};

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
  self->column_heads = g_ptr_array_new_with_free_func (g_free);
  self->row_heads = g_ptr_array_new_with_free_func (g_free);
  self->data_names = normlab_data_names_new ();
  self->model = normlab_chart_model_new ();
  self->traces = g_array_new (FALSE, TRUE, sizeof (NormlabTrace));
  g_array_set_clear_func (self->traces, clear_trace);
  self->options.training = TRUE;
  self->fronts = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->patience = G_MAXUINT;
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
  g_free (self->title);
  g_free (self->note);
  g_free (self->recipes);
  g_free (self->looks);
  g_free (self->data);
  normlab_data_names_free (self->data_names);
  g_clear_pointer (&self->data_in_use, normlab_data_id_unref);
  g_array_unref (self->colors);
  g_ptr_array_unref (self->panels);
  g_ptr_array_unref (self->column_heads);
  g_ptr_array_unref (self->row_heads);
  normlab_chart_model_free (self->model);
  g_array_unref (self->traces);
  g_free (self->members);
  g_free (self->groups);
  g_hash_table_unref (self->fronts);
  normlab_plot_clear_baseline (self);
  g_clear_pointer (&self->baseline, g_ptr_array_unref);
  g_free (self);
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

/* Those of the runs come first, and so keep their numbers whatever is in use. On what another
 * program trains nobody knows: its lines lie beside those of the first. */
static void
list_data (NormlabPlot *self)
{
  guint in_use;

  normlab_data_names_free (self->data_names);
  g_free (self->data);
  self->data_names = normlab_data_names_new ();
  self->data = g_new0 (guint, MAX (self->runs->len, 1));
  for (guint i = 0; i < self->runs->len; i++)
    if (!normlab_run_is_foreign (normlab_plot_get_run (self, i)))
      self->data[i] = normlab_data_names_add (
          self->data_names, normlab_run_get_data (normlab_plot_get_run (self, i)));
  self->n_data = normlab_data_names_get_n (self->data_names);
  self->is_elsewhere = FALSE;
  if (self->data_in_use == NULL)
    return;
  in_use = normlab_data_names_add (self->data_names, self->data_in_use);
  for (guint i = 0; i < self->runs->len; i++)
    self->is_elsewhere
        |= !normlab_run_is_foreign (normlab_plot_get_run (self, i)) && self->data[i] != in_use;
}

void
normlab_plot_set_data_in_use (NormlabPlot *self, NormlabDataId *data)
{
  if (data != NULL)
    normlab_data_id_ref (data);
  g_clear_pointer (&self->data_in_use, normlab_data_id_unref);
  self->data_in_use = data;
  list_data (self);
  normlab_plot_map (self);
}

/* NULL for nothing, and for no words. */
static char *
copy_words (const char *given)
{
  g_autofree char *valid = given != NULL ? g_utf8_make_valid (given, -1) : NULL;

  if (valid == NULL || *valid == '\0')
    return NULL;
  return g_utf8_strlen (valid, -1) > MAX_WORDS ? g_utf8_substring (valid, 0, MAX_WORDS)
                                               : g_steal_pointer (&valid);
}

/* TRUE when that is a change. */
static gboolean
take_words (char **words, const char *given)
{
  g_autofree char *copy = copy_words (given);

  if (g_strcmp0 (*words, copy) == 0)
    return FALSE;
  g_free (*words);
  *words = g_steal_pointer (&copy);
  return TRUE;
}

void
normlab_plot_set_words (NormlabPlot *self, const char *title, const char *note)
{
  gboolean title_changed = take_words (&self->title, title);
  gboolean note_changed = take_words (&self->note, note);

  self->stale = self->stale || title_changed || note_changed;
}

void
normlab_plot_set_runs (NormlabPlot *self, GPtrArray *runs, const char *const *names)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (runs != NULL);

  /* Others than before begin with the first colour. */
  if (!shares_runs (self, runs))
    {
      g_array_set_size (self->colors, 0);
      self->is_chosen = FALSE;
    }

  g_ptr_array_set_size (self->names, 0);
  g_free (self->recipes);
  g_free (self->looks);
  self->recipes = g_new0 (NormlabRecipe, MAX (runs->len, 1));
  self->looks = g_new0 (NormlabLook, MAX (runs->len, 1));
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      g_ptr_array_add (taken, g_object_ref (run));
      g_ptr_array_add (self->names,
                       g_strdup (names != NULL ? names[i] : normlab_run_get_title (run)));
      self->looks[i].shown = TRUE;
    }
  normlab_plot_forget_fronts (self, runs);
  /* Their samples may be gone with them. */
  g_array_set_size (self->traces, 0);
  g_ptr_array_unref (self->runs);
  self->runs = g_steal_pointer (&taken);
  list_data (self);
  normlab_plot_look_again (self);
}

void
normlab_plot_look_again (NormlabPlot *self)
{
  self->revision = 0;
  for (guint i = 0; i < self->runs->len; i++)
    self->revision += normlab_run_get_revision (normlab_plot_get_run (self, i));
  for (guint i = 0; i < self->runs->len; i++)
    self->recipes[i] = *normlab_run_get_recipe (normlab_plot_get_run (self, i));
  self->varying = normlab_recipes_get_distinguishing (self->recipes, self->runs->len);
  normlab_precision_init (&self->precision, self->recipes, self->runs->len);
  normlab_plot_map (self);
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
normlab_plot_set_patience (NormlabPlot *self, guint n_samples)
{
  g_return_if_fail (n_samples > 0);

  self->patience = n_samples;
}

gboolean
normlab_plot_is_behind (const NormlabPlot *self)
{
  return self->behind;
}

void
normlab_plot_set_mapping (NormlabPlot *self, const NormlabMapping *mapping)
{
  self->by_hand = mapping != NULL;
  for (guint d = 0; mapping != NULL && d < NORMLAB_N_DIMENSIONS; d++)
    g_return_if_fail ((guint) mapping->channels[d] < NORMLAB_N_CHANNELS);
  if (mapping != NULL)
    self->by_hand_mapping = *mapping;
  normlab_plot_map (self);
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
ranges_equal (const NormlabPlotRange *a, const NormlabPlotRange *b)
{
  return !a->has_from == !b->has_from && !a->has_to == !b->has_to
         && (!a->has_from || a->from == b->from) && (!a->has_to || a->to == b->to);
}

static gboolean
options_equal (const NormlabPlotOptions *a, const NormlabPlotOptions *b)
{
  return a->metric == b->metric && a->look == b->look && a->abscissa == b->abscissa
         && !a->x_logarithmic == !b->x_logarithmic && ranges_equal (&a->x_range, &b->x_range)
         && ranges_equal (&a->y_range, &b->y_range) && a->view == b->view && a->band == b->band
         && !a->by_hand == !b->by_hand && a->scale == b->scale && !a->training == !b->training
         && !a->gap == !b->gap && !a->members == !b->members && a->smoothing == b->smoothing;
}

void
normlab_plot_set_options (NormlabPlot *self, const NormlabPlotOptions *options)
{
  g_return_if_fail (options != NULL);
  g_return_if_fail (options->smoothing >= 0 && options->smoothing < 1);

  if (options_equal (&self->options, options))
    return;
  self->options = *options;
  normlab_plot_map (self);
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
  return self->options.band != NORMLAB_BAND_NONE && !normlab_plot_is_notebook (self)
         && self->mapping.channels[NORMLAB_HYPERPARAMETER_SEED] == NORMLAB_CHANNEL_NONE;
}
