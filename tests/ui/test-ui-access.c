/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For those who hear the window, read from right to left, or need larger text. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-view-private.h"
#include "normlab-run-check.h"
#include "normlab-run-swatch.h"
#include "normlab-run-table.h"

static void
set_up (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_set_up (self, data);
  normlab_test_window_choose (self,
                              "[Set 1]\nhidden=40,20;40,30,20\nbatch-norm=on;off\niterations=10\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
}

static GtkWidget *
find (NormlabTestWindow *self, GType type)
{
  GtkWidget *widget = normlab_test_ui_find (GTK_WIDGET (self->window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

typedef void (*Check) (GtkWidget *widget, gpointer data);

/* The widget and all in it. */
static void
for_each (GtkWidget *widget, Check check, gpointer data)
{
  check (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each (child, check, data);
}

/* Names */

static gboolean
has_label (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
add_label (GtkWidget *widget, gpointer labels)
{
  if (GTK_IS_LABEL (widget))
    g_ptr_array_add (labels, widget);
}

static gboolean
is_labelled_by (GtkWidget *widget, GtkWidget *label)
{
  g_autofree char *difference = gtk_test_accessible_check_relation (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL);

  return difference == NULL;
}

/* GTK 4.8 reads out both names. */
static void
check_named_once (GtkWidget *widget, gpointer data)
{
  const GPtrArray *labels = data;

  if (!has_label (widget)
      || !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                            GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return;
  for (guint i = 0; i < labels->len; i++)
    if (is_labelled_by (widget, g_ptr_array_index (labels, i)))
      g_error ("a %s is named by itself and by “%s”", G_OBJECT_TYPE_NAME (widget),
               gtk_label_get_text (g_ptr_array_index (labels, i)));
}

static void
test_named_once (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  if (gtk_check_version (4, 10, 0) == NULL)
    {
      g_test_skip ("this release of GTK takes one of two names");
      return;
    }
  for_each (GTK_WIDGET (self->window), add_label, labels);
  for_each (GTK_WIDGET (self->window), check_named_once, labels);
}

/* The list's own widgets, the rows, and the pieces of lines in them. */
static void
check_named (GtkWidget *widget, gpointer n_swatches)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);

  if (NORMLAB_IS_RUN_SWATCH (widget))
    (*(guint *) n_swatches)++;
  if (NORMLAB_IS_RUN_SWATCH (widget) || GTK_IS_LIST_VIEW (widget)
      || g_str_equal (type, "GtkColumnViewTitle"))
    {
      g_test_message ("%s", type);
      g_assert_true (has_label (widget));
    }
}

static void
test_table (NormlabTestWindow *self, gconstpointer data)
{
  NormlabRunItem *item = normlab_test_window_get_item (self, 0);
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE);
  GtkWidget *swatch = normlab_test_ui_find (table, NORMLAB_TYPE_RUN_SWATCH, NULL);
  g_autofree char *name = g_strconcat ("Line of ", normlab_run_item_get_name (item), NULL);
  GtkWidget *row;
  guint n_swatches = 0;

  for_each (table, check_named, &n_swatches);
  g_assert_cmpuint (n_swatches, >=, 4);
  gtk_test_accessible_assert_role (swatch, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (swatch, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  row = gtk_widget_get_ancestor (swatch, NORMLAB_TYPE_RUN_CHECK);
  /* A box, the cell, the row. */
  row = gtk_widget_get_parent (gtk_widget_get_parent (gtk_widget_get_parent (row)));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       normlab_run_item_get_name (item));
  normlab_run_item_set_look (item, 0, TRUE);
  normlab_run_item_set_custom_name (item, "a");
  gtk_test_accessible_assert_property (swatch, GTK_ACCESSIBLE_PROPERTY_LABEL, "Broken line of a");
}

/* From right to left */

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
}

static int
get_place (PangoLayout *layout, const char *text, const char *part)
{
  PangoRectangle rect;

  pango_layout_index_to_pos (layout, (int) (strstr (text, part) - text), &rect);
  return rect.x;
}

/* 40 units come before 20, whatever reads from where. */
static void
check_order (GtkWidget *widget, gpointer n_checked)
{
  const char *text = get_text (widget);
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL || strstr (text, "40–") == NULL || strstr (text, "–20") == NULL)
    return;
  g_test_message ("%s “%s”", G_OBJECT_TYPE_NAME (widget), text);
  layout = gtk_widget_create_pango_layout (widget, text);
  g_assert_cmpint (get_place (layout, text, "40–"), <, get_place (layout, text, "20"));
  (*(guint *) n_checked)++;
}

static void
test_right_to_left (void)
{
  NormlabTestWindow self = { 0 };
  const NormlabChartLayout *layout;
  GtkWidget *view;
  guint n_checked = 0;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  normlab_test_window_set_up (&self, NULL);
  normlab_test_window_choose (&self, "[Set 1]\nhidden=40,20;40,30,20\niterations=10\n");
  normlab_test_window_activate (&self, "train");
  normlab_test_window_wait_done (&self);
  normlab_test_ui_frames (GTK_WIDGET (self.window), 3);
  for_each (GTK_WIDGET (self.window), check_order, &n_checked);
  g_assert_cmpuint (n_checked, >=, 4);

  view = find (&self, NORMLAB_TYPE_CHART_VIEW);
  layout = normlab_chart_picture_get_layout (NORMLAB_CHART_VIEW (view)->picture);
  n_checked = 0;
  for (guint i = 0; i < layout->texts->len; i++)
    {
      PangoLayout *text = g_array_index (layout->texts, NormlabChartText, i).layout;
      const char *string = pango_layout_get_text (text);

      if (strstr (string, "40–") == NULL)
        continue;
      g_assert_cmpint (get_place (text, string, "40–"), <, get_place (text, string, "20"));
      n_checked++;
    }
  g_assert_cmpuint (n_checked, ==, 2);
  normlab_test_window_tear_down (&self, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Larger text */

static double
get_plots_height (NormlabTestWindow *self)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (find (self, NORMLAB_TYPE_CHART_VIEW));
  const NormlabChartLayout *layout;

  normlab_test_ui_frames (GTK_WIDGET (view), 3);
  g_assert_true (normlab_chart_view_lay_out (view));
  layout = normlab_chart_picture_get_layout (view->picture);
  return layout->n_rows * normlab_chart_layout_get_panel (layout, 0)->plot.height;
}

/* Half of the chart's height stays plot, and half of the height that it had. */
static void
test_larger_text (NormlabTestWindow *self, gconstpointer data)
{
  static const int sizes[][2] = { { 1280, 800 }, { 1024, 768 } };
  static const char *const views[] = { "overlay", "multiples" };
  GtkWidget *view = find (self, NORMLAB_TYPE_CHART_VIEW);
  GActionGroup *actions = G_ACTION_GROUP (self->window);

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (views); i++)
    {
      double before = 0;

      gtk_window_set_default_size (GTK_WINDOW (self->window), sizes[i / 2][0], sizes[i / 2][1]);
      g_action_group_change_action_state (actions, "view", g_variant_new_string (views[i % 2]));
      for (double scale = 1; scale <= 2; scale += 0.5)
        {
          double height;

          g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * 96 * 1024),
                        NULL);
          height = get_plots_height (self);
          g_test_message ("%s, text × %g: plot %g of %d", views[i % 2], scale, height,
                          gtk_widget_get_height (view));
          g_assert_cmpfloat (height, >=, 0.5 * gtk_widget_get_height (view));
          g_assert_cmpfloat (height, >=, 0.5 * before);
          before = MAX (before, height);
        }
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
    }
  g_action_group_change_action_state (actions, "view", g_variant_new_string ("automatic"));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/access/" name, NormlabTestWindow, NULL, set_up, function,                       \
              normlab_test_window_tear_down)
  ADD ("named-once", test_named_once);
  ADD ("table", test_table);
  ADD ("larger-text", test_larger_text);
#undef ADD
  g_test_add_func ("/ui/access/right-to-left", test_right_to_left);
  return g_test_run ();
}
