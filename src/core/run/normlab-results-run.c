/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-run.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-metric.h"
#include "normlab-text.h"

void
normlab_results_run_free (NormlabResultsRun *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self);
}

/* What stands in a row's field is not what it should be. */
static gboolean
refuse (const NormlabResultsTable *table, guint row, const char *column, GError **error)
{
  g_autofree char *text = normlab_results_table_get (table, row, column);
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
               /* Translators: a number, what stands there, and the name of a column */
               _("line %u: “%s” is nothing that results have as %s"),
               normlab_results_table_get_line (table, row), quoted, column);
  return FALSE;
}

static gboolean
get_uint (const NormlabResultsTable *table,
          guint row,
          const char *column,
          guint min,
          guint *value,
          GError **error)
{
  g_autofree char *text = normlab_results_table_get (table, row, column);

  return normlab_text_to_uint (text, min, G_MAXUINT, value) || refuse (table, row, column, error);
}

/* What a column of results holds of a recipe. */
static char *
get_column_name (NormlabHyperparameter hyperparameter)
{
  return g_strdelimit (g_strdup (normlab_hyperparameter_get_key (hyperparameter)), "-", '_');
}

/* A branch's columns are of what it trains with at last: "learning-rate=0.01,dropout=0" is what it
 * began with. */
static gboolean
take_before (const char *before, NormlabRecipe *recipe)
{
  g_auto (GStrv) parts = g_strsplit (before, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      NormlabHyperparameter hyperparameter;

      if (equals == NULL)
        return FALSE;
      *equals = '\0';
      if (!normlab_hyperparameter_find (parts[i], &hyperparameter)
          || !normlab_recipe_set (recipe, hyperparameter, equals + 1, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_recipe (NormlabResultsRun *self, GError **error)
{
  g_autofree char *before = normlab_results_table_get (self->table, self->first, "before_branch");

  self->recipe = NORMLAB_RECIPE_DEFAULT;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *column = get_column_name ((NormlabHyperparameter) d);
      g_autofree char *text = normlab_results_table_get (self->table, self->first, column);

      if (d == NORMLAB_HYPERPARAMETER_BRANCH && *text == '\0')
        continue;
      if (!normlab_recipe_set (&self->recipe, (NormlabHyperparameter) d, text, NULL))
        return refuse (self->table, self->first, column, error);
    }
  if (!take_before (before, &self->recipe))
    return refuse (self->table, self->first, "before_branch", error);
  return normlab_recipe_validate (&self->recipe, NULL)
         || refuse (self->table, self->first, "interval", error);
}

static gboolean
take_measures (NormlabResultsRun *self, GError **error)
{
  g_autofree char *text = normlab_results_table_get (self->table, self->first, "measured");

  g_strdelimit (text, "+", ',');
  return *text == '\0' || normlab_measures_parse (text, &self->measures, NULL)
         || refuse (self->table, self->first, "measured", error);
}

/* Whether a run that has come to @self->end_step and was measured at @step would have been measured
 * once more before that. One that ended before it was ever measured has a row for its end. */
static gboolean
is_last (const NormlabResultsRun *self, guint step)
{
  guint interval = self->recipe.interval;
  guint64 next = MIN (((guint64) step / interval + 1) * interval, self->recipe.iterations);

  return step == self->end_step
         || (self->state == NORMLAB_RUN_DIVERGED && step < self->end_step && next >= self->end_step
             && step > normlab_recipe_get_origin (&self->recipe));
}

/* Looks through the steps of all rows, which rise. */
static gboolean
look_at_steps (NormlabResultsRun *self, GError **error)
{
  guint64 interval = self->recipe.interval;
  guint before = normlab_recipe_get_origin (&self->recipe);
  gboolean has_gap = FALSE;
  guint step = 0;

  for (guint i = 0; i < self->n_rows; i++)
    {
      if (!get_uint (self->table, self->first + i, "step", i > 0 ? step + 1 : 0, &step, error))
        return FALSE;
      if (step > self->end_step)
        return refuse (self->table, self->first + i, "step", error);
      has_gap = has_gap || step > (before / interval + 1) * interval;
      before = MAX (before, step);
    }
  self->is_whole
      = !has_gap && is_last (self, step)
        && (self->state == NORMLAB_RUN_DIVERGED
            || (self->state == NORMLAB_RUN_FINISHED && self->end_step == self->recipe.iterations));
  return TRUE;
}

static gboolean
take_rows (NormlabResultsRun *self, GError **error)
{
  g_autofree char *parent = normlab_results_table_get (self->table, self->first, "parent");
  g_autofree char *state = normlab_results_table_get (self->table, self->first, "state");

  if (*parent != '\0' && !normlab_text_to_uint (parent, 1, G_MAXUINT, &self->parent))
    return refuse (self->table, self->first, "parent", error);
  if (!normlab_run_state_from_string (state, &self->state))
    return refuse (self->table, self->first, "state", error);
  return get_uint (self->table, self->first, "run", 1, &self->number, error)
         && get_uint (self->table, self->first, "end_step", 0, &self->end_step, error)
         && take_recipe (self, error)
         && (self->end_step <= self->recipe.iterations
             || refuse (self->table, self->first, "end_step", error))
         && take_measures (self, error) && look_at_steps (self, error);
}

gboolean
normlab_results_run_has_measured (const NormlabResultsRun *self, const NormlabMeasures *measures)
{
  return (!measures->test_loss || self->measures.test_loss)
         && (!measures->training
             || (self->measures.training && self->measures.n_training == measures->n_training));
}

/* Reading what was measured */

gboolean
normlab_results_parse_number (const char *text, double *value)
{
  gboolean negative = *text == '-';

  *value = (double) NAN;
  if (*text == '\0' || strcmp (text, "nan") == 0)
    return TRUE;
  if (strcmp (text + negative, "inf") == 0)
    *value = (double) INFINITY;
  else if (!normlab_text_to_double (text + negative, value))
    return FALSE;
  if (negative)
    *value = -*value;
  return TRUE;
}

/* @column: nullable, for nothing */
static gboolean
get_number (const NormlabResultsTable *table,
            guint row,
            const char *column,
            double *value,
            GError **error)
{
  g_autofree char *text = normlab_results_table_get (table, row, column);

  return normlab_results_parse_number (text, value) || refuse (table, row, column, error);
}

/* What was not measured is NAN. */
static gboolean
get_share (const NormlabResultsTable *table,
           guint row,
           const char *column,
           float *value,
           GError **error)
{
  double share;

  if (!get_number (table, row, column, &share, error))
    return FALSE;
  *value = (float) share;
  return !(share < 0 || share > 1) || refuse (table, row, column, error);
}

static gboolean
get_sample (const NormlabResultsTable *table, guint row, NormlabSample *sample, GError **error)
{
  *sample = NORMLAB_SAMPLE_AT (0);
  return get_uint (table, row, "step", 0, &sample->step, error)
         && get_share (table, row, "train_accuracy", &sample->train_accuracy, error)
         && get_share (table, row, "test_accuracy", &sample->test_accuracy, error)
         && get_number (table, row, "loss", &sample->loss, error)
         && get_share (table, row, "training_set_accuracy", &sample->training_set_accuracy, error)
         && get_number (table, row, "training_set_loss", &sample->training_set_loss, error)
         && get_number (table, row, "test_loss", &sample->test_loss, error)
         && get_number (table, row, "seconds", &sample->seconds, error);
}

/* The only row of a run that ended before it was measured, or the last of one of which step 0 alone
 * was: that it ended. */
static gboolean
is_blank (const NormlabResultsRun *self, const NormlabSample *sample)
{
  return isnan (sample->test_accuracy) && isnan (sample->train_accuracy) && isnan (sample->loss)
         && self->n_rows <= 2 && self->state != NORMLAB_RUN_FINISHED
         && (sample->step == self->end_step || self->state != NORMLAB_RUN_DIVERGED);
}

/* What is always measured is in each row; before step 1 there is no batch. */
static gboolean
check_sample (const NormlabResultsRun *self, guint i, const NormlabSample *sample, GError **error)
{
  const char *missing = NULL;

  if (isnan (sample->test_accuracy))
    missing = "test_accuracy";
  else if (sample->step > 0 && isnan (sample->train_accuracy))
    missing = "train_accuracy";
  else if (sample->step > 0 && isnan (sample->loss))
    missing = "loss";
  return missing == NULL || refuse (self->table, self->first + i, missing, error);
}

/* The sample of the i-th row; @blank: set to whether it says no more than that the run ended. */
static gboolean
take_sample (const NormlabResultsRun *self,
             guint i,
             NormlabSample *sample,
             gboolean *blank,
             GError **error)
{
  if (!get_sample (self->table, self->first + i, sample, error))
    return FALSE;
  *blank = is_blank (self, sample);
  return *blank || check_sample (self, i, sample, error);
}

/* Whether all rows have what is always measured. */
static gboolean
check_rows (const NormlabResultsRun *self, GError **error)
{
  NormlabSample sample;
  gboolean blank;

  for (guint i = 0; i < self->n_rows; i++)
    if (!take_sample (self, i, &sample, &blank, error))
      return FALSE;
  return TRUE;
}

static NormlabResultsRun *
make_run (const NormlabResultsTable *table, guint first, guint end, GError **error)
{
  g_autoptr (NormlabResultsRun) self = g_new0 (NormlabResultsRun, 1);
  g_autofree char *key = normlab_results_table_get_key (table, first);

  self->table = table;
  self->first = first;
  self->n_rows = end - first;
  self->key = g_strdup (normlab_results_key_skip_number (key));
  return take_rows (self, error) && check_rows (self, error) ? g_steal_pointer (&self) : NULL;
}

/* Whether two rows agree in all that is said of their runs. */
static gboolean
is_same (const NormlabResultsField *a, const NormlabResultsField *b, const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      guint place = g_array_index (places, guint, i);

      if (a[place].length != b[place].length
          || memcmp (a[place].begin, b[place].begin, a[place].length) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Columns that all rows of a run share. */
static GArray *
find_shared (const NormlabResultsTable *table)
{
  static const char *const others[] = { "run", "state", "parent", "end_step", "measured" };
  GArray *places = normlab_results_table_find_key (table);
  guint place;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (normlab_results_table_find (table, others[i], &place))
      g_array_append_val (places, place);
  return places;
}

GPtrArray *
normlab_results_find_runs (const NormlabResultsTable *table, GError **error)
{
  g_autoptr (GPtrArray) runs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_results_run_free);
  g_autoptr (GArray) shared = find_shared (table);
  guint n = normlab_results_table_get_n_columns (table), end;
  g_autofree NormlabResultsField *first = g_new (NormlabResultsField, n);
  g_autofree NormlabResultsField *other = g_new (NormlabResultsField, n);

  for (guint row = 0; row < normlab_results_table_get_n_rows (table); row = end)
    {
      NormlabResultsRun *run;

      normlab_results_table_split (table, row, first);
      for (end = row + 1; end < normlab_results_table_get_n_rows (table); end++)
        {
          normlab_results_table_split (table, end, other);
          if (!is_same (first, other, shared))
            break;
        }
      run = make_run (table, row, end, error);
      if (run == NULL)
        return NULL;
      g_ptr_array_add (runs, run);
    }
  return g_steal_pointer (&runs);
}

NormlabRun *
normlab_results_run_restore (const NormlabResultsRun *self, GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  g_autofree char *dataset = normlab_results_table_get (self->table, self->first, "dataset");
  g_autofree char *checksum = normlab_results_table_get (self->table, self->first, "data_checksum");
  g_autofree char *name = normlab_results_table_get (self->table, self->first, "name");
  g_autoptr (NormlabDataId) data = normlab_data_id_new (dataset, NULL, checksum);
  double seconds = 0;
  NormlabRun *run;

  for (guint i = 0; i < self->n_rows; i++)
    {
      NormlabSample sample;
      gboolean blank;

      if (!take_sample (self, i, &sample, &blank, error))
        return NULL;
      seconds = isfinite (sample.seconds) ? sample.seconds : seconds;
      if (!blank)
        g_array_append_val (samples, sample);
    }
  run = normlab_run_new_from_history (
      &self->recipe, data,
      normlab_run_state_is_final (self->state) ? self->state : NORMLAB_RUN_STOPPED, self->end_step,
      seconds, 0, (const NormlabSample *) (gpointer) samples->data, samples->len);
  normlab_run_set_measures (run, &self->measures);
  if (*name != '\0')
    normlab_run_set_title (run, name);
  return run;
}
