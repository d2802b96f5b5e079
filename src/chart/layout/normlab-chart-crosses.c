/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-layout.h"

#include <math.h>

/* Crosses so far apart, in radii, do not hide one another; moved ones are a little farther. */
#define APART 1.7
#define PITCH 1.75
/* After so many places, a cross stays where it is. */
#define MAX_TRIES 120
/* So far from its middle, in radii, a cross is still meant. */
#define REACH 1.5

typedef struct
{
  guint series;
  guint step;
} Cross;

static gboolean
is_shown (const NormlabChartLayout *layout, const NormlabChartSeries *series)
{
  const NormlabChartScale *x = &normlab_chart_layout_get_panel (layout, series->panel)->x;

  return !series->hidden && series->diverged && series->diverged_x >= x->min
         && series->diverged_x <= x->max;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Cross *first = a;
  const Cross *second = b;

  if (first->step != second->step)
    return first->step < second->step ? -1 : 1;
  return first->series < second->series ? -1 : first->series > second->series;
}

/* In the order in which they came, so that none moves when another comes. */
static GArray *
list_crosses (const NormlabChartLayout *layout)
{
  GArray *crosses = g_array_new (FALSE, FALSE, sizeof (Cross));

  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
      Cross cross = { i, series->diverged_step };

      if (is_shown (layout, series))
        g_array_append_val (crosses, cross);
    }
  g_array_sort (crosses, compare);
  return crosses;
}

static gboolean
is_free (const NormlabChartLayout *layout,
         const GArray *crosses,
         guint n_placed,
         const GArray *places,
         guint panel,
         NormlabChartPoint at)
{
  double apart = APART * NORMLAB_CHART_CROSS_RADIUS * layout->style.font_size;

  for (guint i = 0; i < n_placed; i++)
    {
      guint other = g_array_index (crosses, Cross, i).series;
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, other);
      const NormlabChartPoint *place = &g_array_index (places, NormlabChartPoint, other);

      if (series->panel == panel && fabs (place->x - at.x) < apart
          && fabs (place->y - at.y) < apart)
        return FALSE;
    }
  return TRUE;
}

/* 0, −1, 1, −2, 2 … */
static int
get_offset (guint i)
{
  int distance = (int) (i + 1) / 2;

  return i % 2 == 1 ? -distance : distance;
}

static NormlabChartPoint
find_place (const NormlabChartLayout *layout,
            const GArray *crosses,
            guint n_placed,
            const GArray *places)
{
  const NormlabChartSeries *series
      = g_ptr_array_index (layout->model->series, g_array_index (crosses, Cross, n_placed).series);
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, series->panel)->plot;
  NormlabChartPoint mark = normlab_chart_layout_get_mark (layout, series);
  double pitch = PITCH * NORMLAB_CHART_CROSS_RADIUS * layout->style.font_size;
  guint n_rows = 2 * (guint) (plot->height / pitch) + 1;

  for (guint i = 0, n_tried = 0; n_tried < MAX_TRIES && i < 4 * MAX_TRIES; i++)
    {
      NormlabChartPoint at
          = { mark.x + get_offset (i / n_rows) * pitch, mark.y + get_offset (i % n_rows) * pitch };
      const NormlabChartRect pixel = { at.x, at.y, 0, 0 };

      if (i > 0 && !normlab_chart_rect_contains (plot, &pixel))
        continue;
      if (is_free (layout, crosses, n_placed, places, series->panel, at))
        return at;
      n_tried++;
    }
  return mark;
}

GArray *
normlab_chart_layout_find_crosses (const NormlabChartLayout *self)
{
  const NormlabChartPoint none = { NAN, NAN };
  GArray *places = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_autoptr (GArray) crosses = list_crosses (self);

  for (guint i = 0; i < self->model->series->len; i++)
    g_array_append_val (places, none);
  for (guint i = 0; i < crosses->len; i++)
    g_array_index (places, NormlabChartPoint, g_array_index (crosses, Cross, i).series)
        = find_place (self, crosses, i, places);
  return places;
}

int
normlab_chart_layout_find_cross (const NormlabChartLayout *self,
                                 const GArray *crosses,
                                 double x,
                                 double y)
{
  double nearest = REACH * NORMLAB_CHART_CROSS_RADIUS * self->style.font_size;
  int found = -1;

  for (guint i = 0; i < crosses->len; i++)
    {
      const NormlabChartPoint *at = &g_array_index (crosses, NormlabChartPoint, i);
      double distance = MAX (fabs (at->x - x), fabs (at->y - y));

      /* Not for what is NAN. */
      if (distance <= nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}
