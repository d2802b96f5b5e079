/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-state.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-private.h"
#include "normlab-plan-private.h"
#include "normlab-text.h"
#include "normlab-value-label.h"

/* Going back to what was there before. */

typedef struct
{
  NormlabValue value;
  gboolean ticked;
  gboolean passing;
} Choice;

struct _NormlabPlanState
{
  grefcount references;
  GArray *choices[NORMLAB_N_HYPERPARAMETERS]; /* of Choice, in the order of the list */
  NormlabExperiment *fixed;                   /* nullable */
  char *text;                                 /* nullable: the fixed one's, to compare */
  char *title;                                /* nullable */
};

static const Choice *
get (const NormlabPlanState *self, guint hyperparameter, guint i)
{
  return &g_array_index (self->choices[hyperparameter], Choice, i);
}

static GArray *
save_choices (NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (plan->stores[hyperparameter]));
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (Choice));

  for (guint i = 0; i < n; i++)
    {
      NormlabCandidate *candidate = normlab_plan_peek (plan, hyperparameter, i);
      Choice choice = { .value = *normlab_candidate_get_value (candidate),
                        .ticked = normlab_candidate_get_ticked (candidate),
                        .passing = normlab_candidate_get_passing (candidate) };

      g_array_append_val (choices, choice);
    }
  return choices;
}

NormlabPlanState *
normlab_plan_save (NormlabPlan *self)
{
  NormlabPlanState *state;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  state = g_new0 (NormlabPlanState, 1);
  g_ref_count_init (&state->references);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    state->choices[d] = save_choices (self, (NormlabHyperparameter) d);
  if (self->fixed != NULL)
    {
      state->fixed = normlab_plan_copy_experiment (self->fixed);
      state->text = normlab_experiment_to_data (state->fixed);
    }
  state->title = g_strdup (self->title);
  return state;
}

static gboolean
is_among (const GArray *choices, const NormlabValue *value)
{
  for (guint i = 0; i < choices->len; i++)
    if (normlab_value_equal (&g_array_index (choices, Choice, i).value, value))
      return TRUE;
  return FALSE;
}

/* Where one value is in the place of another, the choice stays, with whatever shows it. */
static void
replace_single (NormlabPlan *self, NormlabHyperparameter hyperparameter, const GArray *choices)
{
  NormlabCandidate *replaced = NULL;
  const NormlabValue *value = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->stores[hyperparameter])) != choices->len)
    return;
  for (guint i = 0; i < choices->len; i++)
    {
      NormlabCandidate *candidate = normlab_plan_peek (self, hyperparameter, i);
      const Choice *choice = &g_array_index (choices, Choice, i);

      if (normlab_value_equal (normlab_candidate_get_value (candidate), &choice->value))
        continue;
      if (replaced != NULL || normlab_candidate_get_value (candidate)->type != choice->value.type)
        return;
      replaced = candidate;
      value = &choice->value;
    }
  if (replaced != NULL)
    normlab_candidate_set_value (replaced, value);
}

/* Makes the list one of these values, in this order. */
static void
offer_exactly (NormlabPlan *self, NormlabHyperparameter hyperparameter, const GArray *choices)
{
  GListModel *candidates = G_LIST_MODEL (self->stores[hyperparameter]);
  guint other;

  replace_single (self, hyperparameter, choices);
  for (guint i = g_list_model_get_n_items (candidates); i-- > 0;)
    if (!is_among (choices,
                   normlab_candidate_get_value (normlab_plan_peek (self, hyperparameter, i))))
      normlab_plan_drop (self, hyperparameter, i);
  for (guint i = 0; i < choices->len; i++)
    {
      const Choice *choice = &g_array_index (choices, Choice, i);

      if (normlab_plan_find (self, hyperparameter, &choice->value, &other))
        {
          if (other == i)
            continue;
          normlab_plan_drop (self, hyperparameter, other);
        }
      normlab_plan_insert_at (self, hyperparameter, i, &choice->value, choice->ticked);
    }
}

void
normlab_plan_restore (NormlabPlan *self, const NormlabPlanState *state)
{
  g_return_if_fail (NORMLAB_IS_PLAN (self));
  g_return_if_fail (state != NULL);

  self->quiet++;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      offer_exactly (self, (NormlabHyperparameter) d, state->choices[d]);
      for (guint i = 0; i < state->choices[d]->len; i++)
        {
          NormlabCandidate *candidate = normlab_plan_peek (self, (NormlabHyperparameter) d, i);

          normlab_candidate_force_ticked (candidate, get (state, d, i)->ticked);
          normlab_candidate_set_passing (candidate, get (state, d, i)->passing);
        }
    }
  self->quiet--;
  normlab_plan_fix (self, state->fixed);
  normlab_plan_set_title (self, state->title);
  normlab_plan_announce (self);
}

NormlabPlanState *
normlab_plan_state_ref (NormlabPlanState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->references);
  return self;
}

void
normlab_plan_state_unref (NormlabPlanState *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->references))
    return;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_array_unref (self->choices[d]);
  g_clear_pointer (&self->fixed, normlab_experiment_free);
  g_free (self->text);
  g_free (self->title);
  g_free (self);
}

/* Whether the same values are offered, ticked or not. */
static gboolean
offer_the_same (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!normlab_value_equal (&g_array_index (a, Choice, i).value,
                              &g_array_index (b, Choice, i).value))
      return FALSE;
  return TRUE;
}

static gboolean
are_the_same (const GArray *a, const GArray *b)
{
  if (!offer_the_same (a, b))
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_array_index (a, Choice, i).ticked != g_array_index (b, Choice, i).ticked)
      return FALSE;
  return TRUE;
}

/* In how many hyperparameters they differ, and the last of them. */
static guint
count_differences (const NormlabPlanState *a,
                   const NormlabPlanState *b,
                   NormlabHyperparameter *hyperparameter)
{
  guint n = 0;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (!are_the_same (a->choices[d], b->choices[d]))
      {
        *hyperparameter = (NormlabHyperparameter) d;
        n++;
      }
  return n;
}

gboolean
normlab_plan_state_equal (const NormlabPlanState *a, const NormlabPlanState *b)
{
  NormlabHyperparameter hyperparameter;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->text, b->text) == 0
         && count_differences (a, b, &hyperparameter) == 0;
}

gboolean
normlab_plan_state_find_edited (const NormlabPlanState *before,
                                const NormlabPlanState *after,
                                NormlabHyperparameter *hyperparameter)
{
  g_return_val_if_fail (before != NULL && after != NULL && hyperparameter != NULL, FALSE);

  return count_differences (before, after, hyperparameter) == 1
         && !offer_the_same (before->choices[*hyperparameter], after->choices[*hyperparameter]);
}

gsize
normlab_plan_state_get_size (const NormlabPlanState *self)
{
  gsize size = sizeof *self;

  g_return_val_if_fail (self != NULL, 0);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    size += self->choices[d]->len * sizeof (Choice);
  /* A set has at least a value of each. */
  if (self->fixed != NULL)
    size += normlab_experiment_get_n_sets (self->fixed) * 2 * NORMLAB_N_HYPERPARAMETERS
            * sizeof (NormlabValue);
  return size;
}

/* The value that is ticked in @a and not in @b; NULL if there is none, or several. */
static const NormlabValue *
find_only (const GArray *a, const GArray *b)
{
  const NormlabValue *only = NULL;

  for (guint i = 0; i < a->len; i++)
    {
      const Choice *choice = &g_array_index (a, Choice, i);
      gboolean both = FALSE;

      for (guint j = 0; j < b->len; j++)
        both |= g_array_index (b, Choice, j).ticked
                && normlab_value_equal (&g_array_index (b, Choice, j).value, &choice->value);
      if (!choice->ticked || both)
        continue;
      if (only != NULL)
        return NULL;
      only = &choice->value;
    }
  return only;
}

static guint
count_ticked (const GArray *choices)
{
  guint n = 0;

  for (guint i = 0; i < choices->len; i++)
    n += g_array_index (choices, Choice, i).ticked != FALSE;
  return n;
}

/* In one hyperparameter. */
static char *
describe_choices (NormlabHyperparameter hyperparameter, const GArray *before, const GArray *after)
{
  const char *title = normlab_hyperparameter_get_title (hyperparameter);
  const NormlabValue *ticked = find_only (after, before);
  const NormlabValue *unticked = find_only (before, after);
  guint n_before = count_ticked (before), n_after = count_ticked (after);
  gboolean ticks = ticked != NULL && n_after == n_before + 1;
  gboolean unticks = unticked != NULL && n_before == n_after + 1;
  g_autofree char *label = NULL;

  if (hyperparameter == NORMLAB_HYPERPARAMETER_SEED || !(ticks || unticks))
    /* Translators: what can be undone, to stand for %s in "Undo %s"; %s here: "Hidden layers" */
    return g_strdup_printf (_("Change %s"), title);
  label = normlab_value_get_label (hyperparameter, ticks ? ticked : unticked, NORMLAB_EXACT);
  if (ticks)
    /* Translators: what can be undone, to stand for %s in "Undo %s"; here: "Activation", "ReLU" */
    return g_strdup_printf (_("Tick %s: %s"), title, label);
  /* Translators: what can be undone, to stand for %s in "Undo %s"; here: "Activation", "ReLU" */
  return g_strdup_printf (_("Untick %s: %s"), title, label);
}

char *
normlab_plan_state_describe_change (const NormlabPlanState *before, const NormlabPlanState *after)
{
  NormlabHyperparameter hyperparameter;
  guint n;
  g_autofree char *title = NULL;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  n = count_differences (before, after, &hyperparameter);
  if (n == 1 && (after->title == NULL || g_strcmp0 (before->title, after->title) == 0))
    return describe_choices (hyperparameter, before->choices[hyperparameter],
                             after->choices[hyperparameter]);
  title = normlab_text_for_message (after->title != NULL ? after->title : _("Own choices"), -1);
  /* Translators: what can be undone, to stand for %s in "Undo %s"; the title of an experiment */
  return g_strdup_printf (_("Choose “%s”"), title);
}
