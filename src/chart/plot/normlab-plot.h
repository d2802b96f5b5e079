/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-chart-model.h"
#include "normlab-plot-options.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* What a change asks of whoever keeps a picture. */
typedef enum
{
  NORMLAB_PLOT_SAME,
  NORMLAB_PLOT_POINTS, /* points were added at the ends of lines */
  NORMLAB_PLOT_FRAME,  /* ranges, words, looks or lines changed: draw anew */
  NORMLAB_PLOT_LOOKS,  /* the same, and a run may have another look */
} NormlabPlotChange;

/**
 * NormlabPlot:
 *
 * Runs as a chart: a model in which each run keeps its look, in panel, colour and dash, whatever
 * else is shown. Colours are given to values in the order in which runs brought them, so that runs
 * which are added later change none.
 */
typedef struct _NormlabPlot NormlabPlot;

NormlabPlot *normlab_plot_new (void);
void normlab_plot_free (NormlabPlot *self);

/* Replaces the runs (NormlabRun; references are taken). names (each nullable): those that people
 * gave them; NULL: their own (normlab_run_get_title()). All are shown. */
void normlab_plot_set_runs (NormlabPlot *self, GPtrArray *runs, const char *const *names);
/* What all others are compared with (of NormlabRun): one of them, or several whose mean it is; NULL
 * for none. They need not be shown. */
void normlab_plot_set_baseline (NormlabPlot *self, GPtrArray *runs);
guint normlab_plot_get_n_runs (const NormlabPlot *self);
/* What would be trained on now (nullable, as at first): runs on anything else say on what. */
void normlab_plot_set_data_in_use (NormlabPlot *self, NormlabDataId *data);
/* What somebody calls the chart, in place of what it would be called, and has to say about it; each
 * nullable, as at first. */
void normlab_plot_set_words (NormlabPlot *self, const char *title, const char *note);
/* Hides or shows run @i; the look of none changes, but means are of the seeds that are shown. */
void normlab_plot_set_shown (NormlabPlot *self, guint i, gboolean shown);

/* NULL: as normlab_mapping_init() has it, anew when other hyperparameters vary or one of them has
 * more or fewer values than when it was chosen. In the view
 * NORMLAB_ARRANGEMENT_OVERLAY, what would make panels takes colour, also of a mapping by hand. */
void normlab_plot_set_mapping (NormlabPlot *self, const NormlabMapping *mapping);
/* The one in use. */
const NormlabMapping *normlab_plot_get_mapping (const NormlabPlot *self);
/* Bit d is set when the runs differ in hyperparameter d. */
guint normlab_plot_get_varying (const NormlabPlot *self);

void normlab_plot_set_options (NormlabPlot *self, const NormlabPlotOptions *options);
const NormlabPlotOptions *normlab_plot_get_options (const NormlabPlot *self);

/* Whether what is shown spans so much that equal ratios should be equally far apart: more than two
 * decades. */
gboolean normlab_plot_is_wide (const NormlabPlot *self);

/* Whether there is something of what is trained on beside what is measured, so that there can be a
 * gap. */
gboolean normlab_plot_has_training (const NormlabPlot *self);

/* Where a step is on the x axis; NAN where it is not at the same place for all that are shown. */
double normlab_plot_get_place (NormlabPlot *self, guint step);

/* Whether the model's legend keeps entries whose lines are all hidden, set back, for somebody who
 * can have them shown again; at first it does not. */
void normlab_plot_set_interactive (NormlabPlot *self, gboolean interactive);
/* Whether an entry of the legend stands for run @i among others, shown or not. */
gboolean
normlab_plot_is_in_entry (const NormlabPlot *self, guint i, const NormlabChartEntry *entry);

/* The look of run @i: its colour (normlab-chart-style.h), whether its line is broken, its panel. */
guint normlab_plot_get_color (const NormlabPlot *self, guint i);
gboolean normlab_plot_get_dashed (const NormlabPlot *self, guint i);
guint normlab_plot_get_panel (const NormlabPlot *self, guint i);

/* Takes over what the runs have added to their histories, as far as patience goes. */
NormlabPlotChange normlab_plot_follow (NormlabPlot *self);
/* How many samples are taken over at a time, for somebody who has to draw in between; at first all
 * of them. */
void normlab_plot_set_patience (NormlabPlot *self, guint n_samples);
/* Whether some are left: the next normlab_plot_follow() takes them over, or goes on to. */
gboolean normlab_plot_is_behind (const NormlabPlot *self);

/* What to draw: owned by the comparison, and always the same object. Setters leave it as it is;
 * this function and follow() bring it up to date in place, and after a setter make its lines,
 * panels and entries anew, so that a layout of it is no longer to be used. Each series' tag is the
 * index of its run, or of the first shown run of its seeds. */
NormlabChartModel *normlab_plot_get_model (NormlabPlot *self);

/* The chart in a few sentences, for those who cannot see it: what is shown, which run leads and
 * where each stands ("12 networks after 400 of 1000 steps. Best test accuracy: ReLU, He, 0.914.
 * …"). */
char *normlab_plot_get_summary (NormlabPlot *self);

/* What to write beneath the chart when it leaves the program: version, data, what the shown runs
 * have in common, and their seeds. */
char *normlab_plot_get_caption (const NormlabPlot *self);
/* The recipes of the shown runs as a file of an experiment has them, from which each can be trained
 * again to the same bits. */
char *normlab_plot_get_details (const NormlabPlot *self);
/* What is drawn now, with both: a copy, which follows nothing. Free with
 * normlab_chart_model_free(). */
NormlabChartModel *normlab_plot_create_captioned_model (NormlabPlot *self);

/* The size at which the chart is a good picture; of a single row of panels also in how many columns
 * it then is. */
void
normlab_plot_get_natural_size (NormlabPlot *self, double *width, double *height, guint *n_columns);

/* Draws what is shown on white and writes SVG, PDF or PNG (twice the pixels) by the ending of
 * @path: whole or not at all. @title (nullable) stands in place of the model's own, unless somebody
 * gave it one; @caption (nullable) goes beneath in small type. */
gboolean normlab_plot_export (NormlabPlot *self,
                              const char *path,
                              const char *title,
                              const char *caption,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabPlot, normlab_plot_free)

G_END_DECLS
