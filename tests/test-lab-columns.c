/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the columns of other programs' tables are: who is asked, and what is remembered. */

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "normlab-known-columns.h"
#include "normlab-run-foreign.h"
#include "normlab-settings.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"
#include "normlab-watch.h"

#define PATIENCE 20

typedef struct
{
  NormlabTestLab lab;
  NormlabNotices *notices;
  NormlabTasks *tasks;
  GSettings *settings;
  NormlabWatch *watch;
  char *folder;
  guint n_unclear;
  NormlabRunItem *unclear; /* borrowed: the last one */
  char *value;             /* the last one of its first column then */
} Fixture;

static void
on_unclear (Fixture *self, NormlabRunItem *item, NormlabWatch *watch)
{
  g_autoptr (NormlabColumnsQuestion) question = normlab_watch_create_question (watch, item);
  g_autoptr (NormlabColumnRow) row
      = g_list_model_get_item (normlab_columns_question_get_rows (question), 0);

  self->n_unclear++;
  self->unclear = item;
  g_free (self->value);
  self->value = g_strdup (normlab_column_row_get_value (row));
}

static NormlabWatch *
create_watch (Fixture *self)
{
  NormlabWatch *watch
      = normlab_watch_new (self->lab.lab, self->notices, self->tasks, self->settings);

  g_signal_connect_swapped (watch, "unclear", G_CALLBACK (on_unclear), self);
  return watch;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (GSettingsSchema) schema
      = normlab_settings_find_schema_in (g_getenv ("NORMLAB_SCHEMA_DIR"));

  normlab_test_lab_set_up (&self->lab, data);
  self->notices = normlab_notices_new ();
  self->tasks = normlab_tasks_new ();
  self->settings = g_settings_new_full (schema, backend, NULL);
  self->folder = normlab_test_folder ();
  self->watch = create_watch (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->watch);
  normlab_lab_clear (self->lab.lab);
  normlab_lab_forget_removed (self->lab.lab);
  g_object_unref (self->settings);
  g_object_unref (self->tasks);
  g_object_unref (self->notices);
  g_free (self->folder);
  g_free (self->value);
  normlab_test_lab_tear_down (&self->lab, data);
}

static char *
write_file (Fixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

typedef struct
{
  Fixture *fixture;
  guint i;
  guint step;
} Wanted;

/* Whether run @i has come to that step, and says nothing of a later one. */
static gboolean
has_step (gpointer data)
{
  const Wanted *wanted = data;

  return normlab_test_lab_get_n (&wanted->fixture->lab) > wanted->i
         && normlab_run_get_step (normlab_test_lab_get_run (&wanted->fixture->lab, wanted->i))
                == wanted->step;
}

static void
wait_for (Fixture *self, guint i, guint step)
{
  Wanted wanted = { self, i, step };

  normlab_test_wait (has_step, &wanted, PATIENCE);
}

static gboolean
is_asked (gpointer data)
{
  return ((const Fixture *) data)->n_unclear > 0;
}

/* It is asked once what there is has been read, and once only. */
static void
wait_until_asked (Fixture *self)
{
  normlab_test_wait (is_asked, self, PATIENCE);
  g_assert_cmpuint (self->n_unclear, ==, 1);
}

static gboolean
has_columns (gpointer item)
{
  return normlab_run_item_get_has_columns (item);
}

static void
watch_file (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = write_file (self, name, text);

  normlab_watch_add (self->watch, path);
}

static double
get_accuracy (Fixture *self, guint i)
{
  return normlab_run_item_get_value (normlab_test_lab_get_item (&self->lab, i),
                                     NORMLAB_METRIC_ACCURACY);
}

#define UNCLEAR "t,batches,acc,accuracy/top1\n0,0,0.25,0.125\n1,50,0.5,0.75\n"

static void
answer (Fixture *self, NormlabRunItem *item, guint counter)
{
  g_autoptr (NormlabColumnsQuestion) question = normlab_watch_create_question (self->watch, item);

  g_assert_false (normlab_watch_is_answered (self->watch, question));
  normlab_columns_question_set_counter (question, counter);
  normlab_watch_answer (self->watch, question);
  g_assert_true (normlab_watch_is_answered (self->watch, question));
}

/* Once for a heading; what is drawn meanwhile is what has been guessed, and then what was said. */
static void
test_asked (Fixture *self, gconstpointer data)
{
  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  wait_until_asked (self);
  g_assert_true (self->unclear == normlab_test_lab_get_item (&self->lab, 0));
  g_assert_cmpfloat (get_accuracy (self, 0), ==, 0.5);
  watch_file (self, "b.csv", UNCLEAR "2,100,0.75,0.5\n");
  wait_for (self, 1, 2);
  watch_file (self, "c.csv", "epoch,loss\n5,1\n");
  wait_for (self, 2, 5);
  normlab_test_lab_let_run (0.2);
  g_assert_cmpuint (self->n_unclear, ==, 1);
  /* Both are drawn by it, and what comes later is as well. */
  answer (self, self->unclear, 1);
  wait_for (self, 0, 50);
  wait_for (self, 1, 100);
  watch_file (self, "d.csv", UNCLEAR);
  wait_for (self, 3, 50);
  g_assert_cmpuint (self->n_unclear, ==, 1);
  /* And the next time. */
  g_assert_finalize_object (self->watch);
  self->watch = create_watch (self);
  watch_file (self, "e.csv", UNCLEAR);
  wait_for (self, 4, 50);
  normlab_test_lab_let_run (0.2);
  g_assert_cmpuint (self->n_unclear, ==, 1);
}

/* Not before all that there is has been read, which takes a while. */
static void
test_long (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("t,acc\n");

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "%u,0.12345678901234\n", i);
  watch_file (self, "a.csv", text->str);
  wait_for (self, 0, 399999);
  wait_until_asked (self);
  g_assert_cmpstr (self->value, ==, "399999");
}

/* Who cancels is not asked again, and nothing is read again. */
static void
test_declined (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabColumnsQuestion) question = NULL;

  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  wait_until_asked (self);
  question = normlab_watch_create_question (self->watch, self->unclear);
  normlab_columns_question_set_counter (question, 1);
  normlab_watch_decline (self->watch, question);
  normlab_test_lab_let_run (0.5);
  wait_for (self, 0, 1);
  g_assert_finalize_object (self->watch);
  self->watch = create_watch (self);
  watch_file (self, "b.csv", UNCLEAR);
  wait_for (self, 1, 1);
  normlab_test_lab_let_run (0.2);
  g_assert_cmpuint (self->n_unclear, ==, 1);
}

/* What has been learnt in one window is known in another. */
static void
test_windows (Fixture *self, gconstpointer data)
{
  NormlabWatch *first = self->watch;

  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  self->watch = create_watch (self);
  watch_file (self, "b.csv", UNCLEAR);
  wait_for (self, 1, 1);
  answer (self, normlab_test_lab_get_item (&self->lab, 1), 1);
  wait_for (self, 1, 50);
  wait_for (self, 0, 50);
  g_assert_finalize_object (first);
}

/* Who cancels in one window takes back nothing of what has been said in another. */
static void
test_declined_after (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabColumnsQuestion) question = NULL;

  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  wait_until_asked (self);
  question = normlab_watch_create_question (self->watch, self->unclear);
  answer (self, self->unclear, 1);
  wait_for (self, 0, 50);
  normlab_watch_decline (self->watch, question);
  watch_file (self, "b.csv", UNCLEAR);
  wait_for (self, 1, 50);
  wait_for (self, 0, 50);
}

/* Another heading in the place of the one that was there is another question. */
static void
test_rewritten (Fixture *self, gconstpointer data)
{
  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  wait_until_asked (self);
  self->n_unclear = 0;
  g_free (write_file (self, "a.csv", "x,y,accuracy,top1_acc\n1,0,0.5,0.5\n2,0,0.5,0.5\n3,0,1,1\n"));
  wait_for (self, 0, 2);
  wait_until_asked (self);
}

/* Where it is plain nobody is asked, but may say it. What cannot be read again is drawn as it has
 * been guessed. */
static void
test_whose (Fixture *self, gconstpointer data)
{
  NormlabRunItem *item;
  int ends[2];

  watch_file (self, "a.csv", "epoch,batch,acc\n0,10,0.5\n1,20,0.25\n");
  wait_for (self, 0, 1);
  g_assert_cmpuint (self->n_unclear, ==, 0);
  item = normlab_test_lab_get_item (&self->lab, 0);
  normlab_test_wait (has_columns, item, PATIENCE);
  answer (self, item, 1);
  wait_for (self, 0, 20);
  /* Lines of JSON have no columns. */
  watch_file (self, "b.jsonl", "{\"step\":7,\"loss\":1}\n");
  wait_for (self, 1, 7);
  normlab_test_lab_let_run (0.2);
  g_assert_false (normlab_run_item_get_has_columns (normlab_test_lab_get_item (&self->lab, 1)));
  g_assert_null (
      normlab_watch_create_question (self->watch, normlab_test_lab_get_item (&self->lab, 1)));
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], UNCLEAR, strlen (UNCLEAR)), ==, strlen (UNCLEAR));
  close (ends[1]);
  normlab_watch_add_stream (self->watch, ends[0], "pipe");
  wait_for (self, 2, 1);
  normlab_test_lab_let_run (0.2);
  g_assert_false (normlab_run_item_get_has_columns (normlab_test_lab_get_item (&self->lab, 2)));
  normlab_watch_stop (self->watch);
  normlab_test_lab_let_run (0.2);
  g_assert_false (normlab_run_item_get_has_columns (item));
  g_assert_null (normlab_watch_create_question (self->watch, item));
  g_assert_cmpuint (self->n_unclear, ==, 0);
}

static void
assert_counters (NormlabColumnsQuestion *question, const char *expected)
{
  g_autofree char *words
      = g_strjoinv ("|", (char **) normlab_columns_question_get_counters (question));

  g_assert_cmpstr (words, ==, expected);
}

static NormlabColumnRow *
get_row (NormlabColumnsQuestion *question, guint i)
{
  g_autoptr (NormlabColumnRow) row
      = g_list_model_get_item (normlab_columns_question_get_rows (question), i);

  g_assert_nonnull (row);
  return row;
}

static void
assert_choice (NormlabColumnsQuestion *question, const char *expected)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_columns_question_create_choice (question);
  g_autofree char *text = normlab_column_choice_to_string (choice);

  g_assert_cmpstr (text, ==, expected);
}

static void
count (guint *n)
{
  (*n)++;
}

/* What is asked, and what becomes of it. */
static void
test_question (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabColumnsQuestion) question = NULL;
  g_autofree char *problem = NULL;
  guint n_changed = 0;

  watch_file (self, "a.csv",
              "acc,t,lr,mode,percent,late,it\n0.25,0,0.1,on,20,,5\n0.125,1,0.1,off,30.5,,15\n");
  wait_for (self, 0, 1);
  wait_until_asked (self);
  question = normlab_watch_create_question (self->watch, self->unclear);
  g_signal_connect_swapped (question, "changed", G_CALLBACK (count), &n_changed);
  g_assert_cmpstr (normlab_columns_question_get_title (question), ==, "a.csv");
  assert_counters (question, "t|percent|it|Rows|acc|lr");
  g_assert_cmpuint (normlab_columns_question_get_counter (question), ==, 3);
  g_assert_cmpint (normlab_columns_question_get_x (question), ==, NORMLAB_X_ROWS);
  /* All but those with words. */
  g_assert_cmpuint (g_list_model_get_n_items (normlab_columns_question_get_rows (question)), ==, 6);
  g_assert_cmpstr (normlab_column_row_get_name (get_row (question, 3)), ==, "percent");
  g_assert_cmpstr (normlab_column_row_get_value (get_row (question, 3)), ==, "30.5");
  g_assert_cmpstr (normlab_column_row_get_value (get_row (question, 4)), ==, "–");
  assert_choice (question, "x=rows;test-accuracy=1;others=own");
  /* What counts steps is nothing else. */
  normlab_columns_question_set_counter (question, 4);
  assert_choice (question, "x=1;others=own");
  normlab_columns_question_set_counter (question, 2);
  g_assert_cmpint (normlab_columns_question_get_x (question), ==, 6);
  /* No two are the same; and what is no accuracy is none. */
  normlab_column_row_set_use (get_row (question, 3), NORMLAB_USE_TEST_ACCURACY);
  g_assert_cmpint (normlab_column_row_get_use (get_row (question, 0)), ==, NORMLAB_USE_OWN);
  problem = normlab_columns_question_describe_problem (question);
  g_assert_cmpstr (problem, ==,
                   "An accuracy lies between 0 and 1: “percent” is drawn under its own name.");
  normlab_columns_question_set_counter (question, 1);
  g_free (problem);
  problem = normlab_columns_question_describe_problem (question);
  g_assert_cmpstr (problem, ==,
                   "Steps are whole numbers: where “percent” is not, rows are counted.");
  normlab_columns_question_set_counter (question, 2);
  normlab_column_row_set_use (get_row (question, 3), NORMLAB_USE_NONE);
  normlab_column_row_set_use (get_row (question, 4), NORMLAB_USE_TRAIN_ACCURACY);
  g_assert_null (normlab_columns_question_describe_problem (question));
  g_assert_cmpuint (n_changed, >=, 4);
  assert_choice (question, "x=7;train-accuracy=6;none=5;others=own");
  normlab_watch_answer (self->watch, question);
  wait_for (self, 0, 15);
  g_assert_true (isnan (get_accuracy (self, 0)));
}

static void
remember (Fixture *self, const char *key, const char *text)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_from_string (text);

  g_assert_true (normlab_known_columns_remember (self->settings, key, choice));
}

static void
assert_known (Fixture *self, const char *key, const char *expected)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_known_columns_get (self->settings, key);
  g_autofree char *text = choice != NULL ? normlab_column_choice_to_string (choice) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

/* The newest hundred, each once, and nothing that is too long or no choice. */
static void
test_known (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabColumnChoice) long_choice = normlab_column_choice_new ();
  g_auto (GStrv) keys = NULL;

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *key = g_strdup_printf ("epoch,a%u", i);

      remember (self, key, "x=1;others=guessed");
    }
  remember (self, "epoch,a120", "x=2;others=guessed");
  keys = normlab_known_columns_list (self->settings);
  g_assert_cmpuint (g_strv_length (keys), ==, NORMLAB_KNOWN_COLUMNS_MAX);
  g_assert_cmpstr (keys[0], ==, "epoch,a120");
  g_assert_cmpstr (keys[1], ==, "epoch,a149");
  g_assert_cmpstr (keys[99], ==, "epoch,a50");
  assert_known (self, "epoch,a120", "x=2;others=guessed");
  assert_known (self, "epoch,a49", NULL);
  for (guint i = 0; i < NORMLAB_MAX_COLUMNS; i += 2)
    normlab_column_choice_set_use (long_choice, i, NORMLAB_USE_NONE);
  g_assert_false (normlab_known_columns_remember (self->settings, "epoch,x", long_choice));
  assert_known (self, "epoch,x", NULL);
  /* Nor is what was said before, which it is not any more. */
  g_assert_false (normlab_known_columns_remember (self->settings, "epoch,a120", long_choice));
  assert_known (self, "epoch,a120", NULL);
  assert_known (self, "epoch,a149", "x=1;others=guessed");
}

/* What is in a file of settings and is no choice is as good as nothing. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_settings_set_value (self->settings, NORMLAB_KNOWN_COLUMNS,
                        g_variant_new_parsed ("{'t,batches,acc,accuracy/top1': 'x=rubbish'}"));
  watch_file (self, "a.csv", UNCLEAR);
  wait_for (self, 0, 1);
  wait_until_asked (self);
  answer (self, self->unclear, 1);
  wait_for (self, 0, 50);
  assert_known (self, "t,batches,acc,accuracy/top1", "x=2;test-accuracy=3;others=own");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/lab-columns/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("asked", test_asked);
  ADD ("long", test_long);
  ADD ("declined", test_declined);
  ADD ("windows", test_windows);
  ADD ("declined-after", test_declined_after);
  ADD ("rewritten", test_rewritten);
  ADD ("whose", test_whose);
  ADD ("question", test_question);
  ADD ("known", test_known);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
