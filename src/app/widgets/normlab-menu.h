/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes all entries out of a menu (nullable) and its sections, which nobody shows any more: GTK 4.8
 * never lets go of a section that it has shown, nor of what is in it. */
void normlab_menu_empty (GMenuModel *menu);

G_END_DECLS
