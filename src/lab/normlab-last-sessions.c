/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-last-sessions.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-session-folder.h"
#include "normlab-text.h"

#define LINK "last" NORMLAB_SESSION_ENDING
/* More of one second there cannot be. */
#define MAX_NAMES 10000u
#define MAX_TRIES 100u
#define INTERRUPTED_DAYS 30

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autofree char *name = NULL;
  int code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  code = errno;
  name = g_filename_display_name (folder);
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
      /* Translators: the name of a folder, and why */
      _("The folder “%s” cannot be made, so that these runs will not be there at the next "
         "start: %s"),
      name, g_strerror (code));
  return FALSE;
}

/* Makes an empty file that nobody else has, named after @date. */
static char *
create (const char *folder, GDateTime *date, GError **error)
{
  g_autofree char *stamp = g_date_time_format (date, "%Y%m%d-%H%M%S");
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  int fd = -1, code = EEXIST;

  for (guint i = 1; i <= MAX_NAMES && code == EEXIST; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *base
          = g_strconcat (NORMLAB_SESSION_PREFIX, stamp, number, NORMLAB_SESSION_ENDING, NULL);

      g_free (path);
      path = g_build_filename (folder, base, NULL);
      fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      code = fd < 0 ? errno : 0;
    }
  if (fd >= 0)
    {
      close (fd);
      return g_steal_pointer (&path);
    }
  name = normlab_text_for_path (path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a file, and why */
               _("“%s” cannot be written: %s"), name, g_strerror (code));
  return NULL;
}

/* What stands at @last and is no link was written by an earlier version of the program, or somebody
 * put it there: it gets a name of its own. FALSE if it has to stay. */
static gboolean
put_aside (const char *folder, const char *last)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *aside = NULL;
  struct stat status;
  int code;

  if (lstat (last, &status) != 0)
    return errno == ENOENT;
  if (S_ISLNK (status.st_mode))
    return TRUE;
  date = S_ISREG (status.st_mode) ? g_date_time_new_from_unix_local (status.st_mtim.tv_sec) : NULL;
  aside = date != NULL ? create (folder, date, NULL) : NULL;
  if (aside == NULL)
    return FALSE;
  if (rename (last, aside) == 0)
    return TRUE;
  /* Another process may have been quicker. */
  code = errno;
  unlink (aside);
  return code == ENOENT;
}

/* Lets "last.normlab" lead to @path, in one step. Where a file system has no links, it is missed by
 * nobody but people. */
static void
link_last (const char *folder, const char *path)
{
  g_autofree char *last = g_build_filename (folder, LINK, NULL);
  g_autofree char *name = g_path_get_basename (path);
  int code = EEXIST;

  if (!put_aside (folder, last))
    return;
  for (guint i = 0; i < MAX_TRIES && code == EEXIST; i++)
    {
      g_autofree char *base = g_strdup_printf (".normlab-%08x", g_random_int ());
      g_autofree char *temporary = g_build_filename (folder, base, NULL);

      code = symlink (name, temporary) == 0 ? 0 : errno;
      if (code == 0 && rename (temporary, last) != 0)
        unlink (temporary);
    }
}

/* What nobody has gone on with may still be wanted. */
static gboolean
is_wanted (const NormlabSessionFile *file)
{
  g_autoptr (NormlabSession) session = NULL;
  gint64 age = g_get_real_time () / G_USEC_PER_SEC - file->time / 1000000000;

  if (normlab_journal_is_open (file->path))
    return TRUE;
  if (age > INTERRUPTED_DAYS * 24 * 60 * 60)
    return FALSE;
  session = normlab_session_load (file->path, NULL);
  return session != NULL && normlab_session_is_interrupted (session);
}

/* The one that was just written stays, whatever the clock says. */
static void
prune (const char *folder, const char *written)
{
  g_autoptr (GArray) entries = normlab_session_folder_list (folder);

  for (guint i = NORMLAB_LAST_SESSIONS_MAX; i < entries->len; i++)
    {
      const NormlabSessionFile *entry = &g_array_index (entries, NormlabSessionFile, i);

      if (!g_str_equal (entry->path, written) && !is_wanted (entry))
        unlink (entry->path);
    }
}

static NormlabJournal *
begin (const char *folder, const NormlabSession *session, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *path = create (folder, now, error);
  NormlabJournal *journal;

  if (path == NULL)
    return NULL;
  journal = normlab_journal_new (path, session, error);
  if (journal == NULL)
    unlink (path);
  return journal;
}

gboolean
normlab_last_sessions_write (const char *folder,
                             NormlabJournal **journal,
                             const NormlabSession *session,
                             GError **error)
{
  gboolean begun;

  g_return_val_if_fail (folder != NULL && journal != NULL && session != NULL, FALSE);

  if (!make_folder (folder, error))
    return FALSE;
  begun = *journal == NULL;
  if (begun)
    *journal = begin (folder, session, error);
  else if (!normlab_journal_rewrite (*journal, session, error))
    return FALSE;
  if (*journal == NULL)
    return FALSE;
  link_last (folder, normlab_journal_get_path (*journal));
  /* Looking into old ones takes time, and there is one more only now. */
  if (begun)
    prune (folder, normlab_journal_get_path (*journal));
  return TRUE;
}

char *
normlab_last_sessions_find (const char *folder)
{
  g_autoptr (GArray) entries = NULL;
  g_autofree char *last = NULL;
  struct stat status;

  g_return_val_if_fail (folder != NULL, NULL);

  last = g_build_filename (folder, LINK, NULL);
  if (stat (last, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > 0)
    return g_steal_pointer (&last);
  entries = normlab_session_folder_list (folder);
  return entries->len > 0 ? g_strdup (g_array_index (entries, NormlabSessionFile, 0).path) : NULL;
}
