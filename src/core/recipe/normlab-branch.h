/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-optimizer.h"
#include "normlab-update.h"

G_BEGIN_DECLS

/* A branch of a branch of a branch, and so on. */
#define NORMLAB_MAX_CHANGES 8

/**
 * NormlabChange:
 * @step: after so many steps
 * @hyperparameters: bit d: hyperparameter d has another value from there on; all others, and what
 * is not among the fields below, stay as they were
 *
 * What becomes different in the middle of a run. Fields without their bit are 0.
 */
typedef struct
{
  guint step;
  guint hyperparameters;
  NormlabOptimizer optimizer; /* begins with an empty state, and with t = 1 */
  double learning_rate;
  double weight_decay;
  double dropout;
  NormlabUpdate update;
} NormlabChange;

/**
 * NormlabBranch:
 * @n: number of changes; 0: none, as of every run that begins with its first weights
 * @changes: by step, each later than the one before; unused ones are 0
 *
 * Where a run leaves others, and what is different from there on. Without the last change it is the
 * run's parent. A plain value.
 */
typedef struct
{
  guint n;
  NormlabChange changes[NORMLAB_MAX_CHANGES];
} NormlabBranch;

/* As normlab_value_compare(): by the step of the first change that differs, then by what it
 * changes; the shorter one first. */
int normlab_branch_compare (const NormlabBranch *a, const NormlabBranch *b);

G_END_DECLS
