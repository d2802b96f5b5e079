/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-thumbnail.h"

#include <math.h>

#include "normlab-map-colors.h"

/* Of a map's width, between two. */
#define GAP 0.08

static void
draw_cell (const NormlabMapModel *model,
           cairo_t *cr,
           const NormlabMapPlace *place,
           const NormlabChartRect *map)
{
  const NormlabMapCell *cell = normlab_map_model_peek_cell (model, place);
  double width = map->width / normlab_map_model_get_n_columns (model);
  double height = map->height / normlab_map_model_get_n_rows (model);
  guint line
      = model->y.ordered ? normlab_map_model_get_n_rows (model) - 1 - place->row : place->row;
  double left = floor (map->x + place->column * width), top = floor (map->y + line * height);
  NormlabChartColor color;

  if (normlab_map_cell_get_state (cell) != NORMLAB_MAP_STATE_KNOWN)
    return;
  color = normlab_map_get_color (normlab_map_model_get_share (model, cell->value));
  normlab_chart_color_set_source (&color, cr);
  cairo_rectangle (cr, left, top, floor (map->x + (place->column + 1) * width) - left,
                   floor (map->y + (line + 1) * height) - top);
  cairo_fill (cr);
}

void
normlab_map_draw_thumbnail (const NormlabMapModel *model, cairo_t *cr, const NormlabChartRect *rect)
{
  guint n = model->panels->len;
  double width = rect->width / (n + GAP * (n - 1.0));
  NormlabMapPlace place;

  for (place.panel = 0; place.panel < n; place.panel++)
    {
      const NormlabChartRect map
          = { rect->x + place.panel * (1 + GAP) * width, rect->y, width, rect->height };

      for (place.row = 0; place.row < normlab_map_model_get_n_rows (model); place.row++)
        for (place.column = 0; place.column < normlab_map_model_get_n_columns (model);
             place.column++)
          draw_cell (model, cr, &place, &map);
    }
}
