/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot-options.h"

G_BEGIN_DECLS

/* The ends of an axis as people type them. */
typedef enum
{
  NORMLAB_PLOT_RANGE_FROM,
  NORMLAB_PLOT_RANGE_TO,
} NormlabPlotRangeEnd;

/* Reads both ends; "", or blanks, is one that is automatic. What is wrong with which of them, to be
 * freed; NULL for nothing. On anything else the range is unchanged. Neither is more than 1e100, or,
 * beside 0, less than 1e-100; below 0 likewise, which only a @free axis has (see
 * NormlabMetricInfo). */
char *normlab_plot_range_read (NormlabPlotRange *self,
                               gboolean free,
                               const char *from,
                               const char *to,
                               NormlabPlotRangeEnd *wrong);
/* An end as it is typed: "" where it is automatic. */
char *normlab_plot_range_format_end (const NormlabPlotRange *self, NormlabPlotRangeEnd end);

/* Both with ":" between them, "100:500", ":0.5". FALSE where it is none. */
gboolean normlab_plot_range_from_text (NormlabPlotRange *self, gboolean free, const char *text);
char *normlab_plot_range_to_text (const NormlabPlotRange *self);

/* Ranges of several axes in one text, each by the word of what the axis measures:
 * "steps=100:500;loss=:0.5". What is not there, or cannot be read, is automatic. */
void normlab_plot_ranges_get (const char *ranges, const char *word, NormlabPlotRange *range);
/* The word of a metric there; what other programs call theirs may be any text. Free with g_free().
 */
char *normlab_plot_ranges_create_word (NormlabMetric metric);
/* The text with another range of that word. */
char *normlab_plot_ranges_set (const char *ranges, const char *word, const NormlabPlotRange *range);

G_END_DECLS
