/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why runs diverge, against a plain program that does the same steps. */

#include <math.h>
#include <string.h>

#include "normlab-autopsy-words.h"
#include "normlab-autopsy.h"
#include "normlab-error.h"
#include "normlab-test-plain.h"
#include "normlab-test.h"
#include "normlab-trainer-private.h"

static NormlabDataset *digits;

typedef struct
{
  const char *hidden, *normalization, *activation, *init, *optimizer;
  double learning_rate, weight_decay;
  guint batch_size, interval;
  NormlabPlace place; /* of the number that does harm first */
  NormlabEnd end;
} Case;

static void
set (NormlabRecipe *recipe, NormlabHyperparameter hyperparameter, const char *text)
{
  g_autoptr (GError) error = NULL;

  normlab_recipe_set (recipe, hyperparameter, text, &error);
  g_assert_no_error (error);
}

static NormlabRecipe
make_recipe (const Case *c)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, c->hidden);
  set (&recipe, NORMLAB_HYPERPARAMETER_BATCH_NORM, c->normalization);
  set (&recipe, NORMLAB_HYPERPARAMETER_ACTIVATION, c->activation);
  set (&recipe, NORMLAB_HYPERPARAMETER_INIT, c->init);
  set (&recipe, NORMLAB_HYPERPARAMETER_OPTIMIZER, c->optimizer);
  recipe.learning_rate = c->learning_rate;
  recipe.weight_decay = c->weight_decay;
  recipe.batch_size = c->batch_size;
  recipe.interval = c->interval;
  recipe.iterations = NORMLAB_TEST_PLAIN_MAX_STEPS;
  recipe.seed = 5;
  return recipe;
}

/* An autopsy of the whole run, which must diverge. */
static NormlabAutopsy *
dissect (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  g_autoptr (GError) error = NULL;
  NormlabScratch scratch = { 0 };
  NormlabAutopsy *autopsy;
  guint step;

  g_assert_true (
      normlab_autopsy_find_step (replay, recipe, recipe, dataset, &step, &scratch, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (step, >, 0);
  autopsy
      = normlab_autopsy_new (replay, recipe, recipe, dataset, step, &scratch, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (autopsy->step, ==, step);
  normlab_scratch_clear (&scratch);
  return autopsy;
}

/* Small differences in rounding grow on the way. */
static void
assert_near (float a, float b)
{
  g_assert_true ((isnan (a) && isnan (b)) || (isinf (a) && isinf (b))
                 || fabsf (a - b) <= 0.02f * MAX (fabsf (a), fabsf (b)) + 1e-30f);
}

static void
assert_same_breakdown (const NormlabBreakdown *a, const NormlabBreakdown *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpint (a->place, ==, b->place);
  g_assert_cmpuint (a->layer, ==, b->layer);
  g_assert_cmpint (a->parameter, ==, b->parameter);
  g_assert_cmpint (isnan (a->value), ==, isnan (b->value));
  assert_near (a->input, b->input);
  assert_near (a->weight, b->weight);
  assert_near (a->back, b->back);
  assert_near (a->before, b->before);
  assert_near (a->gradient, b->gradient);
  assert_near (a->states[0], b->states[0]);
  assert_near (a->states[1], b->states[1]);
}

static void
check_vitals (const NormlabAutopsy *autopsy, const NormlabTestPlain *plain)
{
  g_assert_cmpuint (autopsy->vitals->len, ==, MIN (autopsy->step, NORMLAB_AUTOPSY_N_STEPS));
  for (guint v = 0; v < autopsy->vitals->len; v++)
    {
      const NormlabVitals *vitals = g_ptr_array_index (autopsy->vitals, v);

      g_assert_cmpuint (vitals->step, ==, autopsy->step - autopsy->vitals->len + 1 + v);
      g_assert_cmpuint (vitals->n_layers, ==, plain->n_layers);
      if (plain->recipe.weight_decay == 0 && isfinite (vitals->loss))
        g_assert_cmpfloat_with_epsilon (vitals->loss, plain->losses[vitals->step],
                                        0.02 * vitals->loss);
      for (guint i = 0; i < vitals->n_layers; i++)
        {
          const NormlabTestPlainSize *size = &plain->sizes[vitals->step][i];

          assert_near (vitals->layers[i].pre, size->pre);
          assert_near (vitals->layers[i].out, size->out);
          assert_near (vitals->layers[i].weight, size->weight);
          /* The plain program goes no farther back than it is told something. */
          if (plain->first.step != vitals->step || size->gradient != NORMLAB_VITALS_NONE)
            assert_near (vitals->layers[i].gradient, size->gradient);
        }
    }
}

/* Each of them ends otherwise. */
static const Case plain_cases[] = {
  { "30,20", "off", "relu", "xavier", "sgd", 1e6, 0, 100, 10, NORMLAB_PLACE_PRE,
    NORMLAB_END_LOGITS },
  { "30,20,20", "off", "identity", "xavier", "sgd", 1e6, 0, 100, 10, NORMLAB_PLACE_PRE,
    NORMLAB_END_LOGITS },
  { "40,30,20", "off", "identity", "xavier", "momentum", 1, 0, 100, 10, NORMLAB_PLACE_PRE,
    NORMLAB_END_LOGITS },
  { "20,20,20,20,20,20", "off", "identity", "xavier", "adam", 1e6, 0, 100, 10, NORMLAB_PLACE_PRE,
    NORMLAB_END_LOGITS },
  { "50,50,50,50,50,50,50", "off", "relu", "1e6", "sgd", 0.01, 0, 100, 10, NORMLAB_PLACE_PRE,
    NORMLAB_END_LOGITS },
  { "20", "off", "softsign", "xavier", "sgd", 1e6, 1, 100, 10, NORMLAB_PLACE_PARAMETER,
    NORMLAB_END_PARAMETERS },
  { "20", "off", "softsign", "1e5", "momentum", 1e3, 1e3, 100, 10, NORMLAB_PLACE_GRADIENT,
    NORMLAB_END_PARAMETERS },
  { "30,20,20", "off", "relu", "1e6", "sgd", 1e6, 0, 20, 1, NORMLAB_PLACE_EVALUATION,
    NORMLAB_END_LOSS },
};

static void
test_plain (gconstpointer data)
{
  const Case *c = data;
  const NormlabRecipe recipe = make_recipe (c);
  g_autoptr (NormlabAutopsy) autopsy = dissect (&recipe, digits);
  g_autofree NormlabTestPlain *plain = g_new (NormlabTestPlain, 1);
  NormlabEnd end;

  normlab_test_plain_init (plain, &recipe, digits);
  g_assert_true (normlab_test_plain_run (plain, &end));
  g_assert_cmpuint (autopsy->step, ==, plain->step);
  g_assert_cmpint (autopsy->end, ==, end);
  g_assert_cmpint (autopsy->end, ==, c->end);
  assert_same_breakdown (&autopsy->last, &plain->first);
  g_assert_cmpint (autopsy->last.place, ==, c->place);
  assert_same_breakdown (&autopsy->first, plain->decay.step > 0 ? &plain->decay : &plain->first);
  check_vitals (autopsy, plain);
  normlab_test_plain_clear (plain);
}

/* What batch norm keeps, found in the trainer itself after each step. */
static void
find_running (const NormlabRecipe *recipe, guint *step, guint *layer)
{
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, digits, normlab_kernels_get_default (), NULL, NULL);
  NormlabScratch scratch = { 0 };

  for (*step = 0; *step == 0;)
    {
      g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      for (guint i = 0; i < recipe->n_hidden && *step == 0; i++)
        for (guint j = 0; j < 2 * trainer->network.layers[i].stride; j++)
          if (!isfinite (trainer->network.running[trainer->network.layers[i].running + j]))
            {
              *step = normlab_trainer_get_step (trainer);
              *layer = i + 1;
            }
    }
  normlab_scratch_clear (&scratch);
}

/* A number that does no harm at first is found, also where it lies farther back than the steps that
 * are told one by one; and so is what ends the run. */
static void
test_running (void)
{
  static const Case cases[] = {
    { "20,20", "on", "softsign", "xavier", "sgd", 1e6, 1, 100, 10, 0, 0 },
    { "20,20", "on", "softsign", "xavier", "sgd", 0.01, 300, 100, 100, 0, 0 },
    { "30,20", "after", "identity", "xavier", "momentum", 1e6, 0, 100, 10, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NormlabRecipe recipe = make_recipe (&cases[i]);
      g_autoptr (NormlabAutopsy) autopsy = dissect (&recipe, digits);
      g_autofree char *sentence = normlab_autopsy_get_sentence (autopsy);
      guint step, layer = 0;

      g_test_message ("%s", sentence);
      find_running (&recipe, &step, &layer);
      g_assert_true (autopsy->first.place == NORMLAB_PLACE_RUNNING_MEAN
                     || autopsy->first.place == NORMLAB_PLACE_RUNNING_VARIANCE);
      g_assert_cmpuint (autopsy->first.step, ==, step);
      g_assert_cmpuint (autopsy->first.layer, ==, layer);
      g_assert_cmpuint (autopsy->step, >, step + (i == 1 ? NORMLAB_AUTOPSY_N_STEPS : 0));
      g_assert_cmpuint (autopsy->last.step, ==, autopsy->step);
      g_assert_true (autopsy->last.place > NORMLAB_PLACE_RUNNING_VARIANCE
                     || autopsy->last.place == NORMLAB_PLACE_SUM);
      g_assert_nonnull (strstr (sentence, " The run went on. At step "));
    }
}

/* Nobody's looking changes a run: the same step, layer and bits; nor does it matter where one
   begins again. */
static void
test_same (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (plain_cases); c++)
    {
      const NormlabRecipe recipe = make_recipe (&plain_cases[c]);
      g_autoptr (NormlabReplay) empty = normlab_replay_new (0);
      g_autoptr (NormlabAutopsy) one = dissect (&recipe, digits), other = NULL;
      g_autoptr (NormlabTrainer) trainer
          = normlab_trainer_new (&recipe, digits, normlab_kernels_get_default (), NULL, NULL);
      NormlabScratch scratch = { 0 };
      NormlabSample sample;
      NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

      while (status == NORMLAB_TRAINER_OK)
        {
          status = normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL);
          if (status == NORMLAB_TRAINER_OK
              && normlab_trainer_get_step (trainer) % recipe.interval == 0)
            status = normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
        }
      g_assert_cmpint (status, ==, NORMLAB_TRAINER_DIVERGED);
      g_assert_cmpuint (one->step, ==, normlab_trainer_get_step (trainer));
      g_assert_cmpuint (one->layer, ==, normlab_trainer_get_diverged_layer (trainer));

      other = normlab_autopsy_new (empty, &recipe, &recipe, digits, one->step, &scratch, NULL, NULL,
                                   NULL);
      g_assert_nonnull (other);
      assert_same_breakdown (&one->first, &other->first);
      assert_same_breakdown (&one->last, &other->last);
      g_assert_cmpuint (one->vitals->len, ==, other->vitals->len);
      for (guint i = 0; i < one->vitals->len; i++)
        {
          const NormlabVitals *a = g_ptr_array_index (one->vitals, i);
          const NormlabVitals *b = g_ptr_array_index (other->vitals, i);

          g_assert_cmpmem (a->layers, a->n_layers * sizeof *a->layers, b->layers,
                           b->n_layers * sizeof *b->layers);
        }
      normlab_scratch_clear (&scratch);
    }
}

/* What does not diverge, or is cancelled. */
static void
test_none (void)
{
  const Case fine = { "20", "on", "relu", "he", "sgd", 0.01, 0, 20, 10, 0, 0 };
  const NormlabRecipe recipe = make_recipe (&fine), bad = make_recipe (&plain_cases[0]);
  g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  g_autoptr (GError) error = NULL;
  NormlabScratch scratch = { 0 };
  const gint stop = 1;
  guint step = 7;

  g_assert_true (
      normlab_autopsy_find_step (replay, "a", &recipe, digits, &step, &scratch, NULL, NULL));
  g_assert_cmpuint (step, ==, 0);
  g_assert_null (
      normlab_autopsy_new (replay, "a", &recipe, digits, 30, &scratch, NULL, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==,
                   "Trained once more, the network does not diverge at step 30");
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (normlab_autopsy_new (replay, "a", &recipe, digits,
                                          i * (NORMLAB_TEST_PLAIN_MAX_STEPS + 1), &scratch, NULL,
                                          NULL, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
      g_clear_error (&error);
    }
  /* Nor does one at another step than it does. */
  g_assert_null (normlab_autopsy_new (replay, "b", &bad, digits, 2, &scratch, NULL, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (normlab_autopsy_new (replay, "b", &bad, digits, 9, &scratch, NULL, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (normlab_autopsy_new (replay, "b", &bad, digits, 3, &scratch, NULL, &stop, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  normlab_scratch_clear (&scratch);
}

/* A sentence for each kind, whose figures are the same everywhere. */
static void
test_words (void)
{
  static const struct
  {
    guint number;
    const char *sentence;
  } cases[] = {
    { 0, "At step 3, the logits became infinite: inputs of up to 2.8·10³¹ times weights of up to "
         "4.6·10¹⁶, added up." },
    { 1,
      "At step 3, the pre-activations of layer 2 became NaN, which is no number: inputs of up to "
      "1.4·10²² times weights of up to 7.1·10²¹, added up. The run ended with that step, as its "
      "logits were not finite." },
    { 5, "At step 5, the weight decay of layer 1 in the loss became infinite: the squares of "
         "weights of "
         "up to 1.3·10²³, added up. The run went on. At step 7, the weights of layer 1 became "
         "infinite: "
         "a gradient of 1.6·10³⁴ times the learning rate 1.0·10⁶, from 1.6·10³⁴." },
    { 6,
      "At step 4, the weight decay of layer 1 in the loss became infinite: the squares of weights "
      "of "
      "up to 3.7·10²³, added up. The run went on. At step 6, the gradient of the weights of layer "
      "1 "
      "became infinite: inputs of up to 1.0 times gradients of up to 0, added up over 100 images, "
      "and the weight decay 1000 times weights of up to 3.7·10³⁵. The run ended with that step, as "
      "its parameters were not finite." },
    { 7, "At step 1, the activations of layer 2 in the measurement became NaN, which is no number: "
         "inputs of up to 4.6·10²⁶ times weights of up to 8.4·10²⁵, added up." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NormlabRecipe recipe = make_recipe (&plain_cases[cases[i].number]);
      g_autoptr (NormlabAutopsy) autopsy = dissect (&recipe, digits);
      g_autoptr (GPtrArray) cells = normlab_autopsy_list_cells (autopsy);
      g_autofree char *sentence = normlab_autopsy_get_sentence (autopsy);
      g_autofree char *text = normlab_autopsy_to_text (autopsy);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      g_assert_cmpuint (cells->len, ==,
                        NORMLAB_AUTOPSY_N_COLUMNS
                            * (1 + autopsy->vitals->len * (recipe.n_hidden + 1)));
      g_assert_cmpstr (lines[0], ==, sentence);
      g_assert_cmpstr (lines[2], ==,
                       "Step\tLoss\tLayer\t|Pre-activation|\t|Activation|\t‖Gradient‖\t|Weight|");
      g_assert_cmpuint (g_strv_length (lines), ==, 2 + cells->len / NORMLAB_AUTOPSY_N_COLUMNS + 1);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  digits = normlab_dataset_new_builtin (NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (plain_cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/autopsy/plain/%u", i);

      g_test_add_data_func (name, &plain_cases[i], test_plain);
    }
  g_test_add_func ("/autopsy/running", test_running);
  g_test_add_func ("/autopsy/same", test_same);
  g_test_add_func ("/autopsy/none", test_none);
  g_test_add_func ("/autopsy/words", test_words);
  status = g_test_run ();
  normlab_dataset_unref (digits);
  return status;
}
