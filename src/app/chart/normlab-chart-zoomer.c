/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-zoomer.h"

#include <math.h>

#include "normlab-chart-zoom.h"

/* One notch of the wheel, one press of a key. */
#define WHEEL_FACTOR 1.25
#define KEY_FACTOR 1.5

/* A drag of fewer pixels is a click; one this much flatter than it is wide leaves y alone. */
#define MIN_DRAG 6
#define FLATNESS 0.25

/* A share of what there is to show that is nothing. */
#define ROUNDING 1e-9

/* How far from the edge what comes into sight is, as a share of what is shown. */
#define SIGHT 0.1

/* What the pointer does while a button is held. */
typedef enum
{
  DRAG_NONE,
  DRAG_SELECT,
  DRAG_PAN,
} Drag;

/* What is shown of an axis, and what that measures, for when the model is another one. The zoom is
 * of places (normlab_chart_scale_get_place()), so that it is alike everywhere on any scale.
 * @scale: of what kind it is, and the values at the ends of what there is to show */
typedef struct
{
  NormlabChartZoom zoom;
  char *title;
  NormlabChartScale scale;
} Axis;

struct _NormlabChartZoomer
{
  const NormlabChartModel *model;   /* borrowed */
  const NormlabChartLayout *layout; /* borrowed */
  Axis x, y;
  gboolean followed; /* what there is to show is known, as far as @seen */
  GArray *seen;      /* of guint: how many points of each series have been looked at */

  Drag drag;
  double from_x, from_y; /* where it began */
  double to_x, to_y;     /* where it is */
};

NormlabChartZoomer *
normlab_chart_zoomer_new (void)
{
  NormlabChartZoomer *self = g_new0 (NormlabChartZoomer, 1);

  self->seen = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

void
normlab_chart_zoomer_free (NormlabChartZoomer *self)
{
  if (self == NULL)
    return;

  g_free (self->x.title);
  g_free (self->y.title);
  g_array_unref (self->seen);
  g_free (self);
}

/* What there is to show */

static double
get_place (const Axis *self, double value)
{
  return normlab_chart_scale_get_place (&self->scale, value);
}

/* At the ends exactly what is there, as a logarithm and back would not be. */
static double
get_value (const Axis *self, double place)
{
  double nothing = (self->zoom.full_max - self->zoom.full_min) * ROUNDING;

  if (self->scale.logarithmic && fabs (place - self->zoom.full_min) <= nothing)
    return self->scale.min;
  if (self->scale.logarithmic && fabs (place - self->zoom.full_max) <= nothing)
    return self->scale.max;
  return normlab_chart_scale_get_value (&self->scale, place);
}

/* Where places lie otherwise, what is shown of the same values is at others. */
static void
set_scale (Axis *self, const NormlabChartScale *scale)
{
  double min = get_value (self, self->zoom.min), max = get_value (self, self->zoom.max);
  gboolean moves = self->zoom.zoomed && self->scale.logarithmic && scale->logarithmic
                   && self->scale.knee != scale->knee;

  self->scale = *scale;
  if (!moves)
    return;
  self->zoom.min = get_place (self, min);
  self->zoom.max = get_place (self, max);
}

/* Where an axis measures something else, or otherwise, a zoom means nothing. */
static void
follow_title (Axis *self, const NormlabChartAxis *axis)
{
  gboolean logarithmic = self->scale.logarithmic;
  NormlabChartScale scale = normlab_chart_axis_get_scale (axis, axis->min, axis->max, 0, 1);

  set_scale (self, &scale);
  if (g_strcmp0 (axis->title, self->title) == 0 && logarithmic == self->scale.logarithmic)
    return;
  normlab_chart_zoom_reset (&self->zoom);
  g_free (self->title);
  self->title = g_strdup (axis->title);
}

void
normlab_chart_zoomer_set_model (NormlabChartZoomer *self, const NormlabChartModel *model)
{
  self->model = model;
  self->followed = FALSE;
  if (model == NULL)
    return;
  follow_title (&self->x, &model->x);
  follow_title (&self->y, &model->y);
}

static gboolean
is_beyond (const Axis *self, const NormlabChartAxis *axis, double value)
{
  return axis->automatic && isfinite (value)
         && (value < get_value (self, self->zoom.full_min)
             || value > get_value (self, self->zoom.full_max));
}

static gboolean
is_fixed_elsewhere (const Axis *self, const NormlabChartAxis *axis)
{
  NormlabChartScale scale = normlab_chart_axis_get_scale (axis, axis->min, axis->max, 0, 1);

  return !axis->automatic
         && (!normlab_chart_scale_is_alike (&self->scale, &scale)
             || get_place (self, axis->min) != self->zoom.full_min
             || get_place (self, axis->max) != self->zoom.full_max);
}

/* Looks at the points of a series that are new. TRUE when one is beyond what there was to show. */
static gboolean
see (NormlabChartZoomer *self, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  guint *seen = &g_array_index (self->seen, guint, i);
  gboolean beyond = series->diverged && is_beyond (&self->x, &self->model->x, series->diverged_x);

  for (; *seen < series->points->len; (*seen)++)
    beyond |= is_beyond (&self->x, &self->model->x, points[*seen].x)
              || is_beyond (&self->y, &self->model->y, points[*seen].y);
  return beyond && !series->hidden;
}

/* The place of the model's head; 0 without one, and so for none that there is. */
static double
get_head (const NormlabChartZoomer *self)
{
  double head = self->model->x.head > 0 ? get_place (&self->x, self->model->x.head) : 0;

  return head == 0 && self->model->x.head > 0 ? G_MINDOUBLE : head;
}

static gboolean
has_outgrown (NormlabChartZoomer *self)
{
  const NormlabChartModel *model = self->model;
  gboolean outgrown
      = is_fixed_elsewhere (&self->x, &model->x) || is_fixed_elsewhere (&self->y, &model->y);

  outgrown |= self->x.zoom.head != get_head (self);
  g_array_set_size (self->seen, model->series->len);
  for (guint i = 0; i < model->series->len; i++)
    outgrown |= see (self, i);
  return outgrown;
}

static void
set_full (Axis *self, const NormlabChartAxis *axis, double min, double max)
{
  NormlabChartScale scale = normlab_chart_axis_get_scale (axis, min, max, 0, 1);

  set_scale (self, &scale);
  normlab_chart_zoom_set_full (&self->zoom, get_place (self, min), get_place (self, max),
                               axis->whole && !self->scale.logarithmic);
}

void
normlab_chart_zoomer_follow (NormlabChartZoomer *self)
{
  const NormlabChartModel *model = self->model;
  double x_min, x_max, y_min, y_max;

  if (self->model == NULL)
    return;
  if (!self->followed)
    g_array_set_size (self->seen, 0);
  if (!has_outgrown (self) && self->followed)
    return;

  self->followed = TRUE;
  normlab_chart_model_get_ranges (model, &x_min, &x_max, &y_min, &y_max);
  set_full (&self->x, &model->x, x_min, x_max);
  normlab_chart_zoom_set_head (&self->x.zoom, get_head (self));
  set_full (&self->y, &model->y, y_min, y_max);
}

void
normlab_chart_zoomer_set_layout (NormlabChartZoomer *self, const NormlabChartLayout *layout)
{
  self->layout = layout;
}

/* What is shown of it */

static NormlabChartScale
get_range (const Axis *self)
{
  return (NormlabChartScale){ .min = get_value (self, self->zoom.min),
                              .max = get_value (self, self->zoom.max),
                              .logarithmic = self->scale.logarithmic,
                              .knee = self->scale.knee };
}

void
normlab_chart_zoomer_get_ranges (const NormlabChartZoomer *self,
                                 NormlabChartScale *x,
                                 NormlabChartScale *y)
{
  *x = get_range (&self->x);
  *y = get_range (&self->y);
}

gboolean
normlab_chart_zoomer_get_zoomed (const NormlabChartZoomer *self)
{
  return self->x.zoom.zoomed || self->y.zoom.zoomed;
}

gboolean
normlab_chart_zoomer_shows_part (const NormlabChartZoomer *self)
{
  return normlab_chart_zoom_shows_part (&self->x.zoom)
         || normlab_chart_zoom_shows_part (&self->y.zoom);
}

/* The panel whose plot holds a pixel; NULL outside of them. */
static const NormlabChartPanel *
find_panel (const NormlabChartZoomer *self, double x, double y)
{
  int panel = self->layout != NULL ? normlab_chart_layout_find_panel (self->layout, x, y) : -1;

  return panel >= 0 ? normlab_chart_layout_get_panel (self->layout, (guint) panel) : NULL;
}

gboolean
normlab_chart_zoomer_scroll (NormlabChartZoomer *self,
                             double x,
                             double y,
                             double dx,
                             double dy,
                             GdkModifierType state)
{
  double factor = pow (WHEEL_FACTOR, -(dy != 0 || !(state & GDK_SHIFT_MASK) ? dy : dx));
  const NormlabChartPanel *panel = find_panel (self, x, y);

  if (panel == NULL || factor == 1)
    return FALSE;

  if (!(state & GDK_SHIFT_MASK))
    normlab_chart_zoom_about (
        &self->x.zoom, get_place (&self->x, normlab_chart_scale_to_value (&panel->x, x)), factor);
  if (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK))
    normlab_chart_zoom_about (
        &self->y.zoom, get_place (&self->y, normlab_chart_scale_to_value (&panel->y, y)), factor);
  return TRUE;
}

void
normlab_chart_zoomer_zoom (NormlabChartZoomer *self, double at, gboolean closer)
{
  NormlabChartZoom *x = &self->x.zoom;

  normlab_chart_zoom_about (x, isnan (at) ? (x->min + x->max) / 2 : get_place (&self->x, at),
                            closer ? KEY_FACTOR : 1 / KEY_FACTOR);
}

gboolean
normlab_chart_zoomer_keep_in_sight (NormlabChartZoomer *self, double value)
{
  NormlabChartZoom *x = &self->x.zoom;
  double at = get_place (&self->x, value);
  double room = (x->max - x->min) * SIGHT;

  if (!normlab_chart_zoom_shows_part (x) || (at >= x->min && at <= x->max))
    return FALSE;
  normlab_chart_zoom_pan (x, at - (at < x->min ? x->min + room : x->max - room));
  return TRUE;
}

void
normlab_chart_zoomer_reset (NormlabChartZoomer *self)
{
  normlab_chart_zoom_reset (&self->x.zoom);
  normlab_chart_zoom_reset (&self->y.zoom);
}

/* Dragging */

gboolean
normlab_chart_zoomer_begin_drag (NormlabChartZoomer *self, double x, double y, gboolean pan)
{
  if (find_panel (self, x, y) == NULL)
    return FALSE;
  self->drag = pan ? DRAG_PAN : DRAG_SELECT;
  self->from_x = self->to_x = x;
  self->from_y = self->to_y = y;
  return TRUE;
}

static void
pan_by (NormlabChartZoomer *self, double dx, double dy)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);

  normlab_chart_zoom_pan (&self->x.zoom, -dx / panel->plot.width
                                             * (get_place (&self->x, panel->x.max)
                                                - get_place (&self->x, panel->x.min)));
  normlab_chart_zoom_pan (&self->y.zoom, dy / panel->plot.height
                                             * (get_place (&self->y, panel->y.max)
                                                - get_place (&self->y, panel->y.min)));
}

gboolean
normlab_chart_zoomer_drag (NormlabChartZoomer *self, double dx, double dy)
{
  double x = self->from_x + dx;
  double y = self->from_y + dy;
  gboolean pans = self->drag == DRAG_PAN && self->layout != NULL;

  if (pans)
    pan_by (self, x - self->to_x, y - self->to_y);
  self->to_x = x;
  self->to_y = y;
  return pans;
}

/* What the rubber band covers, in the plot where it began; its whole height where it is flat. NULL
 * while it is too small, otherwise the panel. */
static const NormlabChartPanel *
get_band (const NormlabChartZoomer *self, NormlabChartRect *band, gboolean *flat)
{
  double width = fabs (self->to_x - self->from_x);
  double height = fabs (self->to_y - self->from_y);
  const NormlabChartPanel *panel = find_panel (self, self->from_x, self->from_y);
  const NormlabChartRect *plot;
  double left, right, top, bottom;

  if (self->drag != DRAG_SELECT || panel == NULL || MAX (width, height) < MIN_DRAG)
    return NULL;

  plot = &panel->plot;
  *flat = height < width * FLATNESS;
  left = CLAMP (MIN (self->from_x, self->to_x), plot->x, plot->x + plot->width);
  right = CLAMP (MAX (self->from_x, self->to_x), plot->x, plot->x + plot->width);
  top = CLAMP (MIN (self->from_y, self->to_y), plot->y, plot->y + plot->height);
  bottom = CLAMP (MAX (self->from_y, self->to_y), plot->y, plot->y + plot->height);
  if (*flat)
    {
      top = plot->y;
      bottom = plot->y + plot->height;
    }
  *band = (NormlabChartRect){ left, top, right - left, bottom - top };
  return panel;
}

gboolean
normlab_chart_zoomer_end_drag (NormlabChartZoomer *self, double dx, double dy)
{
  const NormlabChartPanel *panel;
  NormlabChartRect band;
  gboolean flat;

  self->to_x = self->from_x + dx;
  self->to_y = self->from_y + dy;
  panel = get_band (self, &band, &flat);
  self->drag = DRAG_NONE;
  if (panel == NULL)
    return FALSE;

  normlab_chart_zoom_show (
      &self->x.zoom, get_place (&self->x, normlab_chart_scale_to_value (&panel->x, band.x)),
      get_place (&self->x, normlab_chart_scale_to_value (&panel->x, band.x + band.width)));
  if (!flat)
    normlab_chart_zoom_show (
        &self->y.zoom, get_place (&self->y, normlab_chart_scale_to_value (&panel->y, band.y)),
        get_place (&self->y, normlab_chart_scale_to_value (&panel->y, band.y + band.height)));
  return TRUE;
}

gboolean
normlab_chart_zoomer_cancel_drag (NormlabChartZoomer *self)
{
  gboolean dragged = self->drag != DRAG_NONE;

  self->drag = DRAG_NONE;
  return dragged;
}

void
normlab_chart_zoomer_snapshot (NormlabChartZoomer *self, GtkSnapshot *snapshot)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const NormlabChartColor *ink;
  NormlabChartRect band;
  GskRoundedRect outline;
  GdkRGBA fill, line;
  gboolean flat;

  if (get_band (self, &band, &flat) == NULL)
    return;
  ink = &self->layout->style.palette[0];
  fill = (GdkRGBA){ (float) ink->red, (float) ink->green, (float) ink->blue, 0.15f };
  line = (GdkRGBA){ fill.red, fill.green, fill.blue, 0.8f };
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT ((float) band.x, (float) band.y, (float) band.width, (float) band.height),
      0);
  gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
  gtk_snapshot_append_border (snapshot, &outline, widths,
                              (const GdkRGBA[4]){ line, line, line, line });
}
