/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-writing.h"

#include "normlab-last-sessions.h"

void
normlab_session_writing_free (gpointer data)
{
  NormlabSessionWriting *self = data;

  g_clear_pointer (&self->journal, normlab_journal_free);
  g_clear_pointer (&self->session, normlab_session_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self);
}

void
normlab_session_writing_write (gpointer data, GCancellable *cancellable)
{
  NormlabSessionWriting *self = data;

  if (self->session != NULL
      && !normlab_last_sessions_write (self->folder, &self->journal, self->session, &self->error))
    return;
  if (self->changes != NULL && !normlab_journal_append (self->journal, self->changes, &self->error))
    return;
  self->written = TRUE;
  if (self->sync)
    normlab_journal_sync (self->journal, &self->error);
}
