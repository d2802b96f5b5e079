/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-keeper.h"

#include "normlab-last-sessions.h"
#include "normlab-test-history.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

static NormlabRun *
new_run (guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  return normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 1, 1, 0, NULL, 0);
}

void
normlab_test_keeper_add_run (NormlabLab *lab, guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, new_run (seed));
  normlab_lab_add_ended (lab, runs);
}

void
normlab_test_keeper_add_measured (NormlabLab *lab, guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  normlab_lab_add_ended (lab, runs);
}

NormlabSession *
normlab_test_keeper_new_session (guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, new_run (seed));
  return normlab_session_new ("Test", runs);
}

guint
normlab_test_keeper_read_seed (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = normlab_session_load (path, &error);

  g_assert_no_error (error);
  return normlab_run_get_recipe (session->runs->pdata[0])->seed;
}

guint64
normlab_test_keeper_read_seeds (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 seeds = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      guint64 seed;

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      seed = G_GUINT64_CONSTANT (1) << normlab_test_keeper_read_seed (path);
      g_assert_cmpuint (seeds & seed, ==, 0);
      seeds |= seed;
    }
  return seeds;
}

char *
normlab_test_keeper_write_session (const char *folder, guint32 seed)
{
  g_autoptr (NormlabSession) session = normlab_test_keeper_new_session (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabJournal) journal = NULL;

  g_assert_true (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_no_error (error);
  return g_strdup (normlab_journal_get_path (journal));
}

void
normlab_test_keeper_assert_last (const char *folder, guint seed)
{
  g_autofree char *last = normlab_last_sessions_find (folder);

  g_assert_nonnull (last);
  g_assert_cmpuint (normlab_test_keeper_read_seed (last), ==, seed);
}

static void
on_kept (NormlabTestKeeper *self)
{
  self->n_kept++;
}

static void
on_failed (NormlabTestKeeper *self, const char *message)
{
  g_assert_nonnull (message);
  self->n_failed++;
}

void
normlab_test_keeper_set_up (NormlabTestKeeper *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->parent = normlab_test_folder ();
  self->folder = g_build_filename (self->parent, "normlab", NULL);
  self->lab = normlab_lab_new (1, &error);
  g_assert_no_error (error);
  self->keeper = normlab_session_keeper_new (self->lab, self->folder);
  g_signal_connect_swapped (self->keeper, "kept", G_CALLBACK (on_kept), self);
  g_signal_connect_swapped (self->keeper, "failed", G_CALLBACK (on_failed), self);
}

void
normlab_test_keeper_tear_down (NormlabTestKeeper *self, gconstpointer data)
{
  g_assert_finalize_object (self->keeper);
  g_object_run_dispose (G_OBJECT (self->lab));
  g_assert_finalize_object (self->lab);
  g_free (self->folder);
  g_free (self->parent);
}

gboolean
normlab_test_keeper_has_kept (gpointer self)
{
  return ((NormlabTestKeeper *) self)->n_kept > 0;
}

gboolean
normlab_test_keeper_has_failed (gpointer self)
{
  return ((NormlabTestKeeper *) self)->n_failed > 0;
}

/* A number of samples that the file is to have. */
typedef struct
{
  NormlabTestKeeper *keeper;
  guint n_samples;
} Goal;

static gboolean
has_grown (gpointer data)
{
  const Goal *goal = data;
  g_autofree char *last = normlab_session_keeper_find_last (goal->keeper->keeper);
  g_autoptr (NormlabSession) session = last != NULL ? normlab_session_load (last, NULL) : NULL;

  return session != NULL && session->runs->len > 0 && normlab_session_is_interrupted (session)
         && normlab_run_get_n_samples (session->runs->pdata[0]) >= goal->n_samples;
}

void
normlab_test_keeper_wait_for_samples (NormlabTestKeeper *self, guint n_samples, double seconds)
{
  Goal goal = { self, n_samples };

  normlab_test_wait (has_grown, &goal, seconds);
}

void
normlab_test_keeper_train (NormlabTestKeeper *self, guint iterations)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = iterations;
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab, recipes, dataset);
}
