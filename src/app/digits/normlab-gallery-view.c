/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-gallery-view.h"

#include <math.h>

#include "normlab-chart-widget-style.h"
#include "normlab-gallery-draw.h"

/* Images beside one another, at least and if there is room. */
#define MIN_COLUMNS 1
#define NATURAL_COLUMNS 2

struct _NormlabGalleryView
{
  GtkWidget parent_instance;

  NormlabGalleryModel *model; /* nullable */
  double scale;
  guint n_columns; /* if there is room */
};

G_DEFINE_FINAL_TYPE (NormlabGalleryView, normlab_gallery_view, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
init_style (NormlabGalleryView *self, NormlabChartStyle *style)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, NULL);
}

static double
get_width (NormlabGalleryView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self));
}

static gboolean
is_empty (NormlabGalleryView *self)
{
  return self->model == NULL || self->model->images->len == 0;
}

static int
find (NormlabGalleryView *self, double x, double y)
{
  NormlabChartStyle style;

  if (is_empty (self))
    return -1;
  init_style (self, &style);
  return normlab_gallery_find (self->model, &style, get_width (self), x, y);
}

void
normlab_gallery_view_get_place (NormlabGalleryView *self, guint i, GdkRectangle *place)
{
  NormlabChartStyle style;
  NormlabChartRect rect;

  g_return_if_fail (NORMLAB_IS_GALLERY_VIEW (self));
  g_return_if_fail (self->model != NULL && i < self->model->images->len);

  init_style (self, &style);
  rect = normlab_gallery_get_rect (self->model, &style, get_width (self), i);
  *place = (GdkRectangle){ (int) rect.x, (int) rect.y, (int) rect.width, (int) rect.height };
}

/* Choosing */

/* What is chosen is read out with the rest. */
static void
describe (NormlabGalleryView *self)
{
  GString *text = g_string_new (self->model->title);

  if (self->model->chosen >= 0 && (guint) self->model->chosen < self->model->images->len)
    {
      const NormlabGalleryImage *image
          = g_ptr_array_index (self->model->images, self->model->chosen);

      g_string_append_printf (text, "\n%s", image->description);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  g_string_free (text, TRUE);
}

/* The next key goes on from there, however soon it comes. */
static void
choose (NormlabGalleryView *self, guint i)
{
  self->model->chosen = (int) i;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
  g_signal_emit (self, signals[CHOSEN], 0, i);
}

static void
on_pressed (NormlabGalleryView *self, int n, double x, double y)
{
  int i = find (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (i >= 0)
    choose (self, (guint) i);
}

/* How many images further a key leads; 0 for another key. */
static int
get_stride (NormlabGalleryView *self, guint key)
{
  int forward = self->model->mirrored ? -1 : 1, columns;
  NormlabChartStyle style;

  init_style (self, &style);
  columns = (int) normlab_gallery_get_n_columns (self->model, &style, get_width (self));
  switch (key)
    {
    case GDK_KEY_Up:
      return -columns;
    case GDK_KEY_Down:
      return columns;
    case GDK_KEY_Left:
      return -forward;
    case GDK_KEY_Right:
      return forward;
    default:
      return 0;
    }
}

/* From no image to the first one. */
static gboolean
on_key (NormlabGalleryView *self, guint key, guint code, GdkModifierType modifiers)
{
  int stride, to;

  if (is_empty (self) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  stride = get_stride (self, key);
  if (stride == 0)
    return GDK_EVENT_PROPAGATE;
  to = self->model->chosen < 0 ? 0 : self->model->chosen + stride;
  if (to >= 0 && to < (int) self->model->images->len)
    choose (self, (guint) to);
  return GDK_EVENT_STOP;
}

/* As a widget */

static gboolean
normlab_gallery_view_query_tooltip (GtkWidget *widget,
                                    int x,
                                    int y,
                                    gboolean by_keys,
                                    GtkTooltip *tooltip)
{
  NormlabGalleryView *self = NORMLAB_GALLERY_VIEW (widget);
  int i = by_keys ? -1 : find (self, x, y);
  const NormlabGalleryImage *image;
  GdkRectangle place;

  if (i < 0)
    return FALSE;
  image = g_ptr_array_index (self->model->images, i);
  normlab_gallery_view_get_place (self, (guint) i, &place);
  gtk_tooltip_set_text (tooltip, image->description);
  gtk_tooltip_set_tip_area (tooltip, &place);
  return TRUE;
}

static GtkSizeRequestMode
normlab_gallery_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
normlab_gallery_view_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  NormlabGalleryView *self = NORMLAB_GALLERY_VIEW (widget);
  NormlabChartStyle style;

  *minimum = *natural = 1;
  if (self->model == NULL)
    return;
  init_style (self, &style);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      double width
          = for_size > 0 ? for_size : normlab_gallery_get_width (self->model, &style, MIN_COLUMNS);

      *minimum = *natural
          = MAX ((int) ceil (normlab_gallery_get_height (self->model, &style, width)), 1);
      return;
    }
  *minimum = normlab_gallery_view_get_width_of (self, MIN_COLUMNS);
  *natural = normlab_gallery_view_get_width_of (self, self->n_columns);
}

static void
normlab_gallery_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabGalleryView *self = NORMLAB_GALLERY_VIEW (widget);
  float height = (float) gtk_widget_get_height (widget);
  NormlabChartStyle style;
  cairo_t *cr;

  if (is_empty (self))
    return;
  init_style (self, &style);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) get_width (self), height));
  normlab_gallery_draw (self->model, &style, cr, get_width (self), (double) height);
  cairo_destroy (cr);
}

static void
normlab_gallery_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_gallery_view_parent_class)->css_changed (widget, change);

  gtk_widget_queue_resize (widget);
}

static void
normlab_gallery_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  NormlabGalleryView *self = NORMLAB_GALLERY_VIEW (widget);

  if (self->model != NULL)
    self->model->mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GTK_WIDGET_CLASS (normlab_gallery_view_parent_class)->direction_changed (widget, previous);
}

static void
normlab_gallery_view_finalize (GObject *object)
{
  normlab_gallery_model_free (NORMLAB_GALLERY_VIEW (object)->model);

  G_OBJECT_CLASS (normlab_gallery_view_parent_class)->finalize (object);
}

static void
normlab_gallery_view_class_init (NormlabGalleryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = normlab_gallery_view_finalize;
  widget_class->get_request_mode = normlab_gallery_view_get_request_mode;
  widget_class->measure = normlab_gallery_view_measure;
  widget_class->snapshot = normlab_gallery_view_snapshot;
  widget_class->css_changed = normlab_gallery_view_css_changed;
  widget_class->direction_changed = normlab_gallery_view_direction_changed;
  widget_class->query_tooltip = normlab_gallery_view_query_tooltip;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "gallery");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_gallery_view_init (NormlabGalleryView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scale = 1;
  self->n_columns = NATURAL_COLUMNS;
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
normlab_gallery_view_set_model (NormlabGalleryView *self, NormlabGalleryModel *model)
{
  guint before = self->model != NULL ? self->model->images->len : 0;
  guint n_before = self->model != NULL ? self->model->n_networks : 0;

  g_return_if_fail (NORMLAB_IS_GALLERY_VIEW (self));
  g_return_if_fail (model != NULL);

  normlab_gallery_model_free (self->model);
  self->model = model;
  model->mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  if (model->images->len != before || model->n_networks != n_before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

const NormlabGalleryModel *
normlab_gallery_view_get_model (NormlabGalleryView *self)
{
  g_return_val_if_fail (NORMLAB_IS_GALLERY_VIEW (self), NULL);

  return self->model;
}

void
normlab_gallery_view_set_n_columns (NormlabGalleryView *self, guint n_columns)
{
  g_return_if_fail (NORMLAB_IS_GALLERY_VIEW (self));

  n_columns = MAX (n_columns, NATURAL_COLUMNS);
  if (n_columns == self->n_columns)
    return;
  self->n_columns = n_columns;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
normlab_gallery_view_get_width_of (NormlabGalleryView *self, guint n_columns)
{
  NormlabChartStyle style;

  g_return_val_if_fail (NORMLAB_IS_GALLERY_VIEW (self), 0);

  if (self->model == NULL)
    return 1;
  init_style (self, &style);
  return (int) ceil (normlab_gallery_get_width (self->model, &style, n_columns));
}

void
normlab_gallery_view_set_scale (NormlabGalleryView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_GALLERY_VIEW (self));

  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
