/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-snapshot.h"

typedef struct
{
  NormlabMapModel *model;
  NormlabChartStyle style;
} Map;

static void
map_free (gpointer data)
{
  Map *map = data;

  normlab_map_model_free (map->model);
  g_free (map);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Map *map = data;

  normlab_map_draw_all (map->model, &map->style, cr, width, height);
}

NormlabPageSnapshot *
normlab_map_snapshot_new (const char *stem,
                          NormlabMapModel *model,
                          const NormlabChartStyle *style,
                          double width,
                          double height)
{
  NormlabPicture picture = { .width = width, .height = height, .draw = draw };
  Map *map;

  g_return_val_if_fail (stem != NULL && model != NULL && style != NULL, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);

  map = g_new (Map, 1);
  *map = (Map){ model, *style };
  picture.title = model->title;
  picture.caption = model->caption;
  picture.details = model->details;
  picture.data = map;
  return normlab_page_snapshot_new (stem, &picture, map_free);
}
