/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot.h"

G_BEGIN_DECLS

/**
 * NormlabCliChartOptions:
 * @mapping: the channels of the hyperparameters in @mapped (bits)
 * @closed: bits by channel of those that were given, and take nothing else
 * @title: (owned) (nullable): of the chart; likewise @note
 * @y_range: (owned) (nullable): as it was typed
 * @seen: bits by the place of an option in the table of this file
 *
 * What the command line says about the picture.
 */
typedef struct
{
  NormlabPlotOptions plot;
  NormlabMapping mapping;
  guint mapped;
  guint closed;
  char *title;
  char *note;
  char *y_range;
  guint seen;
} NormlabCliChartOptions;

void normlab_cli_chart_options_init (NormlabCliChartOptions *self);
void normlab_cli_chart_options_clear (NormlabCliChartOptions *self);

/* What title and note are unless options say otherwise; each nullable. */
void normlab_cli_chart_options_suggest_words (NormlabCliChartOptions *self,
                                              const char *title,
                                              const char *note);

/* Takes the value of an option of the picture: "chart-look", "metric", "color", … An error is a
 * mistake in usage. */
gboolean normlab_cli_chart_options_set (gpointer options,
                                        const char *name,
                                        const char *value,
                                        GError **error);

/* Whether the ends of the y axis are such as its metric has. @early: the metric may become another
 * one, unless it was given. Otherwise sets NORMLAB_ERROR_VALUE. */
gboolean normlab_cli_chart_options_check (const NormlabCliChartOptions *self,
                                          gboolean early,
                                          GError **error);

/* The name of one that was given; NULL when none was. @mapped: whether there is a map as well,
 * which has use for some of them. */
const char *normlab_cli_chart_options_get_given (const NormlabCliChartOptions *self,
                                                 gboolean mapped);

/* Draws runs (NormlabRun) into a file, as normlab_plot_export() does. */
gboolean normlab_cli_chart_options_export (const NormlabCliChartOptions *self,
                                           const char *path,
                                           GPtrArray *runs,
                                           const char *title,
                                           const char *caption,
                                           GError **error);

/* Before the name of what only another program measures, as a value of --metric. */
#define NORMLAB_CLI_OTHER_METRIC "other:"

/* clang-format off */

/* A setter, and the member of @type that is its place. */
#define NORMLAB_CLI_CHART(type, member)                                                            \
  normlab_cli_chart_options_set, G_STRUCT_OFFSET (type, member)

/* The rows of a command's table of options (NormlabCliOption). @set: such a setter and its place.
 */
#define NORMLAB_CLI_CHART_OPTIONS(set)                                                            \
  { .help = N_("The picture of --chart") },                                                       \
  { "chart-look", 0, "normlab|notebook", FALSE, set,                                              \
    N_("Look of the chart: Normlab’s, or the notebook’s own, for --notebook or a single run."),   \
    "normlab", "--chart-look notebook" },                                                         \
  { "metric", 0, N_("accuracy|loss|training-accuracy|training-loss|test-loss|other:NAME"), FALSE,  \
    set,                                                                                          \
    N_("What is drawn: the test accuracy, or the loss of the training batch; or accuracy and "    \
        "loss of the training set, or the loss of the test set, of runs of which these were "     \
        "measured; or what a log of another program calls by that name."),                        \
    "accuracy", "--metric loss" },                                                                \
  { "x", 0, "steps|epochs|images|seconds", FALSE, set,                                            \
    N_("What runs along the chart: steps; epochs, which are steps × batch size ÷ images trained "  \
       "on; images seen; or seconds of training."),                                               \
    "steps", "--x epochs" },                                                                      \
  { "x-scale", 0, "linear|logarithmic", FALSE, set,                                               \
    N_("How far apart places along the chart lie: equal differences, or equal ratios; step 0 "     \
       "stands at the left."),                                                                     \
    "linear", "--x-scale logarithmic" },                                                           \
  { "x-range", 0, N_("FROM:TO"), FALSE, set,                                                       \
    N_("Where the x axis begins and ends; what is left out is as it would be."),                   \
    N_("everything"), "--x-range 100:500" },                                                       \
  { "y-range", 0, N_("FROM:TO"), FALSE, set,                                                       \
    N_("The same of the y axis; below 0 where that is of --metric other:NAME."),                   \
    N_("everything"), "--y-range :0.5" },                                                          \
  { "scale", 0, "linear|logarithmic", FALSE, set,                                                 \
    N_("How far apart values lie: equal differences, or equal ratios."),                          \
    "linear", "--metric loss --scale logarithmic" },                                              \
  { "title", 0, N_("TEXT"), FALSE, set,                                                           \
    N_("What stands above the chart."),                                                           \
    N_("the experiment’s title, or what is drawn"), "--title 'What depth does'" },                \
  { "note", 0, N_("TEXT"), FALSE, set,                                                            \
    N_("What stands beneath the chart, as a remark."),                                            \
    N_("nothing"), "--note 'The same batches for all'" },                                         \
  { "color", 0, N_("KEYS|none"), FALSE, set,                                                      \
    N_("What colours show: names of recipe options, with commas between. What is not named finds " \
       "its own place."),                                                                         \
    N_("what makes the most readable picture"), "--color activation,init" },                      \
  { "dash", 0, N_("KEYS|none"), FALSE, set,                                                       \
    N_("What dashes show."),                                                                      \
    N_("what makes the most readable picture"), "--dash batch-norm" },                            \
  { "columns", 0, N_("KEYS|none"), FALSE, set,                                                    \
    N_("What panels side by side show."),                                                         \
    N_("what makes the most readable picture"), "--columns hidden" },                             \
  { "rows", 0, N_("KEYS|none"), FALSE, set,                                                       \
    N_("What panels one below another show."),                                                    \
    N_("what makes the most readable picture"), "--rows optimizer" },                             \
  { "band", 0, "none|range|deviation|interval", FALSE, set,                                       \
    N_("Seeds of one network: a line for each, or their mean in a band from the least to the "    \
       "greatest, of one standard deviation to either side, or of its interval (95 %)."),         \
    "range", "--band deviation" },                                                                \
  { "smoothing", 0, N_("WEIGHT"), FALSE, set,                                                     \
    N_("Weight of what came before in an exponential moving average, from 0 to 0.99."),           \
    "0", "--smoothing 0.6" },                                                                     \
  { "with-training", 0, "on|off", FALSE, set,                                                     \
    N_("Faint lines of the training batch, in panels of at most eight lines."),                   \
    "on", "--with-training off" },                                                                \
  { "gap", 0, "on|off", FALSE, set,                                                                \
    N_("A band between the lines of the test set and of what is trained on, in such panels."),     \
    "off", "--gap on" },

/* clang-format on */

G_END_DECLS
