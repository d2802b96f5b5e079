/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PAGE_SNAPSHOT (normlab_page_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPageSnapshot, normlab_page_snapshot, NORMLAB, PAGE_SNAPSHOT, GObject)

/**
 * NormlabPageSnapshot:
 *
 * What a page shows at some moment, as it leaves the program: a chart of its own with its caption,
 * how it looks and which part of it is shown. It never changes, whatever becomes of the page, and
 * is drawn as often as one likes.
 */

/* @stem: what a file of it is called by default, without an ending. @model is taken; it must have a
 * panel. @width × @height: pixels, at least 1, that suit it. @x and @y (each nullable: everything):
 * the ranges that are shown. */
NormlabPageSnapshot *normlab_page_snapshot_new (const char *stem,
                                                NormlabChartModel *model,
                                                const NormlabChartStyle *style,
                                                double width,
                                                double height,
                                                const NormlabChartScale *x,
                                                const NormlabChartScale *y);

const char *normlab_page_snapshot_get_stem (NormlabPageSnapshot *self);
double normlab_page_snapshot_get_width (NormlabPageSnapshot *self);
double normlab_page_snapshot_get_height (NormlabPageSnapshot *self);

/* Where everything goes at any size, at least 1 × 1 pixels; not to be used longer than the
 * snapshot. Free with normlab_chart_layout_free(). */
NormlabChartLayout *
normlab_page_snapshot_lay_out (NormlabPageSnapshot *self, double width, double height);

/* Draws it on any Cairo context, at @width × @height pixels from the origin. */
void
normlab_page_snapshot_draw (NormlabPageSnapshot *self, cairo_t *cr, double width, double height);

G_END_DECLS
