/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-candidate-private.h"
#include "normlab-error.h"

/* Offering other values than those that are there. */

static guint
get_n (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->stores[hyperparameter]));
}

static gboolean
check_n (guint n, GError **error)
{
  if (n <= NORMLAB_MAX_RECIPES)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("There cannot be more than %u choices of one kind"), NORMLAB_MAX_RECIPES);
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
                  const char *text,
                  GError **error)
{
  g_autofree char *canonical = NULL;
  guint position;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  canonical = normlab_plan_read (hyperparameter, text, NULL, error);
  if (canonical == NULL)
    return FALSE;
  if (normlab_plan_find (self, hyperparameter, canonical, &position))
    {
      normlab_candidate_set_ticked (normlab_plan_peek (self, hyperparameter, position), TRUE);
      return TRUE;
    }
  if (!check_n (get_n (self, hyperparameter) + 1, error))
    return FALSE;

  normlab_plan_insert (self, hyperparameter, canonical, TRUE);
  normlab_plan_touch (self, hyperparameter);
  return TRUE;
}

gboolean
normlab_plan_replace (NormlabPlan *self,
                      NormlabHyperparameter hyperparameter,
                      guint position,
                      const char *text,
                      GError **error)
{
  g_autofree char *canonical = NULL;
  g_autofree char *label = NULL;
  NormlabCandidate *candidate;
  gboolean ticked;
  guint other;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (position < get_n (self, hyperparameter), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  canonical = normlab_plan_read (hyperparameter, text, &label, error);
  if (canonical == NULL)
    return FALSE;
  candidate = normlab_plan_peek (self, hyperparameter, position);
  if (g_str_equal (normlab_candidate_get_text (candidate), canonical))
    return TRUE;

  self->quiet++;
  ticked = normlab_candidate_get_ticked (candidate);
  normlab_candidate_set_passing (candidate, FALSE);
  if (normlab_plan_find (self, hyperparameter, canonical, &other))
    {
      if (ticked)
        normlab_candidate_force_ticked (normlab_plan_peek (self, hyperparameter, other), TRUE);
      normlab_plan_drop (self, hyperparameter, position);
    }
  else
    normlab_candidate_set_value (candidate, canonical, label);
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

char *
normlab_plan_get_text (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  GString *list;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  list = g_string_new (NULL);
  for (guint i = 0; i < get_n (self, hyperparameter); i++)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);

      if (normlab_candidate_get_ticked (candidate))
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : ";",
                                normlab_candidate_get_text (candidate));
    }
  return g_string_free (list, FALSE);
}

/* The items of a list as a recipe writes them, each once. */
static GPtrArray *
read_list (NormlabHyperparameter hyperparameter, const char *text, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) items = g_strsplit (text, ";", -1);

  for (guint i = 0; i == 0 || items[i] != NULL; i++)
    {
      g_autofree char *canonical = NULL;
      char *item = items[i] == NULL ? (char *) "" : g_strstrip (items[i]);

      /* As if there were no ";" at the end. */
      if (i > 0 && *item == '\0' && items[i + 1] == NULL)
        break;
      canonical = normlab_plan_read (hyperparameter, item, NULL, error);
      if (canonical == NULL)
        return NULL;
      if (!g_ptr_array_find_with_equal_func (texts, canonical, g_str_equal, NULL))
        g_ptr_array_add (texts, g_steal_pointer (&canonical));
    }
  return check_n (texts->len, error) ? g_steal_pointer (&texts) : NULL;
}

void
normlab_plan_tick_exactly (NormlabPlan *self,
                           NormlabHyperparameter hyperparameter,
                           GPtrArray *texts,
                           gboolean passing)
{
  guint position;

  self->quiet++;
  for (guint i = 0; i < texts->len; i++)
    if (!normlab_plan_find (self, hyperparameter, g_ptr_array_index (texts, i), &position))
      normlab_candidate_set_passing (
          normlab_plan_insert (self, hyperparameter, g_ptr_array_index (texts, i), TRUE), passing);

  for (guint i = get_n (self, hyperparameter); i-- > 0;)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);
      gboolean ticked = g_ptr_array_find_with_equal_func (
          texts, normlab_candidate_get_text (candidate), g_str_equal, NULL);

      normlab_candidate_force_ticked (candidate, ticked);
      if (!ticked
          && (!normlab_plan_keeps_unticked (hyperparameter)
              || (passing && normlab_candidate_get_passing (candidate))))
        normlab_plan_drop (self, hyperparameter, i);
    }
  self->quiet--;
}

gboolean
normlab_plan_set_text (NormlabPlan *self,
                       NormlabHyperparameter hyperparameter,
                       const char *text,
                       GError **error)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  texts = read_list (hyperparameter, text, error);
  if (texts == NULL)
    return FALSE;
  old = normlab_plan_get_text (self, hyperparameter);
  normlab_plan_tick_exactly (self, hyperparameter, texts, FALSE);
  new = normlab_plan_get_text (self, hyperparameter);
  if (!g_str_equal (old, new))
    normlab_plan_touch (self, hyperparameter);
  return TRUE;
}

void
normlab_plan_set_seeds (NormlabPlan *self, guint32 first, guint n_seeds)
{
  g_autoptr (GString) list = g_string_new (NULL);

  g_return_if_fail (NORMLAB_IS_PLAN (self));

  n_seeds = CLAMP (n_seeds, 1, NORMLAB_MAX_RECIPES);
  first = MIN (first, G_MAXUINT32 - (n_seeds - 1));
  for (guint i = 0; i < n_seeds; i++)
    g_string_append_printf (list, "%s%u", i == 0 ? "" : ";", first + i);
  normlab_plan_set_text (self, NORMLAB_HYPERPARAMETER_SEED, list->str, NULL);
}

void
normlab_plan_get_seeds (NormlabPlan *self, guint32 *first, guint *n_seeds)
{
  g_return_if_fail (NORMLAB_IS_PLAN (self));

  if (first != NULL)
    *first = (guint32) g_ascii_strtoull (
        normlab_candidate_get_text (normlab_plan_peek (self, NORMLAB_HYPERPARAMETER_SEED, 0)), NULL,
        10);
  if (n_seeds != NULL)
    *n_seeds = get_n (self, NORMLAB_HYPERPARAMETER_SEED);
}

const char *
normlab_plan_get_reason (const char *message, guint *hyperparameter)
{
  guint found = 0;

  g_return_val_if_fail (message != NULL, NULL);

  for (; found < NORMLAB_N_HYPERPARAMETERS; found++)
    {
      const char *key = normlab_hyperparameter_get_key ((NormlabHyperparameter) found);
      gsize length = strlen (key);

      if (strncmp (message, key, length) == 0 && strncmp (message + length, ": ", 2) == 0)
        {
          message += length + 2;
          break;
        }
    }
  if (hyperparameter != NULL)
    *hyperparameter = found;
  return message;
}
