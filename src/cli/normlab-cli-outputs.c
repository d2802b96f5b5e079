/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-outputs.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-session.h"

static gboolean
is_standard_output (const char *path)
{
  return strcmp (path, "-") == 0;
}

char *
normlab_cli_file_get_identity (const char *path)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *real = NULL;
  GStatBuf info;

  if (path == NULL || is_standard_output (path))
    return NULL;
  if (g_stat (path, &info) == 0)
    return S_ISREG (info.st_mode) ? g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                                     (guint64) info.st_dev, (guint64) info.st_ino)
                                  : NULL;
  folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  real = realpath (folder, NULL);
  return real != NULL ? g_build_filename (real, name, NULL) : NULL;
}

static gboolean
check_distinct (const NormlabCliFile *a, const NormlabCliFile *b, GError **error)
{
  g_autofree char *one = normlab_cli_file_get_identity (a->path);
  g_autofree char *two = normlab_cli_file_get_identity (b->path);
  g_autofree char *quoted = NULL;

  if (one == NULL || g_strcmp0 (one, two) != 0)
    return TRUE;
  quoted = normlab_cli_quote (b->path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--%s and --%s name the same file, %s"), a->option, b->option, quoted);
  return FALSE;
}

/* The i-th is none of what is read, and none of those before it. */
static gboolean
check_file (const NormlabCliFile *files,
            guint i,
            const NormlabCliRecipeOptions *recipe,
            GError **error)
{
  /* What is no file may be called "builtin". */
  gboolean is_file = recipe->data != NULL && g_file_test (recipe->data, G_FILE_TEST_IS_REGULAR);
  const NormlabCliFile read[]
      = { { "experiment", recipe->experiment }, { "data", is_file ? recipe->data : NULL } };

  for (guint k = 0; k < G_N_ELEMENTS (read); k++)
    if (!check_distinct (&read[k], &files[i], error))
      return FALSE;
  for (guint k = 0; k < i; k++)
    if (!check_distinct (&files[k], &files[i], error))
      return FALSE;
  return TRUE;
}

gboolean
normlab_cli_files_check (const NormlabCliFile *files,
                         guint n_files,
                         const NormlabCliRecipeOptions *recipe,
                         gboolean *usage,
                         GError **error)
{
  *usage = TRUE;
  for (guint i = 0; i < n_files; i++)
    if (!check_file (files, i, recipe, error))
      return FALSE;

  *usage = FALSE;
  for (guint i = 0; i < n_files; i++)
    if (files[i].path != NULL && !is_standard_output (files[i].path)
        && !normlab_output_check (files[i].path, error))
      return FALSE;
  return TRUE;
}

gboolean
normlab_cli_outputs_check (const NormlabCliTrainOptions *options, gboolean *usage, GError **error)
{
  const NormlabCliFile files[] = {
    { "csv", options->csv },
    { "chart", options->chart },
    { "session", options->session },
    { "map", options->map },
    { "certificate", options->certificate },
    { "log", options->log },
  };

  return normlab_cli_files_check (files, G_N_ELEMENTS (files), &options->recipe, usage, error);
}

gboolean
normlab_cli_outputs_check_metric (const NormlabCliTrainOptions *options,
                                  const NormlabMeasures *measures,
                                  GError **error)
{
  NormlabMetric metric = options->chart_options.plot.metric;
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  gboolean drawn = options->chart != NULL || options->map != NULL;
  g_autofree char *needed = normlab_measures_format (&info->needs);

  if (drawn && (guint) metric >= NORMLAB_METRIC_FOREIGN)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: the name of something that is measured */
                   _("--metric other:%s: that is drawn of logs of other programs only"),
                   info->word);
      return FALSE;
    }
  if (!normlab_cli_chart_options_check (&options->chart_options, FALSE, error))
    return FALSE;
  if (options->chart == NULL || normlab_metric_is_measured (metric, measures))
    return TRUE;
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
      /* Translators: what is drawn, and what has to be measured for it, as one types them */
      _("--metric %s: that is drawn of runs trained with --measure %s"), info->word, needed);
  return FALSE;
}

gboolean
normlab_cli_file_write (const char *path, const char *data, gsize length, GError **error)
{
  if (is_standard_output (path))
    return normlab_cli_put_bytes (stdout, data, length, error);
  return normlab_output_write (path, data, (gssize) length, error);
}

/* Title and note are those that somebody gave the chart; what it shows, and what the runs have in
 * common, a map says itself. */
static gboolean
write_map (const NormlabCliTrainOptions *options, GPtrArray *runs, GError **error)
{
  const NormlabCliChartOptions *chart = &options->chart_options;

  return normlab_cli_map_options_export (&options->map_options, chart->plot.metric, options->map,
                                         runs, chart->title, chart->note, error);
}

static gboolean
complain_unless (gboolean ok, GError **error)
{
  if (!ok)
    normlab_cli_complain (*error);
  g_clear_error (error);
  return ok;
}

gboolean
normlab_cli_outputs_need_histories (const NormlabCliTrainOptions *options)
{
  return options->session != NULL || options->chart != NULL || options->map != NULL;
}

gboolean
normlab_cli_outputs_write (const NormlabCliTrainOptions *options,
                           GPtrArray *runs,
                           NormlabCliCsv *csv,
                           const char *title,
                           const char *note)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  if (options->session != NULL
      && !complain_unless (normlab_session_save (options->session, title, runs, &error), &error))
    ok = FALSE;
  if (options->chart != NULL
      && !complain_unless (normlab_cli_chart_options_export (
                               &options->chart_options, options->chart, runs, title, note, &error),
                           &error))
    ok = FALSE;
  if (options->map != NULL && !complain_unless (write_map (options, runs, &error), &error))
    ok = FALSE;
  if (!complain_unless (normlab_cli_csv_finish (csv, &error), &error))
    ok = FALSE;
  return ok;
}
