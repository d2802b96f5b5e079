/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-card-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-rings.h"

char *
normlab_chart_card_format (const NormlabChartLayout *layout, double value)
{
  const NormlabChartScale *y = &normlab_chart_layout_get_panel (layout, 0)->y;
  double size = y->logarithmic ? fabs (value) : MAX (fabs (y->min), fabs (y->max));
  int digits = size > 0 ? CLAMP (4 - (int) ceil (log10 (size)), 0, 8) : 4;

  return isfinite (value) ? g_strdup_printf ("%s%.*f", value < 0 ? "−" : "", digits, fabs (value))
                          : g_strdup ("–");
}

char *
normlab_chart_card_format_place (const NormlabChartLayout *layout, double x)
{
  const char *title = layout->model->x.title;
  NormlabChartTicks ticks = layout->x_ticks;
  g_autofree char *value = NULL;

  if (layout->model->x.whole)
    {
      ticks.digits = 0;
      ticks.logarithmic = FALSE;
    }
  else
    ticks.digits += 1;
  value = normlab_chart_ticks_format (&ticks, x);
  return title == NULL ? g_steal_pointer (&value)
                       /* Translators: a place on the chart's x axis: "step 420" */
                       : g_strdup_printf (C_("place", "%s %s"), title, value);
}

const char *
normlab_chart_card_get_beginning (const NormlabChartLayout *layout, double x)
{
  return x > 0 ? NULL : layout->model->x.beginning;
}

char *
normlab_chart_card_format_restart (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  const NormlabChartRestart *restart = normlab_chart_layout_find_restart (
      layout, g_ptr_array_index (layout->model->series, pick->series), pick->pixel.x);
  g_autofree char *place = NULL;

  if (restart == NULL)
    return NULL;
  place = normlab_chart_card_format_place (layout, restart->x);
  /* Translators: of a run of another program, which went back; a place on the chart's x axis: "step
   * 420" */
  return g_strdup_printf (_("began again at %s"), place);
}

const NormlabChartSpread *
normlab_chart_card_get_spread (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  return normlab_chart_series_get_spread (g_ptr_array_index (layout->model->series, pick->series),
                                          pick->point);
}

char *
normlab_chart_card_format_pick (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  const NormlabChartSpread *spread = normlab_chart_card_get_spread (layout, pick);
  g_autofree char *value = normlab_chart_card_format (layout, pick->at.y);
  g_autofree char *margin = NULL;

  if (spread == NULL || spread->n < 2)
    return g_steal_pointer (&value);
  margin = normlab_chart_card_format (layout, spread->margin);
  return g_strdup_printf ("%s ± %s", value, margin);
}

gboolean
normlab_chart_card_is_compared (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, pick->series);

  return !series->baseline
         && isfinite (normlab_chart_model_get_difference (layout->model, pick->at));
}

char *
normlab_chart_card_format_difference (const NormlabChartLayout *layout,
                                      const NormlabChartPick *pick)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, pick->series);
  double difference = normlab_chart_model_get_difference (layout->model, pick->at);
  g_autofree char *size = normlab_chart_card_format (layout, fabs (difference));

  if (series->baseline)
    /* Translators: in place of a run's difference to that run with which all others are compared:
     * it is that itself */
    return g_strdup (C_("difference", "baseline"));
  if (!isfinite (difference))
    return g_strdup ("–");
  return g_strconcat (difference < 0 ? "−" : "+", size, NULL);
}

/* What only a mean has to say; "" for others. */
static char *
describe_spread (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  const NormlabChartSpread *spread = normlab_chart_card_get_spread (layout, pick);
  g_autofree char *deviation = NULL;
  g_autofree char *best = NULL;
  g_autofree char *worst = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (spread == NULL)
    return g_strdup ("");
  deviation = normlab_chart_card_format (layout, spread->deviation);
  best = normlab_chart_card_format (layout, spread->best);
  worst = normlab_chart_card_format (layout, spread->worst);
  if (spread->n > 1)
    /* Translators: follows "0.81 ± 0.01": what stands behind ±, and the standard deviation */
    g_string_append_printf (text, _(" (95 %%), deviation %s"), deviation);
  /* Translators: follows a mean's value: those of its best and its worst seed */
  g_string_append_printf (text, _(", best %s, worst %s"), best, worst);
  if (spread->n_diverged > 0)
    {
      g_string_append (text, _(", "));
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "%u diverged", "%u diverged", spread->n_diverged),
          spread->n_diverged);
    }
  return g_strdup (text->str);
}

/* What it is more in training, where a band shows that; "" elsewhere. */
static char *
describe_gap (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  g_autofree char *gap = normlab_chart_card_format (layout, pick->gap);

  /* Translators: follows a run's values: training minus test */
  return isfinite (pick->gap) ? g_strdup_printf (_(", gap %s"), gap) : g_strdup ("");
}

/* What it is more than the baseline, or that it is that; "" where nothing is compared. */
static char *
describe_difference (const NormlabChartLayout *layout, const NormlabChartPick *pick)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, pick->series);
  g_autofree char *difference = normlab_chart_card_format_difference (layout, pick);

  if (layout->model->baseline != NULL && series->baseline)
    return g_strconcat (_(", "), difference, NULL);
  if (!normlab_chart_card_is_compared (layout, pick))
    return g_strdup ("");
  /* Translators: follows a run's values: how much more than the baseline's one of them is */
  return g_strdup_printf (_(", from the baseline %s"), difference);
}

char *
normlab_chart_card_describe (const NormlabChartLayout *layout, GArray *picks)
{
  const NormlabChartPick *pick = &g_array_index (picks, NormlabChartPick, 0);
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, pick->series);
  g_autofree char *place = normlab_chart_card_format_place (layout, pick->at.x);
  g_autofree char *value = normlab_chart_card_format_pick (layout, pick);
  g_autofree char *spread = describe_spread (layout, pick);
  g_autofree char *gap = describe_gap (layout, pick);
  g_autofree char *difference = describe_difference (layout, pick);
  g_autofree char *training = normlab_chart_card_format (layout, pick->training);
  g_autofree char *restart = normlab_chart_card_format_restart (layout, pick);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = series->name != NULL ? series->name : "";
  const char *beginning = normlab_chart_card_get_beginning (layout, pick->at.x);

  if (isfinite (pick->training))
    /* Translators: a run's name, a place ("step 420"), its values there */
    g_string_append_printf (text, _("%s, %s: test %s, training %s"), name, place, value, training);
  else
    /* Translators: a run's name, a place ("step 420"), its value there */
    g_string_append_printf (text, _("%s, %s: %s"), name, place, value);
  g_string_append_printf (text, "%s%s%s", spread, gap, difference);
  if (beginning != NULL)
    g_string_append_printf (text, "; %s", beginning);
  if (restart != NULL)
    g_string_append_printf (text, "; %s", restart);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
