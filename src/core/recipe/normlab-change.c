/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"
#include "normlab-value-label.h"
#include "normlab-value-range.h"
#include "normlab-value-text.h"

/* Where a change keeps a value; all are words or real numbers. In the order in which they are
 * written. */
static const struct
{
  NormlabHyperparameter hyperparameter;
  gsize offset;
} fields[] = {
  { NORMLAB_HYPERPARAMETER_OPTIMIZER, G_STRUCT_OFFSET (NormlabChange, optimizer) },
  { NORMLAB_HYPERPARAMETER_LEARNING_RATE, G_STRUCT_OFFSET (NormlabChange, learning_rate) },
  { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, G_STRUCT_OFFSET (NormlabChange, weight_decay) },
  { NORMLAB_HYPERPARAMETER_DROPOUT, G_STRUCT_OFFSET (NormlabChange, dropout) },
  { NORMLAB_HYPERPARAMETER_UPDATE, G_STRUCT_OFFSET (NormlabChange, update) },
};

#define NONE "none"

static gboolean
find_offset (NormlabHyperparameter hyperparameter, gsize *offset)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].hyperparameter == hyperparameter)
      {
        *offset = fields[i].offset;
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

static gboolean
changes (const NormlabChange *self, NormlabHyperparameter hyperparameter)
{
  return (self->hyperparameters & 1u << hyperparameter) != 0;
}

/* Takes over what the other one changes. */
static void
merge (NormlabChange *self, const NormlabChange *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (changes (other, fields[i].hyperparameter))
      {
        NormlabValue value = normlab_change_get_value (other, fields[i].hyperparameter);

        normlab_change_set_value (self, fields[i].hyperparameter, &value);
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

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      NormlabHyperparameter d = fields[i].hyperparameter;
      NormlabValue value = normlab_change_get_value (self, d);

      known |= 1u << d;
      if (changes (self, d) && !normlab_value_in_range (d, &value))
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

/* Text */

static char *
list_keys (void)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "",
                            normlab_hyperparameter_get_key (fields[i].hyperparameter));
  return g_string_free (keys, FALSE);
}

/* Always FALSE. @reason: translated, behind what was written, in quotes. */
static gboolean
refuse (const char *text, const char *reason, GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (text, -1);
  /* Translators: what was given for a setting, and why that cannot be, as in "“x” is not a list" */
  g_autofree char *whole = g_strdup_printf (_("“%s” %s"), quoted, reason);

  normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_BRANCH, whole);
  return FALSE;
}

/* "learning-rate=0.001" */
static gboolean
read_assignment (const char *text, NormlabChange *change, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *key = g_strstrip (g_strndup (text, equals != NULL ? equals - text : 0));
  g_autofree char *keys = list_keys ();
  g_autofree char *reason = NULL;
  g_autoptr (GError) problem = NULL;
  NormlabHyperparameter hyperparameter;
  NormlabValue value;

  if (equals == NULL || !normlab_hyperparameter_find (key, &hyperparameter)
      || !normlab_change_allows (hyperparameter))
    {
      /* Translators: follows a value in quotes; %s: what one types, with commas between */
      reason = g_strdup_printf (
          _("is nothing that can change in a run, such as learning-rate=0.001; these can: %s"),
          keys);
      return refuse (text, reason, error);
    }
  if (!normlab_value_parse (hyperparameter, equals + 1 + strspn (equals + 1, " \t"), &value,
                            &problem))
    {
      normlab_hyperparameter_set_error (error, NORMLAB_HYPERPARAMETER_BRANCH, problem->message);
      return FALSE;
    }
  normlab_change_set_value (change, hyperparameter, &value);
  return TRUE;
}

/* A step with its colon; what follows that is left in @rest. FALSE where there is no colon. */
static gboolean
read_step (const char *item, guint *step, const char **rest)
{
  const char *colon = strchr (item, ':');
  g_autofree char *number = NULL;

  if (colon == NULL)
    return FALSE;
  number = g_strstrip (g_strndup (item, (gsize) (colon - item)));
  *rest = colon + 1 + strspn (colon + 1, " \t");
  return normlab_text_to_uint (number, 0, NORMLAB_MAX_ITERATIONS - 1, step);
}

static gboolean
add_change (NormlabBranch *branch, const NormlabChange *change, const char *text, GError **error)
{
  g_autofree char *reason = NULL;

  if (branch->n > 0 && branch->changes[branch->n - 1].step >= change->step)
    /* Translators: follows a value in quotes */
    return refuse (text, _("has steps that do not follow one another"), error);
  if (normlab_branch_add (branch, change))
    return TRUE;
  /* Translators: follows a value in quotes */
  reason = g_strdup_printf (_("changes more than %u times"), NORMLAB_MAX_CHANGES);
  return refuse (text, reason, error);
}

gboolean
normlab_branch_parse (const char *text, NormlabBranch *branch, GError **error)
{
  g_auto (GStrv) items = NULL;
  NormlabBranch read = { 0 };

  g_return_val_if_fail (text != NULL && branch != NULL, FALSE);

  if (g_ascii_strcasecmp (text, NONE) == 0)
    {
      *branch = read;
      return TRUE;
    }
  items = g_strsplit (text, ",", -1);
  for (guint i = 0; i == 0 || items[i] != NULL; i++)
    {
      const char *item = items[i] != NULL ? g_strstrip (items[i]) : "";
      NormlabChange change = { 0 };

      if (read_step (item, &change.step, &item))
        {
          if (!add_change (&read, &change, text, error))
            return FALSE;
          if (*item == '\0')
            continue;
        }
      if (read.n == 0)
        return refuse (text,
                       /* Translators: follows a value in quotes */
                       _("is not a step and what changes after it, such as "
                          "500:learning-rate=0.001,dropout=0.2"),
                       error);
      if (!read_assignment (item, &read.changes[read.n - 1], error))
        return FALSE;
    }
  *branch = read;
  return TRUE;
}

char *
normlab_branch_format (const NormlabBranch *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (self->n == 0 ? NONE : NULL);
  for (guint i = 0; i < MIN (self->n, NORMLAB_MAX_CHANGES); i++)
    {
      const NormlabChange *change = &self->changes[i];
      gboolean first = TRUE;

      g_string_append_printf (text, "%s%u:", i > 0 ? "," : "", change->step);
      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        {
          NormlabHyperparameter d = fields[f].hyperparameter;
          NormlabValue value = normlab_change_get_value (change, d);
          g_autofree char *formatted = normlab_value_format (d, &value);

          if (!changes (change, d))
            continue;
          g_string_append_printf (text, "%s%s=%s", first ? "" : ",",
                                  normlab_hyperparameter_get_key (d), formatted);
          first = FALSE;
        }
    }
  return g_string_free (text, FALSE);
}

static char *
list_phrases (const NormlabChange *change)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      NormlabHyperparameter d = fields[i].hyperparameter;
      NormlabValue value = normlab_change_get_value (change, d);
      g_autofree char *phrase = NULL;

      if (!changes (change, d))
        continue;
      phrase = normlab_value_get_phrase (d, &value, NORMLAB_EXACT);
      /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1"
       */
      g_string_append_printf (list, "%s%s", list->len > 0 ? _(", ") : "", phrase);
    }
  /* Translators: of a branch of a run, in which nothing changes: "after 500: the same" */
  return list->len > 0 ? g_string_free (list, FALSE)
                       : (g_string_free (list, TRUE), g_strdup (C_("branch", "the same")));
}

char *
normlab_branch_get_label (const NormlabBranch *self)
{
  GString *label;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n == 0)
    /* Translators: of a run of which others are branches */
    return g_strdup (C_("branch", "unchanged"));
  label = g_string_new (NULL);
  for (guint i = 0; i < MIN (self->n, NORMLAB_MAX_CHANGES); i++)
    {
      g_autofree char *phrases = list_phrases (&self->changes[i]);

      g_string_append (label, i > 0 ? _(", ") : "");
      /* Translators: part of a network's name: the step after which it trains otherwise, and how:
       * "after 500: learning rate 0.001" */
      g_string_append_printf (label, _("after %u: %s"), self->changes[i].step, phrases);
    }
  return g_string_free (label, FALSE);
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
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (changes (change, fields[i].hyperparameter))
      {
        NormlabValue value = normlab_change_get_value (change, fields[i].hyperparameter);

        normlab_recipe_set_value (self, fields[i].hyperparameter, &value);
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
