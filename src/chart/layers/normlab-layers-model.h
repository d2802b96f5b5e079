/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-weights.h"

G_BEGIN_DECLS

#define NORMLAB_LAYERS_MAX_RUNS 4
#define NORMLAB_LAYERS_N_BINS 40

/* What there is to be seen of each layer. */
typedef enum
{
  NORMLAB_LAYERS_PRE, /* what enters the activation function; of the output layer, the logits */
  NORMLAB_LAYERS_OUT, /* what leaves the layer */
} NormlabLayersSide;
#define NORMLAB_LAYERS_N_SIDES 2

/* What flows through each layer in a step. */
typedef enum
{
  NORMLAB_LAYERS_GRADIENT, /* ‖∂L/∂W‖ */
  NORMLAB_LAYERS_UPDATE,   /* ‖ΔW‖ / ‖W‖ */
} NormlabLayersFlow;
#define NORMLAB_LAYERS_N_FLOWS 2

typedef enum
{
  NORMLAB_LAYERS_SUBJECT_STRIPS,     /* where values lie, layer by layer */
  NORMLAB_LAYERS_SUBJECT_FLOW,       /* gradients and updates, by layer and over time */
  NORMLAB_LAYERS_SUBJECT_WEIGHTS,    /* weights, and what normalization has learnt */
  NORMLAB_LAYERS_SUBJECT_SMOOTHNESS, /* how smooth the loss is, over time */
} NormlabLayersSubject;

/**
 * NormlabLayersValues:
 * @known: whether there are any
 * @min: where the first bin begins
 * @max: where the last one ends; not below @min
 * @bins: how many values lie in each of as many equal parts between
 * @mean: of all values; not finite where one of them is not
 * @std: their standard deviation
 *
 * Values of one layer and one run.
 */
typedef struct
{
  gboolean known;
  double min, max;
  double mean, std;
  guint bins[NORMLAB_LAYERS_N_BINS];
} NormlabLayersValues;

/**
 * NormlabLayersTheory:
 * @known: whether there is any
 * @normalized: whether what enters the activation function is, so that nothing else matters
 * @inputs: with @weight_variance and @input_moment, the factors of its variance otherwise
 * @mean: of what enters and of what leaves; NAN of what does not
 * @std: their deviations, likewise
 *
 * How wide values of a layer would lie before training if all weights were independent.
 */
typedef struct
{
  gboolean known;
  gboolean normalized;
  guint inputs;
  double weight_variance, input_moment;
  double mean[NORMLAB_LAYERS_N_SIDES], std[NORMLAB_LAYERS_N_SIDES];
} NormlabLayersTheory;

/**
 * NormlabLayersCell:
 * @units: of the layer
 * @updated: whether its weights are
 * @sides: its values; of an output layer, the logits alone
 * @saturated: share of activations that are; NAN where none can be
 * @dead: share of units that are; NAN likewise
 * @flows: the norm of its weights' gradient, and how far the update moved these; NAN: not known
 * @theory: how wide its values would lie before training
 *
 * One layer of one run.
 */
typedef struct
{
  guint units;
  gboolean updated;
  NormlabLayersValues sides[NORMLAB_LAYERS_N_SIDES];
  double saturated, dead;
  double flows[NORMLAB_LAYERS_N_FLOWS];
  NormlabLayersTheory theory;
} NormlabLayersCell;

/* What is measured along the gradient. */
typedef enum
{
  NORMLAB_LAYERS_ALONG_LOSS,   /* L(θ − c η g) */
  NORMLAB_LAYERS_ALONG_CHANGE, /* ‖∇L(θ − c η g) − g‖ */
  NORMLAB_LAYERS_ALONG_BETA,   /* that over c η ‖g‖ */
} NormlabLayersAlong;
#define NORMLAB_LAYERS_N_ALONG 3

/**
 * NormlabLayersPlace:
 * @step: before whose update it was measured
 * @low: the least of all c; of β the same as @high
 * @high: the greatest
 *
 * How smooth the loss is at one step of a run.
 */
typedef struct
{
  guint step;
  double low[NORMLAB_LAYERS_N_ALONG], high[NORMLAB_LAYERS_N_ALONG];
} NormlabLayersPlace;

/**
 * NormlabLayersRun:
 * @name: what it is called
 * @note: (nullable): what there is to say where nothing of it is known
 * @color: with @dashed, its look, as lines of a chart have it (normlab-chart-style.h)
 * @tag: for whoever made the model
 * @step: the step that its cells are about; 0: nothing is known, or
 * @beginning: whether they are about the first weights, before any step
 * @theory: (nullable): the formula by which these would lie
 * @n_layers: hidden ones, and the output layer
 * @cells: of each
 * @parameters: (nullable): its weights, whatever is known of its steps
 * @places: (nullable): of NormlabLayersPlace, by step
 * @learning_rate: η
 * @n_steps: of how many steps the flows are known
 * @steps: these, rising
 * @history: flow after flow and layer after layer, one value for each of the steps
 */
typedef struct
{
  char *name;
  char *note;
  guint color;
  gboolean dashed;
  guint tag;
  guint step;
  gboolean beginning;
  char *theory;
  guint n_layers;
  NormlabLayersCell *cells;
  NormlabLayersParameters *parameters;
  GArray *places;
  double learning_rate;
  guint n_steps;
  guint *steps;
  float *history;
} NormlabLayersRun;

/* What explains itself. */
typedef enum
{
  NORMLAB_LAYERS_HEADING_PRE,
  NORMLAB_LAYERS_HEADING_OUT,
  NORMLAB_LAYERS_HEADING_LOST, /* what is saturated or dead */
  NORMLAB_LAYERS_HEADING_GRADIENT,
  NORMLAB_LAYERS_HEADING_UPDATE,
} NormlabLayersHeading;
#define NORMLAB_LAYERS_N_HEADINGS 5

/**
 * NormlabLayersExplanation:
 * @line: (nullable): the formula that all networks have in common; NULL: as it is in general
 * @card: (nullable): the formulas of each, with its numbers, in a line each
 */
typedef struct
{
  char *line, *card;
} NormlabLayersExplanation;

/* Values from @low to @high, on which all strips of a side lie; empty where both are the same. */
typedef struct
{
  double low, high;
} NormlabLayersAxis;

/**
 * NormlabLayersModel:
 * @subject: which of them is drawn
 * @apart: whether each run has a strip of its own, beneath the others'
 * @logarithmic: whether bins are as high as the logarithm of their counts
 * @highlighted: the tag of the run that stands out; −1: none
 * @message: (nullable): in place of runs, where there is none
 * @headings: what they say
 * @title: (nullable): above everything
 * @caption: (nullable): beneath everything, in small type
 * @details: (nullable): not drawn, but written into files
 * @n_runs: how many there are
 * @axes: what normlab_layers_model_choose_axes() has made
 *
 * Layers of some runs side by side, as plain data: no pixels, no recipes. Belongs to whoever made
 * it; nobody changes it while it is drawn.
 */
typedef struct
{
  NormlabLayersSubject subject;
  gboolean apart;
  gboolean logarithmic;
  int highlighted;
  char *message;
  NormlabLayersExplanation headings[NORMLAB_LAYERS_N_HEADINGS];
  char *title, *caption, *details;
  guint n_runs;
  NormlabLayersRun runs[NORMLAB_LAYERS_MAX_RUNS];
  NormlabLayersAxis axes[NORMLAB_LAYERS_N_SIDES];
} NormlabLayersModel;

NormlabLayersModel *normlab_layers_model_new (void);
void normlab_layers_model_free (NormlabLayersModel *self);

/* One run more, of at most NORMLAB_LAYERS_MAX_RUNS, with nothing known of its layers: no shares and
 * no flows, all of which are updated. Belongs to the model. */
NormlabLayersRun *normlab_layers_model_add_run (NormlabLayersModel *self,
                                                const char *name,
                                                guint color,
                                                gboolean dashed,
                                                guint n_layers,
                                                guint n_steps);

/* Where the history of a flow through a layer is: as many values as the run has steps. */
float *
normlab_layers_run_get_history (const NormlabLayersRun *self, NormlabLayersFlow flow, guint layer);

/* Whether anything is known of its layers. */
gboolean normlab_layers_run_is_known (const NormlabLayersRun *self);

/* Whether theory says anything of any run. */
gboolean normlab_layers_model_has_theory (const NormlabLayersModel *self);

/* How many layers the deepest run has. Rows of a picture are layers from the first on, and the last
 * row is the output layer of all. */
guint normlab_layers_model_get_n_rows (const NormlabLayersModel *self);
/* What a run has there; NULL: nothing. */
const NormlabLayersCell *
normlab_layers_model_get_cell (const NormlabLayersModel *self, guint run, guint row);
/* The same of its weights. */
const NormlabLayersWeights *
normlab_layers_model_get_weights (const NormlabLayersModel *self, guint run, guint row);
/* What of the weights in a row nearly all of all runs lie within, on either side of 0. */
double normlab_layers_model_get_limit (const NormlabLayersModel *self, guint row);
/* Which of the run's layers that is; −1: none. */
int normlab_layers_model_get_layer (const NormlabLayersModel *self, guint run, guint row);

/* Chooses axes with round ends for what there is. One that was chosen before (@before, nullable)
 * stays while everything lies on it and takes more than half of it, so that it does not jump with
 * each step. */
void normlab_layers_model_choose_axes (NormlabLayersModel *self, const NormlabLayersAxis *before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabLayersModel, normlab_layers_model_free)

G_END_DECLS
