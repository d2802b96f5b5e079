/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-parameters.h"

#include <math.h>

#include "normlab-aside.h"
#include "normlab-weights.h"

/* From the end of one look to the beginning of the next, ms. */
#define PACE 100

/* A run, and what is known of it. */
typedef struct
{
  NormlabRunItem *item;
  NormlabCheckpoint *wanted;      /* nullable: its first weights */
  NormlabCheckpoint *source;      /* of what is known, likewise */
  NormlabLayersParameters *known; /* nullable */
  gboolean tried;                 /* whether @source has been looked at, whatever came of it */
} Subject;

/* What a thread makes. */
typedef struct
{
  NormlabRunItem *item;
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabCheckpoint *checkpoint;
  NormlabLayersParameters *made;
} Work;

typedef struct
{
  GArray *works; /* of Work */
  gint stop;     /* atomic */
} Works;

struct _NormlabParameters
{
  GObject parent_instance;

  NormlabLab *lab;
  GPtrArray *subjects; /* of Subject */
  NormlabAside *aside; /* nullable */
  guint pacing;        /* source that lets the next look begin */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabParameters, normlab_parameters, G_TYPE_OBJECT)

static void
subject_free (gpointer data)
{
  Subject *self = data;

  g_clear_pointer (&self->wanted, normlab_checkpoint_unref);
  g_clear_pointer (&self->source, normlab_checkpoint_unref);
  g_clear_pointer (&self->known, normlab_layers_parameters_unref);
  g_object_unref (self->item);
  g_free (self);
}

/* In the thread */

static float *
copy (const float *values, guint n)
{
  return values != NULL ? g_memdup2 (values, n * sizeof *values) : NULL;
}

/* Deviations from variances. */
static float *
copy_roots (const float *values, guint n)
{
  float *roots = copy (values, n);

  for (guint i = 0; roots != NULL && i < n; i++)
    roots[i] = sqrtf (MAX (roots[i], 0.0f));
  return roots;
}

static void
take_layer (NormlabLayersWeights *weights,
            const NormlabLayerWeights *layer,
            guint image_rows,
            guint image_columns)
{
  guint n = layer->units;

  normlab_layers_weights_init (weights, layer->weights, layer->inputs, n, layer->stride, image_rows,
                               image_columns);
  weights->vectors[NORMLAB_LAYERS_GAMMA] = copy (layer->gamma, n);
  weights->vectors[NORMLAB_LAYERS_BETA] = copy (layer->beta, n);
  weights->vectors[NORMLAB_LAYERS_RUNNING_MEAN] = copy (layer->running_mean, n);
  weights->vectors[NORMLAB_LAYERS_RUNNING_STD] = copy_roots (layer->running_variance, n);
  weights->vectors[NORMLAB_LAYERS_BATCH_MEAN] = copy (layer->batch_mean, n);
  weights->vectors[NORMLAB_LAYERS_BATCH_STD] = copy_roots (layer->batch_variance, n);
}

static void
make (Work *self, NormlabScratch *scratch, NormlabStop stop)
{
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  g_autoptr (NormlabTrainer) trainer
      = self->checkpoint != NULL
            ? normlab_trainer_new_at (&self->recipe, self->dataset, kernels, self->checkpoint, NULL)
            : normlab_trainer_new (&self->recipe, self->dataset, kernels, stop, NULL);
  g_autofree float *batch = NULL;

  if (trainer == NULL)
    return;
  batch = normlab_weights_find_batch_statistics (trainer, scratch, stop);
  self->made = normlab_layers_parameters_new (self->recipe.n_hidden + 1);
  self->made->step = normlab_trainer_get_step (trainer);
  for (guint i = 0; i < self->made->n_layers; i++)
    {
      const NormlabLayerWeights layer = normlab_weights_get_layer (trainer, batch, i);

      take_layer (&self->made->layers[i], &layer,
                  i == 0 ? normlab_dataset_get_rows (self->dataset) : 0,
                  i == 0 ? normlab_dataset_get_columns (self->dataset) : 0);
    }
}

static void
make_all (gpointer data, GCancellable *cancellable)
{
  Works *self = data;
  NormlabScratch scratch = { 0 };

  for (guint i = 0; i < self->works->len && !normlab_stop_requested (&self->stop); i++)
    make (&g_array_index (self->works, Work, i), &scratch, &self->stop);
  normlab_scratch_clear (&scratch);
}

/* In the main thread */

static void
work_clear (gpointer data)
{
  Work *self = data;

  g_object_unref (self->item);
  normlab_dataset_unref (self->dataset);
  g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
  g_clear_pointer (&self->made, normlab_layers_parameters_unref);
}

static void
works_free (gpointer data)
{
  Works *self = data;

  g_array_unref (self->works);
  g_free (self);
}

static Subject *
find_subject (NormlabParameters *self, NormlabRunItem *item)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      Subject *subject = g_ptr_array_index (self->subjects, i);

      if (subject->item == item)
        return subject;
    }
  return NULL;
}

/* Those whose newest weights are not known. */
static GArray *
list_works (NormlabParameters *self)
{
  GArray *works = g_array_new (FALSE, TRUE, sizeof (Work));

  g_array_set_clear_func (works, work_clear);
  for (guint i = 0; i < self->subjects->len; i++)
    {
      const Subject *subject = g_ptr_array_index (self->subjects, i);
      NormlabRun *run = normlab_run_item_get_run (subject->item);
      NormlabDataset *dataset = normlab_lab_find_dataset (self->lab, run);
      Work work = { 0 };

      if (dataset == NULL || (subject->tried && subject->source == subject->wanted))
        continue;
      work.item = g_object_ref (subject->item);
      work.recipe = *normlab_run_get_recipe (run);
      work.dataset = normlab_dataset_ref (dataset);
      work.checkpoint = subject->wanted != NULL ? normlab_checkpoint_ref (subject->wanted) : NULL;
      g_array_append_val (works, work);
    }
  return works;
}

static void begin (NormlabParameters *self);

static gboolean
on_paced (gpointer user_data)
{
  NormlabParameters *self = user_data;

  self->pacing = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

static void
take_made (NormlabParameters *self, Work *work)
{
  Subject *subject = find_subject (self, work->item);

  if (subject == NULL)
    return;
  g_clear_pointer (&subject->source, normlab_checkpoint_unref);
  subject->source = g_steal_pointer (&work->checkpoint);
  subject->tried = TRUE;
  g_clear_pointer (&subject->known, normlab_layers_parameters_unref);
  subject->known = g_steal_pointer (&work->made);
}

static void
on_made (NormlabAside *aside, gpointer owner)
{
  NormlabParameters *self = owner;
  Works *works = normlab_aside_get_data (aside);
  gboolean stopped = g_atomic_int_get (&works->stop) != 0;

  for (guint i = 0; i < works->works->len && !stopped; i++)
    take_made (self, &g_array_index (works->works, Work, i));
  g_clear_pointer (&self->aside, normlab_aside_free);
  if (stopped)
    {
      begin (self);
      return;
    }
  self->pacing = g_timeout_add (PACE, on_paced, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin (NormlabParameters *self)
{
  Works *works;

  if (self->aside != NULL || self->pacing != 0)
    return;
  works = g_new0 (Works, 1);
  works->works = list_works (self);
  if (works->works->len > 0)
    self->aside
        = normlab_aside_begin ("parameters", make_all, works, works_free, on_made, self, NULL);
  else
    works_free (works);
}

/* Whoever has nothing to be seen does not wait for the pace. */
static void
hurry (NormlabParameters *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    if (!((Subject *) g_ptr_array_index (self->subjects, i))->tried)
      g_clear_handle_id (&self->pacing, g_source_remove);
}

static void
stop (NormlabParameters *self)
{
  if (self->aside != NULL)
    g_atomic_int_set (&((Works *) normlab_aside_get_data (self->aside))->stop, 1);
}

/* What is known of those that are looked at further on is kept. */
void
normlab_parameters_look (NormlabParameters *self, GPtrArray *items, GPtrArray *checkpoints)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (NORMLAB_IS_PARAMETERS (self));
  g_return_if_fail (items == NULL || (checkpoints != NULL && checkpoints->len == items->len));

  before = g_steal_pointer (&self->subjects);
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabCheckpoint *checkpoint = g_ptr_array_index (checkpoints, i);
      Subject *subject = NULL;

      for (guint j = 0; j < before->len && subject == NULL; j++)
        if (((Subject *) g_ptr_array_index (before, j))->item == g_ptr_array_index (items, i))
          subject = g_ptr_array_steal_index (before, j);
      if (subject == NULL)
        {
          subject = g_new0 (Subject, 1);
          subject->item = g_object_ref (g_ptr_array_index (items, i));
        }
      g_clear_pointer (&subject->wanted, normlab_checkpoint_unref);
      subject->wanted = checkpoint != NULL ? normlab_checkpoint_ref (checkpoint) : NULL;
      g_ptr_array_add (self->subjects, subject);
    }
  if (self->subjects->len == 0)
    stop (self);
  hurry (self);
  begin (self);
}

NormlabLayersParameters *
normlab_parameters_find (NormlabParameters *self, NormlabRunItem *item)
{
  const Subject *subject;

  g_return_val_if_fail (NORMLAB_IS_PARAMETERS (self), NULL);

  subject = find_subject (self, item);
  return subject != NULL ? subject->known : NULL;
}

/* As an object */

static void
normlab_parameters_dispose (GObject *object)
{
  NormlabParameters *self = NORMLAB_PARAMETERS (object);

  stop (self);
  g_clear_pointer (&self->aside, normlab_aside_free);
  g_clear_handle_id (&self->pacing, g_source_remove);
  g_ptr_array_set_size (self->subjects, 0);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_parameters_parent_class)->dispose (object);
}

static void
normlab_parameters_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_PARAMETERS (object)->subjects);

  G_OBJECT_CLASS (normlab_parameters_parent_class)->finalize (object);
}

static void
normlab_parameters_class_init (NormlabParametersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_parameters_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_parameters_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_PARAMETERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_parameters_init (NormlabParameters *self)
{
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
}

NormlabParameters *
normlab_parameters_new (NormlabLab *lab)
{
  NormlabParameters *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_PARAMETERS, NULL);
  self->lab = g_object_ref (lab);
  return self;
}
