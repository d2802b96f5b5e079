/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-landscape.h"

#include "normlab-aside.h"

/* A run that is looked at. */
typedef struct
{
  NormlabRunItem *item;
  GArray *known; /* of NormlabSmoothness, by step */
  GArray *tried; /* of guint: steps at which it was measured, whatever came of it */
} Subject;

/* A step that a thread goes to. */
typedef struct
{
  NormlabRunItem *item;
  gconstpointer run; /* by which the replay knows it */
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabReplay *replay;
  guint step;

  gint stop; /* atomic */

  gboolean measured;
  NormlabSmoothness smoothness;
} Visit;

struct _NormlabLandscape
{
  GObject parent_instance;

  NormlabLab *lab;
  GPtrArray *subjects; /* of Subject */
  guint next;          /* which of them is visited next */
  NormlabAside *aside; /* nullable: of a Visit */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabLandscape, normlab_landscape, G_TYPE_OBJECT)

static void
subject_free (gpointer data)
{
  Subject *self = data;

  g_object_unref (self->item);
  g_array_unref (self->known);
  g_array_unref (self->tried);
  g_free (self);
}

static Subject *
subject_new (NormlabRunItem *item)
{
  Subject *self = g_new (Subject, 1);

  self->item = g_object_ref (item);
  self->known = g_array_new (FALSE, FALSE, sizeof (NormlabSmoothness));
  self->tried = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/* Visits */

static void
visit_free (gpointer data)
{
  Visit *self = data;

  g_object_unref (self->item);
  normlab_dataset_unref (self->dataset);
  normlab_replay_unref (self->replay);
  g_free (self);
}

/* In a thread of its own. */
static void
visit (gpointer data, GCancellable *cancellable)
{
  Visit *self = data;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_replay_seek (self->replay, self->run, &self->recipe, self->dataset, self->step - 1,
                             &scratch, &self->stop, NULL);

  if (trainer != NULL && normlab_trainer_prepare (trainer, NULL))
    self->measured
        = normlab_smoothness_measure (trainer, &self->smoothness, &scratch, &self->stop, NULL)
          == NORMLAB_TRAINER_OK;
  normlab_scratch_clear (&scratch);
}

static void
stop (NormlabLandscape *self)
{
  if (self->aside != NULL)
    g_atomic_int_set (&((Visit *) normlab_aside_get_data (self->aside))->stop, 1);
}

/* Which step is next */

static gboolean
is_tried (const Subject *self, guint step)
{
  for (guint i = 0; i < self->tried->len; i++)
    if (g_array_index (self->tried, guint, i) == step)
      return TRUE;
  return FALSE;
}

/* The newest that was not tried, of those that the run has done; 0 for none. */
static guint
find_step (const Subject *self)
{
  NormlabRun *run = normlab_run_item_get_run (self->item);
  guint iterations = normlab_run_get_recipe (run)->iterations;
  guint distance = MAX (iterations / NORMLAB_LANDSCAPE_N_PLACES, 1);
  guint last = normlab_run_get_step (run);

  /* The one with which a run diverged cannot be done again. */
  if (last > 0 && normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED)
    last--;
  for (guint step = last / distance * distance; step > 1; step -= distance)
    if (!is_tried (self, step))
      return step;
  return last > 0 && !is_tried (self, 1) ? 1 : 0;
}

/* Runs in turn, so that all of them have their newest steps first. */
static Visit *
find_visit (NormlabLandscape *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      guint at = (self->next + i) % self->subjects->len;
      const Subject *subject = g_ptr_array_index (self->subjects, at);
      NormlabRun *run = normlab_run_item_get_run (subject->item);
      NormlabDataset *dataset = normlab_lab_find_dataset (self->lab, run);
      guint step = dataset != NULL ? find_step (subject) : 0;
      Visit *made;

      if (step == 0)
        continue;
      self->next = at + 1;
      made = g_new0 (Visit, 1);
      made->item = g_object_ref (subject->item);
      made->run = run;
      made->recipe = *normlab_run_get_recipe (run);
      made->dataset = normlab_dataset_ref (dataset);
      made->replay = normlab_replay_ref (normlab_lab_get_replay (self->lab));
      made->step = step;
      return made;
    }
  return NULL;
}

static void on_visited (NormlabAside *aside, gpointer owner);

/* One at a time, so that as little as can be is taken from training. */
static void
begin (NormlabLandscape *self)
{
  Visit *made = self->aside == NULL ? find_visit (self) : NULL;

  if (made != NULL)
    self->aside
        = normlab_aside_begin ("landscape", visit, made, visit_free, on_visited, self, NULL);
}

static Subject *
find_subject (NormlabLandscape *self, NormlabRunItem *item)
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
take (Subject *self, const Visit *visit)
{
  guint i = 0;

  g_array_append_val (self->tried, visit->step);
  if (!visit->measured)
    return;
  while (i < self->known->len
         && g_array_index (self->known, NormlabSmoothness, i).step < visit->step)
    i++;
  g_array_insert_val (self->known, i, visit->smoothness);
}

static void
on_visited (NormlabAside *aside, gpointer owner)
{
  NormlabLandscape *self = owner;
  const Visit *visit = normlab_aside_get_data (aside);
  Subject *subject = find_subject (self, visit->item);
  gboolean stopped = g_atomic_int_get (&visit->stop) != 0;

  if (subject != NULL && !stopped)
    take (subject, visit);
  g_clear_pointer (&self->aside, normlab_aside_free);
  begin (self);
  if (subject != NULL && !stopped)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_landscape_look (NormlabLandscape *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (NORMLAB_IS_LANDSCAPE (self));

  before = g_steal_pointer (&self->subjects);
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      Subject *subject = NULL;

      for (guint j = 0; j < before->len && subject == NULL; j++)
        if (((Subject *) g_ptr_array_index (before, j))->item == item)
          subject = g_ptr_array_steal_index (before, j);
      g_ptr_array_add (self->subjects, subject != NULL ? subject : subject_new (item));
    }
  /* What nobody looks at any more is not waited for. */
  if (self->aside != NULL
      && find_subject (self, ((Visit *) normlab_aside_get_data (self->aside))->item) == NULL)
    stop (self);
  begin (self);
}

GArray *
normlab_landscape_get (NormlabLandscape *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_LANDSCAPE (self), NULL);

  subject = find_subject (self, item);
  return subject != NULL ? subject->known : NULL;
}

gboolean
normlab_landscape_is_busy (NormlabLandscape *self)
{
  g_return_val_if_fail (NORMLAB_IS_LANDSCAPE (self), FALSE);

  return self->aside != NULL;
}

/* As an object */

static void
normlab_landscape_dispose (GObject *object)
{
  NormlabLandscape *self = NORMLAB_LANDSCAPE (object);

  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  stop (self);
  g_clear_pointer (&self->aside, normlab_aside_free);
  g_ptr_array_set_size (self->subjects, 0);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_landscape_parent_class)->dispose (object);
}

static void
normlab_landscape_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_LANDSCAPE (object)->subjects);

  G_OBJECT_CLASS (normlab_landscape_parent_class)->finalize (object);
}

static void
normlab_landscape_class_init (NormlabLandscapeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_landscape_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_landscape_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_LANDSCAPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_landscape_init (NormlabLandscape *self)
{
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
}

NormlabLandscape *
normlab_landscape_new (NormlabLab *lab)
{
  NormlabLandscape *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_LANDSCAPE, NULL);
  self->lab = g_object_ref (lab);
  /* Runs have gone on, or may have got their data back. */
  g_signal_connect_object (lab, "advanced", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  return self;
}
