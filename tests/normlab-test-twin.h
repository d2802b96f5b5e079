/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"
#include "normlab-network.h"
#include "normlab-updater.h"

G_BEGIN_DECLS

enum
{
  NORMLAB_TEST_TWIN_ROWS = 20,
  NORMLAB_TEST_TWIN_CLASSES = 3,
  NORMLAB_TEST_TWIN_PIXELS = 12,
  NORMLAB_TEST_TWIN_WIDTH = NORMLAB_TEST_TWIN_PIXELS,
  NORMLAB_TEST_TWIN_LAYERS = 4, /* one more than the notebook updates */
  NORMLAB_TEST_TWIN_STEPS = 8,
};

/**
 * NormlabTestTwin:
 * @before: the parameters, as they are when the step begins
 * @masks: the random stream where the step's masks begin
 * @offset: what is added to the probability inside the logarithm
 *
 * A network that is trained beside a trainer's, with nobody looking on, and its batch; and the same
 * pass in plain loops and double precision.
 */
typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabNetwork network;
  NormlabUpdater updater;
  NormlabRandom random;
  NormlabScratch scratch;
  guint32 batch[NORMLAB_TEST_TWIN_ROWS];
  double *before;
  NormlabRandom masks;
  double offset;
  guint n_images; /* that it trains on */
  guint8 *labels; /* as it trains on them */
} NormlabTestTwin;

/* What a pass has in it: pre-activations, and what leaves the layer before dropout. */
typedef struct
{
  double pre[NORMLAB_TEST_TWIN_LAYERS][NORMLAB_TEST_TWIN_ROWS][NORMLAB_TEST_TWIN_WIDTH];
  double out[NORMLAB_TEST_TWIN_LAYERS][NORMLAB_TEST_TWIN_ROWS][NORMLAB_TEST_TWIN_WIDTH];
} NormlabTestInside;

/* A small network of four layers: one of eight for each activation function. */
NormlabRecipe normlab_test_twin_recipe (guint number);

/* dataset: of 12 pixels and three classes. */
void normlab_test_twin_init (NormlabTestTwin *twin,
                             const NormlabRecipe *recipe,
                             NormlabDataset *dataset,
                             const NormlabKernels *kernels);
void normlab_test_twin_clear (NormlabTestTwin *twin);
void normlab_test_twin_step (NormlabTestTwin *twin);

/* The training pass of the last step with other @parameters. Returns the loss. */
double normlab_test_twin_pass (const NormlabTestTwin *twin,
                               const double *parameters,
                               NormlabTestInside *inside);

G_END_DECLS
