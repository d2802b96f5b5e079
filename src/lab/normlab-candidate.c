/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-candidate-private.h"

struct _NormlabCandidate
{
  GObject parent_instance;

  char *text;
  char *label;
  gboolean ticked;
  gboolean removable;
  gboolean passing;

  NormlabCandidateGuard guard;
  gpointer guard_data; /* borrowed */
};

G_DEFINE_FINAL_TYPE (NormlabCandidate, normlab_candidate, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_LABEL,
  PROP_TICKED,
  PROP_REMOVABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
normlab_candidate_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabCandidate *self = NORMLAB_CANDIDATE (object);

  switch (property)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_TICKED:
      g_value_set_boolean (value, self->ticked);
      break;
    case PROP_REMOVABLE:
      g_value_set_boolean (value, self->removable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_candidate_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_TICKED:
      normlab_candidate_set_ticked (NORMLAB_CANDIDATE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_candidate_finalize (GObject *object)
{
  NormlabCandidate *self = NORMLAB_CANDIDATE (object);

  g_free (self->text);
  g_free (self->label);

  G_OBJECT_CLASS (normlab_candidate_parent_class)->finalize (object);
}

static void
normlab_candidate_class_init (NormlabCandidateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_candidate_get_property;
  object_class->set_property = normlab_candidate_set_property;
  object_class->finalize = normlab_candidate_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_TICKED]
      = g_param_spec_boolean ("ticked", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_candidate_init (NormlabCandidate *self)
{
}

NormlabCandidate *
normlab_candidate_new (const char *text, const char *label, gboolean ticked)
{
  NormlabCandidate *self = g_object_new (NORMLAB_TYPE_CANDIDATE, NULL);

  self->text = g_strdup (text);
  self->label = g_strdup (label);
  self->ticked = ticked;
  return self;
}

const char *
normlab_candidate_get_text (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return self->text;
}

const char *
normlab_candidate_get_label (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return self->label;
}

gboolean
normlab_candidate_get_ticked (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), FALSE);

  return self->ticked;
}

void
normlab_candidate_set_ticked (NormlabCandidate *self, gboolean ticked)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  if (self->ticked && !ticked && self->guard != NULL && !self->guard (self, self->guard_data))
    return;
  normlab_candidate_force_ticked (self, ticked);
}

gboolean
normlab_candidate_get_removable (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), FALSE);

  return self->removable;
}

void
normlab_candidate_set_guard (NormlabCandidate *self, NormlabCandidateGuard guard, gpointer data)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  self->guard = guard;
  self->guard_data = data;
}

void
normlab_candidate_set_value (NormlabCandidate *self, const char *text, const char *label)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->label);
  self->label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
normlab_candidate_set_removable (NormlabCandidate *self, gboolean removable)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  if (!self->removable == !removable)
    return;
  self->removable = removable;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVABLE]);
}

void
normlab_candidate_force_ticked (NormlabCandidate *self, gboolean ticked)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  if (!self->ticked == !ticked)
    return;
  self->ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKED]);
}

void
normlab_candidate_set_passing (NormlabCandidate *self, gboolean passing)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  self->passing = passing;
}

gboolean
normlab_candidate_get_passing (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), FALSE);

  return self->passing;
}
