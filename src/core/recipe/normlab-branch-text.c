/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-branch-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-text.h"
#include "normlab-value-label.h"
#include "normlab-value-text.h"

#define NONE "none"

static char *
list_keys (void)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "",
                            normlab_hyperparameter_get_key (normlab_changeable[i]));
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
      for (guint f = 0; f < NORMLAB_N_CHANGEABLE; f++)
        {
          NormlabHyperparameter d = normlab_changeable[f];
          NormlabValue value = normlab_change_get_value (change, d);
          g_autofree char *formatted = normlab_value_format (d, &value);

          if (!normlab_change_has (change, d))
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

  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    {
      NormlabHyperparameter d = normlab_changeable[i];
      NormlabValue value = normlab_change_get_value (change, d);
      g_autofree char *phrase = NULL;

      if (!normlab_change_has (change, d))
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
