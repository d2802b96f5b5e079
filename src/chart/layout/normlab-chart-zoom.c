/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-zoom.h"

#include <math.h>

/* Closer than this, curves are straight lines. */
#define MAX_FACTOR 2000
#define MIN_STEPS 4

static gboolean
has_head (const NormlabChartZoom *self)
{
  return self->head != 0 && self->head > self->full_min && self->head < self->full_max;
}

static void
confine (NormlabChartZoom *self, double min, double span)
{
  double full = self->full_max - self->full_min;

  span = MAX (span, MIN (self->least, full));
  /* A little less than everything is everything, which somebody who otherwise saw no more than the
   * head has asked for. */
  if (!(span < full * 0.999))
    {
      normlab_chart_zoom_reset (self);
      self->zoomed = has_head (self);
      self->max = self->full_max;
      return;
    }
  self->zoomed = TRUE;
  self->min = CLAMP (min, self->full_min, self->full_max - span);
  self->max = self->min + span;
}

void
normlab_chart_zoom_set_full (NormlabChartZoom *self, double min, double max, gboolean whole)
{
  g_return_if_fail (isfinite (min) && isfinite (max) && min < max);

  self->full_min = min;
  self->full_max = max;
  self->least = (max - min) / MAX_FACTOR;
  if (whole)
    self->least = MAX (self->least, MIN_STEPS);
  if (self->zoomed)
    confine (self, self->min, self->max - self->min);
  else
    normlab_chart_zoom_reset (self);
}

void
normlab_chart_zoom_set_head (NormlabChartZoom *self, double head)
{
  self->head = head;
  if (self->zoomed)
    confine (self, self->min, self->max - self->min);
  else
    normlab_chart_zoom_reset (self);
}

gboolean
normlab_chart_zoom_shows_part (const NormlabChartZoom *self)
{
  return self->zoomed || has_head (self);
}

void
normlab_chart_zoom_show (NormlabChartZoom *self, double a, double b)
{
  double low, high, span;

  g_return_if_fail (isfinite (a) && isfinite (b));

  low = CLAMP (MIN (a, b), self->full_min, self->full_max);
  high = CLAMP (MAX (a, b), self->full_min, self->full_max);
  span = MAX (high - low, self->least);
  confine (self, (low + high) / 2 - span / 2, span);
}

void
normlab_chart_zoom_about (NormlabChartZoom *self, double at, double factor)
{
  double span, share;

  g_return_if_fail (isfinite (at) && factor > 0);

  share = CLAMP ((at - self->min) / (self->max - self->min), 0, 1);
  span = MAX ((self->max - self->min) / factor, MIN (self->least, self->max - self->min));
  confine (self, self->min + share * (self->max - self->min - span), span);
}

void
normlab_chart_zoom_pan (NormlabChartZoom *self, double by)
{
  g_return_if_fail (isfinite (by));

  if (normlab_chart_zoom_shows_part (self))
    confine (self, self->min + by, self->max - self->min);
}

void
normlab_chart_zoom_reset (NormlabChartZoom *self)
{
  self->zoomed = FALSE;
  self->min = self->full_min;
  self->max = has_head (self) ? self->head : self->full_max;
}
