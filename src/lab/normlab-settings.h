/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The description of the program's settings, which is whole: with every key that this program has,
 * so that none of an older version is taken. In this order: where GSETTINGS_SCHEMA_DIR says, among
 * those of the prefix that the program lies in, beside its own data, and where the desktop looks
 * (XDG_DATA_DIRS). NULL if there is none. GSettings itself looks at the first and the last of these
 * only, and ends the program where there is none, or a key is missing. */
GSettingsSchema *normlab_settings_find_schema (void);

/* The same in one folder with a file gschemas.compiled. */
GSettingsSchema *normlab_settings_find_schema_in (const char *folder);

/* The settings, of which there must be a description. */
GSettings *normlab_settings_new (void);

G_END_DECLS
