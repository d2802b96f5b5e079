/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-train-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-text.h"
#include "normlab-error.h"
#include "normlab-text.h"

void
normlab_cli_train_options_init (NormlabCliTrainOptions *self)
{
  memset (self, 0, sizeof *self);
  normlab_cli_chart_options_init (&self->chart_options);
  normlab_cli_map_options_init (&self->map_options);
  normlab_cli_recipe_options_init (&self->recipe);
}

void
normlab_cli_train_options_clear (NormlabCliTrainOptions *self)
{
  normlab_cli_recipe_options_clear (&self->recipe);
  g_clear_pointer (&self->csv, g_free);
  g_clear_pointer (&self->chart, g_free);
  g_clear_pointer (&self->map, g_free);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->log, g_free);
  normlab_cli_chart_options_clear (&self->chart_options);
}

/* clang-format off */
static const NormlabCliOption table[] = {
  NORMLAB_CLI_RECIPE_OPTIONS (NORMLAB_CLI_RECIPE (NormlabCliTrainOptions, recipe)),
  { .help = N_("What is measured besides") },
  NORMLAB_CLI_MEASURE_OPTION (NORMLAB_CLI_RECIPE (NormlabCliTrainOptions, recipe)),
  { .help = N_("Data and machine") },
  NORMLAB_CLI_DATA_OPTION (NormlabCliTrainOptions, recipe),
  NORMLAB_CLI_THREADS_OPTION (NormlabCliTrainOptions, n_threads),
  { .help = N_("Results") },
  { "csv", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliTrainOptions, csv),
    N_("Write every measurement of every run as CSV; - is standard output, and the table then "
        "goes to standard error."),
    N_("not written"), "--csv results.csv" },
  { "chart", 0, N_("FILE.svg|.png|.pdf"), TRUE, NORMLAB_CLI_PICTURE (NormlabCliTrainOptions, chart),
    N_("Draw all runs; the file’s ending says as what."),
    N_("not drawn"), "--chart results.svg" },
  { "map", 0, N_("FILE.svg|.png|.pdf"), TRUE, NORMLAB_CLI_PICTURE (NormlabCliTrainOptions, map),
    N_("Draw what all runs have come to, over two of the things in which they differ."),
    N_("not drawn"), "--map results.svg" },
  { "session", 0, N_("FILE.normlab"), TRUE, NORMLAB_CLI_ONCE (NormlabCliTrainOptions, session),
    N_("Save recipes and histories of all runs."),
    N_("not saved"), "--session results.normlab" },
  { "certificate", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliTrainOptions, certificate),
    N_("Write a certificate of each run that finishes or diverges: a few lines from which "
        "“normlab-cli verify” finds out whether it is true. - is standard output."),
    N_("not written"), "--certificate mine.txt" },
  { "log", 0, N_("FILE.jsonl|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliTrainOptions, log),
    N_("Write each measurement as a line of JSON as soon as it is there, for who watches from "
        "elsewhere. What FILE held before is gone when training begins, and stays as it is where a "
        "job is there already; - is standard output."),
    N_("not written"), "--log run.jsonl" },
  { "quiet", 'q', NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliTrainOptions, quiet),
    N_("Print nothing but errors, and the CSV where it goes to standard output."),
    N_("off"), "--quiet --csv -" },
  { .help = N_("Sweeps by GNU parallel, make, Slurm and the like") },
  { "job", 0, "K/N", FALSE, normlab_cli_slice_set, G_STRUCT_OFFSET (NormlabCliTrainOptions, job),
    N_("Train only the K-th of N parts of all runs, with the numbers that they have in the whole. "
        "A file of --csv is then whole or not there: one that holds this part already is left as "
        "it is, with exit status 0, and what is stopped leaves FILE.part."),
    N_("all runs"), "--job 3/10 --csv job-3-of-10.csv" },
  { "print-jobs", 0, N_("N"), FALSE, normlab_cli_slice_set_count,
    G_STRUCT_OFFSET (NormlabCliTrainOptions, print_jobs),
    N_("Train nothing; print the N command lines that do, one for each part."),
    N_("off"), "--print-jobs 10 | parallel" },
  { "print-array", 0, N_("N"), FALSE, normlab_cli_slice_set_count,
    G_STRUCT_OFFSET (NormlabCliTrainOptions, print_array),
    N_("Train nothing; print a batch script for Slurm that does, as an array of N."),
    N_("off"), "--print-array 10 > sweep.sh" },
  { "output", 0, N_("DIR"), TRUE, NORMLAB_CLI_ONCE (NormlabCliTrainOptions, output),
    N_("Where the files of these jobs go; made if it is not there."),
    N_("the current folder"), "--print-jobs 10 --output results" },
  NORMLAB_CLI_HELP_OPTION (NormlabCliTrainOptions, help),
  NORMLAB_CLI_CHART_OPTIONS (NORMLAB_CLI_CHART (NormlabCliTrainOptions, chart_options))
  NORMLAB_CLI_MAP_OPTIONS (NORMLAB_CLI_MAP (NormlabCliTrainOptions, map_options))
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("The notebook’s five experiments on MNIST, with their curves and their chart:"),
    "normlab-cli train --notebook --data ~/mnist --csv notebook.csv --chart notebook.svg" },
  { N_("Does batch normalization help more in a deeper network? Four runs:"),
    "normlab-cli train --hidden 40,20 --hidden 40,30,20 --batch-norm on --batch-norm off" },
  { N_("Where does batch normalization let a network learn? A map of 24 networks:"),
    "normlab-cli train --init 0.01 --init 0.1 --init 1 --learning-rate 0.01 --learning-rate 0.1 "
    "--learning-rate 1 --learning-rate 10 --batch-norm on --batch-norm off --map map.svg" },
  { N_("The same network with five seeds; only the mean of the last test accuracies matters:"),
    "normlab-cli train --seed 1 --seed 2 --seed 3 --seed 4 --seed 5" },
};

gboolean
normlab_cli_train_options_check_pictures (const NormlabCliTrainOptions *self, GError **error)
{
  const char *chart_option
      = normlab_cli_chart_options_get_given (&self->chart_options, self->map != NULL);
  const char *map_option = normlab_cli_map_options_get_given (&self->map_options);

  if (chart_option != NULL && self->chart == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s needs --chart"),
                   chart_option);
      return FALSE;
    }
  if (map_option != NULL && self->map == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s needs --map"), map_option);
      return FALSE;
    }
  return normlab_cli_chart_options_check (&self->chart_options, TRUE, error);
}

gboolean
normlab_cli_train_options_uses_stdout (const NormlabCliTrainOptions *self)
{
  return g_strcmp0 (self->csv, "-") == 0 || g_strcmp0 (self->certificate, "-") == 0
         || g_strcmp0 (self->log, "-") == 0;
}

/* Standard output takes one thing alone. */
static gboolean
check_stdout (const NormlabCliTrainOptions *self, GError **error)
{
  const struct
  {
    const char *option;
    const char *path;
  } files[] = { { "csv", self->csv }, { "certificate", self->certificate }, { "log", self->log } };
  const char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (g_strcmp0 (files[i].path, "-") != 0)
        continue;
      if (first != NULL)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                       _("--%s and --%s cannot both go to standard output"), first,
                       files[i].option);
          return FALSE;
        }
      first = files[i].option;
    }
  return TRUE;
}

/* What a printed line has of its own cannot be given to all of them. */
static gboolean
check_printing (const NormlabCliTrainOptions *self, GError **error)
{
  const char *option = self->print_jobs > 0 ? "print-jobs" : "print-array";
  const char *other = NULL;

  if (self->print_jobs == 0 && self->print_array == 0)
    {
      if (self->output == NULL)
        return TRUE;
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("--output needs --print-jobs or --print-array"));
      return FALSE;
    }
  if (self->print_jobs > 0 && self->print_array > 0)
    other = "print-array";
  else if (self->job.count > 0)
    other = "job";
  else if (self->csv != NULL)
    other = "csv";
  else if (self->chart != NULL)
    other = "chart";
  else if (self->map != NULL)
    other = "map";
  else if (self->session != NULL)
    other = "session";
  else if (self->certificate != NULL)
    other = "certificate";
  else if (self->log != NULL)
    other = "log";
  if (other == NULL)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s and --%s exclude each other"),
               option, other);
  return FALSE;
}

/* A picture of a part is of no use, and what is there already could not be drawn. */
static gboolean
check_job (const NormlabCliTrainOptions *self, GError **error)
{
  const char *other = self->chart != NULL     ? "chart"
                      : self->map != NULL     ? "map"
                      : self->session != NULL ? "session"
                                              : NULL;

  if (self->job.count == 0 || other == NULL)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--job and --%s exclude each other; “normlab-cli show” draws what “normlab-cli "
                  "merge” has put together"),
               other);
  return FALSE;
}

static gboolean
check_combination (NormlabCliTrainOptions *self, GError **error)
{
  return normlab_cli_recipe_options_check (&self->recipe, error) && check_printing (self, error)
         && check_job (self, error) && check_stdout (self, error)
         && normlab_cli_train_options_check_pictures (self, error);
}

gboolean
normlab_cli_train_options_parse (NormlabCliTrainOptions *self, char ***arguments, GError **error)
{
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, self, error))
    return FALSE;
  if (self->help)
    return TRUE;
  if ((*arguments)[0] != NULL && (*arguments)[1] != NULL)
    {
      g_autofree char *quoted = normlab_text_for_message ((*arguments)[1], -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("“%s” is not an option, and train takes nothing else"), quoted);
      return FALSE;
    }
  return check_combination (self, error);
}

char *
normlab_cli_train_options_get_help (guint width)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n\n", _("Usage: normlab-cli train [OPTION…]"));
  normlab_cli_text_append_wrapped (
      help,
      _("Trains small neural networks, many at once, and shows how well each classifies the test "
         "images. The same recipe, seed and data give the same results to the bit, on any machine "
         "and with any number of threads."),
      0, width);
  normlab_cli_option_append_help (help, table, G_N_ELEMENTS (table), width);
  normlab_cli_option_append_examples (help, examples, G_N_ELEMENTS (examples), width);
  g_string_append_printf (help, "\n%s\n", _("Exit status"));
  normlab_cli_text_append_wrapped (
      help,
      _("0 when all runs have ended; one that diverged is a result, not an error\n"
         "1 on an error in a file, in the data or of the machine\n"
         "2 on a mistake in the command line\n"
         "130 after Ctrl+C, 143 after SIGTERM, 129 after SIGHUP: what was measured until then is "
         "written; a second one ends at once"),
      2, width);
  return g_string_free (help, FALSE);
}
