/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-application.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_WINDOW (normlab_window_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWindow, normlab_window, NORMLAB, WINDOW, GtkApplicationWindow)

NormlabWindow *normlab_window_new (NormlabApplication *application);

G_END_DECLS
