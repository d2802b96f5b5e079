/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-scale.h"

#include <math.h>
#include <string.h>

double
normlab_chart_scale_to_pixel (const NormlabChartScale *self, double value)
{
  return self->start + (value - self->min) / (self->max - self->min) * (self->end - self->start);
}

double
normlab_chart_scale_to_value (const NormlabChartScale *self, double pixel)
{
  return self->min + (pixel - self->start) / (self->end - self->start) * (self->max - self->min);
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

  self->step = step;
  self->digits = MAX (0, (int) -floor (log10 (step) + 1e-9));
  self->n = last < first ? 0 : (guint) (last - first) + 1;
  for (guint i = 0; i < self->n; i++)
    self->values[i] = (first + i) * step;
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

  if (self->digits > 6 || fabs (value) >= 1e9)
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.4g", value));

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
