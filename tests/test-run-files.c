/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-files.h"

#include <string.h>

#include "normlab-error.h"
#include "normlab-script.h"
#include "normlab-test-history.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"
#include "normlab-weights.h"

/* Files that take a run to other programs. */

typedef struct
{
  NormlabTestLab lab;
  char *folder;
  NormlabNotices *notices;
  NormlabTasks *tasks;
  NormlabWriter *writer;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->folder = normlab_test_folder ();
  self->notices = normlab_notices_new ();
  self->tasks = normlab_tasks_new ();
  self->writer = normlab_writer_new (self->notices, self->tasks);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->writer != NULL)
    g_assert_finalize_object (self->writer);
  g_assert_finalize_object (self->notices);
  g_assert_finalize_object (self->tasks);
  g_free (self->folder);
  normlab_test_lab_tear_down (&self->lab, data);
}

static gboolean
is_idle (gpointer writer)
{
  return normlab_writer_get_n_writing (writer) == 0;
}

/* What is in the file once the weights of run @i after @step steps have been saved. */
static GBytes *
save_weights (Fixture *self, guint i, guint step)
{
  g_autofree char *path = g_build_filename (self->folder, "a.npz", NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  normlab_run_files_save_weights (self->lab.lab, self->writer,
                                  normlab_test_lab_get_item (&self->lab, i), step, path, &error);
  g_assert_no_error (error);
  normlab_test_wait (is_idle, self->writer, 20);
  g_assert_null (normlab_notices_get_complaints (self->notices));
  g_assert_cmpuint (normlab_tasks_get_n (self->tasks), ==, 0);
  g_assert_true (g_file_get_contents (path, &data, &size, &error));
  return g_bytes_new_take (data, size);
}

/* Those of a trainer that does so many steps from the first one on. */
static GBytes *
train (Fixture *self, const NormlabRecipe *recipe, guint step)
{
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);

  g_assert_cmpint (normlab_trainer_advance (trainer, step, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  normlab_scratch_clear (&scratch);
  return normlab_weights_to_npz (trainer);
}

/* At any step, and at the last one where the run has not come as far. */
static void
test_weights (Fixture *self, gconstpointer data)
{
  static const guint steps[] = { 0, 1, 37, 60, G_MAXUINT };

  normlab_test_lab_train (&self->lab, 1, 60);
  normlab_test_lab_wait_idle (&self->lab, 20);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const NormlabRecipe recipe = normlab_test_lab_make_recipe (60, 0);
      g_autoptr (GBytes) found = save_weights (self, 0, steps[i]);
      g_autoptr (GBytes) expected = train (self, &recipe, MIN (steps[i], 60));

      g_assert_true (g_bytes_equal (found, expected));
    }
}

/* A run that diverged has none after its last step; those before it are there. */
static void
test_diverged (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (60, 0);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GBytes) expected = NULL;
  NormlabRun *run;
  guint step;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  recipe.learning_rate = 1e6;
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, self->lab.dataset);
  normlab_test_lab_wait_idle (&self->lab, 20);
  run = normlab_test_lab_get_run (&self->lab, 0);
  step = normlab_run_get_step (run);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (step, >, 1);
  g_assert_cmpuint (normlab_run_files_get_step (run, G_MAXUINT), ==, step - 1);
  g_assert_cmpuint (normlab_run_files_get_step (run, 1), ==, 1);
  found = save_weights (self, 0, G_MAXUINT);
  expected = train (self, &recipe, step - 1);
  g_assert_true (g_bytes_equal (found, expected));
}

/* A run that has lost its data finds them in use, or is told of. */
static void
test_data (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (30, 4);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GBytes) expected = train (self, &recipe, 30);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_FINISHED, 30,
                                                        1, 0, NULL, 0));
  normlab_lab_add_ended (self->lab.lab, runs);
  g_assert_false (normlab_run_files_save_weights (
      self->lab.lab, self->writer, normlab_test_lab_get_item (&self->lab, 0), 30, "a.npz", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“test” first"));
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  found = save_weights (self, 0, 30);
  g_assert_true (g_bytes_equal (found, expected));
  normlab_lab_set_dataset (self->lab.lab, NULL);
}

/* What would take hours is cancelled: by people, and when the writer goes. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (NORMLAB_TEST_LAB_ENDLESS, 4);
  g_autofree char *path = g_build_filename (self->folder, "a.npz", NULL);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_FINISHED,
                                                        NORMLAB_TEST_LAB_ENDLESS, 1, 0, NULL, 0));
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  normlab_lab_add_ended (self->lab.lab, runs);
  for (guint i = 0; i < 2; i++)
    {
      normlab_run_files_save_weights (self->lab.lab, self->writer,
                                      normlab_test_lab_get_item (&self->lab, 0), G_MAXUINT, path,
                                      NULL);
      while (normlab_tasks_get_shown (self->tasks) == NULL)
        g_main_context_iteration (NULL, FALSE);
      if (i == 0)
        normlab_tasks_cancel_shown (self->tasks);
      else
        g_assert_finalize_object (g_steal_pointer (&self->writer));
      if (i == 0)
        normlab_test_wait (is_idle, self->writer, 20);
    }
  g_assert_null (normlab_notices_get_complaints (self->notices));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  normlab_lab_set_dataset (self->lab.lab, NULL);
}

/* The program is that of the recipe; of built-in digits it is said what it lacks. */
static void
test_script (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "builtin", "mine" };
  g_autofree char *path = g_build_filename (self->folder, "a.py", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const NormlabRecipe recipe = normlab_test_lab_make_recipe (30, i);
      g_autoptr (NormlabRun) run = normlab_test_run_from_history (
          &recipe, names[i], NORMLAB_RUN_FINISHED, 30, 1, 0, NULL, 0);
      g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
      g_autofree char *expected = normlab_script_new (&recipe, NULL, NORMLAB_READING_PLAIN);
      g_autofree char *note = normlab_run_files_describe_script (item, path);

      normlab_run_files_save_script (self->writer, item, path);
      normlab_test_wait (is_idle, self->writer, 20);
      normlab_test_assert_contents (path, expected);
      if (i == 0)
        g_assert_cmpstr (note, ==,
                         "a.py has been written. It needs a folder with the images: “normlab-cli "
                         "data builtin --export FOLDER” makes one.");
      else
        g_assert_null (note);
    }
}

/* What is suggested is a command as it can be pasted, however long. */
static void
test_script_command (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (30, 0);
  g_autofree char *long_name = g_strnfill (200, 'n');
  g_autofree char *path = g_strdup_printf ("/my data/it's/%s.csv", long_name);
  g_autofree char *word = g_strdup_printf (
      "“normlab-cli data '/my data/it'\\''s/%s.csv' --export FOLDER”", long_name);
  g_autoptr (NormlabDataId) id = normlab_data_id_new ("mine", path, NULL);
  g_autoptr (NormlabRun) run
      = normlab_run_new_from_history (&recipe, id, NORMLAB_RUN_FINISHED, 30, 1, 0, NULL, 0);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
  g_autofree char *note = normlab_run_files_describe_script (item, "/tmp/a.py");

  g_assert_nonnull (strstr (note, word));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/run-files/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("weights", test_weights);
  ADD ("diverged", test_diverged);
  ADD ("data", test_data);
  ADD ("cancel", test_cancel);
  ADD ("script", test_script);
  ADD ("script-command", test_script_command);
  return g_test_run ();
}
