/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-picture-file.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#ifdef HAVE_GDK_PIXBUF
#include <gdk-pixbuf/gdk-pixbuf.h>
#endif

#include "normlab-error.h"
#include "normlab-grey.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* What a picture of the largest sides may take, with room for all that it says of itself. */
#define MAX_FILE (4 << 20)
/* Of a PNG: width and height stand in its first chunk. */
#define PNG_HEADER 24
#define PNG_MAGIC 8
/* Of a chunk: how long it is and what it is, and a checksum behind it. */
#define PNG_CHUNK_HEAD 8
#define PNG_CHUNK_SIZE 12

/* What is left of a PNG. */
typedef struct
{
  const guint8 *bytes;
  gsize n;
} Rest;

static void
set_data_error (const char *name, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is a picture that is damaged or cut off"), name);
}

static gboolean
check_sides (const char *name, guint width, guint height, GError **error)
{
  if (width >= 1 && height >= 1 && width <= NORMLAB_PICTURE_MAX_SIDE
      && height <= NORMLAB_PICTURE_MAX_SIDE)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is %u × %u pixels large; pictures may have up to %d × %d"), name, width,
               height, NORMLAB_PICTURE_MAX_SIDE, NORMLAB_PICTURE_MAX_SIDE);
  return FALSE;
}

static guint
get_word (const guint8 *bytes)
{
  return (guint) bytes[0] << 24 | (guint) bytes[1] << 16 | (guint) bytes[2] << 8 | bytes[3];
}

/* Whether a chunk is needed for the pixels: those whose names begin with a capital letter, and what
 * is transparent. */
static gboolean
is_wanted (const guint8 *name)
{
  return (name[0] & 0x20) == 0 || memcmp (name, "tRNS", 4) == 0;
}

/* The PNG without all that it says of itself: each text may be a thousand times as large as it is
 * here, and libpng keeps a thousand of them. */
static GByteArray *
leave_out (const guint8 *bytes, gsize n)
{
  GByteArray *png = g_byte_array_sized_new ((guint) n);
  gsize i = PNG_MAGIC;

  g_byte_array_append (png, bytes, PNG_MAGIC);
  while (n - i >= PNG_CHUNK_SIZE && get_word (bytes + i) <= n - i - PNG_CHUNK_SIZE)
    {
      guint size = get_word (bytes + i) + PNG_CHUNK_SIZE;

      if (is_wanted (bytes + i + PNG_CHUNK_HEAD - 4))
        g_byte_array_append (png, bytes + i, size);
      i += size;
    }
  return png;
}

static cairo_status_t
read_rest (void *closure, unsigned char *data, unsigned int length)
{
  Rest *rest = closure;

  if (length > rest->n)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, rest->bytes, length);
  rest->bytes += length;
  rest->n -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* Whatever the surface has, in 8 bits on white. */
static guint8 *
make_grey (cairo_surface_t *surface, guint width, guint height)
{
  cairo_surface_t *paper
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (paper);
  guint8 *grey = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    {
      const guint8 *row;
      gsize stride = (gsize) cairo_image_surface_get_stride (paper);

      cairo_surface_flush (paper);
      row = cairo_image_surface_get_data (paper);
      grey = g_malloc ((gsize) width * height);
      for (guint y = 0; y < height; y++, row += stride)
        for (guint x = 0; x < width; x++)
          {
            guint32 pixel;

            memcpy (&pixel, row + 4 * x, sizeof pixel);
            grey[y * width + x]
                = normlab_grey (pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
          }
    }
  cairo_destroy (cr);
  cairo_surface_destroy (paper);
  return grey;
}

static guint8 *
read_png (const char *name,
          const guint8 *bytes,
          gsize n,
          guint *width,
          guint *height,
          GError **error)
{
  g_autoptr (GByteArray) png = NULL;
  cairo_surface_t *surface;
  guint8 *grey = NULL;
  Rest rest;

  if (n < PNG_HEADER || memcmp (bytes + 12, "IHDR", 4) != 0)
    {
      set_data_error (name, error);
      return NULL;
    }
  /* Before anything is decoded. */
  *width = get_word (bytes + 16);
  *height = get_word (bytes + 20);
  if (!check_sides (name, *width, *height, error))
    return NULL;
  png = leave_out (bytes, n);
  rest = (Rest){ png->data, png->len };
  surface = cairo_image_surface_create_from_png_stream (read_rest, &rest);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS
      && cairo_image_surface_get_width (surface) == (int) *width
      && cairo_image_surface_get_height (surface) == (int) *height)
    grey = make_grey (surface, *width, *height);
  cairo_surface_destroy (surface);
  if (grey == NULL)
    set_data_error (name, error);
  return grey;
}

#ifdef HAVE_GDK_PIXBUF
/* Before anything is decoded; a loader that is given no size stops. */
static void
on_size (GdkPixbufLoader *loader, int width, int height, guint *sides)
{
  sides[0] = (guint) MAX (width, 0);
  sides[1] = (guint) MAX (height, 0);
  if (sides[0] > NORMLAB_PICTURE_MAX_SIDE || sides[1] > NORMLAB_PICTURE_MAX_SIDE)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static guint8 *
read_jpeg (const char *name,
           const guint8 *bytes,
           gsize n,
           guint *width,
           guint *height,
           GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  guint sides[2] = { 0, 0 };
  GdkPixbuf *pixbuf = NULL;
  guint8 *grey;
  gboolean ok;

  if (loader == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is a JPEG picture, which cannot be read here; convert it to PNG"),
                   name);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), sides);
  ok = gdk_pixbuf_loader_write (loader, bytes, n, NULL);
  ok = gdk_pixbuf_loader_close (loader, NULL) && ok;
  *width = sides[0];
  *height = sides[1];
  if (sides[0] > 0 && !check_sides (name, *width, *height, error))
    return NULL;
  pixbuf = ok ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) != (int) *width
      || gdk_pixbuf_get_height (pixbuf) != (int) *height)
    {
      set_data_error (name, error);
      return NULL;
    }
  grey = g_malloc ((gsize) *width * *height);
  for (guint y = 0; y < *height; y++)
    for (guint x = 0; x < *width; x++)
      {
        const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf)
                              + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf)
                              + (gsize) x * (gsize) gdk_pixbuf_get_n_channels (pixbuf);

        grey[y * *width + x] = normlab_grey (pixel[0], pixel[1], pixel[2]);
      }
  return grey;
}
#else
static guint8 *
read_jpeg (const char *name,
           const guint8 *bytes,
           gsize n,
           guint *width,
           guint *height,
           GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is a JPEG picture, which cannot be read here; convert it to PNG"), name);
  return NULL;
}
#endif

static void
set_other_error (const char *name, const guint8 *bytes, gsize n, GError **error)
{
  const char *what;
  const char *advice;

  if (normlab_magic_find (bytes, n, &what, &advice) == NORMLAB_MAGIC_IMAGE || advice == NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 /* Translators: a file, and "a single image (GIF)" or the like */
                 _("“%s” is %s; pictures must be PNG or JPEG"), name, what);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA, _("“%s” is %s; %s"), name, what,
                 advice);
}

guint8 *
normlab_picture_read (const char *path, guint *width, guint *height, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autofree char *contents = NULL;
  g_autoptr (GError) problem = NULL;
  GStatBuf status;
  const guint8 *bytes;
  gsize n;

  *width = *height = 0;
  /* Neither a pipe that nobody writes to nor a file that fills the memory. */
  if (g_stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > MAX_FILE))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is too large for a picture, or no file"), name);
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &n, &problem))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” cannot be opened: %s"),
                   name, problem->message);
      return NULL;
    }
  bytes = (const guint8 *) contents;
  if (n >= 4 && memcmp (bytes, "\x89PNG", 4) == 0)
    return read_png (name, bytes, n, width, height, error);
  if (n >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return read_jpeg (name, bytes, n, width, height, error);
  set_other_error (name, bytes, n, error);
  return NULL;
}
