/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-columns-question.h"
#include "normlab-lab.h"
#include "normlab-notices.h"
#include "normlab-tasks.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_WATCH (normlab_watch_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWatch, normlab_watch, NORMLAB, WATCH, GObject)

/**
 * NormlabWatch:
 *
 * Watches training that goes on elsewhere, and keeps its runs in a lab beside those that are
 * trained there: each comes with its first point, and grows as its log does. What cannot be read is
 * complained of; what is large is a task, which can be cancelled. What has been chosen for the
 * columns of tables is remembered in the settings. Knows no widget.
 *
 * Properties: watching (boolean, read-only).
 * Signals: ::unclear (NormlabRunItem *), once for each heading: it is not plain what the columns of
 * its table are, and nobody has said so.
 */
NormlabWatch *normlab_watch_new (NormlabLab *lab,
                                 NormlabNotices *notices,
                                 NormlabTasks *tasks,
                                 GSettings *settings);

/* From now on watches a file, or a folder with what is in it and comes into it. */
void normlab_watch_add (NormlabWatch *self, const char *path);
/* The same of what comes through a file descriptor, which is taken. @title: what the run is called.
 */
void normlab_watch_add_stream (NormlabWatch *self, int fd, const char *title);
/* Whether anything is watched. */
gboolean normlab_watch_get_is_watching (NormlabWatch *self);
/* Watches nothing any more; what has come stays. */
void normlab_watch_stop (NormlabWatch *self);

/* What to ask about the columns of an item's table; NULL where it has none that are watched, or
 * that could be read again (normlab_run_item_get_has_columns()). */
NormlabColumnsQuestion *normlab_watch_create_question (NormlabWatch *self, NormlabRunItem *item);
/* Whether somebody has answered that. */
gboolean normlab_watch_is_answered (NormlabWatch *self, NormlabColumnsQuestion *question);
/* Draws them so, and those of all tables with the same heading, from now on and the next time. */
void normlab_watch_answer (NormlabWatch *self, NormlabColumnsQuestion *question);
/* They stay what has been guessed, and nobody is asked again; unless somebody has answered that. */
void normlab_watch_decline (NormlabWatch *self, NormlabColumnsQuestion *question);

G_END_DECLS
