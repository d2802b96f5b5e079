/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-inspect-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-text.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-text.h"

void
normlab_cli_inspect_options_init (NormlabCliInspectOptions *self)
{
  memset (self, 0, sizeof *self);
  normlab_cli_recipe_options_init (&self->recipe);
  self->steps = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
normlab_cli_inspect_options_clear (NormlabCliInspectOptions *self)
{
  normlab_cli_recipe_options_clear (&self->recipe);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->csv, g_free);
  g_clear_pointer (&self->histograms, g_free);
  g_clear_pointer (&self->confusion, g_free);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->script, g_free);
}

/* Where it belongs among those that are there. */
static void
add_step (GArray *steps, guint step)
{
  guint i = 0;

  while (i < steps->len && g_array_index (steps, guint, i) < step)
    i++;
  if (i == steps->len || g_array_index (steps, guint, i) != step)
    g_array_insert_val (steps, i, step);
}

static gboolean
set_at (gpointer place, const char *name, const char *value, GError **error)
{
  guint step;

  if (!normlab_text_to_uint (value, 0, NORMLAB_MAX_ITERATIONS, &step))
    {
      g_autofree char *quoted = normlab_text_for_message (value, -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--at: “%s” is not a whole number from 0 to %u"), quoted,
                   NORMLAB_MAX_ITERATIONS);
      return FALSE;
    }
  add_step (*(GArray **) place, step);
  return TRUE;
}

/* clang-format off */
static const NormlabCliOption table[] = {
  NORMLAB_CLI_RECIPE_OPTIONS (NORMLAB_CLI_RECIPE (NormlabCliInspectOptions, recipe)),
  { .help = N_("What is looked at") },
  { "at", 0, N_("STEP"), FALSE, set_at, G_STRUCT_OFFSET (NormlabCliInspectOptions, steps),
    N_("Look into this step, from 0, which is before the first one, to the iterations; may be "
        "repeated."),
    N_("the last step"), "--at 0 --at 100 --at 1000" },
  { "smoothness", 0, NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliInspectOptions, smoothness),
    N_("Measure how smooth the loss is around the weights: at ½, 1, 2 and 4 times a step along the "
        "gradient, how much loss and gradient change."),
    N_("off"), "--smoothness" },
  { "autopsy", 0, NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliInspectOptions, autopsy),
    N_("Tell why a run diverges: the first number that is not finite, what it was made from, and "
        "how large all numbers were in the last ten steps."),
    N_("off"), "--autopsy --batch-norm off --learning-rate 1e6" },
  { .help = N_("Data and machine") },
  NORMLAB_CLI_DATA_OPTION (NormlabCliInspectOptions, recipe),
  NORMLAB_CLI_THREADS_OPTION (NormlabCliInspectOptions, n_threads),
  { .help = N_("Results") },
  { "csv", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliInspectOptions, csv),
    N_("Write every quantity of every layer as CSV; - is standard output, and the table then goes "
        "to standard error."),
    N_("not written"), "--csv layers.csv" },
  { "histograms", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliInspectOptions, histograms),
    N_("Write how pre-activations and activations of each layer are distributed, as CSV; - is "
        "standard output."),
    N_("not written"), "--histograms histograms.csv" },
  { "confusion", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (NormlabCliInspectOptions, confusion),
    N_("Write how many test images of each class are taken for which, as CSV; - is standard "
        "output."),
    N_("not written"), "--confusion confusion.csv" },
  { "weights", 0, N_("FILE.npz"), TRUE, NORMLAB_CLI_ONCE (NormlabCliInspectOptions, weights),
    N_("Save weights, biases and what normalization has of one run after one step, for NumPy."),
    N_("not saved"), "--at 500 --weights weights.npz" },
  { "script", 0, N_("FILE.py"), TRUE, NORMLAB_CLI_ONCE (NormlabCliInspectOptions, script),
    N_("Write a short NumPy program that trains the same run and prints its curve."),
    N_("not written"), "--script run.py" },
  { "quiet", 'q', NULL, FALSE, NORMLAB_CLI_SWITCH (NormlabCliInspectOptions, quiet),
    N_("Print nothing but errors, and the CSV where it goes to standard output."),
    N_("off"), "--quiet --csv -" },
  NORMLAB_CLI_HELP_OPTION (NormlabCliInspectOptions, help),
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("What batch normalization does to the layers of the deep network, at three moments:"),
    "normlab-cli inspect --hidden 40,30,20 --batch-norm on --batch-norm off --at 1 --at 100 "
    "--at 1000" },
  { N_("The weights after 500 steps, for NumPy:"),
    "normlab-cli inspect --at 500 --weights weights.npz" },
  { N_("The same run without this program:"),
    "normlab-cli inspect --data ~/mnist --activation relu --init he --script relu.py" },
};

/* The name of the second file that would go to standard output, or NULL. */
static const char *
find_second_output (const NormlabCliInspectOptions *self)
{
  const char *const names[] = { "csv", "histograms", "confusion" };
  const char *const paths[] = { self->csv, self->histograms, self->confusion };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (g_strcmp0 (paths[i], "-") == 0 && n++ > 0)
      return names[i];
  return NULL;
}

gboolean
normlab_cli_inspect_options_parse (NormlabCliInspectOptions *self,
                                   char ***arguments,
                                   GError **error)
{
  const char *second;

  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, self, error))
    return FALSE;
  if (self->help)
    return TRUE;
  if ((*arguments)[0] != NULL && (*arguments)[1] != NULL)
    {
      g_autofree char *quoted = normlab_text_for_message ((*arguments)[1], -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("“%s” is not an option, and inspect takes nothing else"), quoted);
      return FALSE;
    }
  second = find_second_output (self);
  if (second != NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s: something else goes to standard output already"), second);
      return FALSE;
    }
  return normlab_cli_recipe_options_check (&self->recipe, error);
}

/* What is of one run only. */
static gboolean
check_single (const char *name, guint n_runs, GError **error)
{
  if (n_runs == 1)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--%s is for a single run, and the options combine to %u"), name, n_runs);
  return FALSE;
}

static gboolean
check_steps (const NormlabCliInspectOptions *self, const GArray *recipes, GError **error)
{
  guint last = self->steps->len > 0 ? g_array_index (self->steps, guint, self->steps->len - 1) : 0;

  for (guint i = 0; i < recipes->len; i++)
    {
      guint iterations = g_array_index (recipes, NormlabRecipe, i).iterations;

      if (last <= iterations)
        continue;
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   ngettext ("--at: there is no step %u in a run of %u step",
                             "--at: there is no step %u in a run of %u steps", iterations),
                   last, iterations);
      return FALSE;
    }
  return TRUE;
}

gboolean
normlab_cli_inspect_options_check (const NormlabCliInspectOptions *self,
                                   const GArray *recipes,
                                   GError **error)
{
  if (self->script != NULL && !check_single ("script", recipes->len, error))
    return FALSE;
  if (self->weights != NULL && !check_single ("weights", recipes->len, error))
    return FALSE;
  if (self->weights != NULL && self->steps->len > 1)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--weights is for a single step, and --at names %u"), self->steps->len);
      return FALSE;
    }
  return check_steps (self, recipes, error);
}

NormlabInspect
normlab_cli_inspect_options_get_what (const NormlabCliInspectOptions *self)
{
  return (self->smoothness ? NORMLAB_INSPECT_SMOOTHNESS : 0)
         | (self->confusion != NULL ? NORMLAB_INSPECT_CONFUSION : 0)
         | (self->weights != NULL ? NORMLAB_INSPECT_WEIGHTS : 0);
}

/* Whether steps are looked into because somebody asks for what is found there. */
static gboolean
asks_for_steps (const NormlabCliInspectOptions *self)
{
  return self->csv != NULL || self->histograms != NULL || self->confusion != NULL
         || self->weights != NULL || self->smoothness || self->steps->len > 0;
}

gboolean
normlab_cli_inspect_options_needs_steps (const NormlabCliInspectOptions *self)
{
  return (self->script == NULL && !self->autopsy) || asks_for_steps (self);
}

gboolean
normlab_cli_inspect_options_needs_training (const NormlabCliInspectOptions *self)
{
  return self->autopsy || normlab_cli_inspect_options_needs_steps (self);
}

gboolean
normlab_cli_inspect_options_uses_stdout (const NormlabCliInspectOptions *self)
{
  return g_strcmp0 (self->csv, "-") == 0 || g_strcmp0 (self->histograms, "-") == 0
         || g_strcmp0 (self->confusion, "-") == 0;
}

char *
normlab_cli_inspect_options_get_help (guint width)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n\n", _("Usage: normlab-cli inspect [OPTION…]"));
  normlab_cli_text_append_wrapped (
      help,
      _("Trains small neural networks as “normlab-cli train” does and looks into them at the "
         "steps "
         "that are asked for: what enters and leaves each layer’s activation function, how large "
         "gradients and updates are, what normalization has come to, which digits are taken for "
         "which."),
      0, width);
  normlab_cli_option_append_help (help, table, G_N_ELEMENTS (table), width);
  normlab_cli_option_append_examples (help, examples, G_N_ELEMENTS (examples), width);
  g_string_append_printf (help, "\n%s\n", _("Exit status"));
  normlab_cli_text_append_wrapped (
      help,
      _("0 on success; a step that a run does not reach because it diverges is left out\n"
         "1 on an error in a file, in the data or of the machine\n"
         "2 on a mistake in the command line\n"
         "130 after Ctrl+C, 143 after SIGTERM, 129 after SIGHUP: nothing is written"),
      2, width);
  return g_string_free (help, FALSE);
}
