/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_AUTOPSY_WINDOW (normlab_autopsy_window_get_type ())
G_DECLARE_FINAL_TYPE (NormlabAutopsyWindow,
                      normlab_autopsy_window,
                      NORMLAB,
                      AUTOPSY_WINDOW,
                      GtkWindow)

/**
 * NormlabAutopsyWindow:
 *
 * Why a run diverged: a sentence, and how large its numbers were in the last steps, which are
 * trained once more while the window says how far that is. Closing it cancels that.
 */
GtkWindow *normlab_autopsy_window_new (GtkWindow *parent, NormlabLab *lab, NormlabRunItem *item);

G_END_DECLS
