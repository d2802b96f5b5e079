/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-results.h"
#include "normlab-text.h"

/* A row of the file, and its first line. */
typedef struct
{
  gsize begin, length;
  guint line;
} Row;

struct _NormlabResultsTable
{
  char *text;
  GArray *rows;        /* of Row, without the header */
  GHashTable *columns; /* of char *: their places */
  guint n_columns;
  gboolean is_own;
};

/* What says which run a row is of, its number first. */
static const char *const key_columns[] = {
  "run",         "hidden",        "batch_norm",    "activation",    "init",
  "optimizer",   "batch_size",    "weight_decay",  "dropout",       "update",
  "seed",        "learning_rate", "iterations",    "interval",      "training_images",
  "label_noise", "branch",        "data_checksum", "before_branch",
};

void
normlab_results_table_free (NormlabResultsTable *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_array_unref (self->rows);
  g_hash_table_unref (self->columns);
  g_free (self);
}

/* Reading */

/* Where the row that begins at @begin ends: what ends lines in quotes is part of a field. Counts
 * the lines that it goes over. FALSE where the text ends before the quotes do. */
static gboolean
find_end (const char *text, gsize length, gsize begin, gsize *end, guint *n_lines)
{
  gboolean quoted = FALSE;
  gsize i = begin;

  for (; i < length && (quoted || text[i] != '\n'); i++)
    {
      quoted ^= text[i] == '"';
      *n_lines += text[i] == '\n';
    }
  *end = i;
  return !quoted;
}

/* The end of the field that begins at @text, which is a comma or @end. */
static const char *
find_comma (const char *text, const char *end)
{
  gboolean quoted = FALSE;

  for (; text < end && (quoted || *text != ','); text++)
    quoted ^= *text == '"';
  return text;
}

static char *
unquote (const char *begin, const char *end)
{
  GString *field = g_string_new (NULL);

  if (begin == end || *begin != '"')
    return g_string_free (g_string_append_len (field, begin, end - begin), FALSE);
  for (const char *p = begin + 1; p < end; p++)
    {
      if (*p == '"' && (++p == end || *p != '"'))
        break;
      g_string_append_c (field, *p);
    }
  return g_string_free (field, FALSE);
}

static guint
count_fields (const char *begin, const char *end)
{
  guint n = 1;

  for (const char *p = find_comma (begin, end); p < end; p = find_comma (p + 1, end))
    n++;
  return n;
}

static void
take_header (NormlabResultsTable *self, const char *begin, const char *end)
{
  g_autofree char *own = normlab_results_get_header ();

  self->is_own = strlen (own) == (gsize) (end - begin) && memcmp (own, begin, strlen (own)) == 0;
  self->n_columns = count_fields (begin, end);
  for (guint i = 0;; i++)
    {
      const char *comma = find_comma (begin, end);

      g_hash_table_insert (self->columns, unquote (begin, comma), GUINT_TO_POINTER (i));
      if (comma == end)
        return;
      begin = comma + 1;
    }
}

static gboolean refuse (const char *path, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
refuse (const char *path, GError **error, const char *format, ...)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("“%s” cannot be read: %s"), name,
               reason);
  return FALSE;
}

static gboolean
check_columns (const NormlabResultsTable *self,
               const char *const *columns,
               guint n,
               const char *path,
               GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!g_hash_table_contains (self->columns, columns[i]))
      return refuse (path, error,
                     /* Translators: why a file cannot be read; %s is the name of a column */
                     _("its first line is not that of results; “%s” is missing"), columns[i]);
  return TRUE;
}

/* Results of earlier versions had fewer columns, which are no recipe. */
static gboolean
check_header (const NormlabResultsTable *self, const char *path, GError **error)
{
  static const char *const others[] = { "step", "state", "end_step", "measured" };

  return check_columns (self, key_columns, G_N_ELEMENTS (key_columns), path, error)
         && check_columns (self, others, G_N_ELEMENTS (others), path, error);
}

static gboolean
read_rows (NormlabResultsTable *self, gsize length, const char *path, GError **error)
{
  /* Other programs put a mark there that the text is UTF-8. */
  gsize first = length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  guint line = 1;
  gsize end;

  for (gsize begin = first; begin < length; begin = end + 1)
    {
      Row row = { .begin = begin, .line = line };

      if (!find_end (self->text, length, begin, &end, &line))
        return refuse (path, error, _("line %u has no end"), row.line);
      line++;
      row.length = end - begin;
      if (row.length > 0 && self->text[end - 1] == '\r')
        row.length--;
      if (row.length == 0)
        continue;
      if (self->n_columns == 0)
        {
          take_header (self, self->text + begin, self->text + begin + row.length);
          if (!check_header (self, path, error))
            return FALSE;
          continue;
        }
      if (count_fields (self->text + begin, self->text + begin + row.length) != self->n_columns)
        return refuse (path, error, _("line %u has not as many fields as the first one"),
                       row.line);
      g_array_append_val (self->rows, row);
    }
  return self->n_columns > 0 || refuse (path, error, _("it is empty"));
}

NormlabResultsTable *
normlab_results_table_new (char *text, gsize length, const char *path, GError **error)
{
  g_autoptr (NormlabResultsTable) self = g_new0 (NormlabResultsTable, 1);

  self->text = text;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_rows (self, length, path, error))
    return NULL;
  return g_steal_pointer (&self);
}

NormlabResultsTable *
normlab_results_table_load (const char *path, GError **error)
{
  char *text;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = normlab_key_file_read_any (path, NORMLAB_RESULTS_MAX_SIZE, &length, error);
  return text != NULL ? normlab_results_table_new (text, length, path, error) : NULL;
}

/* Looking */

gboolean
normlab_results_table_is_own (const NormlabResultsTable *self)
{
  return self->is_own;
}

guint
normlab_results_table_get_n_rows (const NormlabResultsTable *self)
{
  return self->rows->len;
}

guint
normlab_results_table_get_line (const NormlabResultsTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->rows, Row, row).line;
}

const char *
normlab_results_table_get_row (const NormlabResultsTable *self, guint row, gsize *length)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  *length = g_array_index (self->rows, Row, row).length;
  return self->text + g_array_index (self->rows, Row, row).begin;
}

char *
normlab_results_table_get (const NormlabResultsTable *self, guint row, const char *column)
{
  gsize length;
  const char *begin = normlab_results_table_get_row (self, row, &length);
  const char *end = begin + length;
  gpointer place;

  if (!g_hash_table_lookup_extended (self->columns, column, NULL, &place))
    return g_strdup ("");
  for (guint i = 0; i < GPOINTER_TO_UINT (place); i++)
    begin = find_comma (begin, end) + 1;
  return unquote (begin, find_comma (begin, end));
}

guint
normlab_results_table_get_n_columns (const NormlabResultsTable *self)
{
  return self->n_columns;
}

gboolean
normlab_results_table_find (const NormlabResultsTable *self, const char *column, guint *place)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->columns, column, NULL, &found))
    return FALSE;
  *place = GPOINTER_TO_UINT (found);
  return TRUE;
}

void
normlab_results_table_split (const NormlabResultsTable *self,
                             guint row,
                             NormlabResultsField *fields)
{
  gsize length;
  const char *begin = normlab_results_table_get_row (self, row, &length);
  const char *end = begin + length;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *comma = find_comma (begin, end);

      fields[i] = (NormlabResultsField){ begin, (gsize) (comma - begin) };
      begin = comma + 1;
    }
}

GArray *
normlab_results_table_find_key (const NormlabResultsTable *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint place;

  for (guint i = 1; i < G_N_ELEMENTS (key_columns); i++)
    if (normlab_results_table_find (self, key_columns[i], &place))
      g_array_append_val (places, place);
  return places;
}

const char *
normlab_results_key_skip_number (const char *key)
{
  return strchr (key, '\n') + 1;
}

char *
normlab_results_table_get_key (const NormlabResultsTable *self, guint row)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (key_columns); i++)
    {
      g_autofree char *field = normlab_results_table_get (self, row, key_columns[i]);

      g_string_append_printf (key, "%s\n", field);
    }
  return g_string_free (key, FALSE);
}

char *
normlab_results_table_get_key_of (NormlabRun *run, guint number)
{
  g_autoptr (NormlabResultsTable) table = NULL;
  GString *csv = g_string_new (NULL);
  gsize length;

  normlab_results_append_header (csv);
  normlab_results_append_unmeasured (csv, run, number);
  length = csv->len;
  table = normlab_results_table_new (g_string_free (csv, FALSE), length, "", NULL);
  return normlab_results_table_get_key (table, 0);
}
