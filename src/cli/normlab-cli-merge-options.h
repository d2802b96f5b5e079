/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-recipe-options.h"

G_BEGIN_DECLS

/**
 * NormlabCliMergeOptions:
 * @recipe: what was trained, if anything is said of it
 * @output: "-" or NULL: standard output
 * @missing: whether only the command lines of what is missing are wanted
 * @n_jobs: how many jobs all runs were dealt out to; 0: what the names of files say
 * @n_verified: how many runs are to be trained again
 * @n_threads: that train them, and what a printed line has; 0: not said
 *
 * What the command line of "normlab-cli merge" says.
 */
typedef struct
{
  NormlabCliRecipeOptions recipe;
  char *output;
  gboolean missing;
  guint n_jobs;
  guint n_verified;
  guint n_threads;
  gboolean quiet;
  gboolean help;
} NormlabCliMergeOptions;

void normlab_cli_merge_options_init (NormlabCliMergeOptions *self);
void normlab_cli_merge_options_clear (NormlabCliMergeOptions *self);

/* Reads @arguments, the command's name first; the files stay in it. Every error is a mistake in
 * usage. */
gboolean
normlab_cli_merge_options_parse (NormlabCliMergeOptions *self, char ***arguments, GError **error);

/* Whether anything is said of what was trained. */
gboolean normlab_cli_merge_options_know_recipes (const NormlabCliMergeOptions *self);

/* The program and its command "train", with those of @arguments that say what was trained, quoted
 * for the shell. */
char *normlab_cli_merge_options_get_training (const char *const *arguments);

char *normlab_cli_merge_options_get_help (guint width);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCliMergeOptions, normlab_cli_merge_options_clear)

G_END_DECLS
