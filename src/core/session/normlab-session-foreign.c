/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-load.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-foreign.h"
#include "normlab-key-file.h"
#include "normlab-run-foreign.h"
#include "normlab-series-role.h"
#include "normlab-session-private.h"
#include "normlab-text.h"
#include "normlab-value-text.h"

/* Runs of other programs in a session: what is known of them, and their series, each with its own
 * steps. */

#define FOREIGN NORMLAB_SESSION_FOREIGN
#define PARAMETER "Parameter%u"
/* Where the name has an equals sign in it, and so cannot stand before one. */
#define PARAMETER_NAME "Parameter%u.Name"
#define EPOCHS "CountsEpochs"
#define SERIES NORMLAB_SESSION_SERIES

gboolean
normlab_session_is_foreign (GKeyFile *file, const char *group)
{
  return g_key_file_has_key (file, group, FOREIGN, NULL);
}

static gboolean
has_parameter (GKeyFile *file, const char *group, guint number)
{
  g_autofree char *key = g_strdup_printf (PARAMETER, number);

  return g_key_file_has_key (file, group, key, NULL);
}

/* A parameter under its number. */
static void
format_parameter (GKeyFile *file,
                  const char *group,
                  guint number,
                  const char *name,
                  const char *text)
{
  g_autofree char *key = g_strdup_printf (PARAMETER, number);
  g_autofree char *name_key = g_strdup_printf (PARAMETER_NAME, number);
  gboolean apart = strchr (name, '=') != NULL;
  g_autofree char *both = g_strconcat (apart ? "" : name, apart ? "" : "=", text, NULL);

  g_key_file_set_string (file, group, key, both);
  if (apart)
    g_key_file_set_string (file, group, name_key, name);
}

void
normlab_session_format_foreign_recipe (NormlabRun *run, GKeyFile *file, const char *group)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  const char *const *further = normlab_run_get_further (run);

  g_key_file_set_string (file, group, FOREIGN,
                         recipe->foreign[0] != NULL ? recipe->foreign[0] : "");
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text = normlab_recipe_get (recipe, (NormlabHyperparameter) d);

      if (normlab_recipe_knows (recipe, (NormlabHyperparameter) d))
        g_key_file_set_value (file, group,
                              normlab_hyperparameter_get_key ((NormlabHyperparameter) d), text);
    }
  for (guint i = 1; i < NORMLAB_N_FOREIGN; i++)
    if (recipe->foreign[i] != NULL)
      format_parameter (
          file, group, i,
          normlab_hyperparameter_get_title ((NormlabHyperparameter) (NORMLAB_FOREIGN_RUN + i)),
          recipe->foreign[i]);
  for (guint i = 0; further[i] != NULL && further[i + 1] != NULL; i += 2)
    format_parameter (file, group, NORMLAB_N_FOREIGN + i / 2, further[i], further[i + 1]);
  if (normlab_run_get_counts_epochs (run))
    g_key_file_set_value (file, group, EPOCHS, "true");
}

void
normlab_session_remove_foreign_recipe (GKeyFile *file, const char *group)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_key_file_remove_key (file, group, normlab_hyperparameter_get_key ((NormlabHyperparameter) d),
                           NULL);
  for (guint i = 1; has_parameter (file, group, i) || i < NORMLAB_N_FOREIGN; i++)
    {
      g_autofree char *key = g_strdup_printf (PARAMETER, i);
      g_autofree char *name_key = g_strdup_printf (PARAMETER_NAME, i);

      g_key_file_remove_key (file, group, key, NULL);
      g_key_file_remove_key (file, group, name_key, NULL);
    }
  g_key_file_remove_key (file, group, EPOCHS, NULL);
}

/* The series of a role in the samples of a metric, as the @number-th of a run; FALSE when there is
 * none. */
static gboolean
format_series (NormlabRun *run,
               NormlabMetric metric,
               NormlabSeriesRole role,
               guint number,
               GKeyFile *file,
               const char *group)
{
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);
  g_autofree char *key = g_strdup_printf (SERIES, number);

  if (!normlab_session_format_lists (samples, n, role, file, group, key))
    return FALSE;
  normlab_session_format_series_name (metric, role, file, group, key);
  return TRUE;
}

void
normlab_session_format_foreign_series (NormlabRun *run, GKeyFile *file, const char *group)
{
  g_autoptr (GArray) metrics = normlab_run_list_foreign_metrics (run);
  g_autofree char *count = NULL;
  guint number = 1;

  for (guint i = 0; i < metrics->len; i++)
    {
      NormlabMetric metric = g_array_index (metrics, NormlabMetric, i);

      for (guint role = 0; role < NORMLAB_N_SERIES_ROLES; role++)
        if (((guint) metric >= NORMLAB_METRIC_FOREIGN) == (role == NORMLAB_SERIES_OTHER)
            && (role == NORMLAB_SERIES_OTHER
                || normlab_series_role_get_metric ((NormlabSeriesRole) role, NULL) == metric))
          number += format_series (run, metric, (NormlabSeriesRole) role, number, file, group);
    }
  count = g_strdup_printf ("%u", number - 1);
  g_key_file_set_value (file, group, NORMLAB_SESSION_SERIES_COUNT, count);
  normlab_session_format_voids (run, file, group);
}

void
normlab_session_format_foreign_note (NormlabRun *run, GKeyFile *file, const char *group)
{
  if (normlab_run_get_foreign (run)->not_finite)
    g_key_file_set_value (file, group, NORMLAB_SESSION_NOT_FINITE, "true");
}

/* The other way round. */

static gboolean
is_known (const char *key)
{
  static const char *const known[] = { "State",  "Step",    "Seconds", "DivergedLayer", "Title",
                                       "Hidden", "Removed", FOREIGN,   EPOCHS,          NULL };
  NormlabHyperparameter hyperparameter;

  return g_strv_contains (known, key) || g_str_has_prefix (key, "Parameter")
         || g_str_has_prefix (key, "Series") || normlab_hyperparameter_find (key, &hyperparameter);
}

static gboolean
check_keys (GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!is_known (keys[i]) && !g_str_has_prefix (keys[i], "Title["))
      {
        g_autofree char *text = normlab_text_for_message (keys[i], -1);

        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                     _("[%s] %s: there is no such setting"), group, text);
        return FALSE;
      }
  return TRUE;
}

/* Notes a parameter in the recipe, or where that has no place for it among @further. */
static void
take_parameter (NormlabRecipe *recipe, GStrvBuilder *further, const char *name, const char *text)
{
  g_autofree char *title = normlab_text_for_title (name);
  g_autofree char *value = normlab_text_for_title (text);

  if (normlab_foreign_set (recipe, name, text) || *title == '\0' || *value == '\0')
    return;
  g_strv_builder_add (further, title);
  g_strv_builder_add (further, value);
}

static gboolean
load_parameter (GKeyFile *file,
                const char *group,
                guint number,
                NormlabRecipe *recipe,
                GStrvBuilder *further,
                GError **error)
{
  g_autofree char *key = g_strdup_printf (PARAMETER, number);
  g_autofree char *name_key = g_strdup_printf (PARAMETER_NAME, number);
  g_autofree char *text = normlab_key_file_get_text (file, group, key, error);
  g_autofree char *name = NULL;
  char *equals;

  if (text == NULL)
    return FALSE;
  if (g_key_file_has_key (file, group, name_key, NULL))
    {
      name = normlab_key_file_get_text (file, group, name_key, error);
      if (name == NULL)
        return FALSE;
      take_parameter (recipe, further, name, text);
      return TRUE;
    }
  equals = strchr (text, '=');
  if (equals == NULL)
    return normlab_key_file_refuse (error, group, key, text,
                                    /* Translators: follows a value in quotes */
                                    _("is not a name and a value with “=” between them"));
  *equals = '\0';
  take_parameter (recipe, further, text, equals + 1);
  return TRUE;
}

/* Those with a place need not all be there. */
static gboolean
load_parameters (GKeyFile *file,
                 const char *group,
                 NormlabRecipe *recipe,
                 GStrvBuilder *further,
                 GError **error)
{
  gboolean there;

  for (guint i = 1; (there = has_parameter (file, group, i)) || i < NORMLAB_N_FOREIGN; i++)
    if (there && !load_parameter (file, group, i, recipe, further, error))
      return FALSE;
  return TRUE;
}

/* What has no place in the recipe, which has been loaded. */
static gboolean
load_further (GKeyFile *file, const char *group, NormlabRun *run, GError **error)
{
  NormlabRecipe recipe = *normlab_run_get_recipe (run);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) further = NULL;

  if (!load_parameters (file, group, &recipe, builder, error))
    return FALSE;
  further = g_strv_builder_end (builder);
  normlab_run_set_further (run, (const char *const *) further);
  return TRUE;
}

gboolean
normlab_session_load_foreign_recipe (GKeyFile *file,
                                     const char *group,
                                     NormlabRecipe *recipe,
                                     GError **error)
{
  g_autofree char *run = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GStrvBuilder) further = g_strv_builder_new ();

  *recipe = normlab_recipe_of_foreign ();
  if (!check_keys (file, group, error))
    return FALSE;
  run = normlab_key_file_get_text (file, group, FOREIGN, error);
  if (run == NULL)
    return FALSE;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS && reason == NULL; d++)
    {
      const char *key = normlab_hyperparameter_get_key ((NormlabHyperparameter) d);
      g_autofree char *text = g_key_file_get_value (file, group, key, NULL);

      if (text != NULL)
        normlab_recipe_set (recipe, (NormlabHyperparameter) d, text, &reason);
    }
  if (reason != NULL)
    {
      normlab_key_file_propagate (error, g_steal_pointer (&reason), group);
      return FALSE;
    }
  normlab_foreign_set_run (recipe, run);
  /* Where all were known it would be one of ours. */
  if (!normlab_recipe_is_foreign (recipe))
    normlab_recipe_set_value (recipe, NORMLAB_HYPERPARAMETER_BRANCH,
                              &(NormlabValue){ NORMLAB_VALUE_UNKNOWN });
  return load_parameters (file, group, recipe, further, error);
}

/* Both by their steps: what is measured at the same one is a sample of both. */
static GArray *
merge (const GArray *a, NormlabSeriesRole role, const GArray *b)
{
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    {
      const NormlabSample *first = i < a->len ? &g_array_index (a, NormlabSample, i) : NULL;
      const NormlabSample *second = j < b->len ? &g_array_index (b, NormlabSample, j) : NULL;
      NormlabSample sample;

      if (second == NULL || (first != NULL && first->step <= second->step))
        {
          sample = *first;
          i++;
          if (second != NULL && second->step == sample.step)
            {
              normlab_series_role_set (role, &sample, normlab_series_role_get (role, second));
              j++;
            }
        }
      else
        {
          sample = *second;
          j++;
        }
      g_array_append_val (merged, sample);
    }
  return merged;
}

static void
add_series (NormlabRun *run, NormlabMetric metric, NormlabSeriesRole role, GArray *samples)
{
  guint n;
  const NormlabSample *there = normlab_run_get_samples_of (run, metric, &n);
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) merged = NULL;

  if (n == 0)
    {
      normlab_run_add_samples (run, metric, (const NormlabSample *) (gpointer) samples->data,
                               samples->len);
      return;
    }
  before = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  g_array_append_vals (before, there, n);
  merged = merge (before, role, samples);
  normlab_run_replace_samples (run, metric, (const NormlabSample *) (gpointer) merged->data,
                               merged->len);
}

static gboolean
load_series (GKeyFile *file, const char *group, const char *key, NormlabRun *run, GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  NormlabSeriesRole role;
  NormlabMetric metric;

  if (!normlab_session_load_series_name (file, group, key, &metric, &role, error)
      || !normlab_session_load_lists (file, group, key, role, samples, error))
    return FALSE;
  add_series (run, metric, role, samples);
  return TRUE;
}

/* Where a file does not say it, all that are there. */
static gboolean
count_series (GKeyFile *file, const char *group, guint *n, GError **error)
{
  const char *count_key = NORMLAB_SESSION_SERIES_COUNT;
  g_autofree char *text = g_key_file_get_value (file, group, count_key, NULL);

  if (text != NULL)
    return normlab_text_to_uint (text, 0, G_MAXUINT - 1, n)
           || normlab_key_file_refuse (error, group, count_key, text,
                                       /* Translators: follows a value in quotes */
                                       _("is not a number of series"));
  for (*n = 0; *n < G_MAXUINT - 1; ++*n)
    {
      g_autofree char *key = g_strdup_printf (SERIES, *n + 1);

      if (!g_key_file_has_key (file, group, key, NULL))
        break;
    }
  return TRUE;
}

gboolean
normlab_session_load_foreign_series (GKeyFile *file,
                                     const char *group,
                                     NormlabRun *run,
                                     NormlabProgress *progress,
                                     GError **error)
{
  g_autofree char *epochs = g_key_file_get_value (file, group, EPOCHS, NULL);
  guint n;

  if (!count_series (file, group, &n, error) || !load_further (file, group, run, error))
    return FALSE;
  normlab_run_set_counts_epochs (run, g_strcmp0 (epochs, "true") == 0);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *key = g_strdup_printf (SERIES, i);

      if (!normlab_progress_report (progress, (double) i / n, error)
          || !load_series (file, group, key, run, error))
        return FALSE;
    }
  return normlab_session_load_voids (file, group, run, error);
}
