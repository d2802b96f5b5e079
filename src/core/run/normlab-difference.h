/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabDifference:
 * @step: where it is
 * @column: the results' column, or NULL where the runs ended otherwise
 * @known: what was measured before; @column NULL: how it ended, in words
 * @again: what was measured once more; likewise
 *
 * Where a run that is trained once more first comes to something else than before.
 */
typedef struct
{
  guint step;
  const char *column;
  char *known, *again;
} NormlabDifference;

void normlab_difference_clear (NormlabDifference *self);

typedef enum
{
  NORMLAB_COMPARED_SO_FAR, /* nothing differs, but there is more to come */
  NORMLAB_COMPARED_SAME,   /* all that is known is the same, to the bit */
  NORMLAB_COMPARED_OTHER,  /* @difference says where */
} NormlabCompared;

/* Where what is known comes from. */
typedef enum
{
  NORMLAB_KNOWN_SESSION,     /* with all digits */
  NORMLAB_KNOWN_RESULTS,     /* where a loss has nine */
  NORMLAB_KNOWN_CERTIFICATE, /* with all digits, and all that was to be measured */
} NormlabKnown;

/* Sets @again, which trains or has ended, beside what is @known, but for the seconds.
 * source: where it comes from
 * n_compared: how many samples of @known are the same, at first 0; kept by the caller
 * difference: to be cleared with normlab_difference_clear() after OTHER */
NormlabCompared normlab_run_compare (NormlabRun *known,
                                     NormlabRun *again,
                                     NormlabKnown source,
                                     guint *n_compared,
                                     NormlabDifference *difference);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDifference, normlab_difference_clear)

G_END_DECLS
