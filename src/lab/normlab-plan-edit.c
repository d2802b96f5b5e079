/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-private.h"
#include "normlab-error.h"
#include "normlab-value-text.h"

/* Offering other values than those that are there. */

static guint
get_n (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->stores[hyperparameter]));
}

static gboolean
check_n (guint n, GError **error)
{
  if (n <= NORMLAB_PLAN_MAX_RECIPES)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("There cannot be more than %u choices of one kind"), NORMLAB_PLAN_MAX_RECIPES);
  return FALSE;
}

/* A box that is not ticked makes no difference to what is trained. */
static void
tell (NormlabPlan *self, NormlabHyperparameter hyperparameter, gboolean ticked)
{
  if (ticked)
    normlab_plan_touch (self, hyperparameter);
  else
    normlab_plan_announce (self);
}

gboolean
normlab_plan_add (NormlabPlan *self,
                  NormlabHyperparameter hyperparameter,
                  const NormlabValue *value,
                  GError **error)
{
  guint position;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!normlab_value_check (hyperparameter, value, error))
    return FALSE;
  if (normlab_plan_find (self, hyperparameter, value, &position))
    {
      normlab_candidate_set_ticked (normlab_plan_peek (self, hyperparameter, position), TRUE);
      return TRUE;
    }
  if (!check_n (get_n (self, hyperparameter) + 1, error))
    return FALSE;

  normlab_plan_insert (self, hyperparameter, value, TRUE);
  normlab_plan_touch (self, hyperparameter);
  return TRUE;
}

gboolean
normlab_plan_replace (NormlabPlan *self,
                      NormlabHyperparameter hyperparameter,
                      guint position,
                      const NormlabValue *value,
                      GError **error)
{
  NormlabCandidate *candidate;
  gboolean ticked;
  guint other;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (position < get_n (self, hyperparameter), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!normlab_value_check (hyperparameter, value, error))
    return FALSE;
  candidate = normlab_plan_peek (self, hyperparameter, position);
  if (normlab_value_equal (normlab_candidate_get_value (candidate), value))
    return TRUE;

  self->quiet++;
  ticked = normlab_candidate_get_ticked (candidate);
  normlab_plan_swap (self, hyperparameter, normlab_candidate_get_value (candidate), value);
  normlab_candidate_set_passing (candidate, FALSE);
  if (normlab_plan_find (self, hyperparameter, value, &other))
    {
      if (ticked)
        normlab_candidate_force_ticked (normlab_plan_peek (self, hyperparameter, other), TRUE);
      normlab_plan_drop (self, hyperparameter, position);
    }
  else
    normlab_candidate_set_value (candidate, value);
  self->quiet--;
  tell (self, hyperparameter, ticked);
  return TRUE;
}

gboolean
normlab_plan_remove (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position)
{
  NormlabCandidate *candidate;
  gboolean ticked;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (position < get_n (self, hyperparameter), FALSE);

  candidate = normlab_plan_peek (self, hyperparameter, position);
  if (!normlab_candidate_get_removable (candidate))
    return FALSE;

  self->quiet++;
  ticked = normlab_candidate_get_ticked (candidate);
  if (ticked && normlab_plan_get_n_ticked (self, hyperparameter) == 1)
    normlab_candidate_force_ticked (
        normlab_plan_peek (self, hyperparameter, position > 0 ? position - 1 : 1), TRUE);
  normlab_plan_drop (self, hyperparameter, position);
  self->quiet--;
  tell (self, hyperparameter, ticked);
  return TRUE;
}

GArray *
normlab_plan_get_values (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  GArray *values;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  values = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
  for (guint i = 0; i < get_n (self, hyperparameter); i++)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);

      if (normlab_candidate_get_ticked (candidate))
        g_array_append_vals (values, normlab_candidate_get_value (candidate), 1);
    }
  return values;
}

static gboolean
contains (const GArray *values, const NormlabValue *value)
{
  return normlab_values_find (normlab_values_peek (values), values->len, value, NULL);
}

static gboolean
are_equal (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!normlab_value_equal (&g_array_index (a, NormlabValue, i),
                              &g_array_index (b, NormlabValue, i)))
      return FALSE;
  return TRUE;
}

void
normlab_plan_tick_exactly (NormlabPlan *self,
                           NormlabHyperparameter hyperparameter,
                           const GArray *values,
                           gboolean passing)
{
  guint position;

  self->quiet++;
  for (guint i = 0; i < values->len; i++)
    {
      const NormlabValue *value = &g_array_index (values, NormlabValue, i);

      if (!normlab_plan_find (self, hyperparameter, value, &position))
        normlab_candidate_set_passing (normlab_plan_insert (self, hyperparameter, value, TRUE),
                                       passing);
    }

  for (guint i = get_n (self, hyperparameter); i-- > 0;)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);
      gboolean ticked = contains (values, normlab_candidate_get_value (candidate));

      normlab_candidate_force_ticked (candidate, ticked);
      if (!ticked
          && (!normlab_plan_keeps_unticked (hyperparameter)
              || (passing && normlab_candidate_get_passing (candidate))))
        normlab_plan_drop (self, hyperparameter, i);
    }
  self->quiet--;
}

gboolean
normlab_plan_set_values (NormlabPlan *self,
                         NormlabHyperparameter hyperparameter,
                         const NormlabValue *values,
                         guint n_values,
                         GError **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
  g_autoptr (GArray) old = NULL;
  g_autoptr (GArray) new = NULL;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (values != NULL && n_values > 0, FALSE);

  for (guint i = 0; i < n_values; i++)
    {
      if (!normlab_value_check (hyperparameter, &values[i], error))
        return FALSE;
      if (contains (chosen, &values[i]))
        continue;
      if (!check_n (chosen->len + 1, error))
        return FALSE;
      g_array_append_val (chosen, values[i]);
    }
  old = normlab_plan_get_values (self, hyperparameter);
  normlab_plan_tick_exactly (self, hyperparameter, chosen, FALSE);
  new = normlab_plan_get_values (self, hyperparameter);
  if (!are_equal (old, new))
    normlab_plan_touch (self, hyperparameter);
  return TRUE;
}

void
normlab_plan_set_seeds (NormlabPlan *self, guint32 first, guint n_seeds)
{
  g_autofree NormlabValue *seeds = NULL;

  g_return_if_fail (NORMLAB_IS_PLAN (self));

  n_seeds = CLAMP (n_seeds, 1, NORMLAB_PLAN_MAX_RECIPES);
  seeds = g_new0 (NormlabValue, n_seeds);
  first = MIN (first, G_MAXUINT32 - (n_seeds - 1));
  for (guint i = 0; i < n_seeds; i++)
    seeds[i] = (NormlabValue){ NORMLAB_VALUE_COUNT, .count = first + i };
  normlab_plan_set_values (self, NORMLAB_HYPERPARAMETER_SEED, seeds, n_seeds, NULL);
}

void
normlab_plan_get_seeds (NormlabPlan *self, guint32 *first, guint *n_seeds)
{
  g_return_if_fail (NORMLAB_IS_PLAN (self));

  if (first != NULL)
    *first = normlab_candidate_get_value (normlab_plan_peek (self, NORMLAB_HYPERPARAMETER_SEED, 0))
                 ->count;
  if (n_seeds != NULL)
    *n_seeds = get_n (self, NORMLAB_HYPERPARAMETER_SEED);
}
