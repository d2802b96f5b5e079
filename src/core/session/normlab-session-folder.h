/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session.h"

G_BEGIN_DECLS

/* The folder in which windows keep their sessions, each in a file of its own: "last-", the time at
 * which it was made and ".normlab". */

#define NORMLAB_SESSION_PREFIX "last-"
#define NORMLAB_SESSION_ENDING ".normlab"

typedef struct
{
  char *path;
  gint64 time; /* of the last change, in nanoseconds since 1970 */
} NormlabSessionFile;

/* The user's. */
char *normlab_session_folder_get (void);

/* Of NormlabSessionFile: the sessions of @folder, the newest first. Empty files are names that
 * somebody has just taken. Empty where there is no such folder. */
GArray *normlab_session_folder_list (const char *folder);

/**
 * NormlabSessionStatus:
 * @NORMLAB_SESSION_OPEN: a window has it, here or in another process
 * @NORMLAB_SESSION_INTERRUPTED: runs were training when it was written last
 * @NORMLAB_SESSION_DAMAGED: it cannot be read, or not to its end
 */
typedef enum
{
  NORMLAB_SESSION_COMPLETE,
  NORMLAB_SESSION_OPEN,
  NORMLAB_SESSION_INTERRUPTED,
  NORMLAB_SESSION_DAMAGED,
} NormlabSessionStatus;

/**
 * NormlabSessionSummary:
 * @title: NULL where it cannot be read
 * @best: the best test accuracy of all; NAN without samples
 * @reason: why it is damaged, for people; otherwise NULL
 */
typedef struct
{
  NormlabSessionStatus status;
  char *title;
  guint n_runs;
  guint n_samples;
  double best;
  char *reason;
} NormlabSessionSummary;

/* Reads the whole file. */
NormlabSessionSummary *normlab_session_summary_new (const char *path);
/* The same while somebody watches; NULL when it was cancelled. */
NormlabSessionSummary *normlab_session_summary_new_watched (const char *path,
                                                            NormlabProgress *progress);
/* The same, but of a session that nothing was appended to its numbers are not checked: one that is
 * damaged in the middle may be taken for a complete one. */
NormlabSessionSummary *normlab_session_summary_new_quick (const char *path,
                                                          NormlabProgress *progress);
void normlab_session_summary_free (NormlabSessionSummary *self);
/* "complete", "open", "interrupted", "damaged". */
const char *normlab_session_status_to_string (NormlabSessionStatus self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSessionSummary, normlab_session_summary_free)

G_END_DECLS
