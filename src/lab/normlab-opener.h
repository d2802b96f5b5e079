/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-loader.h"
#include "normlab-notices.h"
#include "normlab-plan.h"
#include "normlab-session-keeper.h"
#include "normlab-tasks.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_OPENER (normlab_opener_get_type ())
G_DECLARE_FINAL_TYPE (NormlabOpener, normlab_opener, NORMLAB, OPENER, GObject)

/* What is to become of the runs that there are when a session is opened. */
typedef enum
{
  NORMLAB_OPEN_ADD,     /* they stay, and those of the session come to them */
  NORMLAB_OPEN_REPLACE, /* they go, as if they had been removed */
  NORMLAB_OPEN_NOT,     /* they stay, and the session is not opened */
} NormlabOpenAnswer;

/**
 * NormlabOpener:
 *
 * Opens whatever people choose, drop or name at the start: an experiment goes to the plan, a
 * session to the keeper, which adds its runs, a folder to the loader. What a file is says what it
 * holds, whatever it is called. What is wrong with a file is complained of until that file can be
 * read. Sessions are read in a thread, which is one of the @tasks, one after another. Knows no
 * widget.
 *
 * Signals:
 *   ::ask (char *path) – there are runs: normlab_opener_answer() is to say what becomes of them.
 *      Asked once for all sessions that are opened together. Where nobody listens they stay.
 *   ::watch (char *path) – it is the log of a training. Where nobody listens it is complained of.
 *   ::go-on (NormlabRunItem *item) – the run that was interrupted is to go on
 *   ::opened (NormlabSession *session, gboolean alone) – its runs have been added, and there are no
 *      others beside them
 */
NormlabOpener *normlab_opener_new (NormlabPlan *plan,
                                   NormlabLab *lab,
                                   NormlabSessionKeeper *keeper,
                                   NormlabDataLoader *loader,
                                   NormlabNotices *notices,
                                   NormlabTasks *tasks);

void normlab_opener_open (NormlabOpener *self, const char *path);
/* Opens an interrupted session of the keeper's where there are no runs: goes on in its file, which
 * nobody else may have open, and lets go on what had not ended. */
void normlab_opener_go_on (NormlabOpener *self, const char *path);
/* The same as normlab_opener_open(), for what may be on another computer. */
void normlab_opener_open_file (NormlabOpener *self, GFile *file);

/* To ::ask. */
void normlab_opener_answer (NormlabOpener *self, NormlabOpenAnswer answer);
/* Whether a session is being read. */
gboolean normlab_opener_get_is_opening (NormlabOpener *self);
/* Nobody wants the sessions any more that are not open yet. */
void normlab_opener_cancel (NormlabOpener *self);

G_END_DECLS
