/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-certifier.h"

#include <string.h>

#include "normlab-certificate.h"
#include "normlab-test-history.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

/* Certificates of a lab's runs. */

typedef struct
{
  char *text, *message;
  guint n_done;
} Answer;

static void
on_done (Answer *answer, const char *text, const char *message)
{
  g_free (answer->text);
  g_free (answer->message);
  answer->text = g_strdup (text);
  answer->message = g_strdup (message);
  answer->n_done++;
}

static gboolean
is_answered (gpointer answer)
{
  return ((const Answer *) answer)->n_done > 0;
}

static NormlabCertifier *
make_certifier (NormlabTestLab *lab, NormlabTasks *tasks, Answer *answer)
{
  NormlabCertifier *certifier = normlab_certifier_new (lab->lab, tasks);

  g_signal_connect_swapped (certifier, "done", G_CALLBACK (on_done), answer);
  return certifier;
}

static void
answer_clear (Answer *answer)
{
  g_free (answer->text);
  g_free (answer->message);
}

/* Of each of those that have ended; they are what training once more from the beginning comes to.
 */
static void
test_found (NormlabTestLab *lab, gconstpointer data)
{
  g_autoptr (NormlabTasks) tasks = normlab_tasks_new ();
  Answer answer = { 0 };
  g_autoptr (NormlabCertifier) certifier = make_certifier (lab, tasks, &answer);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) certificates = NULL;

  normlab_test_lab_train (lab, 2, 60);
  normlab_test_lab_wait_idle (lab, 20);
  items = normlab_test_lab_pick (lab, 0, 2);
  g_assert_true (normlab_certifier_can_certify (g_ptr_array_index (items, 0)));
  normlab_certifier_certify (certifier, items);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 1);
  normlab_test_wait (is_answered, &answer, 20);
  g_assert_cmpuint (answer.n_done, ==, 1);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 0);
  g_assert_null (answer.message);
  certificates = normlab_certificates_parse (answer.text, strlen (answer.text), NULL);
  g_assert_cmpuint (certificates->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = normlab_test_lab_get_run (lab, i);
      g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (
          normlab_run_get_recipe (run), lab->dataset, normlab_kernels_get_default (), NULL, NULL);
      NormlabScratch scratch = { 0 };
      g_autoptr (NormlabCertificate) expected = NULL;
      g_autofree char *text = NULL, *found = NULL;

      g_assert_cmpint (normlab_trainer_advance (trainer, 60, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      normlab_scratch_clear (&scratch);
      expected = normlab_certificate_new (run, trainer);
      text = normlab_certificate_format (expected);
      found = normlab_certificate_format (g_ptr_array_index (certificates, i));
      g_assert_cmpstr (found, ==, text);
    }
  answer_clear (&answer);
}

/* A run that ended elsewhere. */
static GPtrArray *
add_ended (NormlabTestLab *lab, NormlabRunState state, guint step)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (step, 0);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs,
                   normlab_test_run_from_history (&recipe, "test", state, step, 1, 0, NULL, 0));
  normlab_lab_add_ended (lab->lab, runs);
  return normlab_test_lab_pick (lab, normlab_test_lab_get_n (lab) - 1, 1);
}

/* Without its data there is none, which is said; nor of what was stopped. */
static void
test_refused (NormlabTestLab *lab, gconstpointer data)
{
  g_autoptr (NormlabTasks) tasks = normlab_tasks_new ();
  Answer answer = { 0 };
  g_autoptr (NormlabCertifier) certifier = make_certifier (lab, tasks, &answer);
  g_autoptr (GPtrArray) finished = add_ended (lab, NORMLAB_RUN_FINISHED, 60);
  g_autoptr (GPtrArray) stopped = add_ended (lab, NORMLAB_RUN_STOPPED, 60);

  normlab_certifier_certify (certifier, finished);
  g_assert_cmpuint (answer.n_done, ==, 1);
  g_assert_null (answer.text);
  g_assert_nonnull (strstr (answer.message, "for a certificate, open “test” first"));
  g_assert_false (normlab_certifier_can_certify (g_ptr_array_index (stopped, 0)));
  normlab_certifier_certify (certifier, stopped);
  g_assert_cmpuint (answer.n_done, ==, 1);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 0);
  answer_clear (&answer);
}

/* Whoever does not wait for what takes hours, does not wait, and is told nothing. */
static void
test_cancel (NormlabTestLab *lab, gconstpointer data)
{
  g_autoptr (NormlabTasks) tasks = normlab_tasks_new ();
  Answer answer = { 0 };
  NormlabCertifier *certifier = make_certifier (lab, tasks, &answer);
  g_autoptr (GPtrArray) items = add_ended (lab, NORMLAB_RUN_FINISHED, NORMLAB_TEST_LAB_ENDLESS);

  normlab_lab_set_dataset (lab->lab, lab->dataset);
  normlab_certifier_certify (certifier, items);
  normlab_test_lab_let_run (0.6);
  g_assert_nonnull (normlab_tasks_get_shown (tasks));
  normlab_tasks_cancel_shown (tasks);
  normlab_test_lab_let_run (0.2);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 0);
  /* Others take its place. */
  normlab_certifier_certify (certifier, items);
  normlab_certifier_certify (certifier, items);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 1);
  g_assert_finalize_object (certifier);
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 0);
  g_assert_cmpuint (answer.n_done, ==, 0);
  normlab_lab_set_dataset (lab->lab, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/certifier/" name, NormlabTestLab, NULL, normlab_test_lab_set_up, function,         \
              normlab_test_lab_tear_down)
  ADD ("found", test_found);
  ADD ("refused", test_refused);
  ADD ("cancel", test_cancel);
  return g_test_run ();
}
