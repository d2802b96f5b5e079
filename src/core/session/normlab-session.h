/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* Sessions: recipes, histories and which data they are of, as a key file (.normlab) and written
 * atomically. Numbers are written so that they read back to the same bits. Probes and the messages
 * of failed runs are not kept: with the recipes and the data they can be had again. Behind the key
 * file there may be records of what has changed since (normlab-journal.h); whoever reads it sees
 * the session that comes of them. */

/**
 * NormlabSessionRun:
 * @number: what the file calls it, at least 1, rising from run to run
 * @title: nullable: what a person calls it
 * @state: in the file. One that is not final says that the run was interrupted; the loaded run is
 *   then a stopped one
 * @hidden: whether it is not in the chart
 *
 * What a session says of a run besides its recipe and its history.
 */
typedef struct
{
  guint number;
  char *title;
  NormlabRunState state;
  guint step;
  guint diverged_layer;
  double seconds;
  gboolean hidden;
} NormlabSessionRun;

/**
 * NormlabSession:
 * @data: of the first run, and of all that do not have others
 * @runs: of NormlabRun; loaded: all ended, if need be as stopped
 * @notes: of NormlabSessionRun, one for each run, as they were when the session was made
 * @view: char* → char*: how the runs were looked at, for whoever shows them
 * @n_lost: loaded: how many records there are behind one that is damaged, which ends what can be
 *   read; 0 also where the last one was torn
 */
typedef struct
{
  char *title;
  NormlabDataId *data;
  GPtrArray *runs;
  GArray *notes;
  GHashTable *view;
  guint n_lost;
} NormlabSession;

/* Keys of @view: what somebody calls the chart of the runs, and has to say about it. */
#define NORMLAB_SESSION_VIEW_CHART_TITLE "ChartTitle"
#define NORMLAB_SESSION_VIEW_CHART_NOTE "ChartNote"

/* runs: NormlabRun, drained; references are taken. They are numbered from 1 and not hidden. */
NormlabSession *normlab_session_new (const char *title, GPtrArray *runs);
void normlab_session_free (NormlabSession *self);

NormlabSessionRun *normlab_session_get_note (const NormlabSession *self, guint run);
/* Whether a run was still training, or waited for it. */
gboolean normlab_session_is_interrupted (const NormlabSession *self);

/* The text of the file. */
char *normlab_session_format (const NormlabSession *self);
/* Writes it, whole or not at all. Runs that nobody changes meanwhile may be written in any thread.
 * NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean normlab_session_write (const NormlabSession *self, const char *path, GError **error);
/* The same while somebody watches. After NORMLAB_ERROR_CANCELLED there is no new file. */
gboolean normlab_session_write_watched (const NormlabSession *self,
                                        const char *path,
                                        NormlabProgress *progress,
                                        GError **error);

/* The same at once, for runs: NormlabRun, drained. */
char *normlab_session_to_data (const char *title, GPtrArray *runs);
/* NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean
normlab_session_save (const char *path, const char *title, GPtrArray *runs, GError **error);

/* NORMLAB_ERROR_FAILED, or _FORMAT, which names the group and the key, or the line, of what cannot
 * be understood; from normlab_session_load() also the file. */
NormlabSession *normlab_session_load (const char *path, GError **error);
/* The same while somebody watches; also NORMLAB_ERROR_CANCELLED. */
NormlabSession *
normlab_session_load_watched (const char *path, NormlabProgress *progress, GError **error);
NormlabSession *normlab_session_new_from_data (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSession, normlab_session_free)

G_END_DECLS
