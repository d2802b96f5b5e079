/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody chooses for the columns of a table, and what is read then. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-log-source.h"
#include "normlab-test-follow.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test-mutate.h"
#include "normlab-test.h"

static NormlabColumnChoice *
parse (const char *text)
{
  NormlabColumnChoice *choice = normlab_column_choice_from_string (text);

  g_test_message ("%s", text);
  g_assert_nonnull (choice);
  return choice;
}

#define ALL_ROLES                                                                                  \
  "x=1;test-accuracy=2;train-accuracy=3;loss=4;test-loss=5;training-set-accuracy=6;"               \
  "training-set-loss=7;others=own"

/* What is written is read again, and nothing else is. */
static void
test_text (void)
{
  static const char *const good[] = {
    "x=guessed;others=guessed",
    "x=rows;others=guessed",
    "x=3;others=guessed",
    "x=rows;others=own",
    ALL_ROLES,
    "x=guessed;none=1;others=own",
    "x=10000;none=1-3,5,7-9999;others=own",
  };
  static const char *const bad[] = {
    "",
    "x",
    "x=",
    "x=rows",
    "x=0;others=own",
    "x=01;others=own",
    "x=+1;others=own",
    "x=10001;others=own",
    "x=-1;others=own",
    "x=4294967297;others=own",
    "X=1;others=own",
    "x=1;others=own;",
    "x=1;others=",
    "x=1;others=all",
    "x=1; others=own",
    "others=own;x=1",
    "x=1;x=1;others=own",
    "x=1;loss=2;others=guessed",
    "x=1;loss=2;loss=2;others=own",
    "x=1;loss=2;test-loss=2;others=own",
    "x=1;test-loss=2;loss=3;others=own",
    "x=1;loss=2,3;others=own",
    "x=1;own=2;others=own",
    "x=1;none=;others=own",
    "x=1;none=2-2;others=own",
    "x=1;none=2-;others=own",
    "x=1;none=3-2;others=own",
    "x=1;none=2,2;others=own",
    "x=1;none=2,3;others=own",
    "x=1;none=3,2;others=own",
    "x=1;loss=2;none=2;others=own",
    "x=1;banana=2;others=own",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (NormlabColumnChoice) choice = parse (good[i]);
      g_autoptr (NormlabColumnChoice) copy = normlab_column_choice_copy (choice);
      g_autofree char *text = normlab_column_choice_to_string (copy);

      g_assert_cmpstr (text, ==, good[i]);
      g_assert_cmpint (normlab_column_choice_is_guess (choice), ==, i == 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (normlab_column_choice_from_string (bad[i]));
    }
}

static void
test_uses (void)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();
  g_autofree char *text = NULL;
  g_autofree char *long_text = NULL;

  g_assert_cmpint (normlab_column_choice_get_x (choice), ==, NORMLAB_X_GUESSED);
  g_assert_cmpint (normlab_column_choice_get_use (choice, 4), ==, NORMLAB_USE_GUESSED);
  normlab_column_choice_set_x (choice, 2);
  g_assert_false (normlab_column_choice_is_guess (choice));
  normlab_column_choice_set_use (choice, 4, NORMLAB_USE_LOSS);
  g_assert_cmpint (normlab_column_choice_get_use (choice, 4), ==, NORMLAB_USE_LOSS);
  /* From then on nothing is guessed, and no two are the same. */
  g_assert_cmpint (normlab_column_choice_get_use (choice, 0), ==, NORMLAB_USE_OWN);
  g_assert_cmpint (normlab_column_choice_get_use (choice, 9), ==, NORMLAB_USE_OWN);
  normlab_column_choice_set_use (choice, 1, NORMLAB_USE_LOSS);
  normlab_column_choice_set_use (choice, 0, NORMLAB_USE_NONE);
  normlab_column_choice_set_use (choice, 3, NORMLAB_USE_NONE);
  normlab_column_choice_set_use (choice, 5, NORMLAB_USE_NONE);
  g_assert_cmpint (normlab_column_choice_get_use (choice, 4), ==, NORMLAB_USE_OWN);
  text = normlab_column_choice_to_string (choice);
  g_assert_cmpstr (text, ==, "x=3;loss=2;none=1,4,6;others=own");
  /* What is too long to be kept is not read either. */
  for (guint i = 0; i < NORMLAB_MAX_COLUMNS; i += 2)
    normlab_column_choice_set_use (choice, i, NORMLAB_USE_NONE);
  long_text = normlab_column_choice_to_string (choice);
  g_assert_cmpuint (strlen (long_text), >, NORMLAB_COLUMN_CHOICE_MAX);
  g_assert_null (normlab_column_choice_from_string (long_text));
}

/* Whatever has become of it in a file of settings: it is no choice, or just what it says. */
static void
test_mutations (void)
{
  static const char text[] = "x=3;test-accuracy=4;loss=12;none=5-9,13,20-30;others=own";
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint n_read = 0;

  for (guint i = 0; i < 20000; i++)
    {
      gsize length;
      g_autofree char *mutated = normlab_test_mutate (random, text, strlen (text), &length);
      g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_from_string (mutated);
      g_autofree char *again = choice != NULL ? normlab_column_choice_to_string (choice) : NULL;

      n_read += choice != NULL;
      if (choice != NULL)
        g_assert_cmpstr (again, ==, mutated);
    }
  g_test_message ("%u of 20000 are choices", n_read);
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, 10000);
}

/* The columns of a table alone. */
static NormlabColumns *
read_columns (const char *text)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GPtrArray) tracks = NULL;
  NormlabColumns *columns;

  normlab_test_logs_write (folder, "a.csv", text, -1);
  tracks = normlab_test_logs_read (path);
  columns = normlab_track_get_columns (g_ptr_array_index (tracks, 0));
  return columns != NULL ? normlab_columns_ref (columns) : NULL;
}

static void
test_columns (void)
{
  static const char text[] = ",t,lr,acc,mode,wall_time,acc,late\n"
                             "0,10,0.1,0.5,on,1700000000,-1,\n1,20,0.1,0.25,off,1700000001,2,\n"
                             "1,20,0.1,0.75,off,1700000001,2,\n";
  g_autoptr (NormlabColumns) columns = read_columns (text);
  static const struct
  {
    const char *name;
    double last;
    gboolean has_text, rises, is_whole, is_drawn;
  } expected[] = {
    { "column 1", 1, FALSE, TRUE, TRUE, FALSE },
    { "t", 20, FALSE, TRUE, TRUE, TRUE },
    { "lr", 0.1, FALSE, FALSE, FALSE, TRUE },
    { "acc", 0.75, FALSE, FALSE, FALSE, TRUE },
    { "mode", NAN, TRUE, FALSE, FALSE, TRUE },
    { "wall_time", 1700000001, FALSE, TRUE, TRUE, FALSE },
    { "acc (2)", 2, FALSE, TRUE, FALSE, TRUE },
    { "late", NAN, FALSE, FALSE, FALSE, TRUE },
  };

  g_assert_cmpstr (normlab_columns_get_key (columns), ==, ",t,lr,acc,mode,wall_time,acc,late");

  g_assert_false (normlab_columns_knows_x (columns));
  g_assert_cmpint (normlab_columns_get_x (columns), ==, NORMLAB_X_ROWS);
  g_assert_cmpuint (normlab_columns_get_n (columns), ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (normlab_columns_count_numbers (columns), ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);

      g_test_message ("%s", expected[i].name);
      g_assert_cmpstr (column->name, ==, expected[i].name);
      g_assert_true (column->last == expected[i].last
                     || (isnan (column->last) && isnan (expected[i].last)));
      g_assert_cmpint (column->has_text, ==, expected[i].has_text);
      g_assert_cmpint (column->rises, ==, expected[i].rises);
      g_assert_cmpint (column->is_whole, ==, expected[i].is_whole);
      g_assert_cmpint (column->is_drawn, ==, expected[i].is_drawn);
      g_assert_cmpint (column->use, ==, NORMLAB_USE_GUESSED);
    }
}

/* By which choices are kept. */
static void
test_keys (void)
{
  g_autofree char *many = g_strnfill (300, 'a');
  g_autofree char *long_table = g_strdup_printf ("epoch,%s\n0,1\n", many);
  g_autofree char *other_table = g_strdup_printf ("epoch,b%s\n0,1\n", many);
  g_autoptr (NormlabColumns) blanks = read_columns ("  epoch, loss  \n0,1\n1,2\n");
  g_autoptr (NormlabColumns) none = read_columns ("0,1,5\n1,2,5\n");
  g_autoptr (NormlabColumns) bytes = read_columns ("epoch,\xff loss\n0,1\n");
  g_autoptr (NormlabColumns) first = read_columns (long_table);
  g_autoptr (NormlabColumns) second = read_columns (other_table);
  g_autoptr (NormlabColumns) several = read_columns ("run,step,loss\n1,0,1\n");

  g_assert_cmpstr (normlab_columns_get_key (blanks), ==, "epoch, loss");
  g_assert_cmpint (normlab_columns_get_x (blanks), ==, 0);
  g_assert_true (normlab_columns_knows_x (blanks));
  g_assert_cmpstr (normlab_columns_get_key (none), ==, "#3");
  g_assert_false (normlab_columns_knows_x (none));
  g_assert_cmpstr (normlab_columns_get (none, 2)->name, ==, "column 3");
  g_assert_true (g_str_has_prefix (normlab_columns_get_key (bytes), "#sha256:"));
  g_assert_true (g_utf8_validate (normlab_columns_get (bytes, 1)->name, -1, NULL));
  g_assert_true (g_str_has_prefix (normlab_columns_get_key (first), "#sha256:"));
  g_assert_cmpstr (normlab_columns_get_key (first), !=, normlab_columns_get_key (second));
  g_assert_null (several);
}

static void
choose (NormlabTestFollow *self, const char *key, const char *text)
{
  g_autoptr (NormlabColumnChoice) choice = parse (text);

  normlab_watcher_choose (self->watcher, key, choice);
}

static void
assert_use (NormlabTestFollow *self, const char *metric, NormlabColumnUse use)
{
  NormlabTrack *track = normlab_test_follow_find_track (self);

  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    if (strcmp (normlab_series_get_name (normlab_track_get_series (track, i)), metric) == 0)
      {
        g_assert_cmpint (normlab_track_get_use (track, i), ==, use);
        return;
      }
  g_assert_not_reached ();
}

#define TABLE "t,it,acc,note\n0,100,0.5,7\n1,200,0.25,8\n"

/* What has been chosen before is what it is read by. */
static void
test_before (NormlabTestFollow *self, gconstpointer data)
{
  choose (self, "t,it,acc,note", "x=2;test-accuracy=3;none=4;others=own");
  normlab_test_follow_append (self, "a.csv", TABLE);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "acc", "100:0.5 200:0.25");
  normlab_test_follow_wait_for (self, "t", "100:0 200:1");
  normlab_test_follow_wait_for (self, "note", "?");
  g_assert_cmpstr (normlab_track_get_x_name (normlab_test_follow_find_track (self)), ==, "it");
  assert_use (self, "acc", NORMLAB_USE_TEST_ACCURACY);
  assert_use (self, "t", NORMLAB_USE_OWN);
}

/* And later: what there is is read again, as nothing else would be right, and goes on so. */
static void
test_later (NormlabTestFollow *self, gconstpointer data)
{
  NormlabTrack *track;
  guint n_choices;

  normlab_test_follow_append (self, "a.csv", TABLE);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "acc", "0:0.5 1:0.25");
  track = normlab_test_follow_find_track (self);
  assert_use (self, "acc", NORMLAB_USE_GUESSED);
  n_choices = normlab_track_get_n_choices (track);
  choose (self, "t,it,acc,note", "x=2;loss=3;none=4;others=own");
  normlab_test_follow_wait_for (self, "acc", "100:0.5 200:0.25");
  normlab_test_follow_wait_for (self, "note", "");
  g_assert_cmpuint (normlab_track_get_n_choices (track), >, n_choices);
  assert_use (self, "acc", NORMLAB_USE_LOSS);
  assert_use (self, "note", NORMLAB_USE_NONE);
  g_assert_cmpint (normlab_columns_get_x (normlab_track_get_columns (track)), ==, 1);
  g_assert_cmpfloat (normlab_columns_get (normlab_track_get_columns (track), 3)->last, ==, 8);
  normlab_test_follow_append (self, "a.csv", "2,300,0.125,9\n");
  normlab_test_follow_wait_for (self, "acc", "100:0.5 200:0.25 300:0.125");
  /* Back to rows, which come before all that is there. */
  choose (self, "t,it,acc,note", "x=rows;others=guessed");
  normlab_test_follow_wait_for (self, "acc", "0:0.5 1:0.25 2:0.125");
  normlab_test_follow_wait_for (self, "note", "0:7 1:8 2:9");
  g_assert_null (normlab_track_get_x_name (track));
  assert_use (self, "acc", NORMLAB_USE_GUESSED);
  assert_use (self, "note", NORMLAB_USE_GUESSED);
  g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 0);
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
}

static gboolean
is_gone (gpointer data)
{
  return normlab_track_get_gone_since (normlab_test_follow_find_track (data)) != 0;
}

/* A file that is gone keeps what it had, and is read so when it comes again; and whoever watches
 * once more knows of it too. */
static void
test_gone (NormlabTestFollow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);

  normlab_test_follow_append (self, "a.csv", TABLE);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "acc", "0:0.5 1:0.25");
  g_assert_cmpint (g_unlink (path), ==, 0);
  normlab_test_wait (is_gone, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  choose (self, "t,it,acc,note", "x=2;others=guessed");
  normlab_test_follow_append (self, "b.csv", TABLE);
  normlab_test_follow_watch (self, "b.csv");
  self->title = "b.csv";
  normlab_test_follow_wait_for (self, "acc", "100:0.5 200:0.25");
  self->title = "a.csv";
  normlab_test_follow_wait_for (self, "acc", "0:0.5 1:0.25");
  normlab_test_follow_append (self, "a.csv", TABLE "2,300,0.125,9\n");
  normlab_test_follow_wait_for (self, "acc", "100:0.5 200:0.25 300:0.125");
  normlab_watcher_stop (self->watcher);
  choose (self, "t,it,acc,note", "x=1;others=guessed");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "acc", "0:0.5 1:0.25 2:0.125");
}

/* Others are left alone, and so is what is as it was. */
static void
test_others (NormlabTestFollow *self, gconstpointer data)
{
  NormlabColumns *columns;

  normlab_test_follow_append (self, "a.csv", TABLE);
  normlab_test_follow_append (self, "b.csv", "t,acc\n5,1\n");
  normlab_test_follow_append (self, "c.csv", "epoch;t;acc\n3;4;1\n");
  normlab_test_follow_watch (self, NULL);
  self->title = "c.csv";
  normlab_test_follow_wait_for (self, "acc", "3:1");
  columns = normlab_track_get_columns (normlab_test_follow_find_track (self));
  choose (self, "t,acc", "x=1;others=guessed");
  choose (self, "epoch;t;acc", "x=guessed;others=guessed");
  normlab_test_follow_watch (self, "b.csv");
  self->title = "b.csv";
  normlab_test_follow_wait_for (self, "acc", "5:1");
  self->title = "c.csv";
  g_assert_true (columns == normlab_track_get_columns (normlab_test_follow_find_track (self)));
  choose (self, "epoch;t;acc", "x=2;others=guessed");
  normlab_test_follow_wait_for (self, "acc", "4:1");
  choose (self, "epoch;t;acc", "x=guessed;others=guessed");
  normlab_test_follow_wait_for (self, "acc", "3:1");
}

/* What is chosen for a later heading of a file: all of it is read anew, and nothing is left of how
 * it was read before. */
static void
test_second (NormlabTestFollow *self, gconstpointer data)
{
  NormlabTrack *track;
  const NormlabSeries *series;
  guint n;

  normlab_test_follow_append (self, "a.csv",
                              "step,loss\n100,1\n200,2\nepoch,t,loss\n0,5,3\n1,6,4\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "loss", "0:3 1:4");
  track = normlab_test_follow_find_track (self);
  series = normlab_track_find_series (track, "loss");
  g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 1);
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 1);
  choose (self, "epoch,t,loss", "x=2;none=1;others=own");
  normlab_test_follow_wait_for (self, "loss", "5:3 6:4");
  g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 1);
  g_assert_cmpfloat (normlab_track_get_restart (track, 0), ==, 5);
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 1);
  g_assert_cmpfloat (normlab_series_get_void (series, 0, &n)[0].x, ==, 100);
  g_assert_cmpuint (n, ==, 2);
}

static void
keep (GArray *news, gpointer user_data)
{
  g_ptr_array_add (user_data, news);
}

/* Times that are drawn, and without a heading. */
static void
test_odd (NormlabTestFollow *self, gconstpointer data)
{
  choose (self, "#2", "x=2;others=guessed");
  choose (self, "step,timestamp,acc", "x=3;none=2;others=own");
  /* A column that there is not. */
  choose (self, "step,loss", "x=9;loss=7;others=own");
  normlab_test_follow_append (self, "a.csv", "0,10\n1,20\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "column 1", "10:0 20:1");
  normlab_test_follow_append (self, "d.csv", "step,loss\n3,1\n");
  normlab_test_follow_append (self, "c.csv", "step,timestamp,acc\n1,1700000000,0.5\n");
  normlab_test_follow_watch (self, NULL);
  self->title = "d.csv";
  normlab_test_follow_wait_for (self, "loss", "3:1");
  self->title = "c.csv";
  normlab_test_follow_wait_for (self, "step", "0.5:1");
  normlab_test_follow_wait_for (self, "timestamp", "?");
  /* It is still the time. */
  {
    guint n;
    const NormlabSeries *series
        = normlab_track_find_series (normlab_test_follow_find_track (self), "step");

    g_assert_cmpfloat (normlab_series_get_points (series, &n)[0].time, ==, 1700000000);
  }
}

/* A file that nothing has come to for long is read at once all the same. */
static void
test_quiet (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (NormlabRecorder) recorder = normlab_recorder_new (keep, news);
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  NormlabLogPlace place = { .recorder = recorder,
                            .name = g_strdup ("a.csv"),
                            .key = g_strdup (path),
                            .title = g_strdup ("a.csv"),
                            .choices = choices };
  NormlabLogSource *source = NULL;
  gboolean began_anew;

  normlab_test_logs_write (folder, "a.csv", TABLE, -1);
  source = normlab_log_source_new (path, &normlab_log_table, &place, NULL);
  g_assert_true (normlab_log_source_look (source, 1, &began_anew));
  for (guint i = 0; i < 2; i++)
    g_assert_false (normlab_log_source_read (source, G_MAXUINT64, FALSE, 1));
  g_assert_true (normlab_log_source_is_through (source));
  g_assert_true (normlab_log_table.goes_by (source->reader, "t,it,acc,note"));
  g_assert_false (normlab_log_table.goes_by (source->reader, "t,it,acc"));
  normlab_log_source_begin_anew (source, TRUE);
  g_assert_false (normlab_log_source_is_through (source));
  normlab_log_source_free (source);
}

static char *
refuse (const char *folder, const char *name, const char *x)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_watch_read (paths, TRUE, x, NULL, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  return g_strdup (error->message);
}

static void
assert_read (const char *folder, const char *name, const char *x, const char *points)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = normlab_watch_read (paths, TRUE, x, NULL, NULL, &error);

  g_assert_no_error (error);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "acc", points);
}

/* Of a table with several runs each has rows of its own, and what tells of them counts nothing. */
static void
test_several (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  const char *const paths[] = { path, NULL };
  static const char *const others[] = { "run", "metric", "value" };
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_logs_write (folder, "a.csv",
                           "run,step,acc\nb,7,0.5\na,8,0.25\nb,9,0.75\na,10,0.125\n", -1);
  normlab_test_logs_write (folder, "b.csv", "run,step,metric,value\na,1,acc,0.5\n", -1);
  tracks = normlab_watch_read (paths, TRUE, "rows", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tracks->len, ==, 2);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "acc", "0:0.5 1:0.75");
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 1), "acc", "0:0.25 1:0.125");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *message = refuse (folder, "b.csv", others[i]);
      g_autofree char *expected = g_strdup_printf (
          "“b.csv” has several runs, and its column “%s” counts no steps", others[i]);

      g_assert_cmpstr (message, ==, expected);
    }
}

/* One column for all tables, by its name. */
static void
test_name (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *message = NULL;
  g_autofree char *other_message = NULL;
  g_auto (GStrv) notes = NULL;
  const char *const paths[] = { folder, NULL };
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_logs_write (folder, "a.csv", "epoch,it,acc\n0,100,0.5\n1,200,0.25\n", -1);
  normlab_test_logs_write (folder, "b.csv", "epoch,rows,acc\n4,9,0.5\n", -1);
  normlab_test_logs_write (folder, "c.jsonl", "{\"step\": 1, \"acc\": 2}\n", -1);
  normlab_test_logs_write (folder, "d.csv", "run,step,it,acc\n1,5,50,2\n", -1);
  assert_read (folder, "a.csv", NULL, "0:0.5 1:0.25");
  assert_read (folder, "a.csv", "IT", "100:0.5 200:0.25");
  assert_read (folder, "a.csv", "rows", "0:0.5 1:0.25");
  assert_read (folder, "b.csv", "rows", "9:0.5");
  assert_read (folder, "d.csv", "it", "50:2");
  message = refuse (folder, "a.csv", "step");
  g_assert_cmpstr (message, ==, "“a.csv” has no column “step”; it has “epoch”, “it”, “acc”");
  other_message = refuse (folder, "c.jsonl", "step");
  g_assert_true (g_str_has_suffix (other_message,
                                   "c.jsonl” is no table, of which a column could count steps"));
  /* The others are left out. */
  tracks = normlab_watch_read (paths, TRUE, "it", &notes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tracks->len, ==, 2);
  g_assert_cmpuint (g_strv_length (notes), ==, 2);
}

/* As many columns as there can be, with every row on its own: what is told of them costs no more
 * than the rows do. */
static void
test_many (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GString) text = g_string_new ("epoch");
  g_autoptr (GPtrArray) tracks = NULL;
  const NormlabColumns *columns;

  for (guint i = 1; i < NORMLAB_MAX_COLUMNS; i++)
    g_string_append_printf (text, ",a%u", i);
  for (guint k = 0; k < 20; k++)
    {
      g_string_append_printf (text, "\n%u", k);
      for (guint i = 1; i < NORMLAB_MAX_COLUMNS; i++)
        g_string_append_printf (text, ",%u", k + i);
    }
  g_string_append_c (text, '\n');
  normlab_test_logs_write (folder, "a.csv", text->str, -1);
  tracks = normlab_test_logs_read (path);
  columns = normlab_track_get_columns (g_ptr_array_index (tracks, 0));
  g_assert_cmpuint (normlab_columns_get_n (columns), ==, NORMLAB_MAX_COLUMNS);
  g_assert_cmpfloat (normlab_columns_get (columns, NORMLAB_MAX_COLUMNS - 1)->last, ==,
                     NORMLAB_MAX_COLUMNS + 18);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/watch-columns/" name, NormlabTestFollow, NULL, normlab_test_follow_set_up,         \
              function, normlab_test_follow_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-columns/text", test_text);
  g_test_add_func ("/watch-columns/uses", test_uses);
  g_test_add_func ("/watch-columns/mutations", test_mutations);
  g_test_add_func ("/watch-columns/columns", test_columns);
  g_test_add_func ("/watch-columns/keys", test_keys);
  g_test_add_func ("/watch-columns/quiet", test_quiet);
  g_test_add_func ("/watch-columns/name", test_name);
  g_test_add_func ("/watch-columns/several", test_several);
  g_test_add_func ("/watch-columns/many", test_many);
  ADD ("before", test_before);
  ADD ("later", test_later);
  ADD ("gone", test_gone);
  ADD ("others", test_others);
  ADD ("odd", test_odd);
  ADD ("second", test_second);
  return g_test_run ();
}
