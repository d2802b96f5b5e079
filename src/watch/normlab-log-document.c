/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-log-row.h"

/* A document may have no more, and no more may wait. */
#define MAX_SIZE (256 << 20)
#define MAX_NAMES (256 << 20)
#define MAX_WAITING 20000000

/* One JSON document that has a list of rows: trainer_state.json of Hugging Face's, whose
 * "log_history" it is, or a list alone. Rows wait until all of it is there: it may just be written.
 */
typedef struct
{
  const NormlabLogPlace *place;
  NormlabJson json;
  NormlabLogRow row;
  guint depth;
  guint rows_depth;      /* of the list's objects; 0 outside of the list */
  gboolean is_rows;      /* the outermost object's last key was that of the list */
  NormlabLogRow waiting; /* the values of all rows */
  GArray *ends;          /* of guint: how many of them there are up to the end of each */
  gboolean too_large;
  guint64 n_bytes;
  guint n_mark; /* of them, in a mark before all */
  gboolean done;
  char **damage;
} Document;

static void
keep_row (Document *self)
{
  NormlabLogRow *all = &self->waiting;
  guint base = (guint) all->names->len;

  if (base + self->row.names->len > MAX_NAMES
      || all->values->len + self->row.values->len > MAX_WAITING)
    {
      self->too_large = TRUE;
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
  Document *self = user_data;
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

static gpointer
document_begin (const NormlabLogPlace *place)
{
  Document *self = g_new0 (Document, 1);

  self->place = place;
  normlab_json_init (&self->json, on_event, self);
  normlab_log_row_init (&self->row);
  normlab_log_row_init (&self->waiting);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static void
document_free (gpointer reader)
{
  Document *self = reader;

  normlab_json_clear (&self->json);
  normlab_log_row_clear (&self->row);
  normlab_log_row_clear (&self->waiting);
  g_array_unref (self->ends);
  g_free (self);
}

static void
hand_over (Document *self)
{
  NormlabRecorderTrack *track = normlab_log_place_get_track (self->place);
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
  self->done = TRUE;
}

static gboolean
document_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };
  Document *self = reader;
  gboolean fine;

  if (self->done)
    return TRUE;
  /* The mark of UTF-8's byte order, of which a piece may have a part. */
  for (; n > 0 && self->n_mark == self->n_bytes && self->n_mark < sizeof mark
         && *bytes == mark[self->n_mark];
       bytes++, n--)
    {
      self->n_mark++;
      self->n_bytes++;
    }
  self->n_bytes += n;
  fine = normlab_json_feed (&self->json, (const char *) bytes, n);
  if (self->n_bytes > MAX_SIZE || self->too_large)
    {
      *damage = normlab_log_place_say (
          self->place, _("“%s” is too large to be read as one document, at byte %s"),
          self->n_bytes);
      return FALSE;
    }
  /* What stands behind it is nobody's. */
  if (normlab_json_is_done (&self->json))
    {
      hand_over (self);
      return TRUE;
    }
  if (!fine)
    *damage = normlab_log_place_say (self->place, _("“%s” is no JSON from byte %s on"),
                                     self->n_mark + self->json.offset);
  return fine;
}

static void
document_finish (gpointer reader, char **damage)
{
  Document *self = reader;

  if (!self->done && *damage == NULL)
    *damage
        = normlab_log_place_say (self->place, _("“%s” ends too early, at byte %s"), self->n_bytes);
}

static NormlabLogCertainty
document_recognizes (const NormlabLogHead *head)
{
  const char *p = head->bytes;
  const char *end = p + head->n;
  char first;

  if (head->n >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;
  first = p < end ? *p++ : '\0';
  if (first == '{')
    return g_strstr_len (p, end - p, "\"log_history\"") != NULL ? NORMLAB_LOG_YES : NORMLAB_LOG_NO;
  while (p < end && g_ascii_isspace (*p))
    p++;
  return first == '[' && p < end && *p == '{' ? NORMLAB_LOG_PERHAPS : NORMLAB_LOG_NO;
}

const NormlabLogFormat normlab_log_document = {
  .word = "document",
  .recognizes = document_recognizes,
  .is_document = TRUE,
  .begin = document_begin,
  .feed = document_feed,
  .finish = document_finish,
  .free = document_free,
};
