/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "normlab-branch.h"
#include "normlab-init.h"

G_BEGIN_DECLS

#define NORMLAB_MAX_HIDDEN 32

/* A count: as many as there are, of a hyperparameter that has a word for it. */
#define NORMLAB_ALL G_MAXUINT

typedef enum
{
  NORMLAB_VALUE_WORD,    /* word: its place among those of its kind */
  NORMLAB_VALUE_COUNT,   /* count, or NORMLAB_ALL */
  NORMLAB_VALUE_REAL,    /* real */
  NORMLAB_VALUE_LAYERS,  /* layers */
  NORMLAB_VALUE_INIT,    /* init */
  NORMLAB_VALUE_BRANCH,  /* branch */
  NORMLAB_VALUE_TEXT,    /* text, of what has no hyperparameter of ours */
  NORMLAB_VALUE_UNKNOWN, /* nothing: of a network that was trained elsewhere */
} NormlabValueType;

/**
 * NormlabValue:
 *
 * A value of one hyperparameter, of the type that the hyperparameter has, or none that is known.
 * Plain: copied by assignment. It may be out of the hyperparameter's range; normlab_value_check()
 * tells.
 */
typedef struct
{
  NormlabValueType type;
  union
  {
    guint word;
    guint count;
    double real;
    struct
    {
      guint n;
      guint units[NORMLAB_MAX_HIDDEN]; /* those past the @n-th mean nothing */
    } layers;
    struct
    {
      NormlabInitKind kind;
      double std; /* with NORMLAB_INIT_STD; means nothing otherwise */
    } init;
    NormlabBranch branch;
    const char *text; /* interned (g_intern_string()) */
  };
} NormlabValue;

#define NORMLAB_TYPE_VALUE (normlab_value_get_type ())
GType normlab_value_get_type (void);

NormlabValue *normlab_value_copy (const NormlabValue *self);
void normlab_value_free (NormlabValue *self);

/* Negative, 0 or positive: words in the order of their kind, numbers from the least to the
 * greatest, words before numbers, layers unit by unit, texts as numbers where both are. Not a
 * number comes last, and equals itself. Values of different types are in some order too. */
int normlab_value_compare (const NormlabValue *a, const NormlabValue *b);
gboolean normlab_value_equal (const NormlabValue *a, const NormlabValue *b);

/* The values of a GArray of them. */
static inline const NormlabValue *
normlab_values_peek (const GArray *values)
{
  return (const NormlabValue *) (gconstpointer) values->data;
}

/* The place of the first of @n_values that equals @value; FALSE if none does. @place: nullable. */
gboolean normlab_values_find (const NormlabValue *values,
                              guint n_values,
                              const NormlabValue *value,
                              guint *place);

/* Whether it is a number, or the text of one, rather than a word (NORMLAB_ALL is one) or a list. */
gboolean normlab_value_is_number (const NormlabValue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabValue, normlab_value_free)

G_END_DECLS
