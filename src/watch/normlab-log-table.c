/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-lines.h"
#include "normlab-log-columns.h"
#include "normlab-log-format.h"
#include "normlab-log-table-glance.h"
#include "normlab-text.h"
#include "normlab-watcher.h"

/* Headings of a file by which choices are looked for: others are too many. */
#define MAX_KEYS 100

typedef struct
{
  const NormlabLogPlace *place;
  NormlabLines lines;
  char separator;  /* 0 before the heading */
  GString *remark; /* the last before it */
  GString *first;  /* what may be the heading: the next line tells how its cells are parted */
  guint64 first_offset;
  NormlabLogCells cells;
  char *heading; /* the line */
  gsize heading_length;
  NormlabLogColumns columns;
  GHashTable *keys; /* of char*: of the headings so far */
  gboolean refused;
  NormlabRecorderTrack *track;
  char *run;        /* nullable: whose rows these are */
  GHashTable *runs; /* char* → how many rows it had, when the last other one came behind it */
  double row;       /* of the run */
  gboolean untold;  /* there were rows, or another heading, since the columns have been told of */
  double last_x;
  gboolean restarts; /* a heading stood before this row */
  char **damage;
} Table;

static gpointer
table_begin (const NormlabLogPlace *place)
{
  Table *self = g_new0 (Table, 1);

  self->place = place;
  normlab_lines_init (&self->lines);
  self->remark = g_string_new (NULL);
  self->first = g_string_new (NULL);
  normlab_log_cells_init (&self->cells);
  normlab_log_columns_init (&self->columns);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last_x = NAN;
  return self;
}

static void
table_free (gpointer reader)
{
  Table *self = reader;

  normlab_lines_clear (&self->lines);
  g_string_free (self->remark, TRUE);
  g_string_free (self->first, TRUE);
  normlab_log_cells_clear (&self->cells);
  g_free (self->heading);
  normlab_log_columns_clear (&self->columns);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->runs);
  g_free (self->run);
  g_free (self);
}

/* Whether the column tells of runs, or of what they measure, and has no numbers of its own. */
static gboolean
tells_of_runs (Table *self, guint i)
{
  NormlabLogRole role = normlab_log_columns_get (&self->columns, i)->role;

  return role == NORMLAB_COLUMN_RUN || role == NORMLAB_COLUMN_NAME || role == NORMLAB_COLUMN_STATE
         || role == NORMLAB_COLUMN_WHICH || role == NORMLAB_COLUMN_VALUE;
}

/* What is chosen by name, for any table; NULL where it has no such column. */
static NormlabColumnChoice *
create_choice_by_name (Table *self)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();
  int x = normlab_log_columns_find (&self->columns, self->place->x);

  if (x < 0 && strcmp (self->place->x, NORMLAB_WATCH_ROWS) != 0)
    {
      g_autofree char *file = normlab_text_for_path (self->place->name);
      g_autofree char *name = normlab_text_for_message (self->place->x, -1);
      g_autofree char *list = normlab_log_columns_list (&self->columns);

      self->refused = TRUE;
      g_free (*self->damage);
      /* Translators: a file, a name, and a list of names */
      *self->damage = g_strdup_printf (_("“%s” has no column “%s”; it has %s"), file, name, list);
      return NULL;
    }
  if (x >= 0 && tells_of_runs (self, (guint) x))
    {
      g_autofree char *file = normlab_text_for_path (self->place->name);
      g_autofree char *name = normlab_text_for_message (self->place->x, -1);

      self->refused = TRUE;
      g_free (*self->damage);
      /* Translators: a file, and the name of a column */
      *self->damage = g_strdup_printf (
          _("“%s” has several runs, and its column “%s” counts no steps"), file, name);
      return NULL;
    }
  normlab_column_choice_set_x (choice, x >= 0 ? x : NORMLAB_X_ROWS);
  return g_steal_pointer (&choice);
}

/* What has been chosen for them; NULL: nothing, or it cannot be. */
static NormlabColumnChoice *
create_choice (Table *self)
{
  const NormlabColumnChoice *choice;

  if (self->place->x != NULL)
    return create_choice_by_name (self);
  if (self->columns.several)
    return NULL;
  if (g_hash_table_size (self->keys) < MAX_KEYS)
    g_hash_table_add (self->keys, g_strdup (self->columns.key));
  choice = g_hash_table_lookup (self->place->choices, self->columns.key);
  return choice != NULL ? normlab_column_choice_copy (choice) : NULL;
}

/* Metrics that are there from when it was read before are what their columns are now. */
static void
choose_uses (Table *self)
{
  for (guint i = 0; i < self->columns.columns->len; i++)
    {
      const NormlabLogColumn *column = normlab_log_columns_get (&self->columns, i);
      guint metric
          = normlab_recorder_find_metric (self->track, column->name, strlen (column->name));

      normlab_recorder_set_use (self->track, metric,
                                column->role == NORMLAB_COLUMN_METRIC ? column->use
                                                                      : NORMLAB_USE_NONE);
    }
}

static void
choose (Table *self, gboolean first)
{
  g_autoptr (NormlabColumnChoice) choice = create_choice (self);
  g_autofree char *layout = choice != NULL ? normlab_column_choice_to_string (choice) : NULL;

  if (self->refused)
    return;
  if (choice != NULL)
    normlab_log_columns_choose (&self->columns, choice);
  if (!self->columns.several && self->track == NULL)
    self->track = normlab_log_place_get_track (self->place);
  if (self->columns.several || self->track == NULL)
    return;
  if (first)
    normlab_recorder_set_layout (self->track, layout != NULL ? layout : "");
  choose_uses (self);
}

static void
take_heading (Table *self, const char *line, gsize length, guint64 offset)
{
  gboolean numbered = normlab_log_cells_count_numbers (&self->cells) == self->cells.n;
  gboolean first = self->heading == NULL;

  if (self->cells.n > NORMLAB_MAX_COLUMNS)
    {
      self->refused = TRUE;
      g_free (*self->damage);
      *self->damage = normlab_log_place_say (
          self->place, _("“%s” has more than 10,000 columns in the line at byte %s"), offset);
      return;
    }
  g_free (self->heading);
  self->heading = g_strndup (line, length);
  self->heading_length = length;
  normlab_log_columns_read (&self->columns, &self->cells, line, length, numbered);
  choose (self, first);
}

/* Whether the line is the heading once more, or another one. */
static gboolean
is_heading (const Table *self, const char *line, gsize length)
{
  if (length == self->heading_length && memcmp (line, self->heading, length) == 0)
    return TRUE;
  while (length > 0 && g_ascii_isspace (*line))
    line++, length--;
  if ((!g_ascii_isalpha (*line) && *line != '"') || !self->columns.knows_x || self->columns.several
      || normlab_log_cells_count_numbers (&self->cells) > 0)
    return FALSE;
  for (guint i = 0; i < self->cells.n; i++)
    {
      g_autofree char *name = normlab_log_cells_get_text (&self->cells, i);

      if (normlab_log_rank_of_x (name, strlen (name)) >= 0)
        return TRUE;
    }
  return FALSE;
}

/* The cell of the first column with a role, as a text; NULL where there is none. */
static char *
get_text_of (const Table *self, NormlabLogRole role)
{
  for (guint i = 0; i < MIN (self->columns.columns->len, self->cells.n); i++)
    if (normlab_log_columns_get (&self->columns, i)->role == role)
      return normlab_log_cells_get_text (&self->cells, i);
  return NULL;
}

/* How the run of the row is, if that is the end of it. */
static void
take_state (Table *self)
{
  static const char *const ends[] = { "finished", "diverged", "stopped", "failed" };
  g_autofree char *state = get_text_of (self, NORMLAB_COLUMN_STATE);

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (ends); i++)
    if (strcmp (state, ends[i]) == 0)
      normlab_recorder_end (self->track, state);
}

/* What the run of the row is trained with. */
static void
take_parameters (Table *self)
{
  for (guint i = 0; i < MIN (self->columns.columns->len, self->cells.n); i++)
    {
      const NormlabLogColumn *column = normlab_log_columns_get (&self->columns, i);
      g_autofree char *text = NULL;

      if (column->role != NORMLAB_COLUMN_PARAMETER)
        continue;
      text = normlab_log_cells_get_text (&self->cells, i);
      if (*text != '\0')
        normlab_recorder_set_parameter (self->track, column->name, text);
    }
}

/* Whose row it is; FALSE if it is nobody's. */
static gboolean
find_track (Table *self)
{
  g_autofree char *run = NULL;
  g_autofree char *name = NULL;

  if (!self->columns.several)
    return self->track != NULL;
  run = get_text_of (self, NORMLAB_COLUMN_RUN);
  if (run == NULL || *run == '\0')
    return FALSE;
  if (g_strcmp0 (run, self->run) == 0)
    return self->track != NULL;
  name = get_text_of (self, NORMLAB_COLUMN_NAME);
  if (g_hash_table_contains (self->runs, run))
    {
      g_autofree char *key = g_strdup_printf ("%s#%s", self->place->key, run);

      self->track = normlab_recorder_get_track (self->place->recorder, key, NULL);
    }
  else
    {
      self->track = normlab_log_place_get_run (self->place, run, name);
      g_hash_table_insert (self->runs, g_strdup (run), NULL);
    }
  if (self->run != NULL)
    g_hash_table_insert (self->runs, self->run, GSIZE_TO_POINTER ((gsize) self->row));
  self->row = (double) GPOINTER_TO_SIZE (g_hash_table_lookup (self->runs, run));
  self->run = g_steal_pointer (&run);
  self->last_x = NAN;
  for (guint i = 0; i < self->columns.columns->len; i++)
    normlab_log_columns_begin_run (&self->columns, i);
  if (self->track == NULL)
    return FALSE;
  take_parameters (self);
  take_state (self);
  return TRUE;
}

/* What should count steps has words in it: they are counted by rows, which is better than none. */
static void
give_up_x (Table *self, NormlabLogColumn *column)
{
  normlab_recorder_note (
      self->place->recorder,
      /* Translators: a column of a table, and the table's file */
      g_strdup_printf (_("“%s” has no numbers in “%s”; steps are counted by rows instead"),
                       column->name, self->place->name));
  column->role = NORMLAB_COLUMN_IGNORED;
  self->columns.has_x = FALSE;
}

static double
find_x (Table *self, double *time)
{
  double x = self->columns.has_x ? self->last_x : self->row;
  double value;

  *time = NAN;
  for (guint i = 0; i < MIN (self->columns.columns->len, self->cells.n); i++)
    {
      NormlabLogColumn *column = normlab_log_columns_get (&self->columns, i);
      NormlabLogRole role = column->role;
      NormlabCell cell;

      if (role != NORMLAB_COLUMN_X && role != NORMLAB_COLUMN_TIME && role != NORMLAB_COLUMN_SECONDS)
        continue;
      cell = normlab_log_cells_read (&self->cells, i, &value);
      normlab_log_column_see (column, cell, value);
      if (role == NORMLAB_COLUMN_X && cell == NORMLAB_CELL_TEXT && isnan (column->last))
        {
          give_up_x (self, column);
          x = self->row;
        }
      if (cell != NORMLAB_CELL_NUMBER)
        continue;
      if (role == NORMLAB_COLUMN_X)
        {
          normlab_recorder_set_x_name (self->track, column->name);
          x = value;
        }
      else
        *time = role == NORMLAB_COLUMN_SECONDS ? normlab_log_time_from_seconds (value)
                                               : normlab_log_time_from (value);
    }
  return x;
}

static void
add_value (Table *self, guint i, double x, double time)
{
  NormlabLogColumn *column = normlab_log_columns_get (&self->columns, i);
  double value = NAN;
  NormlabCell cell = normlab_log_cells_read (&self->cells, i, &value);

  normlab_log_column_see (column, cell, value);
  if (cell == NORMLAB_CELL_TEXT || !normlab_log_column_takes (column, x, cell))
    return;
  if (column->role == NORMLAB_COLUMN_VALUE)
    {
      g_autofree char *which = get_text_of (self, NORMLAB_COLUMN_WHICH);

      if (which != NULL && *which != '\0')
        normlab_recorder_add (self->track,
                              normlab_recorder_get_metric (self->track, which, strlen (which)), x,
                              value, time);
      return;
    }
  if (column->metric == NORMLAB_RECORDER_NONE)
    {
      column->metric
          = normlab_recorder_get_metric (self->track, column->name, strlen (column->name));
      normlab_recorder_set_use (self->track, column->metric, column->use);
    }
  normlab_recorder_add (self->track, column->metric, x, value, time);
}

/* Of a column that is not drawn, but may be. */
static void
see_value (Table *self, guint i)
{
  double value = NAN;
  NormlabCell cell = normlab_log_cells_read (&self->cells, i, &value);

  normlab_log_column_see (normlab_log_columns_get (&self->columns, i), cell, value);
}

static void
take_row (Table *self)
{
  double x, time;

  if (!find_track (self))
    return;
  x = find_x (self, &time);
  if (self->restarts)
    normlab_recorder_restart (self->track, x);
  self->restarts = FALSE;
  for (guint i = 0; i < MIN (self->columns.columns->len, self->cells.n); i++)
    {
      NormlabLogRole role = normlab_log_columns_get (&self->columns, i)->role;

      if (role == NORMLAB_COLUMN_METRIC || role == NORMLAB_COLUMN_VALUE)
        add_value (self, i, x, time);
      else if (role == NORMLAB_COLUMN_IGNORED)
        see_value (self, i);
    }
  self->last_x = x;
  self->row++;
  self->untold = TRUE;
}

/* The heading, or without one the first row. */
static void
take_first (Table *self, const char *line, gsize length, guint64 offset, char separator)
{
  self->separator = separator;
  normlab_log_cells_split (&self->cells, line, length, separator);
  take_heading (self, line, length, offset);
  if (!self->refused && normlab_log_cells_count_numbers (&self->cells) == self->cells.n)
    take_row (self);
}

/* Lines before the separator is known. TRUE: it is, and the line is a row or another heading. */
static gboolean
begin (Table *self, const char *line, gsize length, guint64 offset)
{
  gsize n;
  const char *heading;

  if (self->first->len > 0)
    {
      take_first (
          self, self->first->str, self->first->len, self->first_offset,
          normlab_log_cells_find_separator (self->first->str, self->first->len, line, length));
      return !self->refused;
    }
  if (normlab_log_cells_is_remark (line, length))
    {
      if (normlab_log_cells_says_something (line, length))
        {
          g_string_truncate (self->remark, 0);
          g_string_append_len (self->remark, line, (gssize) length);
        }
      return FALSE;
    }
  heading = normlab_log_cells_find_heading (self->remark->str, self->remark->len, line, length, &n);
  if (heading != NULL)
    {
      take_first (self, heading, n, offset,
                  normlab_log_cells_find_separator (heading, n, line, length));
      return !self->refused;
    }
  if (normlab_log_cells_may_be_spaced (line, length))
    {
      g_string_append_len (self->first, line, (gssize) length);
      self->first_offset = offset;
      return FALSE;
    }
  take_first (self, line, length, offset, normlab_log_cells_find_separator (line, length, NULL, 0));
  return FALSE;
}

static void
tell_columns (Table *self)
{
  if (self->untold && self->track != NULL && !self->columns.several)
    normlab_recorder_set_columns (self->track, normlab_log_columns_tell (&self->columns));
  self->untold = FALSE;
}

static void
on_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Table *self = user_data;

  if (line == NULL && *self->damage == NULL)
    *self->damage = normlab_log_place_say (
        self->place, _("“%s” has a line of more than 16 MB before byte %s"), offset);
  if (offset == 0 && line != NULL && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3, length -= 3;
  if (line == NULL || self->refused || normlab_log_cells_is_blank (line, length))
    return;
  if (self->separator == '\0' && !begin (self, line, length, offset))
    return;
  normlab_log_cells_split (&self->cells, line, length, self->separator);
  if (!is_heading (self, line, length))
    {
      /* Where blanks part cells nobody knows which of them are missing. */
      if (self->separator != ' '
          || (self->cells.n == self->columns.columns->len
              && !normlab_log_cells_is_remark (line, length)))
        take_row (self);
      return;
    }
  if (length != self->heading_length || memcmp (line, self->heading, length) != 0)
    {
      tell_columns (self);
      take_heading (self, line, length, offset);
      self->untold = TRUE;
    }
  self->restarts = TRUE;
  self->row = 0;
}

static gboolean
table_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  Table *self = reader;

  self->damage = damage;
  normlab_lines_feed (&self->lines, bytes, n, on_line, self);
  tell_columns (self);
  return !self->refused;
}

static gboolean
table_goes_by (gpointer reader, const char *key)
{
  return g_hash_table_contains (((const Table *) reader)->keys, key);
}

const NormlabLogFormat normlab_log_table = {
  .word = "table",
  .recognizes = normlab_log_table_recognizes,
  .begin = table_begin,
  .feed = table_feed,
  .free = table_free,
  .goes_by = table_goes_by,
};
