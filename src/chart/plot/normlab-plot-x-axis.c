/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-abscissa.h"
#include "normlab-plot-private.h"
#include "normlab-run-foreign.h"

/* An axis of seconds is never shorter. */
#define MIN_SECONDS 0.1

/* What is followed has a seventh of its way before it, and no less than so many steps. */
#define HEAD_ROOM 1.15
#define MIN_HEAD 20

/* What the networks are at step 0; NULL where 0 is something else. */
static const char *
get_beginning (const NormlabPlot *self)
{
  if (self->options.abscissa == NORMLAB_ABSCISSA_SECONDS)
    return NULL;
  for (guint i = 0; i < self->runs->len; i++)
    if (normlab_recipe_knows (&self->recipes[i], NORMLAB_HYPERPARAMETER_BATCH_NORM)
        && normlab_normalization_get_info (self->recipes[i].normalization)->running)
      /* Translators: of networks at step 0, those with batch norm among them */
      return _("before training, running statistics are still zero");
  /* Translators: of networks at step 0 */
  return _("before training");
}

void
normlab_plot_set_x_title (NormlabPlot *self)
{
  NormlabChartAxis *axis = &self->model->x;

  normlab_chart_axis_set_title (axis, _(normlab_abscissa_get_title (self->options.abscissa)));
  axis->whole = normlab_abscissa_is_whole (self->options.abscissa);
  axis->logarithmic = self->options.x_logarithmic;
  normlab_chart_axis_set_beginning (axis, get_beginning (self));
}

/* Where a run stands, with as many steps as it has done, or another number of them. */
static double
get_place (const NormlabPlot *self, NormlabRun *run, guint step)
{
  return normlab_abscissa_get_place (self->options.abscissa, run, step,
                                     normlab_run_get_seconds (run));
}

/* Where a run ends. Nobody knows it of another program's, so that there is some room. */
static double
get_run_end (const NormlabPlot *self, NormlabRun *run)
{
  gboolean is_final = !normlab_run_is_growing (run);
  guint step = MAX (normlab_run_get_step (run), 1);

  if (is_final || normlab_run_is_foreign (run))
    {
      double place = get_place (self, run, step);

      return is_final || isnan (place) ? place : normlab_plot_round_up (place);
    }
  return get_place (self, run, normlab_run_get_recipe (run)->iterations);
}

/* How far what is void of those that are shown goes. */
static double
get_voids_end (const NormlabPlot *self)
{
  double end = 0;

  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (!trace->line->hidden)
        end = fmax (end, normlab_trace_voids_get_end (trace->line));
    }
  return end;
}

/* Room for what is still to come from the runs that are shown; those that have ended fill it. */
static double
get_end (const NormlabPlot *self)
{
  gboolean by_time = self->options.abscissa == NORMLAB_ABSCISSA_SECONDS;
  gboolean any = normlab_plot_shows_any (self);
  gboolean ended = TRUE;
  double end = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);
      gboolean is_final = !normlab_run_is_growing (run);

      if (any && !self->looks[i].shown)
        continue;
      end = fmax (end, get_run_end (self, run));
      ended = ended && is_final;
    }
  end = fmax (end, fmin (get_voids_end (self), NORMLAB_TRACE_VOIDS_REACH * end));
  if (!by_time)
    return end > 0 ? end : 1;
  /* Means of seconds never fall, and so may be a little behind. */
  for (guint i = 0; i < self->n_means; i++)
    end = MAX (end, g_array_index (self->traces, NormlabTrace, i).x);
  end = MAX (end, MIN_SECONDS);
  return ended ? end : normlab_plot_round_up (end);
}

/* Where an axis ends on which slow runs are followed: with room to go on for a while, but not for
 * all that is to come; what has ended may lie beyond. 0 where none is slow, or any other is not. */
static double
get_head (const NormlabPlot *self)
{
  double head = 0, least = 0;
  guint n_slow = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (!self->looks[i].shown || !normlab_run_is_growing (run))
        continue;
      if (!normlab_run_is_slow (run))
        return 0;
      n_slow++;
      head = MAX (head, get_place (self, run, normlab_run_get_step (run)));
      least = MAX (least, get_place (self, run, MIN_HEAD));
    }
  if (self->options.abscissa == NORMLAB_ABSCISSA_SECONDS)
    least = MIN_SECONDS;
  return n_slow > 0 ? normlab_plot_round_up (MAX (head * HEAD_ROOM, least)) : 0;
}

/* TRUE when that is a change. */
static gboolean
follow_head (NormlabPlot *self)
{
  NormlabChartAxis *axis = &self->model->x;
  gboolean follows = !normlab_plot_is_notebook (self) && !self->options.x_range.has_to;
  double head = follows ? get_head (self) : 0;

  if (head >= axis->max || head <= axis->min)
    head = 0;
  if (head == axis->head)
    return FALSE;
  axis->head = head;
  return TRUE;
}

/* Of the points of a series, which rise: the first above 0; INFINITY without one. */
static double
find_first (const NormlabChartSeries *series)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);

  for (guint i = 0; !series->hidden && i < series->points->len; i++)
    if (points[i].x > 0)
      return points[i].x;
  return INFINITY;
}

/* What is the first to be shown after 0: of what was measured, or of what will be; INFINITY where
 * that is not known. */
static double
get_first (const NormlabPlot *self)
{
  double first = INFINITY;

  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      first = MIN (first, find_first (trace->line));
      if (trace->raw != NULL)
        first = MIN (first, find_first (trace->raw));
    }
  for (guint i = 0; self->options.abscissa != NORMLAB_ABSCISSA_SECONDS && i < self->runs->len; i++)
    if (self->looks[i].shown && !normlab_recipe_is_foreign (&self->recipes[i]))
      first = MIN (first,
                   get_place (self, normlab_plot_get_run (self, i), self->recipes[i].interval));
  return first;
}

/* Step 0 stands before what comes first, unless the axis is to begin behind it. */
static gboolean
fit_axis (NormlabPlot *self)
{
  const NormlabPlotRange *range = &self->options.x_range;
  double end = normlab_plot_get_range_end (range, get_end (self));
  double begin = range->has_from ? range->from : 0;
  double first = 0;

  if (self->options.x_logarithmic)
    first = normlab_plot_get_first (get_first (self), end);
  if (begin > 0)
    first = MIN (first, begin);
  return normlab_plot_fit_axis (&self->model->x, begin, end, first);
}

gboolean
normlab_plot_fit_x_axis (NormlabPlot *self)
{
  gboolean changed = !normlab_plot_is_notebook (self) && fit_axis (self);

  return follow_head (self) || changed;
}

double
normlab_plot_get_place (NormlabPlot *self, guint step)
{
  double place = NAN;

  if (normlab_plot_is_notebook (self) || self->options.abscissa == NORMLAB_ABSCISSA_SECONDS)
    return NAN;
  for (guint i = 0; i < self->runs->len; i++)
    {
      double its = get_place (self, normlab_plot_get_run (self, i), step);

      if (!self->looks[i].shown || normlab_recipe_is_foreign (&self->recipes[i]))
        continue;
      if (!isnan (place) && its != place)
        return NAN;
      place = its;
    }
  return place;
}
