/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-insights.h"

#include "normlab-aside.h"
#include "normlab-revisit.h"

/* Probes of steps that were visited, of each run; a few KiB each. */
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

/* A run that is looked at. */
typedef struct
{
  NormlabInsights *owner;
  NormlabRunItem *item;
  gboolean watched;
  GPtrArray *probes;             /* of NormlabProbe: what visits have brought, the newest last */
  NormlabCheckpoint *checkpoint; /* nullable: of the last visit */
  NormlabAside *aside;           /* nullable: the visit that is under way */
  GError *error;                 /* nullable: why the visit to @failed came to nothing */
  guint failed;
  guint newest; /* the step of the newest probe, or network, that was told of */
} Subject;

struct _NormlabInsights
{
  GObject parent_instance;

  NormlabLab *lab;
  GPtrArray *subjects; /* of Subject */
  guint step;
  guint n_places;   /* that are filled, of each run */
  gboolean probing; /* whether probes are wanted */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabInsights, normlab_insights, G_TYPE_OBJECT)

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
stop_visit (Subject *self)
{
  if (self->aside == NULL)
    return;
  g_atomic_int_set (&((Visit *) normlab_aside_get_data (self->aside))->stop, 1);
}

static void
subject_free (gpointer data)
{
  Subject *self = data;

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

static Subject *
subject_new (NormlabInsights *owner, NormlabRunItem *item)
{
  Subject *self = g_new0 (Subject, 1);

  self->owner = owner;
  self->item = g_object_ref (item);
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  return self;
}

static NormlabRun *
get_run (const Subject *self)
{
  return normlab_run_item_get_run (self->item);
}

static gboolean
is_active (const Subject *self)
{
  return !normlab_run_state_is_final (normlab_run_get_state (get_run (self)));
}

/* The last step that can be done again: the one with which a run diverged cannot. */
static guint
get_last_step (const Subject *self)
{
  NormlabRun *run = get_run (self);
  guint step = normlab_run_get_step (run);

  return step - (step > 0 && normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED ? 1 : 0);
}

/* The step that is looked at, or as far as the run has come. */
static guint
get_target (const Subject *self)
{
  return MIN (self->owner->step, get_last_step (self));
}

/* Whether it goes on by itself, and is shown as it goes. */
static gboolean
is_followed (const Subject *self)
{
  return self->owner->step == NORMLAB_INSIGHTS_LIVE && is_active (self)
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
find_probe (const Subject *self)
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
find_dataset (const Subject *self)
{
  return normlab_lab_find_dataset (self->owner->lab, get_run (self));
}

/* The network of the step that is looked at, or the nearest before it. */
static NormlabCheckpoint *
dup_checkpoint (const Subject *self)
{
  guint target = get_target (self);

  if (self->checkpoint != NULL && normlab_checkpoint_get_step (self->checkpoint) == target)
    return normlab_checkpoint_ref (self->checkpoint);
  return normlab_replay_find (normlab_lab_get_replay (self->owner->lab), get_run (self), target);
}

static gboolean
has_network (const Subject *self)
{
  g_autoptr (NormlabCheckpoint) checkpoint = dup_checkpoint (self);

  return checkpoint != NULL;
}

/* Whether probe and network are those of the very step. */
static gboolean
is_exact (const Subject *self)
{
  guint target = get_target (self);
  const NormlabProbe *probe = find_probe (self);

  if (self->checkpoint == NULL || normlab_checkpoint_get_step (self->checkpoint) != target)
    return FALSE;
  return !self->owner->probing || target == 0 || (probe != NULL && probe->step == target);
}

static void begin_visit (Subject *self);

static void
take_probe (Subject *self, NormlabProbe *probe)
{
  if (self->probes->len >= MAX_PROBES)
    g_ptr_array_remove_index (self->probes, 0);
  g_ptr_array_add (self->probes, probe);
}

static void
on_visited (NormlabAside *aside, gpointer user_data)
{
  Subject *self = user_data;
  NormlabInsights *owner = self->owner;
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
  g_signal_emit (owner, signals[CHANGED], 0);
}

/* Whether a probe lies as near to @step as the distance of places allows. */
static gboolean
is_filled (const Subject *self, guint step, guint distance)
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
find_empty (const Subject *self)
{
  guint n = self->owner->n_places, last = get_last_step (self);
  guint distance = n > 0 ? MAX (last / n, 1) : 0;

  for (guint step = last; n > 0 && step >= distance; step -= distance)
    if (!is_filled (self, step, distance))
      return step;
  return 0;
}

/* The step that is to be done again next: what is looked at, then what is missing. FALSE for none,
 * and while the run goes on by itself. */
static gboolean
find_next (const Subject *self, guint *step)
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
begin_visit (Subject *self)
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
  made->replay = normlab_replay_ref (normlab_lab_get_replay (self->owner->lab));
  made->step = step;
  made->probing = self->owner->probing;
  g_clear_error (&self->error);
  self->failed = step;
  self->aside
      = normlab_aside_begin ("insight", visit, made, visit_free, on_visited, self, &self->error);
}

static void
update_watching (Subject *self)
{
  gboolean watched = self->owner->probing && is_active (self);

  if (watched == self->watched)
    return;
  self->watched = watched;
  if (watched)
    normlab_run_watch (get_run (self));
  else
    normlab_run_unwatch (get_run (self));
}

static guint
get_newest (const Subject *self)
{
  NormlabRun *run = get_run (self);
  guint n = normlab_run_get_n_probes (run);

  if (!self->owner->probing)
    {
      g_autoptr (NormlabCheckpoint) checkpoint = dup_checkpoint (self);

      return checkpoint != NULL ? normlab_checkpoint_get_step (checkpoint) : 0;
    }
  return n > 0 ? normlab_run_get_probe (run, n - 1)->step : 0;
}

/* Runs have gone on. */
static void
on_advanced (NormlabInsights *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->subjects->len; i++)
    {
      Subject *subject = g_ptr_array_index (self->subjects, i);
      guint newest = get_newest (subject);

      changed = changed || newest != subject->newest;
      subject->newest = newest;
      update_watching (subject);
      begin_visit (subject);
    }
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
refresh (NormlabInsights *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      Subject *subject = g_ptr_array_index (self->subjects, i);

      update_watching (subject);
      begin_visit (subject);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static Subject *
find_subject (NormlabInsights *self, NormlabRunItem *item)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      Subject *subject = g_ptr_array_index (self->subjects, i);

      if (subject->item == item)
        return subject;
    }
  return NULL;
}

static void
normlab_insights_dispose (GObject *object)
{
  NormlabInsights *self = NORMLAB_INSIGHTS (object);

  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_insights_parent_class)->dispose (object);
}

static void
normlab_insights_class_init (NormlabInsightsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_insights_dispose;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_INSIGHTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_insights_init (NormlabInsights *self)
{
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  self->step = NORMLAB_INSIGHTS_LIVE;
  self->probing = TRUE;
}

NormlabInsights *
normlab_insights_new (NormlabLab *lab)
{
  NormlabInsights *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_INSIGHTS, NULL);
  self->lab = g_object_ref (lab);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/* What is known of those that are looked at further on is kept. */
static void
set_subjects (NormlabInsights *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->subjects);

  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      Subject *subject = NULL;

      for (guint j = 0; j < before->len && subject == NULL; j++)
        if (((Subject *) g_ptr_array_index (before, j))->item == item)
          subject = g_ptr_array_steal_index (before, j);
      g_ptr_array_add (self->subjects, subject != NULL ? subject : subject_new (self, item));
    }
}

void
normlab_insights_set_probing (NormlabInsights *self, gboolean probing)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (self->subjects->len == 0);

  self->probing = probing;
}

void
normlab_insights_look (NormlabInsights *self, GPtrArray *items, guint step)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));

  self->step = step;
  set_subjects (self, items);
  refresh (self);
}

void
normlab_insights_set_n_places (NormlabInsights *self, guint n_places)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (n_places <= NORMLAB_INSIGHTS_MAX_PLACES);

  self->n_places = n_places;
}

NormlabInsightState
normlab_insights_get_state (NormlabInsights *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NORMLAB_INSIGHT_NONE);

  subject = find_subject (self, item);
  if (subject == NULL)
    return NORMLAB_INSIGHT_NONE;
  if (is_followed (subject))
    {
      gboolean known = self->probing ? find_probe (subject) != NULL : has_network (subject);

      return known ? NORMLAB_INSIGHT_EXACT : NORMLAB_INSIGHT_NONE;
    }
  if (is_exact (subject))
    return NORMLAB_INSIGHT_EXACT;
  if (find_dataset (subject) == NULL)
    return NORMLAB_INSIGHT_NO_DATA;
  if (normlab_insights_get_message (self, item) != NULL)
    return NORMLAB_INSIGHT_FAILED;
  return NORMLAB_INSIGHT_NEAREST;
}

const char *
normlab_insights_get_message (NormlabInsights *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  subject = find_subject (self, item);
  return subject != NULL && subject->error != NULL && subject->failed == get_target (subject)
             ? subject->error->message
             : NULL;
}

const NormlabProbe *
normlab_insights_get_probe (NormlabInsights *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  subject = find_subject (self, item);
  return subject != NULL ? find_probe (subject) : NULL;
}

static int
compare_probes (gconstpointer a, gconstpointer b)
{
  const NormlabProbe *probe_a = *(const NormlabProbe *const *) a;
  const NormlabProbe *probe_b = *(const NormlabProbe *const *) b;

  return (probe_a->step > probe_b->step) - (probe_a->step < probe_b->step);
}

static void
add_probes (GPtrArray *probes, NormlabRun *run, guint last)
{
  for (guint i = 0; i < normlab_run_get_n_probes (run); i++)
    if (normlab_run_get_probe (run, i)->step <= last)
      g_ptr_array_add (probes, (gpointer) normlab_run_get_probe (run, i));
}

void
normlab_insights_list_probes (NormlabInsights *self, NormlabRunItem *item, GPtrArray *probes)
{
  const Subject *subject;
  const NormlabProbe *shown;

  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (probes != NULL && probes->len == 0);

  subject = find_subject (self, item);
  shown = subject != NULL ? find_probe (subject) : NULL;
  add_probes (probes, normlab_run_item_get_run (item),
              shown != NULL ? shown->step : (subject != NULL ? 0 : G_MAXUINT));
  for (guint i = 0; shown != NULL && i < subject->probes->len; i++)
    {
      NormlabProbe *probe = g_ptr_array_index (subject->probes, i);

      if (probe->step <= shown->step)
        g_ptr_array_add (probes, probe);
    }
  g_ptr_array_sort (probes, compare_probes);
  for (guint i = probes->len; i > 1; i--)
    if (compare_probes (&probes->pdata[i - 1], &probes->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (probes, i - 1);
}

NormlabCheckpoint *
normlab_insights_dup_checkpoint (NormlabInsights *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  subject = find_subject (self, item);
  return subject != NULL ? dup_checkpoint (subject) : NULL;
}
