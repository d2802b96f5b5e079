/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-picture-metadata.h"

#include <string.h>
#include <zlib.h>

/* Signature and IHDR: what must come first in a PNG. */
#define PNG_HEAD (8 + 25)
#define PIXELS_PER_METRE (96 / 0.0254)

static void
insert (GByteArray *bytes, gsize at, gconstpointer data, gsize length)
{
  gsize rest = bytes->len - at;

  g_byte_array_set_size (bytes, (guint) (bytes->len + length));
  memmove (bytes->data + at + length, bytes->data + at, rest);
  memcpy (bytes->data + at, data, length);
}

static void
append_element (GString *text, const char *name, const char *content)
{
  g_autofree char *escaped = content != NULL ? g_markup_escape_text (content, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (text, "\n<%s>%s</%s>", name, escaped, name);
}

void
normlab_picture_metadata_write_svg (GByteArray *bytes, const char *title, const char *caption)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *data = (const char *) bytes->data;
  const char *root = g_strstr_len (data, bytes->len, "<svg");
  const char *end = root != NULL ? memchr (root, '>', bytes->len - (gsize) (root - data)) : NULL;

  if (end == NULL)
    return;

  append_element (text, "title", title);
  append_element (text, "desc", caption);
  insert (bytes, (gsize) (end - data) + 1, text->str, text->len);
}

static void
append_number (GByteArray *bytes, guint32 value)
{
  guint32 big_endian = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, 4);
}

static void
append_chunk (GByteArray *bytes, const char *type, const GByteArray *content)
{
  gsize start;

  append_number (bytes, content->len);
  start = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  g_byte_array_append (bytes, content->data, content->len);
  append_number (bytes, (guint32) crc32 (0, bytes->data + start, (uInt) (bytes->len - start)));
}

/* Keyword, not compressed, no language, no translated keyword, UTF-8. */
static void
append_words (GByteArray *bytes, const char *keyword, const char *words)
{
  static const guint8 zeros[5] = { 0 };
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if (words == NULL)
    return;

  g_byte_array_append (content, (const guint8 *) keyword, (guint) strlen (keyword));
  g_byte_array_append (content, zeros, sizeof zeros);
  g_byte_array_append (content, (const guint8 *) words, (guint) strlen (words));
  append_chunk (bytes, "iTXt", content);
}

void
normlab_picture_metadata_write_png (GByteArray *bytes,
                                    const char *title,
                                    const char *caption,
                                    guint scale)
{
  g_autoptr (GByteArray) chunks = g_byte_array_new ();
  g_autoptr (GByteArray) physical = g_byte_array_new ();
  const guint8 metre = 1;

  if (bytes->len < PNG_HEAD)
    return;

  append_number (physical, (guint32) (scale * PIXELS_PER_METRE + 0.5));
  append_number (physical, (guint32) (scale * PIXELS_PER_METRE + 0.5));
  g_byte_array_append (physical, &metre, 1);
  append_chunk (chunks, "pHYs", physical);
  append_words (chunks, "Title", title);
  append_words (chunks, "Description", caption);
  append_words (chunks, "Software", "Normlab " PACKAGE_VERSION);
  insert (bytes, PNG_HEAD, chunks->data, chunks->len);
}
