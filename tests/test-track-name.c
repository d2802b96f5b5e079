/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-test-track.h"
#include "normlab-test.h"
#include "normlab-track-private.h"
#include "normlab-track-run.h"

/* What a run of another program is called, and what is known of it. */

/* What a path says is known, and the rest of it is what the run is called. */
static void
test_path (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  normlab_test_track_write (folder, "resnet/lr=0.01/seed=3/metrics.csv", "step,loss\n0,1\n");
  normlab_test_track_write (folder, "resnet/lr=0.01/seed=4/metrics.csv", "step,loss\n0,1\n");
  runs = normlab_test_track_read (folder);
  g_assert_cmpuint (runs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_test_track_get_run (runs, i));

      g_assert_cmpfloat (recipe->learning_rate, ==, 0.01);
      g_assert_cmpuint (recipe->seed, ==, 3 + i);
      g_assert_cmpstr (recipe->foreign[0], ==, "resnet");
    }
  /* So both are one configuration with two seeds. */
  {
    const NormlabRecipe recipes[]
        = { *normlab_run_get_recipe (normlab_test_track_get_run (runs, 0)),
            *normlab_run_get_recipe (normlab_test_track_get_run (runs, 1)) };

    g_assert_cmphex (normlab_recipes_get_varying (recipes, 2), ==,
                     1u << NORMLAB_HYPERPARAMETER_SEED);
  }
}

/* Two that say the same of themselves are two all the same. */
static void
test_apart (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  normlab_test_track_write (folder, "a/lr=0.1/metrics.csv", "step,loss\n0,1\n");
  normlab_test_track_write (folder, "a/lr=0.1/history.csv", "step,loss\n0,1\n");
  normlab_test_track_write (folder, "a/lr=0.2/history.csv", "step,loss\n0,1\n");
  runs = normlab_test_track_read (folder);
  g_assert_cmpuint (runs->len, ==, 3);
  normlab_track_runs_tell_apart (runs);
  normlab_track_runs_tell_apart (runs);
  g_assert_cmpstr (normlab_run_get_recipe (normlab_test_track_get_run (runs, 0))->foreign[0], ==,
                   "a");
  g_assert_cmpstr (normlab_run_get_recipe (normlab_test_track_get_run (runs, 1))->foreign[0], ==,
                   "a (2)");
  g_assert_cmpstr (normlab_run_get_recipe (normlab_test_track_get_run (runs, 2))->foreign[0], ==,
                   "a");
}

/* What is known of a run may become something else. */
static void
test_renewal (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("/logs/a/lr=0.1/x.csv", "first");
  g_autoptr (NormlabTrackRun) run = NULL;
  const NormlabRecipe *recipe;

  normlab_track_set_parameter (track, "lr", g_strdup ("0.1"));
  run = normlab_track_run_new (track);
  recipe = normlab_run_get_recipe (normlab_track_run_get_run (run));
  g_assert_cmpfloat (recipe->learning_rate, ==, 0.1);
  g_assert_cmpstr (recipe->foreign[0], ==, "first");
  g_assert_false (normlab_track_run_update (run));
  normlab_track_set_parameter (track, "lr", g_strdup ("0.2"));
  g_assert_true (normlab_track_run_update (run));
  g_assert_cmpfloat (recipe->learning_rate, ==, 0.2);
  g_free (track->title);
  track->title = g_strdup ("second");
  g_assert_true (normlab_track_run_update (run));
  g_assert_cmpstr (recipe->foreign[0], ==, "second");
}

/* What has come through a stream is called as that is. */
static void
test_stream (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("-standard input#1", "one");
  g_autoptr (NormlabTrackRun) run = NULL;

  normlab_track_set_parameter (track, "hidden", g_strdup ("8"));
  run = normlab_track_run_new (track);
  g_assert_cmpstr (normlab_run_get_recipe (normlab_track_run_get_run (run))->foreign[0], ==,
                   "standard input");
}

/* A parameter for which there is no place stays in what the run is called. The last test: there
 * are no places behind it. */
static void
test_places (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("/a", "net/p0=1/lr=0.1/kappa=2");
  g_autoptr (NormlabTrackRun) run = NULL;
  const char *const *further;

  for (guint i = 0; i < NORMLAB_N_FOREIGN; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      normlab_track_set_parameter (track, name, g_strdup ("1"));
    }
  normlab_track_set_parameter (track, "lr", g_strdup ("0.1"));
  normlab_track_set_parameter (track, "kappa", g_strdup ("2"));
  run = normlab_track_run_new (track);
  g_assert_cmpstr (normlab_run_get_recipe (normlab_track_run_get_run (run))->foreign[0], ==,
                   "net/kappa=2");
  /* It is kept all the same. */
  further = normlab_run_get_further (normlab_track_run_get_run (run));
  g_assert_true (g_strv_contains (further, "kappa"));
  g_assert_false (g_strv_contains (further, "lr"));
  g_assert_false (g_strv_contains (further, "p0"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/track-name/path", test_path);
  g_test_add_func ("/track-name/apart", test_apart);
  g_test_add_func ("/track-name/renewal", test_renewal);
  g_test_add_func ("/track-name/stream", test_stream);
  g_test_add_func ("/track-name/places", test_places);
  return g_test_run ();
}
