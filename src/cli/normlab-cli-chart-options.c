/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-chart-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-abscissa.h"
#include "normlab-cli-choice.h"
#include "normlab-cli-option.h"
#include "normlab-error.h"
#include "normlab-plot-range.h"
#include "normlab-text.h"

#define MAX_SMOOTHING 0.99
#define MAX_WORDS 1000u /* characters of a title or a note */

static const char *const look_words[] = { "normlab", "notebook", NULL };
static const char *const scale_words[] = { "linear", "logarithmic", NULL };
static const char *const switch_words[] = { "off", "on", NULL };

void
normlab_cli_chart_options_init (NormlabCliChartOptions *self)
{
  *self = (NormlabCliChartOptions){ .plot = NORMLAB_PLOT_OPTIONS_DEFAULT };
}

void
normlab_cli_chart_options_clear (NormlabCliChartOptions *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->y_range, g_free);
}

void
normlab_cli_chart_options_suggest_words (NormlabCliChartOptions *self,
                                         const char *title,
                                         const char *note)
{
  if (self->title == NULL)
    self->title = g_strdup (title);
  if (self->note == NULL)
    self->note = g_strdup (note);
}

static gboolean
set_look (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, look_words, value, &place, error))
    return FALSE;
  self->plot.look = (NormlabChartLook) place;
  return TRUE;
}

static gboolean
set_metric (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  guint place;

  if (g_str_has_prefix (value, NORMLAB_CLI_OTHER_METRIC)
      && value[strlen (NORMLAB_CLI_OTHER_METRIC)] != '\0')
    {
      self->plot.metric = normlab_metric_of_foreign (value + strlen (NORMLAB_CLI_OTHER_METRIC));
      return TRUE;
    }
  for (guint i = 0; i < normlab_n_metrics; i++)
    g_ptr_array_add (words, (gpointer) normlab_metrics[i].word);
  g_ptr_array_add (words, NULL);
  if (!normlab_cli_choice_find (name, (const char *const *) words->pdata, value, &place, error))
    return FALSE;
  self->plot.metric = (NormlabMetric) place;
  return TRUE;
}

static gboolean
set_abscissa (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, normlab_abscissa_words, value, &place, error))
    return FALSE;
  self->plot.abscissa = (NormlabAbscissa) place;
  return TRUE;
}

static gboolean
set_scale (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, scale_words, value, &place, error))
    return FALSE;
  self->plot.by_hand = TRUE;
  self->plot.scale = (NormlabScale) place;
  return TRUE;
}

static gboolean
set_x_scale (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, scale_words, value, &place, error))
    return FALSE;
  self->plot.x_logarithmic = place == NORMLAB_SCALE_LOGARITHMIC;
  return TRUE;
}

static gboolean
read_range (NormlabPlotRange *range,
            gboolean free,
            const char *name,
            const char *value,
            GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (value, -1);

  if (normlab_plot_range_from_text (range, free, value))
    return TRUE;
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
      _("--%s: “%s” is not a range of two numbers with a colon between them, 0 or between 1e-100 "
         "and 1e100 (below 0 with --metric other:NAME) and the second one the greater, of which "
         "either may be missing"),
      name, quoted);
  return FALSE;
}

static gboolean
set_x_range (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return read_range (&self->plot.x_range, FALSE, name, value, error);
}

static gboolean
set_y_range (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  self->y_range = g_strdup (value);
  /* The metric may be said behind it. */
  return read_range (&self->plot.y_range, TRUE, name, value, error);
}

static gboolean
set_band (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, normlab_band_words, value, &place, error))
    return FALSE;
  self->plot.band = (NormlabBand) place;
  return TRUE;
}

static gboolean
set_with_training (NormlabCliChartOptions *self,
                   const char *name,
                   const char *value,
                   GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, switch_words, value, &place, error))
    return FALSE;
  self->plot.training = place == 1;
  return TRUE;
}

static gboolean
set_gap (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  guint place;

  if (!normlab_cli_choice_find (name, switch_words, value, &place, error))
    return FALSE;
  self->plot.gap = place == 1;
  return TRUE;
}

static gboolean
set_smoothing (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (value, -1);
  double smoothing;

  if (!normlab_text_to_double (value, &smoothing) || smoothing > MAX_SMOOTHING)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s: “%s” is not a number from 0 to 0.99"), name, quoted);
      return FALSE;
    }
  self->plot.smoothing = smoothing;
  return TRUE;
}

/* May be empty, so that nothing is put in their place. */
static gboolean
set_words (char **place, const char *name, const char *value, GError **error)
{
  if (g_utf8_validate (value, -1, NULL) && g_utf8_strlen (value, -1) <= MAX_WORDS)
    {
      *place = g_strdup (value);
      return TRUE;
    }
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--%s: what stands there is no text in UTF-8 of at most %u characters"), name,
               MAX_WORDS);
  return FALSE;
}

static gboolean
set_title (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_words (&self->title, name, value, error);
}

static gboolean
set_note (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_words (&self->note, name, value, error);
}

static gboolean
map (NormlabCliChartOptions *self,
     NormlabChannel channel,
     const char *name,
     const char *key,
     GError **error)
{
  NormlabHyperparameter d;

  if (!normlab_hyperparameter_find (key, &d))
    {
      g_autoptr (GString) keys = g_string_new (NULL);

      for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
        g_string_append_printf (keys, "%s, ", normlab_hyperparameter_get_key (i));
      g_string_append (keys, "none");
      return normlab_cli_choice_refuse (name, key, keys->str, error);
    }
  if (self->mapped & 1u << d)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s: %s is named twice, and one thing can show it"), name, key);
      return FALSE;
    }
  self->mapped |= 1u << d;
  self->mapping.channels[d] = channel;
  return TRUE;
}

static gboolean
set_channel (NormlabCliChartOptions *self,
             NormlabChannel channel,
             const char *name,
             const char *value,
             GError **error)
{
  g_auto (GStrv) keys = g_strsplit (value, ",", -1);

  self->closed |= 1u << channel;
  if (strcmp (value, "none") == 0)
    return TRUE;
  for (guint i = 0; keys[0] == NULL || keys[i] != NULL; i++)
    if (!map (self, channel, name, keys[0] != NULL ? keys[i] : "", error))
      return FALSE;
  return TRUE;
}

static gboolean
set_color (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_channel (self, NORMLAB_CHANNEL_COLOR, name, value, error);
}

static gboolean
set_dash (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_channel (self, NORMLAB_CHANNEL_DASH, name, value, error);
}

static gboolean
set_columns (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_channel (self, NORMLAB_CHANNEL_COLUMN, name, value, error);
}

static gboolean
set_rows (NormlabCliChartOptions *self, const char *name, const char *value, GError **error)
{
  return set_channel (self, NORMLAB_CHANNEL_ROW, name, value, error);
}

/* @maps: whether a map has use for it, too. */
static const struct
{
  const char *name;
  gboolean (*set) (NormlabCliChartOptions *self,
                   const char *name,
                   const char *value,
                   GError **error);
  gboolean maps;
} setters[] = {
  { "chart-look", set_look },
  { "metric", set_metric, TRUE },
  { "x", set_abscissa },
  { "x-scale", set_x_scale },
  { "x-range", set_x_range },
  { "y-range", set_y_range },
  { "scale", set_scale },
  { "title", set_title, TRUE },
  { "note", set_note, TRUE },
  { "color", set_color },
  { "dash", set_dash },
  { "columns", set_columns },
  { "rows", set_rows },
  { "band", set_band },
  { "smoothing", set_smoothing },
  { "with-training", set_with_training },
  { "gap", set_gap },
};

gboolean
normlab_cli_chart_options_set (gpointer options,
                               const char *name,
                               const char *value,
                               GError **error)
{
  NormlabCliChartOptions *self = options;

  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (strcmp (setters[i].name, name) == 0)
      return normlab_cli_option_note (&self->seen, i, name, error)
             && setters[i].set (self, name, value, error);
  g_return_val_if_reached (FALSE);
}

static gboolean
is_given (const NormlabCliChartOptions *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (strcmp (setters[i].name, name) == 0)
      return (self->seen & 1u << i) != 0;
  return FALSE;
}

gboolean
normlab_cli_chart_options_check (const NormlabCliChartOptions *self, gboolean early, GError **error)
{
  const NormlabPlotRange *range = &self->plot.y_range;
  gboolean logarithmic = self->plot.by_hand && self->plot.scale == NORMLAB_SCALE_LOGARITHMIC;
  NormlabPlotRange ignored;

  if (self->y_range == NULL || (early && !is_given (self, "metric")))
    return TRUE;
  if (!read_range (&ignored, normlab_metric_get_info (self->plot.metric)->free, "y-range",
                   self->y_range, error))
    return FALSE;
  if (logarithmic && ((range->has_from && range->from < 0) || (range->has_to && range->to <= 0)))
    {
      g_autofree char *quoted = normlab_text_for_message (self->y_range, -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--y-range: “%s” goes below 0, where a logarithmic axis does not"), quoted);
      return FALSE;
    }
  return TRUE;
}

const char *
normlab_cli_chart_options_get_given (const NormlabCliChartOptions *self, gboolean mapped)
{
  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (self->seen & 1u << i && !(mapped && setters[i].maps))
      return setters[i].name;
  return NULL;
}

/* What was not asked for finds its own place around what was. */
static void
apply_mapping (const NormlabCliChartOptions *self, NormlabPlot *plot, GPtrArray *runs)
{
  g_autofree NormlabRecipe *recipes = g_new (NormlabRecipe, MAX (runs->len, 1));
  NormlabMapping mapping = self->mapping;

  if (self->closed == 0)
    return;
  for (guint i = 0; i < runs->len; i++)
    recipes[i] = *normlab_run_get_recipe (g_ptr_array_index (runs, i));
  normlab_mapping_complete (&mapping, recipes, runs->len, self->mapped, self->closed);
  normlab_plot_set_mapping (plot, &mapping);
}

gboolean
normlab_cli_chart_options_export (const NormlabCliChartOptions *self,
                                  const char *path,
                                  GPtrArray *runs,
                                  const char *title,
                                  const char *caption,
                                  GError **error)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();

  normlab_plot_set_options (plot, &self->plot);
  normlab_plot_set_words (plot, self->title, self->note);
  normlab_plot_set_runs (plot, runs, NULL);
  apply_mapping (self, plot, runs);
  return normlab_plot_export (plot, path, title, caption, error);
}
