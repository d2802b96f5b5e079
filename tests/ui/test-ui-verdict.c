/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Was it the seed: what the line beneath the pages says of two groups of runs. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-pages.h"
#include "normlab-run-table.h"
#include "normlab-verdict-bar.h"

#define SEEDS "seed=0;1;2\n"

typedef struct
{
  NormlabTestWindow window;
  GtkWidget *bar;
  NormlabPages *pages;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->pages = NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL));
  self->bar = normlab_test_window_find (&self->window, NORMLAB_TYPE_VERDICT_BAR, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static gpointer
get_child (Fixture *self, const char *name)
{
  return gtk_widget_get_template_child (self->bar, NORMLAB_TYPE_VERDICT_BAR, name);
}

static const char *
get_text (Fixture *self, const char *name)
{
  return gtk_label_get_text (get_child (self, name));
}

static gboolean
is_seen (gpointer data)
{
  return gtk_widget_get_visible (get_child (data, "box"));
}

static gboolean
is_not_seen (gpointer data)
{
  return !is_seen (data);
}

static void
train (Fixture *self, const char *choices)
{
  g_autofree char *all = g_strconcat (NORMLAB_TEST_WINDOW_SET, choices, NULL);

  normlab_test_window_choose (&self->window, all);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
}

typedef struct
{
  Fixture *fixture;
  const char *conclusion;
} Wish;

static gboolean
is_concluded (gpointer data)
{
  const Wish *wish = data;

  return is_seen (wish->fixture)
         && g_str_equal (get_text (wish->fixture, "conclusion_label"), wish->conclusion);
}

static void
wait_for (Fixture *self, const char *conclusion)
{
  Wish wish = { self, conclusion };

  normlab_test_ui_wait (is_concluded, &wish, 10);
}

/* Of two groups that are shown; at any step, and gone with the second group. */
static void
test_shown (Fixture *self, gconstpointer data)
{
  NormlabTimeline *timeline = normlab_pages_get_timeline (self->pages);

  g_assert_false (is_seen (self));
  train (self, "batch-norm=on;off\n" SEEDS);
  wait_for (self, "This says little");
  g_assert_true (
      g_str_has_prefix (get_text (self, "sentence_label"), "batch norm on − batch norm off: "));
  g_assert_nonnull (strstr (get_text (self, "sentence_label"), " of 3 seeds, "));
  g_assert_cmpstr (get_text (self, "first_name_label"), ==, "batch norm on");
  g_assert_cmpstr (get_text (self, "second_name_label"), ==, "batch norm off");
  g_assert_nonnull (strstr (get_text (self, "second_group_label"), " ± "));

  normlab_timeline_set_step (timeline, 33);
  wait_for (self, "Step 30");
  normlab_timeline_set_step (timeline, NORMLAB_TIMELINE_LIVE);
  wait_for (self, "This says little");

  for (guint i = 0; i < 6; i++)
    if (normlab_run_get_recipe (
            normlab_run_item_get_run (normlab_test_window_get_item (&self->window, i)))
            ->normalization
        == NORMLAB_NORMALIZATION_NONE)
      normlab_run_item_set_shown (normlab_test_window_get_item (&self->window, i), FALSE);
  normlab_test_ui_wait (is_not_seen, self, 10);
}

/* Where it says little there is a button that has ten more seeds of either trained, none of which
 * is trained twice. */
static void
test_more_seeds (Fixture *self, gconstpointer data)
{
  GtkWidget *button = get_child (self, "more_button");
  guint n_shown = 0;

  train (self, "batch-norm=on;off\n" SEEDS);
  wait_for (self, "This says little");
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (button, "win.more-seeds", NULL);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 26);
  normlab_test_window_wait_done (&self->window);
  for (guint i = 0; i < 26; i++)
    {
      NormlabRunItem *item = normlab_test_window_get_item (&self->window, i);
      guint32 seed = normlab_run_get_recipe (normlab_run_item_get_run (item))->seed;

      g_assert_cmpuint (seed, <, 13);
      if (seed >= 3)
        normlab_run_item_set_shown (item, FALSE);
    }
  wait_for (self, "This says little");
  gtk_widget_activate_action (button, "win.more-seeds", NULL);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 26);
  for (guint i = 0; i < 26; i++)
    n_shown += normlab_run_item_get_shown (normlab_test_window_get_item (&self->window, i));
  g_assert_cmpuint (n_shown, ==, 26);
}

/* Very many are asked about first, as by Train. */
static void
test_many_seeds (Fixture *self, gconstpointer data)
{
  train (self, "activation=sigmoid;relu;tanh;elu\nbatch-norm=on;off\n");
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 8);
  normlab_test_window_activate (&self->window, "more-seeds");
  normlab_test_window_answer (&self->window, "Cancel");
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 8);
  normlab_test_window_activate (&self->window, "more-seeds");
  normlab_test_window_answer (&self->window, "Train");
  normlab_test_window_wait_runs (&self->window, 88);
  normlab_test_window_activate (&self->window, "stop");
}

/* Of three groups those that are chosen. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  GtkWidget *table = normlab_test_window_find (&self->window, NORMLAB_TYPE_RUN_TABLE, NULL);
  GtkSelectionModel *selection;

  train (self, "activation=sigmoid;relu;tanh\n" SEEDS);
  normlab_test_ui_settle ();
  g_assert_false (is_seen (self));
  selection = gtk_column_view_get_model (
      GTK_COLUMN_VIEW (normlab_test_ui_find (table, GTK_TYPE_COLUMN_VIEW, NULL)));
  /* A row for each group. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 3);
  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 2, FALSE);
  wait_for (self, "This says little");
  g_assert_true (g_str_has_prefix (get_text (self, "sentence_label"), "sigmoid − tanh: "));
  gtk_selection_model_select_item (selection, 1, FALSE);
  normlab_test_ui_wait (is_not_seen, self, 10);
  gtk_selection_model_unselect_item (selection, 0);
  wait_for (self, "This says little");
  g_assert_true (g_str_has_prefix (get_text (self, "sentence_label"), "ReLU − tanh: "));
}

/* The level is anybody's choice, and kept. */
static void
test_level (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  GtkAdjustment *level = get_child (self, "level_adjustment");

  g_assert_cmpfloat (gtk_adjustment_get_value (level), ==, 90);
  train (self, "batch-norm=on;off\n" SEEDS);
  wait_for (self, "This says little");
  gtk_adjustment_set_value (level, 100);
  normlab_test_ui_settle ();
  g_assert_cmpstr (get_text (self, "first_arrival_label"), ==, "not reached");
  gtk_adjustment_set_value (level, 1);
  normlab_test_ui_settle ();
  g_assert_true (g_str_has_prefix (get_text (self, "first_arrival_label"), "3 of 3, median step "));
  g_assert_cmpfloat (g_settings_get_double (settings, "level"), ==, 0.01);
  g_settings_reset (settings, "level");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/verdict/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shown", test_shown);
  ADD ("more-seeds", test_more_seeds);
  ADD ("many-seeds", test_many_seeds);
  ADD ("chosen", test_chosen);
  ADD ("level", test_level);
  return g_test_run ();
}
