/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-map-draw.h"
#include "normlab-map-source-private.h"
#include "normlab-picture.h"

typedef struct
{
  const NormlabMapModel *model;
  const NormlabChartStyle *style;
} Map;

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Map *map = data;

  normlab_map_draw_all (map->model, map->style, cr, width, height);
}

static void
add_note (NormlabMapModel *model, const char *note)
{
  g_autofree char *caption = model->caption;

  model->caption = g_strconcat (caption, " · ", note, NULL);
}

gboolean
normlab_map_source_export (NormlabMapSource *self,
                           const char *path,
                           const char *title,
                           const char *note,
                           GError **error)
{
  g_autoptr (NormlabMapModel) model = NULL;
  NormlabPicture picture = { .draw = draw };
  NormlabChartStyle style;
  Map map;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  model = normlab_map_source_create_model (self);
  if (model->message != NULL)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, model->message);
      return FALSE;
    }
  normlab_map_source_add_words (self, model, title);
  if (note != NULL && *note != '\0')
    add_note (model, note);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_PRINT);
  normlab_map_get_natural_size (model, &style, &picture.width, &picture.height);
  map = (Map){ model, &style };
  picture.title = model->title;
  picture.caption = model->caption;
  picture.details = model->details;
  picture.data = &map;
  return normlab_picture_export (&picture, path, error);
}
