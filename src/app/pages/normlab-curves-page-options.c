/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-curves-page-private.h"
#include "normlab-metric-buttons.h"

static void
read_options (NormlabCurvesPage *self, NormlabPlotOptions *options)
{
  /* The settings' values have the numbers of the enumerations. */
  options->metric = g_settings_get_enum (self->settings, "metric");
  options->look = g_settings_get_enum (self->settings, "look");
  options->abscissa = g_settings_get_enum (self->settings, "abscissa");
  options->view = g_settings_get_enum (self->settings, "view");
  options->band = g_settings_get_enum (self->settings, "band");
  options->training = g_settings_get_boolean (self->settings, "show-training");
  options->members = g_settings_get_boolean (self->settings, "show-members");
  options->smoothing = g_settings_get_double (self->settings, "smoothing");
  /* What ends at 1 has no use for it. */
  options->by_hand = g_settings_get_boolean (self->settings, "logarithmic")
                     && normlab_metric_get_info (options->metric)->end == 0;
  options->scale = options->by_hand ? NORMLAB_SCALE_LOGARITHMIC : NORMLAB_SCALE_LINEAR;
}

void
normlab_curves_page_offer_metrics (NormlabCurvesPage *self)
{
  normlab_metric_buttons_offer (self->metrics, self->lab,
                                (NormlabMetric) g_settings_get_enum (self->settings, "metric"));
}

static void
take_options (NormlabCurvesPage *self)
{
  NormlabPlotOptions options;

  read_options (self, &options);
  normlab_curves_page_offer_metrics (self);
  normlab_plot_set_options (self->plot, &options);
  normlab_chart_view_set_notebook (self->view, options.look == NORMLAB_CHART_LOOK_NOTEBOOK);
  normlab_curves_page_present (self);
}

/* Those of the window's sizes, for example, are none of the chart's. */
static void
on_settings_changed (NormlabCurvesPage *self, const char *key)
{
  static const char *const keys[] = { NORMLAB_PAGE_OPTIONS, NULL };

  if (g_strv_contains (keys, key))
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
  normlab_chart_options_bind_words (self->options, normlab_lab_get_chart_words (self->lab));
  take_options (self);
}

void
normlab_curves_page_init_options (NormlabCurvesPage *self)
{
  normlab_metric_buttons_add (self->metrics);
  g_signal_connect_object (self->options, "mapping-changed", G_CALLBACK (on_mapping_changed), self,
                           G_CONNECT_SWAPPED);
}
