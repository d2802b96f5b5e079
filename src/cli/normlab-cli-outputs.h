/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-csv.h"
#include "normlab-cli-train-options.h"

G_BEGIN_DECLS

/**
 * NormlabCliFile:
 * @option: that names it
 * @path: nullable; "-" is standard output
 */
typedef struct
{
  const char *option;
  const char *path;
} NormlabCliFile;

/* Equal for two paths to one file, whether it is there yet or not; NULL for no file, and for
 * what more than one may be written to, such as a device. Free with g_free(). */
char *normlab_cli_file_get_identity (const char *path);

/* Whether all files can be written now, no two are one, and none is what is read: an experiment,
 * data. @usage: set to whether an error is a mistake in usage. */
gboolean normlab_cli_files_check (const NormlabCliFile *files,
                                  guint n_files,
                                  const NormlabCliRecipeOptions *recipe,
                                  gboolean *usage,
                                  GError **error);
gboolean normlab_cli_file_write (const char *path, const char *data, gsize length, GError **error);

/* Whether all files that are asked for can be written now, and no two are one. @usage: set to
 * whether an error is a mistake in usage. */
gboolean
normlab_cli_outputs_check (const NormlabCliTrainOptions *options, gboolean *usage, GError **error);

/* Whether there is what the chart is to show, where so much is measured. An error says what to
 * measure. */
gboolean normlab_cli_outputs_check_metric (const NormlabCliTrainOptions *options,
                                           const NormlabMeasures *measures,
                                           GError **error);

/* Whether any of the files but the results shows all that was measured. */
gboolean normlab_cli_outputs_need_histories (const NormlabCliTrainOptions *options);

/* Writes all files that are asked for; @csv: the results so far. One that cannot be written is
 * complained of and does not keep the others from being written. @note (nullable) goes beneath the
 * chart. */
gboolean normlab_cli_outputs_write (const NormlabCliTrainOptions *options,
                                    GPtrArray *runs,
                                    NormlabCliCsv *csv,
                                    const char *title,
                                    const char *note);

G_END_DECLS
