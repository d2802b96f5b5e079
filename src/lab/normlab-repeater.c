/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-repeater.h"

#include <glib/gi18n-lib.h>

#include "normlab-already.h"
#include "normlab-repeater-words.h"
#include "normlab-run-items.h"

/* What is to be done with a run once its data are there. */
typedef struct
{
  NormlabRunItem *item;
  NormlabRepeaterWish wish;
  guint iterations;     /* NORMLAB_REPEATER_GO_ON: to which step */
  NormlabRecipe recipe; /* NORMLAB_REPEATER_BRANCH: what it becomes */
  GArray *recipes;      /* NORMLAB_REPEATER_SEEDS: of NormlabRecipe; otherwise NULL */
} Request;

struct _NormlabRepeater
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabDataLoader *loader; /* of the data in use */
  NormlabNotices *notices;

  GPtrArray *waiting;     /* of Request, in the order in which they came */
  NormlabDataLoader *own; /* of the data for which the first one waits; NULL while none waits */
};

G_DEFINE_FINAL_TYPE (NormlabRepeater, normlab_repeater, G_TYPE_OBJECT)

static void ask_for_first (NormlabRepeater *self);

static Request *
request_new (NormlabRunItem *item, NormlabRepeaterWish wish)
{
  Request *self = g_new (Request, 1);

  *self = (Request){ .item = g_object_ref (item), .wish = wish };
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->item);
  g_clear_pointer (&self->recipes, g_array_unref);
  g_free (self);
}

static NormlabDataId *
get_data (NormlabRunItem *item)
{
  return normlab_run_get_data (normlab_run_item_get_run (item));
}

/* Whether it is known where a run's data lay. */
static gboolean
has_place (NormlabRunItem *item)
{
  return normlab_data_id_get_path (get_data (item)) != NULL
         || normlab_data_id_is_builtin (get_data (item));
}

/* What is complained of where data are missing: they are named by what is known of them best. */
static char *
get_subject (const NormlabDataId *data)
{
  const char *checksum = normlab_data_id_get_checksum (data);
  const char *path = normlab_data_id_get_path (data);

  if (*checksum != '\0')
    return g_strconcat (NORMLAB_COMPLAINT_AGAIN, checksum, NULL);
  return g_strconcat (NORMLAB_COMPLAINT_AGAIN,
                      path != NULL ? path : normlab_data_id_get_name (data), NULL);
}

/* Whatever was asked for, these are there now. */
static void
mend (NormlabRepeater *self, const NormlabDataId *found)
{
  const char *const names[]
      = { normlab_data_id_get_checksum (found), normlab_data_id_get_path (found),
          normlab_data_id_get_name (found) };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      {
        g_autofree char *subject = g_strconcat (NORMLAB_COMPLAINT_AGAIN, names[i], NULL);

        normlab_notices_mend (self->notices, subject);
      }
}

static void
complain (NormlabRepeater *self, NormlabRunItem *item, const char *text)
{
  g_autofree char *subject = get_subject (get_data (item));

  normlab_notices_complain (self->notices, subject, text);
}

static void
complain_of_place (NormlabRepeater *self, const Request *request)
{
  g_autofree char *text = normlab_repeater_describe_place (request->wish, request->item);

  complain (self, request->item, text);
}

static void
complain_of_contents (NormlabRepeater *self, const Request *request)
{
  g_autofree char *text = normlab_repeater_describe_contents (request->wish, request->item);

  complain (self, request->item, text);
}

static void
complain_of_loading (NormlabRepeater *self, const Request *request, const char *message)
{
  g_autofree char *text = normlab_repeater_describe_loading (request->wish, request->item, message);

  complain (self, request->item, text);
}

static gboolean
accepts (NormlabRunItem *item, NormlabDataset *dataset)
{
  return dataset != NULL
         && normlab_data_id_accepts (get_data (item), normlab_dataset_get_id (dataset));
}

/* A run that goes on says so if it does not come to where it was. */
static void
on_item_changed (NormlabRepeater *self, NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  const char *message = normlab_run_get_message (run);
  g_autofree char *text = NULL;

  if (!normlab_run_state_is_final (normlab_run_get_state (run)))
    return;
  g_signal_handlers_disconnect_by_func (item, on_item_changed, self);
  if (normlab_run_get_state (run) != NORMLAB_RUN_STOPPED || message == NULL)
    return;
  /* Translators: a run's name, and why */
  text
      = g_strdup_printf (_("“%s” stays as it was: %s"), normlab_run_item_get_name (item), message);
  normlab_notices_complain (self->notices, NULL, text);
}

/* Only those that have ended, and have not gone on meanwhile. */
static void
go_on (NormlabRepeater *self, const Request *request, NormlabDataset *dataset)
{
  NormlabRun *run = normlab_run_item_get_run (request->item);
  NormlabRunState state = normlab_run_get_state (run);

  if (state != NORMLAB_RUN_STOPPED && state != NORMLAB_RUN_FINISHED)
    return;
  g_signal_handlers_disconnect_by_func (request->item, on_item_changed, self);
  g_signal_connect_object (request->item, "changed", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  normlab_lab_go_on (self->lab, request->item, dataset,
                     MAX (request->iterations, normlab_run_get_step (run)));
}

/* Those that have not been trained meanwhile. */
static void
add_seeds (NormlabRepeater *self, const Request *request, NormlabDataset *dataset)
{
  NormlabMeasures measures
      = normlab_measures_join (normlab_run_get_measures (normlab_run_item_get_run (request->item)),
                               normlab_lab_get_measures (self->lab));
  g_autoptr (NormlabAlready) already
      = normlab_already_new (normlab_lab_get_runs (self->lab), request->recipes,
                             normlab_dataset_get_id (dataset), &measures);

  normlab_lab_train_beside (self->lab, request->item, already->fresh, dataset);
}

static void
train_on (NormlabRepeater *self, const Request *request, NormlabDataset *dataset)
{
  mend (self, normlab_dataset_get_id (dataset));
  if (request->wish == NORMLAB_REPEATER_GO_ON)
    go_on (self, request, dataset);
  else if (request->wish == NORMLAB_REPEATER_BRANCH)
    normlab_lab_branch (self->lab, request->item, &request->recipe, dataset);
  else if (request->wish == NORMLAB_REPEATER_SEEDS)
    add_seeds (self, request, dataset);
  else
    normlab_lab_train_again (self->lab, request->item, dataset);
}

/* Trains all that wait for this data set. */
static void
serve (NormlabRepeater *self, NormlabDataset *dataset)
{
  for (guint i = 0; i < self->waiting->len;)
    {
      Request *request = g_ptr_array_index (self->waiting, i);

      if (!accepts (request->item, dataset))
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (self->waiting, i);
      if (normlab_run_items_contain (normlab_lab_get_runs (self->lab), request->item))
        train_on (self, request, dataset);
      request_free (request);
    }
}

/* Whether the same question answers both. */
static gboolean
is_asked_alike (const NormlabDataId *a, const NormlabDataId *b)
{
  return g_strcmp0 (normlab_data_id_get_path (a), normlab_data_id_get_path (b)) == 0
         && normlab_data_id_get_reading (a) == normlab_data_id_get_reading (b);
}

/* Lets all go that wait for what lay where @asked did, read so: the place has been asked. message:
 * why nothing can be had there; NULL where it is something else. */
static void
give_up (NormlabRepeater *self, const NormlabDataId *asked, const char *message)
{
  for (guint i = 0; i < self->waiting->len;)
    {
      Request *request = g_ptr_array_index (self->waiting, i);

      if (!is_asked_alike (get_data (request->item), asked))
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (self->waiting, i);
      if (normlab_run_items_contain (normlab_lab_get_runs (self->lab), request->item)
          && message != NULL)
        complain_of_loading (self, request, message);
      else if (normlab_run_items_contain (normlab_lab_get_runs (self->lab), request->item))
        complain_of_contents (self, request);
      request_free (request);
    }
}

/* The data for which the first one waits; a new reference. */
static NormlabDataId *
get_first (NormlabRepeater *self)
{
  const Request *first = g_ptr_array_index (self->waiting, 0);

  return normlab_data_id_ref (get_data (first->item));
}

static void
on_own_loaded (NormlabRepeater *self)
{
  g_autoptr (NormlabDataLoader) own = g_steal_pointer (&self->own);
  g_autoptr (NormlabDataId) asked = get_first (self);

  serve (self, normlab_data_loader_get_dataset (own));
  give_up (self, asked, NULL);
  ask_for_first (self);
}

static void
on_own_failed (NormlabRepeater *self, const char *message)
{
  G_GNUC_UNUSED g_autoptr (NormlabDataLoader) own = g_steal_pointer (&self->own);
  g_autoptr (NormlabDataId) asked = get_first (self);

  give_up (self, asked, message);
  ask_for_first (self);
}

/* One data set after the other: few machines have room for many. */
static void
ask_for_first (NormlabRepeater *self)
{
  g_autoptr (NormlabDataId) first = NULL;

  if (self->own != NULL || self->waiting->len == 0)
    return;
  first = get_first (self);
  self->own = normlab_data_loader_new ();
  g_signal_connect_object (self->own, "loaded", G_CALLBACK (on_own_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own, "failed", G_CALLBACK (on_own_failed), self,
                           G_CONNECT_SWAPPED);
  normlab_data_loader_ask_as (self->own, normlab_data_id_get_path (first),
                              normlab_data_id_get_reading (first));
}

/* Somebody has opened other data: they may be what is missing. */
static void
on_loaded (NormlabRepeater *self)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);

  mend (self, normlab_dataset_get_id (dataset));
}

static void
normlab_repeater_dispose (GObject *object)
{
  NormlabRepeater *self = NORMLAB_REPEATER (object);

  normlab_repeater_forget (self);
  g_clear_object (&self->lab);
  g_clear_object (&self->loader);
  g_clear_object (&self->notices);

  G_OBJECT_CLASS (normlab_repeater_parent_class)->dispose (object);
}

static void
normlab_repeater_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_REPEATER (object)->waiting);

  G_OBJECT_CLASS (normlab_repeater_parent_class)->finalize (object);
}

static void
normlab_repeater_class_init (NormlabRepeaterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_repeater_dispose;
  object_class->finalize = normlab_repeater_finalize;
}

static void
normlab_repeater_init (NormlabRepeater *self)
{
  self->waiting = g_ptr_array_new_with_free_func (request_free);
}

NormlabRepeater *
normlab_repeater_new (NormlabLab *lab, NormlabDataLoader *loader, NormlabNotices *notices)
{
  NormlabRepeater *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (loader), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);

  self = g_object_new (NORMLAB_TYPE_REPEATER, NULL);
  self->lab = g_object_ref (lab);
  self->loader = g_object_ref (loader);
  self->notices = g_object_ref (notices);
  g_signal_connect_object (loader, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  return self;
}

/* Says that it has to wait for its data. */
static void
tell_of_waiting (NormlabRepeater *self, const Request *request)
{
  g_autofree char *text = normlab_repeater_describe_waiting (request->wish, request->item);

  normlab_notices_tell (self->notices, text, NULL, NULL);
}

/* Takes the request over. */
static void
take (NormlabRepeater *self, Request *request)
{
  NormlabDataset *dataset = normlab_run_get_dataset (normlab_run_item_get_run (request->item));

  if (dataset == NULL)
    dataset = normlab_data_loader_get_dataset (self->loader);
  if (accepts (request->item, dataset))
    train_on (self, request, dataset);
  else if (!has_place (request->item))
    complain_of_place (self, request);
  else
    {
      tell_of_waiting (self, request);
      g_ptr_array_add (self->waiting, request);
      ask_for_first (self);
      return;
    }
  request_free (request);
}

void
normlab_repeater_train (NormlabRepeater *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_REPEATER (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));

  take (self, request_new (item, NORMLAB_REPEATER_AGAIN));
}

void
normlab_repeater_go_on (NormlabRepeater *self, NormlabRunItem *item, guint iterations)
{
  Request *request;

  g_return_if_fail (NORMLAB_IS_REPEATER (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));
  g_return_if_fail (iterations > 0 && iterations <= NORMLAB_MAX_ITERATIONS);

  request = request_new (item, NORMLAB_REPEATER_GO_ON);
  request->iterations = iterations;
  take (self, request);
}

void
normlab_repeater_branch (NormlabRepeater *self, NormlabRunItem *item, const NormlabRecipe *recipe)
{
  Request *request;

  g_return_if_fail (NORMLAB_IS_REPEATER (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));
  g_return_if_fail (recipe != NULL && recipe->branch.n > 0);

  request = request_new (item, NORMLAB_REPEATER_BRANCH);
  request->recipe = *recipe;
  take (self, request);
}

void
normlab_repeater_add_seeds (NormlabRepeater *self, NormlabRunItem *item, GArray *recipes)
{
  Request *request;

  g_return_if_fail (NORMLAB_IS_REPEATER (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));
  g_return_if_fail (recipes != NULL);

  request = request_new (item, NORMLAB_REPEATER_SEEDS);
  request->recipes = g_array_ref (recipes);
  take (self, request);
}

void
normlab_repeater_forget (NormlabRepeater *self)
{
  g_return_if_fail (NORMLAB_IS_REPEATER (self));

  g_ptr_array_set_size (self->waiting, 0);
  g_clear_object (&self->own);
}

guint
normlab_repeater_get_n_waiting (NormlabRepeater *self)
{
  g_return_val_if_fail (NORMLAB_IS_REPEATER (self), 0);

  return self->waiting->len;
}
