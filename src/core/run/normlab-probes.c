/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-probes.h"

NormlabProbes *
normlab_probes_new (guint interval, gsize budget)
{
  NormlabProbes *self = g_new (NormlabProbes, 1);

  g_assert (interval > 0);
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  self->spacing = interval;
  self->budget = budget;
  return self;
}

void
normlab_probes_free (NormlabProbes *self)
{
  g_ptr_array_unref (self->probes);
  g_free (self);
}

static NormlabProbe *
get_newest (const NormlabProbes *self)
{
  return self->probes->len > 0 ? g_ptr_array_index (self->probes, self->probes->len - 1) : NULL;
}

static gboolean
stays (const NormlabProbes *self, const NormlabProbe *probe)
{
  return probe->step % self->spacing == 0;
}

/* Lets go of those, but for the newest, that do not lie on the spacing. */
static void
thin (NormlabProbes *self)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  const NormlabProbe *newest = get_newest (self);

  for (guint i = 0; i < self->probes->len; i++)
    {
      NormlabProbe **probe = (NormlabProbe **) &g_ptr_array_index (self->probes, i);

      if (*probe == newest || stays (self, *probe))
        g_ptr_array_add (kept, g_steal_pointer (probe));
    }
  g_ptr_array_unref (self->probes);
  self->probes = kept;
}

/* The newest has room of its own, so that what is thinned does not depend on whether one that
 * does not stay has been seen. */
static void
keep_within_budget (NormlabProbes *self)
{
  const NormlabProbe *newest = get_newest (self);
  gsize room;

  if (newest == NULL)
    return;
  room = MAX (self->budget / normlab_probe_get_size (newest), 1);
  while (self->probes->len > room)
    {
      self->spacing *= 2;
      thin (self);
    }
}

void
normlab_probes_add (NormlabProbes *self, NormlabProbe *probe)
{
  const NormlabProbe *newest = get_newest (self);

  g_assert (probe->step > (newest != NULL ? newest->step : 0));
  if (newest != NULL && !stays (self, newest))
    g_ptr_array_remove_index (self->probes, self->probes->len - 1);
  g_ptr_array_add (self->probes, probe);
  keep_within_budget (self);
}

void
normlab_probes_join (NormlabProbes *self, NormlabProbes *other)
{
  if (other->spacing > self->spacing)
    {
      self->spacing = other->spacing;
      thin (self);
    }
  for (guint i = 0; i < other->probes->len; i++)
    normlab_probes_add (self, g_steal_pointer (&g_ptr_array_index (other->probes, i)));
  normlab_probes_free (other);
}

void
normlab_probes_set_budget (NormlabProbes *self, gsize budget)
{
  self->budget = budget;
  keep_within_budget (self);
}
