/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-mapping.h"
#include "normlab-run.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_METRIC_ACCURACY,
  NORMLAB_METRIC_LOSS,
} NormlabMetric;

typedef enum
{
  NORMLAB_ABSCISSA_STEPS,
  NORMLAB_ABSCISSA_SECONDS,
} NormlabAbscissa;

typedef enum
{
  NORMLAB_BAND_NONE,      /* every seed has its line */
  NORMLAB_BAND_RANGE,     /* mean of the seeds, band from the least to the greatest */
  NORMLAB_BAND_DEVIATION, /* mean of the seeds, band of ± one standard deviation */
} NormlabBand;

/**
 * NormlabComparisonOptions:
 * @training: whether the training batch's accuracy is shown, faint, beside the test set's
 * @members: with a band, whether each seed's line is shown, faint
 * @smoothing: weight of what came before in an exponential moving average, 0 (off) to 0.99
 *
 * A plain value.
 */
typedef struct
{
  NormlabMetric metric;
  NormlabAbscissa abscissa;
  NormlabView view;
  NormlabBand band;
  gboolean training;
  gboolean members;
  double smoothing;
} NormlabComparisonOptions;

/* What a change asks of whoever keeps a picture. */
typedef enum
{
  NORMLAB_COMPARISON_SAME,
  NORMLAB_COMPARISON_POINTS, /* points were added at the ends of lines */
  NORMLAB_COMPARISON_FRAME,  /* ranges, words, looks or lines changed: draw anew */
} NormlabComparisonChange;

/**
 * NormlabComparison:
 *
 * Runs as a chart: a model in which each run keeps its look, in panel, colour and dash, whatever else
 * is shown. Colours are given to values in the order in which runs brought them, so that runs which
 * are added later change none.
 */
typedef struct _NormlabComparison NormlabComparison;

NormlabComparison *normlab_comparison_new (void);
void normlab_comparison_free (NormlabComparison *self);

/* Replaces the runs (NormlabRun; references are taken). names (nullable, and so is each): those
 * that people gave them. All are shown. */
void normlab_comparison_set_runs (NormlabComparison *self,
                                  GPtrArray *runs,
                                  const char *const *names);
guint normlab_comparison_get_n_runs (const NormlabComparison *self);
/* Hides or shows run @i; the look of none changes, but means are of the seeds that are shown. */
void normlab_comparison_set_shown (NormlabComparison *self, guint i, gboolean shown);

/* NULL: as normlab_mapping_init() has it, anew whenever the runs change. In the view
 * NORMLAB_VIEW_OVERLAY, what would make panels takes colour, also of a mapping by hand. */
void normlab_comparison_set_mapping (NormlabComparison *self, const NormlabMapping *mapping);
/* The one in use. */
const NormlabMapping *normlab_comparison_get_mapping (const NormlabComparison *self);
/* Bit d is set when the runs differ in dimension d. */
guint normlab_comparison_get_varying (const NormlabComparison *self);

void normlab_comparison_set_options (NormlabComparison *self,
                                     const NormlabComparisonOptions *options);
const NormlabComparisonOptions *normlab_comparison_get_options (const NormlabComparison *self);

/* The look of run @i: an index into the palette, whether its line is broken, its panel. */
guint normlab_comparison_get_color (const NormlabComparison *self, guint i);
gboolean normlab_comparison_get_dashed (const NormlabComparison *self, guint i);
guint normlab_comparison_get_panel (const NormlabComparison *self, guint i);

/* Takes over what the runs have added to their histories. */
NormlabComparisonChange normlab_comparison_follow (NormlabComparison *self);

/* What to draw: owned by the comparison, and always the same object. Setters leave it as it is;
 * this function and follow() bring it up to date in place, and after a setter make its lines,
 * panels and entries anew, so that a layout of it is no longer to be used. Each series' tag is the
 * index of its run, or of the first shown run of its seeds. */
NormlabChartModel *normlab_comparison_get_model (NormlabComparison *self);

/* The chart in a few sentences, for those who cannot see it: what is shown, which run leads and
 * where each stands ("12 networks after 400 of 1000 steps. Best test accuracy: ReLU, He, 0.914.
 * …"). */
char *normlab_comparison_get_summary (NormlabComparison *self);

/* What to write beneath the chart when it leaves the program: version, data, what the shown runs
 * have in common, and their seeds. */
char *normlab_comparison_get_caption (const NormlabComparison *self);
/* The recipes of the shown runs as a file of an experiment has them, from which each can be trained
 * again to the same bits. */
char *normlab_comparison_get_details (const NormlabComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabComparison, normlab_comparison_free)

G_END_DECLS
