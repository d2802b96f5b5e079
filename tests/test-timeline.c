/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-timeline.h"

#include "normlab-test-history.h"
#include "normlab-test-lab.h"

#define LAST 1000

typedef struct
{
  NormlabTestLab lab;
  NormlabTimeline *timeline;
  guint n_steps, n_lasts;
} Fixture;

static void
count (NormlabTimeline *timeline, GParamSpec *property, gpointer n)
{
  ++*(guint *) n;
}

/* A run of so many steps, measured every @interval. */
static void
add (Fixture *self, guint iterations, guint interval)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = normlab_test_lab_make_recipe (iterations, 0);

  recipe.interval = interval;
  g_ptr_array_add (runs,
                   normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, iterations / 10, 0.5));
  normlab_lab_add_ended (self->lab.lab, runs);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->timeline = normlab_timeline_new (self->lab.lab);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, 0);
  add (self, LAST, 100);
  add (self, LAST / 2, 10);
  g_signal_connect (self->timeline, "notify::step", G_CALLBACK (count), &self->n_steps);
  g_signal_connect (self->timeline, "notify::last", G_CALLBACK (count), &self->n_lasts);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->timeline);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  g_assert_true (normlab_timeline_is_live (self->timeline));
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, LAST);
  g_assert_cmpuint (normlab_timeline_get_position (self->timeline), ==, LAST);

  normlab_timeline_set_step (self->timeline, 333);
  normlab_timeline_set_step (self->timeline, 333);
  g_assert_cmpuint (self->n_steps, ==, 1);
  g_assert_false (normlab_timeline_is_live (self->timeline));
  g_assert_cmpuint (normlab_timeline_get_position (self->timeline), ==, 333);
  g_object_set (self->timeline, "step", LAST, NULL);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  normlab_timeline_set_step (self->timeline, LAST - 1);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, LAST - 1);
  normlab_timeline_set_step (self->timeline, LAST + 7);
  g_assert_true (normlab_timeline_is_live (self->timeline));
}

/* Along the places of the shortest interval, also from between them. */
static void
test_moves (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (normlab_timeline_get_interval (self->timeline), ==, 10);
  normlab_timeline_move (self->timeline, -1);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, LAST - 10);
  normlab_timeline_set_step (self->timeline, 333);
  normlab_timeline_move (self->timeline, -1);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 330);
  normlab_timeline_set_step (self->timeline, 333);
  normlab_timeline_move (self->timeline, 1);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 340);
  normlab_timeline_move (self->timeline, 5);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 390);
  normlab_timeline_move (self->timeline, -5);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 340);
  normlab_timeline_move (self->timeline, -1000);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 0);
  normlab_timeline_move (self->timeline, G_MAXINT);
  g_assert_true (normlab_timeline_is_live (self->timeline));
}

/* Only what is shown counts; a place that is gone is the newest. */
static void
test_shown (Fixture *self, gconstpointer data)
{
  NormlabRunItem *longest = normlab_test_lab_get_item (&self->lab, 0);

  normlab_timeline_set_step (self->timeline, 700);
  normlab_run_item_set_shown (longest, FALSE);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, LAST / 2);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  normlab_timeline_set_step (self->timeline, 300);
  normlab_run_item_set_shown (longest, TRUE);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, LAST);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 300);
  g_assert_cmpuint (self->n_lasts, ==, 2);

  normlab_lab_clear (self->lab.lab);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, 0);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  normlab_timeline_set_playing (self->timeline, TRUE);
  g_assert_false (normlab_timeline_get_playing (self->timeline));
  normlab_lab_undo (self->lab.lab);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, LAST);
  normlab_run_item_set_shown (longest, FALSE);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, LAST / 2);
  normlab_run_item_set_shown (longest, TRUE);
}

/* Of the beginning it is said what networks are there; hidden ones do not count. */
static void
test_note (Fixture *self, gconstpointer data)
{
  GListModel *runs = normlab_lab_get_runs (self->lab.lab);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = normlab_test_lab_make_recipe (LAST, 0);

  g_assert_null (normlab_timeline_get_note (self->timeline));
  normlab_timeline_set_step (self->timeline, 0);
  g_assert_cmpstr (normlab_timeline_get_note (self->timeline), ==,
                   "before training, running statistics are still zero");
  normlab_timeline_set_step (self->timeline, 1);
  g_assert_null (normlab_timeline_get_note (self->timeline));

  recipe.normalization = NORMLAB_NORMALIZATION_LAYER;
  g_ptr_array_add (others, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, LAST / 10, 0.5));
  normlab_lab_add_ended (self->lab.lab, others);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      normlab_run_item_set_shown (item, FALSE);
    }
  normlab_timeline_set_step (self->timeline, 0);
  g_assert_cmpstr (normlab_timeline_get_note (self->timeline), ==, "before training");
}

static void
test_playing (Fixture *self, gconstpointer data)
{
  normlab_timeline_advance (self->timeline, 1);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  normlab_timeline_set_playing (self->timeline, TRUE);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 0);
  /* Parts of a step add up. */
  for (guint i = 0; i < 1000; i++)
    normlab_timeline_advance (self->timeline, 0.005005);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, LAST / 2);
  normlab_timeline_set_step (self->timeline, 900);
  g_assert_true (normlab_timeline_get_playing (self->timeline));
  normlab_timeline_set_duration (self->timeline, 1);
  normlab_timeline_advance (self->timeline, 0.05);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 950);
  normlab_timeline_advance (self->timeline, 0.06);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  g_assert_false (normlab_timeline_get_playing (self->timeline));

  normlab_timeline_set_step (self->timeline, 100);
  normlab_timeline_set_playing (self->timeline, TRUE);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 100);
  normlab_timeline_set_playing (self->timeline, FALSE);
  normlab_timeline_advance (self->timeline, 1);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 100);
}

/* The newest goes on; another place stays. */
static void
test_training (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->lab, 1, 2 * LAST);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_true (normlab_timeline_is_live (self->timeline));
  g_assert_cmpuint (normlab_timeline_get_position (self->timeline), ==, 2 * LAST);
  normlab_timeline_set_step (self->timeline, 1500);
  normlab_test_lab_train (&self->lab, 1, 3 * LAST);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_cmpuint (normlab_timeline_get_step (self->timeline), ==, 1500);
  g_assert_cmpuint (normlab_timeline_get_last (self->timeline), ==, 3 * LAST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/timeline/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("steps", test_steps);
  ADD ("moves", test_moves);
  ADD ("shown", test_shown);
  ADD ("note", test_note);
  ADD ("playing", test_playing);
  ADD ("training", test_training);

  return g_test_run ();
}
