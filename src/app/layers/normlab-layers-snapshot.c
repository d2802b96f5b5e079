/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-layers-snapshot.h"

#include "normlab-layers-draw.h"

typedef struct
{
  NormlabLayersModel *model;
  NormlabChartStyle style;
} Layers;

static void
layers_free (gpointer data)
{
  Layers *layers = data;

  normlab_layers_model_free (layers->model);
  g_free (layers);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Layers *layers = data;
  g_autoptr (NormlabLayersLayout) layout
      = normlab_layers_layout_new (layers->model, &layers->style, width, height);

  normlab_layers_draw (cr, layout);
}

NormlabPageSnapshot *
normlab_layers_snapshot_new (const char *stem,
                             NormlabLayersModel *model,
                             const NormlabChartStyle *style,
                             double width,
                             double height)
{
  NormlabPicture picture = { .width = width, .height = height, .draw = draw };
  Layers *layers;

  g_return_val_if_fail (stem != NULL && model != NULL && style != NULL, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);

  layers = g_new (Layers, 1);
  *layers = (Layers){ model, *style };
  picture.title = model->title;
  picture.caption = model->caption;
  picture.details = model->details;
  picture.data = layers;
  return normlab_page_snapshot_new (stem, &picture, layers_free);
}
