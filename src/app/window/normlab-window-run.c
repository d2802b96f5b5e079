/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-autopsy-window.h"
#include "normlab-file-name.h"
#include "normlab-run-files.h"

/* What is asked for of runs: files for other programs, certificates, and why one diverged. */

/* What was asked for. */
typedef struct
{
  NormlabWindow *window;
  NormlabRunItem *item;
  guint step; /* of the weights */
} Wish;

static Wish *
wish_new (NormlabWindow *window, NormlabRunItem *item, guint step)
{
  Wish *self = g_new (Wish, 1);

  *self = (Wish){ window, g_object_ref (item), step };
  return self;
}

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->item);
  g_free (self);
}

static void
on_weights_chosen (const char *path, gpointer user_data)
{
  const Wish *wish = user_data;
  NormlabWindow *self = wish->window;
  g_autoptr (GError) error = NULL;

  if (!normlab_run_files_save_weights (self->lab, self->writer, wish->item, wish->step, path,
                                       &error))
    normlab_notices_complain (self->notices, NULL, error->message);
}

static void
on_save_weights (NormlabWindow *self, NormlabRunItem *item)
{
  const char *const patterns[] = { "*.npz", NULL };
  const char *const endings[] = { ".npz", NULL };
  guint step = normlab_run_files_get_step (
      normlab_run_item_get_run (item),
      normlab_timeline_get_step (normlab_pages_get_timeline (self->pages)));
  /* Translators: the proposed name of a file: a run's name and a number of steps */
  g_autofree char *subject
      = g_strdup_printf (_("%s, step %u"), normlab_run_item_get_name (item), step);
  g_autofree char *name = normlab_file_name_suggest (subject, endings[0]);
  g_autofree char *title = g_strdup_printf (_("Save the Weights after Step %u"), step);
  const NormlabFileQuestion question = {
    .title = title,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = name,
    .endings = endings,
    .kind = _("Weights for NumPy (NPZ)"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_weights_chosen,
                            wish_new (self, item, step), wish_free);
}

static void
on_script_chosen (const char *path, gpointer user_data)
{
  const Wish *wish = user_data;
  NormlabWindow *self = wish->window;

  g_free (self->written_path);
  self->written_path = g_strdup (path);
  g_free (self->written_note);
  self->written_note = normlab_run_files_describe_script (wish->item, path);
  normlab_run_files_save_script (self->writer, wish->item, path);
}

/* After the writer has told that the file is there. */
static void
on_written (NormlabWindow *self, const char *path, gboolean ok)
{
  if (g_strcmp0 (path, self->written_path) != 0)
    return;
  if (ok && self->written_note != NULL)
    normlab_notices_tell (self->notices, self->written_note, NULL, NULL);
  g_clear_pointer (&self->written_path, g_free);
  g_clear_pointer (&self->written_note, g_free);
}

static void
on_save_script (NormlabWindow *self, NormlabRunItem *item)
{
  const char *const patterns[] = { "*.py", NULL };
  const char *const endings[] = { ".py", NULL };
  g_autofree char *name = normlab_file_name_suggest (normlab_run_item_get_name (item), endings[0]);
  const NormlabFileQuestion question = {
    .title = _("Save the Script"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = name,
    .endings = endings,
    .kind = _("Programs in Python"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_script_chosen, wish_new (self, item, 0),
                            wish_free);
}

static void
on_why_diverged (NormlabWindow *self, NormlabRunItem *item)
{
  gtk_window_present (normlab_autopsy_window_new (GTK_WINDOW (self), self->lab, item));
}

static void
on_copy_certificate (NormlabWindow *self, GPtrArray *items)
{
  normlab_certifier_certify (self->certifier, items);
}

static void
on_certified (NormlabWindow *self, const char *text, const char *message)
{
  if (text == NULL)
    {
      normlab_notices_complain (self->notices, NULL, message);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  normlab_notices_tell (self->notices,
                        _("The certificate is on the clipboard, for “normlab-cli verify”."), NULL,
                        NULL);
}

void
normlab_window_run_init (NormlabWindow *self)
{
  g_signal_connect_object (self->run_table, "save-weights", G_CALLBACK (on_save_weights), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "save-script", G_CALLBACK (on_save_script), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "why-diverged", G_CALLBACK (on_why_diverged), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "copy-certificate", G_CALLBACK (on_copy_certificate),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->certifier, "done", G_CALLBACK (on_certified), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "asked-why", G_CALLBACK (on_why_diverged), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->writer, "written", G_CALLBACK (on_written), self,
                           G_CONNECT_SWAPPED);
}
