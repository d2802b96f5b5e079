/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures that are kept: the frame, the lines, the lines that stand out, and what lies over
 * them. A change of size, zoom or style makes a new layout and with it a new frame, at once. The
 * lines follow when they are done, which is in the same frame for an ordinary chart; until then the
 * old ones are shown, moved to where the new axes have them. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-view-private.h"

/* What lines may take of a frame, and of the main loop between frames, in µs. */
#define WORK_IN_FRAME 8000
#define WORK_BETWEEN_FRAMES 7000

/* When changes follow one another so fast that lines are never done, now and then they may take
 * longer. */
#define LATE 400000
#define WORK_WHEN_LATE 60000

/* How much of the lines that do not stand out is covered. */
#define DIMNESS 0.72f

/* The words beside crosses are placed anew at most so often, in ms, as lines grow about them. */
#define OVER_INTERVAL 700

gboolean
normlab_chart_view_has_content (NormlabChartView *self)
{
  return self->model != NULL && self->model->panels->len > 0;
}

NormlabChartLayout *
normlab_chart_view_create_layout (NormlabChartView *self,
                                  const NormlabChartStyle *style,
                                  double width,
                                  double height)
{
  NormlabChartScale x = { self->x.min, self->x.max, 0, 1 };
  NormlabChartScale y = { self->y.min, self->y.max, 0, 1 };

  return normlab_chart_layout_new (self->model, style, MAX (width, 1), MAX (height, 1),
                                   self->x.zoomed ? &x : NULL, self->y.zoomed ? &y : NULL);
}

/* Pictures */

static gboolean work_between_frames (gpointer data);

static void
begin_lines (NormlabChartView *self)
{
  g_clear_pointer (&self->next, normlab_chart_lines_free);
  self->next = normlab_chart_lines_new (self->layout, self->factor, G_MAXUINT);
  self->next_serial = self->serial;
  if (self->stale_since == 0)
    self->stale_since = g_get_monotonic_time ();
}

/* Goes on with lines that are in the making. TRUE if they are to be shown from now on. */
static gboolean
work (NormlabChartView *self, gint64 microseconds)
{
  if (self->next == NULL
      || !normlab_chart_lines_work (self->next, g_get_monotonic_time () + microseconds))
    return FALSE;

  normlab_chart_lines_advance (self->next);
  g_clear_pointer (&self->lines, normlab_chart_lines_free);
  self->lines = g_steal_pointer (&self->next);
  self->lines_serial = self->next_serial;
  self->stale_since = 0;
  if (self->lines_serial != self->serial)
    {
      normlab_chart_lines_freeze (self->lines);
      begin_lines (self);
    }
  return TRUE;
}

static gboolean
work_between_frames (gpointer data)
{
  NormlabChartView *self = data;

  if (work (self, WORK_BETWEEN_FRAMES))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->next != NULL)
    return G_SOURCE_CONTINUE;
  self->work_source = 0;
  return G_SOURCE_REMOVE;
}

void
normlab_chart_view_stop_work (NormlabChartView *self)
{
  g_clear_handle_id (&self->work_source, g_source_remove);
  g_clear_handle_id (&self->over_source, g_source_remove);
}

gboolean
normlab_chart_view_get_settled (NormlabChartView *self)
{
  return !self->grown && self->layout != NULL && self->next == NULL && self->over_source == 0;
}

void
normlab_chart_view_drop_layout (NormlabChartView *self)
{
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
}

void
normlab_chart_view_invalidate (NormlabChartView *self)
{
  normlab_chart_view_stop_work (self);
  normlab_chart_view_drop_layout (self);
  g_clear_pointer (&self->picks, g_array_unref);
  g_clear_pointer (&self->next, normlab_chart_lines_free);
  g_clear_pointer (&self->tagged, normlab_chart_lines_free);
  g_clear_pointer (&self->over, gsk_render_node_unref);
  self->over_key = 0;
  if (self->lines != NULL)
    normlab_chart_lines_freeze (self->lines);
  if (self->model == NULL)
    {
      g_clear_pointer (&self->lines, normlab_chart_lines_free);
      self->stale_since = 0;
    }
}

/* Layout */

static gboolean
is_beyond (const NormlabChartAxis *axis, const NormlabChartZoom *zoom, double value)
{
  return axis->automatic && isfinite (value) && (value < zoom->full_min || value > zoom->full_max);
}

/* Whether the ranges that the model has are others than those that are shown in full. Points that
 * were drawn before are not looked at again. */
static gboolean
has_outgrown (NormlabChartView *self)
{
  const NormlabChartModel *model = self->model;

  if ((!model->x.automatic
       && (model->x.min != self->x.full_min || model->x.max != self->x.full_max))
      || (!model->y.automatic
          && (model->y.min != self->y.full_min || model->y.max != self->y.full_max)))
    return TRUE;

  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);
      const NormlabChartPoint *points = normlab_chart_series_get_points (series);
      guint first = self->lines != NULL && self->lines_serial == self->serial
                        ? normlab_chart_lines_get_n_points (self->lines, i)
                        : 0;

      if (series->hidden)
        continue;
      if (series->diverged && is_beyond (&model->x, &self->x, series->diverged_x))
        return TRUE;
      for (guint j = first; j < series->points->len; j++)
        if (is_beyond (&model->x, &self->x, points[j].x)
            || is_beyond (&model->y, &self->y, points[j].y))
          return TRUE;
    }
  return FALSE;
}

static void
follow_ranges (NormlabChartView *self)
{
  double x_min, x_max, y_min, y_max;

  normlab_chart_model_get_ranges (self->model, &x_min, &x_max, &y_min, &y_max);
  normlab_chart_zoom_set_full (&self->x, x_min, x_max, self->model->x.whole);
  normlab_chart_zoom_set_full (&self->y, y_min, y_max, self->model->y.whole);
}

/* Whether the layout shows the ranges that it should. */
static gboolean
shows_ranges (NormlabChartView *self)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);

  return panel->x.min == self->x.min && panel->x.max == self->x.max && panel->y.min == self->y.min
         && panel->y.max == self->y.max;
}

static void
draw_frame (NormlabChartView *self, int width, int height)
{
  cairo_t *cr;

  g_clear_pointer (&self->frame, normlab_chart_canvas_free);
  self->frame = normlab_chart_canvas_new (width, height, self->factor);
  cr = normlab_chart_canvas_begin (self->frame);
  normlab_chart_draw_frame (cr, self->layout);
  cairo_destroy (cr);
  normlab_chart_canvas_touch_all (self->frame);
}

static void
renew_layout (NormlabChartView *self, int width, int height)
{
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->layout = normlab_chart_view_create_layout (self, &self->style, width, height);
  self->serial++;
  draw_frame (self, width, height);
  g_clear_pointer (&self->tagged, normlab_chart_lines_free);
  g_clear_pointer (&self->over, gsk_render_node_unref);
  self->over_key = 0;
  if (self->lines != NULL)
    normlab_chart_lines_freeze (self->lines);
  /* What grows by itself would never be done if it began again each time. */
  if (self->next == NULL || self->hurried)
    begin_lines (self);
  self->hurried = FALSE;
}

gboolean
normlab_chart_view_ensure_layout (NormlabChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int factor = gtk_widget_get_scale_factor (widget);
  NormlabChartStyle style;

  if (!normlab_chart_view_has_content (self) || width < 1 || height < 1)
    return FALSE;

  normlab_chart_view_init_style (self, &style, FALSE);
  if (memcmp (&style, &self->style, sizeof style) != 0 || factor != self->factor)
    {
      self->hurried = TRUE;
      normlab_chart_view_drop_layout (self);
    }
  self->style = style;
  self->factor = factor;
  if (self->layout == NULL || (self->grown && has_outgrown (self)))
    follow_ranges (self);
  if (self->layout == NULL || self->layout->width != width || self->layout->height != height
      || !shows_ranges (self))
    renew_layout (self, width, height);
  return TRUE;
}

/* What lies over the lines */

/* 0 when nothing does; otherwise it changes with what must be seen at once. */
static guint
get_over_key (NormlabChartView *self)
{
  guint key = self->layout->sheet.width > 0 ? 1 : 0;

  for (guint i = 0; i < self->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);
      const NormlabChartPoint *points = normlab_chart_series_get_points (series);
      guint n_seen = 0;

      for (guint j = 0; j < series->points->len && n_seen < 2; j++)
        n_seen += isfinite (points[j].y) ? 1 : 0;
      if (!series->hidden && (n_seen == 1 || series->diverged))
        key = (key * 31 + i * 4 + (n_seen == 1 ? 1 : 0) + (series->diverged ? 2 : 0)) | 1;
    }
  return key;
}

static void
draw_over (NormlabChartView *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->layout->width,
                                                                  (float) self->layout->height));

  normlab_chart_draw_over (cr, self->layout);
  cairo_destroy (cr);
  g_clear_pointer (&self->over, gsk_render_node_unref);
  self->over = gtk_snapshot_free_to_node (snapshot);
}

static gboolean
renew_over (gpointer data)
{
  NormlabChartView *self = data;

  self->over_source = 0;
  self->over_key = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Words beside crosses lie on no line, which takes its time to find: while lines grow around them,
 * that is done now and then. */
static void
ensure_over (NormlabChartView *self, gboolean grown)
{
  guint key = get_over_key (self);

  if (key == 0)
    g_clear_pointer (&self->over, gsk_render_node_unref);
  else if (key != self->over_key)
    draw_over (self);
  else if (grown && self->over_source == 0)
    self->over_source = g_timeout_add (OVER_INTERVAL, renew_over, self);
  self->over_key = key;
}

/* The lines that stand out */

static void
snapshot_dimness (NormlabChartView *self, GtkSnapshot *snapshot)
{
  const NormlabChartColor *paper = &self->style.background;
  const GdkRGBA veil = { (float) paper->red, (float) paper->green, (float) paper->blue, DIMNESS };
  double room = self->style.line_width;

  for (guint p = 0; p < self->layout->panels->len; p++)
    {
      const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, p)->plot;

      gtk_snapshot_append_color (
          snapshot, &veil,
          &GRAPHENE_RECT_INIT ((float) (plot->x - room), (float) (plot->y - room),
                               (float) (plot->width + 2 * room), (float) (plot->height + room)));
    }
}

static void
snapshot_tagged (NormlabChartView *self, GtkSnapshot *snapshot, guint tag)
{
  if (self->tagged == NULL || self->tagged_tag != tag || self->tagged_serial != self->serial)
    {
      g_clear_pointer (&self->tagged, normlab_chart_lines_free);
      self->tagged = normlab_chart_lines_new (self->layout, self->factor, tag);
      self->tagged_tag = tag;
      self->tagged_serial = self->serial;
      normlab_chart_lines_work (self->tagged, G_MAXINT64);
    }
  normlab_chart_lines_advance (self->tagged);
  snapshot_dimness (self, snapshot);
  normlab_chart_lines_snapshot (self->tagged, snapshot);
}

void
normlab_chart_view_snapshot_picture (NormlabChartView *self, GtkSnapshot *snapshot)
{
  gboolean grown = self->grown;
  int tag = normlab_chart_view_get_standing_out (self);
  gboolean late = g_get_monotonic_time () - self->stale_since > LATE;

  self->grown = FALSE;
  work (self, late ? WORK_WHEN_LATE : WORK_IN_FRAME);
  if (self->next != NULL && self->work_source == 0)
    self->work_source = g_idle_add (work_between_frames, self);

  normlab_chart_canvas_snapshot (self->frame, snapshot);
  if (self->lines == NULL)
    {
      normlab_chart_lines_snapshot (self->next, snapshot);
    }
  else if (self->lines_serial == self->serial)
    {
      if (grown)
        normlab_chart_lines_advance (self->lines);
      normlab_chart_lines_snapshot (self->lines, snapshot);
    }
  else
    {
      normlab_chart_lines_snapshot_in (self->lines, snapshot, self->layout);
    }
  if (tag >= 0)
    snapshot_tagged (self, snapshot, (guint) tag);
  ensure_over (self, grown);
  if (self->over != NULL)
    gtk_snapshot_append_node (snapshot, self->over);
}
