/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-style.h"
#include "normlab-test-hands.h"
#include "normlab-test-run-table.h"

/* Which run the table lets stand out, and for how long. */

typedef struct
{
  NormlabTestRunTable base;
  NormlabRunItem *focused; /* as the table tells; NULL: none */
} Fixture;

static void
keep_item (NormlabRunTable *table, NormlabRunItem *item, Fixture *self)
{
  self->focused = item;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_run_table_set_up (&self->base, data);
  g_signal_connect (self->base.table, "focused", G_CALLBACK (keep_item), self);
  normlab_test_run_table_add_three (&self->base);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (self->base.table, self);
  normlab_test_run_table_tear_down (&self->base, data);
}

static NormlabRunItem *
get_item (Fixture *self, guint i)
{
  return normlab_test_lab_get_item (&self->base.base, i);
}

static guint
count_selected (Fixture *self)
{
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self->base.table);

  return selected->len;
}

/* To be selected is no reason to stand out. */
static void
test_selection (Fixture *self, gconstpointer data)
{
  gtk_selection_model_select_item (self->base.rows, 2, TRUE);
  g_assert_cmpuint (count_selected (self), ==, 1);
  g_assert_null (self->focused);
}

/* A row stands out while the pointer is over it, selected or not. */
static void
test_pointer (Fixture *self, gconstpointer data)
{
  GtkWidget *row = normlab_test_run_table_find_row (&self->base, "seed 2");

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (self->base.window);
  normlab_test_hands_click (row, 0.5, 0.5, 1, 1);
  g_assert_cmpuint (count_selected (self), ==, 1);
  g_assert_true (self->focused == get_item (self, 1));
  normlab_test_hands_point (normlab_test_run_table_find_row (&self->base, "seed 1"), 0.5, 0.5);
  g_assert_true (self->focused == get_item (self, 0));

  /* Beneath the rows nothing does, and a click there selects none. */
  normlab_test_hands_point (GTK_WIDGET (self->base.table), 0.5, 0.9);
  g_assert_null (self->focused);
  g_assert_cmpuint (count_selected (self), ==, 1);
  normlab_test_hands_click (GTK_WIDGET (self->base.table), 0.5, 0.9, 1, 1);
  g_assert_cmpuint (count_selected (self), ==, 0);
}

/* As people come to the first row without a pointer; how many heads and buttons they pass on their
 * way depends on GTK. */
static void
walk_to_rows (Fixture *self)
{
  GtkWidget *list = gtk_widget_get_parent (normlab_test_run_table_find_row (&self->base, "seed 1"));
  GtkWidget *focus = NULL;

  for (guint i = 0; i < 20 && (focus == NULL || !gtk_widget_is_ancestor (focus, list)); i++)
    {
      normlab_test_hands_press (self->base.window, "Tab");
      focus = gtk_window_get_focus (self->base.window);
    }
}

/* From the row before. Where none is selected, later versions of GTK first select the one that the
 * keys are in. */
static void
walk_down_to (Fixture *self, guint i)
{
  for (guint n = 0; n < 2 && !gtk_selection_model_is_selected (self->base.rows, i); n++)
    {
      normlab_test_hands_press (self->base.window, "Down");
      g_assert_nonnull (self->focused);
    }
}

/* A row stands out while keys are in it; Escape takes that back. */
static void
test_keys (Fixture *self, gconstpointer data)
{
  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (self->base.window);
  normlab_test_hands_point (GTK_WIDGET (self->base.table), 0.5, 0.9);
  walk_to_rows (self);
  g_assert_true (self->focused == get_item (self, 0));
  walk_down_to (self, 1);
  g_assert_true (self->focused == get_item (self, 1));
  g_assert_cmpuint (count_selected (self), ==, 1);

  normlab_test_hands_press (self->base.window, "Escape");
  g_assert_null (self->focused);
  g_assert_cmpuint (count_selected (self), ==, 0);

  walk_down_to (self, 2);
  g_assert_true (self->focused == get_item (self, 2));
  gtk_window_set_focus (self->base.window, NULL);
  g_assert_null (self->focused);
}

static NormlabChartColor
get_color (cairo_surface_t *surface, int x, int y)
{
  const guchar *pixel = cairo_image_surface_get_data (surface)
                        + y * cairo_image_surface_get_stride (surface) + 4 * x;

  return (NormlabChartColor){ pixel[2] / 255.0, pixel[1] / 255.0, pixel[0] / 255.0 };
}

/* Of what is seen at a place of the second row, before it is selected and after. */
static double
get_contrast (cairo_surface_t *surfaces[2], int x, int y)
{
  const NormlabChartColor before = get_color (surfaces[0], x, y);
  const NormlabChartColor after = get_color (surfaces[1], x, y);

  return normlab_chart_color_get_contrast (&before, &after);
}

static void
assert_visible (Fixture *self)
{
  GtkWidget *row = normlab_test_run_table_find_row (&self->base, "seed 2");
  cairo_surface_t *surfaces[2];
  graphene_rect_t bounds;
  int y;

  for (guint selected = 0; selected < 2; selected++)
    {
      if (selected)
        gtk_selection_model_select_item (self->base.rows, 1, TRUE);
      else
        gtk_selection_model_unselect_all (self->base.rows);
      normlab_test_ui_frames (row, 3);
      surfaces[selected] = normlab_test_ui_paint (GTK_WIDGET (self->base.table));
    }
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (self->base.table), &bounds));
  y = (int) (bounds.origin.y + bounds.size.height / 2);
  g_test_message ("edge %.2f, fill %.2f", get_contrast (surfaces, 1, y),
                  get_contrast (surfaces, (int) bounds.size.width - 4, y));
  g_assert_cmpfloat (get_contrast (surfaces, 1, y), >=, 3);
  g_assert_cmpfloat (get_contrast (surfaces, (int) bounds.size.width - 4, y), >=, 1.25);
  for (guint i = 0; i < 2; i++)
    cairo_surface_destroy (surfaces[i]);
}

/* A selected row is told from others on light, on dark and in high contrast. */
static void
test_selected_row (Fixture *self, gconstpointer data)
{
  static const char *const themes[] = { "Default", "HighContrast" };
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/normlab/Normlab/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    for (gboolean dark = FALSE; dark <= TRUE; dark++)
      {
        g_test_message ("%s, dark: %d", themes[i], dark);
        g_object_set (settings, "gtk-theme-name", themes[i], "gtk-application-prefer-dark-theme",
                      dark, NULL);
        assert_visible (self);
      }
  g_object_set (settings, "gtk-theme-name", "Default", "gtk-application-prefer-dark-theme", FALSE,
                NULL);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (provider));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/run-table-emphasis/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("selection", test_selection);
  ADD ("pointer", test_pointer);
  ADD ("keys", test_keys);
  ADD ("selected-row", test_selected_row);
  return g_test_run ();
}
