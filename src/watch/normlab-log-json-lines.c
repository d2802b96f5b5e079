/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-lines.h"
#include "normlab-log-own.h"
#include "normlab-log-row.h"

/* JSON Lines: an object a line. What this program logs itself begins with what is trained. */
typedef struct
{
  const NormlabLogPlace *place;
  NormlabLines lines;
  NormlabJson json;
  NormlabLogRow row;
  NormlabLogRows rows;
  NormlabRecorderTrack *track; /* NULL before the first row, and where there are several runs */
  NormlabLogOwn *own;          /* nullable */
  gboolean begun;
  char **damage;
} Reader;

static void
on_event (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
  Reader *self = user_data;

  normlab_log_row_take (&self->row, event, text, length, number);
}

static gpointer
lines_begin (const NormlabLogPlace *place)
{
  Reader *self = g_new0 (Reader, 1);

  self->place = place;
  normlab_lines_init (&self->lines);
  normlab_json_init (&self->json, on_event, self);
  normlab_log_row_init (&self->row);
  normlab_log_rows_init (&self->rows);
  return self;
}

static void
lines_free (gpointer reader)
{
  Reader *self = reader;

  normlab_lines_clear (&self->lines);
  normlab_json_clear (&self->json);
  normlab_log_row_clear (&self->row);
  normlab_log_rows_clear (&self->rows);
  normlab_log_own_free (self->own);
  g_free (self);
}

/* Whether the line is an object, which is then the row. */
static gboolean
parse (Reader *self, const char *line, gsize length)
{
  normlab_json_reset (&self->json);
  normlab_log_row_begin (&self->row);
  return normlab_json_feed (&self->json, line, length) && normlab_json_finish (&self->json)
         && self->row.complete;
}

static void
say (Reader *self, const char *sentence, guint64 offset)
{
  if (*self->damage == NULL)
    *self->damage = normlab_log_place_say (self->place, sentence, offset);
}

static void
take_row (Reader *self)
{
  if (self->own != NULL)
    {
      normlab_log_own_add (self->own, &self->row);
      return;
    }
  if (self->track == NULL)
    self->track = normlab_log_place_get_track (self->place);
  if (self->track != NULL)
    normlab_log_rows_add (&self->rows, self->track, &self->row, NULL);
}

static void
on_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Reader *self = user_data;

  if (line == NULL)
    {
      say (self, _("“%s” has a line of more than 16 MB before byte %s"), offset);
      return;
    }
  if (offset == 0 && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3, length -= 3;
  while (length > 0 && g_ascii_isspace (*line))
    line++, length--;
  if (length == 0)
    return;
  /* Another training may be logged behind the first. */
  if ((!self->begun || self->own != NULL) && normlab_log_own_recognizes (line, length))
    {
      normlab_log_own_free (self->own);
      self->own = normlab_log_own_new (self->place, line, length);
    }
  else if (parse (self, line, length))
    take_row (self);
  else
    say (self, _("The line of “%s” at byte %s is no JSON object; it is left out"), offset);
  self->begun = TRUE;
}

static gboolean
lines_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  Reader *self = reader;

  self->damage = damage;
  normlab_lines_feed (&self->lines, bytes, n, on_line, self);
  return TRUE;
}

/* A last line without an end counts if it is whole. */
static void
lines_finish (gpointer reader, char **damage)
{
  Reader *self = reader;
  const GByteArray *rest = self->lines.rest;

  if (rest->len > 0 && self->begun && !self->lines.too_long
      && parse (self, (const char *) rest->data, rest->len))
    take_row (self);
}

static void
ignore (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
}

/* An object is complete on the first line that is not empty; or it is not, for the line is long. */
static NormlabLogCertainty
lines_recognizes (const NormlabLogHead *head)
{
  const char *p = normlab_log_head_skip_blanks (head);
  const char *end = head->bytes + head->n;
  const char *line_end;
  NormlabLogCertainty certainty = NORMLAB_LOG_NO;
  NormlabJson json;

  if (p == end || *p != '{')
    return NORMLAB_LOG_NO;
  if (normlab_log_own_recognizes (p, (gsize) (end - p)))
    return NORMLAB_LOG_YES;
  line_end = p;
  while (line_end < end && *line_end != '\n' && *line_end != '\r')
    line_end++;
  normlab_json_init (&json, ignore, NULL);
  if (normlab_json_feed (&json, p, (gsize) (line_end - p)))
    {
      if (normlab_json_is_done (&json))
        certainty = g_strstr_len (p, line_end - p, "\"log_history\"") != NULL ? NORMLAB_LOG_NO
                                                                              : NORMLAB_LOG_YES;
      else if (line_end == end && !head->whole)
        certainty = NORMLAB_LOG_PERHAPS;
    }
  normlab_json_clear (&json);
  return certainty;
}

const NormlabLogFormat normlab_log_json_lines = {
  .word = "json-lines",
  .recognizes = lines_recognizes,
  .begin = lines_begin,
  .feed = lines_feed,
  .finish = lines_finish,
  .free = lines_free,
};
