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
 * @parts: n_names × n_parts; "" behind the last part of a name that has fewer
 * @left_out: n_parts: which of them no name shows, though they are not alike
 *
 * Names in parts.
 */
typedef struct
{
  guint n_names;
  guint n_parts;
  GStrv *parts;
  gboolean *left_out;
} Table;

static void
fill_up (Table *self, guint i)
{
  guint n = g_strv_length (self->parts[i]);

  self->parts[i] = g_renew (char *, self->parts[i], self->n_parts + 1);
  for (; n < self->n_parts; n++)
    self->parts[i][n] = g_strdup ("");
  self->parts[i][self->n_parts] = NULL;
}

/* FALSE when names have different numbers of parts. */
static gboolean
table_init (Table *self, char **names, guint n_names, const char *separator)
{
  gboolean even = TRUE;

  *self = (Table){ .n_names = n_names, .parts = g_new0 (GStrv, n_names) };
  for (guint i = 0; i < n_names; i++)
    {
      self->parts[i] = g_strsplit (names[i], separator, -1);
      even = even && (i == 0 || g_strv_length (self->parts[i]) == self->n_parts);
      self->n_parts = MAX (self->n_parts, g_strv_length (self->parts[i]));
    }
  for (guint i = 0; i < n_names; i++)
    fill_up (self, i);
  self->left_out = g_new0 (gboolean, MAX (self->n_parts, 1));
  return even;
}

static void
table_clear (Table *self)
{
  for (guint i = 0; i < self->n_names; i++)
    g_strfreev (self->parts[i]);
  g_free (self->parts);
  g_free (self->left_out);
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

/* Whether the sign for a part that is left out is the one that the next part begins with. */
static gboolean
is_told (const Table *self, guint i, guint j)
{
  return self->left_out[j] && j + 1 < self->n_parts && !self->left_out[j + 1]
         && g_str_has_prefix (self->parts[i][j + 1], ELLIPSIS);
}

/* The names without the parts that are alike, which leave one sign for as many as lie together. */
static char **
join (const Table *self, const char *separator)
{
  g_autofree gboolean *alike = g_new (gboolean, self->n_parts);
  char **names = g_new0 (char *, self->n_names + 1);

  for (guint j = 0; j < self->n_parts; j++)
    alike[j] = self->left_out[j] || is_alike (self, j);
  for (guint i = 0; i < self->n_names; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      for (guint j = 0; j < self->n_parts; j++)
        if (alike[j] ? (j == 0 || !alike[j - 1]) && !is_told (self, i, j)
                     : *self->parts[i][j] != '\0')
          g_string_append_printf (name, "%s%s", name->len > 0 ? separator : "",
                                  alike[j] ? ELLIPSIS : self->parts[i][j]);
      names[i] = g_strdup (name->str);
    }
  return names;
}

/* Those that have the part. */
static void
cut_columns (Table *self)
{
  g_autofree char **column = g_new (char *, self->n_names);
  g_autofree guint *owners = g_new (guint, self->n_names);

  for (guint j = 0; j < self->n_parts; j++)
    {
      guint n = 0;

      for (guint i = 0; i < self->n_names; i++)
        if (*self->parts[i][j] != '\0')
          {
            owners[n] = i;
            column[n++] = self->parts[i][j];
          }
      if (n == 0 || are_equal (column, n))
        continue;
      cut_words (column, n);
      for (guint k = 0; k < n; k++)
        self->parts[owners[k]][j] = column[k];
    }
}

static guint
count_different (char **names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (seen, names[i]);
  return g_hash_table_size (seen);
}

static guint
count_fitting (char **names, NormlabNameFits fits, gpointer data)
{
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    n += fits (names[i], data);
  return n;
}

/* Of a part that some names have and others have not, and that is the same where it is, the first
 * word tells as much. */
static void
shorten_column (Table *self, guint part)
{
  const char *only = NULL;
  gboolean some_lack_it = FALSE;

  for (guint i = 0; i < self->n_names; i++)
    {
      const char *text = self->parts[i][part];

      some_lack_it |= *text == '\0';
      if (*text == '\0')
        continue;
      if (only != NULL && strcmp (only, text) != 0)
        return;
      only = text;
    }
  if (!some_lack_it || only == NULL || strchr (only, ' ') == NULL)
    return;
  for (guint i = 0; i < self->n_names; i++)
    {
      char *text = self->parts[i][part];

      if (*text == '\0')
        continue;
      self->parts[i][part]
          = g_strdup_printf ("%.*s" ELLIPSIS, (int) (strchr (text, ' ') - text), text);
      g_free (text);
    }
}

/* Puts @names, which are taken over, in place of @cut where more of them fit, and where they are
 * told apart as well. */
static void
prefer (char ***cut, char **names, guint n_different, NormlabNameFits fits, gpointer data)
{
  if (count_different (names) == n_different
      && count_fitting (names, fits, data) > count_fitting (*cut, fits, data))
    {
      g_strfreev (*cut);
      *cut = names;
    }
  else
    g_strfreev (names);
}

/* Leaves parts out, from the last one on, that nobody needs to tell names apart; of those that only
 * some have, their beginnings. */
static void
leave_out (Table *self,
           char ***cut,
           guint n_different,
           const char *separator,
           NormlabNameFits fits,
           gpointer data)
{
  prefer (cut, join (self, separator), n_different, fits, data);
  for (guint j = self->n_parts; j-- > 0 && !all_fit (*cut, fits, data);)
    {
      g_auto (GStrv) without = NULL;

      if (self->left_out[j] || is_alike (self, j))
        continue;
      self->left_out[j] = TRUE;
      without = join (self, separator);
      if (count_different (without) == n_different)
        prefer (cut, g_steal_pointer (&without), n_different, fits, data);
      else
        self->left_out[j] = FALSE;
    }
  for (guint j = 0; j < self->n_parts && !all_fit (*cut, fits, data); j++)
    {
      shorten_column (self, j);
      prefer (cut, join (self, separator), n_different, fits, data);
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
  guint n_different = count_different (cut);
  Table table;

  g_return_val_if_fail (separator != NULL && *separator != '\0', cut);
  g_return_val_if_fail (fits != NULL, cut);

  if (n_names < 2 || all_fit (cut, fits, data) || are_equal (cut, n_names))
    return cut;

  if (!table_init (&table, cut, n_names, separator))
    {
      cut_words (cut, n_names);
      if (!all_fit (cut, fits, data))
        {
          cut_columns (&table);
          leave_out (&table, &cut, n_different, separator, fits, data);
        }
    }
  else
    {
      g_strfreev (cut);
      cut = join (&table, separator);
      if (!all_fit (cut, fits, data))
        {
          cut_columns (&table);
          g_strfreev (cut);
          cut = join (&table, separator);
        }
    }
  table_clear (&table);
  return cut;
}
