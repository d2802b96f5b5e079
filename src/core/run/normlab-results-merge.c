/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-results.h"
#include "normlab-text.h"

static void
free_entry (gpointer data)
{
  NormlabResultsEntry *entry = data;

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

static NormlabResultsFound *
get_found (const NormlabResultsEntry *entry, guint i)
{
  return &g_array_index (entry->found, NormlabResultsFound, i);
}

const NormlabResultsRun *
normlab_results_entry_get_run (const NormlabResultsEntry *self)
{
  return get_found (self, 0)->run;
}

char *
normlab_results_entry_get_checksum (const NormlabResultsEntry *self)
{
  const NormlabResultsRun *run = normlab_results_entry_get_run (self);

  return normlab_results_table_get (run->table, run->first, "data_checksum");
}

static char *
describe_place (const NormlabResultsFound *found, guint row)
{
  g_autofree char *name = normlab_text_for_path (found->path);

  /* Translators: a place in a file */
  return g_strdup_printf (_("“%s”, line %u"), name,
                          normlab_results_table_get_line (found->run->table, row));
}

char *
normlab_results_entry_describe (const NormlabResultsEntry *self)
{
  return describe_place (get_found (self, 0), normlab_results_entry_get_run (self)->first);
}

static void
add_run (NormlabResultsMerge *self, const char *path, NormlabResultsRun *run)
{
  NormlabResultsEntry *entry = g_hash_table_lookup (self->entries, run->key);
  const NormlabResultsFound found = { path, run };

  if (entry == NULL)
    {
      entry = g_new0 (NormlabResultsEntry, 1);
      entry->key = run->key;
      entry->found = g_array_new (FALSE, FALSE, sizeof (NormlabResultsFound));
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

gboolean
normlab_results_merge_is_enough (const NormlabResultsMerge *self, const NormlabResultsRun *run)
{
  return run->is_whole
         && (self->recipes == NULL || normlab_results_run_has_measured (run, &self->measures));
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer data)
{
  const NormlabResultsFound *one = a, *two = b;
  const NormlabMeasures *m = &one->run->measures, *n = &two->run->measures;
  int order = normlab_results_merge_is_enough (data, two->run)
              - normlab_results_merge_is_enough (data, one->run);

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

static void
set_conflict (const NormlabResultsFound *a,
              const NormlabResultsFound *b,
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

  if (strcmp (conflict->column, "state") == 0 || strcmp (conflict->column, "end_step") == 0)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 /* Translators: two places in files, the name of a column, two values */
                 _("%s and %s are of the same run, but differ in %s: %s and %s"), here, there,
                 conflict->column, quoted, other);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 /* Translators: two places in files, the name of a column, two values */
                 _("%s and %s are of the same run and step, but differ in %s: %s and %s"), here,
                 there, conflict->column, quoted, other);
}

/* Compares one with those that together say all that has been said before; @said: guint, which of
 * @entry's they are, to which it is added unless one of them says all of it. */
static gboolean
check_found (const NormlabResultsEntry *entry, guint i, GArray *said, GError **error)
{
  const NormlabResultsFound *found = get_found (entry, i);
  gboolean covers = FALSE;

  for (guint j = 0; j < said->len && !covers; j++)
    {
      const NormlabResultsFound *other = get_found (entry, g_array_index (said, guint, j));
      NormlabResultsConflict conflict;

      if (normlab_results_rows_agree (other->run, found->run, &covers, &conflict))
        continue;
      set_conflict (other, found, &conflict, error);
      return FALSE;
    }
  if (!covers)
    g_array_append_val (said, i);
  return TRUE;
}

/* What is there several times says the same each time. That one says nothing of what two others
 * differ in does not make these the same. */
static gboolean
check_entry (const NormlabResultsEntry *entry, GError **error)
{
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < entry->found->len; i++)
    if (!check_found (entry, i, said, error))
      return FALSE;
  return TRUE;
}

int
normlab_results_entry_compare (gconstpointer a, gconstpointer b)
{
  const NormlabResultsEntry *one = *(const NormlabResultsEntry *const *) a,
                            *two = *(const NormlabResultsEntry *const *) b;

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
      NormlabResultsEntry *entry = value;

      g_array_sort_with_data (entry->found, compare_found, self);
      entry->number = get_found (entry, 0)->run->number;
      entry->parent = get_found (entry, 0)->run->parent;
      g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, normlab_results_entry_compare);
  return entries;
}

/* Takes those that are there to their ends. */
static void
take_entries (NormlabResultsMerge *self, const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      NormlabResultsEntry *entry = g_ptr_array_index (entries, i);

      if (normlab_results_merge_is_enough (self, get_found (entry, 0)->run))
        g_ptr_array_add (self->whole, entry);
      else
        g_array_append_val (self->missing, entry->number);
    }
}

gboolean
normlab_results_merge_finish (NormlabResultsMerge *self, GError **error)
{
  g_autoptr (GPtrArray) entries = sort_entries (self);

  for (guint i = 0; i < entries->len; i++)
    if (!check_entry (g_ptr_array_index (entries, i), error))
      return FALSE;
  self->checksum = entries->len > 0
                       ? normlab_results_entry_get_checksum (g_ptr_array_index (entries, 0))
                       : NULL;
  if (self->recipes != NULL)
    return normlab_results_merge_take_expected (self, entries, error);
  take_entries (self, entries);
  normlab_results_merge_renumber (self);
  return TRUE;
}

/* Looking */

guint
normlab_results_merge_get_n_runs (const NormlabResultsMerge *self)
{
  return self->whole->len;
}

static NormlabResultsRun *
get_run (const NormlabResultsMerge *self, guint i)
{
  return get_found (g_ptr_array_index (self->whole, i), 0)->run;
}

GPtrArray *
normlab_results_merge_list_runs (const NormlabResultsMerge *self)
{
  GPtrArray *runs = g_ptr_array_new ();

  for (guint i = 0; i < self->whole->len; i++)
    g_ptr_array_add (runs, get_run (self, i));
  return runs;
}

char *
normlab_results_merge_find_other_data (const NormlabResultsMerge *self, const char *checksum)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const GPtrArray *runs = g_ptr_array_index (self->runs, i);

      for (guint k = 0; k < runs->len; k++)
        {
          NormlabResultsRun *run = g_ptr_array_index (runs, k);
          const NormlabResultsFound found = { g_ptr_array_index (self->paths, i), run };
          g_autofree char *its
              = normlab_results_table_get (run->table, run->first, "data_checksum");

          if (strcmp (its, checksum) != 0)
            return describe_place (&found, run->first);
        }
    }
  return NULL;
}

/* A row with other numbers. */
static void
append_renumbered (const NormlabResultsTable *table,
                   guint row,
                   const NormlabResultsEntry *entry,
                   GString *csv)
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
  const NormlabResultsEntry *entry = g_ptr_array_index (self->whole, i);
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
  return ((const NormlabResultsEntry *) g_ptr_array_index (self->whole, i))->number;
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
