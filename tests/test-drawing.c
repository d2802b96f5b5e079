/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strokes on paper. */
#include "normlab-drawing.h"

#include <string.h>

#define SIZE NORMLAB_DRAWING_SIZE

static guint
get_pixel (const NormlabDrawing *drawing, double x, double y)
{
  return normlab_drawing_get_pixels (drawing)[(guint) (y * SIZE) * SIZE + (guint) (x * SIZE)];
}

static gboolean
is_empty (const NormlabDrawing *drawing)
{
  const guint8 *pixels = normlab_drawing_get_pixels (drawing);

  for (guint i = 0; i < SIZE * SIZE; i++)
    if (pixels[i] != 0)
      return FALSE;
  return TRUE;
}

/* As thick as it is told, with round ends. */
static void
test_line (void)
{
  g_autoptr (NormlabDrawing) drawing = normlab_drawing_new ();

  g_assert_true (is_empty (drawing));
  normlab_drawing_begin (drawing, 0.2, 0.5, 0.1);
  g_assert_cmpuint (get_pixel (drawing, 0.2, 0.5), ==, 255);
  g_assert_cmpuint (get_pixel (drawing, 0.26, 0.5), ==, 0);
  normlab_drawing_extend (drawing, 0.8, 0.5, 0.1);
  g_assert_cmpuint (get_pixel (drawing, 0.5, 0.455), ==, 255);
  g_assert_cmpuint (get_pixel (drawing, 0.5, 0.545), ==, 255);
  g_assert_cmpuint (get_pixel (drawing, 0.5, 0.44), ==, 0);
  g_assert_cmpuint (get_pixel (drawing, 0.5, 0.56), ==, 0);
  g_assert_cmpuint (get_pixel (drawing, 0.845, 0.5), ==, 255);
  g_assert_cmpuint (get_pixel (drawing, 0.845, 0.545), ==, 0);
  g_assert_cmpuint (normlab_drawing_get_n_strokes (drawing), ==, 1);
}

/* Who presses harder draws a thicker line. */
static void
test_thickness (void)
{
  g_autoptr (NormlabDrawing) drawing = normlab_drawing_new ();

  normlab_drawing_begin (drawing, 0.1, 0.5, 0.02);
  normlab_drawing_extend (drawing, 0.9, 0.5, 0.2);
  g_assert_cmpuint (get_pixel (drawing, 0.15, 0.53), ==, 0);
  g_assert_cmpuint (get_pixel (drawing, 0.85, 0.58), ==, 255);
}

/* What lies beyond the paper does no harm. */
static void
test_beyond (void)
{
  g_autoptr (NormlabDrawing) drawing = normlab_drawing_new ();

  normlab_drawing_begin (drawing, -3, -3, 0.1);
  normlab_drawing_extend (drawing, 4, 4, 0.1);
  normlab_drawing_extend (drawing, 1e9, -1e9, 0.1);
  g_assert_cmpuint (get_pixel (drawing, 0.5, 0.5), ==, 255);
}

/* Strokes and new sheets are taken back one by one. */
static void
test_undo (void)
{
  g_autoptr (NormlabDrawing) drawing = normlab_drawing_new ();
  guint8 before[SIZE * SIZE];

  g_assert_false (normlab_drawing_get_can_undo (drawing));
  g_assert_false (normlab_drawing_undo (drawing));
  normlab_drawing_clear (drawing);
  g_assert_false (normlab_drawing_get_can_undo (drawing));

  normlab_drawing_begin (drawing, 0.2, 0.2, 0.1);
  normlab_drawing_extend (drawing, 0.3, 0.3, 0.1);
  memcpy (before, normlab_drawing_get_pixels (drawing), sizeof before);
  normlab_drawing_begin (drawing, 0.25, 0.25, 0.1);
  normlab_drawing_extend (drawing, 0.7, 0.3, 0.1);
  normlab_drawing_extend (drawing, 0.7, 0.6, 0.1);
  normlab_drawing_clear (drawing);
  g_assert_true (is_empty (drawing));
  g_assert_cmpuint (normlab_drawing_get_n_strokes (drawing), ==, 0);
  normlab_drawing_clear (drawing);

  g_assert_true (normlab_drawing_undo (drawing));
  g_assert_cmpuint (normlab_drawing_get_n_strokes (drawing), ==, 2);
  g_assert_true (normlab_drawing_undo (drawing));
  g_assert_cmpmem (normlab_drawing_get_pixels (drawing), sizeof before, before, sizeof before);
  g_assert_true (normlab_drawing_undo (drawing));
  g_assert_true (is_empty (drawing));
  g_assert_false (normlab_drawing_undo (drawing));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawing/line", test_line);
  g_test_add_func ("/drawing/thickness", test_thickness);
  g_test_add_func ("/drawing/beyond", test_beyond);
  g_test_add_func ("/drawing/undo", test_undo);
  return g_test_run ();
}
