/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Sessions: recipes, histories and which data they are of, as a key file (.normlab) and written
 * atomically. Numbers are written so that they read back to the same bits. Probes and the messages
 * of failed runs are not kept: with the recipes and the data they can be had again. */

typedef struct
{
  char *title;
  NormlabDataId *data; /* of the first run, and of all that do not have others */
  GPtrArray *titles;   /* of char, one for each run, nullable: as they were */
  GPtrArray *runs;     /* of NormlabRun; loaded: all ended, if need be as stopped */
} NormlabSession;

/* runs: NormlabRun, drained; references are taken. */
NormlabSession *normlab_session_new (const char *title, GPtrArray *runs);
void normlab_session_free (NormlabSession *self);

/* The text of the file. */
char *normlab_session_format (const NormlabSession *self);
/* Writes it, whole or not at all. Runs that nobody changes meanwhile may be written in any thread.
 * NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean normlab_session_write (const NormlabSession *self, const char *path, GError **error);

/* The same at once, for runs: NormlabRun, drained. */
char *normlab_session_to_data (const char *title, GPtrArray *runs);
/* NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean
normlab_session_save (const char *path, const char *title, GPtrArray *runs, GError **error);

/* NORMLAB_ERROR_FAILED, or _FORMAT, which names the group and the key, or the line, of what cannot
 * be understood; from normlab_session_load() also the file. */
NormlabSession *normlab_session_load (const char *path, GError **error);
NormlabSession *normlab_session_new_from_data (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSession, normlab_session_free)

G_END_DECLS
