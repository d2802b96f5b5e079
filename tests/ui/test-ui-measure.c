/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured besides: the ticks, what they come to, and how it is looked at. */
#include "normlab-test-window.h"

#include "normlab-curves-page.h"

static NormlabLab *
get_lab (NormlabTestWindow *self)
{
  return normlab_window_get_lab (self->window);
}

static void
assert_measures (const NormlabMeasures *measures, const char *expected)
{
  g_autofree char *text = normlab_measures_format (measures);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_ticked (NormlabTestWindow *self, const char *action)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->window), action);

  return g_variant_get_boolean (state);
}

/* Whether the switch offers a metric. */
static gboolean
offers (NormlabTestWindow *self, const char *title)
{
  GtkWidget *page = normlab_test_window_find (self, NORMLAB_TYPE_CURVES_PAGE, NULL);
  GObject *metrics = gtk_widget_get_template_child (page, NORMLAB_TYPE_CURVES_PAGE, "metrics");

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (metrics)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), title))
      return gtk_widget_get_visible (button);
  g_assert_not_reached ();
}

static void
train (NormlabTestWindow *self, guint n_runs)
{
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_runs (self, n_runs);
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
}

static const NormlabSample *
get_last (NormlabTestWindow *self, guint run)
{
  NormlabRun *first = normlab_run_item_get_run (normlab_test_window_get_item (self, run));

  return normlab_run_get_samples (first) + normlab_run_get_n_samples (first) - 1;
}

/* At first nothing is; what is ticked is measured of what is trained then, and what was trained
 * with less is trained anew. */
static void
test_ticks (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  g_assert_false (is_ticked (self, "measure-test-loss"));
  g_assert_false (is_ticked (self, "measure-training"));
  train (self, 1);
  g_assert_true (isnan (get_last (self, 0)->test_loss));
  g_assert_true (offers (self, "Loss"));
  g_assert_false (offers (self, "Test loss"));
  g_assert_false (offers (self, "Training loss"));

  normlab_test_window_activate (self, "measure-test-loss");
  g_assert_true (is_ticked (self, "measure-test-loss"));
  assert_measures (normlab_lab_get_measures (get_lab (self)), "test-loss");
  g_assert_false (offers (self, "Test loss"));
  train (self, 2);
  g_assert_cmpfloat (get_last (self, 1)->test_loss, >, 0);
  g_assert_true (isnan (get_last (self, 1)->training_set_loss));
  g_assert_true (offers (self, "Test loss"));
  g_assert_false (offers (self, "Training loss"));

  normlab_test_window_activate (self, "measure-training");
  assert_measures (normlab_lab_get_measures (get_lab (self)), "test-loss,training");
  train (self, 3);
  g_assert_cmpfloat (get_last (self, 2)->training_set_loss, >, 0);
  g_assert_true (offers (self, "Training loss"));
  g_assert_true (offers (self, "Training accuracy"));

  /* With less to be measured it is there already. */
  normlab_test_window_activate (self, "measure-training");
  normlab_test_window_activate (self, "measure-test-loss");
  assert_measures (normlab_lab_get_measures (get_lab (self)), "none");
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
}

/* The key goes through what has been measured, and no button stays for what has gone. */
static void
test_switch (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const metrics[] = { "loss", "test-loss", "accuracy" };

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "measure-test-loss");
  train (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      g_autoptr (GVariant) state = NULL;

      normlab_test_window_activate (self, "switch-metric");
      state = g_action_group_get_action_state (G_ACTION_GROUP (self->window), "metric");
      g_assert_cmpstr (g_variant_get_string (state, NULL), ==, metrics[i]);
    }
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_false (offers (self, "Test loss"));
  normlab_test_window_activate (self, "measure-test-loss");
}

/* An experiment that asks for it ticks it, with as many images as it says; one that does not leaves
 * the ticks alone. */
static void
test_experiment (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *asking = g_build_filename (self->folder, "asking.experiment", NULL);
  g_autofree char *other = g_build_filename (self->folder, "other.experiment", NULL);

  g_assert_true (g_file_set_contents (
      asking, "[Experiment]\nTitle=t\nMeasure=training=40\n" NORMLAB_TEST_WINDOW_SET, -1, NULL));
  g_assert_true (g_file_set_contents (
      other, "[Experiment]\nTitle=t\n" NORMLAB_TEST_WINDOW_SET "seed=3\n", -1, NULL));
  normlab_window_open_file (self->window, asking);
  g_assert_true (is_ticked (self, "measure-training"));
  g_assert_false (is_ticked (self, "measure-test-loss"));
  normlab_window_open_file (self->window, other);
  assert_measures (normlab_lab_get_measures (get_lab (self)), "training=40");
  train (self, 1);
  assert_measures (
      normlab_run_get_measures (normlab_run_item_get_run (normlab_test_window_get_item (self, 0))),
      "training=40");

  /* Another window begins with what was ticked last. */
  {
    NormlabWindow *another = normlab_test_window_open_another (self);

    assert_measures (normlab_lab_get_measures (normlab_window_get_lab (another)), "training=40");
    gtk_window_destroy (GTK_WINDOW (another));
  }
  normlab_test_window_activate (self, "measure-training");
  assert_measures (normlab_lab_get_measures (get_lab (self)), "none");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/measure/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,     \
              normlab_test_window_tear_down)
  ADD ("ticks", test_ticks);
  ADD ("switch", test_switch);
  ADD ("experiment", test_experiment);
  return g_test_run ();
}
