/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a page gives to be exported is written, copied and printed. */
#include <string.h>

#include "normlab-chart-snapshot.h"
#include "normlab-exporter.h"
#include "normlab-test-chart.h"
#include "normlab-test-ui.h"
#include "normlab-test.h"

static NormlabPageSnapshot *
take_chart (void)
{
  NormlabChartModel *model = normlab_test_chart_model (1, 1);
  NormlabChartStyle style;

  normlab_test_chart_grow (model, 20);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_PRINT);
  return normlab_chart_snapshot_new ("accuracy", model, &style, 600, 400, NULL, NULL);
}

static void
on_failed (GString *text, const char *message)
{
  g_string_append (text, message);
}

static void
on_done (gboolean *done)
{
  *done = TRUE;
}

static gboolean
is_true (gpointer done)
{
  return *(gboolean *) done;
}

/* What was drawn last, in the units of the paper; and the paper. */
static double drawn_width, drawn_height, paper_width, paper_height;

void
__real_normlab_picture_draw (const NormlabPicture *self, cairo_t *cr, double width, double height);
void
__wrap_normlab_picture_draw (const NormlabPicture *self, cairo_t *cr, double width, double height);

void
__wrap_normlab_picture_draw (const NormlabPicture *self, cairo_t *cr, double width, double height)
{
  double left, top, right, bottom;

  drawn_width = width;
  drawn_height = height;
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  paper_width = right;
  paper_height = bottom;
  __real_normlab_picture_draw (self, cr, width, height);
}

/* Into a file, without asking. */
static void
print_to (NormlabExporter *exporter, NormlabPageSnapshot *snapshot, const char *path)
{
  g_autoptr (GtkPrintOperation) operation
      = normlab_exporter_create_print_operation (exporter, snapshot);
  gboolean done = FALSE;

  g_signal_connect_swapped (operation, "done", G_CALLBACK (on_done), &done);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
  normlab_test_ui_wait (is_true, &done, 20);
}

/* The operation outlives whoever began it; a failure is a sentence. */
static void
test_print (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "chart.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "nowhere", "chart.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (NormlabExporter) exporter = normlab_exporter_new ();
  g_autoptr (GString) failure = g_string_new (NULL);
  NormlabPageSnapshot *snapshot = take_chart ();
  gsize length;

  g_object_add_weak_pointer (G_OBJECT (snapshot), (gpointer *) &snapshot);
  g_signal_connect_swapped (exporter, "failed", G_CALLBACK (on_failed), failure);
  print_to (exporter, snapshot, path);
  g_assert_cmpstr (failure->str, ==, "");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_cmpuint (length, >, 4000);
  /* It takes the paper's width, but for the margins, and is larger than on the screen nowhere. */
  g_assert_cmpfloat (drawn_width, <=, paper_width);
  g_assert_cmpfloat (drawn_width, >, 0.8 * paper_width);
  g_assert_cmpfloat (drawn_height, <=, paper_height);
  g_assert_cmpfloat (drawn_width, >=, 600 - 1e-6);
  g_assert_cmpfloat (drawn_height, >=, 400 - 1e-6);

  print_to (exporter, snapshot, nowhere);
  g_assert_cmpstr (failure->str, !=, "");
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  g_object_unref (snapshot);
  normlab_test_ui_settle ();
  g_assert_null (snapshot);
}

static void
test_write (void)
{
  const char *const good[] = { "chart.png", "chart.SVG", "chart.pdf" };
  const char *const bad[] = { "chart.odd", "nowhere/chart.png" };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabPageSnapshot) snapshot = take_chart ();

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_build_filename (folder, good[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (
          normlab_picture_export (normlab_page_snapshot_get_picture (snapshot), path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_build_filename (folder, bad[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (
          normlab_picture_export (normlab_page_snapshot_get_picture (snapshot), path, &error));
      g_assert_nonnull (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* A snapshot that is no chart: two fields, black and white, with words that are not drawn. */

static void
draw_fields (gconstpointer data, cairo_t *cr, double width, double height)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_rectangle (cr, 0, 0, width / 2, height);
  cairo_fill (cr);
  ++*(guint *) data;
}

static NormlabPageSnapshot *
take_fields (guint *n_drawn)
{
  const NormlabPicture picture = {
    .title = "Two fields",
    .caption = "Black beside white.",
    .details = "Nothing else",
    .width = 40,
    .height = 20,
    .draw = draw_fields,
    .data = n_drawn,
  };

  return normlab_page_snapshot_new ("fields", &picture, NULL);
}

static char *
write_fields (NormlabExporter *exporter, const char *ending, gsize *length)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *name = g_strconcat ("fields", ending, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  guint n_drawn = 0;
  g_autoptr (NormlabPageSnapshot) snapshot = take_fields (&n_drawn);
  char *data;

  g_assert_true (normlab_picture_export (normlab_page_snapshot_get_picture (snapshot), path, NULL));
  g_assert_cmpuint (n_drawn, ==, 1);
  g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

static void
check_fields (GdkTexture *texture, int width, int height)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) width * 4 * (gsize) height);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    g_assert_cmpuint (pixels[4 * i], ==, i % width < width / 2 ? 0 : 255);
}

static void
test_other_kind_written (void)
{
  g_autoptr (NormlabExporter) exporter = normlab_exporter_new ();
  gsize length;
  g_autofree char *svg = write_fields (exporter, ".svg", &length);
  g_autofree char *pdf = write_fields (exporter, ".pdf", &length);
  g_autofree char *png = write_fields (exporter, ".png", &length);
  g_autoptr (GBytes) bytes = g_bytes_new (png, length);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, NULL);

  g_assert_nonnull (strstr (svg, "<title>Two fields</title>"));
  g_assert_nonnull (strstr (svg, "<desc>Black beside white.\n\nNothing else</desc>"));
  g_assert_nonnull (strstr (svg, "width=\"40px\" height=\"20px\""));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (texture);
  check_fields (texture, 80, 40);
}

static void
test_other_kind_copied (void)
{
  g_autoptr (NormlabExporter) exporter = normlab_exporter_new ();
  guint n_drawn = 0;
  g_autoptr (NormlabPageSnapshot) snapshot = take_fields (&n_drawn);
  g_autoptr (GdkTexture) texture = normlab_exporter_create_texture (exporter, snapshot);

  check_fields (texture, 80, 40);
  g_assert_cmpuint (n_drawn, ==, 1);
}

static void
test_other_kind_printed (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "fields.pdf", NULL);
  g_autoptr (NormlabExporter) exporter = normlab_exporter_new ();
  g_autoptr (GString) failure = g_string_new (NULL);
  guint n_drawn = 0;
  g_autoptr (NormlabPageSnapshot) snapshot = take_fields (&n_drawn);

  g_signal_connect_swapped (exporter, "failed", G_CALLBACK (on_failed), failure);
  print_to (exporter, snapshot, path);
  g_assert_cmpstr (failure->str, ==, "");
  g_assert_cmpuint (n_drawn, ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/exporter/print", test_print);
  g_test_add_func ("/ui/exporter/write", test_write);
  g_test_add_func ("/ui/exporter/other-kind/written", test_other_kind_written);
  g_test_add_func ("/ui/exporter/other-kind/copied", test_other_kind_copied);
  g_test_add_func ("/ui/exporter/other-kind/printed", test_other_kind_printed);
  return g_test_run ();
}
