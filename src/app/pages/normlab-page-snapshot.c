/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-page-snapshot.h"

#include "normlab-chart-draw.h"

struct _NormlabPageSnapshot
{
  GObject parent_instance;

  char *stem;
  NormlabChartModel *model;
  NormlabChartStyle style;
  double width, height;
  NormlabChartScale *x, *y; /* NULL: everything is shown */
};

G_DEFINE_FINAL_TYPE (NormlabPageSnapshot, normlab_page_snapshot, G_TYPE_OBJECT)

static void
normlab_page_snapshot_finalize (GObject *object)
{
  NormlabPageSnapshot *self = NORMLAB_PAGE_SNAPSHOT (object);

  g_free (self->stem);
  normlab_chart_model_free (self->model);
  g_free (self->x);
  g_free (self->y);

  G_OBJECT_CLASS (normlab_page_snapshot_parent_class)->finalize (object);
}

static void
normlab_page_snapshot_class_init (NormlabPageSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_page_snapshot_finalize;
}

static void
normlab_page_snapshot_init (NormlabPageSnapshot *self)
{
}

NormlabPageSnapshot *
normlab_page_snapshot_new (const char *stem,
                           NormlabChartModel *model,
                           const NormlabChartStyle *style,
                           double width,
                           double height,
                           const NormlabChartScale *x,
                           const NormlabChartScale *y)
{
  NormlabPageSnapshot *self;

  g_return_val_if_fail (stem != NULL && style != NULL, NULL);
  g_return_val_if_fail (model != NULL && model->panels->len > 0, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);

  self = g_object_new (NORMLAB_TYPE_PAGE_SNAPSHOT, NULL);
  self->stem = g_strdup (stem);
  self->model = model;
  self->style = *style;
  self->width = width;
  self->height = height;
  self->x = g_memdup2 (x, sizeof *x);
  self->y = g_memdup2 (y, sizeof *y);
  return self;
}

const char *
normlab_page_snapshot_get_stem (NormlabPageSnapshot *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), NULL);

  return self->stem;
}

double
normlab_page_snapshot_get_width (NormlabPageSnapshot *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), 1);

  return self->width;
}

double
normlab_page_snapshot_get_height (NormlabPageSnapshot *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), 1);

  return self->height;
}

NormlabChartLayout *
normlab_page_snapshot_lay_out (NormlabPageSnapshot *self, double width, double height)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), NULL);

  return normlab_chart_layout_new (self->model, &self->style, width, height, self->x, self->y);
}

void
normlab_page_snapshot_draw (NormlabPageSnapshot *self, cairo_t *cr, double width, double height)
{
  g_autoptr (NormlabChartLayout) layout = NULL;

  g_return_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self));

  layout = normlab_page_snapshot_lay_out (self, width, height);
  normlab_chart_draw_layout (cr, layout);
}
