/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-columns-private.h"

#include <math.h>
#include <string.h>

#include "normlab-log-format.h"

/* A heading that is longer is known by its checksum. */
#define MAX_KEY 200

NormlabColumns *
normlab_columns_new (char *key, GPtrArray *names)
{
  NormlabColumns *self
      = g_atomic_rc_box_alloc0 (sizeof (NormlabColumns) + names->len * sizeof (NormlabColumn));

  self->key = g_ref_string_acquire (key);
  self->names = g_ptr_array_ref (names);
  self->n = names->len;
  self->x = NORMLAB_X_ROWS;
  for (guint i = 0; i < self->n; i++)
    self->columns[i] = (NormlabColumn){ .name = g_ptr_array_index (names, i),
                                        .last = (double) NAN,
                                        .use = NORMLAB_USE_GUESSED };
  return self;
}

NormlabColumns *
normlab_columns_ref (NormlabColumns *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  NormlabColumns *self = data;

  g_ref_string_release (self->key);
  g_ptr_array_unref (self->names);
}

void
normlab_columns_unref (NormlabColumns *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Headings begin with no "#", for lines that do are remarks. */
char *
normlab_columns_make_key (const char *line, gsize length, guint n_columns, gboolean numbered)
{
  g_autofree char *text = NULL;
  g_autofree char *checksum = NULL;

  if (numbered)
    {
      text = g_strdup_printf ("#%u", n_columns);
      return g_ref_string_new (text);
    }
  while (length > 0 && g_ascii_isspace (*line))
    line++, length--;
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  if (length <= MAX_KEY && g_utf8_validate_len (line, length, NULL))
    return g_ref_string_new_len (line, (gssize) length);
  checksum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) line, length);
  text = g_strdup_printf ("#sha256:%s", checksum);
  return g_ref_string_new (text);
}

const char *
normlab_columns_get_key (const NormlabColumns *self)
{
  return self->key;
}

int
normlab_columns_get_x (const NormlabColumns *self)
{
  return self->x;
}

gboolean
normlab_columns_knows_x (const NormlabColumns *self)
{
  return self->knows_x;
}

gboolean
normlab_columns_is_counter (const char *name)
{
  return normlab_log_rank_of_x (name, strlen (name)) >= 0;
}

guint
normlab_columns_get_n (const NormlabColumns *self)
{
  return self->n;
}

const NormlabColumn *
normlab_columns_get (const NormlabColumns *self, guint i)
{
  g_return_val_if_fail (i < self->n, NULL);

  return &self->columns[i];
}

guint
normlab_columns_count_numbers (const NormlabColumns *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += isnan (self->columns[i].last) ? 0 : 1;
  return n;
}
