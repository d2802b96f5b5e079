/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The setting "color-scheme" has the words and numbers of this enumeration; they are made from this
 * file (data/meson.build). */
typedef enum
{
  NORMLAB_APPEARANCE_SYSTEM,
  NORMLAB_APPEARANCE_LIGHT,
  NORMLAB_APPEARANCE_DARK,
} NormlabAppearance;

#define NORMLAB_TYPE_COLOR_SCHEME (normlab_color_scheme_get_type ())
G_DECLARE_FINAL_TYPE (NormlabColorScheme, normlab_color_scheme, NORMLAB, COLOR_SCHEME, GObject)

/**
 * NormlabColorScheme:
 *
 * Makes all windows light or dark: as the setting "color-scheme" has it, or else as the desktop
 * portal says that people prefer (org.freedesktop.appearance), which plain GTK does not ask.
 * Without a portal, as GTK would be anyway.
 */
NormlabColorScheme *normlab_color_scheme_new (GSettings *settings);

G_END_DECLS
