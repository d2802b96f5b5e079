/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-names.h"
#include "normlab-plot-trace.h"
#include "normlab-plot.h"
#include "normlab-recipe-names.h"

G_BEGIN_DECLS

/* NormlabPlot is one class, split by concern: normlab-plot.c holds the runs, -looks gives them
 * colours and panels, -model makes lines of them, -means says whose mean is drawn, -axes and
 * -x-axis what the axes say, -baseline what lines are compared with, -legend the entries, -names
 * what runs are called, -summary and -caption the words, -notebook the notebook's look, -export
 * files. They call one another. */

typedef struct
{
  guint color;
  gboolean dashed;
  guint panel;
  gboolean shown;
} NormlabLook;

/* Of a run: @group: which others differ from it in their seeds only; @counted: whether it is among
 * those whose mean is drawn, or @late: will be once it has come as far. */
typedef struct
{
  guint group;
  gboolean counted;
  gboolean late;
} NormlabMember;

/* Of such a group: how many runs its line is of, and how many are late; whether all have ended. */
typedef struct
{
  guint n;
  guint n_late;
  gboolean complete;
} NormlabGroup;

/**
 * NormlabPlot:
 * @names: those that people gave, one for each run; each nullable
 * @title: what somebody calls the chart, likewise @note; each nullable
 * @data: which of @data_names each run was trained on
 * @n_data: how many of these there are; one more of @data_names may be @data_in_use
 * @data_in_use: (nullable): what would be trained on now
 * @is_elsewhere: whether a run was trained on anything else
 * @by_hand_mapping: the mapping set by hand, with @by_hand
 * @automatic: the one chosen last, with @is_chosen: for runs with @chosen_counts values in each
 *   hyperparameter, in the view @chosen_view
 * @mapping: the one in use
 * @varying: bit d is set when the runs differ in hyperparameter d
 * @precision: with how many digits the runs are named
 * @colors: of NormlabRecipe: what each colour stands for, in the hyperparameters of the mask; with
 *   @ordered, what each step of a ramp does
 * @marked: whether lines carry marks, since some panel has more of them than colours can tell
 * @traces: of NormlabTrace: one for each mean that is shown, then one for each run
 * @n_means: how many means that are
 * @members: of NormlabMember, one for each run; @groups: of NormlabGroup, @n_groups of them
 * @n_late: how many runs are late; @n_complete: how many groups of several runs have ended
 * @fronts: NormlabRun → the step that a line which has the run in it has come to
 * @shows_training: whether the model has lines of the training batch
 * @baseline: of NormlabRun, nullable: what lines are compared with; @baseline_trace: nullable: its
 *   own way into the model's
 * @stale: whether the model is to be made anew
 * @shown_stale: whether that other runs are shown is still to be told to it
 * @interactive: whether the legend keeps what is hidden
 */
struct _NormlabPlot
{
  GPtrArray *runs;
  GPtrArray *names;
  guint revision; /* of all of them together */
  char *title;
  char *note;
  NormlabRecipe *recipes;
  NormlabLook *looks;
  guint *data;
  NormlabDataNames *data_names;
  guint n_data;
  NormlabDataId *data_in_use;
  gboolean is_elsewhere;
  gboolean by_hand;
  NormlabMapping by_hand_mapping;
  gboolean is_chosen;
  NormlabMapping automatic;
  guint chosen_counts[NORMLAB_N_DIMENSIONS];
  NormlabArrangement chosen_view;
  NormlabMapping mapping;
  NormlabPlotOptions options;
  guint varying;
  NormlabPrecision precision;
  GArray *colors;
  guint color_hyperparameters;
  gboolean ordered;
  gboolean marked;
  GPtrArray *panels; /* of char: their titles */
  guint n_columns;
  GPtrArray *column_heads; /* of char, as the model's */
  GPtrArray *row_heads;
  NormlabChartModel *model;
  GArray *traces;
  guint n_means;
  NormlabMember *members;
  NormlabGroup *groups;
  guint n_groups;
  guint n_late;
  guint n_complete;
  GHashTable *fronts;
  GPtrArray *baseline;
  NormlabTrace *baseline_trace;
  guint patience; /* samples that are taken over at a time */
  gboolean behind;
  gboolean shows_training;
  gboolean stale;
  gboolean shown_stale;
  gboolean interactive;
};

static inline NormlabRun *
normlab_plot_get_run (const NormlabPlot *self, guint i)
{
  return g_ptr_array_index (self->runs, i);
}

/* Gives each run its colour, dash and panel. */
void normlab_plot_map (NormlabPlot *self);
/* The same, and their recipes, in which the number of steps may have changed. */
void normlab_plot_look_again (NormlabPlot *self);

/* The colour of what is @number of the colours that are known. */
guint normlab_plot_get_color_of (const NormlabPlot *self, guint number);

/* Says which data it is, where there are several. @text is taken over. */
char *normlab_plot_add_data (const NormlabPlot *self, char *text, guint data);

/* Colours of the notebook's look. */
#define NORMLAB_PLOT_NOTEBOOK_TRAINING 0
#define NORMLAB_PLOT_NOTEBOOK_TEST 1

/* The notebook's look has words and panels of its own (-notebook). */
gboolean normlab_plot_is_notebook (const NormlabPlot *self);
void normlab_plot_map_notebook (NormlabPlot *self);
void normlab_plot_set_notebook_titles (NormlabPlot *self);
void normlab_plot_add_notebook_entries (NormlabPlot *self);

gboolean normlab_plot_shows_any (const NormlabPlot *self);

/* What a person called run @i; NULL for nothing. */
const char *normlab_plot_get_given_name (const NormlabPlot *self, guint i);
/* What tells run @i from the others, or what a person called it. */
char *normlab_plot_get_run_name (const NormlabPlot *self, guint i);
/* What a person called all runs of a colour; NULL where that is not one name. */
const char *normlab_plot_get_given_name_of_color (const NormlabPlot *self, guint color);
/* The names that people gave to runs of the look of run @i in its panel, as far as they are shown,
 * or are not; NULL where there are none. */
char *normlab_plot_get_given_names_of_look (const NormlabPlot *self, guint i, gboolean shown);
/* Of the mean of these runs, which @n_late more will join. */
char *normlab_plot_get_mean_name (const NormlabPlot *self,
                                  const guint *members,
                                  guint n_members,
                                  guint n_late);

/* Says anew which runs belong together and which of them are late. */
void normlab_plot_group (NormlabPlot *self);
/* How far lines go now: they are not to go back. */
void normlab_plot_note_fronts (NormlabPlot *self);
/* Of runs that are none of @runs (of NormlabRun) no more is known. */
void normlab_plot_forget_fronts (NormlabPlot *self, GPtrArray *runs);
/* Whether a run that was late is so no longer, or the last one of a group has ended. */
gboolean normlab_plot_has_caught_up (const NormlabPlot *self);
/* What the last measurements of the runs of a mean that has ended are: "0.812 ± 0.006 (95 %), best
 * 0.820, worst 0.801, 1 diverged", in @brief without what is in the middle; ± is half of the 95 %
 * interval unless the band is the deviation. NULL while they may change, and without a mean. */
char *normlab_plot_describe_group (const NormlabPlot *self, guint group, gboolean brief);

/* What a colour, a dash or a panel stands for, in the words of these hyperparameters, with the
 * remark that all runs of it deserve. */
char *normlab_plot_name_alike (const NormlabPlot *self,
                               const NormlabRecipe *recipe,
                               guint hyperparameters);

/* On how many data sets the runs were trained, at least 1. */
static inline guint
normlab_plot_get_n_data (const NormlabPlot *self)
{
  return MAX (self->n_data, 1);
}

/* Whether seeds are summed up in means: not where they have looks of their own. */
gboolean normlab_plot_is_banded (const NormlabPlot *self);

/* Whether the training batch's lines are broken, since other lines are faint as well. Where batch
 * norm is what breaks lines, they are not. */
gboolean normlab_plot_get_training_dashed (const NormlabPlot *self);
/* Whether what is shown of run @i beside its line is of the training set rather than of a batch. */
gboolean normlab_plot_has_training_set (const NormlabPlot *self, guint i);

/* What the x axis measures; how far it reaches, TRUE when that is a change (-x-axis). */
void normlab_plot_set_x_title (NormlabPlot *self);
gboolean normlab_plot_fit_x_axis (NormlabPlot *self);
/* Makes an axis reach from @min to @max, with what comes first after 0 where there is room for it
 * (or 0); TRUE when that is a change. What is no range leaves it as it is. */
gboolean normlab_plot_fit_axis (NormlabChartAxis *axis, double min, double max, double knee);
/* Where an automatic axis ends which @range is asked of, and that is fit to end at @end. */
double normlab_plot_get_range_end (const NormlabPlotRange *range, double end);
/* What comes first on a logarithmic axis that ends at @end, where @least is the least value above 0
 * that is shown: a round number, at least a decade and at most eight before the end. */
double normlab_plot_get_first (double least, double end);
/* The first of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 … that is at least @value, so that an axis which
 * grows does so seldom. */
double normlab_plot_round_up (double value);

/* The model's baseline, and which lines are it; @budget as for normlab_trace_follow(). */
void normlab_plot_build_baseline (NormlabPlot *self);
void normlab_plot_follow_baseline (NormlabPlot *self, guint *budget);
void normlab_plot_clear_baseline (NormlabPlot *self);

/* What the model's axes measure, its title and its note. */
void normlab_plot_set_titles (NormlabPlot *self);
/* Makes the model's axes reach as far as they have to; TRUE when that is a change. */
gboolean normlab_plot_fit_axes (NormlabPlot *self);

/* Fills the model's legend. @n_seeds: the least and the greatest number of runs behind a mean; 0
 * without means. */
void normlab_plot_add_entries (NormlabPlot *self, const guint n_seeds[2]);

G_END_DECLS
