/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More seeds of what is there, and what follows them. */
#include "normlab-curves-page-private.h"
#include "normlab-plan.h"
#include "normlab-test-history.h"
#include "normlab-test-window.h"

#define SEEDS "seed=0;1;2\n"

static void
train (NormlabTestWindow *self, const char *choices)
{
  g_autofree char *all = g_strconcat (NORMLAB_TEST_WINDOW_SET, choices, NULL);

  normlab_test_window_choose (self, all);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
}

/* Of all runs, at the end. */
static double
get_mean (NormlabTestWindow *self)
{
  guint n = normlab_test_window_get_n_runs (self);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += normlab_run_item_get_value (normlab_test_window_get_item (self, i),
                                       NORMLAB_METRIC_ACCURACY);
  return sum / n;
}

/* That of the chart's card. */
static void
assert_baseline (NormlabTestWindow *self, double expected)
{
  NormlabCurvesPage *page
      = NORMLAB_CURVES_PAGE (normlab_test_window_find (self, NORMLAB_TYPE_CURVES_PAGE, NULL));
  const NormlabChartModel *model;
  const NormlabChartPoint *last;

  normlab_test_ui_frames (GTK_WIDGET (page), 4);
  model = normlab_plot_get_model (page->plot);
  g_assert_nonnull (model->baseline);
  g_assert_cmpuint (model->baseline->points->len, >, 0);
  last = &g_array_index (model->baseline->points, NormlabChartPoint,
                         model->baseline->points->len - 1);
  g_assert_cmpfloat_with_epsilon (last->y, expected, 1e-6);
}

/* The group that others are compared with grows with its seeds, in the chart as in the table. */
static void
test_baseline (NormlabTestWindow *self, gconstpointer data)
{
  NormlabLab *lab = normlab_window_get_lab (self->window);
  g_autoptr (GPtrArray) two = g_ptr_array_new_with_free_func (g_object_unref);

  train (self, SEEDS);
  normlab_baseline_pin (normlab_lab_get_baseline (lab),
                        normlab_run_item_get_group (normlab_test_window_get_item (self, 0)));
  assert_baseline (self, get_mean (self));
  normlab_test_window_activate (self, "more-seeds");
  normlab_test_window_wait_runs (self, 13);
  normlab_test_window_wait_done (self);
  assert_baseline (self, get_mean (self));
  for (guint i = 1; i < 3; i++)
    g_ptr_array_add (two, g_object_ref (normlab_test_window_get_item (self, i)));
  normlab_lab_remove (lab, two);
  assert_baseline (self, get_mean (self));
}

static gboolean
offers_none (gpointer data)
{
  return !normlab_test_window_get_enabled (data, "more-seeds");
}

/* Nothing is asked of more than a window trains, and nothing can be where nothing is shown. */
static void
test_limits (NormlabTestWindow *self, gconstpointer data)
{
  NormlabLab *lab = normlab_window_get_lab (self->window);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  guint n = NORMLAB_PLAN_MAX_RECIPES / 10 + 1;

  g_assert_false (normlab_test_window_get_enabled (self, "more-seeds"));
  for (guint i = 0; i < n; i++)
    {
      recipe.learning_rate = 0.001 * (1 + i);
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 1, 0.5));
    }
  normlab_lab_add_ended (lab, runs);
  normlab_test_ui_settle ();
  normlab_test_window_activate (self, "more-seeds");
  normlab_test_ui_settle ();
  g_assert_null (normlab_test_window_find_question (self));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, n);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (gtk_widget_get_template_child (
          GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW, "info_label"))),
      ==, "More seeds of all these would be 2010 networks, but a window trains at most 2000");

  for (guint i = 0; i < n; i++)
    normlab_run_item_set_shown (normlab_test_window_get_item (self, i), FALSE);
  normlab_test_ui_wait (offers_none, self, 20);
  normlab_run_item_set_shown (normlab_test_window_get_item (self, 7), TRUE);
  g_assert_true (normlab_test_window_get_enabled (self, "more-seeds"));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/seeds/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,    \
              normlab_test_window_tear_down)
  ADD ("baseline", test_baseline);
  ADD ("limits", test_limits);
  return g_test_run ();
}
