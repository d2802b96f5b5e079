/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-ready-made.h"

#include <glib/gi18n-lib.h>

#include "normlab-recipe-names.h"
#include "normlab-lab-resources.h"

#define FOLDER "/io/github/normlab/Normlab/experiments/"

/* Those besides the notebook's. */
static const char *const others[] = {
  "batch-norm-on-and-off",     "bad-initialization",   "depth-without-batch-norm",
  "learning-rate-to-the-edge", "where-networks-learn",
};

static NormlabExperiment *
load (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".experiment", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (normlab_lab_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  NormlabExperiment *experiment = NULL;

  if (bytes != NULL)
    experiment = normlab_experiment_new_from_data (g_bytes_get_data (bytes, NULL),
                                                   (gssize) g_bytes_get_size (bytes), &error);
  /* They are part of the program, and tested with it. */
  if (experiment == NULL)
    g_error ("%s: %s", path, error->message);
  return experiment;
}

/* "Notebook 1: 40–20 sigmoid Xavier" */
static NormlabExperiment *
create_single (guint number, const NormlabGrid *grid)
{
  NormlabRecipe recipe = normlab_grid_get_recipe (grid, 0);
  g_autofree char *hidden = normlab_recipe_get_label (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN);
  g_autofree char *activation
      = normlab_recipe_get_label (&recipe, NORMLAB_HYPERPARAMETER_ACTIVATION);
  g_autofree char *init = normlab_recipe_get_label (&recipe, NORMLAB_HYPERPARAMETER_INIT);
  /* Translators: number of an experiment of the notebook, then its hidden layers, activation and
   * initialization: "Notebook 1: 40–20 sigmoid Xavier" */
  g_autofree char *title
      = g_strdup_printf (_("Notebook %u: %s %s %s"), number, hidden, activation, init);
  NormlabExperiment *experiment = normlab_experiment_new (title);

  normlab_experiment_add (experiment, normlab_grid_new (&recipe));
  return experiment;
}

NormlabExperiment *
normlab_ready_made_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (name, others[i]))
      return load (name);
  return g_str_equal (name, "notebook") ? load (name) : NULL;
}

GPtrArray *
normlab_ready_made_load (void)
{
  GPtrArray *experiments
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_experiment_free);
  NormlabExperiment *notebook = load ("notebook");

  g_ptr_array_add (experiments, notebook);
  for (guint i = 0; i < normlab_experiment_get_n_sets (notebook); i++)
    g_ptr_array_add (experiments, create_single (i + 1, normlab_experiment_get_set (notebook, i)));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (experiments, load (others[i]));
  return experiments;
}
