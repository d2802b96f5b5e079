/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-curves-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-snapshot.h"
#include "normlab-chart-widget-style.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 480
#define MIN_HEIGHT 320

static void normlab_curves_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabCurvesPage,
                               normlab_curves_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_curves_page_page_init))

static void
on_hovered (NormlabCurvesPage *self, int tag)
{
  NormlabRunItem *item = NULL;

  if (tag >= 0 && (guint) tag < self->items->len)
    item = g_ptr_array_index (self->items, (guint) tag);
  normlab_page_emit_hovered (NORMLAB_PAGE (self), item);
}

static void
on_asked_why (NormlabCurvesPage *self, int tag)
{
  if ((guint) tag < self->items->len)
    normlab_page_emit_asked_why (NORMLAB_PAGE (self), g_ptr_array_index (self->items, tag));
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
    normlab_curves_page_bring_up_to_date (self);
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
  self->settings = g_object_ref (settings);
  normlab_curves_page_set_up_following (self);
  normlab_curves_page_set_up_options (self);
}

static const char *
get_stem (NormlabCurvesPage *self)
{
  NormlabMetric metric = normlab_plot_get_options (self->plot)->metric;

  return normlab_metric_get_file_name (normlab_metric_get_info (metric));
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
    normlab_curves_page_bring_up_to_date (self);
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
normlab_curves_page_set_step (NormlabPage *page, guint step)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (page);

  self->step = step;
  normlab_curves_page_place_cursor (self);
}

static void
normlab_curves_page_reset_zoom (NormlabPage *page)
{
  normlab_chart_view_reset_zoom (NORMLAB_CURVES_PAGE (page)->view);
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
  iface->set_step = normlab_curves_page_set_step;
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
  const NormlabPageValues values = {
    _("Curves"),
    APPLICATION_ID "-symbolic",
    self->items->len > 0,
    self->summary,
  };

  normlab_page_get_value (object, id, value, pspec, &values);
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

  normlab_page_override_properties (object_class);

  g_type_ensure (NORMLAB_TYPE_CHART_VIEW);
  g_type_ensure (NORMLAB_TYPE_CHART_OPTIONS);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-curves-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, metrics);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, abscissa);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, smoothing);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, smoothing_adjustment);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, gap_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, logarithmic_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, reset_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, options);
  gtk_widget_class_bind_template_child (widget_class, NormlabCurvesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_asked_why);
  gtk_widget_class_bind_template_callback (widget_class, on_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_zoomed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_curves_page_init (NormlabCurvesPage *self)
{
  normlab_curves_page_init_following (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  normlab_curves_page_init_options (self);
}
