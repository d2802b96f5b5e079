/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-opener.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-desk.h"
#include "normlab-test-loop.h"

/* What is opened goes where it belongs, and what is wrong with it is said. */

#define EXPERIMENT "[Experiment]\nVersion=1\nTitle=Test\n[Set 1]\nseed=1;2;3\n"

typedef struct
{
  NormlabTestDesk lab;
  NormlabPlan *plan;
  NormlabSessionKeeper *keeper;
  NormlabOpener *opener;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;

  normlab_test_desk_init (&self->lab);
  kept = g_build_filename (self->lab.folder, "kept", NULL);
  self->plan = normlab_plan_new ();
  self->keeper = normlab_session_keeper_new (self->lab.lab, kept);
  self->opener = normlab_opener_new (self->plan, self->keeper, self->lab.loader, self->lab.notices);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->opener);
  g_assert_finalize_object (self->keeper);
  g_assert_finalize_object (self->plan);
  normlab_test_desk_clear (&self->lab);
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

static void
test_session (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (self->lab.folder, "a.normlab", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  g_assert_true (normlab_session_save (path, "Test", runs, NULL));
  normlab_opener_open_file (self->opener, file);
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
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *session = g_build_filename (self->lab.folder, "lab.txt", NULL);
  g_autofree char *experiment
      = write_named (self, "x.normlab", "\xef\xbb\xbf# ours\n" EXPERIMENT, -1);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  g_assert_true (normlab_session_save (session, "Test", runs, NULL));
  normlab_opener_open (self->opener, session);
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
    { "train-images-idx3-ubyte.gz", "\x1f\x8b\x08\x00\x01", 5, "compressed with gzip" },
    { "t10k-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\0", 8, "the labels of a data set" },
    { "t10k-images-idx3-ubyte", "\0\0\x08\x03\0\0\0\0", 8, "the images of a data set" },
    { "chart.svg", "<?xml version=\"1.0\"?>\n<!--\n[Experiment]\n-->", -1, "it is a picture" },
    { "e.bin", "\xff\xfe\x01\x02 and so on", -1, "it is neither an experiment nor a session" },
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

#define add(name, function) g_test_add ("/opener/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("experiment", test_experiment);
  add ("session", test_session);
  add ("other-names", test_other_names);
  add ("other-kinds", test_other_kinds);
  add ("folder", test_folder);
  add ("wrong", test_wrong);
  return g_test_run ();
}
