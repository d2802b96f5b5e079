/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PNG and JPEG. */

#include <string.h>
#ifdef HAVE_GDK_PIXBUF
#include <gdk-pixbuf/gdk-pixbuf.h>
#endif

#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"
#include "normlab-picture-file.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) file = normlab_fuzz_wrap (bytes, n);
  guint width = 0, height = 0;
  g_autofree guint8 *grey
      = normlab_picture_read (normlab_fuzz_file (file->data, file->len), &width, &height, &error);

  normlab_fuzz_check (grey, error);
  if (grey == NULL)
    return 0;
  g_assert_cmpuint (width, >=, 1);
  g_assert_cmpuint (width, <=, NORMLAB_PICTURE_MAX_SIDE);
  g_assert_cmpuint (height, >=, 1);
  g_assert_cmpuint (height, <=, NORMLAB_PICTURE_MAX_SIDE);
  return 0;
}

static void
add_png (GPtrArray *seeds, const guint8 *bytes, gsize n)
{
  GByteArray *png = NULL;

  normlab_fuzz_add (seeds, "", bytes, n);
  png = normlab_fuzz_wrap (bytes, n);
  normlab_fuzz_add (seeds, "P", png->data, png->len);
  /* Wider than a picture may be. */
  png->data[18] = 2;
  normlab_fuzz_take (seeds, "P", png);
}

#ifdef HAVE_GDK_PIXBUF
static void
add_jpeg (GPtrArray *seeds, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autofree char *bytes = NULL;
  gsize n;

  gdk_pixbuf_fill (pixbuf, 0x4080c0ff);
  if (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n, "jpeg", NULL, NULL))
    normlab_fuzz_add (seeds, ".", bytes, n);
}
#endif

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const others[] = {
    "",           ".",       ".\x89PNG\r\n\x1a\n", ".GIF89a", ".\xff\xd8\xff", ".<html><body>",
    ".some text", "g\x89PNG"
  };
  static const guint8 pixels[] = { 'p', 3, 2, 1, 0, 50, 100, 150, 200, 255 };

  for (guint kind = 1; kind <= 3; kind++)
    {
      guint8 copy[sizeof pixels];

      memcpy (copy, pixels, sizeof pixels);
      copy[3] = (guint8) kind;
      add_png (seeds, copy, sizeof copy);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    normlab_fuzz_add_text (seeds, others[i]);
#ifdef HAVE_GDK_PIXBUF
  add_jpeg (seeds, 3, 2);
  add_jpeg (seeds, 300, 1);
#endif
}
