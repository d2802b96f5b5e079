/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session-folder.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_SESSION_LIST (normlab_session_list_get_type ())
G_DECLARE_FINAL_TYPE (NormlabSessionList, normlab_session_list, NORMLAB, SESSION_LIST, GObject)

/* So many of the last sessions are listed, and all that were interrupted besides. */
#define NORMLAB_SESSION_LIST_MAX 10

/**
 * NormlabSessionEntry:
 * @time: of the last change, in nanoseconds since 1970
 * @summary: what there is to say about it
 */
typedef struct
{
  char *path;
  gint64 time;
  NormlabSessionSummary *summary;
} NormlabSessionEntry;

/**
 * NormlabSessionList:
 *
 * The last sessions of a folder, as somebody chooses one from: those first that were interrupted,
 * then the newest. Sessions without runs are not among them, nor is the own one. They are read in a
 * thread; what has not changed since is not read again. Knows no widget.
 *
 * Signals: ::changed – there is another list.
 */
NormlabSessionList *normlab_session_list_new (const char *folder);

/* Looks into the folder again, and tells whether anything is otherwise. Whoever asks meanwhile has
 * it looked into once more. own: nullable, the path of a session that is left out. */
void normlab_session_list_refresh (NormlabSessionList *self, const char *own);

/* Of NormlabSessionEntry; NULL before the folder has been looked into. The list's own, until
 * ::changed. */
GPtrArray *normlab_session_list_get_entries (NormlabSessionList *self);

G_END_DECLS
