/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-canvas.h"
#include "normlab-chart-layout.h"
#include "normlab-clock.h"

G_BEGIN_DECLS

/**
 * NormlabChartLines:
 *
 * A kept picture of a chart's lines, in the making, growing with them, or frozen: scaled to another
 * layout until it has been made anew. Faint lines lie on a canvas of their own, so that they stay
 * beneath the others as they grow.
 */
typedef struct _NormlabChartLines NormlabChartLines;

/* The lines of a tag, or of all (G_MAXUINT). @layout's parts are kept, its model must outlive the
 * lines until they are frozen. */
NormlabChartLines *normlab_chart_lines_new (const NormlabChartLayout *layout, int scale, guint tag);
void normlab_chart_lines_free (NormlabChartLines *self);

/* Draws line after line until @deadline, by @clock, at least one. TRUE once all are drawn. */
gboolean
normlab_chart_lines_work (NormlabChartLines *self, const NormlabClock *clock, gint64 deadline);
gboolean normlab_chart_lines_get_finished (const NormlabChartLines *self);

/* Draws what has been added to the lines that are drawn already. */
void normlab_chart_lines_advance (NormlabChartLines *self);

/* How many points of a series have been drawn. */
guint normlab_chart_lines_get_n_points (const NormlabChartLines *self, guint series);

/* From now on the model may change, or go. */
void normlab_chart_lines_freeze (NormlabChartLines *self);

void normlab_chart_lines_snapshot (NormlabChartLines *self, GtkSnapshot *snapshot);
/* Frozen ones, put where @layout has the same values; nothing if it has other panels. */
void normlab_chart_lines_snapshot_in (NormlabChartLines *self,
                                      GtkSnapshot *snapshot,
                                      const NormlabChartLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartLines, normlab_chart_lines_free)

G_END_DECLS
