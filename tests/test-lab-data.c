/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-desk.h"

/* What runs on several data sets are called, and how each is trained on the command line. */

static void
add (GPtrArray *runs, guint32 seed, const char *name, const char *path, const char *checksum)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data = normlab_data_id_new (name, path, checksum);

  recipe.seed = seed;
  g_ptr_array_add (
      runs, normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0));
}

static void
assert_names (NormlabTestDesk *self, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < normlab_test_desk_get_n_runs (self); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                            normlab_run_item_get_name (normlab_test_desk_get_item (self, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
assert_command (NormlabTestDesk *self, guint i, const char *expected)
{
  g_autofree char *command = normlab_run_item_get_command (normlab_test_desk_get_item (self, i));

  g_assert_cmpstr (command, ==, expected);
}

static void
test_names (void)
{
  NormlabTestDesk self;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  normlab_test_desk_init (&self);
  add (runs, 0, "mnist", "/course-a/mnist", "1111");
  add (runs, 0, "digits", "/digits", "1111"); /* the same by another name */
  normlab_lab_add_ended (self.lab, runs);
  assert_names (&self, "40–20 sigmoid Xavier, batch norm|40–20 sigmoid Xavier, batch norm (2)");

  g_ptr_array_set_size (runs, 0);
  add (runs, 0, "mnist", "/course-b/mnist", "2222");
  normlab_lab_add_ended (self.lab, runs);
  assert_names (&self, "mnist (course-a)|mnist (course-a) (2)|mnist (course-b)");

  g_ptr_array_set_size (runs, 0);
  add (runs, 1, "builtin", NULL, "3333");
  normlab_lab_add_ended (self.lab, runs);
  assert_names (&self, "seed 0, mnist (course-a)|seed 0, mnist (course-a) (2)"
                       "|seed 0, mnist (course-b)|seed 1, built-in digits");

  assert_command (&self, 0, "normlab-cli train --data '/course-a/mnist'");
  assert_command (&self, 1, "normlab-cli train --data '/digits'");
  assert_command (&self, 2, "normlab-cli train --data '/course-b/mnist'");
  assert_command (&self, 3, "normlab-cli train --seed 1");
  normlab_test_desk_clear (&self);
}

/* Whether runs are on other data than those in use, or than one another. */
static void
test_mixed (void)
{
  NormlabTestDesk self;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabDataId) same = normlab_data_id_new ("moved", "/moved", "1111");
  g_autoptr (NormlabDataId) other = normlab_data_id_new ("mnist", "/course-a/mnist", "2222");

  normlab_test_desk_init (&self);
  normlab_lab_set_data (self.lab, other);
  g_assert_false (normlab_lab_get_mixes_data (self.lab));
  add (runs, 0, "mnist", "/course-a/mnist", "1111");
  normlab_lab_add_ended (self.lab, runs);
  g_assert_true (normlab_lab_get_mixes_data (self.lab));
  normlab_lab_set_data (self.lab, same);
  g_assert_false (normlab_lab_get_mixes_data (self.lab));
  normlab_lab_set_data (self.lab, NULL);
  g_assert_false (normlab_lab_get_mixes_data (self.lab));

  g_ptr_array_set_size (runs, 0);
  add (runs, 0, "mnist", "/course-b/mnist", "2222");
  normlab_lab_add_ended (self.lab, runs);
  g_assert_true (normlab_lab_get_mixes_data (self.lab));
  normlab_test_desk_clear (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab-data/names", test_names);
  g_test_add_func ("/lab-data/mixed", test_mixed);
  return g_test_run ();
}
