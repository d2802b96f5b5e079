/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-merge-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-jobs.h"
#include "normlab-cli-option.h"
#include "normlab-cli-slice.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-text.h"

void
normlab_cli_merge_options_init (NormlabCliMergeOptions *self)
{
  memset (self, 0, sizeof *self);
  normlab_cli_recipe_options_init (&self->recipe);
}

void
normlab_cli_merge_options_clear (NormlabCliMergeOptions *self)
{
  normlab_cli_recipe_options_clear (&self->recipe);
  g_clear_pointer (&self->output, g_free);
}

static gboolean
set_verify (gpointer place, const char *name, const char *value, GError **error)
{
  guint *n_verified = place;
  g_autofree char *quoted = normlab_text_for_message (value, -1);

  if (!normlab_cli_option_once (name, *n_verified > 0 ? n_verified : NULL, error))
    return FALSE;
  if (normlab_text_to_uint (value, 1, G_MAXINT, n_verified))
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--verify: “%s” is not a number of runs, from 1"), quoted);
  return FALSE;
}

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("What comes of it") },
  { "output", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliMergeOptions, output),
    N_("The file that all runs are written to; - is standard output."),
    "-", "--output all.csv" },
  { "missing", 0, NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliMergeOptions, missing),
    N_("Print only the command lines that train what is missing, as --print-jobs prints them."),
    N_("off"), "--missing | parallel" },
  { "jobs", 0, N_("N"), FALSE, normlab_cli_slice_set_count,
    G_STRUCT_OFFSET (NormlabCliMergeOptions, n_jobs),
    N_("Print those lines for parts of N, as the sweep was dealt out, rather than for each run."),
    N_("what the names of the files say, if they all end in job-K-of-N.csv"), "--jobs 20" },
  { "verify", 0, N_("N"), FALSE, set_verify, G_STRUCT_OFFSET (NormlabCliMergeOptions, n_verified),
    N_("Train N of the runs again, drawn at random anew each time, and compare every number but "
        "the seconds."),
    N_("off"), "--verify 5" },
  { "threads", 0, N_("N"), FALSE, NORMLAB_CLI_THREADS (NormlabCliMergeOptions, n_threads),
    N_("Threads that train these, 1 to 256, and what the printed lines have."),
    N_("as many as there are processors, and 1"), "--threads 4" },
  { "quiet", 'q', NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliMergeOptions, quiet),
    N_("Print nothing but errors, the results, and the lines of --missing."),
    N_("off"), "--quiet" },
  NORMLAB_CLI_HELP_OPTION (NormlabCliMergeOptions, help),
  NORMLAB_CLI_RECIPE_OPTIONS (NORMLAB_CLI_RECIPE (NormlabCliMergeOptions, recipe)),
  { .help = N_("What is measured besides") },
  NORMLAB_CLI_MEASURE_OPTION (NORMLAB_CLI_RECIPE (NormlabCliMergeOptions, recipe)),
  { .help = N_("Data") },
  NORMLAB_CLI_DATA_OPTION (NormlabCliMergeOptions, recipe),
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("All results of a sweep in one file:"),
    "normlab-cli merge --output all.csv results/job-*.csv" },
  { N_("What of a sweep is still to be trained:"),
    "normlab-cli merge --experiment sweep.experiment --missing results/job-*.csv | parallel" },
};

gboolean
normlab_cli_merge_options_know_recipes (const NormlabCliMergeOptions *self)
{
  return self->recipe.given != 0 || self->recipe.branches->len > 0 || self->recipe.notebook
         || self->recipe.experiment != NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
check (const NormlabCliMergeOptions *self, GError **error)
{
  gboolean knows = normlab_cli_merge_options_know_recipes (self);

  if (!normlab_cli_recipe_options_check (&self->recipe, error))
    return FALSE;
  if (self->missing && !knows)
    return refuse (error, _("--missing needs the options that say what was trained"));
  if (self->n_jobs > 0 && !knows)
    return refuse (error, _("--jobs needs the options that say what was trained"));
  if (self->missing && self->output != NULL)
    return refuse (error, _("--missing and --output exclude each other"));
  if (self->missing && self->n_verified > 0)
    return refuse (error, _("--missing and --verify exclude each other"));
  return TRUE;
}

gboolean
normlab_cli_merge_options_parse (NormlabCliMergeOptions *self, char ***arguments, GError **error)
{
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, self, error))
    return FALSE;
  if (self->help)
    return TRUE;
  /* Of nothing all is missing. */
  if ((*arguments)[1] == NULL && !self->missing)
    return refuse (error, _("Say what to merge: files with results"));
  return check (self, error);
}

/* The option that an argument is or begins. @whole: set to whether its value, if it has one, is in
 * it. */
static const NormlabCliOption *
find_option (const char *argument, gboolean *whole)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const char *name = table[i].name;
      gsize length = name != NULL ? strlen (name) : 0;

      if (length == 0 || !g_str_has_prefix (argument, "--")
          || strncmp (argument + 2, name, length) != 0
          || (argument[2 + length] != '\0' && argument[2 + length] != '='))
        continue;
      *whole = argument[2 + length] == '=' || table[i].argument == NULL;
      return &table[i];
    }
  return NULL;
}

static gboolean
says_what_is_trained (const NormlabCliOption *option)
{
  gsize recipe = G_STRUCT_OFFSET (NormlabCliMergeOptions, recipe);

  return option->offset >= recipe && option->offset < recipe + sizeof (NormlabCliRecipeOptions);
}

char *
normlab_cli_merge_options_get_training (const char *const *arguments)
{
  GString *line = g_string_new (NULL);

  normlab_cli_jobs_append_word (line, normlab_cli_get_program ());
  normlab_cli_jobs_append_word (line, "train");
  for (arguments++; *arguments != NULL && strcmp (*arguments, "--") != 0; arguments++)
    {
      gboolean whole = TRUE;
      const NormlabCliOption *option = find_option (*arguments, &whole);
      gboolean kept = option != NULL && says_what_is_trained (option);

      if (kept)
        normlab_cli_jobs_append_word (line, *arguments);
      if (whole || arguments[1] == NULL)
        continue;
      arguments++;
      if (kept)
        normlab_cli_jobs_append_word (line, *arguments);
    }
  return g_string_free (line, FALSE);
}

char *
normlab_cli_merge_options_get_help (guint width)
{
  return normlab_cli_option_get_help (
      _("Usage: normlab-cli merge [OPTION…] FILE…"),
      _("Puts the results (--csv) of the jobs of a sweep together, in whatever order they are "
         "named. Runs that are in several files must say the same in all of them, and are there "
         "once; those that have not come to their ends are left out. With the options of the "
         "recipe that train was given, it also tells what is missing, as command lines, and then "
         "the exit status is 1."),
      table, G_N_ELEMENTS (table), examples, G_N_ELEMENTS (examples), width);
}
