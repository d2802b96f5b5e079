/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-names.h"

#include <string.h>

#define ELLIPSIS "…"

static gboolean
all_fit (char **names, NormlabNameFits fits, gpointer data)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!fits (names[i], data))
      return FALSE;
  return TRUE;
}

static char **
copy (const char *const *names, guint n_names)
{
  char **copies = g_new0 (char *, n_names + 1);

  for (guint i = 0; i < n_names; i++)
    copies[i] = g_strdup (names[i] != NULL ? names[i] : "");
  return copies;
}

/* What lies between words. */
static gboolean
parts_words (char byte)
{
  return byte == ' ' || byte == '-' || byte == '_' || byte == '/';
}

/* Whether nothing lies between words of that script. */
static gboolean
is_unspaced (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA
         || script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Whether a word begins at @at because it is written otherwise than the one before it, as Japanese
 * has it: "正規化|あり". */
static gboolean
changes_script (const char *name, const char *at)
{
  GUnicodeScript before, after;

  if (at == name || *at == '\0' || ((guchar) *at & 0xc0) == 0x80)
    return FALSE;
  before = g_unichar_get_script (g_utf8_get_char (g_utf8_prev_char (at)));
  after = g_unichar_get_script (g_utf8_get_char (at));
  return is_unspaced (before) && is_unspaced (after) && before != after;
}

/* How many bytes all names begin with, whole words only. */
static gsize
get_common_start (char **names, guint n_names)
{
  gsize length = strlen (names[0]);

  for (guint i = 1; i < n_names; i++)
    for (gsize at = 0; at < length; at++)
      if (names[i][at] != names[0][at])
        length = at;
  /* What lies between words belongs to the one before. */
  while (length > 0 && !parts_words (names[0][length - 1])
         && !changes_script (names[0], names[0] + length))
    length--;
  return length;
}

/* How many bytes all names end with past their first @start ones, whole words only. */
static gsize
get_common_end (char **names, guint n_names, gsize start)
{
  gsize length = strlen (names[0]) - start;

  for (guint i = 1; i < n_names; i++)
    {
      gsize all = strlen (names[i]);

      length = MIN (length, all - start);
      for (gsize at = 0; at < length; at++)
        if (names[i][all - 1 - at] != names[0][strlen (names[0]) - 1 - at])
          length = at;
    }
  while (length > 0 && !parts_words (names[0][strlen (names[0]) - length])
         && !changes_script (names[0], names[0] + strlen (names[0]) - length))
    length--;
  return length;
}

static gboolean
are_equal (char **names, guint n_names)
{
  for (guint i = 1; i < n_names; i++)
    if (strcmp (names[i], names[0]) != 0)
      return FALSE;
  return TRUE;
}

/* Leaves what differs of names, of which not all are equal, and a sign for what went. */
static void
cut_words (char **names, guint n_names)
{
  gsize start = get_common_start (names, n_names);
  gsize end = get_common_end (names, n_names, start);

  for (guint i = 0; i < n_names; i++)
    {
      char *name = names[i];
      g_autofree char *rest = g_strndup (name + start, strlen (name) - start - end);

      names[i] = g_strconcat (start > 0 ? ELLIPSIS : "", g_strstrip (rest), end > 0 ? ELLIPSIS : "",
                              NULL);
      g_free (name);
    }
}

/**
 * Table:
 * @parts: n_names × n_parts
 *
 * Names in parts, each of the same number.
 */
typedef struct
{
  guint n_names;
  guint n_parts;
  GStrv *parts;
} Table;

/* FALSE when names have different numbers of parts. */
static gboolean
table_init (Table *self, char **names, guint n_names, const char *separator)
{
  gboolean even = TRUE;

  *self = (Table){ .n_names = n_names, .parts = g_new0 (GStrv, n_names) };
  for (guint i = 0; i < n_names; i++)
    {
      self->parts[i] = g_strsplit (names[i], separator, -1);
      if (i == 0)
        self->n_parts = g_strv_length (self->parts[i]);
      even = even && g_strv_length (self->parts[i]) == self->n_parts;
    }
  return even;
}

static void
table_clear (Table *self)
{
  for (guint i = 0; i < self->n_names; i++)
    g_strfreev (self->parts[i]);
  g_free (self->parts);
}

/* The column @part of all names; owned by the caller as an array only. */
static char **
get_column (const Table *self, guint part)
{
  char **column = g_new (char *, self->n_names);

  for (guint i = 0; i < self->n_names; i++)
    column[i] = self->parts[i][part];
  return column;
}

static gboolean
is_alike (const Table *self, guint part)
{
  g_autofree char **column = get_column (self, part);

  return are_equal (column, self->n_names);
}

/* The names without the parts that are alike, which leave one sign for as many as lie together. */
static char **
join (const Table *self, const char *separator)
{
  g_autofree gboolean *alike = g_new (gboolean, self->n_parts);
  char **names = g_new0 (char *, self->n_names + 1);

  for (guint j = 0; j < self->n_parts; j++)
    alike[j] = is_alike (self, j);
  for (guint i = 0; i < self->n_names; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      for (guint j = 0; j < self->n_parts; j++)
        if (!alike[j] || j == 0 || !alike[j - 1])
          g_string_append_printf (name, "%s%s", name->len > 0 ? separator : "",
                                  alike[j] ? ELLIPSIS : self->parts[i][j]);
      names[i] = g_strdup (name->str);
    }
  return names;
}

static void
cut_columns (Table *self)
{
  for (guint j = 0; j < self->n_parts; j++)
    {
      g_autofree char **column = get_column (self, j);

      if (are_equal (column, self->n_names))
        continue;
      cut_words (column, self->n_names);
      for (guint i = 0; i < self->n_names; i++)
        self->parts[i][j] = column[i];
    }
}

char **
normlab_names_cut_alike (const char *const *names,
                         guint n_names,
                         const char *separator,
                         NormlabNameFits fits,
                         gpointer data)
{
  char **cut = copy (names, n_names);
  Table table;

  g_return_val_if_fail (separator != NULL && *separator != '\0', cut);
  g_return_val_if_fail (fits != NULL, cut);

  if (n_names < 2 || all_fit (cut, fits, data) || are_equal (cut, n_names))
    return cut;

  if (!table_init (&table, cut, n_names, separator))
    {
      cut_words (cut, n_names);
      table_clear (&table);
      return cut;
    }
  g_strfreev (cut);
  cut = join (&table, separator);
  if (!all_fit (cut, fits, data))
    {
      cut_columns (&table);
      g_strfreev (cut);
      cut = join (&table, separator);
    }
  table_clear (&table);
  return cut;
}
