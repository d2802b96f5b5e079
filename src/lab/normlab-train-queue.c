/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-train-queue.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-trainer.h"

struct _NormlabTrainQueue
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabDataLoader *loader;
  NormlabNotices *notices;
  GArray *recipes; /* that wait for the data; NULL for none */
  GArray *there;   /* that were there already on the data in use; NULL for none */
};

enum
{
  PROP_0,
  PROP_WAITING,
  PROP_OFFERING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NormlabTrainQueue, normlab_train_queue, G_TYPE_OBJECT)

static void
normlab_train_queue_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_WAITING:
      g_value_set_boolean (value, normlab_train_queue_get_waiting (NORMLAB_TRAIN_QUEUE (object)));
      break;
    case PROP_OFFERING:
      g_value_set_boolean (value, normlab_train_queue_get_offering (NORMLAB_TRAIN_QUEUE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_train_queue_dispose (GObject *object)
{
  NormlabTrainQueue *self = NORMLAB_TRAIN_QUEUE (object);

  g_clear_pointer (&self->recipes, g_array_unref);
  g_clear_pointer (&self->there, g_array_unref);
  g_clear_object (&self->lab);
  g_clear_object (&self->loader);
  g_clear_object (&self->notices);

  G_OBJECT_CLASS (normlab_train_queue_parent_class)->dispose (object);
}

static void
normlab_train_queue_class_init (NormlabTrainQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_train_queue_get_property;
  object_class->dispose = normlab_train_queue_dispose;

  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, flags);
  properties[PROP_OFFERING] = g_param_spec_boolean ("offering", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_train_queue_init (NormlabTrainQueue *self)
{
}

static void
set_recipes (NormlabTrainQueue *self, GArray *recipes)
{
  gboolean was_waiting = self->recipes != NULL;

  if (recipes != NULL)
    g_array_ref (recipes);
  g_clear_pointer (&self->recipes, g_array_unref);
  self->recipes = recipes;
  if (was_waiting != (recipes != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

/* Takes @there over. */
static void
set_there (NormlabTrainQueue *self, GArray *there)
{
  gboolean was_offering = self->there != NULL;

  g_clear_pointer (&self->there, g_array_unref);
  self->there = there;
  if (was_offering != (there != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFERING]);
}

static void
on_loaded (NormlabTrainQueue *self)
{
  g_autoptr (GArray) recipes = self->recipes != NULL ? g_array_ref (self->recipes) : NULL;

  normlab_notices_mend (self->notices, NORMLAB_COMPLAINT_DATA);
  normlab_notices_mend (self->notices, NORMLAB_COMPLAINT_TRAINING);
  set_recipes (self, NULL);
  set_there (self, NULL);
  if (recipes != NULL)
    normlab_train_queue_train (self, recipes);
}

/* The data before stay in use. Without any, nobody trains on others than were asked for before
 * somebody has chosen some. */
static void
on_failed (NormlabTrainQueue *self, const char *message)
{
  g_autofree char *text = NULL;

  set_recipes (self, NULL);
  if (normlab_data_loader_get_dataset (self->loader) == NULL)
    /* Translators: why data cannot be read */
    text = g_strdup_printf (_("%s. Choose other data or the built-in digits before you train."),
                            message);
  normlab_notices_complain (self->notices, NORMLAB_COMPLAINT_DATA, text != NULL ? text : message);
}

NormlabTrainQueue *
normlab_train_queue_new (NormlabLab *lab, NormlabDataLoader *loader, NormlabNotices *notices)
{
  NormlabTrainQueue *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (loader), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);

  self = g_object_new (NORMLAB_TYPE_TRAIN_QUEUE, NULL);
  self->lab = g_object_ref (lab);
  self->loader = g_object_ref (loader);
  self->notices = g_object_ref (notices);
  g_signal_connect_object (loader, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (loader, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  return self;
}

NormlabAlready *
normlab_train_queue_find (NormlabTrainQueue *self, GArray *recipes)
{
  g_autoptr (GListStore) none = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  const NormlabMeasures *measures;

  g_return_val_if_fail (NORMLAB_IS_TRAIN_QUEUE (self), NULL);
  g_return_val_if_fail (recipes != NULL, NULL);

  measures = normlab_lab_get_measures (self->lab);
  if (normlab_data_loader_get_state (self->loader) != NORMLAB_DATA_READY)
    return normlab_already_new (G_LIST_MODEL (none), recipes, NULL, measures);
  return normlab_already_new (
      normlab_lab_get_runs (self->lab), recipes,
      normlab_dataset_get_id (normlab_data_loader_get_dataset (self->loader)), measures);
}

/* Whether the data in use have the images that are asked for. If not, people are told. */
static gboolean
check_images (NormlabTrainQueue *self, const GArray *recipes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < recipes->len; i++)
    if (!normlab_trainer_check_images (&g_array_index (recipes, NormlabRecipe, i),
                                       normlab_data_loader_get_dataset (self->loader), &error))
      {
        /* Translators: a setting, and what is wrong with it */
        text = g_strdup_printf (
            _("%s: %s"), normlab_hyperparameter_get_title (NORMLAB_HYPERPARAMETER_TRAINING_IMAGES),
            normlab_error_get_reason (error));
        normlab_notices_complain (self->notices, NORMLAB_COMPLAINT_TRAINING, text);
        return FALSE;
      }
  normlab_notices_mend (self->notices, NORMLAB_COMPLAINT_TRAINING);
  return TRUE;
}

/* Those that are not there; offers the others, and shows them. */
static void
train_fresh (NormlabTrainQueue *self, GArray *recipes)
{
  g_autoptr (NormlabAlready) already = normlab_train_queue_find (self, recipes);
  g_autofree char *text = normlab_already_describe (already);

  for (guint i = 0; i < already->items->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (already->items, i), TRUE);
  set_there (self, text != NULL ? g_array_ref (already->there) : NULL);
  normlab_lab_train (self->lab, already->fresh, normlab_data_loader_get_dataset (self->loader));
  if (text != NULL)
    normlab_notices_tell (
        self->notices, text,
        g_dngettext (GETTEXT_PACKAGE, "Train It Again", "Train Them Again", already->there->len),
        "win.train-again");
}

void
normlab_train_queue_train (NormlabTrainQueue *self, GArray *recipes)
{
  g_return_if_fail (NORMLAB_IS_TRAIN_QUEUE (self));
  g_return_if_fail (recipes != NULL);

  switch (normlab_data_loader_get_state (self->loader))
    {
    case NORMLAB_DATA_NONE:
      normlab_notices_complain (self->notices, NORMLAB_COMPLAINT_TRAINING,
                                normlab_train_queue_get_obstacle (self));
      break;
    case NORMLAB_DATA_LOADING:
      set_recipes (self, recipes);
      break;
    case NORMLAB_DATA_READY:
      if (check_images (self, recipes))
        train_fresh (self, recipes);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
normlab_train_queue_train_again (NormlabTrainQueue *self)
{
  g_autoptr (GArray) there = NULL;

  g_return_if_fail (NORMLAB_IS_TRAIN_QUEUE (self));

  if (self->there == NULL || normlab_data_loader_get_state (self->loader) != NORMLAB_DATA_READY)
    return;
  there = g_array_ref (self->there);
  set_there (self, NULL);
  normlab_lab_train (self->lab, there, normlab_data_loader_get_dataset (self->loader));
  normlab_notices_take_back (self->notices);
}

void
normlab_train_queue_forget (NormlabTrainQueue *self)
{
  g_return_if_fail (NORMLAB_IS_TRAIN_QUEUE (self));

  set_recipes (self, NULL);
}

gboolean
normlab_train_queue_get_waiting (NormlabTrainQueue *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRAIN_QUEUE (self), FALSE);

  return self->recipes != NULL;
}

gboolean
normlab_train_queue_get_offering (NormlabTrainQueue *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRAIN_QUEUE (self), FALSE);

  return self->there != NULL;
}

const char *
normlab_train_queue_get_obstacle (NormlabTrainQueue *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRAIN_QUEUE (self), NULL);

  if (normlab_data_loader_get_state (self->loader) != NORMLAB_DATA_NONE)
    return NULL;
  return _("There are no data to train on: choose a folder or the built-in digits first");
}
