/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-role.h"

#include <string.h>

#define SEPARATORS "-._ "
/* Names of files are no longer; those of an archive's members may be. */
#define MAX_NAME 255

typedef struct
{
  const char *word;
  int value;
} Word;

static const Word splits[] = {
  { "train", NORMLAB_SPLIT_TRAINING }, { "training", NORMLAB_SPLIT_TRAINING },
  { "t10k", NORMLAB_SPLIT_TEST },      { "test", NORMLAB_SPLIT_TEST },
  { "testing", NORMLAB_SPLIT_TEST },   { "tra", NORMLAB_SPLIT_TRAINING },
  { "tes", NORMLAB_SPLIT_TEST },       { "val", NORMLAB_SPLIT_TEST },
  { "valid", NORMLAB_SPLIT_TEST },     { "validation", NORMLAB_SPLIT_TEST },
};

static const Word kinds[] = {
  { "images", NORMLAB_ARRAY_IMAGES },  { "image", NORMLAB_ARRAY_IMAGES },
  { "imgs", NORMLAB_ARRAY_IMAGES },    { "x", NORMLAB_ARRAY_IMAGES },
  { "data", NORMLAB_ARRAY_IMAGES },    { "labels", NORMLAB_ARRAY_LABELS },
  { "label", NORMLAB_ARRAY_LABELS },   { "y", NORMLAB_ARRAY_LABELS },
  { "targets", NORMLAB_ARRAY_LABELS }, { "target", NORMLAB_ARRAY_LABELS },
};

/* Of numbers, behind everything else. */
static const char *const types[]
    = { "idx1",  "idx2", "idx3",  "idx4",    "idx",     "ubyte",  "byte", "short",
        "int32", "int",  "float", "float32", "float64", "double", "uint8" };
static const char *const endings[]
    = { ".gz", ".gzip", ".csv", ".tsv", ".txt", ".npy", ".npz", ".bin", ".dat", ".svm", ".libsvm" };

static int
find_word (const Word *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (words[i].word, word) == 0)
      return words[i].value;
  return -1;
}

static gboolean
is_type (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* "(1)", " (1)", ".1" or " copy" at the end of @name; cuts it off. */
static gboolean
cut_copy (char *name, guint *copy)
{
  gsize n = strlen (name);
  gsize digits = 0;
  gboolean bracket = n > 0 && name[n - 1] == ')';

  if (g_str_has_suffix (name, " copy") || g_str_has_suffix (name, "(copy)"))
    {
      name[n - (bracket ? 6 : 5)] = '\0';
      *copy = 1;
      return TRUE;
    }
  n -= bracket;
  while (digits < n && g_ascii_isdigit (name[n - 1 - digits]))
    digits++;
  if (digits == 0 || digits >= n || digits > 4 || name[n - 1 - digits] != (bracket ? '(' : '.'))
    return FALSE;
  *copy = (guint) g_ascii_strtoull (name + n - digits, NULL, 10);
  name[n - 1 - digits] = '\0';
  return TRUE;
}

static gboolean
cut_ending (char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      {
        name[strlen (name) - strlen (endings[i])] = '\0';
        return TRUE;
      }
  return FALSE;
}

/* Split and kind are the last two words, or the last one is the one or the other. @n: words;
 * returns how many stand before. */
static guint
find_role (NormlabDataRole *self, char **words, guint n)
{
  for (guint taken = 0; taken < 2 && n > 0; taken++)
    {
      int split = find_word (splits, G_N_ELEMENTS (splits), words[n - 1]);
      int kind = find_word (kinds, G_N_ELEMENTS (kinds), words[n - 1]);

      if (split >= 0 && self->split < 0)
        {
          self->split = split;
          self->validation = g_str_has_prefix (words[n - 1], "val");
        }
      else if (kind >= 0 && self->kind < 0)
        self->kind = kind;
      else
        break;
      n--;
    }
  return n;
}

static gboolean
begins_with_any (const char *text, const Word *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_ascii_strncasecmp (text, words[i].word, strlen (words[i].word)) == 0)
      return TRUE;
  return FALSE;
}

/* In lower case, with a separator before one of our words where it begins with a capital behind a
 * small letter: "trainImages". */
static char *
fold_case (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (p > name && g_ascii_isupper (*p) && g_ascii_islower (p[-1])
          && (begins_with_any (p, splits, G_N_ELEMENTS (splits))
              || begins_with_any (p, kinds, G_N_ELEMENTS (kinds))))
        g_string_append_c (text, '-');
      g_string_append_c (text, g_ascii_tolower (*p));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
normlab_data_role_read (NormlabDataRole *self, const char *name)
{
  g_autofree char *lower = fold_case (name);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) parts = NULL;
  guint n;

  *self = (NormlabDataRole){ .split = -1, .kind = -1 };
  if (strlen (name) > MAX_NAME)
    {
      self->prefix = g_strdup ("");
      return FALSE;
    }
  self->is_table = strstr (lower, ".csv") != NULL || strstr (lower, ".tsv") != NULL;
  do
    g_strchomp (lower);
  while (cut_ending (lower) || cut_copy (lower, &self->copy));

  parts = g_strsplit_set (lower, SEPARATORS, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, parts[i]);
  n = words->len;
  while (n > 0 && is_type (g_ptr_array_index (words, n - 1)))
    n--;
  n = find_role (self, (char **) words->pdata, n);
  g_ptr_array_set_size (words, (int) n);
  g_ptr_array_add (words, NULL);
  self->prefix = g_strjoinv ("-", (char **) words->pdata);
  return self->split >= 0 || self->kind >= 0;
}

void
normlab_data_role_clear (NormlabDataRole *self)
{
  g_clear_pointer (&self->prefix, g_free);
}
