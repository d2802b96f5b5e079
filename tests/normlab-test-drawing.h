/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

#define NORMLAB_TEST_DRAWING_WIDTH 600
#define NORMLAB_TEST_DRAWING_HEIGHT 400

/* A chart of 0 to 1000 steps and accuracies of 0 to 1 with one empty line, laid out, and a white
 * surface of its size. */
typedef struct
{
  NormlabChartModel *model;
  NormlabChartSeries *series;
  NormlabChartStyle style;
  NormlabChartLayout *layout;
  const NormlabChartPanel *panel;
  cairo_surface_t *surface;
  cairo_t *cr;
} NormlabTestDrawing;

void normlab_test_drawing_set_up (NormlabTestDrawing *self, gconstpointer data);
void normlab_test_drawing_tear_down (NormlabTestDrawing *self, gconstpointer data);

/* How far a pixel is from white, 0 to 1. */
double normlab_test_drawing_get_ink (cairo_surface_t *surface, int x, int y);

G_END_DECLS
