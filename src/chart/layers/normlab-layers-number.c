/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Numbers from here to there are written out. */
#define LEAST 1e-3
#define MOST 1e4

/* Of a number that is rounded to two digits: 0.00996 becomes 0.010. */
static int
get_exponent (double value)
{
  return value > 0 ? (int) floor (log10 (value * 1.005)) : 0;
}

/* @digits behind the dot. */
static char *
format (double value, int digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], pattern[8];

  g_snprintf (pattern, sizeof pattern, "%%.%df", CLAMP (digits, 0, 20));
  g_ascii_formatd (buffer, sizeof buffer, pattern, fabs (value));
  return g_strconcat (value < 0 && strspn (buffer, "0.") < strlen (buffer) ? "−" : "", buffer,
                      NULL);
}

static char *
format_infinite (double value)
{
  return g_strdup (isnan (value) ? "NaN" : value < 0 ? "−∞" : "∞");
}

char *
normlab_layers_power (int exponent)
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
normlab_layers_number (double value)
{
  int exponent = get_exponent (fabs (value));
  g_autofree char *number = NULL, *power = NULL;

  if (!isfinite (value))
    return format_infinite (value);
  if (value == 0 || (fabs (value) >= LEAST && fabs (value) < MOST))
    return format (value, value == 0 ? 0 : 1 - exponent);
  number = format (value / pow (10, exponent), 1);
  power = normlab_layers_power (exponent);
  return g_strdup_printf ("%s·%s", number, power);
}

char *
normlab_layers_mean (double mean, double std)
{
  int exponent = get_exponent (std > 0 ? std : fabs (mean));
  gboolean plain = std == 0 || (std >= LEAST && fabs (mean) < MOST && std < MOST);
  g_autofree char *first = NULL, *second = NULL, *power = NULL;

  if (!isfinite (mean) || !isfinite (std))
    return format_infinite (isfinite (mean) ? std : mean);
  if (std == 0)
    {
      first = normlab_layers_number (mean);
      return g_strdup_printf ("%s ± 0", first);
    }
  first = format (plain ? mean : mean / pow (10, exponent), plain ? 1 - exponent : 1);
  second = format (plain ? std : std / pow (10, exponent), plain ? 1 - exponent : 1);
  if (plain)
    return g_strdup_printf ("%s ± %s", first, second);
  power = normlab_layers_power (exponent);
  return g_strdup_printf ("(%s ± %s)·%s", first, second, power);
}

char *
normlab_layers_share (double share)
{
  if (share > 0 && share < 0.005)
    return g_strdup (_("< 1 %"));
  /* Translators: a share of all, such as "98 %" */
  return g_strdup_printf (_("%.0f %%"), share * 100);
}
