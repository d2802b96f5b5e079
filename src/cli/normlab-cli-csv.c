/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-cli-csv.h"

#include <string.h>

#include "normlab-cli-slice.h"
#include "normlab-cli.h"
#include "normlab-output.h"
#include "normlab-results-foreign.h"
#include "normlab-results.h"

struct _NormlabCliCsv
{
  char *path;      /* nullable */
  GPtrArray *runs; /* borrowed */
  GArray *numbers; /* nullable */
  gboolean condenses;
  gboolean is_part;
  guint n_written;       /* of the runs */
  GString *text;         /* that waits to be written */
  NormlabOutput *output; /* NULL for standard output, and when it cannot be written */
  GError *error;         /* nullable: why not */
};

static gboolean
is_standard_output (const NormlabCliCsv *self)
{
  return strcmp (self->path, "-") == 0;
}

NormlabCliCsv *
normlab_cli_csv_new (const char *path, GPtrArray *runs, GArray *numbers, gboolean condenses)
{
  NormlabCliCsv *self = g_new0 (NormlabCliCsv, 1);

  self->path = g_strdup (path);
  self->runs = runs;
  self->numbers = numbers != NULL ? g_array_ref (numbers) : NULL;
  self->condenses = condenses;
  self->text = g_string_new (NULL);
  if (path == NULL)
    return self;
  if (normlab_results_are_foreign (runs))
    {
      normlab_results_append_foreign (self->text, runs);
      self->n_written = runs->len;
    }
  else
    normlab_results_append_header (self->text);
  if (!is_standard_output (self))
    self->output = normlab_output_begin (path, &self->error);
  return self;
}

void
normlab_cli_csv_free (NormlabCliCsv *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_string_free (self->text, TRUE);
  normlab_output_free (self->output);
  g_clear_error (&self->error);
  g_free (self);
}

static void
write_text (NormlabCliCsv *self)
{
  if (self->output == NULL || self->text->len == 0)
    return;
  if (!normlab_output_append (self->output, self->text->str, self->text->len, &self->error))
    g_clear_pointer (&self->output, normlab_output_free);
  g_string_truncate (self->text, 0);
}

static void
append_run (NormlabCliCsv *self, guint i)
{
  NormlabCliNumbers its;

  if (self->numbers != NULL)
    its = g_array_index (self->numbers, NormlabCliNumbers, i);
  else
    its = (NormlabCliNumbers){ i, normlab_results_find_parent (self->runs, i) };
  normlab_results_append_numbered (self->text, g_ptr_array_index (self->runs, i), its.recipe + 1,
                                   its.parent);
}

void
normlab_cli_csv_update (NormlabCliCsv *self)
{
  for (; self->n_written < self->runs->len; self->n_written++)
    {
      NormlabRun *run = g_ptr_array_index (self->runs, self->n_written);

      if (!normlab_run_state_is_final (normlab_run_get_state (run)))
        break;
      if (self->path != NULL && self->error == NULL)
        append_run (self, self->n_written);
      if (self->condenses)
        normlab_run_condense (run);
    }
  write_text (self);
}

void
normlab_cli_csv_set_is_part (NormlabCliCsv *self)
{
  self->is_part = TRUE;
}

gboolean
normlab_cli_csv_finish (NormlabCliCsv *self, GError **error)
{
  normlab_cli_csv_update (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (self->path == NULL)
    return TRUE;
  if (self->output == NULL)
    return normlab_cli_put_bytes (stdout, self->text->str, self->text->len, error);
  return normlab_output_finish_as (self->output, self->is_part ? ".part" : "", error);
}
