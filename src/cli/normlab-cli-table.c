/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-cli-slice.h"
#include "normlab-cli-text.h"
#include "normlab-recipe-names.h"

#define GAP 2

struct _NormlabCliTable
{
  char *alignments;
  guint n_columns;
  GPtrArray *cells; /* row by row */
};

NormlabCliTable *
normlab_cli_table_new (const char *alignments)
{
  NormlabCliTable *self = g_new0 (NormlabCliTable, 1);

  self->alignments = g_strdup (alignments);
  self->n_columns = (guint) strlen (alignments);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
normlab_cli_table_free (NormlabCliTable *self)
{
  g_free (self->alignments);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
normlab_cli_table_add (NormlabCliTable *self, const char *text)
{
  g_ptr_array_add (self->cells, normlab_cli_text_clean (text));
}

void
normlab_cli_table_add_printf (NormlabCliTable *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  normlab_cli_table_add (self, text);
}

char *
normlab_cli_table_to_text (NormlabCliTable *self)
{
  GString *text = g_string_new (NULL);
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  g_assert (self->cells->len % self->n_columns == 0);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint width = normlab_cli_text_width (g_ptr_array_index (self->cells, i));

      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], width);
    }

  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;

      g_string_append_printf (text, "%*s", column > 0 ? GAP : 0, "");
      normlab_cli_text_append_cell (text, g_ptr_array_index (self->cells, i), widths[column],
                                    self->alignments[column] == 'r');
      if (column + 1 < self->n_columns)
        continue;
      while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
normlab_cli_table_get_run_names (const GArray *recipes)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const NormlabRecipe *first = (const NormlabRecipe *) (gpointer) recipes->data;
  guint varying = normlab_recipes_get_varying (first, recipes->len);
  NormlabPrecision precision;

  normlab_precision_init (&precision, first, recipes->len);
  for (guint i = 0; i < recipes->len; i++)
    g_ptr_array_add (names, normlab_recipe_get_name (&first[i], varying, &precision));
  return names;
}

static void
add_number (NormlabCliTable *table, const char *format, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  normlab_cli_table_add (
      table, isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, format, value) : "–");
}

static void
add_state (NormlabCliTable *table, NormlabRun *run)
{
  NormlabRunState state = normlab_run_get_state (run);

  /* Results do not say in which layer. */
  if (state == NORMLAB_RUN_DIVERGED && normlab_run_get_diverged_layer (run) == 0)
    normlab_cli_table_add_printf (table, _("diverged at step %u"), normlab_run_get_step (run));
  else if (state == NORMLAB_RUN_DIVERGED)
    normlab_cli_table_add_printf (table, _("diverged at step %u, layer %u"),
                                  normlab_run_get_step (run), normlab_run_get_diverged_layer (run));
  else if (state == NORMLAB_RUN_STOPPED)
    normlab_cli_table_add_printf (table, _("stopped at step %u"), normlab_run_get_step (run));
  else
    normlab_cli_table_add (table, normlab_run_state_get_label (state));
}

char *
normlab_cli_table_of_runs (GPtrArray *runs, GPtrArray *names, const GArray *numbers)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("rllrrrrr");

  normlab_cli_table_add (table, "#");
  normlab_cli_table_add (table, _("Run"));
  normlab_cli_table_add (table, _("State"));
  /* Translators: the head of a column: the last test accuracy of a run */
  normlab_cli_table_add (table, _("Final"));
  /* Translators: the head of a column: the best test accuracy of a run */
  normlab_cli_table_add (table, _("Best"));
  /* Translators: the head of a column: the mean of the last ten test accuracies of a run */
  normlab_cli_table_add (table, _("Mean of last 10"));
  normlab_cli_table_add (table, _("Seconds"));
  normlab_cli_table_add (table, _("Steps/s"));

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      double seconds = normlab_run_get_seconds (run);
      guint origin = normlab_recipe_get_origin (normlab_run_get_recipe (run));

      normlab_cli_table_add_printf (
          table, "%u",
          1 + (numbers != NULL ? g_array_index (numbers, NormlabCliNumbers, i).recipe : i));
      normlab_cli_table_add (table, g_ptr_array_index (names, i));
      add_state (table, run);
      add_number (table, "%.4f", normlab_run_get_final_accuracy (run));
      add_number (table, "%.4f", normlab_run_get_best_accuracy (run));
      add_number (table, "%.4f", normlab_run_get_mean_accuracy (run));
      add_number (table, "%.2f", seconds);
      add_number (table, "%.0f",
                  seconds > 0.0 ? (normlab_run_get_step (run) - origin) / seconds : NAN);
    }
  return normlab_cli_table_to_text (table);
}
