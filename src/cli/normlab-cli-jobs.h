/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-train-options.h"

G_BEGIN_DECLS

/* What other programs run a sweep with: command lines of jobs, each a slice of all runs, and a
 * batch script for Slurm. @arguments: those of the command line that asks for it, the command's
 * name first. Free with g_free(). */
char *normlab_cli_jobs_get_lines (const NormlabCliTrainOptions *options,
                                  const char *const *arguments);
char *normlab_cli_jobs_get_script (const NormlabCliTrainOptions *options,
                                   const char *const *arguments);

/* Appends the line of one job, which @common (the program, its command and what it trains, quoted)
 * begins. @folder: (nullable) where its file goes. */
void normlab_cli_jobs_append_line (GString *lines,
                                   const char *common,
                                   const NormlabCliSlice *job,
                                   const char *folder,
                                   guint n_threads);
/* Appends a word to a line, quoted for the shell. */
void normlab_cli_jobs_append_word (GString *line, const char *word);

/* Makes the folder that the files of the jobs go to, if one is named and is not there. */
gboolean normlab_cli_jobs_make_folder (const NormlabCliTrainOptions *options, GError **error);

G_END_DECLS
