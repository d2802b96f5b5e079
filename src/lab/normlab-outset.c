/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-outset.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-error.h"
#include "normlab-lab-names.h"
#include "normlab-trainer.h"

/* Networks of which is remembered what they begin with, beside those that are asked about. */
#define MAX_KNOWN 16
/* Among how many recipes a pair is looked for: each is compared with each. */
#define MAX_COMPARED 200

/* At most so many networks are looked into at once. */
#define MAX_THREADS 4

/* What an aside finds out, with helpers of its own. */
typedef struct
{
  GPtrArray *beginnings; /* of NormlabBeginning, without what is to be found */
  gint next;             /* atomic: which of them nobody has begun */
  gint stop;             /* atomic */
} Search;

struct _NormlabOutset
{
  GObject parent_instance;

  NormlabLab *lab;
  GPtrArray *asked;    /* of NormlabRunItem: the newest question */
  GPtrArray *answered; /* of NormlabRunItem: the last one that was answered */
  GPtrArray *known;    /* of NormlabBeginning, the newest last */
  NormlabAside *aside; /* nullable: of a Search */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabOutset, normlab_outset, G_TYPE_OBJECT)

/* What is found out */

static NormlabBeginning *
beginning_new (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  NormlabBeginning *self = g_new0 (NormlabBeginning, 1);

  self->recipe = *recipe;
  self->dataset = normlab_dataset_ref (dataset);
  return self;
}

static void
beginning_free (gpointer data)
{
  NormlabBeginning *self = data;

  normlab_dataset_unref (self->dataset);
  g_clear_pointer (&self->probe, normlab_probe_free);
  g_free (self->message);
  g_free (self);
}

static void
search_free (gpointer data)
{
  Search *self = data;

  g_ptr_array_unref (self->beginnings);
  g_free (self);
}

/* The first step is done for its probe, whose values are those of the weights before it. */
static void
begin (NormlabBeginning *self, NormlabScratch *scratch, NormlabStop stop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (
      &self->recipe, self->dataset, normlab_kernels_get_default (), stop, &error);

  if (trainer != NULL)
    normlab_trainer_advance_with_probe (trainer, &self->probe, scratch, stop, &error);
  if (self->probe != NULL)
    self->probe->step = 0;
  else
    self->message = g_strdup (error != NULL ? normlab_error_get_reason (error)
                                            : _("its numbers are not finite at the first step"));
  normlab_spread_predict (
      &self->recipe, normlab_dataset_get_n_pixels (self->dataset),
      normlab_dataset_get_n_classes (self->dataset),
      normlab_spread_get_input_moment (self->dataset, self->recipe.training_images), self->spread);
}

/* Takes one after another, for as long as there are any: whoever takes one fills it alone. */
static gpointer
begin_all (gpointer data)
{
  Search *self = data;
  NormlabScratch scratch = { 0 };

  while (!normlab_stop_requested (&self->stop))
    {
      guint i = (guint) g_atomic_int_add (&self->next, 1);

      if (i >= self->beginnings->len)
        break;
      begin (g_ptr_array_index (self->beginnings, i), &scratch, &self->stop);
    }
  normlab_scratch_clear (&scratch);
  return NULL;
}

/* In a thread of its own, which has a helper for each network more. */
static void
search (gpointer data, GCancellable *cancellable)
{
  Search *self = data;
  guint n_threads = MIN (MIN (self->beginnings->len, g_get_num_processors ()), MAX_THREADS);
  GThread *helpers[MAX_THREADS] = { NULL };

  for (guint i = 1; i < n_threads; i++)
    helpers[i] = g_thread_try_new ("outset", begin_all, self, NULL);
  begin_all (self);
  for (guint i = 1; i < n_threads; i++)
    g_clear_pointer (&helpers[i], g_thread_join);
}

static void
stop_search (NormlabOutset *self)
{
  if (self->aside != NULL)
    g_atomic_int_set (&((Search *) normlab_aside_get_data (self->aside))->stop, 1);
}

/* What is known */

static gboolean
is_of (const NormlabBeginning *self, const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  return self->dataset == dataset && normlab_recipe_equal (&self->recipe, recipe);
}

const NormlabBeginning *
normlab_outset_find (NormlabOutset *self, NormlabRunItem *item)
{
  NormlabRun *run;
  NormlabDataset *dataset;

  g_return_val_if_fail (NORMLAB_IS_OUTSET (self), NULL);
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (item), NULL);

  run = normlab_run_item_get_run (item);
  dataset = normlab_lab_find_dataset (self->lab, run);
  for (guint i = self->known->len; dataset != NULL && i > 0; i--)
    {
      const NormlabBeginning *beginning = g_ptr_array_index (self->known, i - 1);

      if (is_of (beginning, normlab_run_get_recipe (run), dataset))
        return beginning;
    }
  return NULL;
}

static gboolean
is_needed (NormlabOutset *self, const NormlabBeginning *beginning)
{
  GPtrArray *const questions[] = { self->asked, self->answered };

  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    for (guint i = 0; i < questions[q]->len; i++)
      {
        NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (questions[q], i));

        if (is_of (beginning, normlab_run_get_recipe (run),
                   normlab_lab_find_dataset (self->lab, run)))
          return TRUE;
      }
  return FALSE;
}

/* Forgets the oldest that nobody asks about. Data that are gone are not kept for it. */
static void
forget (NormlabOutset *self)
{
  guint n_spare = 0;

  for (guint i = self->known->len; i > 0; i--)
    {
      const NormlabBeginning *beginning = g_ptr_array_index (self->known, i - 1);

      if (is_needed (self, beginning))
        continue;
      if (self->asked->len == 0 || beginning->dataset != normlab_lab_get_dataset (self->lab)
          || ++n_spare > MAX_KNOWN)
        g_ptr_array_remove_index (self->known, i - 1);
    }
}

static void begin_search (NormlabOutset *self);

/* @search: what it has come to, as far as it was not stopped before. */
static void
take_found (NormlabOutset *self, Search *search)
{
  for (guint i = search->beginnings->len; i > 0; i--)
    {
      NormlabBeginning *beginning = g_ptr_array_index (search->beginnings, i - 1);

      /* One that was stopped has neither. */
      if (beginning->probe != NULL
          || (beginning->message != NULL && !normlab_stop_requested (&search->stop)))
        g_ptr_array_add (self->known, g_ptr_array_steal_index (search->beginnings, i - 1));
    }
}

static void
on_found (NormlabAside *aside, gpointer owner)
{
  NormlabOutset *self = owner;

  take_found (self, normlab_aside_get_data (aside));
  g_clear_pointer (&self->aside, normlab_aside_free);
  begin_search (self);
}

/* What has been asked is known. */
static void
answer (NormlabOutset *self)
{
  g_ptr_array_unref (self->answered);
  self->answered = g_ptr_array_ref (self->asked);
  forget (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Of those that are asked about and not known. */
static GPtrArray *
list_missing (NormlabOutset *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (beginning_free);

  for (guint i = 0; i < self->asked->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (self->asked, i);
      NormlabRun *run = normlab_run_item_get_run (item);
      NormlabDataset *dataset = normlab_lab_find_dataset (self->lab, run);

      if (dataset != NULL && normlab_outset_find (self, item) == NULL)
        g_ptr_array_add (missing, beginning_new (normlab_run_get_recipe (run), dataset));
    }
  return missing;
}

/* One at a time: what is under way is stopped, and the next one begins when it has come back. */
static void
begin_search (NormlabOutset *self)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  Search *made;

  if (self->aside != NULL)
    {
      stop_search (self);
      return;
    }
  missing = list_missing (self);
  if (missing->len == 0)
    {
      answer (self);
      return;
    }
  made = g_new0 (Search, 1);
  made->beginnings = g_ptr_array_ref (missing);
  self->aside = normlab_aside_begin ("outset", search, made, search_free, on_found, self, &error);
  if (self->aside != NULL)
    return;
  for (guint i = missing->len; i > 0; i--)
    {
      NormlabBeginning *beginning = g_ptr_array_steal_index (missing, i - 1);

      beginning->message = g_strdup (error->message);
      g_ptr_array_add (self->known, beginning);
    }
  answer (self);
}

/* What is asked */

static void
ask (NormlabOutset *self, GPtrArray *items)
{
  if (items->len == 0 && self->asked->len == 0 && self->answered->len == 0)
    {
      g_ptr_array_unref (items);
      return;
    }
  g_ptr_array_unref (self->asked);
  self->asked = items;
  begin_search (self);
}

void
normlab_outset_ask (NormlabOutset *self, GPtrArray *items)
{
  GPtrArray *asked;

  g_return_if_fail (NORMLAB_IS_OUTSET (self));

  asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (asked, g_object_ref (g_ptr_array_index (items, i)));
  ask (self, asked);
}

static gboolean
is_pair (const NormlabRecipe *a, const NormlabRecipe *b)
{
  NormlabRecipe other = *b;

  other.normalization = a->normalization;
  return a->normalization != b->normalization && normlab_recipe_equal (a, &other);
}

/* Two places in @recipes. */
static void
choose (GArray *recipes, guint *first, guint *second)
{
  const NormlabRecipe *all = (const NormlabRecipe *) (gpointer) recipes->data;
  guint n = MIN (recipes->len, MAX_COMPARED);

  for (*first = 0; *first < n; ++*first)
    for (*second = *first + 1; *second < n; ++*second)
      if (is_pair (&all[*first], &all[*second]))
        return;
  *first = 0;
  *second = MIN (1, recipes->len - 1);
}

static void
add_item (GListStore *list, const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (NormlabRun) run = normlab_run_new (recipe, dataset);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, n + 1);

  normlab_run_item_set_look (item, n, FALSE);
  g_list_store_append (list, item);
}

void
normlab_outset_ask_recipes (NormlabOutset *self, GArray *recipes)
{
  g_autoptr (GListStore) list = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabDataset *dataset;
  guint first, second;

  g_return_if_fail (NORMLAB_IS_OUTSET (self));
  g_return_if_fail (recipes != NULL && recipes->len > 0);

  dataset = normlab_lab_get_dataset (self->lab);
  if (dataset != NULL)
    {
      choose (recipes, &first, &second);
      add_item (list, &g_array_index (recipes, NormlabRecipe, first), dataset);
      if (second > first)
        add_item (list, &g_array_index (recipes, NormlabRecipe, second), dataset);
      normlab_lab_name_runs (G_LIST_MODEL (list));
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (asked, g_list_model_get_item (G_LIST_MODEL (list), i));
  ask (self, asked);
}

gboolean
normlab_outset_is_busy (NormlabOutset *self)
{
  g_return_val_if_fail (NORMLAB_IS_OUTSET (self), FALSE);

  return self->aside != NULL;
}

GPtrArray *
normlab_outset_get_items (NormlabOutset *self)
{
  g_return_val_if_fail (NORMLAB_IS_OUTSET (self), NULL);

  return self->answered;
}

/* As an object */

static void
normlab_outset_dispose (GObject *object)
{
  NormlabOutset *self = NORMLAB_OUTSET (object);

  stop_search (self);
  g_clear_pointer (&self->aside, normlab_aside_free);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_outset_parent_class)->dispose (object);
}

static void
normlab_outset_finalize (GObject *object)
{
  NormlabOutset *self = NORMLAB_OUTSET (object);

  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->answered);
  g_ptr_array_unref (self->known);

  G_OBJECT_CLASS (normlab_outset_parent_class)->finalize (object);
}

static void
normlab_outset_class_init (NormlabOutsetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_outset_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_outset_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_OUTSET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
normlab_outset_init (NormlabOutset *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->answered = g_ptr_array_ref (self->asked);
  self->known = g_ptr_array_new_with_free_func (beginning_free);
}

NormlabOutset *
normlab_outset_new (NormlabLab *lab)
{
  NormlabOutset *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_OUTSET, NULL);
  self->lab = g_object_ref (lab);
  return self;
}
