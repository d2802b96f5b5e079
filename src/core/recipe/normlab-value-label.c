/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-value-label.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-branch-text.h"
#include "normlab-text.h"

/* A number of so many significant digits was written by somebody, and stays: 0.125, 0.015625. More
 * come from a computation. */
#define MAX_SHORT_DIGITS 5

/* So many layers of the same size are still seen at a glance. */
#define MAX_ALIKE 3

#define MIN_DIGITS 2
#define MAX_DIGITS 17 /* tell any two numbers apart */

/* Significant digits of a number that is written without zeros at its end. */
static guint
count_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0' && *p != 'e'; p++)
    if (g_ascii_isdigit (*p) && (n > 0 || *p != '0'))
      n++;
  return n;
}

/* No digit before the point is ever rounded away. */
static char *
format_number (double number, guint digits)
{
  g_autofree char *exact = normlab_text_from_double (number);
  g_autofree char *rounded = NULL;

  if (digits == NORMLAB_EXACT || !isfinite (number) || count_digits (exact) <= MAX_SHORT_DIGITS)
    return g_steal_pointer (&exact);
  if (fabs (number) >= 1)
    digits = MAX (digits, 1 + (guint) floor (log10 (round (fabs (number)))));
  if (digits >= MAX_DIGITS)
    return g_steal_pointer (&exact);
  rounded = normlab_text_from_double_rounded (number, digits);
  return g_strdup (strlen (rounded) < strlen (exact) ? rounded : exact);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The numbers among the values, each once. */
static GArray *
collect_numbers (const NormlabValue *values, guint n_values)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = 0;

  for (guint i = 0; i < n_values; i++)
    if (values[i].type == NORMLAB_VALUE_REAL)
      g_array_append_val (numbers, values[i].real);
    else if (values[i].type == NORMLAB_VALUE_INIT && values[i].init.kind == NORMLAB_INIT_STD)
      g_array_append_val (numbers, values[i].init.std);

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, double, i) != g_array_index (numbers, double, n - 1))
      g_array_index (numbers, double, n++) = g_array_index (numbers, double, i);
  g_array_set_size (numbers, n);
  return numbers;
}

static gboolean
all_differ (GArray *numbers, guint digits)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < numbers->len; i++)
    if (!g_hash_table_add (labels, format_number (g_array_index (numbers, double, i), digits)))
      return FALSE;
  return TRUE;
}

guint
normlab_values_get_digits (const NormlabValue *values, guint n_values)
{
  g_autoptr (GArray) numbers = NULL;
  guint digits = MIN_DIGITS;

  g_return_val_if_fail (values != NULL || n_values == 0, MIN_DIGITS);

  numbers = collect_numbers (values, n_values);
  while (digits < MAX_DIGITS && !all_differ (numbers, digits))
    digits++;
  return digits;
}

/* "20 %", with a blank at which no line breaks. What multiplying adds to a number's end, as it does
   to 0.07, nobody wrote. */
static char *
format_percent (double share, guint digits)
{
  g_autofree char *rounded = normlab_text_from_double_rounded (100 * share, DBL_DIG);
  g_autofree char *number = format_number (g_ascii_strtod (rounded, NULL), digits);

  return g_strdup_printf ("%s\302\240%%", number);
}

/* How many layers from the i-th on are alike. */
static guint
count_alike (const NormlabValue *value, guint i)
{
  guint n = MIN (value->layers.n, NORMLAB_MAX_HIDDEN), end = i + 1;

  while (end < n && value->layers.units[end] == value->layers.units[i])
    end++;
  return end - i;
}

/* "40–30–20", and "64–12×16" where so many alike follow one another that one would count them. */
static char *
get_layers_label (const NormlabValue *value)
{
  guint n = MIN (value->layers.n, NORMLAB_MAX_HIDDEN), n_alike;
  GString *label;

  if (n == 0)
    return g_strdup (_("no hidden layer"));

  label = g_string_new (NULL);
  for (guint i = 0; i < n; i += n_alike)
    {
      n_alike = count_alike (value, i);
      g_string_append (label, i == 0 ? "" : "–");
      if (n_alike > MAX_ALIKE)
        g_string_append_printf (label, "%u×%u", n_alike, value->layers.units[i]);
      else
        n_alike = 1;
      if (n_alike == 1)
        g_string_append_printf (label, "%u", value->layers.units[i]);
    }
  return g_string_free (label, FALSE);
}

static char *
get_std_label (const NormlabValue *value, guint digits)
{
  g_autofree char *number = format_number (value->init.std, digits);

  return g_strdup_printf ("σ = %s", number);
}

char *
normlab_value_get_label (NormlabHyperparameter hyperparameter,
                         const NormlabValue *value,
                         guint digits)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  const NormlabWord *word;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (value->type == info->type || value->type == NORMLAB_VALUE_UNKNOWN, NULL);

  word = normlab_hyperparameter_get_word (hyperparameter, value);
  if (word != NULL)
    return g_strdup (normlab_word_get_label (word));
  switch (value->type)
    {
    case NORMLAB_VALUE_WORD:
      g_return_val_if_reached (g_strdup ("?"));
    case NORMLAB_VALUE_COUNT:
      return g_strdup_printf ("%u", value->count);
    case NORMLAB_VALUE_REAL:
      return info->percent ? format_percent (value->real, digits)
                           : format_number (value->real, digits);
    case NORMLAB_VALUE_LAYERS:
      return get_layers_label (value);
    case NORMLAB_VALUE_INIT:
      return get_std_label (value, digits);
    case NORMLAB_VALUE_BRANCH:
      return normlab_branch_get_label (&value->branch);
    case NORMLAB_VALUE_TEXT:
      return g_strdup (value->text);
    case NORMLAB_VALUE_UNKNOWN:
      return g_strdup ("–");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
normlab_value_get_number (NormlabHyperparameter hyperparameter,
                          const NormlabValue *value,
                          guint digits)
{
  g_return_val_if_fail (value != NULL, NULL);

  if (value->type == NORMLAB_VALUE_INIT && value->init.kind == NORMLAB_INIT_STD)
    return format_number (value->init.std, digits);
  return normlab_value_get_label (hyperparameter, value, digits);
}

char *
normlab_value_get_phrase (NormlabHyperparameter hyperparameter,
                          const NormlabValue *value,
                          guint digits)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  g_autofree char *label = normlab_value_get_label (hyperparameter, value, digits);
  const NormlabWord *word;
  const char *phrase = NULL;
  GString *text;

  g_return_val_if_fail (label != NULL, NULL);

  word = normlab_hyperparameter_get_word (hyperparameter, value);
  if (word != NULL)
    return g_strdup (normlab_word_get_phrase (word));
  if (value->type == NORMLAB_VALUE_TEXT)
    return hyperparameter == NORMLAB_HYPERPARAMETER_FOREIGN
               ? g_steal_pointer (&label)
               : g_strdup_printf ("%s %s", info->title, label);
  if (value->type == NORMLAB_VALUE_UNKNOWN)
    return g_steal_pointer (&label);
  if (info->get_phrase != NULL)
    phrase = info->get_phrase (value->count);
  else if (info->phrase != NULL)
    phrase = _(info->phrase);
  if (phrase == NULL)
    return g_steal_pointer (&label);

  text = g_string_new (phrase);
  g_string_replace (text, "%s", label, 1);
  return g_string_free (text, FALSE);
}
