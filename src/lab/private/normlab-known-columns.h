/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-column-choice.h"

G_BEGIN_DECLS

/* What has been chosen for the columns of tables that other programs write, as the settings
 * remember it: the last hundred headings. */

#define NORMLAB_KNOWN_COLUMNS "log-columns"
#define NORMLAB_KNOWN_COLUMNS_MAX 100

/* Of the table with that key (normlab_columns_get_key()); NULL: nothing is remembered, or what is
 * there is no choice. */
NormlabColumnChoice *normlab_known_columns_get (GSettings *settings, const char *key);
/* FALSE: it is too long to be remembered; then nothing is, of that table. */
gboolean normlab_known_columns_remember (GSettings *settings,
                                         const char *key,
                                         const NormlabColumnChoice *choice);
/* All keys, the newest first, ended by NULL. Free with g_strfreev(). */
char **normlab_known_columns_list (GSettings *settings);

G_END_DECLS
