/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-canvas.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-widget-style.h"
#include "normlab-digits-draw.h"

/* Pixels. */
#define MIN_SIDE 96
#define NATURAL_SIDE 240
#define SMALL_SIDE 150
/* How many times as large it becomes at most, where text is larger. */
#define MAX_SCALE 1.6

struct _NormlabDigitsCanvas
{
  GtkWidget parent_instance;

  NormlabDigits *digits; /* owned */
  GtkGesture *drag;      /* not owned */
  double thickness, scale;
  gboolean small;
};

G_DEFINE_FINAL_TYPE (NormlabDigitsCanvas, normlab_digits_canvas, GTK_TYPE_WIDGET)

/* The square in the middle. */
static double
get_square (NormlabDigitsCanvas *self, double *left, double *top)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self)), side = MIN (width, height);

  *left = (width - side) / 2;
  *top = (height - side) / 2;
  return MAX (side, 1);
}

/* A pen knows how hard it is pressed. */
static double
get_thickness (NormlabDigitsCanvas *self)
{
  GdkEventSequence *sequence = gtk_gesture_get_last_updated_sequence (self->drag);
  GdkEvent *event = gtk_gesture_get_last_event (self->drag, sequence);
  double pressure;

  if (event == NULL || gdk_event_get_device_tool (event) == NULL
      || !gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    return self->thickness;
  return self->thickness * (0.4 + 1.2 * CLAMP (pressure, 0, 1));
}

static void
on_drag_begin (NormlabDigitsCanvas *self, double x, double y)
{
  double left, top, side = get_square (self, &left, &top);

  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->digits != NULL)
    normlab_digits_begin_stroke (self->digits, (x - left) / side, (y - top) / side,
                                 get_thickness (self));
}

static void
on_drag_update (NormlabDigitsCanvas *self, double dx, double dy)
{
  double left, top, side = get_square (self, &left, &top), x, y;

  if (self->digits == NULL
      || !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (self->drag), &x, &y))
    return;
  normlab_digits_extend_stroke (self->digits, (x + dx - left) / side, (y + dy - top) / side,
                                get_thickness (self));
}

static gboolean
on_undo (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  NormlabDigitsCanvas *self = NORMLAB_DIGITS_CANVAS (widget);

  if (self->digits == NULL || !normlab_digits_get_can_undo (self->digits))
    return FALSE;
  normlab_digits_undo (self->digits);
  return TRUE;
}

static void
draw_hint (NormlabDigitsCanvas *self, cairo_t *cr, const NormlabChartStyle *style, double side)
{
  if (normlab_digits_get_image (self->digits) == NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_AXIS, _("Draw a digit here"),
                          side - style->font_size, side / 2, side / 2, 0.5, 0.5);
}

/* What is drawn, or the test image. */
static void
draw_ink (NormlabDigitsCanvas *self, cairo_t *cr, const NormlabChartStyle *style, double side)
{
  NormlabDataset *dataset = normlab_digits_get_dataset (self->digits);
  const guint8 *pixels = normlab_drawing_get_pixels (normlab_digits_get_drawing (self->digits));

  if (normlab_digits_get_number (self->digits) < 0)
    normlab_digits_draw_image (pixels, NORMLAB_DRAWING_SIZE, NORMLAB_DRAWING_SIZE, style, cr, side,
                               side);
  else
    normlab_digits_draw_image (normlab_digits_get_image (self->digits),
                               normlab_dataset_get_rows (dataset),
                               normlab_dataset_get_columns (dataset), style, cr, side, side);
  draw_hint (self, cr, style, side);
}

static void
draw_paper (cairo_t *cr, const NormlabChartStyle *style, double side)
{
  cairo_rectangle (cr, 0.5, 0.5, side - 1, side - 1);
  normlab_chart_color_set_source (&style->background, cr);
  cairo_fill_preserve (cr);
  normlab_chart_color_set_source (&style->axis, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
normlab_digits_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabDigitsCanvas *self = NORMLAB_DIGITS_CANVAS (widget);
  double left, top, side = get_square (self, &left, &top);
  NormlabChartStyle style;
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT ((float) left, (float) top, (float) side, (float) side);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  normlab_chart_style_init_from_widget (&style, widget, self->scale, NULL);
  cairo_translate (cr, left, top);
  draw_paper (cr, &style, side);
  if (self->digits != NULL && normlab_digits_get_dataset (self->digits) != NULL)
    draw_ink (self, cr, &style, side);
  cairo_destroy (cr);
}

static void
normlab_digits_canvas_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  NormlabDigitsCanvas *self = NORMLAB_DIGITS_CANVAS (widget);
  double scale = MIN (self->scale, MAX_SCALE);

  *minimum = MIN_SIDE;
  *natural = self->small ? SMALL_SIDE : (int) (NATURAL_SIDE * scale);
}

static void
normlab_digits_canvas_dispose (GObject *object)
{
  g_clear_object (&NORMLAB_DIGITS_CANVAS (object)->digits);

  G_OBJECT_CLASS (normlab_digits_canvas_parent_class)->dispose (object);
}

static void
normlab_digits_canvas_class_init (NormlabDigitsCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_digits_canvas_dispose;
  widget_class->snapshot = normlab_digits_canvas_snapshot;
  widget_class->measure = normlab_digits_canvas_measure;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, on_undo, NULL);
  gtk_widget_class_set_css_name (widget_class, "digits-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_digits_canvas_init (NormlabDigitsCanvas *self)
{
  self->scale = 1;
  self->thickness = 0.1;
  self->drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (self->drag, "drag-begin", G_CALLBACK (on_drag_begin), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drag, "drag-update", G_CALLBACK (on_drag_update), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
}

void
normlab_digits_canvas_set_digits (NormlabDigitsCanvas *self, NormlabDigits *digits)
{
  g_return_if_fail (NORMLAB_IS_DIGITS_CANVAS (self));
  g_return_if_fail (NORMLAB_IS_DIGITS (digits));

  g_set_object (&self->digits, digits);
}

void
normlab_digits_canvas_set_thickness (NormlabDigitsCanvas *self, double thickness)
{
  g_return_if_fail (NORMLAB_IS_DIGITS_CANVAS (self));

  self->thickness = thickness;
}

void
normlab_digits_canvas_set_scale (NormlabDigitsCanvas *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_DIGITS_CANVAS (self));

  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
normlab_digits_canvas_set_small (NormlabDigitsCanvas *self, gboolean small)
{
  g_return_if_fail (NORMLAB_IS_DIGITS_CANVAS (self));

  self->small = small;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
