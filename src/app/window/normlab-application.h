/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_APPLICATION (normlab_application_get_type ())
G_DECLARE_FINAL_TYPE (NormlabApplication, normlab_application, NORMLAB, APPLICATION, GtkApplication)

/**
 * NormlabApplication:
 *
 * normlab [--data DIR] [--experiment FILE] [FILE…]: one window per start; files are experiments and
 * sessions.
 */
NormlabApplication *normlab_application_new (void);

G_END_DECLS
