/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-autopsy-words.h"
#include "normlab-figure.h"

/* The last steps as a table. */

char *
normlab_autopsy_get_figure (double value)
{
  return value == (double) NORMLAB_VITALS_NONE ? g_strdup ("–") : normlab_figure (value);
}

static void
add_figure (GPtrArray *cells, double value)
{
  g_ptr_array_add (cells, normlab_autopsy_get_figure (value));
}

static void
add_row (GPtrArray *cells, const NormlabVitals *vitals, guint layer)
{
  const NormlabVitalsLayer *l = &vitals->layers[layer];

  g_ptr_array_add (cells, g_strdup_printf ("%u", vitals->step));
  g_ptr_array_add (cells, normlab_figure (vitals->loss));
  g_ptr_array_add (cells, g_strdup_printf ("%u", layer + 1));
  add_figure (cells, (double) l->pre);
  add_figure (cells, (double) l->out);
  add_figure (cells, (double) l->gradient);
  add_figure (cells, (double) l->weight);
}

GPtrArray *
normlab_autopsy_list_cells (const NormlabAutopsy *self)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *const heads[NORMLAB_AUTOPSY_N_COLUMNS] = {
    _("Step"),
    _("Loss"),
    _("Layer"),
    /* Translators: the greatest absolute value of pre-activations, and so on; the norm of a
     * gradient */
    _("|Pre-activation|"),
    _("|Activation|"),
    _("‖Gradient‖"),
    _("|Weight|"),
  };

  for (guint i = 0; i < NORMLAB_AUTOPSY_N_COLUMNS; i++)
    g_ptr_array_add (cells, g_strdup (heads[i]));
  for (guint i = 0; i < self->vitals->len; i++)
    {
      const NormlabVitals *vitals = g_ptr_array_index (self->vitals, i);

      for (guint j = 0; j < vitals->n_layers; j++)
        add_row (cells, vitals, j);
    }
  return cells;
}

char *
normlab_autopsy_to_text (const NormlabAutopsy *self)
{
  g_autoptr (GPtrArray) cells = normlab_autopsy_list_cells (self);
  g_autofree char *sentence = normlab_autopsy_get_sentence (self);
  GString *text = g_string_new (sentence);

  g_string_append (text, "\n\n");
  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (text, "%s%c", (const char *) g_ptr_array_index (cells, i),
                            (i + 1) % NORMLAB_AUTOPSY_N_COLUMNS == 0 ? '\n' : '\t');
  return g_string_free (text, FALSE);
}
