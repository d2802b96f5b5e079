/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Results in long form, RFC 4180: one row per run and sample, header as
 * normlab_results_get_header() has it, dot as decimal mark in every locale, \r\n between rows as
 * the RFC has it. What was not measured is empty, as all of the batch is at step 0. A run that
 * ended before the first sample behind that has one row as well: the step that it reached, no
 * values, its state. @runs: NormlabRun, drained; those that are trained here are numbered from 1,
 * and others are not in it, unless there are only such (normlab-results-foreign.h). */
char *normlab_results_to_csv (GPtrArray *runs);

/* The same in parts: the header's line, then for each run, in their order, once it has ended, its
 * rows. Numbers are those of a whole of which these may be a part; parent 0: there is none. */
void normlab_results_append_header (GString *csv);
void normlab_results_append_numbered (GString *csv, NormlabRun *run, guint number, guint parent);
/* The number, from 1, of the run that @runs[i] is a branch of; 0 if it is none or that is not
 * there. */
guint normlab_results_find_parent (GPtrArray *runs, guint i);
/* A row that says what the run is, whatever has been measured. */
void normlab_results_append_unmeasured (GString *csv, NormlabRun *run, guint number);

/* "run,dataset,hidden,…,seed,step,train_accuracy,test_accuracy,loss,state,seconds,name,parent,
 * training_set_accuracy,training_set_loss,test_loss,training_images,label_noise,iterations,
 * interval,data_checksum,version,branch,before_branch,end_step,measured": hyperparameters, metrics,
 * those that are measured only if somebody wants them (NormlabMeasures), and what else it takes to
 * train the same again: the checksum of the data, the branch as NormlabBranch's text, and what it
 * changes as that was before; the step that the run has come to, in each of its rows, so that one
 * that is cut off can be told, and what was measured besides, as normlab_measures_format() has it
 * but for a plus in place of the comma, or nothing. Seconds are those that the run had been
 * computing when it was measured (empty where that is not known), so that they alone differ from
 * one training to the next. The name is the one that a person gave the run, or empty: what a run
 * is, the columns before it say, in every language alike. The parent is the number of the run that
 * this is a branch of (NormlabBranch), if it is there; a branch has rows from behind where it
 * leaves that, with the hyperparameters that hold there. */
char *normlab_results_get_header (void);

G_END_DECLS
