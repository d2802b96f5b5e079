/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-plot-private.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

/* How runs are called, and what several of them have in common. */

const char *
normlab_plot_get_given_name (const NormlabPlot *self, guint i)
{
  const char *name = g_ptr_array_index (self->names, i);

  return name != NULL && *name != '\0' ? name : NULL;
}

char *
normlab_plot_get_run_name (const NormlabPlot *self, guint i)
{
  const char *given = normlab_plot_get_given_name (self, i);

  if (given != NULL)
    return g_strdup (given);
  return normlab_plot_add_data (
      self, normlab_recipe_get_run_name (&self->recipes[i], self->varying, &self->precision),
      self->data[i]);
}

static gboolean
knows_any (const NormlabRecipe *recipe, guint hyperparameters)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if ((hyperparameters & 1u << d) && normlab_recipe_knows (recipe, (NormlabHyperparameter) d))
      return TRUE;
  return FALSE;
}

char *
normlab_plot_name_alike (const NormlabPlot *self,
                         const NormlabRecipe *recipe,
                         guint hyperparameters)
{
  g_autofree NormlabRecipe *alike = g_new (NormlabRecipe, MAX (self->runs->len, 1));
  char *name = normlab_recipe_get_name (recipe, hyperparameters, &self->precision);
  guint n = 0;

  for (guint i = 0; i < self->runs->len; i++)
    if (normlab_recipe_equal_in_all (&self->recipes[i], recipe, hyperparameters))
      alike[n++] = self->recipes[i];
  if (*name == '\0' && hyperparameters != 0 && !normlab_recipe_is_foreign (recipe))
    {
      g_free (name);
      /* Translators: all runs in a chart that are not those of another program */
      name = (normlab_recipes_get_distinguishing (alike, n) & ~SEED) == 0
                 ? normlab_recipe_get_name (recipe, 0, &self->precision)
                 : g_strdup (_("trained here"));
    }
  if (normlab_recipe_is_foreign (recipe))
    {
      if (n > 1 && !knows_any (recipe, hyperparameters))
        {
          g_free (name);
          /* Translators: all runs in a chart that are those of other programs */
          return g_strdup (_("other programs"));
        }
      for (guint i = 0; i < n; i++)
        if (!normlab_recipe_is_foreign (&alike[i]))
          return name;
      return normlab_recipe_add_sign (name);
    }
  return normlab_recipes_add_remark (name, alike, n);
}

/* What a person called every one of the runs in @included (of gboolean); NULL where that is not one
 * name. */
static const char *
get_shared_name (const NormlabPlot *self, const gboolean *included)
{
  const char *shared = NULL;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const char *name = included[i] ? normlab_plot_get_given_name (self, i) : NULL;

      if (!included[i])
        continue;
      if (name == NULL || (shared != NULL && !g_str_equal (name, shared)))
        return NULL;
      shared = name;
    }
  return shared;
}

const char *
normlab_plot_get_given_name_of_color (const NormlabPlot *self, guint color)
{
  g_autofree gboolean *included = g_new (gboolean, MAX (self->runs->len, 1));

  for (guint i = 0; i < self->runs->len; i++)
    included[i] = self->looks[i].color == color;
  return get_shared_name (self, included);
}

/* "mean of 3 seeds", or of so many of those that there will be. */
static char *
describe_mean (guint n, guint n_late)
{
  if (n_late == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "mean of %u seed", "mean of %u seeds", n),
                            n);
  /* Translators: how many seeds a mean is of so far, and how many there will be */
  return g_strdup_printf (_("mean of %u of %u seeds"), n, n + n_late);
}

char *
normlab_plot_get_mean_name (const NormlabPlot *self,
                            const guint *members,
                            guint n_members,
                            guint n_late)
{
  guint hyperparameters = self->varying & ~SEED;
  g_autofree gboolean *included = g_new0 (gboolean, MAX (self->runs->len, 1));
  g_autofree char *name = NULL;
  g_autofree char *mean = describe_mean (n_members, n_late);
  const char *given;

  for (guint i = 0; i < n_members; i++)
    included[members[i]] = TRUE;
  given = get_shared_name (self, included);
  if (given == NULL && hyperparameters == 0)
    return g_steal_pointer (&mean);
  name = given != NULL ? g_strdup (given)
                       : normlab_recipe_get_run_name (&self->recipes[members[0]], hyperparameters,
                                                      &self->precision);
  /* Translators: what a network is, and from how many seeds its line comes: "ReLU, mean of 3
   * seeds" */
  return g_strdup_printf (C_("mean", "%s, %s"), name, mean);
}

static gboolean
looks_alike (const NormlabLook *a, const NormlabLook *b)
{
  return a->color == b->color && a->dashed == b->dashed;
}

/* Whether a line that looks like run @i's stands in another panel, so that its look alone does not
 * say which it is. */
static gboolean
is_ambiguous (const NormlabPlot *self, guint i)
{
  for (guint j = 0; j < self->runs->len; j++)
    if (looks_alike (&self->looks[i], &self->looks[j])
        && self->looks[i].panel != self->looks[j].panel)
      return TRUE;
  return FALSE;
}

/* Whether a person gave this name to all runs behind a mean. */
static gboolean
is_name_of_mean (const NormlabPlot *self, const NormlabTrace *mean, const char *name)
{
  for (guint s = 0; s < mean->n_sources; s++)
    {
      guint i = 0;

      while (i < self->runs->len && normlab_plot_get_run (self, i) != mean->sources[s].run)
        i++;
      if (i == self->runs->len || g_strcmp0 (normlab_plot_get_given_name (self, i), name) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_source (const NormlabTrace *self, const NormlabRun *run)
{
  for (guint i = 0; i < self->n_sources; i++)
    if (self->sources[i].run == run)
      return TRUE;
  return FALSE;
}

/* Whether a line is drawn that has run @i's own name: its own, or the mean of seeds that are all
 * called so. */
static gboolean
has_line (const NormlabPlot *self, guint i, const char *name)
{
  const NormlabTrace *own = &g_array_index (self->traces, NormlabTrace, self->n_means + i);

  for (guint m = 0; m < self->n_means; m++)
    {
      const NormlabTrace *mean = &g_array_index (self->traces, NormlabTrace, m);

      if (has_source (mean, normlab_plot_get_run (self, i)))
        return self->options.members || is_name_of_mean (self, mean, name);
    }
  return !own->line->hidden || !self->looks[i].shown;
}

static const char *
get_panel_words (const NormlabPlot *self, guint panel)
{
  return panel < self->panels->len ? g_ptr_array_index (self->panels, panel) : "";
}

char *
normlab_plot_get_given_names_of_look (const NormlabPlot *self, guint i, gboolean shown)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint j = 0; j < self->runs->len; j++)
    {
      const char *name = normlab_plot_get_given_name (self, j);

      if (name == NULL || self->looks[j].shown != shown
          || !looks_alike (&self->looks[i], &self->looks[j])
          || self->looks[i].panel != self->looks[j].panel || !has_line (self, j, name)
          || !g_hash_table_add (seen, (gpointer) name))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? " / " : "", name);
    }
  if (names->len == 0)
    return NULL;
  if (is_ambiguous (self, i) && *get_panel_words (self, self->looks[i].panel) != '\0')
    /* Translators: in the legend: what a person called a run, and the panel that it is in */
    return g_strdup_printf (C_("panel", "%s (%s)"), names->str,
                            get_panel_words (self, self->looks[i].panel));
  return g_strdup (names->str);
}
