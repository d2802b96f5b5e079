/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-results-foreign.h"
#include "normlab-results.h"

static NormlabPageSnapshot *
create_snapshot (NormlabWindow *self, NormlabPagePurpose purpose)
{
  return normlab_page_create_snapshot (normlab_pages_get_visible_page (self->pages), purpose);
}

/* What is to be exported: as it was when somebody asked for it. */
typedef struct
{
  NormlabWindow *window;
  NormlabPageSnapshot *snapshot;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_object_unref (export->snapshot);
  g_free (export);
}

/* In a thread: nobody changes a snapshot. */
static gboolean
write_snapshot (const char *path, gpointer data, GError **error)
{
  return normlab_picture_export (normlab_page_snapshot_get_picture (data), path, error);
}

static void
on_chart_chosen (const char *path, gpointer user_data)
{
  Export *export = user_data;

  normlab_writer_write (export->window->writer, path, write_snapshot,
                        g_object_ref (export->snapshot), g_object_unref);
}

static void
on_results_chosen (const char *path, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GPtrArray) runs = normlab_lab_create_run_array (self->lab);

  g_autoptr (GPtrArray) picked = normlab_results_pick (runs);

  if (picked->len < runs->len)
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_free (self->written_path);
      self->written_path = g_strdup (path);
      g_free (self->written_note);
      /* Translators: the name of a file */
      self->written_note = g_strdup_printf (
          _("%s has been written. Runs of other programs are not in it."), name);
    }
  normlab_writer_write_text (self->writer, path, normlab_results_to_csv (picked));
}

static void
on_export_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.png", "*.svg", "*.pdf", NULL };
  const char *const endings[] = { ".png", ".svg", ".pdf", NULL };
  NormlabWindow *self = user_data;
  g_autofree char *name = NULL;
  NormlabFileQuestion question = {
    .title = _("Export the Chart"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .endings = endings,
    .kind = _("Pictures (PNG, SVG, PDF)"),
    .patterns = patterns,
  };
  Export *export;

  if (normlab_file_chooser_is_asking (self->chooser))
    return;
  export = g_new0 (Export, 1);
  export->window = self;
  export->snapshot = create_snapshot (self, NORMLAB_PAGE_PURPOSE_FILE);
  name = g_strconcat (normlab_page_snapshot_get_stem (export->snapshot), ".png", NULL);
  question.name = name;
  normlab_file_chooser_ask (self->chooser, &question, on_chart_chosen, export, free_export);
}

static void
on_export_results (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.csv", NULL };
  const char *const endings[] = { ".csv", NULL };
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Export the Results"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    /* Translators: the proposed name of a file; its ending must stay */
    .name = _("results.csv"),
    .endings = endings,
    .kind = _("Tables (CSV)"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_results_chosen, self, NULL);
}

static void
on_copy_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (NormlabPageSnapshot) snapshot = create_snapshot (self, NORMLAB_PAGE_PURPOSE_CLIPBOARD);
  g_autoptr (GdkTexture) texture = normlab_exporter_create_texture (self->exporter, snapshot);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  normlab_notices_tell (self->notices, _("The chart has been copied"), NULL, NULL);
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (NormlabPageSnapshot) snapshot = create_snapshot (self, NORMLAB_PAGE_PURPOSE_PAPER);

  normlab_exporter_print (self->exporter, snapshot, GTK_WINDOW (self));
}

static void
on_failed (NormlabWindow *self, const char *message)
{
  normlab_notices_complain (self->notices, NULL, message);
}

static const GActionEntry entries[] = {
  { .name = "export-chart", .activate = on_export_chart },
  { .name = "export-results", .activate = on_export_results },
  { .name = "copy-chart", .activate = on_copy_chart },
  { .name = "print", .activate = on_print },
};

static void
set_enabled (NormlabWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

/* There must be something to export: on the page, and of the runs. */

static void
on_content_changed (NormlabWindow *self)
{
  gboolean any = normlab_pages_get_has_content (self->pages);

  set_enabled (self, "export-chart", any);
  set_enabled (self, "copy-chart", any);
  set_enabled (self, "print", any);
}

static void
on_runs_changed (NormlabWindow *self)
{
  set_enabled (self, "export-results",
               g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0);
}

void
normlab_window_export_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->exporter, "failed", G_CALLBACK (on_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::has-content", G_CALLBACK (on_content_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_content_changed (self);
  on_runs_changed (self);
}
