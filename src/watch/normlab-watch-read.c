/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-follower.h"
#include "normlab-news.h"
#include "normlab-text.h"
#include "normlab-watcher.h"

/* At once: nobody else looks at the tracks. */
static void
apply (GArray *news, gpointer user_data)
{
  NormlabTracks *tracks = user_data;

  for (guint i = 0; i < news->len; i++)
    normlab_tracks_apply (tracks, &g_array_index (news, NormlabNews, i));
  g_array_unref (news);
}

static gboolean
follow (NormlabFollower *follower, NormlabProgress *progress, GError **error)
{
  gboolean more = TRUE;

  while (more)
    {
      more = normlab_follower_step (follower);
      if (!normlab_progress_report (progress, normlab_follower_get_share (follower), error))
        return FALSE;
    }
  normlab_follower_finish (follower);
  return TRUE;
}

static void
add (NormlabFollower *follower, const char *path)
{
  /* Translators: what is read from standard input, as the name of a run */
  if (strcmp (path, "-") == 0)
    normlab_follower_add_stream (follower, dup (STDIN_FILENO), _("standard input"));
  else
    normlab_follower_add (follower, path);
}

/* There is nothing: the first note says why. */
static void
set_error (const NormlabTracks *tracks, const char *path, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);

  if (tracks->notes->len > 0)
    g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                         g_ptr_array_index (tracks->notes, 0));
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("There is no log of a training in “%s”"), name);
}

GPtrArray *
normlab_watch_read (const char *const *paths,
                    gboolean all,
                    const char *x,
                    char ***notes,
                    NormlabProgress *progress,
                    GError **error)
{
  NormlabTracks tracks;
  NormlabFollower follower;
  g_autoptr (NormlabRecorder) recorder = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gboolean ok;

  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  normlab_tracks_init (&tracks, !all);
  recorder = normlab_recorder_new (apply, &tracks);
  normlab_follower_init (&follower, recorder, progress != NULL ? progress->cancellable : NULL,
                         TRUE);
  follower.x = x;
  for (guint i = 0; paths[i] != NULL; i++)
    add (&follower, paths[i]);
  ok = follow (&follower, progress, error);
  normlab_follower_clear (&follower);
  if (ok && tracks.tracks->len == 0)
    {
      set_error (&tracks, paths[0], error);
      ok = FALSE;
    }
  if (ok)
    found = g_ptr_array_ref (tracks.tracks);
  if (ok && notes != NULL)
    *notes = normlab_tracks_get_notes (&tracks);
  normlab_tracks_clear (&tracks);
  return g_steal_pointer (&found);
}
