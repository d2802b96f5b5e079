/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a column of a table is drawn as. */
typedef enum
{
  NORMLAB_USE_GUESSED = -1, /* what its name says */
  NORMLAB_USE_TEST_ACCURACY,
  NORMLAB_USE_TRAIN_ACCURACY, /* of batches, or of epochs on average */
  NORMLAB_USE_LOSS,           /* likewise */
  NORMLAB_USE_TEST_LOSS,
  NORMLAB_USE_TRAINING_SET_ACCURACY,
  NORMLAB_USE_TRAINING_SET_LOSS,
  NORMLAB_USE_OWN,  /* a metric of its own, under its name */
  NORMLAB_USE_NONE, /* it is not drawn */
} NormlabColumnUse;
#define NORMLAB_N_USES 8

/* "test-accuracy", …, "own", "none". Static. */
const char *normlab_column_use_to_string (NormlabColumnUse use);

/* What counts steps, where that is no column. */
#define NORMLAB_X_ROWS (-1)
#define NORMLAB_X_GUESSED (-2)

/* A table has no more columns, and the text of a choice that can be kept no more bytes. */
#define NORMLAB_MAX_COLUMNS 10000
#define NORMLAB_COLUMN_CHOICE_MAX 4096

/**
 * NormlabColumnChoice:
 *
 * What somebody has chosen for the columns of a table, which have numbers from 0: which of them
 * counts steps, and what each is drawn as. As long as the use of none is said, all are guessed;
 * from then on those of which nothing is said are metrics of their own. All but
 * NORMLAB_USE_OWN and _NONE are of one column each.
 */
typedef struct _NormlabColumnChoice NormlabColumnChoice;

/* All is guessed. */
NormlabColumnChoice *normlab_column_choice_new (void);
NormlabColumnChoice *normlab_column_choice_copy (const NormlabColumnChoice *self);
void normlab_column_choice_free (NormlabColumnChoice *self);

/* A column, NORMLAB_X_ROWS or NORMLAB_X_GUESSED. */
int normlab_column_choice_get_x (const NormlabColumnChoice *self);
void normlab_column_choice_set_x (NormlabColumnChoice *self, int x);
NormlabColumnUse normlab_column_choice_get_use (const NormlabColumnChoice *self, guint column);
/* @use: not _GUESSED. Another column that was drawn as that is a metric of its own then. */
void normlab_column_choice_set_use (NormlabColumnChoice *self, guint column, NormlabColumnUse use);
/* Whether nothing has been chosen. */
gboolean normlab_column_choice_is_guess (const NormlabColumnChoice *self);

/* "x=2;test-accuracy=3;none=4-7,9;others=own", with numbers from 1; "x=rows;others=guessed". */
char *normlab_column_choice_to_string (const NormlabColumnChoice *self);
/* Just what that writes; NULL of anything else, and of what is longer than
 * NORMLAB_COLUMN_CHOICE_MAX. */
NormlabColumnChoice *normlab_column_choice_from_string (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabColumnChoice, normlab_column_choice_free)

G_END_DECLS
