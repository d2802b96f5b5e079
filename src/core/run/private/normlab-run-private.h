/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-inbox.h"
#include "normlab-run-foreign.h"

G_BEGIN_DECLS

/* Split by concern: normlab-run.c has the run, what it is told and what is told of it;
 * normlab-run-samples.c what has been measured of it; normlab-run-foreign.c what is another
 * program's, and normlab-run-void.c what of that is void. */

/**
 * NormlabRunSeries:
 * @lists: NormlabMetric → GArray of NormlabSample, but for the accuracy's, which are the history
 * @shared: set of GArray: those lists, the history among them, that a snapshot has as well, and
 *   which are copied before they change
 * @voids: NormlabMetric → GPtrArray of NormlabRunVoid, which may be a snapshot's as well
 * @further: (nullable): parameters that have no place in the recipe: name, text, name, text …
 * @revision: counts what was forgotten
 *
 * What another program measures.
 */
typedef struct
{
  GHashTable *lists;
  GHashTable *shared;
  GHashTable *voids;
  GStrv further;
  NormlabForeign status; /* its message is the run's */
  guint64 n_added;
  guint revision;
  gboolean counts_epochs;
} NormlabRunSeries;

void normlab_run_series_free (NormlabRunSeries *self);

struct _NormlabRun
{
  GObject parent_instance;

  /* Changed only when it goes on after it has ended: normlab_run_revive() */
  NormlabRecipe recipe;
  NormlabDataset *dataset; /* nullable */
  NormlabDataId *data;
  NormlabMeasures measures;
  double begin_seconds;

  /* The owner's */
  char *title; /* nullable */
  NormlabRunStatus status;
  GArray *history;           /* of NormlabSample; what has ended may share it */
  GArray *glances;           /* of NormlabSample */
  NormlabProbes *probes;     /* NULL until there is one */
  NormlabRunSeries *foreign; /* NULL unless another program trains it */

  /* Shared with workers */
  NormlabInbox inbox;
  gint n_watchers; /* atomic; only the owner changes it */
};

/* Puts news into the inbox; any thread. See normlab_inbox_post(). */
void normlab_run_post (NormlabRun *self, const NormlabRunNews *news);

/* Lets a run that has ended be queued again, to be trained on @dataset up to step @iterations: it
 * has been drained, and nobody trains it any more. What shares its history keeps that. */
void normlab_run_revive (NormlabRun *self, NormlabDataset *dataset, guint iterations);

/* Gives @copy the samples of a foreign run, and what is void. They share all of them until either
 * changes; or, of each metric, those behind the first @n_taken are copied, and nothing that is void
 * (NormlabMetric → guint; nullable). */
void normlab_run_copy_foreign (NormlabRun *self, NormlabRun *copy, GHashTable *n_taken);

/* Whether a probe is wanted of the next measurement; any thread. */
gboolean normlab_run_is_watched (NormlabRun *self);

G_END_DECLS
