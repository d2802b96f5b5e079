/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-exporter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-canvas.h"

/* Pixels of a texture to one of the snapshot. */
#define TEXTURE_SCALE 2

/* On paper that is higher than the snapshot, the picture is this much higher at most. */
#define MAX_STRETCH 1.2

struct _NormlabExporter
{
  GObject parent_instance;

  GtkPrintSettings *print_settings; /* NULL until something was printed */
};

G_DEFINE_FINAL_TYPE (NormlabExporter, normlab_exporter, G_TYPE_OBJECT)

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
normlab_exporter_dispose (GObject *object)
{
  g_clear_object (&NORMLAB_EXPORTER (object)->print_settings);

  G_OBJECT_CLASS (normlab_exporter_parent_class)->dispose (object);
}

static void
normlab_exporter_class_init (NormlabExporterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_exporter_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
normlab_exporter_init (NormlabExporter *self)
{
}

NormlabExporter *
normlab_exporter_new (void)
{
  return g_object_new (NORMLAB_TYPE_EXPORTER, NULL);
}

GdkTexture *
normlab_exporter_create_texture (NormlabExporter *self, NormlabPageSnapshot *snapshot)
{
  const NormlabPicture *picture = normlab_page_snapshot_get_picture (snapshot);
  g_autoptr (NormlabChartCanvas) canvas = NULL;
  cairo_t *cr;

  g_return_val_if_fail (NORMLAB_IS_EXPORTER (self), NULL);
  g_return_val_if_fail (picture != NULL, NULL);

  canvas = normlab_chart_canvas_new ((int) ceil (picture->width), (int) ceil (picture->height),
                                     TEXTURE_SCALE);
  cr = normlab_chart_canvas_begin (canvas);
  normlab_picture_draw (picture, cr, picture->width, picture->height);
  cairo_destroy (cr);
  return normlab_chart_canvas_create_texture (canvas);
}

/* Printing */

static void
on_draw_page (NormlabExporter *self,
              GtkPrintContext *context,
              int page,
              GtkPrintOperation *operation)
{
  NormlabPageSnapshot *snapshot = g_object_get_data (G_OBJECT (operation), "snapshot");
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double paper_width = gtk_print_context_get_width (context);
  double paper_height = gtk_print_context_get_height (context);
  const NormlabPicture *picture = normlab_page_snapshot_get_picture (snapshot);
  double scale = MIN (paper_width / picture->width, paper_height / picture->height);

  cairo_scale (cr, scale, scale);
  normlab_picture_draw (picture, cr, paper_width / scale,
                        MIN (paper_height / scale, picture->height * MAX_STRETCH));
}

static void
on_done (NormlabExporter *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_signal_emit (self, signals[FAILED], 0, error->message);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_set_object (&self->print_settings, gtk_print_operation_get_print_settings (operation));
}

GtkPrintOperation *
normlab_exporter_create_print_operation (NormlabExporter *self, NormlabPageSnapshot *snapshot)
{
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();

  g_return_val_if_fail (NORMLAB_IS_EXPORTER (self), NULL);
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (snapshot), NULL);

  operation = gtk_print_operation_new ();
  gtk_page_setup_set_orientation (page, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _("Normlab chart"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (self->print_settings != NULL)
    gtk_print_operation_set_print_settings (operation, self->print_settings);
  g_object_set_data_full (G_OBJECT (operation), "snapshot", g_object_ref (snapshot),
                          g_object_unref);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  return operation;
}

void
normlab_exporter_print (NormlabExporter *self, NormlabPageSnapshot *snapshot, GtkWindow *parent)
{
  g_autoptr (GtkPrintOperation) operation = NULL;

  operation = normlab_exporter_create_print_operation (self, snapshot);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
