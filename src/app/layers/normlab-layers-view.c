/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-widget-style.h"
#include "normlab-layers-draw.h"

/* Pixels that it is wide at least: no wider than the curves are. */
#define MIN_WIDTH 120
#define NATURAL_WIDTH 640

struct _NormlabLayersView
{
  GtkWidget parent_instance;

  NormlabLayersModel *model; /* NULL: nothing */
  NormlabLayersLayout
      *layout; /* of the model as it is drawn; NULL: made anew with the next frame */
  double scale;
  int hovered;
};

G_DEFINE_FINAL_TYPE (NormlabLayersView, normlab_layers_view, GTK_TYPE_WIDGET)

enum
{
  HOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
normlab_layers_view_init_style (NormlabLayersView *self,
                                NormlabChartStyle *style,
                                const NormlabChartTheme *theme)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, theme);
}

static void
forget_layout (NormlabLayersView *self)
{
  g_clear_pointer (&self->layout, normlab_layers_layout_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* For the size that the widget has. */
static NormlabLayersLayout *
get_layout (NormlabLayersView *self)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  NormlabChartStyle style;

  if (self->layout == NULL && self->model != NULL)
    {
      normlab_layers_view_init_style (self, &style, NULL);
      self->layout = normlab_layers_layout_new (self->model, &style, width, height);
    }
  return self->layout;
}

/* Whether pictures of their weights are alike. */
static gboolean
have_same_sizes (const NormlabLayersModel *a, const NormlabLayersModel *b)
{
  for (guint run = 0; run < a->n_runs; run++)
    for (guint row = 0; row < normlab_layers_model_get_n_rows (a); row++)
      {
        const NormlabLayersWeights *first = normlab_layers_model_get_weights (a, run, row);
        const NormlabLayersWeights *second = normlab_layers_model_get_weights (b, run, row);

        if ((first == NULL) != (second == NULL)
            || (first != NULL
                && (first->rows != second->rows || first->columns != second->columns)))
          return FALSE;
      }
  return TRUE;
}

/* Whether a picture of the one is as high as one of the other. */
static gboolean
have_same_shape (const NormlabLayersModel *a, const NormlabLayersModel *b)
{
  return a != NULL && b != NULL && a->n_runs == b->n_runs && a->subject == b->subject
         && normlab_layers_model_has_theory (a) == normlab_layers_model_has_theory (b)
         && have_same_sizes (a, b)
         && normlab_layers_model_get_n_rows (a) == normlab_layers_model_get_n_rows (b);
}

void
normlab_layers_view_set_model (NormlabLayersView *self, NormlabLayersModel *model)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_VIEW (self));

  if (!have_same_shape (self->model, model))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  forget_layout (self);
  g_clear_pointer (&self->model, normlab_layers_model_free);
  self->model = model;
}

NormlabLayersModel *
normlab_layers_view_get_model (NormlabLayersView *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAYERS_VIEW (self), NULL);

  return self->model;
}

void
normlab_layers_view_refresh (NormlabLayersView *self)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_VIEW (self));

  forget_layout (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
normlab_layers_view_set_summary (NormlabLayersView *self, const char *summary)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_VIEW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary != NULL ? summary : "", -1);
}

void
normlab_layers_view_set_scale (NormlabLayersView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_VIEW (self));

  scale = CLAMP (scale, 0.25, 8);
  if (scale == self->scale)
    return;
  self->scale = scale;
  normlab_layers_view_refresh (self);
}

/* What is pointed at */

static void
hover (NormlabLayersView *self, int tag)
{
  if (tag == self->hovered)
    return;
  self->hovered = tag;
  g_signal_emit (self, signals[HOVERED], 0, tag);
}

static void
on_motion (NormlabLayersView *self, double x, double y)
{
  const NormlabLayersLayout *layout = get_layout (self);
  const NormlabLayersPlot *plot = layout != NULL ? normlab_layers_layout_pick (layout, x, y) : NULL;

  hover (self, plot != NULL && plot->run >= 0 ? (int) self->model->runs[plot->run].tag : -1);
}

static void
on_leave (NormlabLayersView *self)
{
  hover (self, -1);
}

static gboolean
normlab_layers_view_query_tooltip (GtkWidget *widget,
                                   int x,
                                   int y,
                                   gboolean by_keys,
                                   GtkTooltip *tooltip)
{
  NormlabLayersView *self = NORMLAB_LAYERS_VIEW (widget);
  const NormlabLayersLayout *layout = get_layout (self);
  const NormlabLayersPlot *plot
      = layout != NULL && !by_keys ? normlab_layers_layout_pick (layout, x, y) : NULL;
  g_autofree char *text = NULL;

  if (plot == NULL)
    return FALSE;
  text = normlab_layers_layout_describe (layout, plot, x, y);
  gtk_tooltip_set_text (tooltip, text);
  /* What depends on the place follows the pointer. */
  if (!normlab_layers_plot_has_places (plot))
    gtk_tooltip_set_tip_area (tooltip,
                              &(GdkRectangle){ (int) plot->rect.x, (int) plot->rect.y,
                                               (int) plot->rect.width, (int) plot->rect.height });
  return TRUE;
}

/* As a widget */

static GtkSizeRequestMode
normlab_layers_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
normlab_layers_view_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  NormlabLayersView *self = NORMLAB_LAYERS_VIEW (widget);
  NormlabChartStyle style;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  normlab_layers_view_init_style (self, &style, NULL);
  *minimum = self->model == NULL || self->model->n_runs == 0
                 ? 1
                 : (int) ceil (normlab_layers_layout_get_height (
                     self->model, &style, for_size > 0 ? for_size : NATURAL_WIDTH));
  *natural = *minimum;
}

static void
normlab_layers_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  forget_layout (NORMLAB_LAYERS_VIEW (widget));
}

static void
normlab_layers_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const NormlabLayersLayout *layout = get_layout (NORMLAB_LAYERS_VIEW (widget));
  cairo_t *cr;

  if (layout == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) layout->width, (float) layout->height));
  normlab_layers_draw (cr, layout);
  cairo_destroy (cr);
}

static void
normlab_layers_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_layers_view_parent_class)->css_changed (widget, change);

  normlab_layers_view_refresh (NORMLAB_LAYERS_VIEW (widget));
}

static void
normlab_layers_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (normlab_layers_view_parent_class)->system_setting_changed (widget, setting);

  normlab_layers_view_refresh (NORMLAB_LAYERS_VIEW (widget));
}

static void
normlab_layers_view_finalize (GObject *object)
{
  NormlabLayersView *self = NORMLAB_LAYERS_VIEW (object);

  g_clear_pointer (&self->layout, normlab_layers_layout_free);
  g_clear_pointer (&self->model, normlab_layers_model_free);

  G_OBJECT_CLASS (normlab_layers_view_parent_class)->finalize (object);
}

static void
normlab_layers_view_class_init (NormlabLayersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = normlab_layers_view_finalize;
  widget_class->get_request_mode = normlab_layers_view_get_request_mode;
  widget_class->measure = normlab_layers_view_measure;
  widget_class->size_allocate = normlab_layers_view_size_allocate;
  widget_class->snapshot = normlab_layers_view_snapshot;
  widget_class->css_changed = normlab_layers_view_css_changed;
  widget_class->system_setting_changed = normlab_layers_view_system_setting_changed;
  widget_class->query_tooltip = normlab_layers_view_query_tooltip;
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_layers_view_init (NormlabLayersView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->scale = 1;
  self->hovered = -1;
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("page", "Layers"), -1);
}
