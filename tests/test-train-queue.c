/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-desk.h"
#include "normlab-test-loads.h"
#include "normlab-test-loop.h"
#include "normlab-train-queue.h"

/* Networks that wait for the data that they are to be trained on. */

#define OBSTACLE "There are no data to train on: choose a folder or the built-in digits first"

typedef struct
{
  NormlabTestDesk lab;
  NormlabTrainQueue *queue;
  char *first, *second;
  guint n_notified;
} Fixture;

static void
on_waiting (Fixture *self)
{
  self->n_notified++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_desk_init (&self->lab);
  self->first = normlab_test_desk_write_data (&self->lab, "first", 1);
  self->second = normlab_test_desk_write_data (&self->lab, "second", 2);
  self->queue = normlab_train_queue_new (self->lab.lab, self->lab.loader, self->lab.notices);
  g_signal_connect_swapped (self->queue, "notify::waiting", G_CALLBACK (on_waiting), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->queue);
  normlab_test_desk_clear (&self->lab);
  g_free (self->first);
  g_free (self->second);
}

static void
train (Fixture *self, guint n)
{
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (n);

  normlab_train_queue_train (self->queue, recipes);
}

static gboolean
is_not_loading (gpointer loader)
{
  return normlab_data_loader_get_state (loader) != NORMLAB_DATA_LOADING;
}

static void
let_go (Fixture *self, const char *path)
{
  normlab_test_loads_let_go (path);
  normlab_test_wait (is_not_loading, self->lab.loader, 20);
}

static void
test_ready (Fixture *self, gconstpointer data)
{
  normlab_test_desk_use (&self->lab, self->first);
  g_assert_null (normlab_train_queue_get_obstacle (self->queue));
  train (self, 2);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  g_assert_true (normlab_run_get_dataset (normlab_test_desk_get_run (&self->lab, 1))
                 == normlab_data_loader_get_dataset (self->lab.loader));
  g_assert_false (normlab_train_queue_get_waiting (self->queue));
  g_assert_cmpuint (self->n_notified, ==, 0);
}

/* More images than there are: nothing is trained, until as many are asked for as there are. */
static void
test_images (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (2);
  NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, 1);
  g_autofree char *complaints = NULL;
  guint n;

  normlab_test_desk_use (&self->lab, self->first);
  n = normlab_dataset_get_n_images (normlab_data_loader_get_dataset (self->lab.loader),
                                    NORMLAB_SPLIT_TRAINING);
  recipe->batch_size = 1;
  recipe->training_images = n + 1;
  normlab_train_queue_train (self->queue, recipes);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  complaints = normlab_notices_get_complaints (self->lab.notices);
  g_assert_true (g_str_has_prefix (complaints, "Training images: the data set “"));

  recipe->training_images = n;
  normlab_train_queue_train (self->queue, recipes);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  g_free (complaints);
  complaints = normlab_notices_get_complaints (self->lab.notices);
  g_assert_null (complaints);
}

/* The last that were asked for wait, and are trained on the data that come. */
static void
test_waiting (Fixture *self, gconstpointer data)
{
  normlab_test_desk_use (&self->lab, self->first);
  normlab_test_loads_hold (self->second);
  normlab_data_loader_ask (self->lab.loader, self->second);
  train (self, 1);
  g_assert_true (normlab_train_queue_get_waiting (self->queue));
  train (self, 3);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  g_assert_cmpuint (self->n_notified, ==, 1);
  g_assert_null (normlab_train_queue_get_obstacle (self->queue));

  let_go (self, self->second);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  g_assert_cmpstr (
      normlab_data_id_get_path (normlab_run_get_data (normlab_test_desk_get_run (&self->lab, 0))),
      ==, self->second);
  g_assert_false (normlab_train_queue_get_waiting (self->queue));
  g_assert_cmpuint (self->n_notified, ==, 2);

  /* Once. */
  normlab_test_desk_use (&self->lab, self->first);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
}

/* Other data are chosen meanwhile: it is these that they wait for now. */
static void
test_other_data (Fixture *self, gconstpointer data)
{
  normlab_test_loads_hold (self->first);
  normlab_data_loader_ask (self->lab.loader, self->first);
  train (self, 1);
  normlab_test_desk_use (&self->lab, self->second);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  g_assert_cmpstr (
      normlab_data_id_get_path (normlab_run_get_data (normlab_test_desk_get_run (&self->lab, 0))),
      ==, self->second);
  normlab_test_loads_let_go (self->first);
}

static void
test_forgotten (Fixture *self, gconstpointer data)
{
  normlab_test_loads_hold (self->first);
  normlab_data_loader_ask (self->lab.loader, self->first);
  train (self, 1);
  normlab_train_queue_forget (self->queue);
  g_assert_false (normlab_train_queue_get_waiting (self->queue));
  g_assert_cmpuint (self->n_notified, ==, 2);
  let_go (self, self->first);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
}

/* Data that cannot be had: what waited is given up, and does not train on others. */
static void
test_failed (Fixture *self, gconstpointer data)
{
  normlab_test_desk_use (&self->lab, self->first);
  normlab_test_loads_hold ("/nonexistent");
  normlab_data_loader_ask (self->lab.loader, "/nonexistent");
  train (self, 1);
  let_go (self, "/nonexistent");
  g_assert_false (normlab_train_queue_get_waiting (self->queue));
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  normlab_test_desk_assert_complaints (&self->lab, "The folder “/nonexistent” does not exist");

  /* Those before are in use, but the complaint stays until others have come. */
  train (self, 1);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  normlab_test_desk_assert_complaints (&self->lab, "The folder “/nonexistent” does not exist");
  normlab_test_desk_use (&self->lab, self->second);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
}

/* Without any, nothing trains, and it is said why. */
static void
test_none (Fixture *self, gconstpointer data)
{
  g_assert_cmpstr (normlab_train_queue_get_obstacle (self->queue), ==, OBSTACLE);
  normlab_data_loader_ask (self->lab.loader, "/nonexistent");
  normlab_test_wait (is_not_loading, self->lab.loader, 20);
  normlab_test_desk_assert_complaints (&self->lab,
                                       "The folder “/nonexistent” does not exist. Choose other "
                                       "data or the built-in digits before you train.");
  train (self, 1);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  g_assert_false (normlab_train_queue_get_waiting (self->queue));
  normlab_test_desk_assert_complains (&self->lab, OBSTACLE);
  normlab_test_desk_use (&self->lab, self->first);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  g_assert_null (normlab_train_queue_get_obstacle (self->queue));
}

static void
assert_told (Fixture *self, const char *text)
{
  g_assert_cmpstr (self->lab.told, ==, text);
}

/* What is there is left out, and offered. */
static void
test_already (Fixture *self, gconstpointer data)
{
  normlab_test_desk_use (&self->lab, self->first);
  train (self, 3);
  assert_told (self, NULL);
  g_assert_false (normlab_train_queue_get_offering (self->queue));
  train (self, 5);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 5);
  g_assert_cmpuint (normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, 3))->seed, ==,
                    3);
  assert_told (self, "3 of 5 networks are there already");
  g_assert_true (normlab_train_queue_get_offering (self->queue));

  /* Exactly those, and once. */
  normlab_train_queue_train_again (self->queue);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 8);
  g_assert_cmpuint (normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, 5))->seed, ==,
                    0);
  g_assert_cmpuint (normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, 7))->seed, ==,
                    2);
  g_assert_false (normlab_train_queue_get_offering (self->queue));
  assert_told (self, NULL);
  normlab_train_queue_train_again (self->queue);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 8);
}

static void
test_all_already (Fixture *self, gconstpointer data)
{
  normlab_test_desk_use (&self->lab, self->first);
  train (self, 2);
  normlab_test_desk_wait_done (&self->lab);
  normlab_run_item_set_shown (normlab_test_desk_get_item (&self->lab, 0), FALSE);
  train (self, 2);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_told (self, "All 2 networks are there already");
  /* Who wants to see them does. */
  g_assert_true (normlab_run_item_get_shown (normlab_test_desk_get_item (&self->lab, 0)));
  train (self, 1);
  assert_told (self, "The network is there already");

  /* Of two, the one that is shown. */
  normlab_train_queue_train_again (self->queue);
  normlab_test_desk_wait_done (&self->lab);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  normlab_run_item_set_shown (normlab_test_desk_get_item (&self->lab, 0), FALSE);
  train (self, 1);
  g_assert_false (normlab_run_item_get_shown (normlab_test_desk_get_item (&self->lab, 0)));

  /* On other data nothing is there, and what was offered is no longer meant. */
  normlab_test_desk_use (&self->lab, self->second);
  g_assert_false (normlab_train_queue_get_offering (self->queue));
  normlab_train_queue_train_again (self->queue);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  train (self, 2);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 5);
}

#define add(name, function)                                                                        \
  g_test_add ("/train-queue/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("ready", test_ready);
  add ("images", test_images);
  add ("waiting", test_waiting);
  add ("other-data", test_other_data);
  add ("forgotten", test_forgotten);
  add ("failed", test_failed);
  add ("none", test_none);
  add ("already", test_already);
  add ("all-already", test_all_already);
  return g_test_run ();
}
