/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* Sessions as they are made and written. How they are read is in normlab-session-load.c. */

/* In paths all but % may stand as it is; what is not UTF-8 is escaped too. */
#define PATH_CHARACTERS "!$&'()*+,/:;=@ []#?\"<>\\^`{|}"

NormlabSession *
normlab_session_new (const char *title, GPtrArray *runs)
{
  NormlabSession *self;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (runs != NULL, NULL);

  self = g_new0 (NormlabSession, 1);
  self->title = g_utf8_make_valid (title, -1);
  self->data = runs->len > 0
                   ? normlab_data_id_ref (normlab_run_get_data (g_ptr_array_index (runs, 0)))
                   : normlab_data_id_new ("", NULL, NULL);
  self->runs = g_ptr_array_new_full (runs->len, g_object_unref);
  self->titles = g_ptr_array_new_full (runs->len, g_free);
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      g_ptr_array_add (self->runs, g_object_ref (run));
      g_ptr_array_add (self->titles, g_strdup (normlab_run_get_title (run)));
    }
  return self;
}

void
normlab_session_free (NormlabSession *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_clear_pointer (&self->data, normlab_data_id_unref);
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->runs);
  g_free (self);
}

/* One sample's number of a column, as text. */
static char *
format_number (const NormlabSample *sample, NormlabSessionColumn column)
{
  switch (column)
    {
    case NORMLAB_SESSION_STEP:
      return g_strdup_printf ("%u", sample->step);
    case NORMLAB_SESSION_TRAIN_ACCURACY:
      return normlab_text_from_float (sample->train_accuracy);
    case NORMLAB_SESSION_TEST_ACCURACY:
      return normlab_text_from_float (sample->test_accuracy);
    case NORMLAB_SESSION_LOSS:
      return normlab_text_from_double (sample->loss);
    case NORMLAB_SESSION_SECONDS:
      return normlab_text_from_double (sample->seconds);
    default:
      g_assert_not_reached ();
    }
}

static void
format_history (NormlabRun *run, GKeyFile *file, const char *group)
{
  const NormlabSample *samples = normlab_run_get_samples (run);
  guint n = normlab_run_get_n_samples (run);

  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    {
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *number = format_number (&samples[i], (NormlabSessionColumn) c);

          g_string_append_printf (list, "%s%s", i == 0 ? "" : ";", number);
        }
      g_key_file_set_value (file, group, normlab_session_columns[c], list->str);
    }
}

static void
format_data (const NormlabDataId *data,
             GKeyFile *file,
             const char *group,
             const NormlabSessionDataKeys *keys)
{
  g_autofree char *name = g_utf8_make_valid (normlab_data_id_get_name (data), -1);

  g_key_file_set_string (file, group, keys->name, name);
  if (normlab_data_id_get_path (data) != NULL)
    {
      g_autofree char *path
          = g_uri_escape_string (normlab_data_id_get_path (data), PATH_CHARACTERS, TRUE);

      g_key_file_set_string (file, group, keys->path, path);
    }
  g_key_file_set_string (file, group, keys->checksum, normlab_data_id_get_checksum (data));
}

/* Whether nothing is lost where one stands for the other. */
static gboolean
is_written_alike (const NormlabDataId *a, const NormlabDataId *b)
{
  return g_str_equal (normlab_data_id_get_name (a), normlab_data_id_get_name (b))
         && g_strcmp0 (normlab_data_id_get_path (a), normlab_data_id_get_path (b)) == 0
         && g_str_equal (normlab_data_id_get_checksum (a), normlab_data_id_get_checksum (b));
}

/* A run's data are written where they are not the session's. */
static void
format_run (const NormlabSession *self, guint i, GKeyFile *file, const char *group)
{
  NormlabRun *run = g_ptr_array_index (self->runs, i);
  const char *title = g_ptr_array_index (self->titles, i);
  g_autofree char *seconds = normlab_text_from_double (normlab_run_get_seconds (run));
  g_autofree char *step = g_strdup_printf ("%u", normlab_run_get_step (run));
  g_autofree char *layer = g_strdup_printf ("%u", normlab_run_get_diverged_layer (run));

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text
          = normlab_recipe_get (normlab_run_get_recipe (run), (NormlabHyperparameter) d);

      g_key_file_set_value (file, group, normlab_hyperparameter_get_key ((NormlabHyperparameter) d),
                            text);
    }
  if (title != NULL)
    g_key_file_set_string (file, group, "Title", title);
  if (!is_written_alike (normlab_run_get_data (run), self->data))
    format_data (normlab_run_get_data (run), file, group, &normlab_session_run_data_keys);
  g_key_file_set_value (file, group, "State",
                        normlab_run_state_to_string (normlab_run_get_state (run)));
  g_key_file_set_value (file, group, "Step", step);
  g_key_file_set_value (file, group, "Seconds", seconds);
  if (normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED)
    g_key_file_set_value (file, group, "DivergedLayer", layer);
  format_history (run, file, group);
}

char *
normlab_session_format (const NormlabSession *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (self != NULL, NULL);

  g_key_file_set_value (file, NORMLAB_SESSION_GROUP, "Version", NORMLAB_SESSION_VERSION);
  g_key_file_set_string (file, NORMLAB_SESSION_GROUP, "Title", self->title);
  format_data (self->data, file, NORMLAB_SESSION_DATA, &normlab_session_data_keys);
  for (guint i = 0; i < self->runs->len; i++)
    {
      g_autofree char *group = g_strdup_printf (NORMLAB_SESSION_RUN, i + 1);

      format_run (self, i, file, group);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

char *
normlab_session_to_data (const char *title, GPtrArray *runs)
{
  g_autoptr (NormlabSession) self = normlab_session_new (title, runs);

  return self != NULL ? normlab_session_format (self) : NULL;
}

gboolean
normlab_session_write (const NormlabSession *self, const char *path, GError **error)
{
  g_autofree char *text = normlab_session_format (self);
  g_autofree char *name = NULL;
  g_autofree char *limit = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) <= NORMLAB_SESSION_MAX_SIZE)
    return normlab_output_write (path, text, -1, error);

  name = normlab_text_for_path (path);
  limit = g_format_size_full (NORMLAB_SESSION_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("“%s” cannot be written: the session is larger than %s; measure less often"),
               name, limit);
  return FALSE;
}

gboolean
normlab_session_save (const char *path, const char *title, GPtrArray *runs, GError **error)
{
  g_autoptr (NormlabSession) self = normlab_session_new (title, runs);

  g_return_val_if_fail (self != NULL, FALSE);

  return normlab_session_write (self, path, error);
}
