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

/* Adds runs of different seeds, from 0 on, that can grow. */
void normlab_test_plot_add_seeds (NormlabTestPlot *self, guint n);
NormlabRun *normlab_test_plot_get_run (NormlabTestPlot *self, guint i);
/* Gives run @i another measurement. */
void normlab_test_plot_grow (NormlabTestPlot *self, guint i, guint step, double accuracy);

/* The line of a tag that is neither faint nor hidden; NULL where there is none. */
const NormlabChartSeries *normlab_test_plot_get_line (NormlabTestPlot *self, guint tag);
void normlab_test_plot_check_point (const NormlabChartSeries *series, guint i, double x, double y);
void
normlab_test_plot_check_span (const NormlabChartSeries *series, guint i, double low, double high);

/* The plot follows its runs, and says that so much has changed: NORMLAB_PLOT_… */
#define NORMLAB_TEST_PLOT_FOLLOW(self, what)                                                       \
  g_assert_cmpint (normlab_plot_follow ((self)->plot), ==, NORMLAB_PLOT_##what)

#define NORMLAB_TEST_PLOT_ADD(path, test)                                                          \
  g_test_add (path, NormlabTestPlot, NULL, normlab_test_plot_set_up, test,                         \
              normlab_test_plot_tear_down)

G_END_DECLS
