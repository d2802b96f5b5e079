/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "normlab-results.h"
#include "normlab-run-private.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-locale.h"
#include "normlab-test.h"

#define HEADER                                                                                     \
  "run,dataset,hidden,batch_norm,activation,init,optimizer,learning_rate,batch_size,"              \
  "weight_decay,dropout,update,seed,step,train_accuracy,test_accuracy,loss,state,seconds,"         \
  "name,parent,training_set_accuracy,training_set_loss,test_loss,"                                 \
  "training_images,label_noise,iterations,interval,data_checksum,version,branch,"                  \
  "before_branch,end_step,measured\r\n"

#define NOT_MEASURED .training_set_accuracy = NAN, .training_set_loss = NAN, .test_loss = NAN

static void
add_run (GPtrArray *runs,
         const NormlabRecipe *recipe,
         const char *dataset,
         NormlabRunState state,
         const NormlabSample *samples,
         guint n)
{
  g_ptr_array_add (runs, normlab_test_run_from_history (recipe, dataset, state, 20, 0.5,
                                                        state == NORMLAB_RUN_DIVERGED ? 1 : 0,
                                                        samples, n));
}

static char *
make_csv (void)
{
  static const NormlabSample first[] = { { .step = 0,
                                           .train_accuracy = NAN,
                                           .test_accuracy = 0.1f,
                                           .loss = NAN,
                                           .seconds = 0.25,
                                           .training_set_accuracy = 0.2f,
                                           .training_set_loss = 2.30258409312,
                                           .test_loss = NAN },
                                         { .step = 10,
                                           .train_accuracy = 0.81f,
                                           .test_accuracy = 0.8169f,
                                           .loss = 1.23456789012,
                                           .seconds = 0.1 + 0.2,
                                           .training_set_accuracy = 0.5f,
                                           .training_set_loss = 1.5,
                                           .test_loss = 1.25 },
                                         { .step = 20,
                                           .train_accuracy = 1.0f,
                                           .test_accuracy = 0.0f,
                                           .loss = 0.1 + 0.2,
                                           .seconds = 12345.6789012,
                                           NOT_MEASURED } };
  static const NormlabSample second[] = {
    { .step = 10, .train_accuracy = 0.1f, .test_accuracy = 1.0f / 3.0f, .loss = NAN, NOT_MEASURED },
    { .step = 20,
      .train_accuracy = 0.1f,
      .test_accuracy = 0.0980f,
      .loss = INFINITY,
      .seconds = NAN,
      NOT_MEASURED }
  };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  add_run (runs, &recipe, "builtin", NORMLAB_RUN_FINISHED, first, 3);
  normlab_run_set_title (g_ptr_array_index (runs, 0), "The \"best\",\r\n一番");
  recipe.n_hidden = 0;
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 0.01;
  recipe.optimizer = NORMLAB_OPTIMIZER_ADAM;
  recipe.learning_rate = 1.5;
  recipe.batch_size = 50;
  recipe.weight_decay = 1e-4;
  recipe.dropout = 0.25;
  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  recipe.seed = 42;
  recipe.training_images = 300;
  recipe.label_noise = 0.2;
  add_run (runs, &recipe, "a, \"b\"\nc", NORMLAB_RUN_DIVERGED, second, 2);
  add_run (runs, &recipe, "none", NORMLAB_RUN_STOPPED, NULL, 0);
  add_run (runs, &recipe, "\xff,", NORMLAB_RUN_STOPPED, second, 1);
  add_run (runs, &recipe, "a\rb", NORMLAB_RUN_STOPPED, NULL, 0);
  normlab_run_set_title (g_ptr_array_index (runs, 4), "plain name");
  return normlab_results_to_csv (runs);
}

#define NAME "\"The \"\"best\"\",\r\n一番\","
#define FIRST "1,builtin,40-20,on,sigmoid,xavier,sgd,0.01,100,0,0,all,0,"
#define LAST ",1000,10,," PACKAGE_VERSION ",,,20,\r\n"
#define SECOND "off,relu,0.01,adam,1.5,50,0.0001,0.25,notebook,42,"

static const char expected[] = HEADER FIRST
    "0,,0.1,,finished,0.250000," NAME ",0.2,2.30258409,,all,0" LAST FIRST
    "10,0.81,0.8169,1.23456789,finished,0.300000," NAME ",0.5,1.5,1.25,all,0" LAST FIRST
    "20,1,0,0.3,finished,12345.678901," NAME ",,,,all,0" LAST "2,\"a, \"\"b\"\"\nc\",none," SECOND
    "10,0.1,0.33333334,nan,diverged,0.000000,,,,,,300,0.2" LAST "2,\"a, \"\"b\"\"\nc\",none," SECOND
    "20,0.1,0.098,inf,diverged,,,,,,,300,0.2" LAST "3,none,none," SECOND
    "20,,,,stopped,0.500000,,,,,,300,0.2" LAST "4,\"\357\277\275,\",none," SECOND
    "10,0.1,0.33333334,nan,stopped,0.000000,,,,,,300,0.2" LAST "5,\"a\rb\",none," SECOND
    "20,,,,stopped,0.500000,plain name,,,,,300,0.2" LAST;

static void
test_csv (void)
{
  g_autofree char *csv = make_csv ();

  g_assert_cmpstr (csv, ==, expected);
}

/* A run that ended before its first interval is over has a row for where it ended besides the one
 * for where it began, unless that is the same. */
static void
test_beginnings (void)
{
  static const guint steps[] = { 0, 7 };
  NormlabSample sample = NORMLAB_SAMPLE_AT (0);

  sample.test_accuracy = 0.125f;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *csv = NULL;
      g_auto (GStrv) lines = NULL;

      g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "a", NORMLAB_RUN_DIVERGED,
                                                            steps[i], 0.5, 1, &sample, 1));
      csv = normlab_results_to_csv (runs);
      lines = g_strsplit (csv, "\r\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, i == 0 ? 3 : 4);
      g_assert_nonnull (strstr (lines[1], ",0,0,,0.125,,diverged,"));
      if (i == 1)
        g_assert_nonnull (strstr (lines[2], ",0,7,,,,diverged,0.500000,,,,,,all,0,1000,10,,"));
    }
}

/* A branch is in the rows behind where it left its parent, with what it trains with there; whoever
 * that is has a number, if it is there. */
static void
test_parents (void)
{
  static const char *const branches[]
      = { "20:learning-rate=0.5", "none", "20:learning-rate=0.5,30:optimizer=adam", "5:" };
  static const NormlabSample samples[] = { { .step = 20 }, { .step = 30 }, { .step = 40 } };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (branches); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      g_assert_true (
          normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branches[i], NULL));
      recipe.iterations += i;
      add_run (runs, &recipe, i < 3 ? "a" : "b", NORMLAB_RUN_FINISHED, samples, 3);
    }
  g_ptr_array_remove_index (runs, 3);
  csv = normlab_results_to_csv (runs);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 2 + 3 + 1 + 1);
  g_assert_nonnull (strstr (lines[1], "1,a,40-20,on,sigmoid,xavier,sgd,0.5,100,"));
  g_assert_nonnull (strstr (lines[1], ",all,0,30,"));
  g_assert_true (g_str_has_suffix (lines[1], ",,2,0,0,0,all,0,1000,10,," PACKAGE_VERSION
                                             ",20:learning-rate=0.5,learning-rate=0.01,20,"));
  g_assert_nonnull (strstr (lines[2], ",all,0,40,"));
  g_assert_nonnull (strstr (lines[3], "2,a,40-20,on,sigmoid,xavier,sgd,0.01,100,"));
  g_assert_true (g_str_has_suffix (lines[3], ",,,0,0,0,all,0,1001,10,," PACKAGE_VERSION ",,,20,"));
  g_assert_nonnull (strstr (lines[6], "3,a,40-20,on,sigmoid,xavier,adam,0.5,100,"));
  g_assert_nonnull (strstr (lines[6], ",all,0,40,"));
  g_assert_true (g_str_has_suffix (lines[6], ",,1,0,0,0,all,0,1002,10,," PACKAGE_VERSION
                                             ",\"20:learning-rate=0.5,30:optimizer=adam\","
                                             "\"optimizer=sgd,learning-rate=0.01\",20,"));
}

/* What a branch of others, or on other data, left is not there. */
static void
test_no_parent (void)
{
  static const NormlabSample sample = { .step = 20 };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  add_run (runs, &recipe, "a", NORMLAB_RUN_STOPPED, &sample, 1);
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, "20:", NULL));
  add_run (runs, &recipe, "b", NORMLAB_RUN_STOPPED, &sample, 1);
  recipe.dropout = 0.5;
  add_run (runs, &recipe, "a", NORMLAB_RUN_STOPPED, &sample, 1);
  csv = normlab_results_to_csv (runs);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 1);
  /* Nothing but where it left the other has been measured. */
  g_assert_true (g_str_has_suffix (
      lines[2], ",20,,,,stopped,0.500000,,,,,,all,0,1000,10,," PACKAGE_VERSION ",20:,,20,"));
  g_assert_true (g_str_has_suffix (
      lines[3], ",20,,,,stopped,0.500000,,,,,,all,0,1000,10,," PACKAGE_VERSION ",20:,,20,"));
}

/* What was measured for the eye is in no file. */
static void
test_glances (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run = normlab_run_new (&recipe, dataset);
  const NormlabSample glance = { .step = 9, .test_accuracy = 0.5f };
  const NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = 9, .limit = 2, .glance = &glance };
  g_autofree char *csv = NULL;
  g_autofree char *session = NULL;
  g_auto (GStrv) lines = NULL;

  g_ptr_array_add (runs, run);
  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, 1);
  normlab_test_history_grow (run, 10, 0.75, 1);
  csv = normlab_results_to_csv (runs);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 1 + 1);
  g_assert_nonnull (strstr (lines[1], ",10,0.75,0.75,1,running,"));
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), ==, 0.75);
  session = normlab_session_to_data ("", runs);
  g_assert_nonnull (strstr (session, "0.75"));
  g_assert_null (strstr (session, "0.5\n"));
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  g_autofree char *csv = normlab_results_to_csv (runs);

  g_assert_cmpstr (csv, ==, HEADER);
}

/* In parts the same comes out as at once; and who is let go of after its part still tells its
 * accuracies. */
static void
test_parts (void)
{
  const float accuracies[] = { 0.1f, 0.2f, 0.9f, 0.3f, 0.4f, 0.5f, 0.1f, 0.2f,
                               0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.7f, 0.6f };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *csv = NULL;
  g_autoptr (GString) parts = g_string_new (NULL);

  for (guint n = 0; n <= G_N_ELEMENTS (accuracies); n++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.seed = n;
      g_ptr_array_add (runs, normlab_test_history_of (&recipe, NORMLAB_RUN_STOPPED, n, accuracies));
    }
  csv = normlab_results_to_csv (runs);
  normlab_results_append_header (parts);
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      double final = normlab_run_get_final_accuracy (run);
      double best = normlab_run_get_best_accuracy (run);
      double mean = normlab_run_get_mean_accuracy (run);

      normlab_results_append_numbered (parts, run, i + 1, 0);
      normlab_run_condense (run);
      g_assert_cmpuint (normlab_run_get_n_samples (run), <=, 11);
      NORMLAB_TEST_ASSERT_SAME (normlab_run_get_final_accuracy (run), final);
      NORMLAB_TEST_ASSERT_SAME (normlab_run_get_best_accuracy (run), best);
      NORMLAB_TEST_ASSERT_SAME (normlab_run_get_mean_accuracy (run), mean);
    }
  g_assert_cmpstr (parts->str, ==, csv);
}

static void
test_comma_locale (void)
{
  g_autofree char *csv = NULL;

  if (!normlab_test_enter_comma_locale ())
    return;
  csv = make_csv ();
  normlab_test_leave_comma_locale ();
  g_assert_cmpstr (csv, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/results/beginnings", test_beginnings);
  g_test_add_func ("/results/csv", test_csv);
  g_test_add_func ("/results/parents", test_parents);
  g_test_add_func ("/results/no-parent", test_no_parent);
  g_test_add_func ("/results/glances", test_glances);
  g_test_add_func ("/results/empty", test_empty);
  g_test_add_func ("/results/parts", test_parts);
  g_test_add_func ("/results/comma-locale", test_comma_locale);
  return g_test_run ();
}
