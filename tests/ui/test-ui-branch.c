/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something else is tried from some step of a run on: what is asked, and what comes of it. */
#include "normlab-test-window.h"

#include "normlab-branch-dialog.h"
#include "normlab-change.h"
#include "normlab-field.h"
#include "normlab-pages.h"

typedef struct
{
  NormlabTestWindow window;
  NormlabTimeline *timeline;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->timeline = normlab_pages_get_timeline (
      NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static void
train (Fixture *self, const char *sets)
{
  normlab_test_window_choose (&self->window, sets);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
}

/* NULL for none. */
static NormlabBranchDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (NORMLAB_IS_BRANCH_DIALOG (window))
        return NORMLAB_BRANCH_DIALOG (window);
    }
  return NULL;
}

static NormlabBranchDialog *
ask (Fixture *self)
{
  NormlabBranchDialog *dialog;

  normlab_test_window_activate (&self->window, "branch");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  return dialog;
}

static GtkWidget *
get_child (NormlabBranchDialog *dialog, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), NORMLAB_TYPE_BRANCH_DIALOG, name));
}

static void
set_text (NormlabBranchDialog *dialog, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_child (dialog, name)), text);
}

static void
set_number (NormlabBranchDialog *dialog, const char *name, guint number)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child (dialog, name)), number);
}

static guint
get_number (NormlabBranchDialog *dialog, const char *name)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_child (dialog, name)));
}

static void
assert_button (NormlabBranchDialog *dialog, gboolean enabled, const char *label)
{
  GtkWidget *button = get_child (dialog, "train_button");

  g_assert_cmpint (gtk_widget_get_sensitive (button), ==, enabled);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, label);
}

static void
assert_message (NormlabBranchDialog *dialog, const char *text)
{
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (dialog, "message"))), ==, text);
}

static void
press (NormlabBranchDialog *dialog)
{
  g_signal_emit_by_name (get_child (dialog, "train_button"), "clicked");
  g_assert_null (find_dialog ());
}

static NormlabRun *
get_run (Fixture *self, guint i)
{
  return normlab_run_item_get_run (normlab_test_window_get_item (&self->window, i));
}

static void
assert_branch (Fixture *self, guint i, const char *expected)
{
  g_autofree char *text = normlab_recipe_get (normlab_run_get_recipe (get_run (self, i)),
                                              NORMLAB_HYPERPARAMETER_BRANCH);

  g_assert_cmpstr (text, ==, expected);
}

/* From the step that is looked at, with what is typed. */
static void
test_branch (Fixture *self, gconstpointer data)
{
  NormlabBranchDialog *dialog;

  g_assert_false (normlab_test_window_get_enabled (&self->window, "branch"));
  train (self, NORMLAB_TEST_WINDOW_SET);
  g_assert_true (normlab_test_window_get_enabled (&self->window, "branch"));
  normlab_timeline_set_step (self->timeline, 25);
  dialog = ask (self);
  g_assert_cmpuint (get_number (dialog, "step"), ==, 25);
  g_assert_cmpuint (get_number (dialog, "end"), ==, 60);
  assert_button (dialog, FALSE, "Train 1 network");
  assert_message (dialog, "Change something: as it is, it would come to the same.");

  set_text (dialog, "rate", "0,5");
  assert_button (dialog, TRUE, "Train 1 network");
  assert_message (dialog, "after 25: learning rate 0.5");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (dialog, "optimizer")),
                              NORMLAB_OPTIMIZER_MOMENTUM);
  press (dialog);
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 2);
  assert_branch (self, 1, "25:optimizer=momentum,learning-rate=0.5");
  g_assert_cmpuint (normlab_run_get_samples (get_run (self, 1))[0].step, ==, 25);
  g_assert_cmpuint (normlab_run_get_step (get_run (self, 1)), ==, 60);
}

/* What cannot be is said, and nothing is trained. */
static void
test_wrong (Fixture *self, gconstpointer data)
{
  NormlabBranchDialog *dialog;

  train (self, NORMLAB_TEST_WINDOW_SET);
  dialog = ask (self);
  set_text (dialog, "dropout", "1");
  assert_button (dialog, FALSE, "Train 1 network");
  assert_message (dialog, "Dropout: “1” is not a number from 0 to below 1");
  g_assert_true (gtk_widget_has_css_class (get_child (dialog, "dropout"), "error"));
  set_text (dialog, "dropout", "0.25");
  assert_button (dialog, TRUE, "Train 1 network");
  g_assert_false (gtk_widget_has_css_class (get_child (dialog, "dropout"), "error"));
  set_text (dialog, "dropout", "0");
  assert_button (dialog, FALSE, "Train 1 network");
  gtk_window_close (GTK_WINDOW (dialog));
  normlab_test_settle ();
  g_assert_null (find_dialog ());
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 1);
}

/* At the end there are as many steps again to go; there is always one. */
static void
test_end (Fixture *self, gconstpointer data)
{
  NormlabBranchDialog *dialog;

  train (self, NORMLAB_TEST_WINDOW_SET);
  dialog = ask (self);
  g_assert_cmpuint (get_number (dialog, "step"), ==, 60);
  g_assert_cmpuint (get_number (dialog, "end"), ==, 120);
  set_number (dialog, "step", 99);
  g_assert_cmpuint (get_number (dialog, "step"), ==, 60);
  set_number (dialog, "end", 5);
  g_assert_cmpuint (get_number (dialog, "end"), ==, 61);
  set_text (dialog, "decay", "0.1");
  press (dialog);
  normlab_test_window_wait_done (&self->window);
  assert_branch (self, 1, "60:weight-decay=0.1");
  g_assert_cmpuint (normlab_run_get_step (get_run (self, 1)), ==, 61);
  g_assert_cmpuint (normlab_run_get_n_samples (get_run (self, 1)), ==, 2);
}

/* All that are shown, or those that are selected; of which those change that would. */
static void
test_several (Fixture *self, gconstpointer data)
{
  GtkColumnView *rows
      = GTK_COLUMN_VIEW (normlab_test_window_find (&self->window, GTK_TYPE_COLUMN_VIEW, NULL));
  NormlabBranchDialog *dialog;

  train (self, "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nlearning-rate=0.01;0.1;0.2\n");
  normlab_run_item_set_shown (normlab_test_window_get_item (&self->window, 2), FALSE);
  normlab_timeline_set_step (self->timeline, 30);
  dialog = ask (self);
  set_text (dialog, "rate", "0.1");
  /* The second has it. */
  assert_button (dialog, TRUE, "Train 1 network");
  set_text (dialog, "dropout", "0.5");
  assert_button (dialog, TRUE, "Train 2 networks");
  press (dialog);
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 5);
  assert_branch (self, 3, "30:learning-rate=0.1,dropout=0.5");
  assert_branch (self, 4, "30:dropout=0.5");

  gtk_selection_model_select_item (gtk_column_view_get_model (rows), 2, TRUE);
  dialog = ask (self);
  set_text (dialog, "rate", "0.3");
  press (dialog);
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 6);
  g_assert_cmpfloat (normlab_run_get_recipe (get_run (self, 5))->learning_rate, ==, 0.2);
  assert_branch (self, 5, "30:learning-rate=0.3");
}

/* A branch of a branch begins with what that does; what is there is shown and not trained again. */
static void
test_again (Fixture *self, gconstpointer data)
{
  NormlabRunItem *branch;

  train (self, NORMLAB_TEST_WINDOW_SET);
  for (guint i = 0; i < 2; i++)
    {
      NormlabBranchDialog *dialog;

      normlab_timeline_set_step (self->timeline, 20);
      dialog = ask (self);
      set_text (dialog, "rate", "0.5");
      press (dialog);
      normlab_test_window_wait_done (&self->window);
      g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 2);
      branch = normlab_test_window_get_item (&self->window, 1);
      g_assert_true (normlab_run_item_get_shown (branch));
      normlab_run_item_set_shown (branch, FALSE);
    }
  normlab_run_item_set_shown (branch, TRUE);
  normlab_run_item_set_shown (normlab_test_window_get_item (&self->window, 0), FALSE);
  normlab_timeline_set_step (self->timeline, 40);
  {
    NormlabBranchDialog *dialog = ask (self);

    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_child (dialog, "rate"))), ==, "0.5");
    /* Before it is one it is its parent. */
    set_number (dialog, "step", 10);
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_child (dialog, "rate"))), ==, "0.01");
    set_number (dialog, "step", 40);
    set_text (dialog, "decay", "0.1");
    press (dialog);
  }
  normlab_test_window_wait_done (&self->window);
  assert_branch (self, 2, "20:learning-rate=0.5,40:weight-decay=0.1");
}

int
main (int argc, char *argv[])
{
#define ADD(path, test) g_test_add ("/ui-branch/" path, Fixture, NULL, set_up, test, tear_down)
  normlab_test_ui_init (&argc, &argv);
  ADD ("branch", test_branch);
  ADD ("wrong", test_wrong);
  ADD ("end", test_end);
  ADD ("several", test_several);
  ADD ("again", test_again);
  return g_test_run ();
}
