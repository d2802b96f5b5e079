/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plan-recorder.h"

#include "normlab-plan-state.h"
#include "normlab-test-loop.h"
#include "normlab-test-plan.h"

/* Ticks, values, seeds and experiments that are undone and redone. */

#define NOTEBOOK                                                                                   \
  "[Experiment]\nVersion=1\nTitle=Three\n[Set 1]\nactivation=relu\ninit=0.3\n"                     \
  "[Set 2]\nactivation=tanh\ninit=he\n[Set 3]\nactivation=tanh\nbatch-norm=off\n"

typedef struct
{
  NormlabPlan *plan;
  NormlabUndo *undo;
  NormlabPlanRecorder *recorder;
  NormlabClock clock;
  gint64 now; /* µs */
} Fixture;

static gint64
get_time (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->plan = normlab_plan_new ();
  self->undo = normlab_undo_new ();
  self->clock = (NormlabClock){ .get_time = get_time, .user_data = self };
  self->now = G_TIME_SPAN_DAY;
  normlab_undo_set_clock (self->undo, &self->clock);
  self->recorder = normlab_plan_recorder_new (self->plan, self->undo);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->recorder);
  g_assert_finalize_object (self->plan);
  normlab_undo_undo (self->undo); /* of what has gone */
  g_assert_finalize_object (self->undo);
}

/* What is done from now on is done later. */
static void
pause_for (Fixture *self, gint64 time)
{
  normlab_test_settle ();
  self->now += time;
}

static void
choose (Fixture *self, const char *text)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, NULL);

  g_assert_nonnull (experiment);
  normlab_plan_set_experiment (self->plan, experiment);
}

static void
assert_next (Fixture *self, const char *expected)
{
  g_autofree char *next = normlab_undo_describe_undo (self->undo);

  g_assert_cmpstr (next, ==, expected);
}

static void
tick (Fixture *self, NormlabHyperparameter hyperparameter, const char *text, gboolean ticked)
{
  normlab_test_plan_tick (self->plan, hyperparameter, text, ticked);
}

static void
change_title (Fixture *self)
{
  choose (self, "[Experiment]\nVersion=1\nTitle=Other\n[Set 1]\nhidden=7\n");
}

static void
tick_relu (Fixture *self)
{
  tick (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu", TRUE);
}

static void
untick_sigmoid (Fixture *self)
{
  tick (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "sigmoid", FALSE);
}

static void
add_rate (Fixture *self)
{
  normlab_test_plan_add (self->plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.086");
}

static void
add_layers (Fixture *self)
{
  normlab_test_plan_add (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, "5-4");
}

static void
edit_layers (Fixture *self)
{
  normlab_test_plan_replace (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0, "41-20");
}

static void
remove_layers (Fixture *self)
{
  normlab_plan_remove (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, 1);
}

static void
set_seeds (Fixture *self)
{
  normlab_plan_set_seeds (self->plan, 3, 4);
}

static void
choose_notebook (Fixture *self)
{
  choose (self, NOTEBOOK);
}

static void
multiply (Fixture *self)
{
  tick (self, NORMLAB_HYPERPARAMETER_OPTIMIZER, "adam", TRUE);
}

static void
untick_tanh (Fixture *self)
{
  tick (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "tanh", FALSE);
}

static void
add_unticked (Fixture *self)
{
  tick (self, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10", TRUE);
}

static const struct
{
  void (*act) (Fixture *self);
  const char *description;
} steps[] = {
  { tick_relu, "Tick Activation: ReLU" },
  { untick_sigmoid, "Untick Activation: sigmoid" },
  { add_rate, "Tick Learning rate: 0.086" },
  { add_layers, "Tick Hidden layers: 5–4" },
  { edit_layers, "Change Hidden layers" },
  { remove_layers, "Change Hidden layers" },
  { set_seeds, "Change Seed" },
  { choose_notebook, "Choose “Three”" },
  { multiply, "Tick Optimizer: Adam" },
  { untick_tanh, "Untick Activation: tanh" },
  { set_seeds, "Change Seed" },
  { change_title, "Choose “Other”" },
  { add_unticked, "Tick Batch size: 10" },
};

/* Each state comes back, all of it, in both directions, as often as one likes. */
static void
test_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_plan_state_unref);
  guint n = G_N_ELEMENTS (steps);

  g_ptr_array_add (states, normlab_plan_save (self->plan));
  for (guint i = 0; i < n; i++)
    {
      steps[i].act (self);
      g_ptr_array_add (states, normlab_plan_save (self->plan));
      assert_next (self, steps[i].description);
      pause_for (self, G_TIME_SPAN_MINUTE);
    }
  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = n; i-- > 0;)
        {
          g_autoptr (NormlabPlanState) state = NULL;

          assert_next (self, steps[i].description);
          normlab_undo_undo (self->undo);
          state = normlab_plan_save (self->plan);
          g_assert_true (normlab_plan_state_equal (state, states->pdata[i]));
        }
      g_assert_false (normlab_undo_can_undo (self->undo));
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (NormlabPlanState) state = NULL;

          normlab_undo_redo (self->undo);
          state = normlab_plan_save (self->plan);
          g_assert_true (normlab_plan_state_equal (state, states->pdata[i + 1]));
        }
      g_assert_false (normlab_undo_can_redo (self->undo));
    }
}

/* The experiment that is no product, and what is made of it, come back to the recipe. */
static void
test_fixed (Fixture *self, gconstpointer data)
{
  choose_notebook (self);
  normlab_test_plan_assert_n (self->plan, 3);
  pause_for (self, G_TIME_SPAN_MINUTE);
  multiply (self);
  normlab_test_plan_assert_n (self->plan, 6);
  pause_for (self, G_TIME_SPAN_MINUTE);
  change_title (self);
  normlab_test_plan_assert_n (self->plan, 1);
  g_assert_false (normlab_plan_get_is_fixed (self->plan));
  normlab_undo_undo (self->undo);
  g_assert_true (normlab_plan_get_is_fixed (self->plan));
  g_assert_null (normlab_plan_get_title (self->plan));
  normlab_test_plan_assert_n (self->plan, 6);
  normlab_undo_undo (self->undo);
  g_assert_cmpstr (normlab_plan_get_title (self->plan), ==, "Three");
  normlab_test_plan_assert_n (self->plan, 3);
  /* What is offered for an experiment alone still goes with it. */
  change_title (self);
  g_assert_null (normlab_test_plan_find (self->plan, NORMLAB_HYPERPARAMETER_INIT, "0.3"));
}

/* Whatever shows a choice keeps it: nothing moves under the pointer. */
static void
test_objects (Fixture *self, gconstpointer data)
{
  NormlabCandidate *layers
      = normlab_test_plan_find (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20");
  NormlabCandidate *relu
      = normlab_test_plan_find (self->plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu");

  edit_layers (self);
  tick_relu (self);
  normlab_undo_undo (self->undo);
  g_assert_true (layers
                 == normlab_test_plan_find (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20"));
  g_assert_true (relu
                 == normlab_test_plan_find (self->plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu"));
}

/* Numbers that are counted up are one change, however many; ticks are one each. */
static void
test_bursts (Fixture *self, gconstpointer data)
{
  for (guint i = 2; i <= 9; i++)
    {
      normlab_plan_set_seeds (self->plan, 0, i);
      pause_for (self, G_TIME_SPAN_SECOND / 2);
    }
  tick_relu (self);
  pause_for (self, G_TIME_SPAN_SECOND / 10);
  tick (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "tanh", TRUE);
  pause_for (self, G_TIME_SPAN_SECOND / 10);
  /* "10; 50", typed into the entry */
  normlab_test_plan_add (self->plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "20");
  normlab_test_plan_add (self->plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "50");
  assert_next (self, "Change Batch size");
  normlab_undo_undo (self->undo);
  normlab_test_plan_assert_offered (self->plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10;100;1000");
  assert_next (self, "Tick Activation: tanh");
  normlab_undo_undo (self->undo);
  assert_next (self, "Tick Activation: ReLU");
  normlab_undo_undo (self->undo);
  assert_next (self, "Change Seed");
  normlab_undo_undo (self->undo);
  normlab_test_plan_assert (self->plan, NORMLAB_HYPERPARAMETER_SEED, "0");
  g_assert_false (normlab_undo_can_undo (self->undo));

  /* There and back again is nothing. */
  normlab_plan_set_seeds (self->plan, 0, 2);
  pause_for (self, G_TIME_SPAN_SECOND / 10);
  normlab_plan_set_seeds (self->plan, 0, 1);
  g_assert_false (normlab_undo_can_undo (self->undo));
  /* And what changes nothing is no change. */
  choose (self, "[Experiment]\nVersion=1\nTitle=\n[Set 1]\nhidden=40-20\n");
  g_assert_false (normlab_undo_can_undo (self->undo));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/plan-recorder/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all", test_all);
  ADD ("fixed", test_fixed);
  ADD ("objects", test_objects);
  ADD ("bursts", test_bursts);
  return g_test_run ();
}
