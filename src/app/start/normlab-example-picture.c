/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-example-picture.h"

#include "normlab-chart-widget-style.h"
#include "normlab-map-thumbnail.h"

/* In ems of the text. */
#define WIDTH 10
#define HEIGHT 7.5
#define MARGIN 0.6
/* Lines are thinner than in a chart that is ten times as large. */
#define LINE_SHARE 0.85
#define CORNER 6 /* px */

struct _NormlabExamplePicture
{
  GtkWidget parent_instance;

  const NormlabExample *example;
};

G_DEFINE_FINAL_TYPE (NormlabExamplePicture, normlab_example_picture, GTK_TYPE_WIDGET)

/* Where accuracies from 0 to 1 are drawn. */
typedef struct
{
  double x, y, width, height;
} Area;

static void
normlab_example_picture_measure (GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  NormlabChartStyle style;

  normlab_chart_style_init_from_widget (&style, widget, 1, NULL);
  *minimum = *natural
      = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT) * style.font_size);
}

static void
trace_corner_box (cairo_t *cr, double width, double height)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, width - CORNER, CORNER, CORNER, -G_PI / 2, 0);
  cairo_arc (cr, width - CORNER, height - CORNER, CORNER, 0, G_PI / 2);
  cairo_arc (cr, CORNER, height - CORNER, CORNER, G_PI / 2, G_PI);
  cairo_arc (cr, CORNER, CORNER, CORNER, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_axes (cairo_t *cr, const NormlabChartStyle *style, const Area *area)
{
  double bottom = area->y + area->height;

  cairo_set_line_width (cr, 1);
  normlab_chart_color_set_source (&style->grid, cr);
  for (int i = 0; i < 2; i++)
    {
      double y = (int) (area->y + i * area->height / 2) + 0.5;

      cairo_move_to (cr, area->x, y);
      cairo_line_to (cr, area->x + area->width, y);
    }
  cairo_stroke (cr);

  normlab_chart_color_set_source (&style->axis, cr);
  cairo_move_to (cr, (int) area->x + 0.5, area->y);
  cairo_line_to (cr, (int) area->x + 0.5, (int) bottom + 0.5);
  cairo_line_to (cr, area->x + area->width, (int) bottom + 0.5);
  cairo_stroke (cr);
}

static void
draw_curve (cairo_t *cr,
            const NormlabChartStyle *style,
            const Area *area,
            const NormlabExampleCurve *curve,
            guint n_most)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, curve->color, FALSE);
  double width = style->line_width * LINE_SHARE;
  const double dashes[] = { width * 3.2, width * 1.9 };

  for (guint i = 0; i < curve->n_accuracies; i++)
    cairo_line_to (cr, area->x + area->width * i / (n_most - 1),
                   area->y + area->height * (1 - (double) curve->accuracies[i]));
  normlab_chart_color_set_source (&color, cr);
  cairo_set_line_width (cr, width * (curve->dashed ? 0.8 : 1));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, curve->dashed ? G_N_ELEMENTS (dashes) : 0, 0);
  cairo_stroke (cr);
}

static void
draw_curves (cairo_t *cr,
             const NormlabChartStyle *style,
             const Area *area,
             const NormlabExample *example)
{
  guint n = normlab_example_get_n_curves (example), n_most = 2;

  for (guint i = 0; i < n; i++)
    n_most = MAX (n_most, normlab_example_get_curve (example, i).n_accuracies);
  for (guint i = 0; i < n; i++)
    {
      NormlabExampleCurve curve = normlab_example_get_curve (example, i);

      draw_curve (cr, style, area, &curve, n_most);
    }
}

static void
draw_map (cairo_t *cr, const Area *area, const NormlabExample *example)
{
  const NormlabChartRect rect = { area->x, area->y, area->width, area->height };

  normlab_map_draw_thumbnail (normlab_example_get_map (example), cr, &rect);
}

static void
normlab_example_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabExamplePicture *self = NORMLAB_EXAMPLE_PICTURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  NormlabChartStyle style;
  double margin;
  cairo_t *cr;
  Area area;

  normlab_chart_style_init_from_widget (&style, widget, 1, NULL);
  margin = MARGIN * style.font_size;
  area = (Area){ margin, margin, width - 2 * margin, height - 2 * margin };
  if (area.width <= 0 || area.height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  trace_corner_box (cr, width, height);
  normlab_chart_color_set_source (&style.background, cr);
  cairo_fill (cr);
  if (normlab_example_get_map (self->example) != NULL)
    draw_map (cr, &area, self->example);
  else
    {
      draw_axes (cr, &style, &area);
      draw_curves (cr, &style, &area, self->example);
    }
  cairo_destroy (cr);
}

static void
normlab_example_picture_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_example_picture_parent_class)->css_changed (widget, change);

  gtk_widget_queue_resize (widget);
}

static void
normlab_example_picture_class_init (NormlabExamplePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = normlab_example_picture_measure;
  widget_class->snapshot = normlab_example_picture_snapshot;
  widget_class->css_changed = normlab_example_picture_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
normlab_example_picture_init (NormlabExamplePicture *self)
{
}

GtkWidget *
normlab_example_picture_new (const NormlabExample *example)
{
  NormlabExamplePicture *self = g_object_new (NORMLAB_TYPE_EXAMPLE_PICTURE, NULL);

  self->example = example;
  return GTK_WIDGET (self);
}
