/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-repetitions.h"
#include "normlab-plot-private.h"

/* Past so many means the legend has no room for the best and the worst of each. Where it has none
 * of fewer either, the layout takes its entries' brief words. */
#define MAX_IN_FULL 2

static gboolean
is_brief (const NormlabPlot *self)
{
  return self->n_means > MAX_IN_FULL;
}

/* What the only mean of a colour has come to; NULL where there are several, or none. */
static char *
create_result (const NormlabPlot *self, guint color, gboolean brief)
{
  guint group = G_MAXUINT;

  if (!normlab_plot_is_banded (self))
    return NULL;
  for (guint i = 0; i < self->runs->len; i++)
    {
      if (self->looks[i].color != color || !self->looks[i].shown)
        continue;
      if (group != G_MAXUINT && group != self->members[i].group)
        return NULL;
      group = self->members[i].group;
    }
  return group != G_MAXUINT ? normlab_plot_describe_group (self, group, brief || is_brief (self))
                            : NULL;
}

/* Says it beside @name; NULL where there is no result. */
static char *
add_result (const NormlabPlot *self, const char *name, guint color, gboolean brief)
{
  g_autofree char *result = create_result (self, color, brief);

  /* Translators: in the legend: what a colour stands for, and what its mean has come to */
  return result != NULL ? g_strdup_printf (C_("result", "%s: %s"), name, result) : NULL;
}

static void
add_colors (NormlabPlot *self)
{
  guint hyperparameters = self->color_hyperparameters & self->varying;

  for (guint c = 0; hyperparameters != 0 && c < self->colors->len; c++)
    {
      const NormlabRecipe *recipe = &g_array_index (self->colors, NormlabRecipe, c);
      guint color = normlab_plot_get_color_of (self, c);
      const char *given = normlab_plot_get_given_name_of_color (self, color);
      g_autofree char *name = given != NULL
                                  ? g_strdup (given)
                                  : normlab_plot_name_alike (self, recipe, hyperparameters);
      g_autofree char *full = add_result (self, name, color, FALSE);
      g_autofree char *brief = add_result (self, name, color, TRUE);
      gboolean shown = FALSE, any = FALSE;

      for (guint i = 0; i < self->runs->len && !shown; i++)
        {
          any |= self->looks[i].color == color;
          shown = self->looks[i].shown && self->looks[i].color == color;
        }
      if (shown || (any && self->interactive))
        {
          NormlabChartEntry *entry = normlab_chart_model_add_entry (
              self->model, full != NULL ? full : name, color, FALSE, FALSE);

          normlab_chart_entry_set_brief (entry, brief);
          entry->hidden = !shown;
          entry->stands_for = NORMLAB_CHART_STANDS_FOR_COLOR;
        }
    }
}

/* Whether no run before @i looks the same, in the same panel. */
static gboolean
is_first_of_look (const NormlabPlot *self, guint i)
{
  for (guint j = 0; j < i; j++)
    if (self->looks[j].color == self->looks[i].color
        && self->looks[j].dashed == self->looks[i].dashed
        && self->looks[j].panel == self->looks[i].panel)
      return FALSE;
  return TRUE;
}

/* What a person called a run stands beside its own look, where no colour is called so already. */
static void
add_given_names (NormlabPlot *self)
{
  gboolean colored = (self->color_hyperparameters & self->varying) != 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const NormlabLook *look = &self->looks[i];
      g_autofree char *name = NULL;
      gboolean hidden = FALSE;
      NormlabChartEntry *entry;

      if (!is_first_of_look (self, i) || self->runs->len == 1
          || (colored && normlab_plot_get_given_name_of_color (self, look->color) != NULL))
        continue;
      name = normlab_plot_get_given_names_of_look (self, i, TRUE);
      if (name == NULL && self->interactive)
        {
          name = normlab_plot_get_given_names_of_look (self, i, FALSE);
          hidden = TRUE;
        }
      if (name == NULL)
        continue;
      entry = normlab_chart_model_add_entry (self->model, name, look->color, look->dashed, FALSE);
      entry->hidden = hidden;
      entry->panel = look->panel;
      entry->stands_for = NORMLAB_CHART_STANDS_FOR_LOOK;
    }
}

/* What solid lines are, or broken ones: "batch norm off"; of those that are @shown or those that
 * are not. NULL when there is none. */
static char *
get_dash_name (const NormlabPlot *self, guint hyperparameters, gboolean dashed, gboolean shown)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      guint number, n_known = known->len;
      g_autofree char *part = NULL;

      if (self->looks[i].shown != shown || self->looks[i].dashed != dashed)
        continue;
      normlab_mapping_number (&self->recipes[i], 1, hyperparameters, known, &number);
      if (number < n_known)
        continue;
      part = normlab_plot_name_alike (self, &self->recipes[i], hyperparameters);
      g_string_append_printf (name, "%s%s", number > 0 ? " / " : "", part);
    }
  return name->len > 0 ? g_strdup (name->str) : NULL;
}

static gboolean
add_dashes (NormlabPlot *self, guint key_color)
{
  guint hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_DASH) & self->varying;

  for (int dashed = 0; hyperparameters != 0 && dashed < 2; dashed++)
    {
      g_autofree char *name = get_dash_name (self, hyperparameters, dashed, TRUE);
      gboolean hidden = name == NULL && self->interactive;

      if (hidden)
        name = get_dash_name (self, hyperparameters, dashed, FALSE);
      if (name != NULL)
        {
          NormlabChartEntry *entry
              = normlab_chart_model_add_entry (self->model, name, key_color, dashed, FALSE);

          entry->hidden = hidden;
          entry->stands_for = NORMLAB_CHART_STANDS_FOR_DASHES;
        }
    }
  return hyperparameters != 0;
}

/* Whether something stands behind ± in the brief words that is not what the band is, and nothing
 * says what. */
static gboolean
has_margins (const NormlabPlot *self)
{
  for (guint c = 0; c < self->colors->len; c++)
    {
      g_autofree char *result = create_result (self, normlab_plot_get_color_of (self, c), TRUE);

      if (result != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
get_mean_name (const NormlabPlot *self, const guint n_seeds[2], gboolean brief)
{
  g_autofree char *seeds
      = n_seeds[0] == n_seeds[1] ? g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE, "%u seed", "%u seeds", n_seeds[1]), n_seeds[1])
                                 /* Translators: the least and the greatest number of seeds */
                                 : g_strdup_printf (_("%u–%u seeds"), n_seeds[0], n_seeds[1]);

  switch (self->options.band)
    {
    case NORMLAB_BAND_DEVIATION:
      /* Translators: what a line and its band are; "5 seeds" */
      return g_strdup_printf (_("mean ± standard deviation of %s"), seeds);
    case NORMLAB_BAND_INTERVAL:
      if (brief)
        /* Translators: what a line and its band are, a mean and its 95 % interval, in few words;
         * "5 seeds" */
        return g_strdup_printf (_("mean ± 95 %% of %s"), seeds);
      /* Translators: what a line and its band are; "5 seeds" */
      return g_strdup_printf (_("mean of %s and its 95 %% interval"), seeds);
    case NORMLAB_BAND_RANGE:
    case NORMLAB_BAND_NONE:
    default:
      if ((brief || is_brief (self)) && has_margins (self))
        /* Translators: what a line and its band are, and what stands behind ± in the legend; "5
         * seeds" */
        return g_strdup_printf (_("mean (± 95 %%) and range of %s"), seeds);
      /* Translators: what a line and its band are; "5 seeds" */
      return g_strdup_printf (_("mean and range of %s"), seeds);
    }
}

/* Seeds that have their own lines, alike in look. */
static void
add_repetitions (NormlabPlot *self, guint key_color)
{
  g_autofree NormlabRecipe *recipes = g_new (NormlabRecipe, MAX (self->runs->len, 1));
  gboolean all_alike = (self->varying & ~(1u << NORMLAB_HYPERPARAMETER_SEED)) == 0;
  guint n = 0;

  if (self->mapping.channels[NORMLAB_HYPERPARAMETER_SEED] != NORMLAB_CHANNEL_NONE)
    return;
  for (guint i = 0; i < self->runs->len; i++)
    if (self->looks[i].shown)
      recipes[n++] = self->recipes[i];
  if (n > 1 && (normlab_recipes_get_varying (recipes, n) & 1u << NORMLAB_HYPERPARAMETER_SEED))
    {
      g_autofree char *name = normlab_chart_repetitions_get_name (recipes, n, all_alike);

      normlab_chart_model_add_entry (self->model, name, key_color, FALSE, FALSE);
    }
}

/* The lines of those that will join a mean. */
static void
add_late (NormlabPlot *self, guint key_color)
{
  g_autofree char *name = NULL;

  if (self->n_late == 0)
    return;
  /* Translators: in the legend: seeds whose lines are on the way to where their mean is */
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u seed still on its way",
                                       "%u seeds still on their way", self->n_late),
                          self->n_late);
  normlab_chart_model_add_entry (self->model, name, key_color, FALSE, TRUE);
}

/* What a line and its band are; where all have one colour, with what they have come to. */
static char *
create_mean_words (const NormlabPlot *self, const guint n_seeds[2], gboolean brief)
{
  gboolean colored = (self->color_hyperparameters & self->varying) != 0;
  g_autofree char *name = get_mean_name (self, n_seeds, brief);
  char *result = colored ? NULL : add_result (self, name, self->looks[0].color, brief);

  return result != NULL ? result : g_steal_pointer (&name);
}

static void
add_seeds (NormlabPlot *self, const guint n_seeds[2], guint key_color)
{
  gboolean has_late = normlab_plot_is_banded (self) && self->n_late > 0;

  if (n_seeds[1] == 0 && !has_late)
    {
      add_repetitions (self, key_color);
      return;
    }
  if (n_seeds[1] > 0)
    {
      g_autofree char *name = create_mean_words (self, n_seeds, FALSE);
      g_autofree char *brief = create_mean_words (self, n_seeds, TRUE);
      NormlabChartEntry *entry
          = normlab_chart_model_add_entry (self->model, name, key_color, FALSE, FALSE);

      entry->banded = TRUE;
      normlab_chart_entry_set_brief (entry, brief);
    }
  add_late (self, key_color);
  if (self->options.members && n_seeds[1] > 0)
    /* Translators: in the legend: the line of one of several seeds */
    normlab_chart_model_add_entry (self->model, _("one seed"), key_color, FALSE, TRUE);
}

/* What the faint lines are of. */
static const char *
get_training_words (const NormlabPlot *self)
{
  guint n_sets = 0;

  for (guint i = 0; i < self->runs->len; i++)
    n_sets += normlab_plot_has_training_set (self, i);
  if (n_sets == 0)
    return _("training batch");
  if (n_sets == self->runs->len
      || normlab_metric_get_info (self->options.metric)->get_training == NULL)
    return _("training set");
  /* Translators: what faint lines are of, where it is the one for some networks and the other for
   * others */
  return _("training set or batch");
}

/* What lies between the lines of the test set and of what is trained on. */
static void
add_gap (NormlabPlot *self, guint key_color)
{
  const char *training = get_training_words (self);
  const char *name;

  /* Translators: in the legend: a band between the lines of what a network is trained with and of
     the test set */
  if (g_str_equal (training, _("training set")))
    name = _("gap between training and test set");
  else if (g_str_equal (training, _("training batch")))
    name = _("gap between training batch and test set");
  else
    name = _("gap between training and test");
  normlab_chart_model_add_entry (self->model, name, key_color, FALSE, FALSE)->gap = TRUE;
}

void
normlab_plot_add_entries (NormlabPlot *self, const guint n_seeds[2])
{
  gboolean training = self->shows_training;
  /* Where all lines have one colour, so has what explains them. */
  gboolean one_color = (self->color_hyperparameters & self->varying) == 0 && self->colors->len > 0;
  guint key_color = one_color ? self->looks[0].color : NORMLAB_CHART_NEUTRAL;

  if (!normlab_plot_shows_any (self) && (!self->interactive || self->runs->len == 0))
    return;
  if (normlab_plot_is_notebook (self))
    {
      normlab_plot_add_notebook_entries (self);
      return;
    }
  add_colors (self);
  add_given_names (self);
  if (!add_dashes (self, key_color) && training)
    normlab_chart_model_add_entry (self->model, _("test set"), key_color, FALSE, FALSE);
  if (training)
    normlab_chart_model_add_entry (self->model, get_training_words (self), key_color,
                                   normlab_plot_get_training_dashed (self), TRUE);
  if (training && self->options.gap)
    add_gap (self, key_color);
  if (self->options.smoothing > 0)
    normlab_chart_model_add_entry (self->model, _("before smoothing"), key_color, FALSE, TRUE);
  add_seeds (self, n_seeds, key_color);
}

gboolean
normlab_plot_is_in_entry (const NormlabPlot *self, guint i, const NormlabChartEntry *entry)
{
  g_return_val_if_fail (i < self->runs->len, FALSE);

  switch (entry->stands_for)
    {
    case NORMLAB_CHART_STANDS_FOR_COLOR:
      return self->looks[i].color == entry->color;
    case NORMLAB_CHART_STANDS_FOR_DASHES:
      return self->looks[i].dashed == entry->dashed;
    case NORMLAB_CHART_STANDS_FOR_LOOK:
      return self->looks[i].color == entry->color && self->looks[i].dashed == entry->dashed
             && self->looks[i].panel == entry->panel;
    case NORMLAB_CHART_STANDS_FOR_NONE:
    default:
      return FALSE;
    }
}

void
normlab_plot_set_interactive (NormlabPlot *self, gboolean interactive)
{
  self->interactive = interactive != FALSE;
  normlab_plot_map (self);
}
