/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-figure.h"

#include <math.h>

#include "normlab-test-locale.h"
#include "normlab-test.h"

/* Figures for people. */

static void
check (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* Two digits, and a power where it would be long. */
static void
test_figure (void)
{
  check (normlab_figure (0), "0");
  check (normlab_figure (0.123), "0.12");
  check (normlab_figure (-0.123), "−0.12");
  check (normlab_figure (12.6), "13");
  check (normlab_figure (0.00996), "0.010");
  check (normlab_figure (3.4e-5), "3.4·10⁻⁵");
  check (normlab_figure (-1.25e12), "−1.2·10¹²");
  check (normlab_figure (INFINITY), "∞");
  check (normlab_figure (-INFINITY), "−∞");
  check (normlab_figure (NAN), "NaN");
}

/* What is shown as 0 has no sign. */
static void
test_format (void)
{
  check (normlab_figure_format ("%.3g", -39.62), "−39.6");
  check (normlab_figure_format ("%.4f", -0.00001), "0.0000");
  check (normlab_figure_format ("%.4f", -0.0), "0.0000");
  check (normlab_figure_format ("%.1e", -3e-4), "−3.0e-04");
  check (normlab_figure_fixed (-0.04, 1), "0.0");
  check (normlab_figure_fixed (-0.05, 2), "−0.05");
  check (normlab_figure_power (-12), "10⁻¹²");
}

/* No comma where people write one. */
static void
test_locale (void)
{
  if (!normlab_test_enter_comma_locale ())
    return;
  check (normlab_figure_format ("%.2f", 0.5), "0.50");
  check (normlab_figure (0.5), "0.50");
  normlab_test_leave_comma_locale ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/figure", test_figure);
  g_test_add_func ("/figure/format", test_format);
  g_test_add_func ("/figure/locale", test_locale);
  return g_test_run ();
}
