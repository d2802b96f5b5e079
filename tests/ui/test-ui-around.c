/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-run-table.h"
#include "normlab-toast.h"

/* What the window says around the chart, and where. */

#define SET "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nseed=0;1;2\n"

static GtkWidget *
find (NormlabTestWindow *self, GType type)
{
  GtkWidget *widget = normlab_test_ui_find (GTK_WIDGET (self->window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

static graphene_rect_t
get_bounds (NormlabTestWindow *self, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds));
  return bounds;
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_label (child, text))
      return TRUE;
  return FALSE;
}

/* A toast hides no row. */
static void
test_toast (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *toast = find (self, NORMLAB_TYPE_TOAST);
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE);
  GtkColumnView *view = GTK_COLUMN_VIEW (normlab_test_ui_find (table, GTK_TYPE_COLUMN_VIEW, NULL));
  graphene_rect_t place, rows;

  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  gtk_selection_model_select_item (gtk_column_view_get_model (view), 0, TRUE);
  g_assert_true (gtk_widget_activate_action (table, "run.remove", NULL));
  g_assert_nonnull (normlab_toast_get_text (NORMLAB_TOAST (toast)));
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  place = get_bounds (self, toast);
  rows = get_bounds (self, table);
  g_assert_cmpfloat (place.size.height, >, 0);
  g_assert_false (graphene_rect_intersection (&place, &rows, NULL));
}

/* Where nothing is left, the window is as at its start; nobody says that nothing was trained. */
static void
test_empty (NormlabTestWindow *self, gconstpointer data)
{
  g_assert_true (is_label (GTK_WIDGET (self->window), "Begin with an Experiment"));
  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  g_assert_false (is_label (GTK_WIDGET (self->window), "Begin with an Experiment"));
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  g_assert_true (is_label (GTK_WIDGET (self->window), "Begin with an Experiment"));
}

/* The keys of the chart stand on the first page of their window, which fits onto a small screen. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const wanted[] = { "Zoom in or out", "Previous or next measurement" };
  GtkWidget *keys;
  int width, height;

  normlab_test_window_activate (self, "show-help-overlay");
  keys = GTK_WIDGET (
      gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self->window)));
  g_assert_nonnull (keys);
  normlab_test_ui_frames (keys, 3);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (is_label (keys, wanted[i]));
  gtk_widget_measure (keys, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (keys, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_test_message ("%d × %d", width, height);
  g_assert_cmpint (width, <=, 1024);
  g_assert_cmpint (height, <=, 768);
  gtk_window_close (GTK_WINDOW (keys));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/around/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,   \
              normlab_test_window_tear_down)
  ADD ("toast", test_toast);
  ADD ("empty", test_empty);
  ADD ("keys", test_keys);
  return g_test_run ();
}
