/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-room.h"

#include <math.h>

/* Cells of a pixel, words of 40 × 10 pixels with a margin of 2. */
#define WIDTH 40
#define HEIGHT 10
#define MARGIN 2
#define GAP 8

static const NormlabChartRect plot = { 10, 20, 400, 300 };
static const NormlabChartPoint anchor = { 200, 150 };

/* What words at @x and @y need, to the last pixel. */
static NormlabChartRect
get_hole (double x, double y)
{
  return (NormlabChartRect){ x - MARGIN, y - MARGIN, WIDTH + 2 * MARGIN + 1,
                             HEIGHT + 2 * MARGIN + 1 };
}

/* Takes all cells but those that lie in one of the holes. */
static void
init_but_for (NormlabChartRoom *self, const NormlabChartRect *holes, guint n_holes)
{
  normlab_chart_room_init (self, &plot, 1);
  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        const NormlabChartRect middle = { plot.x + column + 0.5, plot.y + row + 0.5, 0, 0 };
        gboolean in_hole = FALSE;

        for (guint i = 0; i < n_holes; i++)
          in_hole |= normlab_chart_rect_contains (&holes[i], &middle);
        if (!in_hole)
          normlab_chart_room_take_rect (self, &middle);
      }
}

static gboolean
find (NormlabChartRoom *self, NormlabChartRect *rect)
{
  *rect = (NormlabChartRect){ 0, 0, WIDTH, HEIGHT };
  return normlab_chart_room_find (self, anchor, GAP, MARGIN, rect);
}

/* Where words go of two places, the first of which is expected. */
static void
check_better (NormlabChartPoint expected, NormlabChartPoint other)
{
  const NormlabChartRect holes[]
      = { get_hole (expected.x, expected.y), get_hole (other.x, other.y) };
  NormlabChartRoom room;
  NormlabChartRect rect;

  init_but_for (&room, holes, 2);
  g_assert_true (find (&room, &rect));
  g_assert_cmpfloat (rect.x, ==, expected.x);
  g_assert_cmpfloat (rect.y, ==, expected.y);
  g_assert_cmpfloat (rect.width, ==, WIDTH);
  g_assert_cmpfloat (rect.height, ==, HEIGHT);
  normlab_chart_room_clear (&room);

  /* The other one is no worse than none. */
  init_but_for (&room, &holes[1], 1);
  g_assert_true (find (&room, &rect));
  g_assert_cmpfloat (rect.x, ==, other.x);
  g_assert_cmpfloat (rect.y, ==, other.y);
  normlab_chart_room_clear (&room);
}

/* Places that many pixels from the anchor, on each side. */
static NormlabChartPoint
get_right (double distance)
{
  return (NormlabChartPoint){ anchor.x + distance, anchor.y - HEIGHT / 2.0 };
}

static NormlabChartPoint
get_left (double distance)
{
  return (NormlabChartPoint){ anchor.x - distance - WIDTH, anchor.y - HEIGHT / 2.0 };
}

static NormlabChartPoint
get_above (double distance)
{
  return (NormlabChartPoint){ anchor.x, anchor.y - distance - HEIGHT };
}

static NormlabChartPoint
get_below (double distance)
{
  return (NormlabChartPoint){ anchor.x, anchor.y + distance };
}

static void
test_near (void)
{
  check_better (get_right (60), get_right (110));
  check_better (get_left (60), get_left (110));
  check_better (get_above (60), get_above (80));
  check_better (get_below (60), get_below (80));
  /* Across a corner it is as far as the crow flies: 50, where the sides would make 70. */
  check_better ((NormlabChartPoint){ anchor.x + 40, anchor.y + 30 }, get_right (66));
  check_better (get_right (60), (NormlabChartPoint){ anchor.x + 40, anchor.y + 30 });
}

/* Each pixel up or down costs three tenths of a pixel more: 14 + 0.3 · 19 = 19.7 and
 * 15 + 0.3 · 20 = 21. */
static void
test_off_centre (void)
{
  check_better (get_above (14), get_right (20));
  check_better (get_right (20), get_above (15));
  check_better (get_below (14), get_right (20));
  check_better (get_right (20), get_below (15));
}

/* At the left, half a gap: 15 + 4 = 19, 17 + 4 = 21. It begins left of the anchor. */
static void
test_left (void)
{
  NormlabChartPoint above = get_above (10);
  NormlabChartPoint aside = { above.x - 1, above.y };

  check_better (get_left (15), get_right (20));
  check_better (get_right (20), get_left (17));
  /* 10 + 0.3 · 15 = 14.5, and 18.5 one pixel further to the left. */
  check_better (above, get_right (15));
  check_better (get_right (18), aside);
  check_better (aside, get_right (19));
}

/* Of two that are as good, the one higher up. */
static void
test_even (void)
{
  check_better (get_above (30), get_below (30));
}

/* A place lacks nothing but the last pixel of its margin. */
static void
test_margin (void)
{
  for (guint side = 0; side < 4; side++)
    {
      NormlabChartRect hole = get_hole (300, 200);
      NormlabChartRoom room;
      NormlabChartRect rect;

      hole.x += side == 0;
      hole.width -= side < 2;
      hole.y += side == 2;
      hole.height -= side >= 2;
      init_but_for (&room, &hole, 1);
      g_assert_false (find (&room, &rect));
      normlab_chart_room_clear (&room);
    }
}

/* A margin of the plot's edge is kept, too, and no more than that. */
static void
test_edges (void)
{
  const double right = plot.x + plot.width - MARGIN - WIDTH;
  const double bottom = plot.y + plot.height - MARGIN - HEIGHT;
  const NormlabChartPoint places[] = { { plot.x + MARGIN, plot.y + MARGIN },
                                       { right, plot.y + MARGIN },
                                       { plot.x + MARGIN, bottom },
                                       { right, bottom } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      NormlabChartRect hole = get_hole (places[i].x, places[i].y);
      NormlabChartRoom room;
      NormlabChartRect rect;

      init_but_for (&room, &hole, 1);
      g_assert_true (find (&room, &rect));
      g_assert_cmpfloat (rect.x, ==, places[i].x);
      g_assert_cmpfloat (rect.y, ==, places[i].y);
      normlab_chart_room_clear (&room);

      /* A pixel nearer to an edge would be over it. */
      for (guint across = 0; across < 2; across++)
        {
          NormlabChartRect narrow = hole;

          if (across)
            narrow.width -= i % 2 == 0 ? 1 : 2;
          else
            narrow.height -= i < 2 ? 1 : 2;
          if (across && i % 2 == 1)
            narrow.x += 2;
          if (!across && i >= 2)
            narrow.y += 2;
          init_but_for (&room, &narrow, 1);
          g_assert_false (find (&room, &rect));
          normlab_chart_room_clear (&room);
        }
    }
}

/* Whatever single cell of a place is taken, in the corner of the plot, it is no place. */
static void
test_cells (void)
{
  NormlabChartRect hole = get_hole (plot.x + MARGIN, plot.y + MARGIN);

  for (guint i = 0; i < 4; i++)
    {
      const NormlabChartRect cell = { hole.x + (i % 2 == 0 ? 0.5 : hole.width - 0.5),
                                      hole.y + (i < 2 ? 0.5 : hole.height - 0.5), 0, 0 };
      NormlabChartRoom room;
      NormlabChartRect rect;

      init_but_for (&room, &hole, 1);
      normlab_chart_room_take_rect (&room, &cell);
      g_assert_false (find (&room, &rect));
      normlab_chart_room_clear (&room);
    }
}

/* Where cells are larger, places lie in steps of them that lead to the best: beside the anchor. */
static void
test_steps (void)
{
  for (guint cell = 3; cell <= 5; cell++)
    {
      const NormlabChartRect cross = { anchor.x - 4, anchor.y - 4, 8, 8 };
      NormlabChartRoom room;
      NormlabChartRect rect;

      normlab_chart_room_init (&room, &plot, cell);
      normlab_chart_room_take_rect (&room, &cross);
      g_assert_true (find (&room, &rect));
      g_assert_cmpfloat (rect.y, ==, anchor.y - HEIGHT / 2.0);
      g_assert_cmpfloat (rect.x, >, anchor.x + 4);
      g_assert_cmpfloat (rect.x, <=, anchor.x + 4 + MARGIN + 2 * cell);
      g_assert_cmpint ((int) (rect.x - anchor.x) % (int) cell, ==, GAP % (int) cell);
      normlab_chart_room_clear (&room);
    }
}

/* The first of these steps keeps the margin of the edge. */
static void
test_first_step (void)
{
  NormlabChartRoom room;
  NormlabChartRect rect = { 0, 0, WIDTH, HEIGHT };
  const NormlabChartPoint corner = { 60, 22 };
  const NormlabChartRect right[] = { { 59, 20, 400, 300 }, { 56, 20, 400, 300 } };

  /* 14 = 60 + 8 − 18 · 3, and 44 pixels from 12 on reach into the cell from 55 to 58. */
  for (guint i = 0; i < 2; i++)
    {
      normlab_chart_room_init (&room, &plot, 3);
      normlab_chart_room_take_rect (&room, &right[i]);
      g_assert_cmpint (normlab_chart_room_find (&room, corner, GAP, MARGIN, &rect), ==, i == 0);
      g_assert_cmpfloat (rect.x, ==, 14);
      /* 23 = 22 − 5 + 2 · 3 */
      g_assert_cmpfloat (rect.y, ==, 23);
      normlab_chart_room_clear (&room);
    }
}

/* The last of them, too. */
static void
test_last_step (void)
{
  const NormlabChartPoint corner = { plot.x + plot.width - 5, plot.y + plot.height - 2 };
  const NormlabChartRect within
      = { plot.x + MARGIN, plot.y + MARGIN, plot.width - 2 * MARGIN, plot.height - 2 * MARGIN };

  for (guint cell = 2; cell <= 9; cell++)
    {
      NormlabChartRoom room;
      NormlabChartRect rect = { 0, 0, WIDTH, HEIGHT };

      normlab_chart_room_init (&room, &plot, cell);
      g_assert_true (normlab_chart_room_find (&room, corner, GAP, MARGIN, &rect));
      g_assert_true (normlab_chart_rect_contains (&within, &rect));
      normlab_chart_room_clear (&room);
    }
}

/* What is put somewhere is in the way of what comes next. */
static void
test_next (void)
{
  const NormlabChartRect holes[] = { get_hole (anchor.x + 20, 150), get_hole (anchor.x + 80, 150) };
  NormlabChartRoom room;
  NormlabChartRect rect;

  init_but_for (&room, holes, 2);
  g_assert_true (find (&room, &rect));
  g_assert_cmpfloat (rect.x, ==, anchor.x + 20);
  normlab_chart_room_take_rect (&room, &rect);
  g_assert_true (find (&room, &rect));
  g_assert_cmpfloat (rect.x, ==, anchor.x + 80);
  normlab_chart_room_take_rect (&room, &rect);
  g_assert_false (find (&room, &rect));
  normlab_chart_room_clear (&room);
}

/* Words that fit nowhere. */
static void
test_small (void)
{
  const NormlabChartRect small = { 10, 20, WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN };
  const NormlabChartRect narrow = { 10, 20, small.width - 1, small.height };
  const NormlabChartRect low = { 10, 20, small.width, small.height - 1 };
  const NormlabChartRect none = { 10, 20, 0, 0 };
  const struct
  {
    const NormlabChartRect *plot;
    gboolean found;
  } cases[] = { { &small, TRUE }, { &narrow, FALSE }, { &low, FALSE }, { &none, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabChartRoom room;
      NormlabChartRect rect;

      normlab_chart_room_init (&room, cases[i].plot, 1);
      g_assert_cmpint (find (&room, &rect), ==, cases[i].found);
      normlab_chart_room_clear (&room);
    }
}

/* Which rows of a column are taken: from the first to the last, and no others. */
static void
check_column (const NormlabChartRoom *room, guint column, int first, int last)
{
  for (guint row = 0; row < room->n_rows; row++)
    g_assert_cmpint (room->taken[row * room->n_columns + column], ==,
                     (int) row >= first && (int) row <= last);
}

static void
test_take_rect (void)
{
  const NormlabChartRect small = { 0, 0, 100, 50 };
  const NormlabChartRect inside = { 20, 10, 9.9, 20 };
  const NormlabChartRect beyond = { 90, 40, 100, 100 };
  const NormlabChartRect before = { -20, -20, 25, 25 };
  const NormlabChartRect outside[] = { { 101, 10, 5, 5 }, { -7, 10, 5, 5 }, { 50, 51, 5, 5 } };
  NormlabChartRoom room;

  normlab_chart_room_init (&room, &small, 10);
  g_assert_cmpuint (room.n_columns, ==, 10);
  g_assert_cmpuint (room.n_rows, ==, 5);
  normlab_chart_room_take_rect (&room, &inside);
  normlab_chart_room_take_rect (&room, &beyond);
  normlab_chart_room_take_rect (&room, &before);
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    normlab_chart_room_take_rect (&room, &outside[i]);
  check_column (&room, 0, 0, 0);
  check_column (&room, 1, 9, 0);
  check_column (&room, 2, 1, 3);
  for (guint column = 3; column < 9; column++)
    check_column (&room, column, 9, 0);
  check_column (&room, 9, 4, 4);
  normlab_chart_room_clear (&room);
}

/* A line takes what it passes through in each column; what is missing, it does not cross. */
static void
test_take_line (void)
{
  static const NormlabChartPoint points[]
      = { { 115, 225 }, { 145, 285 }, { 165, 225 }, { NAN, NAN }, { 185, 245 },
          { NAN, NAN }, { 192, 205 }, { 192, 265 }, { 192, 245 } };
  const NormlabChartRect small = { 100, 200, 100, 100 };
  static const struct
  {
    int first, last;
  } expected[] = { { 9, 0 }, { 2, 3 }, { 3, 5 }, { 5, 7 }, { 7, 8 },
                   { 4, 7 }, { 2, 4 }, { 9, 0 }, { 4, 4 }, { 0, 6 } };
  static const NormlabChartPoint outside[]
      = { { 50, 250 }, { 80, 250 }, { NAN, NAN }, { 220, 250 }, { 250, 250 } };
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_autoptr (GArray) beside = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  NormlabChartRoom room;

  g_array_append_vals (pixels, points, G_N_ELEMENTS (points));
  g_array_append_vals (beside, outside, G_N_ELEMENTS (outside));
  normlab_chart_room_init (&room, &small, 10);
  normlab_chart_room_take_line (&room, beside);
  for (guint column = 0; column < 10; column++)
    check_column (&room, column, 9, 0);
  normlab_chart_room_take_line (&room, pixels);
  for (guint column = 0; column < 10; column++)
    {
      g_test_message ("column %u", column);
      check_column (&room, column, expected[column].first, expected[column].last);
    }
  normlab_chart_room_clear (&room);
}

/* A single point takes its cell; one that is cut off by the edge is a cell, too. */
static void
test_take_point (void)
{
  const NormlabChartRect small = { 100, 200, 15, 25 };
  const NormlabChartPoint point = { 114, 224 };
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  NormlabChartRoom room;

  g_array_append_val (pixels, point);
  normlab_chart_room_init (&room, &small, 10);
  g_assert_cmpuint (room.n_columns, ==, 2);
  g_assert_cmpuint (room.n_rows, ==, 3);
  normlab_chart_room_take_line (&room, pixels);
  check_column (&room, 0, 9, 0);
  check_column (&room, 1, 2, 2);
  normlab_chart_room_clear (&room);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-room/near", test_near);
  g_test_add_func ("/chart-room/off-centre", test_off_centre);
  g_test_add_func ("/chart-room/left", test_left);
  g_test_add_func ("/chart-room/even", test_even);
  g_test_add_func ("/chart-room/margin", test_margin);
  g_test_add_func ("/chart-room/edges", test_edges);
  g_test_add_func ("/chart-room/cells", test_cells);
  g_test_add_func ("/chart-room/steps", test_steps);
  g_test_add_func ("/chart-room/first-step", test_first_step);
  g_test_add_func ("/chart-room/last-step", test_last_step);
  g_test_add_func ("/chart-room/next", test_next);
  g_test_add_func ("/chart-room/small", test_small);
  g_test_add_func ("/chart-room/take-rect", test_take_rect);
  g_test_add_func ("/chart-room/take-line", test_take_line);
  g_test_add_func ("/chart-room/take-point", test_take_point);
  return g_test_run ();
}
