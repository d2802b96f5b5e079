/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-lines.h"
#include "normlab-log-format.h"
#include "normlab-log-mlflow.h"
#include "normlab-log-number.h"

/* A metric of MLflow's: each line is "milliseconds value step", the step perhaps missing. */
typedef struct
{
  const NormlabLogPlace *place;
  NormlabLines lines;
  NormlabRecorderTrack *track;
  guint metric;
} Mlflow;

char *
normlab_mlflow_find_run (const char *path, const char **metric)
{
  const char *found = NULL;

  for (const char *p = strstr (path, "/metrics/"); p != NULL; p = strstr (p + 1, "/metrics/"))
    {
      g_autofree char *folder = g_strndup (path, (gsize) (p - path));
      g_autofree char *meta = g_build_filename (folder, "meta.yaml", NULL);
      g_autofree char *tags = g_build_filename (folder, "tags", NULL);

      if (g_file_test (meta, G_FILE_TEST_IS_REGULAR) || g_file_test (tags, G_FILE_TEST_IS_DIR))
        {
          found = p;
          break;
        }
    }
  if (found == NULL)
    return NULL;
  if (metric != NULL)
    *metric = found + strlen ("/metrics/");
  return g_strndup (path, (gsize) (found - path));
}

static gpointer
mlflow_begin (const NormlabLogPlace *place)
{
  Mlflow *self = g_new0 (Mlflow, 1);
  const char *metric = place->metric != NULL ? place->metric : place->name;

  self->place = place;
  normlab_lines_init (&self->lines);
  self->track = normlab_recorder_get_track (place->recorder, place->key, place->title);
  if (self->track == NULL)
    return self;
  normlab_log_place_join (place, self->track);
  normlab_recorder_set_separate (self->track);
  self->metric = normlab_recorder_get_metric (self->track, metric, strlen (metric));
  if (place->again)
    normlab_recorder_begin_metric_again (self->track, self->metric);
  return self;
}

static void
mlflow_free (gpointer reader)
{
  Mlflow *self = reader;

  normlab_lines_clear (&self->lines);
  g_free (self);
}

/* The next field; @p is set behind it and the blanks there. FALSE where there is none. */
static gboolean
take_field (const char **p, const char *end, const char **field, gsize *length)
{
  const char *q = *p;

  while (q < end && *q != ' ')
    q++;
  *field = *p;
  *length = (gsize) (q - *p);
  while (q < end && *q == ' ')
    q++;
  *p = q;
  return *length > 0;
}

/* Whether the line is one of such a file. */
static gboolean
parse (const char *line, gsize n, double *time, double *value, double *step)
{
  const char *end = line + n;
  const char *field;
  gsize length;
  NormlabCell cell;

  *value = *step = 0;
  if (!take_field (&line, end, &field, &length)
      || normlab_log_number_take (field, field + length, time) != field + length
      || !take_field (&line, end, &field, &length))
    return FALSE;
  *time = normlab_log_time_from (*time);
  cell = normlab_log_cell_read (field, length, FALSE, value);
  if (cell == NORMLAB_CELL_TEXT)
    return FALSE;
  if (cell == NORMLAB_CELL_NONE || cell == NORMLAB_CELL_NAN)
    *value = NAN;
  return !take_field (&line, end, &field, &length)
         || normlab_log_number_take (field, field + length, step) == field + length;
}

static void
on_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Mlflow *self = user_data;
  double time, value, step;

  if (line != NULL && self->track != NULL && parse (line, length, &time, &value, &step))
    normlab_recorder_add (self->track, self->metric, step, value, time);
}

static gboolean
mlflow_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  Mlflow *self = reader;

  normlab_lines_feed (&self->lines, bytes, n, on_line, self);
  return TRUE;
}

typedef struct
{
  guint n_right, n_wrong;
} Count;

static void
count_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Count *count = user_data;
  double time, value, step;

  if (line != NULL && parse (line, length, &time, &value, &step) && !isnan (time))
    count->n_right++;
  else
    count->n_wrong++;
}

static NormlabLogCertainty
mlflow_recognizes (const NormlabLogHead *head)
{
  g_autofree char *run = NULL;
  Count count = { 0 };
  NormlabLines lines;

  normlab_lines_init (&lines);
  normlab_lines_feed (&lines, (const guint8 *) head->bytes, head->n, count_line, &count);
  normlab_lines_clear (&lines);
  if (count.n_right == 0 || count.n_wrong > 0)
    return NORMLAB_LOG_NO;
  run = normlab_mlflow_find_run (head->path, NULL);
  return run != NULL ? NORMLAB_LOG_YES : NORMLAB_LOG_PERHAPS;
}

const NormlabLogFormat normlab_log_mlflow = {
  .word = "mlflow",
  .recognizes = mlflow_recognizes,
  .begin = mlflow_begin,
  .feed = mlflow_feed,
  .free = mlflow_free,
};
