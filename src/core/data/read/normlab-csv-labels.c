/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-csv-labels.h"

#include <math.h>
#include <string.h>

#include "normlab-dataset.h"

void
normlab_csv_column_init (NormlabCsvColumn *self)
{
  *self = (NormlabCsvColumn){ .values = g_array_new (FALSE, FALSE, sizeof (double)) };
}

void
normlab_csv_column_clear (NormlabCsvColumn *self)
{
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->indices, g_hash_table_unref);
}

gboolean
normlab_csv_column_add_word (NormlabCsvColumn *self, const char *word)
{
  guint index;

  if (self->words == NULL)
    {
      if (self->values->len > 0)
        return FALSE;
      self->words = g_ptr_array_new_with_free_func (g_free);
      self->indices = g_hash_table_new (g_str_hash, g_str_equal);
    }
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, word));
  if (index == 0)
    {
      char *copy = g_strdup (word);

      if (self->words->len == NORMLAB_MAX_CLASSES)
        {
          g_free (copy);
          return FALSE;
        }
      g_ptr_array_add (self->words, copy);
      index = self->words->len;
      g_hash_table_insert (self->indices, copy, GUINT_TO_POINTER (index));
    }
  normlab_csv_column_add (self, index - 1);
  return TRUE;
}

/* Whether there are two classes that are told by a sign. */
static gboolean
are_signs (const NormlabCsvColumn *self)
{
  gboolean occurs[2] = { FALSE };

  for (guint i = 0; i < self->values->len; i++)
    {
      double value = g_array_index (self->values, double, i);

      if (value != 1 && value != -1)
        return FALSE;
      occurs[value > 0] = TRUE;
    }
  return occurs[0] && occurs[1];
}

gboolean
normlab_csv_column_is_labels (const NormlabCsvColumn *self, gboolean *gapless)
{
  gboolean occurs[NORMLAB_MAX_CLASSES] = { FALSE };
  guint n_different = 0;
  guint first = NORMLAB_MAX_CLASSES, last = 0;

  *gapless = FALSE;
  if (self->words != NULL)
    return *gapless = self->words->len > 1;
  if (are_signs (self))
    return TRUE;
  for (guint i = 0; i < self->values->len; i++)
    {
      double value = g_array_index (self->values, double, i);

      if (!(value >= 0 && value < NORMLAB_MAX_CLASSES) || value != floor (value))
        return FALSE;
      occurs[(guint8) value] = TRUE;
    }
  for (guint i = 0; i < NORMLAB_MAX_CLASSES; i++)
    if (occurs[i])
      {
        first = MIN (first, i);
        last = i;
        n_different++;
      }
  *gapless = n_different > 1 && first <= 1 && n_different == last - first + 1;
  return n_different > 1;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words, sorted, ended by NULL. */
static char **
sort_words (const GPtrArray *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (words, i));
  g_ptr_array_sort (sorted, compare);
  for (guint i = 0; i < sorted->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (sorted, i));
  return g_strv_builder_end (builder);
}

/* Where each word stands among @names; 256 where it does not. */
static void
find_places (const GPtrArray *words, const char *const *names, guint places[NORMLAB_MAX_CLASSES])
{
  for (guint i = 0; i < words->len; i++)
    {
      places[i] = NORMLAB_MAX_CLASSES;
      for (guint k = 0; names[k] != NULL; k++)
        if (strcmp (names[k], g_ptr_array_index (words, i)) == 0)
          places[i] = k;
    }
}

static gboolean
get_signs (const NormlabCsvColumn *self, guint8 *labels, guint *wrong)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      double value = g_array_index (self->values, double, i);

      *wrong = i;
      if (value != 1 && value != -1)
        return FALSE;
      labels[i] = value > 0;
    }
  return TRUE;
}

gboolean
normlab_csv_column_get_labels (const NormlabCsvColumn *self,
                               guint8 *labels,
                               char ***names,
                               guint *wrong)
{
  static const char *const signs[] = { "-1", "1", NULL };
  guint places[NORMLAB_MAX_CLASSES];

  *wrong = 0;
  if (self->words == NULL && *names == NULL && are_signs (self))
    *names = g_strdupv ((char **) signs);
  if (self->words == NULL && *names != NULL && strcmp (**names, signs[0]) == 0)
    return get_signs (self, labels, wrong);
  if (self->words == NULL && *names != NULL)
    return FALSE;
  if (self->words != NULL && *names == NULL)
    *names = sort_words (self->words);
  if (self->words != NULL)
    find_places (self->words, (const char *const *) *names, places);

  for (guint i = 0; i < self->values->len; i++)
    {
      double value = g_array_index (self->values, double, i);

      *wrong = i;
      if (!(value >= 0 && value < NORMLAB_MAX_CLASSES) || value != floor (value)
          || (self->words != NULL && places[(guint8) value] >= NORMLAB_MAX_CLASSES))
        return FALSE;
      labels[i] = (guint8) (self->words != NULL ? places[(guint8) value] : value);
    }
  return TRUE;
}
