/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-snapshot.h"

#include "normlab-chart-draw.h"
#include "normlab-plot.h"
#include "normlab-test-chart.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

#define WIDTH 640
#define HEIGHT 420

typedef struct
{
  NormlabPlot *plot;
  NormlabDataset *dataset;
  GPtrArray *runs;
  NormlabChartStyle style;
} Fixture;

static void
grow (Fixture *self, guint from, guint to)
{
  for (guint i = 0; i < self->runs->len; i++)
    for (guint step = from; step <= to; step += 10)
      normlab_test_history_grow (g_ptr_array_index (self->runs, i), step, 0.001 * step + 0.1 * i,
                                 0.5);
  normlab_plot_follow (self->plot);
}

/* Two runs in the middle of training. */
static void
set_up (Fixture *self, gconstpointer data)
{
  NormlabPlotOptions options = { .training = TRUE };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  self->plot = normlab_plot_new ();
  self->dataset = normlab_test_dataset (4, 4, 2, 200, 20);
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 2; i++)
    {
      recipe.normalization = i == 0;
      g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
    }
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_set_options (self->plot, &options);
  grow (self, 10, 100);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_PRINT);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_plot_free (self->plot);
  g_ptr_array_unref (self->runs);
  normlab_dataset_unref (self->dataset);
}

static NormlabPageSnapshot *
take (Fixture *self, const NormlabChartScale *x)
{
  return normlab_chart_snapshot_new ("accuracy", normlab_plot_create_captioned_model (self->plot),
                                     &self->style, WIDTH, HEIGHT, x, NULL);
}

static cairo_surface_t *
create_surface (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

static cairo_surface_t *
paint_at (NormlabPageSnapshot *snapshot, double width, double height)
{
  cairo_surface_t *surface = create_surface ();
  cairo_t *cr = cairo_create (surface);

  normlab_picture_draw (normlab_page_snapshot_get_picture (snapshot), cr, width, height);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
paint (NormlabPageSnapshot *snapshot)
{
  return paint_at (snapshot, WIDTH, HEIGHT);
}

static cairo_surface_t *
paint_live (Fixture *self)
{
  cairo_surface_t *surface = create_surface ();
  cairo_t *cr = cairo_create (surface);

  normlab_chart_draw (cr, normlab_plot_get_model (self->plot), &self->style, WIDTH, HEIGHT);
  cairo_destroy (cr);
  return surface;
}

/* Consumes both. */
static guint
count_differences (cairo_surface_t *a, cairo_surface_t *b)
{
  guint n = normlab_test_chart_count_differences (a, b, 0, WIDTH, 0);

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  return n;
}

/* Training goes on, runs go, the plot goes: to the last bit the same. */
static void
test_immutable (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabPageSnapshot) snapshot = take (self, NULL);
  cairo_surface_t *before = paint (snapshot);
  cairo_surface_t *live = paint_live (self);

  grow (self, 110, 300);
  g_assert_cmpuint (count_differences (live, paint_live (self)), >, 500);
  g_assert_cmpuint (count_differences (cairo_surface_reference (before), paint (snapshot)), ==, 0);

  g_ptr_array_set_size (self->runs, 1);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_follow (self->plot);
  g_ptr_array_set_size (self->runs, 0);
  normlab_plot_free (self->plot);
  self->plot = normlab_plot_new ();
  g_assert_cmpuint (count_differences (before, paint (snapshot)), ==, 0);
}

/* It carries a caption, which the chart on screen never does. */
static void
test_caption (Fixture *self, gconstpointer data)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);
  g_autofree char *caption = normlab_plot_get_caption (self->plot);
  g_autofree char *details = normlab_plot_get_details (self->plot);
  g_autoptr (NormlabPageSnapshot) snapshot = take (self, NULL);
  g_autoptr (NormlabChartLayout) layout = normlab_chart_snapshot_lay_out (snapshot, WIDTH, HEIGHT);

  g_assert_cmpstr (layout->model->caption, ==, caption);
  g_assert_cmpstr (layout->model->details, ==, details);
  g_assert_cmpstr (normlab_page_snapshot_get_picture (snapshot)->caption, ==, caption);
  g_assert_cmpstr (normlab_page_snapshot_get_picture (snapshot)->details, ==, details);
  g_assert_nonnull (caption);
  g_assert_nonnull (details);
  g_assert_null (model->caption);
  g_assert_null (model->details);
  g_assert_cmpuint (count_differences (paint_live (self), paint (snapshot)), >, 500);
  g_assert_null (normlab_plot_get_model (self->plot)->caption);

  g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "accuracy");
  g_assert_cmpfloat (normlab_page_snapshot_get_picture (snapshot)->width, ==, WIDTH);
  g_assert_cmpfloat (normlab_page_snapshot_get_picture (snapshot)->height, ==, HEIGHT);
}

/* A zoom is a part of it; its size is only a proposal. */
static void
test_size_and_zoom (Fixture *self, gconstpointer data)
{
  const NormlabChartScale x = { 20, 60, 0, 0 };
  g_autoptr (NormlabPageSnapshot) whole = take (self, NULL);
  g_autoptr (NormlabPageSnapshot) zoomed = take (self, &x);
  g_autoptr (NormlabChartLayout) layout = normlab_chart_snapshot_lay_out (zoomed, 300, 200);

  g_assert_cmpfloat (layout->width, ==, 300);
  g_assert_cmpfloat (normlab_chart_layout_get_panel (layout, 0)->x.min, ==, 20);
  g_assert_cmpfloat (normlab_chart_layout_get_panel (layout, 0)->x.max, ==, 60);
  g_assert_cmpuint (count_differences (paint (whole), paint (zoomed)), >, 500);
  g_assert_cmpuint (count_differences (paint (whole), paint_at (whole, 300, 200)), >, 500);
  g_assert_cmpuint (count_differences (paint (whole), paint (whole)), ==, 0);
}

static void
draw_nothing (gconstpointer data, cairo_t *cr, double width, double height)
{
}

static void
count (gpointer counter)
{
  ++*(guint *) counter;
}

/* Of what it was made from, it keeps the data, which go when it does, and copies of all else. */
static void
test_own (void)
{
  char stem[] = "stem", title[] = "title", caption[] = "caption", details[] = "details";
  guint n_destroyed = 0;
  NormlabPicture picture = { title, caption, details, 3, 2, draw_nothing, &n_destroyed };
  NormlabPageSnapshot *snapshot = normlab_page_snapshot_new (stem, &picture, count);
  const NormlabPicture *kept = normlab_page_snapshot_get_picture (snapshot);

  stem[0] = title[0] = caption[0] = details[0] = '!';
  picture.width = picture.height = 100;
  g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "stem");
  g_assert_cmpstr (kept->title, ==, "title");
  g_assert_cmpstr (kept->caption, ==, "caption");
  g_assert_cmpstr (kept->details, ==, "details");
  g_assert_cmpfloat (kept->width, ==, 3);
  g_assert_cmpfloat (kept->height, ==, 2);
  g_assert_true (kept->draw == draw_nothing && kept->data == &n_destroyed);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_finalize_object (snapshot);
  g_assert_cmpuint (n_destroyed, ==, 1);

  /* There need be nothing to destroy, and no words. */
  picture = (NormlabPicture){ .width = 1, .height = 1, .draw = draw_nothing };
  snapshot = normlab_page_snapshot_new ("stem", &picture, NULL);
  g_assert_null (normlab_page_snapshot_get_picture (snapshot)->caption);
  g_assert_finalize_object (snapshot);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/page-snapshot/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("immutable", test_immutable);
  ADD ("caption", test_caption);
  ADD ("size-and-zoom", test_size_and_zoom);
  g_test_add_func ("/page-snapshot/own", test_own);
  return g_test_run ();
}
