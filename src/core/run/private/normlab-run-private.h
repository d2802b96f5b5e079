/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabRunNews:
 *
 * What a worker, or the scheduler, has to tell a run's owner. What it points to is copied.
 */
typedef struct
{
  NormlabRunState state;
  guint step;
  double seconds;
  guint diverged_layer;
  const char *message;         /* (nullable) */
  const NormlabSample *sample; /* (nullable) */
} NormlabRunNews;

/* Puts news into the inbox; any thread. News after one with a final state are dropped. */
void normlab_run_post (NormlabRun *self, const NormlabRunNews *news);

G_END_DECLS
