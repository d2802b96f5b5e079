/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-candidate-private.h"

#include "normlab-value-label.h"

struct _NormlabCandidate
{
  GObject parent_instance;

  NormlabHyperparameter hyperparameter;
  NormlabValue value;
  guint digits;
  char *label;
  char *details; /* nullable */
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
  PROP_VALUE,
  PROP_LABEL,
  PROP_DETAILS,
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
    case PROP_VALUE:
      g_value_set_boxed (value, &self->value);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DETAILS:
      g_value_set_string (value, self->details);
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

  g_free (self->label);
  g_free (self->details);

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

  properties[PROP_VALUE] = g_param_spec_boxed ("value", NULL, NULL, NORMLAB_TYPE_VALUE, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, flags);
  properties[PROP_TICKED]
      = g_param_spec_boolean ("ticked", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_candidate_init (NormlabCandidate *self)
{
}

/* Puts @text, which is taken over, into @place. */
static void
take_text (NormlabCandidate *self, char **place, char *text, guint property)
{
  g_autofree char *old = *place;

  *place = text;
  if (g_strcmp0 (old, text) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Puts the value into words. */
static void
describe (NormlabCandidate *self)
{
  char *label = normlab_value_get_label (self->hyperparameter, &self->value, self->digits);
  g_autofree char *exact
      = normlab_value_get_label (self->hyperparameter, &self->value, NORMLAB_EXACT);
  gboolean is_exact = g_str_equal (label, exact);

  take_text (self, &self->label, label, PROP_LABEL);
  take_text (self, &self->details, is_exact ? NULL : g_steal_pointer (&exact), PROP_DETAILS);
}

NormlabCandidate *
normlab_candidate_new (NormlabHyperparameter hyperparameter,
                       const NormlabValue *value,
                       gboolean ticked)
{
  NormlabCandidate *self = g_object_new (NORMLAB_TYPE_CANDIDATE, NULL);

  self->hyperparameter = hyperparameter;
  self->value = *value;
  self->digits = NORMLAB_EXACT;
  self->ticked = ticked;
  describe (self);
  return self;
}

NormlabHyperparameter
normlab_candidate_get_hyperparameter (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NORMLAB_HYPERPARAMETER_HIDDEN);

  return self->hyperparameter;
}

const NormlabValue *
normlab_candidate_get_value (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return &self->value;
}

const char *
normlab_candidate_get_label (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return self->label;
}

const char *
normlab_candidate_get_details (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return self->details;
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

const NormlabWord *
normlab_candidate_get_word (NormlabCandidate *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (self), NULL);

  return normlab_hyperparameter_get_word (self->hyperparameter, &self->value);
}

void
normlab_candidate_set_guard (NormlabCandidate *self, NormlabCandidateGuard guard, gpointer data)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  self->guard = guard;
  self->guard_data = data;
}

void
normlab_candidate_set_value (NormlabCandidate *self, const NormlabValue *value)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));
  g_return_if_fail (value != NULL && value->type == self->value.type);

  if (normlab_value_equal (&self->value, value))
    return;
  self->value = *value;
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
  describe (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
normlab_candidate_set_digits (NormlabCandidate *self, guint digits)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE (self));

  if (self->digits == digits)
    return;
  self->digits = digits;
  g_object_freeze_notify (G_OBJECT (self));
  describe (self);
  g_object_thaw_notify (G_OBJECT (self));
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
