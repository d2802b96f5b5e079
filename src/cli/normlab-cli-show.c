/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-show.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-outputs.h"
#include "normlab-cli-recipes.h"
#include "normlab-cli-replaced.h"
#include "normlab-cli-runs.h"
#include "normlab-cli-show-logs.h"
#include "normlab-cli-table.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-results-foreign.h"
#include "normlab-session.h"

/* Bytes in which is looked for what a file is. */
#define HEAD_SIZE 65536

typedef struct
{
  const char *session; /* borrowed from the arguments */
  char *steps;         /* nullable: the column that counts them */
  NormlabCliTrainOptions outputs;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->steps, g_free);
  normlab_cli_train_options_clear (&options->outputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("Options") },
  { "csv", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (Options, outputs.csv),
    N_("Write every measurement of every run as CSV; - is standard output, and the table then "
        "goes to standard error."),
    N_("not written"), "--csv results.csv" },
  { "chart", 0, N_("FILE.svg|.png|.pdf"), TRUE, NORMLAB_CLI_PICTURE (Options, outputs.chart),
    N_("Draw all runs; the file’s ending says as what."),
    N_("not drawn"), "--chart results.svg" },
  { "map", 0, N_("FILE.svg|.png|.pdf"), TRUE, NORMLAB_CLI_PICTURE (Options, outputs.map),
    N_("Draw what all runs have come to, over two of the things in which they differ."),
    N_("not drawn"), "--map results.svg" },
  { "steps", 0, N_("COLUMN|rows"), FALSE, NORMLAB_CLI_ONCE (Options, steps),
    N_("Which column of a table (CSV, TSV) that another program writes counts steps; “rows” counts "
        "its rows, unless a column is called that."),
    N_("step, iteration, epoch or the like, or else rows"), "--steps batch" },
  NORMLAB_CLI_HELP_OPTION (Options, outputs.help),
  NORMLAB_CLI_CHART_OPTIONS (NORMLAB_CLI_CHART (Options, outputs.chart_options))
  NORMLAB_CLI_MAP_OPTIONS (NORMLAB_CLI_MAP (Options, outputs.map_options))
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("The chart of a session that the window has saved:"),
    "normlab-cli show mine.normlab --chart mine.svg" },
  { N_("What other programs have written about their training, with all values:"),
    "normlab-cli show lightning_logs --csv values.csv" },
};

static char *
get_help (guint width)
{
  return normlab_cli_option_get_help (
      _("Usage: normlab-cli show [OPTION…] SESSION|LOG"),
      _("Says what is in a session, as a table; on request as CSV and as a chart, as “normlab-cli "
         "train” writes them. SESSION is a file that the window or --session has saved, or one "
         "that “normlab-cli sessions” lists, also while a window has it open; or results (CSV), as "
         "--csv and “normlab-cli merge” write them, and certificates. LOG is what another "
         "program writes about its training: a table (CSV, TSV), JSON Lines, TensorBoard’s event "
         "files, MLflow’s folders, a trainer_state.json of Hugging Face’s, a history as Keras and "
         "pandas write it as JSON, what nanoGPT or llm.c print; or a folder that has any of these "
         "in it, or - for standard input. Of these --csv "
         "writes run,step,metric,value, and no map is drawn."),
      table, G_N_ELEMENTS (table), examples, G_N_ELEMENTS (examples), width);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
parse (Options *options, char ***arguments, GError **error)
{
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, options, error))
    return FALSE;
  if (options->outputs.help)
    return TRUE;
  options->session = (*arguments)[1];
  if (options->session == NULL || *options->session == '\0')
    return refuse (error,
                   _("Say what to show: a session, a log of a training, or a folder with logs"));
  if ((*arguments)[2] != NULL)
    {
      g_autofree char *quoted = normlab_cli_quote ((*arguments)[2]);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("%s is one file too many; show takes one"), quoted);
      return FALSE;
    }
  return normlab_cli_train_options_check_pictures (&options->outputs, error);
}

static GArray *
get_recipes (GPtrArray *runs)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < runs->len; i++)
    g_array_append_vals (recipes, normlab_run_get_recipe (g_ptr_array_index (runs, i)), 1);
  return recipes;
}

/* Those that a person gave, and else what tells them apart. */
static GPtrArray *
get_names (GPtrArray *runs, const GArray *recipes)
{
  GPtrArray *names = normlab_cli_table_get_run_names (recipes);

  for (guint i = 0; i < runs->len; i++)
    {
      const char *title = normlab_run_get_title (g_ptr_array_index (runs, i));

      if (title != NULL)
        {
          g_free (names->pdata[i]);
          names->pdata[i] = g_strdup (title);
        }
    }
  return names;
}

/* What cannot be read of it is said, whatever else goes well. */
static NormlabCliStatus
complain_of_damage (const Options *options, const NormlabSession *session)
{
  g_autofree char *quoted = normlab_cli_quote (options->session);
  g_autoptr (GError) error = NULL;

  if (session->n_lost == 0)
    return NORMLAB_CLI_SUCCESS;
  error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                       ngettext ("%s is damaged, and %u record behind that is left out",
                                 "%s is damaged, and %u records behind that are left out",
                                 session->n_lost),
                       quoted, session->n_lost);
  return normlab_cli_complain (error);
}

/* Whether any run has what the chart is to show. */
static gboolean
check_metric (const Options *options, GPtrArray *runs, GError **error)
{
  const NormlabMeasures none = { 0 };

  for (guint i = 0; i < runs->len; i++)
    if (normlab_cli_outputs_check_metric (
            &options->outputs, normlab_run_get_measures (g_ptr_array_index (runs, i)), NULL))
      return TRUE;
  return normlab_cli_outputs_check_metric (&options->outputs, &none, error);
}

/* Those of other programs are not in results, but where there are no others. */
static GPtrArray *
pick_results (const Options *options, GPtrArray *runs)
{
  GPtrArray *picked = normlab_results_pick (runs);
  g_autofree char *quoted = NULL;

  if (picked->len == runs->len || options->outputs.csv == NULL)
    return picked;
  quoted = normlab_cli_quote (options->outputs.csv);
  /* Translators: the name of a file */
  g_printerr (_("Runs of other programs are not in %s"), quoted);
  g_printerr ("\n");
  return picked;
}

/* As it was looked at in the window. */
static void
take_words (Options *options, const NormlabSession *session)
{
  normlab_cli_chart_options_suggest_words (
      &options->outputs.chart_options,
      g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_CHART_TITLE),
      g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_CHART_NOTE));
}

static gboolean
check_map (const Options *options, const GArray *recipes, GError **error)
{
  return options->outputs.map == NULL
         || normlab_cli_map_options_check (&options->outputs.map_options,
                                           (const NormlabRecipe *) (gpointer) recipes->data,
                                           recipes->len, error);
}

/* What is no session may be results. */
static NormlabSession *
load (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  NormlabSession *session = normlab_session_load (path, &reason);
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_cli_verified_free);
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  g_autofree char *title = NULL;

  if (session != NULL)
    return session;
  if (!normlab_cli_runs_load (path, found, NULL) || found->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (runs, ((const NormlabCliVerified *) g_ptr_array_index (found, i))->known);
  title = g_strdup_printf (ngettext ("%u run", "%u runs", runs->len), runs->len);
  return normlab_session_new (title, runs);
}

static NormlabCliStatus
show_logs (const Options *options)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (!normlab_cli_replaced_check_by ("csv", options->outputs.csv, none, &error))
    return normlab_cli_complain (error);
  return normlab_cli_show_logs (options->session, options->steps, &options->outputs);
}

static NormlabCliStatus
show (Options *options)
{
  FILE *stream = g_strcmp0 (options->outputs.csv, "-") == 0 ? stderr : stdout;
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = load (options->session, &error);
  g_autoptr (GArray) recipes = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (NormlabCliCsv) csv = NULL;
  NormlabCliStatus status;

  if (session == NULL)
    return normlab_cli_complain (error);
  if (!check_metric (options, session->runs, &error))
    return normlab_cli_complain_usage ("show", error);
  status = complain_of_damage (options, session);
  recipes = get_recipes (session->runs);
  names = get_names (session->runs, recipes);
  note = normlab_cli_recipes_get_note (recipes);
  take_words (options, session);
  if (!check_map (options, recipes, &error))
    return normlab_cli_complain_usage ("show", error);
  results = pick_results (options, session->runs);
  if (!normlab_cli_replaced_check_by ("csv", options->outputs.csv, results, &error))
    return normlab_cli_complain (error);
  csv = normlab_cli_csv_new (options->outputs.csv, results, NULL, FALSE);
  if (!normlab_cli_outputs_write (&options->outputs, session->runs, csv, session->title, note))
    status = NORMLAB_CLI_FAILURE;
  rows = normlab_cli_table_of_runs (session->runs, names, NULL);
  text = note != NULL ? g_strconcat (rows, "\n", note, "\n", NULL) : g_strdup (rows);
  if (!normlab_cli_put (stream, text, &error))
    status = normlab_cli_complain (error);
  return status;
}

/* What is shown is not replaced. */
static gboolean
check_read (const Options *options, GError **error)
{
  const NormlabCliFile files[] = { { "csv", options->outputs.csv },
                                   { "chart", options->outputs.chart },
                                   { "map", options->outputs.map } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (!normlab_cli_replaced_check_read (files[i].option, files[i].path, options->session, error))
      return FALSE;
  return TRUE;
}

/* Whether it begins as results do, or there is a certificate in it. */
static gboolean
may_be_ours (const char *path)
{
  gsize length;
  g_autofree char *head = normlab_key_file_read_head (path, HEAD_SIZE, &length, NULL);

  return head != NULL
         && (g_str_has_prefix (head, "run,dataset,")
             || strstr (head, "NORMLAB CERTIFICATE") != NULL);
}

/* Whether it is a file of results or certificates that can be read as such: what trains here still
 * writes its results somewhere else, and what earlier versions wrote is a log as any other. */
static gboolean
is_ours (const char *path)
{
  g_autoptr (GPtrArray) runs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_cli_verified_free);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && may_be_ours (path)
         && normlab_cli_runs_load (path, runs, NULL) && runs->len > 0;
}

int
normlab_cli_show (char ***arguments)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean usage = TRUE;

  normlab_cli_train_options_init (&options.outputs);
  if (!parse (&options, arguments, &error))
    return (int) normlab_cli_complain_usage ("show", error);
  if (options.outputs.help)
    return normlab_cli_option_put_help (get_help);
  if (!check_read (&options, &error)
      || !normlab_cli_outputs_check (&options.outputs, &usage, &error))
    return usage ? (int) normlab_cli_complain_usage ("show", error)
                 : (int) normlab_cli_complain (error);
  if (normlab_cli_show_logs_is_for (options.session) && !is_ours (options.session))
    return (int) show_logs (&options);
  if (options.steps != NULL)
    {
      refuse (&error, _("--steps is for a table that another program writes; what a session or "
                         "results count is known"));
      return (int) normlab_cli_complain_usage ("show", error);
    }
  return (int) show (&options);
}
