/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-chart-pick.h"

G_BEGIN_DECLS

/* What a chart says at some place, in words. */

/* As many digits as make sense of what the axis shows in full, four for accuracies; on a
 * logarithmic one, of each value. "–" for what is not finite. */
char *normlab_chart_card_format (const NormlabChartLayout *layout, double value);
/* "step 420" */
char *normlab_chart_card_format_place (const NormlabChartLayout *layout, double x);
/* What there is to say of the beginning, if that is at @x; otherwise NULL. */
const char *normlab_chart_card_get_beginning (const NormlabChartLayout *layout, double x);
/* That the run began again there, "began again at step 420"; otherwise NULL. */
char *normlab_chart_card_format_restart (const NormlabChartLayout *layout,
                                         const NormlabChartPick *pick);
/* Of a mean; otherwise NULL. */
const NormlabChartSpread *normlab_chart_card_get_spread (const NormlabChartLayout *layout,
                                                         const NormlabChartPick *pick);
/* "0.8123", of a mean "0.8123 ± 0.0045", which is half of its 95 % interval. */
char *normlab_chart_card_format_pick (const NormlabChartLayout *layout,
                                      const NormlabChartPick *pick);

/* Whether it is something else than the baseline, which has a point at the same place. */
gboolean normlab_chart_card_is_compared (const NormlabChartLayout *layout,
                                         const NormlabChartPick *pick);
/* How much more than the baseline it has, "+0.0123"; of the baseline "baseline", and "–" where
 * there is nothing to compare. */
char *normlab_chart_card_format_difference (const NormlabChartLayout *layout,
                                            const NormlabChartPick *pick);

/* All there is to say of the first run of @picks (NormlabChartPick), for those who cannot see it.
 */
char *normlab_chart_card_describe (const NormlabChartLayout *layout, GArray *picks);

G_END_DECLS
