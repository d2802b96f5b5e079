/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-value.h"

G_BEGIN_DECLS

#define NORMLAB_MAX_UNITS 2048
#define NORMLAB_MAX_BATCH_SIZE 60000
#define NORMLAB_MAX_ITERATIONS 10000000
#define NORMLAB_MAX_TRAINING_IMAGES 10000000

/* What a recipe is made of, in the order in which tables and CSV list it. */
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
  NORMLAB_HYPERPARAMETER_TRAINING_IMAGES,
  NORMLAB_HYPERPARAMETER_LABEL_NOISE,
  NORMLAB_HYPERPARAMETER_ITERATIONS,
  NORMLAB_HYPERPARAMETER_INTERVAL,
  NORMLAB_HYPERPARAMETER_SEED,
  NORMLAB_HYPERPARAMETER_BRANCH,
  NORMLAB_HYPERPARAMETER_FOREIGN, /* and those that follow it: normlab-foreign.h */
} NormlabHyperparameter;
#define NORMLAB_N_HYPERPARAMETERS 16 /* of networks that are trained here */
#define NORMLAB_N_FOREIGN 12
/* In all that runs may differ: foreign ones come behind the others. */
#define NORMLAB_N_DIMENSIONS (NORMLAB_N_HYPERPARAMETERS + NORMLAB_N_FOREIGN)

/**
 * NormlabHyperparameterInfo:
 * @key: the machine's name: the command line's option, and the key in files
 * @title: the same for people, to be translated
 * @type: of its values; what can be done with a value follows from it
 * @words: of WORD and INIT, which may be a number as well; of COUNT at most one, for NORMLAB_ALL
 * @min: the least number; of layers, the least units of each
 * @max: the greatest
 * @above_min: whether @min itself is out of range
 * @below_max: likewise
 * @percent: whether people read a REAL as so many percent
 * @phrase: how a value, "%s", is put where nothing else says what it is, to be translated; NULL: as
 * its label or its word's phrase
 * @get_phrase: the same, translated, where it depends on the count; NULL elsewhere
 * @optional: whether files say nothing of it where it is as usual, as those of versions before it
 * do
 * @keeps_draws: whether networks that differ in it alone begin with the same random numbers, up to
 * a scale, and see the same batches; see normlab_hyperparameter_keeps_draws()
 *
 * All there is to know about a hyperparameter, but for where a recipe keeps it.
 */
typedef struct
{
  const char *key;
  const char *title;
  NormlabValueType type;
  const NormlabWord *const *words;
  guint n_words;
  double min;
  double max;
  gboolean above_min;
  gboolean below_max;
  gboolean percent;
  const char *phrase;
  const char *(*get_phrase) (guint n);
  gboolean optional;
  gboolean keeps_draws;
} NormlabHyperparameterInfo;

const NormlabHyperparameterInfo *
normlab_hyperparameter_get_info (NormlabHyperparameter hyperparameter);

/* Whether networks that differ in that alone, one with @a and one with @b, begin with the same
 * random numbers, up to a scale, and see the same batches: of two initializations only if both draw
 * normal numbers, or both uniform ones; of two branches only if neither changes dropout. */
gboolean normlab_hyperparameter_keeps_draws (NormlabHyperparameter hyperparameter,
                                             const NormlabValue *a,
                                             const NormlabValue *b);

/* "batch-norm". Static. */
const char *normlab_hyperparameter_get_key (NormlabHyperparameter hyperparameter);
/* "Batch normalization", translated. Static. */
const char *normlab_hyperparameter_get_title (NormlabHyperparameter hyperparameter);

/* What there is to know about a value that is a word, "all" of a count too; NULL for numbers and
 * layers. */
const NormlabWord *normlab_hyperparameter_get_word (NormlabHyperparameter hyperparameter,
                                                    const NormlabValue *value);

/* The one of that key, of networks that are trained here; FALSE if none has it. */
gboolean normlab_hyperparameter_find (const char *key, NormlabHyperparameter *hyperparameter);

/* NORMLAB_ERROR_VALUE about the hyperparameter: "key: reason". */
void normlab_hyperparameter_set_error (GError **error,
                                       NormlabHyperparameter hyperparameter,
                                       const char *reason);
/* What an error is about, as it was set; FALSE if it is not about a hyperparameter. What is wrong
 * with it is normlab_error_get_reason(). */
gboolean normlab_hyperparameter_of_error (const GError *error,
                                          NormlabHyperparameter *hyperparameter);

G_END_DECLS
