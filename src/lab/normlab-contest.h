/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"
#include "normlab-verdict.h"

G_BEGIN_DECLS

/* Whoever looks at the newest step, whatever that is. */
#define NORMLAB_CONTEST_LIVE G_MAXUINT

/**
 * NormlabContest:
 *
 * Two groups of runs that differ among themselves in their seeds alone, and the question whether
 * one is better. It holds on to the runs; whatever it says is of them as they are when it is asked.
 */
typedef struct _NormlabContest NormlabContest;

/**
 * NormlabStanding:
 * @verdict: of the values at @step
 * @step: the last one that all runs have come to which have not ended as diverged or failed; 0
 *   without any
 * @is_last: whether that is where all of them end, so that @verdict's conclusion is one
 */
typedef struct
{
  NormlabVerdict verdict;
  guint step;
  gboolean is_last;
} NormlabStanding;

/* Whether all have ended and it is still not known which is better: more seeds would tell. */
gboolean normlab_standing_is_open (const NormlabStanding *self);

/* Of @items (GPtrArray of NormlabRunItem that are runs); NULL unless they are two groups, of which
 * one has several seeds. The first one is that of the first item. */
NormlabContest *normlab_contest_new (GPtrArray *items);
void normlab_contest_free (NormlabContest *self);

/* What tells a group from the other one, 0 or 1: "batch norm on". */
const char *normlab_contest_get_name (const NormlabContest *self, guint group);
/* How many seeds it has. */
guint normlab_contest_get_n_seeds (const NormlabContest *self, guint group);
/* Whether the same seed means the same draws in both: they differ in nothing that changes them. */
gboolean normlab_contest_is_paired (const NormlabContest *self);

/* After so many steps, or as far as all have come. */
void normlab_contest_judge (const NormlabContest *self,
                            NormlabMetric metric,
                            guint step,
                            NormlabStanding *standing);
/* At which step those of a group first had a value of @level or better, as it was measured. */
void normlab_contest_get_arrival (const NormlabContest *self,
                                  guint group,
                                  NormlabMetric metric,
                                  double level,
                                  NormlabArrival *arrival);

/* normlab-contest-words.c; translated, free with g_free(). */

/* "better in 18 of 20 seeds": a sentence with all that there is to say. */
char *normlab_contest_describe (const NormlabContest *self,
                                NormlabMetric metric,
                                const NormlabStanding *standing);
/* Its first figures, where there is little room: "+0.0312 (95 %: +0.0200 to +0.0424); better in 18
   of 20 seeds". */
char *normlab_contest_describe_briefly (const NormlabContest *self,
                                        NormlabMetric metric,
                                        const NormlabStanding *standing);
/* The same in a word or two: "Batch norm on: better", "Could be the seed"; before the end how far
 * that is: "Step 410". */
char *normlab_contest_conclude (const NormlabContest *self, const NormlabStanding *standing);
/* Of one group: "20 seeds: 0.853 ± 0.012, best …, worst …, 1 diverged". */
char *normlab_contest_describe_group (const NormlabContest *self,
                                      guint group,
                                      NormlabMetric metric,
                                      const NormlabStanding *standing);
/* "18 of 20, half of them by step 240", "none". */
char *normlab_contest_describe_arrival (const NormlabArrival *arrival);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabContest, normlab_contest_free)

G_END_DECLS
