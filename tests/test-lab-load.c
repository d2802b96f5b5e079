/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-random.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

/* However much goes on at once, and whenever. */

/* However fast the workers are, the window hears of it sixty times a second. */
static void
test_pace (NormlabTestLab *self, gconstpointer data)
{
  normlab_test_lab_train (self, 8, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_let_run (0.2);
  self->n_advanced = 0;
  normlab_test_lab_let_run (1);
  g_test_message ("%u drains in a second", self->n_advanced);
  g_assert_cmpuint (self->n_advanced, <=, 63);
  g_assert_cmpuint (self->n_advanced, >=, 20);
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
test_starving (NormlabTestLab *self, gconstpointer data)
{
  guint n_drawn = 0;
  guint source = g_idle_add_full (NORMLAB_TEST_LAB_PRIORITY_DRAWING, keep_busy, &n_drawn, NULL);

  normlab_test_lab_train (self, 8, NORMLAB_TEST_LAB_ENDLESS);
  self->n_advanced = 0;
  normlab_test_lab_let_run (1);
  g_test_message ("%u drains in a second, %u draws", self->n_advanced, n_drawn);
  g_assert_cmpuint (self->n_advanced, >=, 5);
  g_assert_cmpuint (n_drawn, >=, 50);
  g_source_remove (source);
}

/* The window can go at any time. */
static void
test_close (void)
{
  for (guint i = 0; i < 5; i++)
    {
      NormlabTestLab self = { 0 };
      gint64 begin;

      normlab_test_lab_set_up (&self, NULL);
      normlab_test_lab_train (&self, 24, NORMLAB_TEST_LAB_ENDLESS);
      normlab_test_lab_let_run (0.02 * i);
      if (i % 2 == 1)
        normlab_lab_clear (self.lab);
      begin = g_get_monotonic_time ();
      normlab_test_lab_tear_down (&self, NULL);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 300 * G_TIME_SPAN_MILLISECOND);
      normlab_test_settle ();
    }
}

static void
act_at_random (NormlabTestLab *self, NormlabRandom *random)
{
  guint n = normlab_test_lab_get_n (self);
  guint action = normlab_random_next (random) % 12;
  NormlabRunItem *item = NULL;

  if (n > 0 && normlab_random_next (random) % 2 == 0)
    item = normlab_test_lab_get_item (self, normlab_random_next (random) % n);
  if (action == 0 && n < 40)
    normlab_test_lab_train (self, 1 + normlab_random_next (random) % 6, NORMLAB_TEST_LAB_ENDLESS);
  else if (action == 1 && n < 40)
    normlab_test_lab_train (self, 1 + normlab_random_next (random) % 6, 50);
  else if (action == 2)
    normlab_lab_pause (self->lab, item);
  else if (action == 3)
    normlab_lab_resume (self->lab, item);
  else if (action == 4)
    normlab_lab_step (self->lab, item);
  else if (action == 5)
    normlab_lab_stop (self->lab, item);
  else if (action == 6 && n > 0)
    {
      guint first = normlab_random_next (random) % n;
      g_autoptr (GPtrArray) items
          = normlab_test_lab_pick (self, first, 1 + normlab_random_next (random) % (n - first));

      normlab_lab_remove (self->lab, items);
    }
  else if (action == 7 && normlab_random_next (random) % 4 == 0)
    normlab_lab_clear (self->lab);
  else if (action == 8 || action == 9)
    normlab_lab_undo (self->lab);
  else if (action == 10)
    normlab_lab_set_speed (self->lab, normlab_random_next (random) % 3 * 100.0);
  else if (item != NULL)
    normlab_lab_train_again (self->lab, item, self->dataset);
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
test_random (NormlabTestLab *self, gconstpointer data)
{
  Watch watch = { 0, g_hash_table_new (NULL, NULL) };
  NormlabRandom random;

  normlab_random_seed (&random, 3);
  g_signal_connect (normlab_lab_get_runs (self->lab), "items-changed", G_CALLBACK (watch_runs),
                    &watch);
  for (guint i = 0; i < 200; i++)
    {
      act_at_random (self, &random);
      if (normlab_random_next (&random) % 3 == 0)
        normlab_test_lab_let_run (0.01);
    }
  g_assert_cmpuint (g_hash_table_size (watch.seen), >, 50);
  normlab_lab_clear (self->lab);
  normlab_lab_forget_removed (self->lab);
  normlab_test_wait (is_none_alive, &watch, 5);
  g_hash_table_unref (watch.seen);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/lab-load/" name, NormlabTestLab, NULL, normlab_test_lab_set_up, function,          \
              normlab_test_lab_tear_down)
  ADD ("pace", test_pace);
  ADD ("starving", test_starving);
  g_test_add_func ("/lab-load/close", test_close);
  ADD ("random", test_random);
  return g_test_run ();
}
