/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-log-format.h"
#include "normlab-text.h"

/* Times by the clock: from 2001 on in seconds, and as many milliseconds. */
#define MIN_TIME 1e9
#define MAX_TIME 1e11
#define MAX_MILLISECONDS (1000 * MAX_TIME)

void
normlab_log_place_join (const NormlabLogPlace *place, NormlabRecorderTrack *track)
{
  if (g_ptr_array_find (place->tracks, track, NULL))
    return;
  g_ptr_array_add (place->tracks, track);
  normlab_recorder_add_file (track);
}

/* What comes next is from the front of the file. */
static void
begin (const NormlabLogPlace *place, NormlabRecorderTrack *track)
{
  normlab_log_place_join (place, track);
  if (place->again)
    normlab_recorder_begin_again (track);
}

NormlabRecorderTrack *
normlab_log_place_get_track (const NormlabLogPlace *place)
{
  NormlabRecorderTrack *track
      = normlab_recorder_get_track (place->recorder, place->key, place->title);

  if (track != NULL)
    begin (place, track);
  return track;
}

NormlabRecorderTrack *
normlab_log_place_get_run (const NormlabLogPlace *place, const char *run, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s#%s", place->key, run);
  g_autofree char *title = NULL;
  NormlabRecorderTrack *track;

  if (name != NULL && *name != '\0')
    title = g_strdup (name);
  else
    /* Translators: a file, and the number of one of the runs in it */
    title = g_strdup_printf (_("%s, run %s"), place->title, run);
  track = normlab_recorder_get_track (place->recorder, key, title);
  if (track != NULL)
    begin (place, track);
  return track;
}

static gboolean
is_name (const char *text, gsize length, const char *name)
{
  return strlen (name) == length && g_ascii_strncasecmp (text, name, length) == 0;
}

int
normlab_log_rank_of_x (const char *name, gsize length)
{
  static const char *const names[] = {
    "step",
    "global_step",
    "iteration",
    "iter",
    "epoch",
    /* Weights & Biases' tables, and Lightning's in them */
    "trainer/global_step",
    "_step",
    /* Stable Baselines and RLlib */
    "time/total_timesteps",
    "total_timesteps",
    "timesteps_total",
    "training_iteration",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_name (name, length, names[i]))
      return (int) i;
  return -1;
}

gboolean
normlab_log_is_time_name (const char *name, gsize length)
{
  static const char *const names[] = { "wall time", "wall_time", "timestamp", "_timestamp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_name (name, length, names[i]))
      return TRUE;
  return FALSE;
}

double
normlab_log_time_from (double number)
{
  if (number >= MAX_TIME && number < MAX_MILLISECONDS)
    number /= 1000;
  return number >= MIN_TIME && number < MAX_TIME ? number : NAN;
}

double
normlab_log_time_from_seconds (double number)
{
  return number >= 0 && number < MIN_TIME ? number : NAN;
}

char *
normlab_log_place_say (const NormlabLogPlace *place, const char *format, guint64 offset)
{
  g_autofree char *name = normlab_text_for_path (place->name);
  g_autofree char *byte = g_strdup_printf ("%" G_GUINT64_FORMAT, offset);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, name, byte);
#pragma GCC diagnostic pop
}
