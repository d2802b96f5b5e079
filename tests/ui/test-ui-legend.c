/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-view-private.h"
#include "normlab-test-hands.h"
#include "normlab-test-window.h"

/* What clicks on the legend do, and keys in the chart. */

#define SET                                                                                        \
  "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nactivation=relu;sigmoid\nbatch-norm=on;off\n"

static NormlabChartView *
get_view (NormlabTestWindow *self)
{
  return NORMLAB_CHART_VIEW (
      normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_CHART_VIEW, NULL));
}

static void
train (NormlabTestWindow *self)
{
  normlab_test_hands_focus (GTK_WINDOW (self->window));
  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 4);
}

/* Which runs are shown, "1101". */
static const char *
get_shown (NormlabTestWindow *self)
{
  static char shown[5];

  for (guint i = 0; i < 4; i++)
    shown[i] = normlab_run_item_get_shown (normlab_test_window_get_item (self, i)) ? '1' : '0';
  return shown;
}

static const NormlabChartKey *
get_key (NormlabTestWindow *self, guint i)
{
  NormlabChartView *view = get_view (self);
  const NormlabChartLayout *layout;

  g_assert_true (normlab_chart_view_lay_out (view));
  layout = normlab_chart_picture_get_layout (view->picture);
  g_assert_cmpuint (i, <, layout->keys->len);
  return &g_array_index (layout->keys, NormlabChartKey, i);
}

/* On the words of an entry, long enough after the last click to be another. */
static void
click (NormlabTestWindow *self, guint i, guint times)
{
  GtkWidget *view = GTK_WIDGET (get_view (self));
  const NormlabChartRect *area = &get_key (self, i)->area;

  g_usleep (500000);
  normlab_test_hands_click (view, (area->x + area->width * 0.7) / gtk_widget_get_width (view),
                            (area->y + area->height / 2) / gtk_widget_get_height (view), 1, times);
  normlab_test_ui_frames (view, 3);
}

static gboolean
is_hidden (NormlabTestWindow *self, guint i)
{
  return g_array_index (get_view (self)->model->entries, NormlabChartEntry,
                        get_key (self, i)->entry)
      .hidden;
}

/* A click hides what an entry stands for, colour or dashes, another shows it again; two in quick
 * succession show nothing else, or everything. What is hidden stays in the legend. */
static void
test_clicks (NormlabTestWindow *self, gconstpointer data)
{
  char *first;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  train (self);
  click (self, 0, 1);
  first = g_strdup (get_shown (self));
  g_assert_true (g_str_equal (first, "1010") || g_str_equal (first, "0101")
                 || g_str_equal (first, "1100") || g_str_equal (first, "0011"));
  g_assert_true (is_hidden (self, 0));
  click (self, 1, 1);
  g_assert_cmpstr (get_shown (self), ==, "0000");
  g_assert_true (is_hidden (self, 1));
  click (self, 1, 1);
  g_assert_cmpstr (get_shown (self), ==, first);
  g_assert_false (is_hidden (self, 1));
  click (self, 0, 1);
  g_assert_cmpstr (get_shown (self), ==, "1111");

  normlab_run_item_set_shown (normlab_test_window_get_item (self, 0), FALSE);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  click (self, 1, 2);
  g_assert_cmpstr (get_shown (self), ==, first);
  click (self, 1, 2);
  g_assert_cmpstr (get_shown (self), ==, "1111");
  /* No click on the legend zooms. */
  g_assert_false (normlab_chart_view_get_zoomed (get_view (self)));

  click (self, 2, 1);
  g_assert_cmpstr (get_shown (self), !=, "1111");
  g_assert_cmpstr (get_shown (self), !=, first);
  g_free (first);
}

/* The pointer shows where something can be clicked. */
static void
test_pointer (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *view;
  const NormlabChartRect *area;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  train (self);
  view = GTK_WIDGET (get_view (self));
  area = &get_key (self, 0)->area;
  g_assert_null (gtk_widget_get_cursor (view));
  normlab_test_hands_point (view, (area->x + 5) / gtk_widget_get_width (view),
                            (area->y + area->height / 2) / gtk_widget_get_height (view));
  g_assert_cmpstr (gdk_cursor_get_name (gtk_widget_get_cursor (view)), ==, "pointer");
  g_assert_nonnull (gtk_widget_get_tooltip_text (view));
  normlab_test_hands_point (view, 0.5, 0.6);
  g_assert_null (gtk_widget_get_cursor (view));
  g_assert_null (gtk_widget_get_tooltip_text (view));
}

/* By keys: the colour of the run that they are on; and everything, from nowhere. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  char *shown;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  train (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (self)));
  normlab_test_hands_press (GTK_WINDOW (self->window), "Right Down h");
  shown = g_strdup (get_shown (self));
  g_assert_cmpstr (shown, !=, "1111");
  g_assert_cmpstr (shown, !=, "0000");
  normlab_test_hands_press (GTK_WINDOW (self->window), "Right shift+h");
  g_assert_cmpstr (get_shown (self), ==, "1111");
  g_free (shown);
}

/* A window that is closed while a tooltip may come beneath the pointer makes GTK lose one. */
static void
tear_down (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_hands_point (GTK_WIDGET (self->window), 0.7, 0.97);
  normlab_test_window_tear_down (self, data);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/legend/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,   \
              tear_down)
  ADD ("clicks", test_clicks);
  ADD ("pointer", test_pointer);
  ADD ("keys", test_keys);
  return g_test_run ();
}
