/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-change.h"
#include "normlab-plot-private.h"

/* An axis of seconds is never shorter. */
#define MIN_SECONDS 0.1

/* What is followed has a seventh of its way before it, and no less than so many steps. */
#define HEAD_ROOM 1.15
#define MIN_HEAD 20

/* Of a logarithmic axis */
#define DECADES 8
#define WIDE 100

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
  if (self->varying != 0)
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
  const char *title
      = _(self->shows_training                                  ? metric->axis_with_training
           : metric->axis_with_decay != NULL && has_decay (self) ? metric->axis_with_decay
                                                                 : metric->axis);

  if (metric->unit == NULL)
    return g_strdup (title);
  /* Translators: what is measured, and in which unit */
  return g_strdup_printf (_("%s (%s)"), title, _(metric->unit));
}

/* What the networks are at step 0; NULL where 0 is something else. */
static const char *
get_beginning (const NormlabPlot *self)
{
  if (self->options.abscissa != NORMLAB_ABSCISSA_STEPS)
    return NULL;
  for (guint i = 0; i < self->runs->len; i++)
    if (normlab_normalization_get_info (self->recipes[i].normalization)->running)
      /* Translators: of networks at step 0, those with batch norm among them */
      return _("before training, running statistics are still zero");
  /* Translators: of networks at step 0 */
  return _("before training");
}

static void
set_axis_titles (NormlabPlot *self)
{
  NormlabChartModel *model = self->model;
  gboolean seconds = self->options.abscissa == NORMLAB_ABSCISSA_SECONDS;
  g_autofree char *y_title = create_y_title (self);

  /* Translators: the title of the chart's x axis */
  normlab_chart_axis_set_title (&model->x, seconds ? _("seconds of training") : _("step"));
  model->x.whole = !seconds;
  normlab_chart_axis_set_beginning (&model->x, get_beginning (self));
  normlab_chart_axis_set_title (&model->y, y_title);
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

static gboolean
fit_axis (NormlabChartAxis *axis, double min, double max)
{
  if (!axis->automatic && axis->min == min && axis->max == max)
    return FALSE;
  normlab_chart_axis_set_range (axis, min, max);
  return TRUE;
}

/* The first of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 … that is at least @value, so that an axis which
 * grows does so seldom. */
static double
round_up (double value)
{
  static const double mantissas[] = { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 };
  double power = pow (10, floor (log10 (value)));

  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    if (mantissas[i] * power >= value)
      return mantissas[i] * power;
  return 10 * power;
}

/* Room for what is still to come from the runs that are shown; those that have ended fill it. */
static double
get_x_end (const NormlabPlot *self)
{
  double steps = 1, seconds = 0;
  gboolean any = normlab_plot_shows_any (self);
  gboolean ended = TRUE;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (any && !self->looks[i].shown)
        continue;
      seconds = MAX (seconds, normlab_run_get_seconds (run));
      if (normlab_run_state_is_final (normlab_run_get_state (run)))
        steps = MAX (steps, normlab_run_get_step (run));
      else
        {
          steps = MAX (steps, normlab_run_get_recipe (run)->iterations);
          ended = FALSE;
        }
    }
  /* Means of seconds never fall, and so may be a little behind. */
  for (guint i = 0; i < self->n_means; i++)
    seconds = MAX (seconds, g_array_index (self->traces, NormlabTrace, i).x
                                * (self->options.abscissa == NORMLAB_ABSCISSA_SECONDS));
  seconds = MAX (seconds, MIN_SECONDS);

  if (self->options.abscissa == NORMLAB_ABSCISSA_SECONDS)
    return ended ? seconds : round_up (seconds);
  return steps;
}

/* Where an axis ends on which slow runs are followed: with room to go on for a while, but not for
 * all that is to come; what has ended may lie beyond. 0 where none is slow, or any other is not. */
static double
get_x_head (const NormlabPlot *self)
{
  gboolean seconds = self->options.abscissa == NORMLAB_ABSCISSA_SECONDS;
  double head = 0;
  guint n_slow = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (!self->looks[i].shown || normlab_run_state_is_final (normlab_run_get_state (run)))
        continue;
      if (!normlab_run_is_slow (run))
        return 0;
      n_slow++;
      head = MAX (head, seconds ? normlab_run_get_seconds (run) : normlab_run_get_step (run));
    }
  return n_slow > 0 ? round_up (MAX (head * HEAD_ROOM, seconds ? MIN_SECONDS : MIN_HEAD)) : 0;
}

/* TRUE when that is a change. */
static gboolean
follow_head (NormlabPlot *self)
{
  NormlabChartAxis *axis = &self->model->x;
  double head = normlab_plot_is_notebook (self) ? 0 : get_x_head (self);

  if (head >= axis->max)
    head = 0;
  if (head == axis->head)
    return FALSE;
  axis->head = head;
  return TRUE;
}

static double
get_y_end (const NormlabPlot *self)
{
  double end = normlab_metric_get_info (self->options.metric)->end;
  double max = 0;

  if (end > 0)
    return end;
  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        max = MAX (max, normlab_trace_get_max (trace));
    }
  return max > 0 ? round_up (max) : 1;
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

/* A logarithmic axis has a decade at least, and no more than DECADES: what lies beneath that is all
 * but 0, and shown at the edge. */
static double
get_y_begin (const NormlabPlot *self, double end)
{
  double least = get_least (self);

  if (!is_logarithmic (self))
    return 0;
  return round_down (CLAMP (least, end * pow (10, -DECADES), end / 10));
}

gboolean
normlab_plot_is_wide (const NormlabPlot *self)
{
  double max = 0;

  for (guint i = 0; i < self->traces->len; i++)
    max = MAX (max, normlab_trace_get_max (&g_array_index (self->traces, NormlabTrace, i)));
  return max > WIDE * get_least (self);
}

gboolean
normlab_plot_fit_axes (NormlabPlot *self)
{
  gboolean x_changed
      = !normlab_plot_is_notebook (self) && fit_axis (&self->model->x, 0, get_x_end (self));
  double y_end = get_y_end (self);
  gboolean y_changed = fit_axis (&self->model->y, get_y_begin (self, y_end), y_end);
  gboolean head_changed = follow_head (self);

  return x_changed || y_changed || head_changed;
}
