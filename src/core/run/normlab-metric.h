/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-measures.h"
#include "normlab-sample.h"

G_BEGIN_DECLS

/* The settings of the window have the words and numbers of this enumeration; they are made from
 * this file (data/meson.build). */
typedef enum
{
  NORMLAB_METRIC_ACCURACY,
  NORMLAB_METRIC_LOSS,
  NORMLAB_METRIC_TRAINING_ACCURACY,
  NORMLAB_METRIC_TRAINING_LOSS,
  NORMLAB_METRIC_TEST_LOSS,
} NormlabMetric;

/* How far apart values lie on an axis. */
typedef enum /*< skip >*/
{
  NORMLAB_SCALE_LINEAR,
  NORMLAB_SCALE_LOGARITHMIC, /* equal ratios are equally far apart */
} NormlabScale;

/* A value of a sample; not finite where there is none. */
typedef double (*NormlabMetricGet) (const NormlabSample *sample);

/* How a value is written in a file of results, with as many digits as mean something. */
typedef char *(*NormlabMetricFormat) (double value);

/**
 * NormlabMetricInfo:
 * @word: what settings and the command line call it
 * @given: whether that is a name which another program gave it: then it stands in place of @title,
 *   @axis and @column too, and nobody translates it
 * @title: the same for people, to be translated, as are all words that follow
 *   (normlab_metric_translate())
 * @description: what is measured, and on what
 * @file_name: of a picture of it, without its ending; in the context "file name"
 * @axis: the title of its axis
 * @axis_with_training: the same where what is trained on is shown beside it
 * @axis_with_decay: @axis where the weight-decay term is a part of it; NULL: it never is
 * @unit: behind the axis' title; NULL for a number without one
 * @best: "Best …: %s, %s.": which network has the best, and how much
 * @alone: "Its … is %s."
 * @head: of its column in the table of runs, as short as can be; NULL: the title
 * @training_head: of a column of what @get_training gives before it; NULL: none
 * @best_head: of a column of each run's best value behind it; NULL: none
 * @get_value: on what the line shows
 * @get_training: the same on the training batch, faint beside it; NULL: that is what @get_value is
 *   of, or there is no such thing
 * @get_training_set: the same on the training set, in its place where that is measured; NULL: there
 *   is no such thing
 * @more_is_better: whether the greatest value is the best
 * @scale: of its axis, unless somebody chooses another one
 * @end: where the axis ends, which begins at 0; 0: where the values do, rounded up
 * @free: whether the axis begins where the values do
 * @column: its column in files of results
 * @training_column: of what @get_training gives
 * @needs: what has to be asked for that it is measured; all 0: nothing. Its column comes behind all
 *   others then
 * @format: of both; NULL: with the fewest digits that read back to the same float
 *
 * Something that is measured while a network trains, all there is to know about it. Chart, switch,
 * table, files of results, options and summary know no other metrics than those of the table.
 */
typedef struct
{
  const char *word;
  gboolean given;
  const char *title;
  const char *description;
  const char *file_name;
  const char *axis;
  const char *axis_with_training;
  const char *axis_with_decay;
  const char *unit;
  const char *best;
  const char *alone;
  const char *head;
  const char *training_head;
  const char *best_head;
  NormlabMetricGet get_value;
  NormlabMetricGet get_training;
  NormlabMetricGet get_training_set;
  gboolean more_is_better;
  NormlabScale scale;
  double end;
  gboolean free;
  const char *column;
  const char *training_column;
  NormlabMeasures needs;
  NormlabMetricFormat format;
} NormlabMetricInfo;

/* The table, in the order of NormlabMetric (normlab-metric-table.c, which tests replace by a longer
 * one). */
extern const NormlabMetricInfo normlab_metrics[];
extern const guint normlab_n_metrics;

const NormlabMetricInfo *normlab_metric_get_info (NormlabMetric metric);

/* Numbers from here on are metrics of other programs, which are no part of the table: they come as
 * they are met, and stay as long as the program runs. */
#define NORMLAB_METRIC_FOREIGN 1000
/* The one of that name, which is made if there is none yet. Any thread. */
NormlabMetric normlab_metric_of_foreign (const char *name);
/* What there is to know about it; normlab_metric_get_info() asks it. */
const NormlabMetricInfo *normlab_metric_get_foreign_info (NormlabMetric metric);

/* A word of a metric in the user's language; where it is a name that was given, as it was. */
const char *normlab_metric_translate (const NormlabMetricInfo *self, const char *word);
/* Likewise the name of a picture's file. */
const char *normlab_metric_get_file_name (const NormlabMetricInfo *self);

/* Whether who measures @measures, besides what always is, measures this. */
gboolean normlab_metric_is_measured (NormlabMetric metric, const NormlabMeasures *measures);
/* Whether who measures @measures has something of what is trained on to show beside it; NULL:
 * whether anybody may. */
gboolean normlab_metric_has_training (const NormlabMetricInfo *self,
                                      const NormlabMeasures *measures);
/* What there is of it in a sample: on the training set where that was measured, otherwise on the
 * batch; NAN without either. */
double normlab_metric_get_training (const NormlabMetricInfo *self, const NormlabSample *sample);

/* The one of that word; FALSE if none has it. */
gboolean normlab_metric_find (const char *word, NormlabMetric *metric);

G_END_DECLS
