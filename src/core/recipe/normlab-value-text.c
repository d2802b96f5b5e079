/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-value-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-branch-text.h"
#include "normlab-text.h"
#include "normlab-value-range.h"

/* What is no number of units, and more than any layer has. */
#define UNREADABLE G_MAXUINT

/* Of a layer in short; far past how many there may be, so that one is told how many they are. */
#define MAX_TIMES 1000

#define BLANKS " \t"

static void
refuse (NormlabHyperparameter hyperparameter,
        const char *text,
        const NormlabValue *value,
        GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (text, -1);
  g_autofree char *explanation = normlab_value_explain_range (hyperparameter, value);
  /* Translators: what was given for a setting, and why that cannot be, as in "“x” is not a list" */
  g_autofree char *reason = g_strdup_printf (_("“%s” %s"), quoted, explanation);

  normlab_hyperparameter_set_error (error, hyperparameter, reason);
}

/* A copy without blanks where something stands beside it. */
static char *
strip (const char *item, gboolean is_first, gboolean is_last)
{
  const char *start = is_first ? item : item + strspn (item, BLANKS);
  gsize length = strlen (start);

  while (!is_last && length > 0 && strchr (BLANKS, start[length - 1]) != NULL)
    length--;
  return g_strndup (start, length);
}

/* "12x16", 12 layers of 16 units, with any sign of multiplication: how often what follows it
 * stands there. An item without one, or with no number before it, stands there once. */
static guint
read_times (const char **item)
{
  static const char *const signs[] = { "x", "X", "×" };
  guint times;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *sign = strstr (*item, signs[i]);
      g_autofree char *number = sign != NULL ? g_strndup (*item, (gsize) (sign - *item)) : NULL;

      if (sign == NULL || !normlab_text_to_uint (number, 1, MAX_TIMES, &times))
        continue;
      *item = sign + strlen (signs[i]);
      return times;
    }
  return 1;
}

/* An item that cannot be read becomes UNREADABLE; of too many layers only the number is kept. */
static void
read_layers (const char *text, NormlabValue *value)
{
  const char *separator = strchr (text, '-') != NULL ? "-" : ",";
  g_auto (GStrv) items = NULL;
  guint n_items;

  if (g_ascii_strcasecmp (text, "none") == 0)
    return;
  items = g_strsplit (*text == '\0' ? separator : text, separator, -1);
  n_items = g_strv_length (items);
  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *item = strip (items[i], i == 0, i + 1 == n_items);
      const char *number = item;
      guint times = read_times (&number), units;

      if (!normlab_text_to_uint (number, 0, UNREADABLE - 1, &units))
        units = UNREADABLE;
      for (guint j = 0; j < times; j++, value->layers.n++)
        if (value->layers.n < NORMLAB_MAX_HIDDEN)
          value->layers.units[value->layers.n] = units;
    }
}

static gboolean
read_init (const NormlabHyperparameterInfo *info, const char *text, NormlabValue *value)
{
  guint word;

  if (!normlab_words_find (info->words, info->n_words, text, &word))
    {
      value->init.kind = NORMLAB_INIT_STD;
      return normlab_text_to_double (text, &value->init.std);
    }
  value->init.kind = (NormlabInitKind) word;
  return TRUE;
}

/* What means all there are is a word, never a number. */
static gboolean
read_count (const NormlabHyperparameterInfo *info, const char *text, NormlabValue *value)
{
  guint word;

  if (normlab_words_find (info->words, info->n_words, text, &word))
    {
      value->count = NORMLAB_ALL;
      return TRUE;
    }
  return normlab_text_to_uint (text, 0, G_MAXUINT, &value->count)
         && (info->n_words == 0 || value->count != NORMLAB_ALL);
}

/* "20 %" too, of what people read so: division gives the number that "0.2" is read as. */
static gboolean
read_real (const NormlabHyperparameterInfo *info, const char *text, NormlabValue *value)
{
  g_autofree char *number = NULL;

  if (!info->percent || !g_str_has_suffix (text, "%"))
    return normlab_text_to_double (text, &value->real);
  number = g_strndup (text, strlen (text) - 1);
  if (!normlab_text_to_double (g_strchomp (number), &value->real))
    return FALSE;
  value->real /= 100;
  return TRUE;
}

/* Whether the text is a value of the type at all, in range or not. */
static gboolean
read_value (const NormlabHyperparameterInfo *info, const char *text, NormlabValue *value)
{
  switch (info->type)
    {
    case NORMLAB_VALUE_WORD:
      return normlab_words_find (info->words, info->n_words, text, &value->word);
    case NORMLAB_VALUE_COUNT:
      return read_count (info, text, value);
    case NORMLAB_VALUE_REAL:
      return read_real (info, text, value);
    case NORMLAB_VALUE_LAYERS:
      read_layers (text, value);
      return TRUE;
    case NORMLAB_VALUE_INIT:
      return read_init (info, text, value);
    case NORMLAB_VALUE_TEXT:
      value->text = g_intern_string (text);
      return TRUE;
    case NORMLAB_VALUE_BRANCH: /* which says itself what is wrong with it */
    case NORMLAB_VALUE_UNKNOWN:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
normlab_value_parse (NormlabHyperparameter hyperparameter,
                     const char *text,
                     NormlabValue *value,
                     GError **error)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  NormlabValue read = { 0 };
  gboolean readable;

  g_return_val_if_fail (info != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  read.type = info->type;
  if (info->type == NORMLAB_VALUE_BRANCH)
    {
      if (!normlab_branch_parse (text, &read.branch, error))
        return FALSE;
      *value = read;
      return TRUE;
    }
  readable = read_value (info, text, &read);
  if (!readable || !normlab_value_in_range (hyperparameter, &read))
    {
      refuse (hyperparameter, text, readable ? &read : NULL, error);
      return FALSE;
    }
  *value = read;
  return TRUE;
}

GArray *
normlab_value_parse_list (NormlabHyperparameter hyperparameter, const char *text, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
  g_auto (GStrv) items = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  items = g_strsplit (*text == '\0' ? ";" : text, ";", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *item = g_strstrip (items[i]);
      NormlabValue value;

      /* What follows the ";" that ends the list. */
      if (i > 0 && *item == '\0' && items[i + 1] == NULL)
        break;
      if (!normlab_value_parse (hyperparameter, item, &value, error))
        return NULL;
      g_array_append_val (values, value);
    }
  return g_steal_pointer (&values);
}

/* "?" for what no kind has: no hyperparameter reads it. */
static char *
format_word (const NormlabHyperparameterInfo *info, guint word)
{
  return g_strdup (word < info->n_words ? info->words[word]->word : "?");
}

static char *
format_layers (const NormlabValue *value)
{
  GString *text = g_string_new (value->layers.n == 0 ? "none" : NULL);

  for (guint i = 0; i < MIN (value->layers.n, NORMLAB_MAX_HIDDEN); i++)
    g_string_append_printf (text, "%s%u", i == 0 ? "" : "-", value->layers.units[i]);
  return g_string_free (text, FALSE);
}

char *
normlab_value_format (NormlabHyperparameter hyperparameter, const NormlabValue *value)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (value->type == info->type || value->type == NORMLAB_VALUE_UNKNOWN, NULL);

  switch (value->type)
    {
    case NORMLAB_VALUE_WORD:
      return format_word (info, value->word);
    case NORMLAB_VALUE_COUNT:
      if (value->count == NORMLAB_ALL && info->n_words > 0)
        return format_word (info, 0);
      return g_strdup_printf ("%u", value->count);
    case NORMLAB_VALUE_REAL:
      return normlab_text_from_double (value->real);
    case NORMLAB_VALUE_LAYERS:
      return format_layers (value);
    case NORMLAB_VALUE_INIT:
      return value->init.kind == NORMLAB_INIT_STD ? normlab_text_from_double (value->init.std)
                                                  : format_word (info, value->init.kind);
    case NORMLAB_VALUE_BRANCH:
      return normlab_branch_format (&value->branch);
    case NORMLAB_VALUE_TEXT:
      return g_strdup (value->text);
    case NORMLAB_VALUE_UNKNOWN:
      return g_strdup ("");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
normlab_value_format_list (NormlabHyperparameter hyperparameter,
                           const NormlabValue *values,
                           guint n_values,
                           const char *separator)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n_values; i++)
    {
      g_autofree char *text = normlab_value_format (hyperparameter, &values[i]);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : separator, text);
    }
  return g_string_free (list, FALSE);
}

gboolean
normlab_value_check (NormlabHyperparameter hyperparameter,
                     const NormlabValue *value,
                     GError **error)
{
  g_autofree char *text = NULL;

  if (normlab_value_in_range (hyperparameter, value))
    return TRUE;
  /* More layers than have a text. */
  if (value->type == NORMLAB_VALUE_LAYERS && value->layers.n > NORMLAB_MAX_HIDDEN)
    {
      g_autofree char *reason
          = g_strdup_printf (_("there are %u layers, but a network has at most %u"),
                             value->layers.n, NORMLAB_MAX_HIDDEN);

      normlab_hyperparameter_set_error (error, hyperparameter, reason);
      return FALSE;
    }
  text = normlab_value_format (hyperparameter, value);
  if (value->type != NORMLAB_VALUE_BRANCH
      || normlab_branch_parse (text, &(NormlabBranch){ 0 }, error))
    refuse (hyperparameter, text, value, error);
  return FALSE;
}
