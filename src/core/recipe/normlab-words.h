/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the kinds of things have in common of which a hyperparameter names one: activations,
 * initializations, normalizations, optimizers, what is updated. Each kind is a list in its header,
 * NORMLAB_ACTIVATIONS (X) or the like, of names in capitals and in small letters. Its enumeration,
 * its table of what there is to know about each, and in kernels the choice among the functions are
 * made from that list, so that nothing compiles of which a part is missing. */

/**
 * NormlabWord:
 * @word: what the command line, files and CSV write
 * @alias: another word that is read for it; nullable
 * @label: for people; translated when shown, unless it is a name
 * @context: of the label's translation; nullable
 * @phrase: what it is called where nothing else says what it is about; NULL: its label
 * @formula: what it does, in mathematics; not translated
 * @source: who wrote about it first, or best, and when; not translated
 * @more: whether a list for people shows it only to those who ask for more than the usual ones
 *
 * What every entry of a kind's table begins with.
 */
typedef struct
{
  const char *word;
  const char *alias;
  const char *label;
  const char *context;
  const char *phrase;
  const char *formula;
  const char *source;
  gboolean more;
} NormlabWord;

/* Adds up to how many a list has. */
#define NORMLAB_COUNT(NAME, name) +1

/* The place among @n_words of the one that is written @text, in whatever case; FALSE if none is. */
gboolean
normlab_words_find (const NormlabWord *const *words, guint n_words, const char *text, guint *place);

/* For people, translated: "ReLU", "off"; where it stands alone "ReLU", "batch norm off". */
const char *normlab_word_get_label (const NormlabWord *self);
const char *normlab_word_get_phrase (const NormlabWord *self);

G_END_DECLS
