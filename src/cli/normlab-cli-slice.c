/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-slice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-cli-option.h"
#include "normlab-error.h"
#include "normlab-grid.h"
#include "normlab-text.h"

gboolean
normlab_cli_slice_set (gpointer place, const char *name, const char *text, GError **error)
{
  NormlabCliSlice *slice = place;
  g_auto (GStrv) parts = g_strsplit (text, "/", 3);
  g_autofree char *quoted = NULL;

  if (!normlab_cli_option_once (name, slice->count > 0 ? slice : NULL, error))
    return FALSE;
  if (g_strv_length (parts) == 2
      && normlab_text_to_uint (parts[1], 1, NORMLAB_MAX_RECIPES, &slice->count)
      && normlab_text_to_uint (parts[0], 1, slice->count, &slice->number))
    return TRUE;
  quoted = normlab_text_for_message (text, -1);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               /* Translators: K/N stays as it is */
               _("--job: “%s” is not K/N, the K-th of N jobs, with N from 1 to %u"), quoted,
               NORMLAB_MAX_RECIPES);
  return FALSE;
}

gboolean
normlab_cli_slice_set_count (gpointer place, const char *name, const char *text, GError **error)
{
  guint *count = place;
  g_autofree char *quoted = NULL;

  if (!normlab_cli_option_once (name, *count > 0 ? count : NULL, error))
    return FALSE;
  if (normlab_text_to_uint (text, 1, NORMLAB_MAX_RECIPES, count))
    return TRUE;
  quoted = normlab_text_for_message (text, -1);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               /* Translators: an option, and what is wrong with its value */
               _("--%s: “%s” is not a number of jobs from 1 to %u"), name, quoted,
               NORMLAB_MAX_RECIPES);
  return FALSE;
}

gboolean
normlab_cli_slice_of_file (const char *path, NormlabCliSlice *slice)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GRegex) regex
      = g_regex_new ("^job-([0-9]+)-of-([0-9]+)\\.csv(\\.part)?$", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  g_autofree char *count = NULL;

  if (!g_regex_match (regex, name, 0, &match))
    return FALSE;
  number = g_match_info_fetch (match, 1);
  count = g_match_info_fetch (match, 2);
  return normlab_text_to_uint (count, 1, NORMLAB_MAX_RECIPES, &slice->count)
         && normlab_text_to_uint (number, 1, slice->count, &slice->number);
}

gboolean
normlab_cli_slice_check (guint n_slices, guint n_runs, const char *option, GError **error)
{
  if (n_slices <= n_runs)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               ngettext ("--%s: there is %u run, too few for %u jobs",
                         "--%s: there are %u runs, too few for %u jobs", n_runs),
               option, n_runs, n_slices);
  return FALSE;
}

/* From each recipe to its number. */
static GHashTable *
number_recipes (const GArray *recipes)
{
  GHashTable *numbers
      = g_hash_table_new ((GHashFunc) normlab_recipe_hash, (GEqualFunc) normlab_recipe_equal);

  for (guint i = 0; i < recipes->len; i++)
    g_hash_table_insert (numbers, &g_array_index (recipes, NormlabRecipe, i),
                         GUINT_TO_POINTER (i + 1));
  return numbers;
}

GArray *
normlab_cli_slice_deal (const NormlabCliSlice *slice, const GArray *recipes)
{
  GArray *dealt = g_array_new (FALSE, FALSE, sizeof (NormlabCliNumbers));
  g_autoptr (GHashTable) numbers = number_recipes (recipes);
  guint step = MAX (slice->count, 1);

  for (guint i = slice->count > 0 ? slice->number - 1 : 0; i < recipes->len; i += step)
    {
      NormlabCliNumbers its = { .recipe = i };
      NormlabRecipe parent;

      if (normlab_recipe_get_parent (&g_array_index (recipes, NormlabRecipe, i), &parent))
        its.parent = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &parent));
      g_array_append_val (dealt, its);
    }
  return dealt;
}
