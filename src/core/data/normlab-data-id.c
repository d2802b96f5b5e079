/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-id.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

struct _NormlabDataId
{
  gatomicrefcount ref_count;
  char *name;
  char *path;     /* nullable */
  char *checksum; /* "" where it is not known */
  guint n_training;
  NormlabReading reading;
  char *label; /* of what is read in some way; otherwise NULL */
};

NormlabDataId *
normlab_data_id_new (const char *name, const char *path, const char *checksum)
{
  return normlab_data_id_new_counted (name, path, checksum, 0);
}

NormlabDataId *
normlab_data_id_new_counted (const char *name,
                             const char *path,
                             const char *checksum,
                             guint n_training)
{
  NormlabDataId *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (NormlabDataId, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = normlab_text_for_title (name);
  self->path = g_strdup (path);
  self->checksum = g_strdup (checksum != NULL ? checksum : "");
  self->n_training = n_training > 0 ? n_training : NORMLAB_DATA_USUAL_TRAINING;
  return self;
}

/* Translated once, so that it need not be freed by whoever asks. */
static char *
make_label (const NormlabDataId *self)
{
  const char *reading = normlab_reading_describe (self->reading);

  if (reading == NULL)
    return NULL;
  /* Translators: the name of a data set, and how it is read */
  return g_strdup_printf (C_("data set", "%s (%s)"), normlab_data_id_get_label (self), reading);
}

NormlabDataId *
normlab_data_id_read (const NormlabDataId *self, NormlabReading reading, const char *checksum)
{
  NormlabDataId *read;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (reading <= NORMLAB_READING_ALL, NULL);

  read = normlab_data_id_new_counted (self->name, self->path, checksum, self->n_training);
  read->reading = reading;
  read->label = make_label (read);
  return read;
}

NormlabDataId *
normlab_data_id_ref (NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
normlab_data_id_unref (NormlabDataId *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->path);
  g_free (self->checksum);
  g_free (self->label);
  g_free (self);
}

const char *
normlab_data_id_get_name (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
normlab_data_id_get_path (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

const char *
normlab_data_id_get_checksum (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->checksum;
}

NormlabReading
normlab_data_id_get_reading (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NORMLAB_READING_PLAIN);

  return self->reading;
}

char *
normlab_data_id_to_word (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->reading != NORMLAB_READING_PLAIN
             ? g_strdup_printf ("%s (%s)", self->name, normlab_reading_format (self->reading))
             : g_strdup (self->name);
}

guint
normlab_data_id_get_n_training (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NORMLAB_DATA_USUAL_TRAINING);

  return self->n_training;
}

gboolean
normlab_data_id_is_builtin (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->path == NULL && g_str_equal (self->name, "builtin");
}

const char *
normlab_data_id_get_label (const NormlabDataId *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->label != NULL)
    return self->label;
  /* Translators: the name of a data set, within a sentence or after a comma */
  return normlab_data_id_is_builtin (self) ? _("built-in digits") : self->name;
}

gboolean
normlab_data_id_equal (const NormlabDataId *self, const NormlabDataId *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (*self->checksum != '\0' && *other->checksum != '\0')
    return g_str_equal (self->checksum, other->checksum);
  return g_str_equal (self->name, other->name) && g_strcmp0 (self->path, other->path) == 0
         && self->reading == other->reading;
}

gboolean
normlab_data_id_accepts (const NormlabDataId *self, const NormlabDataId *found)
{
  g_return_val_if_fail (self != NULL && found != NULL, FALSE);

  if (*self->checksum != '\0')
    return g_str_equal (self->checksum, found->checksum);
  if (self->path != NULL || normlab_data_id_is_builtin (self))
    return normlab_data_id_equal (self, found);
  return g_str_equal (self->name, found->name) && self->reading == found->reading;
}
