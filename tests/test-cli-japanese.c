/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program in Japanese: the translation is found, and what is aligned, wrapped or recognised by
 * its words still is. */

#include <locale.h>
#include <string.h>

#include "normlab-cli-text.h"
#include "normlab-foreign.h"
#include "normlab-place.h"
#include "normlab-plot.h"
#include "normlab-run-foreign.h"
#include "normlab-test-cli.h"
#include "normlab-test-locale.h"
#include "normlab-test.h"

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
assert_help (const char *command, const char *beginning)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (command != NULL ? command : "--help",
                                                      command != NULL ? "--help" : NULL, NULL);
  g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_true (g_str_has_prefix (cli.out, beginning));
  assert_contains (cli.out, "\n使用例\n");
  /* Only a command may be wider than a terminal of the old kind. */
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "normlab-cli train --") == NULL
        && strstr (lines[i], "normlab-cli inspect --") == NULL)
      g_assert_cmpuint (normlab_cli_text_width (lines[i]), <=, 80);
}

static void
test_help (void)
{
  assert_help (NULL, "使用法: normlab-cli コマンド [オプション…]\n");
  assert_help ("train", "使用法: normlab-cli train [オプション…]\n");
  assert_help ("inspect", "使用法: normlab-cli inspect [オプション…]\n");
  assert_help ("data", "使用法: normlab-cli data [オプション…] パス|builtin\n");
}

/* What stands for a value is in Japanese too; K, N and M are no words. */
static void
test_placeholders (void)
{
  g_auto (NormlabTestCli) train = normlab_test_cli_run ("train", "--help", NULL);
  g_auto (NormlabTestCli) data = normlab_test_cli_run ("data", "--help", NULL);
  g_auto (GStrv) lines = g_strsplit (train.out, "\n", -1);

  assert_contains (train.out, "\n  --hidden サイズ\n");
  assert_contains (train.out, "\n  --init xavier|he|glorot|glorot-uniform|uniform|標準偏差\n");
  assert_contains (train.out, "\n  --data フォルダー|builtin\n");
  assert_contains (train.out, "\n  --chart ファイル.svg|.png|.pdf\n");
  assert_contains (data.out, "\n  --sheet ファイル.png\n");
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "  -") && !g_str_has_suffix (lines[i], " N")
        && !g_str_has_suffix (lines[i], "=M") && !g_str_has_suffix (lines[i], " K/N"))
      g_assert_false (g_regex_match_simple ("[A-Z]", lines[i], 0, 0));
}

/* The error of a setting gets the dashes of the option. */
static void
test_usage (void)
{
  static const struct
  {
    const char *arguments;
    const char *beginning;
  } cases[] = {
    { "train --hidden 0", "normlab-cli: --hidden: 「0」には、" },
    { "train --seed x",
      "normlab-cli: --seed: 「x」は 0 から 4294967295 までの整数ではありません\n" },
    { "train --interval 5 --iterations 2",
      "normlab-cli: --interval: 測定は 5 ステップごとですが、" },
    { "train --chart x.gif", "normlab-cli: グラフの名前「x.gif」は" },
    { "inspect --at x", "normlab-cli: --at: 「x」は 0 から 10000000 までの整数ではありません\n" },
    { "inspect --at 1001", "normlab-cli: --at: ステップ 1001 はありません。" },
    { "data a b", "normlab-cli: 「b」は余分です。" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (cases[i].arguments, " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);

      g_test_message ("%s", cli.err);
      g_assert_cmpint (cli.status, ==, 2);
      g_assert_true (g_str_has_prefix (cli.err, cases[i].beginning));
      assert_contains (cli.err, "\n詳しくは「normlab-cli ");
    }
}

/* Messages with 64-bit numbers, whose formats differ from machine to machine, are found as well. */
static void
test_damage (void)
{
  g_autofree char *folder = normlab_test_cli_data ();
  g_autoptr (GByteArray) labels = normlab_test_cli_read (folder, "t10k-labels-idx1-ubyte");
  g_auto (NormlabTestCli) cli = { 0 };

  g_byte_array_set_size (labels, labels->len - 1);
  normlab_test_cli_write (folder, "t10k-labels-idx1-ubyte", labels);
  cli = normlab_test_cli_run ("data", folder, NULL);
  g_assert_cmpint (cli.status, ==, 1);
  assert_contains (cli.err, "t10k-labels-idx1-ubyte」は途中で切れています。");
  assert_contains (cli.err, "ヘッダーによれば 68 バイトありますが（バイト位置 4）、"
                            "ファイルはバイト位置 67 で終わっています\n");
}

/* The last column of the table is set to the right, so that all of its lines are equally wide. */
static void
test_table (void)
{
  g_autofree char *folder = normlab_test_cli_data ();
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (
      "train", "--data", folder, "--iterations", "20", "--batch-norm", "on", "--batch-norm", "off",
      "--learning-rate", "0.1", "--learning-rate", "1", NULL);
  g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 9);
  assert_contains (lines[0], "  最後の 10 回の平均  ");
  assert_contains (lines[4], "バッチ正規化なし、学習率 1");
  for (guint i = 1; i <= 4; i++)
    g_assert_cmpuint (normlab_cli_text_width (lines[i]), ==, normlab_cli_text_width (lines[0]));
  assert_contains (lines[6], "4 件の実行（");
  g_assert_cmpstr (lines[7], ==, "すべての実行に共通: 20 ステップ");
}

/* What other programs read is the same in every language. */
static void
test_csv (void)
{
  g_autofree char *folder = normlab_test_cli_data ();
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("train", "--data", folder, "--iterations",
                                                      "20", "--quiet", "--csv", "-", NULL);
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_steps (cli.out);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 1, "state"), ==, "finished");
  g_assert_true (g_str_is_ascii (normlab_test_cli_get_cell (rows, 1, "run")));
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 1, "init"), ==, "xavier");
}

/* What another program calls a metric stays as it is, be it one of our words; as does its file. */
static void
test_given (void)
{
  const NormlabMetricInfo *ours = normlab_metric_get_info (NORMLAB_METRIC_LOSS);
  const NormlabMetricInfo *given
      = normlab_metric_get_info (normlab_metric_of_foreign (ours->title));
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  NormlabRecipe recipe = normlab_recipe_of_foreign ();

  normlab_place_set_locale ();
  g_assert_cmpstr (normlab_metric_translate (ours, ours->title), ==, "損失");
  g_assert_cmpstr (normlab_metric_translate (given, given->title), ==, "Loss");
  ours = normlab_metric_get_info (NORMLAB_METRIC_TEST_LOSS);
  g_assert_cmpstr (normlab_metric_get_file_name (ours), ==, "テスト損失");
  given = normlab_metric_get_info (normlab_metric_of_foreign (ours->file_name));
  g_assert_cmpstr (normlab_metric_get_file_name (given), ==, ours->file_name);

  normlab_foreign_set_run (&recipe, "run");
  g_ptr_array_add (runs, normlab_run_new_foreign (&recipe));
  options.metric = normlab_metric_of_foreign ("Loss");
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  g_assert_cmpstr (normlab_plot_get_model (plot)->y.title, ==, "Loss");
  setlocale (LC_ALL, "C");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!normlab_test_set_japanese_locale ())
    {
      g_print ("1..0 # SKIP there is no localedef to make a Japanese locale with\n");
      return 77;
    }
  g_test_add_func ("/cli-japanese/help", test_help);
  g_test_add_func ("/cli-japanese/placeholders", test_placeholders);
  g_test_add_func ("/cli-japanese/usage", test_usage);
  g_test_add_func ("/cli-japanese/damage", test_damage);
  g_test_add_func ("/cli-japanese/table", test_table);
  g_test_add_func ("/cli-japanese/csv", test_csv);
  g_test_add_func ("/cli-japanese/given", test_given);
  return g_test_run ();
}
