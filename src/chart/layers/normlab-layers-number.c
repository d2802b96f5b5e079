/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-figure.h"

char *
normlab_layers_power (int exponent)
{
  return normlab_figure_power (exponent);
}

char *
normlab_layers_number (double value)
{
  return normlab_figure (value);
}

char *
normlab_layers_mean (double mean, double std)
{
  int exponent = normlab_figure_get_exponent (std > 0 ? std : fabs (mean));
  gboolean plain = std == 0 || (normlab_figure_is_plain (std) && fabs (mean) < NORMLAB_FIGURE_MOST);
  g_autofree char *first = NULL, *second = NULL, *power = NULL;

  if (!isfinite (mean) || !isfinite (std))
    return normlab_figure_infinite (isfinite (mean) ? std : mean);
  if (std == 0)
    {
      first = normlab_figure (mean);
      return g_strdup_printf ("%s ± 0", first);
    }
  first = normlab_figure_fixed (plain ? mean : mean / pow (10, exponent), plain ? 1 - exponent : 1);
  second = normlab_figure_fixed (plain ? std : std / pow (10, exponent), plain ? 1 - exponent : 1);
  if (plain)
    return g_strdup_printf ("%s ± %s", first, second);
  power = normlab_figure_power (exponent);
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
