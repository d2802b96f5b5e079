/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"
#include "normlab-progress.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabTask:
 *
 * Something that is done aside and that people see and may cancel if it lasts.
 */
typedef struct _NormlabTask NormlabTask;

#define NORMLAB_TYPE_TASKS (normlab_tasks_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTasks, normlab_tasks, NORMLAB, TASKS, GObject)

/* After so long, in µs, people are told. */
#define NORMLAB_TASKS_DELAY (G_TIME_SPAN_SECOND / 2)

/**
 * NormlabTasks:
 *
 * What is being done aside. Knows no widget.
 *
 * Signals: ::changed – something has been begun, has been cancelled or has ended.
 */
NormlabTasks *normlab_tasks_new (void);
/* @clock outlives it. */
void normlab_tasks_set_clock (NormlabTasks *self, const NormlabClock *clock);

/* @title: "Opening “lab.normlab”…". The task belongs to @self until it is ended. */
NormlabTask *normlab_tasks_begin (NormlabTasks *self, const char *title);
void normlab_tasks_end (NormlabTasks *self, NormlabTask *task);
/* What its thread reports, and where it sees that it was cancelled. */
NormlabProgress *normlab_task_get_progress (NormlabTask *task);
/* Is set when it is cancelled, for what trains. */
NormlabStop normlab_task_get_stop (const NormlabTask *task);

guint normlab_tasks_get_n (NormlabTasks *self);
/* The one that was begun first, if people are to be told of it by now; else NULL. */
const NormlabTask *normlab_tasks_get_shown (NormlabTasks *self);
const char *normlab_task_get_title (const NormlabTask *task);
/* How much is done, from 0 to 1. */
double normlab_task_get_share (const NormlabTask *task);

/* Nobody wants it any more. It is still to be ended. */
void normlab_tasks_cancel (NormlabTasks *self, NormlabTask *task);
/* The same for what is shown. */
void normlab_tasks_cancel_shown (NormlabTasks *self);

G_END_DECLS
