/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"
#include "normlab-session-writing.h"

G_BEGIN_DECLS

/**
 * NormlabSessionContents:
 *
 * What a session is to have, and what of it is in its file: runs, a title, how they are looked at.
 * Makes whole sessions of it, or what has changed since something was written. Knows neither files
 * nor threads nor times.
 */
typedef struct _NormlabSessionContents NormlabSessionContents;

/* @items: of NormlabRunItem, as they come and go; a reference is taken. */
NormlabSessionContents *normlab_session_contents_new (GListModel *items);
void normlab_session_contents_free (NormlabSessionContents *self);

/* TRUE if it was another one before. */
gboolean normlab_session_contents_set_title (NormlabSessionContents *self, const char *title);
const char *normlab_session_contents_get_title (NormlabSessionContents *self);
gboolean normlab_session_contents_set_view (NormlabSessionContents *self,
                                            const char *key,
                                            const char *value);
const char *normlab_session_contents_get_view (NormlabSessionContents *self,
                                               const char *key); /* nullable */

/* Before the first sample there is nothing that could be lost. */
gboolean normlab_session_contents_has_anything (NormlabSessionContents *self);
/* Whether all runs have, as they are now; a lab counts them later. */
gboolean normlab_session_contents_have_ended (NormlabSessionContents *self);

/* Whether something has come of runs that other programs train, or become of them, since the last
 * call. */
gboolean normlab_session_contents_notice_foreign (NormlabSessionContents *self);

/* Whether there are runs of other programs, which are written more than once as a whole. */
gboolean normlab_session_contents_have_foreign (NormlabSessionContents *self);

/* All that there is. */
NormlabSession *normlab_session_contents_create_session (NormlabSessionContents *self);

/* Fills in what @writing is to write into its journal, or into a new file where it has none. whole:
 * the file is to be written anew, with nothing behind it. all: nothing waits for the next time.
 * FALSE if something does (normlab_kept_compare()). */
gboolean normlab_session_contents_collect (NormlabSessionContents *self,
                                           NormlabSessionWriting *writing,
                                           gboolean whole,
                                           gboolean all);
/* What the file has now; takes @kept over. */
void normlab_session_contents_set_kept (NormlabSessionContents *self, GHashTable *kept);
/* From now on it is another file, in which there is nothing yet. */
void normlab_session_contents_forget_kept (NormlabSessionContents *self);
/* A run that another file has. */
void normlab_session_contents_add_opened (NormlabSessionContents *self, NormlabRunItem *item);
/* How many runs have measurements that are in no file; any: whether there is one of ours. */
guint normlab_session_contents_count_unkept (NormlabSessionContents *self, gboolean any);

G_END_DECLS
