/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-opener.h"
#include "normlab-repeater.h"
#include "normlab-session-folder.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-desk.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* What is opened goes where it belongs, and what is wrong with it is said. */

#define EXPERIMENT "[Experiment]\nVersion=1\nTitle=Test\n[Set 1]\nseed=1;2;3\n"

typedef struct
{
  NormlabTestDesk lab;
  NormlabPlan *plan;
  NormlabSessionKeeper *keeper;
  NormlabTasks *tasks;
  NormlabOpener *opener;
  guint n_asked;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;

  normlab_test_desk_init (&self->lab);
  kept = g_build_filename (self->lab.folder, "kept", NULL);
  self->plan = normlab_plan_new ();
  self->keeper = normlab_session_keeper_new (self->lab.lab, kept);
  self->tasks = normlab_tasks_new ();
  self->opener = normlab_opener_new (self->plan, self->lab.lab, self->keeper, self->lab.loader,
                                     self->lab.notices, self->tasks);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->opener);
  g_assert_cmpuint (normlab_tasks_get_n (self->tasks), ==, 0);
  g_assert_finalize_object (self->tasks);
  g_assert_finalize_object (self->keeper);
  g_assert_finalize_object (self->plan);
  normlab_test_desk_clear (&self->lab);
}

static gboolean
is_done (gpointer tasks)
{
  return normlab_tasks_get_n (tasks) == 0;
}

/* Opens it, and waits until it is open or refused. */
static void
open_and_wait (Fixture *self, const char *path)
{
  normlab_opener_open (self->opener, path);
  normlab_test_wait (is_done, self->tasks, 20);
}

/* A session of one run. */
static char *
write_session (Fixture *self, const char *name, guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (self->lab.folder, name, NULL);
  g_autoptr (GError) error = NULL;

  recipe.seed = seed;
  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  normlab_session_save (path, "Test", runs, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_experiment (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->lab.folder, "a.experiment", NULL);

  write_file (path, EXPERIMENT);
  normlab_opener_open (self->opener, path);
  g_assert_cmpstr (normlab_plan_get_title (self->plan), ==, "Test");
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 3);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

/* What is more than a window trains leaves what is ticked as it is. */
static void
test_large_experiment (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->lab.folder, "large.experiment", NULL);
  g_autoptr (GString) text = g_string_new ("[Experiment]\nVersion=1\nTitle=T\n[Set 1]\nseed=0");
  double n = normlab_plan_get_n_recipes (self->plan);

  for (guint i = 1; i <= NORMLAB_PLAN_MAX_RECIPES; i++)
    g_string_append_printf (text, ";%u", i);
  write_file (path, text->str);
  normlab_opener_open (self->opener, path);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, n);
  normlab_test_desk_assert_complains (&self->lab, "large.experiment");
  normlab_test_desk_assert_complains (&self->lab, "a window trains at most");
}

static void
test_session (Fixture *self, gconstpointer data)
{
  g_autofree char *path = write_session (self, "a.normlab", 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  normlab_opener_open_file (self->opener, file);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

static char *
write_named (Fixture *self, const char *name, const char *bytes, gssize length)
{
  g_autofree char *path = g_build_filename (self->lab.folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/* What a file is called says nothing of what it is. */
static void
test_other_names (Fixture *self, gconstpointer data)
{
  g_autofree char *session = write_session (self, "lab.txt", 1);
  g_autofree char *experiment
      = write_named (self, "x.normlab", "\xef\xbb\xbf# ours\n" EXPERIMENT, -1);

  open_and_wait (self, session);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  normlab_opener_open (self->opener, experiment);
  g_assert_cmpstr (normlab_plan_get_title (self->plan), ==, "Test");
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

/* Of what it is not there is said what it is. */
static void
test_other_kinds (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name, *bytes;
    gssize length;
    const char *words;
  } files[] = {
    { "a.normlab", "", 0, "it is empty" },
    { "b.normlab", "%PDF-1.4\n", -1, "it is a document (PDF)" },
    { "c.normlab", "Dear diary\n", -1, "it is a text, and neither" },
    { "d.experiment", "[Other]\nkey=1\n", -1, "it is a text, and neither" },
    { "train.csv", "label,pixel0\n5,0\n", -1, "it is a table, and neither" },
    { "chart.svg", "<?xml version=\"1.0\"?>\n<!--\n[Experiment]\n-->", -1, "it is a picture" },
    { "e.bin", "\xff\xfd\x01\x02 and so on", -1, "it is neither an experiment nor a session" },
    { "f.experiment", "\xff\xfe[\0E\0", 6, "it is a text in UTF-16; save it in UTF-8" },
    { "mnist.parquet", "PAR1....", 8, "it is a Parquet file; export its arrays" },
    { "usps.mat", "MATLAB 5.0 MAT-file", -1, "it is a MATLAB file; export its arrays" },
    { "data.arrow", "ARROW1\0\0", 8, "it is an Arrow file; export its arrays" },
    { "mnist.pkl", "\x80\4\x95..", 5, "it is a pickle of Python’s, which is a program" },
    { "usps.h5", "\x89HDF\r\n\x1a\n", 8, "it is an HDF5 file; export its arrays" },
    { "usps.bz2", "BZh91AY&SY", 10, "it is compressed with bzip2; unpack it" },
    { "a.bmp", "BM\x46\0\0\0\0\0\0\0\x36\0", 12, "it is a single image (BMP); images are" },
    { "page.experiment", "<!doctype html>\n<html>", -1, "it is a web page; what was downloaded" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_named (self, files[i].name, files[i].bytes, files[i].length);

      normlab_opener_open (self->opener, path);
      normlab_test_desk_assert_complains (&self->lab, files[i].name);
      normlab_test_desk_assert_complains (&self->lab, files[i].words);
      normlab_notices_close (self->lab.notices);
    }
  g_assert_null (normlab_plan_get_title (self->plan));
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
}

/* A file of a data set is data, and said to be what it is where it cannot be read. */
static void
test_data_files (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name, *bytes;
    gssize length;
  } files[] = {
    { "train-images-idx3-ubyte.gz", "\x1f\x8b\x08\x00\x01", 5 },
    { "t10k-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\0", 8 },
    { "mnist.npz", "PK\x03\x04", 4 },
    { "x_train.npy", "\x93NUMPY\1\0", 8 },
    { "train.csv", "label,a,b,c,d\n1,0,0,255,0\n0,1,2,3,4\n", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_named (self, files[i].name, files[i].bytes, files[i].length);

      normlab_opener_open (self->opener, path);
      g_assert_cmpint (normlab_data_loader_get_state (self->lab.loader), ==, NORMLAB_DATA_LOADING);
      g_assert_cmpstr (normlab_data_loader_get_path (self->lab.loader), ==, path);
      normlab_test_desk_assert_complaints (&self->lab, NULL);
      normlab_data_loader_cancel (self->lab.loader);
    }
}

/* Rows of labels and colours begin with nothing that is theirs alone: with what could be a text,
 * and with what could not. */
static void
test_rows (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "text.bin", "photos.bin" };

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autofree char *bytes = g_strnfill (5 * 3073, 'x');
      g_autofree char *path = NULL;

      for (guint i = 0; i < 5; i++)
        bytes[3073 * i] = k == 0 ? 9 : 1;
      path = write_named (self, names[k], bytes, 5 * 3073);
      normlab_opener_open (self->opener, path);
      g_assert_cmpstr (normlab_data_loader_get_path (self->lab.loader), ==, path);
      normlab_test_desk_assert_complaints (&self->lab, NULL);
      normlab_data_loader_cancel (self->lab.loader);
    }
}

static guint
get_seed (Fixture *self, guint i)
{
  return normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, i))->seed;
}

static void
on_ask (Fixture *self, const char *path)
{
  self->n_asked++;
}

/* Where there are runs, somebody says what becomes of them. */
static void
test_asked (Fixture *self, gconstpointer data)
{
  g_autofree char *first = write_session (self, "a.normlab", 1);
  g_autofree char *second = write_session (self, "b.normlab", 2);
  g_autofree char *third = write_session (self, "c.normlab", 3);

  g_signal_connect_swapped (self->opener, "ask", G_CALLBACK (on_ask), self);
  open_and_wait (self, first);
  g_assert_cmpuint (self->n_asked, ==, 0);

  open_and_wait (self, second);
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  normlab_opener_answer (self->opener, NORMLAB_OPEN_NOT);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);

  open_and_wait (self, second);
  normlab_opener_answer (self->opener, NORMLAB_OPEN_ADD);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);

  open_and_wait (self, third);
  g_assert_cmpuint (self->n_asked, ==, 3);
  normlab_opener_answer (self->opener, NORMLAB_OPEN_REPLACE);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  g_assert_cmpuint (get_seed (self, 0), ==, 3);
  normlab_lab_undo (self->lab.lab);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
}

/* Those that are opened together belong together. */
static void
test_together (Fixture *self, gconstpointer data)
{
  g_autofree char *paths[3] = { NULL };

  g_signal_connect_swapped (self->opener, "ask", G_CALLBACK (on_ask), self);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.normlab", i);

      paths[i] = write_session (self, name, i);
      normlab_opener_open (self->opener, paths[i]);
    }
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (self->n_asked, ==, 0);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);

  for (guint i = 0; i < 2; i++)
    normlab_opener_open (self->opener, paths[i]);
  g_assert_cmpuint (self->n_asked, ==, 1);
  normlab_opener_answer (self->opener, NORMLAB_OPEN_REPLACE);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (get_seed (self, i), ==, i);
  for (guint i = 0; i < 3; i++)
    g_free (g_steal_pointer (&paths[i]));
}

static gboolean
is_kept (gpointer keeper)
{
  return normlab_session_keeper_get_n_unkept (keeper) == 0;
}

/* What was trained and is replaced stays in its file, and the next runs get another one. */
static void
test_replaced (Fixture *self, gconstpointer data)
{
  g_autofree char *path = write_session (self, "a.normlab", 9);
  g_autofree char *last = NULL;
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (2);
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (self->opener, "ask", G_CALLBACK (on_ask), self);
  normlab_lab_train (self->lab.lab, recipes, dataset);
  normlab_test_desk_wait_done (&self->lab);
  normlab_test_wait (is_kept, self->keeper, 20);
  normlab_run_item_set_custom_name (normlab_test_desk_get_item (&self->lab, 0), "Mine");
  last = normlab_session_keeper_find_last (self->keeper);

  normlab_opener_open (self->opener, path);
  normlab_opener_answer (self->opener, NORMLAB_OPEN_REPLACE);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (self->keeper), ==, 0);
  g_assert_true (normlab_session_keeper_finish (self->keeper, -1, &error));
  g_assert_no_error (error);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 2);
  g_assert_cmpstr (normlab_run_get_title (session->runs->pdata[0]), ==, "Mine");
}

/* Whoever does not want it any more gets nothing of it. */
static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autofree char *first = write_session (self, "a.normlab", 1);
  g_autofree char *second = write_session (self, "b.normlab", 2);

  normlab_opener_open (self->opener, first);
  normlab_opener_open (self->opener, second);
  g_assert_true (normlab_opener_get_is_opening (self->opener));
  normlab_opener_cancel (self->opener);
  normlab_test_wait (is_done, self->tasks, 20);
  g_assert_false (normlab_opener_get_is_opening (self->opener));
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), <=, 1);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

static gboolean
has_data (gpointer loader)
{
  return normlab_data_loader_get_dataset (loader) != NULL;
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *path = normlab_test_desk_write_data (&self->lab, "data", 1);

  normlab_opener_open (self->opener, path);
  g_assert_cmpstr (normlab_data_loader_get_path (self->lab.loader), ==, path);
  normlab_test_wait (has_data, self->lab.loader, 20);
}

/* Each complaint stays until its file can be read. */
static void
test_wrong (Fixture *self, gconstpointer data)
{
  g_autofree char *experiment = g_build_filename (self->lab.folder, "a.experiment", NULL);
  g_autofree char *session = g_build_filename (self->lab.folder, "a.normlab", NULL);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("http://example.org/x.experiment");

  write_file (session, "nonsense");
  normlab_opener_open (self->opener, experiment);
  normlab_opener_open (self->opener, session);
  normlab_test_desk_assert_complains (&self->lab, "a.experiment");
  normlab_test_desk_assert_complains (&self->lab, "a.normlab");
  g_assert_null (normlab_plan_get_title (self->plan));
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);

  write_file (experiment, EXPERIMENT);
  normlab_opener_open (self->opener, experiment);
  normlab_test_desk_assert_complains (&self->lab, "a.normlab");
  normlab_opener_open_file (self->opener, elsewhere);
  normlab_test_desk_assert_complains (&self->lab, "Only files and folders of this computer");
}

/* An interrupted session of @n runs, trained to their end, of which all but the first were cut off
 * after three samples; in the keeper's folder. */
static char *
write_interrupted (Fixture *self, const char *data, guint n)
{
  g_autofree char *path
      = g_build_filename (self->lab.folder, "kept", "last-20261101-120000.normlab", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (n);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_desk_use (&self->lab, data);
  normlab_lab_train (self->lab.lab, recipes, normlab_data_loader_get_dataset (self->lab.loader));
  normlab_test_desk_wait_done (&self->lab);
  for (guint i = 0; i < n; i++)
    {
      NormlabRun *run = normlab_test_desk_get_run (&self->lab, i);

      g_ptr_array_add (parts, normlab_run_new_from_history (
                                  normlab_run_get_recipe (run), normlab_run_get_data (run),
                                  i == 0 ? NORMLAB_RUN_FINISHED : NORMLAB_RUN_STOPPED,
                                  i == 0 ? 60 : 33, 1, 0, normlab_run_get_samples (run),
                                  i == 0 ? normlab_run_get_n_samples (run) : 3));
    }
  session = normlab_session_new ("Interrupted", parts);
  for (guint i = 1; i < n; i++)
    normlab_session_get_note (session, i)->state
        = i == 1 ? NORMLAB_RUN_RUNNING : NORMLAB_RUN_PAUSED;
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  normlab_session_write (session, path, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static void
let_go_on (NormlabRepeater *repeater, NormlabRunItem *item)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));

  normlab_repeater_go_on (repeater, item, recipe->iterations);
}

/* It goes on in its own file, which is nobody else's meanwhile, and comes to what it would have. */
static void
test_go_on (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_desk_write_data (&self->lab, "data", 1);
  g_autofree char *path = write_interrupted (self, folder, 3);
  g_autoptr (NormlabRepeater) repeater
      = normlab_repeater_new (self->lab.lab, self->lab.loader, self->lab.notices);
  g_autoptr (GPtrArray) whole = normlab_lab_create_run_array (self->lab.lab);
  g_autoptr (GArray) files = NULL;
  g_autofree char *kept = g_path_get_dirname (path);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (NormlabJournal) elsewhere = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files;

  g_signal_connect_swapped (self->opener, "go-on", G_CALLBACK (let_go_on), repeater);
  normlab_lab_clear (self->lab.lab);
  g_assert_true (normlab_session_keeper_finish (self->keeper, -1, &error));
  files = normlab_session_folder_list (kept);
  n_files = files->len;

  /* Somebody else has it. */
  elsewhere = normlab_journal_claim (path, &error);
  g_assert_no_error (error);
  normlab_opener_go_on (self->opener, path);
  normlab_test_wait (is_done, self->tasks, 20);
  normlab_test_desk_assert_complains (&self->lab, "is open elsewhere");
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
  g_clear_pointer (&elsewhere, normlab_journal_free);

  normlab_opener_go_on (self->opener, path);
  g_assert_true (normlab_journal_is_open (path));
  normlab_test_wait (is_done, self->tasks, 20);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  normlab_test_desk_wait_done (&self->lab);
  for (guint i = 0; i < 3; i++)
    {
      NormlabRun *run = normlab_test_desk_get_run (&self->lab, i);

      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
      normlab_test_lab_assert_same (run, g_ptr_array_index (whole, i));
    }
  g_assert_true (normlab_session_keeper_finish (self->keeper, -1, &error));
  g_assert_true (normlab_journal_is_open (path));
  session = normlab_session_load (path, &error);
  g_assert_no_error (error);
  g_assert_false (normlab_session_is_interrupted (session));
  g_assert_cmpuint (session->runs->len, ==, 3);
  g_assert_cmpstr (session->title, ==, "Interrupted");
  g_clear_pointer (&files, g_array_unref);
  files = normlab_session_folder_list (kept);
  g_assert_cmpuint (files->len, ==, n_files);
  g_signal_handlers_disconnect_by_data (self->opener, repeater);
}

/* Where something trains already, it goes on there, and the file stays as it is. */
static void
test_go_on_beside (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_desk_write_data (&self->lab, "data", 1);
  g_autofree char *path = write_interrupted (self, folder, 2);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (NormlabRepeater) repeater
      = normlab_repeater_new (self->lab.lab, self->lab.loader, self->lab.notices);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &before, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->opener, "go-on", G_CALLBACK (let_go_on), repeater);
  normlab_opener_go_on (self->opener, path);
  normlab_test_wait (is_done, self->tasks, 20);
  normlab_test_desk_wait_done (&self->lab);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 4);
  normlab_test_lab_assert_same (normlab_test_desk_get_run (&self->lab, 3),
                                normlab_test_desk_get_run (&self->lab, 1));
  g_assert_true (normlab_session_keeper_finish (self->keeper, -1, &error));
  g_assert_false (normlab_journal_is_open (path));
  g_file_get_contents (path, &after, NULL, &error);
  g_assert_cmpstr (before, ==, after);
  g_signal_handlers_disconnect_by_data (self->opener, repeater);
}

/* What is damaged is read as far as it goes, and never written anew. */
static void
test_go_on_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_desk_write_data (&self->lab, "data", 1);
  g_autofree char *path = write_interrupted (self, folder, 2);
  g_autofree char *text = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *record = NULL;
  g_autoptr (GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_ptr_array_add (changes, normlab_session_change_new_view ("Lost", view));
  record = normlab_session_changes_format (changes);
  damaged = g_strconcat (text, "#@00000000 set nonsense\n", record, NULL);
  g_file_set_contents (path, damaged, -1, &error);
  g_assert_no_error (error);
  normlab_lab_clear (self->lab.lab);
  normlab_opener_go_on (self->opener, path);
  normlab_test_wait (is_done, self->tasks, 20);
  normlab_run_item_set_custom_name (normlab_test_desk_get_item (&self->lab, 0), "Mine");
  g_assert_true (normlab_session_keeper_finish (self->keeper, -1, &error));
  g_file_get_contents (path, &after, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (damaged, ==, after);
}

#define add(name, function) g_test_add ("/opener/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("experiment", test_experiment);
  add ("large-experiment", test_large_experiment);
  add ("session", test_session);
  add ("asked", test_asked);
  add ("together", test_together);
  add ("replaced", test_replaced);
  add ("cancelled", test_cancelled);
  add ("other-names", test_other_names);
  add ("other-kinds", test_other_kinds);
  add ("data-files", test_data_files);
  add ("rows", test_rows);
  add ("folder", test_folder);
  add ("wrong", test_wrong);
  add ("go-on", test_go_on);
  add ("go-on-beside", test_go_on_beside);
  add ("go-on-damaged", test_go_on_damaged);
  return g_test_run ();
}
