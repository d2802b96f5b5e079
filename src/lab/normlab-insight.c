/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-insight.h"

#include "normlab-aside.h"
#include "normlab-revisit.h"

/* Probes of steps that were visited; a few KiB each. */
#define MAX_PROBES 128

/* A step that is done again. */
typedef struct
{
  /* Given */
  gconstpointer run; /* by which the replay knows it */
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabReplay *replay;
  guint step;
  gboolean probing;

  gint stop; /* atomic */

  /* What comes of it */
  NormlabProbe *probe; /* NULL at step 0, and where none is wanted */
  NormlabCheckpoint *checkpoint;
  GError *error;
} Visit;

struct _NormlabInsight
{
  NormlabRunItem *item;
  const NormlabInsightAim *aim;
  NormlabInsightChanged changed;
  gpointer owner;

  gboolean watched;
  GPtrArray *probes;             /* of NormlabProbe: what visits have brought, the newest last */
  NormlabCheckpoint *checkpoint; /* nullable: of the last visit */
  NormlabAside *aside;           /* nullable: the visit that is under way */
  GError *error;                 /* nullable: why the visit to @failed came to nothing */
  guint failed;
  guint newest; /* the step of the newest probe, or network, that was told of */
};

static void
visit_free (gpointer data)
{
  Visit *self = data;

  normlab_dataset_unref (self->dataset);
  normlab_replay_unref (self->replay);
  g_clear_pointer (&self->probe, normlab_probe_free);
  g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* In a thread of its own. */
static void
visit (gpointer data, GCancellable *cancellable)
{
  Visit *self = data;
  NormlabScratch scratch = { 0 };
  gboolean probed = self->probing && self->step > 0;
  g_autoptr (NormlabTrainer) trainer
      = normlab_replay_seek (self->replay, self->run, &self->recipe, self->dataset,
                             self->step - (probed ? 1 : 0), &scratch, &self->stop, &self->error);

  if (trainer != NULL && probed)
    normlab_trainer_advance_with_probe (trainer, &self->probe, &scratch, &self->stop, &self->error);
  if (trainer != NULL && normlab_trainer_get_step (trainer) == self->step
      && (!probed || self->probe != NULL))
    self->checkpoint = normlab_trainer_save (trainer);
  normlab_scratch_clear (&scratch);
}

static void
stop_visit (NormlabInsight *self)
{
  if (self->aside == NULL)
    return;
  g_atomic_int_set (&((Visit *) normlab_aside_get_data (self->aside))->stop, 1);
}

void
normlab_insight_free (NormlabInsight *self)
{
  if (self == NULL)
    return;

  stop_visit (self);
  g_clear_pointer (&self->aside, normlab_aside_free);
  if (self->watched)
    normlab_run_unwatch (normlab_run_item_get_run (self->item));
  g_ptr_array_unref (self->probes);
  g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
  g_clear_error (&self->error);
  g_object_unref (self->item);
  g_free (self);
}

NormlabInsight *
normlab_insight_new (NormlabRunItem *item,
                     const NormlabInsightAim *aim,
                     NormlabInsightChanged changed,
                     gpointer owner)
{
  NormlabInsight *self;

  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (item), NULL);
  g_return_val_if_fail (aim != NULL && changed != NULL, NULL);

  self = g_new0 (NormlabInsight, 1);
  self->item = g_object_ref (item);
  self->aim = aim;
  self->changed = changed;
  self->owner = owner;
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  return self;
}

NormlabRunItem *
normlab_insight_get_item (const NormlabInsight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->item;
}

static NormlabRun *
get_run (const NormlabInsight *self)
{
  return normlab_run_item_get_run (self->item);
}

static gboolean
is_active (const NormlabInsight *self)
{
  return !normlab_run_state_is_final (normlab_run_get_state (get_run (self)));
}

/* The last step that can be done again: the one with which a run diverged cannot. */
static guint
get_last_step (const NormlabInsight *self)
{
  NormlabRun *run = get_run (self);
  guint step = normlab_run_get_step (run);

  return step - (step > 0 && normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED ? 1 : 0);
}

/* The step that is looked at, or as far as the run has come. */
static guint
get_target (const NormlabInsight *self)
{
  return MIN (self->aim->step, get_last_step (self));
}

/* Whether it goes on by itself, and is shown as it goes. */
static gboolean
is_followed (const NormlabInsight *self)
{
  return self->aim->step == NORMLAB_INSIGHTS_LIVE && is_active (self)
         && normlab_run_get_state (get_run (self)) != NORMLAB_RUN_PAUSED;
}

static guint
get_distance (const NormlabProbe *probe, guint step)
{
  return probe->step > step ? probe->step - step : step - probe->step;
}

static void
take_nearer (const NormlabProbe **best, const NormlabProbe *probe, guint step)
{
  if (*best == NULL || get_distance (probe, step) < get_distance (*best, step))
    *best = probe;
}

static const NormlabProbe *
find_probe (const NormlabInsight *self)
{
  NormlabRun *run = get_run (self);
  guint target = get_target (self);
  const NormlabProbe *best = NULL;

  if (target == 0)
    return NULL;
  for (guint i = 0; i < self->probes->len; i++)
    take_nearer (&best, g_ptr_array_index (self->probes, i), target);
  for (guint i = 0; i < normlab_run_get_n_probes (run); i++)
    take_nearer (&best, normlab_run_get_probe (run, i), target);
  return best;
}

static NormlabDataset *
find_dataset (const NormlabInsight *self)
{
  return normlab_lab_find_dataset (self->aim->lab, get_run (self));
}

/* The network of the step that is looked at, or the nearest before it. */
static NormlabCheckpoint *
dup_checkpoint (const NormlabInsight *self)
{
  guint target = get_target (self);

  if (self->checkpoint != NULL && normlab_checkpoint_get_step (self->checkpoint) == target)
    return normlab_checkpoint_ref (self->checkpoint);
  return normlab_replay_find (normlab_lab_get_replay (self->aim->lab), get_run (self), target);
}

static gboolean
has_network (const NormlabInsight *self)
{
  g_autoptr (NormlabCheckpoint) checkpoint = dup_checkpoint (self);

  return checkpoint != NULL;
}

/* Whether probe and network are those of the very step. */
static gboolean
is_exact (const NormlabInsight *self)
{
  guint target = get_target (self);
  const NormlabProbe *probe = find_probe (self);

  if (self->checkpoint == NULL || normlab_checkpoint_get_step (self->checkpoint) != target)
    return FALSE;
  return !self->aim->probing || target == 0 || (probe != NULL && probe->step == target);
}

static void begin_visit (NormlabInsight *self);

static void
take_probe (NormlabInsight *self, NormlabProbe *probe)
{
  if (self->probes->len >= MAX_PROBES)
    g_ptr_array_remove_index (self->probes, 0);
  g_ptr_array_add (self->probes, probe);
}

static void
on_visited (NormlabAside *aside, gpointer user_data)
{
  NormlabInsight *self = user_data;
  Visit *visit = normlab_aside_get_data (aside);

  if (visit->checkpoint != NULL)
    {
      if (visit->probe != NULL)
        take_probe (self, g_steal_pointer (&visit->probe));
      if (visit->step == get_target (self) || self->checkpoint == NULL)
        {
          g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
          self->checkpoint = g_steal_pointer (&visit->checkpoint);
        }
      g_clear_error (&self->error);
    }
  else if (!g_atomic_int_get (&visit->stop))
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&visit->error);
      self->failed = visit->step;
    }
  g_clear_pointer (&self->aside, normlab_aside_free);
  begin_visit (self);
  self->changed (self->owner);
}

/* Whether a probe lies as near to @step as the distance of places allows. */
static gboolean
is_filled (const NormlabInsight *self, guint step, guint distance)
{
  NormlabRun *run = get_run (self);

  for (guint i = 0; i < self->probes->len; i++)
    if (2 * get_distance (g_ptr_array_index (self->probes, i), step) < distance)
      return TRUE;
  for (guint i = 0; i < normlab_run_get_n_probes (run); i++)
    if (2 * get_distance (normlab_run_get_probe (run, i), step) < distance)
      return TRUE;
  return FALSE;
}

/* The last of the places of which nothing is known; 0 for none. */
static guint
find_empty (const NormlabInsight *self)
{
  guint n = self->aim->n_places, last = get_last_step (self);
  guint distance = n > 0 ? MAX (last / n, 1) : 0;

  for (guint step = last; n > 0 && step >= distance; step -= distance)
    if (!is_filled (self, step, distance))
      return step;
  return 0;
}

/* The step that is to be done again next: what is looked at, then what is missing. FALSE for none,
 * and while the run goes on by itself. */
static gboolean
find_next (const NormlabInsight *self, guint *step)
{
  if (is_followed (self) || find_dataset (self) == NULL)
    return FALSE;
  *step = get_target (self);
  if (is_exact (self))
    *step = is_active (self) ? 0 : find_empty (self);
  else
    return !(self->error != NULL && self->failed == *step);
  return *step > 0 && self->error == NULL;
}

/* One at a time: what is under way to another step is stopped, and the next one begins when it has
 * come back. */
static void
begin_visit (NormlabInsight *self)
{
  guint step = 0;
  gboolean wanted = find_next (self, &step);
  Visit *made;

  if (self->aside != NULL)
    {
      if (!wanted || ((Visit *) normlab_aside_get_data (self->aside))->step != step)
        stop_visit (self);
      return;
    }
  if (!wanted)
    return;
  made = g_new0 (Visit, 1);
  made->run = get_run (self);
  made->recipe = *normlab_run_get_recipe (get_run (self));
  made->dataset = normlab_dataset_ref (find_dataset (self));
  made->replay = normlab_replay_ref (normlab_lab_get_replay (self->aim->lab));
  made->step = step;
  made->probing = self->aim->probing;
  g_clear_error (&self->error);
  self->failed = step;
  self->aside
      = normlab_aside_begin ("insight", visit, made, visit_free, on_visited, self, &self->error);
}

static void
update_watching (NormlabInsight *self)
{
  gboolean watched = self->aim->probing && is_active (self);

  if (watched == self->watched)
    return;
  self->watched = watched;
  if (watched)
    normlab_run_watch (get_run (self));
  else
    normlab_run_unwatch (get_run (self));
}

static guint
get_newest (const NormlabInsight *self)
{
  NormlabRun *run = get_run (self);
  guint n = normlab_run_get_n_probes (run);

  if (!self->aim->probing)
    {
      g_autoptr (NormlabCheckpoint) checkpoint = dup_checkpoint (self);

      return checkpoint != NULL ? normlab_checkpoint_get_step (checkpoint) : 0;
    }
  return n > 0 ? normlab_run_get_probe (run, n - 1)->step : 0;
}

void
normlab_insight_update (NormlabInsight *self)
{
  g_return_if_fail (self != NULL);

  update_watching (self);
  begin_visit (self);
}

gboolean
normlab_insight_advance (NormlabInsight *self)
{
  guint newest, before;

  g_return_val_if_fail (self != NULL, FALSE);

  newest = get_newest (self);
  before = self->newest;
  self->newest = newest;
  normlab_insight_update (self);
  return newest != before;
}

NormlabInsightState
normlab_insight_get_state (const NormlabInsight *self)
{
  g_return_val_if_fail (self != NULL, NORMLAB_INSIGHT_NONE);

  if (is_followed (self))
    {
      gboolean known = self->aim->probing ? find_probe (self) != NULL : has_network (self);

      return known ? NORMLAB_INSIGHT_EXACT : NORMLAB_INSIGHT_NONE;
    }
  if (is_exact (self))
    return NORMLAB_INSIGHT_EXACT;
  if (find_dataset (self) == NULL)
    return NORMLAB_INSIGHT_NO_DATA;
  if (normlab_insight_get_message (self) != NULL)
    return NORMLAB_INSIGHT_FAILED;
  return NORMLAB_INSIGHT_NEAREST;
}

const char *
normlab_insight_get_message (const NormlabInsight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error != NULL && self->failed == get_target (self) ? self->error->message : NULL;
}

const NormlabProbe *
normlab_insight_get_probe (const NormlabInsight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_probe (self);
}

void
normlab_insight_add_probes (const NormlabInsight *self, GPtrArray *probes, guint last)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->probes->len; i++)
    {
      NormlabProbe *probe = g_ptr_array_index (self->probes, i);

      if (probe->step <= last)
        g_ptr_array_add (probes, probe);
    }
}

NormlabCheckpoint *
normlab_insight_dup_checkpoint (const NormlabInsight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_checkpoint (self);
}
