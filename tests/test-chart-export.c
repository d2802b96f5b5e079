/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-export.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-picture.h"
#include "normlab-test.h"

#define WIDTH 640
#define HEIGHT 400
#define TITLE "A <title> & its 題名"
/* For PDF: Cairo 1.16 itself leaks some bytes when it embeds glyphs of a font for Japanese. */
#define LATIN_TITLE "A title"
#define CAPTION "the caption"

static NormlabChartModel *
make_model (const char *title)
{
  NormlabChartModel *model = normlab_chart_model_new ();
  guint panel = normlab_chart_model_add_panel (model, NULL);
  NormlabChartSeries *series = normlab_chart_model_add_series (model, "a", panel, 0);

  normlab_chart_model_set_title (model, title);
  normlab_chart_model_set_caption (model, CAPTION);
  normlab_chart_model_add_entry (model, "a", 0, FALSE, FALSE);
  for (guint i = 0; i < 100; i++)
    normlab_chart_series_append (series, i, i / 100.0);
  return model;
}

static char *
write_chart (const char *name, const char *title, gsize *length)
{
  g_autoptr (NormlabChartModel) model = make_model (title);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  NormlabChartStyle style;
  char *data = NULL;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_true (normlab_chart_export (path, model, &style, WIDTH, HEIGHT, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

static guint32
get_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* Walks all chunks of a PNG: each CRC is right, the words are there, and the last is IEND. */
static void
test_png (void)
{
  gsize length;
  g_autofree char *data = write_chart ("chart.png", TITLE, &length);
  const guint8 *bytes = (const guint8 *) data;
  gboolean has_title = FALSE, has_caption = FALSE, ended = FALSE;

  g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (get_number (bytes + 16), ==, 2 * WIDTH);
  g_assert_cmpuint (get_number (bytes + 20), ==, 2 * HEIGHT);
  for (gsize at = 8; at < length;)
    {
      guint32 size = get_number (bytes + at);
      const guint8 *chunk = bytes + at + 4;

      g_assert_cmpuint (at + 12 + size, <=, length);
      g_assert_cmpuint (get_number (chunk + 4 + size), ==, (guint32) crc32 (0, chunk, 4 + size));
      if (memcmp (chunk, "iTXtTitle", 10) == 0)
        has_title = size == 10 + strlen (TITLE) && memcmp (chunk + 14, TITLE, strlen (TITLE)) == 0;
      if (memcmp (chunk, "iTXtDescription", 16) == 0)
        has_caption = TRUE;
      ended = memcmp (chunk, "IEND", 4) == 0;
      at += 12 + size;
    }
  g_assert_true (has_title && has_caption && ended);
}

/* The picture in the file is the chart: Cairo reads it, and there is more than paper on it. */
static void
test_png_pixels (void)
{
  g_autoptr (NormlabChartModel) model = make_model (TITLE);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "chart.png", NULL);
  cairo_surface_t *surface;
  NormlabChartStyle style;
  guint n_dark = 0;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_true (normlab_chart_export (path, model, &style, WIDTH, HEIGHT, NULL));
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 2 * WIDTH);
  for (int i = 0; i < 2 * WIDTH * 2 * HEIGHT; i++)
    n_dark += cairo_image_surface_get_data (surface)[4 * i] < 128;
  g_assert_cmpuint (n_dark, >, 2 * WIDTH);
  g_assert_cmpuint (n_dark, <, 2 * WIDTH * 2 * HEIGHT / 10);
  cairo_surface_destroy (surface);
}

typedef struct
{
  gboolean in_title;
  char *title;
  char *width;
} Svg;

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **attributes,
               const char **values,
               gpointer user_data,
               GError **error)
{
  Svg *svg = user_data;

  svg->in_title = g_str_equal (name, "title");
  for (guint i = 0; g_str_equal (name, "svg") && attributes[i] != NULL; i++)
    if (g_str_equal (attributes[i], "width"))
      svg->width = g_strdup (values[i]);
}

static void
read_text (GMarkupParseContext *context,
           const char *text,
           gsize length,
           gpointer user_data,
           GError **error)
{
  Svg *svg = user_data;

  if (svg->in_title && svg->title == NULL)
    svg->title = g_strndup (text, length);
}

static void
test_svg (void)
{
  const GMarkupParser parser = { start_element, NULL, read_text, NULL, NULL };
  gsize length;
  g_autofree char *data = write_chart ("chart.SVG", TITLE, &length);
  g_autoptr (GError) error = NULL;
  Svg svg = { 0 };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &svg, NULL);

  g_assert_true (g_markup_parse_context_parse (context, data, (gssize) length, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (svg.title, ==, TITLE);
  g_assert_cmpstr (svg.width, ==, "640px");
  g_free (svg.title);
  g_free (svg.width);
  g_markup_parse_context_free (context);
}

static const char *
find (const char *data, gsize length, const char *words)
{
  for (gsize i = 0; i + strlen (words) <= length; i++)
    if (memcmp (data + i, words, strlen (words)) == 0)
      return data + i;
  return NULL;
}

/* As far as it is compressed data. */
static void
append_inflated (GString *text, const char *data, gsize length)
{
  z_stream zip = { .next_in = (Bytef *) data, .avail_in = (uInt) length };
  char buffer[4096];
  int status;

  g_assert_cmpint (inflateInit (&zip), ==, Z_OK);
  do
    {
      zip.next_out = (Bytef *) buffer;
      zip.avail_out = sizeof buffer;
      status = inflate (&zip, Z_NO_FLUSH);
      g_string_append_len (text, buffer, (gssize) (sizeof buffer - zip.avail_out));
    }
  while (status == Z_OK);
  inflateEnd (&zip);
}

/* A PDF followed by what is in its streams, into which Cairo 1.18 puts most of its objects. */
static GString *
unpack_pdf (const char *data, gsize length)
{
  static const char begin[] = "\nstream\n";
  GString *text = g_string_new_len (data, (gssize) length);
  const char *end = data + length;

  while ((data = find (data, (gsize) (end - data), begin)) != NULL)
    {
      data += strlen (begin);
      append_inflated (text, data, (gsize) (end - data));
    }
  return text;
}

static void
test_pdf (void)
{
  gsize length;
  g_autofree char *data = write_chart ("chart.pdf", LATIN_TITLE, &length);
  g_autoptr (GString) text = unpack_pdf (data, length);

  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_nonnull (g_strstr_len (data + length - 10, 10, "%%EOF"));
  g_assert_nonnull (find (text->str, text->len, "/MediaBox [ 0 0 480 300 ]"));
  g_assert_nonnull (find (text->str, text->len, "/Creator (Normlab "));
  g_assert_nonnull (find (text->str, text->len, "/Subject (" CAPTION ")"));
}

static void
test_check (void)
{
  const char *const good[] = { "a.svg", "a.b.PDF", "/x/y.Png" };
  const char *const bad[] = { "", "a", "a.svg.gz", "svg", "a.jpeg", "a.svg/b", "a." };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (normlab_picture_export_check (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (normlab_picture_export_check (bad[i], &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
      g_assert_nonnull (g_strstr_len (error->message, -1, ".svg, .pdf or .png"));
    }
}

static void
check_fails (const char *path)
{
  g_autoptr (NormlabChartModel) model = make_model (LATIN_TITLE);
  g_autoptr (GError) error = NULL;
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_false (normlab_chart_export (path, model, &style, WIDTH, HEIGHT, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, path));
}

static void
test_unwritable (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing", "chart.svg", NULL);
  g_autofree char *taken = g_build_filename (folder, "folder.png", NULL);
  g_autofree char *full = g_build_filename (folder, "full.pdf", NULL);

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  g_assert_cmpint (symlink ("/dev/full", full), ==, 0);
  check_fails (missing);
  check_fails (taken);
  check_fails (full);
}

/* A picture larger than Cairo can hold is refused, and nothing is written. */
static void
test_too_large (void)
{
  g_autoptr (NormlabChartModel) model = make_model (TITLE);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "huge.png", NULL);
  g_autoptr (GError) error = NULL;
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_false (normlab_chart_export (path, model, &style, 100000, 10, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-export/png", test_png);
  g_test_add_func ("/chart-export/png-pixels", test_png_pixels);
  g_test_add_func ("/chart-export/svg", test_svg);
  g_test_add_func ("/chart-export/pdf", test_pdf);
  g_test_add_func ("/chart-export/check", test_check);
  g_test_add_func ("/chart-export/unwritable", test_unwritable);
  g_test_add_func ("/chart-export/too-large", test_too_large);
  return g_test_run ();
}
