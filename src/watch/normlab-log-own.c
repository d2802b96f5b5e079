/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-own.h"

#include <string.h>

typedef struct
{
  NormlabRecorderTrack *track; /* NULL where there are too many */
  NormlabLogRows rows;
  gboolean ended;
} Run;

struct _NormlabLogOwn
{
  const NormlabLogPlace *place;
  GHashTable *runs; /* char* → Run */

  /* While the first line is read. */
  NormlabLogRow row;
  guint depth;
  gboolean in_runs;
  char *key; /* (nullable) the last one of the outermost object */
};

gboolean
normlab_log_own_recognizes (const char *line, gsize length)
{
  static const char head[] = "{\"normlab\":";

  return length >= strlen (head) && memcmp (line, head, strlen (head)) == 0;
}

static void
run_free (gpointer data)
{
  Run *run = data;

  normlab_log_rows_clear (&run->rows);
  g_free (run);
}

static Run *
get_run (NormlabLogOwn *self, const char *number, const char *name)
{
  Run *run = g_hash_table_lookup (self->runs, number);

  if (run != NULL)
    return run;
  run = g_new0 (Run, 1);
  normlab_log_rows_init (&run->rows);
  run->rows.own = TRUE;
  run->track = normlab_log_place_get_run (self->place, number, name);
  if (run->track != NULL)
    normlab_recorder_end (run->track, NULL);
  g_hash_table_insert (self->runs, g_strdup (number), run);
  return run;
}

static const char *
get_text (const NormlabLogRow *row, const char *name)
{
  const NormlabLogRowValue *value = normlab_log_row_find (row, name);

  return value != NULL && value->kind != NORMLAB_ROW_NULL ? row->names->str + value->text : NULL;
}

/* What is trained of one run. */
static void
take_run (NormlabLogOwn *self)
{
  const char *number = get_text (&self->row, "run");
  const char *name = get_text (&self->row, "name");
  Run *run;

  if (number == NULL)
    return;
  run = get_run (self, number, name);
  for (guint i = 0; run->track != NULL && i < self->row.values->len; i++)
    {
      const char *its_name = normlab_log_row_get_name (&self->row, i);
      const char *text = get_text (&self->row, its_name);

      if (text != NULL && strcmp (its_name, "run") != 0 && strcmp (its_name, "name") != 0)
        normlab_recorder_set_parameter (run->track, its_name, text);
    }
}

/* Of the first line: its runs lie in a list, each an object. */
static void
on_event (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
  NormlabLogOwn *self = user_data;
  gboolean begins = event == NORMLAB_JSON_BEGIN_OBJECT || event == NORMLAB_JSON_BEGIN_ARRAY;
  gboolean ends = event == NORMLAB_JSON_END_OBJECT || event == NORMLAB_JSON_END_ARRAY;

  self->depth -= ends;
  if (self->in_runs && event == NORMLAB_JSON_BEGIN_OBJECT && self->depth == 2)
    normlab_log_row_begin (&self->row);
  if (self->in_runs && self->depth >= 2)
    normlab_log_row_take (&self->row, event, text, length, number);
  if (self->in_runs && event == NORMLAB_JSON_END_OBJECT && self->depth == 2)
    take_run (self);
  if (self->depth == 1 && event == NORMLAB_JSON_KEY)
    {
      g_free (self->key);
      self->key = g_strdup (text);
    }
  else if (self->depth == 1)
    self->in_runs = event == NORMLAB_JSON_BEGIN_ARRAY && g_strcmp0 (self->key, "runs") == 0;
  self->depth += begins;
}

NormlabLogOwn *
normlab_log_own_new (const NormlabLogPlace *place, const char *line, gsize length)
{
  NormlabLogOwn *self = g_new0 (NormlabLogOwn, 1);
  NormlabJson json;

  self->place = place;
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, run_free);
  normlab_log_row_init (&self->row);
  normlab_json_init (&json, on_event, self);
  normlab_json_feed (&json, line, length);
  normlab_json_clear (&json);
  g_clear_pointer (&self->key, g_free);
  return self;
}

void
normlab_log_own_free (NormlabLogOwn *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->runs);
  normlab_log_row_clear (&self->row);
  g_free (self);
}

static void
end (Run *run, const char *word)
{
  if (run->track != NULL && !run->ended)
    normlab_recorder_end (run->track, word);
  run->ended = TRUE;
}

void
normlab_log_own_add (NormlabLogOwn *self, const NormlabLogRow *row)
{
  const char *number = get_text (row, "run");
  const char *ended = get_text (row, "ended");
  const char *state = get_text (row, "state");
  Run *run;

  if (number == NULL && ended != NULL)
    {
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, self->runs);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        end (value, ended);
    }
  if (number == NULL)
    return;
  run = get_run (self, number, NULL);
  if (state != NULL)
    end (run, state);
  else if (run->track != NULL)
    normlab_log_rows_add (&run->rows, run->track, row, "run");
}
