/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session.h"

G_BEGIN_DECLS

/**
 * NormlabSessionChange:
 *
 * What has become of a run since it was written last: taken in the thread that the run belongs to,
 * made into records of a session file in any.
 */
typedef struct _NormlabSessionChange NormlabSessionChange;

/* What the file does not know of a run, besides samples. */
typedef enum
{
  NORMLAB_SESSION_NEWS_NOTE,   /* its state, its name */
  NORMLAB_SESSION_NEWS_RECIPE, /* and its recipe */
  NORMLAB_SESSION_NEWS_RUN,    /* anything of it */
} NormlabSessionNews;

/* number: of the run in the file. n_written: of the first samples, which are there; of another
 * program's run nothing is taken to be there. The run is taken as it is now
 * (normlab_run_snapshot()). */
NormlabSessionChange *normlab_session_change_new (NormlabRun *run,
                                                  guint number,
                                                  guint n_written,
                                                  NormlabSessionNews news,
                                                  gboolean hidden);
/* The same of another program's run. n_written: of each metric, so many samples are there already
 * (normlab_run_count_samples()); NULL: all of its series are to come anew, since what is there is
 * no longer theirs. */
NormlabSessionChange *normlab_session_change_new_foreign (NormlabRun *run,
                                                          guint number,
                                                          GHashTable *n_written,
                                                          NormlabSessionNews news,
                                                          gboolean hidden);
/* That the run of that number was removed, or that it is there again. */
NormlabSessionChange *normlab_session_change_new_removed (guint number, gboolean removed);
/* That the title or the view is another. view: char* → char*. */
NormlabSessionChange *normlab_session_change_new_view (const char *title, GHashTable *view);
void normlab_session_change_free (NormlabSessionChange *self);

/* As records, in the order of @changes (NormlabSessionChange). */
char *normlab_session_changes_format (GPtrArray *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSessionChange, normlab_session_change_free)

G_END_DECLS
