/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-metadata.h"
#include "normlab-error.h"
#include "normlab-output.h"

/* Pixels of a PNG to one of the chart. */
#define PNG_SCALE 2
/* Points of a PDF to one pixel. */
#define PDF_SCALE 0.75

typedef GByteArray *(*Writer) (const NormlabChartLayout *layout, cairo_status_t *status);

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws on @surface, closes it and returns how that went. */
static cairo_status_t
draw_on (cairo_surface_t *surface, double scale, const NormlabChartLayout *layout)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  normlab_chart_draw_layout (cr, layout);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

static cairo_status_t
finish (cairo_surface_t *surface, cairo_status_t status)
{
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* What files say of the chart; NULL for nothing. */
static char *
create_description (const NormlabChartModel *model)
{
  if (model->caption == NULL || model->details == NULL)
    return g_strdup (model->caption != NULL ? model->caption : model->details);
  return g_strconcat (model->caption, "\n\n", model->details, NULL);
}

static GByteArray *
write_svg (const NormlabChartLayout *layout, cairo_status_t *status)
{
  const NormlabChartModel *model = layout->model;
  g_autofree char *description = create_description (model);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_svg_surface_create_for_stream (append_bytes, bytes, layout->width, layout->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  *status = draw_on (surface, 1, layout);
  *status = finish (surface, *status);
  normlab_chart_metadata_write_svg (bytes, model->title, description);
  return bytes;
}

static GByteArray *
write_pdf (const NormlabChartLayout *layout, cairo_status_t *status)
{
  const NormlabChartModel *model = layout->model;
  g_autofree char *description = create_description (model);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_bytes, bytes, layout->width * PDF_SCALE, layout->height * PDF_SCALE);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Normlab " PACKAGE_VERSION);
  if (model->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, model->title);
  if (description != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  *status = draw_on (surface, PDF_SCALE, layout);
  *status = finish (surface, *status);
  return bytes;
}

static GByteArray *
write_png (const NormlabChartLayout *layout, cairo_status_t *status)
{
  const NormlabChartModel *model = layout->model;
  g_autofree char *description = create_description (model);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (layout->width * PNG_SCALE), (int) (layout->height * PNG_SCALE));

  *status = draw_on (surface, PNG_SCALE, layout);
  if (*status == CAIRO_STATUS_SUCCESS)
    *status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  *status = finish (surface, *status);
  normlab_chart_metadata_write_png (bytes, model->title, description, PNG_SCALE);
  return bytes;
}

static const struct
{
  const char *ending;
  Writer write;
} kinds[] = {
  { ".svg", write_svg },
  { ".pdf", write_pdf },
  { ".png", write_png },
};

static Writer
find_writer (const char *path, GError **error)
{
  const char *dot = strrchr (path, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (dot, kinds[i].ending) == 0)
      return kinds[i].write;

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("The name of the chart “%s” must end in .svg, .pdf or .png"), path);
  return NULL;
}

gboolean
normlab_chart_export_check (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return find_writer (path, error) != NULL;
}

gboolean
normlab_chart_export_layout (const char *path, const NormlabChartLayout *layout, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;
  Writer write;

  g_return_val_if_fail (path != NULL && layout != NULL, FALSE);

  write = find_writer (path, error);
  if (write == NULL)
    return FALSE;

  bytes = write (layout, &status);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("The chart “%s” cannot be drawn at %.0f × %.0f pixels: %s"), path,
                   layout->width, layout->height, cairo_status_to_string (status));
      return FALSE;
    }
  return normlab_output_write (path, (const char *) bytes->data, bytes->len, error);
}

gboolean
normlab_chart_export (const char *path,
                      const NormlabChartModel *model,
                      const NormlabChartStyle *style,
                      double width,
                      double height,
                      GError **error)
{
  g_autoptr (NormlabChartLayout) layout = NULL;

  g_return_val_if_fail (model != NULL && style != NULL, FALSE);
  g_return_val_if_fail (width >= 1 && height >= 1, FALSE);

  layout = normlab_chart_layout_new (model, style, width, height, NULL, NULL);
  return normlab_chart_export_layout (path, layout, error);
}
