/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-compare-private.h"

/* Experiments in, experiments and recipes out. */

/* A copy of @choices in which @dimension has those of the list instead. */
static NormlabChoices *
copy_set (const NormlabChoices *choices, NormlabDimension dimension, const char *list)
{
  NormlabRecipe base = normlab_choices_get_recipe (choices, 0);
  NormlabChoices *copy = normlab_choices_new (&base);

  for (guint i = 0; i < NORMLAB_N_DIMENSIONS; i++)
    {
      NormlabDimension d = (NormlabDimension) i;
      g_auto (GStrv) texts = d == dimension ? g_strsplit (list, ";", -1) : NULL;
      guint n = texts != NULL ? g_strv_length (texts) : normlab_choices_get_n (choices, d);

      normlab_choices_clear (copy, d);
      for (guint j = 0; j < n; j++)
        {
          const char *text = texts != NULL ? texts[j] : normlab_choices_get (choices, d, j);

          normlab_choices_add (copy, d, text, NULL);
        }
    }
  return copy;
}

static NormlabExperiment *
copy_experiment (const NormlabExperiment *experiment,
                 const char *title,
                 NormlabDimension dimension,
                 const char *list)
{
  NormlabExperiment *copy = normlab_experiment_new (title != NULL ? title : "");

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    normlab_experiment_add (
        copy, copy_set (normlab_experiment_get_set (experiment, i), dimension, list));
  return copy;
}

void
normlab_compare_spread (NormlabCompare *self, NormlabDimension dimension)
{
  g_autofree char *list = normlab_compare_get_text (self, dimension);
  NormlabExperiment *copy = copy_experiment (self->fixed, NULL, dimension, list);

  normlab_experiment_free (self->fixed);
  self->fixed = copy;
}

static double
count_product (NormlabCompare *self)
{
  double n = 1.0;

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    n *= normlab_compare_get_n_ticked (self, (NormlabDimension) d);
  return n;
}

/* Each recipe once, where they can be made; their sum where they cannot. */
static double
count_experiment (const NormlabExperiment *experiment)
{
  g_autoptr (GArray) recipes = normlab_experiment_get_recipes (experiment, NULL);
  double n = 0.0;

  if (recipes != NULL)
    return recipes->len;
  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    n += normlab_choices_get_n_recipes (normlab_experiment_get_set (experiment, i));
  return n;
}

double
normlab_compare_count (NormlabCompare *self)
{
  return self->fixed != NULL ? count_experiment (self->fixed) : count_product (self);
}

/* What occurs in a dimension of any of the sets, each once. */
static GPtrArray *
collect (const NormlabExperiment *experiment, NormlabDimension dimension)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    {
      const NormlabChoices *choices = normlab_experiment_get_set (experiment, i);

      for (guint j = 0; j < normlab_choices_get_n (choices, dimension); j++)
        {
          const char *text = normlab_choices_get (choices, dimension, j);

          if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
            g_ptr_array_add (texts, g_strdup (text));
        }
    }
  return texts;
}

void
normlab_compare_set_experiment (NormlabCompare *self, NormlabExperiment *experiment)
{
  guint n_sets;

  g_return_if_fail (NORMLAB_IS_COMPARE (self));
  g_return_if_fail (experiment != NULL);

  n_sets = normlab_experiment_get_n_sets (experiment);
  if (n_sets == 0)
    return;

  g_clear_pointer (&self->fixed, normlab_experiment_free);
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      g_autoptr (GPtrArray) texts = collect (experiment, (NormlabDimension) d);

      normlab_compare_tick_exactly (self, (NormlabDimension) d, texts, TRUE);
    }
  /* All of its recipes are combinations of what is ticked now. So it is their product if it has as
   * many of them. */
  if (n_sets > 1 && count_experiment (experiment) != count_product (self))
    self->fixed = copy_experiment (experiment, NULL, NORMLAB_N_DIMENSIONS, "");
  normlab_compare_set_title (self, normlab_experiment_get_title (experiment));
  normlab_compare_announce (self);
}

NormlabExperiment *
normlab_compare_create_experiment (NormlabCompare *self, const char *title)
{
  const NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  NormlabExperiment *experiment;
  NormlabChoices *choices;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), NULL);

  if (self->fixed != NULL)
    return copy_experiment (self->fixed, title, NORMLAB_N_DIMENSIONS, "");

  choices = normlab_choices_new (&base);
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      g_autofree char *list = normlab_compare_get_text (self, (NormlabDimension) d);
      g_auto (GStrv) texts = g_strsplit (list, ";", -1);

      normlab_choices_clear (choices, (NormlabDimension) d);
      for (guint i = 0; texts[i] != NULL; i++)
        normlab_choices_add (choices, (NormlabDimension) d, texts[i], NULL);
    }
  experiment = normlab_experiment_new (title != NULL ? title : "");
  normlab_experiment_add (experiment, choices);
  return experiment;
}

void
normlab_compare_forget_recipes (NormlabCompare *self)
{
  g_clear_pointer (&self->recipes, g_array_unref);
  g_clear_error (&self->error);
}

/* Several ask after each change; hundreds of recipes take milliseconds. */
GArray *
normlab_compare_get_recipes (NormlabCompare *self, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_COMPARE (self), NULL);

  if (self->recipes == NULL && self->error == NULL)
    {
      g_autoptr (NormlabExperiment) experiment = normlab_compare_create_experiment (self, NULL);

      self->recipes = normlab_experiment_get_recipes (experiment, &self->error);
    }
  if (self->recipes == NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  return g_array_copy (self->recipes);
}
