/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The hyperparameters that are words: what each kind has to choose from. An enumeration's number is
 * the place of its word in the array of the kind. */

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
  NORMLAB_INIT_STD,    /* a number, and so no word */
} NormlabInitKind;
#define NORMLAB_N_INIT_WORDS 2

typedef enum
{
  NORMLAB_UPDATE_ALL,      /* every parameter */
  NORMLAB_UPDATE_NOTEBOOK, /* W1 … W3 and b1 … b3 only, as the notebook does */
} NormlabUpdate;
#define NORMLAB_N_UPDATES 2

/**
 * NormlabWord:
 * @word: what the command line, files and CSV write
 * @alias: another word that is read for it; nullable
 * @label: for people; translated when shown, unless it is a name
 * @context: of the label's translation; nullable
 * @phrase: what it is called where nothing else says what it is about; NULL: its label
 */
typedef struct
{
  const char *word;
  const char *alias;
  const char *label;
  const char *context;
  const char *phrase;
} NormlabWord;

extern const NormlabWord normlab_switch_words[2]; /* off, on */
extern const NormlabWord normlab_activation_words[NORMLAB_N_ACTIVATIONS];
extern const NormlabWord normlab_init_words[NORMLAB_N_INIT_WORDS];
extern const NormlabWord normlab_optimizer_words[NORMLAB_N_OPTIMIZERS];
extern const NormlabWord normlab_update_words[NORMLAB_N_UPDATES];

/* The place among @n_words of the one that is written @text, in whatever case; FALSE if none is. */
gboolean
normlab_words_find (const NormlabWord *words, guint n_words, const char *text, guint *place);

/* For people, translated: "ReLU", "off"; where it stands alone "ReLU", "batch norm off". */
const char *normlab_word_get_label (const NormlabWord *self);
const char *normlab_word_get_phrase (const NormlabWord *self);

G_END_DECLS
