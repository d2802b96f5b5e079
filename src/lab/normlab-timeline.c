/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-timeline.h"

#include <glib/gi18n-lib.h>

#include "normlab-run-items.h"

struct _NormlabTimeline
{
  GObject parent_instance;

  NormlabLab *lab;
  guint step; /* NORMLAB_TIMELINE_LIVE, or below last */
  guint last;
  guint interval;
  gboolean playing;
  double duration;
  double reached; /* while it plays: with parts of a step */
};

G_DEFINE_FINAL_TYPE (NormlabTimeline, normlab_timeline, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STEP,
  PROP_LAST,
  PROP_PLAYING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
update (NormlabTimeline *self)
{
  GListModel *runs = normlab_lab_get_networks (self->lab);
  guint last = 0, interval = G_MAXUINT;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (!normlab_run_item_get_shown (item))
        continue;
      last = MAX (last, normlab_run_get_step (run));
      interval = MIN (interval, normlab_run_get_recipe (run)->interval);
    }
  self->interval = interval != G_MAXUINT ? interval : 1;
  if (last == self->last)
    return;
  self->last = last;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST]);
  if (self->step >= last)
    normlab_timeline_set_step (self, NORMLAB_TIMELINE_LIVE);
}

static void
on_items_changed (NormlabTimeline *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *runs)
{
  normlab_run_items_follow (runs, position, n_added, "notify::shown", G_CALLBACK (update), self);
  update (self);
}

static void
normlab_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabTimeline *self = NORMLAB_TIMELINE (object);

  switch (id)
    {
    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case PROP_LAST:
      g_value_set_uint (value, self->last);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NormlabTimeline *self = NORMLAB_TIMELINE (object);

  switch (id)
    {
    case PROP_STEP:
      normlab_timeline_set_step (self, g_value_get_uint (value));
      break;
    case PROP_PLAYING:
      normlab_timeline_set_playing (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_timeline_dispose (GObject *object)
{
  NormlabTimeline *self = NORMLAB_TIMELINE (object);

  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_timeline_parent_class)->dispose (object);
}

static void
normlab_timeline_class_init (NormlabTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_timeline_get_property;
  object_class->set_property = normlab_timeline_set_property;
  object_class->dispose = normlab_timeline_dispose;

  properties[PROP_STEP] = g_param_spec_uint ("step", NULL, NULL, 0, G_MAXUINT,
                                             NORMLAB_TIMELINE_LIVE, flags | G_PARAM_READWRITE);
  properties[PROP_LAST]
      = g_param_spec_uint ("last", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  properties[PROP_PLAYING]
      = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
normlab_timeline_init (NormlabTimeline *self)
{
  self->step = NORMLAB_TIMELINE_LIVE;
  self->interval = 1;
  self->duration = NORMLAB_TIMELINE_DURATION;
}

NormlabTimeline *
normlab_timeline_new (NormlabLab *lab)
{
  NormlabTimeline *self;
  GListModel *runs;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_TIMELINE, NULL);
  self->lab = g_object_ref (lab);
  runs = normlab_lab_get_networks (lab);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (runs), runs);
  return self;
}

static void
take_step (NormlabTimeline *self, guint step)
{
  if (step >= self->last)
    step = NORMLAB_TIMELINE_LIVE;
  if (step == self->step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

void
normlab_timeline_set_step (NormlabTimeline *self, guint step)
{
  g_return_if_fail (NORMLAB_IS_TIMELINE (self));

  take_step (self, step);
  self->reached = self->step;
  if (normlab_timeline_is_live (self))
    normlab_timeline_set_playing (self, FALSE);
}

guint
normlab_timeline_get_step (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), NORMLAB_TIMELINE_LIVE);

  return self->step;
}

gboolean
normlab_timeline_is_live (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), TRUE);

  return self->step == NORMLAB_TIMELINE_LIVE;
}

guint
normlab_timeline_get_position (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), 0);

  return MIN (self->step, self->last);
}

guint
normlab_timeline_get_last (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), 0);

  return self->last;
}

const char *
normlab_timeline_get_note (NormlabTimeline *self)
{
  GListModel *runs;

  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), NULL);

  if (self->last == 0 || normlab_timeline_get_position (self) > 0)
    return NULL;
  runs = normlab_lab_get_networks (self->lab);
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));

      if (normlab_run_item_get_shown (item)
          && normlab_normalization_get_info (recipe->normalization)->running)
        return _("before training, running statistics are still zero");
    }
  return _("before training");
}

guint
normlab_timeline_get_interval (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), 1);

  return self->interval;
}

void
normlab_timeline_move (NormlabTimeline *self, int n)
{
  gint64 interval, place;

  g_return_if_fail (NORMLAB_IS_TIMELINE (self));

  interval = self->interval;
  place = normlab_timeline_get_position (self);
  /* Back from between two places is to the lower of them. */
  place = n < 0 ? (place + interval - 1) / interval : place / interval;
  normlab_timeline_set_step (self, (guint) CLAMP ((place + n) * interval, 0, (gint64) self->last));
}

gboolean
normlab_timeline_get_playing (NormlabTimeline *self)
{
  g_return_val_if_fail (NORMLAB_IS_TIMELINE (self), FALSE);

  return self->playing;
}

void
normlab_timeline_set_playing (NormlabTimeline *self, gboolean playing)
{
  g_return_if_fail (NORMLAB_IS_TIMELINE (self));

  playing = playing && self->last > 0;
  if (playing == self->playing)
    return;
  if (playing && normlab_timeline_is_live (self))
    normlab_timeline_set_step (self, 0);
  self->playing = playing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

void
normlab_timeline_set_duration (NormlabTimeline *self, double seconds)
{
  g_return_if_fail (NORMLAB_IS_TIMELINE (self));
  g_return_if_fail (seconds > 0);

  self->duration = seconds;
}

void
normlab_timeline_advance (NormlabTimeline *self, double seconds)
{
  g_return_if_fail (NORMLAB_IS_TIMELINE (self));

  if (!self->playing)
    return;
  self->reached += seconds / self->duration * self->last;
  if (self->reached >= self->last)
    normlab_timeline_set_step (self, NORMLAB_TIMELINE_LIVE);
  else
    take_step (self, (guint) self->reached);
}
