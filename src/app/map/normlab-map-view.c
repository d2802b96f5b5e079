/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-map-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-widget-style.h"
#include "normlab-map-draw.h"

/* Pixels that it is wide at least, and would like to be. */
#define MIN_WIDTH 120
#define NATURAL_WIDTH 640

/* A place that somebody has come to. */
typedef struct
{
  gboolean is_set;
  NormlabMapPlace place;
} Spot;

struct _NormlabMapView
{
  GtkWidget parent_instance;

  NormlabMapModel *model;   /* NULL: nothing */
  NormlabMapLayout *layout; /* of the model as it is drawn; NULL: made anew with the next frame */
  GskRenderNode *picture;   /* all but ring and card; likewise */
  NormlabMapCard *card;     /* of the place that is looked at */
  double scale;
  Spot hovered, chosen, highlighted;
};

G_DEFINE_FINAL_TYPE (NormlabMapView, normlab_map_view, GTK_TYPE_WIDGET)

enum
{
  LOOKED,
  OPENED,
  DESCRIBE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
normlab_map_view_init_style (NormlabMapView *self,
                             NormlabChartStyle *style,
                             const NormlabChartTheme *theme)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, theme);
}

static void
forget_layout (NormlabMapView *self)
{
  g_clear_pointer (&self->layout, normlab_map_layout_free);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* For the size that the widget has. */
static NormlabMapLayout *
get_layout (NormlabMapView *self)
{
  NormlabChartStyle style;

  if (self->layout == NULL && self->model != NULL)
    {
      normlab_map_view_init_style (self, &style, NULL);
      self->layout
          = normlab_map_layout_new (self->model, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                                    gtk_widget_get_height (GTK_WIDGET (self)));
    }
  return self->layout;
}

/* Looking at a cell */

static gboolean
has_cells (NormlabMapView *self)
{
  return self->model != NULL && self->model->message == NULL
         && normlab_map_model_get_n_cells (self->model) > 0;
}

/* Who points goes before keys. */
static const Spot *
get_spot (NormlabMapView *self)
{
  return self->hovered.is_set ? &self->hovered : &self->chosen;
}

gboolean
normlab_map_view_get_looked_at (NormlabMapView *self, NormlabMapPlace *place)
{
  const Spot *spot;

  g_return_val_if_fail (NORMLAB_IS_MAP_VIEW (self), FALSE);

  spot = get_spot (self);
  if (spot->is_set)
    *place = spot->place;
  return spot->is_set;
}

static void
ask_for_card (NormlabMapView *self)
{
  NormlabMapPlace place;

  g_clear_pointer (&self->card, normlab_map_card_free);
  if (normlab_map_view_get_looked_at (self, &place))
    g_signal_emit (self, signals[DESCRIBE], 0, &place, &self->card);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
are_same (const Spot *a, const Spot *b)
{
  return a->is_set == b->is_set && (!a->is_set || normlab_map_place_equal (&a->place, &b->place));
}

static void
look (NormlabMapView *self, Spot hovered, Spot chosen)
{
  Spot before = *get_spot (self);

  self->hovered = hovered;
  self->chosen = chosen;
  if (are_same (&before, get_spot (self)))
    return;
  ask_for_card (self);
  g_signal_emit (self, signals[LOOKED], 0);
}

static void
hover (NormlabMapView *self, double x, double y)
{
  const NormlabMapLayout *layout = get_layout (self);
  Spot hovered = { FALSE };

  hovered.is_set = layout != NULL && normlab_map_layout_find (layout, x, y, &hovered.place);
  look (self, hovered, self->chosen);
}

static void
on_motion (NormlabMapView *self, double x, double y)
{
  hover (self, x, y);
}

static void
on_leave (NormlabMapView *self)
{
  look (self, (Spot){ FALSE }, self->chosen);
}

static void
on_released (NormlabMapView *self, int n, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  hover (self, x, y);
  if (!self->hovered.is_set)
    return;
  self->chosen = self->hovered;
  g_signal_emit (self, signals[OPENED], 0);
}

/* From no cell to the first one. */
static gboolean
walk (NormlabMapView *self, int right, int up)
{
  const NormlabMapLayout *layout = get_layout (self);
  const Spot *from = get_spot (self);
  Spot to = { TRUE };

  if (layout == NULL || !has_cells (self))
    return GDK_EVENT_PROPAGATE;
  if (from->is_set)
    to.place = normlab_map_layout_walk (layout, &from->place, right, up);
  look (self, (Spot){ FALSE }, to);
  return GDK_EVENT_STOP;
}

static gboolean
on_key (NormlabMapView *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
      return walk (self, 0, 1);
    case GDK_KEY_Down:
      return walk (self, 0, -1);
    case GDK_KEY_Left:
      return walk (self, -1, 0);
    case GDK_KEY_Right:
      return walk (self, 1, 0);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!get_spot (self)->is_set)
        return GDK_EVENT_PROPAGATE;
      g_signal_emit (self, signals[OPENED], 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!get_spot (self)->is_set)
        return GDK_EVENT_PROPAGATE;
      look (self, (Spot){ FALSE }, (Spot){ FALSE });
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* The model */

void
normlab_map_view_set_model (NormlabMapView *self, NormlabMapModel *model)
{
  gboolean same;

  g_return_if_fail (NORMLAB_IS_MAP_VIEW (self));

  same = self->model != NULL && model != NULL
         && normlab_map_model_has_same_places (self->model, model);
  forget_layout (self);
  g_clear_pointer (&self->model, normlab_map_model_free);
  self->model = model;
  if (same)
    {
      ask_for_card (self);
      return;
    }
  self->highlighted.is_set = FALSE;
  look (self, (Spot){ FALSE }, (Spot){ FALSE });
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const NormlabMapModel *
normlab_map_view_get_model (NormlabMapView *self)
{
  g_return_val_if_fail (NORMLAB_IS_MAP_VIEW (self), NULL);

  return self->model;
}

void
normlab_map_view_set_highlighted (NormlabMapView *self, const NormlabMapPlace *place)
{
  Spot spot = { FALSE };

  g_return_if_fail (NORMLAB_IS_MAP_VIEW (self));

  if (place != NULL && has_cells (self) && normlab_map_model_has (self->model, place))
    spot = (Spot){ TRUE, *place };
  if (are_same (&spot, &self->highlighted))
    return;
  self->highlighted = spot;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
normlab_map_view_set_description (NormlabMapView *self, const char *description)
{
  g_return_if_fail (NORMLAB_IS_MAP_VIEW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

static void
refresh (NormlabMapView *self)
{
  forget_layout (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
normlab_map_view_set_scale (NormlabMapView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_MAP_VIEW (self));

  scale = CLAMP (scale, 0.25, 8);
  if (scale == self->scale)
    return;
  self->scale = scale;
  refresh (self);
}

/* As a widget */

static GtkSizeRequestMode
normlab_map_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
normlab_map_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  NormlabMapView *self = NORMLAB_MAP_VIEW (widget);
  NormlabChartStyle style;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  normlab_map_view_init_style (self, &style, NULL);
  *minimum = self->model == NULL ? 1
                                 : (int) ceil (normlab_map_layout_get_min_height (
                                     self->model, &style, for_size > 0 ? for_size : NATURAL_WIDTH));
  *natural = *minimum;
}

static void
normlab_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  forget_layout (NORMLAB_MAP_VIEW (widget));
}

static cairo_t *
append_cairo (GtkSnapshot *snapshot, const NormlabMapLayout *layout)
{
  return gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) layout->width, (float) layout->height));
}

/* What lasts from frame to frame while somebody looks around. */
static GskRenderNode *
get_picture (NormlabMapView *self, const NormlabMapLayout *layout)
{
  if (self->picture == NULL)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      cairo_t *cr = append_cairo (snapshot, layout);

      normlab_map_draw (layout, cr);
      cairo_destroy (cr);
      self->picture = gtk_snapshot_free_to_node (snapshot);
    }
  return self->picture;
}

static void
normlab_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabMapView *self = NORMLAB_MAP_VIEW (widget);
  const NormlabMapLayout *layout = get_layout (self);
  const Spot *spot = get_spot (self);
  cairo_t *cr;

  if (layout == NULL)
    return;
  if (get_picture (self, layout) != NULL)
    gtk_snapshot_append_node (snapshot, self->picture);
  if (!has_cells (self) || (!spot->is_set && !self->highlighted.is_set))
    return;
  cr = append_cairo (snapshot, layout);
  normlab_map_draw_ring (layout, spot->is_set ? &spot->place : &self->highlighted.place, cr);
  if (spot->is_set && self->card != NULL)
    normlab_map_card_draw (self->card, layout, &spot->place, cr);
  cairo_destroy (cr);
}

static void
normlab_map_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_map_view_parent_class)->css_changed (widget, change);

  refresh (NORMLAB_MAP_VIEW (widget));
}

static void
normlab_map_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (normlab_map_view_parent_class)->system_setting_changed (widget, setting);

  refresh (NORMLAB_MAP_VIEW (widget));
}

static void
normlab_map_view_finalize (GObject *object)
{
  NormlabMapView *self = NORMLAB_MAP_VIEW (object);

  g_clear_pointer (&self->layout, normlab_map_layout_free);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->card, normlab_map_card_free);
  g_clear_pointer (&self->model, normlab_map_model_free);

  G_OBJECT_CLASS (normlab_map_view_parent_class)->finalize (object);
}

static void
normlab_map_view_class_init (NormlabMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = normlab_map_view_finalize;
  widget_class->get_request_mode = normlab_map_view_get_request_mode;
  widget_class->measure = normlab_map_view_measure;
  widget_class->size_allocate = normlab_map_view_size_allocate;
  widget_class->snapshot = normlab_map_view_snapshot;
  widget_class->css_changed = normlab_map_view_css_changed;
  widget_class->system_setting_changed = normlab_map_view_system_setting_changed;
  signals[LOOKED]
      = g_signal_new ("looked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED]
      = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DESCRIBE] = g_signal_new ("describe", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_POINTER, 1, G_TYPE_POINTER);
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_map_view_init (NormlabMapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->scale = 1;
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("page", "Map"), -1);
}
