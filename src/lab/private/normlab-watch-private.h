/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-track-run.h"
#include "normlab-watch.h"
#include "normlab-watcher.h"

G_BEGIN_DECLS

/* NormlabWatch is one class, split by concern: normlab-watch.c keeps its runs in the lab, -columns
 * sees to what the columns of tables are. */

/* A track with its run, and what stands for it in the lab. */
typedef struct
{
  NormlabTrackRun *run;
  NormlabRunItem *item; /* nullable: nothing has come yet */
  guint n_metrics;
  NormlabColumns *columns; /* (nullable) of its table, when they were looked at */
  guint n_numbers;         /* how many of them had numbers, when it was asked what they are */
  gboolean changed;
} NormlabWatchSubject;

struct _NormlabWatch
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabNotices *notices;
  NormlabTasks *tasks;
  GSettings *settings;
  GHashTable *asked;       /* of char*: headings that have been found unclear */
  NormlabWatcher *watcher; /* nullable: nothing has been watched */
  GPtrArray *subjects;     /* of NormlabWatchSubject, in the order of the watcher's tracks */
  NormlabTask *task;       /* while much is still to be read */
  guint n_notes;           /* that have been told */
  guint clock;             /* source, by which times go on */
};

/* What is remembered is for the watcher, whichever window has learnt it. */
void normlab_watch_hand_over_columns (NormlabWatch *self);
/* Which items have columns that can be chosen, and which of these are not plain. */
void normlab_watch_look_at_columns (NormlabWatch *self);
/* Nobody watches: none has. */
void normlab_watch_forget_columns (NormlabWatch *self);

G_END_DECLS
