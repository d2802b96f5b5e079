/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-news.h"

G_BEGIN_DECLS

/**
 * NormlabRecorder:
 *
 * Makes news of what readers find, and hands them on in portions. It knows where each metric is, so
 * that it notices where a run begins again. All of it is for one thread.
 */
typedef struct _NormlabRecorder NormlabRecorder;
typedef struct _NormlabRecorderTrack NormlabRecorderTrack;

/* Takes the news. */
typedef void (*NormlabRecorderSink) (GArray *news, gpointer user_data);

/* A metric that is none: there are too many. */
#define NORMLAB_RECORDER_NONE G_MAXUINT

NormlabRecorder *normlab_recorder_new (NormlabRecorderSink sink, gpointer user_data);
/* Hands on what there is. */
void normlab_recorder_flush (NormlabRecorder *self);
/* Hands on what there is. Nobody reads any more: what is added next, to whichever track, comes from
 * the front of files that are read from then on. */
void normlab_recorder_pause (NormlabRecorder *self);
/* Without that. */
void normlab_recorder_free (NormlabRecorder *self);

/* The track of that key, which is made if it is not there; NULL where there are too many. @title:
 * nullable: as it was, or the key. */
NormlabRecorderTrack *
normlab_recorder_get_track (NormlabRecorder *self, const char *key, const char *title);
/* A sentence that is about no track. Takes it. */
void normlab_recorder_note (NormlabRecorder *self, char *sentence);

void
normlab_recorder_set_parameter (NormlabRecorderTrack *track, const char *name, const char *text);
void normlab_recorder_set_title (NormlabRecorderTrack *track, const char *title);
/* Its file is read from the front, and what has been chosen for its columns is @layout. If that was
 * something else before, all that was there is forgotten: its x meant something else. */
void normlab_recorder_set_layout (NormlabRecorderTrack *track, const char *layout);
/* The next layout is another one, whatever it is: something else of the file means something else,
 * such as what stands behind its first heading. */
void normlab_recorder_forget_layout (NormlabRecorderTrack *track);
/* What is known of its columns, which is taken. */
void normlab_recorder_set_columns (NormlabRecorderTrack *track, NormlabColumns *columns);
/* What counts its x: the name of a column, as it was found first. */
void normlab_recorder_set_x_name (NormlabRecorderTrack *track, const char *name);
/* That its metrics begin again each by itself, for the order between them is not known. */
void normlab_recorder_set_separate (NormlabRecorderTrack *track);

/* The number of a metric. @name: any bytes. */
guint normlab_recorder_get_metric (NormlabRecorderTrack *track, const char *name, gsize length);
/* The same of one that is there; NORMLAB_RECORDER_NONE otherwise. */
guint normlab_recorder_find_metric (NormlabRecorderTrack *track, const char *name, gsize length);
/* What somebody has chosen that it is. */
void normlab_recorder_set_use (NormlabRecorderTrack *track, guint metric, NormlabColumnUse use);
/* @value: any double; one that is not finite is no point. @x: finite, or nothing happens. Where x
 * is less than that of the metric's last, the run has begun again there. */
void normlab_recorder_add (NormlabRecorderTrack *track,
                           guint metric,
                           double x,
                           double value,
                           double time);
/* The run begins again at @x: whatever lies there or behind it is void. */
void normlab_recorder_restart (NormlabRecorderTrack *track, double x);
/* What is added next comes from the front of the file. If it lies before all, it takes the place of
 * all that was there; otherwise the run goes on there. */
void normlab_recorder_begin_again (NormlabRecorderTrack *track);
/* The same of a metric alone. */
void normlab_recorder_begin_metric_again (NormlabRecorderTrack *track, guint metric);

/* @word: as normlab_track_get_end(); NULL: it is trained once more, if it had ended. */
void normlab_recorder_end (NormlabRecorderTrack *track, const char *word);
/* Takes the sentence; NULL: it can be read after all. */
void normlab_recorder_damage (NormlabRecorderTrack *track, char *sentence);
/* When its file was written, µs of real time. */
void normlab_recorder_time (NormlabRecorderTrack *track, gint64 time);
/* Another file is a part of it. It is gone when all of them are. */
void normlab_recorder_add_file (NormlabRecorderTrack *track);
/* @gone: one more of its files is gone; otherwise one is there again. */
void normlab_recorder_set_gone (NormlabRecorderTrack *track, gboolean gone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabRecorder, normlab_recorder_free)

G_END_DECLS
