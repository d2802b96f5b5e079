/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Sessions: recipes, histories and the checksum of the data, as a key file (.normlab) and written
 * atomically. Numbers are written so that they read back to the same bits. */

/* runs: NormlabRun, drained. */
char *normlab_session_to_data (const char *title, GPtrArray *runs);
gboolean normlab_session_save (const char *path, const char *title, GPtrArray *runs, GError **error);

typedef struct
{
  char *title;
  char *dataset_name;
  char *dataset_path; /* nullable: builtin */
  char *dataset_checksum;
  GPtrArray *runs; /* of NormlabRun, in final states: what had not ended is stopped */
} NormlabSession;

/* NORMLAB_ERROR_FORMAT or _FAILED. */
NormlabSession *normlab_session_load (const char *path, GError **error);
NormlabSession *normlab_session_new_from_data (const char *text, gssize length, GError **error);
void normlab_session_free (NormlabSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSession, normlab_session_free)

G_END_DECLS
