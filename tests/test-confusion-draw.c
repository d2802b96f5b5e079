/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the figures of a matrix are drawn and in which colours, without a display. */
#include "normlab-confusion-draw.h"

#include <math.h>

#include "normlab-confusion-layout.h"
#include "normlab-survey-draw.h"

#define WIDTH 520
#define HEIGHT 460

/* 90 of 100 images are right, the others go to the next class. */
static NormlabConfusionModel *
create_matrix (guint n_classes)
{
  NormlabConfusionModel *model = normlab_confusion_model_new (n_classes);

  for (guint k = 0; k < n_classes; k++)
    {
      model->totals[k] = 100;
      model->recalls[k] = model->precisions[k] = 0.9;
      normlab_confusion_model_set_count (model, k, k, 90);
      normlab_confusion_model_set_count (model, k, (k + 1) % n_classes, 10);
    }
  model->accuracy = 0.9;
  model->heads[0].name = g_strdup ("40–20");
  return model;
}

/* The first class is right 12 times more often, the second 30 times less. */
static NormlabConfusionModel *
create_difference (void)
{
  NormlabConfusionModel *model = normlab_confusion_model_new (3);

  model->is_difference = TRUE;
  model->recalls[2] = NAN;
  for (guint k = 0; k < 3; k++)
    model->totals[k] = 100;
  normlab_confusion_model_set_count (model, 0, 0, 12);
  normlab_confusion_model_set_count (model, 0, 1, -12);
  normlab_confusion_model_set_count (model, 1, 1, -30);
  normlab_confusion_model_set_count (model, 1, 2, 30);
  return model;
}

static void
init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

static void
init_layout (NormlabConfusionLayout *layout,
             const NormlabConfusionModel *model,
             double width,
             double height)
{
  NormlabChartStyle style;

  init_style (&style);
  normlab_confusion_layout_init (layout, model, &style, width, height);
}

/* Cells and margins lie within the size and not on one another; each is found where it is. */
static void
check_places (guint n_classes, double width, double height)
{
  g_autoptr (NormlabConfusionModel) model = create_matrix (n_classes);
  NormlabConfusionLayout layout;
  guint n;

  init_layout (&layout, model, width, height);
  n = n_classes + (layout.margins ? 1 : 0);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        NormlabChartRect rect = normlab_confusion_layout_get_rect (&layout, model, i, j);
        guint row, column;

        g_assert_cmpfloat (rect.x, >=, 0);
        g_assert_cmpfloat (rect.y, >=, 0);
        g_assert_cmpfloat (rect.x + rect.width, <=, width + 1);
        g_assert_cmpfloat (rect.y + rect.height, <=, height + 1);
        g_assert_true (
            normlab_confusion_layout_find (&layout, model, rect.x, rect.y, &row, &column));
        g_assert_cmpuint (row, ==, i);
        g_assert_cmpuint (column, ==, j);
      }
  g_assert_false (normlab_confusion_layout_find (&layout, model, 0, 0, &n, &n));
}

static void
test_places (void)
{
  check_places (10, WIDTH, HEIGHT);
  check_places (10, 300, 300);
  check_places (2, WIDTH, HEIGHT);
  check_places (47, 900, 900);
}

/* Names of classes have room beside the cells and above them, but for no more than a part of the
 * side; those as short as numbers need no more room than these. */
static void
test_names (void)
{
  static const char *const letters[] = { "A", "B", "C", NULL };
  static const char *const words[] = { "Sandal", "Ankle boot", "Bag", NULL };
  g_autoptr (NormlabConfusionModel) model = create_matrix (3);
  NormlabConfusionLayout plain, layout;

  init_layout (&plain, model, WIDTH, HEIGHT);
  model->class_names = g_strdupv ((char **) letters);
  init_layout (&layout, model, WIDTH, HEIGHT);
  g_assert_false (layout.upright);
  g_assert_cmpfloat (layout.left, ==, plain.left);
  g_assert_cmpfloat (layout.top, ==, plain.top);

  g_strfreev (model->class_names);
  model->class_names = g_strdupv ((char **) words);
  for (double side = 150; side < 900; side += 150)
    {
      init_layout (&layout, model, side, side);
      g_assert_true (layout.upright);
      g_assert_cmpfloat (layout.label_width, >, NORMLAB_CONFUSION_LABEL * layout.style.font_size);
      g_assert_cmpfloat (layout.label_width, <, side / 4);
      g_assert_cmpfloat (layout.left, >=, layout.label_width);
      g_assert_cmpfloat (layout.top, >=, layout.label_height);
      for (guint k = 0; k < 3; k++)
        {
          NormlabChartRect rect = normlab_confusion_layout_get_rect (&layout, model, k, k);

          g_assert_cmpfloat (rect.x + rect.width, <=, side);
          g_assert_cmpfloat (rect.y + rect.height, <=, side);
          g_assert_cmpfloat (rect.width, >, 0);
        }
    }
}

/* Where there is less room text becomes smaller, then the margins go, then the figures. */
static void
test_room (void)
{
  g_autoptr (NormlabConfusionModel) model = create_matrix (10);
  NormlabConfusionLayout layout;
  NormlabChartStyle style;

  init_style (&style);
  normlab_confusion_model_set_count (model, 0, 0, 1000);
  init_layout (&layout, model, WIDTH, HEIGHT);
  g_assert_true (layout.margins && layout.figures);
  g_assert_cmpfloat (layout.style.font_size, ==, style.font_size);
  init_layout (&layout, model, 340, 340);
  g_assert_true (layout.margins && layout.figures);
  g_assert_cmpfloat (layout.style.font_size, <, style.font_size);
  init_layout (&layout, model, 290, 340);
  g_assert_true (!layout.margins && layout.figures);
  init_layout (&layout, model, 150, 150);
  g_assert_false (layout.figures);
  /* Who needs larger text needs figures as well. */
  style.font_size *= 1.5;
  normlab_confusion_layout_init (&layout, model, &style, 390, 430);
  g_assert_true (layout.figures);
}

/* A message stands in place of cells. */
static void
test_message (void)
{
  g_autoptr (NormlabConfusionModel) model = create_matrix (10);
  NormlabConfusionLayout layout;
  guint row, column;

  model->message = g_strdup ("nothing");
  init_layout (&layout, model, WIDTH, HEIGHT);
  for (double y = 0; y < HEIGHT; y += 10)
    g_assert_false (normlab_confusion_layout_find (&layout, model, y, y, &row, &column));
}

/* A share of a class, or of the greatest difference. */
static void
test_weights (void)
{
  g_autoptr (NormlabConfusionModel) matrix = create_matrix (10);
  g_autoptr (NormlabConfusionModel) difference = create_difference ();

  g_assert_cmpfloat_with_epsilon (normlab_confusion_model_get_weight (matrix, 0, 0), sqrt (0.9),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_confusion_model_get_weight (matrix, 9, 0), sqrt (0.1),
                                  1e-9);
  g_assert_cmpfloat (normlab_confusion_model_get_weight (matrix, 0, 5), ==, 0);
  g_assert_cmpfloat (normlab_confusion_model_get_weight (difference, 1, 2), ==, 1);
  g_assert_cmpfloat (normlab_confusion_model_get_weight (difference, 1, 1), ==, -1);
  g_assert_cmpfloat_with_epsilon (normlab_confusion_model_get_weight (difference, 0, 1),
                                  -sqrt (0.4), 1e-9);
}

static void
test_greatest (void)
{
  g_autoptr (NormlabConfusionModel) matrix = create_matrix (10);
  g_autoptr (NormlabConfusionModel) difference = create_difference ();
  guint cells[10];

  normlab_confusion_model_set_count (matrix, 7, 2, 20);
  g_assert_cmpuint (normlab_confusion_model_find_greatest (matrix, 2, cells), ==, 2);
  g_assert_cmpuint (cells[0], ==, 72);
  g_assert_cmpuint (cells[1], ==, 1);
  g_assert_cmpuint (normlab_confusion_model_find_greatest (difference, 10, cells), ==, 4);
  g_assert_cmpuint (cells[0], ==, 4);
  g_assert_cmpuint (cells[1], ==, 5);
  g_assert_cmpuint (cells[2], ==, 0);
  g_assert_cmpuint (cells[3], ==, 1);
}

/* What is written on a cell can be read, whatever its figure and the theme. */
static void
test_ink (void)
{
  for (guint theme = 0; theme < NORMLAB_N_CHART_THEMES; theme++)
    for (int count = -100; count <= 100; count++)
      for (guint column = 0; column < 2; column++)
        {
          g_autoptr (NormlabConfusionModel) model = normlab_confusion_model_new (2);
          NormlabChartStyle style;
          NormlabChartColor ground, ink;

          normlab_chart_style_init (&style, theme);
          model->is_difference = count < 0;
          model->totals[0] = 100;
          normlab_confusion_model_set_count (model, 0, column, count);
          model->greatest = 100;
          ground = normlab_confusion_get_ground (model, &style, 0, column);
          ink = normlab_confusion_get_ink (&style, &ground);
          g_assert_cmpfloat (normlab_chart_color_get_contrast (&ground, &ink), >=, 3.8);
        }
}

static gboolean
are_equal (const NormlabChartColor *a, const NormlabChartColor *b)
{
  return fabs (a->red - b->red) < 1e-9 && fabs (a->green - b->green) < 1e-9
         && fabs (a->blue - b->blue) < 1e-9;
}

/* Right and wrong have a colour each, and so have more and less; nothing has none. */
static void
test_grounds (void)
{
  g_autoptr (NormlabConfusionModel) matrix = create_matrix (10);
  g_autoptr (NormlabConfusionModel) difference = create_difference ();
  NormlabChartStyle style;
  NormlabChartColor ground, first, second;

  init_style (&style);
  matrix->totals[0] = 90;
  matrix->totals[1] = 10;
  first = normlab_chart_style_get_color (&style, 0, FALSE);
  second = normlab_chart_style_get_color (&style, 1, FALSE);
  ground = normlab_confusion_get_ground (matrix, &style, 0, 0);
  g_assert_true (are_equal (&ground, &first));
  ground = normlab_confusion_get_ground (matrix, &style, 1, 2);
  g_assert_true (are_equal (&ground, &second));
  ground = normlab_confusion_get_ground (matrix, &style, 1, 5);
  g_assert_true (are_equal (&ground, &style.background));

  difference->colors[0] = 3;
  difference->colors[1] = 4;
  first = normlab_chart_style_get_color (&style, 3, FALSE);
  second = normlab_chart_style_get_color (&style, 4, FALSE);
  ground = normlab_confusion_get_ground (difference, &style, 1, 2);
  g_assert_true (are_equal (&ground, &first));
  ground = normlab_confusion_get_ground (difference, &style, 1, 1);
  g_assert_true (are_equal (&ground, &second));
}

/* Each cell has its ground where it is found. */
static void
test_drawn (void)
{
  g_autoptr (NormlabConfusionModel) model = create_matrix (10);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  NormlabChartStyle style;
  NormlabConfusionLayout layout;

  init_style (&style);
  model->row = 4;
  model->column = 5;
  init_layout (&layout, model, WIDTH, HEIGHT);
  normlab_confusion_draw (model, &style, cr, WIDTH, HEIGHT);
  cairo_surface_flush (surface);
  for (guint row = 0; row < 10; row++)
    for (guint column = 0; column < 10; column++)
      {
        NormlabChartRect rect = normlab_confusion_layout_get_rect (&layout, model, row, column);
        NormlabChartColor ground = normlab_confusion_get_ground (model, &style, row, column);
        const guint8 *pixel
            = cairo_image_surface_get_data (surface)
              + (gsize) (rect.y + 3) * (gsize) cairo_image_surface_get_stride (surface)
              + 4 * (gsize) (rect.x + 3);

        g_assert_cmpfloat_with_epsilon (pixel[0] / 255.0, ground.blue, 0.005);
        g_assert_cmpfloat_with_epsilon (pixel[2] / 255.0, ground.red, 0.005);
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Nothing, many classes and what is no number can be drawn at any size. */
static void
test_any (void)
{
  NormlabConfusionModel *models[] = {
    normlab_confusion_model_new (0),
    create_matrix (1),
    create_matrix (200),
    create_difference (),
  };
  g_autoptr (NormlabGalleryModel) gallery = normlab_gallery_model_new (1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      for (int size = 1; size < 900; size += 220)
        {
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
          cairo_t *cr = cairo_create (surface);
          NormlabChartStyle style;

          init_style (&style);
          g_assert_cmpfloat (normlab_survey_get_height (models[i], &style), >, 0);
          normlab_survey_draw (models[i], gallery, &style, cr, size, size);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
      normlab_confusion_model_free (models[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion-draw/places", test_places);
  g_test_add_func ("/confusion-draw/names", test_names);
  g_test_add_func ("/confusion-draw/room", test_room);
  g_test_add_func ("/confusion-draw/message", test_message);
  g_test_add_func ("/confusion-draw/weights", test_weights);
  g_test_add_func ("/confusion-draw/greatest", test_greatest);
  g_test_add_func ("/confusion-draw/ink", test_ink);
  g_test_add_func ("/confusion-draw/grounds", test_grounds);
  g_test_add_func ("/confusion-draw/drawn", test_drawn);
  g_test_add_func ("/confusion-draw/any", test_any);
  return g_test_run ();
}
