/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-folder.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-error.h"
#include "normlab-journal.h"
#include "normlab-session-glance.h"

char *
normlab_session_folder_get (void)
{
  return g_build_filename (g_get_user_data_dir (), "normlab", NULL);
}

static void
clear_file (gpointer data)
{
  g_clear_pointer (&((NormlabSessionFile *) data)->path, g_free);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const NormlabSessionFile *first = a, *second = b;

  if (first->time != second->time)
    return first->time > second->time ? -1 : 1;
  return strcmp (second->path, first->path);
}

GArray *
normlab_session_folder_list (const char *folder)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (NormlabSessionFile));
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (folder != NULL, files);

  g_array_set_clear_func (files, clear_file);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;

      if (g_str_has_prefix (name, NORMLAB_SESSION_PREFIX)
          && g_str_has_suffix (name, NORMLAB_SESSION_ENDING) && lstat (path, &status) == 0
          && S_ISREG (status.st_mode) && status.st_size > 0)
        {
          const NormlabSessionFile file
              = { g_steal_pointer (&path),
                  (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec };

          g_array_append_val (files, file);
        }
    }
  g_array_sort (files, compare_files);
  return files;
}

static void
count (NormlabSessionSummary *self, const NormlabSession *session)
{
  self->title = g_strdup (session->title);
  self->n_runs = session->runs->len;
  for (guint i = 0; i < session->runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (session->runs, i);

      self->n_samples += normlab_run_get_n_samples (run);
      self->best = fmax (self->best, normlab_run_get_best_accuracy (run));
    }
}

NormlabSessionSummary *
normlab_session_summary_new (const char *path)
{
  return normlab_session_summary_new_watched (path, NULL);
}

NormlabSessionSummary *
normlab_session_summary_new_watched (const char *path, NormlabProgress *progress)
{
  g_autoptr (NormlabSessionSummary) self = g_new0 (NormlabSessionSummary, 1);
  /* Asked first: what is closed meanwhile was open. */
  gboolean open = normlab_journal_is_open (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = normlab_session_load_watched (path, progress, &error);

  if (g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    return NULL;
  self->best = (double) NAN;
  if (session != NULL)
    count (self, session);
  if (session == NULL)
    self->reason = g_strdup (error->message);
  else if (session->n_lost > 0)
    self->reason
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "a part of it is damaged, and %u record behind that is "
                                        "left out",
                                        "a part of it is damaged, and %u records behind that are "
                                        "left out",
                                        session->n_lost),
                           session->n_lost);

  if (self->reason != NULL)
    self->status = NORMLAB_SESSION_DAMAGED;
  else if (open)
    self->status = NORMLAB_SESSION_OPEN;
  else if (normlab_session_is_interrupted (session))
    self->status = NORMLAB_SESSION_INTERRUPTED;
  return g_steal_pointer (&self);
}

void
normlab_session_summary_free (NormlabSessionSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

NormlabSessionSummary *
normlab_session_summary_new_quick (const char *path, NormlabProgress *progress)
{
  g_autoptr (NormlabSessionSummary) self = g_new0 (NormlabSessionSummary, 1);
  gboolean open = normlab_journal_is_open (path), interrupted = FALSE;

  if (!normlab_session_glance (self, &interrupted, path, progress))
    return normlab_session_summary_new_watched (path, progress);
  if (open)
    self->status = NORMLAB_SESSION_OPEN;
  else if (interrupted)
    self->status = NORMLAB_SESSION_INTERRUPTED;
  return g_steal_pointer (&self);
}

const char *
normlab_session_status_to_string (NormlabSessionStatus self)
{
  static const char *const words[] = {
    [NORMLAB_SESSION_COMPLETE] = "complete",
    [NORMLAB_SESSION_OPEN] = "open",
    [NORMLAB_SESSION_INTERRUPTED] = "interrupted",
    [NORMLAB_SESSION_DAMAGED] = "damaged",
  };

  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (words), NULL);

  return words[self];
}
