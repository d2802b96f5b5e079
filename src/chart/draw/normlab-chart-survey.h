/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-chart-room.h"

G_BEGIN_DECLS

/* What is free for words in a panel but for its lines, @crosses (NormlabChartPoint, of each series)
 * and a legend; normlab_chart_room_clear() it. */
void normlab_chart_survey (NormlabChartRoom *room,
                           const NormlabChartLayout *layout,
                           guint panel,
                           const GArray *crosses);

G_END_DECLS
