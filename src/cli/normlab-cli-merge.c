/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-jobs.h"
#include "normlab-cli-merge-options.h"
#include "normlab-cli-option.h"
#include "normlab-cli-outputs.h"
#include "normlab-cli-recipes.h"
#include "normlab-cli-replaced.h"
#include "normlab-cli-verifier.h"
#include "normlab-cli.h"
#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-results-merge.h"
#include "normlab-results.h"

/* Bytes that are written at once. */
#define CHUNK (1 << 20)

typedef struct
{
  NormlabCliMergeOptions options;
  char *training;  /* what printed lines begin with */
  char **files;    /* borrowed */
  GArray *recipes; /* nullable, as the next */
  GArray *parents; /* of guint */
  NormlabResultsMerge *merge;
} Job;

static void
job_clear (Job *job)
{
  normlab_cli_merge_options_clear (&job->options);
  g_clear_pointer (&job->training, g_free);
  g_clear_pointer (&job->merge, normlab_results_merge_free);
  g_clear_pointer (&job->recipes, g_array_unref);
  g_clear_pointer (&job->parents, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static GArray *
find_parents (const GArray *recipes)
{
  const NormlabCliSlice all = { 0 };
  g_autoptr (GArray) numbers = normlab_cli_slice_deal (&all, recipes);
  GArray *parents = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < numbers->len; i++)
    g_array_append_val (parents, g_array_index (numbers, NormlabCliNumbers, i).parent);
  return parents;
}

static gboolean
is_standard_output (const Job *job)
{
  return job->options.output == NULL || strcmp (job->options.output, "-") == 0;
}

/* Who writes "--output results/job-*.csv" names a job's file, which is not to be lost. */
static gboolean
check_output (const Job *job, GError **error)
{
  NormlabCliSlice slice;
  g_autofree char *quoted = NULL;

  if (is_standard_output (job) || !normlab_cli_slice_of_file (job->options.output, &slice)
      || !g_file_test (job->options.output, G_FILE_TEST_EXISTS))
    return TRUE;
  quoted = normlab_cli_quote (job->options.output);
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
      /* Translators: a file */
      _("--output: %s is there and called like the file of a job, which it would replace; "
         "name another file"),
      quoted);
  return FALSE;
}

/* Nothing is lost of what the output has: a file that is merged as well, or one that the shell made
 * of "--output *.csv". */
static gboolean
check_replaced (const Job *job, GError **error)
{
  g_autoptr (GPtrArray) runs = normlab_results_merge_list_runs (job->merge);

  return normlab_cli_replaced_check ("output", job->options.output, runs, error);
}

static gboolean
check_files (const NormlabCliMergeOptions *options, gboolean *usage, GError **error)
{
  const NormlabCliFile files[] = { { "output", options->output } };

  return normlab_cli_files_check (files, G_N_ELEMENTS (files), &options->recipe, usage, error);
}

/* Everything that can be known to be wrong before a file is read. */
static NormlabCliStatus
prepare (Job *job, char ***arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gboolean usage = TRUE;

  if (!normlab_cli_merge_options_parse (&job->options, arguments, &error))
    return normlab_cli_complain_usage ("merge", error);
  if (job->options.help)
    return NORMLAB_CLI_SUCCESS;
  if (!check_output (job, &error))
    return normlab_cli_complain_usage ("merge", error);
  job->files = *arguments + 1;
  if (normlab_cli_merge_options_know_recipes (&job->options))
    {
      job->recipes = normlab_cli_recipes_new (&job->options.recipe, &title, &usage, &error);
      if (job->recipes == NULL
          || !normlab_cli_slice_check (job->options.n_jobs, job->recipes->len, "jobs", &error))
        return usage ? normlab_cli_complain_usage ("merge", error) : normlab_cli_complain (error);
      job->parents = find_parents (job->recipes);
    }
  if (!check_files (&job->options, &usage, &error))
    return usage ? normlab_cli_complain_usage ("merge", error) : normlab_cli_complain (error);
  return NORMLAB_CLI_SUCCESS;
}

/* What is empty or torn has nothing, which is what is asked for; it is told all the same. */
static gboolean
is_missing (const Job *job, GError **error)
{
  if (!job->options.missing || !g_error_matches (*error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT))
    return FALSE;
  normlab_cli_complain (*error);
  g_clear_error (error);
  return TRUE;
}

static gboolean
load (Job *job, GError **error)
{
  g_autoptr (GError) reason = NULL;

  job->merge = normlab_results_merge_new ();
  if (job->recipes != NULL)
    normlab_results_merge_expect (job->merge, job->recipes, job->parents,
                                  &job->options.recipe.measures);
  for (char **path = job->files; *path != NULL; path++)
    {
      NormlabResultsTable *table = normlab_results_table_load (*path, &reason);

      if ((table != NULL && normlab_results_merge_add (job->merge, *path, table, &reason))
          || is_missing (job, &reason))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return normlab_results_merge_finish (job->merge, error);
}

/* Data that somebody names are those that all was trained on. */
static gboolean
check_data (const Job *job, GError **error)
{
  const NormlabCliRecipeOptions *recipe = &job->options.recipe;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autofree char *place = NULL;
  g_autofree char *quoted = NULL;

  if (recipe->data == NULL)
    return TRUE;
  dataset = normlab_dataset_open_as (recipe->data, recipe->reading, NULL, error);
  if (dataset == NULL)
    return FALSE;
  place = normlab_results_merge_find_other_data (
      job->merge, normlab_data_id_get_checksum (normlab_dataset_get_id (dataset)));
  if (place == NULL)
    return TRUE;
  quoted = normlab_cli_quote (recipe->data);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a place in a file, and a folder or file */
               _("--data: %s is of other data than %s"), place, quoted);
  return FALSE;
}

/* What people are told, where it is not in the way of results. */
static gboolean
say (const Job *job, const char *sentence, GError **error)
{
  g_autofree char *line = g_strconcat (sentence, "\n", NULL);

  return job->options.quiet
         || normlab_cli_put (is_standard_output (job) ? stderr : stdout, line, error);
}

/* Training again */

/* So many different ones of the first @n numbers, in order. */
static GArray *
draw (guint n_drawn, guint n)
{
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n && drawn->len < n_drawn; i++)
    if ((guint) g_random_int_range (0, (gint32) (n - i)) < n_drawn - drawn->len)
      g_array_append_val (drawn, i);
  return drawn;
}

static GPtrArray *
choose_runs (const Job *job, GError **error)
{
  g_autoptr (GPtrArray) runs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_cli_verified_free);
  guint n = normlab_results_merge_get_n_runs (job->merge);
  g_autoptr (GArray) drawn = draw (MIN (job->options.n_verified, n), n);

  for (guint i = 0; i < drawn->len; i++)
    {
      guint which = g_array_index (drawn, guint, i);
      g_autoptr (NormlabRun) run = normlab_results_merge_restore (job->merge, which, error);
      g_autofree char *place = NULL;
      NormlabCliVerified *its;

      if (run == NULL)
        return NULL;
      /* Translators: a run by its number */
      place = g_strdup_printf (_("run %u"), normlab_results_merge_get_number (job->merge, which));
      its = normlab_cli_verified_new (place, run);
      its->source = NORMLAB_KNOWN_RESULTS;
      g_ptr_array_add (runs, its);
    }
  return g_steal_pointer (&runs);
}

/* Says of each what was found. FALSE where one is another. */
static gboolean
say_verified (const Job *job, GPtrArray *runs, GError **error)
{
  gboolean all = TRUE, differ = FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      const NormlabCliVerified *its = g_ptr_array_index (runs, i);
      g_autofree char *text = normlab_cli_verified_describe (its, FALSE);
      g_autofree char *line = g_strconcat (its->place, ": ", text, NULL);

      if (!say (job, line, error))
        return FALSE;
      all = all && its->verdict == NORMLAB_CLI_VERIFIED_SAME;
      differ = differ || its->verdict == NORMLAB_CLI_VERIFIED_OTHER;
    }
  if (!all && !differ)
    g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                         _("Not all runs could be trained again, so nothing is written"));
  else if (!all)
    g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                         _("Not all runs that were trained again come to the same, so nothing is "
                            "written"));
  return all;
}

/* @number: set to that of a signal that came */
static gboolean
verify (const Job *job, int *number, GError **error)
{
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();
  g_autoptr (GPtrArray) runs = choose_runs (job, error);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GPtrArray) datasets = g_ptr_array_new ();

  if (runs == NULL)
    return FALSE;
  dataset = normlab_dataset_open_as (job->options.recipe.data, job->options.recipe.reading,
                                     normlab_cli_signals_get_cancellable (signals), error);
  if (dataset != NULL)
    g_ptr_array_add (datasets, dataset);
  if (dataset == NULL
      || !normlab_cli_verify_runs (runs, datasets, job->options.n_threads, !job->options.quiet,
                                   signals, error))
    {
      *number = normlab_cli_signals_get_received (signals);
      return FALSE;
    }
  *number = normlab_cli_signals_get_received (signals);
  return *number == 0 && say_verified (job, runs, error);
}

/* Writing */

static gboolean
write_file (const Job *job, GError **error)
{
  g_autoptr (NormlabOutput) output = normlab_output_begin (job->options.output, error);
  g_autoptr (GString) csv = g_string_new (NULL);

  if (output == NULL)
    return FALSE;
  normlab_results_append_header (csv);
  for (guint i = 0; i < normlab_results_merge_get_n_runs (job->merge); i++)
    {
      normlab_results_merge_append (job->merge, i, csv);
      if (csv->len < CHUNK)
        continue;
      if (!normlab_output_append (output, csv->str, csv->len, error))
        return FALSE;
      g_string_truncate (csv, 0);
    }
  return normlab_output_append (output, csv->str, csv->len, error)
         && normlab_output_finish (output, error);
}

static gboolean
write_results (const Job *job, GError **error)
{
  g_autoptr (GString) csv = NULL;

  if (!is_standard_output (job))
    return write_file (job, error);
  csv = g_string_new (NULL);
  normlab_results_append_header (csv);
  for (guint i = 0; i < normlab_results_merge_get_n_runs (job->merge); i++)
    normlab_results_merge_append (job->merge, i, csv);
  return normlab_cli_put_bytes (stdout, csv->str, csv->len, error);
}

/* What is missing */

/* The folder in which all files are; NULL for the current one, and where there are several. */
static char *
find_folder (const Job *job)
{
  g_autofree char *folder = NULL;

  if (job->files[0] == NULL)
    return NULL;
  folder = g_path_get_dirname (job->files[0]);
  for (char **path = job->files + 1; *path != NULL; path++)
    {
      g_autofree char *other = g_path_get_dirname (*path);

      if (strcmp (folder, other) != 0)
        return NULL;
    }
  return strcmp (folder, ".") != 0 ? g_steal_pointer (&folder) : NULL;
}

/* How many jobs the runs were dealt out to, as far as that is known; otherwise each run is one. */
static guint
find_n_jobs (const Job *job)
{
  NormlabCliSlice first, other;

  if (job->options.n_jobs > 0)
    return job->options.n_jobs;
  if (job->files[0] == NULL || !normlab_cli_slice_of_file (job->files[0], &first)
      || first.count > job->recipes->len)
    return job->recipes->len;
  for (char **path = job->files + 1; *path != NULL; path++)
    if (!normlab_cli_slice_of_file (*path, &other) || other.count != first.count)
      return job->recipes->len;
  return first.count;
}

static char *
get_lines (const Job *job)
{
  const GArray *missing = normlab_results_merge_get_missing (job->merge);
  g_autofree char *folder = find_folder (job);
  NormlabCliSlice slice = { .count = find_n_jobs (job) };
  g_autofree gboolean *wanted = g_new0 (gboolean, slice.count);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    wanted[(g_array_index (missing, guint, i) - 1) % slice.count] = TRUE;
  for (slice.number = 1; slice.number <= slice.count; slice.number++)
    if (wanted[slice.number - 1])
      normlab_cli_jobs_append_line (lines, job->training, &slice, folder, job->options.n_threads);
  return g_string_free (lines, FALSE);
}

static char *
list_numbers (const GArray *numbers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < numbers->len && i < 20; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", g_array_index (numbers, guint, i));
  if (numbers->len > 20)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static gboolean
say_missing (const Job *job, GError **error)
{
  const GArray *missing = normlab_results_merge_get_missing (job->merge);
  g_autofree char *numbers = list_numbers (missing);
  g_autofree char *sentence = NULL;
  g_autofree char *lines = NULL;

  if (missing->len == 0)
    return TRUE;
  if (job->recipes == NULL)
    {
      sentence = g_strdup_printf (
          /* Translators: numbers with commas between */
          ngettext ("%u run is not there to its end, and left out: %s",
                    "%u runs are not there to their ends, and left out: %s", missing->len),
          missing->len, numbers);
      return say (job, sentence, error);
    }
  lines = get_lines (job);
  if (job->options.missing)
    return normlab_cli_put_bytes (stdout, lines, strlen (lines), error);
  /* Translators: numbers with commas between */
  sentence = g_strdup_printf (
      ngettext ("%u of %u runs is missing (%s). What trains it:",
                "%u of %u runs are missing (%s). What trains them:", missing->len),
      missing->len, job->recipes->len, numbers);
  return say (job, sentence, error)
         && (job->options.quiet
             || normlab_cli_put_bytes (is_standard_output (job) ? stderr : stdout, lines,
                                       strlen (lines), error));
}

static gboolean
say_merged (const Job *job, GError **error)
{
  guint n = normlab_results_merge_get_n_runs (job->merge);
  g_autofree char *quoted = NULL;
  g_autofree char *sentence = NULL;

  if (normlab_results_merge_is_renumbered (job->merge)
      && !say (job, _("Different runs have the same number, so all are numbered anew"), error))
    return FALSE;
  if (is_standard_output (job))
    return TRUE;
  quoted = normlab_cli_quote (job->options.output);
  /* Translators: a file, and how many runs are in it */
  sentence = g_strdup_printf (ngettext ("%s has %u run", "%s has %u runs", n), quoted, n);
  return say (job, sentence, error);
}

static int
run (Job *job)
{
  g_autoptr (GError) error = NULL;
  int number = 0;

  if (!load (job, &error) || !check_data (job, &error) || !check_replaced (job, &error))
    return (int) normlab_cli_complain (error);
  if (job->options.n_verified > 0 && !verify (job, &number, &error))
    return number != 0 ? 128 + number : (int) normlab_cli_complain (error);
  if ((!job->options.missing && (!write_results (job, &error) || !say_merged (job, &error)))
      || !say_missing (job, &error))
    return (int) normlab_cli_complain (error);
  return normlab_results_merge_get_missing (job->merge)->len > 0 ? NORMLAB_CLI_FAILURE
                                                                 : NORMLAB_CLI_SUCCESS;
}

int
normlab_cli_merge (char ***arguments)
{
  g_auto (GStrv) given = g_strdupv (*arguments);
  g_auto (Job) job = { 0 };
  NormlabCliStatus status;

  normlab_cli_merge_options_init (&job.options);
  job.training = normlab_cli_merge_options_get_training ((const char *const *) given);
  status = prepare (&job, arguments);
  if (status != NORMLAB_CLI_SUCCESS)
    return (int) status;
  if (job.options.help)
    return normlab_cli_option_put_help (normlab_cli_merge_options_get_help);
  return run (&job);
}
