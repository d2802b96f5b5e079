/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where small images are drawn, without a display. */
#include "normlab-gallery-draw.h"

#include <math.h>

/* All ink. */
static NormlabGalleryModel *
create_gallery (guint n_images, guint n_networks)
{
  static const guint8 pixels[4] = { 255, 255, 255, 255 };
  NormlabGalleryModel *model = normlab_gallery_model_new (2, 2);

  model->n_networks = n_networks;
  for (guint i = 0; i < n_images; i++)
    {
      NormlabGalleryImage *image = normlab_gallery_model_add (model, 10 + i, pixels);

      image->truth = i % 10;
      image->answers[0] = 3;
      image->certainties[0] = 0.5;
      image->certainties[1] = NAN;
    }
  return model;
}

static void
init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

static const char *const long_names[]
    = { "0", "Ankle boot", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
static const char *const short_names[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", NULL };

static void
check_places (guint n_networks, gboolean mirrored, const char *const *names)
{
  g_autoptr (NormlabGalleryModel) model = create_gallery (11, n_networks);
  NormlabChartStyle style;

  init_style (&style);
  model->mirrored = mirrored;
  model->class_names = g_strdupv ((char **) names);
  for (double width = MAX (120, normlab_gallery_get_width (model, &style, 1)); width < 1500;
       width += 230)
    {
      double height = normlab_gallery_get_height (model, &style, width);

      for (guint i = 0; i < 11; i++)
        {
          NormlabChartRect rect = normlab_gallery_get_rect (model, &style, width, i);

          g_assert_cmpfloat (rect.x, >=, 0);
          g_assert_cmpfloat (rect.x + rect.width, <=, width);
          g_assert_cmpfloat (rect.y + rect.height, <=, height + 1);
          g_assert_cmpint (normlab_gallery_find (model, &style, width, rect.x + rect.width / 2,
                                                 rect.y + rect.height / 2),
                           ==, (int) i);
          for (guint j = 0; j < i; j++)
            {
              NormlabChartRect other = normlab_gallery_get_rect (model, &style, width, j);

              g_assert_false (normlab_chart_rect_intersects (&rect, &other));
            }
        }
      g_assert_cmpint (normlab_gallery_find (model, &style, width, -5, 5), ==, -1);
    }
}

static void
test_places (void)
{
  for (guint n_networks = 1; n_networks <= NORMLAB_GALLERY_MAX_NETWORKS; n_networks++)
    {
      check_places (n_networks, FALSE, NULL);
      check_places (n_networks, TRUE, NULL);
      check_places (n_networks, FALSE, long_names);
      check_places (n_networks, TRUE, short_names);
    }
}

/* Names have room, up to a limit; those that are as short as numbers need no more than these. */
static void
test_names (void)
{
  g_autoptr (NormlabGalleryModel) model = create_gallery (3, 1);
  NormlabChartStyle style;
  double plain;

  init_style (&style);
  plain = normlab_gallery_get_width (model, &style, 1);
  model->class_names = g_strdupv ((char **) short_names);
  g_assert_cmpfloat (normlab_gallery_get_width (model, &style, 1), ==, plain);
  g_strfreev (model->class_names);
  model->class_names = g_strdupv ((char **) long_names);
  g_assert_cmpfloat (normlab_gallery_get_width (model, &style, 1), >, plain + 40);
  g_free (model->class_names[1]);
  model->class_names[1] = g_strnfill (1000, 'W');
  g_assert_cmpfloat (normlab_gallery_get_width (model, &style, 1), <, 2 * plain);
}

/* As many stand beside one another as there is room for, from the side on which one begins to
 * read. */
static void
test_columns (void)
{
  g_autoptr (NormlabGalleryModel) model = create_gallery (9, 1);
  NormlabChartStyle style;
  NormlabChartRect left, right;

  init_style (&style);
  for (guint n = 1; n < 6; n++)
    {
      double width = normlab_gallery_get_width (model, &style, n);

      g_assert_cmpuint (normlab_gallery_get_n_columns (model, &style, width + 0.5), ==, n);
      g_assert_cmpuint (normlab_gallery_get_n_columns (model, &style, width - 1), ==,
                        MAX (n - 1, 1));
    }
  left = normlab_gallery_get_rect (model, &style, 600, 0);
  model->mirrored = TRUE;
  right = normlab_gallery_get_rect (model, &style, 600, 0);
  g_assert_cmpfloat (left.x, ==, 0);
  g_assert_cmpfloat (right.x + right.width, >, 598);
}

static guint
count_ink (const NormlabGalleryModel *model, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 400);
  cairo_t *cr = cairo_create (surface);
  NormlabChartStyle style;
  guint n = 0;

  init_style (&style);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  normlab_gallery_draw (model, &style, cr, 300, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (gsize y = 0; y < 400; y++)
    for (gsize x = 0; x < 300; x++)
      n += cairo_image_surface_get_data (
               surface)[y * (gsize) cairo_image_surface_get_stride (surface) + 4 * x]
                   < 60
               ? 1
               : 0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* Each image has its ink; what does not end within the height is left out. */
static void
test_drawn (void)
{
  g_autoptr (NormlabGalleryModel) one = create_gallery (1, 1), two = create_gallery (2, 1);
  g_autoptr (NormlabGalleryModel) many = create_gallery (30, 2);
  double area = pow (floor (4 * 13.0), 2);

  g_assert_cmpfloat (count_ink (one, 400), >, area);
  g_assert_cmpfloat (count_ink (two, 400) - count_ink (one, 400), >, area);
  g_assert_cmpuint (count_ink (one, 20), ==, 0);
  g_assert_cmpfloat (count_ink (many, 400), >, 4 * area);
  many->class_names = g_strdupv ((char **) long_names);
  g_assert_cmpfloat (count_ink (many, 400), >, 2 * area);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gallery-draw/places", test_places);
  g_test_add_func ("/gallery-draw/names", test_names);
  g_test_add_func ("/gallery-draw/columns", test_columns);
  g_test_add_func ("/gallery-draw/drawn", test_drawn);
  return g_test_run ();
}
