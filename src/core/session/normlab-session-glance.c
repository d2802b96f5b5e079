/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-glance.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-key-file.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* So many lines take less than 50 ms, unless they are very long. */
#define LINES_BETWEEN_LOOKS 64

typedef struct
{
  GString *head; /* all before the first run */
  guint n_runs;
  guint n_samples;
  double best;
  gboolean interrupted;
} Glance;

static void
glance_clear (Glance *self)
{
  if (self->head != NULL)
    g_string_free (self->head, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Glance, glance_clear)

/* What stands behind "KEY="; NULL if the line is of another key. */
static char *
find_value (char *line, const char *key)
{
  gsize length = strlen (key);

  return strncmp (line, key, length) == 0 && line[length] == '=' ? line + length + 1 : NULL;
}

static guint
count_numbers (const char *list)
{
  guint n = *list != '\0' && *list != '\n';

  for (list = strchr (list, ';'); list != NULL; list = strchr (list + 1, ';'))
    n += list[1] != '\0' && list[1] != '\n';
  return n;
}

static double
find_greatest (const char *list, double greatest)
{
  char *end;

  for (;; list = end + 1)
    {
      float value = (float) g_ascii_strtod (list, &end);

      if (end == list)
        return greatest;
      greatest = fmax (greatest, (double) value);
      if (*end != ';')
        return greatest;
    }
}

/* FALSE for what only loading the file makes sense of. */
static gboolean
read_run_line (Glance *self, char *line)
{
  NormlabRunState state;
  const char *value;

  if ((value = find_value (line, "Samples.Step")) != NULL)
    self->n_samples += count_numbers (value);
  else if ((value = find_value (line, "Samples.TestAccuracy")) != NULL)
    self->best = find_greatest (value, self->best);
  else if ((value = find_value (line, "State")) != NULL)
    {
      g_autofree char *word = g_strchomp (g_strdup (value));

      if (!normlab_run_state_from_string (word, &state))
        return FALSE;
      self->interrupted |= !normlab_run_state_is_final (state);
    }
  return TRUE;
}

static gboolean
read_line (Glance *self, char *line)
{
  if (g_str_has_prefix (line, "#@"))
    return FALSE;
  if (g_str_has_prefix (line, "[Run "))
    self->n_runs++;
  else if (self->n_runs == 0)
    g_string_append (self->head, line);
  else
    return read_run_line (self, line);
  return TRUE;
}

static gboolean
read_lines (Glance *self, FILE *file, NormlabProgress *progress)
{
  char *line = NULL;
  size_t size = 0;
  gboolean ok = TRUE;

  for (guint i = 0; ok && getline (&line, &size, file) >= 0; i++)
    ok = read_line (self, line)
         && (i % LINES_BETWEEN_LOOKS != 0 || normlab_progress_report (progress, 0, NULL));
  free (line);
  return ok && ferror (file) == 0;
}

static gboolean
read_head (Glance *self, char **title)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  int version;

  if (!g_key_file_load_from_data (file, self->head->str, self->head->len, G_KEY_FILE_NONE, NULL))
    return FALSE;
  version = g_key_file_get_integer (file, "Session", "Version", NULL);
  text = normlab_key_file_get_text (file, "Session", "Title", NULL);
  if (text == NULL || version < 1 || version > 3)
    return FALSE;
  *title = normlab_text_for_title (text);
  return TRUE;
}

gboolean
normlab_session_glance (NormlabSessionSummary *self,
                        gboolean *interrupted,
                        const char *path,
                        NormlabProgress *progress)
{
  g_auto (Glance) glance = { .head = g_string_new (NULL), .best = (double) NAN };
  FILE *file = g_fopen (path, "re");
  struct stat status;
  gboolean ok;

  if (file == NULL)
    return FALSE;
  /* Of what is none a line could be as long as memory. */
  ok = fstat (fileno (file), &status) == 0 && S_ISREG (status.st_mode)
       && status.st_size <= NORMLAB_SESSION_MAX_SIZE && read_lines (&glance, file, progress);
  fclose (file);
  if (!ok || !read_head (&glance, &self->title))
    return FALSE;
  self->n_runs = glance.n_runs;
  self->n_samples = glance.n_samples;
  self->best = glance.best;
  *interrupted = glance.interrupted;
  return TRUE;
}
