/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-source.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DATA_GETTER (normlab_data_getter_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDataGetter, normlab_data_getter, NORMLAB, DATA_GETTER, GObject)

/**
 * NormlabDataGetter:
 *
 * Fetches data sets from the web, one at a time, in a thread. Knows no widget. When it goes, what
 * is under way is cancelled and joined; what has come of it stays on the disk and is gone on from
 * the next time.
 *
 * Signals: ::changed (what is under way, or how far it has come: ten times a second at most); ::got
 * (char *folder), in which all of it lies now; ::failed (char *message). Both after ::changed.
 */

/* sources: of NormlabSource; is kept. silence: s, for which a server may say nothing. */
NormlabDataGetter *normlab_data_getter_new (GPtrArray *sources, guint silence);

GPtrArray *normlab_data_getter_get_sources (NormlabDataGetter *self);

/* Fetches one of them, which is FALSE while another is fetched. */
gboolean normlab_data_getter_begin (NormlabDataGetter *self, const NormlabSource *source);
/* It is not wanted any more; after ::changed there is none under way. Does not wait for its thread,
 * which may be waiting for the disk; what is begun meanwhile begins when that has come back. */
void normlab_data_getter_cancel (NormlabDataGetter *self);

/* What is under way; NULL: nothing. */
const NormlabSource *normlab_data_getter_get_current (NormlabDataGetter *self);
/* How much of that is there, 0 to 1. */
double normlab_data_getter_get_share (NormlabDataGetter *self);

G_END_DECLS
