/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-text.h"

#include <math.h>
#include <string.h>

typedef struct
{
  PangoContext *context;
  NormlabChartStyle style;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->context = normlab_chart_text_create_context ();
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->context);
}

static NormlabChartText
make (Fixture *self, NormlabChartTextRole role, const char *string, double max_width, guint n)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, &self->style, role, string, max_width, n);
  g_assert_cmpfloat (text.rect.x, ==, 0);
  g_assert_cmpfloat (text.rect.y, ==, 0);
  g_assert_cmpint (text.role, ==, role);
  return text;
}

static NormlabChartRect
measure (Fixture *self, NormlabChartTextRole role)
{
  NormlabChartText text = make (self, role, "0.25 Words", NORMLAB_CHART_TEXT_UNLIMITED, 1);
  NormlabChartRect rect = text.rect;

  normlab_chart_text_clear (&text);
  return rect;
}

/* How large each role is beside ordinary text, and whether it is bold, which is wider; those of a
 * boxed chart are not. */
static void
test_roles (Fixture *self, gconstpointer data)
{
  static const struct
  {
    NormlabChartTextRole role;
    double size;
    gboolean bold;
  } roles[NORMLAB_N_CHART_TEXT_ROLES] = {
    { NORMLAB_CHART_TEXT_TITLE, 1.4, TRUE },        { NORMLAB_CHART_TEXT_CAPTION, 0.85, FALSE },
    { NORMLAB_CHART_TEXT_AXIS, 1, FALSE },          { NORMLAB_CHART_TEXT_TICK, 0.92, FALSE },
    { NORMLAB_CHART_TEXT_PANEL, 0.95, TRUE },       { NORMLAB_CHART_TEXT_LEGEND, 1, FALSE },
    { NORMLAB_CHART_TEXT_LEGEND_HIDDEN, 1, FALSE }, { NORMLAB_CHART_TEXT_MARK, 0.85, FALSE },
    { NORMLAB_CHART_TEXT_NOTE, 1, FALSE },
  };
  NormlabChartRect ordinary = measure (self, NORMLAB_CHART_TEXT_LEGEND);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      NormlabChartRect rect = measure (self, roles[i].role);

      self->style.boxed = TRUE;
      g_assert_cmpfloat_with_epsilon (measure (self, roles[i].role).width,
                                      roles[i].size * ordinary.width, 0.3);
      self->style.boxed = FALSE;
      g_assert_cmpfloat_with_epsilon (rect.height, roles[i].size * ordinary.height, 0.5);
      if (roles[i].bold)
        g_assert_cmpfloat (rect.width, >, roles[i].size * ordinary.width * 1.05);
      else
        g_assert_cmpfloat_with_epsilon (rect.width, roles[i].size * ordinary.width, 0.3);
    }
}

/* Twice as large is twice as wide, to a hundredth of a pixel: nothing is put on whole pixels. */
static void
test_scale (Fixture *self, gconstpointer data)
{
  for (double size = 9; size < 15; size += 0.7)
    {
      NormlabChartRect once, twice;

      self->style.font_size = size;
      once = measure (self, NORMLAB_CHART_TEXT_LEGEND);
      self->style.font_size = 2 * size;
      twice = measure (self, NORMLAB_CHART_TEXT_LEGEND);
      g_assert_cmpfloat_with_epsilon (twice.width, 2 * once.width, 0.02);
      g_assert_cmpfloat_with_epsilon (twice.height, 2 * once.height, 0.02);
    }
}

static void
test_lines (Fixture *self, gconstpointer data)
{
  const char *const string = "one two three four five six seven";
  NormlabChartText whole
      = make (self, NORMLAB_CHART_TEXT_LEGEND, string, NORMLAB_CHART_TEXT_UNLIMITED, 1);

  for (guint n = 1; n <= 3; n++)
    {
      double room = whole.rect.width / 2.2;
      NormlabChartText text = make (self, NORMLAB_CHART_TEXT_LEGEND, string, room, n);

      g_assert_cmpint (pango_layout_get_line_count (text.layout), ==, n);
      g_assert_cmpint (pango_layout_is_ellipsized (text.layout), ==, n < 3);
      g_assert_cmpfloat (text.rect.width, <=, room);
      g_assert_cmpfloat_with_epsilon (text.rect.height, n * whole.rect.height, 0.5);
      normlab_chart_text_clear (&text);
    }
  g_assert_false (pango_layout_is_ellipsized (whole.layout));
  normlab_chart_text_clear (&whole);
  g_assert_null (whole.layout);
}

static void
test_place (Fixture *self, gconstpointer data)
{
  NormlabChartText text
      = make (self, NORMLAB_CHART_TEXT_AXIS, "accuracy", NORMLAB_CHART_TEXT_UNLIMITED, 1);
  double width = text.rect.width;
  double height = text.rect.height;

  g_assert_cmpfloat (width, >, 2 * height);
  normlab_chart_text_place (&text, 100, 200, 0.25, 1);
  g_assert_cmpfloat (text.rect.x, ==, 100 - width * 0.25);
  g_assert_cmpfloat (text.rect.y, ==, 200 - height);
  normlab_chart_text_rotate (&text);
  g_assert_true (text.rotated);
  g_assert_cmpfloat (text.rect.width, ==, height);
  g_assert_cmpfloat (text.rect.height, ==, width);
  normlab_chart_text_place (&text, 100, 200, 0, 0.5);
  g_assert_cmpfloat (text.rect.x, ==, 100);
  g_assert_cmpfloat (text.rect.y, ==, 200 - width / 2);
  normlab_chart_text_rotate (&text);
  g_assert_false (text.rotated);
  g_assert_cmpfloat (text.rect.width, ==, width);
  normlab_chart_text_clear (&text);
}

/* Where something of that colour is in a picture of the text, drawn on grey. */
static NormlabChartRect
draw (Fixture *self, const NormlabChartText *text, guint32 color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
  cairo_t *cr = cairo_create (surface);
  int left = 200, right = -1, top = 200, bottom = -1;

  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  normlab_chart_text_draw (text, cr, &self->style);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 200; x++)
      {
        const guint8 *data = cairo_image_surface_get_data (surface);
        guint32 pixel;

        memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
        if ((pixel & 0xffffff) != color)
          continue;
        left = MIN (left, x);
        right = MAX (right, x + 1);
        top = MIN (top, y);
        bottom = MAX (bottom, y + 1);
      }
  cairo_surface_destroy (surface);
  return (NormlabChartRect){ left, top, right - left, bottom - top };
}

static void
use_plain_colors (Fixture *self)
{
  self->style.text = (NormlabChartColor){ 1, 0, 0 };
  self->style.dim = (NormlabChartColor){ 0, 1, 0 };
  self->style.background = (NormlabChartColor){ 0, 0, 1 };
  self->style.font_size = 40;
}

/* Letters are within their rectangle and reach to near its sides, also upwards. */
static void
test_draw (Fixture *self, gconstpointer data)
{
  NormlabChartText text
      = make (self, NORMLAB_CHART_TEXT_AXIS, "HHH", NORMLAB_CHART_TEXT_UNLIMITED, 1);

  use_plain_colors (self);
  normlab_chart_text_clear (&text);
  text = make (self, NORMLAB_CHART_TEXT_AXIS, "HHH", NORMLAB_CHART_TEXT_UNLIMITED, 1);
  for (guint i = 0; i < 2; i++)
    {
      NormlabChartRect found;

      normlab_chart_text_place (&text, 60, 50, 0, 0);
      found = draw (self, &text, 0x00ff00);
      g_assert_true (normlab_chart_rect_contains (&text.rect, &found));
      g_assert_cmpfloat (i == 0 ? found.width : found.height, >, 0.85 * 3 * 25);
      g_assert_cmpfloat (i == 0 ? found.height : found.width, >, 25);
      g_assert_cmpfloat (draw (self, &text, 0xff0000).width, <, 0);
      g_assert_cmpfloat (draw (self, &text, 0x0000ff).width, <, 0);
      normlab_chart_text_rotate (&text);
    }
  /* What is dim elsewhere is not in a box. */
  self->style.boxed = TRUE;
  g_assert_cmpfloat (draw (self, &text, 0xff0000).width, >, 0);
  g_assert_cmpfloat (draw (self, &text, 0x00ff00).width, <, 0);
  normlab_chart_text_clear (&text);
}

/* Words beside a cross have a rim of paper on all sides, and are in the middle of it. */
static void
test_rim (Fixture *self, gconstpointer data)
{
  NormlabChartText text;
  NormlabChartRect letters, rim;

  use_plain_colors (self);
  text = make (self, NORMLAB_CHART_TEXT_MARK, "HHH", NORMLAB_CHART_TEXT_UNLIMITED, 1);
  normlab_chart_text_place (&text, 60, 50, 0, 0);
  letters = draw (self, &text, 0xff0000);
  rim = draw (self, &text, 0x0000ff);
  /* Half of 0.28 em. */
  g_assert_cmpfloat_with_epsilon (letters.x - rim.x, 5.6, 1.5);
  g_assert_cmpfloat_with_epsilon (letters.y - rim.y, 5.6, 1.5);
  g_assert_cmpfloat_with_epsilon (rim.x + rim.width - letters.x - letters.width, 5.6, 1.5);
  g_assert_cmpfloat_with_epsilon (rim.y + rim.height - letters.y - letters.height, 5.6, 1.5);
  normlab_chart_text_clear (&text);
}

static void
test_rects (void)
{
  const NormlabChartRect rect = { 10, 20, 30, 40 };
  const NormlabChartRect touching[]
      = { { 40, 30, 5, 5 }, { 0, 30, 10, 5 }, { 20, 60, 5, 5 }, { 20, 10, 5, 10 } };
  const NormlabChartRect inside[] = {
    { 10, 20, 30, 40 }, { 10, 30, 5, 5 }, { 20, 20, 5, 5 }, { 35, 30, 5, 5 }, { 20, 55, 5, 5 }
  };
  const NormlabChartRect across[]
      = { { 9, 30, 5, 5 }, { 20, 19, 5, 5 }, { 36, 30, 5, 5 }, { 20, 56, 5, 5 }, { 0, 0, 99, 99 } };

  for (guint i = 0; i < G_N_ELEMENTS (touching); i++)
    {
      g_assert_false (normlab_chart_rect_intersects (&rect, &touching[i]));
      g_assert_false (normlab_chart_rect_intersects (&touching[i], &rect));
    }
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_assert_true (normlab_chart_rect_contains (&rect, &inside[i]));
      g_assert_true (normlab_chart_rect_intersects (&rect, &inside[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (across); i++)
    {
      g_assert_false (normlab_chart_rect_contains (&rect, &across[i]));
      g_assert_true (normlab_chart_rect_intersects (&rect, &across[i]));
      g_assert_true (normlab_chart_rect_intersects (&across[i], &rect));
    }
}

static void
test_distance (void)
{
  const NormlabChartRect rect = { 10, 20, 30, 40 };
  static const struct
  {
    double x, y, distance;
  } cases[] = { { 20, 30, 0 }, { 10, 60, 0 }, { 3, 30, 7 },   { 45, 30, 5 },  { 20, 11, 9 },
                { 20, 64, 4 }, { 7, 16, 5 },  { 46, 68, 10 }, { 52, 15, 13 }, { 2, 75, 17 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (normlab_chart_rect_get_distance (&rect, cases[i].x, cases[i].y),
                                    cases[i].distance, 1e-9);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/chart-text/roles", test_roles }, { "/chart-text/scale", test_scale },
    { "/chart-text/lines", test_lines }, { "/chart-text/place", test_place },
    { "/chart-text/draw", test_draw },   { "/chart-text/rim", test_rim },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/chart-text/rects", test_rects);
  g_test_add_func ("/chart-text/distance", test_distance);
  return g_test_run ();
}
