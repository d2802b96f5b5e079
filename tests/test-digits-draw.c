/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where answers and cells are drawn, without a display. */
#include "normlab-digits-draw.h"

#include <math.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 200

static const char *const names[]
    = { "T-shirt/top", "Trouser", "Pullover", "Dress",      "Coat", "Sandal",
        "Shirt",       "Sneaker", "Bag",      "Ankle boot", NULL };

/* Ten classes, of which @answer is certain. */
static void
add_card (NormlabDigitsModel *model, guint color, guint answer, double certainty)
{
  NormlabDigitsCard *card = normlab_digits_model_add_card (model, "40–20", color, color % 2 == 1);
  double probabilities[10];

  for (guint i = 0; i < 10; i++)
    probabilities[i] = i == answer ? certainty : (1 - certainty) / 9;
  normlab_digits_card_set_answer (card, answer, probabilities, 10);
}

static NormlabDigitsModel *
create_model (guint n_cards)
{
  static const guint8 image[6] = { 0, 255, 0, 128, 0, 255 };
  NormlabDigitsModel *model = normlab_digits_model_new ();
  NormlabDigitsLayer *layer;

  normlab_digits_model_set_image (model, image, 2, 3);
  for (guint i = 0; i < n_cards; i++)
    add_card (model, i, i % 10, 0.9);
  layer = normlab_digits_model_add_layer (model, "Image", 6);
  layer->columns = 3;
  layer = normlab_digits_model_add_layer (model, "Layer 1", 20);
  for (guint i = 0; i < 20; i++)
    layer->values[i] = i % 2 == 0 ? 1 : -1;
  layer = normlab_digits_model_add_layer (model, "Answer", 10);
  layer->values[3] = 1;
  layer->marked = 3;
  layer->numbered = TRUE;
  return model;
}

static void
init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

/* Cards lie within the width and do not overlap; each is found where it is. */
static void
test_cards (void)
{
  g_autoptr (NormlabDigitsModel) model = create_model (11);
  NormlabChartStyle style;

  init_style (&style);
  for (double width = 100; width < 1500; width += 230)
    {
      double height = normlab_digits_cards_get_height (model, &style, width);

      for (guint i = 0; i < 11; i++)
        {
          NormlabChartRect rect = normlab_digits_cards_get_rect (model, &style, width, i);

          g_assert_cmpfloat (rect.x, >=, 0);
          g_assert_cmpfloat (rect.x + rect.width, <=, width + 1e-6);
          g_assert_cmpfloat (rect.y + rect.height, <=, height + 1e-6);
          g_assert_cmpint (normlab_digits_cards_find (model, &style, width, rect.x + rect.width / 2,
                                                      rect.y + rect.height / 2),
                           ==, (int) i);
          for (guint j = 0; j < i; j++)
            {
              NormlabChartRect other = normlab_digits_cards_get_rect (model, &style, width, j);

              g_assert_false (normlab_chart_rect_intersects (&rect, &other));
            }
        }
      g_assert_cmpint (normlab_digits_cards_find (model, &style, width, -5, 5), ==, -1);
    }
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel,
          data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface) + 4 * (gsize) x,
          sizeof pixel);
  return pixel & 0xffffff;
}

static guint32
to_pixel (const NormlabChartColor *color)
{
  return (guint32) (lround (color->red * 255) << 16 | lround (color->green * 255) << 8
                    | lround (color->blue * 255));
}

/* So many pixels of a colour. */
static guint
count (cairo_surface_t *surface, guint32 pixel)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += get_pixel (surface, x, y) == pixel ? 1 : 0;
  return n;
}

static cairo_t *
begin (const NormlabChartStyle *style, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  normlab_chart_color_set_source (&style->background, cr);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
  return cr;
}

static cairo_surface_t *
get_surface (cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);

  cairo_surface_flush (surface);
  return surface;
}

/* A bar is as high as its class is probable. */
static void
test_bars (void)
{
  guint n[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabDigitsModel) model = normlab_digits_model_new ();
      NormlabChartStyle style;
      NormlabChartColor color;
      cairo_t *cr;

      init_style (&style);
      color = normlab_chart_style_get_color (&style, 0, FALSE);
      add_card (model, 0, 3, i == 0 ? 0.4 : 0.8);
      cr = begin (&style, 300, 150);
      normlab_digits_cards_draw (model, &style, cr, 300);
      n[i] = count (get_surface (cr), to_pixel (&color));
      cairo_destroy (cr);
    }
  g_assert_cmpuint (n[0], >, 100);
  g_assert_cmpuint (n[1], >, n[0] + 100);
}

/* So many pixels that have a colour, but for how it is rounded. */
static guint
count_near (cairo_surface_t *surface, const NormlabChartColor *color)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        guint32 pixel = get_pixel (surface, x, y);

        n += fabs ((pixel >> 16) / 255.0 - color->red) < 0.006
                     && fabs ((pixel >> 8 & 0xff) / 255.0 - color->green) < 0.006
                     && fabs ((pixel & 0xff) / 255.0 - color->blue) < 0.006
                 ? 1
                 : 0;
      }
  return n;
}

/* What is drawn of a card whose classes have names: pixels of the answer's bar, and of others. */
static void
count_named (double certainty, guint *n_answer, guint *n_others)
{
  g_autoptr (NormlabDigitsModel) model = normlab_digits_model_new ();
  NormlabDigitsCard *card;
  NormlabChartStyle style;
  NormlabChartColor colors[2];
  cairo_t *cr;

  init_style (&style);
  for (guint i = 0; i < 2; i++)
    colors[i] = normlab_chart_style_get_color (&style, 0, i == 1);
  add_card (model, 0, 9, certainty);
  card = g_ptr_array_index (model->cards, 0);
  card->class_names = g_strdupv ((char **) names);
  cr = begin (&style, 300, 150);
  normlab_digits_cards_draw (model, &style, cr, 300);
  *n_answer = count_near (get_surface (cr), &colors[0]);
  *n_others = count_near (get_surface (cr), &colors[1]);
  cairo_destroy (cr);
}

/* Names that have no room beneath bars have lines, which are as long as their classes are
 * probable. */
static void
test_names (void)
{
  guint answer[2], others[2];

  count_named (0.4, &answer[0], &others[0]);
  count_named (0.8, &answer[1], &others[1]);
  g_assert_cmpuint (answer[0], >, 100);
  g_assert_cmpuint (answer[1], >, answer[0] + 100);
  g_assert_cmpuint (others[0], >, 2 * others[1]);
  g_assert_cmpuint (others[1], >, 0);
}

/* Where there is room the cells of the answer stand beneath one another, with their names beside
 * them, which belong to them; otherwise they are as ever. */
static void
test_named_path (void)
{
  g_autoptr (NormlabDigitsModel) model = create_model (1);
  NormlabDigitsLayer *layer = g_ptr_array_index (model->layers, 2);
  NormlabChartStyle style;
  guint n[2] = { 0, 0 };

  init_style (&style);
  layer->names = g_strdupv ((char **) names);
  for (guint small = 0; small < 2; small++)
    {
      double width = small ? 200 : WIDTH, height = small ? 100 : HEIGHT;
      guint found[10] = { 0 }, at, cell;

      for (double y = 0; y < height; y += 2)
        for (double x = 0; x < width; x++)
          if (normlab_digits_path_find (model, &style, width, height, x, y, &at, &cell) && at == 2)
            {
              g_assert_cmpuint (cell, <, 10);
              found[cell]++;
              n[small]++;
            }
      for (guint i = 0; i < 10; i++)
        g_assert_cmpuint (found[i], >, 10);
    }
  /* A name takes more room than a cell. */
  g_assert_cmpuint (n[0], >, 10 * 4 * 13 * 13 / 2);
  g_assert_cmpuint (n[1], <, n[0] / 4);
}

/* What stands for a network has the colour of its line, whole, with gaps where that is dashed. */
static void
test_swatch (void)
{
  guint n[2];

  for (guint i = 0; i < 2; i++)
    {
      NormlabChartStyle style;
      NormlabChartColor color;
      cairo_t *cr;

      init_style (&style);
      color = normlab_chart_style_get_color (&style, 3, FALSE);
      cr = begin (&style, 60, 20);
      g_assert_cmpfloat (normlab_digits_draw_swatch (cr, &style, 3, i == 1, 10, 10), >,
                         1.6 * style.font_size);
      n[i] = count (get_surface (cr), to_pixel (&color));
      cairo_destroy (cr);
    }
  g_assert_cmpuint (n[0], >, 15);
  g_assert_cmpuint (n[1], >, n[0] / 4);
  g_assert_cmpuint (n[1], <, 3 * n[0] / 4);
}

/* Each cell is found where its colour is. */
static void
test_path (void)
{
  g_autoptr (NormlabDigitsModel) model = create_model (1);
  NormlabChartStyle style;
  NormlabChartColor positive, negative;
  guint layer, cell, n_found = 0;
  cairo_t *cr;

  init_style (&style);
  positive = normlab_chart_style_get_color (&style, 0, FALSE);
  negative = normlab_chart_style_get_color (&style, 1, FALSE);
  cr = begin (&style, WIDTH, HEIGHT);
  normlab_digits_path_draw (model, &style, cr, WIDTH, HEIGHT);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 pixel = get_pixel (get_surface (cr), x, y);

        if (pixel != to_pixel (&positive) && pixel != to_pixel (&negative))
          continue;
        g_assert_true (
            normlab_digits_path_find (model, &style, WIDTH, HEIGHT, x, y, &layer, &cell));
        if (layer == 1)
          g_assert_cmpint (cell % 2 == 0, ==, pixel == to_pixel (&positive));
        else
          g_assert_cmpuint (cell, ==, 3);
        n_found++;
      }
  g_assert_cmpuint (n_found, >, 1000);
  g_assert_false (
      normlab_digits_path_find (model, &style, WIDTH, HEIGHT, 5, HEIGHT - 2, &layer, &cell));
  cairo_destroy (cr);
}

/* Of very many layers as many are shown as have room, in order, from the first to the last. */
static void
test_deep_path (void)
{
  g_autoptr (NormlabDigitsModel) model = normlab_digits_model_new ();
  const guint n_layers = 34;
  NormlabChartStyle style;

  init_style (&style);
  for (guint i = 0; i < n_layers; i++)
    normlab_digits_model_add_layer (model, "Layer", 6);
  for (guint width = 300; width <= 4000; width += 100)
    {
      guint n = 0, last = 0, layer, cell;

      for (guint x = 0; x < width; x++)
        for (guint y = 0; y < 60; y += 4)
          if (normlab_digits_path_find (model, &style, width, 100, x, y, &layer, &cell)
              && (n == 0 || layer != last))
            {
              g_assert_true (n == 0 ? layer == 0 : layer > last);
              last = layer;
              n++;
            }
      g_assert_cmpuint (last, ==, n_layers - 1);
      /* Four ems and a half with an arrow, where not all have three and a half. */
      if (width / style.font_size + 1.4 >= n_layers * 5)
        g_assert_cmpuint (n, ==, n_layers);
      else
        g_assert_cmpuint (n, ==, (guint) ((width / style.font_size + 1.4) / 6));
    }
}

/* Nothing, very much, and what is no number can be drawn at any size. */
static void
test_any (void)
{
  NormlabDigitsModel *models[] = { normlab_digits_model_new (), create_model (40) };
  NormlabDigitsLayer *layer = g_ptr_array_index (models[1]->layers, 1);

  layer->values[4] = NAN;
  layer->values[5] = INFINITY;
  layer = g_ptr_array_index (models[1]->layers, 2);
  layer->names = g_strdupv ((char **) names);
  for (guint i = 0; i < models[1]->cards->len; i++)
    {
      NormlabDigitsCard *card = g_ptr_array_index (models[1]->cards, i);

      card->class_names = g_strdupv ((char **) names);
    }
  models[1]->truth = 8;
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (int size = 1; size < 900; size += 220)
      {
        NormlabChartStyle style;
        cairo_t *cr;

        init_style (&style);
        cr = begin (&style, size, size);
        g_assert_cmpfloat (normlab_digits_get_height (models[i], &style, size), >, 0);
        normlab_digits_draw_all (models[i], &style, cr, size, size);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
      }
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    normlab_digits_model_free (models[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digits-draw/cards", test_cards);
  g_test_add_func ("/digits-draw/bars", test_bars);
  g_test_add_func ("/digits-draw/names", test_names);
  g_test_add_func ("/digits-draw/named-path", test_named_path);
  g_test_add_func ("/digits-draw/swatch", test_swatch);
  g_test_add_func ("/digits-draw/path", test_path);
  g_test_add_func ("/digits-draw/deep-path", test_deep_path);
  g_test_add_func ("/digits-draw/any", test_any);
  return g_test_run ();
}
