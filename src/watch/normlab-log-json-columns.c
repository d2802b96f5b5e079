/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-log-document.h"
#include "normlab-log-row.h"

/* A document may have no more. */
#define MAX_COLUMNS 10000
#define MAX_CELLS 10000000

/* One JSON document that has a list for each metric, as Keras' History has them and pandas writes
 * them: {"loss": [2, 1], "val_loss": {"0": 3, "1": 2}}. All of it has to be there before a row
 * is. */
typedef struct
{
  double number;
  gboolean none; /* null */
} Cell;

typedef struct
{
  char *name;
  GArray *cells; /* of Cell */
} Column;

/* @row: only the path in it, which names the list that is read
 * @n_arrays: that what comes next lies in; @inside: levels of objects in these
 * @by_key: the last key was a row's number
 * @numbers: in lists there was nothing but numbers so far
 * @plain: and there was nothing beside these lists
 * @telling: the name of one is such as losses and accuracies have
 * @current: nullable: what cells are of */
typedef struct
{
  NormlabLogDocument document;
  NormlabLogRow row;
  guint n_arrays, inside;
  gboolean by_key;
  gboolean numbers, plain, telling;
  GPtrArray *columns;
  GHashTable *by_name; /* of Column, borrowed */
  Column *current;
  guint n_cells;
} Reader;

static void
column_free (gpointer data)
{
  Column *self = data;

  g_free (self->name);
  g_array_unref (self->cells);
  g_free (self);
}

static Reader *
reader_new (const NormlabLogPlace *place, NormlabJsonFunc function, void (*hand_over) (gpointer))
{
  Reader *self = g_new0 (Reader, 1);

  normlab_log_document_init (&self->document, place, function, hand_over);
  normlab_log_row_init (&self->row);
  self->numbers = self->plain = TRUE;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
columns_free (gpointer reader)
{
  Reader *self = reader;

  normlab_log_document_clear (&self->document);
  normlab_log_row_clear (&self->row);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

static gboolean
is_telling (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return strstr (lower, "loss") != NULL || strstr (lower, "acc") != NULL;
}

/* The column that the path names, without the number of a row behind it. NULL where there are too
 * many, which are left out. */
static Column *
find_column (Reader *self, gboolean by_key)
{
  g_autofree char *name = g_strdup (self->row.path->str);
  char *last = by_key ? strrchr (name, '/') : NULL;
  Column *column;

  if (last != NULL)
    *last = '\0';
  column = g_hash_table_lookup (self->by_name, name);
  if (column != NULL || self->columns->len == MAX_COLUMNS)
    return column;
  column = g_new0 (Column, 1);
  column->name = g_steal_pointer (&name);
  self->telling |= is_telling (column->name);
  column->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->by_name, column->name, column);
  return column;
}

static gboolean
is_row_number (const char *key)
{
  gsize length = strspn (key, "0123456789");

  return length > 0 && key[length] == '\0';
}

/* There is something that is no list of numbers. */
static void
take_other (Reader *self)
{
  self->plain = FALSE;
  self->numbers &= self->n_arrays == 0;
}

static void
take_cell (Reader *self, double number, gboolean none)
{
  Cell cell = { number, none };

  if (self->n_arrays != 1 || self->inside > 0)
    {
      /* "loss": {"0": 2}; what stands beside lists is no metric. */
      if (self->n_arrays > 0 || !self->by_key || self->row.levels->len < 2)
        {
          take_other (self);
          return;
        }
      self->current = find_column (self, TRUE);
    }
  if (self->n_cells == MAX_CELLS)
    self->document.too_large = TRUE;
  else if (self->current != NULL)
    {
      g_array_append_val (self->current->cells, cell);
      self->n_cells++;
    }
}

static void
on_event (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
  Reader *self = user_data;

  switch (event)
    {
    case NORMLAB_JSON_NUMBER:
      take_cell (self, number, FALSE);
      return;
    case NORMLAB_JSON_WORD:
      if (*text == 'n')
        take_cell (self, NAN, TRUE);
      else
        take_other (self);
      return;
    case NORMLAB_JSON_STRING:
      take_other (self);
      return;
    case NORMLAB_JSON_KEY:
      self->by_key = is_row_number (text);
      break;
    case NORMLAB_JSON_BEGIN_OBJECT:
      self->inside += self->n_arrays > 0;
      if (self->n_arrays > 0)
        take_other (self);
      break;
    case NORMLAB_JSON_END_OBJECT:
      self->inside -= self->n_arrays > 0;
      self->by_key = FALSE;
      break;
    case NORMLAB_JSON_BEGIN_ARRAY:
      if (self->n_arrays == 0)
        self->current = self->row.levels->len > 0 ? find_column (self, FALSE) : NULL;
      self->n_arrays++;
      if (self->n_arrays > 1 || self->row.levels->len == 0)
        take_other (self);
      break;
    case NORMLAB_JSON_END_ARRAY:
    default:
      self->n_arrays--;
      break;
    }
  normlab_log_row_take (&self->row, event, text, length, number);
}

/* The row of that number; columns that have ended go from @columns. */
static void
make_row (NormlabLogRow *row, GPtrArray *columns, guint i)
{
  guint n = 0;

  normlab_log_row_begin (row);
  normlab_log_row_take (row, NORMLAB_JSON_BEGIN_OBJECT, "", 0, NAN);
  for (guint c = 0; c < columns->len; c++)
    {
      const Column *column = g_ptr_array_index (columns, c);
      const Cell *cell;

      if (column->cells->len <= i)
        continue;
      columns->pdata[n++] = (gpointer) column;
      cell = &g_array_index (column->cells, Cell, i);
      normlab_log_row_take (row, NORMLAB_JSON_KEY, column->name, strlen (column->name), NAN);
      normlab_log_row_take (row, cell->none ? NORMLAB_JSON_WORD : NORMLAB_JSON_NUMBER,
                            cell->none ? "null" : "", 0, cell->number);
    }
  normlab_log_row_take (row, NORMLAB_JSON_END_OBJECT, "", 0, NAN);
  g_ptr_array_set_size (columns, (int) n);
}

static void
hand_over (gpointer reader)
{
  Reader *self = reader;
  NormlabRecorderTrack *track = normlab_log_place_get_track (self->document.place);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  NormlabLogRow row;
  NormlabLogRows rows;

  normlab_log_row_init (&row);
  normlab_log_rows_init (&rows);
  rows.alike = TRUE;
  for (guint c = 0; c < self->columns->len; c++)
    g_ptr_array_add (left, self->columns->pdata[c]);
  for (guint i = 0; track != NULL && left->len > 0; i++)
    {
      make_row (&row, left, i);
      if (left->len > 0)
        normlab_log_rows_add (&rows, track, &row, NULL);
    }
  normlab_log_rows_clear (&rows);
  normlab_log_row_clear (&row);
  g_hash_table_remove_all (self->by_name);
  g_ptr_array_set_size (self->columns, 0);
}

static gpointer
columns_begin (const NormlabLogPlace *place)
{
  return reader_new (place, on_event, hand_over);
}

/* Whether it is a line that has ended, as those of JSON Lines have. */
static gboolean
is_one_line (const NormlabLogHead *head)
{
  const char *end = memchr (head->bytes, '\n', head->n);

  return end != NULL && end + 1 == head->bytes + head->n;
}

/* It is an object of lists of numbers, and nothing comes behind it. What stands beside the lists,
 * as the best accuracy or a date, is left out. */
static NormlabLogCertainty
columns_recognizes (const NormlabLogHead *head)
{
  const char *p = normlab_log_head_skip_blanks (head);
  const char *end = head->bytes + head->n;
  NormlabLogCertainty certainty = NORMLAB_LOG_NO;
  Reader *look;

  if (p == end || *p != '{')
    return NORMLAB_LOG_NO;
  look = reader_new (NULL, on_event, NULL);
  normlab_json_feed (&look->document.json, p, (gsize) (end - p));
  p += look->document.json.offset;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end && look->numbers && !look->document.too_large && look->n_cells > 0)
    {
      if (look->plain || !is_one_line (head))
        certainty = look->telling || g_str_has_prefix (head->name, "history") ? NORMLAB_LOG_YES
                                                                              : NORMLAB_LOG_PERHAPS;
    }
  columns_free (look);
  return certainty;
}

const NormlabLogFormat normlab_log_json_columns = {
  .word = "json-columns",
  .recognizes = columns_recognizes,
  .is_document = TRUE,
  .begin = columns_begin,
  .feed = normlab_log_document_feed,
  .finish = normlab_log_document_finish,
  .free = columns_free,
};
