/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-reading.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RECENT_DATA (normlab_recent_data_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRecentData, normlab_recent_data, NORMLAB, RECENT_DATA, GObject)

/**
 * NormlabRecentData:
 *
 * Where the data sets lie that were used last, the newest first, and how each was read: two keys of
 * the settings.
 */
NormlabRecentData *normlab_recent_data_new (GSettings *settings);

/* Absolute paths, ended by NULL; g_strfreev(). */
char **normlab_recent_data_list (NormlabRecentData *self);

/* How the data at @path were read last; as they are where that is not known. A file that is not
 * among them is read as its folder: a data set of arrays is known by its folder, whichever of its
 * files somebody opens. */
NormlabReading normlab_recent_data_get_reading (NormlabRecentData *self, const char *path);

/* The data at @path, which is absolute, are in use. */
void
normlab_recent_data_remember (NormlabRecentData *self, const char *path, NormlabReading reading);

G_END_DECLS
