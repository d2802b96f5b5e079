/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

/* A thousand things that people do, in an order that nobody would think of, the same every time.
 * Any warning ends the program (G_DEBUG), and when the window has closed no run may be left. */

#define N_ACTIONS 1000
#define SEED 20161123
#define MAX_RUNS 60

static const char *const sets[] = {
  "[Set 1]\nhidden=8\niterations=40\nbatch-size=10\n",
  "[Set 1]\nhidden=8;8,6\niterations=100000\nbatch-norm=on;off\n",
  "[Set 1]\nhidden=none\niterations=50\nseed=0;1;2;3\n",
  "[Set 1]\nhidden=10\nlearning-rate=1000000\nactivation=relu;tanh\nbatch-norm=off\n",
  "[Set 1]\nhidden=8\niterations=30\ninit=xavier;he;0.01\nactivation=relu;sigmoid\n",
  "[Set 1]\nhidden=8\niterations=60\n[Set 2]\nhidden=6,6\noptimizer=adam\niterations=20\n",
};

static const char *const switches[] = { "metric", "abscissa" };

static void
change (NormlabTestWindow *self, GRand *random)
{
  const char *const views[] = { "automatic", "overlay", "multiples" };
  const char *const pages[] = { "curves", "map" };
  const char *const bands[] = { "none", "range", "deviation", "interval" };
  const char *const booleans[] = { "show-training", "show-members", "panel-visible" };
  GActionGroup *actions = G_ACTION_GROUP (self->window);

  switch (g_rand_int_range (random, 0, 5))
    {
    case 4:
      g_action_group_change_action_state (
          actions, "page", g_variant_new_string (pages[g_rand_int_range (random, 0, 2)]));
      break;
    case 0:
      g_action_group_change_action_state (
          actions, "view", g_variant_new_string (views[g_rand_int_range (random, 0, 3)]));
      break;
    case 1:
      g_action_group_change_action_state (
          actions, "band", g_variant_new_string (bands[g_rand_int_range (random, 0, 4)]));
      break;
    case 2:
      {
        g_autofree char *action
            = g_strconcat ("switch-", switches[g_rand_int_range (random, 0, 2)], NULL);

        normlab_test_window_activate (self, action);
        break;
      }
    default:
      g_action_group_change_action_state (actions, booleans[g_rand_int_range (random, 0, 3)],
                                          g_variant_new_boolean (g_rand_boolean (random)));
      break;
    }
}

/* On one run: hide, show, rename, pause, remove. */
static void
handle_run (NormlabTestWindow *self, GRand *random)
{
  NormlabLab *lab = normlab_window_get_lab (self->window);
  guint n = normlab_test_window_get_n_runs (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  NormlabRunItem *item;

  if (n == 0)
    return;
  item = normlab_test_window_get_item (self, (guint) g_rand_int_range (random, 0, (gint32) n));
  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      normlab_run_item_set_shown (item, g_rand_boolean (random));
      break;
    case 1:
      normlab_run_item_set_custom_name (item, g_rand_boolean (random) ? "mine" : NULL);
      break;
    case 2:
      normlab_lab_pause (lab, item);
      break;
    case 3:
      normlab_lab_resume (lab, item);
      break;
    case 4:
      normlab_lab_stop (lab, item);
      break;
    default:
      g_ptr_array_add (items, item);
      normlab_lab_remove (lab, items);
      break;
    }
}

static void
tick (NormlabTestWindow *self, GRand *random)
{
  NormlabPlan *plan = normlab_window_get_plan (self->window);
  NormlabHyperparameter hyperparameter
      = (NormlabHyperparameter) g_rand_int_range (random, 0, NORMLAB_N_HYPERPARAMETERS);
  GListModel *candidates = normlab_plan_get_candidates (plan, hyperparameter);
  guint n = g_list_model_get_n_items (candidates);
  g_autoptr (NormlabCandidate) candidate
      = g_list_model_get_item (candidates, (guint) g_rand_int_range (random, 0, (gint32) n));

  normlab_candidate_set_ticked (candidate, g_rand_boolean (random));
}

static void
act (NormlabTestWindow *self, GRand *random)
{
  const char *const plain[] = { "pause", "pause", "step", "stop", "clear", "undo", "undo" };
  double speeds[] = { 0, 0, 2, 200 };

  switch (g_rand_int_range (random, 0, 12))
    {
    case 0:
    case 1:
      if (normlab_test_window_get_n_runs (self) < MAX_RUNS
          && normlab_plan_get_n_recipes (normlab_window_get_plan (self->window)) < 20)
        normlab_test_window_activate (self, "train");
      break;
    case 2:
      normlab_test_window_choose (self,
                                  sets[g_rand_int_range (random, 0, (gint32) G_N_ELEMENTS (sets))]);
      break;
    case 3:
    case 4:
      tick (self, random);
      break;
    case 5:
    case 6:
      handle_run (self, random);
      break;
    case 7:
      change (self, random);
      break;
    case 8:
      normlab_lab_set_speed (normlab_window_get_lab (self->window),
                             speeds[g_rand_int_range (random, 0, 4)]);
      break;
    default:
      normlab_test_window_activate (
          self, plain[g_rand_int_range (random, 0, (gint32) G_N_ELEMENTS (plain))]);
      break;
    }
}

static void
test_walk (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_ACTIONS; i++)
    {
      act (self, random);
      if (g_rand_int_range (random, 0, 4) == 0)
        normlab_test_ui_frames (GTK_WIDGET (self->window), 1);
      else if (g_rand_boolean (random))
        g_main_context_iteration (NULL, FALSE);
    }
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  g_test_add ("/ui/walk/thousand-actions", NormlabTestWindow, NULL, normlab_test_window_set_up,
              test_walk, normlab_test_window_tear_down);
  return g_test_run ();
}
