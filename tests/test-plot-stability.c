/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-experiments.h"

/* When runs keep their looks, and when all are given anew. */

typedef struct
{
  NormlabPlot *plot;
  GPtrArray *runs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->plot = normlab_plot_new ();
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_plot_free (self->plot);
  g_ptr_array_unref (self->runs);
}

static void
add (Fixture *self, const char *experiment)
{
  normlab_test_add_product (self->runs, experiment);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
}

static void
assert_looks (Fixture *self, const char *expected)
{
  g_autofree char *looks = normlab_test_get_looks (self->plot);

  g_assert_cmpstr (looks, ==, expected);
}

/* Four that are no product lie on one another; those that complete the product, further seeds and
 * the same once more find their places beside them. */
static void
test_added (Fixture *self, gconstpointer data)
{
  add (self, "activation=sigmoid init=xavier,he");
  add (self, "activation=relu,tanh init=xavier");
  assert_looks (self, "0:0 0:1 0:2 0:3");
  add (self, "activation=relu,tanh init=he");
  assert_looks (self, "0:0 0:1 0:2 0:3 0:4 0:5");
  add (self, "activation=tanh init=he seed=1,2");
  assert_looks (self, "0:0 0:1 0:2 0:3 0:4 0:5 0:5 0:5");
  add (self, "activation=sigmoid init=xavier");
  assert_looks (self, "0:0 0:1 0:2 0:3 0:4 0:5 0:5 0:5 0:0");

  /* At once they would have been two panels; one value more, and they are looked at anew. */
  add (self, "activation=sigmoid,relu,tanh init=0.5");
  assert_looks (self, "0:0 1:0 0:1 0:2 1:1 1:2 1:2 1:2 0:0 2:0 2:1 2:2");
}

static void
test_hidden (Fixture *self, gconstpointer data)
{
  static const char looks[] = "0:0 0:0- 1:0 1:0- 0:1 0:1- 1:1 1:1-";

  add (self, "activation=sigmoid,relu init=xavier,he batch-norm=on,off");
  assert_looks (self, looks);
  for (guint i = 0; i < 7; i++)
    {
      normlab_plot_set_shown (self->plot, i, FALSE);
      normlab_plot_follow (self->plot);
      assert_looks (self, looks);
    }
}

/* As long as each value has a run left, none moves. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  add (self, "activation=sigmoid,relu init=xavier,he batch-norm=on,off");
  g_ptr_array_add (rest, g_ptr_array_index (self->runs, 7));
  g_ptr_array_add (rest, g_ptr_array_index (self->runs, 0));
  normlab_plot_set_runs (self->plot, rest, NULL);
  assert_looks (self, "1:1- 0:0");
  g_ptr_array_add (rest, g_ptr_array_index (self->runs, 3));
  normlab_plot_set_runs (self->plot, rest, NULL);
  assert_looks (self, "1:1- 0:0 1:0-");

  /* And undone. */
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  assert_looks (self, "0:0 0:0- 1:0 1:0- 0:1 0:1- 1:1 1:1-");
}

/* The last run of a value goes and comes back: what was chosen for fewer is forgotten. */
static void
test_undone (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  g_autofree char *looks = NULL;

  add (self, "activation=sigmoid,relu hidden=10,20,30");
  looks = normlab_test_get_looks (self->plot);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (rest, g_ptr_array_index (self->runs, i));
  normlab_plot_set_runs (self->plot, rest, NULL);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 1);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  assert_looks (self, looks);
}

/* Others altogether are looked at for themselves. */
static void
test_others (Fixture *self, gconstpointer data)
{
  add (self, "activation=sigmoid init=xavier,he");
  add (self, "activation=relu,tanh init=xavier");
  g_ptr_array_set_size (self->runs, 0);
  add (self, "activation=sigmoid,relu,tanh init=xavier,he");
  assert_looks (self, "0:0 1:0 0:1 1:1 0:2 1:2");
}

/* The view is a choice of a person, and done at once. */
static void
test_view (Fixture *self, gconstpointer data)
{
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;

  add (self, "activation=sigmoid,relu batch-norm=on,off");
  assert_looks (self, "0:0 0:0- 0:1 0:1-");
  options.view = NORMLAB_ARRANGEMENT_MULTIPLES;
  normlab_plot_set_options (self->plot, &options);
  assert_looks (self, "0:0 0:1 1:0 1:1");
  options.view = NORMLAB_ARRANGEMENT_AUTOMATIC;
  normlab_plot_set_options (self->plot, &options);
  assert_looks (self, "0:0 0:0- 0:1 0:1-");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plot-stability/added", test_added);
  ADD ("/plot-stability/hidden", test_hidden);
  ADD ("/plot-stability/removed", test_removed);
  ADD ("/plot-stability/undone", test_undone);
  ADD ("/plot-stability/others", test_others);
  ADD ("/plot-stability/view", test_view);
  return g_test_run ();
}
