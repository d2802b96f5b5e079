/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-options.h"

#include <glib/gi18n-lib.h>

#include "normlab-axis-options.h"

struct _NormlabChartOptions
{
  GtkPopover parent_instance;

  /* Template */
  NormlabAxisOptions *axes;
  GtkWidget *title_entry;
  GtkWidget *note_entry;
  GtkWidget *heading;
  GtkGrid *grid;
  GtkCheckButton *automatic;

  GtkDropDown *drop_downs[NORMLAB_N_HYPERPARAMETERS]; /* in the grid; NULL where nothing varies */
  NormlabMapping mapping;
  guint varying; /* bits by hyperparameter */
  gboolean is_automatic;
  gboolean setting; /* it is not a person who changes the widgets */
};

G_DEFINE_FINAL_TYPE (NormlabChartOptions, normlab_chart_options, GTK_TYPE_POPOVER)

enum
{
  MAPPING_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_channel_selected (NormlabChartOptions *self)
{
  if (self->setting)
    return;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (self->drop_downs[d] != NULL)
      self->mapping.channels[d] = gtk_drop_down_get_selected (self->drop_downs[d]);

  self->is_automatic = FALSE;
  self->setting = TRUE;
  gtk_check_button_set_active (self->automatic, FALSE);
  self->setting = FALSE;
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

static void
on_automatic_toggled (NormlabChartOptions *self)
{
  if (self->setting)
    return;
  self->is_automatic = gtk_check_button_get_active (self->automatic);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

/* In the order of NormlabChannel. */
static GtkDropDown *
create_drop_down (NormlabChartOptions *self, NormlabHyperparameter hyperparameter)
{
  const char *const names[] = {
    _("Nothing"), _("Colour"), _("Dashes"), _("Side by side"), _("One below another"), NULL,
  };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == NORMLAB_N_CHANNELS + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  normlab_hyperparameter_get_title (hyperparameter), -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_channel_selected), self,
                           G_CONNECT_SWAPPED);
  return GTK_DROP_DOWN (drop_down);
}

static void
offer (NormlabChartOptions *self, NormlabHyperparameter hyperparameter, gboolean offered)
{
  GtkWidget *label;

  if (offered == (self->drop_downs[hyperparameter] != NULL))
    return;

  if (!offered)
    {
      label = gtk_grid_get_child_at (self->grid, 0, (int) hyperparameter);
      gtk_grid_remove (self->grid, label);
      gtk_grid_remove (self->grid, GTK_WIDGET (self->drop_downs[hyperparameter]));
      self->drop_downs[hyperparameter] = NULL;
      return;
    }

  label = gtk_label_new (normlab_hyperparameter_get_title (hyperparameter));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  self->drop_downs[hyperparameter] = create_drop_down (self, hyperparameter);
  gtk_grid_attach (self->grid, label, 0, (int) hyperparameter, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (self->drop_downs[hyperparameter]), 1,
                   (int) hyperparameter, 1, 1);
}

static void
update (NormlabChartOptions *self)
{
  gboolean varies = self->varying != 0;

  self->setting = TRUE;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      offer (self, d, (self->varying & (1u << d)) != 0);
      if (self->drop_downs[d] != NULL)
        gtk_drop_down_set_selected (self->drop_downs[d], self->mapping.channels[d]);
    }
  gtk_check_button_set_active (self->automatic, self->is_automatic);
  gtk_widget_set_visible (self->heading, varies);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), varies);
  gtk_widget_set_visible (GTK_WIDGET (self->automatic), varies);
  self->setting = FALSE;
}

/* Its widgets are dear, and nobody sees them before. */
static void
normlab_chart_options_show (GtkWidget *widget)
{
  update (NORMLAB_CHART_OPTIONS (widget));

  GTK_WIDGET_CLASS (normlab_chart_options_parent_class)->show (widget);
}

void
normlab_chart_options_set_mapping (NormlabChartOptions *self,
                                   guint varying,
                                   const NormlabMapping *mapping,
                                   gboolean automatic)
{
  g_return_if_fail (NORMLAB_IS_CHART_OPTIONS (self));
  g_return_if_fail (mapping != NULL);

  self->mapping = *mapping;
  self->varying = varying;
  self->is_automatic = automatic;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

gboolean
normlab_chart_options_get_mapping (NormlabChartOptions *self, NormlabMapping *mapping)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_OPTIONS (self), FALSE);

  *mapping = self->mapping;
  return !self->is_automatic;
}

void
normlab_chart_options_bind_words (NormlabChartOptions *self, NormlabChartWords *words)
{
  const GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (NORMLAB_IS_CHART_OPTIONS (self));

  g_object_bind_property (words, "title", self->title_entry, "text", flags);
  g_object_bind_property (words, "note", self->note_entry, "text", flags);
}

void
normlab_chart_options_bind_settings (NormlabChartOptions *self, GSettings *settings)
{
  g_return_if_fail (NORMLAB_IS_CHART_OPTIONS (self));

  normlab_axis_options_bind_settings (self->axes, settings);
}

void
normlab_chart_options_set_metric (NormlabChartOptions *self, NormlabMetric metric)
{
  g_return_if_fail (NORMLAB_IS_CHART_OPTIONS (self));

  normlab_axis_options_set_metric (self->axes, metric);
}

static void
normlab_chart_options_class_init (NormlabChartOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = normlab_chart_options_show;

  signals[MAPPING_CHANGED] = g_signal_new ("mapping-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NORMLAB_TYPE_AXIS_OPTIONS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-chart-options.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, axes);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, title_entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, note_entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, heading);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, grid);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartOptions, automatic);
  gtk_widget_class_bind_template_callback (widget_class, on_automatic_toggled);
}

static void
normlab_chart_options_init (NormlabChartOptions *self)
{
  self->is_automatic = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
