/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How lines of a program are written. */

#include "normlab-script-private.h"

#include "normlab-text.h"

void
normlab_script_add (NormlabScript *self, gboolean wanted, guint depth, const char *line)
{
  if (!wanted)
    return;
  for (guint i = 0; i < depth && *line != '\0'; i++)
    g_string_append (self->text, "    ");
  g_string_append (self->text, line);
  g_string_append_c (self->text, '\n');
}

void
normlab_script_add_lines (NormlabScript *self, guint depth, const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);

  for (guint i = 0; all[i] != NULL && all[i + 1] != NULL; i++)
    normlab_script_add (self, TRUE, depth, all[i]);
}

void
normlab_script_add_number (NormlabScript *self, gboolean wanted, const char *name, double value)
{
  g_autofree char *number = normlab_text_from_double (value);
  g_autofree char *line = g_strdup_printf ("%s = %s", name, number);

  normlab_script_add (self, wanted, 0, line);
}

double
normlab_script_get_decay (const NormlabScript *self, const NormlabScriptPhase *phase)
{
  return self->decays_in_loss && !phase->decays_in_loss ? 0 : phase->recipe.weight_decay;
}
