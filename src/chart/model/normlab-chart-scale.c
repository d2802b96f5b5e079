/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-scale.h"

#include <math.h>
#include <string.h>

#include "normlab-figure.h"

/* Nothing is farther before the start of a logarithmic scale, 0 included. */
#define FARTHEST 1e-6

/* A share of the way from 0 to the knee that is nothing. */
#define ROUNDING 1e-9

/* Shares of that way between which an axis is broken. */
#define BREAK_BEGIN 0.4
#define BREAK_END 0.65

/* Within so small a ratio, equal differences say more. */
#define SMALL_RATIO 6

double
normlab_chart_scale_flatten (gboolean logarithmic, double value)
{
  return logarithmic ? log10 (value) : value;
}

double
normlab_chart_scale_unflatten (gboolean logarithmic, double place)
{
  return logarithmic ? pow (10, place) : place;
}

double
normlab_chart_scale_get_place (const NormlabChartScale *self, double value)
{
  if (!self->logarithmic || !(self->knee > 0) || value >= self->knee)
    return normlab_chart_scale_flatten (self->logarithmic, value);
  return log10 (self->knee) + (value / self->knee - 1) * NORMLAB_CHART_GAP;
}

double
normlab_chart_scale_get_value (const NormlabChartScale *self, double place)
{
  double beyond;

  if (!self->logarithmic || !(self->knee > 0) || place >= log10 (self->knee))
    return normlab_chart_scale_unflatten (self->logarithmic, place);
  beyond = 1 + (place - log10 (self->knee)) / NORMLAB_CHART_GAP;
  return fabs (beyond) < ROUNDING ? 0 : self->knee * beyond;
}

gboolean
normlab_chart_scale_is_alike (const NormlabChartScale *self, const NormlabChartScale *other)
{
  return !self->logarithmic == !other->logarithmic
         && (!self->logarithmic || self->knee == other->knee);
}

static double
get_share_of_place (const NormlabChartScale *self, double place)
{
  double first = normlab_chart_scale_get_place (self, self->min);

  return (place - first) / (normlab_chart_scale_get_place (self, self->max) - first);
}

double
normlab_chart_scale_to_pixel (const NormlabChartScale *self, double value)
{
  double share;

  if (self->logarithmic && self->knee > 0)
    share = get_share_of_place (self, normlab_chart_scale_get_place (self, value));
  else if (self->logarithmic && !isnan (value))
    share = log (MAX (value, self->min * FARTHEST) / self->min) / log (self->max / self->min);
  else
    share = (value - self->min) / (self->max - self->min);
  return self->start + share * (self->end - self->start);
}

double
normlab_chart_scale_to_value (const NormlabChartScale *self, double pixel)
{
  double share = (pixel - self->start) / (self->end - self->start);

  if (self->logarithmic && self->knee > 0)
    {
      double first = normlab_chart_scale_get_place (self, self->min);
      double last = normlab_chart_scale_get_place (self, self->max);

      return normlab_chart_scale_get_value (self, first + share * (last - first));
    }
  return self->logarithmic ? self->min * pow (self->max / self->min, share)
                           : self->min + share * (self->max - self->min);
}

gboolean
normlab_chart_scale_get_break (const NormlabChartScale *self, double *from, double *to)
{
  if (!self->logarithmic || !(self->knee > 0) || self->min > 0 || self->max <= self->knee)
    return FALSE;
  *from = normlab_chart_scale_to_pixel (self, self->knee * BREAK_BEGIN);
  *to = normlab_chart_scale_to_pixel (self, self->knee * BREAK_END);
  return TRUE;
}

/* The smallest of 1, 2, 5, 10, 20, 50 … (times any power of ten) that is at least @minimum. */
static double
round_step (double minimum)
{
  double power = pow (10, floor (log10 (minimum)));
  const double factors[] = { 1, 2, 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (factors[i] * power >= minimum * (1 - 1e-9))
      return factors[i] * power;
  return 10 * power;
}

/* Ends of a range often come from a division: what misses them by a rounding error is in. */
static double
first_multiple (double min, double step)
{
  return ceil (min / step - 1e-6);
}

static double
last_multiple (double max, double step)
{
  return floor (max / step + 1e-6);
}

void
normlab_chart_ticks_init (NormlabChartTicks *self,
                          double min,
                          double max,
                          guint max_n,
                          double min_step)
{
  double step, first, last;

  g_return_if_fail (isfinite (min) && isfinite (max) && min < max);
  g_return_if_fail (max_n >= 2 && max_n <= NORMLAB_CHART_MAX_TICKS);

  step = round_step (MAX ((max - min) / max_n, min_step));
  while ((last = last_multiple (max, step)) - (first = first_multiple (min, step)) + 1 > max_n)
    step = round_step (step * 1.5);

  self->logarithmic = FALSE;
  self->step = step;
  self->digits = MAX (0, (int) -floor (log10 (step) + 1e-9));
  self->n = last < first ? 0 : (guint) (last - first) + 1;
  for (guint i = 0; i < self->n; i++)
    self->values[i] = (first + i) * step;
}

/* The first of @mantissas times powers of ten, a few before @min and after @max, that lie between;
 * how many these are, of which those that there is room for are taken. */
static guint
take_powers (NormlabChartTicks *self, double min, double max, guint n_mantissas)
{
  static const double mantissas[] = { 1, 2, 5 };
  int first = (int) floor (log10 (min)) - 1, last = (int) ceil (log10 (max)) + 1;

  self->n = 0;
  for (int power = first; power <= last; power++)
    for (guint m = 0; m < n_mantissas; m++)
      {
        double value = mantissas[m] * pow (10, power);

        if (value < min * (1 - 1e-6) || value > max * (1 + 1e-6))
          continue;
        if (self->n == NORMLAB_CHART_MAX_TICKS)
          return G_MAXUINT;
        self->values[self->n++] = value;
      }
  return self->n;
}

/* Every second, third … power of ten, until there is room for all. */
static void
thin_out (NormlabChartTicks *self, guint max_n)
{
  guint each = (self->n + max_n - 1) / max_n, n = 0;

  for (guint i = 0; i < self->n; i += each)
    self->values[n++] = self->values[i];
  self->n = n;
}

void
normlab_chart_ticks_init_logarithmic (NormlabChartTicks *self, double min, double max, guint max_n)
{
  g_return_if_fail (isfinite (min) && isfinite (max) && 0 < min && min < max);
  g_return_if_fail (max_n >= 2 && max_n <= NORMLAB_CHART_MAX_TICKS);

  self->logarithmic = TRUE;
  self->step = self->digits = 0;
  if (take_powers (self, min, max, 3) <= max_n && self->n >= 2)
    return;
  if (self->n < 2)
    {
      normlab_chart_ticks_init (self, min, max, max_n, 0);
      return;
    }
  take_powers (self, min, max, 1);
  if (self->n < 2)
    {
      take_powers (self, min, max, 3);
      self->n = MIN (self->n, NORMLAB_CHART_MAX_TICKS);
    }
  if (self->n > max_n)
    thin_out (self, max_n);
}

/* Leaves out what is less than @least, and what would stand in the way of 0, which comes first. */
static void
put_zero_first (NormlabChartTicks *self, const NormlabChartScale *scale, double least, double room)
{
  double zero = get_share_of_place (scale, normlab_chart_scale_get_place (scale, 0));
  guint first = 0;

  while (
      first < self->n
      && (self->values[first] < least
          || get_share_of_place (scale, normlab_chart_scale_get_place (scale, self->values[first]))
                 < zero + room))
    first++;
  self->n -= first;
  memmove (self->values + 1, self->values + first, self->n * sizeof *self->values);
  self->values[0] = 0;
  self->n++;
}

void
normlab_chart_ticks_init_for (NormlabChartTicks *self,
                              const NormlabChartScale *scale,
                              guint max_n,
                              double min_step,
                              double room)
{
  gboolean kneed = scale->logarithmic && scale->knee > 0;
  double least = kneed ? MAX (scale->min, scale->knee) : scale->min;

  if (!scale->logarithmic || (kneed && !(least < scale->max)))
    {
      normlab_chart_ticks_init (self, scale->min, scale->max, max_n, min_step);
      return;
    }
  normlab_chart_ticks_init_logarithmic (self, least, scale->max,
                                        MIN (max_n, NORMLAB_CHART_MAX_TICKS - 1));
  if (!kneed)
    return;
  if (scale->min <= 0)
    put_zero_first (self, scale, MAX (least * (1 - ROUNDING), min_step), room);
  else if (scale->max < SMALL_RATIO * least)
    normlab_chart_ticks_init (self, scale->min, scale->max, max_n, min_step);
}

/* Inserts a narrow space every three digits before the decimal mark, if there are five or more. */
static void
group_digits (GString *text)
{
  const char *mark = strchr (text->str, '.');
  gssize n_digits = mark != NULL ? mark - text->str : (gssize) text->len;

  for (gssize at = n_digits - 3; n_digits > 4 && at > 0; at -= 3)
    g_string_insert (text, at, "\xe2\x80\xaf");
}

char *
normlab_chart_ticks_format (const NormlabChartTicks *self, double value)
{
  g_autoptr (GString) text = NULL;
  char format[16];
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->logarithmic)
    {
      gboolean large = value >= 1e4 && value < 1e9;

      text = g_string_new (g_ascii_formatd (number, sizeof number, large ? "%.0f" : "%.4g", value));
      if (large)
        group_digits (text);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  if (self->digits > 6 || fabs (value) >= 1e9)
    return normlab_figure_format ("%.4g", value);

  g_snprintf (format, sizeof format, "%%.%df", self->digits);
  text = g_string_new (g_ascii_formatd (number, sizeof number, format, fabs (value)));
  group_digits (text);
  /* What is shown as 0 has no sign. */
  if (value < -self->step / 2)
    g_string_prepend (text, "\xe2\x88\x92");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
normlab_chart_range_round (double *min, double *max)
{
  double step;

  if (!isfinite (*min) || !isfinite (*max))
    {
      *min = 0;
      *max = 1;
    }
  if (*max - *min <= fabs (*max) * 1e-12)
    {
      double room = *max == 0 ? 1 : fabs (*max) * 0.1;

      *min -= room;
      *max += room;
    }

  step = round_step ((*max - *min) / 8);
  *min = floor (*min / step + 1e-6) * step;
  *max = ceil (*max / step - 1e-6) * step;
}
