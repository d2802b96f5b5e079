/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-value-range.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-change.h"
#include "normlab-text.h"

/* Numbers have no sign, and so is none −0. */
static gboolean
number_in_range (const NormlabHyperparameterInfo *info, double number)
{
  if (!isfinite (number) || signbit (number))
    return FALSE;
  return (info->above_min ? number > info->min : number >= info->min)
         && (info->below_max ? number < info->max : number <= info->max);
}

static gboolean
layers_in_range (const NormlabHyperparameterInfo *info, const NormlabValue *value)
{
  if (value->layers.n > NORMLAB_MAX_HIDDEN)
    return FALSE;
  for (guint i = 0; i < value->layers.n; i++)
    if (!number_in_range (info, value->layers.units[i]))
      return FALSE;
  return TRUE;
}

gboolean
normlab_value_in_range (NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  g_return_val_if_fail (info != NULL, FALSE);
  g_return_val_if_fail (value != NULL && value->type == info->type, FALSE);

  switch (info->type)
    {
    case NORMLAB_VALUE_WORD:
      return value->word < info->n_words;
    case NORMLAB_VALUE_COUNT:
      return (value->count == NORMLAB_ALL && info->n_words > 0)
             || number_in_range (info, value->count);
    case NORMLAB_VALUE_REAL:
      return number_in_range (info, value->real);
    case NORMLAB_VALUE_LAYERS:
      return layers_in_range (info, value);
    case NORMLAB_VALUE_INIT:
      return value->init.kind == NORMLAB_INIT_STD ? number_in_range (info, value->init.std)
                                                  : value->init.kind < info->n_words;
    case NORMLAB_VALUE_BRANCH:
      return normlab_branch_in_range (&value->branch);
    case NORMLAB_VALUE_TEXT:
      return TRUE;
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static char *
list_words (const NormlabHyperparameterInfo *info)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < info->n_words; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", info->words[i]->word);
  return g_string_free (list, FALSE);
}

static char *
explain_words (const NormlabHyperparameterInfo *info)
{
  g_autofree char *list = list_words (info);

  /* Translators: follows a value in quotes */
  return g_strdup_printf (_("is none of: %s"), list);
}

static char *
explain_init (const NormlabHyperparameterInfo *info)
{
  g_autofree char *list = list_words (info);

  /* Translators: follows a value in quotes */
  return g_strdup_printf (_("is none of %s, nor a standard deviation from %.0f to %.0f"), list,
                          info->min, info->max);
}

static char *
explain_real (const NormlabHyperparameterInfo *info)
{
  g_autofree char *min = normlab_text_from_double (info->min);
  g_autofree char *max = normlab_text_from_double (info->max);

  if (info->below_max)
    /* Translators: follows a value in quotes */
    return g_strdup_printf (_("is not a number from %s to below %s"), min, max);
  if (info->above_min)
    /* Translators: follows a value in quotes */
    return g_strdup_printf (_("is not a number above %s and up to %s"), min, max);
  /* Translators: follows a value in quotes */
  return g_strdup_printf (_("is not a number from %s to %s"), min, max);
}

static char *
explain_count (const NormlabHyperparameterInfo *info)
{
  if (info->n_words > 0)
    /* Translators: follows a value in quotes; the last is a word that one types: "all" */
    return g_strdup_printf (_("is not a whole number from %u to %u, nor %s"), (guint) info->min,
                            (guint) info->max, info->words[0]->word);
  /* Translators: follows a value in quotes */
  return g_strdup_printf (_("is not a whole number from %u to %u"), (guint) info->min,
                          (guint) info->max);
}

/* The first layer that cannot be decides. */
static char *
explain_layers (const NormlabHyperparameterInfo *info, const NormlabValue *value)
{
  guint i = 0;

  if (value != NULL && value->layers.n > NORMLAB_MAX_HIDDEN)
    /* Translators: follows a value in quotes */
    return g_strdup_printf (_("has %u layers, but a network has at most %u"), value->layers.n,
                            NORMLAB_MAX_HIDDEN);
  while (value != NULL && i < value->layers.n && number_in_range (info, value->layers.units[i]))
    i++;
  if (value != NULL && i < value->layers.n && value->layers.units[i] == 0)
    /* Translators: follows a value in quotes */
    return g_strdup (_("has a layer without units; write none for no hidden layer"));
  /* Translators: follows a value in quotes */
  return g_strdup_printf (_("is not a list of layer sizes from 1 to %u such as 40,20; write none "
                             "for no hidden layer"),
                          (guint) info->max);
}

char *
normlab_value_explain_range (NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  g_return_val_if_fail (info != NULL, NULL);

  switch (info->type)
    {
    case NORMLAB_VALUE_WORD:
      return explain_words (info);
    case NORMLAB_VALUE_COUNT:
      return explain_count (info);
    case NORMLAB_VALUE_REAL:
      return explain_real (info);
    case NORMLAB_VALUE_LAYERS:
      return explain_layers (info, value);
    case NORMLAB_VALUE_INIT:
      return explain_init (info);
    case NORMLAB_VALUE_BRANCH:
      /* Translators: follows a value in quotes */
      return g_strdup (_("has steps or values that cannot be"));
    case NORMLAB_VALUE_TEXT:
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (NULL);
    }
}
