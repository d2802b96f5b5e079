/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a class sees: the chart and nothing else, and afterwards everything as it was. */
#include "normlab-test-window.h"

#include <glib/gi18n.h>

#include "normlab-chart-view-private.h"
#include "normlab-plan-panel.h"
#include "normlab-run-table.h"
#include "normlab-test-hands.h"
#include "normlab-test-locale.h"
#include "normlab-toast.h"

static const char *const experiments[] = {
  /* Many long names in one panel. */
  "[Set 1]\nhidden=40,20\ninit=xavier;0.01\niterations=10\n"
  "[Set 2]\nhidden=40,30,20\nactivation=relu\ninit=he;0.01;xavier\niterations=10\n",
  /* A grid of panels. */
  "[Set 1]\nhidden=40,20;40,30,20\nactivation=sigmoid;relu;tanh\nbatch-norm=on;off\n"
  "init=xavier;0.01\niterations=10\n",
};

static GtkWidget *
find (NormlabTestWindow *self, GType type)
{
  GtkWidget *widget = normlab_test_ui_find (GTK_WIDGET (self->window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
is_shown (NormlabTestWindow *self, GType type)
{
  return gtk_widget_get_mapped (find (self, type));
}

static void
press (NormlabTestWindow *self, const char *keys)
{
  normlab_test_hands_press (GTK_WINDOW (self->window), keys);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * 96 * 1024), NULL);
}

/* Share */

/* A full screen has none of the frame that GTK draws where nobody manages windows. */
static void
remove_frame (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider,
                                   "window { padding: 0; border: none; box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
}

typedef struct
{
  GtkWidget *content;
  int width, height;
} Screen;

static gboolean
has_size (gpointer data)
{
  const Screen *screen = data;

  return gtk_widget_get_width (screen->content) == screen->width
         && gtk_widget_get_height (screen->content) == screen->height;
}

static void
make_screen (NormlabTestWindow *self, int width, int height)
{
  Screen screen = { gtk_window_get_child (GTK_WINDOW (self->window)), width, height };

  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  normlab_test_ui_wait (has_size, &screen, 10);
}

static double
get_plots_height (const NormlabChartLayout *layout)
{
  return layout->n_rows * normlab_chart_layout_get_panel (layout, 0)->plot.height;
}

/* How many lines of type the legend takes of the plots' height; none if it stands beside them. */
static guint
count_legend_lines (const NormlabChartLayout *layout)
{
  const NormlabChartRect *last
      = &normlab_chart_layout_get_panel (layout, layout->n_columns - 1)->plot;
  double below = 0;
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      if (text->role == NORMLAB_CHART_TEXT_LEGEND && text->rect.x < last->x + last->width
          && text->rect.y >= below)
        {
          below = text->rect.y + text->rect.height;
          n++;
        }
    }
  return n;
}

static void
check_share (NormlabTestWindow *self, int height)
{
  GtkWidget *view = find (self, NORMLAB_TYPE_CHART_VIEW);
  const NormlabChartLayout *layout;

  normlab_test_ui_frames (view, 2);
  g_assert_true (normlab_chart_view_lay_out (NORMLAB_CHART_VIEW (view)));
  layout = normlab_chart_picture_get_layout (NORMLAB_CHART_VIEW (view)->picture);
  g_test_message ("%g × %g: plot %g, text %g", layout->width, layout->height,
                  get_plots_height (layout) / height, layout->style.font_size);
  g_assert_cmpfloat (get_plots_height (layout), >=, 0.7 * height);
  g_assert_cmpuint (count_legend_lines (layout), <=, 1);
  g_assert_cmpfloat (layout->style.font_size, >=, 10);
}

static void
check_screens (NormlabTestWindow *self)
{
  static const int sizes[][2] = { { 1280, 800 }, { 1024, 768 } };
  static const char *const views[] = { "automatic", "multiples" };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      make_screen (self, sizes[s][0], sizes[s][1]);
      for (guint v = 0; v < G_N_ELEMENTS (views); v++)
        {
          g_action_group_change_action_state (G_ACTION_GROUP (self->window), "view",
                                              g_variant_new_string (views[v]));
          for (guint larger = 0; larger < 2; larger++)
            {
              set_text_scale (larger ? 1.5 : 1);
              check_share (self, sizes[s][1]);
            }
          set_text_scale (1);
        }
    }
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "view",
                                      g_variant_new_string ("automatic"));
}

static void
check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    {
      NormlabTestWindow self = { 0 };

      normlab_test_window_set_up (&self, NULL);
      normlab_test_window_choose (&self, experiments[i]);
      normlab_test_window_activate (&self, "train");
      normlab_test_window_wait_done (&self);
      normlab_test_window_activate (&self, "projector");
      check_screens (&self);
      normlab_test_window_tear_down (&self, NULL);
    }
}

static void
test_share (void)
{
  check ();
}

/* In a program of its own, as a program speaks one language. */
static void
test_share_in_japanese (void)
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

/* Keys */

static void
set_up (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_set_up (self, data);
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  normlab_test_hands_focus (GTK_WINDOW (self->window));
  press (self, "ctrl+Return");
  normlab_test_ui_wait (normlab_test_window_has_sample, normlab_test_window_get_item (self, 0), 10);
}

/* A key each for what is hidden, for the moment only. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");

  press (self, "F12");
  g_assert_true (is_shown (self, NORMLAB_TYPE_RUN_TABLE));
  press (self, "F11");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (is_shown (self, NORMLAB_TYPE_PLAN_PANEL));
      g_assert_false (is_shown (self, NORMLAB_TYPE_RUN_TABLE));
      g_assert_false (is_shown (self, GTK_TYPE_HEADER_BAR));
      press (self, "F9");
      g_assert_true (is_shown (self, NORMLAB_TYPE_PLAN_PANEL));
      g_assert_false (is_shown (self, NORMLAB_TYPE_RUN_TABLE));
      press (self, "F12");
      g_assert_true (is_shown (self, NORMLAB_TYPE_RUN_TABLE));
      press (self, "F9 F12");
    }
  g_assert_true (g_settings_get_boolean (settings, "panel-visible"));
  press (self, "F11");
  g_assert_true (is_shown (self, NORMLAB_TYPE_PLAN_PANEL));
  g_assert_true (is_shown (self, NORMLAB_TYPE_RUN_TABLE));
  g_assert_true (is_shown (self, GTK_TYPE_HEADER_BAR));

  /* Who had hidden the choices finds them hidden. */
  press (self, "F9 F11 F9");
  g_assert_true (is_shown (self, NORMLAB_TYPE_PLAN_PANEL));
  press (self, "Escape");
  g_assert_false (is_shown (self, NORMLAB_TYPE_PLAN_PANEL));
  g_assert_false (g_settings_get_boolean (settings, "panel-visible"));
  press (self, "F9 Escape");
  normlab_test_window_wait_done (self);
}

/* Everything is as before, and has not noticed. */
static void
test_escape (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = find (self, NORMLAB_TYPE_PLAN_PANEL);
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE);
  GtkWidget *train = normlab_test_ui_find (panel, GTK_TYPE_BUTTON, "train");
  NormlabRunItem *item = normlab_test_window_get_item (self, 0);
  int width, height;

  gtk_widget_grab_focus (train);
  width = gtk_widget_get_width (panel);
  height = gtk_widget_get_height (table);

  for (guint i = 0; i < 2; i++)
    {
      press (self, i == 0 ? "F11" : "F11 F9 F12");
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self->window), "projector"));
      press (self, "Escape");
      g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self->window), "projector"));
      normlab_test_ui_frames (panel, 3);
      g_assert_cmpint (gtk_widget_get_width (panel), ==, width);
      g_assert_cmpint (gtk_widget_get_height (table), ==, height);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == train);
      g_assert_cmpint (normlab_run_get_state (normlab_run_item_get_run (item)), ==,
                       NORMLAB_RUN_RUNNING);
    }
  press (self, "Escape");
  normlab_test_window_wait_done (self);
}

/* How to leave is told, and no longer than that helps; what else is told stays. */
static void
test_hint (NormlabTestWindow *self, gconstpointer data)
{
  NormlabToast *toast = NORMLAB_TOAST (find (self, NORMLAB_TYPE_TOAST));

  press (self, "F11");
  g_assert_true (g_str_has_prefix (normlab_toast_get_text (toast), "Escape"));
  press (self, "F11");
  g_assert_null (normlab_toast_get_text (toast));
  press (self, "F11 ctrl+shift+Delete Escape");
  g_assert_nonnull (normlab_toast_get_text (toast));
}

int
main (int argc, char *argv[])
{
  bindtextdomain ("normlab", g_getenv ("NORMLAB_LOCALE_DIR"));
  bind_textdomain_codeset ("normlab", "UTF-8");
  textdomain ("normlab");
  normlab_test_ui_init (&argc, &argv);
  remove_frame ();
  g_test_add_func ("/ui/projector/share", test_share);
  g_test_add_func ("/ui/projector/share-in-japanese", test_share_in_japanese);
  if (normlab_test_hands_exist ())
    {
      g_test_add ("/ui/projector/keys", NormlabTestWindow, NULL, set_up, test_keys,
                  normlab_test_window_tear_down);
      g_test_add ("/ui/projector/escape", NormlabTestWindow, NULL, set_up, test_escape,
                  normlab_test_window_tear_down);
      g_test_add ("/ui/projector/hint", NormlabTestWindow, NULL, set_up, test_hint,
                  normlab_test_window_tear_down);
    }
  return g_test_run ();
}
