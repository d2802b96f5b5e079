/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-train.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-already.h"
#include "normlab-cli-certificates.h"
#include "normlab-cli-jobs.h"
#include "normlab-cli-log.h"
#include "normlab-cli-option.h"
#include "normlab-cli-outputs.h"
#include "normlab-cli-progress.h"
#include "normlab-cli-recipes.h"
#include "normlab-cli-signals.h"
#include "normlab-cli-table.h"
#include "normlab-cli.h"
#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-recipe-names.h"
#include "normlab-scheduler.h"

/* How long a signal waits at most, and how often runs are drained at most, in µs. */
#define MAX_WAIT 50000
#define MIN_WAIT 5000

typedef struct
{
  NormlabCliTrainOptions options;
  GArray *recipes; /* all of them, also where a slice is trained */
  GArray *numbers; /* of NormlabCliNumbers: which of them are */
  char *title;     /* nullable */
  char *note;      /* nullable: what goes beneath the table and the chart */
  GPtrArray *names;
  GPtrArray *runs;
  NormlabCliCsv *csv;
  NormlabCliCertificates *certificates;
  NormlabCliLog *log;
  NormlabDataset *dataset;
  guint n_threads;
  double seconds; /* by the clock on the wall */
} Job;

static void
job_clear (Job *job)
{
  normlab_cli_train_options_clear (&job->options);
  g_clear_pointer (&job->recipes, g_array_unref);
  g_clear_pointer (&job->numbers, g_array_unref);
  g_clear_pointer (&job->title, g_free);
  g_clear_pointer (&job->note, g_free);
  g_clear_pointer (&job->names, g_ptr_array_unref);
  g_clear_pointer (&job->csv, normlab_cli_csv_free);
  g_clear_pointer (&job->certificates, normlab_cli_certificates_free);
  g_clear_pointer (&job->log, normlab_cli_log_free);
  g_clear_pointer (&job->runs, g_ptr_array_unref);
  g_clear_pointer (&job->dataset, normlab_dataset_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
check_look (const NormlabCliTrainOptions *options, const GArray *recipes, GError **error)
{
  if (options->chart_options.plot.look == NORMLAB_CHART_LOOK_NORMLAB || options->recipe.notebook
      || recipes->len == 1)
    return TRUE;
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                       _("--chart-look: the notebook’s look is for --notebook or a single run"));
  return FALSE;
}

static gboolean
check_map (const NormlabCliTrainOptions *options, const GArray *recipes, GError **error)
{
  return options->map == NULL
         || normlab_cli_map_options_check (&options->map_options,
                                           (const NormlabRecipe *) (gpointer) recipes->data,
                                           recipes->len, error);
}

/* Whether there are runs enough for so many parts. */
static gboolean
check_slices (const NormlabCliTrainOptions *options, const GArray *recipes, GError **error)
{
  return normlab_cli_slice_check (options->job.count, recipes->len, "job", error)
         && normlab_cli_slice_check (options->print_jobs, recipes->len, "print-jobs", error)
         && normlab_cli_slice_check (options->print_array, recipes->len, "print-array", error);
}

/* Everything that can be known to be wrong before the data is read. */
static NormlabCliStatus
prepare (Job *job, char ***arguments)
{
  g_autoptr (GError) error = NULL;
  gboolean usage = TRUE;

  if (!normlab_cli_train_options_parse (&job->options, arguments, &error))
    return normlab_cli_complain_usage ("train", error);
  if (job->options.help)
    return NORMLAB_CLI_SUCCESS;

  job->recipes = normlab_cli_recipes_new (&job->options.recipe, &job->title, &usage, &error);
  if (job->recipes == NULL || !check_look (&job->options, job->recipes, &error)
      || !check_slices (&job->options, job->recipes, &error)
      || !normlab_cli_outputs_check_metric (&job->options, &job->options.recipe.measures, &error)
      || !check_map (&job->options, job->recipes, &error)
      || !normlab_cli_outputs_check (&job->options, &usage, &error))
    return usage ? normlab_cli_complain_usage ("train", error) : normlab_cli_complain (error);
  return NORMLAB_CLI_SUCCESS;
}

static void
make_runs (Job *job)
{
  g_autoptr (GPtrArray) names = normlab_cli_table_get_run_names (job->recipes);

  job->numbers = normlab_cli_slice_deal (&job->options.job, job->recipes);
  job->names = g_ptr_array_new_with_free_func (g_free);
  job->runs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < job->numbers->len; i++)
    {
      guint place = g_array_index (job->numbers, NormlabCliNumbers, i).recipe;
      NormlabRun *run
          = normlab_run_new (&g_array_index (job->recipes, NormlabRecipe, place), job->dataset);

      normlab_run_set_measures (run, &job->options.recipe.measures);
      g_ptr_array_add (job->runs, run);
      g_ptr_array_add (job->names, g_strdup (g_ptr_array_index (names, place)));
    }
}

/* What is written while networks train. */
static void
begin_files (Job *job, NormlabScheduler *scheduler, NormlabCliSignals *signals)
{
  const NormlabCliTrainOptions *options = &job->options;
  NormlabReplay *replay;

  job->csv = normlab_cli_csv_new (options->csv, job->runs, job->numbers,
                                  !normlab_cli_outputs_need_histories (options));
  job->certificates = normlab_cli_certificates_new (options->certificate, job->runs,
                                                    normlab_cli_signals_get_stop (signals));
  job->log = normlab_cli_log_new (options->log, job->runs, job->names, job->numbers,
                                  normlab_cli_signals_get_stop (signals));
  replay = normlab_cli_certificates_get_replay (job->certificates);
  if (replay != NULL)
    normlab_scheduler_set_replay (scheduler, replay);
}

/* The results come last, for what they have told they let go of. */
static void
update_files (Job *job)
{
  normlab_cli_log_update (job->log);
  normlab_cli_certificates_update (job->certificates);
  normlab_cli_csv_update (job->csv);
}

static gboolean
train (Job *job, NormlabCliSignals *signals, GError **error)
{
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (job->options.n_threads, error);
  g_autoptr (NormlabCliProgress) progress
      = normlab_cli_progress_new (job->runs, job->names, !job->options.quiet);
  gint64 start = g_get_monotonic_time ();
  gboolean stopping = FALSE;

  if (scheduler == NULL)
    return FALSE;
  begin_files (job, scheduler, signals);
  for (guint i = 0; i < job->runs->len; i++)
    normlab_scheduler_add (scheduler, g_ptr_array_index (job->runs, i));

  while (!normlab_scheduler_is_done (scheduler))
    {
      if (!stopping && normlab_cli_signals_get_received (signals) != 0)
        {
          stopping = TRUE;
          normlab_scheduler_stop (scheduler, NULL);
        }
      normlab_scheduler_wait (scheduler, MAX_WAIT);
      g_usleep (MIN_WAIT);
      normlab_scheduler_drain (scheduler);
      update_files (job);
      normlab_cli_progress_update (progress);
    }
  normlab_cli_progress_clear (progress);
  job->n_threads = normlab_scheduler_get_n_threads (scheduler);
  job->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
put_report (Job *job, FILE *stream, GError **error)
{
  g_autofree char *table = normlab_cli_table_of_runs (job->runs, job->names, job->numbers);
  g_autoptr (GString) text = g_string_new (table);
  g_autofree char *n_runs = NULL;
  g_autofree char *n_threads = NULL;
  g_autofree char *word = normlab_data_id_to_word (normlab_dataset_get_id (job->dataset));
  g_autofree char *name = g_utf8_make_valid (word, -1);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  n_runs = g_strdup_printf (ngettext ("%u run", "%u runs", job->runs->len), job->runs->len);
  n_threads
      = g_strdup_printf (ngettext ("%u thread", "%u threads", job->n_threads), job->n_threads);
  g_ascii_formatd (seconds, sizeof seconds, "%.2f", job->seconds);
  g_string_append_c (text, '\n');
  /* Translators: "5 runs", the name of a data set, "2 threads", a number of seconds */
  g_string_append_printf (text, _("%s on %s, %s, %s s"), n_runs, name, n_threads, seconds);
  g_string_append_c (text, '\n');
  if (job->note != NULL)
    g_string_append_printf (text, "%s\n", job->note);
  return normlab_cli_put (stream, text->str, error);
}

/* A run that failed is the machine's fault and says why. */
static NormlabCliStatus
complain_of_failed_runs (Job *job)
{
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;

  for (guint i = 0; i < job->runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (job->runs, i);
      g_autoptr (GError) error = NULL;

      if (normlab_run_get_state (run) != NORMLAB_RUN_FAILED)
        continue;
      error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("run %u: %s"),
                           g_array_index (job->numbers, NormlabCliNumbers, i).recipe + 1,
                           normlab_run_get_message (run));
      status = normlab_cli_complain (error);
    }
  return status;
}

/* Whether each run has come to a result. */
static gboolean
are_all_through (const Job *job)
{
  for (guint i = 0; i < job->runs->len; i++)
    {
      NormlabRunState state = normlab_run_get_state (g_ptr_array_index (job->runs, i));

      if (state != NORMLAB_RUN_FINISHED && state != NORMLAB_RUN_DIVERGED)
        return FALSE;
    }
  return TRUE;
}

/* Of a part that was stopped there are no certificates, as there are no results. */
static NormlabCliStatus
finish_files (Job *job, NormlabCliSignals *signals)
{
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;
  g_autoptr (GError) error = NULL;

  if (!normlab_cli_log_finish (job->log, normlab_cli_signals_get_received (signals) != 0, &error))
    status = normlab_cli_complain (error);
  g_clear_error (&error);
  if ((job->options.job.count == 0 || are_all_through (job))
      && !normlab_cli_certificates_finish (job->certificates, &error))
    status = normlab_cli_complain (error);
  return status;
}

static NormlabCliStatus
finish (Job *job, NormlabCliSignals *signals)
{
  g_autofree char *title = g_strdup (job->title);
  FILE *stream = normlab_cli_train_options_uses_stdout (&job->options) ? stderr : stdout;
  NormlabCliStatus status = complain_of_failed_runs (job), of_files = finish_files (job, signals);
  g_autoptr (GError) error = NULL;

  if (title == NULL && job->runs->len == 1)
    title = g_strdup (g_ptr_array_index (job->names, 0));
  else if (title == NULL)
    title = g_strdup_printf (ngettext ("%u run", "%u runs", job->runs->len), job->runs->len);

  if (!normlab_cli_outputs_write (&job->options, job->runs, job->csv, title, job->note))
    status = NORMLAB_CLI_FAILURE;
  if (!job->options.quiet && !put_report (job, stream, &error))
    status = normlab_cli_complain (error);
  return MAX (status, of_files);
}

/* Whether what a job is to write has been written: by itself, before it was begun once more. FALSE
 * where something else has its name. */
static gboolean
look_for_results (Job *job, gboolean *already, GError **error)
{
  const NormlabCliTrainOptions *options = &job->options;
  NormlabCliAlready found = NORMLAB_CLI_ALREADY_NOTHING;
  gboolean certified = TRUE;

  if (options->job.count > 0 && options->csv != NULL)
    found = normlab_cli_already_look (options->csv, job->runs, job->numbers, error);
  /* A certificate that is not there cannot be had without training. */
  if (found == NORMLAB_CLI_ALREADY_ALL && options->certificate != NULL
      && !normlab_cli_certificates_look (options->certificate, job->runs, &certified, error))
    return FALSE;
  *already = found == NORMLAB_CLI_ALREADY_ALL && certified;
  return found != NORMLAB_CLI_ALREADY_OTHER;
}

static int
say_already (const Job *job)
{
  g_autofree char *quoted = normlab_cli_quote (job->options.csv);
  /* Translators: a file */
  g_autofree char *sentence = g_strdup_printf (_("%s is already there"), quoted);
  g_autofree char *line = g_strconcat (sentence, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (!job->options.quiet && !normlab_cli_put (stdout, line, &error))
    return (int) normlab_cli_complain (error);
  return NORMLAB_CLI_SUCCESS;
}

static int
run (Job *job)
{
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();
  NormlabCliStatus status;
  g_autoptr (GError) error = NULL;
  gboolean already;
  int number;

  job->dataset = normlab_dataset_open_as (job->options.recipe.data, job->options.recipe.reading,
                                          normlab_cli_signals_get_cancellable (signals), &error);
  number = normlab_cli_signals_get_received (signals);
  if (job->dataset == NULL && number == 0)
    return normlab_cli_complain (error);
  if (number != 0)
    return 128 + number;

  if (!normlab_cli_recipes_check_images (job->recipes, job->dataset, &error))
    return normlab_cli_complain (error);
  make_runs (job);
  if (!look_for_results (job, &already, &error))
    return normlab_cli_complain (error);
  if (already)
    return say_already (job);
  job->note = normlab_cli_recipes_get_note (job->recipes);
  if (!train (job, signals, &error))
    return normlab_cli_complain (error);
  if (job->options.job.count > 0 && !are_all_through (job))
    normlab_cli_csv_set_is_part (job->csv);
  status = finish (job, signals);
  number = normlab_cli_signals_get_received (signals);
  return number != 0 && status == NORMLAB_CLI_SUCCESS ? 128 + number : (int) status;
}

static int
print_jobs (const NormlabCliTrainOptions *options, const char *const *arguments)
{
  g_autofree char *text = options->print_jobs > 0
                              ? normlab_cli_jobs_get_lines (options, arguments)
                              : normlab_cli_jobs_get_script (options, arguments);
  g_autoptr (GError) error = NULL;

  if (!normlab_cli_jobs_make_folder (options, &error)
      || !normlab_cli_put_bytes (stdout, text, strlen (text), &error))
    return (int) normlab_cli_complain (error);
  return NORMLAB_CLI_SUCCESS;
}

int
normlab_cli_train (char ***arguments)
{
  g_auto (GStrv) given = g_strdupv (*arguments);
  g_auto (Job) job = { 0 };
  NormlabCliStatus status;

  normlab_cli_train_options_init (&job.options);
  status = prepare (&job, arguments);
  if (status != NORMLAB_CLI_SUCCESS)
    return (int) status;

  if (job.options.help)
    return normlab_cli_option_put_help (normlab_cli_train_options_get_help);
  if (job.options.print_jobs > 0 || job.options.print_array > 0)
    return print_jobs (&job.options, (const char *const *) given);
  return run (&job);
}
