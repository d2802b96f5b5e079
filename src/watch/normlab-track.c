/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-track-private.h"

#include <math.h>
#include <string.h>

/* So long after its last point a run still counts as growing. */
#define GROWING_TIME G_TIME_SPAN_MINUTE

G_DEFINE_FINAL_TYPE (NormlabTrack, normlab_track, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
parameter_free (gpointer data)
{
  NormlabTrackParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->text);
  g_free (parameter);
}

static void
normlab_track_finalize (GObject *object)
{
  NormlabTrack *self = NORMLAB_TRACK (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->x_name);
  normlab_columns_unref (self->columns);
  g_ptr_array_unref (self->series);
  g_array_unref (self->uses);
  g_ptr_array_unref (self->parameters);
  g_array_unref (self->restarts);
  g_free (self->end);
  g_free (self->damage);
  G_OBJECT_CLASS (normlab_track_parent_class)->finalize (object);
}

static void
normlab_track_class_init (NormlabTrackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_track_finalize;
  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_TRACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
normlab_track_init (NormlabTrack *self)
{
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_series_free);
  self->uses = g_array_new (FALSE, FALSE, sizeof (NormlabColumnUse));
  self->parameters = g_ptr_array_new_with_free_func (parameter_free);
  self->restarts = g_array_new (FALSE, FALSE, sizeof (double));
}

NormlabTrack *
normlab_track_new (const char *key, const char *title)
{
  NormlabTrack *self = g_object_new (NORMLAB_TYPE_TRACK, NULL);

  self->key = g_strdup (key);
  self->title = g_strdup (title);
  return self;
}

const char *
normlab_track_get_key (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->key;
}

const char *
normlab_track_get_title (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->title;
}

const char *
normlab_track_get_x_name (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->x_name;
}

guint
normlab_track_get_n_series (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->series->len;
}

const NormlabSeries *
normlab_track_get_series (NormlabTrack *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && i < self->series->len, NULL);

  return g_ptr_array_index (self->series, i);
}

const NormlabSeries *
normlab_track_find_series (NormlabTrack *self, const char *name)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && name != NULL, NULL);

  for (guint i = 0; i < self->series->len; i++)
    if (strcmp (normlab_series_get_name (g_ptr_array_index (self->series, i)), name) == 0)
      return g_ptr_array_index (self->series, i);
  return NULL;
}

double
normlab_track_get_last_x (NormlabTrack *self)
{
  double last = NAN;

  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NAN);

  for (guint i = 0; i < self->series->len; i++)
    {
      const NormlabSeries *series = g_ptr_array_index (self->series, i);
      guint n;
      const NormlabPoint *points = normlab_series_get_points (series, &n);

      if (n > 0)
        last = fmax (last, points[n - 1].x);
    }
  return last;
}

NormlabColumns *
normlab_track_get_columns (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->columns;
}

NormlabColumnUse
normlab_track_get_use (NormlabTrack *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NORMLAB_USE_GUESSED);
  g_return_val_if_fail (i < self->uses->len, NORMLAB_USE_GUESSED);

  return g_array_index (self->uses, NormlabColumnUse, i);
}

guint
normlab_track_get_n_choices (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->n_choices;
}

void
normlab_track_set_use (NormlabTrack *self, guint i, NormlabColumnUse use)
{
  if (i == self->uses->len)
    {
      g_array_append_val (self->uses, use);
      return;
    }
  g_array_index (self->uses, NormlabColumnUse, i) = use;
  self->n_choices++;
}

guint
normlab_track_get_n_parameters (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->parameters->len;
}

const char *
normlab_track_get_parameter_name (NormlabTrack *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && i < self->parameters->len, NULL);

  return ((const NormlabTrackParameter *) g_ptr_array_index (self->parameters, i))->name;
}

const char *
normlab_track_get_parameter_text (NormlabTrack *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && i < self->parameters->len, NULL);

  return ((const NormlabTrackParameter *) g_ptr_array_index (self->parameters, i))->text;
}

static NormlabTrackParameter *
find_parameter (NormlabTrack *self, const char *name)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      NormlabTrackParameter *parameter = g_ptr_array_index (self->parameters, i);

      if (strcmp (parameter->name, name) == 0)
        return parameter;
    }
  return NULL;
}

const char *
normlab_track_find_parameter (NormlabTrack *self, const char *name)
{
  const NormlabTrackParameter *parameter;

  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && name != NULL, NULL);

  parameter = find_parameter (self, name);
  return parameter != NULL ? parameter->text : NULL;
}

void
normlab_track_set_parameter (NormlabTrack *self, const char *name, char *text)
{
  NormlabTrackParameter *parameter = find_parameter (self, name);

  if (parameter == NULL)
    {
      parameter = g_new0 (NormlabTrackParameter, 1);
      parameter->name = g_strdup (name);
      g_ptr_array_add (self->parameters, parameter);
    }
  g_free (parameter->text);
  parameter->text = text;
}

NormlabTrackState
normlab_track_get_state (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NORMLAB_TRACK_QUIET);

  if (self->damage != NULL)
    return NORMLAB_TRACK_DAMAGED;
  if (self->end != NULL)
    return NORMLAB_TRACK_ENDED;
  if (self->gone_since != 0)
    return NORMLAB_TRACK_GONE;
  if (self->is_left)
    return NORMLAB_TRACK_LEFT;
  return g_get_real_time () - self->last_time < GROWING_TIME ? NORMLAB_TRACK_GROWING
                                                             : NORMLAB_TRACK_QUIET;
}

const char *
normlab_track_get_end (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->end;
}

const char *
normlab_track_get_damage (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), NULL);

  return self->damage;
}

gint64
normlab_track_get_gone_since (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->gone_since;
}

gint64
normlab_track_get_last_time (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->last_time;
}

guint
normlab_track_get_n_restarts (NormlabTrack *self)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self), 0);

  return self->restarts->len;
}

double
normlab_track_get_restart (NormlabTrack *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_TRACK (self) && i < self->restarts->len, NAN);

  return g_array_index (self->restarts, double, i);
}

void
normlab_track_tell (NormlabTrack *self)
{
  if (!self->has_changed)
    return;
  self->has_changed = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
