/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-fuzz-corpus.h"

#include <string.h>

/* What @line says; NULL where it is no input. */
static GBytes *
parse (const char *line)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = line; *p != '\0'; p++)
    {
      guint8 byte = (guint8) *p;

      if (*p == '\\')
        switch (*++p)
          {
          case 'n':
            byte = '\n';
            break;
          case 't':
            byte = '\t';
            break;
          case '\\':
            break;
          case 'x':
            g_assert_true (g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]));
            byte = (guint8) (16 * g_ascii_xdigit_value (p[1]) + g_ascii_xdigit_value (p[2]));
            p += 2;
            break;
          default:
            g_error ("“%s” is no input of a corpus", line);
          }
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

GPtrArray *
normlab_fuzz_corpus_load (const char *path)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      g_ptr_array_add (inputs, parse (lines[i]));
  return inputs;
}

char *
normlab_fuzz_corpus_format (const guint8 *bytes, gsize n)
{
  GString *line = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (bytes[i] == '\n' || bytes[i] == '\t')
      g_string_append (line, bytes[i] == '\n' ? "\\n" : "\\t");
    else if (bytes[i] == '\\')
      g_string_append (line, "\\\\");
    else if (!g_ascii_isprint (bytes[i]) || (bytes[i] == '#' && i == 0)
             || (bytes[i] == ' ' && i + 1 == n))
      g_string_append_printf (line, "\\x%02x", bytes[i]);
    else
      g_string_append_c (line, (char) bytes[i]);
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}
