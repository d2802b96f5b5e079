/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-pane.h"

#include "normlab-chart-options.h"
#include "normlab-wrap-layout.h"

/* Pulses of a progress bar that cannot know how far it is. */
#define PULSE_INTERVAL 60 /* ms */

struct _NormlabChartPane
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tool_bar;
  GtkRange *smoothing;
  GtkAdjustment *smoothing_adjustment;
  GtkWidget *reset_button;
  NormlabChartOptions *options;
  GtkStack *stack;
  GtkButton *train_button;
  GtkWidget *last_button;
  GtkLabel *loading_label;
  GtkProgressBar *loading_bar;
  NormlabChartView *view;

  /* Owned */
  NormlabLab *lab;
  GListModel *runs; /* of the lab */
  GSettings *settings;
  NormlabPlot *plot;
  GPtrArray *items; /* NormlabRunItem, as the comparison has their runs */
  GPtrArray *names; /* that people gave them; NULL for others */
  guint pulse;
  guint stale; /* tick callback that brings everything up to date */

  gboolean loading;
  gboolean runs_changed; /* more than what is shown */
};

G_DEFINE_FINAL_TYPE (NormlabChartPane, normlab_chart_pane, GTK_TYPE_WIDGET)

enum
{
  HOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_page (NormlabChartPane *self)
{
  gboolean has_runs = self->items->len > 0;

  gtk_widget_set_visible (self->tool_bar, has_runs);
  gtk_stack_set_visible_child_name (self->stack, has_runs        ? "chart"
                                                 : self->loading ? "loading"
                                                                 : "empty");
}

static void
read_options (NormlabChartPane *self, NormlabPlotOptions *options)
{
  /* The settings' values have the numbers of the enumerations. */
  options->metric = g_settings_get_enum (self->settings, "metric");
  options->abscissa = g_settings_get_enum (self->settings, "abscissa");
  options->view = g_settings_get_enum (self->settings, "view");
  options->band = g_settings_get_enum (self->settings, "band");
  options->training = g_settings_get_boolean (self->settings, "show-training");
  options->members = g_settings_get_boolean (self->settings, "show-members");
  options->smoothing = g_settings_get_double (self->settings, "smoothing");
}

static void
summarize (NormlabChartPane *self)
{
  g_autofree char *summary = normlab_plot_get_summary (self->plot);

  normlab_chart_view_set_summary (self->view, summary);
}

/* After anything but points: looks, the picture, the words about it. */
static void
present (NormlabChartPane *self)
{
  NormlabMapping mapping;
  gboolean automatic = !normlab_chart_options_get_mapping (self->options, &mapping);

  for (guint i = 0; i < self->items->len; i++)
    normlab_run_item_set_look (g_ptr_array_index (self->items, i),
                               normlab_plot_get_color (self->plot, i),
                               normlab_plot_get_dashed (self->plot, i));
  normlab_chart_options_set_mapping (self->options, normlab_plot_get_varying (self->plot),
                                     normlab_plot_get_mapping (self->plot), automatic);
  normlab_plot_follow (self->plot);
  normlab_chart_view_set_model (self->view,
                                self->items->len > 0 ? normlab_plot_get_model (self->plot) : NULL);
  summarize (self);
  show_page (self);
}

static void
take_runs (NormlabChartPane *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  guint n = g_list_model_get_n_items (self->runs);

  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < n; i++)
    {
      NormlabRunItem *item = g_list_model_get_item (self->runs, i);

      g_ptr_array_add (self->items, item);
      g_ptr_array_add (runs, normlab_run_item_get_run (item));
      g_ptr_array_add (self->names, g_strdup (normlab_run_item_get_custom_name (item)));
    }
  normlab_plot_set_runs (self->plot, runs, (const char *const *) self->names->pdata);
}

static void
bring_up_to_date (NormlabChartPane *self)
{
  if (self->stale != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->stale);
  self->stale = 0;

  if (self->runs_changed)
    take_runs (self);
  self->runs_changed = FALSE;
  for (guint i = 0; i < self->items->len; i++)
    normlab_plot_set_shown (self->plot, i,
                            normlab_run_item_get_shown (g_ptr_array_index (self->items, i)));
  present (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  bring_up_to_date (NORMLAB_CHART_PANE (widget));
  return G_SOURCE_REMOVE;
}

/* Once for everything that happens before the next frame. */
static void
expire (NormlabChartPane *self)
{
  if (self->stale == 0)
    self->stale = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_item_changed (NormlabChartPane *self)
{
  expire (self);
}

/* Automatic names are the comparison's own affair. */
static void
on_item_named (NormlabChartPane *self, GParamSpec *property, NormlabRunItem *item)
{
  guint position;

  if (g_ptr_array_find (self->items, item, &position)
      && g_strcmp0 (g_ptr_array_index (self->names, position),
                    normlab_run_item_get_custom_name (item))
             == 0)
    return;
  self->runs_changed = TRUE;
  expire (self);
}

static void
on_runs_changed (NormlabChartPane *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      g_signal_handlers_disconnect_by_func (item, on_item_changed, self);
      g_signal_handlers_disconnect_by_func (item, on_item_named, self);
      g_signal_connect_object (item, "notify::shown", G_CALLBACK (on_item_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "notify::name", G_CALLBACK (on_item_named), self,
                               G_CONNECT_SWAPPED);
    }

  /* What is drawn must not outlive its run by a frame, nor may an empty page hide what was
   * begun. */
  self->runs_changed = TRUE;
  bring_up_to_date (self);
}

static void
on_advanced (NormlabChartPane *self)
{
  NormlabPlotChange change;

  if (self->stale != 0)
    return;

  change = normlab_plot_follow (self->plot);
  if (change != NORMLAB_PLOT_SAME)
    normlab_chart_view_update (self->view, change == NORMLAB_PLOT_FRAME);
  if (change == NORMLAB_PLOT_FRAME || normlab_lab_get_n_active (self->lab) == 0)
    summarize (self);
}

static void
on_settings_changed (NormlabChartPane *self)
{
  NormlabPlotOptions options;

  read_options (self, &options);
  normlab_plot_set_options (self->plot, &options);
  present (self);
}

static void
on_mapping_changed (NormlabChartPane *self)
{
  NormlabMapping mapping;
  gboolean by_hand = normlab_chart_options_get_mapping (self->options, &mapping);

  normlab_plot_set_mapping (self->plot, by_hand ? &mapping : NULL);
  present (self);
}

static void
on_hovered (NormlabChartPane *self, int tag)
{
  NormlabRunItem *item = NULL;

  if (tag >= 0 && (guint) tag < self->items->len)
    item = g_ptr_array_index (self->items, (guint) tag);
  g_signal_emit (self, signals[HOVERED], 0, item);
}

static void
on_zoomed (NormlabChartPane *self)
{
  gboolean zoomed = normlab_chart_view_get_zoomed (self->view);

  gtk_widget_set_visible (self->reset_button, zoomed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reset-zoom", zoomed);
}

void
normlab_chart_pane_set_up (NormlabChartPane *self, NormlabLab *lab, GSettings *settings)
{
  g_return_if_fail (NORMLAB_IS_CHART_PANE (self));
  g_return_if_fail (NORMLAB_IS_LAB (lab));
  g_return_if_fail (self->lab == NULL);

  self->lab = g_object_ref (lab);
  self->runs = g_object_ref (normlab_lab_get_runs (lab));
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "smoothing", self->smoothing_adjustment, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  on_settings_changed (self);
}

static gboolean
on_pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (NORMLAB_CHART_PANE (user_data)->loading_bar);
  return G_SOURCE_CONTINUE;
}

void
normlab_chart_pane_set_loading (NormlabChartPane *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_CHART_PANE (self));

  self->loading = text != NULL;
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (text != NULL)
    {
      gtk_label_set_text (self->loading_label, text);
      self->pulse = g_timeout_add (PULSE_INTERVAL, on_pulse, self);
    }
  show_page (self);
}

void
normlab_chart_pane_set_train_label (NormlabChartPane *self, const char *label)
{
  g_return_if_fail (NORMLAB_IS_CHART_PANE (self));

  gtk_button_set_label (self->train_button, label);
}

void
normlab_chart_pane_set_highlighted (NormlabChartPane *self, NormlabRunItem *item)
{
  guint position;

  g_return_if_fail (NORMLAB_IS_CHART_PANE (self));

  if (item == NULL || !g_ptr_array_find (self->items, item, &position))
    normlab_chart_view_set_highlighted_tag (self->view, -1);
  else
    normlab_chart_view_set_highlighted_tag (self->view, (int) position);
}

void
normlab_chart_pane_set_scale (NormlabChartPane *self, double scale)
{
  normlab_chart_view_set_scale (self->view, scale);
}

NormlabChartView *
normlab_chart_pane_get_view (NormlabChartPane *self)
{
  return self->view;
}

NormlabPlot *
normlab_chart_pane_get_plot (NormlabChartPane *self)
{
  if (self->stale != 0)
    bring_up_to_date (self);
  return self->plot;
}

static void
normlab_chart_pane_dispose (GObject *object)
{
  NormlabChartPane *self = NORMLAB_CHART_PANE (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  if (self->view != NULL)
    normlab_chart_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->runs);
  g_clear_object (&self->lab);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_chart_pane_parent_class)->dispose (object);
}

static void
normlab_chart_pane_finalize (GObject *object)
{
  NormlabChartPane *self = NORMLAB_CHART_PANE (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->names);
  normlab_plot_free (self->plot);

  G_OBJECT_CLASS (normlab_chart_pane_parent_class)->finalize (object);
}

static void
normlab_chart_pane_class_init (NormlabChartPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = normlab_chart_pane_dispose;
  object_class->finalize = normlab_chart_pane_finalize;

  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);

  g_type_ensure (NORMLAB_TYPE_CHART_VIEW);
  g_type_ensure (NORMLAB_TYPE_CHART_OPTIONS);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-chart-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, tool_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, smoothing);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, smoothing_adjustment);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, reset_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, options);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, stack);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, train_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, last_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, loading_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabChartPane, view);
  gtk_widget_class_bind_template_callback (widget_class, on_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_zoomed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_chart_pane_init (NormlabChartPane *self)
{
  self->plot = normlab_plot_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Nothing stands there that cannot be had. */
  g_object_bind_property (self->last_button, "sensitive", self->last_button, "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->options, "mapping-changed", G_CALLBACK (on_mapping_changed), self,
                           G_CONNECT_SWAPPED);
}
