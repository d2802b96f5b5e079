/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-swatch.h"

#include "normlab-chart-line.h"

#define WIDTH 24
#define HEIGHT 14

struct _NormlabRunSwatch
{
  GtkWidget parent_instance;

  guint color;
  gboolean dashed;
};

G_DEFINE_FINAL_TYPE (NormlabRunSwatch, normlab_run_swatch, GTK_TYPE_WIDGET)

static void
normlab_run_swatch_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

/* Text is light where the surroundings are dark. */
static NormlabChartTheme
get_theme (GtkWidget *widget)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  return 0.299 * (double) text.red + 0.587 * (double) text.green + 0.114 * (double) text.blue > 0.5
             ? NORMLAB_CHART_THEME_DARK
             : NORMLAB_CHART_THEME_LIGHT;
}

static void
normlab_run_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabRunSwatch *self = NORMLAB_RUN_SWATCH (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const NormlabChartEntry entry = { .color = self->color, .dashed = self->dashed };
  NormlabChartStyle style;
  cairo_t *cr;

  normlab_chart_style_init (&style, get_theme (widget));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  normlab_chart_draw_sample (cr, &style, &entry, 1, height / 2.0, width - 2);
  cairo_destroy (cr);
}

static void
normlab_run_swatch_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_run_swatch_parent_class)->css_changed (widget, change);

  gtk_widget_queue_draw (widget);
}

static void
normlab_run_swatch_class_init (NormlabRunSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = normlab_run_swatch_measure;
  widget_class->snapshot = normlab_run_swatch_snapshot;
  widget_class->css_changed = normlab_run_swatch_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_run_swatch_init (NormlabRunSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
normlab_run_swatch_new (void)
{
  return g_object_new (NORMLAB_TYPE_RUN_SWATCH, NULL);
}

void
normlab_run_swatch_set_look (NormlabRunSwatch *self, guint color, gboolean dashed)
{
  g_return_if_fail (NORMLAB_IS_RUN_SWATCH (self));

  if (self->color == color && self->dashed == dashed)
    return;
  self->color = color;
  self->dashed = dashed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
