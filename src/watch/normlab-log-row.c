/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-row.h"

#include <math.h>
#include <string.h>

#include "normlab-log-number.h"

/* Of one row: more than that nobody measures. */
#define MAX_VALUES 10000
#define MAX_PATH_LENGTH 4000

void
normlab_log_row_init (NormlabLogRow *self)
{
  *self = (NormlabLogRow){
    .path = g_string_new (NULL),
    .levels = g_array_new (FALSE, FALSE, sizeof (guint)),
    .names = g_string_new (NULL),
    .values = g_array_new (FALSE, FALSE, sizeof (NormlabLogRowValue)),
  };
}

void
normlab_log_row_clear (NormlabLogRow *self)
{
  if (self->path == NULL)
    return;
  g_string_free (self->path, TRUE);
  g_array_unref (self->levels);
  g_string_free (self->names, TRUE);
  g_array_unref (self->values);
  self->path = NULL;
}

void
normlab_log_row_begin (NormlabLogRow *self)
{
  g_string_truncate (self->path, 0);
  g_string_truncate (self->names, 0);
  g_array_set_size (self->levels, 0);
  g_array_set_size (self->values, 0);
  self->n_arrays = 0;
  self->complete = FALSE;
}

static void
add (NormlabLogRow *self, NormlabLogRowKind kind, const char *text, double number)
{
  NormlabLogRowValue value = { (guint) self->names->len, 0, kind, number };

  if (self->n_arrays > 0 || self->levels->len == 0 || self->values->len == MAX_VALUES)
    return;
  g_string_append_len (self->names, self->path->str, (gssize) self->path->len + 1);
  value.text = (guint) self->names->len;
  g_string_append_len (self->names, text, (gssize) strlen (text) + 1);
  g_array_append_val (self->values, value);
}

/* The name of what comes next, behind those of the objects around it. */
static void
set_name (NormlabLogRow *self, const char *name)
{
  guint length = g_array_index (self->levels, guint, self->levels->len - 1);

  g_string_truncate (self->path, length);
  if (length > 0)
    g_string_append_c (self->path, '/');
  if (self->path->len < MAX_PATH_LENGTH)
    g_string_append_len (self->path, name,
                         (gssize) strnlen (name, MAX_PATH_LENGTH - self->path->len));
}

static void
begin_object (NormlabLogRow *self)
{
  guint length = (guint) self->path->len;

  if (self->n_arrays == 0)
    g_array_append_val (self->levels, length);
}

static void
end_object (NormlabLogRow *self)
{
  if (self->n_arrays > 0)
    return;
  g_array_set_size (self->levels, self->levels->len - 1);
  self->complete = self->levels->len == 0;
}

void
normlab_log_row_take (NormlabLogRow *self,
                      NormlabJsonEvent event,
                      const char *text,
                      gsize length,
                      double number)
{
  switch (event)
    {
    case NORMLAB_JSON_BEGIN_OBJECT:
      begin_object (self);
      break;
    case NORMLAB_JSON_END_OBJECT:
      end_object (self);
      break;
    case NORMLAB_JSON_BEGIN_ARRAY:
      self->n_arrays++;
      break;
    case NORMLAB_JSON_END_ARRAY:
      self->n_arrays--;
      break;
    case NORMLAB_JSON_KEY:
      if (self->n_arrays == 0)
        set_name (self, text);
      break;
    case NORMLAB_JSON_NUMBER:
      add (self, NORMLAB_ROW_NUMBER, text, number);
      break;
    case NORMLAB_JSON_STRING:
      add (self, NORMLAB_ROW_TEXT, text, NAN);
      break;
    case NORMLAB_JSON_WORD:
    default:
      add (self, *text == 'n' ? NORMLAB_ROW_NULL : NORMLAB_ROW_TEXT, text, NAN);
      break;
    }
}

static const NormlabLogRowValue *
get_value (const NormlabLogRow *self, guint i)
{
  return &g_array_index (self->values, NormlabLogRowValue, i);
}

const char *
normlab_log_row_get_name (const NormlabLogRow *self, guint i)
{
  return self->names->str + get_value (self, i)->name;
}

const char *
normlab_log_row_get_text (const NormlabLogRow *self, guint i)
{
  return self->names->str + get_value (self, i)->text;
}

const NormlabLogRowValue *
normlab_log_row_find (const NormlabLogRow *self, const char *name)
{
  for (guint i = 0; i < self->values->len; i++)
    if (strcmp (normlab_log_row_get_name (self, i), name) == 0)
      return get_value (self, i);
  return NULL;
}

/* A number, or a text that is one. */
static gboolean
read_number (const NormlabLogRow *row, guint i, double *number)
{
  const NormlabLogRowValue *value = get_value (row, i);
  const char *text = normlab_log_row_get_text (row, i);

  *number = value->number;
  if (value->kind != NORMLAB_ROW_TEXT)
    return value->kind == NORMLAB_ROW_NUMBER;
  return normlab_log_cell_read (text, strlen (text), FALSE, number) == NORMLAB_CELL_NUMBER;
}

void
normlab_log_rows_init (NormlabLogRows *self)
{
  *self = (NormlabLogRows){ .rank = -1, .last_x = NAN };
  normlab_log_row_init (&self->first);
}

void
normlab_log_rows_clear (NormlabLogRows *self)
{
  normlab_log_row_clear (&self->first);
}

/* Which of the row's values is x, and that of the time; −1 where there is none. */
static void
find_x (NormlabLogRows *self, const NormlabLogRow *row, int *x, int *time)
{
  int least = G_MAXINT;

  *x = *time = -1;
  for (guint i = 0; i < row->values->len; i++)
    {
      const char *name = normlab_log_row_get_name (row, i);
      gsize length = strlen (name);
      int rank = normlab_log_rank_of_x (name, length);
      double number;

      if (self->own ? strcmp (name, "seconds") == 0 : normlab_log_is_time_name (name, length))
        *time = (int) i;
      if (rank < 0 || rank >= least || (self->rank >= 0 && rank != self->rank)
          || !read_number (row, i, &number) || !isfinite (number))
        continue;
      *x = (int) i;
      least = rank;
    }
  if (*x >= 0)
    self->rank = least;
}

static void
add_values (NormlabLogRows *self,
            NormlabRecorderTrack *track,
            const NormlabLogRow *row,
            const char *except,
            int x_place,
            int time_place)
{
  double time = NAN;
  double x = self->rank >= 0 ? self->last_x : self->row;

  if (x_place >= 0)
    {
      read_number (row, (guint) x_place, &x);
      normlab_recorder_set_x_name (track, normlab_log_row_get_name (row, (guint) x_place));
    }
  if (time_place >= 0 && read_number (row, (guint) time_place, &time))
    time = self->own ? normlab_log_time_from_seconds (time) : normlab_log_time_from (time);
  for (guint i = 0; i < row->values->len; i++)
    {
      const char *name = normlab_log_row_get_name (row, i);
      double value;

      if ((int) i != x_place && (int) i != time_place && g_strcmp0 (name, except) != 0
          && read_number (row, i, &value))
        normlab_recorder_add (track, normlab_recorder_get_metric (track, name, strlen (name)), x,
                              value, time);
    }
  self->last_x = x;
  self->row++;
}

/* The first row was settings, as it turns out. */
static void
set_parameters (const NormlabLogRow *row, NormlabRecorderTrack *track)
{
  for (guint i = 0; i < row->values->len; i++)
    if (get_value (row, i)->kind != NORMLAB_ROW_NULL)
      normlab_recorder_set_parameter (track, normlab_log_row_get_name (row, i),
                                      normlab_log_row_get_text (row, i));
}

static void
copy (NormlabLogRow *to, const NormlabLogRow *from)
{
  normlab_log_row_begin (to);
  g_string_append_len (to->names, from->names->str, (gssize) from->names->len);
  g_array_append_vals (to->values, from->values->data, from->values->len);
}

void
normlab_log_rows_add (NormlabLogRows *self,
                      NormlabRecorderTrack *track,
                      const NormlabLogRow *row,
                      const char *except)
{
  int x, time;

  find_x (self, row, &x, &time);
  if (x < 0 && self->rank < 0 && self->row == 0 && !self->has_first)
    {
      copy (&self->first, row);
      self->has_first = TRUE;
      return;
    }
  if (self->has_first && self->row == 0)
    {
      self->has_first = FALSE;
      if (x >= 0)
        set_parameters (&self->first, track);
      else
        add_values (self, track, &self->first, except, -1, -1);
      self->row = MAX (self->row, 1);
    }
  add_values (self, track, row, except, x, time);
}
