/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a map looks like: cells in their colours, marks, figures, a ring, a card. */
#include "normlab-map-draw.h"

#include <math.h>
#include <time.h>

#include "normlab-map-card.h"
#include "normlab-map-colors.h"
#include "normlab-map-thumbnail.h"
#include "normlab-test-map.h"

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  NormlabMapModel *model;
  NormlabMapLayout *layout;
  cairo_surface_t *surface;
  cairo_t *cr;
} Picture;

static void
begin (Picture *self, NormlabMapModel *model, NormlabChartTheme theme)
{
  NormlabChartStyle style;

  normlab_chart_style_init (&style, theme);
  self->model = model;
  self->layout = normlab_map_layout_new (model, &style, WIDTH, HEIGHT);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  self->cr = cairo_create (self->surface);
  normlab_chart_color_set_source (&style.background, self->cr);
  cairo_paint (self->cr);
}

static void
draw (Picture *self, NormlabMapModel *model, NormlabChartTheme theme)
{
  begin (self, model, theme);
  normlab_map_draw (self->layout, self->cr);
  cairo_surface_flush (self->surface);
}

static void
clear (Picture *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  normlab_map_layout_free (self->layout);
}

static guint32
get_pixel (const Picture *self, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (self->surface)
                      + (int) y * cairo_image_surface_get_stride (self->surface);

  return ((const guint32 *) (gconstpointer) row)[(int) x] & 0xffffff;
}

static guint32
get_bytes (const NormlabChartColor *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8
         | (guint32) lround (color->blue * 255);
}

/* Up to a rounding in each channel. */
static void
assert_color (guint32 pixel, const NormlabChartColor *color)
{
  guint32 expected = get_bytes (color);

  for (guint shift = 0; shift < 24; shift += 8)
    g_assert_cmpint (ABS ((int) (pixel >> shift & 0xff) - (int) (expected >> shift & 0xff)), <=, 1);
}

static NormlabChartRect
get_rect (const Picture *self, guint row, guint column)
{
  const NormlabMapPlace place = { 0, row, column };

  return normlab_map_layout_get_rect (self->layout, &place);
}

/* Pixels of a rectangle that are not of a colour. */
static guint
count_others (const Picture *self, const NormlabChartRect *rect, const NormlabChartColor *color)
{
  guint n = 0;

  for (double y = rect->y; y < rect->y + rect->height; y++)
    for (double x = rect->x; x < rect->x + rect->width; x++)
      n += get_pixel (self, x, y) != get_bytes (color);
  return n;
}

/* Near its lower left corner, where nothing else is. */
static guint32
get_ground (const Picture *self, guint row, guint column)
{
  NormlabChartRect rect = get_rect (self, row, column);

  return get_pixel (self, rect.x + 2, rect.y + rect.height - 4);
}

static NormlabMapModel *
create_model (void)
{
  NormlabMapModel *model = normlab_test_map (1, 3, 4);

  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      normlab_test_map_set (model, 0, row, column, (row * 4 + column) / 11.0);
  return model;
}

static NormlabMapCell *
get_cell (NormlabMapModel *model, guint row, guint column)
{
  const NormlabMapPlace place = { 0, row, column };

  return normlab_map_model_get_cell (model, &place);
}

/* The same colours on light paper, on dark and in print. */
static void
test_colors (void)
{
  for (guint theme = 0; theme < NORMLAB_N_CHART_THEMES; theme++)
    {
      g_autoptr (NormlabMapModel) model = create_model ();
      Picture picture;

      draw (&picture, model, theme);
      for (guint row = 0; row < 3; row++)
        for (guint column = 0; column < 4; column++)
          {
            NormlabChartColor color = normlab_map_get_color ((row * 4 + column) / 11.0);

            assert_color (get_ground (&picture, row, column), &color);
          }
      clear (&picture);
    }
}

/* Of losses the least is bright, in cells and legend. */
static void
test_turned (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  NormlabChartColor bright = normlab_map_get_color (1);
  const NormlabChartRect *bar;
  Picture picture;

  model->more_is_better = FALSE;
  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  assert_color (get_ground (&picture, 0, 0), &bright);
  bar = &picture.layout->legend.bar;
  g_assert_cmpuint (get_pixel (&picture, bar->x + 2, bar->y + 5) >> 16, >, 0xd0);
  g_assert_cmpuint (get_pixel (&picture, bar->x + bar->width - 3, bar->y + 5) >> 16, <, 0x40);
  clear (&picture);
}

/* A figure is on the ground of every cell that has a value. */
static void
test_figures (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  NormlabChartColor color = normlab_map_get_color (0);
  NormlabChartRect rect;
  Picture picture;

  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  rect = get_rect (&picture, 0, 0);
  rect.width--;
  rect.height--;
  g_assert_cmpuint (count_others (&picture, &rect, &color), >, 20);
  clear (&picture);
}

/* What has no value has paper beneath it, and where no network belongs there is a line across. */
static void
test_states (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  const NormlabChartStyle *style;
  NormlabChartRect rect;
  Picture picture;

  *get_cell (model, 0, 0) = (NormlabMapCell){ .value = NAN, .n_networks = 1 };
  *get_cell (model, 0, 1) = (NormlabMapCell){ .value = NAN, .n_networks = 1, .n_diverged = 1 };
  *get_cell (model, 0, 2) = (NormlabMapCell){ .value = NAN };
  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  style = &picture.layout->style;
  rect = get_rect (&picture, 0, 0);
  rect.width--;
  rect.height--;
  g_assert_cmpuint (count_others (&picture, &rect, &style->background), ==, 0);
  assert_color (get_ground (&picture, 0, 1), &style->background);
  rect = get_rect (&picture, 0, 1);
  rect.width--;
  rect.height--;
  g_assert_cmpuint (count_others (&picture, &rect, &style->background), >, 10);
  rect = get_rect (&picture, 0, 2);
  assert_color (get_pixel (&picture, rect.x + 4, rect.y + 4), &style->grid);
  g_assert_cmpuint (count_others (&picture, &rect, &style->grid), >, 20);
  clear (&picture);
}

/* In the corner of a cell with a figure. */
static guint
count_marked (const NormlabMapModel *model)
{
  Picture picture;
  NormlabChartRect rect;
  NormlabChartColor color = normlab_map_get_color (0);
  guint n;

  draw (&picture, (NormlabMapModel *) model, NORMLAB_CHART_THEME_LIGHT);
  rect = get_rect (&picture, 0, 0);
  rect = (NormlabChartRect){ rect.x + rect.width - 20, rect.y, 19, 18 };
  n = count_others (&picture, &rect, &color);
  clear (&picture);
  return n;
}

/* Those of several seeds that diverged, and what cannot learn, are marked besides. */
static void
test_marks (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  NormlabMapCell *cell = get_cell (model, 0, 0);

  g_assert_cmpuint (count_marked (model), ==, 0);
  cell->n_dead = 1;
  g_assert_cmpuint (count_marked (model), >, 5);
  cell->n_dead = 0;
  cell->n_networks = 2;
  cell->n_diverged = 1;
  g_assert_cmpuint (count_marked (model), >, 5);
}

/* Around the cell, in the colour of text. */
static void
test_ring (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  const NormlabMapPlace place = { 0, 1, 1 };
  NormlabChartRect rect;
  Picture picture;

  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  normlab_map_draw_ring (picture.layout, &place, picture.cr);
  cairo_surface_flush (picture.surface);
  rect = get_rect (&picture, 1, 1);
  assert_color (get_pixel (&picture, rect.x + rect.width / 2, rect.y - 3),
                &picture.layout->style.text);
  assert_color (get_pixel (&picture, rect.x - 3, rect.y + rect.height / 2),
                &picture.layout->style.text);
  clear (&picture);
}

/* The card */

static NormlabMapCard *
create_card (void)
{
  NormlabMapCard *card = normlab_map_card_new ();
  GArray *curve = normlab_map_card_add_curve (card);

  card->name = g_strdup ("σ = 0.01, learning rate 0.1");
  card->value = g_strdup ("0.8312");
  card->n_steps = 100;
  for (guint i = 0; i <= 10; i++)
    {
      NormlabMapPoint point = { 10 * i, i == 5 ? NAN : 0.05 * i };

      g_array_append_val (curve, point);
    }
  return card;
}

/* Beside each cell, within the size, and over nothing of that cell. */
static void
test_card_place (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  g_autoptr (NormlabMapCard) card = create_card ();
  const NormlabChartRect whole = { 0, 0, WIDTH, HEIGHT };
  NormlabMapPlace place = { 0 };
  Picture picture;

  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  for (place.row = 0; place.row < 3; place.row++)
    for (place.column = 0; place.column < 4; place.column++)
      {
        NormlabChartRect rect = normlab_map_card_get_rect (card, picture.layout, &place);
        NormlabChartRect cell = normlab_map_layout_get_rect (picture.layout, &place);

        g_assert_true (normlab_chart_rect_contains (&whole, &rect));
        g_assert_false (normlab_chart_rect_intersects (&rect, &cell));
      }
  clear (&picture);
}

static guint
count_curve (const Picture *picture, const NormlabChartRect *rect)
{
  NormlabChartColor color = normlab_chart_style_get_color (&picture->layout->style, 0, FALSE);
  guint n = 0;

  for (double y = rect->y; y < rect->y + rect->height; y++)
    for (double x = rect->x; x < rect->x + rect->width; x++)
      n += get_pixel (picture, x, y) == get_bytes (&color);
  return n;
}

/* There is a curve where something has been measured, and the card is lower without. */
static void
test_card_curve (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  g_autoptr (NormlabMapCard) card = create_card ();
  const NormlabMapPlace place = { 0, 1, 0 };
  NormlabChartRect with, without;
  Picture picture;

  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  with = normlab_map_card_get_rect (card, picture.layout, &place);
  g_assert_cmpuint (count_curve (&picture, &with), ==, 0);
  normlab_map_card_draw (card, picture.layout, &place, picture.cr);
  cairo_surface_flush (picture.surface);
  g_assert_cmpuint (count_curve (&picture, &with), >, 30);
  g_ptr_array_set_size (card->curves, 0);
  without = normlab_map_card_get_rect (card, picture.layout, &place);
  g_assert_cmpfloat (without.height, <, with.height - 50);
  clear (&picture);
}

/* The whole */

/* Every pixel is painted, words and all, at any size. */
static void
test_all (void)
{
  g_autoptr (NormlabMapModel) model = create_model ();
  NormlabChartStyle style;
  double width, height;

  model->title = g_strdup ("title");
  model->caption = g_strdup ("caption");
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_PRINT);
  normlab_map_get_natural_size (model, &style, &width, &height);
  g_assert_cmpfloat (width, >, height / 2);
  for (guint size = 1; size < 1200; size += 399)
    {
      cairo_surface_t *surface
          = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) size, (int) size);
      cairo_t *cr = cairo_create (surface);
      const guint8 *data;

      normlab_map_draw_all (model, &style, cr, size, size);
      cairo_surface_flush (surface);
      data = cairo_image_surface_get_data (surface);
      for (guint i = 0; i < size * size; i++)
        g_assert_cmpuint (data[4 * i + 3], ==, 0xff);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Of two maps, each takes its part, without a word. */
static void
test_thumbnail (void)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (2, 2, 2);
  const NormlabChartRect rect = { 10, 20, 208, 100 };
  NormlabChartColor dark = normlab_map_get_color (0), bright = normlab_map_get_color (1);
  NormlabChartStyle style;
  Picture picture;

  normlab_test_map_set (model, 0, 0, 0, 0);
  normlab_test_map_set (model, 1, 1, 1, 1);
  begin (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  style = picture.layout->style;
  normlab_map_draw_thumbnail (model, picture.cr, &rect);
  cairo_surface_flush (picture.surface);
  assert_color (get_pixel (&picture, 12, 118), &dark);
  assert_color (get_pixel (&picture, 58, 72), &dark);
  assert_color (get_pixel (&picture, 216, 22), &bright);
  assert_color (get_pixel (&picture, 12, 22), &style.background);
  assert_color (get_pixel (&picture, 114, 70), &style.background);
  clear (&picture);
}

/* Words stand in place of a map that there is not. */
static void
test_message (void)
{
  g_autoptr (NormlabMapModel) model = normlab_map_model_new ();
  const NormlabChartRect whole = { 0, 0, WIDTH, HEIGHT };
  Picture picture;

  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  g_assert_cmpuint (count_others (&picture, &whole, &picture.layout->style.background), ==, 0);
  clear (&picture);
  model->message = g_strdup ("nothing");
  draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
  g_assert_cmpuint (count_others (&picture, &whole, &picture.layout->style.background), >, 50);
  clear (&picture);
}

/* Of this thread, µs, whatever else the machine does. */
static gint64
get_work (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* The least work with which a map of so many rows and columns is laid out and drawn, µs. */
static double
measure (guint n)
{
  g_autoptr (NormlabMapModel) model = normlab_test_map (4, n, n);
  gint64 best = G_MAXINT64;

  for (guint panel = 0; panel < 4; panel++)
    for (guint row = 0; row < n; row++)
      for (guint column = 0; column < n; column++)
        normlab_test_map_set (model, panel, row, column, (row + column) / (2.0 * n));
  for (guint i = 0; i < 5; i++)
    {
      gint64 start = get_work ();
      Picture picture;

      draw (&picture, model, NORMLAB_CHART_THEME_LIGHT);
      best = MIN (best, get_work () - start);
      clear (&picture);
    }
  g_test_message ("%u cells: %" G_GINT64_FORMAT " µs", 4 * n * n, best);
  return (double) best;
}

/* Many cells are as much more work as they are more, and no more than that. */
static void
test_many (void)
{
  g_assert_cmpfloat (measure (50), <, 4 * 25 * measure (10));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-draw/colors", test_colors);
  g_test_add_func ("/map-draw/turned", test_turned);
  g_test_add_func ("/map-draw/figures", test_figures);
  g_test_add_func ("/map-draw/states", test_states);
  g_test_add_func ("/map-draw/marks", test_marks);
  g_test_add_func ("/map-draw/ring", test_ring);
  g_test_add_func ("/map-draw/card/place", test_card_place);
  g_test_add_func ("/map-draw/card/curve", test_card_curve);
  g_test_add_func ("/map-draw/all", test_all);
  g_test_add_func ("/map-draw/message", test_message);
  g_test_add_func ("/map-draw/thumbnail", test_thumbnail);
  g_test_add_func ("/map-draw/many", test_many);
  return g_test_run ();
}
