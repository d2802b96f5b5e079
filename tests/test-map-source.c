/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs as a map: which of them belong to which cell, what these have come to, and what is said of
 * it. */
#include "normlab-map-source.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "normlab-test-history.h"
#include "normlab-test.h"

typedef struct
{
  NormlabMapSource *source;
  GPtrArray *runs;
  NormlabMapOptions options;
  NormlabMapModel *model; /* of the last show(); NULL before */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->source = normlab_map_source_new ();
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->options = NORMLAB_MAP_OPTIONS_DEFAULT;
  self->model = NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_map_model_free (self->model);
  normlab_map_source_free (self->source);
  g_ptr_array_unref (self->runs);
}

static void
show (Fixture *self)
{
  normlab_map_source_set_runs (self->source, self->runs);
  normlab_map_source_set_options (self->source, &self->options);
  g_clear_pointer (&self->model, normlab_map_model_free);
  self->model = normlab_map_source_create_model (self->source);
}

/* Another look at the same runs. */
static void
look (Fixture *self)
{
  normlab_map_source_set_options (self->source, &self->options);
  normlab_map_model_free (self->model);
  self->model = normlab_map_source_create_model (self->source);
}

static NormlabRecipe
make_recipe (double std, double rate)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = std;
  recipe.learning_rate = rate;
  return recipe;
}

static NormlabRun *
add_of (Fixture *self, const NormlabRecipe *recipe, NormlabRunState state, double accuracy)
{
  NormlabRun *run = normlab_test_history (recipe, state, 4, accuracy);

  g_ptr_array_add (self->runs, run);
  return run;
}

static NormlabRun *
add (Fixture *self, double std, double rate, double accuracy)
{
  NormlabRecipe recipe = make_recipe (std, rate);

  return add_of (self, &recipe, NORMLAB_RUN_FINISHED, accuracy);
}

static const NormlabMapCell *
get_cell (Fixture *self, guint panel, guint row, guint column)
{
  const NormlabMapPlace place = { panel, row, column };

  return normlab_map_model_peek_cell (self->model, &place);
}

static void
check_labels (const NormlabMapAxis *axis, const char *title, const char *labels)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < axis->labels->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            (const char *) g_ptr_array_index (axis->labels, i));
  g_assert_cmpstr (axis->title, ==, title);
  g_assert_cmpstr (text->str, ==, labels);
}

/* Three scales, two rates, in any order; batch norm on and off. */
static void
add_grid (Fixture *self)
{
  static const double stds[] = { 1, 0.01, 0.1 }, rates[] = { 0.3, 0.03 };

  for (guint norm = 0; norm < 2; norm++)
    for (guint i = 0; i < 3; i++)
      for (guint j = 0; j < 2; j++)
        {
          NormlabRecipe recipe = make_recipe (stds[i], rates[j]);

          recipe.normalization
              = norm == 0 ? NORMLAB_NORMALIZATION_BATCH : NORMLAB_NORMALIZATION_NONE;
          add_of (self, &recipe, NORMLAB_RUN_FINISHED, 0.1 + 0.4 * (1 - norm) + 0.1 * i + 0.05 * j);
        }
}

/* What has an order stands along the sides, the longer one across; the others make maps. */
static void
test_axes (Fixture *self, gconstpointer data)
{
  add_grid (self);
  show (self);
  g_assert_null (self->model->message);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->x, ==, NORMLAB_HYPERPARAMETER_INIT);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->y, ==,
                   NORMLAB_HYPERPARAMETER_LEARNING_RATE);
  check_labels (&self->model->x, "Initialization, σ", "0.01 0.1 1");
  check_labels (&self->model->y, "Learning rate", "0.03 0.3");
  g_assert_true (self->model->x.ordered && self->model->y.ordered);
  g_assert_cmpuint (self->model->panels->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (self->model->panels, 0), ==, "batch norm off");
  g_assert_cmpstr (g_ptr_array_index (self->model->panels, 1), ==, "batch norm on");
  g_assert_cmpstr (self->model->measure, ==, "test accuracy");
  g_assert_cmpfloat_with_epsilon (get_cell (self, 1, 1, 2)->value, 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_cell (self, 1, 0, 0)->value, 0.65, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 1, 1)->value, 0.3, 1e-6);
  g_assert_cmpfloat (self->model->low, ==, 0.1);
  g_assert_cmpfloat (self->model->high, ==, 1);
}

/* Somebody wants other sides. What does not vary is not heeded. */
static void
test_choice (Fixture *self, gconstpointer data)
{
  const NormlabMapAxes *axes = normlab_map_source_get_axes (self->source);

  add_grid (self);
  self->options.x = NORMLAB_HYPERPARAMETER_BATCH_NORM;
  self->options.y = NORMLAB_HYPERPARAMETER_INIT;
  show (self);
  check_labels (&self->model->x, "Batch normalization", "off on");
  check_labels (&self->model->y, "Initialization, σ", "0.01 0.1 1");
  g_assert_false (self->model->x.ordered);
  g_assert_cmpstr (g_ptr_array_index (self->model->panels, 0), ==, "learning rate 0.03");
  self->options.x = NORMLAB_HYPERPARAMETER_DROPOUT;
  self->options.y = NORMLAB_HYPERPARAMETER_BATCH_NORM;
  look (self);
  g_assert_cmpint (axes->x, ==, NORMLAB_HYPERPARAMETER_INIT);
  g_assert_cmpint (axes->y, ==, NORMLAB_HYPERPARAMETER_BATCH_NORM);
  g_assert_cmpuint (normlab_map_source_get_varying (self->source), ==,
                    1u << NORMLAB_HYPERPARAMETER_BATCH_NORM | 1u << NORMLAB_HYPERPARAMETER_INIT
                        | 1u << NORMLAB_HYPERPARAMETER_LEARNING_RATE);
}

/* Batch norm makes maps rather than a side, as long as there is anything else. */
static void
test_batch_norm_last (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.normalization = i & 1 ? NORMLAB_NORMALIZATION_BATCH : NORMLAB_NORMALIZATION_NONE;
      recipe.activation = i & 2 ? NORMLAB_ACTIVATION_RELU : NORMLAB_ACTIVATION_SIGMOID;
      recipe.optimizer = i & 4 ? NORMLAB_OPTIMIZER_ADAM : NORMLAB_OPTIMIZER_SGD;
      add_of (self, &recipe, NORMLAB_RUN_FINISHED, 0.5);
    }
  show (self);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->x, ==,
                   NORMLAB_HYPERPARAMETER_ACTIVATION);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->y, ==,
                   NORMLAB_HYPERPARAMETER_OPTIMIZER);
  g_assert_cmpuint (self->model->panels->len, ==, 2);
  g_ptr_array_set_size (self->runs, 2);
  show (self);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->x, ==,
                   NORMLAB_HYPERPARAMETER_BATCH_NORM);
  g_assert_cmpint (normlab_map_source_get_axes (self->source)->y, ==, NORMLAB_MAP_NOTHING);
  g_assert_null (self->model->y.title);
  g_assert_cmpuint (normlab_map_model_get_n_rows (self->model), ==, 1);
}

/* Runs that differ in nothing but their seeds are no map. */
static void
test_nothing (Fixture *self, gconstpointer data)
{
  NormlabMapPlace place;

  show (self);
  g_assert_nonnull (self->model->message);
  for (guint i = 0; i < 3; i++)
    {
      NormlabRecipe recipe = make_recipe (0.1, 0.1);

      recipe.seed = i;
      add_of (self, &recipe, NORMLAB_RUN_FINISHED, 0.5);
    }
  show (self);
  g_assert_false (normlab_map_source_has_map (self->source));
  g_assert_nonnull (self->model->message);
  g_assert_false (normlab_map_source_find (self->source, 0, &place));
}

/* A combination that nobody has trained has no network. */
static void
test_absent (Fixture *self, gconstpointer data)
{
  add (self, 0.1, 0.1, 0.5);
  add (self, 0.1, 0.2, 0.6);
  add (self, 0.2, 0.2, 0.7);
  show (self);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 0, 0, 1)), ==,
                   NORMLAB_MAP_STATE_ABSENT);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 0, 1, 1)), ==,
                   NORMLAB_MAP_STATE_KNOWN);
}

/* Seeds */

static void
add_seed (Fixture *self, guint32 seed, NormlabRunState state, double accuracy)
{
  NormlabRecipe recipe = make_recipe (0.1, 0.1);

  recipe.seed = seed;
  add_of (self, &recipe, state, accuracy);
}

/* Means, of each seed once and without what has diverged. */
static void
test_seeds (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 0, 0, 0 };
  g_autoptr (GArray) runs = NULL;
  const NormlabMapCell *cell;

  add (self, 0.2, 0.1, 0.5);
  add_seed (self, 7, NORMLAB_RUN_FINISHED, 0.2);
  add_seed (self, 3, NORMLAB_RUN_FINISHED, 0.4);
  add_seed (self, 7, NORMLAB_RUN_FINISHED, 0.2);
  add_seed (self, 1, NORMLAB_RUN_DIVERGED, 0.9);
  show (self);
  cell = get_cell (self, 0, 0, 0);
  g_assert_cmpuint (cell->n_networks, ==, 3);
  g_assert_cmpuint (cell->n_values, ==, 2);
  g_assert_cmpuint (cell->n_diverged, ==, 1);
  g_assert_cmpfloat_with_epsilon (cell->value, 0.3, 1e-6);
  runs = normlab_map_source_list_runs (self->source, &place);
  g_assert_cmpuint (runs->len, ==, 4);
  g_assert_cmpuint (g_array_index (runs, guint, 0), ==, 4);
  g_assert_cmpuint (g_array_index (runs, guint, 1), ==, 2);
  g_assert_cmpuint (g_array_index (runs, guint, 2), ==, 1);
  g_assert_cmpuint (g_array_index (runs, guint, 3), ==, 3);
}

static void
add_history (Fixture *self, double std, NormlabRunState state, const float *accuracies, guint n)
{
  NormlabRecipe recipe = make_recipe (std, 0.1);

  g_ptr_array_add (self->runs, normlab_test_history_of (&recipe, state, n, accuracies));
}

/* Of two runs of a seed the one that has come farther counts, in whatever order they were added. */
static void
test_again (Fixture *self, gconstpointer data)
{
  static const float far[] = { 0.1f, 0.2f, 0.7f }, near[] = { 0.1f, 0.2f };

  add_history (self, 0.1, NORMLAB_RUN_FINISHED, far, 3);
  add_history (self, 0.1, NORMLAB_RUN_STOPPED, near, 2);
  add_history (self, 0.2, NORMLAB_RUN_STOPPED, near, 2);
  add_history (self, 0.2, NORMLAB_RUN_FINISHED, far, 3);
  show (self);
  for (guint column = 0; column < 2; column++)
    {
      g_assert_cmpuint (get_cell (self, 0, 0, column)->n_networks, ==, 1);
      g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 0, column)->value, 0.7, 1e-6);
    }
}

/* A cell whose only network has diverged says so. */
static void
test_diverged (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 0, 0, 0 };
  g_autofree char *text = NULL;

  add (self, 0.2, 0.1, 0.5);
  add_seed (self, 0, NORMLAB_RUN_DIVERGED, 0.9);
  show (self);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 0, 0, 0)), ==,
                   NORMLAB_MAP_STATE_DIVERGED);
  text = normlab_map_source_describe (self->source, self->model, &place);
  g_assert_cmpstr (text, ==, "σ = 0.1: diverged");
}

/* Data sets have maps of their own. */
static void
test_data (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = make_recipe (0.1, 0.1);
  const NormlabSample sample = { .step = 10, .test_accuracy = 0.5f, .loss = 1 };

  add (self, 0.1, 0.1, 0.5);
  add (self, 0.2, 0.1, 0.6);
  g_ptr_array_add (self->runs, normlab_test_run_from_history (
                                   &recipe, "others", NORMLAB_RUN_FINISHED, 10, 1, 0, &sample, 1));
  show (self);
  g_assert_cmpuint (self->model->panels->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (self->model->panels, 1), "others"));
  g_assert_cmpfloat_with_epsilon (get_cell (self, 1, 0, 0)->value, 0.5, 1e-6);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 1, 0, 1)), ==,
                   NORMLAB_MAP_STATE_ABSENT);
}

/* Time */

static void
check_value (Fixture *self, gboolean best, guint step, guint column, double value)
{
  self->options.best = best;
  self->options.step = step;
  look (self);
  if (isnan (value))
    g_assert_true (isnan (get_cell (self, 0, 0, column)->value));
  else
    g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 0, column)->value, value, 1e-6);
}

/* The last value, or the best one, up to the step that is looked at. */
static void
test_steps (Fixture *self, gconstpointer data)
{
  static const float first[] = { 0.2f, 0.6f, 0.4f, 0.5f }, second[] = { 0.3f, 0.1f };

  add_history (self, 0.1, NORMLAB_RUN_FINISHED, first, 4);
  add_history (self, 0.2, NORMLAB_RUN_DIVERGED, second, 2);
  show (self);
  check_value (self, FALSE, NORMLAB_MAP_LAST, 0, 0.5);
  check_value (self, TRUE, NORMLAB_MAP_LAST, 0, 0.6);
  check_value (self, TRUE, 15, 0, 0.2);
  check_value (self, TRUE, 20, 0, 0.6);
  check_value (self, FALSE, 39, 0, 0.4);
  check_value (self, FALSE, 30, 0, 0.4);
  check_value (self, FALSE, 9, 0, NAN);
  check_value (self, TRUE, 9, 0, NAN);
  check_value (self, FALSE, 5000, 0, 0.5);
  /* It diverged at step 22. */
  check_value (self, FALSE, 21, 1, 0.1);
  check_value (self, TRUE, 21, 1, 0.3);
  check_value (self, TRUE, 22, 1, NAN);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 0, 0, 1)), ==,
                   NORMLAB_MAP_STATE_DIVERGED);
  check_value (self, FALSE, NORMLAB_MAP_LAST, 1, NAN);
}

/* Colours and words are those of the metric; of losses less is better. */
static void
test_metric (Fixture *self, gconstpointer data)
{
  add (self, 0.1, 0.1, 0.5);
  add (self, 0.2, 0.1, 0.6);
  show (self);
  self->options.metric = NORMLAB_METRIC_LOSS;
  self->options.best = TRUE;
  look (self);
  g_assert_false (self->model->more_is_better);
  g_assert_cmpfloat (get_cell (self, 0, 0, 1)->value, ==, 1);
  g_assert_cmpstr (self->model->measure, ==, "best loss of the training batch");
  self->options.step = 30;
  look (self);
  g_assert_cmpstr (self->model->measure, ==, "best loss of the training batch up to step 30");
  self->options.best = FALSE;
  look (self);
  g_assert_cmpstr (self->model->measure, ==, "loss of the training batch at step 30");
}

/* Cells fill while networks train. */
static void
test_live (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipes[] = { make_recipe (0.1, 0.1), make_recipe (0.2, 0.1) };

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (self->runs, normlab_run_new (&recipes[i], dataset));
  show (self);
  g_assert_true (normlab_map_model_has_state (self->model, NORMLAB_MAP_STATE_WAITING));
  g_assert_false (normlab_map_model_has_state (self->model, NORMLAB_MAP_STATE_KNOWN));
  self->options.best = TRUE;
  normlab_test_history_grow (g_ptr_array_index (self->runs, 0), 10, 0.4, 2);
  look (self);
  g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 0, 0)->value, 0.4, 1e-6);
  g_assert_cmpint (normlab_map_cell_get_state (get_cell (self, 0, 0, 1)), ==,
                   NORMLAB_MAP_STATE_WAITING);
  normlab_test_history_grow (g_ptr_array_index (self->runs, 0), 20, 0.3, 2);
  look (self);
  g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 0, 0)->value, 0.4, 1e-6);
  normlab_test_history_grow (g_ptr_array_index (self->runs, 0), 30, 0.5, 2);
  look (self);
  g_assert_cmpfloat_with_epsilon (get_cell (self, 0, 0, 0)->value, 0.5, 1e-6);
}

/* Words */

static void
test_words (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 1, 0, 0 };
  g_autofree char *cell = NULL, *summary = NULL;

  add_grid (self);
  show (self);
  cell = normlab_map_source_describe (self->source, self->model, &place);
  g_assert_cmpstr (cell, ==, "σ = 0.01, batch norm on, learning rate 0.03: 0.65");
  summary = normlab_map_source_summarize (self->source, self->model);
  g_assert_cmpstr (summary, ==,
                   "Map of test accuracy. Across: Initialization, σ from 0.01 to 1. Upwards: "
                   "Learning rate from 0.03 to 0.3. batch norm off, batch norm on. Best: σ = 0.1, "
                   "batch norm on, learning rate 0.03: 0.75.");
}

/* Those of a cell that is without a network, too. */
static void
test_absent_words (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 0, 0, 1 };
  g_autofree char *cell = NULL, *summary = NULL;

  add (self, 0.1, 0.1, 0.5);
  add (self, 0.1, 0.2, 0.6);
  add (self, 0.2, 0.2, 0.7);
  show (self);
  cell = normlab_map_source_describe (self->source, self->model, &place);
  g_assert_cmpstr (cell, ==, "σ = 0.2, learning rate 0.1: no network");
  summary = normlab_map_source_summarize (self->source, self->model);
  g_assert_true (g_str_has_suffix (summary, " no network: 1."));
}

/* The card has a curve for each seed, and says of how many the mean is. */
static void
test_card (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 0, 0, 0 };
  g_autoptr (NormlabMapCard) card = NULL;
  GArray *curve;

  add (self, 0.2, 0.1, 0.5);
  add_seed (self, 1, NORMLAB_RUN_FINISHED, 0.2);
  add_seed (self, 2, NORMLAB_RUN_FINISHED, 0.4);
  add_seed (self, 3, NORMLAB_RUN_DIVERGED, 0.4);
  self->options.step = 42;
  show (self);
  card = normlab_map_source_create_card (self->source, self->model, &place);
  g_assert_cmpstr (card->name, ==, "σ = 0.1");
  g_assert_cmpstr (card->value, ==, "0.3000 ± 1.2706 (95 %)");
  g_assert_cmpstr (g_ptr_array_index (card->lines, 0), ==, "mean of 2 seeds, 1 of 3 diverged");
  g_assert_cmpuint (card->curves->len, ==, 3);
  curve = g_ptr_array_index (card->curves, 0);
  g_assert_cmpuint (curve->len, ==, 4);
  g_assert_cmpfloat (g_array_index (curve, NormlabMapPoint, 3).step, ==, 40);
  g_assert_cmpfloat_with_epsilon (g_array_index (curve, NormlabMapPoint, 3).value, 0.2, 1e-6);
  g_assert_cmpfloat (card->step, ==, 42);
  g_assert_cmpfloat (card->n_steps, ==, 1000);
}

/* A long history is a curve of few points, from the first measurement to the last. */
static void
test_long_curve (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 0, 0, 0 };
  g_autofree float *accuracies = g_new0 (float, 3000);
  g_autoptr (NormlabMapCard) card = NULL;
  GArray *curve;

  add_history (self, 0.1, NORMLAB_RUN_FINISHED, accuracies, 3000);
  add (self, 0.2, 0.1, 0.5);
  show (self);
  card = normlab_map_source_create_card (self->source, self->model, &place);
  curve = g_ptr_array_index (card->curves, 0);
  g_assert_cmpuint (curve->len, ==, 200);
  g_assert_cmpfloat (g_array_index (curve, NormlabMapPoint, 0).step, ==, 10);
  g_assert_cmpfloat (g_array_index (curve, NormlabMapPoint, 199).step, ==, 30000);
}

/* What leaves the program has a title, and the recipes. */
static void
test_export_words (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabMapModel) mine = NULL;

  add_grid (self);
  show (self);
  normlab_map_source_add_words (self->source, self->model, NULL);
  g_assert_cmpstr (self->model->title, ==, "Accuracy by Initialization and Learning rate");
  g_assert_true (g_str_has_prefix (self->model->caption, "Normlab "));
  g_assert_nonnull (strstr (self->model->details, "learning-rate=0.03"));
  mine = normlab_map_source_create_model (self->source);
  normlab_map_source_add_words (self->source, mine, "mine");
  g_assert_cmpstr (mine->title, ==, "mine");
}

/* Of this thread, µs, whatever else the machine does. */
static gint64
get_work (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* The least work with which @n × 40 runs are taken in and looked at, µs. */
static double
measure (guint n)
{
  gint64 best = G_MAXINT64;
  Fixture self;

  set_up (&self, NULL);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < 40; j++)
      add (&self, 0.001 * (i + 1), 0.01 * (j + 1), (i * j) / 2000.0);
  self.options.best = TRUE;
  for (guint i = 0; i < 7; i++)
    {
      gint64 start = get_work ();

      show (&self);
      best = MIN (best, get_work () - start);
    }
  g_assert_cmpuint (normlab_map_model_get_n_cells (self.model), ==, 40 * n);
  g_test_message ("%u runs: %" G_GINT64_FORMAT " µs", 40 * n, best);
  tear_down (&self, NULL);
  return (double) best;
}

/* Two thousand runs are as much more work as they are more, and little more than that: were each
 * compared with each, it would be the hundredfold. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_assert_cmpfloat (measure (50), <, 60 * measure (5));
}

/* Each run's cell has it. */
static void
test_find (Fixture *self, gconstpointer data)
{
  NormlabMapPlace place;

  add_grid (self);
  show (self);
  for (guint i = 0; i < self->runs->len; i++)
    {
      g_autoptr (GArray) runs = NULL;

      g_assert_true (normlab_map_source_find (self->source, i, &place));
      runs = normlab_map_source_list_runs (self->source, &place);
      g_assert_cmpuint (runs->len, ==, 1);
      g_assert_cmpuint (g_array_index (runs, guint, 0), ==, i);
    }
  g_assert_false (normlab_map_source_find (self->source, self->runs->len, &place));
}

#define ADD(name, test) g_test_add ("/map-source/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("axes", test_axes);
  ADD ("choice", test_choice);
  ADD ("batch-norm-last", test_batch_norm_last);
  ADD ("nothing", test_nothing);
  ADD ("absent", test_absent);
  ADD ("seeds", test_seeds);
  ADD ("again", test_again);
  ADD ("diverged", test_diverged);
  ADD ("data", test_data);
  ADD ("steps", test_steps);
  ADD ("metric", test_metric);
  ADD ("live", test_live);
  ADD ("words", test_words);
  ADD ("absent-words", test_absent_words);
  ADD ("card", test_card);
  ADD ("long-curve", test_long_curve);
  ADD ("export-words", test_export_words);
  ADD ("many", test_many);
  ADD ("find", test_find);
  return g_test_run ();
}
