/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the cells of a layout are, and which one lies where. */

#include "normlab-map-layout.h"

#include <math.h>
#include <stdlib.h>

static const NormlabChartRect *
get_plot (const NormlabMapLayout *self, guint panel)
{
  return &g_array_index (self->panels, NormlabMapPanel, panel).plot;
}

/* Steps from little to much rise; words are read from the top. */
static guint
get_line (const NormlabMapLayout *self, guint row)
{
  return self->model->y.ordered ? normlab_map_model_get_n_rows (self->model) - 1 - row : row;
}

NormlabChartRect
normlab_map_layout_get_rect (const NormlabMapLayout *self, const NormlabMapPlace *place)
{
  const NormlabChartRect *plot = get_plot (self, place->panel);
  guint line = get_line (self, place->row);
  double left = floor (plot->x + place->column * self->cell_width);
  double top = floor (plot->y + line * self->cell_height);
  double right = floor (plot->x + (place->column + 1) * self->cell_width);
  double bottom = floor (plot->y + (line + 1) * self->cell_height);

  return (NormlabChartRect){ left, top, right - left, bottom - top };
}

static gboolean
is_in (const NormlabChartRect *rect, double x, double y)
{
  return x >= rect->x && y >= rect->y && x < rect->x + rect->width && y < rect->y + rect->height;
}

/* Where a pixel begins and ends is the rectangle's affair: the division may miss it by one. */
static gboolean
find_near (const NormlabMapLayout *self, double x, double y, NormlabMapPlace *near)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        NormlabMapPlace place = { near->panel, near->row + (guint) dy, near->column + (guint) dx };
        NormlabChartRect rect;

        if (!normlab_map_model_has (self->model, &place))
          continue;
        rect = normlab_map_layout_get_rect (self, &place);
        if (!is_in (&rect, x, y))
          continue;
        *near = place;
        return TRUE;
      }
  return FALSE;
}

gboolean
normlab_map_layout_find (const NormlabMapLayout *self, double x, double y, NormlabMapPlace *place)
{
  for (guint i = 0; i < self->panels->len; i++)
    {
      const NormlabChartRect *plot = get_plot (self, i);
      NormlabMapPlace near = { .panel = i };
      double line = floor ((y - plot->y) / self->cell_height);

      if (x < plot->x || y < plot->y || x >= plot->x + plot->width || y >= plot->y + plot->height)
        continue;
      near.row = get_line (
          self, (guint) CLAMP (line, 0, normlab_map_model_get_n_rows (self->model) - 1.0));
      near.column = (guint) MAX (floor ((x - plot->x) / self->cell_width), 0);
      if (!find_near (self, x, y, &near))
        return FALSE;
      *place = near;
      return TRUE;
    }
  return FALSE;
}

/* One step along one side; FALSE past the last panel. */
static gboolean
step_right (const NormlabMapLayout *self, NormlabMapPlace *place, int by)
{
  guint n = normlab_map_model_get_n_columns (self->model);
  guint column = place->panel % self->n_columns;

  if (by > 0 ? place->column + 1 < n : place->column > 0)
    {
      place->column += (guint) by;
      return TRUE;
    }
  if (by > 0 ? column + 1 >= self->n_columns || place->panel + 1 >= self->panels->len : column == 0)
    return FALSE;
  place->panel += (guint) by;
  place->column = by > 0 ? 0 : n - 1;
  return TRUE;
}

static gboolean
step_down (const NormlabMapLayout *self, NormlabMapPlace *place, int by)
{
  guint n = normlab_map_model_get_n_rows (self->model);
  guint line = get_line (self, place->row);

  if (by > 0 ? line + 1 < n : line > 0)
    {
      place->row = get_line (self, line + (guint) by);
      return TRUE;
    }
  if (by > 0 ? place->panel + self->n_columns >= self->panels->len : place->panel < self->n_columns)
    return FALSE;
  place->panel += (guint) by * self->n_columns;
  place->row = get_line (self, by > 0 ? 0 : n - 1);
  return TRUE;
}

NormlabMapPlace
normlab_map_layout_walk (const NormlabMapLayout *self,
                         const NormlabMapPlace *from,
                         int right,
                         int up)
{
  NormlabMapPlace place = *from;

  g_return_val_if_fail (normlab_map_model_has (self->model, from), place);

  for (int i = abs (right); i > 0 && step_right (self, &place, right > 0 ? 1 : -1); i--)
    ;
  for (int i = abs (up); i > 0 && step_down (self, &place, up > 0 ? -1 : 1); i--)
    ;
  return place;
}
