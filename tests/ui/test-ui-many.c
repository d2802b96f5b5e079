/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "normlab-chart-line.h"
#include "normlab-run-column.h"
#include "normlab-test-history.h"
#include "normlab-test.h"
#include "normlab-test-window.h"

/* What a frame costs the window while a few runs train beside as many as it holds: cells that are
 * written, and pieces of lines. The time is told. The linker puts the functions __wrap_… here
 * before the real ones (see meson.build). */

#define FEW 50u
#define MANY NORMLAB_PLAN_MAX_RECIPES
#define N_SAMPLES 20u
#define N_LIVE 4u
#define N_FRAMES 120

typedef struct
{
  double cells, pieces; /* a frame */
  double time;          /* of the window's thread, in µs, the median */
} Cost;

static guint n_cells, n_pieces;

char *__real_normlab_run_column_get_text (const NormlabRunColumn *self, NormlabRunItem *item);
char *__wrap_normlab_run_column_get_text (const NormlabRunColumn *self, NormlabRunItem *item);

char *
__wrap_normlab_run_column_get_text (const NormlabRunColumn *self, NormlabRunItem *item)
{
  n_cells++;
  return __real_normlab_run_column_get_text (self, item);
}

void __real_normlab_chart_draw_line (cairo_t *cr,
                                     const NormlabChartLayout *layout,
                                     const NormlabChartSeries *series,
                                     NormlabChartPen *pen);
void __wrap_normlab_chart_draw_line (cairo_t *cr,
                                     const NormlabChartLayout *layout,
                                     const NormlabChartSeries *series,
                                     NormlabChartPen *pen);

void
__wrap_normlab_chart_draw_line (cairo_t *cr,
                                const NormlabChartLayout *layout,
                                const NormlabChartSeries *series,
                                NormlabChartPen *pen)
{
  n_pieces++;
  __real_normlab_chart_draw_line (cr, layout, series, pen);
}

static double
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * G_USEC_PER_SEC + (double) time.tv_nsec / 1000;
}

/* Networks of twelve kinds with several seeds each, or each another; the last few train on. */
static void
add_runs (NormlabTestWindow *self, guint n, gboolean seeds)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) live = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabLab *lab = normlab_window_get_lab (self->window);

  for (guint i = 0; i < n; i++)
    {
      recipe.activation = i % 3;
      recipe.normalization = i / 3 % 2;
      recipe.learning_rate = seeds ? (i / 6 % 2 ? 0.01 : 0.1) : 0.001 * (1 + i);
      recipe.seed = seeds ? i / 12 : 0;
      recipe.iterations = 10 * N_SAMPLES;
      if (i < n - N_LIVE)
        g_ptr_array_add (ended,
                         normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, N_SAMPLES, 0.5));
      else
        {
          recipe.iterations = NORMLAB_MAX_ITERATIONS;
          g_array_append_val (live, recipe);
        }
    }
  normlab_lab_add_ended (lab, ended);
  normlab_lab_set_speed (lab, 600);
  normlab_lab_train (lab, live, normlab_window_get_dataset (self->window));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static Cost
measure (NormlabTestWindow *self)
{
  double times[N_FRAMES];
  Cost cost;

  n_cells = n_pieces = 0;
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double begin = get_time ();

      normlab_test_ui_frames (GTK_WIDGET (self->window), 1);
      times[i] = get_time () - begin;
    }
  cost.cells = (double) n_cells / N_FRAMES;
  cost.pieces = (double) n_pieces / N_FRAMES;
  qsort (times, N_FRAMES, sizeof *times, compare);
  cost.time = times[N_FRAMES / 2];
  return cost;
}

static Cost
measure_with (NormlabTestWindow *self, guint n, gboolean seeds)
{
  double begin = get_time (), there;
  Cost cost;

  add_runs (self, n, seeds);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 150);
  there = get_time () - begin;
  cost = measure (self);
  g_test_message (
      "%u runs: %.0f ms until they are there; a frame: %.1f cells, %.1f pieces, %.2f ms", n,
      there / 1000, cost.cells, cost.pieces, cost.time / 1000);
  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  return cost;
}

static void
compare_with (NormlabTestWindow *self, gboolean seeds)
{
  Cost few = measure_with (self, FEW, seeds), many = measure_with (self, MANY, seeds);

  g_assert_cmpfloat (few.cells, >, 1);
  g_assert_cmpfloat (few.pieces, >, 1);
  /* With a sanitizer frames take so long that more of the rows that change do so in one. */
  if (NORMLAB_TEST_SLOWNESS == 1)
    g_assert_cmpfloat (many.cells, <, 1.2 * few.cells);
  g_assert_cmpfloat (many.pieces, <, 2 * few.pieces);
}

/* A few rows, each of many seeds. */
static void
test_seeds (NormlabTestWindow *self, gconstpointer data)
{
  compare_with (self, TRUE);
}

/* Each has a row and a line of its own. */
static void
test_different (NormlabTestWindow *self, gconstpointer data)
{
  compare_with (self, FALSE);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add ("/ui/many/seeds", NormlabTestWindow, NULL, normlab_test_window_set_up, test_seeds,
              normlab_test_window_tear_down);
  g_test_add ("/ui/many/different", NormlabTestWindow, NULL, normlab_test_window_set_up,
              test_different, normlab_test_window_tear_down);

  return g_test_run ();
}
