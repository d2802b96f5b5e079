/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the panel "Compare" is in sight without scrolling, on a screen of 1280 × 800. */
#include "normlab-test-window.h"

#include <glib/gi18n.h>

#include "normlab-plan-panel.h"
#include "normlab-test-locale.h"

#define WIDTH 1280
#define HEIGHT 800

static GtkWidget *
find (GtkWidget *parent, GType type, const char *name)
{
  GtkWidget *widget = normlab_test_ui_find (parent, type, name);

  g_assert_nonnull (widget);
  return widget;
}

/* Whether all of the widget is inside of @frame. */
static void
assert_inside (GtkWidget *widget, GtkWidget *frame)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, frame, &bounds));
  g_test_message ("%s: %g to %g of %d", gtk_widget_get_name (widget), bounds.origin.y,
                  bounds.origin.y + bounds.size.height, gtk_widget_get_height (frame));
  g_assert_cmpfloat (bounds.size.height, >, 0);
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (frame));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (frame));
}

static void
assert_fits (GtkWidget *window)
{
  static const char *const groups[] = { "batch-norm", "activation", "init", "hidden" };
  GtkWidget *panel = find (window, NORMLAB_TYPE_PLAN_PANEL, NULL);
  GtkWidget *scroll = find (panel, GTK_TYPE_SCROLLED_WINDOW, "scroll");
  GtkWidget *group = find (panel, GTK_TYPE_WIDGET, groups[0]);

  normlab_test_ui_frames (window, 2);
  g_assert_cmpint (gtk_widget_get_width (window), <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (window), <=, HEIGHT);
  g_assert_null (gtk_widget_get_prev_sibling (group));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_assert_cmpstr (gtk_widget_get_name (group), ==, groups[i]);
      assert_inside (group, scroll);
      group = gtk_widget_get_next_sibling (group);
    }
  assert_inside (find (panel, GTK_TYPE_BUTTON, "train"), window);
}

static gboolean
is_small (gpointer window)
{
  return gtk_widget_get_width (window) <= WIDTH && gtk_widget_get_height (window) <= HEIGHT;
}

/* With choices of one's own, and under the notes of the notebook's networks. */
static void
check (void)
{
  NormlabTestWindow self = { 0 };
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  GtkWidget *window;

  normlab_test_window_set_up (&self, NULL);
  window = GTK_WIDGET (self.window);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  normlab_test_ui_wait (is_small, window, 5);
  assert_fits (window);
  normlab_plan_set_experiment (normlab_window_get_plan (self.window), notebook);
  assert_fits (window);
  normlab_test_window_tear_down (&self, NULL);
}

static void
test_english (void)
{
  check ();
}

/* In a program of its own, as a program speaks one language. */
static void
test_japanese (void)
{
  if (g_test_subprocess ())
    {
      g_assert_cmpstr (g_dgettext ("normlab", "More activations"), ==, "そのほかの活性化関数");
      check ();
      return;
    }
  if (!normlab_test_set_japanese_locale ())
    {
      g_test_skip ("there is no localedef to make a Japanese locale");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  bindtextdomain ("normlab", g_getenv ("NORMLAB_LOCALE_DIR"));
  bind_textdomain_codeset ("normlab", "UTF-8");
  textdomain ("normlab");
  normlab_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/panel-fit/english", test_english);
  g_test_add_func ("/ui/panel-fit/japanese", test_japanese);
  return g_test_run ();
}
