/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of a map go, which cell lies where, and which one is beside another. */
#include "normlab-map-layout.h"

#include <math.h>
#include <string.h>

#include "normlab-test-map.h"

static NormlabMapLayout *
lay_out (const NormlabMapModel *model, double width, double height)
{
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  return normlab_map_layout_new (model, &style, width, height);
}

static const NormlabMapPanel *
get_panel (const NormlabMapLayout *layout, guint i)
{
  return &g_array_index (layout->panels, NormlabMapPanel, i);
}

static void
check_inside (const NormlabMapLayout *layout, const NormlabChartRect *rect)
{
  const NormlabChartRect whole = { 0, 0, layout->width + 1, layout->height + 1 };

  g_assert_true (normlab_chart_rect_contains (&whole, rect));
}

/* Places */

/* Each cell lies within the size, is found where it is, and shares no pixel with another. */
static void
check_cells (NormlabMapModel *model, double width, double height)
{
  g_autoptr (NormlabMapLayout) layout = lay_out (model, width, height);
  NormlabMapPlace place, found;

  g_assert_cmpuint (layout->panels->len, ==, model->panels->len);
  for (place.panel = 0; place.panel < model->panels->len; place.panel++)
    for (place.row = 0; place.row < normlab_map_model_get_n_rows (model); place.row++)
      for (place.column = 0; place.column < normlab_map_model_get_n_columns (model); place.column++)
        {
          NormlabChartRect rect = normlab_map_layout_get_rect (layout, &place);
          const double corners[2][2]
              = { { rect.x, rect.y }, { rect.x + rect.width - 1, rect.y + rect.height - 1 } };

          check_inside (layout, &rect);
          for (guint i = 0; i < 2 && rect.width >= 1 && rect.height >= 1; i++)
            {
              g_assert_true (
                  normlab_map_layout_find (layout, corners[i][0], corners[i][1], &found));
              g_assert_cmpuint (normlab_map_model_get_index (model, &found), ==,
                                normlab_map_model_get_index (model, &place));
            }
        }
  g_assert_false (normlab_map_layout_find (layout, 0, 0, &found));
  g_assert_false (normlab_map_layout_find (layout, width - 1, height - 1, &found));
}

static void
test_cells (void)
{
  static const guint sizes[][3]
      = { { 1, 1, 1 }, { 2, 9, 13 }, { 6, 3, 2 }, { 5, 1, 7 }, { 1, 40, 50 }, { 12, 4, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NormlabMapModel) model = normlab_test_map (sizes[i][0], sizes[i][1], sizes[i][2]);

      check_cells (model, 900, 600);
      check_cells (model, 620, 450);
    }
}

/* Heads, names and titles have rooms of their own. */
static void
test_parts (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (4, 3, 3);
  g_autoptr (NormlabMapLayout) layout = NULL;

  model->title = g_strdup ("title");
  model->caption = g_strdup ("caption");
  layout = lay_out (model, 800, 600);
  for (guint i = 0; i < 4; i++)
    {
      const NormlabMapPanel *panel = get_panel (layout, i);

      check_inside (layout, &panel->plot);
      g_assert_cmpfloat (panel->head.height, >, 1);
      g_assert_false (normlab_chart_rect_intersects (&panel->head, &panel->plot));
      g_assert_false (normlab_chart_rect_intersects (&panel->head, &layout->legend.bar));
      g_assert_false (normlab_chart_rect_intersects (&panel->plot, &layout->x_title));
      g_assert_false (normlab_chart_rect_intersects (&panel->plot, &layout->y_title));
      for (guint j = 0; j < i; j++)
        g_assert_false (normlab_chart_rect_intersects (&panel->plot, &get_panel (layout, j)->plot));
    }
  g_assert_cmpfloat (layout->title.height, >, 1);
  g_assert_false (normlab_chart_rect_intersects (&layout->title, &layout->legend.bar));
  g_assert_false (normlab_chart_rect_intersects (&layout->x_title, &layout->caption));
  check_inside (layout, &layout->caption);
  check_inside (layout, &layout->x_title);
}

/* A single map of nothing in particular has no head. Without a title there is no room for one. */
static void
test_single (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 3, 3);
  g_autoptr (NormlabMapLayout) layout = lay_out (model, 800, 600);

  g_assert_cmpfloat (get_panel (layout, 0)->head.height, ==, 0);
  g_assert_cmpfloat (layout->title.height, ==, 0);
  g_assert_cmpfloat (layout->caption.height, ==, 0);
}

/* Where the size is wide maps stand side by side, where it is high beneath one another; names are
 * at the left, and beneath the last of each column. */
static void
test_panels (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (3, 6, 6);
  g_autoptr (NormlabMapLayout) wide = lay_out (model, 1600, 400);
  g_autoptr (NormlabMapLayout) high = lay_out (model, 400, 1400);
  g_autoptr (NormlabMapLayout) square = lay_out (model, 900, 800);

  g_assert_cmpuint (wide->n_columns, ==, 3);
  g_assert_cmpuint (high->n_columns, ==, 1);
  g_assert_cmpuint (square->n_columns, ==, 2);
  g_assert_false (get_panel (square, 0)->labels_below);
  g_assert_true (get_panel (square, 1)->labels_below);
  g_assert_true (get_panel (square, 2)->labels_below);
  g_assert_true (get_panel (square, 0)->labels_left);
  g_assert_false (get_panel (square, 1)->labels_left);
  g_assert_true (get_panel (square, 2)->labels_left);
}

/* Steps rise from the bottom; words are read from the top. */
static void
test_upwards (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 2, 1);
  const NormlabMapPlace first = { 0, 0, 0 }, second = { 0, 1, 0 };
  g_autoptr (NormlabMapLayout) steps = lay_out (model, 400, 400), words = NULL;

  g_assert_cmpfloat (normlab_map_layout_get_rect (steps, &first).y, >,
                     normlab_map_layout_get_rect (steps, &second).y);
  model->y.ordered = FALSE;
  words = lay_out (model, 400, 400);
  g_assert_cmpfloat (normlab_map_layout_get_rect (words, &first).y, <,
                     normlab_map_layout_get_rect (words, &second).y);
}

static void
test_message (void)
{
  g_autoptr (NormlabMapModel) model = normlab_map_model_new ();
  g_autoptr (NormlabMapLayout) layout = NULL;
  NormlabChartStyle style;
  NormlabMapPlace place;

  model->message = g_strdup ("nothing");
  layout = lay_out (model, 400, 300);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_false (normlab_map_layout_find (layout, 200, 150, &place));
  g_assert_cmpfloat (normlab_map_layout_get_min_height (model, &style, 400), ==, 1);
}

/* Words */

static void
rename_places (NormlabMapAxis *axis, const char *const *labels)
{
  g_ptr_array_set_size (axis->labels, 0);
  for (guint i = 0; labels[i] != NULL; i++)
    g_ptr_array_add (axis->labels, g_strdup (labels[i]));
}

/* Where not all names have room, the shortest of those that are evenly apart stay. */
static void
test_names (void)
{
  static const char *const labels[]
      = { "0.0032", "0.0056", "0.01", "0.018", "0.032", "0.056", "0.1", NULL };
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 1, 7);
  g_autoptr (NormlabMapLayout) wide = NULL, narrow = NULL, narrower = NULL;

  rename_places (&model->x, labels);
  wide = lay_out (model, 900, 400);
  g_assert_cmpuint (wide->x_labels.each, ==, 1);
  g_assert_cmpuint (wide->x_labels.first, ==, 0);
  narrow = lay_out (model, 280, 400);
  g_assert_cmpuint (narrow->x_labels.each, ==, 2);
  g_assert_cmpuint (narrow->x_labels.first, ==, 0);
  narrower = lay_out (model, 200, 400);
  g_assert_cmpuint (narrower->x_labels.each, ==, 4);
  g_assert_cmpuint (narrower->x_labels.first, ==, 2);
  g_assert_false (narrower->rotated);
}

/* Words are all there, if need be upwards. */
static void
test_words (void)
{
  static const char *const labels[] = { "Glorot uniform", "leaky ReLU", "none", NULL };
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 2, 3);
  g_autoptr (NormlabMapLayout) wide = NULL, narrow = NULL;

  rename_places (&model->x, labels);
  model->x.ordered = FALSE;
  wide = lay_out (model, 700, 400);
  g_assert_false (wide->rotated);
  narrow = lay_out (model, 200, 400);
  g_assert_true (narrow->rotated);
  g_assert_cmpuint (narrow->x_labels.each, ==, 1);
  g_assert_cmpfloat (narrow->label_height, >, 2 * wide->label_height);
  check_inside (narrow, &narrow->x_title);
}

/* Figures are in cells which have room for them, and larger in large ones. */
static void
test_figures (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 10, 10);
  g_autoptr (NormlabMapLayout) large = NULL, middling = NULL, small = NULL;

  normlab_test_map_set (model, 0, 0, 0, 0.5);
  large = lay_out (model, 1200, 900);
  middling = lay_out (model, 520, 420);
  small = lay_out (model, 260, 260);
  g_assert_cmpfloat (large->figures, >, middling->figures);
  g_assert_cmpfloat (middling->figures, >=, 8);
  g_assert_cmpfloat (small->figures, ==, 0);
}

/* Room enough for what the layout needs, and more where it is narrow. */
static void
test_height (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (6, 5, 5);
  NormlabChartStyle style;
  double wide, narrow;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  wide = normlab_map_layout_get_min_height (model, &style, 1400);
  narrow = normlab_map_layout_get_min_height (model, &style, 300);
  g_assert_cmpfloat (narrow, >, 2 * wide);
  check_cells (model, 1400, wide);
  check_cells (model, 300, narrow);
}

/* The legend says which marks occur, in as many lines as it takes. */
static void
test_legend (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (1, 2, 2);
  g_autoptr (NormlabMapLayout) wide = NULL, narrow = NULL;
  const NormlabMapPlace place = { 0, 1, 1 };

  for (guint i = 0; i < 3; i++)
    normlab_test_map_set (model, 0, i / 2, i % 2, 0.5);
  normlab_map_model_get_cell (model, &place)->n_networks = 1;
  normlab_map_model_get_cell (model, &place)->n_diverged = 1;
  wide = lay_out (model, 900, 500);
  g_assert_true (wide->legend.has_mark[NORMLAB_MAP_MARK_DIVERGED]);
  g_assert_false (wide->legend.has_mark[NORMLAB_MAP_MARK_DEAD]);
  g_assert_false (wide->legend.has_mark[NORMLAB_MAP_MARK_WAITING]);
  g_assert_false (wide->legend.has_mark[NORMLAB_MAP_MARK_ABSENT]);
  narrow = lay_out (model, 300, 500);
  g_assert_cmpfloat (narrow->legend.marks[NORMLAB_MAP_MARK_DIVERGED].y, >,
                     narrow->legend.bar.y + narrow->legend.bar.height);
  g_assert_cmpfloat (narrow->legend.marks[NORMLAB_MAP_MARK_DIVERGED].y, <,
                     get_panel (narrow, 0)->plot.y);
  g_assert_cmpfloat (wide->legend.marks[NORMLAB_MAP_MARK_DIVERGED].x, >,
                     wide->legend.bar.x + wide->legend.bar.width);
}

/* Walking */

static void
check_walk (const NormlabMapLayout *layout,
            const NormlabMapPlace from,
            int right,
            int up,
            const NormlabMapPlace to)
{
  NormlabMapPlace place = normlab_map_layout_walk (layout, &from, right, up);

  g_assert_cmpuint (place.panel, ==, to.panel);
  g_assert_cmpuint (place.row, ==, to.row);
  g_assert_cmpuint (place.column, ==, to.column);
}

#define PLACE(...) ((NormlabMapPlace){ __VA_ARGS__ })

/* Past the end of a map into the next one, and not past the last. */
static void
test_walk (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (3, 4, 4);
  g_autoptr (NormlabMapLayout) layout = lay_out (model, 900, 800);

  g_assert_cmpuint (layout->n_columns, ==, 2);
  check_walk (layout, PLACE (0, 0, 0), 1, 0, PLACE (0, 0, 1));
  check_walk (layout, PLACE (0, 0, 0), 2, 3, PLACE (0, 3, 2));
  check_walk (layout, PLACE (0, 2, 3), 1, 0, PLACE (1, 2, 0));
  check_walk (layout, PLACE (1, 2, 0), -1, 0, PLACE (0, 2, 3));
  check_walk (layout, PLACE (0, 2, 0), -1, 0, PLACE (0, 2, 0));
  check_walk (layout, PLACE (1, 2, 3), 1, 0, PLACE (1, 2, 3));
  check_walk (layout, PLACE (2, 2, 3), 1, 0, PLACE (2, 2, 3));
  check_walk (layout, PLACE (0, 0, 1), 0, -1, PLACE (2, 3, 1));
  check_walk (layout, PLACE (2, 3, 1), 0, 1, PLACE (0, 0, 1));
  check_walk (layout, PLACE (1, 0, 1), 0, -1, PLACE (1, 0, 1));
  check_walk (layout, PLACE (0, 3, 1), 0, 1, PLACE (0, 3, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-layout/cells", test_cells);
  g_test_add_func ("/map-layout/parts", test_parts);
  g_test_add_func ("/map-layout/single", test_single);
  g_test_add_func ("/map-layout/panels", test_panels);
  g_test_add_func ("/map-layout/upwards", test_upwards);
  g_test_add_func ("/map-layout/message", test_message);
  g_test_add_func ("/map-layout/names", test_names);
  g_test_add_func ("/map-layout/words", test_words);
  g_test_add_func ("/map-layout/figures", test_figures);
  g_test_add_func ("/map-layout/height", test_height);
  g_test_add_func ("/map-layout/legend", test_legend);
  g_test_add_func ("/map-layout/walk", test_walk);
  return g_test_run ();
}
