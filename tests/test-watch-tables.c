/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables, as loggers write them. */

#include <string.h>

#include "normlab-results.h"
#include "normlab-test-logs.h"
#include "normlab-test.h"

/* The only track of a table. */
static NormlabTrack *
read_table (const char *name, const char *text, gssize length)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, name, text, length);
  tracks = normlab_test_logs_read (path);
  g_assert_cmpuint (tracks->len, ==, 1);
  return g_object_ref (g_ptr_array_index (tracks, 0));
}

static void
assert_table (const char *text, const char *metric, const char *expected)
{
  g_autoptr (NormlabTrack) track = read_table ("a.csv", text, -1);
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%s", escaped);
  NORMLAB_TEST_ASSERT_POINTS (track, metric, expected);
  g_assert_null (normlab_track_get_damage (track));
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text, *metric, *expected;
  } cases[] = {
    { "epoch,loss\n0,2.5\n1,0.25\n", "loss", "0:2.5 1:0.25" },
    { "epoch,loss\r\n0,2.5\r\n1,0.25\r\n", "loss", "0:2.5 1:0.25" },
    { "epoch,loss\r0,2.5\r1,0.25\r", "loss", "0:2.5 1:0.25" },
    { "\xef\xbb\xbf"
      "epoch,loss\n0,2.5\n",
      "loss", "0:2.5" },
    { "epoch;loss;acc\n0;2,5;1\n1;0.25;2\n", "loss", "0:2.5 1:0.25" },
    { "epoch\tloss\n0\t2.5\n", "loss", "0:2.5" },
    { "sep=;\nepoch;loss\n0;2.5\n", "loss", "0:2.5" },
    { "# a remark, with commas\nepoch,loss\n0,2.5\n", "loss", "0:2.5" },
    { "   epoch,      loss,  \n       0,       2.5,   \n     1,   0.25,  \n", "loss",
      "0:2.5 1:0.25" },
    { "epoch,\"val, loss\"\n0,\"2.5\"\n", "val, loss", "0:2.5" },
    /* What was not measured, in all words for it. */
    { "epoch,loss\n0,\n1,NA\n2,None\n3,nan\n4,NaN\n5,null\n6,1\n", "loss", "6:1" },
    { "epoch,list,loss\n0,\"[1.0, 2.0]\",3\n", "loss", "0:3" },
    { "epoch,list,loss\n0,\"[1.0, 2.0]\",3\n", "list", "?" },
    { "epoch,time,x\n0,00:03,1\n1,01:02:03,1\n2,12:3.5,1\n", "time", "0:3 1:3723 2:723.5" },
    { "epoch,acc\n0,45.2%\n1,\"67,5 %\"\n2,%\n3,5%%\n", "acc", "0:0.452" },
    /* As large as that is infinite in any form. */
    { "step;a\n0;1,5e999\n1;2\n", "a", "1:2" },
    { "step,a\n0,1e999:00\n1,2\n", "a", "1:2" },
    { "epoch;acc\n0;45,5%\n1;67,5 %\n", "acc", "0:0.455 1:0.675" },
    /* A word first, numbers later; and words only. */
    { "step,rate,mode\n0,auto,train\n1,0.5,train\n2,0.25,eval\n", "rate", "1:0.5 2:0.25" },
    { "step,rate,mode\n0,auto,train\n1,0.5,train\n2,0.25,eval\n", "mode", "?" },
    /* The first of the names that count. */
    { "iter,global_step,epoch,loss\n9,10,0,1\n", "loss", "10:1" },
    { "epoch,Step,loss\n0,10,1\n", "loss", "10:1" },
    { "epoch,Step,loss\n0,10,1\n", "epoch", "10:0" },
    { "time/iterations,time/total_timesteps,loss\n1,2048,3\n2,4096,2\n", "loss", "2048:3 4096:2" },
    { "_step,trainer/global_step,loss\n0,50,3\n1,100,2\n", "loss", "50:3 100:2" },
    { "trainer/global_step,epoch,loss\n,1,0.5\n,2,0.4\n", "loss", "1:0.5 2:0.4" },
    /* Blanks between, where there is nothing else, and NumPy's headings. */
    { "step loss\n0 2.5\n10 1e-3\n", "loss", "0:2.5 10:0.001" },
    { "  step    loss  \n     0     2.5\n    10    nan\n    20 1\n", "loss", "0:2.5 20:1" },
    { "# step loss\n0.000000e+00 2.500000e+00\n1.000000e+01 1.000000e+00\n", "loss", "0:2.5 10:1" },
    { "# made today\n# step,loss\n0,2.5\n10,1\n", "loss", "0:2.5 10:1" },
    { "## epoch loss\n#\nsep=;\n0 nan\n10 1\n", "loss", "10:1" },
    { "step loss\n0 nan\n10 1\n", "loss", "10:1" },
    { "# created by foo, version two\n1,0.5\n2,0.4\n", "column 2", "0:0.5 1:0.4" },
    { "#,loss\n1,0.5\n2,0.4\n", "column 2", "0:0.5 1:0.4" },
    /* Nobody knows which of them is missing, and what is said between is no row. */
    { "step loss acc\n1 3 4\n2 5\n# checkpoint 7\nSaving model 99 to disk\n3 6 7\n", "loss",
      "1:3 3:6" },
    { "step loss acc\n1 3 4\nstep loss\n5 6\n", "loss", "1:3 5:6" },
    /* Percent may be a name. */
    { "step,mean,25%,50%\n1,2,3,4\n2,3,4,5\n", "25%", "1:3 2:4" },
    { "step,loss\n1,2\n2,3\nstep,loss,5%\n3,9,8\n", "5%", "3:8" },
    { "step,a\n0,01:30%\n1,2\n", "a", "1:2" },
    { "% step; loss\n0;2,5\n", "loss", "0:2.5" },
    { "0 2.5\n10 1\n", "column 2", "0:2.5 1:1" },
    { "# step\n0,2.5\n10,1\n", "column 2", "0:2.5 1:1" },
    /* A name of two words is a name. */
    { "val loss\n1\n3\n", "val loss", "0:1 1:3" },
    { "val loss\n1,2\n", "val loss", "0:1" },
    /* None of them: rows. */
    { "loss,acc\n1,2\n3,4\n", "loss", "0:1 1:3" },
    { "loss\n1\n3\n", "loss", "0:1 1:3" },
    { "1,2\n3,4\n", "column 2", "0:2 1:4" },
    { ",epoch,loss\n0,5,1\n1,6,2\n", "loss", "5:1 6:2" },
    /* Two columns of one name. */
    { "epoch,loss,loss\n0,1,2\n", "loss (2)", "0:2" },
    /* Names in Latin-1, which nobody can tell apart. */
    { "epoch,pr\xe9,pr\xe8\n0,1,2\n", "pr\xef\xbf\xbd", "0:1" },
    { "epoch,pr\xe9,pr\xe8\n0,1,2\n", "pr\xef\xbf\xbd (2)", "0:2" },
    { "epoch,a (3),a,a,a,a\n0,1,2,3,4,5\n", "a (2)", "0:3" },
    { "epoch,a (3),a,a,a,a\n0,1,2,3,4,5\n", "a (4)", "0:4" },
    { "epoch,a (3),a,a,a,a\n0,1,2,3,4,5\n", "a (5)", "0:5" },
    { "epoch,a,,b\n0,1,2,3\n", "column 3", "0:2" },
    /* Rows too short and too long. */
    { "epoch,a,b\n0,1\n1,2,3,4\n", "b", "1:3" },
    /* Whole numbers that a double has not, large and small numbers. */
    { "step,a\n9007199254740993,0.1\n", "a", "9007199254740992:0.1" },
    { "step,a\n0,0.09999999999999998\n1,1e-320\n2,17976931348623157e292\n3,1e999\n", "a",
      "0:0.09999999999999998 1:9.99988867182683e-321 2:1.7976931348623157e+308" },
    { "step,a\n-2,1\n-1,+2\n0,-.5\n1,5.\n", "a", "-2:1 -1:2 0:-0.5 1:5" },
    /* The last line has not ended. */
    { "epoch,loss\n0,2.5\n1,0.2", "loss", "0:2.5" },
    /* A row without its step stays where the last one was. */
    { "step,a\n3,1\n,2\n", "a", "3:1 3:2" },
    { "Wall time,Step,Value\n1700000000.5,3,0.5\n", "Value", "3:0.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_table (cases[i].text, cases[i].metric, cases[i].expected);
}

static void
test_time (void)
{
  g_autoptr (NormlabTrack) track
      = read_table ("a.csv", "Wall time,Step,Value\n1700000000.5,3,0.5\n", -1);
  guint n;
  const NormlabPoint *points
      = normlab_series_get_points (normlab_track_find_series (track, "Value"), &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (points[0].time, ==, 1700000000.5);
  g_assert_cmpuint (normlab_track_get_n_series (track), ==, 1);
}

static void
assert_void (NormlabTrack *track, const char *metric, guint piece, guint n_points, double first)
{
  const NormlabSeries *series = normlab_track_find_series (track, metric);
  const NormlabPoint *points;
  guint n;

  g_assert_cmpuint (piece, <, normlab_series_get_n_void (series));
  points = normlab_series_get_void (series, piece, &n);
  g_assert_cmpuint (n, ==, n_points);
  g_assert_cmpfloat (points[0].x, ==, first);
}

/* A step that goes back, a heading that stands there again, and both several times. */
static void
test_restarts (void)
{
  {
    g_autoptr (NormlabTrack) track
        = read_table ("a.csv", "step,a,b\n0,1,\n1,2,7\n2,3,8\n1,9,\n2,10,\n", -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "a", "0:1 1:9 2:10");
    NORMLAB_TEST_ASSERT_POINTS (track, "b", "");
    assert_void (track, "a", 0, 2, 1);
    assert_void (track, "b", 0, 2, 1);
    g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 1);
    g_assert_cmpfloat (normlab_track_get_restart (track, 0), ==, 1);
  }
  {
    g_autoptr (NormlabTrack) track = read_table (
        "history.csv", "epoch,a\n0,1\n1,2\nepoch,a\n0,3\n1,4\n2,5\nepoch,a\n2,6\n", -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "a", "0:3 1:4 2:6");
    g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 2);
    assert_void (track, "a", 1, 1, 2);
  }
  {
    /* Another heading brings another column; what goes on is no restart. */
    g_autoptr (NormlabTrack) track
        = read_table ("a.csv", "epoch,a\n0,1\n1,2\nepoch,b,a\n2,9,3\n", -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "a", "0:1 1:2 2:3");
    NORMLAB_TEST_ASSERT_POINTS (track, "b", "2:9");
    g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 0);
  }
  {
    g_autoptr (NormlabTrack) track = read_table ("a.csv", "a,b\n1,2\n3,4\na,b\n5,6\n", -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "a", "0:5");
  }
  {
    /* What was measured at one step only now and then is no restart of the others. */
    g_autoptr (NormlabTrack) track
        = read_table ("a.csv", "step,a,b\n10,1,\n9,,5\n20,2,\n19,,6\n", -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "a", "10:1 20:2");
    NORMLAB_TEST_ASSERT_POINTS (track, "b", "9:5 19:6");
  }
}

static double
get_not_finite (const char *text)
{
  g_autoptr (NormlabTrack) track = read_table ("a.csv", text, -1);

  return normlab_series_get_not_finite_since (normlab_track_find_series (track, "a"));
}

/* nan between numbers is where nothing was measured, but a run that begins again before it has not
 * gone on behind it: the next one is where it strays. */
static void
test_nan (void)
{
  g_assert_true (isnan (get_not_finite ("step,a\n0,1\n1,nan\n2,3\n3,nan\n")));
  g_assert_cmpfloat (get_not_finite ("step,a\n0,1\n1,2\n2,nan\n3,nan\n"), ==, 2);
  g_assert_cmpfloat (get_not_finite ("step,a\n0,1\n1,2\n2,nan\n1,2\n2,3\n3,nan\n"), ==, 3);
  g_assert_true (isnan (get_not_finite ("step,a\n0,1\n1,nan\n0,1\n1,nan\n2,3\n3,nan\n")));
}

/* Results of this program: a track for each run, with what it is trained with. */
static void
test_results (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "results.csv", NULL);
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, "results.csv",
                           "run,dataset,hidden,batch_norm,step,train_accuracy,test_accuracy,loss,"
                           "state,seconds,name\r\n"
                           "1,d,40,on,0,,0.1,,finished,0,\r\n1,d,40,on,10,0.5,0.4,1,finished,1,\r\n"
                           "2,d,\"40,20\",off,0,,0.2,,diverged,0,\"Mine, too\"\r\n"
                           "2,d,\"40,20\",off,10,0.6,0.5,2,diverged,1,\"Mine, too\"\r\n",
                           -1);
  tracks = normlab_test_logs_read (path);
  g_assert_cmpuint (tracks->len, ==, 2);
  {
    NormlabTrack *first = g_ptr_array_index (tracks, 0);
    NormlabTrack *second = g_ptr_array_index (tracks, 1);
    g_autofree char *metrics = normlab_test_logs_get_metrics (second);

    g_assert_cmpstr (normlab_track_get_title (first), ==, "results.csv, run 1");
    g_assert_cmpstr (normlab_track_get_title (second), ==, "Mine, too");
    g_assert_cmpstr (normlab_track_find_parameter (first, "hidden"), ==, "40");
    g_assert_cmpstr (normlab_track_find_parameter (second, "hidden"), ==, "40,20");
    g_assert_cmpstr (normlab_track_find_parameter (second, "batch_norm"), ==, "off");
    g_assert_cmpstr (normlab_track_get_end (first), ==, "finished");
    g_assert_cmpint (normlab_track_get_state (first), ==, NORMLAB_TRACK_ENDED);
    g_assert_cmpstr (normlab_track_get_end (second), ==, "diverged");
    g_assert_cmpstr (metrics, ==, "test_accuracy,train_accuracy,loss");
    NORMLAB_TEST_ASSERT_POINTS (first, "test_accuracy", "0:0.1 10:0.4");
    NORMLAB_TEST_ASSERT_POINTS (second, "loss", "10:2");
  }
}

/* Every column of results that holds a measurement is known as one. */
static void
test_results_columns (void)
{
  g_autofree char *header = normlab_results_get_header ();
  g_auto (GStrv) names = g_strsplit (header, ",", -1);
  g_autoptr (GString) text = g_string_new (header);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "results.csv", NULL);
  g_autoptr (GPtrArray) tracks = NULL;
  g_autofree char *metrics = NULL;

  g_string_append (text, "\r\n");
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", i);
  g_string_append (text, "\r\n");
  normlab_test_logs_write (folder, "results.csv", text->str, -1);
  tracks = normlab_test_logs_read (path);
  metrics = normlab_test_logs_get_metrics (g_ptr_array_index (tracks, 0));
  g_assert_cmpstr (metrics, ==,
                   "train_accuracy,test_accuracy,loss,training_set_accuracy,"
                   "training_set_loss,test_loss");
}

/* What this program writes of logs, it reads again. */
static void
test_long (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "values.csv", NULL);
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, "values.csv",
                           "run,step,metric,value\r\na,0,loss,1\r\na,1,loss,2\r\na,0,acc,3\r\n"
                           "b,0,loss,4\r\n",
                           -1);
  tracks = normlab_test_logs_read (path);
  g_assert_cmpuint (tracks->len, ==, 2);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "loss", "0:1 1:2");
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "acc", "0:3");
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 1), "loss", "0:4");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *word;
  } cases[] = {
    { "\xff\xfe"
      "e\0p\0o\0c\0h\0",
      12, "UTF-16" },
    { "some words, and others\nand more, with a comma\n", -1, "no log" },
    { "just words\n", -1, "no log" },
    { "\x89PNG\r\n\x1a\n\0\0\0", 11, "PNG" },
    { "", 0, "no log" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
      g_autofree char *sentence = NULL;

      normlab_test_logs_write (folder, "a.csv", cases[i].text, cases[i].length);
      sentence = normlab_test_logs_refuse (path);
      g_test_message ("%s", sentence);
      g_assert_nonnull (strstr (sentence, cases[i].word));
      g_assert_nonnull (strstr (sentence, "a.csv"));
    }
}

/* A line without an end is left out, and said; so are too many columns. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new ("epoch,loss\n0,1\n");

  for (guint i = 0; i < 17 << 10; i++)
    g_string_append_printf (text, "%01024u", i);
  g_string_append (text, "\n1,2\n");
  {
    g_autoptr (NormlabTrack) track = read_table ("a.csv", text->str, -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:1 1:2");
    g_assert_nonnull (strstr (normlab_track_get_damage (track), "16 MB"));
  }
  g_string_assign (text, "epoch,loss\n0,1\nepoch");
  for (guint i = 0; i < 10001; i++)
    g_string_append_printf (text, ",c%u", i);
  g_string_append (text, "\n1,2\n");
  {
    g_autoptr (NormlabTrack) track = read_table ("a.csv", text->str, -1);

    NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:1");
    g_assert_nonnull (strstr (normlab_track_get_damage (track), "at byte 15"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-tables/forms", test_forms);
  g_test_add_func ("/watch-tables/time", test_time);
  g_test_add_func ("/watch-tables/restarts", test_restarts);
  g_test_add_func ("/watch-tables/nan", test_nan);
  g_test_add_func ("/watch-tables/results", test_results);
  g_test_add_func ("/watch-tables/results-columns", test_results_columns);
  g_test_add_func ("/watch-tables/long", test_long);
  g_test_add_func ("/watch-tables/refused", test_refused);
  g_test_add_func ("/watch-tables/bounds", test_bounds);
  return g_test_run ();
}
