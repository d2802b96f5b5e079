/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot.h"

G_BEGIN_DECLS

/**
 * NormlabCliChartOptions:
 * @mapping: the channels of the hyperparameters in @mapped (bits)
 * @closed: bits by channel of those that were given, and take nothing else
 * @seen: bits by the place of an option in the table of this file
 *
 * What the command line says about the picture. A plain value.
 */
typedef struct
{
  NormlabPlotOptions plot;
  NormlabMapping mapping;
  guint mapped;
  guint closed;
  guint seen;
} NormlabCliChartOptions;

void normlab_cli_chart_options_init (NormlabCliChartOptions *self);

/* Takes the value of an option of the picture: "chart-look", "metric", "color", … An error is a
 * mistake in usage. */
gboolean normlab_cli_chart_options_set (NormlabCliChartOptions *self,
                                        const char *name,
                                        const char *value,
                                        GError **error);

/* The name of one that was given; NULL when none was. */
const char *normlab_cli_chart_options_get_given (const NormlabCliChartOptions *self);

/* Draws runs (NormlabRun) into a file, as normlab_plot_export() does. */
gboolean normlab_cli_chart_options_export (const NormlabCliChartOptions *self,
                                           const char *path,
                                           GPtrArray *runs,
                                           const char *title,
                                           const char *caption,
                                           GError **error);

G_END_DECLS
