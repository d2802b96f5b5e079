/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-recipe-options.h"
#include "normlab-cli-runs.h"
#include "normlab-cli.h"
#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-run-foreign.h"

typedef struct
{
  GPtrArray *data; /* of char *: where data sets lie */
  NormlabReading reading;
  guint n_threads;
  gboolean quiet;
  gboolean verbose;
  gboolean help;
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->data, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
add_data (gpointer place, const char *name, const char *value, GError **error)
{
  g_ptr_array_add (*(GPtrArray **) place, g_strdup (value));
  return TRUE;
}

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("Options") },
  { "data", 0, N_("DIR|builtin"), TRUE, add_data, G_STRUCT_OFFSET (Options, data),
    N_("Where the data lie that the runs were trained on; may be repeated. Their checksum is "
        "compared first."),
    "builtin", "--data ~/mnist" },
  NORMLAB_CLI_READING_OPTIONS (NORMLAB_CLI_READING (Options, reading)),
  NORMLAB_CLI_THREADS_OPTION (Options, n_threads),
  { "quiet", 'q', NULL, FALSE, NORMLAB_CLI_SWITCH (Options, quiet),
    N_("Say nothing of runs that are the same."),
    N_("off"), "--quiet" },
  { "verbose", 'v', NULL, FALSE, NORMLAB_CLI_SWITCH (Options, verbose),
    N_("A line for each run, and what it is: the network, the data, the last test accuracy."),
    N_("off"), "--verbose" },
  NORMLAB_CLI_HELP_OPTION (Options, help),
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("Whether a class has trained what it says it has:"),
    "normlab-cli verify certificates/*.txt" },
  { N_("Whether this machine comes to the same as the one that trained a sweep on MNIST:"),
    "normlab-cli verify all.csv --data ~/mnist" },
};

static char *
get_help (guint width)
{
  return normlab_cli_option_get_help (
      _("Usage: normlab-cli verify [OPTION…] FILE…"),
      _("Trains runs again and says of each file whether they come to the same, to the bit, and "
         "of each run that does not where it first does not. A FILE holds results (--csv), a "
         "session, or certificates (“normlab-cli train --certificate”, or Copy Certificate in the "
         "window), in whatever text; - is standard input. That data are called otherwise, or that "
         "the version of the program is another, is told and makes no difference: which data they "
         "are their checksum decides. The exit status is 0 if all are the same, and 1 otherwise."),
      table, G_N_ELEMENTS (table), examples, G_N_ELEMENTS (examples), width);
}

static gboolean
parse (Options *options, char ***arguments, GError **error)
{
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, options, error))
    return FALSE;
  if (options->quiet && options->verbose)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s and --%s exclude each other"), "quiet", "verbose");
      return FALSE;
    }
  if (options->help || (*arguments)[1] != NULL)
    return TRUE;
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                       _("Say what to verify: files with results, sessions or certificates"));
  return FALSE;
}

static gboolean
put_line (const char *text, GError **error)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return normlab_cli_put (stdout, line, error);
}

/* Takes runs away that nobody can train again here, and says so unless nothing is to be said. */
static gboolean
leave_out_foreign (const Options *options, GPtrArray *runs, GError **error)
{
  for (guint i = 0; i < runs->len;)
    {
      const NormlabCliVerified *its = g_ptr_array_index (runs, i);
      g_autofree char *text = NULL;

      if (!normlab_run_is_foreign (its->known))
        {
          i++;
          continue;
        }
      /* Translators: a run of a file */
      text = g_strdup_printf (_("%s: trained by another program: nothing to verify"), its->place);
      if (!options->quiet && !put_line (text, error))
        return FALSE;
      g_ptr_array_remove_index (runs, i);
    }
  return TRUE;
}

/* What cannot be read is said, and the others are verified all the same. */
static NormlabCliStatus
load_runs (char **paths, GPtrArray *runs)
{
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;

  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) error = NULL;

      if (!normlab_cli_runs_load (*paths, runs, &error))
        status = normlab_cli_complain (error);
    }
  return status;
}

static gboolean
open_data (const Options *options, GPtrArray *datasets, NormlabCliSignals *signals, GError **error)
{
  for (guint i = 0; i < MAX (options->data->len, 1); i++)
    {
      const char *path = i < options->data->len ? g_ptr_array_index (options->data, i) : NULL;
      NormlabDataset *dataset = normlab_dataset_open_as (
          path, options->reading, normlab_cli_signals_get_cancellable (signals), error);

      if (dataset == NULL)
        return FALSE;
      g_ptr_array_add (datasets, dataset);
    }
  return TRUE;
}

/* Runs of a file of which the same is to be said. */
typedef struct
{
  const NormlabCliVerified *first;
  char *text;
  guint n;
} Group;

static void
group_clear (gpointer data)
{
  g_free (((Group *) data)->text);
}

/* Those that are the same are one, unless everything is to be told. */
static void
add_to_groups (GArray *groups, const NormlabCliVerified *its, gboolean verbose)
{
  Group group = { its, normlab_cli_verified_describe (its, verbose), 1 };

  for (guint i = 0; !verbose && normlab_cli_verified_is_same (its) && i < groups->len; i++)
    {
      Group *other = &g_array_index (groups, Group, i);

      if (!normlab_cli_verified_is_same (other->first) || strcmp (other->text, group.text) != 0)
        continue;
      other->n++;
      group_clear (&group);
      return;
    }
  g_array_append_val (groups, group);
}

/* "“a.csv”, 13 of 14 runs" */
static char *
name_group (const Group *group)
{
  const NormlabCliVerified *its = group->first;

  if (its->n_in_file == 1)
    return g_strdup (its->file);
  if (group->n == 1)
    return g_strdup (its->place);
  if (group->n == its->n_in_file)
    /* Translators: a file, and how many runs it has */
    return g_strdup_printf (ngettext ("%s, %u run", "%s, %u runs", group->n), its->file, group->n);
  /* Translators: a file, how many of its runs, and how many it has */
  return g_strdup_printf (ngettext ("%s, %u of %u run", "%s, %u of %u runs", its->n_in_file),
                          its->file, group->n, its->n_in_file);
}

/* The runs of the file that the i-th is of; returns where the next file begins. */
static guint
group_runs (const Options *options, GPtrArray *runs, guint i, GArray *groups)
{
  const NormlabCliVerified *first = g_ptr_array_index (runs, i);

  for (; i < runs->len; i++)
    {
      const NormlabCliVerified *its = g_ptr_array_index (runs, i);

      if (its->file != first->file)
        break;
      add_to_groups (groups, its, options->verbose);
    }
  return i;
}

static gboolean
put_group (const Options *options, const Group *group, GError **error)
{
  g_autofree char *name = name_group (group);
  g_autofree char *line = g_strconcat (name, ": ", group->text, NULL);

  return (options->quiet && normlab_cli_verified_is_same (group->first)) || put_line (line, error);
}

/* Data that somebody names and no run was trained on are told. */
static gboolean
put_unused (const Options *options, GPtrArray *runs, GPtrArray *datasets, GError **error)
{
  for (guint i = 0; i < options->data->len && !options->quiet; i++)
    {
      const NormlabDataId *id = normlab_dataset_get_id (g_ptr_array_index (datasets, i));
      g_autofree char *quoted = normlab_cli_quote (g_ptr_array_index (options->data, i));
      g_autofree char *line = NULL;
      guint k = 0;

      while (k < runs->len
             && !normlab_data_id_accepts (
                 normlab_run_get_data (((NormlabCliVerified *) runs->pdata[k])->known), id))
        k++;
      if (k < runs->len)
        continue;
      /* Translators: a folder or file */
      line = g_strdup_printf (_("--data: none of these runs was trained on %s"), quoted);
      if (!put_line (line, error))
        return FALSE;
    }
  return TRUE;
}

/* A line for each file and what there is to say besides, and one that counts all runs. @is_read:
 * whether there are no others, which could not be read; @all: set to whether all are the same. */
static gboolean
put_report (const Options *options,
            GPtrArray *runs,
            gboolean is_read,
            gboolean *all,
            GError **error)
{
  g_autofree char *summary = NULL;
  guint n_same = 0;

  for (guint i = 0; i < runs->len; i++)
    n_same += normlab_cli_verified_is_same (g_ptr_array_index (runs, i));
  for (guint i = 0; i < runs->len;)
    {
      g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));

      g_array_set_clear_func (groups, group_clear);
      i = group_runs (options, runs, i, groups);
      for (guint k = 0; k < groups->len; k++)
        if (!put_group (options, &g_array_index (groups, Group, k), error))
          return FALSE;
    }
  *all = n_same == runs->len;
  /* Translators: how many runs are the same, of how many */
  summary = g_strdup_printf (ngettext ("%u of %u run is the same to the bit",
                                       "%u of %u runs are the same to the bit", runs->len),
                             n_same, runs->len);
  if (options->quiet)
    return TRUE;
  return put_line (summary, error)
         && (is_read || put_line (_("Not everything could be read; see above"), error));
}

static int
complain_of_nothing (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_DATA, _("There is no run to verify"));

  return (int) normlab_cli_complain (error);
}

static int
verify (const Options *options, char **paths)
{
  g_autoptr (GPtrArray) runs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_cli_verified_free);
  g_autoptr (GPtrArray) datasets
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_dataset_unref);
  g_autoptr (GError) error = NULL;
  /* While a pipe is waited for, a signal ends the program. */
  NormlabCliStatus status = load_runs (paths, runs);
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();
  gboolean all = FALSE, ok;
  int number;

  if (!leave_out_foreign (options, runs, &error))
    return (int) normlab_cli_complain (error);
  if (runs->len == 0)
    return status != NORMLAB_CLI_SUCCESS ? (int) status : complain_of_nothing ();
  ok = open_data (options, datasets, signals, &error)
       && normlab_cli_verify_runs (runs, datasets, options->n_threads, !options->quiet, signals,
                                   &error);
  number = normlab_cli_signals_get_received (signals);
  /* Who does not wait for all sees what there is. */
  ok = ok && put_unused (options, runs, datasets, &error)
       && put_report (options, runs, status == NORMLAB_CLI_SUCCESS, &all, &error);
  if (number != 0)
    return 128 + number;
  if (!ok)
    return (int) normlab_cli_complain (error);
  return all ? (int) status : NORMLAB_CLI_FAILURE;
}

int
normlab_cli_verify (char ***arguments)
{
  g_auto (Options) options = { .data = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, arguments, &error))
    return (int) normlab_cli_complain_usage ("verify", error);
  if (options.help)
    return normlab_cli_option_put_help (get_help);
  return verify (&options, *arguments + 1);
}
