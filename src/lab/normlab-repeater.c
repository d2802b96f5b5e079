/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-repeater.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

struct _NormlabRepeater
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabDataLoader *loader; /* of the data in use */
  NormlabNotices *notices;

  GPtrArray *waiting;     /* of NormlabRunItem, in the order in which they are to be trained */
  NormlabDataLoader *own; /* of the data for which the first one waits; NULL while none waits */
};

G_DEFINE_FINAL_TYPE (NormlabRepeater, normlab_repeater, G_TYPE_OBJECT)

static void ask_for_first (NormlabRepeater *self);

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
complain_of_place (NormlabRepeater *self, NormlabRunItem *item)
{
  const char *label = normlab_data_id_get_label (get_data (item));
  g_autofree char *text
      /* Translators: a run's name, then that of a data set, twice */
      = g_strdup_printf (
          _("“%s” was trained on the data set “%s”: to train it again, open “%s” first"),
          normlab_run_item_get_name (item), label, label);

  complain (self, item, text);
}

static void
complain_of_contents (NormlabRepeater *self, NormlabRunItem *item)
{
  const char *path = normlab_data_id_get_path (get_data (item));
  g_autofree char *place = path != NULL ? normlab_text_for_path (path)
                                        : g_strdup (normlab_data_id_get_label (get_data (item)));
  g_autofree char *text
      /* Translators: a run's name, then the folder of a data set */
      = g_strdup_printf (_("“%s” cannot be trained again: “%s” no longer holds the data that it "
                            "was trained on"),
                         normlab_run_item_get_name (item), place);

  complain (self, item, text);
}

static void
complain_of_loading (NormlabRepeater *self, NormlabRunItem *item, const char *message)
{
  g_autofree char *text
      /* Translators: a run's name, and why its data cannot be had */
      = g_strdup_printf (_("“%s” cannot be trained again: %s"), normlab_run_item_get_name (item),
                         message);

  complain (self, item, text);
}

static gboolean
is_listed (NormlabRepeater *self, NormlabRunItem *item)
{
  GListModel *runs = normlab_lab_get_runs (self->lab);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) other = g_list_model_get_item (runs, i);

      if (other == item)
        return TRUE;
    }
  return FALSE;
}

static gboolean
accepts (NormlabRunItem *item, NormlabDataset *dataset)
{
  return dataset != NULL
         && normlab_data_id_accepts (get_data (item), normlab_dataset_get_id (dataset));
}

static void
train_on (NormlabRepeater *self, NormlabRunItem *item, NormlabDataset *dataset)
{
  mend (self, normlab_dataset_get_id (dataset));
  normlab_lab_train_again (self->lab, item, dataset);
}

/* Trains all that wait for this data set. */
static void
serve (NormlabRepeater *self, NormlabDataset *dataset)
{
  for (guint i = 0; i < self->waiting->len;)
    {
      g_autoptr (NormlabRunItem) item = g_object_ref (g_ptr_array_index (self->waiting, i));

      if (!accepts (item, dataset))
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (self->waiting, i);
      if (is_listed (self, item))
        train_on (self, item, dataset);
    }
}

/* Lets all go that wait for what lay where the data of @first did: the place has been asked.
 * message: why nothing can be had there; NULL where it is something else. */
static void
give_up (NormlabRepeater *self, NormlabRunItem *first, const char *message)
{
  const char *path = normlab_data_id_get_path (get_data (first));

  for (guint i = 0; i < self->waiting->len;)
    {
      g_autoptr (NormlabRunItem) item = g_object_ref (g_ptr_array_index (self->waiting, i));

      if (g_strcmp0 (normlab_data_id_get_path (get_data (item)), path) != 0)
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (self->waiting, i);
      if (!is_listed (self, item))
        continue;
      if (message != NULL)
        complain_of_loading (self, item, message);
      else
        complain_of_contents (self, item);
    }
}

static void
on_own_loaded (NormlabRepeater *self)
{
  g_autoptr (NormlabDataLoader) own = g_steal_pointer (&self->own);
  g_autoptr (NormlabRunItem) first = g_object_ref (g_ptr_array_index (self->waiting, 0));

  serve (self, normlab_data_loader_get_dataset (own));
  give_up (self, first, NULL);
  ask_for_first (self);
}

static void
on_own_failed (NormlabRepeater *self, const char *message)
{
  G_GNUC_UNUSED g_autoptr (NormlabDataLoader) own = g_steal_pointer (&self->own);
  g_autoptr (NormlabRunItem) first = g_object_ref (g_ptr_array_index (self->waiting, 0));

  give_up (self, first, message);
  ask_for_first (self);
}

/* One data set after the other: few machines have room for many. */
static void
ask_for_first (NormlabRepeater *self)
{
  const char *path;

  if (self->own != NULL || self->waiting->len == 0)
    return;
  path = normlab_data_id_get_path (get_data (g_ptr_array_index (self->waiting, 0)));
  self->own = normlab_data_loader_new ();
  g_signal_connect_object (self->own, "loaded", G_CALLBACK (on_own_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own, "failed", G_CALLBACK (on_own_failed), self,
                           G_CONNECT_SWAPPED);
  normlab_data_loader_ask (self->own, path);
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
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
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

void
normlab_repeater_train (NormlabRepeater *self, NormlabRunItem *item)
{
  NormlabDataset *dataset;

  g_return_if_fail (NORMLAB_IS_REPEATER (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));

  dataset = normlab_run_get_dataset (normlab_run_item_get_run (item));
  if (dataset == NULL)
    dataset = normlab_data_loader_get_dataset (self->loader);
  if (accepts (item, dataset))
    train_on (self, item, dataset);
  else if (!has_place (item))
    complain_of_place (self, item);
  else
    {
      g_autofree char *text
          /* Translators: a run's name */
          = g_strdup_printf (_("“%s” will be trained again as soon as its data are there"),
                             normlab_run_item_get_name (item));

      normlab_notices_tell (self->notices, text, NULL, NULL);
      g_ptr_array_add (self->waiting, g_object_ref (item));
      ask_for_first (self);
    }
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
