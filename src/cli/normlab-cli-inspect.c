/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-inspect.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-inspect-options.h"
#include "normlab-cli-inspect-report.h"
#include "normlab-cli-inspector.h"
#include "normlab-cli-option.h"
#include "normlab-cli-outputs.h"
#include "normlab-cli-recipes.h"
#include "normlab-cli-table.h"
#include "normlab-cli.h"
#include "normlab-data-format.h"
#include "normlab-dataset-export.h"
#include "normlab-error.h"
#include "normlab-inspection-csv.h"
#include "normlab-script.h"
#include "normlab-text.h"

typedef struct
{
  NormlabCliInspectOptions options;
  GArray *recipes;
  char *title; /* nullable */
  NormlabDataset *dataset;
  GPtrArray *runs; /* of NormlabCliInspected */
} Job;

static void
job_clear (Job *job)
{
  normlab_cli_inspect_options_clear (&job->options);
  g_clear_pointer (&job->recipes, g_array_unref);
  g_clear_pointer (&job->title, g_free);
  g_clear_pointer (&job->dataset, normlab_dataset_unref);
  g_clear_pointer (&job->runs, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
check_files (const NormlabCliInspectOptions *options, gboolean *usage, GError **error)
{
  const NormlabCliFile files[] = {
    { "csv", options->csv },
    { "histograms", options->histograms },
    { "confusion", options->confusion },
    { "weights", options->weights },
    { "script", options->script },
  };

  return normlab_cli_files_check (files, G_N_ELEMENTS (files), &options->recipe, usage, error);
}

/* Everything that can be known to be wrong before the data is read. */
static NormlabCliStatus
prepare (Job *job, char ***arguments)
{
  g_autoptr (GError) error = NULL;
  gboolean usage = TRUE;

  if (!normlab_cli_inspect_options_parse (&job->options, arguments, &error))
    return normlab_cli_complain_usage ("inspect", error);
  if (job->options.help)
    return NORMLAB_CLI_SUCCESS;

  job->recipes = normlab_cli_recipes_new (&job->options.recipe, &job->title, &usage, &error);
  if (job->recipes == NULL
      || !normlab_cli_inspect_options_check (&job->options, job->recipes, &error)
      || !check_files (&job->options, &usage, &error))
    return usage ? normlab_cli_complain_usage ("inspect", error) : normlab_cli_complain (error);
  return NORMLAB_CLI_SUCCESS;
}

typedef enum
{
  TABLE_QUANTITIES,
  TABLE_HISTOGRAMS,
  TABLE_CONFUSION,
} Table;

static const char *
get_header (Table table)
{
  if (table == TABLE_QUANTITIES)
    return NORMLAB_INSPECTION_CSV_HEADER;
  return table == TABLE_HISTOGRAMS ? NORMLAB_INSPECTION_HISTOGRAMS_HEADER
                                   : NORMLAB_INSPECTION_CONFUSION_HEADER;
}

static void
append_rows (GString *csv,
             Table table,
             const NormlabInspection *inspection,
             const NormlabRecipe *recipe,
             guint run)
{
  if (table == TABLE_QUANTITIES)
    normlab_inspection_append_csv (inspection, recipe, run, csv);
  else if (table == TABLE_HISTOGRAMS)
    normlab_inspection_append_histograms (inspection, recipe, run, csv);
  else
    normlab_inspection_append_confusion (inspection, run, csv);
}

/* Writes a table of all runs to @path (nullable: there is nothing to do). */
static gboolean
write_table (const Job *job, Table table, const char *path, GError **error)
{
  g_autoptr (GString) csv = g_string_new (get_header (table));

  if (path == NULL)
    return TRUE;
  for (guint i = 0; i < job->runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (job->runs, i);

      for (guint j = 0; j < run->inspections->len; j++)
        append_rows (csv, table, g_ptr_array_index (run->inspections, j), &run->recipe, i + 1);
    }
  return normlab_cli_file_write (path, csv->str, csv->len, error);
}

static gboolean
write_weights (const Job *job, GError **error)
{
  const NormlabCliInspected *run = g_ptr_array_index (job->runs, 0);
  const NormlabInspection *inspection;
  const char *data;
  gsize size;

  if (job->options.weights == NULL || run->error != NULL)
    return TRUE;
  if (run->inspections->len == 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("--weights: nothing is saved, for the run diverges at step %u, in layer %u"),
                   run->diverged_step, run->diverged_layer);
      return FALSE;
    }
  inspection = g_ptr_array_index (run->inspections, 0);
  data = g_bytes_get_data (inspection->weights, &size);
  return normlab_cli_file_write (job->options.weights, data, size, error);
}

/* For people. */
static FILE *
get_stream (const Job *job)
{
  return normlab_cli_inspect_options_uses_stdout (&job->options) ? stderr : stdout;
}

/* What the script is to be given, for it reads IDX files of bytes and nothing else that we do.
 * path: NULL for the built-in digits. */
static char *
describe_need (const char *path)
{
  g_autofree char *word = path != NULL ? normlab_text_for_shell (path) : NULL;

  if (word == NULL)
    return g_strdup (_("The script needs a folder with the images; “normlab-cli data builtin "
                        "--export FOLDER” makes one.\n"));
  return g_strdup_printf (_("The script needs a folder with the four IDX files of the images; "
                             "“normlab-cli data %s --export FOLDER” makes one.\n"),
                          word);
}

static gboolean
write_script (const Job *job, GError **error)
{
  const char *path = job->dataset != NULL ? normlab_dataset_get_path (job->dataset) : NULL;
  g_autofree char *script = NULL;
  g_autofree char *need = NULL;

  if (job->options.script == NULL)
    return TRUE;
  script = normlab_script_new (&g_array_index (job->recipes, NormlabRecipe, 0), path,
                               job->options.recipe.reading);
  if (!normlab_cli_file_write (job->options.script, script, strlen (script), error))
    return FALSE;
  if (job->options.quiet || normlab_dataset_is_exported (path))
    return TRUE;
  need = describe_need (path);
  return normlab_cli_put (get_stream (job), need, error);
}

/* One that cannot be written does not keep the others from being written. */
static NormlabCliStatus
write_files (const Job *job)
{
  const struct
  {
    Table table;
    const char *path;
  } tables[] = {
    { TABLE_QUANTITIES, job->options.csv },
    { TABLE_HISTOGRAMS, job->options.histograms },
    { TABLE_CONFUSION, job->options.confusion },
  };
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!write_table (job, tables[i].table, tables[i].path, &error))
        status = normlab_cli_complain (error);
    }
  {
    g_autoptr (GError) error = NULL;

    if (!write_weights (job, &error))
      status = normlab_cli_complain (error);
  }
  return status;
}

/* A run that failed is the machine's fault and says why. */
static NormlabCliStatus
complain_of_failed_runs (const Job *job)
{
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;

  for (guint i = 0; i < job->runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (job->runs, i);
      g_autoptr (GError) error = NULL;

      if (run->error == NULL)
        continue;
      error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("run %u: %s"), i + 1,
                           run->error->message);
      status = normlab_cli_complain (error);
    }
  return status;
}

static gboolean
put_report (const Job *job, GError **error)
{
  g_autoptr (GPtrArray) names = normlab_cli_table_get_run_names (job->recipes);
  g_autofree char *report = normlab_cli_inspect_report (job->runs, names);
  g_autofree char *note = normlab_cli_recipes_get_note (job->recipes);
  g_autofree char *autopsies
      = job->options.autopsy ? normlab_cli_inspect_report_autopsies (job->runs) : g_strdup ("");
  g_autofree char *text
      = g_strconcat (report, note != NULL ? note : "", note != NULL ? "\n" : "", autopsies, NULL);

  return normlab_cli_put (get_stream (job), text, error);
}

static NormlabCliStatus
inspect (Job *job, NormlabCliSignals *signals)
{
  NormlabCliStatus status, of_files;
  g_autoptr (GError) error = NULL;

  job->runs = normlab_cli_inspector_run (
      job->recipes, job->dataset,
      normlab_cli_inspect_options_needs_steps (&job->options) ? job->options.steps : NULL,
      normlab_cli_inspect_options_get_what (&job->options), job->options.autopsy,
      job->options.n_threads, signals, &error);
  if (job->runs == NULL)
    return normlab_cli_complain (error);
  if (normlab_cli_signals_get_received (signals) != 0)
    return NORMLAB_CLI_SUCCESS;
  status = complain_of_failed_runs (job);
  of_files = write_files (job);
  status = MAX (status, of_files);
  if (!job->options.quiet && !put_report (job, &error))
    status = normlab_cli_complain (error);
  return status;
}

static int
run (Job *job)
{
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();
  gboolean needs_training = normlab_cli_inspect_options_needs_training (&job->options);
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS, of_runs = NORMLAB_CLI_SUCCESS;
  g_autoptr (GError) error = NULL;

  /* A script of the built-in digits needs nothing of them. */
  if (needs_training || job->options.recipe.data != NULL)
    job->dataset = normlab_dataset_open_as (job->options.recipe.data, job->options.recipe.reading,
                                            normlab_cli_signals_get_cancellable (signals), &error);
  if (error != NULL && normlab_cli_signals_get_received (signals) == 0)
    return normlab_cli_complain (error);
  if (job->dataset != NULL
      && !normlab_cli_recipes_check_images (job->recipes, job->dataset, &error))
    return normlab_cli_complain (error);
  if (error == NULL && !write_script (job, &error))
    status = normlab_cli_complain (error);
  if (needs_training && normlab_cli_signals_get_received (signals) == 0)
    of_runs = inspect (job, signals);
  if (normlab_cli_signals_get_received (signals) != 0)
    return 128 + normlab_cli_signals_get_received (signals);
  return (int) MAX (status, of_runs);
}

int
normlab_cli_inspect (char ***arguments)
{
  g_auto (Job) job = { 0 };
  NormlabCliStatus status;

  normlab_cli_inspect_options_init (&job.options);
  status = prepare (&job, arguments);
  if (status != NORMLAB_CLI_SUCCESS)
    return (int) status;

  if (job.options.help)
    return normlab_cli_option_put_help (normlab_cli_inspect_options_get_help);
  return run (&job);
}
