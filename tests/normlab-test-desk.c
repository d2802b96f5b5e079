/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-desk.h"

#include <string.h>

#include "normlab-test-idx.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

static void
on_told (NormlabTestDesk *self, const char *text)
{
  g_free (self->told);
  self->told = g_strdup (text);
}

void
normlab_test_desk_init (NormlabTestDesk *self)
{
  g_autoptr (GError) error = NULL;

  *self = (NormlabTestDesk){ 0 };
  self->lab = normlab_lab_new (1, &error);
  g_assert_no_error (error);
  self->loader = normlab_data_loader_new ();
  self->notices = normlab_notices_new ();
  self->folder = normlab_test_folder ();
  g_signal_connect_swapped (self->notices, "told", G_CALLBACK (on_told), self);
}

void
normlab_test_desk_clear (NormlabTestDesk *self)
{
  g_object_run_dispose (G_OBJECT (self->lab));
  g_assert_finalize_object (self->lab);
  g_assert_finalize_object (self->loader);
  g_assert_finalize_object (self->notices);
  g_free (self->folder);
  g_free (self->told);
}

static gboolean
has_answer (gpointer loader)
{
  return normlab_data_loader_get_state (loader) != NORMLAB_DATA_LOADING;
}

void
normlab_test_desk_use (NormlabTestDesk *self, const char *path)
{
  normlab_data_loader_ask (self->loader, path);
  normlab_test_wait (has_answer, self->loader, 60);
  g_assert_cmpstr (normlab_dataset_get_path (normlab_data_loader_get_dataset (self->loader)), ==,
                   path);
}

char *
normlab_test_desk_write_data (NormlabTestDesk *self, const char *name, guint8 variant)
{
  char *path = g_build_filename (self->folder, name, NULL);

  normlab_test_idx_fill (path, variant);
  return path;
}

GArray *
normlab_test_desk_create_recipes (guint n)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.batch_size = 20;
      recipe.iterations = 60;
      recipe.seed = i;
      g_array_append_val (recipes, recipe);
    }
  return recipes;
}

guint
normlab_test_desk_get_n_runs (NormlabTestDesk *self)
{
  return g_list_model_get_n_items (normlab_lab_get_runs (self->lab));
}

NormlabRunItem *
normlab_test_desk_get_item (NormlabTestDesk *self, guint i)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (self->lab), i);

  g_assert_nonnull (item);
  return item;
}

NormlabRun *
normlab_test_desk_get_run (NormlabTestDesk *self, guint i)
{
  return normlab_run_item_get_run (normlab_test_desk_get_item (self, i));
}

static gboolean
is_done (gpointer lab)
{
  return normlab_lab_get_n_active (lab) == 0;
}

void
normlab_test_desk_wait_done (NormlabTestDesk *self)
{
  normlab_test_wait (is_done, self->lab, 60);
}

void
normlab_test_desk_assert_complaints (NormlabTestDesk *self, const char *expected)
{
  g_autofree char *text = normlab_notices_get_complaints (self->notices);

  g_assert_cmpstr (text, ==, expected);
}

void
normlab_test_desk_assert_complains (NormlabTestDesk *self, const char *part)
{
  g_autofree char *text = normlab_notices_get_complaints (self->notices);

  g_test_message ("%s", text);
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, part));
}
