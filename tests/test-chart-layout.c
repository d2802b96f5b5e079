/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-layout.h"

#include <math.h>

#define JAPANESE                                                                                   \
  "とても長い名前の実験、活性化関数はシグモイド、初期値はXavier、バッチ正規化あり、隠れ層は四つ"

#define NOTE                                                                                       \
  "Five networks, one seed. The output layer of the deep ones does not learn, which is why they "  \
  "stay behind; the others see the same batches in the same order, and begin with the same draws."

static NormlabChartModel *
make_model (guint n_panels, guint n_colors, const char *name)
{
  NormlabChartModel *model = normlab_chart_model_new ();

  normlab_chart_model_set_title (model, name);
  normlab_chart_model_set_caption (model, name);
  normlab_chart_axis_set_title (&model->x, "step");
  normlab_chart_axis_set_title (&model->y, "accuracy");
  normlab_chart_axis_set_range (&model->x, 0, 100000);
  normlab_chart_axis_set_range (&model->y, 0, 1);
  model->x.whole = TRUE;

  for (guint p = 0; p < n_panels; p++)
    {
      guint panel = normlab_chart_model_add_panel (model, n_panels > 1 ? name : NULL);

      for (guint i = 0; i < n_colors; i++)
        normlab_chart_series_append (normlab_chart_model_add_series (model, name, panel, i), 0,
                                     0.5);
    }
  for (guint i = 0; i < n_colors; i++)
    normlab_chart_model_add_entry (model, name, i, FALSE, FALSE);
  normlab_chart_model_add_entry (model, "training", NORMLAB_CHART_NEUTRAL, FALSE, TRUE);
  return model;
}

static guint
count_texts (const NormlabChartLayout *layout, NormlabChartTextRole role)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    if (g_array_index (layout->texts, NormlabChartText, i).role == role)
      n++;
  return n;
}

/* No text crosses the edge, another text, a line sample, or (but for a legend inside) a plot. */
static void
check_layout (const NormlabChartLayout *layout)
{
  const NormlabChartRect all = { 0, 0, layout->width, layout->height };

  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      g_assert_true (normlab_chart_rect_contains (&all, &text->rect));
      for (guint j = 0; j < i; j++)
        g_assert_false (normlab_chart_rect_intersects (
            &text->rect, &g_array_index (layout->texts, NormlabChartText, j).rect));
      for (guint j = 0; j < layout->keys->len; j++)
        g_assert_false (normlab_chart_rect_intersects (
            &text->rect, &g_array_index (layout->keys, NormlabChartKey, j).rect));
      for (guint j = 0; j < layout->panels->len; j++)
        g_assert_false (text->role != NORMLAB_CHART_TEXT_LEGEND
                        && normlab_chart_rect_intersects (
                            &text->rect, &normlab_chart_layout_get_panel (layout, j)->plot));
    }
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, i)->plot;

      g_assert_true (normlab_chart_rect_contains (&all, plot));
      for (guint j = 0; j < i; j++)
        g_assert_false (normlab_chart_rect_intersects (
            plot, &normlab_chart_layout_get_panel (layout, j)->plot));
    }
  for (guint i = 0; i < layout->keys->len; i++)
    g_assert_true (
        normlab_chart_rect_contains (&all, &g_array_index (layout->keys, NormlabChartKey, i).rect));
}

static const char *const names[] = {
  "sigmoid",
  "40–30–20, sigmoid, Xavier, batch norm on, learning rate 0.01, weight decay 0.0001, dropout 0.25",
  JAPANESE,
  "Aneverendingwordwithoutanyspaceinitwhichcannotbebrokenanywhereatallandgoesonandonandon",
};

static void
test_many_sizes (void)
{
  const double sizes[][2] = { { 960, 600 },  { 1200, 700 }, { 640, 400 },  { 400, 900 },
                              { 1920, 300 }, { 320, 240 },  { 2000, 1400 } };
  const guint counts[][2]
      = { { 1, 1 }, { 1, 6 }, { 1, 40 }, { 2, 3 }, { 6, 4 }, { 7, 2 }, { 24, 1 } };

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
      {
        g_autoptr (NormlabChartModel) model = make_model (counts[c][0], counts[c][1], names[k]);
        NormlabChartStyle style;

        normlab_chart_style_init (&style, (k + c) % NORMLAB_N_CHART_THEMES);
        if (k == 0)
          normlab_chart_style_scale (&style, 1.6);
        for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
          {
            g_autoptr (NormlabChartLayout) layout = NULL;

            layout = normlab_chart_layout_new (model, &style, sizes[s][0], sizes[s][1], NULL, NULL);
            check_layout (layout);
          }
      }
}

/* However little room there is, there is a layout; what matters least goes first. */
static void
test_tiny (void)
{
  g_autoptr (NormlabChartModel) model = make_model (3, 4, "a name");
  NormlabChartStyle style;
  guint before = G_MAXUINT;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  for (double size = 700; size >= 1; size = floor (size * 0.8))
    {
      g_autoptr (NormlabChartLayout) layout = NULL;

      layout = normlab_chart_layout_new (model, &style, size, size, NULL, NULL);
      g_assert_cmpuint (layout->panels->len, ==, 3);
      g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_CAPTION), <=, before);
      before = count_texts (layout, NORMLAB_CHART_TEXT_CAPTION);
    }
  g_assert_cmpuint (before, ==, 0);
}

/* At the usual size everything is there, and the plot has most of it. */
static void
test_complete (void)
{
  g_autoptr (NormlabChartModel) model = make_model (1, 6, "40–20, sigmoid");
  g_autoptr (NormlabChartLayout) layout = NULL;
  NormlabChartStyle style;
  const NormlabChartRect *plot;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  layout = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_TITLE), ==, 1);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_CAPTION), ==, 1);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_AXIS), ==, 2);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_LEGEND), ==, 7);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_TICK), ==,
                    layout->x_ticks.n + layout->y_ticks.n);
  plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
  g_assert_cmpfloat (plot->width * plot->height, >, 0.6 * 960 * 600);
}

static const NormlabChartText *
find_text (const NormlabChartLayout *layout, NormlabChartTextRole role)
{
  for (guint i = 0; i < layout->texts->len; i++)
    if (g_array_index (layout->texts, NormlabChartText, i).role == role)
      return &g_array_index (layout->texts, NormlabChartText, i);
  g_assert_not_reached ();
}

/* A note stands between the plots and the caption, in as many lines as it needs, and takes its room
 * from the plots. */
static void
test_note (void)
{
  static const char *const notes[] = { NULL, "Short", NOTE };
  double height = G_MAXDOUBLE, note_height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (NormlabChartModel) model = make_model (1, 6, "40–20, sigmoid");
      g_autoptr (NormlabChartModel) copy = NULL;
      g_autoptr (NormlabChartLayout) layout = NULL;
      NormlabChartStyle style;
      const NormlabChartRect *plot, *note, *caption;

      normlab_chart_model_set_note (model, notes[i]);
      copy = normlab_chart_model_copy (model);
      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      layout = normlab_chart_layout_new (copy, &style, 960, 600, NULL, NULL);
      check_layout (layout);
      plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
      g_assert_cmpfloat (plot->height, <, height);
      height = plot->height;
      g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_NOTE), ==, i > 0);
      if (i == 0)
        continue;
      note = &find_text (layout, NORMLAB_CHART_TEXT_NOTE)->rect;
      caption = &find_text (layout, NORMLAB_CHART_TEXT_CAPTION)->rect;
      g_assert_cmpfloat (note->y, >, plot->y + plot->height);
      g_assert_cmpfloat (note->y + note->height, <, caption->y);
      g_assert_cmpfloat (note->height, >, 1.5 * note_height);
      note_height = note->height;
    }
}

/* Small multiples share their axes: numbers stand at the outer ones only, on equal scales. */
static void
test_shared_axes (void)
{
  g_autoptr (NormlabChartModel) model = make_model (5, 2, "panel");
  g_autoptr (NormlabChartLayout) layout = NULL;
  NormlabChartStyle style;

  model->n_columns = 3;
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  layout = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
  g_assert_cmpuint (layout->n_columns, ==, 3);
  g_assert_cmpuint (layout->n_rows, ==, 2);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_TICK), ==,
                    2 * layout->y_ticks.n + 3 * layout->x_ticks.n);
  g_assert_cmpuint (count_texts (layout, NORMLAB_CHART_TEXT_PANEL), ==, 5);
  for (guint i = 1; i < 5; i++)
    {
      const NormlabChartPanel *first = normlab_chart_layout_get_panel (layout, 0);
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, i);

      g_assert_cmpfloat_with_epsilon (panel->plot.width, first->plot.width, 1e-9);
      g_assert_cmpfloat_with_epsilon (panel->plot.height, first->plot.height, 1e-9);
      g_assert_cmpfloat (panel->x.max, ==, first->x.max);
      g_assert_cmpint (
          normlab_chart_layout_find_panel (layout, panel->plot.x + 1, panel->plot.y + 1), ==,
          (int) i);
    }
  g_assert_cmpint (normlab_chart_layout_find_panel (layout, 1, 1), ==, -1);
}

/* The axes' titles stand in the middle of all plots, beneath and beside them. */
static void
test_axis_titles (void)
{
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr (NormlabChartModel) model = make_model (n, 1, "a");
      g_autoptr (NormlabChartLayout) layout = NULL;
      NormlabChartStyle style;
      const NormlabChartRect *first, *last;
      guint n_titles = 0;

      model->n_columns = n;
      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      layout = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
      first = &normlab_chart_layout_get_panel (layout, 0)->plot;
      last = &normlab_chart_layout_get_panel (layout, n - 1)->plot;
      for (guint i = 0; i < layout->texts->len; i++)
        {
          const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);
          double x = text->rect.x + text->rect.width / 2;
          double y = text->rect.y + text->rect.height / 2;

          if (text->role != NORMLAB_CHART_TEXT_AXIS)
            continue;
          n_titles++;
          if (y > first->y + first->height)
            g_assert_cmpfloat_with_epsilon (x, (first->x + last->x + last->width) / 2, 1);
          else
            {
              g_assert_cmpfloat (x, <, first->x);
              g_assert_cmpfloat_with_epsilon (y, first->y + first->height / 2, 1);
            }
        }
      g_assert_cmpuint (n_titles, ==, 2);
    }
}

static void
test_legend_cut (void)
{
  g_autoptr (NormlabChartModel) model = make_model (1, 200, "a rather long name of a run");
  g_autoptr (NormlabChartLayout) layout = NULL;
  NormlabChartStyle style;
  const char *last = NULL;
  double bottom = 0;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  layout = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      if (text->role != NORMLAB_CHART_TEXT_LEGEND)
        continue;
      if (text->rect.y >= bottom)
        last = pango_layout_get_text (text->layout);
      bottom = MAX (bottom, text->rect.y);
    }
  g_assert_cmpuint (layout->keys->len, >, 5);
  g_assert_cmpuint (layout->keys->len, <, 200);
  g_assert_true (g_str_has_prefix (last, "and "));
  g_assert_cmpuint ((guint) g_ascii_strtoull (last + 4, NULL, 10), ==, 201 - layout->keys->len);
  g_assert_cmpfloat (bottom, <, 0.4 * 600);
}

static void
test_legend_inside (void)
{
  g_autoptr (NormlabChartModel) model = make_model (1, 2, "test set");
  g_autoptr (NormlabChartLayout) layout = NULL;
  const NormlabChartRect *plot;
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_NOTEBOOK);
  layout = normlab_chart_layout_new (model, &style, 640, 480, NULL, NULL);
  plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
  g_assert_true (normlab_chart_rect_contains (plot, &layout->sheet));
  g_assert_cmpfloat (layout->sheet.x, >, plot->x + plot->width / 2);
  g_assert_cmpfloat (layout->sheet.y, >, plot->y + plot->height / 2);
}

/* Plots have the height that they are to have, whatever the text's size and the names' length. */
static void
test_share (void)
{
  const double sizes[][2] = { { 1280, 800 }, { 1024, 768 } };
  const guint counts[][2]
      = { { 1, 1 }, { 1, 6 }, { 1, 40 }, { 2, 3 }, { 6, 4 }, { 7, 2 }, { 24, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (counts) * G_N_ELEMENTS (names); i++)
    {
      const double *size = sizes[i % G_N_ELEMENTS (sizes)];
      const guint *count = counts[i / G_N_ELEMENTS (sizes) % G_N_ELEMENTS (counts)];
      const char *name = names[i / G_N_ELEMENTS (sizes) / G_N_ELEMENTS (counts)];
      g_autoptr (NormlabChartModel) model = make_model (count[0], count[1], name);
      NormlabChartStyle style;

      /* With words of somebody's own, too. */
      normlab_chart_model_set_title (model, i % 4 < 2 ? NULL : "What depth does");
      normlab_chart_model_set_note (model, i % 4 < 2 ? NULL : NOTE);
      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      style.plot_share = 0.7;
      style.terse = TRUE;
      for (guint larger = 0; larger < 2; larger++)
        {
          g_autoptr (NormlabChartLayout) layout = NULL;

          normlab_chart_style_scale (&style, larger ? 1.5 : 1.7);
          layout = normlab_chart_layout_new (model, &style, size[0], size[1], NULL, NULL);
          g_test_message ("%u panels, %u lines on %g × %g: text %g of %g", count[0], count[1],
                          size[0], size[1], layout->style.font_size, style.font_size);
          check_layout (layout);
          g_assert_cmpfloat (layout->n_rows
                                 * normlab_chart_layout_get_panel (layout, 0)->plot.height,
                             >=, 0.7 * size[1]);
          g_assert_cmpfloat (layout->style.font_size, <=, style.font_size);
          g_assert_cmpuint (layout->keys->len, >=, MIN (count[1], 12));
        }
    }
}

/* A legend has one line, a little smaller if need be, or stands beside the plots. */
static void
test_share_legend (void)
{
  static const struct
  {
    const char *name;
    guint n;
    gboolean beside;
  } cases[] = { { "ReLU", 2, FALSE }, { "a longer name", 3, FALSE }, { "a longer name", 6, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabChartModel) model = make_model (1, cases[i].n, cases[i].name);
      g_autoptr (NormlabChartLayout) layout = NULL;
      const NormlabChartRect *plot;
      NormlabChartStyle style;

      normlab_chart_model_set_title (model, NULL);
      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      style.plot_share = 0.7;
      style.terse = TRUE;
      layout = normlab_chart_layout_new (model, &style, 640, 400, NULL, NULL);
      plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
      g_assert_cmpuint (layout->keys->len, ==, cases[i].n + 1);
      for (guint k = 0; k < layout->keys->len; k++)
        {
          const NormlabChartRect *key = &g_array_index (layout->keys, NormlabChartKey, k).rect;

          if (cases[i].beside)
            g_assert_cmpfloat (key->x, >, plot->x + plot->width);
          else
            g_assert_cmpfloat (key->y, ==, g_array_index (layout->keys, NormlabChartKey, 0).rect.y);
        }
    }
}

/* What has the share anyway is as it is without, and what has not gets it from larger text. */
static void
test_share_kept (void)
{
  g_autoptr (NormlabChartModel) model = make_model (1, 6, "40–20, sigmoid");
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabChartLayout) without = NULL;
      g_autoptr (NormlabChartLayout) with = NULL;
      const NormlabChartRect *before, *after;

      style.plot_share = 0;
      without = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
      style.plot_share = 0.55;
      with = normlab_chart_layout_new (model, &style, 960, 600, NULL, NULL);
      before = &normlab_chart_layout_get_panel (without, 0)->plot;
      after = &normlab_chart_layout_get_panel (with, 0)->plot;
      check_layout (with);
      if (i == 0)
        {
          g_assert_cmpmem (before, sizeof *before, after, sizeof *after);
          g_assert_cmpfloat (with->style.font_size, ==, style.font_size);
        }
      else
        {
          g_assert_cmpfloat (before->height, <, 0.55 * 600);
          g_assert_cmpfloat (after->height, >=, 0.55 * 600);
        }
      normlab_chart_style_scale (&style, 2.5);
    }
}

static void
test_view (void)
{
  g_autoptr (NormlabChartModel) model = make_model (1, 1, "zoom");
  g_autoptr (NormlabChartLayout) layout = NULL;
  const NormlabChartScale x_view = { .min = 200, .max = 300 };
  const NormlabChartPanel *panel;
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  layout = normlab_chart_layout_new (model, &style, 960, 600, &x_view, NULL);
  panel = normlab_chart_layout_get_panel (layout, 0);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&panel->x, 200), ==, panel->plot.x);
  g_assert_cmpfloat (panel->x.max, ==, 300);
  g_assert_cmpfloat (panel->y.max, ==, 1);
  check_layout (layout);
}

/* How many columns there are: what is nearest to one and a half times as wide as high, where as
 * many empty places as plots weigh as much as plots 1.8 times as wide as they should be. */
static void
test_columns (void)
{
  static const struct
  {
    guint n;
    double width, height;
    guint n_columns;
  } cases[] = {
    /* Two side by side, or one above the other, where both are about as far from 1.45. */
    { 2, 600, 450, 1 },
    { 2, 700, 500, 1 },
    { 2, 300, 200, 2 },
    { 2, 650, 450, 2 },
    /* An empty place, or plots too wide or too high. */
    { 3, 550, 600, 1 },
    { 3, 1000, 450, 3 },
    { 5, 1200, 450, 3 },
    { 7, 800, 250, 4 },
    { 3, 750, 350, 2 },
    { 3, 750, 800, 2 },
    { 4, 600, 300, 3 },
    { 4, 700, 350, 3 },
    { 12, 900, 600, 4 },
    { 6, 300, 1200, 1 },
  };
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_cmpfloat (style.font_size, ==, 13);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabChartModel) model = normlab_chart_model_new ();
      NormlabChartLayout *layout;

      normlab_chart_axis_set_range (&model->x, 0, 1);
      normlab_chart_axis_set_range (&model->y, 0, 1);
      for (guint p = 0; p < cases[i].n; p++)
        normlab_chart_model_add_panel (model, NULL);
      layout
          = normlab_chart_layout_new (model, &style, cases[i].width, cases[i].height, NULL, NULL);
      g_test_message ("%u panels on %g × %g", cases[i].n, cases[i].width, cases[i].height);
      g_assert_cmpuint (layout->n_columns, ==, cases[i].n_columns);
      normlab_chart_layout_free (layout);

      /* Unless it is said how many. */
      model->n_columns = 2;
      layout
          = normlab_chart_layout_new (model, &style, cases[i].width, cases[i].height, NULL, NULL);
      g_assert_cmpuint (layout->n_columns, ==, 2);
      normlab_chart_layout_free (layout);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-layout/many-sizes", test_many_sizes);
  g_test_add_func ("/chart-layout/tiny", test_tiny);
  g_test_add_func ("/chart-layout/complete", test_complete);
  g_test_add_func ("/chart-layout/note", test_note);
  g_test_add_func ("/chart-layout/shared-axes", test_shared_axes);
  g_test_add_func ("/chart-layout/axis-titles", test_axis_titles);
  g_test_add_func ("/chart-layout/legend-cut", test_legend_cut);
  g_test_add_func ("/chart-layout/legend-inside", test_legend_inside);
  g_test_add_func ("/chart-layout/columns", test_columns);
  g_test_add_func ("/chart-layout/view", test_view);
  g_test_add_func ("/chart-layout/share", test_share);
  g_test_add_func ("/chart-layout/share-legend", test_share_legend);
  g_test_add_func ("/chart-layout/share-kept", test_share_kept);
  return g_test_run ();
}
