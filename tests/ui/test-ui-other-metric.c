/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only other programs measure, chosen by its name: table, axis and verdict are of it. */
#include "normlab-test-window.h"

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-axis-options.h"
#include "normlab-chart-options.h"
#include "normlab-chart-snapshot.h"
#include "normlab-curves-page.h"
#include "normlab-pages.h"
#include "normlab-run-column.h"
#include "normlab-run-table.h"
#include "normlab-verdict-bar.h"

#define NAME "grad;norm=2"

typedef struct
{
  NormlabTestWindow window;
  GSettings *settings;
  GtkWidget *page;
  GtkWidget *axes;
} Fixture;

static void
write_log (Fixture *self, double rate, guint seed)
{
  g_autofree char *path
      = g_strdup_printf ("%s/logs/lr=%g/seed=%u/metrics.csv", self->window.folder, rate, seed);
  g_autofree char *above = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("step,val_accuracy," NAME "\n1,0.5,%g\n2,0.%u,%g\n",
                                           rate * 100, 5 + seed % 2, rate * 10);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
show (Fixture *self, const char *state)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "shown-metric",
                                      g_variant_new_string (state));
  normlab_test_ui_frames (GTK_WIDGET (self->window.window), 4);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *pages, *options;

  normlab_test_window_set_up (&self->window, data);
  self->settings = g_settings_new ("io.github.normlab.Normlab");
  pages = normlab_test_ui_find (GTK_WIDGET (self->window.window), NORMLAB_TYPE_PAGES, NULL);
  self->page = GTK_WIDGET (normlab_pages_get_visible_page (NORMLAB_PAGES (pages)));
  options = GTK_WIDGET (
      gtk_widget_get_template_child (self->page, NORMLAB_TYPE_CURVES_PAGE, "options"));
  self->axes
      = GTK_WIDGET (gtk_widget_get_template_child (options, NORMLAB_TYPE_CHART_OPTIONS, "axes"));
  for (guint seed = 0; seed < 7; seed++)
    {
      write_log (self, 0.5, seed);
      write_log (self, 0.25, seed);
    }
  {
    g_autofree char *folder = g_build_filename (self->window.folder, "logs", NULL);

    normlab_window_watch (self->window.window, folder);
  }
  normlab_test_window_wait_runs (&self->window, 14);
  show (self, "other:" NAME);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  show (self, "accuracy");
  g_settings_reset (self->settings, "ranges");
  g_clear_object (&self->settings);
  normlab_test_window_tear_down (&self->window, data);
}

static GtkColumnViewColumn *
get_column (Fixture *self)
{
  GtkWidget *view = normlab_test_window_find (&self->window, GTK_TYPE_COLUMN_VIEW, NULL);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)),
      normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_RUN_COLUMN_OTHER));

  return column;
}

static void
test_column (Fixture *self, gconstpointer data)
{
  g_assert_true (gtk_column_view_column_get_visible (get_column (self)));
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (self)), ==, NAME);
  show (self, "accuracy");
  g_assert_false (gtk_column_view_column_get_visible (get_column (self)));
}

static GtkWidget *
get_field (Fixture *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (self->axes, NORMLAB_TYPE_AXIS_OPTIONS, name));
}

static double
get_top (Fixture *self)
{
  g_autoptr (NormlabPageSnapshot) snapshot
      = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), NORMLAB_PAGE_PURPOSE_FILE);
  g_autoptr (NormlabChartLayout) layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);

  return normlab_chart_layout_get_panel (layout, 0)->y.max;
}

/* Its axis can be given ends, and be logarithmic; that of the accuracy stays as it is. */
static void
test_axis (Fixture *self, gconstpointer data)
{
  GtkWidget *to = get_field (self, "y_to");
  g_autofree char *ranges = NULL;

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_field (self, "y_label"))), ==, NAME);
  g_assert_true (gtk_widget_get_visible (get_field (self, "y_logarithmic")));
  gtk_editable_set_text (GTK_EDITABLE (to), "100");
  g_signal_emit_by_name (to, "activate");
  ranges = g_settings_get_string (self->settings, "ranges");
  g_assert_cmpstr (ranges, ==, "other:grad%3Bnorm%3D2=:100");
  g_assert_cmpfloat (get_top (self), ==, 100);
  /* It may lie below 0. */
  gtk_editable_set_text (GTK_EDITABLE (to), "-1");
  g_signal_emit_by_name (to, "activate");
  g_assert_cmpfloat (get_top (self), ==, -1);
  g_assert_false (gtk_widget_get_visible (get_field (self, "problem")));
  normlab_test_window_activate (&self->window, "logarithmic");
  g_assert_true (gtk_widget_get_visible (get_field (self, "problem")));
  normlab_test_window_activate (&self->window, "logarithmic");
  g_assert_false (gtk_widget_get_visible (get_field (self, "problem")));
  gtk_editable_set_text (GTK_EDITABLE (to), "100");
  g_signal_emit_by_name (to, "activate");
  g_assert_cmpfloat (get_top (self), ==, 100);

  show (self, "accuracy");
  gtk_editable_set_text (GTK_EDITABLE (to), "-1");
  g_signal_emit_by_name (to, "activate");
  g_assert_true (gtk_widget_get_visible (get_field (self, "problem")));
  g_assert_cmpfloat (get_top (self), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (to), "");
  g_signal_emit_by_name (to, "activate");
  g_assert_false (gtk_widget_get_visible (get_field (self, "y_logarithmic")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (to)), ==, "");
  g_assert_cmpfloat (get_top (self), ==, 1);
  show (self, "other:" NAME);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (to)), ==, "100");
}

typedef struct
{
  GtkWidget *bar;
  const char *text;
} Awaited;

static gboolean
says (gpointer data)
{
  const Awaited *awaited = data;
  GtkLabel *label = GTK_LABEL (
      gtk_widget_get_template_child (awaited->bar, NORMLAB_TYPE_VERDICT_BAR, "sentence_label"));

  return strstr (gtk_label_get_text (label), awaited->text) != NULL;
}

/* The rates' norms are 5 and 2.5 in the end, their accuracies the same. */
static void
test_verdict (Fixture *self, gconstpointer data)
{
  GtkWidget *bar = normlab_test_window_find (&self->window, NORMLAB_TYPE_VERDICT_BAR, NULL);

  normlab_test_ui_wait (says, (&(Awaited){ bar, "2.5" }), 10);
  show (self, "accuracy");
  normlab_test_ui_wait (says, (&(Awaited){ bar, "+0.0000" }), 10);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/other-metric/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("column", test_column);
  ADD ("axis", test_axis);
  ADD ("verdict", test_verdict);
  return g_test_run ();
}
