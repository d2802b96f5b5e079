/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-marks.h"
#include "normlab-chart-view-private.h"
#include "normlab-chart-widget-style.h"

/* How much of the height is plot at least, however large the text is; on a projector. */
#define SHARE 0.55
#define PROJECTED_SHARE 0.7

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

enum
{
  HOVERED,
  TOGGLED,
  ASKED_WHY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The wires */

static void
hand_out_layout (NormlabChartView *self)
{
  const NormlabChartLayout *layout = normlab_chart_picture_get_layout (self->picture);

  g_clear_pointer (&self->crosses, g_array_unref);
  normlab_chart_inspector_set_layout (self->inspector, layout);
  normlab_chart_zoomer_set_layout (self->zoomer, layout);
}

/* The old one may be gone already: nothing here looks at it. */
static void
set_model (NormlabChartView *self, NormlabChartModel *model)
{
  self->model = model;
  normlab_chart_picture_set_model (self->picture, model);
  hand_out_layout (self);
  normlab_chart_zoomer_set_model (self->zoomer, model);
}

gboolean
normlab_chart_view_lay_out (NormlabChartView *self)
{
  static const NormlabChartTheme notebook = NORMLAB_CHART_THEME_NOTEBOOK;
  GtkWidget *widget = GTK_WIDGET (self);
  NormlabChartTarget target = {
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .factor = gtk_widget_get_scale_factor (widget),
  };

  if (!normlab_chart_picture_get_has_content (self->picture) || target.width < 1
      || target.height < 1)
    return FALSE;

  normlab_chart_style_init_from_widget (&target.style, widget, self->scale,
                                        self->notebook ? &notebook : NULL);
  target.style.plot_share = self->projected ? PROJECTED_SHARE : SHARE;
  target.style.terse = self->projected;
  normlab_chart_zoomer_follow (self->zoomer);
  normlab_chart_zoomer_get_ranges (self->zoomer, &target.x, &target.y);
  if (normlab_chart_picture_lay_out (self->picture, &target))
    hand_out_layout (self);
  return TRUE;
}

/* What is looked at comes before what was chosen elsewhere. */
static int
get_standing_out (NormlabChartView *self)
{
  return self->hovered >= 0 ? self->hovered : self->highlighted;
}

static void
normlab_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  if (!normlab_chart_view_lay_out (self))
    return;
  normlab_chart_picture_snapshot (self->picture, snapshot, get_standing_out (self));
  if (!isnan (self->cursor))
    normlab_chart_marks_append_cursor (snapshot, normlab_chart_picture_get_layout (self->picture),
                                       self->cursor);
  normlab_chart_inspector_snapshot (self->inspector, snapshot);
  normlab_chart_zoomer_snapshot (self->zoomer, snapshot);
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
normlab_chart_view_unmap (GtkWidget *widget)
{
  normlab_chart_picture_stop (NORMLAB_CHART_VIEW (widget)->picture);
  GTK_WIDGET_CLASS (normlab_chart_view_parent_class)->unmap (widget);
}

/* Nobody is told any more that there is no model. */
static void
normlab_chart_view_dispose (GObject *object)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (object);

  set_model (self, NULL);
  G_OBJECT_CLASS (normlab_chart_view_parent_class)->dispose (object);
}

static void
normlab_chart_view_finalize (GObject *object)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (object);

  normlab_chart_inspector_free (self->inspector);
  normlab_chart_zoomer_free (self->zoomer);
  normlab_chart_picture_free (self->picture);
  g_free (self->description);
  g_clear_pointer (&self->crosses, g_array_unref);
  G_OBJECT_CLASS (normlab_chart_view_parent_class)->finalize (object);
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
  object_class->finalize = normlab_chart_view_finalize;
  object_class->get_property = normlab_chart_view_get_property;
  object_class->set_property = normlab_chart_view_set_property;
  widget_class->snapshot = normlab_chart_view_snapshot;
  widget_class->measure = normlab_chart_view_measure;
  widget_class->unmap = normlab_chart_view_unmap;

  properties[PROP_HIGHLIGHTED_TAG] = g_param_spec_int ("highlighted-tag", NULL, NULL, -1, G_MAXINT,
                                                       -1, flags | G_PARAM_READWRITE);
  properties[PROP_ZOOMED]
      = g_param_spec_boolean ("zoomed", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_SCALE]
      = g_param_spec_double ("scale", NULL, NULL, 0.25, 8, 1, flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[ASKED_WHY] = g_signal_new ("asked-why", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  normlab_chart_view_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
draw_again (gpointer owner)
{
  gtk_widget_queue_draw (owner);
}

static void
normlab_chart_view_init (NormlabChartView *self)
{
  self->cursor = NAN;
  self->scale = 1;
  self->highlighted = self->hovered = self->pointed_entry = -1;
  self->pointed_cross = self->pressed_cross = -1;
  self->picture = normlab_chart_picture_new (draw_again, self, NULL);
  self->inspector = normlab_chart_inspector_new ();
  self->zoomer = normlab_chart_zoomer_new ();
  normlab_chart_view_init_input (self);
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

/* Tells those who cannot see it. */
static void
describe (NormlabChartView *self)
{
  g_autofree char *text = normlab_chart_inspector_describe (self->inspector);

  if (g_strcmp0 (text, self->description) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  g_free (self->description);
  self->description = g_steal_pointer (&text);
}

static void
set_hovered (NormlabChartView *self, int tag)
{
  if (tag == self->hovered)
    return;
  self->hovered = tag;
  g_signal_emit (self, signals[HOVERED], 0, tag);
}

void
normlab_chart_view_look (NormlabChartView *self)
{
  double x;

  if (normlab_chart_inspector_get_looking (self->inspector) && !normlab_chart_view_lay_out (self)
      && self->model != NULL)
    normlab_chart_inspector_leave_keys (self->inspector);
  normlab_chart_inspector_look (self->inspector);

  /* GTK shows the focus when keys move it, and for three seconds; these keys move within. */
  if (normlab_chart_inspector_get_keys (self->inspector, &x))
    gtk_widget_add_css_class (GTK_WIDGET (self), "keyed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "keyed");
  set_hovered (self, normlab_chart_inspector_get_tag (self->inspector));
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
normlab_chart_view_zoom_changed (NormlabChartView *self)
{
  gboolean zoomed = normlab_chart_view_get_zoomed (self);

  normlab_chart_picture_hurry (self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (zoomed == self->was_zoomed)
    return;
  self->was_zoomed = zoomed;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset-zoom", zoomed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOMED]);
}

void
normlab_chart_view_toggle (NormlabChartView *self, int entry, gboolean alone)
{
  g_signal_emit (self, signals[TOGGLED], 0, entry, alone);
}

const GArray *
normlab_chart_view_find_crosses (NormlabChartView *self)
{
  if (!normlab_chart_view_lay_out (self))
    return NULL;
  if (self->crosses == NULL)
    self->crosses
        = normlab_chart_layout_find_crosses (normlab_chart_picture_get_layout (self->picture));
  return self->crosses;
}

void
normlab_chart_view_ask_why (NormlabChartView *self, guint tag)
{
  if (tag <= G_MAXINT)
    g_signal_emit (self, signals[ASKED_WHY], 0, (int) tag);
}

/* What is shown */

void
normlab_chart_view_set_model (NormlabChartView *self, NormlabChartModel *model)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  set_model (self, model);
  /* What is shown may be everything by now. */
  normlab_chart_zoomer_follow (self->zoomer);
  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_look (self);
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
  normlab_chart_picture_grow (self->picture);
  g_clear_pointer (&self->crosses, g_array_unref);
  if (normlab_chart_inspector_get_looking (self->inspector))
    normlab_chart_view_look (self);
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

void
normlab_chart_view_set_projected (NormlabChartView *self, gboolean projected)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  projected = projected != FALSE;
  if (projected == self->projected)
    return;
  self->projected = projected;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
normlab_chart_view_set_notebook (NormlabChartView *self, gboolean notebook)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  notebook = notebook != FALSE;
  if (notebook == self->notebook)
    return;
  self->notebook = notebook;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
normlab_chart_view_get_scale (NormlabChartView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), 1);

  return self->scale;
}

gboolean
normlab_chart_view_get_zoomed (NormlabChartView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), FALSE);

  return normlab_chart_zoomer_get_zoomed (self->zoomer);
}

gboolean
normlab_chart_view_get_zoom (NormlabChartView *self, NormlabChartScale *x, NormlabChartScale *y)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), FALSE);

  if (!normlab_chart_zoomer_shows_part (self->zoomer))
    return FALSE;
  normlab_chart_zoomer_get_ranges (self->zoomer, x, y);
  return TRUE;
}

void
normlab_chart_view_set_cursor (NormlabChartView *self, double x)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  if (x == self->cursor || (isnan (x) && isnan (self->cursor)))
    return;
  self->cursor = x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
normlab_chart_view_get_cursor (NormlabChartView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), NAN);

  return self->cursor;
}

void
normlab_chart_view_reset_zoom (NormlabChartView *self)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  normlab_chart_zoomer_reset (self->zoomer);
  normlab_chart_view_zoom_changed (self);
}

gboolean
normlab_chart_view_get_settled (NormlabChartView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_VIEW (self), FALSE);

  return normlab_chart_picture_get_settled (self->picture);
}

void
normlab_chart_view_set_summary (NormlabChartView *self, const char *summary)
{
  g_return_if_fail (NORMLAB_IS_CHART_VIEW (self));

  normlab_chart_inspector_set_summary (self->inspector, summary);
  describe (self);
}
