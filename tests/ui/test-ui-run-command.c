/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab.h"
#include "normlab-results.h"
#include "normlab-run-private.h"
#include "normlab-test-cli.h"
#include "normlab-test-history.h"
#include "normlab-test-ui.h"
#include "normlab-test.h"

/* A recipe from "hyperparameter=value" words. */
static NormlabRecipe
make_recipe (const char *words)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_auto (GStrv) items = g_strsplit (words, " ", -1);

  for (guint i = 0; items[i] != NULL && *items[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (items[i], "=", 2);
      g_autoptr (GError) error = NULL;
      guint d = 0;

      while (strcmp (normlab_hyperparameter_get_key ((NormlabHyperparameter) d), pair[0]) != 0)
        d++;
      normlab_recipe_set (&recipe, (NormlabHyperparameter) d, pair[1], &error);
      g_assert_no_error (error);
    }
  return recipe;
}

static const struct
{
  const char *recipe;
  const char *command;
} lines[] = {
  { "", "normlab-cli train" },
  { "hidden=40,30,20", "normlab-cli train --hidden 40,30,20" },
  { "hidden=none", "normlab-cli train --hidden none" },
  { "batch-norm=off activation=relu init=he",
    "normlab-cli train --batch-norm off --activation relu --init he" },
  { "init=0.01 optimizer=adam learning-rate=0.001",
    "normlab-cli train --init 0.01 --optimizer adam --learning-rate 0.001" },
  { "batch-size=7 weight-decay=0.0001 dropout=0.25 update=notebook",
    "normlab-cli train --batch-size 7 --weight-decay 0.0001 --dropout 0.25 --update notebook" },
  { "iterations=30 seed=42", "normlab-cli train --iterations 30 --seed 42" },
  /* A short run is measured at its end, unless one says otherwise. */
  { "iterations=7 interval=7", "normlab-cli train --iterations 7" },
  { "iterations=7 interval=3", "normlab-cli train --iterations 7 --interval 3" },
  { "iterations=10 interval=10", "normlab-cli train --iterations 10" },
  { "iterations=20 interval=20", "normlab-cli train --iterations 20 --interval 20" },
};

static char *
get_command (const NormlabRecipe *recipe, const char *dataset_name)
{
  g_autoptr (NormlabRun) run
      = normlab_test_run_from_history (recipe, dataset_name, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);

  return normlab_run_item_get_command (item);
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const NormlabRecipe recipe = make_recipe (lines[i].recipe);
      g_autofree char *command = get_command (&recipe, "builtin");

      g_assert_cmpstr (command, ==, lines[i].command);
    }
}

/* Images are read as the run has read them. */
static void
test_reading (void)
{
  static const char *const commands[] = {
    "normlab-cli train --data '/own'",
    "normlab-cli train --data '/own' --inverted",
    "normlab-cli train --data '/own' --turned",
    "normlab-cli train --data '/own' --inverted --turned",
  };
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) plain = normlab_data_id_new ("own", "/own", NULL);
  g_autoptr (NormlabDataId) digits = normlab_data_id_new ("builtin", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (NormlabDataId) data = normlab_data_id_read (plain, (NormlabReading) i, NULL);
      g_autoptr (NormlabRun) run
          = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
      g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
      g_autofree char *command = normlab_run_item_get_command (item);

      g_assert_cmpstr (command, ==, commands[i]);
    }
  {
    g_autoptr (NormlabDataId) data = normlab_data_id_read (digits, NORMLAB_READING_INVERTED, NULL);
    g_autoptr (NormlabRun) run
        = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
    g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
    g_autofree char *command = normlab_run_item_get_command (item);

    g_assert_cmpstr (command, ==, "normlab-cli train --inverted");
  }
}

/* Where its folder was is not known any more: better an error than other data. */
static void
test_data_name (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *command = get_command (&recipe, "it's mine");

  g_assert_cmpstr (command, ==, "normlab-cli train --data 'it'\\''s mine'");
}

/* The state of a run in a word or two, and all that there is to say of it. */
static void
test_states (void)
{
  static const struct
  {
    NormlabRunState state;
    guint layer;
    const char *message;
    const char *text;
    const char *details;
  } cases[] = {
    { NORMLAB_RUN_QUEUED, 0, NULL, "waiting", "waiting" },
    { NORMLAB_RUN_RUNNING, 0, NULL, "training", "training" },
    { NORMLAB_RUN_PAUSED, 0, NULL, "paused", "paused" },
    { NORMLAB_RUN_FINISHED, 0, NULL, "finished", "finished" },
    { NORMLAB_RUN_STOPPED, 0, NULL, "stopped", "stopped at step 30" },
    { NORMLAB_RUN_DIVERGED, 0, NULL, "diverged", "diverged at step 30" },
    { NORMLAB_RUN_DIVERGED, 3, NULL, "diverged, layer 3", "diverged at step 30, layer 3" },
    { NORMLAB_RUN_FAILED, 0, NULL, "failed", "failed" },
    { NORMLAB_RUN_FAILED, 0, "no memory", "failed", "failed (no memory)" },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
      g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
      const NormlabRunNews news = { .state = cases[i].state,
                                    .step = 30,
                                    .diverged_layer = cases[i].layer,
                                    .message = cases[i].message };
      g_autofree char *text = NULL;
      g_autofree char *details = NULL;

      normlab_run_post (run, &news);
      normlab_run_drain (run);
      text = normlab_run_item_get_state_text (item);
      details = normlab_run_item_get_state_details (item);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (details, ==, cases[i].details);
    }
}

static gboolean
is_idle (gpointer lab)
{
  return normlab_lab_get_state (lab) == NORMLAB_LAB_IDLE;
}

/* The line gives the same CSV, to the last digit, but for the seconds that it takes. */
static void
assert_same_results (NormlabLab *lab, NormlabDataset *dataset, const NormlabRecipe *recipe)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *command = NULL;
  g_autofree char *script = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *rows_of_line = NULL;
  g_auto (NormlabTestCli) cli = { 0 };

  normlab_lab_clear (lab);
  g_array_append_vals (recipes, recipe, 1);
  normlab_lab_train (lab, recipes, dataset);
  normlab_test_ui_wait (is_idle, lab, 30);
  item = g_list_model_get_item (normlab_lab_get_runs (lab), 0);
  runs = normlab_lab_create_run_array (lab);
  csv = normlab_results_to_csv (runs);

  command = normlab_run_item_get_command (item);
  g_assert_true (g_str_has_prefix (command, "normlab-cli train"));
  /* From another folder than the line was made in. */
  script = g_strdup_printf ("cd / && \"$NORMLAB_CLI\"%s --quiet --csv -",
                            command + strlen ("normlab-cli"));
  cli = normlab_test_cli_run_script ("/", script);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  rows = normlab_test_cli_drop_seconds (csv);
  rows_of_line = normlab_test_cli_drop_seconds (cli.out);
  g_assert_cmpstr (rows_of_line, ==, rows);
}

static void
test_results (void)
{
  static const char *const recipes[] = {
    "iterations=40 hidden=8,6 batch-size=20 activation=relu init=he seed=3",
    "iterations=25 interval=4 hidden=12 optimizer=adam learning-rate=0.003 dropout=0.3",
    "iterations=7 interval=7 hidden=none batch-size=30 weight-decay=0.001",
    "iterations=60 hidden=8 batch-norm=off activation=relu learning-rate=1000000",
  };
  g_autofree char *folder = normlab_test_cli_data ();
  g_autofree char *odd = g_build_filename (folder, "..", "it's a folder $HOME", NULL);
  g_autofree char *link = g_canonicalize_filename (odd, NULL);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabLab) lab = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (link);

  /* A name that a shell would take apart. */
  g_file_delete (file, NULL, NULL);
  g_file_make_symbolic_link (file, folder, NULL, &error);
  g_assert_no_error (error);
  dataset = normlab_dataset_load (odd, NULL, &error);
  g_assert_no_error (error);
  lab = normlab_lab_new (2, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      const NormlabRecipe recipe = make_recipe (recipes[i]);

      assert_same_results (lab, dataset, &recipe);
    }
  g_file_delete (file, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add_func ("/run-command/lines", test_lines);
  g_test_add_func ("/run-command/reading", test_reading);
  g_test_add_func ("/run-command/data-name", test_data_name);
  g_test_add_func ("/run-command/results", test_results);
  g_test_add_func ("/run-command/states", test_states);
  return g_test_run ();
}
