/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-album-view-private.h"

#include <math.h>

#include "normlab-chart-widget-style.h"

/* In ems. */
#define MIN_WIDTH 16
#define MIN_HEIGHT 8

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabAlbumView,
                               normlab_album_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  MOVED,
  DESCRIBE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
init_style (NormlabAlbumView *self, NormlabChartStyle *style)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, NULL);
}

void
normlab_album_view_init_layout (NormlabAlbumView *self, NormlabAlbumLayout *layout)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  NormlabChartStyle style;

  init_style (self, &style);
  normlab_album_layout_init (layout, self->album, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                             gtk_widget_get_height (GTK_WIDGET (self)), mirrored);
}

static double
get_value (NormlabAlbumView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

double
normlab_album_view_get_x (NormlabAlbumView *self)
{
  return get_value (self, GTK_ORIENTATION_HORIZONTAL);
}

double
normlab_album_view_get_y (NormlabAlbumView *self)
{
  return get_value (self, GTK_ORIENTATION_VERTICAL);
}

/* Scrolling */

static void
configure (GtkAdjustment *adjustment, double upper, double step, double page)
{
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, gtk_adjustment_get_value (adjustment), 0,
                              MAX (upper, page), step, MAX (floor (page / step), 1) * step, page);
}

static void
configure_both (NormlabAlbumView *self)
{
  NormlabAlbumLayout layout;

  if (self->album == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  normlab_album_view_init_layout (self, &layout);
  configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], layout.all_width, layout.step_x,
             MAX (layout.width - layout.label, 1));
  configure (self->adjustments[GTK_ORIENTATION_VERTICAL], layout.all_height, layout.step_y,
             layout.height);
}

static void
on_value (NormlabAlbumView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
take_adjustment (NormlabAlbumView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, on_value, self);
  if (!g_set_object (place, adjustment) || adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_value), self,
                           G_CONNECT_SWAPPED);
  configure_both (self);
}

static gboolean
normlab_album_view_query_tooltip (GtkWidget *widget,
                                  int x,
                                  int y,
                                  gboolean by_keys,
                                  GtkTooltip *tooltip)
{
  NormlabAlbumView *self = NORMLAB_ALBUM_VIEW (widget);
  g_autofree char *text = NULL;
  NormlabAlbumLayout layout;
  NormlabChartRect rect;
  guint class, image;

  if (by_keys || !normlab_album_view_find (self, x, y, &class, &image))
    return FALSE;
  text = normlab_album_view_describe (self, class, image);
  normlab_album_view_init_layout (self, &layout);
  rect = normlab_album_layout_get_rect (&layout, class, image, normlab_album_view_get_x (self),
                                        normlab_album_view_get_y (self));
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
      tooltip, &(GdkRectangle){ (int) rect.x, (int) rect.y, (int) rect.width, (int) rect.height });
  return text != NULL;
}

/* As a widget */

static void
normlab_album_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  NormlabChartStyle style;

  init_style (NORMLAB_ALBUM_VIEW (widget), &style);
  *minimum = *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT)
                               * style.font_size);
}

static void
normlab_album_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  configure_both (NORMLAB_ALBUM_VIEW (widget));
  g_signal_emit (widget, signals[MOVED], 0);
}

static void
normlab_album_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabAlbumView *self = NORMLAB_ALBUM_VIEW (widget);
  NormlabAlbumLayout layout;
  NormlabChartStyle style;
  cairo_t *cr;

  if (self->album == NULL)
    return;
  init_style (self, &style);
  normlab_album_view_init_layout (self, &layout);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) layout.width, (float) layout.height));
  normlab_album_draw (self->album, &layout, &style, cr, normlab_album_view_get_x (self),
                      normlab_album_view_get_y (self), self->class, self->image);
  cairo_destroy (cr);
}

static void
normlab_album_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_album_view_parent_class)->css_changed (widget, change);

  gtk_widget_queue_resize (widget);
}

static void
normlab_album_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabAlbumView *self = NORMLAB_ALBUM_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[id - PROP_HSCROLL_POLICY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
normlab_album_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NormlabAlbumView *self = NORMLAB_ALBUM_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      take_adjustment (self, (GtkOrientation) (id - PROP_HADJUSTMENT), g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
normlab_album_view_dispose (GObject *object)
{
  NormlabAlbumView *self = NORMLAB_ALBUM_VIEW (object);

  take_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  take_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_pointer (&self->album, normlab_album_unref);

  G_OBJECT_CLASS (normlab_album_view_parent_class)->dispose (object);
}

static void
normlab_album_view_class_init (NormlabAlbumViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = normlab_album_view_dispose;
  object_class->get_property = normlab_album_view_get_property;
  object_class->set_property = normlab_album_view_set_property;
  widget_class->measure = normlab_album_view_measure;
  widget_class->size_allocate = normlab_album_view_size_allocate;
  widget_class->snapshot = normlab_album_view_snapshot;
  widget_class->css_changed = normlab_album_view_css_changed;
  widget_class->query_tooltip = normlab_album_view_query_tooltip;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[DESCRIBE] = g_signal_new ("describe", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_STRING, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "album");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_album_view_init (NormlabAlbumView *self)
{
  self->scale = 1;
  self->class = self->image = -1;
  normlab_album_view_init_input (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
normlab_album_view_set_album (NormlabAlbumView *self, NormlabAlbum *album)
{
  g_return_if_fail (NORMLAB_IS_ALBUM_VIEW (self));

  g_clear_pointer (&self->album, normlab_album_unref);
  self->album = album;
  self->class = self->image = -1;
  configure_both (self);
  normlab_album_view_update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

NormlabAlbum *
normlab_album_view_get_album (NormlabAlbumView *self)
{
  g_return_val_if_fail (NORMLAB_IS_ALBUM_VIEW (self), NULL);

  return self->album;
}

void
normlab_album_view_set_scale (NormlabAlbumView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_ALBUM_VIEW (self));

  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
normlab_album_view_get_range (NormlabAlbumView *self, guint *first, guint *n)
{
  NormlabAlbumLayout layout;

  g_return_if_fail (NORMLAB_IS_ALBUM_VIEW (self));

  *first = *n = 0;
  if (self->album == NULL)
    return;
  normlab_album_view_init_layout (self, &layout);
  *first = (guint) ceil (floor (normlab_album_view_get_x (self)) / layout.step_x);
  *n = MIN (normlab_album_layout_get_n_beside (&layout), self->album->n_longest - *first);
}

void
normlab_album_view_turn_page (NormlabAlbumView *self, int pages)
{
  GtkAdjustment *along;
  guint first, n;
  NormlabAlbumLayout layout;

  g_return_if_fail (NORMLAB_IS_ALBUM_VIEW (self));

  along = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  if (along == NULL || self->album == NULL)
    return;
  normlab_album_view_init_layout (self, &layout);
  normlab_album_view_get_range (self, &first, &n);
  gtk_adjustment_set_value (
      along,
      ((int) first + pages * (int) normlab_album_layout_get_n_beside (&layout)) * layout.step_x);
}

void
normlab_album_view_get_place (NormlabAlbumView *self,
                              NormlabAlbumLayout *layout,
                              double *x,
                              double *y)
{
  g_return_if_fail (NORMLAB_IS_ALBUM_VIEW (self));
  g_return_if_fail (self->album != NULL);

  normlab_album_view_init_layout (self, layout);
  *x = normlab_album_view_get_x (self);
  *y = normlab_album_view_get_y (self);
}

gboolean
normlab_album_view_get_chosen (NormlabAlbumView *self, guint *class, guint *image)
{
  g_return_val_if_fail (NORMLAB_IS_ALBUM_VIEW (self), FALSE);

  if (self->image < 0)
    return FALSE;
  *class = (guint) self->class;
  *image = (guint) self->image;
  return TRUE;
}
