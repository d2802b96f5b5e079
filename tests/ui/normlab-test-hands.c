/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-hands.h"

#include <gdk/x11/gdkx.h>

gboolean
normlab_test_hands_exist (void)
{
  g_autofree char *path = g_find_program_in_path ("xdotool");

  return path != NULL;
}

static gulong
get_x_window (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  g_assert_true (GDK_IS_X11_SURFACE (surface));
  return gdk_x11_surface_get_xid (surface);
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer is_over)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_over = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Runs "xdotool WORDS" while the main loop goes on. */
static void
do_it (GtkWidget *widget, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *line = g_strconcat ("xdotool ", words, NULL);
  g_auto (GStrv) arguments = NULL;
  gboolean is_over = FALSE;

  g_test_message ("%s", line);
  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, &error));
  process = g_subprocess_newv ((const char *const *) arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_ended, &is_over);
  normlab_test_ui_wait (is_set, &is_over, 20);
  normlab_test_ui_frames (widget, 2);
}

/* Where shares of the widget's width and height lie in its native's X window. */
static void
locate (GtkWidget *widget, double x, double y, int *px, int *py)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double in_native_x, in_native_y, left, top;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_translate_coordinates (
      widget, GTK_WIDGET (native), x * (gtk_widget_get_width (widget) - 1),
      y * (gtk_widget_get_height (widget) - 1), &in_native_x, &in_native_y));
  gtk_native_get_surface_transform (native, &left, &top);
  *px = (int) (in_native_x + left);
  *py = (int) (in_native_y + top);
}

void
normlab_test_hands_focus (GtkWindow *window)
{
  g_autofree char *words = g_strdup_printf ("windowfocus %lu", get_x_window (GTK_WIDGET (window)));

  do_it (GTK_WIDGET (window), words);
}

void
normlab_test_hands_press (GtkWindow *window, const char *keys)
{
  g_autofree char *words = g_strconcat ("key --delay 30 ", keys, NULL);

  do_it (GTK_WIDGET (window), words);
}

void
normlab_test_hands_type (GtkWindow *window, const char *text)
{
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *words = g_strconcat ("type --delay 30 -- ", quoted, NULL);

  do_it (GTK_WIDGET (window), words);
}

void
normlab_test_hands_point (GtkWidget *widget, double x, double y)
{
  g_autofree char *words = NULL;
  int px, py;

  locate (widget, x, y, &px, &py);
  words = g_strdup_printf ("mousemove --window %lu %d %d", get_x_window (widget), px, py);
  do_it (widget, words);
}

void
normlab_test_hands_click (GtkWidget *widget, double x, double y, guint button, guint times)
{
  g_autofree char *words = g_strdup_printf ("click --repeat %u --delay 40 %u", times, button);

  normlab_test_hands_point (widget, x, y);
  do_it (widget, words);
}

void
normlab_test_hands_drag (GtkWidget *widget, double from_x, double from_y, double to_x, double to_y)
{
  normlab_test_hands_point (widget, from_x, from_y);
  do_it (widget, "mousedown 1");
  normlab_test_hands_point (widget, (from_x + to_x) / 2, (from_y + to_y) / 2);
  normlab_test_hands_point (widget, to_x, to_y);
  do_it (widget, "mouseup 1");
}
