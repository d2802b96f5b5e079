/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers as they are drawn, from what probes have found; and which runs are looked into. */
#include <math.h>
#include <string.h>

#include "normlab-layers-headings.h"
#include "normlab-layers-source.h"
#include "normlab-layers-theory.h"
#include "normlab-layers-words.h"
#include "normlab-test-history.h"

static NormlabRunItem *
make_item (const NormlabRecipe *recipe, guint number, const char *name)
{
  g_autoptr (NormlabRun) run = normlab_test_history (recipe, NORMLAB_RUN_FINISHED, 3, 0.5);
  NormlabRunItem *item = normlab_run_item_new (run, number);

  normlab_run_item_set_automatic_name (item, name);
  return item;
}

/* A probe whose fields all differ. */
static NormlabProbe *
make_probe (guint n_layers, guint step)
{
  NormlabProbe *probe = normlab_probe_new (n_layers);

  probe->step = step;
  for (guint layer = 0; layer < n_layers; layer++)
    {
      NormlabProbeLayer *p = &probe->layers[layer];
      float base = (float) (layer + 1);

      p->units = 10 * (layer + 1);
      p->pre = (NormlabProbeSpread){ .min = -base, .max = 2 * base, .bins = { [3] = layer + 7 } };
      p->out = (NormlabProbeSpread){ .min = 0, .max = base, .bins = { [5] = layer + 9 } };
      p->pre_mean = 0.25f * base;
      p->pre_std = 0.5f * base;
      p->out_mean = 0.5f;
      p->out_std = 0.125f;
      p->saturated = 0.25f;
      p->dead = 0.5f;
      p->gradient_norm = 0.25f * base * (float) step;
      p->update_ratio = layer + 1 == n_layers ? 0 : 0.0625f * base;
    }
  return probe;
}

static void
get_probes (NormlabRunItem *item, GPtrArray *probes, gpointer data)
{
  GPtrArray *all = data;

  /* Of the first run alone. */
  for (guint i = 0; normlab_run_item_get_number (item) == 1 && i < all->len; i++)
    g_ptr_array_add (probes, g_ptr_array_index (all, i));
}

static void
test_model (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) probes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  g_autoptr (NormlabLayersModel) model = NULL;
  const NormlabLayersRun *run;

  recipe.n_hidden = 3;
  recipe.hidden[2] = 5;
  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  g_ptr_array_add (items, make_item (&recipe, 1, "a"));
  g_ptr_array_add (items, make_item (&recipe, 2, "b"));
  normlab_run_item_set_look (g_ptr_array_index (items, 0), 3, TRUE);
  g_ptr_array_add (probes, make_probe (4, 10));
  g_ptr_array_add (probes, make_probe (4, 20));
  model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);

  g_assert_cmpuint (model->n_runs, ==, 2);
  run = &model->runs[0];
  g_assert_cmpstr (run->name, ==, "a");
  g_assert_cmpuint (run->color, ==, 3);
  g_assert_true (run->dashed);
  g_assert_cmpuint (run->step, ==, 20);
  g_assert_null (run->note);
  g_assert_cmpuint (run->n_layers, ==, 4);
  for (guint layer = 0; layer < 4; layer++)
    {
      const NormlabLayersCell *cell = &run->cells[layer];
      double base = layer + 1.0;

      g_assert_cmpuint (cell->units, ==, 10 * (layer + 1));
      g_assert_true (cell->updated == (layer < 3));
      g_assert_true (cell->sides[0].known);
      g_assert_cmpfloat (cell->sides[0].min, ==, -base);
      g_assert_cmpfloat (cell->sides[0].max, ==, 2 * base);
      g_assert_cmpfloat (cell->sides[0].mean, ==, 0.25 * base);
      g_assert_cmpfloat (cell->sides[0].std, ==, 0.5 * base);
      g_assert_cmpuint (cell->sides[0].bins[3], ==, layer + 7);
      g_assert_true (cell->sides[1].known == (layer < 3));
      g_assert_cmpfloat (cell->flows[NORMLAB_LAYERS_GRADIENT], ==, 5 * base);
      g_assert_cmpfloat (normlab_layers_run_get_history (run, NORMLAB_LAYERS_GRADIENT, layer)[0],
                         ==, 2.5f * (float) base);
      /* Sigmoid saturates, and does not die. */
      g_assert_true (isnan (cell->dead));
      g_assert_true (isnan (cell->saturated) == (layer == 3));
    }
  g_assert_cmpuint (run->n_steps, ==, 2);
  g_assert_cmpuint (run->steps[1], ==, 20);
  g_assert_cmpfloat (model->axes[NORMLAB_LAYERS_PRE].low, <=, -4);
  g_assert_cmpfloat (model->axes[NORMLAB_LAYERS_PRE].high, >=, 8);

  /* Of the other, that nothing is known. */
  g_assert_cmpuint (model->runs[1].step, ==, 0);
  g_assert_cmpuint (model->runs[1].tag, ==, 1);
  g_assert_nonnull (model->runs[1].note);
  normlab_layers_source_add_words (model, items);
  g_assert_true (g_str_has_prefix (model->caption, "Normlab "));
  g_assert_nonnull (strstr (model->details, "[Set 1]"));
}

/* ReLU's units die, and do not saturate. */
static void
test_relu (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) probes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
  g_autoptr (NormlabLayersModel) model = NULL;
  g_autofree char *summary = NULL;

  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.n_hidden = 1;
  recipe.hidden[1] = 0;
  g_ptr_array_add (items, make_item (&recipe, 1, "a"));
  g_ptr_array_add (items, make_item (&recipe, 2, "b"));
  g_ptr_array_add (probes, make_probe (2, 30));
  model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);
  g_assert_cmpfloat (model->runs[0].cells[0].dead, ==, 0.5);
  g_assert_true (isnan (model->runs[0].cells[0].saturated));
  g_assert_true (model->runs[0].cells[1].updated);
  summary = normlab_layers_words_summarize (model);
  g_assert_cmpstr (summary, ==,
                   "a · step 30. "
                   "Layer 1: pre-activations 0.25 ± 0.50, activations 0.50 ± 0.12, 50 % dead, "
                   "Gradient 7.5, Update : weights 0.062. "
                   "Output: logits 0.5 ± 1.0, Gradient 15, Update : weights 0. \n"
                   "b · not looked into");
}

/* What a network begins with is at no step, and no part of a history; theory is told beside it. */
static void
test_beginning (void)
{
  const struct
  {
    NormlabActivation activation;
    NormlabNormalization normalization;
    NormlabInitKind init;
    const char *theory;
  } cases[] = {
    { NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_NONE, NORMLAB_INIT_HE,
      "Theory: σ(z) = √(in · Var W · E[a²]), Var W = 2 / in, "
      "E[a²] = ½ σ(z)² one layer before (He et al., 2015)" },
    { NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_NONE, NORMLAB_INIT_GLOROT_UNIFORM,
      "Theory: σ(z) = √(in · Var W · E[a²]), Var W = 2 / (in + out), "
      "E[a²] ≈ σ(z)² one layer before (Glorot and Bengio, 2010)" },
    { NORMLAB_ACTIVATION_IDENTITY, NORMLAB_NORMALIZATION_NONE, NORMLAB_INIT_UNIFORM,
      "Theory: σ(z) = √(in · Var W · E[a²]), Var W = 1 / (3 in), "
      "E[a²] = σ(z)² one layer before (Glorot and Bengio, 2010)" },
    { NORMLAB_ACTIVATION_SIGMOID, NORMLAB_NORMALIZATION_NONE, NORMLAB_INIT_STD,
      "Theory: σ(z) = √(in · Var W · E[a²]), Var W = σ² = 1.0·10⁻⁴, "
      "E[a²] by integration (Poole et al., 2016)" },
    { NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_LAYER, NORMLAB_INIT_HE,
      "Theory: σ(z) = 1, for z is normalized, whatever the weights are" },
    { NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH_AFTER, NORMLAB_INIT_XAVIER,
      "Theory: σ(z) = √(in · Var W · E[a²]), Var W = 1 / in, E[a²] = 1, for a is normalized" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabBeginning beginning = { .recipe = NORMLAB_RECIPE_DEFAULT };
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) probes
          = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_probe_free);
      g_autoptr (NormlabLayersModel) model = NULL;
      g_autofree char *summary = NULL;

      beginning.recipe.activation = cases[i].activation;
      beginning.recipe.normalization = cases[i].normalization;
      beginning.recipe.init = cases[i].init;
      beginning.recipe.init_std = cases[i].init == NORMLAB_INIT_STD ? 0.01 : 0;
      normlab_spread_predict (&beginning.recipe, 784, 10, 0.1, beginning.spread);
      g_ptr_array_add (items, make_item (&beginning.recipe, 1, "a"));
      g_ptr_array_add (probes, make_probe (3, 0));
      model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);
      g_assert_true (model->runs[0].beginning);
      g_assert_null (model->runs[0].note);
      g_assert_cmpuint (model->runs[0].step, ==, 0);
      g_assert_cmpuint (model->runs[0].n_steps, ==, 0);
      g_assert_false (normlab_layers_model_has_theory (model));
      normlab_layers_theory_add (model, 0, &beginning);
      g_assert_true (normlab_layers_model_has_theory (model));
      g_assert_cmpstr (model->runs[0].theory, ==, cases[i].theory);
      for (guint layer = 0; layer < 3; layer++)
        {
          const NormlabLayersTheory *theory = &model->runs[0].cells[layer].theory;

          g_assert_true (theory->known);
          g_assert_cmpuint (theory->inputs, ==, beginning.spread[layer].inputs);
          g_assert_cmpfloat (theory->std[0], ==, beginning.spread[layer].pre_std);
          g_assert_true (isnan (theory->std[1]) == (layer == 2));
        }
      summary = normlab_layers_words_summarize (model);
      g_assert_true (g_str_has_prefix (summary, "a · before training. Theory: "));
      g_assert_nonnull (strstr (summary, "Layer 1: pre-activations 0.25 ± 0.50 (theory ± "));
      normlab_layers_source_add_words (model, items);
      g_assert_cmpstr (model->title, ==, "Layers before training");
    }
}

/* Headings have the formulas that all networks share, and cards those of each, with its numbers. */
static void
test_headings (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  g_autoptr (NormlabLayersModel) model = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.learning_rate = 0.05;
  g_ptr_array_add (items, make_item (&recipe, 1, "a"));
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.batch_size = 60;
  g_ptr_array_add (items, make_item (&recipe, 2, "b"));
  model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);
  normlab_layers_headings_add (model, items);
  g_assert_null (model->headings[NORMLAB_LAYERS_HEADING_PRE].line);
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_PRE].card, ==,
                   "a: z = γ (W a + b − μ) / √(σ² + 10⁻⁶) + β, μ and σ over the 100 images of a "
                   "batch; W: 40×20\n"
                   "b: z = W a + b; W: 40×20");
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_OUT].line, ==, "a = 1 / (1 + e⁻ᶻ)");
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_LOST].line, ==, "f < 0.01 or > 0.99");
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_UPDATE].line, ==,
                   "‖ΔW‖ / ‖W‖, healthy near 10⁻³; SGD: θ ← θ − 0.05 g");
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_GRADIENT].line, ==,
                   "‖∂L/∂W‖, the norm over 40×20 weights");
}

/* Many layers of the same size are counted. */
static void
test_headings_deep (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  g_autoptr (NormlabLayersModel) model = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "30,6x20,4x5,2", NULL));
  g_ptr_array_add (items, make_item (&recipe, 1, "a"));
  model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);
  normlab_layers_headings_add (model, items);
  g_assert_cmpstr (
      model->headings[NORMLAB_LAYERS_HEADING_GRADIENT].line, ==,
      "‖∂L/∂W‖, the norm over 30×20, 20×20 (5 times), 20×5, 5×5, 5×5, 5×5, 5×2 weights");
}

/* Of networks that differ only what they share, and of ReLU what dies. */
static void
test_headings_apart (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  g_autoptr (NormlabLayersModel) model = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.normalization = NORMLAB_NORMALIZATION_LAYER;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  g_ptr_array_add (items, make_item (&recipe, 1, "a"));
  recipe.activation = NORMLAB_ACTIVATION_TANH;
  recipe.optimizer = NORMLAB_OPTIMIZER_ADAMW;
  recipe.weight_decay = 0.25;
  g_ptr_array_add (items, make_item (&recipe, 2, "b"));
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  g_ptr_array_add (items, make_item (&recipe, 3, "c"));
  model = normlab_layers_source_create (items, get_probes, NULL, probes, NULL);
  normlab_layers_headings_add (model, items);
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_PRE].line, ==,
                   "z = γ (W a + b − μ) / σ + β");
  g_assert_nonnull (strstr (model->headings[NORMLAB_LAYERS_HEADING_PRE].card, "an image’s units"));
  g_assert_null (model->headings[NORMLAB_LAYERS_HEADING_OUT].line);
  g_assert_null (model->headings[NORMLAB_LAYERS_HEADING_UPDATE].line);
  g_assert_cmpstr (model->headings[NORMLAB_LAYERS_HEADING_LOST].card, ==,
                   "a: 0 for all 100 images\nb: f < −0.98 or > 0.98");
  g_assert_nonnull (strstr (model->headings[NORMLAB_LAYERS_HEADING_UPDATE].card,
                            "b: ‖ΔW‖ / ‖W‖, healthy near 10⁻³; AdamW: W ← W − 0.01 0.25 W"));
}

static void
assert_chosen (GPtrArray *items, guint first, guint second)
{
  g_autoptr (GPtrArray) chosen = normlab_layers_source_choose (items);

  g_assert_cmpuint (chosen->len, ==, 2);
  g_assert_true (g_ptr_array_index (chosen, 0) == g_ptr_array_index (items, first));
  g_assert_true (g_ptr_array_index (chosen, 1) == g_ptr_array_index (items, second));
}

/* Two that differ in nothing but batch norm, as long as both are shown. */
static void
test_choice (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  none = normlab_layers_source_choose (items);
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      recipe.activation = i < 2 ? i : 2;
      recipe.normalization = i == 3 ? NORMLAB_NORMALIZATION_NONE : NORMLAB_NORMALIZATION_BATCH;
      g_ptr_array_add (items, make_item (&recipe, i + 1, "run"));
    }
  assert_chosen (items, 2, 3);
  normlab_run_item_set_shown (g_ptr_array_index (items, 3), FALSE);
  assert_chosen (items, 0, 1);
  normlab_run_item_set_shown (g_ptr_array_index (items, 0), FALSE);
  assert_chosen (items, 1, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-source/model", test_model);
  g_test_add_func ("/layers-source/relu", test_relu);
  g_test_add_func ("/layers-source/beginning", test_beginning);
  g_test_add_func ("/layers-source/headings", test_headings);
  g_test_add_func ("/layers-source/headings-deep", test_headings_deep);
  g_test_add_func ("/layers-source/headings-apart", test_headings_apart);
  g_test_add_func ("/layers-source/choice", test_choice);
  return g_test_run ();
}
