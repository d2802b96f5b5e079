/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-handwriting.h"

#include <string.h>
#include <zlib.h>

#include "normlab-glyphs.h"

#define SIZE NORMLAB_HANDWRITING_SIZE
#define AREA (SIZE * SIZE)

typedef struct
{
  guint n;
  guint8 *images;
  guint8 *labels;
} Sheet;

static Sheet *
sheet_new (guint first, guint n)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->n = n;
  sheet->images = g_malloc ((gsize) n * AREA);
  sheet->labels = g_malloc (n);
  /* What was there before must not matter. */
  memset (sheet->images, 0xa5, (gsize) n * AREA);
  normlab_handwriting_draw (first, n, sheet->images, sheet->labels);
  return sheet;
}

static void
sheet_free (Sheet *sheet)
{
  g_free (sheet->images);
  g_free (sheet->labels);
  g_free (sheet);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheet, sheet_free)

static gulong
sheet_checksum (const Sheet *sheet)
{
  gulong checksum = crc32 (0, sheet->images, sheet->n * AREA);

  return crc32 (checksum, sheet->labels, sheet->n);
}

/* The bits that every machine must draw. They change only when the digits are meant to change. */
static void
test_golden (void)
{
  g_autoptr (Sheet) training = sheet_new (0, 2000);
  g_autoptr (Sheet) test = sheet_new (NORMLAB_HANDWRITING_N_TRAINING, 1000);

  g_assert_cmphex (sheet_checksum (training), ==, 0xd72d5ab0);
  g_assert_cmphex (sheet_checksum (test), ==, 0xec4de9ee);
}

static void
test_any_order (void)
{
  static const guint pieces[] = { 1, 2, 3, 61, 100, 133 };
  g_autoptr (Sheet) whole = sheet_new (9850, 300);
  guint end = 300;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (Sheet) piece = sheet_new (9850 + end - pieces[i], pieces[i]);

      end -= pieces[i];
      g_assert_cmpmem (piece->images, (gsize) pieces[i] * AREA, whole->images + (gsize) end * AREA,
                       (gsize) pieces[i] * AREA);
      g_assert_cmpmem (piece->labels, pieces[i], whole->labels + end, pieces[i]);
    }
  g_assert_cmpuint (end, ==, 0);
  normlab_handwriting_draw (0, 0, NULL, NULL);
}

static gpointer
draw_part (gpointer first)
{
  return sheet_new (GPOINTER_TO_UINT (first), 250);
}

static void
test_threads (void)
{
  g_autoptr (Sheet) whole = sheet_new (0, 1000);
  GThread *threads[4];

  for (guint i = 0; i < 4; i++)
    threads[i] = g_thread_new ("draw", draw_part, GUINT_TO_POINTER (i * 250));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Sheet) part = g_thread_join (threads[i]);

      g_assert_cmpmem (part->images, 250 * AREA, whole->images + i * 250 * AREA, 250 * AREA);
      g_assert_cmpmem (part->labels, 250, whole->labels + i * 250, 250);
    }
}

/* The ink fills 20 pixels along its longer side, and its centre of mass is nearest to (14, 14). */
static void
check_frame (const guint8 *image)
{
  int left = SIZE, right = -1, top = SIZE, bottom = -1;
  double mass = 0.0, x_sum = 0.0, y_sum = 0.0;

  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      if (image[y * SIZE + x] != 0)
        {
          left = MIN (left, x);
          right = MAX (right, x);
          top = MIN (top, y);
          bottom = MAX (bottom, y);
          mass += image[y * SIZE + x];
          x_sum += image[y * SIZE + x] * x;
          y_sum += image[y * SIZE + x] * y;
        }
  g_assert_cmpint (MAX (right - left, bottom - top) + 1, ==, 20);
  g_assert_cmpfloat_with_epsilon (x_sum / mass, 14.0, 0.5 + 1e-9);
  g_assert_cmpfloat_with_epsilon (y_sum / mass, 14.0, 0.5 + 1e-9);
}

static void
test_framing (void)
{
  g_autoptr (Sheet) sheet = sheet_new (20000, 3000);

  for (guint i = 0; i < sheet->n; i++)
    check_frame (sheet->images + (gsize) i * AREA);
}

/* MNIST: 19.1 % of the pixels are not 0, 38 % of those are 250 or more, and the mean is 0.131. */
static void
test_ink (void)
{
  g_autoptr (Sheet) sheet = sheet_new (30000, 4000);
  double n_pixels = (double) sheet->n * AREA;
  double n_ink = 0.0, n_full = 0.0, sum = 0.0;

  for (gsize i = 0; i < (gsize) sheet->n * AREA; i++)
    {
      n_ink += sheet->images[i] > 0;
      n_full += sheet->images[i] >= 250;
      sum += sheet->images[i];
    }
  g_assert_cmpfloat_with_epsilon (n_ink / n_pixels, 0.191, 0.010);
  g_assert_cmpfloat_with_epsilon (sum / 255.0 / n_pixels, 0.131, 0.008);
  g_assert_cmpfloat_with_epsilon (n_full / n_ink, 0.38, 0.04);
}

static void
test_labels (void)
{
  g_autoptr (Sheet) sheet = sheet_new (NORMLAB_HANDWRITING_N_TRAINING, NORMLAB_HANDWRITING_N_TEST);
  guint counts[10] = { 0 }, pairs[10][10] = { { 0 } };

  for (guint i = 0; i < sheet->n; i++)
    {
      g_assert_cmpuint (sheet->labels[i], <, 10);
      counts[sheet->labels[i]]++;
      if (i > 0)
        pairs[sheet->labels[i - 1]][sheet->labels[i]]++;
    }
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (counts[i], >, 800);
      g_assert_cmpuint (counts[i], <, 1220);
      /* Nothing follows from the digit before: each pair is about one in a hundred. */
      for (guint j = 0; j < 10; j++)
        {
          g_assert_cmpuint (pairs[i][j], >, 50);
          g_assert_cmpuint (pairs[i][j], <, 180);
        }
    }
}

static void
test_all_different (void)
{
  g_autoptr (Sheet) sheet = sheet_new (NORMLAB_HANDWRITING_N_TRAINING - 2000, 4000);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < sheet->n; i++)
    g_assert_true (
        g_hash_table_add (seen, g_bytes_new_static (sheet->images + (gsize) i * AREA, AREA)));
}

static guint
nearest (const guint8 *image, double centres[10][AREA])
{
  double best_distance = G_MAXDOUBLE;
  guint best = 0;

  for (guint digit = 0; digit < 10; digit++)
    {
      double distance = 0.0;

      for (guint i = 0; i < AREA; i++)
        distance += (image[i] - centres[digit][i]) * (image[i] - centres[digit][i]);
      if (distance < best_distance)
        {
          best_distance = distance;
          best = digit;
        }
    }
  return best;
}

/* The mean of each digit among some writers tells the digits of others apart: 80 % of them in
 * MNIST, and neither far fewer nor far more here. */
static void
test_nearest_centre (void)
{
  g_autoptr (Sheet) training = sheet_new (0, 5000);
  g_autoptr (Sheet) test = sheet_new (NORMLAB_HANDWRITING_N_TRAINING, 2000);
  g_autofree double *centres = g_new0 (double, 10 * AREA);
  double (*centre)[AREA] = (double (*)[AREA]) centres;
  guint counts[10] = { 0 }, n_right = 0;

  for (guint i = 0; i < training->n; i++)
    {
      counts[training->labels[i]]++;
      for (guint j = 0; j < AREA; j++)
        centre[training->labels[i]][j] += training->images[(gsize) i * AREA + j];
    }
  for (guint digit = 0; digit < 10; digit++)
    for (guint j = 0; j < AREA; j++)
      centre[digit][j] /= counts[digit];
  for (guint i = 0; i < test->n; i++)
    n_right += nearest (test->images + (gsize) i * AREA, centre) == test->labels[i];
  g_assert_cmpuint (n_right, >, 1400);
  g_assert_cmpuint (n_right, <, 1800);
}

static void
check_glyph (const NormlabGlyph *glyph)
{
  guint n = 0, stroke_length = 2;

  for (; glyph->points[n].move != 0; n++)
    {
      const NormlabGlyphPoint *p = &glyph->points[n];

      g_assert_cmpuint (n, <, NORMLAB_GLYPH_MAX_POINTS);
      g_assert_cmpint (p->y, >=, 0);
      g_assert_cmpint (p->y, <=, 100);
      g_assert_cmpint (p->x, >=, -20);
      g_assert_cmpint (p->x, <=, 90);
      if (p->move == NORMLAB_GLYPH_DOWN)
        {
          g_assert_cmpuint (stroke_length, >=, 2);
          stroke_length = 0;
        }
      stroke_length++;
    }
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (stroke_length, >=, 2);
  g_assert_cmpuint (glyph->points[0].move, ==, NORMLAB_GLYPH_DOWN);
}

static void
test_glyphs (void)
{
  for (guint digit = 0; digit < 10; digit++)
    {
      const NormlabGlyph *forms = normlab_glyphs_get (digit);
      guint n;

      for (n = 0; forms[n].weight > 0; n++)
        check_glyph (&forms[n]);
      g_assert_cmpuint (n, >=, 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handwriting/golden", test_golden);
  g_test_add_func ("/handwriting/any-order", test_any_order);
  g_test_add_func ("/handwriting/threads", test_threads);
  g_test_add_func ("/handwriting/framing", test_framing);
  g_test_add_func ("/handwriting/ink", test_ink);
  g_test_add_func ("/handwriting/labels", test_labels);
  g_test_add_func ("/handwriting/all-different", test_all_different);
  g_test_add_func ("/handwriting/nearest-centre", test_nearest_centre);
  g_test_add_func ("/handwriting/glyphs", test_glyphs);
  return g_test_run ();
}
