/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-experiment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-text.h"
#include "normlab-value-text.h"

#define GROUP "Experiment"
#define MEASURE "Measure"
#define VERSION "1"
#define MAX_FILE_SIZE (1024 * 1024)

struct _NormlabExperiment
{
  char *title;
  GPtrArray *sets; /* of NormlabGrid */
  NormlabMeasures measures;
};

NormlabExperiment *
normlab_experiment_new (const char *title)
{
  NormlabExperiment *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (NormlabExperiment, 1);
  self->title = normlab_text_for_title (title);
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_grid_free);
  return self;
}

NormlabExperiment *
normlab_experiment_new_notebook (guint32 seed)
{
  static const struct
  {
    guint n_hidden, hidden[NORMLAB_MAX_HIDDEN];
    NormlabActivation activation;
    NormlabInitKind init;
  } networks[] = {
    { 2, { 40, 20 }, NORMLAB_ACTIVATION_SIGMOID, NORMLAB_INIT_XAVIER },
    { 2, { 40, 20 }, NORMLAB_ACTIVATION_SIGMOID, NORMLAB_INIT_STD },
    { 3, { 40, 30, 20 }, NORMLAB_ACTIVATION_SIGMOID, NORMLAB_INIT_STD },
    { 3, { 40, 30, 20 }, NORMLAB_ACTIVATION_RELU, NORMLAB_INIT_HE },
    { 3, { 40, 30, 20 }, NORMLAB_ACTIVATION_SIGMOID, NORMLAB_INIT_XAVIER },
  };
  NormlabExperiment *self = normlab_experiment_new (_("The notebook’s five experiments"));

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.n_hidden = networks[i].n_hidden;
      memcpy (recipe.hidden, networks[i].hidden, sizeof recipe.hidden);
      recipe.activation = networks[i].activation;
      recipe.init = networks[i].init;
      recipe.init_std = recipe.init == NORMLAB_INIT_STD ? 0.01 : 0;
      recipe.update = NORMLAB_UPDATE_NOTEBOOK;
      recipe.seed = seed;
      normlab_experiment_add (self, normlab_grid_new (&recipe));
    }
  return self;
}

void
normlab_experiment_free (NormlabExperiment *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

const char *
normlab_experiment_get_title (const NormlabExperiment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

void
normlab_experiment_add (NormlabExperiment *self, NormlabGrid *grid)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (grid != NULL);

  g_ptr_array_add (self->sets, grid);
}

guint
normlab_experiment_get_n_sets (const NormlabExperiment *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sets->len;
}

const NormlabGrid *
normlab_experiment_get_set (const NormlabExperiment *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->sets->len, NULL);

  return g_ptr_array_index (self->sets, i);
}

void
normlab_experiment_set_measures (NormlabExperiment *self, const NormlabMeasures *measures)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (measures != NULL);

  self->measures = *measures;
}

const NormlabMeasures *
normlab_experiment_get_measures (const NormlabExperiment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->measures;
}

static gboolean
check_n (double n, NormlabError code, GError **error)
{
  if (n <= NORMLAB_MAX_RECIPES)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, code,
               _("These choices have %.0f combinations, but an experiment has at most %u"), n,
               NORMLAB_MAX_RECIPES);
  return FALSE;
}

/* Counted before any is made. */
static gboolean
check_n_recipes (const NormlabExperiment *self, GError **error)
{
  double n = 0.0;

  for (guint i = 0; i < self->sets->len; i++)
    n += normlab_grid_get_n_recipes (g_ptr_array_index (self->sets, i));
  if (!check_n (n, NORMLAB_ERROR_VALUE, error))
    return FALSE;
  if (self->sets->len == 0)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("The experiment holds nothing to train"));
      return FALSE;
    }
  return TRUE;
}

GArray *
normlab_experiment_get_recipes (const NormlabExperiment *self, GError **error)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GHashTable) there = normlab_recipe_table_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (!check_n_recipes (self, error))
    return NULL;
  for (guint i = 0; i < self->sets->len; i++)
    {
      const NormlabGrid *grid = g_ptr_array_index (self->sets, i);
      guint n = (guint) normlab_grid_get_n_recipes (grid);

      for (guint j = 0; j < n; j++)
        {
          NormlabRecipe recipe = normlab_grid_get_recipe (grid, j);

          if (!normlab_recipe_validate (&recipe, error))
            return NULL;
          if (g_hash_table_add (there, g_memdup2 (&recipe, sizeof recipe)))
            g_array_append_val (recipes, recipe);
        }
    }
  return g_steal_pointer (&recipes);
}

static gboolean
add_all (NormlabGrid *grid,
         NormlabHyperparameter hyperparameter,
         const GArray *values,
         GError **error)
{
  normlab_grid_clear (grid, hyperparameter);
  for (guint i = 0; i < values->len; i++)
    if (!normlab_grid_add (grid, hyperparameter, &g_array_index (values, NormlabValue, i), error))
      return FALSE;
  return TRUE;
}

/* Before any is read; one may be there several times, which nobody writes. */
static gboolean
check_n_choices (NormlabHyperparameter hyperparameter, const char *text, GError **error)
{
  g_autofree char *reason = NULL;
  guint n = 0;

  for (const char *p = strchr (text, ';'); p != NULL; p = strchr (p + 1, ';'))
    n++;
  if (n <= NORMLAB_MAX_RECIPES)
    return TRUE;
  reason = g_strdup_printf (_("there are more than %u choices"), NORMLAB_MAX_RECIPES);
  normlab_hyperparameter_set_error (error, hyperparameter, reason);
  return FALSE;
}

static gboolean
load_hyperparameter (NormlabGrid *grid,
                     NormlabHyperparameter hyperparameter,
                     GKeyFile *file,
                     const char *group,
                     GError **error)
{
  const char *key = normlab_hyperparameter_get_key (hyperparameter);
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);
  g_autoptr (GArray) values = NULL;
  g_autoptr (GError) reason = NULL;

  if (text == NULL)
    return TRUE;
  if (check_n_choices (hyperparameter, text, &reason))
    values = normlab_value_parse_list (hyperparameter, text, &reason);
  if (values != NULL && add_all (grid, hyperparameter, values, &reason))
    return TRUE;
  normlab_key_file_propagate (error, g_steal_pointer (&reason), group);
  return FALSE;
}

static gboolean
load_set (NormlabExperiment *self, GKeyFile *file, const char *group, GError **error)
{
  const NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  const char *known[NORMLAB_N_HYPERPARAMETERS + 1] = { NULL };
  g_autoptr (NormlabGrid) grid = normlab_grid_new (&base);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    known[d] = normlab_hyperparameter_get_key ((NormlabHyperparameter) d);
  if (!normlab_key_file_check_group (file, group, known, error))
    return FALSE;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (!load_hyperparameter (grid, (NormlabHyperparameter) d, file, group, error))
      return FALSE;
  normlab_experiment_add (self, g_steal_pointer (&grid));
  return TRUE;
}

static gboolean
load_measures (NormlabExperiment *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = g_key_file_get_value (file, GROUP, MEASURE, NULL);
  g_autoptr (GError) reason = NULL;

  if (text == NULL || normlab_measures_parse (text, &self->measures, &reason))
    return TRUE;
  g_prefix_error (&reason, "%s: ", MEASURE);
  normlab_key_file_propagate (error, g_steal_pointer (&reason), GROUP);
  return FALSE;
}

static NormlabExperiment *
load_head (GKeyFile *file, GError **error)
{
  static const char *const known[] = { "Version", "Title", MEASURE, NULL };
  g_autofree char *version = g_key_file_get_value (file, GROUP, "Version", NULL);
  g_autofree char *title = NULL;

  if (!normlab_key_file_check_group (file, GROUP, known, error))
    return NULL;
  if (version != NULL && strcmp (version, VERSION) != 0)
    {
      normlab_key_file_refuse (error, GROUP, "Version", version,
                               /* Translators: follows a value in quotes */
                               _("is not a version of experiments that this program knows"));
      return NULL;
    }
  title = normlab_key_file_get_text (file, GROUP, "Title", error);
  return title != NULL ? normlab_experiment_new (title) : NULL;
}

/* Groups stand in the file as [Experiment], [Set 1], [Set 2] …; another or one out of order is more
 * likely a slip of the pen than meant. Each has one combination at least. */
static gboolean
load_sets (NormlabExperiment *self, GKeyFile *file, GError **error)
{
  gsize n_groups;
  g_auto (GStrv) groups = g_key_file_get_groups (file, &n_groups);

  if (n_groups > 1 && !check_n ((double) n_groups - 1, NORMLAB_ERROR_FORMAT, error))
    return FALSE;
  for (gsize i = 0; i < MAX (n_groups, 2); i++)
    {
      g_autofree char *expected
          = i == 0 ? g_strdup (GROUP) : g_strdup_printf ("Set %" G_GSIZE_FORMAT, i);

      if (i >= n_groups || strcmp (groups[i], expected) != 0)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                       i < n_groups ? _("group %u should be [%s]")
                                    : _("there is no group %u, [%s]"),
                       (guint) i + 1, expected);
          return FALSE;
        }
      if (i > 0 && !load_set (self, file, expected, error))
        return FALSE;
    }
  return TRUE;
}

NormlabExperiment *
normlab_experiment_new_from_data (const char *text, gssize length, GError **error)
{
  g_autoptr (NormlabExperiment) self = NULL;
  g_autoptr (GKeyFile) file = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  file = normlab_key_file_parse (text, length < 0 ? strlen (text) : (gsize) length, error);
  if (file == NULL)
    return NULL;
  self = load_head (file, error);
  if (self == NULL || !load_measures (self, file, error) || !load_sets (self, file, error))
    return NULL;
  return g_steal_pointer (&self);
}

NormlabExperiment *
normlab_experiment_load (const char *path, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  NormlabExperiment *self;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = normlab_key_file_read (path, MAX_FILE_SIZE, &length, error);
  if (text == NULL)
    return NULL;
  self = normlab_experiment_new_from_data (text, (gssize) length, error);
  if (self == NULL)
    {
      name = normlab_text_for_path (path);
      g_prefix_error (error, "%s: ", name);
    }
  return self;
}

/* Files in which nothing is unusual are those of earlier versions. */
static gboolean
is_left_out (NormlabHyperparameter hyperparameter, const NormlabValue *values, guint n)
{
  NormlabValue usual = normlab_recipe_get_value (&NORMLAB_RECIPE_DEFAULT, hyperparameter);

  return normlab_hyperparameter_get_info (hyperparameter)->optional && n == 1
         && normlab_value_equal (&values[0], &usual);
}

static void
format_set (const NormlabGrid *grid, GKeyFile *file, const char *group)
{
  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;
      const NormlabValue *values = normlab_grid_get_values (grid, d);
      guint n = normlab_grid_get_n (grid, d);
      g_autofree char *list = normlab_value_format_list (d, values, n, ";");

      if (is_left_out (d, values, n))
        continue;
      g_key_file_set_value (file, group, normlab_hyperparameter_get_key (d), list);
    }
}

char *
normlab_experiment_to_data (const NormlabExperiment *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *measured = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  measured = normlab_measures_format (&self->measures);
  g_key_file_set_value (file, GROUP, "Version", VERSION);
  g_key_file_set_string (file, GROUP, "Title", self->title);
  /* Where there is nothing, the file is one that earlier versions read. */
  if (!normlab_measures_is_none (&self->measures))
    g_key_file_set_value (file, GROUP, MEASURE, measured);
  for (guint i = 0; i < self->sets->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("Set %u", i + 1);

      format_set (g_ptr_array_index (self->sets, i), file, group);
    }
  return g_key_file_to_data (file, NULL, NULL);
}
