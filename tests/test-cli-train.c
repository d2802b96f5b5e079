/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli trains, as its numbers tell. */

#include <string.h>

#include "normlab-session.h"
#include "normlab-test-cli.h"
#include "normlab-test.h"

static char *data_folder;

/* The CSV of "train --quiet --csv -" with more options, which must succeed. */
static char *
train_to_csv (const char *options)
{
  g_autofree char *line
      = g_strdup_printf ("train --quiet --csv - --data %s %s", data_folder, options);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  return g_steal_pointer (&cli.out);
}

static void
test_csv (void)
{
  static const char *const steps[] = { "0", "20", "40" };
  g_autofree char *csv
      = train_to_csv ("--iterations 40 --interval 20 --learning-rate 0.1 --seed 7");
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (csv);

  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      double accuracy = g_ascii_strtod (normlab_test_cli_get_cell (rows, i, "test_accuracy"), NULL);

      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "run"), ==, "1");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "hidden"), ==, "40-20");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "batch_norm"), ==, "on");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "init"), ==, "xavier");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "learning_rate"), ==, "0.1");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "update"), ==, "all");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "seed"), ==, "7");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "step"), ==, steps[i]);
      /* Before the first step there is no batch. */
      g_assert_cmpint (*normlab_test_cli_get_cell (rows, i, "loss") == '\0', ==, i == 0);
      g_assert_cmpint (*normlab_test_cli_get_cell (rows, i, "train_accuracy") == '\0', ==, i == 0);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "test_loss"), ==, "");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "state"), ==, "finished");
      g_assert_cmpfloat (accuracy, >=, 0.0);
      g_assert_cmpfloat (accuracy, <=, 1.0);
    }
}

/* The last run of each seed, and so on: every combination once, the seed varying fastest. */
static void
test_combinations (void)
{
  static const char *const expected[][3] = {
    { "40-20", "on", "1" },     { "40-20", "on", "2" },     { "40-20", "off", "1" },
    { "40-20", "off", "2" },    { "30-20-10", "on", "1" },  { "30-20-10", "on", "2" },
    { "30-20-10", "off", "1" }, { "30-20-10", "off", "2" },
  };
  g_autofree char *csv
      = train_to_csv ("--hidden 40,20 --hidden 30,20,10 --batch-norm on "
                      "--batch-norm off --seed 1 --seed 2 --seed 1 --iterations 5");
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_steps (csv);

  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "hidden"), ==, expected[i][0]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "batch_norm"), ==, expected[i][1]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "seed"), ==, expected[i][2]);
      /* Fewer iterations than the usual interval are measured at their end. */
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "step"), ==, "5");
    }
}

/* Both options of normalization say the same, each in its words. */
static void
test_normalization (void)
{
  g_autofree char *csv
      = train_to_csv ("--hidden 5 --batch-norm off --batch-norm on --batch-norm after "
                      "--batch-norm layer --iterations 5");
  g_autofree char *other
      = train_to_csv ("--hidden 5 --normalization none --normalization batch "
                      "--normalization Batch-After --normalization layer --iterations 5");
  static const char *const expected[] = { "off", "on", "after", "layer" };
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_steps (csv);
  g_autoptr (GPtrArray) others = normlab_test_cli_parse_steps (other);

  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (others->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "batch_norm"), ==, expected[i]);
      g_assert_cmpstr (normlab_test_cli_get_cell (others, i, "batch_norm"), ==, expected[i]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "loss"), ==,
                       normlab_test_cli_get_cell (others, i, "loss"));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "loss"), !=,
                         normlab_test_cli_get_cell (rows, j, "loss"));
    }
}

/* What is trained on stands in columns of its own, and makes other networks. */
static void
test_training_set (void)
{
  static const char *const images[] = { "110", "110", "all", "all" };
  static const char *const noise[] = { "0", "0.5", "0", "0.5" };
  g_autofree char *csv = train_to_csv ("--hidden 5 --iterations 20 --interval 20 "
                                       "--training-images 110 --training-images all "
                                       "--label-noise 0 --label-noise 50%");
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (csv);

  /* Of each, what there was before the first step, and the last. */
  g_assert_cmpuint (rows->len, ==, 8);
  for (guint i = 1; i < rows->len; i += 2)
    {
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "training_images"), ==, images[i / 2]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "label_noise"), ==, noise[i / 2]);
      for (guint j = 1; j < i; j += 2)
        g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "loss"), !=,
                         normlab_test_cli_get_cell (rows, j, "loss"));
    }
}

/* Whether there are so many images is known when the data are, before anything is trained or
 * written. */
static void
test_too_many_images (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "none.csv", NULL);
  static const char *const commands[] = { "train", "inspect" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (NormlabTestCli) cli
          = normlab_test_cli_run (commands[i], "--data", data_folder, "--training-images", "110",
                                  "--training-images", "9999999", "--csv", path, NULL);

      g_assert_cmpint (cli.status, ==, 1);
      g_assert_cmpstr (cli.out, ==, "");
      g_assert_nonnull (strstr (cli.err, "training-images: the data set “"));
      g_assert_nonnull (strstr (cli.err, " training images, not 9999999\n"));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_notebook (void)
{
  static const char *const hidden[] = { "40-20", "40-20", "40-30-20", "40-30-20", "40-30-20" };
  static const char *const inits[] = { "xavier", "0.01", "0.01", "he", "xavier" };
  g_autofree char *csv = train_to_csv ("--notebook --iterations 3 --seed 5 --seed 6");
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_steps (csv);

  g_assert_cmpuint (rows->len, ==, 10);
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "hidden"), ==, hidden[i / 2]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "init"), ==, inits[i / 2]);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "update"), ==, "notebook");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "seed"), ==, i % 2 == 0 ? "5" : "6");
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "step"), ==, "3");
    }
}

static void
test_experiment (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.experiment", NULL);
  g_autofree char *options = g_strdup_printf ("--experiment %s --interval 2000", path);
  g_autofree char *csv = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "[Experiment]\nTitle=Two\n"
                                      "[Set 1]\nhidden=5\niterations=4000\nactivation=tanh;relu\n",
                                      -1, NULL));
  csv = train_to_csv (options);
  rows = normlab_test_cli_parse_steps (csv);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 1, "activation"), ==, "tanh");
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 1, "step"), ==, "4000");
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 3, "activation"), ==, "relu");
}

/* No result depends on the number of threads. */
static void
test_threads (void)
{
  const char *options = "--hidden 20 --hidden 20,10 --dropout 0 --dropout 0.5 --iterations 60";
  g_autofree char *one = g_strdup_printf ("%s --threads 1", options);
  g_autofree char *many = g_strdup_printf ("%s --threads 7", options);
  g_autofree char *csv_of_one = train_to_csv (one);
  g_autofree char *csv_of_many = train_to_csv (many);
  g_autofree char *rows_of_one = normlab_test_cli_drop_seconds (csv_of_one);
  g_autofree char *rows_of_many = normlab_test_cli_drop_seconds (csv_of_many);

  g_assert_cmpstr (rows_of_one, ==, rows_of_many);
}

/* What is asked for is measured, also where the experiment asks, and nothing else; and kept. */
static void
test_measure (void)
{
  static const struct
  {
    const char *options;
    gboolean test_loss, training;
  } cases[] = {
    { "--measure none", FALSE, FALSE },
    { "--measure test-loss", TRUE, FALSE },
    { "--measure training=30", FALSE, TRUE },
    { "--measure training,test-loss", TRUE, TRUE },
    { "--experiment %s", FALSE, TRUE },
    { "--experiment %s --measure test-loss", TRUE, FALSE },
    { "--experiment %s --measure none", FALSE, FALSE },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.experiment", NULL);
  g_autofree char *session = g_build_filename (folder, "a.normlab", NULL);

  g_assert_true (g_file_set_contents (
      path, "[Experiment]\nTitle=One\nMeasure=training=30\n[Set 1]\nhidden=5\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].options, "%s", 2);
      g_autofree char *given = g_strjoinv (path, parts);
      g_autofree char *options
          = g_strdup_printf ("%s --iterations 20 --session %s", given, session);
      g_autofree char *csv = train_to_csv (options);
      g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (csv);
      g_autoptr (NormlabSession) saved = normlab_session_load (session, NULL);
      const NormlabMeasures *measures = normlab_run_get_measures (saved->runs->pdata[0]);

      g_test_message ("%s", given);
      g_assert_cmpuint (rows->len, ==, 3);
      g_assert_cmpint (measures->test_loss, ==, cases[i].test_loss);
      g_assert_cmpint (measures->training, ==, cases[i].training);
      for (guint j = 0; j < rows->len; j++)
        {
          const char *test_loss = normlab_test_cli_get_cell (rows, j, "test_loss");
          const char *loss = normlab_test_cli_get_cell (rows, j, "training_set_loss");
          const char *accuracy = normlab_test_cli_get_cell (rows, j, "training_set_accuracy");

          g_assert_cmpint (g_ascii_strtod (test_loss, NULL) > 0, ==, cases[i].test_loss);
          g_assert_cmpint (g_ascii_strtod (loss, NULL) > 0, ==, cases[i].training);
          g_assert_cmpint (*test_loss != '\0', ==, cases[i].test_loss);
          g_assert_cmpint (*accuracy != '\0', ==, cases[i].training);
        }
    }
}

/* A run that diverges is a result: the others go on, and the program succeeds. */
static void
test_divergence (void)
{
  static const struct
  {
    const char *run, *init, *learning_rate, *state, *step;
  } expected[] = {
    { "1", "1000000", "1000000", "diverged", NULL },
    { "2", "1000000", "0.01", "diverged", NULL },
    { "3", "he", "1000000", "diverged", NULL },
    { "4", "he", "0.01", "finished", "50" },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (
      "train", "--data", data_folder, "--batch-norm", "off", "--activation", "relu", "--init",
      "1e6", "--init", "he", "--learning-rate", "1e6", "--learning-rate", "0.01", "--iterations",
      "50", "--interval", "50", "--csv", path, NULL);
  g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);
  g_autofree char *csv = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  rows = normlab_test_cli_parse_steps (csv);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < rows->len; i++)
    {
      gboolean diverged = expected[i].step == NULL;
      g_autofree char *state = diverged
                                   ? g_strdup_printf ("diverged at step %s, layer ",
                                                      normlab_test_cli_get_cell (rows, i, "step"))
                                   : g_strdup ("Finished");

      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "run"), ==, expected[i].run);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "init"), ==, expected[i].init);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "learning_rate"), ==,
                       expected[i].learning_rate);
      g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "state"), ==, expected[i].state);
      /* No run lives to be measured but the one that ends well. */
      g_assert_cmpint (*normlab_test_cli_get_cell (rows, i, "test_accuracy") == '\0', ==, diverged);
      g_assert_cmpint (*normlab_test_cli_get_cell (rows, i, "loss") == '\0', ==, diverged);
      if (!diverged)
        g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "step"), ==, expected[i].step);
      g_assert_nonnull (strstr (lines[1 + i], state));
    }
}

/* A locale whose decimal mark is a comma, made for the test so that none need be installed. */
static char *
make_comma_locale (void)
{
  static const char source[] = "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \".\"\n"
                               "grouping 3;3\nEND LC_NUMERIC\n";
  char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "source", NULL);
  g_autofree char *locale = g_build_filename (folder, "comma", NULL);
  const char *const arguments[] = { "localedef", "-c", "-i", path, locale, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, source, -1, NULL));
  /* It complains of the categories that are not defined, which are then the C locale's. */
  g_spawn_sync (NULL, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return folder;
}

static void
test_comma_locale (void)
{
  g_autofree char *locales = make_comma_locale ();
  const char *options = "--learning-rate 0.05 --init 0.25 --weight-decay 1e-3 --iterations 40";
  g_autofree char *plain = train_to_csv (options);
  g_autofree char *plain_rows = normlab_test_cli_drop_seconds (plain);
  g_autofree char *rows = NULL;
  g_autofree char *script = g_strdup_printf (
      "export LOCPATH=%s LANG=C.UTF-8 LC_NUMERIC=comma; unset LC_ALL\n"
      "locale decimal_point\n"
      "$NORMLAB_CLI train --data \"$1\" --csv - --session %s/a.normlab --chart %s/a.svg %s",
      locales, locales, locales, options);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, script);
  g_autofree char *session_path = g_build_filename (locales, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = NULL;

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_true (g_str_has_prefix (cli.out, ",\n"));
  rows = normlab_test_cli_drop_seconds (cli.out + strlen (",\n"));
  g_assert_cmpstr (rows, ==, plain_rows);
  g_assert_nonnull (strstr (cli.err, "  0."));
  session = normlab_session_load (session_path, NULL);
  g_assert_nonnull (session);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-train/csv", test_csv);
  g_test_add_func ("/cli-train/combinations", test_combinations);
  g_test_add_func ("/cli-train/normalization", test_normalization);
  g_test_add_func ("/cli-train/training-set", test_training_set);
  g_test_add_func ("/cli-train/too-many-images", test_too_many_images);
  g_test_add_func ("/cli-train/notebook", test_notebook);
  g_test_add_func ("/cli-train/experiment", test_experiment);
  g_test_add_func ("/cli-train/threads", test_threads);
  g_test_add_func ("/cli-train/measure", test_measure);
  g_test_add_func ("/cli-train/divergence", test_divergence);
  g_test_add_func ("/cli-train/comma-locale", test_comma_locale);
  return g_test_run ();
}
