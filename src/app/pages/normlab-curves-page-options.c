/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-abscissa.h"
#include "normlab-curves-page-private.h"
#include "normlab-metric-buttons.h"
#include "normlab-plot-range.h"

static void
read_options (NormlabCurvesPage *self, NormlabPlotOptions *options)
{
  g_autofree char *ranges = g_settings_get_string (self->settings, "ranges");
  g_autofree char *word = NULL;

  /* The settings' values have the numbers of the enumerations. */
  options->metric = normlab_other_metrics_get_shown (self->settings, self->lab);
  options->look = g_settings_get_enum (self->settings, "look");
  options->abscissa = g_settings_get_enum (self->settings, "abscissa");
  options->view = g_settings_get_enum (self->settings, "view");
  options->band = g_settings_get_enum (self->settings, "band");
  options->training = g_settings_get_boolean (self->settings, "show-training");
  options->members = g_settings_get_boolean (self->settings, "show-members");
  options->gap = g_settings_get_boolean (self->settings, "show-gap");
  options->x_logarithmic = g_settings_get_boolean (self->settings, "logarithmic-x");
  normlab_plot_ranges_get (ranges, normlab_abscissa_words[options->abscissa], &options->x_range);
  word = normlab_plot_ranges_create_word (options->metric);
  normlab_plot_ranges_get (ranges, word, &options->y_range);
  options->smoothing = g_settings_get_double (self->settings, "smoothing");
  /* What ends at 1 has no use for it. */
  options->by_hand = g_settings_get_boolean (self->settings, "logarithmic")
                     && normlab_metric_get_info (options->metric)->end == 0;
  options->scale = options->by_hand ? NORMLAB_SCALE_LOGARITHMIC : NORMLAB_SCALE_LINEAR;
}

static void
offer_metrics (NormlabCurvesPage *self)
{
  NormlabMetric shown = normlab_other_metrics_get_shown (self->settings, self->lab);

  normlab_metric_buttons_offer (self->metrics, self->lab, shown);
  normlab_other_metrics_offer (self->other_metrics, self->lab, shown);
}

static void
take_options (NormlabCurvesPage *self)
{
  NormlabPlotOptions options;

  read_options (self, &options);
  offer_metrics (self);
  gtk_drop_down_set_selected (self->abscissa, options.abscissa);
  normlab_chart_options_set_metric (self->options, options.metric);
  normlab_plot_set_options (self->plot, &options);
  normlab_chart_view_set_notebook (self->view, options.look == NORMLAB_CHART_LOOK_NOTEBOOK);
  normlab_curves_page_present (self);
}

void
normlab_curves_page_offer_metrics (NormlabCurvesPage *self)
{
  /* What somebody has chosen may be there now, or gone. */
  if (normlab_other_metrics_get_shown (self->settings, self->lab)
      != normlab_plot_get_options (self->plot)->metric)
    take_options (self);
  else
    offer_metrics (self);
}

static void
on_abscissa_selected (NormlabCurvesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->abscissa);

  if (selected != GTK_INVALID_LIST_POSITION && self->settings != NULL
      && (int) selected != g_settings_get_enum (self->settings, "abscissa"))
    g_settings_set_enum (self->settings, "abscissa", (int) selected);
}

static void
fill_abscissas (NormlabCurvesPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < NORMLAB_N_ABSCISSAS; i++)
    gtk_string_list_append (labels, _(normlab_abscissa_get_label ((NormlabAbscissa) i)));
  gtk_drop_down_set_model (self->abscissa, G_LIST_MODEL (labels));
  g_signal_connect_object (self->abscissa, "notify::selected", G_CALLBACK (on_abscissa_selected),
                           self, G_CONNECT_SWAPPED);
}

/* Those of the window's sizes, for example, are none of the chart's. */
static void
on_settings_changed (NormlabCurvesPage *self, const char *key)
{
  static const char *const keys[] = { NORMLAB_PAGE_OPTIONS, NULL };

  if (!g_strv_contains (keys, key))
    return;
  /* Who types where an axis begins and ends wants to see that. */
  if (g_str_equal (key, "ranges"))
    normlab_chart_view_reset_zoom (self->view);
  take_options (self);
}

static void
on_mapping_changed (NormlabCurvesPage *self)
{
  NormlabMapping mapping;
  gboolean by_hand = normlab_chart_options_get_mapping (self->options, &mapping);

  normlab_plot_set_mapping (self->plot, by_hand ? &mapping : NULL);
  normlab_curves_page_present (self);
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

char *
normlab_curves_page_get_view (NormlabPage *page)
{
  NormlabMapping mapping;

  return normlab_chart_options_get_mapping (NORMLAB_CURVES_PAGE (page)->options, &mapping)
             ? normlab_mapping_to_string (&mapping)
             : NULL;
}

void
normlab_curves_page_set_view (NormlabPage *page, const char *view)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);
  NormlabMapping mapping = *normlab_plot_get_mapping (self->plot);
  gboolean by_hand = view != NULL && normlab_mapping_from_string (&mapping, view);

  normlab_chart_options_set_mapping (self->options, normlab_plot_get_varying (self->plot), &mapping,
                                     !by_hand);
  on_mapping_changed (self);
}

void
normlab_curves_page_set_up_options (NormlabCurvesPage *self)
{
  g_settings_bind (self->settings, "smoothing", self->smoothing_adjustment, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "measures-changed",
                           G_CALLBACK (normlab_curves_page_offer_metrics), self, G_CONNECT_SWAPPED);
  normlab_chart_options_bind_settings (self->options, self->settings);
  normlab_chart_options_bind_words (self->options, normlab_lab_get_chart_words (self->lab));
  take_options (self);
}

void
normlab_curves_page_init_options (NormlabCurvesPage *self)
{
  normlab_metric_buttons_add (self->metrics, "win.shown-metric");
  self->other_metrics = NORMLAB_OTHER_METRICS (normlab_other_metrics_new ());
  gtk_widget_insert_after (GTK_WIDGET (self->other_metrics),
                           gtk_widget_get_parent (GTK_WIDGET (self->metrics)),
                           GTK_WIDGET (self->metrics));
  fill_abscissas (self);
  g_signal_connect_object (self->options, "mapping-changed", G_CALLBACK (on_mapping_changed), self,
                           G_CONNECT_SWAPPED);
}
