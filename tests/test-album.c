/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images by class, where they stand, and how many are read to be drawn; without a display. */
#include "normlab-album-draw.h"
#include "normlab-album-source.h"
#include "normlab-test.h"

#define WIDTH 700
#define HEIGHT 400

static const char *const names[] = { "Sandal", "Ankle boot", "Bag", NULL };

static NormlabDataset *
create_data (void)
{
  return normlab_test_dataset_name (normlab_test_dataset (7, 5, 3, 300, 60), names);
}

static void
init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

/* Each class has its images, all of them, in their order. */
static void
test_classes (void)
{
  g_autoptr (NormlabDataset) dataset = create_data ();

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, split);
      const guint8 *labels = normlab_dataset_get_labels (dataset, split);
      guint n = 0, longest = 0;
      guint8 image[35];

      g_assert_cmpuint (album->classes->len, ==, 3);
      g_assert_cmpuint (album->rows * album->columns, ==, 35);
      for (guint i = 0; i < 3; i++)
        {
          const NormlabAlbumClass *class = normlab_album_get_class (album, i);

          g_assert_cmpstr (class->name, ==, names[i]);
          g_assert_cmpuint (class->n_numbers, >, 0);
          for (guint k = 0; k < class->n_numbers; k++)
            {
              g_assert_cmpuint (labels[class->numbers[k]], ==, i);
              g_assert_true (k == 0 || class->numbers[k] > class->numbers[k - 1]);
              album->read (album->data, class->numbers[k], image);
              g_assert_cmpmem (image, 35,
                               normlab_dataset_get_images (dataset, split) + class->numbers[k] * 35,
                               35);
            }
          n += class->n_numbers;
          longest = MAX (longest, class->n_numbers);
        }
      g_assert_cmpuint (n, ==, normlab_dataset_get_n_images (dataset, split));
      g_assert_cmpuint (album->n_longest, ==, longest);
    }
}

/* What it is called, and what there is to say. */
static void
test_words (void)
{
  g_autoptr (NormlabDataset) dark = create_data ();
  g_autoptr (NormlabDataset) dataset
      = normlab_dataset_read (normlab_dataset_ref (dark), NORMLAB_READING_ALL, NULL, NULL);
  g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, NORMLAB_SPLIT_TEST);
  const NormlabAlbumClass *class = normlab_album_get_class (album, 1);
  g_autofree char *note = NULL, *described = NULL, *expected = NULL;
  guint n[2] = { 0, 0 };

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint i = 0; i < normlab_dataset_get_n_images (dataset, split); i++)
      n[split] += normlab_dataset_get_labels (dataset, split)[i] == 1;
  note = g_strdup_printf ("%u + %u", n[0], n[1]);
  g_assert_cmpstr (class->note, ==, note);
  g_assert_cmpstr (album->title, ==,
                   "Test set of test (inverted and turned): 60 images of 7 × 5 pixels, 3 classes");
  g_assert_true (g_str_has_prefix (album->summary, album->title));
  expected = g_strdup_printf (" Ankle boot: %u images.", n[1]);
  g_assert_nonnull (strstr (album->summary, expected));
  described = normlab_album_source_describe (dataset, NORMLAB_SPLIT_TEST, class->numbers[0]);
  g_assert_true (g_str_has_prefix (described, "Test image "));
  g_assert_true (g_str_has_suffix (described, ": Ankle boot"));
}

/* Images are found where they are, whatever has been scrolled by, from either side. */
static void
check_places (double width, double height, double x, double y, gboolean mirrored)
{
  g_autoptr (NormlabDataset) dataset = create_data ();
  g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, 0);
  NormlabAlbumLayout layout;
  NormlabChartStyle style;
  guint n_found = 0;

  init_style (&style);
  normlab_album_layout_init (&layout, album, &style, width, height, mirrored);
  g_assert_cmpfloat (layout.label, <=, 0.4 * width + 1);
  for (double at_y = 0; at_y < height; at_y += 7)
    for (double at_x = 0; at_x < width; at_x += 3)
      {
        NormlabChartRect rect;
        guint class, image;

        if (!normlab_album_layout_find (&layout, album, x, y, at_x, at_y, &class, &image))
          continue;
        rect = normlab_album_layout_get_rect (&layout, class, image, x, y);
        g_assert_cmpfloat (normlab_chart_rect_get_distance (&rect, at_x, at_y), <,
                           MAX (layout.step_x, layout.step_y));
        g_assert_cmpuint (image, <, normlab_album_get_class (album, class)->n_numbers);
        n_found++;
        if (at_x >= rect.x && at_x < rect.x + rect.width && at_y >= rect.y
            && at_y < rect.y + rect.height)
          n_found += 1000;
      }
  g_assert_cmpuint (n_found, >, 10000);
}

static void
test_places (void)
{
  for (guint mirrored = 0; mirrored < 2; mirrored++)
    {
      check_places (WIDTH, HEIGHT, 0, 0, mirrored);
      check_places (WIDTH, HEIGHT, 333.3, 0, mirrored);
      check_places (WIDTH, 90, 51, 20.5, mirrored);
      check_places (250, HEIGHT, 51, 0, mirrored);
    }
}

/* Pixels of images are whole ones of the screen; where classes have much room they are larger. */
static void
test_sizes (void)
{
  g_autoptr (NormlabDataset) dataset = create_data ();
  g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, 0);
  double least = 0;
  NormlabChartStyle style;

  init_style (&style);
  for (double height = 50; height < 900; height += 50)
    {
      NormlabAlbumLayout layout;

      normlab_album_layout_init (&layout, album, &style, WIDTH, height, FALSE);
      g_assert_cmpfloat (fmod (layout.image_width, 5), ==, 0);
      g_assert_cmpfloat (layout.image_width / 5, ==, layout.image_height / 7);
      g_assert_cmpfloat (layout.image_width, >=, least);
      least = layout.image_width;
    }
  g_assert_cmpfloat (least, >, 2 * 5);
}

static guint
draw (const NormlabAlbum *album, double width, double height, double x, double y)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);
  NormlabAlbumLayout layout;
  NormlabChartStyle style;
  guint n;

  init_style (&style);
  normlab_album_layout_init (&layout, album, &style, width, height, FALSE);
  n = normlab_album_draw (album, &layout, &style, cr, x, y, 1, 3);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* Images are as grey as their pixels, in every theme. */
static void
test_grey (void)
{
  g_autoptr (NormlabDataset) dataset = create_data ();
  g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, 0);

  for (NormlabChartTheme theme = NORMLAB_CHART_THEME_LIGHT; theme <= NORMLAB_CHART_THEME_DARK;
       theme++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      const guint8 *data = cairo_image_surface_get_data (surface);
      gsize stride = (gsize) cairo_image_surface_get_stride (surface);
      cairo_t *cr = cairo_create (surface);
      NormlabAlbumLayout layout;
      NormlabChartRect rect;
      NormlabChartStyle style;
      guint8 image[35];

      normlab_chart_style_init (&style, theme);
      normlab_album_layout_init (&layout, album, &style, WIDTH, HEIGHT, FALSE);
      normlab_album_draw (album, &layout, &style, cr, 0, 0, -1, -1);
      cairo_surface_flush (surface);
      rect = normlab_album_layout_get_rect (&layout, 1, 2, 0, 0);
      album->read (album->data, normlab_album_get_class (album, 1)->numbers[2], image);
      for (guint i = 0; i < 35; i++)
        {
          double zoom = rect.width / album->columns;
          gsize x = (gsize) (rect.x + (i % album->columns + 0.5) * zoom);
          gsize y = (gsize) (rect.y + (i / album->columns + 0.5) * zoom);

          g_assert_cmpint (abs (data[y * stride + 4 * x] - image[i]), <=, 1);
        }
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Of many images those are read that are in sight, wherever one is. */
static void
test_in_sight (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (4, 4, 20, 20000, 40);
  g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, 0);
  NormlabAlbumLayout layout;
  NormlabChartStyle style;
  guint most;

  init_style (&style);
  normlab_album_layout_init (&layout, album, &style, WIDTH, 200, FALSE);
  most = (normlab_album_layout_get_n_beside (&layout) + 2) * ((guint) (200 / layout.step_y) + 2);
  for (guint k = 0; k < 5; k++)
    {
      guint n = draw (album, WIDTH, 200, k * layout.all_width / 6, k * layout.all_height / 10);

      g_assert_cmpuint (n, >, 20);
      g_assert_cmpuint (n, <=, most);
    }
  /* Beyond the last one there is nothing. */
  g_assert_cmpuint (draw (album, WIDTH, 200, layout.all_width + 10, 0), ==, 0);
}

/* As it leaves the program, at any size, of any images. */
static void
test_any (void)
{
  const guint sides[][2] = { { 1, 1 }, { 3, 40 }, { 200, 200 } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (NormlabDataset) dataset
          = normlab_test_dataset (sides[i][0], sides[i][1], 3, 30, 10);
      g_autoptr (NormlabAlbum) album = normlab_album_source_create (dataset, 0);

      for (int size = 1; size < 900; size += 220)
        {
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
          cairo_t *cr = cairo_create (surface);
          NormlabChartStyle style;

          init_style (&style);
          g_assert_cmpfloat (normlab_album_get_height (album, &style), >, 0);
          normlab_album_draw_all (album, &style, cr, size, size, 4, size % 3 == 0);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/album/classes", test_classes);
  g_test_add_func ("/album/words", test_words);
  g_test_add_func ("/album/places", test_places);
  g_test_add_func ("/album/sizes", test_sizes);
  g_test_add_func ("/album/grey", test_grey);
  g_test_add_func ("/album/in-sight", test_in_sight);
  g_test_add_func ("/album/any", test_any);
  return g_test_run ();
}
