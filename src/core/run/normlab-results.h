/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Results in long form, RFC 4180: one row per run and sample, header as in
 * NORMLAB_RESULTS_HEADER, dot as decimal mark in every locale, \r\n between rows as the RFC has
 * it. A run that ended without a sample has one row as well: the step that it reached, no
 * accuracies and no loss, its state. */
#define NORMLAB_RESULTS_HEADER                                                                     \
  "run,dataset,hidden,batch_norm,activation,init,optimizer,learning_rate,batch_size,"              \
  "weight_decay,dropout,update,seed,step,train_accuracy,test_accuracy,loss,state"

/* runs: NormlabRun, drained. Runs are numbered from 1. */
char *normlab_results_to_csv (GPtrArray *runs);

G_END_DECLS
