/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-activation.h"
#include "normlab-hyperparameter.h"
#include "normlab-normalization.h"
#include "normlab-optimizer.h"
#include "normlab-update.h"

G_BEGIN_DECLS

/**
 * NormlabRecipe:
 *
 * One complete configuration of one training run. A plain value: copied by assignment, never
 * changed once a run has it. Together with a data set it fixes every bit of every weight. Of a
 * network that was trained elsewhere it is what is known.
 */
typedef struct
{
  guint n_hidden;                   /* 0 … 32 */
  guint hidden[NORMLAB_MAX_HIDDEN]; /* units of each hidden layer, 1 … 2048; unused ones are 0 */
  NormlabNormalization normalization;
  NormlabActivation activation;
  NormlabInitKind init;
  double init_std; /* with NORMLAB_INIT_STD, ≥ 0; otherwise 0 */
  NormlabOptimizer optimizer;
  double learning_rate; /* > 0, finite */
  guint batch_size;     /* 1 … 60000 */
  double weight_decay;  /* λ of ½λ‖W‖², ≥ 0 */
  double dropout;       /* share of units dropped, 0 ≤ … < 1 */
  NormlabUpdate update;
  guint iterations; /* steps, ≥ 1 */
  guint interval;   /* steps from one measurement to the next, 1 … iterations */
  guint32 seed;
  NormlabBranch branch;  /* what changes on the way */
  guint training_images; /* the first so many of the data set, at least a batch; or NORMLAB_ALL */
  double label_noise;    /* share of training labels that are drawn anew, 0 … 1 */
  guint unknown;         /* bit d is set where hyperparameter d is not known; its fields are 0 */
  const char *foreign[NORMLAB_N_FOREIGN]; /* interned; NULL: not known (normlab-foreign.h) */
} NormlabRecipe;

/* 40,20 · batch norm on · sigmoid · xavier · SGD 0.01 · batch 100 · no decay · no dropout · every
 * parameter · 1000 steps, measured every 10 · seed 0 · nothing changes · all training images, as
 * they are labelled. */
#define NORMLAB_RECIPE_DEFAULT                                                                     \
  ((NormlabRecipe){ .n_hidden = 2,                                                                 \
                    .hidden = { 40, 20 },                                                          \
                    .normalization = NORMLAB_NORMALIZATION_BATCH,                                  \
                    .activation = NORMLAB_ACTIVATION_SIGMOID,                                      \
                    .init = NORMLAB_INIT_XAVIER,                                                   \
                    .optimizer = NORMLAB_OPTIMIZER_SGD,                                            \
                    .learning_rate = 0.01,                                                         \
                    .batch_size = 100,                                                             \
                    .update = NORMLAB_UPDATE_ALL,                                                  \
                    .iterations = 1000,                                                            \
                    .interval = 10,                                                                \
                    .training_images = NORMLAB_ALL })

/* What is known of a network that was trained elsewhere, before anything is: a recipe that cannot
 * be trained. */
NormlabRecipe normlab_recipe_of_foreign (void);
gboolean normlab_recipe_is_foreign (const NormlabRecipe *self);
/* Whether it has a value of the hyperparameter. */
gboolean normlab_recipe_knows (const NormlabRecipe *self, NormlabHyperparameter hyperparameter);

gboolean normlab_recipe_equal (const NormlabRecipe *a, const NormlabRecipe *b);
/* The same for recipes that are equal. */
guint normlab_recipe_hash (const NormlabRecipe *self);
/* A set, for which a recipe is as good as its equals; it owns what is added, by g_free(). */
GHashTable *normlab_recipe_table_new (void);
gboolean normlab_recipe_equal_in (const NormlabRecipe *a,
                                  const NormlabRecipe *b,
                                  NormlabHyperparameter hyperparameter);
/* Bit d is set when the recipes differ in hyperparameter d. What is not known of a foreign network
 * makes no difference to what is trained here, but to other foreign ones, and what only these can
 * have does to all. */
guint normlab_recipes_get_varying (const NormlabRecipe *recipes, guint n_recipes);
/* The same, but for the number of steps and the interval where they tell no two recipes apart: a
 * network that has gone on longer than others is still the same. Nor is it what some foreign ones
 * know of themselves and others do not, where they differ in what they are called as well. */
guint normlab_recipes_get_distinguishing (const NormlabRecipe *recipes, guint n_recipes);

NormlabValue normlab_recipe_get_value (const NormlabRecipe *self,
                                       NormlabHyperparameter hyperparameter);
/* A value of the hyperparameter's type, of which it is known then, or NORMLAB_VALUE_UNKNOWN;
 * whether it is in range is not looked at. */
void normlab_recipe_set_value (NormlabRecipe *self,
                               NormlabHyperparameter hyperparameter,
                               const NormlabValue *value);

/* Every value in its range, the interval not longer than the run, and its last change before its
 * end. NORMLAB_ERROR_VALUE is about
 * the hyperparameter that is not. */
gboolean normlab_recipe_validate (const NormlabRecipe *self, GError **error);

/* One hyperparameter from text, as normlab_value_parse() reads it. On NORMLAB_ERROR_VALUE the
 * recipe is unchanged. */
gboolean normlab_recipe_set (NormlabRecipe *self,
                             NormlabHyperparameter hyperparameter,
                             const char *text,
                             GError **error);
/* The text that normlab_recipe_set() reads back to the same bits, as normlab_value_format(). */
char *normlab_recipe_get (const NormlabRecipe *self, NormlabHyperparameter hyperparameter);

G_END_DECLS
