/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-walker.h"

#include <math.h>

static const NormlabChartSeries *
get_series (const NormlabChartLayout *layout, guint i)
{
  return g_ptr_array_index (layout->model->series, i);
}

/* Whether the keys can be on a line. */
static gboolean
is_walkable (const NormlabChartSeries *series)
{
  return !series->hidden && !series->training && series->points->len > 0;
}

/* Beginning */

static void
put_on (NormlabChartWalker *self, const NormlabChartLayout *layout, guint i, double value)
{
  *self = (NormlabChartWalker){ TRUE, i, get_series (layout, i)->tag, value };
}

gboolean
normlab_chart_walker_begin (NormlabChartWalker *self,
                            const NormlabChartLayout *layout,
                            const NormlabChartPick *pick)
{
  double max = normlab_chart_layout_get_panel (layout, 0)->x.max;

  if (self->walking)
    return TRUE;
  if (pick != NULL)
    {
      put_on (self, layout, pick->series, pick->at.x);
      return TRUE;
    }
  for (guint i = 0; i < layout->model->series->len && !self->walking; i++)
    {
      const NormlabChartSeries *series = get_series (layout, i);
      const NormlabChartPoint *points = normlab_chart_series_get_points (series);

      if (is_walkable (series))
        put_on (self, layout, i, MIN (points[series->points->len - 1].x, max));
    }
  return FALSE;
}

/* Walking */

/* To another point of the same line: one back or forth, the first or the last. */
static void
move_along (NormlabChartWalker *self, const NormlabChartLayout *layout, int by)
{
  const NormlabChartSeries *series = get_series (layout, self->series);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  gint64 last = (gint64) series->points->len - 1;
  gint64 at = normlab_chart_pick_point (series, self->value);

  do
    at = CLAMP (at + by, 0, last);
  while (!isfinite (points[at].y) && at > 0 && at < last);
  if (isfinite (points[at].y))
    self->value = points[at].x;
}

typedef struct
{
  guint series, panel;
  double y;
} Step;

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *first = a;
  const Step *second = b;

  if (first->panel != second->panel)
    return first->panel < second->panel ? -1 : 1;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;
  return first->series < second->series ? -1 : first->series > second->series;
}

/* To the next line above or below, then to the next panel. */
static void
climb (NormlabChartWalker *self, const NormlabChartLayout *layout, int by)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint p = 0; p < layout->panels->len; p++)
    {
      g_autoptr (GArray) picks = normlab_chart_pick_at (layout, p, self->value, 0);

      for (guint i = 0; i < picks->len; i++)
        {
          const NormlabChartPick *pick = &g_array_index (picks, NormlabChartPick, i);
          Step step = { pick->series, p, pick->pixel.y };

          g_array_append_val (steps, step);
        }
    }
  g_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, Step, i).series == self->series)
      {
        gint64 to = (gint64) i + by;

        if (to >= 0 && to < (gint64) steps->len)
          put_on (self, layout, g_array_index (steps, Step, to).series, self->value);
        return;
      }
}

void
normlab_chart_walker_step (NormlabChartWalker *self,
                           const NormlabChartLayout *layout,
                           NormlabChartWalk walk)
{
  g_return_if_fail (self->walking);

  switch (walk)
    {
    case NORMLAB_CHART_WALK_PREVIOUS:
      move_along (self, layout, -1);
      break;
    case NORMLAB_CHART_WALK_NEXT:
      move_along (self, layout, 1);
      break;
    case NORMLAB_CHART_WALK_FIRST:
      move_along (self, layout, G_MININT);
      break;
    case NORMLAB_CHART_WALK_LAST:
      move_along (self, layout, G_MAXINT);
      break;
    case NORMLAB_CHART_WALK_ABOVE:
      climb (self, layout, -1);
      break;
    case NORMLAB_CHART_WALK_BELOW:
      climb (self, layout, 1);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Picking */

/* In another model the run may have another line. */
static void
follow_tag (NormlabChartWalker *self, const NormlabChartLayout *layout)
{
  guint n = layout->model->series->len;

  if (self->series < n && get_series (layout, self->series)->tag == self->tag
      && !get_series (layout, self->series)->hidden)
    return;
  for (guint i = 0; i < n; i++)
    if (get_series (layout, i)->tag == self->tag && is_walkable (get_series (layout, i)))
      {
        self->series = i;
        return;
      }
}

/* Puts the line @series first. */
static void
put_first (GArray *picks, guint series)
{
  for (guint i = 1; i < picks->len; i++)
    {
      NormlabChartPick pick = g_array_index (picks, NormlabChartPick, i);

      if (pick.series != series)
        continue;
      g_array_remove_index (picks, i);
      g_array_insert_val (picks, 0, pick);
      return;
    }
}

GArray *
normlab_chart_walker_pick (NormlabChartWalker *self, const NormlabChartLayout *layout, guint *panel)
{
  const NormlabChartSeries *series;
  const NormlabChartScale *y;
  NormlabChartPoint at;
  GArray *picks;
  guint point;

  follow_tag (self, layout);
  if (self->series >= layout->model->series->len)
    return NULL;
  series = get_series (layout, self->series);
  point = normlab_chart_pick_point (series, self->value);
  if (series->hidden || point == G_MAXUINT)
    return NULL;

  *panel = series->panel;
  y = &normlab_chart_layout_get_panel (layout, *panel)->y;
  at = normlab_chart_series_get_points (series)[point];
  picks = normlab_chart_pick_at (layout, *panel, at.x, normlab_chart_scale_to_pixel (y, at.y));
  put_first (picks, self->series);
  return picks;
}
