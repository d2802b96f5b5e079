/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-output.h"
#include "normlab-picture-metadata.h"

/* Pixels of a PNG to one of the picture. */
#define PNG_SCALE 2
/* Points of a PDF to one pixel. */
#define PDF_SCALE 0.75
/* Bytes that fonts and a picture take; Cairo and Pango end the program where there are none. */
#define FONT_MEMORY ((guint64) 48 << 20)
/* Threads that Pango has at the same time. */
#define N_FONT_THREADS 3

void
normlab_picture_draw (const NormlabPicture *self, cairo_t *cr, double width, double height)
{
  g_return_if_fail (self != NULL && self->draw != NULL);
  g_return_if_fail (width >= 1 && height >= 1);

  self->draw (self->data, cr, width, height);
}

/* Files */

typedef GByteArray *(*Writer) (const NormlabPicture *self, cairo_status_t *status);

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws on @surface, closes it and returns how that went. */
static cairo_status_t
draw_on (cairo_surface_t *surface, double scale, const NormlabPicture *self)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  normlab_picture_draw (self, cr, self->width, self->height);
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

/* What files say of it; NULL for nothing. */
static char *
create_description (const NormlabPicture *self)
{
  if (self->caption == NULL || self->details == NULL)
    return g_strdup (self->caption != NULL ? self->caption : self->details);
  return g_strconcat (self->caption, "\n\n", self->details, NULL);
}

static GByteArray *
write_svg (const NormlabPicture *self, cairo_status_t *status)
{
  g_autofree char *description = create_description (self);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_svg_surface_create_for_stream (append_bytes, bytes, self->width, self->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  *status = draw_on (surface, 1, self);
  *status = finish (surface, *status);
  normlab_picture_metadata_write_svg (bytes, self->title, description);
  return bytes;
}

static GByteArray *
write_pdf (const NormlabPicture *self, cairo_status_t *status)
{
  g_autofree char *description = create_description (self);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_bytes, bytes, self->width * PDF_SCALE, self->height * PDF_SCALE);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Normlab " PACKAGE_VERSION);
  if (self->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  if (description != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  *status = draw_on (surface, PDF_SCALE, self);
  *status = finish (surface, *status);
  return bytes;
}

static GByteArray *
write_png (const NormlabPicture *self, cairo_status_t *status)
{
  g_autofree char *description = create_description (self);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (self->width * PNG_SCALE), (int) (self->height * PNG_SCALE));

  *status = draw_on (surface, PNG_SCALE, self);
  if (*status == CAIRO_STATUS_SUCCESS)
    *status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  *status = finish (surface, *status);
  normlab_picture_metadata_write_png (bytes, self->title, description, PNG_SCALE);
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
normlab_picture_export_check (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return find_writer (path, error) != NULL;
}

static gpointer
wait_for_end (gpointer data)
{
  GMutex *mutex = data;

  g_mutex_lock (mutex);
  g_mutex_unlock (mutex);
  return NULL;
}

/* Pango finds its fonts in threads, and ends the program where it gets none. */
static gboolean
check_threads (const char *path, GError **error)
{
  GThread *threads[N_FONT_THREADS];
  GMutex mutex;
  guint n = 0;

  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  while (n < N_FONT_THREADS
         && (threads[n] = g_thread_try_new ("fonts", wait_for_end, &mutex, NULL)) != NULL)
    n++;
  g_mutex_unlock (&mutex);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
  g_mutex_clear (&mutex);
  if (n == N_FONT_THREADS)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("The chart “%s” cannot be drawn: the system has too few threads left for it"),
               path);
  return FALSE;
}

gboolean
normlab_picture_export (const NormlabPicture *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;
  Writer write;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (self->width >= 1 && self->height >= 1, FALSE);

  write = find_writer (path, error);
  if (write == NULL || !normlab_memory_check (FONT_MEMORY, path, error)
      || !check_threads (path, error))
    return FALSE;

  bytes = write (self, &status);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("The chart “%s” cannot be drawn at %.0f × %.0f pixels: %s"), path,
                   self->width, self->height, cairo_status_to_string (status));
      return FALSE;
    }
  return normlab_output_write (path, (const char *) bytes->data, bytes->len, error);
}
