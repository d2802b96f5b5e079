/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-results-rows.h"
#include "normlab-results.h"
#include "normlab-text.h"

/* A run where it was found. */
typedef struct
{
  const char *path; /* borrowed */
  NormlabResultsRun *run;
} Found;

/* A run, wherever it was found. */
typedef struct
{
  const char *key; /* borrowed */
  GArray *found;   /* of Found; the one that stays first */
  guint number, parent;
} Entry;

struct _NormlabResultsMerge
{
  GPtrArray *paths;    /* of char * */
  GPtrArray *tables;   /* of NormlabResultsTable */
  GPtrArray *runs;     /* of GPtrArray of NormlabResultsRun, one for each table */
  GHashTable *entries; /* of const char *: Entry */
  GPtrArray *whole;    /* of Entry, borrowed, by number */
  GArray *missing;     /* of guint */
  gboolean is_renumbered;
  char *checksum; /* nullable */

  const GArray *recipes; /* nullable, as the next: what there should be */
  const GArray *parents;
  NormlabMeasures measures;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_array_unref (entry->found);
  g_free (entry);
}

NormlabResultsMerge *
normlab_results_merge_new (void)
{
  NormlabResultsMerge *self = g_new0 (NormlabResultsMerge, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_results_table_free);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
  self->whole = g_ptr_array_new ();
  self->missing = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
normlab_results_merge_free (NormlabResultsMerge *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->missing);
  g_ptr_array_unref (self->whole);
  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->paths);
  g_free (self->checksum);
  g_free (self);
}

static Found *
get_found (const Entry *entry, guint i)
{
  return &g_array_index (entry->found, Found, i);
}

static void
add_run (NormlabResultsMerge *self, const char *path, NormlabResultsRun *run)
{
  Entry *entry = g_hash_table_lookup (self->entries, run->key);
  const Found found = { path, run };

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->key = run->key;
      entry->found = g_array_new (FALSE, FALSE, sizeof (Found));
      g_hash_table_insert (self->entries, run->key, entry);
    }
  g_array_append_val (entry->found, found);
}

static gboolean
refuse (const char *path, GError **error, const char *reason)
{
  g_autofree char *name = normlab_text_for_path (path);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("“%s” cannot be read: %s"), name,
               reason);
  return FALSE;
}

gboolean
normlab_results_merge_add (NormlabResultsMerge *self,
                           const char *path,
                           NormlabResultsTable *table,
                           GError **error)
{
  char *its_path = g_strdup (path);
  g_autoptr (GError) reason = NULL;
  GPtrArray *runs;

  g_ptr_array_add (self->paths, its_path);
  g_ptr_array_add (self->tables, table);
  if (!normlab_results_table_is_own (table))
    return refuse (path, error, _("its columns are not those of this version’s results"));
  runs = normlab_results_find_runs (table, &reason);
  if (runs == NULL)
    return refuse (path, error, reason->message);
  g_ptr_array_add (self->runs, runs);
  for (guint i = 0; i < runs->len; i++)
    add_run (self, its_path, g_ptr_array_index (runs, i));
  return TRUE;
}

void
normlab_results_merge_expect (NormlabResultsMerge *self,
                              const GArray *recipes,
                              const GArray *parents,
                              const NormlabMeasures *measures)
{
  self->recipes = recipes;
  self->parents = parents;
  self->measures = *measures;
}

/* Which of several stays */

static gboolean
is_enough (const NormlabResultsMerge *self, const NormlabResultsRun *run)
{
  return run->is_whole
         && (self->recipes == NULL || normlab_results_run_has_measured (run, &self->measures));
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer data)
{
  const Found *one = a, *two = b;
  const NormlabMeasures *m = &one->run->measures, *n = &two->run->measures;
  int order = is_enough (data, two->run) - is_enough (data, one->run);

  if (order == 0)
    order = two->run->is_whole - one->run->is_whole;
  if (order == 0)
    order = n->test_loss + n->training - m->test_loss - m->training;
  if (order == 0)
    order = (one->run->n_rows < two->run->n_rows) - (one->run->n_rows > two->run->n_rows);
  if (order == 0)
    order = (one->run->number > two->run->number) - (one->run->number < two->run->number);
  if (order == 0)
    order = normlab_results_rows_compare (one->run, two->run);
  return order != 0 ? order : strcmp (one->path, two->path);
}

/* "“a.csv”, line 5" */
static char *
describe_place (const Found *found, guint row)
{
  g_autofree char *name = normlab_text_for_path (found->path);

  /* Translators: a place in a file */
  return g_strdup_printf (_("“%s”, line %u"), name,
                          normlab_results_table_get_line (found->run->table, row));
}

static void
set_conflict (const Found *a,
              const Found *b,
              const NormlabResultsConflict *conflict,
              GError **error)
{
  g_autofree char *here = describe_place (a, conflict->row);
  g_autofree char *there = describe_place (b, conflict->other);
  g_autofree char *one = normlab_results_table_get (a->run->table, conflict->row, conflict->column);
  g_autofree char *two
      = normlab_results_table_get (b->run->table, conflict->other, conflict->column);
  g_autofree char *quoted = normlab_text_for_message (one, -1);
  g_autofree char *other = normlab_text_for_message (two, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: two places in files, the name of a column, two values */
               _("%s and %s are of the same run and step, but differ in %s: %s and %s"), here,
               there, conflict->column, quoted, other);
}

/* What is there several times says the same each time. */
static gboolean
check_entry (const Entry *entry, GError **error)
{
  for (guint i = 1; i < entry->found->len; i++)
    for (guint j = 0; j < 2 && (j == 0 || i > 1); j++)
      {
        const Found *one = get_found (entry, j == 0 ? 0 : i - 1), *two = get_found (entry, i);
        NormlabResultsConflict conflict;

        if (normlab_results_rows_agree (one->run, two->run, &conflict))
          continue;
        set_conflict (one, two, &conflict, error);
        return FALSE;
      }
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = *(const Entry *const *) a, *two = *(const Entry *const *) b;

  if (one->number != two->number)
    return one->number < two->number ? -1 : 1;
  return strcmp (one->key, two->key);
}

/* All of them, in an order that does not depend on that of the tables. */
static GPtrArray *
sort_entries (NormlabResultsMerge *self)
{
  GPtrArray *entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      g_array_sort_with_data (entry->found, compare_found, self);
      entry->number = get_found (entry, 0)->run->number;
      entry->parent = get_found (entry, 0)->run->parent;
      g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static char *
get_checksum (const Entry *entry)
{
  const NormlabResultsRun *run = get_found (entry, 0)->run;

  return normlab_results_table_get (run->table, run->first, "data_checksum");
}

/* What runs have in common that have gone on to different steps: its recipe as if it had one. */
static NormlabRecipe
forget_length (const NormlabRecipe *recipe)
{
  NormlabRecipe result = *recipe;

  result.iterations = 0;
  return result;
}

/* From such a recipe, owned, to its runs that are whole, GPtrArray of Entry. */
static GHashTable *
index_recipes (const NormlabResultsMerge *self)
{
  GHashTable *table
      = g_hash_table_new_full ((GHashFunc) normlab_recipe_hash, (GEqualFunc) normlab_recipe_equal,
                               g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->whole->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->whole, i);
      const NormlabRecipe recipe = forget_length (&get_found (entry, 0)->run->recipe);
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
static const Entry *
find_parent (GHashTable *recipes, const Entry *entry)
{
  const NormlabResultsRun *run = get_found (entry, 0)->run;
  g_autofree char *data = get_checksum (entry);
  const GPtrArray *entries;
  const Entry *found = NULL;
  NormlabRecipe parent;

  if (!normlab_recipe_get_parent (&run->recipe, &parent))
    return NULL;
  parent = forget_length (&parent);
  entries = g_hash_table_lookup (recipes, &parent);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *other = g_ptr_array_index (entries, i);
      g_autofree char *its_data = get_checksum (other);

      if (strcmp (data, its_data) != 0)
        continue;
      if (get_found (other, 0)->run->recipe.iterations == run->recipe.iterations)
        return other;
      found = found != NULL ? found : other;
    }
  return found;
}

static gboolean
has_clash (const NormlabResultsMerge *self)
{
  for (guint i = 1; i < self->whole->len; i++)
    if (((const Entry *) g_ptr_array_index (self->whole, i - 1))->number
        == ((const Entry *) g_ptr_array_index (self->whole, i))->number)
      return TRUE;
  return FALSE;
}

/* Where two runs have one number, from different sweeps, all get others. Branches say what those
 * have that they left, which may be from a table in which they are called otherwise; what is not
 * there has the number that it has elsewhere, as long as that is nobody's. */
static void
renumber (NormlabResultsMerge *self)
{
  g_autoptr (GHashTable) recipes = index_recipes (self);

  self->is_renumbered = has_clash (self);
  for (guint i = 0; self->is_renumbered && i < self->whole->len; i++)
    ((Entry *) g_ptr_array_index (self->whole, i))->number = i + 1;
  for (guint i = 0; i < self->whole->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->whole, i);
      const Entry *parent = find_parent (recipes, entry);

      if (parent != NULL)
        entry->parent = parent->number;
      else if (self->is_renumbered)
        entry->parent = 0;
    }
}

/* Takes those that are there to their ends. */
static void
take_entries (NormlabResultsMerge *self, const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (is_enough (self, get_found (entry, 0)->run))
        g_ptr_array_add (self->whole, entry);
      else
        g_array_append_val (self->missing, entry->number);
    }
}

/* What there should be */

/* All tables are of one data set, for the recipes say nothing of it. */
static gboolean
check_data (const GPtrArray *entries, GError **error)
{
  const Found *first = entries->len > 0 ? get_found (g_ptr_array_index (entries, 0), 0) : NULL;
  g_autofree char *data
      = first != NULL ? get_checksum (g_ptr_array_index (entries, 0)) : g_strdup ("");

  for (guint i = 1; i < entries->len; i++)
    {
      const Found *found = get_found (g_ptr_array_index (entries, i), 0);
      g_autofree char *other = get_checksum (g_ptr_array_index (entries, i));
      g_autofree char *here = NULL;
      g_autofree char *there = NULL;

      if (strcmp (data, other) == 0)
        continue;
      here = describe_place (first, first->run->first);
      there = describe_place (found, found->run->first);
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

static gboolean
take_expected (NormlabResultsMerge *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;
  g_autofree gboolean *found = g_new0 (gboolean, self->recipes->len);

  if (!check_data (entries, error))
    return FALSE;
  numbers = index_expected (self);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, entry->key));
      g_autofree char *place = NULL;

      if (number > 0)
        {
          entry->number = number;
          entry->parent = g_array_index (self->parents, guint, number - 1);
          found[number - 1] = is_enough (self, get_found (entry, 0)->run);
          if (found[number - 1])
            g_ptr_array_add (self->whole, entry);
          continue;
        }
      place = describe_place (get_found (entry, 0), get_found (entry, 0)->run->first);
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: a place in a file */
                   _("%s is of a run that is not among those that are asked for"), place);
      return FALSE;
    }
  g_ptr_array_sort (self->whole, compare_entries);
  for (guint number = 1; number <= self->recipes->len; number++)
    if (!found[number - 1])
      g_array_append_val (self->missing, number);
  return TRUE;
}

gboolean
normlab_results_merge_finish (NormlabResultsMerge *self, GError **error)
{
  g_autoptr (GPtrArray) entries = sort_entries (self);

  for (guint i = 0; i < entries->len; i++)
    if (!check_entry (g_ptr_array_index (entries, i), error))
      return FALSE;
  self->checksum = entries->len > 0 ? get_checksum (g_ptr_array_index (entries, 0)) : NULL;
  if (self->recipes != NULL)
    return take_expected (self, entries, error);
  take_entries (self, entries);
  renumber (self);
  return TRUE;
}

/* Looking */

guint
normlab_results_merge_get_n_runs (const NormlabResultsMerge *self)
{
  return self->whole->len;
}

static const NormlabResultsRun *
get_run (const NormlabResultsMerge *self, guint i)
{
  return get_found (g_ptr_array_index (self->whole, i), 0)->run;
}

/* A row with other numbers. */
static void
append_renumbered (const NormlabResultsTable *table, guint row, const Entry *entry, GString *csv)
{
  guint n = normlab_results_table_get_n_columns (table), run = 0, parent = 0;
  g_autofree NormlabResultsField *fields = g_new (NormlabResultsField, n);

  normlab_results_table_find (table, "run", &run);
  normlab_results_table_find (table, "parent", &parent);
  normlab_results_table_split (table, row, fields);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      if (i == run)
        g_string_append_printf (csv, "%u", entry->number);
      else if (i != parent)
        g_string_append_len (csv, fields[i].begin, (gssize) fields[i].length);
      else if (entry->parent > 0)
        g_string_append_printf (csv, "%u", entry->parent);
    }
}

void
normlab_results_merge_append (const NormlabResultsMerge *self, guint i, GString *csv)
{
  const Entry *entry = g_ptr_array_index (self->whole, i);
  const NormlabResultsRun *run = get_run (self, i);

  for (guint row = run->first; row < run->first + run->n_rows; row++)
    {
      gsize length;
      const char *text = normlab_results_table_get_row (run->table, row, &length);

      if (entry->number == run->number && entry->parent == run->parent)
        g_string_append_len (csv, text, (gssize) length);
      else
        append_renumbered (run->table, row, entry, csv);
      g_string_append (csv, "\r\n");
    }
}

guint
normlab_results_merge_get_number (const NormlabResultsMerge *self, guint i)
{
  return ((const Entry *) g_ptr_array_index (self->whole, i))->number;
}

NormlabRun *
normlab_results_merge_restore (const NormlabResultsMerge *self, guint i, GError **error)
{
  return normlab_results_run_restore (get_run (self, i), error);
}

gboolean
normlab_results_merge_is_renumbered (const NormlabResultsMerge *self)
{
  return self->is_renumbered;
}

const GArray *
normlab_results_merge_get_missing (const NormlabResultsMerge *self)
{
  return self->missing;
}
