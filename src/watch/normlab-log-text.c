/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-lines.h"
#include "normlab-log-format.h"
#include "normlab-log-number.h"

/* Lines for people, as nanoGPT ("iter 10: loss 2.3, time 31.50ms, mfu 17.90%") and llm.c
 * ("s:10 trl:2.3 lr:0.0006 norm:1.2") print them. */
typedef struct
{
  const NormlabLogPlace *place;
  NormlabLines lines;
  NormlabRecorderTrack *track;
  char **damage;
} Text;

typedef void (
    *ValueFunc) (const char *name, gsize length, double x, double value, gpointer user_data);

static gpointer
text_begin (const NormlabLogPlace *place)
{
  Text *self = g_new0 (Text, 1);

  self->place = place;
  normlab_lines_init (&self->lines);
  self->track = normlab_log_place_get_track (place);
  return self;
}

static void
text_free (gpointer reader)
{
  Text *self = reader;

  normlab_lines_clear (&self->lines);
  g_free (self);
}

static gboolean
skip (const char **p, const char *end, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (end - *p) < length || memcmp (*p, word, length) != 0)
    return FALSE;
  *p += length;
  return TRUE;
}

static const char *
take_number (const char *p, const char *end, double *value)
{
  static const char *const words[] = { "nan", "-nan", "inf", "-inf" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (skip (&p, end, words[i]))
      {
        *value = NAN;
        return p;
      }
  return normlab_log_number_take (p, end, value);
}

/* "NAME NUMBER", with a unit or without: one of the parts of a line of nanoGPT's. */
static gboolean
take_part (const char *p, const char *end, double x, ValueFunc function, gpointer user_data)
{
  const char *blank = NULL;
  const char *rest;
  double value;

  while (p < end && *p == ' ')
    p++;
  for (const char *q = p; q < end; q++)
    if (*q == ' ')
      blank = q;
  if (blank == NULL)
    return FALSE;
  rest = take_number (blank + 1, end, &value);
  if (rest == NULL)
    return FALSE;
  while (rest < end && (g_ascii_isalpha (*rest) || *rest == '%' || *rest == '/'))
    rest++;
  if (rest != end)
    return FALSE;
  /* What has not been measured yet is −100 %. */
  if (function != NULL && !(end[-1] == '%' && value < 0))
    function (p, (gsize) (blank - p), x, value, user_data);
  return TRUE;
}

/* "step N: …, …" and "iter N: …, …". */
static gboolean
parse_nanogpt (const char *line, gsize length, ValueFunc function, gpointer user_data)
{
  const char *p = line;
  const char *end = line + length;
  double x;

  if (!skip (&p, end, "step ") && !skip (&p, end, "iter "))
    return FALSE;
  p = normlab_log_number_take (p, end, &x);
  if (p == NULL || !skip (&p, end, ": "))
    return FALSE;
  for (;;)
    {
      const char *comma = memchr (p, ',', (gsize) (end - p));
      const char *part_end = comma != NULL ? comma : end;

      if (!take_part (p, part_end, x, function, user_data))
        return FALSE;
      if (comma == NULL)
        return TRUE;
      p = comma + 1;
    }
}

/* "s:N NAME:NUMBER …". */
static gboolean
parse_llm_c (const char *line, gsize length, ValueFunc function, gpointer user_data)
{
  const char *p = line;
  const char *end = line + length;
  double x;

  if (!skip (&p, end, "s:"))
    return FALSE;
  p = normlab_log_number_take (p, end, &x);
  if (p == NULL || p == end)
    return FALSE;
  while (p < end)
    {
      const char *name, *colon, *rest;
      double value;

      if (*p++ != ' ')
        return FALSE;
      while (p < end && *p == ' ')
        p++;
      if (p == end)
        break;
      name = p;
      colon = memchr (p, ':', (gsize) (end - p));
      if (colon == NULL || colon == name || memchr (name, ' ', (gsize) (colon - name)) != NULL)
        return FALSE;
      rest = take_number (colon + 1, end, &value);
      if (rest == NULL)
        return FALSE;
      if (function != NULL)
        function (name, (gsize) (colon - name), x, value, user_data);
      p = rest;
    }
  return TRUE;
}

static void
on_value (const char *name, gsize length, double x, double value, gpointer user_data)
{
  Text *self = user_data;

  normlab_recorder_add (self->track, normlab_recorder_get_metric (self->track, name, length), x,
                        value, NAN);
}

/* All of a line, or nothing. */
static void
on_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Text *self = user_data;

  if (line == NULL && *self->damage == NULL)
    *self->damage = normlab_log_place_say (
        self->place, _("“%s” has a line of more than 16 MB before byte %s"), offset);
  if (line == NULL || self->track == NULL)
    return;
  if (parse_nanogpt (line, length, NULL, NULL))
    parse_nanogpt (line, length, on_value, self);
  else if (parse_llm_c (line, length, NULL, NULL))
    parse_llm_c (line, length, on_value, self);
}

static gboolean
text_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  Text *self = reader;

  self->damage = damage;
  normlab_lines_feed (&self->lines, bytes, n, on_line, self);
  return TRUE;
}

static void
look_at_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  gboolean *found = user_data;

  *found |= line != NULL
            && (parse_nanogpt (line, length, NULL, NULL) || parse_llm_c (line, length, NULL, NULL));
}

static NormlabLogCertainty
text_recognizes (const NormlabLogHead *head)
{
  gboolean found = FALSE;
  NormlabLines lines;

  normlab_lines_init (&lines);
  normlab_lines_feed (&lines, (const guint8 *) head->bytes, head->n, look_at_line, &found);
  normlab_lines_clear (&lines);
  return found ? NORMLAB_LOG_YES : NORMLAB_LOG_NO;
}

const NormlabLogFormat normlab_log_text = {
  .word = "text",
  .recognizes = text_recognizes,
  .begin = text_begin,
  .feed = text_feed,
  .free = text_free,
};
