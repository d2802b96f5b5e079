/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-change.h"
#include "normlab-plot-private.h"

/* Of a logarithmic axis */
#define DECADES 8
#define WIDE 100
/* Of an axis that may begin anywhere: the share of the greatest value up to which the least one
 * lets it begin at 0. */
#define MAX_FROM_ZERO 0.7

/* What all runs are, where they are all the same but for their seeds; NULL elsewhere. */
static char *
create_title (const NormlabPlot *self)
{
  NormlabRecipe recipe;

  if (self->runs->len == 0 || (self->varying & ~(1u << NORMLAB_HYPERPARAMETER_SEED)) != 0
      || normlab_plot_get_n_data (self) > 1)
    return NULL;
  if (self->runs->len == 1)
    return normlab_plot_get_run_name (self, 0);
  recipe = self->recipes[0];
  if (self->varying != 0 && normlab_recipe_is_foreign (&recipe))
    normlab_recipe_set_value (&recipe, NORMLAB_HYPERPARAMETER_SEED,
                              &(NormlabValue){ NORMLAB_VALUE_UNKNOWN });
  else if (self->varying != 0)
    recipe.seed = 0;
  return normlab_recipe_get_name (&recipe, 0, &self->precision);
}

/* Whether weight decay is a part of any loss. */
static gboolean
has_decay (const NormlabPlot *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_plot_get_run (self, i));

      for (guint n = 0; n <= recipe->branch.n; n++)
        {
          const NormlabRecipe phase = normlab_recipe_get_phase (recipe, n);

          if (phase.weight_decay > 0 && !normlab_optimizer_get_info (phase.optimizer)->decays)
            return TRUE;
        }
    }
  return FALSE;
}

static char *
create_y_title (const NormlabPlot *self)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  const char *title = normlab_metric_translate (
      metric, self->shows_training                                  ? metric->axis_with_training
              : metric->axis_with_decay != NULL && has_decay (self) ? metric->axis_with_decay
                                                                    : metric->axis);

  if (metric->unit == NULL)
    return g_strdup (title);
  /* Translators: what is measured, and in which unit */
  return g_strdup_printf (_("%s (%s)"), title, _(metric->unit));
}

static void
set_axis_titles (NormlabPlot *self)
{
  g_autofree char *y_title = create_y_title (self);

  normlab_plot_set_x_title (self);
  normlab_chart_axis_set_title (&self->model->y, y_title);
}

static gboolean
is_logarithmic (const NormlabPlot *self)
{
  NormlabScale scale = self->options.by_hand
                           ? self->options.scale
                           : normlab_metric_get_info (self->options.metric)->scale;

  return scale == NORMLAB_SCALE_LOGARITHMIC;
}

void
normlab_plot_set_titles (NormlabPlot *self)
{
  g_autofree char *title = create_title (self);

  if (normlab_plot_is_notebook (self))
    normlab_plot_set_notebook_titles (self);
  else
    {
      set_axis_titles (self);
      normlab_chart_model_set_title (self->model, title);
    }
  if (self->title != NULL)
    normlab_chart_model_set_title (self->model, self->title);
  normlab_chart_model_set_note (self->model, self->note);
  self->model->y.logarithmic = is_logarithmic (self);
}

gboolean
normlab_plot_fit_axis (NormlabChartAxis *axis, double min, double max, double knee)
{
  if (!axis->automatic && axis->min == min && axis->max == max && axis->knee == knee)
    return FALSE;
  if (!isfinite (min) || !isfinite (max) || min >= max)
    return FALSE;
  axis->knee = knee;
  normlab_chart_axis_set_range (axis, min, max);
  return TRUE;
}

double
normlab_plot_round_up (double value)
{
  static const double mantissas[] = { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 };
  double power = pow (10, floor (log10 (value)));

  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    if (mantissas[i] * power >= value)
      return mantissas[i] * power;
  return 10 * power;
}

/* Of what is void of the runs that are shown, what lies between @from and @to. */
static void
include_voids (const NormlabPlot *self, double from, double to, double *low, double *high)
{
  for (guint i = 0; i < self->traces->len; i++)
    {
      NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        normlab_trace_voids_include (&trace->voids, trace->line, from, to, low, high);
    }
}

static double
get_y_end (const NormlabPlot *self)
{
  double end = normlab_metric_get_info (self->options.metric)->end;
  double max = 0, least = 0;

  if (end > 0)
    return end;
  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        max = MAX (max, normlab_trace_get_max (trace));
    }
  include_voids (self, -INFINITY, max > 0 ? NORMLAB_TRACE_VOIDS_REACH * max : INFINITY, &least,
                 &max);
  return max > 0 ? normlab_plot_round_up (max) : 1;
}

/* The least value above 0 that is shown; INFINITY without one. */
static double
get_least (const NormlabPlot *self)
{
  double least = INFINITY;

  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        least = MIN (least, trace->least);
    }
  return least;
}

/* The last of 1, 2, 5, 10 … that is no more than @value. */
static double
round_down (double value)
{
  static const double mantissas[] = { 5, 2 };
  double power = pow (10, floor (log10 (value) + 1e-9));

  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    if (mantissas[i] * power <= value * (1 + 1e-9))
      return mantissas[i] * power;
  return power;
}

double
normlab_plot_get_range_end (const NormlabPlotRange *range, double end)
{
  if (range->has_to)
    return range->to;
  return range->has_from && range->from >= end ? 2 * range->from + (range->from == 0) : end;
}

double
normlab_plot_get_first (double least, double end)
{
  return round_down (CLAMP (least, end * pow (10, -DECADES), end / 10));
}

/* Whether there is something to show that is 0. */
static gboolean
has_zero (const NormlabPlot *self)
{
  gboolean zero = FALSE;

  for (guint i = 0; i < self->traces->len && !zero; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      zero = !trace->line->hidden && trace->zero;
    }
  return zero;
}

/* Round numbers around the values, a few steps of the axis apart. */
static void
get_free_range (double low, double high, double *begin, double *end)
{
  double step;

  /* Lines lie higher up as well where there is nothing to be seen below. */
  if (low > 0 && low < high * MAX_FROM_ZERO)
    low = 0;
  if (high < 0 && high > low * MAX_FROM_ZERO)
    high = 0;
  step = normlab_plot_round_up ((high > low ? high - low : high != 0 ? fabs (high) : 1) / 8);
  *begin = floor (low / step) * step;
  *end = ceil (high / step) * step;
  if (*begin >= *end)
    {
      *begin -= step;
      *end += step;
    }
}

/* A logarithmic axis has a decade at least, and no more than DECADES: what lies beneath that is all
 * but 0. Where something is 0, it stands beneath what comes first. */
static gboolean
fit_usual_axis (NormlabPlot *self)
{
  NormlabPlotRange range = { 0 };
  double end, first, begin;

  if (!normlab_plot_is_notebook (self))
    range = self->options.y_range;
  /* A logarithmic axis has no place below 0, and nothing else comes here that has. */
  range.from = MAX (range.from, 0);
  range.has_to = range.has_to && range.to > 0;
  end = normlab_plot_get_range_end (&range, get_y_end (self));
  first = is_logarithmic (self) ? normlab_plot_get_first (get_least (self), end) : 0;
  begin = range.has_from ? range.from : has_zero (self) ? 0 : first;
  return normlab_plot_fit_axis (&self->model->y, begin, end, begin > 0 ? 0 : first);
}

/* How far on either side of what holds what is void may lie for an axis to have room for it. */
static double
get_voids_room (double low, double high)
{
  return (NORMLAB_TRACE_VOIDS_REACH - 1) * (high > low ? high - low : fabs (high));
}

/* Values that may be anything: from the least to the greatest, and from 0 where that is not far. */
static gboolean
fit_free_axis (NormlabPlot *self)
{
  const NormlabPlotRange *range = &self->options.y_range;
  double low = INFINITY, high = -INFINITY, begin, end;

  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (trace->line->hidden)
        continue;
      low = MIN (low, trace->low);
      high = MAX (high, trace->high);
    }
  if (low > high)
    include_voids (self, -INFINITY, INFINITY, &low, &high);
  else
    include_voids (self, low - get_voids_room (low, high), high + get_voids_room (low, high), &low,
                   &high);
  if (low > high)
    low = high = 0;
  get_free_range (low, high, &begin, &end);
  begin = range->has_from ? range->from : begin;
  end = range->has_to ? range->to : end;
  if (begin >= end && range->has_to)
    begin = end - MAX (fabs (end), 1);
  else if (begin >= end)
    end = begin + MAX (fabs (begin), 1);
  return normlab_plot_fit_axis (&self->model->y, begin, end, 0);
}

static gboolean
fit_y_axis (NormlabPlot *self)
{
  return normlab_metric_get_info (self->options.metric)->free && !is_logarithmic (self)
             ? fit_free_axis (self)
             : fit_usual_axis (self);
}

gboolean
normlab_plot_is_wide (const NormlabPlot *self)
{
  double max = 0;

  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        max = MAX (max, normlab_trace_get_max (trace));
    }
  return max > WIDE * get_least (self);
}

gboolean
normlab_plot_fit_axes (NormlabPlot *self)
{
  gboolean x_changed = normlab_plot_fit_x_axis (self);

  return fit_y_axis (self) || x_changed;
}
