/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-lab-names.h"

#include <glib/gi18n-lib.h>

#include "normlab-recipe-names.h"

static gboolean
get_data_varies (GPtrArray *items)
{
  for (guint i = 1; i < items->len; i++)
    if (g_strcmp0 (
            normlab_run_get_dataset_name (normlab_run_item_get_run (g_ptr_array_index (items, 0))),
            normlab_run_get_dataset_name (normlab_run_item_get_run (g_ptr_array_index (items, i))))
        != 0)
      return TRUE;
  return FALSE;
}

static guint
get_varying (GPtrArray *items)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < items->len; i++)
    g_array_append_vals (
        recipes, normlab_run_get_recipe (normlab_run_item_get_run (g_ptr_array_index (items, i))),
        1);
  return normlab_recipes_get_varying ((const NormlabRecipe *) (gpointer) recipes->data,
                                      recipes->len);
}

/* @counts: how many of a name there have been. */
static char *
make_name (NormlabRun *run, guint varying, gboolean data_varies, GHashTable *counts)
{
  g_autofree char *name = NULL;
  guint n;

  if (varying == 0 && data_varies)
    name = g_strdup (normlab_dataset_name_get_label (normlab_run_get_dataset_name (run)));
  else
    name = normlab_recipe_get_name (normlab_run_get_recipe (run), varying);
  if (varying != 0 && data_varies)
    {
      g_autofree char *recipe = g_steal_pointer (&name);

      /* Translators: stands between the parts of a run's name, "batch norm on, learning rate
       * 0.1" */
      name
          = g_strconcat (recipe, _(", "),
                         normlab_dataset_name_get_label (normlab_run_get_dataset_name (run)), NULL);
    }

  n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1;
  g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (n));
  if (n == 1)
    return g_steal_pointer (&name);
  /* Translators: the name of a run, and the how manieth run of this name it is */
  return g_strdup_printf (_("%s (%u)"), name, n);
}

void
normlab_lab_name_runs (GListModel *runs)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean data_varies;
  guint varying;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    g_ptr_array_add (items, g_list_model_get_item (runs, i));
  varying = get_varying (items);
  data_varies = get_data_varies (items);
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      g_autofree char *name
          = make_name (normlab_run_item_get_run (item), varying, data_varies, counts);

      normlab_run_item_set_automatic_name (item, name);
    }
}
