/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-recipe-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-branch-text.h"
#include "normlab-cli-choice.h"
#include "normlab-error.h"
#include "normlab-place.h"
#include "normlab-value-text.h"

#define BIT(hyperparameter) (1u << (hyperparameter))

/* What may be changed in an experiment that is given whole. */
#define OVERRIDES                                                                                  \
  (BIT (NORMLAB_HYPERPARAMETER_ITERATIONS) | BIT (NORMLAB_HYPERPARAMETER_INTERVAL)                 \
   | BIT (NORMLAB_HYPERPARAMETER_SEED))

void
normlab_cli_recipe_options_init (NormlabCliRecipeOptions *self)
{
  memset (self, 0, sizeof *self);
  self->grid = normlab_grid_new (&NORMLAB_RECIPE_DEFAULT);
  self->branches = g_array_new (FALSE, FALSE, sizeof (NormlabBranch));
}

void
normlab_cli_recipe_options_clear (NormlabCliRecipeOptions *self)
{
  g_clear_pointer (&self->grid, normlab_grid_free);
  g_clear_pointer (&self->branches, g_array_unref);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->experiment, g_free);
}

static gboolean
add_choice (NormlabCliRecipeOptions *self,
            NormlabHyperparameter d,
            const char *name,
            const NormlabValue *choice,
            GError **error)
{
  if (self->given_as[d] != NULL && strcmp (self->given_as[d], name) != 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s and --%s say the same in other words; give one of them"),
                   self->given_as[d], name);
      return FALSE;
    }
  if (!(self->given & BIT (d)))
    normlab_grid_clear (self->grid, d);
  self->given |= BIT (d);
  self->given_as[d] = name;
  if (d == NORMLAB_HYPERPARAMETER_ITERATIONS
      && (self->min_iterations == 0 || choice->count < self->min_iterations))
    self->min_iterations = choice->count;
  return normlab_grid_add (self->grid, d, choice, error);
}

static gboolean
set_recipe (NormlabCliRecipeOptions *self, const char *name, const char *value, GError **error)
{
  NormlabHyperparameter d;
  NormlabValue choice;

  if (!normlab_hyperparameter_find (name, &d))
    g_return_val_if_reached (FALSE);
  return normlab_value_parse (d, value, &choice, error)
         && add_choice (self, d, name, &choice, error);
}

static gboolean
set_normalization (NormlabCliRecipeOptions *self,
                   const char *name,
                   const char *value,
                   GError **error)
{
  NormlabValue choice = { NORMLAB_VALUE_WORD };
  NormlabNormalization normalization;

  if (!normlab_normalization_find (value, &normalization))
    {
      g_autofree char *list = normlab_normalization_list (", ");

      return normlab_cli_choice_refuse (name, value, list, error);
    }
  choice.word = normalization;
  return add_choice (self, NORMLAB_HYPERPARAMETER_BATCH_NORM, name, &choice, error);
}

/* Not a choice among others: what is trained without it is trained all the same. */
static gboolean
add_branch (NormlabCliRecipeOptions *self, const char *value, GError **error)
{
  NormlabBranch branch;

  if (!normlab_branch_parse (value, &branch, error))
    return FALSE;
  if (branch.n > 0)
    g_array_append_val (self->branches, branch);
  return TRUE;
}

static gboolean
set_measures (NormlabCliRecipeOptions *self, const char *name, const char *value, GError **error)
{
  if (!normlab_cli_option_once (name, self->measures_given ? self : NULL, error))
    return FALSE;
  self->measures_given = TRUE;
  if (normlab_measures_parse (value, &self->measures, error))
    return TRUE;
  g_prefix_error (error, "--%s: ", name);
  return FALSE;
}

/* What is no file but called as one of the experiments that come with the program is that one. */
static char *
find_experiment (const char *given)
{
  g_autofree char *folder = normlab_place_find (OWN_DATA_DIR);
  g_autofree char *file = g_strconcat (given, ".experiment", NULL);
  g_autofree char *path = g_build_filename (folder, "experiments", file, NULL);
  gboolean is_own = strchr (given, '/') == NULL && !g_file_test (given, G_FILE_TEST_EXISTS)
                    && g_file_test (path, G_FILE_TEST_IS_REGULAR);

  return is_own ? g_steal_pointer (&path) : g_strdup (given);
}

static gboolean
set_experiment (NormlabCliRecipeOptions *self, const char *name, const char *value, GError **error)
{
  g_autofree char *path = find_experiment (value);

  return normlab_cli_option_set_once (&self->experiment, name, path, error);
}

gboolean
normlab_cli_recipe_options_add_reading (gpointer reading,
                                        const char *name,
                                        const char *value,
                                        GError **error)
{
  NormlabReading added;

  if (!normlab_reading_parse (name, &added))
    g_return_val_if_reached (FALSE);
  *(NormlabReading *) reading |= added;
  return TRUE;
}

gboolean
normlab_cli_recipe_options_set (gpointer options,
                                const char *name,
                                const char *value,
                                GError **error)
{
  NormlabCliRecipeOptions *self = options;

  if (strcmp (name, "experiment") == 0)
    return set_experiment (self, name, value, error);
  if (strcmp (name, "branch") == 0)
    return add_branch (self, value, error);
  if (strcmp (name, "measure") == 0)
    return set_measures (self, name, value, error);
  if (strcmp (name, "normalization") == 0)
    return set_normalization (self, name, value, error);
  if (strcmp (name, "notebook") != 0)
    return set_recipe (self, name, value, error);
  self->notebook = TRUE;
  return TRUE;
}

gboolean
normlab_cli_recipe_options_check (const NormlabCliRecipeOptions *self, GError **error)
{
  guint extra = self->given & ~OVERRIDES;

  if (self->notebook && self->experiment != NULL)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("--notebook and --experiment exclude each other"));
      return FALSE;
    }
  if ((self->notebook || self->experiment != NULL) && extra != 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s cannot be given with --%s, which fixes it"),
                   self->given_as[g_bit_nth_lsf (extra, -1)],
                   self->notebook ? "notebook" : "experiment");
      return FALSE;
    }
  return TRUE;
}
