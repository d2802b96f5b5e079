/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-probes.h"
#include "normlab-run-state.h"
#include "normlab-sample.h"

G_BEGIN_DECLS

/* What is known of a run, but for what was measured. */
typedef struct
{
  NormlabRunState state;
  guint step;
  double seconds;
  guint diverged_layer;
  gboolean stuck;
  gboolean catching_up; /* to @step, where it was before */
  guint replayed;       /* then the step that it has come to */
  double limit;         /* of its speed, in steps per second; 0: none */
  double pace;          /* with a limit, steps per second as one sees them; 0: not known */
  char *message;        /* (owned) (nullable) */
} NormlabRunStatus;

/**
 * NormlabRunNews:
 *
 * What a worker, or the scheduler, has to tell a run's owner. Message, sample and glance are
 * copied, the probe is taken over.
 */
typedef struct
{
  NormlabRunState state;
  guint step;
  double seconds;
  guint diverged_layer;
  gboolean stuck; /* as of the sample */
  gboolean catching_up;
  guint replayed;
  const char *message; /* (nullable) */
  double limit, pace;
  const NormlabSample *sample; /* (nullable) */
  const NormlabSample *glance; /* (nullable): for the eye alone */
  NormlabProbe *probe;         /* (nullable) */
} NormlabRunNews;

/**
 * NormlabInbox:
 *
 * Where a run's news wait for its owner: the latest status, all samples and glances, and probes
 * within a budget. Any thread may call the functions between init and clear.
 */
typedef struct
{
  guint interval; /* never changed */

  GMutex mutex;
  gboolean has_news;
  NormlabRunStatus latest;
  GArray *samples;       /* of NormlabSample */
  GArray *glances;       /* likewise */
  NormlabProbes *probes; /* NULL while there are none */
  gsize probe_budget;
} NormlabInbox;

/* @interval: steps from one measurement to the next. @state: of which the owner knows. */
void
normlab_inbox_init (NormlabInbox *self, NormlabRunState state, guint interval, gsize probe_budget);
void normlab_inbox_clear (NormlabInbox *self);

/* News after one with a final state are dropped. */
void normlab_inbox_post (NormlabInbox *self, const NormlabRunNews *news);
/* After a final state: news are welcome again, from @state on. What has not been taken stays. */
void normlab_inbox_reopen (NormlabInbox *self, NormlabRunState state);

/* Empties it; all that it gives is the caller's. samples, glances, probes: (nullable). FALSE when
 * there is nothing new. */
gboolean normlab_inbox_take (NormlabInbox *self,
                             NormlabRunStatus *status,
                             GArray **samples,
                             GArray **glances,
                             NormlabProbes **probes);

/* See normlab_probes_set_budget(). */
void normlab_inbox_set_probe_budget (NormlabInbox *self, gsize probe_budget);

G_END_DECLS
