/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-inbox.h"

void
normlab_inbox_init (NormlabInbox *self, NormlabRunState state, guint interval, gsize probe_budget)
{
  *self = (NormlabInbox){
    .interval = interval,
    .latest.state = state,
    .samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample)),
    .glances = g_array_new (FALSE, FALSE, sizeof (NormlabSample)),
    .probe_budget = probe_budget,
  };
  g_mutex_init (&self->mutex);
}

void
normlab_inbox_clear (NormlabInbox *self)
{
  g_free (self->latest.message);
  g_array_unref (self->samples);
  g_array_unref (self->glances);
  g_clear_pointer (&self->probes, normlab_probes_free);
  g_mutex_clear (&self->mutex);
}

/* Under the mutex. */
static void
add_probe (NormlabInbox *self, NormlabProbe *probe)
{
  if (self->probes == NULL)
    self->probes = normlab_probes_new (self->interval, self->probe_budget);
  normlab_probes_add (self->probes, probe);
}

void
normlab_inbox_post (NormlabInbox *self, const NormlabRunNews *news)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (normlab_run_state_is_final (self->latest.state))
    {
      normlab_probe_free (news->probe);
      return;
    }

  g_free (self->latest.message);
  self->latest = (NormlabRunStatus){
    .state = news->state,
    .step = news->step,
    .seconds = news->seconds,
    .diverged_layer = news->diverged_layer,
    .stuck = news->sample != NULL ? news->stuck : self->latest.stuck,
    .catching_up = news->catching_up,
    .replayed = news->replayed,
    .limit = news->limit,
    .pace = news->pace,
    .message = g_strdup (news->message),
  };
  if (news->sample != NULL)
    g_array_append_vals (self->samples, news->sample, 1);
  if (news->glance != NULL)
    g_array_append_vals (self->glances, news->glance, 1);
  if (news->probe != NULL)
    add_probe (self, news->probe);
  self->has_news = TRUE;
}

void
normlab_inbox_reopen (NormlabInbox *self, NormlabRunState state)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->latest.state = state;
}

/* What has come into an array, which is then another; NULL for nothing. */
static GArray *
take_all (GArray **array)
{
  GArray *taken = *array;

  if (taken->len == 0)
    return NULL;
  *array = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  return taken;
}

gboolean
normlab_inbox_take (NormlabInbox *self,
                    NormlabRunStatus *status,
                    GArray **samples,
                    GArray **glances,
                    NormlabProbes **probes)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->has_news)
    return FALSE;
  self->has_news = FALSE;
  *status = self->latest;
  status->message = g_strdup (self->latest.message);
  *samples = take_all (&self->samples);
  *glances = take_all (&self->glances);
  *probes = g_steal_pointer (&self->probes);
  return TRUE;
}

void
normlab_inbox_set_probe_budget (NormlabInbox *self, gsize probe_budget)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->probe_budget = probe_budget;
  if (self->probes != NULL)
    normlab_probes_set_budget (self->probes, probe_budget);
}
