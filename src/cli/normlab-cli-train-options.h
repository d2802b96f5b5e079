/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-chart-options.h"
#include "normlab-cli-map-options.h"
#include "normlab-cli-recipe-options.h"
#include "normlab-cli-slice.h"

G_BEGIN_DECLS

/**
 * NormlabCliTrainOptions:
 *
 * What the command line of "normlab-cli train" says. Strings are owned; those of files hold any
 * bytes and are NULL when the option was not given.
 */
typedef struct
{
  NormlabCliRecipeOptions recipe;
  guint n_threads; /* 0: as many as there are processors */
  char *csv;       /* "-": standard output */
  char *chart;
  NormlabCliChartOptions chart_options;
  char *session;
  gboolean quiet;
  gboolean help;
  char *map;
  NormlabCliMapOptions map_options;
  NormlabCliSlice job;
  char *certificate; /* "-": standard output, as the next */
  char *log;
  guint print_jobs;  /* 0: not asked for, as the next */
  guint print_array; /* one of the two at most */
  char *output;
} NormlabCliTrainOptions;

void normlab_cli_train_options_init (NormlabCliTrainOptions *self);
void normlab_cli_train_options_clear (NormlabCliTrainOptions *self);

/* Reads @arguments, the command's name first. Whether the options fit together is checked too; no
 * file is touched. Every error is a mistake in usage. */
gboolean
normlab_cli_train_options_parse (NormlabCliTrainOptions *self, char ***arguments, GError **error);

/* Whether any file goes to standard output, so that what people read must not. */
gboolean normlab_cli_train_options_uses_stdout (const NormlabCliTrainOptions *self);

/* Whether each option of a picture has the picture that it is about. An error is a mistake in
 * usage. */
gboolean normlab_cli_train_options_check_pictures (const NormlabCliTrainOptions *self,
                                                   GError **error);

char *normlab_cli_train_options_get_help (guint width);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCliTrainOptions, normlab_cli_train_options_clear)

G_END_DECLS
