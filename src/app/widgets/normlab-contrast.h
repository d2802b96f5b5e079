/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the theme is one of high contrast: the environment's (GTK_THEME), which goes before the
 * desktop's and has its variant behind a colon, or else that of @settings. */
gboolean normlab_contrast_is_high (GtkSettings *settings);

G_END_DECLS
