/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-private.h"
#include "normlab-text.h"

/* Series of other programs' runs that go on in the records behind a session. */

static const char *const parts[] = NORMLAB_SESSION_SERIES_PARTS;
#define N_PARTS G_N_ELEMENTS (parts)

/* One of them: its lists, as they stand in a key file. */
typedef struct
{
  char *name;
  GString *lists[N_PARTS];
} Series;

struct _NormlabSessionSeries
{
  GHashTable *groups; /* char* → GPtrArray of Series, as they came */
  GHashTable *series; /* "group\tname" → Series */
};

static void
series_free (gpointer data)
{
  Series *self = data;

  for (guint part = 0; part < N_PARTS; part++)
    g_string_free (self->lists[part], TRUE);
  g_free (self->name);
  g_free (self);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

NormlabSessionSeries *
normlab_session_series_new (void)
{
  NormlabSessionSeries *self = g_new0 (NormlabSessionSeries, 1);

  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_array);
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
normlab_session_series_free (NormlabSessionSeries *self)
{
  g_hash_table_unref (self->series);
  g_hash_table_unref (self->groups);
  g_free (self);
}

static Series *
get (NormlabSessionSeries *self, const char *group, const char *name)
{
  g_autofree char *key = g_strconcat (group, "\t", name, NULL);
  Series *series = g_hash_table_lookup (self->series, key);
  GPtrArray *all;

  if (series != NULL)
    return series;
  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  for (guint part = 0; part < N_PARTS; part++)
    series->lists[part] = g_string_new (NULL);
  all = g_hash_table_lookup (self->groups, group);
  if (all == NULL)
    {
      all = g_ptr_array_new_with_free_func (series_free);
      g_hash_table_insert (self->groups, g_strdup (group), all);
    }
  g_ptr_array_add (all, series);
  g_hash_table_insert (self->series, g_steal_pointer (&key), series);
  return series;
}

static void
append (GString *list, const char *more)
{
  if (list->len > 0 && *more != '\0')
    g_string_append_c (list, ';');
  g_string_append (list, more);
}

/* A list that lacks makes the others differ in length from it, which loading refuses. */
void
normlab_session_series_add (NormlabSessionSeries *self, GKeyFile *file, const char *group)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *key = g_strdup_printf (NORMLAB_SESSION_SERIES, i);
      g_autofree char *name = g_key_file_get_value (file, group, key, NULL);
      Series *series;

      if (name == NULL)
        return;
      series = get (self, group, name);
      for (guint part = 0; part < N_PARTS; part++)
        {
          g_autofree char *list_key = g_strconcat (key, ".", parts[part], NULL);
          g_autofree char *list = g_key_file_get_value (file, group, list_key, NULL);

          append (series->lists[part], list != NULL ? list : "");
        }
    }
}

void
normlab_session_series_forget (NormlabSessionSeries *self, const char *group)
{
  const GPtrArray *all = g_hash_table_lookup (self->groups, group);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const Series *series = g_ptr_array_index (all, i);
      g_autofree char *key = g_strconcat (group, "\t", series->name, NULL);

      g_hash_table_remove (self->series, key);
    }
  g_hash_table_remove (self->groups, group);
}

/* Of those that a group has: name → number. */
static GHashTable *
list_numbers (GKeyFile *file, const char *group, guint *n)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *count = g_key_file_get_value (file, group, NORMLAB_SESSION_SERIES_COUNT, NULL);
  guint max = G_MAXUINT - 1;

  if (count != NULL && !normlab_text_to_uint (count, 0, G_MAXUINT - 1, &max))
    max = 0;
  for (*n = 0; *n < max; ++*n)
    {
      g_autofree char *key = g_strdup_printf (NORMLAB_SESSION_SERIES, *n + 1);
      char *name = g_key_file_get_value (file, group, key, NULL);

      if (name == NULL)
        break;
      g_hash_table_insert (numbers, name, GUINT_TO_POINTER (*n + 1));
    }
  return numbers;
}

static void
store (const Series *self, GKeyFile *file, const char *group, guint number, gboolean fresh)
{
  g_autofree char *key = g_strdup_printf (NORMLAB_SESSION_SERIES, number);

  g_key_file_set_value (file, group, key, self->name);
  for (guint part = 0; part < N_PARTS; part++)
    {
      g_autofree char *list_key = g_strconcat (key, ".", parts[part], NULL);
      g_autofree char *before = fresh ? NULL : g_key_file_get_value (file, group, list_key, NULL);
      g_autoptr (GString) list = g_string_new (before);

      append (list, self->lists[part]->str);
      g_key_file_set_value (file, group, list_key, list->str);
    }
}

void
normlab_session_series_store (const NormlabSessionSeries *self, GKeyFile *file)
{
  GHashTableIter iter;
  gpointer group, value;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &group, &value))
    {
      const GPtrArray *all = value;
      g_autoptr (GHashTable) numbers = NULL;
      g_autofree char *count = NULL;
      guint n;

      numbers = list_numbers (file, group, &n);
      for (guint i = 0; i < all->len; i++)
        {
          const Series *series = g_ptr_array_index (all, i);
          guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, series->name));

          store (series, file, group, number > 0 ? number : ++n, number == 0);
        }
      count = g_strdup_printf ("%u", n);
      g_key_file_set_value (file, group, NORMLAB_SESSION_SERIES_COUNT, count);
    }
}
