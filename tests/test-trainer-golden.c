/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves beyond the notebook, which an independent program computed in double precision from
 * formulas, on MNIST. Each file of options says what was trained; those that need what there is not
 * are left out, and said so. */
#include <math.h>
#include <string.h>

#include "normlab-recipe.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

/* How many there are at least for which there is all that they need. */
#define N_CURVES 11

/* Deeper networks, of narrow layers, make ten million times as much of a difference within ten
 * steps, in double precision too. */
#define STEADY_DEPTH 8
/* As far as rates that differ in the last places of a float lead away from each other, within this
 * factor. */
#define N_NEIGHBOURS 4
#define LEEWAY 2

#define MAX_COLUMNS 8

/* "--normalization" is "batch-norm" in other words. FALSE when there is no such option, or no such
 * value. */
static gboolean
set_option (NormlabRecipe *recipe, NormlabMeasures *measures, const char *option, const char *value)
{
  NormlabHyperparameter hyperparameter;

  if (g_str_equal (option, "--measure"))
    return normlab_measures_parse (value, measures, NULL);
  if (g_str_equal (option, "--normalization"))
    return normlab_normalization_find (value, &recipe->normalization);
  return normlab_hyperparameter_find (option + strlen ("--"), &hyperparameter)
         && normlab_recipe_set (recipe, hyperparameter, value, NULL);
}

static gboolean
parse_options (const char *name, const char *text, NormlabRecipe *recipe, NormlabMeasures *measures)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 0);

  *recipe = NORMLAB_RECIPE_DEFAULT;
  *measures = (NormlabMeasures){ 0 };
  g_assert_cmpuint (g_strv_length (words) % 2, ==, 0);
  for (guint i = 0; words[i] != NULL; i += 2)
    if (!set_option (recipe, measures, words[i], words[i + 1]))
      {
        g_test_message ("%s: left out, for there is no %s %s", name, words[i], words[i + 1]);
        return FALSE;
      }
  return TRUE;
}

/* How far a loss, which grows with it, and an accuracy may be off: functions with a kink, and
 * optimizers that divide by small numbers, make more of rounding. */
static void
get_tolerances (const NormlabRecipe *recipe, double *accuracy, double *loss)
{
  const NormlabActivationInfo *info = normlab_activation_get_info (recipe->activation);
  gboolean rough = isinf (info->max) && recipe->activation != NORMLAB_ACTIVATION_IDENTITY;

  rough = rough || normlab_optimizer_get_info (recipe->optimizer)->n_states == 2;
  *accuracy = rough ? 0.005 : 0.0005;
  *loss = rough ? 0.01 : 2e-5;
}

/* What there is of a sample in a column. */
static double
get_value (const NormlabSample *sample, const char *column)
{
  const struct
  {
    const char *name;
    double value;
  } values[] = {
    { "step", sample->step },
    { "train_accuracy", (double) sample->train_accuracy },
    { "test_accuracy", (double) sample->test_accuracy },
    { "loss", sample->loss },
    { "training_set_accuracy", (double) sample->training_set_accuracy },
    { "training_set_loss", sample->training_set_loss },
    { "test_loss", sample->test_loss },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, column))
      return values[i].value;
  g_assert_not_reached ();
}

/* Networks beside one, as good as the same, and how far they have been from it so far in each
 * column. */
typedef struct
{
  NormlabTrainer *trainers[N_NEIGHBOURS];
  double apart[MAX_COLUMNS];
} Neighbours;

static NormlabTrainer *
create_trainer (const NormlabRecipe *recipe,
                const NormlabMeasures *measures,
                NormlabDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer
      = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, &error);

  g_assert_no_error (error);
  normlab_trainer_set_measures (trainer, measures);
  return trainer;
}

static void
measure (NormlabTrainer *trainer, guint n_steps, NormlabSample *sample, NormlabScratch *scratch)
{
  g_assert_cmpint (normlab_trainer_advance (trainer, n_steps, scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_cmpint (normlab_trainer_measure (trainer, sample, scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
}

static void
neighbours_init (Neighbours *self,
                 const NormlabRecipe *recipe,
                 const NormlabMeasures *measures,
                 NormlabDataset *dataset)
{
  static const double factors[N_NEIGHBOURS] = { 1 - 2e-7, 1 - 1e-7, 1 + 1e-7, 1 + 2e-7 };

  *self = (Neighbours){ 0 };
  for (guint i = 0; i < N_NEIGHBOURS && recipe->n_hidden > STEADY_DEPTH; i++)
    {
      NormlabRecipe neighbour = *recipe;

      neighbour.learning_rate *= factors[i];
      self->trainers[i] = create_trainer (&neighbour, measures, dataset);
    }
}

static void
neighbours_clear (Neighbours *self)
{
  for (guint i = 0; i < N_NEIGHBOURS; i++)
    normlab_trainer_free (self->trainers[i]);
}

static void
neighbours_follow (Neighbours *self,
                   guint n_steps,
                   const NormlabSample *sample,
                   char **columns,
                   NormlabScratch *scratch)
{
  for (guint i = 0; i < N_NEIGHBOURS && self->trainers[i] != NULL; i++)
    {
      NormlabSample other;

      measure (self->trainers[i], n_steps, &other, scratch);
      for (guint c = 0; columns[c] != NULL; c++)
        {
          double apart = fabs (get_value (&other, columns[c]) - get_value (sample, columns[c]));

          if (apart > self->apart[c])
            self->apart[c] = apart;
        }
    }
}

static void
check_sample (const NormlabRecipe *recipe,
              const NormlabSample *sample,
              const Neighbours *neighbours,
              char **columns,
              const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, ",", 0);
  double accuracy, loss;

  get_tolerances (recipe, &accuracy, &loss);
  g_assert_cmpuint (g_strv_length (fields), ==, g_strv_length (columns));
  g_test_message ("%s", line);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      double expected = g_ascii_strtod (fields[i], NULL), value = get_value (sample, columns[i]);

      if (*fields[i] == '\0')
        g_assert_true (isnan (value));
      else if (g_str_equal (columns[i], "step"))
        g_assert_cmpfloat (value, ==, expected);
      else if (g_str_has_suffix (columns[i], "accuracy"))
        g_assert_cmpfloat_with_epsilon (value, expected,
                                        accuracy + LEEWAY * neighbours->apart[i] + 1e-9);
      else
        g_assert_cmpfloat_with_epsilon (value, expected,
                                        loss * MAX (1, expected) + LEEWAY * neighbours->apart[i]);
    }
}

static void
check_curve (const NormlabRecipe *recipe,
             const NormlabMeasures *measures,
             NormlabDataset *dataset,
             const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", 0);
  g_auto (GStrv) columns = g_strsplit (lines[0], ",", 0);
  g_autoptr (NormlabTrainer) trainer = create_trainer (recipe, measures, dataset);
  NormlabScratch scratch = { 0 };
  Neighbours neighbours;
  guint line = 1;

  g_assert_cmpuint (g_strv_length (columns), <=, MAX_COLUMNS);
  neighbours_init (&neighbours, recipe, measures, dataset);
  for (; lines[line] != NULL; line++)
    {
      NormlabSample sample;
      guint n_steps = g_str_has_prefix (lines[line], "0,") ? 0 : recipe->interval;

      measure (trainer, n_steps, &sample, &scratch);
      neighbours_follow (&neighbours, n_steps, &sample, columns, &scratch);
      check_sample (recipe, &sample, &neighbours, columns, lines[line]);
    }
  g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, recipe->iterations);
  neighbours_clear (&neighbours);
  normlab_scratch_clear (&scratch);
}

static char *
read_file (const char *folder, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (contents);
}

static void
test_golden (void)
{
  g_autofree char *folder = normlab_test_shared ("golden2");
  g_autofree char *mnist = folder != NULL ? normlab_test_shared ("mnist") : NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *file;
  guint n = 0;

  if (mnist == NULL)
    return;
  dataset = normlab_dataset_load (mnist, NULL, &error);
  g_assert_no_error (error);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = NULL;
      g_autofree char *options = NULL;
      g_autofree char *csv = NULL;
      NormlabRecipe recipe;
      NormlabMeasures measures;

      /* What "inspect" shows is for test-probe-golden.c. */
      if (!g_str_has_suffix (file, ".options") || g_str_has_prefix (file, "inspect-"))
        continue;
      name = g_strndup (file, strlen (file) - strlen (".options"));
      options = read_file (folder, name, ".options");
      g_test_message ("%s: %s", name, options);
      if (!parse_options (name, options, &recipe, &measures))
        continue;
      csv = read_file (folder, name, ".csv");
      check_curve (&recipe, &measures, dataset, csv);
      n++;
    }
  g_assert_cmpuint (n, >=, N_CURVES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer-golden/curves", test_golden);
  return g_test_run ();
}
