/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli refuses: mistakes in the command line, bad data, files that cannot be
 * written. */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-test-cli.h"
#include "normlab-test.h"

/* One clear sentence, perhaps with its hint, and nothing else. */
static void
assert_refused (const NormlabTestCli *cli, int status, const char *word)
{
  g_test_message ("status %d: %s", cli->status, cli->err);
  g_assert_cmpint (cli->status, ==, status);
  g_assert_cmpstr (cli->out, ==, "");
  g_assert_true (g_str_has_prefix (cli->err, "normlab-cli: "));
  g_assert_true (g_utf8_validate (cli->err, -1, NULL));
  if (strstr (cli->err, word) == NULL)
    g_error ("“%s” is not in: %s", word, cli->err);
  g_assert_cmpuint (normlab_test_cli_count_lines (cli->err), ==, status == 2 ? 2 : 1);
  g_assert_true ((strstr (cli->err, "--help”.\n") != NULL) == (status == 2));
}

typedef struct
{
  const char *arguments;
  const char *word;
} Usage;

static const Usage usages[] = {
  { "", "train, inspect, merge, verify, data, sessions or show" },
  { "learn", "“learn”" },
  { "--data builtin", "--data" },
  { "-x", "-x" },
  { "train extra", "“extra”" },
  { "train -- extra", "“extra”" },
  { "train --epochs 3", "--epochs" },
  { "train -z", "-z" },
  { "train --seed", "--seed" },
  { "train --quiet=yes", "--quiet" },
  { "train --hidden 0", "--hidden" },
  { "train --hidden 99999999", "--hidden" },
  { "train --hidden 40,,20", "--hidden" },
  { "train --hidden -5", "--hidden" },
  { "train --hidden 33x9", "--hidden" },
  { "train --hidden=", "--hidden" },
  { "train --training-images 0", "--training-images" },
  { "train --training-images 99", "a batch of 100 images" },
  { "train --label-noise 1.5", "--label-noise" },
  { "train --batch-norm maybe", "--batch-norm" },
  { "train --batch-norm batch", "--batch-norm" },
  { "train --normalization on", "--normalization" },
  { "train --normalization batch --batch-norm on", "--normalization and --batch-norm" },
  { "train --batch-norm on --normalization batch", "--batch-norm and --normalization" },
  { "train --notebook --normalization batch", "--normalization" },
  { "train --activation step", "--activation" },
  { "train --init -1", "--init" },
  { "train --init nan", "--init" },
  { "train --init -0", "--init" },
  { "train --optimizer lbfgs", "--optimizer" },
  { "train --learning-rate nan", "--learning-rate" },
  { "train --learning-rate inf", "--learning-rate" },
  { "train --learning-rate -0.1", "--learning-rate" },
  { "train --learning-rate 0", "--learning-rate" },
  { "train --learning-rate 0,1", "--learning-rate" },
  { "train --learning-rate 1e999", "--learning-rate" },
  { "train --learning-rate 0x10", "--learning-rate" },
  { "train --batch-size 0", "--batch-size" },
  { "train --batch-size 60001", "--batch-size" },
  { "train --batch-size 1.5", "--batch-size" },
  { "train --weight-decay -1", "--weight-decay" },
  { "train --dropout 1", "--dropout" },
  { "train --update some", "--update" },
  { "train --iterations 0", "--iterations" },
  { "train --iterations 99999999999999999999", "--iterations" },
  { "train --interval 0", "--interval" },
  { "train --interval 2000", "--interval" },
  { "train --seed 4294967296", "--seed" },
  { "train --seed -1", "--seed" },
  { "train --threads 0", "--threads" },
  { "train --threads 257", "--threads" },
  { "train --threads two", "--threads" },
  { "train --threads 2 --threads 3", "--threads" },
  { "train --notebook --experiment a.experiment", "--experiment" },
  { "train --notebook --hidden 10", "--hidden" },
  { "train --notebook --update all", "--update" },
  { "train --notebook --interval 5000", "--interval" },
  { "train --experiment a.experiment --init he", "--init" },
  { "train --csv", "--csv" },
  { "train --csv=", "--csv" },
  { "train --csv a.csv --csv b.csv", "--csv" },
  { "train --chart chart.gif", ".svg" },
  { "train --chart chart", ".svg" },
  { "train --chart-look notebook", "--chart" },
  { "train --chart a.svg --chart-look plain", "--chart-look" },
  { "train --map a.gif --seed 1", ".svg" },
  { "train --map a.svg --seed 1 --seed 2", "--map needs networks" },
  { "train --across init", "--across needs --map" },
  { "train --map-value best", "--map-value needs --map" },
  { "train --map a.svg --dash init", "--dash needs --chart" },
  { "train --map a.svg --map b.svg", "once" },
  { "train --map a.svg --map-value mean", "last, best" },
  { "train --map a.svg --init he --init xavier --across seed", "hidden, batch-norm" },
  { "train --map a.svg --init he --init xavier --upwards dropout",
    "--upwards: dropout is the same" },
  { "train --map a.svg --init he --init xavier --across init --upwards init", "name the same" },
  { "train --map a.svg --chart a.svg --init he --init xavier", "--chart and --map name the same" },
  { "train --chart a.svg --chart-look notebook --seed 1 --seed 2", "--chart-look" },
  { "train --metric loss", "--metric needs --chart" },
  { "train --with-training off", "--with-training needs --chart" },
  { "train --chart a.svg --metric speed", "accuracy, loss" },
  { "train --chart a.svg --metric loss --metric loss", "once" },
  { "train --chart a.svg --scale log", "linear, logarithmic" },
  { "train --chart a.svg --x time", "steps, epochs, images, seconds" },
  { "train --chart a.svg --x-range 5:1", "“5:1” is not a range" },
  { "train --chart a.svg --y-range 5", "“5” is not a range" },
  { "train --chart a.svg --x-range 1e308:", "between 1e-100 and 1e100" },
  { "train --chart a.svg --y-range :5e-324", "between 1e-100 and 1e100" },
  { "train --chart a.svg --band wide", "none, range, deviation, interval" },
  { "train --chart a.svg --smoothing 1", "0.99" },
  { "train --title a", "--title needs --chart" },
  { "train --chart a.svg --title a --title b", "once" },
  { "train --chart a.svg --smoothing x", "“x”" },
  { "train --chart a.svg --with-training yes", "off, on" },
  { "train --chart a.svg --color depth", "hidden, batch-norm, activation" },
  { "train --chart a.svg --color init,", "“”" },
  { "train --chart a.svg --color=", "--color" },
  { "train --chart a.svg --rows init --columns init", "twice" },
  { "train --chart a.svg --dash none --dash init", "once" },
  { "train --csv same --session ./same", "--session" },
  { "train --csv same.svg --chart same.svg", "--chart" },
  { "train --data a --data b", "--data" },
  { "data", "builtin" },
  { "data one two", "“two”" },
  { "data builtin --sheet sheet.jpg", ".png" },
  { "data builtin --sheet a.png --sheet b.png", "--sheet" },
  { "data builtin --csv a.csv", "--csv" },
};

static void
test_usage (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (usages[i].arguments, " ", -1);
      g_auto (NormlabTestCli) cli = { 0 };

      g_test_message ("normlab-cli %s", usages[i].arguments);
      cli = normlab_test_cli_run_strv ((const char *const *) arguments);
      assert_refused (&cli, 2, usages[i].word);
    }
}

static void
test_too_many_recipes (void)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_auto (NormlabTestCli) cli = { 0 };

  g_ptr_array_add (arguments, g_strdup ("train"));
  for (guint i = 0; i < 5001; i++)
    g_ptr_array_add (arguments, g_strdup_printf ("--seed=%u", i));
  g_ptr_array_add (arguments, g_strdup ("--batch-norm=on"));
  g_ptr_array_add (arguments, g_strdup ("--batch-norm=off"));
  g_ptr_array_add (arguments, NULL);
  cli = normlab_test_cli_run_strv ((const char *const *) arguments->pdata);
  assert_refused (&cli, 2, "10000");
}

/* Whatever bytes there are, the answer is one line of UTF-8 without control characters. */
static void
test_invalid_utf8 (void)
{
  static const char *const rows[][3] = {
    { "\xff\xfe", NULL, NULL },        { "--\xff", NULL, NULL },
    { "train", "\xc3", NULL },         { "train", "--\xff=1", NULL },
    { "train", "--hidden", "\xff" },   { "train", "--hidden", "\x1b[2J\n" },
    { "train", "--threads", "\xff" },  { "train", "--chart-look", "\xe2\x82" },
    { "train", "--chart", "a\n\xff" }, { "data", "--sheet", "\xff" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (NormlabTestCli) cli = normlab_test_cli_run (rows[i][0], rows[i][1], rows[i][2], NULL);

      assert_refused (&cli, 2, "");
      g_assert_null (strchr (cli.err, '\x1b'));
    }
}

/* A folder's name may be any bytes too. */
static void
test_invalid_utf8_folder (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("data", "/absent/\xff\x1b[2J", NULL);

  assert_refused (&cli, 1, "/absent/");
  g_assert_null (strchr (cli.err, '\x1b'));
}

#define TRAINING_IMAGES "train-images-idx3-ubyte.gz"
#define TRAINING_LABELS "train-labels-idx1-ubyte"
#define TEST_IMAGES "t10k-images-idx3-ubyte"
#define TEST_LABELS "t10k-labels-idx1-ubyte"

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
empty_file (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  normlab_test_cli_write (folder, name, bytes);
}

static void
truncate_file (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  g_byte_array_set_size (bytes, bytes->len / 2);
  normlab_test_cli_write (folder, name, bytes);
}

/* The CRC is the first of the last two words of a gzip file. */
static void
corrupt_crc (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  bytes->data[bytes->len - 8] ^= 1;
  normlab_test_cli_write (folder, name, bytes);
}

static void
append_garbage (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  g_byte_array_append (bytes, (const guint8 *) "garbage", 7);
  normlab_test_cli_write (folder, name, bytes);
}

static void
spoil_magic (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  bytes->data[2] = 0x77;
  normlab_test_cli_write (folder, name, bytes);
}

static void
write_words (const char *folder, const char *name, const guint32 words[4], guint n_words, guint n)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_idx (words, n_words, n, 0);

  normlab_test_cli_write (folder, name, bytes);
}

static void
drop_a_label (const char *folder, const char *name)
{
  write_words (folder, name, (const guint32[4]){ 0x801, 59 }, 2, 59);
}

static void
claim_four_billion (const char *folder, const char *name)
{
  write_words (folder, name, (const guint32[4]){ 0x803, G_MAXUINT32, 8, 8 }, 4, 60 * 64);
}

static void
claim_huge_images (const char *folder, const char *name)
{
  write_words (folder, name, (const guint32[4]){ 0x803, 60, G_MAXUINT32, G_MAXUINT32 }, 4, 60 * 64);
}

static void
size_zero (const char *folder, const char *name)
{
  write_words (folder, name, (const guint32[4]){ 0x803, 60, 0, 8 }, 4, 60 * 64);
}

static void
make_bomb (const char *folder, const char *name)
{
  const guint32 words[] = { 0x803, NORMLAB_TEST_CLI_N_TRAINING, 8, 8 };
  g_autoptr (GByteArray) bytes = normlab_test_cli_idx (words, 4, 32 << 20, 0);
  g_autoptr (GByteArray) bomb = normlab_test_cli_gzip (bytes);

  normlab_test_cli_write (folder, name, bomb);
}

static void
raise_label (const char *folder, const char *name)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  bytes->data[8 + 5] = 200;
  normlab_test_cli_write (folder, name, bytes);
}

static void
make_folder (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  remove_file (folder, name);
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
}

static void
forbid (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
}

typedef struct
{
  const char *what;
  void (*damage) (const char *folder, const char *name);
  const char *name;
  const char *word; /* beside the file's name, where there is one to name */
} BadData;

static const BadData bad_data[] = {
  { "one of four files is missing", remove_file, TEST_LABELS, "test labels" },
  { "empty", empty_file, TRAINING_LABELS, "byte 0" },
  { "truncated", truncate_file, TEST_IMAGES, "byte" },
  { "truncated gzip", truncate_file, TRAINING_IMAGES, "byte" },
  { "corrupt gzip", corrupt_crc, TRAINING_IMAGES, "CRC" },
  { "garbage after the data", append_garbage, TEST_LABELS, "byte" },
  { "wrong magic", spoil_magic, TEST_IMAGES, "magic" },
  { "counts differ", drop_a_label, TEST_LABELS, "59" },
  { "four billion images", claim_four_billion, TEST_IMAGES, "274877906896" },
  { "images of 2^64 pixels", claim_huge_images, TEST_IMAGES, "4294967295" },
  { "images without pixels", size_zero, TEST_IMAGES, "byte" },
  { "gzip bomb", make_bomb, TRAINING_IMAGES, "byte" },
  { "label past the classes", raise_label, TEST_LABELS, "200" },
  { "folder in place of a file", make_folder, TEST_IMAGES, "folder" },
  { "no permission", forbid, TEST_LABELS, "ermission" },
};

static void
test_bad_data (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_data); i++)
    {
      const BadData *row = &bad_data[i];
      g_autofree char *folder = normlab_test_cli_data ();
      g_autofree char *results = normlab_test_folder ();
      g_autofree char *csv = g_build_filename (results, "results.csv", NULL);
      g_autofree char *chart = g_build_filename (results, "results.svg", NULL);
      g_auto (NormlabTestCli) train = { 0 };
      g_auto (NormlabTestCli) data = { 0 };

      g_test_message ("%s", row->what);
      row->damage (folder, row->name);
      train
          = normlab_test_cli_run ("train", "--data", folder, "--csv", csv, "--chart", chart, NULL);
      assert_refused (&train, 1, row->word);
      if (row->damage != remove_file)
        assert_refused (&train, 1, row->name);
      g_assert_cmpuint (normlab_test_cli_count_files (results), ==, 0);

      data = normlab_test_cli_run ("data", folder, NULL);
      g_assert_cmpstr (data.err, ==, train.err);
      g_assert_cmpint (data.status, ==, 1);
    }
}

static void
test_bad_folder (void)
{
  g_autofree char *folder = normlab_test_cli_data ();
  g_autofree char *absent = g_build_filename (folder, "absent", NULL);
  g_autofree char *file = g_build_filename (folder, "notes.txt", NULL);
  const char *const folders[] = { absent, file, "", "/dev/null" };

  g_assert_true (g_file_set_contents (file, "no data", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_auto (NormlabTestCli) data = normlab_test_cli_run ("data", folders[i], NULL);
      g_auto (NormlabTestCli) train = normlab_test_cli_run ("train", "--data", folders[i], NULL);

      assert_refused (&data, *folders[i] == '\0' ? 2 : 1, folders[i]);
      assert_refused (&train, *folders[i] == '\0' ? 2 : 1, folders[i]);
    }
}

/* Training would take hours, and the data are not even looked at. */
static void
assert_refused_at_once (const char *option, const char *path)
{
  gint64 start = g_get_monotonic_time ();
  g_auto (NormlabTestCli) cli
      = normlab_test_cli_run ("train", "--iterations", "10000000", option, path, NULL);

  assert_refused (&cli, 1, path);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_bad_outputs (void)
{
  static const char *const options[][2]
      = { { "--csv", "a.csv" }, { "--chart", "a.svg" }, { "--session", "a.normlab" } };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *closed = g_build_filename (folder, "closed", NULL);

  g_assert_cmpint (g_mkdir (closed, 0555), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *in_absent = g_build_filename (folder, "absent", options[i][1], NULL);
      g_autofree char *in_closed = g_build_filename (closed, options[i][1], NULL);
      g_autofree char *is_folder = g_build_filename (folder, options[i][1], NULL);

      g_assert_cmpint (g_mkdir (is_folder, 0755), ==, 0);
      assert_refused_at_once (options[i][0], in_absent);
      assert_refused_at_once (options[i][0], in_closed);
      assert_refused_at_once (options[i][0], is_folder);
    }
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 1 + G_N_ELEMENTS (options));
  g_assert_cmpuint (normlab_test_cli_count_files (closed), ==, 0);
}

static void
test_bad_experiment (void)
{
  static const char *const texts[][2] = {
    { "nonsense", "bad.experiment" },
    { "[Experiment]\nTitle=x\n[Set 1]\nhidden=0\n", "hidden" },
    { "[Experiment]\nTitle=x\n[Set 1]\ncolour=red\n", "colour" },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "bad.experiment", NULL);
  g_auto (NormlabTestCli) absent = normlab_test_cli_run ("train", "--experiment", path, NULL);

  assert_refused (&absent, 1, "bad.experiment");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (NormlabTestCli) cli = { 0 };

      g_assert_true (g_file_set_contents (path, texts[i][0], -1, NULL));
      cli = normlab_test_cli_run ("train", "--experiment", path, NULL);
      assert_refused (&cli, 1, texts[i][1]);
    }
}

/* The experiment that is read is not overwritten. */
static void
test_experiment_as_output (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.experiment", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_auto (NormlabTestCli) cli = { 0 };

  g_assert_true (g_file_set_contents (path, "[Experiment]\nTitle=x\n[Set 1]\nseed=1\n", -1, NULL));
  g_assert_cmpint (symlink ("a.experiment", link), ==, 0);
  cli = normlab_test_cli_run ("train", "--experiment", path, "--session", link, NULL);
  assert_refused (&cli, 2, "--session");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/too-many-recipes", test_too_many_recipes);
  g_test_add_func ("/cli/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/cli/invalid-utf8-folder", test_invalid_utf8_folder);
  g_test_add_func ("/cli/bad-data", test_bad_data);
  g_test_add_func ("/cli/bad-folder", test_bad_folder);
  g_test_add_func ("/cli/bad-outputs", test_bad_outputs);
  g_test_add_func ("/cli/bad-experiment", test_bad_experiment);
  g_test_add_func ("/cli/experiment-as-output", test_experiment_as_output);
  return g_test_run ();
}
