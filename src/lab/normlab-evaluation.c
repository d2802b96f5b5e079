/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-evaluation.h"

#include "normlab-aside.h"
#include "normlab-insights.h"

/* From one evaluation of what trains to the next, ms at least, and how many times as long as the
 * last one took. */
#define PACE 500
#define REST 4

/* One network and one set, in a thread. */
typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabSplit split;
  NormlabCheckpoint *checkpoint;
  gint stop; /* atomic */

  NormlabPredictions *predictions; /* what comes of it; NULL for nothing */
} Job;

/* A run that is looked at. */
typedef struct
{
  NormlabEvaluation *owner;
  NormlabRunItem *item;            /* nullable */
  NormlabPredictions *predictions; /* nullable */
  NormlabAside *aside;             /* nullable: the evaluation that is under way */
  gint64 begin;                    /* when it began, µs */
  gboolean failed;                 /* the last one came to nothing */
  guint failed_step;
} Subject;

struct _NormlabEvaluation
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabInsights *insights;
  Subject subjects[NORMLAB_EVALUATION_MAX_RUNS];
  NormlabSplit split;
  guint step;
  gboolean looking;
  guint pacing; /* source that lets newer networks come; 0: they may */
  guint n_evaluated;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabEvaluation, normlab_evaluation, G_TYPE_OBJECT)

static void update (NormlabEvaluation *self);

static void
job_free (gpointer data)
{
  Job *self = data;

  normlab_dataset_unref (self->dataset);
  normlab_checkpoint_unref (self->checkpoint);
  g_clear_pointer (&self->predictions, normlab_predictions_unref);
  g_free (self);
}

/* In a thread of its own. */
static void
evaluate (gpointer data, GCancellable *cancellable)
{
  Job *self = data;

  self->predictions = normlab_predictions_new (&self->recipe, self->dataset, self->split,
                                               self->checkpoint, &self->stop, NULL);
}

/* Whatever is under way. Joins the thread, which looks every few milliseconds whether it is to
 * stop. */
static void
stop (Subject *self)
{
  if (self->aside == NULL)
    return;
  g_atomic_int_set (&((Job *) normlab_aside_get_data (self->aside))->stop, 1);
  g_clear_pointer (&self->aside, normlab_aside_free);
}

static NormlabDataset *
find_dataset (const Subject *self)
{
  return self->item != NULL
             ? normlab_lab_find_dataset (self->owner->lab, normlab_run_item_get_run (self->item))
             : NULL;
}

static gboolean
on_paced (gpointer user_data)
{
  NormlabEvaluation *self = user_data;

  self->pacing = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* What trains is not looked at again at once. */
static void
rest (NormlabEvaluation *self, gint64 taken)
{
  if (self->pacing == 0 && self->step == NORMLAB_EVALUATION_LIVE)
    self->pacing = g_timeout_add ((guint) MAX (PACE, (REST - 1) * taken / G_TIME_SPAN_MILLISECOND),
                                  on_paced, self);
}

static void
on_evaluated (NormlabAside *aside, gpointer user_data)
{
  Subject *self = user_data;
  NormlabEvaluation *owner = self->owner;
  Job *job = normlab_aside_get_data (aside);

  owner->n_evaluated++;
  self->failed = job->predictions == NULL;
  self->failed_step = normlab_checkpoint_get_step (job->checkpoint);
  if (!self->failed)
    {
      g_clear_pointer (&self->predictions, normlab_predictions_unref);
      self->predictions = g_steal_pointer (&job->predictions);
    }
  g_clear_pointer (&self->aside, normlab_aside_free);
  rest (owner, g_get_monotonic_time () - self->begin);
  update (owner);
  g_signal_emit (owner, signals[CHANGED], 0);
}

/* Whether it is of the set and data that are looked at. */
static gboolean
suits (const Subject *self, const NormlabDataset *dataset)
{
  return self->predictions != NULL && self->predictions->split == self->owner->split
         && self->predictions->dataset == dataset;
}

/* Whether a network of that step is to be evaluated now. */
static gboolean
is_wanted (const Subject *self, const NormlabDataset *dataset, guint step)
{
  if (self->failed && self->failed_step == step)
    return FALSE;
  if (!suits (self, dataset))
    return TRUE;
  return self->predictions->step != step && self->owner->pacing == 0;
}

/* One at a time: the next one begins when it has come back, with what is looked at then. */
static void
begin (Subject *self)
{
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  NormlabDataset *dataset = find_dataset (self);
  guint step;
  Job *job;

  if (dataset == NULL || self->aside != NULL)
    return;
  checkpoint = normlab_insights_dup_checkpoint (self->owner->insights, self->item);
  if (checkpoint == NULL)
    return;
  step = normlab_checkpoint_get_step (checkpoint);
  if (!is_wanted (self, dataset, step))
    return;
  job = g_new0 (Job, 1);
  job->recipe = *normlab_run_get_recipe (normlab_run_item_get_run (self->item));
  job->dataset = normlab_dataset_ref (dataset);
  job->split = self->owner->split;
  job->checkpoint = g_steal_pointer (&checkpoint);
  self->begin = g_get_monotonic_time ();
  self->aside
      = normlab_aside_begin ("evaluation", evaluate, job, job_free, on_evaluated, self, NULL);
  if (self->aside != NULL)
    return;
  self->failed = TRUE;
  self->failed_step = step;
}

static void
update (NormlabEvaluation *self)
{
  for (guint i = 0; self->looking && i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    begin (&self->subjects[i]);
}

/* Who looks at a step that is past waits for that one. */
static void
on_insights_changed (NormlabEvaluation *self)
{
  if (self->step != NORMLAB_EVALUATION_LIVE)
    g_clear_handle_id (&self->pacing, g_source_remove);
  update (self);
}

static void
look (NormlabEvaluation *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; self->looking && i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    if (self->subjects[i].item != NULL && !g_ptr_array_find (items, self->subjects[i].item, NULL))
      g_ptr_array_add (items, self->subjects[i].item);
  normlab_insights_look (self->insights, items, self->step);
}

/* From here on something else is looked at. */
static void
begin_anew (NormlabEvaluation *self)
{
  g_clear_handle_id (&self->pacing, g_source_remove);
  for (guint i = 0; i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    {
      stop (&self->subjects[i]);
      self->subjects[i].failed = FALSE;
    }
  look (self);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_evaluation_set_looking (NormlabEvaluation *self, gboolean looking)
{
  g_return_if_fail (NORMLAB_IS_EVALUATION (self));

  if (looking == self->looking)
    return;
  self->looking = looking;
  begin_anew (self);
}

void
normlab_evaluation_set_step (NormlabEvaluation *self, guint step)
{
  g_return_if_fail (NORMLAB_IS_EVALUATION (self));

  if (step == self->step)
    return;
  self->step = step;
  g_clear_handle_id (&self->pacing, g_source_remove);
  if (!self->looking)
    return;
  look (self);
  update (self);
}

void
normlab_evaluation_set_split (NormlabEvaluation *self, NormlabSplit split)
{
  g_return_if_fail (NORMLAB_IS_EVALUATION (self));
  g_return_if_fail (split < NORMLAB_N_SPLITS);

  if (split == self->split)
    return;
  self->split = split;
  begin_anew (self);
}

NormlabSplit
normlab_evaluation_get_split (NormlabEvaluation *self)
{
  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), NORMLAB_SPLIT_TEST);

  return self->split;
}

/* TRUE if it is another. */
static gboolean
set_item (Subject *self, NormlabRunItem *item)
{
  if (!g_set_object (&self->item, item))
    return FALSE;
  stop (self);
  g_clear_pointer (&self->predictions, normlab_predictions_unref);
  return TRUE;
}

void
normlab_evaluation_set_runs (NormlabEvaluation *self, NormlabRunItem *first, NormlabRunItem *second)
{
  gboolean changed;

  g_return_if_fail (NORMLAB_IS_EVALUATION (self));
  g_return_if_fail (first == NULL || NORMLAB_IS_RUN_ITEM (first));
  g_return_if_fail (second == NULL || NORMLAB_IS_RUN_ITEM (second));

  changed = set_item (&self->subjects[0], first);
  if (set_item (&self->subjects[1], second) || changed)
    begin_anew (self);
}

NormlabRunItem *
normlab_evaluation_get_run (NormlabEvaluation *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), NULL);
  g_return_val_if_fail (i < NORMLAB_EVALUATION_MAX_RUNS, NULL);

  return self->subjects[i].item;
}

NormlabEvaluationState
normlab_evaluation_get_state (NormlabEvaluation *self, guint i)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), NORMLAB_EVALUATION_NONE);
  g_return_val_if_fail (i < NORMLAB_EVALUATION_MAX_RUNS, NORMLAB_EVALUATION_NONE);

  subject = &self->subjects[i];
  if (subject->item == NULL)
    return NORMLAB_EVALUATION_NONE;
  if (subject->predictions != NULL)
    return NORMLAB_EVALUATION_KNOWN;
  if (find_dataset (subject) == NULL)
    return NORMLAB_EVALUATION_NO_DATA;
  if (subject->failed
      || normlab_insights_get_state (self->insights, subject->item) == NORMLAB_INSIGHT_FAILED)
    return NORMLAB_EVALUATION_FAILED;
  return NORMLAB_EVALUATION_WAITING;
}

const NormlabPredictions *
normlab_evaluation_get_predictions (NormlabEvaluation *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), NULL);
  g_return_val_if_fail (i < NORMLAB_EVALUATION_MAX_RUNS, NULL);

  return self->subjects[i].predictions;
}

gboolean
normlab_evaluation_is_comparison (NormlabEvaluation *self)
{
  const NormlabPredictions *first, *second;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), FALSE);

  first = self->subjects[0].predictions;
  second = self->subjects[1].predictions;
  return first != NULL && second != NULL && normlab_predictions_match (first, second);
}

guint
normlab_evaluation_get_n_evaluated (NormlabEvaluation *self)
{
  g_return_val_if_fail (NORMLAB_IS_EVALUATION (self), 0);

  return self->n_evaluated;
}

/* Runs from a file have data now, or have them no longer. */
static void
on_data_changed (NormlabEvaluation *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    {
      Subject *subject = &self->subjects[i];

      if (subject->predictions == NULL || subject->predictions->dataset == find_dataset (subject))
        continue;
      g_clear_pointer (&subject->predictions, normlab_predictions_unref);
      changed = TRUE;
    }
  if (changed)
    begin_anew (self);
  else
    update (self);
}

/* As an object */

static void
normlab_evaluation_dispose (GObject *object)
{
  NormlabEvaluation *self = NORMLAB_EVALUATION (object);

  g_clear_handle_id (&self->pacing, g_source_remove);
  if (self->insights != NULL)
    g_signal_handlers_disconnect_by_data (self->insights, self);
  for (guint i = 0; i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    set_item (&self->subjects[i], NULL);
  g_clear_object (&self->insights);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_evaluation_parent_class)->dispose (object);
}

static void
normlab_evaluation_class_init (NormlabEvaluationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_evaluation_dispose;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_EVALUATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_evaluation_init (NormlabEvaluation *self)
{
  self->split = NORMLAB_SPLIT_TEST;
  self->step = NORMLAB_EVALUATION_LIVE;
  for (guint i = 0; i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    self->subjects[i].owner = self;
}

NormlabEvaluation *
normlab_evaluation_new (NormlabLab *lab)
{
  NormlabEvaluation *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_EVALUATION, NULL);
  self->lab = g_object_ref (lab);
  self->insights = normlab_insights_new (lab);
  normlab_insights_set_probing (self->insights, FALSE);
  g_signal_connect_object (self->insights, "changed", G_CALLBACK (on_insights_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
