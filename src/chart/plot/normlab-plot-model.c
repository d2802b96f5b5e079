/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-abscissa.h"
#include "normlab-chart-repetitions.h"
#include "normlab-plot-private.h"
#include "normlab-run-foreign.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

/* Past so many lines in a panel, their training accuracies would only hide the rest. */
#define MAX_WITH_TRAINING 8

gboolean
normlab_plot_get_training_dashed (const NormlabPlot *self)
{
  gboolean free
      = (normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_DASH) & self->varying)
        == 0;
  gboolean members = self->options.members && normlab_plot_is_banded (self);

  return free && (self->options.smoothing > 0 || members);
}

gboolean
normlab_plot_has_training_set (const NormlabPlot *self, guint i)
{
  return normlab_metric_get_info (self->options.metric)->get_training_set != NULL
         && normlab_run_get_measures (normlab_plot_get_run (self, i))->training;
}

/* Whether another program has measured something of what it trains on. */
static gboolean
has_foreign_training (NormlabRun *run, NormlabMetric metric)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);

  for (guint i = 0; i < n; i++)
    if (isfinite (normlab_metric_get_training (info, &samples[i])))
      return TRUE;
  return FALSE;
}

gboolean
normlab_plot_has_training (const NormlabPlot *self)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (normlab_run_is_foreign (run)
              ? has_foreign_training (run, self->options.metric)
              : normlab_metric_has_training (metric, normlab_run_get_measures (run)))
        return TRUE;
    }
  return FALSE;
}

static NormlabChartSeries *
add_series (NormlabPlot *self, guint run, const char *name, double weight)
{
  const NormlabLook *look = &self->looks[run];
  NormlabChartSeries *series
      = normlab_chart_model_add_series (self->model, name, look->panel, look->color);

  series->tag = run;
  series->dashed = look->dashed;
  series->weight = weight;
  series->hidden = !look->shown;
  return series;
}

/* Adds the lines of a trace whose look is that of @run. */
static NormlabTrace *
add_trace (NormlabPlot *self, guint run, guint n_runs, const char *name, double weight)
{
  NormlabTrace trace;

  normlab_trace_init (&trace, n_runs, self->options.smoothing);
  if (self->shows_training)
    {
      gboolean set = normlab_plot_has_training_set (self, run);
      /* Translators: the accuracy of what a network is trained with; %s is the network */
      g_autofree char *training
          = g_strdup_printf (set ? _("%s, training set") : _("%s, training batch"), name);

      trace.training = add_series (self, run, training, weight);
      trace.training->training = TRUE;
      if (normlab_plot_is_notebook (self))
        {
          trace.training->color = NORMLAB_PLOT_NOTEBOOK_TRAINING;
          trace.training->dashed = FALSE;
        }
      else
        {
          trace.training->faint = TRUE;
          trace.training->dashed
              = trace.training->dashed || normlab_plot_get_training_dashed (self);
        }
    }
  if (self->options.smoothing > 0)
    {
      /* Translators: a line before smoothing; %s is the network */
      g_autofree char *raw = g_strdup_printf (_("%s, not smoothed"), name);

      trace.raw = add_series (self, run, raw, weight);
      trace.raw->faint = TRUE;
    }
  trace.line = add_series (self, run, name, weight);
  g_array_append_val (self->traces, trace);
  return &g_array_index (self->traces, NormlabTrace, self->traces->len - 1);
}

/* Of the runs that are no longer late in the group of run @first. */
static void
add_mean (NormlabPlot *self, guint first)
{
  const NormlabGroup *group = &self->groups[self->members[first].group];
  g_autofree guint *members = g_new (guint, group->n);
  g_autofree char *name = NULL;
  NormlabTrace *trace;
  guint n = 0;

  for (guint i = 0; i < self->runs->len; i++)
    if (self->members[i].group == self->members[first].group && self->members[i].counted
        && !self->members[i].late)
      members[n++] = i;
  name = normlab_plot_get_mean_name (self, members, n, group->n_late);
  trace = add_trace (self, first, n, name, 1);
  for (guint i = 0; i < n; i++)
    trace->sources[i].run = normlab_plot_get_run (self, members[i]);
  self->n_means++;
}

/* Whatever the mean says, a seed's own line stays behind it; one that is not in it yet is seen. */
static void
subdue (NormlabPlot *self, NormlabTrace *trace, gboolean late)
{
  trace->line->faint = TRUE;
  trace->line->hidden = trace->line->hidden || (!self->options.members && !late);
  if (trace->training != NULL)
    trace->training->hidden = TRUE;
  if (trace->raw != NULL)
    trace->raw->hidden = TRUE;
}

/* How many runs look like run @i, shown or not: hiding one changes no other. */
static guint
count_alike (const NormlabPlot *self, guint i)
{
  guint n = 0;

  for (guint j = 0; j < self->runs->len; j++)
    if (self->looks[j].panel == self->looks[i].panel && self->looks[j].color == self->looks[i].color
        && self->looks[j].dashed == self->looks[i].dashed)
      n++;
  return n;
}

/* Whether lines of what is trained on are asked for, and no panel is too full for them. Hiding runs
 * makes no room. */
static gboolean
has_room_for_training (const NormlabPlot *self)
{
  guint n = self->runs->len;
  guint seeds = normlab_plot_is_banded (self) ? SEED : 0;
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *groups = g_new0 (guint, MAX (n, 1));
  g_autofree guint *n_lines = g_new0 (guint, MAX (self->panels->len, 1));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!(self->options.training || self->options.gap) || !normlab_plot_has_training (self))
    return FALSE;
  normlab_mapping_number (self->recipes, n, self->varying & ~seeds, known, groups);
  for (guint i = 0; i < n; i++)
    {
      guint64 key = (guint64) groups[i] * self->panels->len + self->looks[i].panel;

      if ((seeds == 0 || g_hash_table_add (seen, g_memdup2 (&key, sizeof key)))
          && ++n_lines[self->looks[i].panel] > MAX_WITH_TRAINING)
        return FALSE;
    }
  return TRUE;
}

static void
add_means (NormlabPlot *self, guint n_seeds[2])
{
  g_autofree gboolean *begun = g_new0 (gboolean, MAX (self->n_groups, 1));

  for (guint i = 0; i < self->runs->len; i++)
    {
      guint group = self->members[i].group, count = self->groups[group].n;

      if (!self->looks[i].shown || begun[group] || count < 2)
        continue;
      begun[group] = TRUE;
      add_mean (self, i);
      n_seeds[0] = n_seeds[1] == 0 ? count : MIN (n_seeds[0], count);
      n_seeds[1] = MAX (n_seeds[1], count);
    }
}

static void
add_lines (NormlabPlot *self, guint n_seeds[2])
{
  gboolean banded = normlab_plot_is_banded (self);

  normlab_plot_group (self);
  if (banded)
    add_means (self, n_seeds);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const NormlabMember *member = &self->members[i];
      guint n_alike = banded ? 1 : count_alike (self, i);
      g_autofree char *name = normlab_plot_get_run_name (self, i);
      NormlabTrace *trace
          = add_trace (self, i, 1, name, normlab_chart_repetitions_get_weight (n_alike));

      trace->sources[0].run = normlab_plot_get_run (self, i);
      if (banded && (member->late || self->groups[member->group].n > 1))
        subdue (self, trace, member->late);
      else
        trace->voids.wanted = !normlab_plot_is_notebook (self);
    }
}

static gboolean
follow_divergence (NormlabPlot *self, NormlabTrace *trace)
{
  NormlabRun *run = trace->sources[0].run;
  double x
      = normlab_plot_is_notebook (self)
            ? trace->line->points->len
            : normlab_abscissa_get_place (self->options.abscissa, run, normlab_run_get_step (run),
                                          MAX (normlab_run_get_seconds (run), trace->x));

  if (trace->line->diverged || normlab_run_get_state (run) != NORMLAB_RUN_DIVERGED)
    return FALSE;

  normlab_chart_series_set_diverged (trace->line, x, normlab_run_get_step (run));
  trace->line->diverged_layer = normlab_run_get_diverged_layer (run);
  /* No mean hides the one that went astray. */
  trace->line->hidden = !self->looks[trace->line->tag].shown;
  return TRUE;
}

static NormlabPlotChange
take_over (NormlabPlot *self)
{
  NormlabPlotChange change = NORMLAB_PLOT_SAME;
  guint budget = self->patience;

  normlab_plot_follow_baseline (self, &budget);
  for (guint i = 0; i < self->traces->len && budget > 0; i++)
    {
      NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      if (normlab_trace_follow (trace, &self->options, &budget) && !trace->line->hidden)
        change = MAX (change, NORMLAB_PLOT_POINTS);
      if (budget > 0 && i >= self->n_means && follow_divergence (self, trace)
          && !trace->line->hidden)
        change = NORMLAB_PLOT_FRAME;
    }
  self->behind = budget == 0;
  normlab_plot_note_fronts (self);
  /* Counted measurements are all that there is to show so far. */
  if (normlab_plot_is_notebook (self) && change == NORMLAB_PLOT_POINTS)
    change = NORMLAB_PLOT_FRAME;
  if (normlab_plot_fit_axes (self))
    change = NORMLAB_PLOT_FRAME;
  return change;
}

static void
build (NormlabPlot *self)
{
  guint n_seeds[2] = { 0, 0 };

  g_array_set_size (self->traces, 0);
  self->n_means = 0;
  normlab_chart_model_clear (self->model);
  for (guint i = 0; i < self->panels->len; i++)
    normlab_chart_model_add_panel (self->model, g_ptr_array_index (self->panels, i));
  if (self->panels->len == 0)
    normlab_chart_model_add_panel (self->model, NULL);
  self->model->n_columns = self->n_columns;
  for (guint i = 0; i < self->column_heads->len; i++)
    normlab_chart_model_add_column_head (self->model, g_ptr_array_index (self->column_heads, i));
  for (guint i = 0; i < self->row_heads->len; i++)
    normlab_chart_model_add_row_head (self->model, g_ptr_array_index (self->row_heads, i));
  self->shows_training = has_room_for_training (self);
  normlab_plot_set_titles (self);
  add_lines (self, n_seeds);
  normlab_plot_build_baseline (self);
  normlab_plot_add_entries (self, n_seeds);
  take_over (self);
  self->stale = self->shown_stale = FALSE;
}

/* Hides and shows lines, which need not be made anew for it unless means have to. */
static void
show_lines (NormlabPlot *self)
{
  static const guint no_seeds[2] = { 0, 0 };

  for (guint i = 0; i < self->model->series->len; i++)
    {
      NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

      series->hidden = !self->looks[series->tag].shown;
    }
  g_array_set_size (self->model->entries, 0);
  normlab_plot_add_entries (self, no_seeds);
  take_over (self);
  self->shown_stale = FALSE;
}

/* Brings the model up to date; FALSE when there was no need. */
static gboolean
refresh (NormlabPlot *self)
{
  if (self->stale || (self->shown_stale && normlab_plot_is_banded (self)))
    build (self);
  else if (self->shown_stale)
    show_lines (self);
  else
    return FALSE;
  return TRUE;
}

/* Whether a run goes on that had ended: a mean has to go back for it, and its number of steps may
 * be another. Or whether something has been forgotten of a foreign one. */
static gboolean
is_revived (const NormlabPlot *self)
{
  guint revision = 0;

  for (guint i = 0; i < self->runs->len; i++)
    revision += normlab_run_get_revision (normlab_plot_get_run (self, i));
  if (revision != self->revision)
    return TRUE;
  for (guint i = 0; i < self->runs->len; i++)
    if (normlab_run_get_recipe (normlab_plot_get_run (self, i))->iterations
        != self->recipes[i].iterations)
      return TRUE;
  for (guint i = 0; i < MIN (self->n_means, self->traces->len); i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      for (guint s = 0; s < trace->n_sources; s++)
        if (trace->sources[s].ended && normlab_run_is_growing (trace->sources[s].run))
          return TRUE;
    }
  return FALSE;
}

NormlabPlotChange
normlab_plot_follow (NormlabPlot *self)
{
  if (is_revived (self))
    {
      normlab_plot_look_again (self);
      build (self);
      return NORMLAB_PLOT_LOOKS;
    }
  if (normlab_plot_has_caught_up (self))
    self->stale = TRUE;
  return refresh (self) ? NORMLAB_PLOT_FRAME : take_over (self);
}

NormlabChartModel *
normlab_plot_get_model (NormlabPlot *self)
{
  refresh (self);
  return self->model;
}
