/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-jobs.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-text.h"

/* Options that a job has of its own, or not at all; each takes a value. */
static const char *const left_out[] = { "--print-jobs", "--print-array", "--output", "--threads" };

void
normlab_cli_jobs_append_word (GString *line, const char *word)
{
  g_autofree char *quoted
      = normlab_text_is_plain_word (word) ? g_strdup (word) : g_shell_quote (word);

  if (line->len > 0)
    g_string_append_c (line, ' ');
  g_string_append (line, quoted);
}

/* Whether the argument is one of those. @alone: set to whether its value is the next one. */
static gboolean
is_left_out (const char *argument, gboolean *alone)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      gsize length = strlen (left_out[i]);

      if (strncmp (argument, left_out[i], length) != 0)
        continue;
      *alone = argument[length] == '\0';
      if (*alone || argument[length] == '=')
        return TRUE;
    }
  return FALSE;
}

/* What all jobs share: the program, its command and what it trains. */
static GString *
begin_line (const char *const *arguments)
{
  GString *line = g_string_new (NULL);
  gboolean alone;

  normlab_cli_jobs_append_word (line, normlab_cli_get_program ());
  for (; *arguments != NULL; arguments++)
    if (!is_left_out (*arguments, &alone))
      normlab_cli_jobs_append_word (line, *arguments);
    else if (alone && arguments[1] != NULL)
      arguments++;
  return line;
}

static char *
get_file (const char *folder, const char *name)
{
  return folder != NULL ? g_build_filename (folder, name, NULL) : g_strdup (name);
}

void
normlab_cli_jobs_append_line (GString *lines,
                              const char *common,
                              const NormlabCliSlice *job,
                              const char *folder,
                              guint n_threads)
{
  g_autofree char *name = g_strdup_printf ("job-%u-of-%u.csv", job->number, job->count);
  g_autofree char *path = get_file (folder, name);
  g_autoptr (GString) line = g_string_new (common);

  g_string_append_printf (line, " --job %u/%u --csv", job->number, job->count);
  normlab_cli_jobs_append_word (line, path);
  g_string_append_printf (line, " --threads %u", MAX (n_threads, 1));
  g_string_append_printf (lines, "%s\n", line->str);
}

char *
normlab_cli_jobs_get_lines (const NormlabCliTrainOptions *options, const char *const *arguments)
{
  GString *lines = g_string_new (NULL);
  g_autoptr (GString) common = begin_line (arguments);
  guint n = options->print_jobs;

  for (guint i = 1; i <= n; i++)
    normlab_cli_jobs_append_line (lines, common->str, &(NormlabCliSlice){ i, n }, options->output,
                                  options->n_threads);
  return g_string_free (lines, FALSE);
}

/* "exec", so that Slurm's signals reach the program and not a shell that waits for it. */
char *
normlab_cli_jobs_get_script (const NormlabCliTrainOptions *options, const char *const *arguments)
{
  g_autoptr (GString) common = begin_line (arguments);
  guint n = options->print_array;
  g_autofree char *path = get_file (options->output, "job-");
  g_autofree char *quoted = g_shell_quote (path);

  return g_strdup_printf ("#!/bin/sh\n"
                          "#SBATCH --job-name=normlab\n"
                          "#SBATCH --array=1-%u\n"
                          "#SBATCH --cpus-per-task=%u\n"
                          "#SBATCH --requeue\n"
                          "exec %s --job \"$SLURM_ARRAY_TASK_ID/%u\" \\\n"
                          "  --csv %s\"$SLURM_ARRAY_TASK_ID-of-%u.csv\" \\\n"
                          "  --threads \"$SLURM_CPUS_PER_TASK\"\n",
                          n, MAX (options->n_threads, 1), common->str, n, quoted, n);
}

gboolean
normlab_cli_jobs_make_folder (const NormlabCliTrainOptions *options, GError **error)
{
  g_autofree char *quoted = NULL;

  if (options->output == NULL || g_mkdir_with_parents (options->output, 0777) == 0)
    return TRUE;
  quoted = normlab_cli_quote (options->output);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("%s cannot be made: %s"), quoted,
               g_strerror (errno));
  return FALSE;
}
