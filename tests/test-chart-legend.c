/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-legend.h"

#include <math.h>

/* em, as the legend has them: a sample and what is beside it, and from one column to the next. */
#define KEY 2.75
#define COLUMN_GAP 1.7

typedef struct
{
  NormlabChartModel *model;
  NormlabChartStyle style;
  PangoContext *context;
  NormlabChartLegend legend;
  double em;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
  self->em = self->style.font_size;
  self->context = normlab_chart_text_create_context ();
}

static void
clear (Fixture *self)
{
  if (self->legend.texts != NULL)
    normlab_chart_legend_clear (&self->legend);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  clear (self);
  g_object_unref (self->context);
  normlab_chart_model_free (self->model);
}

/* A line and its entry. */
static void
add (Fixture *self, const char *name, guint color)
{
  normlab_chart_model_add_series (self->model, name, 0, color);
  normlab_chart_model_add_entry (self->model, name, color, FALSE, FALSE);
}

static void
make (Fixture *self, double max_width, double max_height, guint max_columns)
{
  clear (self);
  normlab_chart_legend_init (&self->legend, self->model, &self->style, self->context,
                             NORMLAB_CHART_ENTRIES_ALL, FALSE, max_width, max_height, max_columns);
}

static double
get_width (const Fixture *self, guint i)
{
  return g_array_index (self->legend.texts, NormlabChartText, i).rect.width;
}

static const char *
get_words (const Fixture *self, guint i)
{
  return pango_layout_get_text (g_array_index (self->legend.texts, NormlabChartText, i).layout);
}

/* How many columns items of one width have that could be in @n. */
static guint
count_columns (Fixture *self, guint n_items, guint n)
{
  double item;

  tear_down (self, NULL);
  set_up (self, NULL);
  self->legend.texts = NULL;
  for (guint i = 0; i < n_items; i++)
    add (self, "network", i);
  make (self, 10000, 10000, 1);
  g_assert_cmpuint (self->legend.n_columns, ==, 1);
  item = get_width (self, 0) + KEY * self->em;
  g_assert_cmpfloat_with_epsilon (self->legend.width, item, 1e-6);

  make (self, n * item + (n - 1) * COLUMN_GAP * self->em + 0.5, 10000, G_MAXUINT);
  n = self->legend.n_columns;
  g_assert_cmpfloat_with_epsilon (self->legend.width, n * item + (n - 1) * COLUMN_GAP * self->em,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (self->legend.height,
                                  (n_items + n - 1) / n * self->legend.line_height, 1e-6);
  return n;
}

/* As few columns as the rows need, so that the last row is nearly full. */
static void
test_columns (Fixture *self, gconstpointer data)
{
  static const guint cases[][3]
      = { { 1, 5, 1 },  { 4, 5, 4 },  { 5, 5, 5 }, { 6, 5, 3 }, { 7, 5, 4 }, { 9, 5, 5 },
          { 10, 5, 5 }, { 11, 5, 4 }, { 6, 4, 3 }, { 8, 3, 3 }, { 9, 2, 2 }, { 7, 6, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u items", cases[i][0]);
      g_assert_cmpuint (count_columns (self, cases[i][0], cases[i][1]), ==, cases[i][2]);
    }
}

/* Each column is as wide as its widest item, whichever row that is in. */
static void
test_widths (Fixture *self, gconstpointer data)
{
  add (self, "a", 0);
  add (self, "a long name", 1);
  add (self, "a much longer name", 2);
  add (self, "b", 3);
  make (self, 10000, 10000, 2);
  g_assert_cmpuint (self->legend.n_columns, ==, 2);
  g_assert_cmpfloat_with_epsilon (self->legend.widths[0], get_width (self, 2) + KEY * self->em,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (self->legend.widths[1], get_width (self, 1) + KEY * self->em,
                                  1e-6);
}

/* Nor fewer, where that would need more room than there is. */
static void
test_uneven (Fixture *self, gconstpointer data)
{
  const double gap = COLUMN_GAP * self->em;
  double narrow, wide;

  add (self, "a name that is rather long", 0);
  add (self, "a", 1);
  add (self, "b", 2);
  add (self, "a name that is rather long", 3);
  make (self, 10000, 10000, 1);
  wide = get_width (self, 0) + KEY * self->em;
  narrow = MAX (get_width (self, 1), get_width (self, 2)) + KEY * self->em;
  make (self, wide + 2 * narrow + 2 * gap + 0.5, 10000, G_MAXUINT);
  g_assert_cmpfloat (2 * wide + gap, >, wide + 2 * narrow + 2 * gap + 0.5);
  g_assert_cmpuint (self->legend.n_columns, ==, 3);
  g_assert_cmpfloat (self->legend.width, <=, wide + 2 * narrow + 2 * gap);
  g_assert_cmpfloat (self->legend.widths[0], ==, wide);
}

/* What does not fit by its width is cut off with its sample in mind; what does not fit by the
 * number of rows is counted. */
static void
test_cut (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 7; i++)
    add (self, "a name that is as long as this one is", i);
  make (self, 10 * self->em, 10000, G_MAXUINT);
  g_assert_cmpuint (self->legend.n_columns, ==, 1);
  g_assert_cmpfloat (self->legend.width, <=, 10 * self->em + 0.01);
  g_assert_cmpfloat (self->legend.width, >, 8 * self->em);
  g_assert_true (
      pango_layout_is_ellipsized (g_array_index (self->legend.texts, NormlabChartText, 0).layout));

  for (guint n_rows = 1; n_rows <= 8; n_rows++)
    {
      guint n = MIN (n_rows, 7);

      make (self, 100 * self->em, (n_rows + 0.1) * self->legend.line_height, 1);
      g_assert_cmpuint (self->legend.texts->len, ==, n);
      g_assert_cmpuint (self->legend.entries->len, ==, n_rows < 7 ? n - 1 : 7);
      g_assert_cmpfloat_with_epsilon (self->legend.height, n * self->legend.line_height, 1e-6);
      if (n_rows < 7)
        {
          g_autofree char *more = g_strdup_printf ("and %u more", 7 - n + 1);

          g_assert_cmpstr (get_words (self, n - 1), ==, more);
        }
    }
  /* There is always one row, and one that has no sample is as wide as its words. */
  make (self, 100 * self->em, 0, 1);
  g_assert_cmpstr (get_words (self, 0), ==, "and 7 more");
  g_assert_cmpfloat_with_epsilon (self->legend.width, get_width (self, 0), 1e-6);
}

/* Of a ramp without room for all of its steps some are there that lie evenly, the first and the
 * last among them, and what is no step behind them. */
static void
test_ramp (Fixture *self, gconstpointer data)
{
  static const char *const expected[] = {
    "and 32 more",
    "0|and 31 more",
    "0|30|and 30 more",
    "0|30|test set|and 29 more",
    "0|15|30|test set|and 28 more",
    "0|10|20|30|test set|and 27 more",
  };

  for (guint i = 0; i <= 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add (self, name, normlab_chart_color_of_step (i, 31));
    }
  normlab_chart_model_add_entry (self->model, "test set", NORMLAB_CHART_NEUTRAL, FALSE, FALSE);
  make (self, 100 * self->em, 10000, 1);
  for (guint n_rows = 1; n_rows <= G_N_ELEMENTS (expected); n_rows++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      make (self, 100 * self->em, (n_rows + 0.1) * self->legend.line_height, 1);
      for (guint i = 0; i < self->legend.texts->len; i++)
        g_string_append_printf (words, "%s%s", i > 0 ? "|" : "", get_words (self, i));
      g_assert_cmpstr (words->str, ==, expected[n_rows - 1]);
      g_assert_cmpuint (self->legend.entries->len, ==, n_rows - 1);
    }
}

/* What is no step before them takes none of the places that the first and the last step have. */
static void
test_ramp_behind (Fixture *self, gconstpointer data)
{
  static const char *const expected[] = {
    "and 9 more",
    "0|and 8 more",
    "0|4|and 7 more",
    "a|0|4|and 6 more",
    "a|b|0|4|and 5 more",
    "a|b|c|0|4|and 4 more",
    "a|b|c|d|0|4|and 3 more",
    "a|b|c|d|0|2|4|and 2 more",
  };

  for (guint i = 0; i < 4; i++)
    add (self, (const char *const[]){ "a", "b", "c", "d" }[i], i);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add (self, name, normlab_chart_color_of_step (i, 5));
    }
  make (self, 100 * self->em, 10000, 1);
  for (guint n_rows = 1; n_rows <= G_N_ELEMENTS (expected); n_rows++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      make (self, 100 * self->em, (n_rows + 0.1) * self->legend.line_height, 1);
      for (guint i = 0; i < self->legend.texts->len; i++)
        g_string_append_printf (words, "%s%s", i > 0 ? "|" : "", get_words (self, i));
      g_assert_cmpstr (words->str, ==, expected[n_rows - 1]);
    }
}

/* In any size the rows that there are have a place. */
static void
test_ramp_fits (Fixture *self, gconstpointer data)
{
  double line;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strnfill (1 + i / 3, 'a');

      add (self, name, normlab_chart_color_of_step (i, 40));
    }
  make (self, 10000, 10000, 1);
  line = self->legend.line_height;
  for (double width = 5; width < 120; width += 2.5)
    for (guint n_rows = 1; n_rows < 6; n_rows++)
      {
        make (self, width * self->em, (n_rows + 0.1) * line, 6);
        g_assert_cmpfloat (self->legend.height, <=, (n_rows + 0.1) * line);
        if (self->legend.entries->len > 1 && self->legend.entries->len < 40)
          {
            g_assert_cmpuint (g_array_index (self->legend.entries, guint, 0), ==, 0);
            g_assert_cmpuint (
                g_array_index (self->legend.entries, guint, self->legend.entries->len - 1), ==, 39);
          }
      }
}

/* Line by line, samples before their words, both around the middle of the line. */
static void
test_place (Fixture *self, gconstpointer data)
{
  NormlabChartLayout *layout;
  double line;

  for (guint i = 0; i < 4; i++)
    add (self, i == 1 ? "longer than others" : "short", i);
  layout = normlab_chart_layout_new (self->model, &self->style, 600, 400, NULL, NULL);
  g_array_set_size (layout->texts, 0);
  g_array_set_size (layout->keys, 0);
  make (self, 10000, 10000, 2);
  line = self->legend.line_height;
  normlab_chart_legend_place (&self->legend, layout, 100, 50);
  g_assert_cmpuint (layout->keys->len, ==, 4);
  g_assert_cmpuint (layout->texts->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const NormlabChartKey *key = &g_array_index (layout->keys, NormlabChartKey, i);
      const NormlabChartRect *rect = &g_array_index (layout->texts, NormlabChartText, i).rect;
      double left = i % 2 == 0 ? 100 : 100 + self->legend.widths[0] + COLUMN_GAP * self->em;
      double middle = 50 + (i < 2 ? 0.5 : 1.5) * line;

      g_assert_cmpuint (key->entry, ==, i);
      g_assert_cmpfloat_with_epsilon (key->rect.x, left, 1e-6);
      g_assert_cmpfloat_with_epsilon (key->rect.width, 2.2 * self->em, 1e-6);
      g_assert_cmpfloat_with_epsilon (key->rect.y + key->rect.height / 2, middle, 1e-6);
      g_assert_cmpfloat_with_epsilon (rect->x, left + KEY * self->em, 1e-6);
      g_assert_cmpfloat_with_epsilon (rect->y + rect->height / 2, middle, 1e-6);
    }
  normlab_chart_layout_free (layout);
}

/* Only what is asked for, and of that only what is shown. */
static void
test_kinds (Fixture *self, gconstpointer data)
{
  static const struct
  {
    NormlabChartEntries kinds;
    guint n;
  } cases[] = { { NORMLAB_CHART_ENTRIES_NEUTRAL, 1 },
                { NORMLAB_CHART_ENTRIES_COLORED, 2 },
                { NORMLAB_CHART_ENTRIES_ALL, 3 } };

  for (guint i = 0; i < 3; i++)
    add (self, "a", i);
  normlab_chart_model_add_entry (self->model, "neutral", NORMLAB_CHART_NEUTRAL, FALSE, FALSE);
  ((NormlabChartSeries *) g_ptr_array_index (self->model->series, 1))->hidden = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      clear (self);
      normlab_chart_legend_init (&self->legend, self->model, &self->style, self->context,
                                 cases[i].kinds, FALSE, 10000, 10000, 5);
      g_assert_cmpuint (self->legend.entries->len, ==, cases[i].n);
    }
}

/* The fewer words are those of entries that have some. */
static void
test_brief (Fixture *self, gconstpointer data)
{
  add (self, "a: 0.5, best 0.6", 0);
  normlab_chart_entry_set_brief (&g_array_index (self->model->entries, NormlabChartEntry, 0),
                                 "a: 0.5");
  add (self, "b", 1);
  normlab_chart_entry_set_brief (&g_array_index (self->model->entries, NormlabChartEntry, 1), "b");
  g_assert_null (g_array_index (self->model->entries, NormlabChartEntry, 1).brief);
  for (guint brief = 0; brief < 2; brief++)
    {
      clear (self);
      normlab_chart_legend_init (&self->legend, self->model, &self->style, self->context,
                                 NORMLAB_CHART_ENTRIES_ALL, brief != 0, 10000, 10000, 5);
      g_assert_cmpstr (get_words (self, 0), ==, brief ? "a: 0.5" : "a: 0.5, best 0.6");
      g_assert_cmpstr (get_words (self, 1), ==, "b");
    }
}

static gboolean
has_words (const NormlabChartLayout *layout, const char *words)
{
  for (guint i = 0; i < layout->texts->len; i++)
    if (g_str_equal (
            pango_layout_get_text (g_array_index (layout->texts, NormlabChartText, i).layout),
            words))
      return TRUE;
  return FALSE;
}

/* How wide it is in so many columns. */
static double
measure (Fixture *self, gboolean brief, guint max_columns)
{
  clear (self);
  normlab_chart_legend_init (&self->legend, self->model, &self->style, self->context,
                             NORMLAB_CHART_ENTRIES_ALL, brief, 10000, 10000, max_columns);
  return self->legend.width;
}

/* In a window: rather fewer words than type that nobody can read. */
static void
test_readable (Fixture *self, gconstpointer data)
{
  static const char *const words[][2] = {
    { "バッチ正規化あり: 0.725 ± 0.011 (95 %)、最良 0.761、最悪 0.700",
      "バッチ正規化あり: 0.725 ± 0.011" },
    { "バッチ正規化なし: 0.110 ± 0.001 (95 %)、最良 0.111、最悪 0.103",
      "バッチ正規化なし: 0.110 ± 0.001" },
    { "テストセット", "テストセット" },
    { "訓練バッチ", "訓練バッチ" },
    { "12 個のシードの平均と範囲", "12 個のシードの平均 (± 95 %) と範囲" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      add (self, words[i][0], i);
      normlab_chart_entry_set_brief (&g_array_index (self->model->entries, NormlabChartEntry, i),
                                     words[i][1]);
    }
  self->style.plot_share = 0.5;
  self->style.terse = TRUE;
  for (guint brief = 0; brief < 2; brief++)
    {
      /* Beside the plots it has a third. */
      double width = brief ? measure (self, TRUE, 1) / 0.34 * 0.85 : measure (self, FALSE, 9);
      NormlabChartLayout *layout;
      const NormlabChartRect *plot;

      width += 2 * self->em;
      layout = normlab_chart_layout_new (self->model, &self->style, width, 340, NULL, NULL);
      plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
      g_assert_cmpuint (layout->keys->len, ==, G_N_ELEMENTS (words));
      for (guint k = 0; k < layout->keys->len; k++)
        {
          const NormlabChartKey *key = &g_array_index (layout->keys, NormlabChartKey, k);

          g_assert_cmpfloat (key->rect.height, >=, 0.75 * layout->style.font_size);
          g_assert_cmpfloat (key->area.x + key->area.width, <=, width);
          g_assert_cmpint (key->rect.x > plot->x + plot->width, ==, brief);
          g_assert_true (has_words (layout, words[k][brief]));
        }
      normlab_chart_layout_free (layout);
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/chart-legend/columns", test_columns);
  ADD ("/chart-legend/widths", test_widths);
  ADD ("/chart-legend/uneven", test_uneven);
  ADD ("/chart-legend/cut", test_cut);
  ADD ("/chart-legend/ramp", test_ramp);
  ADD ("/chart-legend/ramp-behind", test_ramp_behind);
  ADD ("/chart-legend/ramp-fits", test_ramp_fits);
  ADD ("/chart-legend/place", test_place);
  ADD ("/chart-legend/kinds", test_kinds);
  ADD ("/chart-legend/brief", test_brief);
  ADD ("/chart-legend/readable", test_readable);
  return g_test_run ();
}
