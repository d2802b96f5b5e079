/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The probe of networks on MNIST against figures that an independent program computed in double
 * precision. */
#include <math.h>
#include <string.h>

#include "normlab-probe.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

/* How far a figure may be off. */
#define TOLERANCE 0.001

static NormlabHyperparameter
find_hyperparameter (const char *key)
{
  for (guint h = 0; h < NORMLAB_N_HYPERPARAMETERS; h++)
    if (g_str_equal (normlab_hyperparameter_get_key (h), key))
      return h;
  g_error ("no hyperparameter \"%s\"", key);
}

/* What "inspect" was asked for: its options, in turns a name and a value. */
static NormlabRecipe
parse_options (const char *text, guint *at)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_auto (GStrv) words = g_strsplit (text, " ", 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (words) % 2, ==, 0);
  for (guint i = 0; words[i] != NULL; i += 2)
    {
      if (g_str_equal (words[i], "--at"))
        *at = (guint) g_ascii_strtoull (words[i + 1], NULL, 10);
      else if (g_str_equal (words[i], "--iterations"))
        recipe.iterations = (guint) g_ascii_strtoull (words[i + 1], NULL, 10);
      else if (g_str_equal (words[i], "--normalization"))
        recipe.normalization = g_str_equal (words[i + 1], "batch");
      else
        {
          g_assert_true (normlab_recipe_set (
              &recipe, find_hyperparameter (words[i] + strlen ("--")), words[i + 1], &error));
          g_assert_no_error (error);
        }
    }
  return recipe;
}

static double
get_quantity (const NormlabProbeLayer *layer, const char *name)
{
  const struct
  {
    const char *name;
    float value;
  } quantities[] = {
    { "beta_mean", layer->beta.mean },
    { "dead", layer->dead },
    { "gamma_mean", layer->gamma.mean },
    { "gradient_norm", layer->gradient_norm },
    { "out_mean", layer->out_mean },
    { "out_std", layer->out_std },
    { "pre_mean", layer->pre_mean },
    { "pre_std", layer->pre_std },
    { "running_mean_mean", layer->running_mean.mean },
    { "running_variance_mean", layer->running_variance.mean },
    { "update_ratio", layer->update_ratio },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quantities); i++)
    if (g_str_equal (quantities[i].name, name))
      return (double) quantities[i].value;
  g_error ("no quantity \"%s\"", name);
}

/* step,layer,quantity,value */
static guint
check_figures (const NormlabProbe *probe, const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", 0);
  guint n = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 0);
      double expected;
      guint layer;

      g_assert_cmpuint (g_strv_length (fields), ==, 4);
      g_assert_cmpuint (g_ascii_strtoull (fields[0], NULL, 10), ==, probe->step);
      layer = (guint) g_ascii_strtoull (fields[1], NULL, 10);
      g_assert_cmpuint (layer, >=, 1);
      g_assert_cmpuint (layer, <=, probe->n_layers);
      expected = g_ascii_strtod (fields[3], NULL);
      g_test_message ("%s", lines[i]);
      g_assert_cmpfloat_with_epsilon (get_quantity (&probe->layers[layer - 1], fields[2]), expected,
                                      TOLERANCE * MAX (fabs (expected), 0.01));
      n++;
    }
  return n;
}

static char *
read_file (const char *folder, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (contents);
}

static guint
check_file (NormlabDataset *dataset, const char *folder, const char *name)
{
  g_autofree char *options = read_file (folder, name, ".options");
  g_autofree char *csv = read_file (folder, name, ".csv");
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (NormlabProbe) probe = NULL;
  g_autoptr (GError) error = NULL;
  NormlabScratch scratch = { 0 };
  NormlabRecipe recipe;
  guint at = 0, n;

  g_test_message ("%s: %s", name, options);
  recipe = parse_options (options, &at);
  g_assert_cmpuint (at, >, 1);
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error);
  g_assert_no_error (error);
  normlab_trainer_advance (trainer, at - 1, &scratch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (normlab_trainer_advance_with_probe (trainer, &probe, &scratch, NULL, &error), ==,
                   NORMLAB_TRAINER_OK);
  n = check_figures (probe, csv);
  normlab_scratch_clear (&scratch);
  return n;
}

static void
test_golden (void)
{
  static const char *const names[] = { "inspect-notebook", "inspect-relu", "inspect-tanh-dropout" };
  g_autofree char *folder = normlab_test_shared ("golden2");
  g_autofree char *mnist = folder != NULL ? normlab_test_shared ("mnist") : NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (mnist == NULL)
    return;
  dataset = normlab_dataset_load (mnist, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    n += check_file (dataset, folder, names[i]);
  g_assert_cmpuint (n, >=, 77);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/golden", test_golden);
  return g_test_run ();
}
