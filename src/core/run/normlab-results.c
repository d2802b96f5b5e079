/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results.h"

#include <math.h>
#include <string.h>

#include "normlab-text.h"

static void
append_field (GString *csv, const char *field)
{
  g_autofree char *valid = g_utf8_make_valid (field, -1);

  if (strpbrk (valid, ",\"\r\n") == NULL)
    {
      g_string_append (csv, valid);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/* The columns from run to seed, which all rows of a run share; each ends with a comma. */
static char *
format_recipe (NormlabRun *run, guint number)
{
  static const guint8 columns[] = {
    NORMLAB_HYPERPARAMETER_HIDDEN,     NORMLAB_HYPERPARAMETER_BATCH_NORM,
    NORMLAB_HYPERPARAMETER_ACTIVATION, NORMLAB_HYPERPARAMETER_INIT,
    NORMLAB_HYPERPARAMETER_OPTIMIZER,  NORMLAB_HYPERPARAMETER_LEARNING_RATE,
    NORMLAB_HYPERPARAMETER_BATCH_SIZE, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
    NORMLAB_HYPERPARAMETER_DROPOUT,    NORMLAB_HYPERPARAMETER_UPDATE,
    NORMLAB_HYPERPARAMETER_SEED,
  };
  GString *row = g_string_new (NULL);

  g_string_printf (row, "%u,", number);
  append_field (row, normlab_data_id_get_name (normlab_run_get_data (run)));
  g_string_append_c (row, ',');
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text
          = normlab_recipe_get (normlab_run_get_recipe (run), (NormlabHyperparameter) columns[i]);

      append_field (row, text);
      g_string_append_c (row, ',');
    }
  return g_string_free (row, FALSE);
}

/* Nine digits: about what single precision leaves of a loss. */
static void
append_loss (GString *csv, double loss)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (loss))
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.9g", loss));
  else
    g_string_append (csv, isnan (loss) ? "nan" : loss > 0 ? "inf" : "-inf");
}

static void
append_run (GString *csv, NormlabRun *run, guint number)
{
  g_autofree char *recipe = format_recipe (run, number);
  const char *state = normlab_run_state_to_string (normlab_run_get_state (run));
  const NormlabSample *samples = normlab_run_get_samples (run);

  /* A run that ended before its first measurement is a result too. */
  if (normlab_run_get_n_samples (run) == 0
      && normlab_run_state_is_final (normlab_run_get_state (run)))
    g_string_append_printf (csv, "%s%u,,,,%s\r\n", recipe, normlab_run_get_step (run), state);

  for (guint i = 0; i < normlab_run_get_n_samples (run); i++)
    {
      g_autofree char *train = normlab_text_from_float (samples[i].train_accuracy);
      g_autofree char *test = normlab_text_from_float (samples[i].test_accuracy);

      g_string_append (csv, recipe);
      g_string_append_printf (csv, "%u,%s,%s,", samples[i].step, train, test);
      append_loss (csv, samples[i].loss);
      g_string_append_printf (csv, ",%s\r\n", state);
    }
}

char *
normlab_results_to_csv (GPtrArray *runs)
{
  GString *csv;

  g_return_val_if_fail (runs != NULL, NULL);

  csv = g_string_new (NORMLAB_RESULTS_HEADER "\r\n");
  for (guint i = 0; i < runs->len; i++)
    append_run (csv, g_ptr_array_index (runs, i), i + 1);
  return g_string_free (csv, FALSE);
}
