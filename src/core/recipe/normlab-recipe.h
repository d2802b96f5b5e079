/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NORMLAB_MAX_HIDDEN 8
#define NORMLAB_MAX_UNITS 2048
#define NORMLAB_MAX_BATCH_SIZE 60000
#define NORMLAB_MAX_ITERATIONS 10000000

typedef enum
{
  NORMLAB_ACTIVATION_SIGMOID,
  NORMLAB_ACTIVATION_RELU,
  NORMLAB_ACTIVATION_TANH,
} NormlabActivation;
#define NORMLAB_N_ACTIVATIONS 3

typedef enum
{
  NORMLAB_OPTIMIZER_SGD,
  NORMLAB_OPTIMIZER_MOMENTUM,
  NORMLAB_OPTIMIZER_NESTEROV,
  NORMLAB_OPTIMIZER_ADAGRAD,
  NORMLAB_OPTIMIZER_RMSPROP,
  NORMLAB_OPTIMIZER_ADAM,
} NormlabOptimizer;
#define NORMLAB_N_OPTIMIZERS 6

typedef enum
{
  NORMLAB_INIT_XAVIER, /* standard deviation √(1 / fan_in) */
  NORMLAB_INIT_HE,     /* √(2 / fan_in) */
  NORMLAB_INIT_STD,    /* a number */
} NormlabInitKind;

typedef enum
{
  NORMLAB_UPDATE_ALL,      /* every parameter */
  NORMLAB_UPDATE_NOTEBOOK, /* W1 … W3 and b1 … b3 only, as the notebook does */
} NormlabUpdate;

/**
 * NormlabRecipe:
 *
 * One complete configuration of one training run. A plain value: copied by assignment, never
 * changed once a run has it. Together with a data set it fixes every bit of every weight.
 */
typedef struct
{
  guint n_hidden;                   /* 0 … 8 */
  guint hidden[NORMLAB_MAX_HIDDEN]; /* units of each hidden layer, 1 … 2048; unused ones are 0 */
  gboolean batch_norm;
  NormlabActivation activation;
  NormlabInitKind init;
  double init_std; /* with NORMLAB_INIT_STD, > 0; otherwise 0 */
  NormlabOptimizer optimizer;
  double learning_rate; /* > 0, finite */
  guint batch_size;     /* 1 … 60000 */
  double weight_decay;  /* λ of ½λ‖W‖², ≥ 0 */
  double dropout;       /* share of units dropped, 0 ≤ … < 1 */
  NormlabUpdate update;
  guint iterations; /* steps, ≥ 1 */
  guint interval;   /* steps from one measurement to the next, 1 … iterations */
  guint32 seed;
} NormlabRecipe;

/* The hyperparameters of a recipe, in the order in which tables and CSV list them. */
typedef enum
{
  NORMLAB_HYPERPARAMETER_HIDDEN,
  NORMLAB_HYPERPARAMETER_BATCH_NORM,
  NORMLAB_HYPERPARAMETER_ACTIVATION,
  NORMLAB_HYPERPARAMETER_INIT,
  NORMLAB_HYPERPARAMETER_OPTIMIZER,
  NORMLAB_HYPERPARAMETER_LEARNING_RATE,
  NORMLAB_HYPERPARAMETER_BATCH_SIZE,
  NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
  NORMLAB_HYPERPARAMETER_DROPOUT,
  NORMLAB_HYPERPARAMETER_UPDATE,
  NORMLAB_HYPERPARAMETER_ITERATIONS,
  NORMLAB_HYPERPARAMETER_INTERVAL,
  NORMLAB_HYPERPARAMETER_SEED,
} NormlabHyperparameter;
#define NORMLAB_N_HYPERPARAMETERS 13

/* 40,20 · batch norm on · sigmoid · xavier · SGD 0.01 · batch 100 · no decay · no dropout · every
 * parameter · 1000 steps, measured every 10 · seed 0. */
#define NORMLAB_RECIPE_DEFAULT                                                                     \
  ((NormlabRecipe){ .n_hidden = 2,                                                                 \
                    .hidden = { 40, 20 },                                                          \
                    .batch_norm = TRUE,                                                            \
                    .activation = NORMLAB_ACTIVATION_SIGMOID,                                      \
                    .init = NORMLAB_INIT_XAVIER,                                                   \
                    .optimizer = NORMLAB_OPTIMIZER_SGD,                                            \
                    .learning_rate = 0.01,                                                         \
                    .batch_size = 100,                                                             \
                    .update = NORMLAB_UPDATE_ALL,                                                  \
                    .iterations = 1000,                                                            \
                    .interval = 10 })

gboolean normlab_recipe_equal (const NormlabRecipe *a, const NormlabRecipe *b);
gboolean normlab_recipe_equal_in (const NormlabRecipe *a,
                                  const NormlabRecipe *b,
                                  NormlabHyperparameter hyperparameter);

/* Every setting in its range, and the interval not longer than the run. NORMLAB_ERROR_VALUE names
 * the setting and its range. */
gboolean normlab_recipe_validate (const NormlabRecipe *self, GError **error);

/* The machine's name of a hyperparameter ("batch-norm"): the command line's option, and the key
 * in files with "-". Static. */
const char *normlab_hyperparameter_get_key (NormlabHyperparameter hyperparameter);
/* The same for people, translated ("Batch normalization"). Static. */
const char *normlab_hyperparameter_get_title (NormlabHyperparameter hyperparameter);

/* Sets one hyperparameter from text as the command line, files and CSV write it: "40,20" or "40-20"
 * ("none": no hidden layer), "on", "sigmoid", "xavier", "0.01", "notebook"… Words in any case;
 * numbers without sign or blanks, with a dot as decimal mark in every locale. init also takes the
 * notebook's other words for xavier and he, "sigmoid" and "relu". On NORMLAB_ERROR_VALUE, whose
 * message quotes the text and says what would be accepted, the recipe is unchanged. */
gboolean normlab_recipe_set (NormlabRecipe *self,
                             NormlabHyperparameter hyperparameter,
                             const char *text,
                             GError **error);

/* The text normlab_recipe_set() reads back to the same bits. hidden is written "40-20". */
char *normlab_recipe_get (const NormlabRecipe *self, NormlabHyperparameter hyperparameter);

/* The value for people, translated ("on", "sigmoid", "σ = 0.01", "40–20"). */
char *normlab_recipe_get_label (const NormlabRecipe *self, NormlabHyperparameter hyperparameter);

/* Bit d is set when the recipes differ in hyperparameter d. */
guint normlab_recipes_get_varying (const NormlabRecipe *recipes, guint n_recipes);

/* A name made of the hyperparameters in the mask only, batch norm after the initialization
 * ("sigmoid, Xavier, batch norm on"); with mask 0 of the network itself and of every other
 * setting that is not the default ("40–20 sigmoid Xavier, batch norm, Adam, dropout 0.5"). */
char *normlab_recipe_get_name (const NormlabRecipe *self, guint hyperparameters);

/* What all recipes, at least one, share and is not the default, of the hyperparameters in the
 * mask: "ReLU, dropout 0.5". NULL when there is nothing of the kind. */
char *normlab_recipes_get_common_name (const NormlabRecipe *recipes,
                                       guint n_recipes,
                                       guint hyperparameters);

G_END_DECLS
