/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-change.h"

#include "normlab-value-range.h"

const NormlabHyperparameter normlab_changeable[NORMLAB_N_CHANGEABLE] = {
  NORMLAB_HYPERPARAMETER_OPTIMIZER,    NORMLAB_HYPERPARAMETER_LEARNING_RATE,
  NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, NORMLAB_HYPERPARAMETER_DROPOUT,
  NORMLAB_HYPERPARAMETER_UPDATE,
};

/* Where a change keeps each of them; all are words or real numbers. */
static const gsize offsets[NORMLAB_N_CHANGEABLE] = {
  G_STRUCT_OFFSET (NormlabChange, optimizer),    G_STRUCT_OFFSET (NormlabChange, learning_rate),
  G_STRUCT_OFFSET (NormlabChange, weight_decay), G_STRUCT_OFFSET (NormlabChange, dropout),
  G_STRUCT_OFFSET (NormlabChange, update),
};

static gboolean
find_offset (NormlabHyperparameter hyperparameter, gsize *offset)
{
  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    if (normlab_changeable[i] == hyperparameter)
      {
        *offset = offsets[i];
        return TRUE;
      }
  return FALSE;
}

gboolean
normlab_change_allows (NormlabHyperparameter hyperparameter)
{
  gsize offset;

  return find_offset (hyperparameter, &offset);
}

NormlabValue
normlab_change_get_value (const NormlabChange *self, NormlabHyperparameter hyperparameter)
{
  NormlabValue value = { normlab_hyperparameter_get_info (hyperparameter)->type };
  gsize offset;

  g_return_val_if_fail (self != NULL, value);
  g_return_val_if_fail (find_offset (hyperparameter, &offset), value);

  if (value.type == NORMLAB_VALUE_WORD)
    value.word = G_STRUCT_MEMBER (guint, self, offset);
  else
    value.real = G_STRUCT_MEMBER (double, self, offset);
  return value;
}

void
normlab_change_set_value (NormlabChange *self,
                          NormlabHyperparameter hyperparameter,
                          const NormlabValue *value)
{
  gsize offset;

  g_return_if_fail (self != NULL && value != NULL);
  g_return_if_fail (find_offset (hyperparameter, &offset));
  g_return_if_fail (value->type == normlab_hyperparameter_get_info (hyperparameter)->type);

  self->hyperparameters |= 1u << hyperparameter;
  if (value->type == NORMLAB_VALUE_WORD)
    G_STRUCT_MEMBER (guint, self, offset) = value->word;
  else
    G_STRUCT_MEMBER (double, self, offset) = value->real;
}

gboolean
normlab_change_has (const NormlabChange *self, NormlabHyperparameter hyperparameter)
{
  return (self->hyperparameters & 1u << hyperparameter) != 0;
}

/* Takes over what the other one changes. */
static void
merge (NormlabChange *self, const NormlabChange *other)
{
  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    if (normlab_change_has (other, normlab_changeable[i]))
      {
        NormlabValue value = normlab_change_get_value (other, normlab_changeable[i]);

        normlab_change_set_value (self, normlab_changeable[i], &value);
      }
}

gboolean
normlab_branch_add (NormlabBranch *self, const NormlabChange *change)
{
  g_return_val_if_fail (self != NULL && change != NULL, FALSE);

  if (self->n > 0 && self->changes[self->n - 1].step == change->step)
    {
      merge (&self->changes[self->n - 1], change);
      return TRUE;
    }
  if (self->n >= NORMLAB_MAX_CHANGES
      || (self->n > 0 && self->changes[self->n - 1].step > change->step))
    return FALSE;
  self->changes[self->n++] = *change;
  return TRUE;
}

static gboolean
change_in_range (const NormlabChange *self)
{
  guint known = 0;

  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    {
      NormlabHyperparameter d = normlab_changeable[i];
      NormlabValue value = normlab_change_get_value (self, d);

      known |= 1u << d;
      if (normlab_change_has (self, d) && !normlab_value_in_range (d, &value))
        return FALSE;
    }
  return self->step < NORMLAB_MAX_ITERATIONS && (self->hyperparameters & ~known) == 0;
}

gboolean
normlab_branch_in_range (const NormlabBranch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n > NORMLAB_MAX_CHANGES)
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (!change_in_range (&self->changes[i])
        || (i > 0 && self->changes[i].step <= self->changes[i - 1].step))
      return FALSE;
  return TRUE;
}

/* Recipes */

guint
normlab_recipe_get_origin (const NormlabRecipe *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->branch.n > 0 ? self->branch.changes[self->branch.n - 1].step : 0;
}

gboolean
normlab_recipe_get_parent (const NormlabRecipe *self, NormlabRecipe *parent)
{
  g_return_val_if_fail (self != NULL && parent != NULL, FALSE);

  *parent = *self;
  if (self->branch.n == 0)
    return FALSE;
  parent->branch.changes[--parent->branch.n] = (NormlabChange){ 0 };
  return TRUE;
}

guint
normlab_recipe_count_changes (const NormlabRecipe *self, guint step)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  while (n < self->branch.n && self->branch.changes[n].step < step)
    n++;
  return n;
}

static void
apply (NormlabRecipe *self, const NormlabChange *change)
{
  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    if (normlab_change_has (change, normlab_changeable[i]))
      {
        NormlabValue value = normlab_change_get_value (change, normlab_changeable[i]);

        normlab_recipe_set_value (self, normlab_changeable[i], &value);
      }
}

NormlabRecipe
normlab_recipe_get_phase (const NormlabRecipe *self, guint n_changes)
{
  NormlabRecipe phase = *self;

  g_return_val_if_fail (n_changes <= self->branch.n, phase);

  phase.branch = (NormlabBranch){ 0 };
  for (guint i = 0; i < n_changes; i++)
    apply (&phase, &self->branch.changes[i]);
  return phase;
}

NormlabRecipe
normlab_recipe_get_at (const NormlabRecipe *self, guint step)
{
  return normlab_recipe_get_phase (self, normlab_recipe_count_changes (self, step));
}

NormlabRecipe
normlab_recipe_get_last (const NormlabRecipe *self)
{
  return normlab_recipe_get_phase (self, self->branch.n);
}
