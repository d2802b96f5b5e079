/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-results.h"

/* What runs have in common that have gone on to different steps: its recipe as if it had one. */
static NormlabRecipe
forget_length (const NormlabRecipe *recipe)
{
  NormlabRecipe result = *recipe;

  result.iterations = 0;
  return result;
}

/* From such a recipe, owned, to its runs that are whole, GPtrArray of NormlabResultsEntry. */
static GHashTable *
index_recipes (const NormlabResultsMerge *self)
{
  GHashTable *table
      = g_hash_table_new_full ((GHashFunc) normlab_recipe_hash, (GEqualFunc) normlab_recipe_equal,
                               g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->whole->len; i++)
    {
      NormlabResultsEntry *entry = g_ptr_array_index (self->whole, i);
      const NormlabRecipe recipe = forget_length (&normlab_results_entry_get_run (entry)->recipe);
      GPtrArray *entries = g_hash_table_lookup (table, &recipe);

      if (entries == NULL)
        {
          entries = g_ptr_array_new ();
          g_hash_table_insert (table, g_memdup2 (&recipe, sizeof recipe), entries);
        }
      g_ptr_array_add (entries, entry);
    }
  return table;
}

/* What a branch left, if that is there: one that is as long, or else the first of the others. */
static const NormlabResultsEntry *
find_parent (GHashTable *recipes, const NormlabResultsEntry *entry)
{
  const NormlabResultsRun *run = normlab_results_entry_get_run (entry);
  g_autofree char *data = normlab_results_entry_get_checksum (entry);
  const GPtrArray *entries;
  const NormlabResultsEntry *found = NULL;
  NormlabRecipe parent;

  if (!normlab_recipe_get_parent (&run->recipe, &parent))
    return NULL;
  parent = forget_length (&parent);
  entries = g_hash_table_lookup (recipes, &parent);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const NormlabResultsEntry *other = g_ptr_array_index (entries, i);
      g_autofree char *its_data = normlab_results_entry_get_checksum (other);

      if (strcmp (data, its_data) != 0)
        continue;
      if (normlab_results_entry_get_run (other)->recipe.iterations == run->recipe.iterations)
        return other;
      found = found != NULL ? found : other;
    }
  return found;
}

static gboolean
has_clash (const NormlabResultsMerge *self)
{
  for (guint i = 1; i < self->whole->len; i++)
    if (((const NormlabResultsEntry *) g_ptr_array_index (self->whole, i - 1))->number
        == ((const NormlabResultsEntry *) g_ptr_array_index (self->whole, i))->number)
      return TRUE;
  return FALSE;
}

/* The numbers that runs have which are there. */
static GHashTable *
index_numbers (const NormlabResultsMerge *self)
{
  GHashTable *numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->whole->len; i++)
    {
      const NormlabResultsEntry *entry = g_ptr_array_index (self->whole, i);

      g_hash_table_add (numbers, GUINT_TO_POINTER (entry->number));
    }
  return numbers;
}

/* Where two runs have one number, from different sweeps, all get others. Branches say what those
 * have that they left, which may be from a table in which they are called otherwise; what is not
 * there has the number that it has elsewhere, as long as that is nobody's. */
void
normlab_results_merge_renumber (NormlabResultsMerge *self)
{
  g_autoptr (GHashTable) recipes = index_recipes (self);
  g_autoptr (GHashTable) numbers = NULL;

  self->is_renumbered = has_clash (self);
  for (guint i = 0; self->is_renumbered && i < self->whole->len; i++)
    ((NormlabResultsEntry *) g_ptr_array_index (self->whole, i))->number = i + 1;
  numbers = index_numbers (self);
  for (guint i = 0; i < self->whole->len; i++)
    {
      NormlabResultsEntry *entry = g_ptr_array_index (self->whole, i);
      const NormlabResultsEntry *parent = find_parent (recipes, entry);

      if (parent != NULL)
        entry->parent = parent->number;
      else if (self->is_renumbered
               || g_hash_table_contains (numbers, GUINT_TO_POINTER (entry->parent)))
        entry->parent = 0;
    }
}

/* What there should be */

/* All tables are of one data set, for the recipes say nothing of it. */
static gboolean
check_data (const GPtrArray *entries, GError **error)
{
  const NormlabResultsEntry *first = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  g_autofree char *data
      = first != NULL ? normlab_results_entry_get_checksum (first) : g_strdup ("");

  for (guint i = 1; i < entries->len; i++)
    {
      const NormlabResultsEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *other = normlab_results_entry_get_checksum (entry);
      g_autofree char *here = NULL;
      g_autofree char *there = NULL;

      if (strcmp (data, other) == 0)
        continue;
      here = normlab_results_entry_describe (first);
      there = normlab_results_entry_describe (entry);
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: two places in files */
                   _("%s and %s are of different data"), here, there);
      return FALSE;
    }
  return TRUE;
}

/* From the key of each run that there should be to its number. */
static GHashTable *
index_expected (const NormlabResultsMerge *self)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("", NULL, self->checksum);
  GString *csv = g_string_new (NULL);
  g_autoptr (NormlabResultsTable) table = NULL;
  gsize length;

  normlab_results_append_header (csv);
  for (guint i = 0; i < self->recipes->len; i++)
    {
      g_autoptr (NormlabRun) run
          = normlab_run_new_from_history (&g_array_index (self->recipes, NormlabRecipe, i), data,
                                          NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);

      normlab_results_append_unmeasured (csv, run, i + 1);
    }
  length = csv->len;
  table = normlab_results_table_new (g_string_free (csv, FALSE), length, "", NULL);
  for (guint i = 0; i < self->recipes->len; i++)
    {
      g_autofree char *key = normlab_results_table_get_key (table, i);

      g_hash_table_insert (numbers, g_strdup (normlab_results_key_skip_number (key)),
                           GUINT_TO_POINTER (i + 1));
    }
  return numbers;
}

gboolean
normlab_results_merge_take_expected (NormlabResultsMerge *self,
                                     const GPtrArray *entries,
                                     GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;
  g_autofree gboolean *found = g_new0 (gboolean, self->recipes->len);

  if (!check_data (entries, error))
    return FALSE;
  numbers = index_expected (self);
  for (guint i = 0; i < entries->len; i++)
    {
      NormlabResultsEntry *entry = g_ptr_array_index (entries, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, entry->key));
      g_autofree char *place = NULL;

      if (number > 0)
        {
          entry->number = number;
          entry->parent = g_array_index (self->parents, guint, number - 1);
          found[number - 1]
              = normlab_results_merge_is_enough (self, normlab_results_entry_get_run (entry));
          if (found[number - 1])
            g_ptr_array_add (self->whole, entry);
          continue;
        }
      place = normlab_results_entry_describe (entry);
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: a place in a file */
                   _("%s is of a run that is not among those that are asked for"), place);
      return FALSE;
    }
  g_ptr_array_sort (self->whole, normlab_results_entry_compare);
  for (guint number = 1; number <= self->recipes->len; number++)
    if (!found[number - 1])
      g_array_append_val (self->missing, number);
  return TRUE;
}
