/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-state.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *label;
} states[] = {
  [NORMLAB_RUN_QUEUED] = { "queued", N_("Queued") },
  [NORMLAB_RUN_RUNNING] = { "running", N_("Running") },
  [NORMLAB_RUN_PAUSED] = { "paused", N_("Paused") },
  [NORMLAB_RUN_FINISHED] = { "finished", N_("Finished") },
  [NORMLAB_RUN_DIVERGED] = { "diverged", N_("Diverged") },
  [NORMLAB_RUN_FAILED] = { "failed", N_("Failed") },
  [NORMLAB_RUN_STOPPED] = { "stopped", N_("Stopped") },
};

const char *
normlab_run_state_to_string (NormlabRunState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].name;
}

gboolean
normlab_run_state_from_string (const char *text, NormlabRunState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].name, text) == 0)
      {
        *state = (NormlabRunState) i;
        return TRUE;
      }
  return FALSE;
}

const char *
normlab_run_state_get_label (NormlabRunState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return _(states[state].label);
}

gboolean
normlab_run_state_is_final (NormlabRunState state)
{
  return state >= NORMLAB_RUN_FINISHED;
}
