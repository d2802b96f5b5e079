/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "normlab-session-private.h"

/* What has changed since a session was written. A record is  #@1a2b3c4d set
 * GROUP<TAB>KEY=VALUE<TAB>KEY=VALUE… #@1a2b3c4d add NUMBER<TAB>STEP TRAIN TEST LOSS SECONDS …<TAB>…
 * #@1a2b3c4d more GROUP<TAB>KEY=VALUE<TAB>KEY=VALUE…  A sample has the numbers that the columns of
 * its run's history have, which is known before. Series that come behind those of their names,
 * "more", have the keys that they have where they begin. Where "set" says how many series there
 * are, all of them begin anew, with what is void; where it says that a run is another program's,
 * what is known of it does; and where it says how a run is, what else there is to say of that.
 * Values stand as in a key file, where no line feeds are, and tabs are as well escaped. */

#define MARK "#@"
#define N_DIGITS 8
#define SET "set "
#define ADD "add "
#define MORE "more "
/* What every note says of a run. */
#define STATE "State"

static guint32
get_checksum (const char *text, gsize length)
{
  return (guint32) crc32_z (crc32_z (0, NULL, 0), (const Bytef *) text, length);
}

static void
append_record (GString *records, const char *body)
{
  g_string_append_printf (records, MARK "%08x %s\n", get_checksum (body, strlen (body)), body);
}

static void
record (GString *records, const char *verb, GKeyFile *file, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);
  g_autoptr (GString) body = g_string_new (verb);

  g_string_append (body, group);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, group, keys[i], NULL);
      g_auto (GStrv) parts = g_strsplit (value, "\t", -1);
      g_autofree char *escaped = g_strjoinv ("\\t", parts);

      g_string_append_printf (body, "\t%s=%s", keys[i], escaped);
    }
  append_record (records, body->str);
}

void
normlab_session_record_group (GString *records, GKeyFile *file, const char *group)
{
  record (records, SET, file, group);
}

void
normlab_session_record_series (GString *records, GKeyFile *file, const char *group)
{
  record (records, MORE, file, group);
}

void
normlab_session_record_samples (GString *records,
                                guint number,
                                const NormlabMeasures *measures,
                                const NormlabSample *samples,
                                guint n_samples)
{
  g_autoptr (GString) body = g_string_new (ADD);

  if (n_samples == 0)
    return;
  g_string_append_printf (body, "%u", number);
  for (guint i = 0; i < n_samples; i++)
    for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
      {
        if (!normlab_session_has_column (measures, (NormlabSessionColumn) c))
          continue;
        g_string_append_c (body, c == 0 ? '\t' : ' ');
        normlab_session_format_number (body, &samples[i], (NormlabSessionColumn) c);
      }
  append_record (records, body->str);
}

/* Whether a line begins as a record does. */
static gboolean
is_marked (const char *line, const char *end)
{
  if (end - line < (gssize) (strlen (MARK) + N_DIGITS + 1) || !g_str_has_prefix (line, MARK))
    return FALSE;
  for (guint i = 0; i < N_DIGITS; i++)
    if (strchr ("0123456789abcdef", line[strlen (MARK) + i]) == NULL)
      return FALSE;
  return line[strlen (MARK) + N_DIGITS] == ' ';
}

const char *
normlab_session_find_records (const char *text, gsize length)
{
  const char *end = text + length;
  const char *line = text;

  while (line < end && !is_marked (line, end))
    {
      line = memchr (line, '\n', (gsize) (end - line));
      line = line != NULL ? line + 1 : end;
    }
  return line;
}

/* The body of the record that begins at @line, and where the next one does; NULL if it is torn or
 * damaged. */
static char *
read_record (const char *line, const char *end, const char **next)
{
  const char *stop = memchr (line, '\n', (gsize) (end - line));
  const char *body = line + strlen (MARK) + N_DIGITS + 1;
  g_autofree char *digits = NULL;

  *next = stop != NULL ? stop + 1 : end;
  if (stop == NULL || !is_marked (line, end) || body > stop)
    return NULL;
  digits = g_strndup (line + strlen (MARK), N_DIGITS);
  if (strtoul (digits, NULL, 16) != get_checksum (body, (gsize) (stop - body)))
    return NULL;
  return g_strndup (body, (gsize) (stop - body));
}

/* What a key file can have as the name of a group. */
static gboolean
is_group (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (name[i]) || name[i] == '[' || name[i] == ']')
      return FALSE;
  return length > 0;
}

/* … and of a key, which may end in a language, "Title[ja]". */
static gboolean
is_key (const char *name, gsize length)
{
  const char *bracket = memchr (name, '[', length);

  if (bracket != NULL && name[length - 1] == ']')
    {
      for (const char *p = bracket + 1; p < name + length - 1; p++)
        if (!g_ascii_isalnum (*p) && strchr ("-_.@", *p) == NULL)
          return FALSE;
      length = (gsize) (bracket - name);
    }
  return is_group (name, length) && name[0] != ' ' && name[length - 1] != ' ';
}

/* Whether all that a record of values names can be named. */
static gboolean
check_set (const char *body)
{
  gsize length = strcspn (body, "\t");

  if (!is_group (body, length))
    return FALSE;
  for (const char *pair = body + length; *pair != '\0'; pair += length)
    {
      pair++;
      length = strcspn (pair, "\t");
      if (!is_key (pair, strcspn (pair, "=\t")))
        return FALSE;
    }
  return TRUE;
}

/* The group. */
static const char *
set_values (GKeyFile *file, char *body)
{
  char *rest = body;
  const char *group = strsep (&rest, "\t");
  char *pair;

  while ((pair = strsep (&rest, "\t")) != NULL)
    {
      const char *key = strsep (&pair, "=");

      if (pair != NULL)
        g_key_file_set_value (file, group, key, pair);
    }
  return group;
}

static void
apply_set (GKeyFile *file, NormlabSessionSeries *series, char *body)
{
  g_autofree char *group = g_strndup (body, strcspn (body, "\t"));

  /* No value has a tab in it. */
  if (strstr (body, "\t" NORMLAB_SESSION_SERIES_COUNT "=") != NULL)
    {
      normlab_session_series_forget (series, group);
      normlab_session_remove_voids (file, group);
    }
  if (strstr (body, "\t" NORMLAB_SESSION_FOREIGN "=") != NULL)
    normlab_session_remove_foreign_recipe (file, group);
  if (strstr (body, "\t" STATE "=") != NULL)
    g_key_file_remove_key (file, group, NORMLAB_SESSION_NOT_FINITE, NULL);
  set_values (file, body);
}

static void
apply_more (NormlabSessionSeries *series, char *body)
{
  g_autoptr (GKeyFile) more = g_key_file_new ();
  const char *group = set_values (more, body);

  normlab_session_series_add (series, more, group);
}

/* Of one run, by column. */
typedef struct
{
  NormlabMeasures measures;
  GString *columns[NORMLAB_SESSION_N_COLUMNS];
} History;

static char *
get_group (const char *number)
{
  return g_strconcat ("Run ", number, NULL);
}

/* What cannot be understood is refused by who loads the run. */
static History *
history_new (GKeyFile *file, const char *number)
{
  History *self = g_new0 (History, 1);
  g_autofree char *group = get_group (number);
  g_autofree char *measured = g_key_file_get_value (file, group, NORMLAB_SESSION_MEASURE, NULL);

  if (measured != NULL)
    normlab_measures_parse (measured, &self->measures, NULL);
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    self->columns[c] = g_string_new (NULL);
  return self;
}

static void
history_free (gpointer data)
{
  History *self = data;

  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    g_string_free (self->columns[c], TRUE);
  g_free (self);
}

/* A sample without all its numbers makes the columns differ in length, which loading refuses. */
static void
apply_add (GKeyFile *file, GHashTable *histories, char *body)
{
  char *rest = body;
  const char *number = strsep (&rest, "\t");
  History *history = g_hash_table_lookup (histories, number);
  char *sample;

  if (history == NULL)
    {
      history = history_new (file, number);
      g_hash_table_insert (histories, g_strdup (number), history);
    }
  while ((sample = strsep (&rest, "\t")) != NULL)
    for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
      {
        const char *value;

        if (!normlab_session_has_column (&history->measures, (NormlabSessionColumn) c))
          continue;
        value = strsep (&sample, " ");
        if (value == NULL)
          break;
        if (history->columns[c]->len > 0)
          g_string_append_c (history->columns[c], ';');
        g_string_append (history->columns[c], value);
      }
}

/* Behind what the key file has of it. */
static void
store_history (GKeyFile *file, const char *number, const History *history)
{
  g_autofree char *group = get_group (number);

  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    {
      const char *key = normlab_session_columns[c];
      g_autofree char *before = NULL, *all = NULL;

      if (!normlab_session_has_column (&history->measures, (NormlabSessionColumn) c))
        continue;
      before = g_key_file_get_value (file, group, key, NULL);
      all = before != NULL && *before != '\0'
                ? g_strconcat (before, ";", history->columns[c]->str, NULL)
                : g_strdup (history->columns[c]->str);
      g_key_file_set_value (file, group, key, all);
    }
}

/* FALSE, and nothing is done, where it names what cannot be, or is no text: nobody has written
 * that. What is of another kind may be a later version's. */
static gboolean
apply (GKeyFile *file, GHashTable *histories, NormlabSessionSeries *series, char *body)
{
  if (!g_utf8_validate (body, -1, NULL))
    return FALSE;
  if (g_str_has_prefix (body, SET))
    {
      if (!check_set (body + strlen (SET)))
        return FALSE;
      apply_set (file, series, body + strlen (SET));
    }
  else if (g_str_has_prefix (body, MORE))
    {
      if (!check_set (body + strlen (MORE)))
        return FALSE;
      apply_more (series, body + strlen (MORE));
    }
  else if (g_str_has_prefix (body, ADD))
    {
      body += strlen (ADD);
      if (!g_ascii_isdigit (*body) || strspn (body, "0123456789") != strcspn (body, "\t"))
        return FALSE;
      apply_add (file, histories, body);
    }
  return TRUE;
}

guint
normlab_session_apply_records (GKeyFile *file, const char *records, gsize length)
{
  g_autoptr (GHashTable) histories
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, history_free);
  g_autoptr (NormlabSessionSeries) series = normlab_session_series_new ();
  const char *end = records + length, *next = records;
  gboolean intact = TRUE;
  guint n_lost = 0;
  GHashTableIter iter;
  gpointer number, history;

  while (next < end)
    {
      g_autofree char *body = read_record (next, end, &next);

      intact = intact && body != NULL && apply (file, histories, series, body);
      if (!intact && body != NULL)
        n_lost++;
    }
  g_hash_table_iter_init (&iter, histories);
  while (g_hash_table_iter_next (&iter, &number, &history))
    store_history (file, number, history);
  normlab_session_series_store (series, file);
  return n_lost;
}
