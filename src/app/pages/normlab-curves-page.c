/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-curves-page.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-options.h"
#include "normlab-chart-snapshot.h"
#include "normlab-chart-view.h"
#include "normlab-chart-widget-style.h"
#include "normlab-page.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 480
#define MIN_HEIGHT 320
/* How long the plot takes samples over in a frame, µs, where they are many, and what number of them
 * that may be: it depends on the machine, and on how many are summed up. */
#define FOLLOWING_TIME (20 * G_TIME_SPAN_MILLISECOND)
#define FIRST_PATIENCE 50000u
#define MIN_PATIENCE 10000u
#define MAX_PATIENCE 500000u

struct _NormlabCurvesPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkBox *metrics;
  GtkRange *smoothing;
  GtkAdjustment *smoothing_adjustment;
  GtkWidget *reset_button;
  NormlabChartOptions *options;
  NormlabChartView *view;

  /* Owned */
  NormlabLab *lab;
  GListModel *runs; /* of the lab */
  GSettings *settings;
  NormlabPlot *plot;
  GPtrArray *items; /* NormlabRunItem, as the plot has their runs */
  GPtrArray *names; /* that people gave them; NULL for others */
  char *summary;
  guint stale;    /* tick callback that brings everything up to date */
  guint behind;   /* tick callback that lets the plot catch up */
  guint patience; /* samples that it takes over in a frame */

  gboolean runs_changed; /* more than what is shown */
};

static void normlab_curves_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabCurvesPage,
                               normlab_curves_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_curves_page_page_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_HAS_CONTENT,
  PROP_SUMMARY,
};

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

static void present (NormlabCurvesPage *self);

/* A logarithmic axis is offered where there is use for it, and can always be taken back. */
static void
offer_logarithmic (NormlabCurvesPage *self)
{
  const NormlabPlotOptions *options = normlab_plot_get_options (self->plot);
  gboolean endless = normlab_metric_get_info (options->metric)->end == 0;

  normlab_chart_options_set_wide (
      self->options, options->by_hand || (endless && normlab_plot_is_wide (self->plot)));
}

static void
summarize (NormlabCurvesPage *self)
{
  g_autofree char *summary = normlab_plot_get_summary (self->plot);

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  normlab_chart_view_set_summary (self->view, self->summary);
  g_object_notify (G_OBJECT (self), "summary");
}

/* What was added to the plot. */
static void
show_change (NormlabCurvesPage *self, NormlabPlotChange change)
{
  if (change == NORMLAB_PLOT_LOOKS)
    present (self);
  else if (change != NORMLAB_PLOT_SAME)
    {
      normlab_chart_view_update (self->view, change == NORMLAB_PLOT_FRAME);
      offer_logarithmic (self);
    }
}

/* More or fewer samples in the next frame, depending on how long those of this one took. */
static NormlabPlotChange
follow (NormlabCurvesPage *self)
{
  gint64 begin = g_get_monotonic_time (), taken;
  NormlabPlotChange change = normlab_plot_follow (self->plot);

  if (!normlab_plot_is_behind (self->plot))
    return change;
  taken = MAX (g_get_monotonic_time () - begin, 1);
  self->patience = (guint) CLAMP (self->patience * FOLLOWING_TIME / taken, MIN_PATIENCE,
                                  MIN (2 * self->patience, MAX_PATIENCE));
  normlab_plot_set_patience (self->plot, self->patience);
  return change;
}

static gboolean
on_behind (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (widget);

  if (self->stale != 0)
    return G_SOURCE_CONTINUE;
  show_change (self, follow (self));
  if (normlab_plot_is_behind (self->plot))
    return G_SOURCE_CONTINUE;
  self->behind = 0;
  summarize (self);
  return G_SOURCE_REMOVE;
}

/* Large histories come in frame by frame. */
static void
catch_up (NormlabCurvesPage *self)
{
  if (normlab_plot_is_behind (self->plot) && self->behind == 0)
    self->behind = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_behind, NULL, NULL);
}

/* After anything but points: looks, the picture, the words about it. */
static void
present (NormlabCurvesPage *self)
{
  NormlabMapping mapping;
  gboolean automatic = !normlab_chart_options_get_mapping (self->options, &mapping);

  for (guint i = 0; i < self->items->len; i++)
    normlab_run_item_set_look (g_ptr_array_index (self->items, i),
                               normlab_plot_get_color (self->plot, i),
                               normlab_plot_get_dashed (self->plot, i));
  normlab_chart_options_set_mapping (self->options, normlab_plot_get_varying (self->plot),
                                     normlab_plot_get_mapping (self->plot), automatic);
  follow (self);
  offer_logarithmic (self);
  normlab_chart_view_set_model (self->view,
                                self->items->len > 0 ? normlab_plot_get_model (self->plot) : NULL);
  summarize (self);
  catch_up (self);
}

static void
take_runs (NormlabCurvesPage *self)
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
bring_up_to_date (NormlabCurvesPage *self)
{
  gboolean had_content = self->items->len > 0;

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
  if ((self->items->len > 0) != had_content)
    g_object_notify (G_OBJECT (self), "has-content");
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  bring_up_to_date (NORMLAB_CURVES_PAGE (widget));
  return G_SOURCE_REMOVE;
}

/* Once for everything that happens before the next frame. */
static void
expire (NormlabCurvesPage *self)
{
  if (self->stale == 0)
    self->stale = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_item_changed (NormlabCurvesPage *self)
{
  expire (self);
}

/* Automatic names are the plot's own affair. */
static void
on_item_named (NormlabCurvesPage *self, GParamSpec *property, NormlabRunItem *item)
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
on_runs_changed (NormlabCurvesPage *self, guint position, guint n_removed, guint n_added)
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
on_data_changed (NormlabCurvesPage *self)
{
  normlab_plot_set_data_in_use (self->plot, normlab_lab_get_data (self->lab));
  expire (self);
}

static void
on_advanced (NormlabCurvesPage *self)
{
  NormlabPlotChange change;

  if (self->stale != 0)
    return;

  change = follow (self);
  show_change (self, change);
  catch_up (self);
  if (change == NORMLAB_PLOT_FRAME || normlab_lab_get_n_active (self->lab) == 0)
    summarize (self);
}

static void
take_options (NormlabCurvesPage *self)
{
  NormlabPlotOptions options;

  read_options (self, &options);
  normlab_plot_set_options (self->plot, &options);
  normlab_chart_view_set_notebook (self->view, options.look == NORMLAB_CHART_LOOK_NOTEBOOK);
  present (self);
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
on_words_changed (NormlabCurvesPage *self)
{
  NormlabChartWords *words = normlab_lab_get_chart_words (self->lab);

  normlab_plot_set_words (self->plot, normlab_chart_words_get_title (words),
                          normlab_chart_words_get_note (words));
  expire (self);
}

static void
on_mapping_changed (NormlabCurvesPage *self)
{
  NormlabMapping mapping;
  gboolean by_hand = normlab_chart_options_get_mapping (self->options, &mapping);

  normlab_plot_set_mapping (self->plot, by_hand ? &mapping : NULL);
  present (self);
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

static void
on_hovered (NormlabCurvesPage *self, int tag)
{
  NormlabRunItem *item = NULL;

  if (tag >= 0 && (guint) tag < self->items->len)
    item = g_ptr_array_index (self->items, (guint) tag);
  normlab_page_emit_hovered (NORMLAB_PAGE (self), item);
}

/* Whether any run is shown that is among the members, or any other. */
static gboolean
shows_any (NormlabCurvesPage *self, GArray *members, gboolean member)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (members, gboolean, i) == member
        && normlab_run_item_get_shown (g_ptr_array_index (self->items, i)))
      return TRUE;
  return FALSE;
}

/* Of each run whether an entry of the legend stands for it; −1 does for all. */
static GArray *
find_members (NormlabCurvesPage *self, int entry)
{
  GArray *entries = normlab_plot_get_model (self->plot)->entries;
  GArray *members = g_array_new (FALSE, FALSE, sizeof (gboolean));

  for (guint i = 0; i < self->items->len; i++)
    {
      gboolean member
          = entry < 0 || (guint) entry >= entries->len
            || normlab_plot_is_in_entry (
                self->plot, i, &g_array_index (entries, NormlabChartEntry, (guint) entry));

      g_array_append_val (members, member);
    }
  return members;
}

/* A double click has been a click before: if that hid them and nothing else is shown, they were
 * alone. */
static void
on_toggled (NormlabCurvesPage *self, int entry, gboolean alone)
{
  g_autoptr (GArray) members = NULL;
  gboolean any, others;

  if (self->stale != 0)
    bring_up_to_date (self);
  members = find_members (self, entry);
  any = shows_any (self, members, TRUE);
  others = shows_any (self, members, FALSE);
  for (guint i = 0; i < self->items->len; i++)
    {
      gboolean member = g_array_index (members, gboolean, i);
      NormlabRunItem *item = g_ptr_array_index (self->items, i);

      if (alone)
        normlab_run_item_set_shown (item, member || (!others && !any));
      else if (member)
        normlab_run_item_set_shown (item, !any);
    }
}

static void
on_zoomed (NormlabCurvesPage *self)
{
  gtk_widget_set_visible (self->reset_button, normlab_chart_view_get_zoomed (self->view));
}

/* As a page */

static void
normlab_curves_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);

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
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  normlab_chart_options_bind_words (self->options, normlab_lab_get_chart_words (lab));
  g_signal_connect_object (normlab_lab_get_chart_words (lab), "notify",
                           G_CALLBACK (on_words_changed), self, G_CONNECT_SWAPPED);
  take_options (self);
}

static const char *
get_stem (NormlabCurvesPage *self)
{
  NormlabMetric metric = normlab_plot_get_options (self->plot)->metric;

  return g_dpgettext2 (GETTEXT_PACKAGE, "file name", normlab_metric_get_info (metric)->file_name);
}

static void
init_style (NormlabCurvesPage *self, NormlabChartStyle *style, NormlabPagePurpose purpose)
{
  gboolean notebook = normlab_plot_get_options (self->plot)->look == NORMLAB_CHART_LOOK_NOTEBOOK;
  NormlabChartTheme theme = notebook ? NORMLAB_CHART_THEME_NOTEBOOK : NORMLAB_CHART_THEME_PRINT;

  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (style, theme);
  else
    normlab_chart_style_init_from_widget (style, GTK_WIDGET (self->view),
                                          normlab_chart_view_get_scale (self->view), &theme);
}

static NormlabPageSnapshot *
normlab_curves_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);
  gboolean on_screen = purpose == NORMLAB_PAGE_PURPOSE_CLIPBOARD;
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  int height = gtk_widget_get_height (GTK_WIDGET (self->view));
  NormlabChartStyle style;
  NormlabChartScale x, y;
  gboolean zoomed;

  if (self->stale != 0)
    bring_up_to_date (self);
  init_style (self, &style, purpose);
  zoomed = normlab_chart_view_get_zoom (self->view, &x, &y);
  return normlab_chart_snapshot_new (
      get_stem (self), normlab_plot_create_captioned_model (self->plot), &style,
      MAX (width, on_screen ? 1 : MIN_WIDTH), MAX (height, on_screen ? 1 : MIN_HEIGHT),
      zoomed ? &x : NULL, zoomed ? &y : NULL);
}

static void
normlab_curves_page_set_highlighted (NormlabPage *page, NormlabRunItem *item)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);
  guint position;

  if (item == NULL || !g_ptr_array_find (self->items, item, &position))
    normlab_chart_view_set_highlighted_tag (self->view, -1);
  else
    normlab_chart_view_set_highlighted_tag (self->view, (int) position);
}

static void
normlab_curves_page_set_scale (NormlabPage *page, double scale)
{
  normlab_chart_view_set_scale (NORMLAB_CURVES_PAGE (page)->view, scale);
}

static void
normlab_curves_page_set_projected (NormlabPage *page, gboolean projected)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);

  gtk_widget_set_visible (self->tools, !projected);
  normlab_chart_view_set_projected (self->view, projected);
}

static void
normlab_curves_page_reset_zoom (NormlabPage *page)
{
  normlab_chart_view_reset_zoom (NORMLAB_CURVES_PAGE (page)->view);
}

static char *
normlab_curves_page_get_view (NormlabPage *page)
{
  NormlabMapping mapping;

  return normlab_chart_options_get_mapping (NORMLAB_CURVES_PAGE (page)->options, &mapping)
             ? normlab_mapping_to_string (&mapping)
             : NULL;
}

static void
normlab_curves_page_set_view (NormlabPage *page, const char *view)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);
  NormlabMapping mapping = *normlab_plot_get_mapping (self->plot);
  gboolean by_hand = view != NULL && normlab_mapping_from_string (&mapping, view);

  normlab_chart_options_set_mapping (self->options, normlab_plot_get_varying (self->plot), &mapping,
                                     !by_hand);
  on_mapping_changed (self);
}

static const NormlabPageKey *
normlab_curves_page_get_keys (NormlabPage *page, guint *n_keys)
{
  static const NormlabPageKey keys[] = {
    { GDK_KEY_l, "win.switch-metric" },
    { GDK_KEY_x, "win.switch-abscissa" },
    { GDK_KEY_0, "win.reset-zoom" },
    { GDK_KEY_KP_0, "win.reset-zoom" },
  };

  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

static void
normlab_curves_page_page_init (NormlabPageInterface *iface)
{
  iface->set_up = normlab_curves_page_set_up;
  iface->create_snapshot = normlab_curves_page_create_snapshot;
  iface->set_highlighted = normlab_curves_page_set_highlighted;
  iface->set_scale = normlab_curves_page_set_scale;
  iface->set_projected = normlab_curves_page_set_projected;
  iface->reset_zoom = normlab_curves_page_reset_zoom;
  iface->get_view = normlab_curves_page_get_view;
  iface->set_view = normlab_curves_page_set_view;
  iface->get_keys = normlab_curves_page_get_keys;
}

/* As an object */

static void
normlab_curves_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_static_string (value, _("Curves"));
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, APPLICATION_ID "-symbolic");
      break;
    case PROP_HAS_CONTENT:
      g_value_set_boolean (value, self->items->len > 0);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
normlab_curves_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NORMLAB_CURVES_PAGE (widget)->view));
}

static void
normlab_curves_page_dispose (GObject *object)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (object);

  if (self->view != NULL)
    normlab_chart_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->runs);
  g_clear_object (&self->lab);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_curves_page_parent_class)->dispose (object);
}

static void
normlab_curves_page_finalize (GObject *object)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->names);
  normlab_plot_free (self->plot);
  g_free (self->summary);

  G_OBJECT_CLASS (normlab_curves_page_parent_class)->finalize (object);
}

static void
normlab_curves_page_class_init (NormlabCurvesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_curves_page_get_property;
  object_class->dispose = normlab_curves_page_dispose;
  object_class->finalize = normlab_curves_page_finalize;
  widget_class->grab_focus = normlab_curves_page_grab_focus;

  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_ICON_NAME, "icon-name");
  g_object_class_override_property (object_class, PROP_HAS_CONTENT, "has-content");
  g_object_class_override_property (object_class, PROP_SUMMARY, "summary");

  g_type_ensure (NORMLAB_TYPE_CHART_VIEW);
  g_type_ensure (NORMLAB_TYPE_CHART_OPTIONS);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-curves-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, metrics);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, smoothing);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, smoothing_adjustment);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, reset_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, options);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_zoomed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* A button for each entry of the table. */
static void
add_metrics (NormlabCurvesPage *self)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(normlab_metrics[i].title));

      gtk_widget_set_tooltip_text (button, _(normlab_metrics[i].description));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.metric");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", normlab_metrics[i].word);
      gtk_box_append (self->metrics, button);
    }
}

static void
normlab_curves_page_init (NormlabCurvesPage *self)
{
  self->plot = normlab_plot_new ();
  normlab_plot_set_interactive (self->plot, TRUE);
  self->patience = FIRST_PATIENCE;
  normlab_plot_set_patience (self->plot, self->patience);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_metrics (self);
  g_signal_connect_object (self->options, "mapping-changed", G_CALLBACK (on_mapping_changed), self,
                           G_CONNECT_SWAPPED);
}
