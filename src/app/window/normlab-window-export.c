/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-export.h"
#include "normlab-output.h"
#include "normlab-results.h"

/* Pixels of an exported chart where there is none on screen to take the size from. */
#define MIN_WIDTH 480
#define MIN_HEIGHT 320

/* The chart as it leaves the program: with a caption, until uncaption_chart(). */
static NormlabChartModel *
caption_chart (NormlabWindow *self)
{
  NormlabPlot *plot = normlab_chart_pane_get_plot (self->chart_pane);
  NormlabChartModel *model = normlab_plot_get_model (plot);
  g_autofree char *caption = normlab_plot_get_caption (plot);
  g_autofree char *details = normlab_plot_get_details (plot);

  normlab_chart_model_set_caption (model, caption);
  normlab_chart_model_set_details (model, details);
  return model;
}

static void
uncaption_chart (NormlabChartModel *model)
{
  normlab_chart_model_set_caption (model, NULL);
  normlab_chart_model_set_details (model, NULL);
}

static void
get_size (GtkWidget *view, double *width, double *height)
{
  *width = MAX (gtk_widget_get_width (view), MIN_WIDTH);
  *height = MAX (gtk_widget_get_height (view), MIN_HEIGHT);
}

/* As it is on screen, zoom and all, but in the colours of paper. */
static gboolean
export_chart (NormlabWindow *self, const char *path, GError **error)
{
  NormlabChartView *view = normlab_chart_pane_get_view (self->chart_pane);
  NormlabChartModel *model = caption_chart (self);
  NormlabChartScale x, y;
  gboolean zoomed = normlab_chart_view_get_zoom (view, &x, &y);
  NormlabChartStyle style;
  g_autoptr (NormlabChartLayout) layout = NULL;
  double width, height;
  gboolean ok;

  get_size (GTK_WIDGET (view), &width, &height);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_PRINT);
  layout = normlab_chart_layout_new (model, &style, width, height, zoomed ? &x : NULL,
                                     zoomed ? &y : NULL);
  ok = normlab_chart_export_layout (path, layout, error);
  uncaption_chart (model);
  return ok;
}

static void
on_chart_chosen (NormlabWindow *self, const char *chosen)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = normlab_window_complete_path (chosen, ".png", &error);

  if (path != NULL)
    export_chart (self, path, &error);
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
  NormlabPlot *plot = normlab_chart_pane_get_plot (self->chart_pane);
  gboolean loss = normlab_plot_get_options (plot)->metric == NORMLAB_METRIC_LOSS;

  normlab_window_choose (self, _("Export the Chart"), GTK_FILE_CHOOSER_ACTION_SAVE,
                         /* Translators: the proposed names of a file; their ending must stay */
                         loss ? _("loss.png") : _("accuracy.png"), _("Pictures (PNG, SVG, PDF)"),
                         patterns, on_chart_chosen);
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
  NormlabChartView *view = normlab_chart_pane_get_view (self->chart_pane);
  NormlabChartModel *model = caption_chart (self);
  g_autoptr (GdkTexture) texture = normlab_chart_view_create_texture (view);

  uncaption_chart (model);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  normlab_toast_show (self->toast, _("The chart has been copied"), NULL, NULL);
}

static void
on_draw_page (NormlabWindow *self, GtkPrintContext *context)
{
  GtkWidget *view = GTK_WIDGET (normlab_chart_pane_get_view (self->chart_pane));
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double paper_width = gtk_print_context_get_width (context);
  double paper_height = gtk_print_context_get_height (context);
  NormlabChartModel *model = caption_chart (self);
  double width, height, scale;

  /* As large as the paper lets it be, with text in the proportion that it has on screen. */
  get_size (view, &width, &height);
  scale = MIN (paper_width / width, paper_height / height);
  cairo_scale (cr, scale, scale);
  normlab_chart_view_draw (NORMLAB_CHART_VIEW (view), cr, paper_width / scale,
                           MIN (paper_height / scale, height * 1.2));
  uncaption_chart (model);
}

static void
on_print_done (NormlabWindow *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      normlab_window_complain (self, error->message);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_set_object (&self->print_settings, gtk_print_operation_get_print_settings (operation));
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (page, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _("Normlab chart"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (self->print_settings != NULL)
    gtk_print_operation_set_print_settings (operation, self->print_settings);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self),
                           NULL);
}

static const GActionEntry entries[] = {
  { .name = "export-chart", .activate = on_export_chart },
  { .name = "export-results", .activate = on_export_results },
  { .name = "copy-chart", .activate = on_copy_chart },
  { .name = "print", .activate = on_print },
};

/* There must be something to export. */
static void
on_runs_changed (NormlabWindow *self)
{
  gboolean any = g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name)), any);
}

void
normlab_window_export_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_runs_changed (self);
}
