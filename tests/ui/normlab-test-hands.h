/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-test-ui.h"

G_BEGIN_DECLS

/* Hands: real presses of keys and buttons, which reach the program through the display as a
 * person's do (xdotool). Each returns once the program has taken it and drawn two more frames. */

/* FALSE where there is no xdotool. */
gboolean normlab_test_hands_exist (void);

/* Lets the window have the keys. */
void normlab_test_hands_focus (GtkWindow *window);

/* Keys as xdotool names them, "ctrl+Return"; several are pressed one after the other. */
void normlab_test_hands_press (GtkWindow *window, const char *keys);
void normlab_test_hands_type (GtkWindow *window, const char *text);

/* Moves the pointer over the widget, to shares of its width and height. */
void normlab_test_hands_point (GtkWidget *widget, double x, double y);
/* The same, then presses a button there: 1 left, 3 right, 4 and 5 the wheel; @times in quick
 * succession. */
void normlab_test_hands_click (GtkWidget *widget, double x, double y, guint button, guint times);
/* Presses the left button at one place and lets go of it at another. */
void
normlab_test_hands_drag (GtkWidget *widget, double from_x, double from_y, double to_x, double to_y);

G_END_DECLS
