/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-log-document.h"
#include "normlab-log-row.h"

#define MAX_COLUMNS 10000
#define MAX_CELLS 10000000

/* One JSON document that has a list for each metric, as Keras' History has them, or an object with
 * a key for each row, as pandas writes them: {"loss": [2, 1], "val_loss": {"0": 3, "1": 2}}. All of
 * them are of one length, and there is nothing else: otherwise nobody knows which numbers belong
 * together, or whether they are a log at all. */
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

/* @row: only the path in it, which names the column that is read
 * @current: nullable: what cells are of; @by_key: these are those of an object
 * @n_arrays: that what comes next lies in
 * @odd: there was what is none of such a document
 * @telling: the name of a column is a loss's or an accuracy's */
typedef struct
{
  NormlabLogDocument document;
  NormlabLogRow row;
  Column *current;
  gboolean by_key;
  guint n_arrays;
  gboolean odd, telling;
  GPtrArray *columns;
  GHashTable *by_name; /* of Column, borrowed */
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

/* "val_loss", "train/accuracy", "loss", but not "loss_weights" or "acc_at_k". */
static gboolean
is_telling (const char *name)
{
  static const char *const words[] = { "loss", "acc", "accuracy" };
  const char *end = name + strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (end - name) >= length && g_ascii_strcasecmp (end - length, words[i]) == 0
          && (end - length == name || !g_ascii_isalnum (end[-(gssize) length - 1])))
        return TRUE;
    }
  return FALSE;
}

/* A column of that name begins; there must be none yet. */
static void
begin_column (Reader *self, const char *name, gsize length)
{
  g_autofree char *its = g_strndup (name, length);
  Column *column;

  self->current = NULL;
  if (length == 0 || self->columns->len == MAX_COLUMNS
      || g_hash_table_contains (self->by_name, its))
    {
      self->odd = TRUE;
      return;
    }
  column = g_new0 (Column, 1);
  column->name = g_steal_pointer (&its);
  column->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->by_name, column->name, column);
  self->telling |= is_telling (column->name);
  self->current = column;
}

/* In an object: the key says which row it is, and they come in order. */
static void
take_key (Reader *self)
{
  const GString *path = self->row.path;
  guint above = self->row.levels->len < 2
                    ? 0
                    : g_array_index (self->row.levels, guint, self->row.levels->len - 1);
  char expected[16];

  if (!self->by_key && above > 0)
    begin_column (self, path->str, above);
  self->by_key = TRUE;
  if (self->current == NULL)
    {
      self->odd = TRUE;
      return;
    }
  g_snprintf (expected, sizeof expected, "/%u", self->current->cells->len);
  self->odd |= strcmp (path->str + above, expected) != 0;
}

static void
take_cell (Reader *self, double number, gboolean none)
{
  Cell cell = { number, none };

  if (self->n_arrays == 0)
    take_key (self);
  if (self->odd || self->current == NULL)
    return;
  if (self->n_cells == MAX_CELLS)
    {
      self->document.too_large = TRUE;
      return;
    }
  g_array_append_val (self->current->cells, cell);
  self->n_cells++;
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
      self->odd |= *text != 'n';
      take_cell (self, NAN, TRUE);
      return;
    case NORMLAB_JSON_STRING:
      self->odd = TRUE;
      return;
    case NORMLAB_JSON_BEGIN_OBJECT:
      /* Rows and objects stand in none together. */
      self->odd |= self->n_arrays > 0 || self->by_key;
      break;
    case NORMLAB_JSON_END_OBJECT:
      self->current = NULL;
      self->by_key = FALSE;
      break;
    case NORMLAB_JSON_BEGIN_ARRAY:
      self->odd |= self->n_arrays > 0 || self->by_key || self->row.levels->len == 0;
      if (!self->odd)
        begin_column (self, self->row.path->str, self->row.path->len);
      self->n_arrays++;
      break;
    case NORMLAB_JSON_END_ARRAY:
      self->n_arrays--;
      self->current = NULL;
      break;
    case NORMLAB_JSON_KEY:
    default:
      break;
    }
  normlab_log_row_take (&self->row, event, text, length, number);
}

static Reader *
reader_new (const NormlabLogPlace *place, void (*hand_over) (gpointer))
{
  Reader *self = g_new0 (Reader, 1);

  normlab_log_document_init (&self->document, place, on_event, hand_over);
  self->document.alone = TRUE;
  normlab_log_row_init (&self->row);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static guint
get_length (const Reader *self)
{
  return self->columns->len > 0 ? ((const Column *) self->columns->pdata[0])->cells->len : 0;
}

/* Whether it is all of it such a document. */
static gboolean
is_whole (const Reader *self)
{
  for (guint c = 0; c < self->columns->len; c++)
    if (((const Column *) self->columns->pdata[c])->cells->len != get_length (self))
      return FALSE;
  return !self->odd && get_length (self) > 0;
}

static const Cell *
get_cell (const Column *column, guint row)
{
  return &g_array_index (column->cells, Cell, row);
}

/* Which of the columns is x, and that of the time; NULL where there is none. */
static void
find_x (const Reader *self, const Column **x, const Column **time)
{
  int least = G_MAXINT;

  *x = *time = NULL;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = self->columns->pdata[c];
      int rank = normlab_log_rank_of_x (column->name, strlen (column->name));
      gboolean known = rank >= 0 && rank < least;

      if (normlab_log_is_time_name (column->name, strlen (column->name)))
        *time = column;
      for (guint i = 0; known && i < column->cells->len; i++)
        known = isfinite (get_cell (column, i)->number);
      if (!known)
        continue;
      *x = column;
      least = rank;
    }
}

static void
hand_over (gpointer reader)
{
  Reader *self = reader;
  NormlabRecorderTrack *track;
  const Column *x, *time;
  g_autofree guint *metrics = g_new0 (guint, MAX (self->columns->len, 1));

  if (!is_whole (self))
    {
      /* Translators: a file */
      self->document.refusal = N_("“%s” has more in it than lists of numbers of one length");
      return;
    }
  track = normlab_log_place_get_track (self->document.place);
  if (track == NULL)
    return;
  find_x (self, &x, &time);
  if (x != NULL)
    normlab_recorder_set_x_name (track, x->name);
  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = self->columns->pdata[c];

      if (column != x && column != time)
        metrics[c] = normlab_recorder_get_metric (track, column->name, strlen (column->name));
    }
  for (guint i = 0; i < get_length (self); i++)
    for (guint c = 0; c < self->columns->len; c++)
      {
        const Column *column = self->columns->pdata[c];
        const Cell *cell = get_cell (column, i);

        if (column != x && column != time && !cell->none)
          normlab_recorder_add (
              track, metrics[c], x != NULL ? get_cell (x, i)->number : i, cell->number,
              time != NULL ? normlab_log_time_from (get_cell (time, i)->number) : NAN);
      }
  g_hash_table_remove_all (self->by_name);
  g_ptr_array_set_size (self->columns, 0);
}

static gpointer
columns_begin (const NormlabLogPlace *place)
{
  return reader_new (place, hand_over);
}

static gboolean
is_json (const char *name)
{
  return strlen (name) > 5 && g_ascii_strcasecmp (name + strlen (name) - 5, ".json") == 0;
}

/* All of it is such a document, or as much as there is to be seen of a long one that is called so.
 * What has not ended may become a line of JSON Lines. */
static NormlabLogCertainty
columns_recognizes (const NormlabLogHead *head)
{
  const char *p = normlab_log_head_skip_blanks (head);
  const char *end = head->bytes + head->n;
  NormlabLogCertainty certainty = NORMLAB_LOG_NO;
  Reader *look;

  if (p == end || *p != '{')
    return NORMLAB_LOG_NO;
  look = reader_new (NULL, NULL);
  normlab_json_feed (&look->document.json, p, (gsize) (end - p));
  p += look->document.json.offset;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p < end || look->odd || look->n_cells == 0)
    certainty = NORMLAB_LOG_NO;
  else if (normlab_json_is_done (&look->document.json) && head->whole)
    certainty = !is_whole (look) ? NORMLAB_LOG_NO
                : look->telling  ? NORMLAB_LOG_YES
                                 : NORMLAB_LOG_PERHAPS;
  else if (head->n >= NORMLAB_LOG_HEAD_SIZE && look->telling && is_json (head->name))
    certainty = NORMLAB_LOG_YES;
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
