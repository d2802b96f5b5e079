/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-aside.h"
#include "normlab-clock.h"
#include "normlab-session-contents.h"
#include "normlab-session-keeper.h"

G_BEGIN_DECLS

/* NormlabSessionKeeper is one class, split by concern: normlab-session-keeper.c notices what
 * changes, and adds what is opened; -write decides when something is written, has it written by a
 * thread, and sees what has come of it. The first calls the second, never the other way round. What
 * is written is the affair of NormlabSessionContents. */

/* From one record to the next while runs train, µs. */
#define NORMLAB_SESSION_KEEPER_PERIOD (500 * G_TIME_SPAN_MILLISECOND)

struct _NormlabSessionKeeper
{
  GObject parent_instance;

  NormlabLab *lab; /* NULL once disposed of */
  NormlabSessionContents *contents;
  char *folder;
  NormlabJournal
      *journal;          /* the file that is ours; NULL before the first time, and while writing */
  NormlabAside *writing; /* nullable: of a NormlabSessionWriting */
  GPtrArray *left;       /* of NormlabAside, for the last of files that we have left */
  guint retry;
  guint next;             /* source: the time for the next record */
  guint held;             /* source: the time for what waits (normlab_kept_compare()) */
  gint64 last, last_sync; /* when writing began, and when it waited for the disk */
  const NormlabClock *clock;

  gboolean unsaved;      /* something is not on disk */
  gboolean runs_changed; /* and not only how they are looked at */
  gboolean adopted;      /* the file is not as we would have written it */
  gboolean active;       /* runs trained when something came in last, or were added since */
  gboolean opening;      /* runs are added from a file */
  gboolean failed;       /* and it has been told */
};

/* Writes what there is to write: what has changed, every half second, while runs train; all of it
 * at once when they have ended. */
void normlab_session_keeper_consider (NormlabSessionKeeper *self);

G_END_DECLS
