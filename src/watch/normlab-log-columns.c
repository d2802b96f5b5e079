/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-log-columns.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-columns-private.h"
#include "normlab-log-format.h"
#include "normlab-text.h"

/* Names that a sentence has room for. */
#define MAX_LISTED 12
/* Characters of " (10000)". */
#define N_SUFFIX 8

static void
column_clear (gpointer data)
{
  g_free (((NormlabLogColumn *) data)->name);
}

void
normlab_log_columns_init (NormlabLogColumns *self)
{
  *self = (NormlabLogColumns){ .columns = g_array_new (FALSE, FALSE, sizeof (NormlabLogColumn)) };
  g_array_set_clear_func (self->columns, column_clear);
}

void
normlab_log_columns_clear (NormlabLogColumns *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->key, g_ref_string_release);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

NormlabLogColumn *
normlab_log_columns_get (const NormlabLogColumns *self, guint i)
{
  return &g_array_index (self->columns, NormlabLogColumn, i);
}

int
normlab_log_columns_find (const NormlabLogColumns *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (normlab_log_columns_get (self, i)->name, name) == 0)
      return (int) i;
  return -1;
}

static void
set_role (NormlabLogColumns *self, const char *name, NormlabLogRole role)
{
  int i = normlab_log_columns_find (self, name);

  if (i >= 0)
    normlab_log_columns_get (self, (guint) i)->role = role;
}

/* Results as this program writes them: what is not measured is what was trained. */
static void
set_roles_of_results (NormlabLogColumns *self)
{
  static const char *const measured[]
      = { "train_accuracy", "test_accuracy",         "loss",
          "test_loss",      "training_set_accuracy", "training_set_loss" };

  for (guint i = 0; i < self->columns->len; i++)
    normlab_log_columns_get (self, i)->role = NORMLAB_COLUMN_PARAMETER;
  for (guint i = 0; i < G_N_ELEMENTS (measured); i++)
    set_role (self, measured[i], NORMLAB_COLUMN_METRIC);
  set_role (self, "step", NORMLAB_COLUMN_X);
  set_role (self, "seconds", NORMLAB_COLUMN_SECONDS);
  set_role (self, "run", NORMLAB_COLUMN_RUN);
  set_role (self, "name", NORMLAB_COLUMN_NAME);
  set_role (self, "state", NORMLAB_COLUMN_STATE);
}

static void
set_roles (NormlabLogColumns *self)
{
  int x = -1, rank = G_MAXINT;

  for (guint i = 0; i < self->columns->len; i++)
    {
      NormlabLogColumn *column = normlab_log_columns_get (self, i);
      gsize length = strlen (column->name);
      int its_rank = normlab_log_rank_of_x (column->name, length);

      /* What counts the lines of a table of Pandas' has no name. */
      column->role = normlab_log_is_time_name (column->name, length) ? NORMLAB_COLUMN_TIME
                     : i == 0 && length == 0                         ? NORMLAB_COLUMN_IGNORED
                                                                     : NORMLAB_COLUMN_METRIC;
      if (its_rank < 0 || its_rank >= rank)
        continue;
      x = (int) i;
      rank = its_rank;
    }
  if (x >= 0)
    normlab_log_columns_get (self, (guint) x)->role = NORMLAB_COLUMN_X;
  self->has_x = self->knows_x = x >= 0;
  self->several = x >= 0 && normlab_log_columns_find (self, "run") >= 0;
  if (!self->several)
    return;
  set_role (self, "run", NORMLAB_COLUMN_RUN);
  set_role (self, "name", NORMLAB_COLUMN_NAME);
  if (normlab_log_columns_find (self, "metric") >= 0
      && normlab_log_columns_find (self, "value") >= 0)
    {
      set_role (self, "metric", NORMLAB_COLUMN_WHICH);
      set_role (self, "value", NORMLAB_COLUMN_VALUE);
    }
  if (normlab_log_columns_find (self, "hidden") >= 0
      && normlab_log_columns_find (self, "state") >= 0)
    set_roles_of_results (self);
}

/* As people read it, for those that cannot be told apart would be one metric: what is no UTF-8, or
 * differs where nobody sees it. */
static char *
read_name (const char *text, gsize length)
{
  g_autofree char *name = g_strstrip (g_strndup (text, length));

  return normlab_text_for_title (name);
}

/* Makes it one that is not @seen. @numbers: char*, of which number the last of the same name is. */
static void
number_name (char **name, GHashTable *seen, GHashTable *numbers)
{
  g_autofree char *same = g_steal_pointer (name);
  glong n = g_utf8_strlen (same, -1);
  g_autofree char *head = g_utf8_substring (same, 0, MIN (n, NORMLAB_TEXT_MAX_TITLE - N_SUFFIX));
  guint k = MAX (GPOINTER_TO_UINT (g_hash_table_lookup (numbers, same)), 1);

  do
    {
      g_free (*name);
      *name = g_strdup_printf ("%s (%u)", head, ++k);
    }
  while (g_hash_table_contains (seen, *name));
  g_hash_table_insert (numbers, g_steal_pointer (&same), GUINT_TO_POINTER (k));
}

/* A name for each column that no other has. */
static void
name_columns (NormlabLogColumns *self, const NormlabLogCells *cells, gboolean numbered)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_array_set_size (self->columns, 0);
  for (guint i = 0; i < cells->n; i++)
    {
      NormlabLogColumn column = { .role = NORMLAB_COLUMN_METRIC,
                                  .use = NORMLAB_USE_GUESSED,
                                  .metric = NORMLAB_RECORDER_NONE,
                                  .last = (double) NAN };
      gsize length;
      const char *text = normlab_log_cells_get (cells, i, &length);

      column.name = numbered ? g_strdup_printf (_("column %u"), i + 1) : read_name (text, length);
      if (*column.name == '\0' && i > 0)
        {
          g_free (column.name);
          column.name = g_strdup_printf (_("column %u"), i + 1);
        }
      if (g_hash_table_contains (seen, column.name))
        number_name (&column.name, seen, numbers);
      g_hash_table_add (seen, column.name);
      g_array_append_val (self->columns, column);
    }
  /* A separator at the end of the line separates nothing. */
  if (!numbered && cells->n > 1)
    {
      gsize length;
      const char *last = normlab_log_cells_get (cells, cells->n - 1, &length);
      g_autofree char *name = g_strstrip (g_strndup (last, length));

      if (*name == '\0')
        g_array_set_size (self->columns, self->columns->len - 1);
    }
}

void
normlab_log_columns_begin_run (NormlabLogColumns *self, guint i)
{
  NormlabLogColumn *column = normlab_log_columns_get (self, i);

  column->metric = NORMLAB_RECORDER_NONE;
  column->has_number = column->has_nan = column->has_gaps = FALSE;
}

gboolean
normlab_log_column_takes (NormlabLogColumn *self, double x, NormlabCell cell)
{
  switch (cell)
    {
    case NORMLAB_CELL_NUMBER:
    case NORMLAB_CELL_INFINITE:
      /* Not behind one: that was void. */
      self->has_gaps |= self->has_nan && x > self->nan_x;
      self->has_nan = FALSE;
      self->has_number = TRUE;
      return TRUE;
    case NORMLAB_CELL_NAN:
      self->has_gaps |= !self->has_number;
      self->nan_x = self->has_nan ? fmin (self->nan_x, x) : x;
      self->has_nan = TRUE;
      return !self->has_gaps;
    case NORMLAB_CELL_NONE:
    case NORMLAB_CELL_TEXT:
    default:
      self->has_gaps = TRUE;
      return FALSE;
    }
}

void
normlab_log_column_see (NormlabLogColumn *self, NormlabCell cell, double value)
{
  self->has_text |= cell == NORMLAB_CELL_TEXT;
  if (cell != NORMLAB_CELL_NUMBER)
    return;
  self->falls |= self->was_seen && value < self->last;
  self->rises |= self->was_seen && value > self->last;
  self->has_parts |= value < 0 || value != floor (value);
  self->was_seen = TRUE;
  self->last = value;
}

void
normlab_log_columns_read (NormlabLogColumns *self,
                          const NormlabLogCells *cells,
                          const char *line,
                          gsize length,
                          gboolean numbered)
{

  name_columns (self, cells, numbered);
  set_roles (self);
  /* It has been told by its name that it is none. */
  if (self->columns->len > 0 && *normlab_log_columns_get (self, 0)->name == '\0')
    {
      g_free (normlab_log_columns_get (self, 0)->name);
      normlab_log_columns_get (self, 0)->name = g_strdup_printf (_("column %u"), 1);
    }
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_ref_string_release);
  self->key = normlab_columns_make_key (line, length, self->columns->len, numbered);
}

static void
choose_x (NormlabLogColumns *self, int x)
{
  if (x >= (int) self->columns->len)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    if (normlab_log_columns_get (self, i)->role == NORMLAB_COLUMN_X)
      normlab_log_columns_get (self, i)->role = NORMLAB_COLUMN_METRIC;
  self->has_x = x >= 0;
  if (x >= 0)
    normlab_log_columns_get (self, (guint) x)->role = NORMLAB_COLUMN_X;
}

/* Times stay what they are where they are not drawn. */
static void
choose_use (NormlabLogColumn *self, NormlabColumnUse use)
{
  if (self->role == NORMLAB_COLUMN_X || use == NORMLAB_USE_GUESSED)
    return;
  self->use = use;
  if (use != NORMLAB_USE_NONE)
    self->role = NORMLAB_COLUMN_METRIC;
  else if (self->role != NORMLAB_COLUMN_TIME)
    self->role = NORMLAB_COLUMN_IGNORED;
}

void
normlab_log_columns_choose (NormlabLogColumns *self, const NormlabColumnChoice *choice)
{
  int x = normlab_column_choice_get_x (choice);

  if (x != NORMLAB_X_GUESSED)
    choose_x (self, x);
  for (guint i = 0; i < self->columns->len; i++)
    choose_use (normlab_log_columns_get (self, i), normlab_column_choice_get_use (choice, i));
}

char *
normlab_log_columns_list (const NormlabLogColumns *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->columns->len, MAX_LISTED); i++)
    {
      g_autofree char *name
          = normlab_text_for_message (normlab_log_columns_get (self, i)->name, -1);

      /* Translators: one of several names of columns, and what stands between them */
      g_string_append_printf (list, "%s", i > 0 ? _(", ") : "");
      /* Translators: the name of a column */
      g_string_append_printf (list, _("“%s”"), name);
    }
  if (self->columns->len > MAX_LISTED)
    g_string_append (list, ", …");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* As people read them. */
static void
list_names (NormlabLogColumns *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (self->names, normlab_text_for_title (normlab_log_columns_get (self, i)->name));
}

NormlabColumns *
normlab_log_columns_tell (NormlabLogColumns *self)
{
  NormlabColumns *columns;

  if (self->names == NULL)
    list_names (self);
  columns = normlab_columns_new (self->key, self->names);

  columns->knows_x = self->knows_x;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const NormlabLogColumn *column = normlab_log_columns_get (self, i);

      if (column->role == NORMLAB_COLUMN_X)
        columns->x = (int) i;
      columns->columns[i].last = column->last;
      columns->columns[i].has_text = column->has_text;
      columns->columns[i].rises = column->rises && !column->falls;
      columns->columns[i].is_whole = column->was_seen && !column->has_parts;
      columns->columns[i].is_drawn = column->role == NORMLAB_COLUMN_METRIC;
      columns->columns[i].use = column->use;
    }
  return columns;
}
