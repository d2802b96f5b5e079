/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-private.h"

#include <math.h>

#include "normlab-run-items.h"

/* From one network of a run to the next, ms. */
#define PACE 100

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabDigits, normlab_digits, G_TYPE_OBJECT)

/* Runs */

static void
subject_free (gpointer data)
{
  NormlabDigitsSubject *self = data;

  g_clear_pointer (&self->network, normlab_recognizer_free);
  g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_object_unref (self->item);
  g_free (self);
}

static NormlabDigitsSubject *
subject_new (NormlabDigits *owner, NormlabRunItem *item)
{
  NormlabDigitsSubject *self = g_new0 (NormlabDigitsSubject, 1);
  NormlabDataset *dataset = normlab_lab_find_dataset (owner->lab, normlab_run_item_get_run (item));

  self->item = g_object_ref (item);
  self->dataset = dataset != NULL ? normlab_dataset_ref (dataset) : NULL;
  self->answer.item = item;
  self->answer.dataset = self->dataset;
  return self;
}

static NormlabDigitsSubject *
steal_subject (GPtrArray *subjects, NormlabRunItem *item)
{
  for (guint i = 0; i < subjects->len; i++)
    if (((NormlabDigitsSubject *) g_ptr_array_index (subjects, i))->item == item)
      return g_ptr_array_steal_index (subjects, i);
  return NULL;
}

static void
look (NormlabDigits *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; self->looking && i < self->subjects->len; i++)
    g_ptr_array_add (items, ((NormlabDigitsSubject *) g_ptr_array_index (self->subjects, i))->item);
  normlab_insights_look (self->insights, items, self->step);
}

/* Who is shown. Networks that are known stay. */
static void
take_runs (NormlabDigits *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->subjects);
  guint n = g_list_model_get_n_items (self->runs);

  self->runs_stale = FALSE;
  self->networks_stale = TRUE;
  self->image_stale = TRUE;
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);
      NormlabDigitsSubject *subject;

      if (!normlab_run_item_get_shown (item))
        continue;
      subject = steal_subject (before, item);
      g_ptr_array_add (self->subjects, subject != NULL ? subject : subject_new (self, item));
    }
  look (self);
}

static NormlabDigitsSubject *
get_subject (NormlabDigits *self, guint i)
{
  return g_ptr_array_index (self->subjects, i);
}

static gboolean
has_dataset (NormlabDigits *self, const NormlabDataset *dataset)
{
  for (guint i = 0; i < self->subjects->len; i++)
    if (get_subject (self, i)->dataset == dataset)
      return TRUE;
  return FALSE;
}

static NormlabDataset *
find_shown_dataset (NormlabDigits *self)
{
  if (self->preferred != NULL && has_dataset (self, self->preferred))
    return self->preferred;
  for (guint i = 0; i < self->subjects->len; i++)
    if (get_subject (self, i)->dataset != NULL)
      return get_subject (self, i)->dataset;
  return NULL;
}

NormlabDataset *
normlab_digits_get_dataset (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), NULL);

  if (self->runs_stale)
    take_runs (self);
  return find_shown_dataset (self);
}

/* Networks */

static void
make_network (NormlabDigitsSubject *self)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (self->item));

  if (self->network == NULL)
    self->network = normlab_recognizer_new (recipe, normlab_dataset_get_n_pixels (self->dataset),
                                            normlab_dataset_get_n_classes (self->dataset),
                                            normlab_kernels_get_default (), NULL);
  self->failed
      = self->network == NULL || !normlab_recognizer_take (self->network, self->checkpoint);
}

/* The one of the step that is looked at, or the nearest. */
static void
take_network (NormlabDigits *self, NormlabDigitsSubject *subject)
{
  NormlabCheckpoint *checkpoint = normlab_insights_dup_checkpoint (self->insights, subject->item);

  subject->answered = subject->answered && subject->answer.state == NORMLAB_DIGITS_ANSWERS;
  if (checkpoint == subject->checkpoint)
    {
      g_clear_pointer (&checkpoint, normlab_checkpoint_unref);
      return;
    }
  g_clear_pointer (&subject->checkpoint, normlab_checkpoint_unref);
  subject->checkpoint = checkpoint;
  subject->answered = FALSE;
  if (checkpoint != NULL && subject->dataset != NULL)
    make_network (subject);
}

static gboolean
on_paced (gpointer user_data)
{
  NormlabDigits *self = user_data;

  self->pacing = 0;
  if (self->networks_stale)
    normlab_digits_emit_changed (self);
  return G_SOURCE_REMOVE;
}

/* No sooner than @PACE after the last time. */
static void
take_networks (NormlabDigits *self)
{
  if (!self->looking || !self->networks_stale || self->pacing != 0)
    return;
  self->networks_stale = FALSE;
  for (guint i = 0; i < self->subjects->len; i++)
    take_network (self, get_subject (self, i));
  self->pacing = g_timeout_add (PACE, on_paced, self);
}

/* Who looks at a step that is past waits for that one. */
static void
on_insights_changed (NormlabDigits *self)
{
  self->networks_stale = TRUE;
  if (self->step != NORMLAB_DIGITS_LIVE)
    g_clear_handle_id (&self->pacing, g_source_remove);
  if (self->looking && self->pacing == 0)
    normlab_digits_emit_changed (self);
}

/* Answers */

static NormlabDigitsState
find_state (NormlabDigits *self, const NormlabDigitsSubject *subject)
{
  NormlabDataset *shown = find_shown_dataset (self), *own = subject->dataset;

  if (own == NULL)
    return NORMLAB_DIGITS_NO_DATA;
  if (normlab_dataset_get_rows (own) != normlab_dataset_get_rows (shown)
      || normlab_dataset_get_columns (own) != normlab_dataset_get_columns (shown))
    return NORMLAB_DIGITS_OTHER_SIZE;
  if (subject->checkpoint == NULL)
    return normlab_insights_get_state (self->insights, subject->item) == NORMLAB_INSIGHT_FAILED
               ? NORMLAB_DIGITS_FAILED
               : NORMLAB_DIGITS_WAITING;
  return subject->failed ? NORMLAB_DIGITS_FAILED : NORMLAB_DIGITS_ANSWERS;
}

static void
answer (NormlabDigits *self, NormlabDigitsSubject *subject)
{
  const guint8 *image;

  subject->answered = TRUE;
  subject->answer.network = NULL;
  subject->answer.state = find_state (self, subject);
  subject->answer.step
      = subject->checkpoint != NULL ? normlab_checkpoint_get_step (subject->checkpoint) : 0;
  if (subject->answer.state != NORMLAB_DIGITS_ANSWERS)
    return;
  image = normlab_digits_get_image_for (self, subject->dataset);
  if (image == NULL)
    return;
  self->n_recognized++;
  if (!normlab_recognizer_recognize (subject->network, image, NULL))
    {
      subject->answer.state = NORMLAB_DIGITS_FAILED;
      return;
    }
  subject->answer.network = subject->network;
  if (isnan (normlab_recognizer_get_probabilities (subject->network)[0]))
    subject->answer.state = NORMLAB_DIGITS_NOT_FINITE;
}

static void
forget_answers (NormlabDigits *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    get_subject (self, i)->answered = FALSE;
}

static void
bring_up_to_date (NormlabDigits *self)
{
  if (self->runs_stale)
    {
      take_runs (self);
      forget_answers (self);
    }
  take_networks (self);
}

guint
normlab_digits_get_n_answers (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), 0);

  bring_up_to_date (self);
  return self->subjects->len;
}

const NormlabDigitsAnswer *
normlab_digits_get_answer (NormlabDigits *self, guint i)
{
  NormlabDigitsSubject *subject;

  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), NULL);
  bring_up_to_date (self);
  g_return_val_if_fail (i < self->subjects->len, NULL);

  subject = get_subject (self, i);
  if (!subject->answered)
    answer (self, subject);
  return &subject->answer;
}

NormlabDigitsSubject *
normlab_digits_find_first (NormlabDigits *self)
{
  bring_up_to_date (self);
  for (guint i = 0; i < self->subjects->len; i++)
    if (find_state (self, get_subject (self, i)) == NORMLAB_DIGITS_ANSWERS)
      return get_subject (self, i);
  return NULL;
}

guint
normlab_digits_get_n_recognized (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), 0);

  return self->n_recognized;
}

/* What changes */

void
normlab_digits_emit_changed (NormlabDigits *self)
{
  if (self->looking)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_digits_change_image (NormlabDigits *self)
{
  self->image_stale = TRUE;
  forget_answers (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
expire_runs (NormlabDigits *self)
{
  self->runs_stale = TRUE;
  normlab_digits_emit_changed (self);
}

static void
on_runs_changed (NormlabDigits *self, guint position, guint n_removed, guint n_added)
{
  normlab_run_items_follow (self->runs, position, n_added, "notify::shown",
                            G_CALLBACK (expire_runs), self);
  /* What has gone is let go of at once. */
  self->runs_stale = TRUE;
  if (n_removed > 0)
    take_runs (self);
  normlab_digits_emit_changed (self);
}

void
normlab_digits_set_looking (NormlabDigits *self, gboolean looking)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  if (looking == self->looking)
    return;
  self->looking = looking;
  self->networks_stale = TRUE;
  g_clear_handle_id (&self->pacing, g_source_remove);
  if (!looking)
    normlab_digits_stop_search (self);
  look (self);
  normlab_digits_emit_changed (self);
}

void
normlab_digits_set_step (NormlabDigits *self, guint step)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  if (step == self->step)
    return;
  self->step = step;
  g_clear_handle_id (&self->pacing, g_source_remove);
  if (self->looking)
    look (self);
}

void
normlab_digits_set_seed (NormlabDigits *self, guint32 seed)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  g_rand_set_seed (self->random, seed);
}

/* As an object */

/* Those in use are for runs that have lost theirs, as those from a file have: runs may have some
 * now, or have them no longer. */
static void
on_data_changed (NormlabDigits *self)
{
  NormlabDataset *dataset = normlab_lab_get_dataset (self->lab);

  if (dataset == self->dataset)
    return;
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = dataset != NULL ? normlab_dataset_ref (dataset) : NULL;
  g_ptr_array_set_size (self->subjects, 0);
  expire_runs (self);
}

static void
normlab_digits_dispose (GObject *object)
{
  NormlabDigits *self = NORMLAB_DIGITS (object);

  self->looking = FALSE;
  normlab_digits_stop_search (self);
  g_clear_handle_id (&self->pacing, g_source_remove);
  if (self->insights != NULL)
    g_signal_handlers_disconnect_by_data (self->insights, self);
  g_clear_object (&self->insights);
  g_ptr_array_set_size (self->subjects, 0);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_pointer (&self->preferred, normlab_dataset_unref);
  g_clear_object (&self->runs);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_digits_parent_class)->dispose (object);
}

static void
normlab_digits_finalize (GObject *object)
{
  NormlabDigits *self = NORMLAB_DIGITS (object);

  g_ptr_array_unref (self->subjects);
  normlab_drawing_free (self->drawing);
  g_free (self->framed);
  g_free (self->adapted);
  g_rand_free (self->random);

  G_OBJECT_CLASS (normlab_digits_parent_class)->finalize (object);
}

static void
normlab_digits_class_init (NormlabDigitsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_digits_dispose;
  object_class->finalize = normlab_digits_finalize;
  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_DIGITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
normlab_digits_init (NormlabDigits *self)
{
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  self->step = NORMLAB_DIGITS_LIVE;
  self->split = NORMLAB_SPLIT_TEST;
  self->drawing = normlab_drawing_new ();
  self->random = g_rand_new ();
  self->runs_stale = TRUE;
}

NormlabDigits *
normlab_digits_new (NormlabLab *lab)
{
  NormlabDigits *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_DIGITS, NULL);
  self->lab = g_object_ref (lab);
  self->runs = g_object_ref (normlab_lab_get_networks (lab));
  self->insights = normlab_insights_new (lab);
  normlab_insights_set_probing (self->insights, FALSE);
  g_signal_connect_object (self->insights, "changed", G_CALLBACK (on_insights_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  on_data_changed (self);
  on_runs_changed (self, 0, 0, g_list_model_get_n_items (self->runs));
  return self;
}
