/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/**
 * NormlabChartCard:
 *
 * What a chart says at some place: a heading, and for each of the nearest runs a sample of its
 * line, its name and its values. Text is shaped only when it changes.
 */
typedef struct _NormlabChartCard NormlabChartCard;

NormlabChartCard *normlab_chart_card_new (void);
void normlab_chart_card_free (NormlabChartCard *self);

/* The first few of @picks (NormlabChartPick). */
void
normlab_chart_card_set (NormlabChartCard *self, const NormlabChartLayout *layout, GArray *picks);

/* Beside the pixel @at, where it hides neither that nor what is beyond an edge of the layout. */
NormlabChartRect normlab_chart_card_place (NormlabChartCard *self,
                                           const NormlabChartLayout *layout,
                                           NormlabChartPoint at);
void normlab_chart_card_snapshot (NormlabChartCard *self,
                                  GtkSnapshot *snapshot,
                                  const NormlabChartLayout *layout,
                                  const NormlabChartRect *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartCard, normlab_chart_card_free)

G_END_DECLS
