/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli finds in networks. */

#include <math.h>
#include <string.h>

#include "normlab-test-inspect.h"
#include "normlab-test-numpy.h"
#include "normlab-test.h"

static char *data_folder;

/* The rows behind the header, which must be that, each a list of its cells. */
static GPtrArray *
parse (const char *csv, const char *header)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  g_auto (GStrv) columns = g_strsplit (header, ",", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_cmpstr (lines[0], ==, header);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
      g_assert_cmpuint (g_strv_length (g_ptr_array_index (rows, rows->len - 1)), ==,
                        g_strv_length (columns));
    }
  return rows;
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  return ((char **) g_ptr_array_index (rows, row))[column];
}

/* The value of a quantity; NULL where there is none. */
static const char *
find_value (GPtrArray *rows, guint run, guint step, guint layer, const char *quantity)
{
  const char *found = NULL;

  for (guint i = 0; i < rows->len; i++)
    if (g_ascii_strtoull (get_cell (rows, i, 0), NULL, 10) == run
        && g_ascii_strtoull (get_cell (rows, i, 1), NULL, 10) == step
        && g_ascii_strtoull (get_cell (rows, i, 2), NULL, 10) == layer
        && strcmp (get_cell (rows, i, 3), quantity) == 0)
      {
        g_assert_null (found);
        found = get_cell (rows, i, 4);
      }
  return found;
}

/* The quantities of a layer in their order, with blanks between. */
static char *
list_quantities (GPtrArray *rows, guint run, guint step, guint layer)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    if (g_ascii_strtoull (get_cell (rows, i, 0), NULL, 10) == run
        && g_ascii_strtoull (get_cell (rows, i, 1), NULL, 10) == step
        && g_ascii_strtoull (get_cell (rows, i, 2), NULL, 10) == layer)
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", get_cell (rows, i, 3));
  return g_string_free (list, FALSE);
}

#define PRE "pre_mean pre_std"
#define OUT " out_mean out_std"
#define STEP " gradient_norm update_ratio"
#define NORM " gamma_mean beta_mean"
#define RUNNING " running_mean_mean running_variance_mean"

/* What applies, and nothing else. */
static void
test_quantities (void)
{
  static const struct
  {
    const char *options, *hidden;
  } cases[] = {
    { "--batch-norm off", PRE OUT " saturated" STEP },
    { "--batch-norm off --activation relu", PRE OUT " dead" STEP },
    { "--batch-norm off --activation gelu", PRE OUT STEP },
    { "--batch-norm on --activation tanh", PRE OUT " saturated" STEP NORM RUNNING },
    { "--batch-norm after --activation elu", PRE OUT STEP NORM RUNNING },
    { "--batch-norm layer --activation identity", PRE OUT STEP NORM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *options
          = g_strdup_printf ("%s --hidden 7,6 --at 3 --csv -", cases[i].options);
      g_autofree char *csv = normlab_test_inspect_quietly (data_folder, options);
      g_autoptr (GPtrArray) rows = parse (csv, NORMLAB_TEST_QUANTITIES);

      for (guint layer = 0; layer <= 4; layer++)
        {
          g_autofree char *found = list_quantities (rows, 1, 3, layer);
          const char *expected = layer == 0 || layer == 4 ? ""
                                 : layer == 3             ? PRE STEP
                                                          : cases[i].hidden;

          g_assert_cmpstr (found, ==, expected);
        }
    }
}

/* Before the first step there is what normalization begins with, and nothing of a pass. */
static void
test_step_zero (void)
{
  static const char *const files[] = { "--csv", "--histograms", "--confusion" };
  g_autofree char *csv
      = normlab_test_inspect_quietly (data_folder, "--hidden 7 --at 0 --smoothness --csv -");
  g_autofree char *off
      = normlab_test_inspect_quietly (data_folder, "--hidden 7 --at 0 --batch-norm off --csv -");
  g_autofree char *histograms
      = normlab_test_inspect_quietly (data_folder, "--hidden 7 --at 0 --histograms -");
  g_autofree char *confusion
      = normlab_test_inspect_quietly (data_folder, "--hidden 7 --at 0 --confusion -");

  g_assert_cmpstr (csv, ==,
                   NORMLAB_TEST_QUANTITIES
                   "\r\n1,0,1,gamma_mean,1\r\n1,0,1,beta_mean,0\r\n"
                   "1,0,1,running_mean_mean,0\r\n1,0,1,running_variance_mean,0\r\n");
  g_assert_cmpstr (off, ==, NORMLAB_TEST_QUANTITIES "\r\n");
  g_assert_cmpstr (histograms, ==, "run,step,layer,which,bin_low,bin_high,count\r\n");
  g_assert_true (g_str_has_prefix (confusion, "run,step,truth,answer,count\r\n1,0,0,0,"));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *options = g_strdup_printf ("%s - --hidden 7 --at 0", files[i]);
      g_auto (NormlabTestCli) cli = normlab_test_inspect (data_folder, options);

      g_assert_cmpint (cli.status, ==, 0);
      g_assert_null (strstr (cli.err, "±"));
    }
}

/* Runs are numbered as train's are, steps come in order and once, and without --at it is the last
 * one. */
static void
test_order (void)
{
  g_autofree char *csv = normlab_test_inspect_quietly (
      data_folder, "--hidden 5 --batch-norm on --batch-norm off --seed 4 "
                   "--seed 5 --at 9 --at 2 --at 9 --csv -");
  g_autofree char *last = normlab_test_inspect_quietly (
      data_folder, "--hidden 5 --iterations 30 --iterations 4 --csv -");
  g_autoptr (GPtrArray) rows = parse (csv, NORMLAB_TEST_QUANTITIES);
  g_autoptr (GPtrArray) of_last = parse (last, NORMLAB_TEST_QUANTITIES);
  guint previous = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint run = (guint) g_ascii_strtoull (get_cell (rows, i, 0), NULL, 10);
      guint step = (guint) g_ascii_strtoull (get_cell (rows, i, 1), NULL, 10);
      guint layer = (guint) g_ascii_strtoull (get_cell (rows, i, 2), NULL, 10);
      guint place = run * 1000 + step * 10 + layer;

      g_assert_true (step == 2 || step == 9);
      g_assert_cmpuint (place, >=, previous);
      previous = place;
      /* The second choice of what varies more slowly comes after both seeds. */
      g_assert_true (strcmp (get_cell (rows, i, 3), "gamma_mean") != 0 || run <= 2);
    }
  g_assert_nonnull (find_value (rows, 4, 9, 2, "update_ratio"));
  g_assert_null (find_value (rows, 5, 9, 2, "update_ratio"));
  g_assert_nonnull (find_value (of_last, 1, 30, 1, "pre_mean"));
  g_assert_nonnull (find_value (of_last, 2, 4, 1, "pre_mean"));
  g_assert_null (find_value (of_last, 2, 30, 1, "pre_mean"));
}

/* What is looked into does not depend on who else trains, nor on the vectors' width, nor on what
 * else is asked. */
static void
test_same (void)
{
  static const char *const prefixes[]
      = { "--threads 1", "--threads 5", "--smoothness --confusion /dev/null" };
  const char *options = "--hidden 20,9 --hidden 12 --dropout 0 --dropout 0.3 --batch-norm on "
                        "--batch-norm after --optimizer adam --at 1 --at 20 --csv -";
  g_autofree char *first = NULL;
  g_autofree char *script = g_strdup_printf ("for k in baseline avx2 avx512; do NORMLAB_KERNELS=$k "
                                             "$NORMLAB_CLI inspect --quiet --data \"$1\" %s "
                                             "| cksum; done | uniq | wc -l",
                                             options);
  g_auto (NormlabTestCli) widths = normlab_test_cli_run_script (data_folder, script);

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *all = g_strdup_printf ("%s %s", prefixes[i], options);
      g_autofree char *csv = normlab_test_inspect_quietly (data_folder, all);
      g_autoptr (GRegex) regex = g_regex_new ("[0-9]+,[0-9]+,0,[^\r]*\r\n", 0, 0, NULL);
      g_autofree char *without = g_regex_replace_literal (regex, csv, -1, 0, "", 0, NULL);

      if (first == NULL)
        first = g_steal_pointer (&without);
      else
        g_assert_cmpstr (without, ==, first);
      g_assert_cmpint (strstr (csv, ",0,loss_low,") != NULL, ==, i == 2);
    }
  g_assert_cmpstr (widths.err, ==, "");
  g_assert_cmpstr (widths.out, ==, "1\n");
}

static double
get_number (GPtrArray *rows, guint row, guint column)
{
  return g_ascii_strtod (get_cell (rows, row, column), NULL);
}

/* Forty bins from @*row on, of @n values: of one width, without a gap, the outermost with something
 * in them, and with the mean and the deviation that are measured, as exactly as bins can have
 * them. */
static void
check_bins (GPtrArray *rows, guint *row, guint n, double mean, double std)
{
  double low = get_number (rows, *row, 4), width = (get_number (rows, *row + 39, 5) - low) / 40;
  double sum = 0, of_middles = 0, squares = 0;

  g_assert_cmpfloat (width, >, 0);
  g_assert_cmpfloat (get_number (rows, *row, 6), >, 0);
  g_assert_cmpfloat (get_number (rows, *row + 39, 6), >, 0);
  for (guint bin = 0; bin < 40; bin++, (*row)++)
    {
      double from = get_number (rows, *row, 4), to = get_number (rows, *row, 5);
      double count = get_number (rows, *row, 6), middle = (from + to) / 2 - mean;

      if (bin > 0)
        g_assert_cmpstr (get_cell (rows, *row, 4), ==, get_cell (rows, *row - 1, 5));
      g_assert_cmpfloat_with_epsilon (to - from, width, 1e-9 * MAX (fabs (from), width));
      sum += count;
      of_middles += count * middle;
      squares += count * middle * middle;
    }
  g_assert_cmpfloat (sum, ==, n);
  g_assert_cmpfloat (fabs (of_middles / sum), <, width / 2);
  g_assert_cmpfloat_with_epsilon (sqrt (squares / sum), std, width / 2);
}

/* Of each layer and step, what enters and what leaves it. */
static void
test_histograms (void)
{
  static const char *const cases[] = {
    "--activation sigmoid",
    "--activation identity",
    "--activation tanh --batch-norm off --init 0.01",
    "--batch-norm after --dropout 0.3",
    "--activation relu --init 1e6 --batch-norm off",
  };
  static const guint steps[] = { 1, 20 }, units[] = { 7, 6, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *more = "--hidden 7,6 --batch-size 50 --learning-rate 1e-12 --at 1 --at 20";
      g_autofree char *options = g_strdup_printf ("%s %s --histograms -", cases[i], more);
      g_autofree char *of_csv = g_strdup_printf ("%s %s --csv -", cases[i], more);
      g_autofree char *histograms = normlab_test_inspect_quietly (data_folder, options);
      g_autofree char *csv = normlab_test_inspect_quietly (data_folder, of_csv);
      g_autoptr (GPtrArray) rows
          = parse (histograms, "run,step,layer,which,bin_low,bin_high,count");
      g_autoptr (GPtrArray) quantities = parse (csv, NORMLAB_TEST_QUANTITIES);
      guint next = 0;

      for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
        for (guint layer = 1; layer <= 3; layer++)
          for (guint out = 0; out < (layer < 3 ? 2 : 1); out++)
            {
              const char *mean
                  = find_value (quantities, 1, steps[s], layer, out ? "out_mean" : "pre_mean");
              const char *std
                  = find_value (quantities, 1, steps[s], layer, out ? "out_std" : "pre_std");

              g_assert_cmpfloat (get_number (rows, next, 1), ==, steps[s]);
              g_assert_cmpfloat (get_number (rows, next, 2), ==, layer);
              g_assert_cmpstr (get_cell (rows, next, 3), ==, out ? "out" : "pre");
              check_bins (rows, &next, 50 * units[layer - 1], g_ascii_strtod (mean, NULL),
                          g_ascii_strtod (std, NULL));
            }
      g_assert_cmpuint (next, ==, rows->len);
    }
}

/* Values that lie close together are told apart, and those that are alike are in one bin. */
static void
test_narrow_histograms (void)
{
  g_autofree char *narrow = normlab_test_inspect_quietly (
      data_folder, "--hidden 20 --batch-norm off --init 0.0001 --at 1 --histograms -");
  g_autofree char *alike = normlab_test_inspect_quietly (
      data_folder, "--hidden 7 --batch-norm off --init 0 --at 1 --histograms -");
  g_autoptr (GPtrArray) rows = parse (narrow, "run,step,layer,which,bin_low,bin_high,count");
  guint n_filled = 0;

  for (guint i = 0; i < 40; i++)
    n_filled += get_number (rows, i, 6) > 0;
  g_assert_cmpfloat (get_number (rows, 39, 5) - get_number (rows, 0, 4), <, 0.01);
  g_assert_cmpuint (n_filled, >, 30);
  g_assert_cmpstr (alike, ==,
                   "run,step,layer,which,bin_low,bin_high,count\r\n1,1,1,pre,0,0,700\r\n"
                   "1,1,1,out,0.5,0.5,700\r\n1,1,2,pre,0,0,300\r\n");
}

/* Each row sums to its class, and the diagonal is what train measures. */
static void
test_confusion (void)
{
  const char *options = "--hidden 9 --learning-rate 0.5 --iterations 40 --interval 20 --seed 3";
  g_autofree char *all = g_strdup_printf ("%s --at 20 --at 40 --confusion -", options);
  g_autofree char *csv = normlab_test_inspect_quietly (data_folder, all);
  g_autoptr (GPtrArray) rows = parse (csv, "run,step,truth,answer,count");
  g_autofree char *line
      = g_strdup_printf ("train --quiet --data %s --csv - %s", data_folder, options);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);
  g_autoptr (GPtrArray) curve = normlab_test_cli_parse_steps (cli.out);

  g_assert_cmpuint (rows->len, ==, 2 * 9);
  for (guint k = 0; k < 2; k++)
    {
      guint64 right = 0, of_truth[3] = { 0 };

      for (guint i = 9 * k; i < 9 * (k + 1); i++)
        {
          guint64 count = g_ascii_strtoull (get_cell (rows, i, 4), NULL, 10);
          guint truth = i % 9 / 3;

          g_assert_cmpuint (g_ascii_strtoull (get_cell (rows, i, 2), NULL, 10), ==, truth);
          g_assert_cmpuint (g_ascii_strtoull (get_cell (rows, i, 3), NULL, 10), ==, i % 3);
          of_truth[truth] += count;
          right += i % 3 == truth ? count : 0;
        }
      for (guint truth = 0; truth < 3; truth++)
        g_assert_cmpuint (of_truth[truth], ==, NORMLAB_TEST_CLI_N_TEST / 3);
      g_assert_cmpfloat (
          (float) g_ascii_strtod (normlab_test_cli_get_cell (curve, k, "test_accuracy"), NULL), ==,
          (float) ((double) right / NORMLAB_TEST_CLI_N_TEST));
    }
}

static void
test_smoothness (void)
{
  g_autofree char *csv = normlab_test_inspect_quietly (
      data_folder, "--hidden 9 --at 0 --at 1 --at 7 --smoothness --csv -");
  g_autoptr (GPtrArray) rows = parse (csv, NORMLAB_TEST_QUANTITIES);
  static const guint steps[] = { 1, 7 };
  g_auto (NormlabTestCli) cli
      = normlab_test_inspect (data_folder, "--hidden 9 --at 7 --smoothness");

  g_assert_null (find_value (rows, 1, 0, 0, "loss_low"));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *found = list_quantities (rows, 1, steps[i], 0);
      double low, high;

      g_assert_cmpstr (found, ==, "loss_low loss_high gradient_change beta");
      low = g_ascii_strtod (find_value (rows, 1, steps[i], 0, "loss_low"), NULL);
      high = g_ascii_strtod (find_value (rows, 1, steps[i], 0, "loss_high"), NULL);
      /* Such short steps go down. */
      g_assert_cmpfloat (low, <, high);
      g_assert_cmpfloat (g_ascii_strtod (find_value (rows, 1, steps[i], 0, "beta"), NULL), >, 0);
    }
  g_assert_nonnull (strstr (cli.out, "Loss along the gradient"));
}

static char *
read_shared (const char *folder, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  return g_strchomp (contents);
}

/* step,layer,quantity,value */
static guint
check_golden (GPtrArray *rows, const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  guint n = 0;

  for (guint i = 1; lines[i] != NULL; i++, n++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      double expected = g_ascii_strtod (cells[3], NULL);
      const char *found = find_value (rows, 1, (guint) g_ascii_strtoull (cells[0], NULL, 10),
                                      (guint) g_ascii_strtoull (cells[1], NULL, 10), cells[2]);

      g_test_message ("%s: %s", lines[i], found);
      g_assert_nonnull (found);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (found, NULL), expected,
                                      0.001 * MAX (fabs (expected), 0.01));
    }
  return n;
}

/* The figures of an independent program, on MNIST. */
static void
test_golden (void)
{
  static const char *const names[] = { "inspect-notebook", "inspect-relu", "inspect-tanh-dropout" };
  g_autofree char *folder = normlab_test_shared ("golden2");
  g_autofree char *mnist = folder != NULL ? normlab_test_shared ("mnist") : NULL;
  guint n = 0;

  if (mnist == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *options = read_shared (folder, names[i], ".options");
      g_autofree char *expected = read_shared (folder, names[i], ".csv");
      g_autofree char *line
          = g_strdup_printf ("inspect --quiet --data %s --csv - %s", mnist, options);
      g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);
      g_autoptr (GPtrArray) rows = parse (cli.out, NORMLAB_TEST_QUANTITIES);

      n += check_golden (rows, expected);
    }
  g_assert_cmpuint (n, >=, 77);
}

/* csv: of the script, "step,batch,test,loss"; accuracy: of the test set, by "train" */
static void
check_last_accuracy (const char *csv, const char *accuracy)
{
  const char *last = strstr (csv, "\n20,");
  g_auto (GStrv) cells = g_strsplit (last != NULL ? last + 1 : "", ",", -1);

  g_test_message ("%s%s", csv, accuracy);
  g_assert_cmpuint (g_strv_length (cells), ==, 4);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[2], NULL), g_ascii_strtod (accuracy, NULL),
                                  1e-6);
}

/* A script for data that it cannot read says so, and what makes them ones that it can; on these it
 * comes to what "train" comes to. */
static void
test_script_of_others (void)
{
  /* The training set as a table, in which every value is written out. */
  static const char table[]
      = "cd \"$1\" && mkdir 'my table' && gzip -dc train-images-idx3-ubyte.gz | tail -c +17 | "
        "od -An -v -tu1 -w64 | tr -s ' ' , | cut -c2- >pixels && "
        "tail -c +9 train-labels-idx1-ubyte | od -An -v -tu1 -w1 | tr -d ' ' "
        ">labels && paste -d , labels pixels >'my table/digits.csv'";
  static const char inspect[]
      = "$NORMLAB_CLI inspect --data \"$1/my table/digits.csv\" --hidden 5 --iterations 20 "
        "--script \"$1/run.py\"";
  static const char export[]
      = "$NORMLAB_CLI data \"$1/my table/digits.csv\" --export \"$1/plain\" >/dev/null && "
        "$NORMLAB_CLI inspect --data \"$1/plain\" --hidden 5 --iterations 20 --script \"$1/2.py\" "
        "&& $NORMLAB_CLI train --quiet --data \"$1/my table/digits.csv\" --hidden 5 --iterations "
        "20 "
        "--csv - | tail -n 1 | cut -d , -f 16";
  g_autofree char *folder = normlab_test_cli_data ();
  g_autofree char *program = g_build_filename (folder, "run.py", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  g_auto (NormlabTestCli) made = normlab_test_cli_run_script (folder, table);
  g_auto (NormlabTestCli) written = normlab_test_cli_run_script (folder, inspect);
  g_auto (NormlabTestCli) exported = normlab_test_cli_run_script (folder, export);
  g_auto (NormlabTestCli) alone = { 0 };
  g_autofree char *script = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *run = NULL;

  g_assert_cmpstr (made.err, ==, "");
  g_assert_cmpstr (written.err, ==, "");
  g_assert_nonnull (strstr (written.out, "/my table/digits.csv' --export FOLDER"));
  g_assert_cmpstr (exported.err, ==, "");
  g_assert_null (strstr (exported.out, "--export"));
  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  g_assert_true (g_file_get_contents (program, &script, NULL, NULL));
  csv = normlab_test_numpy_run (script, plain);
  check_last_accuracy (csv, exported.out);
  run = g_strdup_printf ("%s \"$1/run.py\" || echo $?", normlab_test_numpy_find ());
  alone = normlab_test_cli_run_script (folder, run);
  g_assert_cmpstr (alone.out, ==, "1\n");
  g_assert_nonnull (strstr (alone.err, "There is no IDX file train-images: "));
  g_assert_nonnull (strstr (alone.err, "/my table/digits.csv' --export NEW"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-inspect/quantities", test_quantities);
  g_test_add_func ("/cli-inspect/step-zero", test_step_zero);
  g_test_add_func ("/cli-inspect/order", test_order);
  g_test_add_func ("/cli-inspect/same", test_same);
  g_test_add_func ("/cli-inspect/histograms", test_histograms);
  g_test_add_func ("/cli-inspect/narrow-histograms", test_narrow_histograms);
  g_test_add_func ("/cli-inspect/confusion", test_confusion);
  g_test_add_func ("/cli-inspect/smoothness", test_smoothness);
  g_test_add_func ("/cli-inspect/golden", test_golden);
  g_test_add_func ("/cli-inspect/script-of-others", test_script_of_others);
  status = g_test_run ();
  g_free (data_folder);
  return status;
}
