/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-session-load.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* How much of loading it is to read the file, and until it has been taken apart. */
#define READ 0.05
#define PARSED 0.2

static gboolean
load_version (GKeyFile *file, gboolean *first, GError **error)
{
  g_autofree char *version = normlab_key_file_get (file, NORMLAB_SESSION_GROUP, "Version", error);
  guint number;

  if (version == NULL)
    return FALSE;
  *first = strcmp (version, NORMLAB_SESSION_FIRST_VERSION) == 0;
  if (*first || strcmp (version, NORMLAB_SESSION_SECOND_VERSION) == 0
      || strcmp (version, NORMLAB_SESSION_VERSION) == 0
      || strcmp (version, NORMLAB_SESSION_FOREIGN_VERSION) == 0)
    return TRUE;
  if (normlab_text_to_uint (version, 1, G_MAXUINT, &number))
    return normlab_key_file_refuse (
        error, NORMLAB_SESSION_GROUP, "Version", version,
        /* Translators: follows a value in quotes */
        _("is a version of sessions that only a newer release of this program knows"));
  return normlab_key_file_refuse (error, NORMLAB_SESSION_GROUP, "Version", version,
                                  /* Translators: follows a value in quotes */
                                  _("is not a version of sessions that this program knows"));
}

static gboolean
load_session (NormlabSession *self, GKeyFile *file, gboolean *first, GError **error)
{
  static const char *const known[] = { "Version", "Title", NULL };
  static const char *const known_of_data[]
      = { "Name", "Path", "Checksum", "TrainingImages", "Reading", NULL };

  if (!normlab_key_file_check_group (file, NORMLAB_SESSION_GROUP, known, error)
      || !load_version (file, first, error))
    return FALSE;
  self->title = normlab_session_load_title (file, NORMLAB_SESSION_GROUP, "Title", error);
  if (self->title == NULL
      || !normlab_key_file_check_group (file, NORMLAB_SESSION_DATA, known_of_data, error))
    return FALSE;
  self->data
      = normlab_session_load_data (file, NORMLAB_SESSION_DATA, &normlab_session_data_keys, error);
  return self->data != NULL;
}

static void
load_view (NormlabSession *self, GKeyFile *file)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, NORMLAB_SESSION_VIEW, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_insert (self->view, g_strdup (keys[i]),
                         normlab_key_file_get_text (file, NORMLAB_SESSION_VIEW, keys[i], NULL));
}

/* The number of a run's group, which is greater than @before, and in the first version the next
 * one. */
static gboolean
read_number_of (const char *group, guint before, gboolean first, guint *number)
{
  return before < G_MAXUINT && g_str_has_prefix (group, "Run ")
         && normlab_text_to_uint (group + strlen ("Run "), before + 1,
                                  first ? before + 1 : G_MAXUINT, number);
}

static gboolean
refuse_group (guint position, const char *expected, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("group %u should be [%s]"), position,
               expected);
  return FALSE;
}

static gboolean
load_runs (NormlabSession *self,
           GKeyFile *file,
           char **groups,
           gboolean first,
           NormlabProgress *progress,
           GError **error)
{
  guint n_groups = g_strv_length (groups);
  guint number = 0;

  for (guint i = 2; groups[i] != NULL; i++)
    {
      g_autofree char *expected = g_strdup_printf (NORMLAB_SESSION_RUN, number + 1);

      if (!first && strcmp (groups[i], NORMLAB_SESSION_VIEW) == 0)
        continue;
      if (!read_number_of (groups[i], number, first, &number))
        return refuse_group (i + 1, expected, error);
      normlab_progress_begin_phase (progress, PARSED + (1 - PARSED) * i / n_groups,
                                    PARSED + (1 - PARSED) * (i + 1) / n_groups);
      if (!normlab_session_load_run (self, file, groups[i], number, first, progress, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_groups (NormlabSession *self, GKeyFile *file, NormlabProgress *progress, GError **error)
{
  static const char *const heads[] = { NORMLAB_SESSION_GROUP, NORMLAB_SESSION_DATA };
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  gboolean first;

  if (!load_session (self, file, &first, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (strcmp (groups[i], heads[i]) != 0)
      return refuse_group (i + 1, heads[i], error);
  load_view (self, file);
  return load_runs (self, file, groups, first, progress, error);
}

static NormlabSession *
create (void)
{
  NormlabSession *self = g_new0 (NormlabSession, 1);

  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = normlab_session_run_array_new ();
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static NormlabSession *
load (const char *text, gsize length, NormlabProgress *progress, GError **error)
{
  g_autoptr (NormlabSession) self = NULL;
  g_autoptr (GKeyFile) file = NULL;
  const char *records = normlab_session_find_records (text, length);

  file = normlab_key_file_parse_watched (text, (gsize) (records - text), progress, error);
  if (file == NULL || !normlab_progress_report (progress, 1, error))
    return NULL;
  self = create ();
  self->n_lost = normlab_session_apply_records (file, records, length - (gsize) (records - text));
  return load_groups (self, file, progress, error) ? g_steal_pointer (&self) : NULL;
}

NormlabSession *
normlab_session_new_from_data (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return load (text, length < 0 ? strlen (text) : (gsize) length, NULL, error);
}

NormlabSession *
normlab_session_load (const char *path, GError **error)
{
  return normlab_session_load_watched (path, NULL, error);
}

NormlabSession *
normlab_session_load_watched (const char *path, NormlabProgress *progress, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  NormlabSession *self;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  normlab_progress_begin_phase (progress, 0, READ);
  text = normlab_key_file_read_watched (path, NORMLAB_SESSION_MAX_SIZE, &length, progress, error);
  if (text == NULL)
    return NULL;
  normlab_progress_begin_phase (progress, READ, PARSED);
  self = load (text, length, progress, &reason);
  if (self != NULL)
    return self;
  name = normlab_text_for_path (path);
  if (!g_error_matches (reason, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    g_prefix_error (&reason, "%s: ", name);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}
