/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-output.h"
#include "normlab-results.h"

static NormlabPageSnapshot *
create_snapshot (NormlabWindow *self, NormlabPagePurpose purpose)
{
  return normlab_page_create_snapshot (normlab_pages_get_visible_page (self->pages), purpose);
}

/* As it was when somebody asked for it. */
static void
on_chart_chosen (NormlabWindow *self, const char *chosen)
{
  g_autoptr (NormlabPageSnapshot) snapshot = g_steal_pointer (&self->exporting);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = normlab_window_complete_path (chosen, ".png", &error);

  if (path != NULL)
    normlab_exporter_write (self->exporter, snapshot, path, &error);
  normlab_window_report (self, path != NULL ? path : chosen, error);
}

static void
on_results_chosen (NormlabWindow *self, const char *chosen)
{
  g_autoptr (GPtrArray) runs = normlab_lab_create_run_array (self->lab);
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = normlab_results_to_csv (runs);
  g_autofree char *path = normlab_window_complete_path (chosen, ".csv", &error);

  if (path != NULL)
    normlab_output_write (path, csv, -1, &error);
  normlab_window_report (self, path != NULL ? path : chosen, error);
}

static void
on_export_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.png", "*.svg", "*.pdf", NULL };
  NormlabWindow *self = user_data;
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;
  g_clear_object (&self->exporting);
  self->exporting = create_snapshot (self, NORMLAB_PAGE_PURPOSE_FILE);
  name = g_strconcat (normlab_page_snapshot_get_stem (self->exporting), ".png", NULL);
  normlab_window_choose (self, _("Export the Chart"), GTK_FILE_CHOOSER_ACTION_SAVE, name,
                         _("Pictures (PNG, SVG, PDF)"), patterns, on_chart_chosen);
}

static void
on_export_results (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.csv", NULL };

  /* Translators: the proposed name of a file; its ending must stay */
  normlab_window_choose (user_data, _("Export the Results"), GTK_FILE_CHOOSER_ACTION_SAVE,
                         _("results.csv"), _("Tables (CSV)"), patterns, on_results_chosen);
}

static void
on_copy_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (NormlabPageSnapshot) snapshot = create_snapshot (self, NORMLAB_PAGE_PURPOSE_CLIPBOARD);
  g_autoptr (GdkTexture) texture = normlab_exporter_create_texture (self->exporter, snapshot);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  normlab_toast_show (self->toast, _("The chart has been copied"), NULL, NULL);
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (NormlabPageSnapshot) snapshot = create_snapshot (self, NORMLAB_PAGE_PURPOSE_PAPER);

  normlab_exporter_print (self->exporter, snapshot, GTK_WINDOW (self));
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
  self->exporter = normlab_exporter_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->exporter, "failed", G_CALLBACK (normlab_window_complain), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::has-content", G_CALLBACK (on_content_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_content_changed (self);
  on_runs_changed (self);
}
