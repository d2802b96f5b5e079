/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results.h"

#include <math.h>
#include <string.h>

#include "normlab-branch-text.h"
#include "normlab-change.h"
#include "normlab-metric.h"
#include "normlab-results-foreign.h"
#include "normlab-text.h"

/* All but how long, which the steps say. */
static const guint8 columns[] = {
  NORMLAB_HYPERPARAMETER_HIDDEN,     NORMLAB_HYPERPARAMETER_BATCH_NORM,
  NORMLAB_HYPERPARAMETER_ACTIVATION, NORMLAB_HYPERPARAMETER_INIT,
  NORMLAB_HYPERPARAMETER_OPTIMIZER,  NORMLAB_HYPERPARAMETER_LEARNING_RATE,
  NORMLAB_HYPERPARAMETER_BATCH_SIZE, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
  NORMLAB_HYPERPARAMETER_DROPOUT,    NORMLAB_HYPERPARAMETER_UPDATE,
  NORMLAB_HYPERPARAMETER_SEED,
};

/* Columns keep their places, so those that came later stand at the end. */
static const guint8 last_columns[] = {
  NORMLAB_HYPERPARAMETER_TRAINING_IMAGES,
  NORMLAB_HYPERPARAMETER_LABEL_NOISE,
};

static char *
get_column_name (NormlabHyperparameter hyperparameter)
{
  return g_strdelimit (g_strdup (normlab_hyperparameter_get_key (hyperparameter)), "-", '_');
}

/* What is measured only if somebody wants it stands behind all that was there before it. */
static gboolean
is_asked_for (const NormlabMetricInfo *metric)
{
  return !normlab_measures_is_none (&metric->needs);
}

char *
normlab_results_get_header (void)
{
  GString *header = g_string_new ("run,dataset,");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *name = get_column_name ((NormlabHyperparameter) columns[i]);

      g_string_append_printf (header, "%s,", name);
    }
  g_string_append (header, "step,");
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      if (is_asked_for (&normlab_metrics[i]))
        continue;
      if (normlab_metrics[i].get_training != NULL)
        g_string_append_printf (header, "%s,", normlab_metrics[i].training_column);
      g_string_append_printf (header, "%s,", normlab_metrics[i].column);
    }
  g_string_append (header, "state,seconds,name,parent");
  for (guint i = 0; i < normlab_n_metrics; i++)
    if (is_asked_for (&normlab_metrics[i]))
      g_string_append_printf (header, ",%s", normlab_metrics[i].column);
  for (guint i = 0; i < G_N_ELEMENTS (last_columns); i++)
    {
      g_autofree char *name = get_column_name ((NormlabHyperparameter) last_columns[i]);

      g_string_append_printf (header, ",%s", name);
    }
  g_string_append (header, ",iterations,interval,data_checksum,version,branch,before_branch,"
                           "end_step,measured");
  return g_string_free (header, FALSE);
}

/* The columns from run to seed, which all rows of a run share; each ends with a comma. Of a branch
 * they say what it trains with since it is one. */
static char *
format_recipe (NormlabRun *run, guint number)
{
  const NormlabRecipe recipe = normlab_recipe_get_last (normlab_run_get_recipe (run));
  g_autofree char *data = normlab_data_id_to_word (normlab_run_get_data (run));
  GString *row = g_string_new (NULL);

  g_string_printf (row, "%u,", number);
  normlab_text_append_csv_field (row, data);
  g_string_append_c (row, ',');
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = normlab_recipe_get (&recipe, (NormlabHyperparameter) columns[i]);

      normlab_text_append_csv_field (row, text);
      g_string_append_c (row, ',');
    }
  return g_string_free (row, FALSE);
}

static char *
format_value (const NormlabMetricInfo *metric, double value)
{
  return metric->format != NULL ? metric->format (value) : normlab_text_from_float ((float) value);
}

/* What all rows of a run share, as fields that are to be written: what stands before the step, its
 * state, name and parent, and the last columns. */
typedef struct
{
  char *recipe;
  const char *state;
  char *name, *last;
} Frame;

/* Appends nothing of what was not measured: of a batch before the first step, and what nobody asked
 * for. */
static void
append_value (GString *csv,
              const Frame *frame,
              const NormlabMetricInfo *metric,
              NormlabMetricGet get,
              const NormlabSample *sample)
{
  double value = sample != NULL ? get (sample) : (double) NAN;
  gboolean may_lack = sample == NULL || sample->step == 0 || is_asked_for (metric);
  g_autofree char *text = may_lack && isnan (value) ? g_strdup ("") : format_value (metric, value);

  g_string_append (csv, text);
}

/* Every metric that is always measured, each with a comma behind it. @sample: nullable. */
static void
append_values (GString *csv, const Frame *frame, const NormlabSample *sample)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      const NormlabMetricInfo *metric = &normlab_metrics[i];

      if (is_asked_for (metric))
        continue;
      if (metric->get_training != NULL)
        {
          append_value (csv, frame, metric, metric->get_training, sample);
          g_string_append_c (csv, ',');
        }
      append_value (csv, frame, metric, metric->get_value, sample);
      g_string_append_c (csv, ',');
    }
}

/* The others, each with a comma before it. */
static void
append_further_values (GString *csv, const Frame *frame, const NormlabSample *sample)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    if (is_asked_for (&normlab_metrics[i]))
      {
        g_string_append_c (csv, ',');
        append_value (csv, frame, &normlab_metrics[i], normlab_metrics[i].get_value, sample);
      }
}

/* To the microsecond, as clocks have it; nothing where it is not known. */
static void
append_seconds (GString *csv, double seconds)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (seconds))
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.6f", seconds));
}

/* @sample: nullable, where nothing was measured. */
static void
append_row (GString *csv,
            const Frame *frame,
            guint step,
            const NormlabSample *sample,
            double seconds)
{
  g_string_append_printf (csv, "%s%u,", frame->recipe, step);
  append_values (csv, frame, sample);
  g_string_append_printf (csv, "%s,", frame->state);
  append_seconds (csv, seconds);
  g_string_append_printf (csv, ",%s", frame->name);
  append_further_values (csv, frame, sample);
  g_string_append_printf (csv, "%s\r\n", frame->last);
}

/* What a branch has changed by its end, as it was before: "learning-rate=0.01,dropout=0". */
static char *
describe_before (const NormlabRecipe *recipe)
{
  const NormlabRecipe last = normlab_recipe_get_last (recipe);
  GString *text = g_string_new (NULL);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *before = normlab_recipe_get (recipe, (NormlabHyperparameter) d);
      g_autofree char *after = normlab_recipe_get (&last, (NormlabHyperparameter) d);

      if (d != NORMLAB_HYPERPARAMETER_BRANCH && strcmp (before, after) != 0)
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "," : "",
                                normlab_hyperparameter_get_key ((NormlabHyperparameter) d), before);
    }
  return g_string_free (text, FALSE);
}

/* The last columns, each behind a comma; no branch changes any but its own two. */
static void
append_last_columns (GString *text, NormlabRun *run)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  g_autofree char *branch
      = recipe->branch.n > 0 ? normlab_branch_format (&recipe->branch) : g_strdup ("");
  g_autofree char *before = describe_before (recipe);
  const NormlabMeasures *measures = normlab_run_get_measures (run);
  g_autofree char *measured
      = normlab_measures_is_none (measures) ? g_strdup ("") : normlab_measures_format (measures);

  for (guint i = 0; i < G_N_ELEMENTS (last_columns); i++)
    {
      g_autofree char *value = normlab_recipe_get (recipe, (NormlabHyperparameter) last_columns[i]);

      g_string_append_printf (text, ",%s", value);
    }
  g_string_append_printf (text, ",%u,%u,%s,%s,", recipe->iterations, recipe->interval,
                          normlab_data_id_get_checksum (normlab_run_get_data (run)),
                          PACKAGE_VERSION);
  normlab_text_append_csv_field (text, branch);
  g_string_append_c (text, ',');
  normlab_text_append_csv_field (text, before);
  /* Without commas, for who has no more than cut(1). */
  g_string_append_printf (text, ",%u,%s", normlab_run_get_step (run),
                          g_strdelimit (measured, ",", '+'));
}

/* What all rows of a run share; cleared with frame_clear(). */
static void
frame_init (Frame *frame, NormlabRun *run, guint number, guint parent)
{
  const char *title = normlab_run_get_title (run);
  GString *name = g_string_new (NULL);
  GString *last = g_string_new (NULL);

  if (title != NULL)
    normlab_text_append_csv_field (name, title);
  g_string_append_c (name, ',');
  if (parent > 0)
    g_string_append_printf (name, "%u", parent);
  append_last_columns (last, run);
  frame->recipe = format_recipe (run, number);
  frame->state = normlab_run_state_to_string (normlab_run_get_state (run));
  frame->name = g_string_free (name, FALSE);
  frame->last = g_string_free (last, FALSE);
}

static void
frame_clear (Frame *frame)
{
  g_free (frame->recipe);
  g_free (frame->name);
  g_free (frame->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)

void
normlab_results_append_numbered (GString *csv, NormlabRun *run, guint number, guint parent)
{
  const NormlabSample *samples = normlab_run_get_samples (run);
  guint n_samples = normlab_run_get_n_samples (run);
  guint origin = normlab_recipe_get_origin (normlab_run_get_recipe (run));
  guint step = normlab_run_get_step (run);
  g_auto (Frame) frame = { 0 };
  guint n = 0;

  frame_init (&frame, run, number, parent);
  for (guint j = 0; j < n_samples; j++)
    if (origin == 0 || samples[j].step > origin)
      {
        append_row (csv, &frame, samples[j].step, &samples[j], samples[j].seconds);
        n += samples[j].step > 0 || step == 0;
      }
  /* A run that ended before the first measurement behind its beginning is a result too. */
  if (n == 0 && normlab_run_state_is_final (normlab_run_get_state (run)))
    append_row (csv, &frame, step, NULL, normlab_run_get_seconds (run));
}

void
normlab_results_append_unmeasured (GString *csv, NormlabRun *run, guint number)
{
  g_auto (Frame) frame = { 0 };

  frame_init (&frame, run, number, 0);
  append_row (csv, &frame, 0, NULL, (double) NAN);
}

guint
normlab_results_find_parent (GPtrArray *runs, guint i)
{
  NormlabRun *run = g_ptr_array_index (runs, i);
  guint iterations = normlab_run_get_recipe (run)->iterations, found = 0;
  NormlabRecipe parent;

  if (!normlab_recipe_get_parent (normlab_run_get_recipe (run), &parent))
    return 0;
  for (guint j = 0; j < runs->len; j++)
    {
      NormlabRun *other = g_ptr_array_index (runs, j);
      const NormlabRecipe *its = normlab_run_get_recipe (other);

      /* Both may have gone on to any step since; one that is as long comes first. */
      parent.iterations = its->iterations;
      if (!normlab_recipe_equal (its, &parent)
          || !normlab_data_id_equal (normlab_run_get_data (other), normlab_run_get_data (run)))
        continue;
      if (its->iterations == iterations)
        return j + 1;
      found = found > 0 ? found : j + 1;
    }
  return found;
}

void
normlab_results_append_header (GString *csv)
{
  g_autofree char *header = normlab_results_get_header ();

  g_string_append_printf (csv, "%s\r\n", header);
}

char *
normlab_results_to_csv (GPtrArray *runs)
{
  g_autoptr (GPtrArray) ours = NULL;
  GString *csv;

  g_return_val_if_fail (runs != NULL, NULL);

  csv = g_string_new (NULL);
  ours = normlab_results_pick (runs);
  if (normlab_results_are_foreign (ours))
    {
      normlab_results_append_foreign (csv, ours);
      return g_string_free (csv, FALSE);
    }
  normlab_results_append_header (csv);
  for (guint i = 0; i < ours->len; i++)
    normlab_results_append_numbered (csv, g_ptr_array_index (ours, i), i + 1,
                                     normlab_results_find_parent (ours, i));
  return g_string_free (csv, FALSE);
}
