/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training that goes on elsewhere, in the window: its runs beside those that are trained there. */
#include "normlab-test-window.h"

#include <glib/gstdio.h>

#include "normlab-chart-view-private.h"
#include "normlab-curves-page.h"
#include "normlab-other-metrics.h"
#include "normlab-run-foreign.h"
#include "normlab-run-void.h"
#include "normlab-test-track.h"

static char *
write_log (NormlabTestWindow *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
has_two_steps (gpointer item)
{
  return normlab_run_get_step (normlab_run_item_get_run (item)) >= 2;
}

static gboolean
is_gone (gpointer item)
{
  return normlab_run_get_foreign (normlab_run_item_get_run (item))->state == NORMLAB_FOREIGN_GONE;
}

static NormlabOtherMetrics *
get_list (NormlabTestWindow *self)
{
  return NORMLAB_OTHER_METRICS (normlab_test_window_find (self, NORMLAB_TYPE_OTHER_METRICS, NULL));
}

static void
assert_state (NormlabTestWindow *self, const char *expected)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->window), "shown-metric");

  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, expected);
}

/* A log that is opened is watched: it comes, grows, and its file may go. */
static void
test_growth (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path
      = write_log (self, "keras/training.log", "epoch,accuracy,loss,val_accuracy\n0,0.5,2,0.25\n");
  NormlabRunItem *item;
  g_autofree char *text = NULL;

  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  item = normlab_test_window_get_item (self, 0);
  g_assert_true (normlab_run_item_is_foreign (item));
  g_assert_cmpstr (normlab_run_item_get_name (item), ==, "↗ training.log");
  g_assert_cmpfloat (normlab_run_item_get_value (item, NORMLAB_METRIC_ACCURACY), ==, 0.25);
  g_assert_cmpfloat (normlab_run_item_get_training (item, NORMLAB_METRIC_ACCURACY), ==, 0.5);
  /* Nothing is trained, and it is no network to be looked into. */
  g_assert_cmpuint (normlab_lab_get_n_active (normlab_window_get_lab (self->window)), ==, 0);
  g_assert_cmpuint (
      g_list_model_get_n_items (normlab_lab_get_networks (normlab_window_get_lab (self->window))),
      ==, 0);
  normlab_test_track_append (path, "1,0.75,1.5,0.5\n2,0.75,1.5,0.625\n");
  normlab_test_ui_wait (has_two_steps, item, 20);
  g_assert_cmpfloat (normlab_run_item_get_value (item, NORMLAB_METRIC_ACCURACY), ==, 0.625);
  g_assert_cmpint (g_unlink (path), ==, 0);
  normlab_test_ui_wait (is_gone, item, 20);
  text = normlab_run_item_get_state_text (item);
  g_assert_true (g_str_has_prefix (text, "gone since "));
  g_assert_cmpfloat (normlab_run_item_get_value (item, NORMLAB_METRIC_ACCURACY), ==, 0.625);
}

/* A folder of them, beside a network of one's own, which alone can be trained again. */
static void
test_beside (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->folder, "logs", NULL);
  NormlabLab *lab = normlab_window_get_lab (self->window);

  g_free (write_log (self, "logs/a/metrics.csv", "step,loss,grad norm\n1,2,7\n"));
  g_free (write_log (self, "logs/b/metrics.csv", "step,loss\n1,2\n2,1\n"));
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_runs (self, 1);
  normlab_test_window_wait_done (self);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_list (self))));
  normlab_window_watch (self->window, folder);
  normlab_test_window_wait_runs (self, 3);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_cmpuint (g_list_model_get_n_items (normlab_lab_get_networks (lab)), ==, 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_list (self))));

  /* What only one of them measures is chosen by its name, and the metrics of the table after it. */
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "shown-metric",
                                      g_variant_new_string ("other:grad norm"));
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  assert_state (self, "other:grad norm");
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "shown-metric",
                                      g_variant_new_string ("loss"));
  assert_state (self, "loss");
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "shown-metric",
                                      g_variant_new_string ("other:grad norm"));
  /* Where no run has it any more, the chart shows what it can. */
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  assert_state (self, "loss");
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "shown-metric",
                                      g_variant_new_string ("accuracy"));
}

static void
select_row (NormlabTestWindow *self, guint i, gboolean alone)
{
  GtkWidget *view = normlab_test_window_find (self, GTK_TYPE_COLUMN_VIEW, NULL);

  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), i, alone);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
}

/* Something else can be tried where one network is chosen, or no row is; of what another program
 * trains nothing else can be. */
static void
test_branch (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "a.csv", "step,loss\n1,2\n2,1\n");
  GtkWidget *view = normlab_test_window_find (self, GTK_TYPE_COLUMN_VIEW, NULL);
  guint foreign;

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_runs (self, 1);
  normlab_test_window_wait_done (self);
  normlab_window_watch (self->window, path);
  normlab_test_window_wait_runs (self, 2);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_true (normlab_test_window_get_enabled (self, "branch"));
  {
    g_autoptr (NormlabRunItem) first = g_list_model_get_item (
        G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))), 0);

    foreign = normlab_run_item_is_foreign (first) ? 0 : 1;
  }
  select_row (self, foreign, TRUE);
  g_assert_false (normlab_test_window_get_enabled (self, "branch"));
  select_row (self, 1 - foreign, FALSE);
  g_assert_true (normlab_test_window_get_enabled (self, "branch"));
  select_row (self, foreign, TRUE);
  gtk_selection_model_unselect_all (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  g_assert_true (normlab_test_window_get_enabled (self, "branch"));
}

static gboolean
has_begun_again (gpointer item)
{
  guint step;

  return normlab_run_get_last_restart (normlab_run_item_get_run (item), &step) && step == 2;
}

/* How many lines of the chart have something that is void. */
static guint
count_void (NormlabTestWindow *self)
{
  const NormlabChartModel *model
      = NORMLAB_CHART_VIEW (normlab_test_window_find (self, NORMLAB_TYPE_CHART_VIEW, NULL))->model;
  guint n = 0;

  for (guint i = 0; i < model->series->len; i++)
    n += ((const NormlabChartSeries *) model->series->pdata[i])->voids != NULL;
  return n;
}

/* A run that begins again while it is watched says so, and what was there is kept with it. */
static void
test_restart (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "a.csv", "step,loss\n1,2\n2,1.5\n3,inf\n");
  g_autofree char *session = g_build_filename (self->folder, "kept.normlab", NULL);
  g_autofree char *details = NULL;
  g_autofree char *state = NULL;
  g_autofree char *kept_details = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRunItem *item;

  normlab_window_watch (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  item = normlab_test_window_get_item (self, 0);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_cmpuint (count_void (self), ==, 0);
  normlab_test_track_append (path, "2,1.25\n3,1\n4,inf\n");
  normlab_test_ui_wait (has_begun_again, item, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_cmpuint (count_void (self), ==, 1);
  details = normlab_run_item_get_foreign_details (item);
  g_assert_nonnull (strstr (details, "It began again at step 2"));
  g_assert_nonnull (strstr (details, "loss is not a finite number since step 4"));

  runs = normlab_lab_create_run_array (normlab_window_get_lab (self->window));
  g_assert_true (normlab_session_save (session, "kept", runs, NULL));
  normlab_window_open_file (self->window, session);
  normlab_test_window_answer (self, "Add");
  normlab_test_window_wait_runs (self, 2);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_cmpuint (count_void (self), ==, 2);
  item = normlab_test_window_get_item (self, 1);
  g_assert_true (has_begun_again (item));
  state = normlab_run_item_get_state_text (item);
  g_assert_cmpstr (state, ==, "diverged");
  kept_details = normlab_run_item_get_foreign_details (item);
  g_assert_nonnull (strstr (kept_details, "It began again at step 2"));
  g_assert_nonnull (strstr (kept_details, "Its loss is not a finite number any more"));
}

/* Whether a cell below @widget says something that begins so. */
static gboolean
says (GtkWidget *widget, const char *prefix)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_str_has_prefix (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), prefix))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, prefix))
      return TRUE;
  return FALSE;
}

static gboolean
says_gone (gpointer window)
{
  return says (GTK_WIDGET (window), "gone since ");
}

/* Its row says that a file is gone, though no point has come with it; and who watches no more is
 * not told of others. */
static void
test_row (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "logs/a.csv", "step,loss\n1,2\n");
  g_autofree char *folder = g_build_filename (self->folder, "logs", NULL);
  g_autofree char *other = NULL;

  g_assert_false (normlab_test_window_get_enabled (self, "stop-watching"));
  normlab_window_watch (self->window, folder);
  g_assert_true (normlab_test_window_get_enabled (self, "stop-watching"));
  normlab_test_window_wait_runs (self, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  /* Nobody has an accuracy here. */
  assert_state (self, "loss");
  normlab_test_ui_wait (says_gone, self->window, 20);
  g_assert_false (normlab_test_window_get_enabled (self, "more-seeds"));
  normlab_test_window_activate (self, "stop-watching");
  g_assert_false (normlab_test_window_get_enabled (self, "stop-watching"));
  other = write_log (self, "logs/b.csv", "step,loss\n1,2\n");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 60);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
}

/* They are kept with the others, and come back as what they were. */
static void
test_kept (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "run/seed=3/history.csv", "step,loss\n1,2\n2,1\n");
  g_autofree char *session = g_build_filename (self->folder, "kept.normlab", NULL);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  NormlabRun *run;

  normlab_window_watch (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  runs = normlab_lab_create_run_array (normlab_window_get_lab (self->window));
  g_assert_true (normlab_session_save (session, "kept", runs, &error));
  g_assert_no_error (error);
  normlab_window_open_file (self->window, session);
  normlab_test_window_answer (self, "Add");
  normlab_test_window_wait_runs (self, 2);
  run = normlab_run_item_get_run (normlab_test_window_get_item (self, 1));
  g_assert_true (normlab_run_is_foreign (run));
  g_assert_cmpuint (normlab_run_get_recipe (run)->seed, ==, 3);
  g_assert_cmpint (normlab_run_get_foreign (run)->state, ==, NORMLAB_FOREIGN_KEPT);
}

static gboolean
is_cancelled (gpointer user_data)
{
  NormlabTestWindow *self = user_data;
  NormlabRun *run = normlab_run_item_get_run (normlab_test_window_get_item (self, 0));

  normlab_test_window_activate (self, "cancel-task");
  return normlab_run_get_foreign (run)->state == NORMLAB_FOREIGN_KEPT;
}

/* Reading a long log may be cancelled: what has come stays, at rest, and others can be watched. */
static void
test_cancel (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a,b,c\n");
  g_autofree char *path = NULL;
  g_autofree char *other = write_log (self, "other.csv", "step,loss\n0,1\n");
  NormlabRun *run;

  for (guint i = 0; i < 2000000; i++)
    g_string_append_printf (text, "%u,%u,0.5,1\n", i, i % 9);
  path = write_log (self, "long.csv", text->str);
  normlab_window_watch (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  normlab_test_ui_wait (is_cancelled, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  run = normlab_run_item_get_run (normlab_test_window_get_item (self, 0));
  g_assert_cmpint (normlab_run_get_foreign (run)->state, ==, NORMLAB_FOREIGN_KEPT);
  g_assert_cmpuint (normlab_run_get_step (run), >, 0);
  g_assert_cmpuint (normlab_run_get_step (run), <, 1999999);
  normlab_window_watch (self->window, other);
  normlab_test_window_wait_runs (self, 2);
  g_assert_true (
      normlab_run_is_growing (normlab_run_item_get_run (normlab_test_window_get_item (self, 1))));
  g_assert_false (normlab_run_is_growing (run));
}

/* A loss that is no number any more is the end of it, in words. */
static void
test_not_finite (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "nan.csv", "step,loss\n4,1\n5,nan\n");
  g_autofree char *text = NULL;
  g_autofree char *details = NULL;
  NormlabRunItem *item;

  normlab_window_watch (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  item = normlab_test_window_get_item (self, 0);
  text = normlab_run_item_get_state_text (item);
  g_assert_cmpstr (text, ==, "diverged");
  details = normlab_run_item_get_foreign_details (item);
  g_assert_nonnull (strstr (details, "loss is not a finite number since step 5"));
}

/* Parameters that have no place are told in the tooltip, as far as it has room. The last test:
 * there are no places behind it. */
static void
test_further (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GString) parameters = g_string_new (NULL);
  g_autofree char *path = write_log (self, "run/metrics.csv", "step,loss\n1,2\n");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *details = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (parameters, "key%u: %u\n", i, i * i);
  g_free (write_log (self, "run/hparams.yaml", parameters->str));
  normlab_window_watch (self->window, folder);
  normlab_test_window_wait_runs (self, 1);
  details = normlab_run_item_get_foreign_details (normlab_test_window_get_item (self, 0));
  g_test_message ("%s", details);
  g_assert_null (strstr (details, "\nkey0: 0"));
  g_assert_nonnull (strstr (details, "\nkey15: 225\n"));
  g_assert_null (strstr (details, "key29"));
  g_assert_true (g_str_has_suffix (details, "\n…"));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  g_test_add ("/watch/growth", NormlabTestWindow, NULL, normlab_test_window_set_up, test_growth,
              normlab_test_window_tear_down);
  g_test_add ("/watch/beside", NormlabTestWindow, NULL, normlab_test_window_set_up, test_beside,
              normlab_test_window_tear_down);
  g_test_add ("/watch/branch", NormlabTestWindow, NULL, normlab_test_window_set_up, test_branch,
              normlab_test_window_tear_down);
  g_test_add ("/watch/restart", NormlabTestWindow, NULL, normlab_test_window_set_up, test_restart,
              normlab_test_window_tear_down);
  g_test_add ("/watch/row", NormlabTestWindow, NULL, normlab_test_window_set_up, test_row,
              normlab_test_window_tear_down);
  g_test_add ("/watch/cancel", NormlabTestWindow, NULL, normlab_test_window_set_up, test_cancel,
              normlab_test_window_tear_down);
  g_test_add ("/watch/not-finite", NormlabTestWindow, NULL, normlab_test_window_set_up,
              test_not_finite, normlab_test_window_tear_down);
  g_test_add ("/watch/kept", NormlabTestWindow, NULL, normlab_test_window_set_up, test_kept,
              normlab_test_window_tear_down);
  g_test_add ("/watch/further", NormlabTestWindow, NULL, normlab_test_window_set_up, test_further,
              normlab_test_window_tear_down);
  return g_test_run ();
}
