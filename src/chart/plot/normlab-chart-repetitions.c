/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-repetitions.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* However many lines share a colour, one that goes another way than the others is seen. */
#define MIN_WEIGHT 0.3

static int
compare_seeds (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* How many different seeds there are, the least and the greatest. */
static guint
get_seeds (const NormlabRecipe *recipes, guint n_recipes, guint32 *first, guint32 *last)
{
  g_autoptr (GArray) seeds = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_recipes);
  guint n_seeds = 1;

  for (guint i = 0; i < n_recipes; i++)
    g_array_append_val (seeds, recipes[i].seed);
  g_array_sort (seeds, compare_seeds);

  for (guint i = 1; i < n_recipes; i++)
    if (g_array_index (seeds, guint32, i) != g_array_index (seeds, guint32, i - 1))
      n_seeds++;
  *first = g_array_index (seeds, guint32, 0);
  *last = g_array_index (seeds, guint32, n_recipes - 1);
  return n_seeds;
}

double
normlab_chart_repetitions_get_weight (guint n_repetitions)
{
  return CLAMP (1.6 / sqrt (n_repetitions), MIN_WEIGHT, 1);
}

char *
normlab_chart_repetitions_get_name (const NormlabRecipe *recipes,
                                    guint n_recipes,
                                    gboolean all_alike)
{
  guint32 first, last;
  guint n_seeds = get_seeds (recipes, n_recipes, &first, &last);

  if (n_seeds == 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run", "%u runs", n_recipes),
                            n_recipes);
  if (last - first != n_seeds - 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u seed", "%u seeds", n_seeds), n_seeds);
  if (all_alike)
    /* Translators: in the legend: how many runs there are, their first and their last seed */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u run, seeds %u–%u", "%u runs, seeds %u–%u", n_recipes),
        n_recipes, first, last);
  /* Translators: in the legend: the first and the last seed of lines that have one colour */
  return g_strdup_printf (_("seeds %u–%u"), first, last);
}
