/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-certificate-block.h"

/* Certificates in a text, whatever else is in it. */

typedef NormlabCertificateBlock Block;

/* One line of the text, without what mail does to it, as valid UTF-8. */
static char *
clean_line (const char *line, gsize length)
{
  const char *begin = line, *end = line + length;

  while (begin < end && strchr ("> \t\f\v", *begin) != NULL && *begin != '\0')
    begin++;
  while (end > begin && strchr (" \t\r\f\v", end[-1]) != NULL && end[-1] != '\0')
    end--;
  return g_utf8_make_valid (begin, end - begin);
}

/* What a line is to a text in which certificates are. After an error the next one is looked for. */
static gboolean
take_line (Block *self, const char *line, guint number, GPtrArray *certificates, GError **error)
{
  guint begin = self->line;
  NormlabCertificate *certificate;

  if (strcmp (line, NORMLAB_CERTIFICATE_BEGIN) == 0)
    {
      normlab_certificate_block_begin (self, number);
      return begin == 0
             || normlab_certificate_refuse (begin, error, _("the certificate has no end"));
    }
  if (begin == 0)
    return TRUE;
  if (strcmp (line, NORMLAB_CERTIFICATE_END) != 0)
    {
      if (normlab_certificate_block_add (self, line, number, error))
        return TRUE;
      self->line = 0;
      return FALSE;
    }
  certificate = normlab_certificate_block_take (self, error);
  self->line = 0;
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (certificates, certificate);
  return TRUE;
}

static void
parse (Block *self, const char *text, gsize length, GPtrArray *certificates, GPtrArray *problems)
{
  guint number = 1;

  for (const char *begin = text, *end; begin < text + length; begin = end + 1)
    {
      g_autofree char *line = NULL;
      GError *error = NULL;

      for (end = begin; end < text + length && *end != '\n' && *end != '\r';)
        end++;
      line = clean_line (begin, (gsize) (end - begin));
      if (!take_line (self, line, number, certificates, &error))
        g_ptr_array_add (problems, error);
      /* "\r\n" is one end. */
      number += end + 1 >= text + length || *end == '\n' || end[1] != '\n';
    }
}

gboolean
normlab_certificate_is_in (const char *text, gsize length)
{
  return g_strstr_len (text, (gssize) length, NORMLAB_CERTIFICATE_BEGIN) != NULL;
}

GPtrArray *
normlab_certificates_find (const char *text, gsize length, GPtrArray **problems)
{
  GPtrArray *certificates
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_certificate_free);
  Block block = {
    .values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .lines = g_string_new (NULL),
  };
  GError *error = NULL;

  g_return_val_if_fail (text != NULL && problems != NULL, NULL);

  *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  parse (&block, text, length, certificates, *problems);
  if (block.line > 0)
    normlab_certificate_refuse (block.line, &error, _("the certificate has no end"));
  else if (certificates->len == 0 && (*problems)->len == 0)
    normlab_certificate_refuse (1, &error, _("there is no certificate"));
  if (error != NULL)
    g_ptr_array_add (*problems, error);
  g_hash_table_unref (block.values);
  g_string_free (block.lines, TRUE);
  return certificates;
}

GPtrArray *
normlab_certificates_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) certificates = normlab_certificates_find (text, length, &problems);

  g_return_val_if_fail (certificates != NULL, NULL);

  if (problems->len == 0)
    return g_steal_pointer (&certificates);
  g_propagate_error (error, g_error_copy (g_ptr_array_index (problems, 0)));
  return NULL;
}
