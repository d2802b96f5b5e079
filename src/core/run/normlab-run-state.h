/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_RUN_QUEUED,
  NORMLAB_RUN_RUNNING,
  NORMLAB_RUN_PAUSED,
  NORMLAB_RUN_FINISHED,
  NORMLAB_RUN_DIVERGED,
  NORMLAB_RUN_FAILED,
  NORMLAB_RUN_STOPPED,
} NormlabRunState;

/* "finished": as CSV and session files write it. Static. */
const char *normlab_run_state_to_string (NormlabRunState state);
gboolean normlab_run_state_from_string (const char *text, NormlabRunState *state);
/* The same for people, translated. Static. */
const char *normlab_run_state_get_label (NormlabRunState state);
/* TRUE when a run in this state will never advance again. */
gboolean normlab_run_state_is_final (NormlabRunState state);

G_END_DECLS
