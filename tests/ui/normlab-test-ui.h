/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-test-loop.h"

G_BEGIN_DECLS

/* Begins a test program for widgets: like g_test_init(), with GTK. Ends the program with a sentence
 * and status 77, "skipped", where there is no display. */
void normlab_test_ui_init (int *argc, char ***argv);

/* A window with @child, mapped and drawn at least once. Destroy it with gtk_window_destroy(). */
GtkWindow *normlab_test_ui_show (GtkWidget *child, int width, int height);

/* The main loop is the same with widgets. */
#define normlab_test_ui_wait(is_done, data, seconds) normlab_test_wait (is_done, data, seconds)
#define normlab_test_ui_settle() normlab_test_settle ()

/* Runs the main loop until @n more frames of the widget have been drawn, asking for each. */
void normlab_test_ui_frames (GtkWidget *widget, guint n);

/* The first descendant (or the widget itself) of a type whose "name", set in the template or by
 * gtk_widget_set_name(), is @name (nullable: any). NULL without one. */
GtkWidget *normlab_test_ui_find (GtkWidget *widget, GType type, const char *name);

/* Gives the widget a key, which it must take, at once: before anything else is drawn. */
void normlab_test_ui_press (GtkWidget *widget, guint key);

/* The widget as it is drawn, as a surface of its own size (scale 1), ARGB32. */
cairo_surface_t *normlab_test_ui_paint (GtkWidget *widget);

G_END_DECLS
