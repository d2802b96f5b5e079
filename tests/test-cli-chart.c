/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-abscissa.h"
#include "normlab-cli-chart-options.h"
#include "normlab-session.h"
#include "normlab-test-cli.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

/* The picture of --chart is the plot's of the same runs and options, to the byte. */

static char *data_folder;

static NormlabSession *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  NormlabSession *session = normlab_session_load (path, &error);

  g_assert_no_error (error);
  return session;
}

static GBytes *
read_file (const char *path)
{
  char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

static void
check (const char *arguments, NormlabPlotOptions options, const NormlabMapping *mapping)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autofree char *chart = g_build_filename (folder, "a.png", NULL);
  g_autofree char *own = g_build_filename (folder, "b.png", NULL);
  g_autofree char *line = g_strdup_printf ("train --quiet --hidden 8 --iterations 20 --activation "
                                           "sigmoid --activation relu --init xavier "
                                           "--init he --seed 1 --seed 2 --data %s --session %s "
                                           "--chart %s%s",
                                           data_folder, session_path, chart, arguments);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) words);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (GBytes) expected = NULL;

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  g_test_message ("%s", line);
  session = load (session_path);
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, session->runs, NULL);
  normlab_plot_set_mapping (plot, mapping);
  g_assert_true (normlab_plot_export (plot, own, "8 runs", "All runs: 8, 20 steps", NULL));
  drawn = read_file (chart);
  expected = read_file (own);
  g_assert_true (g_bytes_equal (drawn, expected));
}

/* What stands above and beneath the chart; above all, in place of what the runs are called. */
static void
test_title (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autofree char *chart = g_build_filename (folder, "a.png", NULL);
  g_autofree char *own = g_build_filename (folder, "b.png", NULL);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (
      "train", "--quiet", "--hidden", "8", "--iterations", "20", "--seed", "1", "--seed", "2",
      "--data", data_folder, "--session", session_path, "--chart", chart, "--title",
      "What depth does", "--note", "The same “batches” for all", NULL);
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (GBytes) expected = NULL;

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  session = load (session_path);
  normlab_plot_set_options (plot, &NORMLAB_PLOT_OPTIONS_DEFAULT);
  normlab_plot_set_runs (plot, session->runs, NULL);
  normlab_plot_set_words (plot, "What depth does", "The same “batches” for all");
  g_assert_true (normlab_plot_export (plot, own, "2 runs", "All runs: 8, 20 steps", NULL));
  drawn = read_file (chart);
  expected = read_file (own);
  g_assert_true (g_bytes_equal (drawn, expected));
}

static void
test_default (void)
{
  check ("", NORMLAB_PLOT_OPTIONS_DEFAULT, NULL);
}

static void
test_options (void)
{
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;

  options.metric = NORMLAB_METRIC_LOSS;
  check (" --metric loss", options, NULL);
  options.by_hand = TRUE;
  options.scale = NORMLAB_SCALE_LOGARITHMIC;
  check (" --metric loss --scale logarithmic", options, NULL);
  options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  options.band = NORMLAB_BAND_DEVIATION;
  options.smoothing = 0.5;
  options.training = FALSE;
  check (" --band deviation --smoothing 0.5 --with-training off", options, NULL);
  options.band = NORMLAB_BAND_INTERVAL;
  check (" --band interval --smoothing 0.5 --with-training off", options, NULL);
  options.band = NORMLAB_BAND_NONE;
  options.smoothing = 0;
  check (" --band none --with-training off", options, NULL);
  options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  options.gap = TRUE;
  check (" --gap on", options, NULL);
  options.gap = FALSE;
  options.x_logarithmic = TRUE;
  options.x_range = (NormlabPlotRange){ .has_to = TRUE, .to = 15 };
  options.y_range = (NormlabPlotRange){ TRUE, TRUE, 0.05, 0.5 };
  check (" --x-scale logarithmic --x-range :15 --y-range 0.05:0.5", options, NULL);
  options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  for (guint i = 0; i < NORMLAB_N_ABSCISSAS; i++)
    {
      g_autofree char *arguments = g_strdup_printf (" --x %s", normlab_abscissa_words[i]);

      options.abscissa = (NormlabAbscissa) i;
      check (arguments, options, NULL);
    }
}

static void
test_mapping (void)
{
  NormlabMapping mapping = { { 0 } };

  mapping.channels[NORMLAB_HYPERPARAMETER_INIT] = NORMLAB_CHANNEL_COLOR;
  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_ROW;
  check (" --color init --rows activation", NORMLAB_PLOT_OPTIONS_DEFAULT, &mapping);

  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLOR;
  check (" --color activation,init", NORMLAB_PLOT_OPTIONS_DEFAULT, &mapping);
  mapping.channels[NORMLAB_HYPERPARAMETER_SEED] = NORMLAB_CHANNEL_COLUMN;
  check (" --color init,activation --columns seed", NORMLAB_PLOT_OPTIONS_DEFAULT, &mapping);
}

/* Words that the table of options writes down, and those that there are. */
static void
test_words (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("train", "--help", NULL);
  g_autoptr (GString) metrics = g_string_new ("--metric ");
  g_autofree char *bands = g_strjoinv ("|", (char **) normlab_band_words);
  g_autofree char *band = g_strdup_printf ("--band %s\n", bands);

  for (guint i = 0; i < normlab_n_metrics; i++)
    g_string_append_printf (metrics, "%s%s", i > 0 ? "|" : "", normlab_metrics[i].word);
  g_string_append (metrics, "|" NORMLAB_CLI_OTHER_METRIC "NAME\n");
  g_assert_nonnull (strstr (cli.out, metrics->str));
  g_assert_nonnull (strstr (cli.out, band));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-chart/default", test_default);
  g_test_add_func ("/cli-chart/options", test_options);
  g_test_add_func ("/cli-chart/mapping", test_mapping);
  g_test_add_func ("/cli-chart/title", test_title);
  g_test_add_func ("/cli-chart/words", test_words);
  status = g_test_run ();
  g_free (data_folder);
  return status;
}
