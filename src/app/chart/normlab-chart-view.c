/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-view.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-view-private.h"

G_DEFINE_FINAL_TYPE (NormlabChartView, normlab_chart_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_HIGHLIGHTED_TAG,
  PROP_ZOOMED,
  PROP_SCALE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* Pixels of a texture to one on screen. */
#define TEXTURE_SCALE 2

static void
normlab_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  if (!normlab_chart_view_ensure_layout (self))
    return;
  normlab_chart_view_snapshot_picture (self, snapshot);
  normlab_chart_view_snapshot_hover (self, snapshot);
  normlab_chart_view_snapshot_zoom (self, snapshot);
}

static void
normlab_chart_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 720 : 440;
}

static void
normlab_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NORMLAB_CHART_VIEW (widget)->hurried = TRUE;
}

static void
normlab_chart_view_unmap (GtkWidget *widget)
{
  normlab_chart_view_stop_work (NORMLAB_CHART_VIEW (widget));
  GTK_WIDGET_CLASS (normlab_chart_view_parent_class)->unmap (widget);
}

static void
normlab_chart_view_dispose (GObject *object)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (object);

  normlab_chart_view_stop_work (self);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  g_clear_pointer (&self->frame, normlab_chart_canvas_free);
  g_clear_pointer (&self->lines, normlab_chart_lines_free);
  g_clear_pointer (&self->next, normlab_chart_lines_free);
  g_clear_pointer (&self->tagged, normlab_chart_lines_free);
  g_clear_pointer (&self->over, gsk_render_node_unref);
  g_clear_pointer (&self->picks, g_array_unref);
  g_clear_pointer (&self->card, normlab_chart_card_free);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->x_title, g_free);
  g_clear_pointer (&self->y_title, g_free);
  self->model = NULL;
  G_OBJECT_CLASS (normlab_chart_view_parent_class)->dispose (object);
}

static void
normlab_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (object);

  switch (id)
    {
    case PROP_HIGHLIGHTED_TAG:
      g_value_set_int (value, self->highlighted);
      break;
    case PROP_ZOOMED:
      g_value_set_boolean (value, normlab_chart_view_get_zoomed (self));
      break;
    case PROP_SCALE:
      g_value_set_double (value, self->scale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (object);

  switch (id)
    {
    case PROP_HIGHLIGHTED_TAG:
      normlab_chart_view_set_highlighted_tag (self, g_value_get_int (value));
      break;
    case PROP_SCALE:
      normlab_chart_view_set_scale (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_chart_view_class_init (NormlabChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = normlab_chart_view_dispose;
  object_class->get_property = normlab_chart_view_get_property;
  object_class->set_property = normlab_chart_view_set_property;
  widget_class->snapshot = normlab_chart_view_snapshot;
  widget_class->measure = normlab_chart_view_measure;
  widget_class->size_allocate = normlab_chart_view_size_allocate;
  widget_class->unmap = normlab_chart_view_unmap;

  properties[PROP_HIGHLIGHTED_TAG] = g_param_spec_int ("highlighted-tag", NULL, NULL, -1, G_MAXINT,
                                                       -1, flags | G_PARAM_READWRITE);
  properties[PROP_ZOOMED]
      = g_param_spec_boolean ("zoomed", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_SCALE]
      = g_param_spec_double ("scale", NULL, NULL, 0.25, 8, 1, flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_INT);

  normlab_chart_view_class_init_keys (widget_class);
  normlab_chart_view_class_init_zoom (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_chart_view_init (NormlabChartView *self)
{
  self->scale = 1;
  self->highlighted = self->hovered = -1;
  self->card = normlab_chart_card_new ();
  normlab_chart_view_init_hover (self);
  normlab_chart_view_init_zoom (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Chart"),
                                  -1);
}

GtkWidget *
normlab_chart_view_new (void)
{
  return g_object_new (NORMLAB_TYPE_CHART_VIEW, NULL);
}

/* Takes note of what an axis measures; where that is something else, a zoom means nothing. */
static void
follow_axis (const NormlabChartAxis *axis, char **title, NormlabChartZoom *zoom)
{
  if (g_strcmp0 (axis->title, *title) == 0)
    return;
  normlab_chart_zoom_reset (zoom);
  g_free (*title);
  *title = g_strdup (axis->title);
}

/* The old model may be gone already: nothing here looks at it. */
void
normlab_chart_view_set_model (NormlabChartView *self, NormlabChartModel *model)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  self->model = model;
  normlab_chart_view_invalidate (self);
  if (model != NULL)
    {
      follow_axis (&model->x, &self->x_title, &self->x);
      follow_axis (&model->y, &self->y_title, &self->y);
    }
  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_inspect (self);
}

void
normlab_chart_view_update (NormlabChartView *self, gboolean everything)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  if (self->model == NULL)
    return;
  if (everything)
    {
      normlab_chart_view_set_model (self, self->model);
      return;
    }
  self->grown = TRUE;
  if (self->picks != NULL)
    normlab_chart_view_inspect (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
normlab_chart_view_set_highlighted_tag (NormlabChartView *self, int tag)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  tag = MAX (tag, -1);
  if (tag == self->highlighted)
    return;
  self->highlighted = tag;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIGHLIGHTED_TAG]);
}

void
normlab_chart_view_set_scale (NormlabChartView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  scale = CLAMP (scale, 0.25, 8);
  if (scale == self->scale)
    return;
  self->scale = scale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE]);
}

gboolean
normlab_chart_view_get_zoomed (NormlabChartView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), FALSE);

  return self->x.zoomed || self->y.zoomed;
}

gboolean
normlab_chart_view_get_zoom (NormlabChartView *self, NormlabChartScale *x, NormlabChartScale *y)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), FALSE);

  if (!normlab_chart_view_get_zoomed (self))
    return FALSE;
  *x = (NormlabChartScale){ self->x.min, self->x.max, 0, 0 };
  *y = (NormlabChartScale){ self->y.min, self->y.max, 0, 0 };
  return TRUE;
}

void
normlab_chart_view_reset_zoom (NormlabChartView *self)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  normlab_chart_zoom_reset (&self->x);
  normlab_chart_zoom_reset (&self->y);
  normlab_chart_view_zoom_changed (self);
}

void
normlab_chart_view_zoom_changed (NormlabChartView *self)
{
  gboolean zoomed = normlab_chart_view_get_zoomed (self);

  self->hurried = TRUE;
  normlab_chart_view_drop_layout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (zoomed == self->was_zoomed)
    return;
  self->was_zoomed = zoomed;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset-zoom", zoomed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOMED]);
}

void
normlab_chart_view_set_summary (NormlabChartView *self, const char *summary)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_strdup (summary);
  normlab_chart_view_describe (self);
}

void
normlab_chart_view_draw (NormlabChartView *self, cairo_t *cr, double width, double height)
{
  g_autoptr (NormlabChartLayout) layout = NULL;
  NormlabChartStyle style;

  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  if (!normlab_chart_view_has_content (self))
    return;
  normlab_chart_view_init_style (self, &style, TRUE);
  layout = normlab_chart_view_create_layout (self, &style, width, height);
  normlab_chart_draw_frame (cr, layout);
  normlab_chart_draw_lines (cr, layout);
  normlab_chart_draw_over (cr, layout);
}

GdkTexture *
normlab_chart_view_create_texture (NormlabChartView *self)
{
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  g_autoptr (NormlabChartCanvas) canvas = NULL;
  cairo_t *cr;

  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), NULL);

  canvas = normlab_chart_canvas_new (width, height, TEXTURE_SCALE);
  cr = normlab_chart_canvas_begin (canvas);
  normlab_chart_view_draw (self, cr, width, height);
  cairo_destroy (cr);
  return normlab_chart_canvas_create_texture (canvas);
}
