/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-inference.h"

G_BEGIN_DECLS

/* Of fewer pairs, or fewer runs in a group, nothing is concluded. */
#define NORMLAB_VERDICT_MIN 6
/* A sign test that is less likely than this agrees. */
#define NORMLAB_VERDICT_LEVEL 0.05

/* What one seed of a group has come to. */
typedef struct
{
  guint32 seed;
  double value; /* NAN: not measured yet */
  gboolean diverged;
} NormlabOutcome;

typedef enum
{
  NORMLAB_VERDICT_LITTLE, /* this says little */
  NORMLAB_VERDICT_FIRST,  /* the first is better */
  NORMLAB_VERDICT_SECOND, /* the second is */
  NORMLAB_VERDICT_SEED,   /* it could be the seed */
} NormlabConclusion;

/**
 * NormlabVerdict:
 * @paired: whether runs of the same seed were compared with one another, since they begin with the
 *   same draws
 * @n_pairs: seeds that both groups have; those that were not measured in both are none
 * @n_better: pairs in which the first is better: has the better value, or did not diverge as the
 *   other did
 * @n_worse: pairs in which it is worse
 * @n_ties: all other pairs; also those in which both diverged
 * @p: of the sign test, without the ties; only of pairs
 * @groups: the values of either group; of pairs, those of pairs only. What diverged is not in them.
 * @n_diverged: in either group, likewise
 * @difference: the mean of the differences first − second, or the difference of the means; NAN if
 *   there is none
 * @interval: of that: of pairs by Student, otherwise by Welch
 *
 * Whether of two groups of runs, which differ among themselves in their seeds alone, one is better,
 * or whether it was the seed.
 */
typedef struct
{
  gboolean paired;
  guint n_pairs, n_better, n_worse, n_ties;
  double p;
  NormlabStatistics groups[2];
  guint n_diverged[2];
  double difference;
  NormlabInterval interval;
  NormlabConclusion conclusion;
} NormlabVerdict;

/* Each seed occurs once in a group. @paired: whether the same seed means the same draws in both. */
void normlab_verdict_init (NormlabVerdict *self,
                           const NormlabOutcome *first,
                           guint n_first,
                           const NormlabOutcome *second,
                           guint n_second,
                           gboolean paired,
                           gboolean more_is_better);

/**
 * NormlabArrival:
 * @n: runs
 * @n_arrived: that have come to a level
 * @median: step at which they did; those that did not count as longer than any. Half-way between
 *   the two in the middle of an even number of runs. INFINITY: half of them or more did not
 *
 * How long it takes to come to a level ("steps to 90 %").
 */
typedef struct
{
  guint n, n_arrived;
  double median;
} NormlabArrival;

/* @steps: of each run the step, INFINITY where it has not arrived; NAN: no run. */
void normlab_arrival_init (NormlabArrival *self, const double *steps, guint n_steps);

G_END_DECLS
