/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-compare-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-choice-private.h"
#include "normlab-error.h"

/* Offering other values than those that are there. */

static guint
get_n (NormlabCompare *self, NormlabDimension dimension)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->stores[dimension]));
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
tell (NormlabCompare *self, NormlabDimension dimension, gboolean ticked)
{
  if (ticked)
    normlab_compare_touch (self, dimension);
  else
    normlab_compare_announce (self);
}

gboolean
normlab_compare_add (NormlabCompare *self,
                     NormlabDimension dimension,
                     const char *text,
                     GError **error)
{
  g_autofree char *canonical = NULL;
  guint position;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), FALSE);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  canonical = normlab_compare_read (dimension, text, NULL, error);
  if (canonical == NULL)
    return FALSE;
  if (normlab_compare_find (self, dimension, canonical, &position))
    {
      normlab_choice_set_ticked (normlab_compare_peek (self, dimension, position), TRUE);
      return TRUE;
    }
  if (!check_n (get_n (self, dimension) + 1, error))
    return FALSE;

  normlab_compare_insert (self, dimension, canonical, TRUE);
  normlab_compare_touch (self, dimension);
  return TRUE;
}

gboolean
normlab_compare_replace (NormlabCompare *self,
                         NormlabDimension dimension,
                         guint position,
                         const char *text,
                         GError **error)
{
  g_autofree char *canonical = NULL;
  g_autofree char *label = NULL;
  NormlabChoice *choice;
  gboolean ticked;
  guint other;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), FALSE);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (position < get_n (self, dimension), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  canonical = normlab_compare_read (dimension, text, &label, error);
  if (canonical == NULL)
    return FALSE;
  choice = normlab_compare_peek (self, dimension, position);
  if (g_str_equal (normlab_choice_get_text (choice), canonical))
    return TRUE;

  self->quiet++;
  ticked = normlab_choice_get_ticked (choice);
  normlab_choice_set_passing (choice, FALSE);
  if (normlab_compare_find (self, dimension, canonical, &other))
    {
      if (ticked)
        normlab_choice_force_ticked (normlab_compare_peek (self, dimension, other), TRUE);
      normlab_compare_drop (self, dimension, position);
    }
  else
    normlab_choice_set_value (choice, canonical, label);
  self->quiet--;
  tell (self, dimension, ticked);
  return TRUE;
}

gboolean
normlab_compare_remove (NormlabCompare *self, NormlabDimension dimension, guint position)
{
  NormlabChoice *choice;
  gboolean ticked;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), FALSE);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (position < get_n (self, dimension), FALSE);

  choice = normlab_compare_peek (self, dimension, position);
  if (!normlab_choice_get_removable (choice))
    return FALSE;

  self->quiet++;
  ticked = normlab_choice_get_ticked (choice);
  if (ticked && normlab_compare_get_n_ticked (self, dimension) == 1)
    normlab_choice_force_ticked (
        normlab_compare_peek (self, dimension, position > 0 ? position - 1 : 1), TRUE);
  normlab_compare_drop (self, dimension, position);
  self->quiet--;
  tell (self, dimension, ticked);
  return TRUE;
}

char *
normlab_compare_get_text (NormlabCompare *self, NormlabDimension dimension)
{
  GString *list;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), NULL);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, NULL);

  list = g_string_new (NULL);
  for (guint i = 0; i < get_n (self, dimension); i++)
    {
      NormlabChoice *choice = normlab_compare_peek (self, dimension, i);

      if (normlab_choice_get_ticked (choice))
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : ";",
                                normlab_choice_get_text (choice));
    }
  return g_string_free (list, FALSE);
}

/* The items of a list as a recipe writes them, each once. */
static GPtrArray *
read_list (NormlabDimension dimension, const char *text, GError **error)
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
      canonical = normlab_compare_read (dimension, item, NULL, error);
      if (canonical == NULL)
        return NULL;
      if (!g_ptr_array_find_with_equal_func (texts, canonical, g_str_equal, NULL))
        g_ptr_array_add (texts, g_steal_pointer (&canonical));
    }
  return check_n (texts->len, error) ? g_steal_pointer (&texts) : NULL;
}

void
normlab_compare_tick_exactly (NormlabCompare *self,
                              NormlabDimension dimension,
                              GPtrArray *texts,
                              gboolean passing)
{
  guint position;

  self->quiet++;
  for (guint i = 0; i < texts->len; i++)
    if (!normlab_compare_find (self, dimension, g_ptr_array_index (texts, i), &position))
      normlab_choice_set_passing (
          normlab_compare_insert (self, dimension, g_ptr_array_index (texts, i), TRUE), passing);

  for (guint i = get_n (self, dimension); i-- > 0;)
    {
      NormlabChoice *choice = normlab_compare_peek (self, dimension, i);
      gboolean ticked = g_ptr_array_find_with_equal_func (texts, normlab_choice_get_text (choice),
                                                          g_str_equal, NULL);

      normlab_choice_force_ticked (choice, ticked);
      if (!ticked
          && (!normlab_compare_keeps_unticked (dimension)
              || (passing && normlab_choice_get_passing (choice))))
        normlab_compare_drop (self, dimension, i);
    }
  self->quiet--;
}

gboolean
normlab_compare_set_text (NormlabCompare *self,
                          NormlabDimension dimension,
                          const char *text,
                          GError **error)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), FALSE);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  texts = read_list (dimension, text, error);
  if (texts == NULL)
    return FALSE;
  old = normlab_compare_get_text (self, dimension);
  normlab_compare_tick_exactly (self, dimension, texts, FALSE);
  new = normlab_compare_get_text (self, dimension);
  if (!g_str_equal (old, new))
    normlab_compare_touch (self, dimension);
  return TRUE;
}

void
normlab_compare_set_seeds (NormlabCompare *self, guint32 first, guint n_seeds)
{
  g_autoptr (GString) list = g_string_new (NULL);

  g_return_if_fail (NORMLAB_IS_COMPARE (self));

  n_seeds = CLAMP (n_seeds, 1, NORMLAB_MAX_RECIPES);
  first = MIN (first, G_MAXUINT32 - (n_seeds - 1));
  for (guint i = 0; i < n_seeds; i++)
    g_string_append_printf (list, "%s%u", i == 0 ? "" : ";", first + i);
  normlab_compare_set_text (self, NORMLAB_DIMENSION_SEED, list->str, NULL);
}

void
normlab_compare_get_seeds (NormlabCompare *self, guint32 *first, guint *n_seeds)
{
  g_return_if_fail (NORMLAB_IS_COMPARE (self));

  if (first != NULL)
    *first = (guint32) g_ascii_strtoull (
        normlab_choice_get_text (normlab_compare_peek (self, NORMLAB_DIMENSION_SEED, 0)), NULL, 10);
  if (n_seeds != NULL)
    *n_seeds = get_n (self, NORMLAB_DIMENSION_SEED);
}

const char *
normlab_compare_get_reason (const char *message, guint *dimension)
{
  guint found = 0;

  g_return_val_if_fail (message != NULL, NULL);

  for (; found < NORMLAB_N_DIMENSIONS; found++)
    {
      const char *key = normlab_dimension_get_key ((NormlabDimension) found);
      gsize length = strlen (key);

      if (strncmp (message, key, length) == 0 && strncmp (message + length, ": ", 2) == 0)
        {
          message += length + 2;
          break;
        }
    }
  if (dimension != NULL)
    *dimension = found;
  return message;
}
