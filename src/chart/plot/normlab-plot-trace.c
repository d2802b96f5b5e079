/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plot-trace.h"

#include <math.h>

#include "normlab-abscissa.h"
#include "normlab-inference.h"
#include "normlab-run-foreign.h"

/* What goes astray (a loss) grows past all bounds; the axis follows it to here, or to so many
 * times the loss that it began with. */
#define MAX_VALUE 20
#define MAX_GROWTH 4
/* How many times as large as all that comes after it what was before training may be, for an axis
   to have room for it. With batch norm it may be several times as large. */
#define MAX_BEGINNING 1.5
/* Samples for which room is made beforehand. */
#define LONG_HISTORY 1000

/* What the runs have measured at one step. */
typedef struct
{
  guint n, n_infinite;
  double sum, squares;
  double low, high;
  double training;
  guint n_training;
  double seconds;
  guint n_seconds, n_absent; /* samples; of them, without such a value */
} Measurement;

void
normlab_trace_init (NormlabTrace *self, guint n_sources, double smoothing)
{
  *self = (NormlabTrace){
    .n_sources = n_sources, .first = NAN, .least = INFINITY, .low = INFINITY, .high = -INFINITY
  };
  self->sources = g_new0 (NormlabTraceSource, n_sources);
  normlab_trace_voids_init (&self->voids);
  normlab_smooth_init (&self->smooth_line, smoothing);
  normlab_smooth_init (&self->smooth_low, smoothing);
  normlab_smooth_init (&self->smooth_high, smoothing);
  normlab_smooth_init (&self->smooth_training, smoothing);
}

void
normlab_trace_clear (NormlabTrace *self)
{
  g_clear_pointer (&self->sources, g_free);
  normlab_trace_voids_clear (&self->voids);
}

static void
look (NormlabTraceSource *self, NormlabMetric metric)
{
  self->samples = normlab_run_get_samples_of (self->run, metric, &self->n_samples);
  self->ended = !normlab_run_is_growing (self->run);
}

/* The next step at which something has been measured, if nobody can add to it any more. */
static gboolean
find_step (const NormlabTrace *self, guint *step)
{
  *step = G_MAXUINT;
  for (guint i = 0; i < self->n_sources; i++)
    {
      const NormlabTraceSource *source = &self->sources[i];

      if (source->n_taken < source->n_samples)
        *step = MIN (*step, source->samples[source->n_taken].step);
      else if (!source->ended)
        return FALSE;
    }
  return *step != G_MAXUINT;
}

static void
add_value (Measurement *self, double value)
{
  self->low = self->n == 0 ? value : MIN (self->low, value);
  self->high = self->n == 0 ? value : MAX (self->high, value);
  self->sum += value;
  self->n++;
}

static void
add_sample (Measurement *self,
            const NormlabSample *sample,
            const NormlabMetricInfo *metric,
            gboolean foreign)
{
  double value = metric->get_value (sample);
  double training = normlab_metric_get_training (metric, sample);

  self->seconds += sample->seconds;
  self->n_seconds++;
  self->n_absent += isnan (value);
  self->n_infinite += isinf (value) && value > 0;
  if (isfinite (training) && (isfinite (value) || foreign))
    {
      self->training += training;
      self->n_training++;
    }
  if (isfinite (value))
    add_value (self, value);
}

/* The sum of squares about the mean, in a second pass: nothing cancels. */
static void
add_squares (Measurement *self, double value)
{
  double difference = value - self->sum / self->n;

  if (isfinite (value))
    self->squares += difference * difference;
}

static const NormlabSample *
get_sample_at (const NormlabTraceSource *self, guint step)
{
  if (self->n_taken < self->n_samples && self->samples[self->n_taken].step == step)
    return &self->samples[self->n_taken];
  return NULL;
}

/* What another program's run among several has had at a step at which it measured nothing, between
 * what it has measured before and after it: so their mean is of the same runs at every step. NAN
 * where there is nothing on either side. */
static double
interpolate (const NormlabTrace *self, guint source, const NormlabMetricInfo *metric, guint step)
{
  const NormlabTraceSource *its = &self->sources[source];
  const NormlabSample *samples = its->samples;
  guint before = its->n_taken, after = its->n_taken;
  double share;

  if (self->n_sources == 1 || !normlab_run_is_foreign (its->run))
    return NAN;
  while (before > 0 && isnan (metric->get_value (&samples[before - 1])))
    before--;
  while (after < its->n_samples && isnan (metric->get_value (&samples[after])))
    after++;
  if (before == 0 || after == its->n_samples)
    return NAN;
  share = (double) (step - samples[before - 1].step)
          / (samples[after].step - samples[before - 1].step);
  return (1 - share) * metric->get_value (&samples[before - 1])
         + share * metric->get_value (&samples[after]);
}

static void
measure (NormlabTrace *self,
         Measurement *measurement,
         const NormlabPlotOptions *options,
         guint step)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (options->metric);

  *measurement = (Measurement){ 0 };
  for (guint i = 0; i < self->n_sources; i++)
    {
      const NormlabSample *sample = get_sample_at (&self->sources[i], step);

      if (sample != NULL)
        add_sample (measurement, sample, metric, normlab_run_is_foreign (self->sources[i].run));
      else if (isfinite (interpolate (self, i, metric, step)))
        add_value (measurement, interpolate (self, i, metric, step));
    }
  for (guint i = 0; i < self->n_sources; i++)
    {
      const NormlabSample *sample = get_sample_at (&self->sources[i], step);

      add_squares (measurement, sample != NULL ? metric->get_value (sample)
                                               : interpolate (self, i, metric, step));
    }
  for (guint i = 0; i < self->n_sources; i++)
    {
      if (get_sample_at (&self->sources[i], step) == NULL)
        continue;
      self->sources[i].n_taken++;
      self->sources[i].last_step = step;
    }
}

/* What a logarithmic axis has to reach down to, and one that begins where values do. */
static void
include_little (NormlabTrace *self, double value)
{
  if (!isfinite (value))
    return;
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
  if (value > 0)
    self->least = MIN (self->least, value);
  else
    self->zero = TRUE;
}

static void
include (NormlabTrace *self, double value)
{
  if (!isfinite (value))
    return;
  if (isnan (self->first))
    self->first = value;
  include_little (self, value);
  self->max = MAX (self->max, MIN (value, MAX (MAX_VALUE, MAX_GROWTH * self->first)));
}

/* What comes before training says nothing of how far training goes astray. */
static void
include_at (NormlabTrace *self, guint step, double value)
{
  if (step > 0)
    include (self, value);
  else if (isfinite (value))
    {
      self->beginning = MAX (self->beginning, MIN (value, MAX_VALUE));
      include_little (self, value);
    }
}

double
normlab_trace_get_max (const NormlabTrace *self)
{
  if (self->max > 0 && self->beginning > MAX_BEGINNING * self->max)
    return self->max;
  return MAX (self->max, self->beginning);
}

/* Of a sample: n − 1. */
static double
get_deviation (const Measurement *self)
{
  return self->n > 1 ? sqrt (self->squares / (self->n - 1)) : 0;
}

static double
get_margin (const Measurement *self)
{
  return normlab_student_margin (self->n, get_deviation (self));
}

/* Of those that did not measure anything at a step. */
static guint
count_diverged (const NormlabTrace *self, guint step)
{
  guint n = 0;

  for (guint i = 0; i < self->n_sources; i++)
    n += self->sources[i].last_step != step
         && normlab_run_get_state (self->sources[i].run) == NORMLAB_RUN_DIVERGED
         && normlab_run_get_step (self->sources[i].run) <= step;
  return n;
}

static void
append_spread (NormlabTrace *self,
               const Measurement *measurement,
               const NormlabMetricInfo *metric,
               guint step)
{
  NormlabChartSpread spread = {
    .n = measurement->n,
    .deviation = get_deviation (measurement),
    .margin = get_margin (measurement),
    .best = NAN,
    .worst = NAN,
    .n_diverged = count_diverged (self, step),
  };

  if (measurement->n > 0)
    {
      spread.best = metric->more_is_better ? measurement->high : measurement->low;
      spread.worst = metric->more_is_better ? measurement->low : measurement->high;
    }
  normlab_chart_series_append_spread (self->line, &spread);
}

/* A point of the line of training; with a gap, in a band from it to @value, of the test set. */
static void
append_training_point (NormlabTrace *self, double training, double value, gboolean gap)
{
  gboolean both = isfinite (training) && isfinite (value);

  if (!isfinite (training) && self->training->points->len == 0)
    return;
  if (gap)
    normlab_chart_series_append_span (self->training, self->x, training,
                                      both ? MIN (training, value) : NAN,
                                      both ? MAX (training, value) : NAN);
  else
    normlab_chart_series_append (self->training, self->x, training);
}

/* It begins with its first value, which need not be at step 0. A gap is seen as a whole. */
static void
append_training (NormlabTrace *self,
                 const Measurement *measurement,
                 double test,
                 gboolean gap,
                 guint step)
{
  double mean = measurement->n_training > 0 ? measurement->training / measurement->n_training : NAN;
  double value = normlab_smooth_add (&self->smooth_training, mean);

  include_little (self, value);
  if (gap)
    include_at (self, step, value);
  append_training_point (self, value, test, gap);
}

static gboolean
is_foreign (const NormlabTrace *self)
{
  return normlab_run_is_foreign (self->sources[0].run);
}

/* Whether another program has measured something else at a step than what the line shows, which
 * goes on past it. */
static gboolean
is_sparse (const NormlabTrace *self, const Measurement *measurement)
{
  return measurement->n == 0 && measurement->n_infinite == 0 && is_foreign (self);
}

static void
append (NormlabTrace *self,
        const Measurement *measurement,
        const NormlabPlotOptions *options,
        guint step)
{
  double none = measurement->n_infinite > 0 ? (double) INFINITY : NAN;
  double mean = measurement->n > 0 ? measurement->sum / measurement->n : none;
  gboolean sparse = is_sparse (self, measurement);
  double value = sparse ? NAN : normlab_smooth_add (&self->smooth_line, mean);
  double low = measurement->n > 0 ? measurement->low : NAN;
  double high = measurement->n > 0 ? measurement->high : NAN;

  include_at (self, step, high);
  include_little (self, low);
  if (self->raw != NULL && !sparse)
    normlab_chart_series_append (self->raw, self->x, mean);
  if (self->training != NULL && !(measurement->n_training == 0 && is_foreign (self)))
    append_training (self, measurement, value, options->gap, step);
  if (sparse)
    return;
  if (self->n_sources == 1)
    {
      normlab_chart_series_append (self->line, self->x, value);
      if (isfinite (value))
        normlab_trace_voids_mark (&self->voids, self->sources[0].run, options, step, self->line);
      return;
    }
  if (options->band == NORMLAB_BAND_DEVIATION || options->band == NORMLAB_BAND_INTERVAL)
    {
      double half = options->band == NORMLAB_BAND_DEVIATION ? get_deviation (measurement)
                                                            : get_margin (measurement);

      low = mean - half;
      high = mean + half;
      include_at (self, step, high);
    }
  normlab_chart_series_append_span (self->line, self->x, value,
                                    normlab_smooth_add (&self->smooth_low, low),
                                    normlab_smooth_add (&self->smooth_high, high));
  append_spread (self, measurement, normlab_metric_get_info (options->metric), step);
}

/* The first of the run's glances that is not behind what has been taken over. */
static guint
find_glance (const NormlabTraceSource *self)
{
  const NormlabSample *glances = normlab_run_get_glances (self->run);
  guint low = 0, high = normlab_run_get_n_glances (self->run);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (glances[middle].step > self->last_step)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static void
append_glance (NormlabTrace *self,
               const NormlabSample *glance,
               const NormlabMetricInfo *metric,
               double x,
               gboolean gap)
{
  NormlabChartSeries *line = self->raw != NULL ? self->raw : self->line;
  double value = metric->get_value (glance),
         training = normlab_metric_get_training (metric, glance);

  if (isnan (value) && line->points->len == 0)
    return;
  self->x = MAX (self->x, x);
  include (self, value);
  normlab_chart_series_append (line, self->x, value);
  if (self->training != NULL && self->raw == NULL)
    append_training_point (self, training, value, gap);
}

/* Those before @end. Counted measurements have none between them, and means know none. Nor does
 * what is smoothed, only what is behind it: glances are not as far apart as what counts. */
static gboolean
follow_glances (NormlabTrace *self, const NormlabPlotOptions *options, guint end)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (options->metric);
  NormlabTraceSource *source = &self->sources[0];
  const NormlabSample *glances;
  gboolean any = FALSE;
  guint n;

  if (self->n_sources > 1 || options->look == NORMLAB_CHART_LOOK_NOTEBOOK)
    return FALSE;
  n = normlab_run_get_n_glances (source->run);
  if (n == 0)
    return FALSE;
  glances = normlab_run_get_glances (source->run);
  for (guint i = find_glance (source); i < n && glances[i].step < end; i++)
    {
      append_glance (self, &glances[i], metric,
                     normlab_abscissa_get_place (options->abscissa, source->run, glances[i].step,
                                                 glances[i].seconds),
                     options->gap);
      source->last_step = glances[i].step;
      any = TRUE;
    }
  return any;
}

/* Whether nothing is to be drawn of what was measured at a step: a line begins with its first
 * value, the notebook's after its first interval, and a mean where all are in it. */
static gboolean
is_before_line (const NormlabTrace *self,
                const Measurement *measurement,
                const NormlabPlotOptions *options,
                guint step)
{
  if (measurement->n_absent == measurement->n_seconds)
    return self->line->points->len == 0;
  if (step > 0)
    return FALSE;
  /* Runs of earlier versions have nothing there. */
  for (guint i = 0; i < self->n_sources; i++)
    if (self->sources[i].n_taken == 0 && self->sources[i].n_samples > 0)
      return TRUE;
  return options->look == NORMLAB_CHART_LOOK_NOTEBOOK;
}

/* A long history comes at once: its points are moved no more as they grow. */
static void
make_room (NormlabTrace *self)
{
  NormlabChartSeries *series[] = { self->line, self->raw, self->training };
  guint n = 0;

  for (guint i = 0; i < self->n_sources; i++)
    n = MAX (n, self->sources[i].n_samples - self->sources[i].n_taken);
  for (guint i = 0; n >= LONG_HISTORY && i < G_N_ELEMENTS (series); i++)
    if (series[i] != NULL)
      normlab_chart_series_reserve (series[i], n);
}

gboolean
normlab_trace_follow (NormlabTrace *self, const NormlabPlotOptions *options, guint *budget)
{
  gboolean changed = FALSE;
  guint step;

  for (guint i = 0; i < self->n_sources; i++)
    look (&self->sources[i], options->metric);
  normlab_trace_voids_give (&self->voids, self->sources[0].run, options, self->line,
                            self->training);
  if (*budget > 0)
    make_room (self);
  while (*budget > 0 && find_step (self, &step))
    {
      Measurement measurement;
      double x;

      follow_glances (self, options, step);
      *budget -= MIN (*budget, self->n_sources);
      measure (self, &measurement, options, step);
      changed = TRUE;
      if (is_before_line (self, &measurement, options, step) && !is_foreign (self))
        continue;
      if (options->look == NORMLAB_CHART_LOOK_NOTEBOOK)
        x = self->line->points->len;
      else
        x = normlab_abscissa_get_place (options->abscissa, self->sources[0].run, step,
                                        measurement.seconds / measurement.n_seconds);
      /* Nobody knows how large the batches of another program are. */
      if (isnan (x))
        continue;
      /* The mean of the seconds falls when slow ones end. */
      self->x = MAX (self->x, x);
      append (self, &measurement, options, step);
    }
  /* Unless there is more to take over before them. */
  if (!find_step (self, &step))
    changed |= follow_glances (self, options, G_MAXUINT);
  return changed;
}
