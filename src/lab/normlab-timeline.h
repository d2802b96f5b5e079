/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_TIMELINE (normlab_timeline_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTimeline, normlab_timeline, NORMLAB, TIMELINE, GObject)

/* The newest step, whatever that is. */
#define NORMLAB_TIMELINE_LIVE G_MAXUINT

/**
 * NormlabTimeline:
 *
 * Which step of a lab's runs is looked at: one from 0 to the last that any shown run has done, or
 * always the newest. It can be played, from there to the last one.
 *
 * Properties, all notified: step (uint), NORMLAB_TIMELINE_LIVE while the newest is looked at; last
 * (uint, read-only); playing (boolean).
 */
NormlabTimeline *normlab_timeline_new (NormlabLab *lab);

/* The last step or one beyond it is the newest. */
void normlab_timeline_set_step (NormlabTimeline *self, guint step);
guint normlab_timeline_get_step (NormlabTimeline *self);
gboolean normlab_timeline_is_live (NormlabTimeline *self);
/* The same as a number of steps, in which the newest is the last. */
guint normlab_timeline_get_position (NormlabTimeline *self);
guint normlab_timeline_get_last (NormlabTimeline *self);
/* What is to be said of the networks there, as before they are trained; NULL for nothing. */
const char *normlab_timeline_get_note (NormlabTimeline *self);

/* To the next place at which something is measured (the shortest interval of the shown runs),
 * @n > 0 of them forward or −@n back. */
void normlab_timeline_move (NormlabTimeline *self, int n);
guint normlab_timeline_get_interval (NormlabTimeline *self);

/* From the newest on it plays from the beginning. Ends by itself at the last step. */
void normlab_timeline_set_playing (NormlabTimeline *self, gboolean playing);
gboolean normlab_timeline_get_playing (NormlabTimeline *self);
/* Seconds in which all steps there are pass; at first NORMLAB_TIMELINE_DURATION. */
void normlab_timeline_set_duration (NormlabTimeline *self, double seconds);
#define NORMLAB_TIMELINE_DURATION 10.0
/* So many seconds of playing have passed. */
void normlab_timeline_advance (NormlabTimeline *self, double seconds);

G_END_DECLS
