/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-lab-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-recipe-names.h"

#include "normlab-data-names.h"

/* Of NormlabRecipe. */
static GArray *
collect_recipes (GPtrArray *items)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < items->len; i++)
    g_array_append_vals (
        recipes, normlab_run_get_recipe (normlab_run_item_get_run (g_ptr_array_index (items, i))),
        1);
  return recipes;
}

/* What a name is made of. */
typedef struct
{
  guint varying;
  const NormlabPrecision *precision; /* nullable: with all digits */
  GHashTable *counts;                /* how many of a name there have been */
} Naming;

/* @data: of the data set, where there are several; else NULL. */
static char *
make_name (NormlabRun *run, const Naming *naming, const char *data)
{
  g_autofree char *name = NULL;
  guint n;

  if (naming->varying == 0 && data != NULL)
    name = g_strdup (data);
  else
    name = normlab_recipe_get_run_name (normlab_run_get_recipe (run), naming->varying,
                                        naming->precision);
  if (naming->varying != 0 && data != NULL)
    {
      g_autofree char *recipe = g_steal_pointer (&name);

      /* Translators: stands between the parts of a run's name, "batch norm on, learning rate
       * 0.1" */
      name = g_strconcat (recipe, _(", "), data, NULL);
    }

  n = GPOINTER_TO_UINT (g_hash_table_lookup (naming->counts, name)) + 1;
  g_hash_table_insert (naming->counts, g_strdup (name), GUINT_TO_POINTER (n));
  if (n == 1)
    return g_steal_pointer (&name);
  /* Translators: the name of a run, and the how manieth run of this name it is */
  return g_strdup_printf (_("%s (%u)"), name, n);
}

void
normlab_lab_name_runs (GListModel *runs)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) exact_counts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabDataNames) data_names = normlab_data_names_new ();
  g_autoptr (GArray) recipes = NULL;
  g_autofree guint *data = NULL;
  const NormlabRecipe *first;
  NormlabPrecision precision;
  Naming naming, exactly;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    g_ptr_array_add (items, g_list_model_get_item (runs, i));
  recipes = collect_recipes (items);
  first = (const NormlabRecipe *) (gpointer) recipes->data;
  normlab_precision_init (&precision, first, recipes->len);
  naming = (Naming){ normlab_recipes_get_distinguishing (first, recipes->len), &precision, counts };
  exactly = (Naming){ naming.varying, NULL, exact_counts };
  data = g_new (guint, MAX (items->len, 1));
  for (guint i = 0; i < items->len; i++)
    if (!normlab_run_item_is_foreign (g_ptr_array_index (items, i)))
      data[i] = normlab_data_names_add (data_names, normlab_run_get_data (normlab_run_item_get_run (
                                                        g_ptr_array_index (items, i))));

  for (guint i = 0; i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      gboolean several
          = normlab_data_names_get_n (data_names) > 1 && !normlab_run_item_is_foreign (item);
      const char *label = several ? normlab_data_names_get_label (data_names, data[i]) : NULL;
      g_autofree char *name = make_name (normlab_run_item_get_run (item), &naming, label);
      g_autofree char *exact = make_name (normlab_run_item_get_run (item), &exactly, label);

      normlab_run_item_set_automatic_name (item, name);
      normlab_run_item_set_exact_name (item, strcmp (name, exact) != 0 ? exact : NULL);
    }
}
