/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab.h"
#include "normlab-random.h"
#include "normlab-test-history.h"
#include "normlab-test-ui.h"
#include "normlab-test.h"

typedef struct
{
  NormlabLab *lab;
  NormlabDataset *dataset;
  guint n_advanced;
} Fixture;

static void
count_advanced (NormlabLab *lab, gpointer data)
{
  ((Fixture *) data)->n_advanced++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->lab = normlab_lab_new (2, &error);
  g_assert_no_error (error);
  fixture->dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_signal_connect (fixture->lab, "advanced", G_CALLBACK (count_advanced), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->lab);
  normlab_dataset_unref (fixture->dataset);
}

static NormlabRecipe
make_recipe (guint iterations, guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = 1;
  recipe.hidden[0] = 8;
  recipe.hidden[1] = 0;
  recipe.batch_size = 10;
  recipe.iterations = iterations;
  recipe.interval = 10;
  recipe.seed = seed;
  return recipe;
}

/* Seeds from 0 on. */
static void
train (Fixture *fixture, guint n_runs, guint iterations)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < n_runs; i++)
    {
      NormlabRecipe recipe = make_recipe (iterations, i);

      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (fixture->lab, recipes, fixture->dataset);
}

#define ENDLESS 10000000

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (normlab_lab_get_runs (fixture->lab));
}

/* Borrowed from the list. */
static NormlabRunItem *
get_item (Fixture *fixture, guint i)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), i);

  g_assert_nonnull (item);
  return item;
}

static NormlabRun *
get_run (Fixture *fixture, guint i)
{
  return normlab_run_item_get_run (get_item (fixture, i));
}

static gboolean
is_idle (gpointer data)
{
  return normlab_lab_get_state (((Fixture *) data)->lab) == NORMLAB_LAB_IDLE;
}

typedef struct
{
  NormlabRun *run;
  guint step;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;

  return normlab_run_get_step (goal->run) >= goal->step;
}

static void
wait_for_step (Fixture *fixture, guint i, guint step)
{
  Goal goal = { get_run (fixture, i), step };

  normlab_test_ui_wait (is_reached, &goal, 20);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

static void
let_run (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  normlab_test_ui_wait (is_over, &end, seconds + 10);
}

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
test_train (Fixture *fixture, gconstpointer data)
{
  guint n_changed = 0, n_states = 0;

  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_IDLE);
  g_signal_connect_swapped (fixture->lab, "notify::state", G_CALLBACK (count), &n_states);
  train (fixture, 3, 100);
  g_assert_cmpuint (get_n (fixture), ==, 3);
  /* At once, and not only when a worker has begun. */
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_TRAINING);
  g_assert_cmpuint (normlab_lab_get_n_active (fixture->lab), ==, 3);
  g_signal_connect_swapped (get_item (fixture, 0), "changed", G_CALLBACK (count), &n_changed);

  normlab_test_ui_wait (is_idle, fixture, 20);
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (n_changed, <=, fixture->n_advanced);
  for (guint i = 0; i < 3; i++)
    {
      NormlabRunItem *item = get_item (fixture, i);
      NormlabRun *run = get_run (fixture, i);

      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 10);
      g_assert_cmpuint (normlab_run_item_get_number (item), ==, i + 1);
      g_assert_cmpfloat (normlab_run_item_get_progress (item), ==, 1.0);
      g_assert_cmpfloat (normlab_run_item_get_best_accuracy (item), ==,
                         normlab_run_get_best_accuracy (run));
      g_assert_cmpfloat (normlab_run_item_get_speed (item), >, 0);
    }
  g_signal_handlers_disconnect_by_data (fixture->lab, &n_states);
  g_signal_handlers_disconnect_by_data (get_item (fixture, 0), &n_changed);
}

static void
assert_name (Fixture *fixture, guint i, const char *name)
{
  g_assert_cmpstr (normlab_run_item_get_name (get_item (fixture, i)), ==, name);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  guint n_names = 0, n_changed = 0;
  NormlabRunItem *item;

  train (fixture, 1, 20);
  assert_name (fixture, 0, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps");
  item = get_item (fixture, 0);
  g_signal_connect_swapped (item, "notify::name", G_CALLBACK (count), &n_names);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count), &n_changed);
  train (fixture, 1, 20);
  assert_name (fixture, 0, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps");
  assert_name (fixture, 1, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps (2)");
  g_assert_cmpuint (n_names, ==, 0);

  train (fixture, 2, 20);
  assert_name (fixture, 0, "seed 0");
  assert_name (fixture, 1, "seed 0 (2)");
  assert_name (fixture, 2, "seed 0 (3)");
  assert_name (fixture, 3, "seed 1");
  g_assert_cmpuint (n_names, ==, 1);

  /* A name that a person gave stays, until it is taken back. */
  n_names = n_changed = 0;
  normlab_run_item_set_custom_name (item, "Mine");
  assert_name (fixture, 0, "Mine");
  normlab_run_item_set_custom_name (item, "Mine");
  g_assert_cmpuint (n_names, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  train (fixture, 1, 30);
  assert_name (fixture, 0, "Mine");
  assert_name (fixture, 4, "30 steps, seed 0");
  g_assert_cmpuint (n_names, ==, 1);
  normlab_run_item_set_custom_name (item, "");
  g_assert_null (normlab_run_item_get_custom_name (item));
  assert_name (fixture, 0, "20 steps, seed 0");
  normlab_test_ui_wait (is_idle, fixture, 20);
  g_signal_handlers_disconnect_by_data (item, &n_names);
  g_signal_handlers_disconnect_by_data (item, &n_changed);
}

static void
test_sort_keys (void)
{
  const NormlabRecipe recipe = make_recipe (10, 0);
  g_autoptr (NormlabRun) run
      = normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) two = normlab_run_item_new (run, 1);
  g_autoptr (NormlabRunItem) ten = normlab_run_item_new (run, 2);

  normlab_run_item_set_automatic_name (two, "seed 2");
  normlab_run_item_set_automatic_name (ten, "seed 10");
  g_assert_cmpint (
      strcmp (normlab_run_item_get_sort_key (two), normlab_run_item_get_sort_key (ten)), <, 0);
  normlab_run_item_set_custom_name (two, "seed 20");
  g_assert_cmpint (
      strcmp (normlab_run_item_get_sort_key (two), normlab_run_item_get_sort_key (ten)), >, 0);
}

static void
test_data_names (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe (10, 0);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  train (fixture, 1, 10);
  normlab_lab_add_ended (fixture->lab, runs);
  assert_name (fixture, 0, "test");
  assert_name (fixture, 1, "mnist");
  train (fixture, 2, 10);
  assert_name (fixture, 0, "seed 0, test");
  assert_name (fixture, 1, "seed 0, mnist");
  normlab_test_ui_wait (is_idle, fixture, 20);
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  guint step, n;

  train (fixture, 2, ENDLESS);
  wait_for_step (fixture, 0, 20);
  wait_for_step (fixture, 1, 20);
  normlab_lab_pause (fixture->lab, get_item (fixture, 0));
  g_assert_cmpint (normlab_run_get_state (get_run (fixture, 0)), ==, NORMLAB_RUN_PAUSED);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_TRAINING);
  normlab_lab_pause (fixture->lab, NULL);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_PAUSED);
  g_assert_cmpuint (normlab_lab_get_n_active (fixture->lab), ==, 2);
  let_run (0.1);
  step = normlab_run_get_step (get_run (fixture, 1));
  let_run (0.1);
  g_assert_cmpuint (normlab_run_get_step (get_run (fixture, 1)), ==, step);

  /* New runs train, paused ones stay paused. */
  train (fixture, 1, 50);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_TRAINING);
  wait_for_step (fixture, 2, 50);
  let_run (0.05);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_PAUSED);
  g_assert_cmpuint (normlab_run_get_step (get_run (fixture, 1)), ==, step);

  for (guint i = 0; i < 3; i++)
    {
      n = normlab_run_get_n_samples (get_run (fixture, 1));
      normlab_lab_step (fixture->lab, NULL);
      wait_for_step (fixture, 1, (step / 10 + 1 + i) * 10);
      let_run (0.05);
      g_assert_cmpuint (normlab_run_get_step (get_run (fixture, 1)), ==, (step / 10 + 1 + i) * 10);
      g_assert_cmpuint (normlab_run_get_n_samples (get_run (fixture, 1)), ==, n + 1);
      g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_PAUSED);
    }

  normlab_lab_resume (fixture->lab, NULL);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_TRAINING);
  wait_for_step (fixture, 0, step + 200);
  normlab_lab_stop (fixture->lab, get_item (fixture, 0));
  normlab_lab_stop (fixture->lab, NULL);
  normlab_test_ui_wait (is_idle, fixture, 1);
  g_assert_cmpint (normlab_run_get_state (get_run (fixture, 0)), ==, NORMLAB_RUN_STOPPED);
  g_assert_cmpint (normlab_run_get_state (get_run (fixture, 2)), ==, NORMLAB_RUN_FINISHED);
}

static void
test_speed (Fixture *fixture, gconstpointer data)
{
  guint step, n_speeds = 0;

  g_signal_connect_swapped (fixture->lab, "notify::speed", G_CALLBACK (count), &n_speeds);
  normlab_lab_set_speed (fixture->lab, 50);
  normlab_lab_set_speed (fixture->lab, 50);
  g_assert_cmpuint (n_speeds, ==, 1);
  g_assert_cmpfloat (normlab_lab_get_speed (fixture->lab), ==, 50);
  train (fixture, 2, ENDLESS);
  let_run (1);
  step = normlab_run_get_step (get_run (fixture, 0));
  g_assert_cmpuint (step, >=, 20);
  g_assert_cmpuint (step, <=, 60);

  normlab_lab_set_speed (fixture->lab, 0);
  let_run (0.5);
  g_assert_cmpuint (normlab_run_get_step (get_run (fixture, 0)), >, step + 200);
  normlab_lab_set_speed (fixture->lab, 2);
  let_run (0.1);
  step = normlab_run_get_step (get_run (fixture, 0));
  let_run (0.5);
  g_assert_cmpuint (normlab_run_get_step (get_run (fixture, 0)), <=, step + 2);
  g_signal_handlers_disconnect_by_data (fixture->lab, &n_speeds);
}

static GPtrArray *
pick (Fixture *fixture, guint first, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (items, g_object_ref (get_item (fixture, i)));
  return items;
}

static void
keep_message (NormlabLab *lab, const char *message, char **place)
{
  g_free (*place);
  *place = g_strdup (message);
}

static void
assert_same_history (NormlabRun *a, NormlabRun *b)
{
  const NormlabSample *first = normlab_run_get_samples (a), *second = normlab_run_get_samples (b);

  g_assert_cmpuint (normlab_run_get_n_samples (a), ==, normlab_run_get_n_samples (b));
  for (guint i = 0; i < normlab_run_get_n_samples (a); i++)
    {
      g_assert_cmpuint (first[i].step, ==, second[i].step);
      g_assert_cmpfloat (first[i].train_accuracy, ==, second[i].train_accuracy);
      g_assert_cmpfloat (first[i].test_accuracy, ==, second[i].test_accuracy);
      g_assert_cmpfloat (first[i].loss, ==, second[i].loss);
    }
}

/* A run that was taken out while it trained, and brought back, gives the same bits. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *message = NULL;
  g_autoptr (NormlabRun) run = NULL;
  guint step;

  g_signal_connect (fixture->lab, "removed", G_CALLBACK (keep_message), &message);
  normlab_lab_set_speed (fixture->lab, 400);
  train (fixture, 4, 200);
  run = g_object_ref (get_run (fixture, 1));
  wait_for_step (fixture, 1, 30);
  normlab_lab_pause (fixture->lab, get_item (fixture, 2));
  g_assert_false (normlab_lab_get_can_undo (fixture->lab));
  items = pick (fixture, 1, 2);
  normlab_lab_remove (fixture->lab, items);
  g_assert_cmpstr (message, ==, "2 runs removed");
  g_assert_cmpuint (get_n (fixture), ==, 2);
  g_assert_cmpuint (normlab_lab_get_n_active (fixture->lab), ==, 2);
  let_run (0.1);
  step = normlab_run_get_step (run);
  /* What concerns all concerns only those that are listed. */
  normlab_lab_pause (fixture->lab, NULL);
  normlab_lab_resume (fixture->lab, NULL);
  normlab_lab_step (fixture->lab, NULL);
  normlab_lab_resume (fixture->lab, NULL);
  let_run (0.2);
  g_assert_cmpuint (normlab_run_get_step (run), ==, step);
  g_assert_cmpuint (step, <, 200);

  g_assert_true (normlab_lab_get_can_undo (fixture->lab));
  normlab_lab_undo (fixture->lab);
  g_assert_false (normlab_lab_get_can_undo (fixture->lab));
  g_assert_cmpuint (get_n (fixture), ==, 4);
  g_assert_true (get_run (fixture, 1) == run);
  g_assert_cmpint (normlab_run_get_state (get_run (fixture, 2)), ==, NORMLAB_RUN_PAUSED);
  normlab_lab_set_speed (fixture->lab, 0);
  normlab_lab_resume (fixture->lab, get_item (fixture, 2));
  normlab_test_ui_wait (is_idle, fixture, 20);

  train (fixture, 4, 200);
  normlab_test_ui_wait (is_idle, fixture, 20);
  for (guint i = 0; i < 4; i++)
    assert_same_history (get_run (fixture, i), get_run (fixture, 4 + i));
  g_signal_handlers_disconnect_by_data (fixture->lab, &message);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_signal_connect (fixture->lab, "removed", G_CALLBACK (keep_message), &message);
  normlab_lab_clear (fixture->lab);
  g_assert_null (message);
  train (fixture, 3, ENDLESS);
  normlab_run_item_set_custom_name (get_item (fixture, 2), "third");
  normlab_lab_clear (fixture->lab);
  g_assert_cmpstr (message, ==, "3 runs removed");
  g_assert_cmpuint (get_n (fixture), ==, 0);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_IDLE);
  train (fixture, 1, 10);
  normlab_lab_undo (fixture->lab);
  g_assert_cmpuint (get_n (fixture), ==, 4);
  assert_name (fixture, 2, "third");
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (normlab_run_item_get_number (get_item (fixture, i)), ==, i + 1);
  g_assert_cmpint (normlab_lab_get_state (fixture->lab), ==, NORMLAB_LAB_TRAINING);
  wait_for_step (fixture, 0, 20);

  /* Numbers are never used again. */
  normlab_lab_clear (fixture->lab);
  normlab_lab_forget_removed (fixture->lab);
  g_assert_false (normlab_lab_get_can_undo (fixture->lab));
  train (fixture, 1, 10);
  g_assert_cmpuint (normlab_run_item_get_number (get_item (fixture, 0)), ==, 5);
  runs = normlab_lab_create_run_array (fixture->lab);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_true (g_ptr_array_index (runs, 0) == get_run (fixture, 0));
  g_signal_handlers_disconnect_by_data (fixture->lab, &message);
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  train (fixture, 1, 20);
  normlab_run_item_set_custom_name (get_item (fixture, 0), "again");
  normlab_lab_train_again (fixture->lab, get_item (fixture, 0), fixture->dataset);
  assert_name (fixture, 1, "again");
  normlab_test_ui_wait (is_idle, fixture, 20);
  assert_same_history (get_run (fixture, 0), get_run (fixture, 1));
}

/* However fast the workers are, the window hears of it sixty times a second. */
static void
test_pace (Fixture *fixture, gconstpointer data)
{
  train (fixture, 8, ENDLESS);
  let_run (0.2);
  fixture->n_advanced = 0;
  let_run (1);
  g_test_message ("%u drains in a second", fixture->n_advanced);
  g_assert_cmpuint (fixture->n_advanced, <=, 63);
  g_assert_cmpuint (fixture->n_advanced, >=, 20);
}

static gboolean
keep_busy (gpointer data)
{
  (*(guint *) data)++;
  g_usleep (2000);
  return G_SOURCE_CONTINUE;
}

/* What draws without end does not keep the runs from being heard, nor do they keep it from
 * drawing. */
static void
test_starving (Fixture *fixture, gconstpointer data)
{
  guint n_drawn = 0;
  guint source = g_idle_add_full (GDK_PRIORITY_REDRAW, keep_busy, &n_drawn, NULL);

  train (fixture, 8, ENDLESS);
  fixture->n_advanced = 0;
  let_run (1);
  g_test_message ("%u drains in a second, %u draws", fixture->n_advanced, n_drawn);
  g_assert_cmpuint (fixture->n_advanced, >=, 5);
  g_assert_cmpuint (n_drawn, >=, 50);
  g_source_remove (source);
}

/* The window can go at any time. */
static void
test_close (void)
{
  for (guint i = 0; i < 5; i++)
    {
      Fixture fixture = { 0 };
      gint64 begin;

      set_up (&fixture, NULL);
      train (&fixture, 24, ENDLESS);
      let_run (0.02 * i);
      if (i % 2 == 1)
        normlab_lab_clear (fixture.lab);
      begin = g_get_monotonic_time ();
      tear_down (&fixture, NULL);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 300 * G_TIME_SPAN_MILLISECOND);
      normlab_test_ui_settle ();
    }
}

static void
act_at_random (Fixture *fixture, NormlabRandom *random)
{
  guint n = get_n (fixture);
  guint action = normlab_random_next (random) % 12;
  NormlabRunItem *item = NULL;

  if (n > 0 && normlab_random_next (random) % 2 == 0)
    item = get_item (fixture, normlab_random_next (random) % n);
  if (action == 0 && n < 40)
    train (fixture, 1 + normlab_random_next (random) % 6, ENDLESS);
  else if (action == 1 && n < 40)
    train (fixture, 1 + normlab_random_next (random) % 6, 50);
  else if (action == 2)
    normlab_lab_pause (fixture->lab, item);
  else if (action == 3)
    normlab_lab_resume (fixture->lab, item);
  else if (action == 4)
    normlab_lab_step (fixture->lab, item);
  else if (action == 5)
    normlab_lab_stop (fixture->lab, item);
  else if (action == 6 && n > 0)
    {
      guint first = normlab_random_next (random) % n;
      g_autoptr (GPtrArray) items
          = pick (fixture, first, 1 + normlab_random_next (random) % (n - first));

      normlab_lab_remove (fixture->lab, items);
    }
  else if (action == 7 && normlab_random_next (random) % 4 == 0)
    normlab_lab_clear (fixture->lab);
  else if (action == 8 || action == 9)
    normlab_lab_undo (fixture->lab);
  else if (action == 10)
    normlab_lab_set_speed (fixture->lab, normlab_random_next (random) % 3 * 100.0);
  else if (item != NULL)
    normlab_lab_train_again (fixture->lab, item, fixture->dataset);
}

static void
on_gone (gpointer data, GObject *where)
{
  (*(guint *) data)--;
}

typedef struct
{
  guint n_alive;
  GHashTable *seen;
} Watch;

static void
watch_runs (GListModel *model, guint position, guint n_removed, guint n_added, gpointer data)
{
  Watch *watch = data;

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (model, i);
      gpointer number = GUINT_TO_POINTER (normlab_run_item_get_number (item));

      if (!g_hash_table_add (watch->seen, number))
        continue;
      g_object_weak_ref (G_OBJECT (item), on_gone, &watch->n_alive);
      g_object_weak_ref (G_OBJECT (normlab_run_item_get_run (item)), on_gone, &watch->n_alive);
      watch->n_alive += 2;
    }
}

static gboolean
is_none_alive (gpointer data)
{
  return ((Watch *) data)->n_alive == 0;
}

/* Whatever was done, nothing that was forgotten stays behind, although the lab does. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  Watch watch = { 0, g_hash_table_new (NULL, NULL) };
  NormlabRandom random;

  normlab_random_seed (&random, 3);
  g_signal_connect (normlab_lab_get_runs (fixture->lab), "items-changed", G_CALLBACK (watch_runs),
                    &watch);
  for (guint i = 0; i < 200; i++)
    {
      act_at_random (fixture, &random);
      if (normlab_random_next (&random) % 3 == 0)
        let_run (0.01);
    }
  g_assert_cmpuint (g_hash_table_size (watch.seen), >, 50);
  normlab_lab_clear (fixture->lab);
  normlab_lab_forget_removed (fixture->lab);
  normlab_test_ui_wait (is_none_alive, &watch, 5);
  g_hash_table_unref (watch.seen);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/lab/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("train", test_train);
  ADD ("names", test_names);
  ADD ("data-names", test_data_names);
  g_test_add_func ("/lab/sort-keys", test_sort_keys);
  ADD ("pause", test_pause);
  ADD ("speed", test_speed);
  ADD ("undo", test_undo);
  ADD ("clear", test_clear);
  ADD ("again", test_again);
  ADD ("pace", test_pace);
  ADD ("starving", test_starving);
  g_test_add_func ("/lab/close", test_close);
  ADD ("random", test_random);
  return g_test_run ();
}
