/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-figure.h"

#include <math.h>
#include <string.h>

/* Numbers from here on are written out. */
#define LEAST 1e-3

int
normlab_figure_get_exponent (double value)
{
  return value > 0 ? (int) floor (log10 (value * 1.005)) : 0;
}

gboolean
normlab_figure_is_plain (double value)
{
  return value == 0 || (fabs (value) >= LEAST && fabs (value) < NORMLAB_FIGURE_MOST);
}

char *
normlab_figure_format (const char *format, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, format, fabs (value));
  return g_strconcat (value < 0 && strspn (buffer, "0.") < strlen (buffer) ? "−" : "", buffer,
                      NULL);
}

char *
normlab_figure_fixed (double value, int digits)
{
  char format[8];

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (digits, 0, 20));
  return normlab_figure_format (format, value);
}

char *
normlab_figure_infinite (double value)
{
  return g_strdup (isnan (value) ? "NaN" : value < 0 ? "−∞" : "∞");
}

char *
normlab_figure_power (int exponent)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *digits = g_strdup_printf ("%d", ABS (exponent));
  GString *text = g_string_new ("10");

  if (exponent < 0)
    g_string_append (text, "⁻");
  for (const char *digit = digits; *digit != '\0'; digit++)
    g_string_append (text, raised[*digit - '0']);
  return g_string_free (text, FALSE);
}

char *
normlab_figure (double value)
{
  int exponent = normlab_figure_get_exponent (fabs (value));
  g_autofree char *number = NULL, *power = NULL;

  if (!isfinite (value))
    return normlab_figure_infinite (value);
  if (normlab_figure_is_plain (value))
    return normlab_figure_fixed (value, value == 0 ? 0 : 1 - exponent);
  number = normlab_figure_fixed (value / pow (10, exponent), 1);
  power = normlab_figure_power (exponent);
  return g_strdup_printf ("%s·%s", number, power);
}
