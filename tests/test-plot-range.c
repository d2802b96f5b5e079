/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-plot-range.h"

/* Ends of axes as people type them. */

static void
test_read (void)
{
  static const struct
  {
    const char *from, *to;
    const char *text;    /* NULL: refused */
    const char *problem; /* a part of it */
    NormlabPlotRangeEnd wrong;
  } cases[] = {
    { "", "", ":" },
    { " 100 ", "500", "100:500" },
    { "0", "", "0:" },
    { "", "0.5", ":0.5" },
    { "1e-3", "1", "0.001:1" },
    { "x", "", NULL, "“x” is not a number", NORMLAB_PLOT_RANGE_FROM },
    { "-1", "", NULL, "“-1” is not a number", NORMLAB_PLOT_RANGE_FROM },
    { "1", "1,5", NULL, "“1,5” is not a number", NORMLAB_PLOT_RANGE_TO },
    { "1", "nan", NULL, "“nan” is not a number", NORMLAB_PLOT_RANGE_TO },
    { "1e-100", "1e100", "1e-100:1e+100" },
    { "1e308", "", NULL, "“1e308” is neither 0 nor between 1e-100 and 1e100",
      NORMLAB_PLOT_RANGE_FROM },
    { "1e-101", "1", NULL, "“1e-101” is neither 0 nor", NORMLAB_PLOT_RANGE_FROM },
    { "", "5e-324", NULL, "“5e-324” is neither 0 nor", NORMLAB_PLOT_RANGE_TO },
    { "1", "1.1e100", NULL, "“1.1e100” is neither 0 nor", NORMLAB_PLOT_RANGE_TO },
    { "", "0", NULL, "above 0", NORMLAB_PLOT_RANGE_TO },
    { "5", "5", NULL, "above where it begins", NORMLAB_PLOT_RANGE_TO },
    { "6", "5", NULL, "above where it begins", NORMLAB_PLOT_RANGE_TO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabPlotRange range = { TRUE, FALSE, 7, 0 };
      NormlabPlotRangeEnd wrong;
      g_autofree char *problem
          = normlab_plot_range_read (&range, FALSE, cases[i].from, cases[i].to, &wrong);
      g_autofree char *text = normlab_plot_range_to_text (&range);

      g_assert_cmpstr (text, ==, cases[i].text != NULL ? cases[i].text : "7:");
      g_assert_cmpint (problem != NULL, ==, cases[i].text == NULL);
      if (problem == NULL)
        continue;
      g_assert_nonnull (g_strstr_len (problem, -1, cases[i].problem));
      g_assert_cmpint (wrong, ==, cases[i].wrong);
    }
}

static void
test_text (void)
{
  static const char *const none[]
      = { "", "5", "1:2:3", "a:", "2:1", ":0", "1;2", "1e308:", ":5e-324" };
  NormlabPlotRange range = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (normlab_plot_range_from_text (&range, FALSE, none[i]));
  g_assert_true (normlab_plot_range_from_text (&range, FALSE, "0.25:"));
  g_assert_true (range.has_from);
  g_assert_false (range.has_to);
  g_assert_cmpfloat (range.from, ==, 0.25);
}

/* What other programs measure may lie below 0, and only that. */
static void
test_free (void)
{
  static const struct
  {
    const char *from, *to;
    const char *text;    /* NULL: refused */
    const char *problem; /* a part of it */
  } cases[] = {
    { "-200", "-50", "-200:-50" },
    { "-1e100", "-1e-100", "-1e+100:-1e-100" },
    { "", "0", ":0" },
    { "", "-3", ":-3" },
    { "−2", "-0", "-2:0" },
    { "--2", "", NULL, "“--2” is not a number" },
    { "-", "", NULL, "“-” is not a number" },
    { "-1", "-2", NULL, "above where it begins" },
    { "-1.1e100", "", NULL, "is neither 0 nor between" },
    { "-1e-101", "", NULL, "is neither 0 nor between" },
    { "x", "", NULL, "“x” is not a number" },
  };
  NormlabPlotRange range = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabPlotRangeEnd wrong;
      g_autofree char *problem
          = normlab_plot_range_read (&range, TRUE, cases[i].from, cases[i].to, &wrong);
      g_autofree char *text = normlab_plot_range_to_text (&range);

      if (cases[i].text != NULL)
        {
          g_assert_null (problem);
          g_assert_cmpstr (text, ==, cases[i].text);
        }
      else
        {
          g_assert_nonnull (problem);
          g_assert_nonnull (strstr (problem, cases[i].problem));
          g_assert_null (strstr (problem, "0 or more"));
        }
    }
  normlab_plot_ranges_get ("other:loss=-2:;loss=-2:;steps=-2:", "other:loss", &range);
  g_assert_true (range.has_from);
  g_assert_cmpfloat (range.from, ==, -2);
  normlab_plot_ranges_get ("other:loss=-2:;loss=-2:;steps=-2:", "loss", &range);
  g_assert_false (range.has_from);
  normlab_plot_ranges_get ("other:loss=-2:;loss=-2:;steps=-2:", "steps", &range);
  g_assert_false (range.has_from);
}

/* Each axis has its own. */
static void
test_several (void)
{
  NormlabPlotRange range;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *other = NULL;
  g_autofree char *none = NULL;

  one = normlab_plot_ranges_set ("", "loss", &(NormlabPlotRange){ TRUE, TRUE, 1, 2 });
  g_assert_cmpstr (one, ==, "loss=1:2");
  two = normlab_plot_ranges_set (one, "steps", &(NormlabPlotRange){ .has_to = TRUE, .to = 500 });
  g_assert_cmpstr (two, ==, "loss=1:2;steps=:500");
  other = normlab_plot_ranges_set (two, "loss", &(NormlabPlotRange){ .has_from = TRUE });
  g_assert_cmpstr (other, ==, "loss=0:;steps=:500");
  none = normlab_plot_ranges_set (other, "steps", &(NormlabPlotRange){ 0 });
  g_assert_cmpstr (none, ==, "loss=0:");

  /* The same once more is no change. */
  g_free (none);
  normlab_plot_ranges_get (two, "loss", &range);
  none = normlab_plot_ranges_set (two, "loss", &range);
  g_assert_cmpstr (none, ==, two);

  normlab_plot_ranges_get (two, "steps", &range);
  g_assert_true (!range.has_from && range.has_to && range.to == 500);
  normlab_plot_ranges_get (two, "step", &range);
  g_assert_true (!range.has_from && !range.has_to);
  normlab_plot_ranges_get ("loss=2:1;x;=;steps", "loss", &range);
  g_assert_true (!range.has_from && !range.has_to);
}

/* Whatever another program calls what it measures, it is one word, and none of the table's. */
static void
test_words (void)
{
  g_autofree char *loss = normlab_plot_ranges_create_word (NORMLAB_METRIC_LOSS);
  g_autofree char *other = normlab_plot_ranges_create_word (normlab_metric_of_foreign ("loss"));
  g_autofree char *odd = normlab_plot_ranges_create_word (normlab_metric_of_foreign ("a=1;loss"));
  g_autofree char *ranges
      = normlab_plot_ranges_set ("loss=1:2", odd, &(NormlabPlotRange){ .has_to = TRUE, .to = 7 });
  NormlabPlotRange range;

  g_assert_cmpstr (loss, ==, "loss");
  g_assert_cmpstr (other, ==, "other:loss");
  normlab_plot_ranges_get (ranges, loss, &range);
  g_assert_cmpfloat (range.to, ==, 2);
  normlab_plot_ranges_get (ranges, odd, &range);
  g_assert_cmpfloat (range.to, ==, 7);
  normlab_plot_ranges_get (ranges, other, &range);
  g_assert_false (range.has_to);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-range/read", test_read);
  g_test_add_func ("/plot-range/text", test_text);
  g_test_add_func ("/plot-range/free", test_free);
  g_test_add_func ("/plot-range/several", test_several);
  g_test_add_func ("/plot-range/words", test_words);
  return g_test_run ();
}
