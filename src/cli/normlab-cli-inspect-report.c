/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-inspect-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-autopsy-words.h"
#include "normlab-cli-inspector.h"
#include "normlab-cli-table.h"

/* Few digits say enough, as all of them stand in the CSV. */
static char *
format (const char *digits, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value > 0 ? "∞" : "−∞");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, digits, value));
}

static void
add_number (NormlabCliTable *table, gboolean applies, double value)
{
  g_autofree char *text = format ("%.3g", value);

  normlab_cli_table_add (table, applies ? text : "–");
}

static void
add_spread (NormlabCliTable *table, gboolean applies, double mean, double std)
{
  /* What rounding leaves of a mean that is 0 says nothing. */
  g_autofree char *mean_text = format ("%.3g", fabs (mean) < 1e-6 * std ? 0 : mean);
  g_autofree char *std_text = format ("%.3g", std);
  g_autofree char *text = g_strdup_printf ("%s ± %s", mean_text, std_text);

  normlab_cli_table_add (table, applies ? text : "–");
}

static void
add_percent (NormlabCliTable *table, gboolean applies, double share)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text
      = g_strdup_printf ("%s %%", g_ascii_formatd (buffer, sizeof buffer, "%.1f", 100 * share));

  normlab_cli_table_add (table, applies ? text : "–");
}

static void
add_layer (NormlabCliTable *table,
           const NormlabCliInspected *run,
           guint number,
           const NormlabInspection *inspection,
           guint i)
{
  const NormlabProbeLayer *layer = &inspection->probe->layers[i];
  const NormlabActivationInfo *info = normlab_activation_get_info (run->recipe.activation);
  gboolean hidden = i < run->recipe.n_hidden;

  normlab_cli_table_add_printf (table, "%u", number);
  normlab_cli_table_add_printf (table, "%u", inspection->step);
  normlab_cli_table_add_printf (table, "%u", i + 1);
  add_spread (table, TRUE, (double) layer->pre_mean, (double) layer->pre_std);
  add_spread (table, hidden, (double) layer->out_mean, (double) layer->out_std);
  add_percent (table, hidden && normlab_activation_is_bounded (info), (double) layer->saturated);
  add_percent (table, hidden && info->can_die, (double) layer->dead);
  add_number (table, TRUE, (double) layer->gradient_norm);
  add_number (table, TRUE, (double) layer->update_ratio);
}

static char *
get_layers (GPtrArray *runs)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("rrrrrrrrr");
  gboolean any = FALSE;

  normlab_cli_table_add (table, "#");
  normlab_cli_table_add (table, _("Step"));
  normlab_cli_table_add (table, _("Layer"));
  /* Translators: heads of columns: mean ± deviation of what enters the activation function, and of
   * what leaves the layer */
  normlab_cli_table_add (table, _("Enters"));
  normlab_cli_table_add (table, _("Leaves"));
  /* Translators: heads of columns: shares of activations at their bounds, and of units that are 0
   * */
  normlab_cli_table_add (table, _("Saturated"));
  normlab_cli_table_add (table, _("Dead"));
  /* Translators: heads of columns: the norm of the gradient, and how much a step changes weights */
  normlab_cli_table_add (table, _("Gradient"));
  normlab_cli_table_add (table, _("Update ratio"));

  for (guint i = 0; i < runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (runs, i);

      for (guint j = 0; j < run->inspections->len; j++)
        {
          const NormlabInspection *inspection = g_ptr_array_index (run->inspections, j);

          /* Before the first step nothing has gone through. */
          for (guint k = 0; k < inspection->probe->n_layers && inspection->step > 0; k++)
            {
              add_layer (table, run, i + 1, inspection, k);
              any = TRUE;
            }
        }
    }
  return any ? normlab_cli_table_to_text (table) : NULL;
}

static void
add_smoothness (NormlabCliTable *table, guint number, const NormlabSmoothness *smoothness)
{
  g_autofree char *low = format ("%.5g", smoothness->loss_low);
  g_autofree char *high = format ("%.5g", smoothness->loss_high);

  normlab_cli_table_add_printf (table, "%u", number);
  normlab_cli_table_add_printf (table, "%u", smoothness->step);
  normlab_cli_table_add_printf (table, "%s–%s", low, high);
  add_number (table, TRUE, smoothness->gradient_change);
  add_number (table, TRUE, smoothness->beta);
}

static char *
get_smoothness (GPtrArray *runs)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("rrrrr");
  gboolean any = FALSE;

  normlab_cli_table_add (table, "#");
  normlab_cli_table_add (table, _("Step"));
  /* Translators: heads of columns: the range of the loss along the gradient, the greatest change of
   * the gradient there */
  normlab_cli_table_add (table, _("Loss along the gradient"));
  normlab_cli_table_add (table, _("Gradient changes by"));
  normlab_cli_table_add (table, "β");
  for (guint i = 0; i < runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (runs, i);

      for (guint j = 0; j < run->inspections->len; j++)
        {
          const NormlabInspection *inspection = g_ptr_array_index (run->inspections, j);

          if (inspection->smoothness == NULL)
            continue;
          add_smoothness (table, i + 1, inspection->smoothness);
          any = TRUE;
        }
    }
  return any ? normlab_cli_table_to_text (table) : NULL;
}

/* What there is to say of each run in words. */
static char *
get_names (GPtrArray *runs, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (runs, i);

      g_string_append_printf (text, "%u  %s", i + 1, (const char *) g_ptr_array_index (names, i));
      if (run->diverged_step > 0)
        {
          g_string_append (text, ": ");
          g_string_append_printf (text, _("diverged at step %u, layer %u"), run->diverged_step,
                                  run->diverged_layer);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
normlab_cli_inspect_report (GPtrArray *runs, GPtrArray *names)
{
  g_autofree char *layers = get_layers (runs);
  g_autofree char *smoothness = get_smoothness (runs);
  g_autofree char *of_runs = get_names (runs, names);

  return g_strconcat (layers != NULL ? layers : "", layers != NULL ? "\n" : "",
                      smoothness != NULL ? smoothness : "", smoothness != NULL ? "\n" : "", of_runs,
                      NULL);
}

static void
append_autopsy (GString *text, const NormlabAutopsy *autopsy)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("rrrrrrr");
  g_autoptr (GPtrArray) cells = normlab_autopsy_list_cells (autopsy);
  g_autofree char *sentence = normlab_autopsy_get_sentence (autopsy);
  g_autofree char *rows = NULL;

  for (guint i = 0; i < cells->len; i++)
    normlab_cli_table_add (table, g_ptr_array_index (cells, i));
  rows = normlab_cli_table_to_text (table);
  g_string_append_printf (text, "%s\n\n%s", sentence, rows);
}

char *
normlab_cli_inspect_report_autopsies (GPtrArray *runs)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const NormlabCliInspected *run = g_ptr_array_index (runs, i);

      if (run->error != NULL)
        continue;
      g_string_append_c (text, '\n');
      if (runs->len > 1)
        g_string_append_printf (text, "%u  ", i + 1);
      if (run->autopsy != NULL)
        append_autopsy (text, run->autopsy);
      else
        g_string_append_printf (text,
                                ngettext ("It does not diverge in %u step.\n",
                                          "It does not diverge in %u steps.\n",
                                          run->recipe.iterations),
                                run->recipe.iterations);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
