/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-style.h"

#include <math.h>
#include <string.h>

#include "normlab-test-sight.h"

#define MIN_CONTRAST 3.0
#define MIN_TEXT_CONTRAST 4.5
/* In CIELAB; 2 can just be told apart side by side. */
#define MIN_DISTANCE 20.0
#define MIN_STEP 16.0

static const NormlabChartTheme own_themes[] = {
  NORMLAB_CHART_THEME_LIGHT,
  NORMLAB_CHART_THEME_DARK,
  NORMLAB_CHART_THEME_PRINT,
};

static void
test_contrast (void)
{
  const NormlabChartColor black = { 0, 0, 0 };
  const NormlabChartColor white = { 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (normlab_chart_color_get_contrast (&black, &white), 21, 1e-9);

  for (guint t = 0; t < G_N_ELEMENTS (own_themes); t++)
    {
      NormlabChartStyle style;

      normlab_chart_style_init (&style, own_themes[t]);
      g_assert_cmpuint (style.n_palette, >=, 6);
      for (guint i = 0; i < style.n_palette; i++)
        g_assert_cmpfloat (normlab_chart_color_get_contrast (&style.palette[i], &style.background),
                           >=, MIN_CONTRAST);
      g_assert_cmpfloat (normlab_chart_color_get_contrast (&style.text, &style.background), >=,
                         MIN_TEXT_CONTRAST);
      g_assert_cmpfloat (normlab_chart_color_get_contrast (&style.dim, &style.background), >=,
                         MIN_TEXT_CONTRAST);
    }
}

static void
test_color_blindness (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (own_themes); t++)
    {
      NormlabChartStyle style;

      normlab_chart_style_init (&style, own_themes[t]);
      for (guint sight = 0; sight < NORMLAB_TEST_N_SIGHTS; sight++)
        for (guint i = 0; i < style.n_palette; i++)
          for (guint j = 0; j < i; j++)
            g_assert_cmpfloat (
                normlab_test_sight_get_distance (normlab_test_see (&style.palette[i], sight),
                                                 normlab_test_see (&style.palette[j], sight)),
                >=, MIN_DISTANCE);
    }
}

/* However many steps are taken of the seven: each can be told from its neighbours, and lightness
 * only falls; on dark it only rises: more stands out more. */
static void
test_ramp (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (own_themes); t++)
    for (guint n = 3; n <= 7; n++)
      for (guint sight = 0; sight < NORMLAB_TEST_N_SIGHTS; sight++)
        {
          NormlabChartStyle style;
          NormlabTestSeen before = { { 0 } };

          normlab_chart_style_init (&style, own_themes[t]);
          for (guint i = 0; i < n; i++)
            {
              guint index = normlab_chart_color_of_step (i, n);
              NormlabChartColor color = normlab_chart_style_get_color (&style, index, FALSE);
              NormlabTestSeen seen = normlab_test_see (&color, sight);
              double brighter = (seen.v[0] - before.v[0])
                                * (own_themes[t] == NORMLAB_CHART_THEME_DARK ? 1 : -1);

              g_assert_cmpfloat (normlab_chart_color_get_contrast (&color, &style.background), >=,
                                 MIN_CONTRAST);
              g_assert_true (i == 0 || brighter > 2);
              g_assert_true (i == 0 || normlab_test_sight_get_distance (seen, before) >= MIN_STEP);
              before = seen;
            }
        }
}

/* More steps than colours: those that share one have different marks. */
static void
test_long_ramp (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (own_themes); t++)
    for (guint n = 1; n <= 28; n++)
      {
        NormlabChartStyle style;

        normlab_chart_style_init (&style, own_themes[t]);
        for (guint i = 1; i < n; i++)
          {
            guint one = normlab_chart_color_of_step (i - 1, n);
            guint other = normlab_chart_color_of_step (i, n);
            NormlabChartColor a = normlab_chart_style_get_color (&style, one, FALSE);
            NormlabChartColor b = normlab_chart_style_get_color (&style, other, FALSE);

            g_assert_true (memcmp (&a, &b, sizeof a) != 0
                           || normlab_chart_style_get_mark (&style, one)
                                  != normlab_chart_style_get_mark (&style, other));
            g_assert_true (n > 7 || style.marked
                           || normlab_chart_style_get_mark (&style, other)
                                  == NORMLAB_CHART_MARK_NONE);
          }
      }
}

/* What a colour's number says can be read back, with and without marks. */
static void
test_numbers (void)
{
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  for (guint i = 0; i < 512; i += 73)
    {
      guint step = normlab_chart_color_of_step (i, 512);

      g_assert_cmpuint (normlab_chart_color_get_number (i), ==, i);
      g_assert_cmpuint (normlab_chart_color_get_n_steps (i), ==, 0);
      g_assert_cmpuint (normlab_chart_color_get_number (step | NORMLAB_CHART_COLOR_MARKED), ==, i);
      g_assert_cmpuint (normlab_chart_color_get_n_steps (step | NORMLAB_CHART_COLOR_MARKED), ==,
                        512);
    }
  g_assert_cmpint (normlab_chart_style_get_mark (&style, 3), ==, NORMLAB_CHART_MARK_NONE);
  g_assert_cmpint (normlab_chart_style_get_mark (&style, 3 | NORMLAB_CHART_COLOR_MARKED), !=,
                   NORMLAB_CHART_MARK_NONE);
  g_assert_cmpint (normlab_chart_style_get_mark (&style, NORMLAB_CHART_NEUTRAL), ==,
                   NORMLAB_CHART_MARK_NONE);
}

/* Past its end, the palette begins anew with another mark: no two of many lines look alike. */
static void
test_endless (void)
{
  for (NormlabChartTheme theme = 0; theme < NORMLAB_N_CHART_THEMES; theme++)
    {
      NormlabChartStyle style;

      normlab_chart_style_init (&style, theme);
      for (guint i = 0; i < 4 * style.n_palette; i++)
        for (guint j = 0; j < i; j++)
          g_assert_true (i % style.n_palette != j % style.n_palette
                         || normlab_chart_style_get_mark (&style, i)
                                != normlab_chart_style_get_mark (&style, j));
    }
}

static void
test_faint (void)
{
  NormlabChartStyle style;
  NormlabChartColor plain, faint;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  plain = normlab_chart_style_get_color (&style, 0, FALSE);
  faint = normlab_chart_style_get_color (&style, 0, TRUE);
  g_assert_cmpfloat (normlab_chart_color_get_contrast (&faint, &style.background), <,
                     normlab_chart_color_get_contrast (&plain, &style.background));
  g_assert_cmpfloat (normlab_chart_color_get_contrast (&faint, &style.background), >, 1.3);
}

static void
test_scale (void)
{
  NormlabChartStyle style, large;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_DARK);
  large = style;
  normlab_chart_style_scale (&large, 1.5);
  g_assert_cmpfloat (large.font_size, ==, style.font_size * 1.5);
  g_assert_cmpfloat (large.line_width, ==, style.line_width * 1.5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-style/contrast", test_contrast);
  g_test_add_func ("/chart-style/color-blindness", test_color_blindness);
  g_test_add_func ("/chart-style/ramp", test_ramp);
  g_test_add_func ("/chart-style/long-ramp", test_long_ramp);
  g_test_add_func ("/chart-style/numbers", test_numbers);
  g_test_add_func ("/chart-style/endless", test_endless);
  g_test_add_func ("/chart-style/faint", test_faint);
  g_test_add_func ("/chart-style/scale", test_scale);
  return g_test_run ();
}
