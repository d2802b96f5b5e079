/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-snapshot.h"

#include "normlab-digits-draw.h"

typedef struct
{
  NormlabDigitsModel *model;
  NormlabChartStyle style;
} Digits;

static void
digits_free (gpointer data)
{
  Digits *self = data;

  normlab_digits_model_free (self->model);
  g_free (self);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Digits *self = data;

  normlab_digits_draw_all (self->model, &self->style, cr, width, height);
}

NormlabPageSnapshot *
normlab_digits_snapshot_new (const char *stem,
                             NormlabDigitsModel *model,
                             const NormlabChartStyle *style,
                             double width)
{
  NormlabPicture picture = { .draw = draw };
  Digits *digits;

  g_return_val_if_fail (stem != NULL && model != NULL && style != NULL, NULL);
  g_return_val_if_fail (width >= 1, NULL);

  digits = g_new (Digits, 1);
  *digits = (Digits){ model, *style };
  picture.width = width;
  picture.height = normlab_digits_get_height (model, style, width);
  picture.title = model->title;
  picture.caption = model->caption;
  picture.data = digits;
  return normlab_page_snapshot_new (stem, &picture, digits_free);
}
