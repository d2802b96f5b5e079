/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-pick.h"

#include <math.h>

/* How far beyond its ends a line is still met, in em. */
#define REACH 0.8

guint
normlab_chart_pick_point (const NormlabChartSeries *series, double x)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  guint n = series->points->len;
  guint found = normlab_chart_points_find (points, n, x);

  if (n == 0)
    return G_MAXUINT;
  if (found == n || (found > 0 && x - points[found - 1].x < points[found].x - x))
    found--;
  return found;
}

/* The same, but on a scale on which the nearest on screen may be another one. */
static guint
find_point (const NormlabChartScale *scale, const NormlabChartSeries *series, double x)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  guint n = series->points->len;
  guint found = normlab_chart_points_find (points, n, x);
  double pixel;

  if (!scale->logarithmic || found == 0 || found == n)
    return normlab_chart_pick_point (series, x);
  pixel = normlab_chart_scale_to_pixel (scale, x);
  return pixel - normlab_chart_scale_to_pixel (scale, points[found - 1].x)
                 < normlab_chart_scale_to_pixel (scale, points[found].x) - pixel
             ? found - 1
             : found;
}

/* Whether a line has something to say at @x: it does between its points, and a little beyond its
 * ends, but not in a gap. */
static gboolean
reaches (const NormlabChartLayout *layout, const NormlabChartSeries *series, guint point, double x)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  double room = REACH * layout->style.font_size;
  double away = fabs (normlab_chart_scale_to_pixel (&panel->x, points[point].x)
                      - normlab_chart_scale_to_pixel (&panel->x, x));

  if (!isfinite (points[point].y))
    return FALSE;
  if (point == 0 && x < points[point].x)
    return away <= room;
  if (point == series->points->len - 1 && x > points[point].x)
    return away <= room;
  return TRUE;
}

/* FALSE where the line is hidden, elsewhere, or has no point at @x. */
static gboolean
pick_line (const NormlabChartLayout *layout, guint panel, guint i, double x, NormlabChartPick *pick)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
  const NormlabChartPanel *place;
  guint point;

  if (series->hidden || series->panel != panel)
    return FALSE;
  place = normlab_chart_layout_get_panel (layout, panel);
  point = find_point (&place->x, series, x);
  if (point == G_MAXUINT || !reaches (layout, series, point, x))
    return FALSE;

  *pick = (NormlabChartPick){
    .series = i, .tag = series->tag, .point = point, .training = NAN, .gap = NAN
  };
  pick->at = normlab_chart_series_get_points (series)[point];
  pick->pixel.x = normlab_chart_scale_to_pixel (&place->x, pick->at.x);
  pick->pixel.y = normlab_chart_scale_to_pixel (&place->y, pick->at.y);
  return TRUE;
}

static NormlabChartPick *
find_tag (GArray *picks, guint tag)
{
  for (guint i = 0; i < picks->len && tag != G_MAXUINT; i++)
    {
      NormlabChartPick *pick = &g_array_index (picks, NormlabChartPick, i);

      if (pick->tag == tag)
        return pick;
    }
  return NULL;
}

/* Of the lines of one run, the one that stands out speaks for it. */
static void
add_main_lines (const NormlabChartLayout *layout, guint panel, double x, GArray *picks)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < layout->model->series->len; i++)
      {
        const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
        NormlabChartPick pick;

        if (!series->training && series->faint == (pass == 1)
            && find_tag (picks, series->tag) == NULL && pick_line (layout, panel, i, x, &pick))
          g_array_append_val (picks, pick);
      }
}

static void
add_training_lines (const NormlabChartLayout *layout, guint panel, double x, GArray *picks)
{
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
      NormlabChartPick pick;

      if (series->training && pick_line (layout, panel, i, x, &pick))
        {
          NormlabChartPick *main = find_tag (picks, series->tag);

          /* It may begin behind the other. */
          if (main == NULL)
            g_array_append_val (picks, pick);
          else if (pick.at.x >= main->at.x && pick.at.x <= main->at.x)
            {
              main->training = pick.at.y;
              if (series->spans != NULL)
                main->gap = pick.at.y - main->at.y;
            }
        }
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer near_y)
{
  const NormlabChartPick *first = a;
  const NormlabChartPick *second = b;
  double x = fabs (first->pixel.y - *(const double *) near_y);
  double y = fabs (second->pixel.y - *(const double *) near_y);

  if (x != y)
    return x < y ? -1 : 1;
  return first->series < second->series ? -1 : first->series > second->series;
}

GArray *
normlab_chart_pick_at (const NormlabChartLayout *layout, guint panel, double x, double near_y)
{
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (NormlabChartPick));

  g_return_val_if_fail (panel < layout->panels->len, picks);

  add_main_lines (layout, panel, x, picks);
  add_training_lines (layout, panel, x, picks);
  g_array_sort_with_data (picks, compare, &near_y);
  return picks;
}

/* Where the longest line of a panel ends; −∞ without any. */
static double
find_end (const NormlabChartLayout *layout, guint panel)
{
  double end = -INFINITY;

  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);

      if (!series->hidden && series->panel == panel && series->points->len > 0)
        end = MAX (end, normlab_chart_series_get_points (series)[series->points->len - 1].x);
    }
  return end;
}

GArray *
normlab_chart_pick (const NormlabChartLayout *layout, double x, double y, guint *panel)
{
  int found = normlab_chart_layout_find_panel (layout, x, y);
  g_autoptr (GArray) picks = NULL;
  double value, end;

  if (found < 0)
    return NULL;

  *panel = (guint) found;
  value = normlab_chart_scale_to_value (&normlab_chart_layout_get_panel (layout, *panel)->x, x);
  end = find_end (layout, *panel);
  if (isfinite (end))
    value = MIN (value, end);
  picks = normlab_chart_pick_at (layout, *panel, value, y);
  if (picks->len == 0)
    return g_steal_pointer (&picks);
  return normlab_chart_pick_at (layout, *panel, g_array_index (picks, NormlabChartPick, 0).at.x, y);
}
