/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-recipe-options.h"
#include "normlab-inspection.h"

G_BEGIN_DECLS

/**
 * NormlabCliInspectOptions:
 * @steps: of guint: those that are looked at, in order and each once; empty: the last of each run
 * @csv: "-" is standard output, as it is for @histograms and @confusion
 *
 * What the command line of "normlab-cli inspect" says. Strings are owned, hold any bytes and are
 * NULL when the option was not given.
 */
typedef struct
{
  NormlabCliRecipeOptions recipe;
  GArray *steps;
  gboolean smoothness;
  gboolean autopsy;
  guint n_threads; /* 0: as many as there are processors */
  char *csv;
  char *histograms;
  char *confusion;
  char *weights;
  char *script;
  gboolean quiet;
  gboolean help;
} NormlabCliInspectOptions;

void normlab_cli_inspect_options_init (NormlabCliInspectOptions *self);
void normlab_cli_inspect_options_clear (NormlabCliInspectOptions *self);

/* Reads @arguments, the command's name first; no file is touched. Every error is a mistake in
 * usage. */
gboolean normlab_cli_inspect_options_parse (NormlabCliInspectOptions *self,
                                            char ***arguments,
                                            GError **error);
/* Whether what is asked for can be had of @recipes. */
gboolean normlab_cli_inspect_options_check (const NormlabCliInspectOptions *self,
                                            const GArray *recipes,
                                            GError **error);

/* What is to be found out beside the probe. */
NormlabInspect normlab_cli_inspect_options_get_what (const NormlabCliInspectOptions *self);
/* Whether steps are to be looked into: for a script or an autopsy alone none are. */
gboolean normlab_cli_inspect_options_needs_steps (const NormlabCliInspectOptions *self);
/* Whether there is anything that needs training: a script alone does not. */
gboolean normlab_cli_inspect_options_needs_training (const NormlabCliInspectOptions *self);
/* Whether one of the files is standard output. */
gboolean normlab_cli_inspect_options_uses_stdout (const NormlabCliInspectOptions *self);

char *normlab_cli_inspect_options_get_help (guint width);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCliInspectOptions, normlab_cli_inspect_options_clear)

G_END_DECLS
