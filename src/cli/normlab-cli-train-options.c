/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-train-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-text.h"
#include "normlab-error.h"
#include "normlab-picture.h"
#include "normlab-text.h"
#include "normlab-value-text.h"

#define BIT(hyperparameter) (1u << (hyperparameter))

/* What may be changed in an experiment that is given whole. */
#define OVERRIDES                                                                                  \
  (BIT (NORMLAB_HYPERPARAMETER_ITERATIONS) | BIT (NORMLAB_HYPERPARAMETER_INTERVAL)                 \
   | BIT (NORMLAB_HYPERPARAMETER_SEED))

void
normlab_cli_train_options_init (NormlabCliTrainOptions *self)
{
  memset (self, 0, sizeof *self);
  normlab_cli_chart_options_init (&self->chart_options);
  self->grid = normlab_grid_new (&NORMLAB_RECIPE_DEFAULT);
}

void
normlab_cli_train_options_clear (NormlabCliTrainOptions *self)
{
  g_clear_pointer (&self->grid, normlab_grid_free);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->experiment, g_free);
  g_clear_pointer (&self->csv, g_free);
  g_clear_pointer (&self->chart, g_free);
  g_clear_pointer (&self->session, g_free);
  normlab_cli_chart_options_clear (&self->chart_options);
}

static gboolean
add_choice (NormlabCliTrainOptions *self,
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
set_recipe (gpointer target, const char *name, const char *value, GError **error)
{
  NormlabHyperparameter d;
  NormlabValue choice;

  if (!normlab_hyperparameter_find (name, &d))
    g_return_val_if_reached (FALSE);
  return normlab_value_parse (d, value, &choice, error)
         && add_choice (target, d, name, &choice, error);
}

static gboolean
set_normalization (gpointer target, const char *name, const char *value, GError **error)
{
  NormlabValue choice = { NORMLAB_VALUE_WORD };
  NormlabNormalization normalization;

  if (!normlab_normalization_find (value, &normalization))
    {
      g_autofree char *quoted = normlab_text_for_message (value, -1);
      g_autofree char *list = normlab_normalization_list (", ");

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s: “%s” is none of: %s"), name,
                   quoted, list);
      return FALSE;
    }
  choice.word = normalization;
  return add_choice (target, NORMLAB_HYPERPARAMETER_BATCH_NORM, name, &choice, error);
}

static gboolean
set_once (char **place, const char *name, const char *value, GError **error)
{
  if (!normlab_cli_option_once (name, *place, error))
    return FALSE;
  if (*value == '\0')
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s: the value is empty"), name);
      return FALSE;
    }
  *place = g_strdup (value);
  return TRUE;
}

static gboolean
set_data (gpointer target, const char *name, const char *value, GError **error)
{
  return set_once (&((NormlabCliTrainOptions *) target)->data, name, value, error);
}

static gboolean
set_experiment (gpointer target, const char *name, const char *value, GError **error)
{
  return set_once (&((NormlabCliTrainOptions *) target)->experiment, name, value, error);
}

static gboolean
set_csv (gpointer target, const char *name, const char *value, GError **error)
{
  return set_once (&((NormlabCliTrainOptions *) target)->csv, name, value, error);
}

static gboolean
set_session (gpointer target, const char *name, const char *value, GError **error)
{
  return set_once (&((NormlabCliTrainOptions *) target)->session, name, value, error);
}

static gboolean
set_chart (gpointer target, const char *name, const char *value, GError **error)
{
  return set_once (&((NormlabCliTrainOptions *) target)->chart, name, value, error)
         && normlab_picture_export_check (value, error);
}

static gboolean
set_chart_option (gpointer target, const char *name, const char *value, GError **error)
{
  return normlab_cli_chart_options_set (&((NormlabCliTrainOptions *) target)->chart_options, name,
                                        value, error);
}

static gboolean
set_threads (gpointer target, const char *name, const char *value, GError **error)
{
  NormlabCliTrainOptions *self = target;
  g_autofree char *quoted = normlab_text_for_message (value, -1);

  if (!normlab_cli_option_once (name, self->n_threads > 0 ? self : NULL, error))
    return FALSE;
  if (!normlab_text_to_uint (value, 1, NORMLAB_CLI_MAX_THREADS, &self->n_threads))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--threads: “%s” is not a whole number from 1 to %u"), quoted,
                   NORMLAB_CLI_MAX_THREADS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
set_notebook (gpointer target, const char *name, const char *value, GError **error)
{
  ((NormlabCliTrainOptions *) target)->notebook = TRUE;
  return TRUE;
}

static gboolean
set_quiet (gpointer target, const char *name, const char *value, GError **error)
{
  ((NormlabCliTrainOptions *) target)->quiet = TRUE;
  return TRUE;
}

static gboolean
set_help (gpointer target, const char *name, const char *value, GError **error)
{
  ((NormlabCliTrainOptions *) target)->help = TRUE;
  return TRUE;
}

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("Recipe: each option may be repeated; every combination is trained") },
  { "hidden", 0, N_("SIZES"), FALSE, set_recipe,
    /* Translators: "none" is what one types for it */
    N_("Units of each hidden layer: up to 8 numbers from 1 to 2048 with commas between, or none."),
    "40,20", "--hidden 40,30,20" },
  { "batch-norm", 0, "off|on|after|layer", FALSE, set_recipe,
    N_("Batch normalization in each hidden layer, before its activation function or after it; or "
        "layer normalization, before it."),
    "on", "--batch-norm on --batch-norm off" },
  { "normalization", 0, "none|batch|batch-after|layer", FALSE, set_normalization,
    N_("The same as --batch-norm in other words."),
    "batch", "--normalization batch --normalization layer" },
  { "activation", 0, "sigmoid|relu|tanh|leaky-relu|elu|softsign|identity|gelu", FALSE, set_recipe,
    N_("Activation function of the hidden layers."),
    "sigmoid", "--activation relu" },
  { "init", 0,
    /* Translators: all but STD, which is a number, are what one types */
    N_("xavier|he|glorot|glorot-uniform|uniform|STD"), FALSE, set_recipe,
    N_("How the first weights are drawn: with a standard deviation of √(1/inputs), √(2/inputs) or "
        "√(2/(inputs+units)), evenly up to ±√(6/(inputs+units)) or ±√(1/inputs), or with a "
        "standard deviation from 0 to 1000000."),
    "xavier", "--init 0.01" },
  { "optimizer", 0, "sgd|momentum|nesterov|adagrad|rmsprop|adam|adamw", FALSE, set_recipe,
    N_("How the gradient changes the parameters."),
    "sgd", "--optimizer adam" },
  { "learning-rate", 0, N_("RATE"), FALSE, set_recipe,
    N_("Learning rate, a number above 0 and up to 1000000."),
    "0.01", "--learning-rate 0.1" },
  { "batch-size", 0, N_("N"), FALSE, set_recipe,
    N_("Images drawn for each step, 1 to 60000."),
    "100", "--batch-size 32" },
  { "weight-decay", 0, N_("LAMBDA"), FALSE, set_recipe,
    N_("L2 weight decay, a number from 0 to 1000000."),
    "0", "--weight-decay 0.0001" },
  { "dropout", 0, N_("SHARE"), FALSE, set_recipe,
    N_("Share of hidden units left out in each step, from 0 to below 1."),
    "0", "--dropout 0.2" },
  { "update", 0, "all|notebook", FALSE, set_recipe,
    N_("Parameters that learn: all of them, or, as in the notebook, only W1–W3 and b1–b3."),
    "all", "--update notebook" },
  { "iterations", 0, N_("N"), FALSE, set_recipe,
    N_("Steps of training, 1 to 10000000."),
    "1000", "--iterations 5000" },
  { "interval", 0, N_("N"), FALSE, set_recipe,
    N_("Steps from one measurement to the next, 1 to the iterations."),
    N_("10, or the iterations where those are fewer"), "--interval 50" },
  { "seed", 0, N_("N"), FALSE, set_recipe,
    N_("Seed of all random numbers, 0 to 4294967295; the same as np.random.seed(N) in the "
        "notebook."),
    "0", "--seed 0 --seed 1 --seed 2" },
  { .help = N_("Whole experiments: only --iterations, --interval and --seed may be given beside") },
  { "notebook", 0, NULL, FALSE, set_notebook,
    N_("Train the notebook’s five experiments, updating what the notebook updates."),
    N_("off"), "--notebook --seed 42" },
  { "experiment", 0, N_("FILE"), TRUE, set_experiment,
    N_("Train the experiment saved in FILE."),
    N_("none"), "--experiment depth.experiment" },
  { .help = N_("Data and machine") },
  { "data", 0, N_("DIR|builtin"), TRUE, set_data,
    N_("Folder with the four IDX files of a data set such as MNIST, plain or .gz, or the digits "
        "that the program draws itself."),
    "builtin", "--data ~/mnist" },
  { "threads", 0, N_("N"), FALSE, set_threads,
    N_("Threads that train, 1 to 256; no result depends on it."),
    N_("as many as there are processors"), "--threads 4" },
  { .help = N_("Results") },
  { "csv", 0, N_("FILE|-"), TRUE, set_csv,
    N_("Write every measurement of every run as CSV; - is standard output, and the table then "
        "goes to standard error."),
    N_("not written"), "--csv results.csv" },
  { "chart", 0, N_("FILE.svg|.png|.pdf"), TRUE, set_chart,
    N_("Draw all runs; the file’s ending says as what."),
    N_("not drawn"), "--chart results.svg" },
  { "session", 0, N_("FILE.normlab"), TRUE, set_session,
    N_("Save recipes and histories of all runs."),
    N_("not saved"), "--session results.normlab" },
  { "quiet", 'q', NULL, FALSE, set_quiet,
    N_("Print nothing but errors, and the CSV where it goes to standard output."),
    N_("off"), "--quiet --csv -" },
  { "help", 'h', NULL, FALSE, set_help, N_("Show this help and end.") },
  NORMLAB_CLI_CHART_OPTIONS (set_chart_option)
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("The notebook’s five experiments on MNIST, with their curves and their chart:"),
    "normlab-cli train --notebook --data ~/mnist --csv notebook.csv --chart notebook.svg" },
  { N_("Does batch normalization help more in a deeper network? Four runs:"),
    "normlab-cli train --hidden 40,20 --hidden 40,30,20 --batch-norm on --batch-norm off" },
  { N_("The same network with five seeds; only the mean of the last test accuracies matters:"),
    "normlab-cli train --seed 1 --seed 2 --seed 3 --seed 4 --seed 5" },
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
check_combination (NormlabCliTrainOptions *self, GError **error)
{
  const char *chart_option = normlab_cli_chart_options_get_given (&self->chart_options);
  guint extra = self->given & ~OVERRIDES;

  if (self->notebook && self->experiment != NULL)
    return refuse (error, _("--notebook and --experiment exclude each other"));
  if ((self->notebook || self->experiment != NULL) && extra != 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s cannot be given with --%s, which fixes it"),
                   self->given_as[g_bit_nth_lsf (extra, -1)],
                   self->notebook ? "notebook" : "experiment");
      return FALSE;
    }
  if (chart_option != NULL && self->chart == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s needs --chart"),
                   chart_option);
      return FALSE;
    }
  return TRUE;
}

gboolean
normlab_cli_train_options_parse (NormlabCliTrainOptions *self, char ***arguments, GError **error)
{
  self->help = normlab_cli_option_asks_for_help (table, G_N_ELEMENTS (table),
                                                 (const char *const *) *arguments);
  if (self->help)
    return TRUE;
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, self, error))
    return FALSE;
  if (self->help)
    return TRUE;
  if ((*arguments)[0] != NULL && (*arguments)[1] != NULL)
    {
      g_autofree char *quoted = normlab_text_for_message ((*arguments)[1], -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("“%s” is not an option, and train takes nothing else"), quoted);
      return FALSE;
    }
  return check_combination (self, error);
}

char *
normlab_cli_train_options_get_help (guint width)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n\n", _("Usage: normlab-cli train [OPTION…]"));
  normlab_cli_text_append_wrapped (
      help,
      _("Trains small neural networks, many at once, and shows how well each classifies the test "
         "images. The same recipe, seed and data give the same results to the bit, on any machine "
         "and with any number of threads."),
      0, width);
  normlab_cli_option_append_help (help, table, G_N_ELEMENTS (table), width);
  normlab_cli_option_append_examples (help, examples, G_N_ELEMENTS (examples), width);
  g_string_append_printf (help, "\n%s\n", _("Exit status"));
  normlab_cli_text_append_wrapped (
      help,
      _("0 when all runs have ended; one that diverged is a result, not an error\n"
         "1 on an error in a file, in the data or of the machine\n"
         "2 on a mistake in the command line\n"
         "130 after Ctrl+C, 143 after SIGTERM, 129 after SIGHUP: what was measured until then is "
         "written; a second one ends at once"),
      2, width);
  return g_string_free (help, FALSE);
}
