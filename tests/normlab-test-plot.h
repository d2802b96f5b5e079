/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot.h"

G_BEGIN_DECLS

/* A plot, and runs on a small data set for it to show. */
typedef struct
{
  NormlabPlot *plot;
  NormlabPlotOptions options;
  NormlabDataset *dataset;
  GPtrArray *runs; /* NormlabRun, owned; none at first */
} NormlabTestPlot;

void normlab_test_plot_set_up (NormlabTestPlot *self, gconstpointer data);
void normlab_test_plot_tear_down (NormlabTestPlot *self, gconstpointer data);

/* Shows its runs as its options say. */
void normlab_test_plot_show (NormlabTestPlot *self);

G_END_DECLS
