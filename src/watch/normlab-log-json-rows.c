/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-log-document.h"
#include "normlab-log-row.h"

/* No more may wait. */
#define MAX_NAMES NORMLAB_LOG_DOCUMENT_MAX_SIZE
#define MAX_WAITING 20000000

/* One JSON document that has a list of rows: trainer_state.json of Hugging Face's, whose
 * "log_history" it is, or a list alone. Rows wait until all of it is there: it may just be written.
 */
typedef struct
{
  NormlabLogDocument document;
  NormlabLogRow row;
  guint depth;
  guint rows_depth;      /* of the list's objects; 0 outside of the list */
  gboolean is_rows;      /* the outermost object's last key was that of the list */
  NormlabLogRow waiting; /* the values of all rows */
  GArray *ends;          /* of guint: how many of them there are up to the end of each */
} Reader;

static void
keep_row (Reader *self)
{
  NormlabLogRow *all = &self->waiting;
  guint base = (guint) all->names->len;

  if (base + self->row.names->len > MAX_NAMES
      || all->values->len + self->row.values->len > MAX_WAITING)
    {
      self->document.too_large = TRUE;
      return;
    }
  g_string_append_len (all->names, self->row.names->str, (gssize) self->row.names->len);
  for (guint i = 0; i < self->row.values->len; i++)
    {
      NormlabLogRowValue value = g_array_index (self->row.values, NormlabLogRowValue, i);

      value.name += base;
      value.text += base;
      g_array_append_val (all->values, value);
    }
  if (self->row.values->len > 0)
    g_array_append_val (self->ends, all->values->len);
}

static void
on_event (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
  Reader *self = user_data;
  gboolean begins = event == NORMLAB_JSON_BEGIN_OBJECT || event == NORMLAB_JSON_BEGIN_ARRAY;
  gboolean ends = event == NORMLAB_JSON_END_OBJECT || event == NORMLAB_JSON_END_ARRAY;

  self->depth -= ends;
  if (self->rows_depth > 0 && event == NORMLAB_JSON_BEGIN_OBJECT && self->depth == self->rows_depth)
    normlab_log_row_begin (&self->row);
  if (self->rows_depth > 0 && self->depth >= self->rows_depth)
    normlab_log_row_take (&self->row, event, text, length, number);
  if (self->rows_depth > 0 && event == NORMLAB_JSON_END_OBJECT && self->depth == self->rows_depth)
    keep_row (self);
  if (ends && self->depth < self->rows_depth)
    self->rows_depth = 0;
  if (event == NORMLAB_JSON_KEY && self->depth == 1)
    self->is_rows = strcmp (text, "log_history") == 0;
  else if (event == NORMLAB_JSON_BEGIN_ARRAY
           && (self->depth == 0 || (self->depth == 1 && self->is_rows)))
    self->rows_depth = self->depth + 1;
  self->depth += begins;
}

static void
hand_over (gpointer reader)
{
  Reader *self = reader;
  NormlabRecorderTrack *track = normlab_log_place_get_track (self->document.place);
  NormlabLogRow row = self->waiting;
  NormlabLogRows rows;
  guint begin = 0;

  row.values = g_array_new (FALSE, FALSE, sizeof (NormlabLogRowValue));
  normlab_log_rows_init (&rows);
  for (guint i = 0; track != NULL && i < self->ends->len; i++)
    {
      guint end = g_array_index (self->ends, guint, i);

      g_array_set_size (row.values, 0);
      g_array_append_vals (row.values,
                           &g_array_index (self->waiting.values, NormlabLogRowValue, begin),
                           end - begin);
      normlab_log_rows_add (&rows, track, &row, NULL);
      begin = end;
    }
  normlab_log_rows_clear (&rows);
  g_array_unref (row.values);
  normlab_log_row_begin (&self->waiting);
}

static gpointer
rows_begin (const NormlabLogPlace *place)
{
  Reader *self = g_new0 (Reader, 1);

  normlab_log_document_init (&self->document, place, on_event, hand_over);
  normlab_log_row_init (&self->row);
  normlab_log_row_init (&self->waiting);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static void
rows_free (gpointer reader)
{
  Reader *self = reader;

  normlab_log_document_clear (&self->document);
  normlab_log_row_clear (&self->row);
  normlab_log_row_clear (&self->waiting);
  g_array_unref (self->ends);
  g_free (self);
}

static NormlabLogCertainty
rows_recognizes (const NormlabLogHead *head)
{
  const char *p = normlab_log_head_skip_blanks (head);
  const char *end = head->bytes + head->n;
  char first;

  first = p < end ? *p++ : '\0';
  if (first == '{')
    return g_strstr_len (p, end - p, "\"log_history\"") != NULL ? NORMLAB_LOG_YES : NORMLAB_LOG_NO;
  while (p < end && g_ascii_isspace (*p))
    p++;
  return first == '[' && p < end && *p == '{' ? NORMLAB_LOG_PERHAPS : NORMLAB_LOG_NO;
}

const NormlabLogFormat normlab_log_json_rows = {
  .word = "json-rows",
  .recognizes = rows_recognizes,
  .is_document = TRUE,
  .begin = rows_begin,
  .feed = normlab_log_document_feed,
  .finish = normlab_log_document_finish,
  .free = rows_free,
};
