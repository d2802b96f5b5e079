/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-item.h"

#include <glib/gi18n-lib.h>

#include "normlab-inference.h"

/* A run in words: its state for people, its recipe as a command line. */

static char *
get_diverged_text (NormlabRun *run)
{
  guint layer = normlab_run_get_diverged_layer (run);

  if (layer == 0)
    /* Translators: the state of a run */
    return g_strdup (_("diverged"));
  /* Translators: the state of a run, and the first layer concerned */
  return g_strdup_printf (_("diverged, layer %u"), layer);
}

static char *
get_diverged_details (NormlabRun *run)
{
  guint step = normlab_run_get_step (run);
  guint layer = normlab_run_get_diverged_layer (run);

  if (layer == 0)
    return g_strdup_printf (_("diverged at step %u"), step);
  return g_strdup_printf (_("diverged at step %u, layer %u"), step, layer);
}

gboolean
normlab_run_item_is_stuck (NormlabRunItem *self)
{
  NormlabRun *run = normlab_run_item_get_run (self);
  NormlabRunState state = normlab_run_get_state (run);

  return normlab_run_item_get_members (self) == NULL && normlab_run_is_stuck (run)
         && (state == NORMLAB_RUN_RUNNING || state == NORMLAB_RUN_FINISHED);
}

/* "finished" where all are, and otherwise how many are, or, once all have ended, how many of them
 * have diverged: repeats are runs like the others here. */
static char *
get_group_text (NormlabRunItem *self)
{
  GPtrArray *members = normlab_run_item_get_members (self);
  guint n_finished = 0, n_diverged = 0, n_final = 0;

  for (guint i = 0; i < members->len; i++)
    {
      NormlabRunState state
          = normlab_run_get_state (normlab_run_item_get_run (g_ptr_array_index (members, i)));

      n_finished += state == NORMLAB_RUN_FINISHED;
      n_diverged += state == NORMLAB_RUN_DIVERGED;
      n_final += normlab_run_state_is_final (state);
    }
  if (n_finished == members->len)
    /* Translators: the state of several runs */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u finished", "all %u finished", n_finished), n_finished);
  if (n_diverged > 0 && n_final == members->len)
    /* Translators: the state of several runs: of how many so many have diverged */
    return g_strdup_printf (_("%u of %u diverged"), n_diverged, members->len);
  /* Translators: the state of several runs */
  return g_strdup_printf (_("%u of %u finished"), n_finished, members->len);
}

static char *
format_value (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.4f", value));
}

static void
append_statistics (GString *text, NormlabRunItem *self, NormlabMetric metric)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  NormlabStatistics statistics;
  g_autofree char *mean = NULL;
  g_autofree char *margin = NULL;
  g_autofree char *deviation = NULL;
  g_autofree char *best = NULL;
  g_autofree char *worst = NULL;

  normlab_run_item_get_statistics (self, metric, &statistics);
  if (statistics.n == 0)
    return;
  mean = format_value (statistics.mean);
  if (statistics.n == 1)
    {
      /* Translators: what is measured, and its value */
      g_string_append_printf (text, _("\n%s: %s"), normlab_metric_translate (info, info->title),
                              mean);
      return;
    }
  margin = format_value (normlab_statistics_get_margin (&statistics));
  deviation = format_value (statistics.deviation);
  best = format_value (info->more_is_better ? statistics.high : statistics.low);
  worst = format_value (info->more_is_better ? statistics.low : statistics.high);
  /* Translators: what is measured, its mean, half of its interval and the standard deviation, the
   * best and the worst of the values */
  g_string_append_printf (text, _("\n%s: %s ± %s (95 %%), deviation %s, best %s, worst %s"),
                          normlab_metric_translate (info, info->title), mean, margin, deviation,
                          best, worst);
}

char *
normlab_run_item_get_group_details (NormlabRunItem *self)
{
  GString *text = g_string_new (normlab_run_item_get_exact_name (self));
  guint n_diverged = normlab_run_item_get_n_diverged (self);

  for (guint i = 0; i < normlab_n_metrics; i++)
    append_statistics (text, self, (NormlabMetric) i);
  if (n_diverged > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%u diverged, which is in no mean",
                                           "%u diverged, which are in no mean", n_diverged),
                              n_diverged);
    }
  g_string_append_c (text, '\n');
  /* xgettext:no-c-format */
  g_string_append (text, _("Mean ± half of its 95 % interval (Student’s t); deviation of the "
                            "sample (n − 1)"));
  return g_string_free (text, FALSE);
}

char *
normlab_run_item_get_state_text (NormlabRunItem *self)
{
  NormlabRun *run = normlab_run_item_get_run (self);

  if (normlab_run_item_get_members (self) != NULL
      && (!normlab_run_is_foreign (run) || normlab_run_item_have_all_ended (self)))
    return get_group_text (self);
  if (normlab_run_is_foreign (run))
    return normlab_run_item_get_foreign_text (self);
  if (normlab_run_is_catching_up (run) && normlab_run_get_state (run) != NORMLAB_RUN_PAUSED)
    /* Translators: the state of a run that does once more what it has done before, to go on */
    return g_strdup (_("catching up"));
  if (normlab_run_item_is_stuck (self))
    /* Translators: the state of a run that trains or has finished, but in vain */
    return g_strdup (_("cannot learn"));
  switch (normlab_run_get_state (run))
    {
    case NORMLAB_RUN_QUEUED:
      /* Translators: the state of a run that has yet to begin */
      return g_strdup (_("waiting"));
    case NORMLAB_RUN_RUNNING:
      /* Translators: the state of a run */
      return g_strdup (_("training"));
    case NORMLAB_RUN_PAUSED:
      /* Translators: the state of a run */
      return g_strdup (_("paused"));
    case NORMLAB_RUN_FINISHED:
      /* Translators: the state of a run */
      return g_strdup (_("finished"));
    case NORMLAB_RUN_DIVERGED:
      return get_diverged_text (run);
    case NORMLAB_RUN_STOPPED:
      /* Translators: the state of a run */
      return g_strdup (_("stopped"));
    case NORMLAB_RUN_FAILED:
    default:
      return g_strdup (_("failed"));
    }
}

char *
normlab_run_item_get_state_details (NormlabRunItem *self)
{
  NormlabRun *run = normlab_run_item_get_run (self);
  NormlabRunState state = normlab_run_get_state (run);
  const char *message = normlab_run_get_message (run);

  if (normlab_run_item_get_members (self) != NULL)
    return normlab_run_item_get_group_details (self);
  if (normlab_run_is_foreign (run))
    return normlab_run_item_get_foreign_details (self);
  if (normlab_run_is_catching_up (run))
    /* Translators: numbers of steps */
    return g_strdup_printf (_("catching up: step %u of the %u that it had done"),
                            normlab_run_get_replayed (run), normlab_run_get_step (run));
  if (normlab_run_item_is_stuck (self))
    return g_strdup (
        _("Cannot learn: its accuracy is that of chance, and for 200 steps no parameter "
           "has changed"));
  if (state == NORMLAB_RUN_DIVERGED)
    return get_diverged_details (run);
  if (state == NORMLAB_RUN_STOPPED && message != NULL)
    /* Translators: the number of a step, and why */
    return g_strdup_printf (_("stopped at step %u (%s)"), normlab_run_get_step (run), message);
  if (state == NORMLAB_RUN_STOPPED)
    return g_strdup_printf (_("stopped at step %u"), normlab_run_get_step (run));
  if (state == NORMLAB_RUN_FAILED && message != NULL)
    /* Translators: the state of a run, and why */
    return g_strdup_printf (_("failed (%s)"), message);
  return normlab_run_item_get_state_text (self);
}

/* Whether the command line takes @hyperparameter's value by itself. */
static gboolean
is_default (const NormlabRecipe *recipe, NormlabHyperparameter hyperparameter)
{
  const NormlabRecipe standard = NORMLAB_RECIPE_DEFAULT;

  /* A short run is measured at its end, unless one says otherwise. */
  if (hyperparameter == NORMLAB_HYPERPARAMETER_INTERVAL && recipe->iterations < standard.interval)
    return recipe->interval == recipe->iterations;
  return normlab_recipe_equal_in (recipe, &standard, hyperparameter);
}

static void
append_data (GString *command, NormlabRun *run)
{
  const NormlabDataId *data = normlab_run_get_data (run);
  const char *path = normlab_data_id_get_path (data);
  g_autofree char *folder = NULL;
  g_autofree char *quoted = NULL;

  /* From wherever the line is run. A name alone, of which nobody knows where it was, is better than
   * a line that trains on other data without a word. */
  if (path != NULL)
    folder = g_canonicalize_filename (path, NULL);
  else if (!normlab_data_id_is_builtin (data))
    folder = g_strdup (normlab_data_id_get_name (data));
  if (folder != NULL)
    {
      quoted = g_shell_quote (folder);
      g_string_append_printf (command, " --data %s", quoted);
    }
  g_string_append (command, normlab_reading_to_options (normlab_data_id_get_reading (data)));
}

static void
append_measures (GString *command, NormlabRun *run)
{
  g_autofree char *measured = normlab_measures_format (normlab_run_get_measures (run));

  if (!normlab_measures_is_none (normlab_run_get_measures (run)))
    g_string_append_printf (command, " --measure %s", measured);
}

char *
normlab_run_item_get_command (NormlabRunItem *self)
{
  NormlabRun *run;
  const NormlabRecipe *recipe;
  GString *command;

  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (self), NULL);

  run = normlab_run_item_get_run (self);
  recipe = normlab_run_get_recipe (run);
  command = g_string_new ("normlab-cli train");
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text = NULL;

      if (is_default (recipe, (NormlabHyperparameter) d))
        continue;
      text = normlab_recipe_get (recipe, (NormlabHyperparameter) d);
      /* As the help writes it. */
      if (d == NORMLAB_HYPERPARAMETER_HIDDEN)
        g_strdelimit (text, "-", ',');
      g_string_append_printf (command, " --%s %s",
                              normlab_hyperparameter_get_key ((NormlabHyperparameter) d), text);
    }
  append_measures (command, run);
  append_data (command, run);
  return g_string_free (command, FALSE);
}
