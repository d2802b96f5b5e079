/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-item-private.h"

#include <math.h>

#include "normlab-run-foreign.h"
#include "normlab-text.h"

enum
{
  PROP_0,
  PROP_OPEN,
  PROP_SHOWN,
  PROP_NAME,
  PROP_CUSTOM_NAME,
  PROP_COLOR,
  PROP_DASHED,
  PROP_ITERATIONS,
  PROP_GROUP,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabRunItem, normlab_run_item, G_TYPE_OBJECT)

static void
normlab_run_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabRunItem *self = NORMLAB_RUN_ITEM (object);

  switch (property)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, self->open);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, normlab_run_item_get_shown (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, normlab_run_item_get_name (self));
      break;
    case PROP_CUSTOM_NAME:
      g_value_set_string (value, normlab_run_item_get_custom_name (self));
      break;
    case PROP_COLOR:
      g_value_set_uint (value, normlab_run_item_get_color (self));
      break;
    case PROP_DASHED:
      g_value_set_boolean (value, normlab_run_item_get_dashed (self));
      break;
    case PROP_ITERATIONS:
      g_value_set_uint (value, self->iterations);
      break;
    case PROP_GROUP:
      g_value_set_object (value, self->group);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_run_item_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  NormlabRunItem *self = NORMLAB_RUN_ITEM (object);

  switch (property)
    {
    case PROP_OPEN:
      normlab_run_item_set_open (self, g_value_get_boolean (value));
      break;
    case PROP_SHOWN:
      normlab_run_item_set_shown (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_run_item_finalize (GObject *object)
{
  NormlabRunItem *self = NORMLAB_RUN_ITEM (object);

  g_clear_weak_pointer (&self->group);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_object (&self->run);
  g_free (self->custom_name);
  g_free (self->automatic_name);
  g_free (self->exact_name);
  g_free (self->sort_key);
  g_free (self->best);

  G_OBJECT_CLASS (normlab_run_item_parent_class)->finalize (object);
}

static void
normlab_run_item_class_init (NormlabRunItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_run_item_get_property;
  object_class->set_property = normlab_run_item_set_property;
  object_class->finalize = normlab_run_item_finalize;

  properties[PROP_OPEN]
      = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  properties[PROP_SHOWN]
      = g_param_spec_boolean ("shown", NULL, NULL, TRUE, flags | G_PARAM_READWRITE);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  properties[PROP_CUSTOM_NAME]
      = g_param_spec_string ("custom-name", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  properties[PROP_COLOR]
      = g_param_spec_uint ("color", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  properties[PROP_DASHED]
      = g_param_spec_boolean ("dashed", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_ITERATIONS]
      = g_param_spec_uint ("iterations", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  properties[PROP_GROUP]
      = g_param_spec_object ("group", NULL, NULL, NORMLAB_TYPE_RUN_ITEM, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_RUN_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_run_item_init (NormlabRunItem *self)
{
  self->shown = TRUE;
  self->best = g_new0 (NormlabRunItemBest, normlab_n_metrics);
  for (guint i = 0; i < normlab_n_metrics; i++)
    self->best[i].value = (double) NAN;
  self->automatic_name = g_strdup ("");
}

NormlabRunItem *
normlab_run_item_new (NormlabRun *run, guint number)
{
  NormlabRunItem *self;

  g_return_val_if_fail (NORMLAB_IS_RUN (run), NULL);

  self = g_object_new (NORMLAB_TYPE_RUN_ITEM, NULL);
  self->run = g_object_ref (run);
  self->number = number;
  self->state = normlab_run_get_state (run);
  self->step = normlab_run_get_step (run);
  self->n_samples = normlab_run_get_n_added (run);
  self->seconds = normlab_run_get_seconds (run);
  self->iterations = normlab_run_get_recipe (run)->iterations;
  return self;
}

NormlabRun *
normlab_run_item_get_run (NormlabRunItem *self)
{
  return self->run;
}

guint
normlab_run_item_get_number (NormlabRunItem *self)
{
  return self->number;
}

/* Says that a property has another value, and that a row displays it. */
static void
notify (NormlabRunItem *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
normlab_run_item_get_name (NormlabRunItem *self)
{
  const char *custom_name = normlab_run_item_get_custom_name (self);

  return custom_name != NULL ? custom_name : self->automatic_name;
}

const char *
normlab_run_item_get_exact_name (NormlabRunItem *self)
{
  if (normlab_run_item_get_custom_name (self) != NULL || self->exact_name == NULL)
    return normlab_run_item_get_name (self);
  return self->exact_name;
}

void
normlab_run_item_set_exact_name (NormlabRunItem *self, const char *name)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  if (g_strcmp0 (self->exact_name, name) == 0)
    return;
  g_free (self->exact_name);
  self->exact_name = g_strdup (name);
}

const char *
normlab_run_item_get_sort_key (NormlabRunItem *self)
{
  if (self->sort_key == NULL)
    self->sort_key = g_utf8_collate_key_for_filename (normlab_run_item_get_name (self), -1);
  return self->sort_key;
}

/* Puts @name, which is taken over, into @place. */
static void
take_name (NormlabRunItem *self, char **place, char *name)
{
  g_autofree char *old = g_strdup (normlab_run_item_get_name (self));

  g_free (*place);
  *place = name;
  if (strcmp (old, normlab_run_item_get_name (self)) == 0)
    return;
  g_clear_pointer (&self->sort_key, g_free);
  notify (self, PROP_NAME);
}

void
normlab_run_item_set_custom_name (NormlabRunItem *self, const char *name)
{
  g_autofree char *old = NULL;

  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    normlab_run_item_set_custom_name (g_ptr_array_index (self->members, i), name);
  if (self->members != NULL)
    return;
  old = g_strdup (self->custom_name);
  take_name (self, &self->custom_name,
             name != NULL && *name != '\0' ? normlab_text_for_title (name) : NULL);
  normlab_run_set_title (self->run, self->custom_name);
  if (g_strcmp0 (old, self->custom_name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUSTOM_NAME]);
}

const char *
normlab_run_item_get_custom_name (NormlabRunItem *self)
{
  const char *name;

  if (self->members == NULL)
    return self->custom_name;
  /* What all of them are called. */
  name = ((NormlabRunItem *) g_ptr_array_index (self->members, 0))->custom_name;
  for (guint i = 1; i < self->members->len; i++)
    if (g_strcmp0 (name, ((NormlabRunItem *) g_ptr_array_index (self->members, i))->custom_name)
        != 0)
      return NULL;
  return name;
}

void
normlab_run_item_set_automatic_name (NormlabRunItem *self, const char *name)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));
  g_return_if_fail (name != NULL);

  if (strcmp (self->automatic_name, name) != 0)
    take_name (self, &self->automatic_name, g_strdup (name));
}

const char *
normlab_run_item_get_automatic_name (NormlabRunItem *self)
{
  return self->automatic_name;
}

gboolean
normlab_run_item_get_has_columns (NormlabRunItem *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (self), FALSE);

  return self->has_columns;
}

void
normlab_run_item_set_has_columns (NormlabRunItem *self, gboolean has_columns)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  self->has_columns = has_columns;
}

gboolean
normlab_run_item_get_shown (NormlabRunItem *self)
{
  return normlab_run_item_get_face (self)->shown;
}

void
normlab_run_item_set_shown (NormlabRunItem *self, gboolean shown)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (self->members, i), shown);
  if (self->members != NULL || self->shown == !!shown)
    return;
  self->shown = !!shown;
  notify (self, PROP_SHOWN);
}

void
normlab_run_item_set_look (NormlabRunItem *self, guint color, gboolean dashed)
{
  gboolean colors = self->color != color, dashes = self->dashed != !!dashed;

  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  if (!colors && !dashes)
    return;
  self->color = color;
  self->dashed = !!dashed;
  g_object_freeze_notify (G_OBJECT (self));
  if (colors)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
  if (dashes)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DASHED]);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
normlab_run_item_get_color (NormlabRunItem *self)
{
  return normlab_run_item_get_face (self)->color;
}

gboolean
normlab_run_item_get_dashed (NormlabRunItem *self)
{
  return normlab_run_item_get_face (self)->dashed;
}

gboolean
normlab_run_item_update (NormlabRunItem *self)
{
  NormlabRun *run = self->run;

  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (self), FALSE);

  /* The only thing in a recipe that may become another, but for what becomes known of another
   * program's. */
  if (self->iterations != normlab_run_get_recipe (run)->iterations)
    {
      self->iterations = normlab_run_get_recipe (run)->iterations;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITERATIONS]);
    }
  if (self->revision != normlab_run_get_revision (run))
    {
      self->revision = normlab_run_get_revision (run);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITERATIONS]);
    }
  if (self->state == normlab_run_get_state (run) && self->step == normlab_run_get_step (run)
      && self->replayed == normlab_run_get_replayed (run)
      && self->n_samples == normlab_run_get_n_added (run)
      && !(self->seconds < normlab_run_get_seconds (run)))
    return FALSE;
  self->state = normlab_run_get_state (run);
  self->step = normlab_run_get_step (run);
  self->replayed = normlab_run_get_replayed (run);
  self->n_samples = normlab_run_get_n_added (run);
  self->seconds = normlab_run_get_seconds (run);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
