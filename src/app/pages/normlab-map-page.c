/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-map-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-map-snapshot.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640
#define MIN_HEIGHT 400

/* From one map to the next while networks train, µs: somewhat less than a tenth of a second, for
 * frames do not come to the dot. */
#define FRAME_TIME 95000

static void normlab_map_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabMapPage,
                               normlab_map_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_map_page_page_init))

/* As a page */

static void
normlab_map_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);

  g_return_if_fail (self->lab == NULL);

  self->lab = g_object_ref (lab);
  self->settings = g_object_ref (settings);
  normlab_map_page_set_up_following (self);
  normlab_map_page_set_up_tools (self);
}

static void
init_style (NormlabMapPage *self, NormlabChartStyle *style, NormlabPagePurpose purpose)
{
  const NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;

  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (style, theme);
  else
    normlab_map_view_init_style (self->view, style, &theme);
}

static NormlabPageSnapshot *
normlab_map_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  int height = gtk_widget_get_height (GTK_WIDGET (self->view));
  NormlabChartStyle style;
  NormlabMapModel *model;
  double least;

  normlab_map_page_bring_up_to_date (self);
  model = normlab_map_source_create_model (self->source);
  normlab_map_source_add_words (
      self->source, model, normlab_chart_words_get_title (normlab_lab_get_chart_words (self->lab)));
  init_style (self, &style, purpose);
  width = MAX (width, MIN_WIDTH);
  least = normlab_map_layout_get_min_height (model, &style, width);
  /* Translators: what a file with a picture of this page is called */
  return normlab_map_snapshot_new (C_("file name", "map"), model, &style, width,
                                   MAX (MAX (height, MIN_HEIGHT), least));
}

static void
normlab_map_page_set_highlighted (NormlabPage *page, NormlabRunItem *item)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);

  self->highlighted = item;
  normlab_map_page_place_highlight (self);
}

static void
normlab_map_page_set_scale (NormlabPage *page, double scale)
{
  normlab_map_view_set_scale (NORMLAB_MAP_PAGE (page)->view, scale);
}

static void
normlab_map_page_set_projected (NormlabPage *page, gboolean projected)
{
  gtk_widget_set_visible (NORMLAB_MAP_PAGE (page)->tools, !projected);
}

static void
normlab_map_page_set_step (NormlabPage *page, guint step)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);

  self->options.step = step == NORMLAB_TIMELINE_LIVE ? NORMLAB_MAP_LAST : step;
  normlab_map_page_expire (self);
}

static const NormlabPageKey *
normlab_map_page_get_keys (NormlabPage *page, guint *n_keys)
{
  static const NormlabPageKey keys[] = { { GDK_KEY_l, "win.switch-metric" } };

  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

static void
normlab_map_page_page_init (NormlabPageInterface *iface)
{
  iface->set_up = normlab_map_page_set_up;
  iface->create_snapshot = normlab_map_page_create_snapshot;
  iface->set_highlighted = normlab_map_page_set_highlighted;
  iface->set_scale = normlab_map_page_set_scale;
  iface->set_projected = normlab_map_page_set_projected;
  iface->set_step = normlab_map_page_set_step;
  iface->get_view = normlab_map_page_get_view;
  iface->set_view = normlab_map_page_set_view;
  iface->get_keys = normlab_map_page_get_keys;
}

/* As a widget */

static void
normlab_map_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_map_page_parent_class)->map (widget);

  normlab_map_page_bring_up_to_date (NORMLAB_MAP_PAGE (widget));
}

static void
normlab_map_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_map_page_parent_class)->unmap (widget);

  normlab_page_frame_forget (&NORMLAB_MAP_PAGE (widget)->frame);
}

static gboolean
normlab_map_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NORMLAB_MAP_PAGE (widget)->view));
}

static void
normlab_map_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (object);
  const NormlabPageValues values = {
    C_("page", "Map"),
    "view-grid-symbolic",
    normlab_map_source_has_map (self->source),
    self->summary,
  };

  normlab_page_get_value (object, id, value, pspec, &values);
}

static void
normlab_map_page_dispose (GObject *object)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (object);

  normlab_page_frame_forget (&self->frame);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->source, normlab_map_source_free);
  g_clear_object (&self->runs);
  g_clear_object (&self->lab);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_map_page_parent_class)->dispose (object);
}

static void
normlab_map_page_finalize (GObject *object)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (object);

  g_ptr_array_unref (self->items);
  g_free (self->summary);

  G_OBJECT_CLASS (normlab_map_page_parent_class)->finalize (object);
}

static void
normlab_map_page_class_init (NormlabMapPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_map_page_get_property;
  object_class->dispose = normlab_map_page_dispose;
  object_class->finalize = normlab_map_page_finalize;
  widget_class->map = normlab_map_page_map;
  widget_class->unmap = normlab_map_page_unmap;
  widget_class->grab_focus = normlab_map_page_grab_focus;

  normlab_page_override_properties (object_class);

  g_type_ensure (NORMLAB_TYPE_MAP_VIEW);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, metrics);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, last_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, best_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, axes_tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, x_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, y_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, y_tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabMapPage, view);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bring_up_to_date (GtkWidget *page)
{
  normlab_map_page_bring_up_to_date (NORMLAB_MAP_PAGE (page));
}

static void
normlab_map_page_init (NormlabMapPage *self)
{
  self->frame = (NormlabPageFrame){ GTK_WIDGET (self), bring_up_to_date, FRAME_TIME };
  self->source = normlab_map_source_new ();
  self->options = NORMLAB_MAP_OPTIONS_DEFAULT;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  normlab_map_page_init_tools (self);
}
