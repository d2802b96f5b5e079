/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates, as text and back, whatever mail does to them. */
#include <math.h>
#include <string.h>

#include "normlab-certificate.h"
#include "normlab-error.h"
#include "normlab-replay.h"
#include "normlab-scheduler.h"
#include "normlab-test-data.h"
#include "normlab-test.h"
#include "normlab-weights.h"

static NormlabRecipe
make_recipe (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.hidden[0] = 5;
  recipe.hidden[1] = 4;
  recipe.batch_size = 4;
  recipe.iterations = 25;
  recipe.seed = 4294967295u;
  recipe.weight_decay = 1e-4;
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH,
                                     "5:learning-rate=0.5,dropout=0.25,7:optimizer=adam", NULL));
  return recipe;
}

static NormlabRun *
train (const NormlabRecipe *recipe, NormlabDataset *dataset, NormlabReplay *replay)
{
  NormlabRun *run = normlab_run_new (recipe, dataset);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1, NULL);

  normlab_run_set_measures (run, &(NormlabMeasures){ .test_loss = TRUE });
  if (replay != NULL)
    normlab_scheduler_set_replay (scheduler, replay);
  normlab_scheduler_add (scheduler, run);
  while (!normlab_scheduler_is_done (scheduler))
    {
      normlab_scheduler_wait (scheduler, -1);
      normlab_scheduler_drain (scheduler);
    }
  return run;
}

static NormlabCertificate *
certify (NormlabRun *run)
{
  g_autoptr (NormlabReplay) replay = normlab_replay_new (1 << 20);
  NormlabScratch scratch = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabTrainer) trainer = normlab_replay_seek (
      replay, run, normlab_run_get_recipe (run), normlab_run_get_dataset (run),
      normlab_certificate_get_weights_step (run), &scratch, NULL, &error);

  g_assert_no_error (error);
  normlab_scratch_clear (&scratch);
  return normlab_certificate_new (run, trainer);
}

static char *
make_text (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  const NormlabRecipe recipe = make_recipe ();
  g_autoptr (NormlabRun) run = train (&recipe, dataset, NULL);
  g_autoptr (NormlabCertificate) certificate = certify (run);

  return normlab_certificate_format (certificate);
}

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *certificates = normlab_certificates_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return certificates;
}

/* All of it comes back, and few bytes are needed for it. */
static void
test_round_trip (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  const NormlabRecipe recipe = make_recipe ();
  g_autoptr (NormlabRun) run = train (&recipe, dataset, NULL);
  g_autoptr (NormlabCertificate) certificate = certify (run);
  g_autofree char *text = normlab_certificate_format (certificate);
  g_autoptr (GPtrArray) parsed = parse (text);
  const NormlabCertificate *again = g_ptr_array_index (parsed, 0);
  g_autofree char *same = normlab_certificate_format (again);
  g_autoptr (NormlabRun) restored = normlab_certificate_restore (again);
  const NormlabSample *last = &normlab_run_get_samples (run)[normlab_run_get_n_samples (run) - 1];

  g_assert_cmpuint (parsed->len, ==, 1);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpuint (strlen (text), <, 1024);
  g_assert_true (normlab_certificate_is_in (text, strlen (text)));
  g_assert_true (normlab_recipe_equal (normlab_run_get_recipe (restored), &recipe));
  g_assert_true (normlab_run_get_measures (restored)->test_loss);
  g_assert_cmpint (normlab_run_get_state (restored), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_step (restored), ==, 25);
  g_assert_true (
      normlab_data_id_equal (normlab_run_get_data (restored), normlab_run_get_data (run)));
  g_assert_cmpuint (normlab_run_get_n_samples (restored), ==, 1);
  NORMLAB_TEST_ASSERT_SAME (normlab_run_get_samples (restored)->loss, last->loss);
  NORMLAB_TEST_ASSERT_SAME (normlab_run_get_samples (restored)->test_loss, last->test_loss);
  NORMLAB_TEST_ASSERT_SAME ((double) normlab_run_get_samples (restored)->test_accuracy,
                            (double) last->test_accuracy);
  for (const char *line = text, *end; *line != '\0'; line = end + 1)
    {
      end = strchr (line, '\n');
      g_assert_cmpint (end - line, <=, 75);
      g_assert_null (memchr (line, ' ', (gsize) (end - line)) != NULL
                             && !g_str_has_prefix (line, "-----")
                         ? line
                         : NULL);
    }
}

/* The same weights have the same checksum, wherever training began; others have another. */
static void
test_weights (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipe = make_recipe ();
  g_autoptr (NormlabReplay) replay = normlab_replay_new (1 << 20);
  g_autoptr (NormlabRun) run = train (&recipe, dataset, replay);
  g_autoptr (NormlabRun) other = NULL;
  g_autoptr (NormlabCertificate) a = certify (run);
  g_autoptr (NormlabCertificate) b = NULL;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_replay_seek (replay, run, &recipe, dataset, 25, &scratch, NULL, NULL);
  g_autofree char *weights = normlab_weights_get_checksum (trainer);

  normlab_scratch_clear (&scratch);
  g_assert_cmpstr (weights, ==, a->weights);
  recipe.seed = 1;
  other = train (&recipe, dataset, NULL);
  b = certify (other);
  g_assert_cmpstr (b->weights, !=, a->weights);
}

/* Of what its header says, by hand: no hidden layer, all weights 0. */
static void
test_checksum (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autofree guint8 *zeros = g_malloc0 (4 * (2 * 2 * 10 + 10));
  g_autofree char *expected
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, zeros, 4 * (2 * 2 * 10 + 10));
  g_autofree char *found = NULL;

  recipe.n_hidden = 0;
  memset (recipe.hidden, 0, sizeof recipe.hidden);
  recipe.batch_size = 4;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 0;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  found = normlab_weights_get_checksum (trainer);
  g_assert_cmpstr (found, ==, expected);
}

/* Whatever mail does to lines. */
static void
test_mail (void)
{
  g_autofree char *text = make_text ();
  static const char *const changes[][2] = {
    { "\n", "\r\n" },     { "\n", "  \t\n" },  { "\n", "\r" },   { "\n", "\n> " },
    { "\n", "\n>>  > " }, { "\n", " \r\n\t" }, { "\n", "\n\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) mail = g_string_new (text);
      g_autoptr (GPtrArray) parsed = NULL;
      g_autofree char *same = NULL;

      g_string_replace (mail, changes[i][0], changes[i][1], 0);
      g_string_prepend (mail, "Dear teacher,\nhere=it is.\n> ");
      g_string_append (mail, "\n--\nA pupil, check=1\n");
      parsed = parse (mail->str);
      g_assert_cmpuint (parsed->len, ==, 1);
      same = normlab_certificate_format (g_ptr_array_index (parsed, 0));
      g_assert_cmpstr (same, ==, text);
    }
  {
    g_autofree char *both = g_strconcat (text, "and\n", text, NULL);
    g_autoptr (GPtrArray) parsed = parse (both);

    g_assert_cmpuint (parsed->len, ==, 2);
  }
}

static void
assert_refused (const char *text, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_certificates_parse (text, strlen (text), &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, reason));
}

/* One character more or less, anywhere, and it is not what was made. */
static void
test_refused (void)
{
  g_autofree char *text = make_text ();
  gsize begin = strlen ("-----BEGIN NORMLAB CERTIFICATE-----\n");
  gsize end = strlen (text) - strlen ("-----END NORMLAB CERTIFICATE-----\n");

  assert_refused ("", "there is no certificate");
  assert_refused ("-----BEGIN NORMLAB CERTIFICATE-----\n", "line 1: the certificate has no end");
  assert_refused ("\n-----BEGIN NORMLAB CERTIFICATE-----\nx\n", "line 3: “x” is no line");
  assert_refused ("-----BEGIN NORMLAB CERTIFICATE-----\na=1\na=2\n",
                  "line 3: “a=2” is there twice");
  assert_refused ("-----BEGIN NORMLAB CERTIFICATE-----\n-----END NORMLAB CERTIFICATE-----\n",
                  "has no “check”");
  for (gsize i = begin; i < end; i++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autoptr (GError) error = NULL;

      if (text[i] == '\n')
        continue;
      changed[i] = changed[i] == '7' ? '8' : '7';
      g_assert_null (normlab_certificates_parse (changed, strlen (changed), &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
    }
}

/* Of what diverges it is the last step before; and an edited one that fits its check is read. */
static void
test_diverged (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRun) run = NULL;
  g_autoptr (NormlabCertificate) certificate = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) parsed = NULL;
  const NormlabCertificate *again;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 100;
  recipe.learning_rate = 1000;
  recipe.batch_size = 4;
  run = train (&recipe, dataset, NULL);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_certificate_get_weights_step (run), ==, normlab_run_get_step (run) - 1);
  certificate = certify (run);
  text = normlab_certificate_format (certificate);
  parsed = parse (text);
  again = g_ptr_array_index (parsed, 0);
  g_assert_cmpint (again->state, ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (again->step, ==, normlab_run_get_step (run));
  g_assert_cmpuint (again->diverged_layer, ==, normlab_run_get_diverged_layer (run));
  g_assert_cmpstr (again->weights, ==, certificate->weights);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/round-trip", test_round_trip);
  g_test_add_func ("/certificate/weights", test_weights);
  g_test_add_func ("/certificate/checksum", test_checksum);
  g_test_add_func ("/certificate/mail", test_mail);
  g_test_add_func ("/certificate/refused", test_refused);
  g_test_add_func ("/certificate/diverged", test_diverged);
  return g_test_run ();
}
