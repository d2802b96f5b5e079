/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-text.h"

#include <math.h>
#include <string.h>

#define MESSAGE_MAX_CHARACTERS 60
#define PATH_MAX_CHARACTERS 120
#define PATH_HEAD_CHARACTERS 30

gboolean
normlab_text_to_uint (const char *text, guint min, guint max, guint *value)
{
  guint64 result = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (*text == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      result = result * 10 + (guint) g_ascii_digit_value (*p);
      if (result > max)
        return FALSE;
    }
  if (result < min)
    return FALSE;

  *value = (guint) result;
  return TRUE;
}

/* Skips digits; counts them, and those that are not 0. */
static const char *
skip_digits (const char *p, guint *n_digits, guint *n_non_zero)
{
  for (; g_ascii_isdigit (*p); p++)
    {
      *n_digits += 1;
      *n_non_zero += *p != '0';
    }
  return p;
}

/* digits [. digits] [e [±] digits], with at least one digit before the exponent. */
static gboolean
is_decimal (const char *text, gboolean *is_zero)
{
  guint n_digits = 0, n_non_zero = 0, n_exponent = 0, unused = 0;
  const char *p = skip_digits (text, &n_digits, &n_non_zero);

  if (*p == '.')
    p = skip_digits (p + 1, &n_digits, &n_non_zero);
  if (n_digits == 0)
    return FALSE;

  *is_zero = n_non_zero == 0;
  if (*p != 'e' && *p != 'E')
    return *p == '\0';
  p++;
  if (*p == '+' || *p == '-')
    p++;
  p = skip_digits (p, &n_exponent, &unused);
  return n_exponent > 0 && *p == '\0';
}

gboolean
normlab_text_to_double (const char *text, double *value)
{
  gboolean is_zero;
  double result;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!is_decimal (text, &is_zero))
    return FALSE;
  result = g_ascii_strtod (text, NULL);
  if (!isfinite (result) || (result == 0.0 && !is_zero))
    return FALSE;

  *value = result;
  return TRUE;
}

/* What is no number: "nan", "inf" or "-inf". */
static const char *
get_name (double value)
{
  return isnan (value) ? "nan" : value > 0 ? "inf" : "-inf";
}

char *
normlab_text_from_double_rounded (double value, guint digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  g_return_val_if_fail (digits >= 1 && digits <= 17, NULL);

  if (!isfinite (value))
    return g_strdup (get_name (value));
  g_snprintf (format, sizeof format, "%%.%ug", digits);
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

/* The number with as many digits as it takes, from @min to @max, until it reads back as it was. */
static char *
from_number (double value, gboolean is_float, guint min, guint max)
{
  if (!isfinite (value))
    return g_strdup (get_name (value));

  for (guint digits = min;; digits++)
    {
      g_autofree char *text = normlab_text_from_double_rounded (value, digits);
      double back = g_ascii_strtod (text, NULL);

      if (digits == max || (is_float ? (float) back == (float) value : back == value))
        return g_steal_pointer (&text);
    }
}

char *
normlab_text_from_double (double value)
{
  return from_number (value, FALSE, 15, 17);
}

char *
normlab_text_from_float (float value)
{
  return from_number ((double) value, TRUE, 6, 9);
}

/* One line of valid UTF-8 without control or formatting characters, of at most @max characters
 * of the text. @rest is set to what was left. */
static char *
escape (const char *text, const char *end, guint max, const char **rest)
{
  GString *message = g_string_new (NULL);
  const char *p = text;

  for (guint n = 0; p < end && n < max; n++)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;

      if (c == '\n' || c == '\t')
        g_string_append (message, c == '\n' ? "\\n" : "\\t");
      else if (valid && g_unichar_isprint (c))
        g_string_append_unichar (message, c);
      else if (!valid || c < 0x80)
        g_string_append_printf (message, "\\x%02x", (guint) (guchar) *p);
      else
        g_string_append_printf (message, "\\u{%04x}", c);
      p += valid ? g_unichar_to_utf8 (c, NULL) : 1;
    }
  *rest = p;
  return g_string_free (message, FALSE);
}

char *
normlab_text_for_message (const char *text, gssize length)
{
  g_autofree char *message = NULL;
  const char *end, *rest;

  g_return_val_if_fail (text != NULL, NULL);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  message = escape (text, end, MESSAGE_MAX_CHARACTERS, &rest);
  return g_strconcat (message, rest < end ? "…" : "", NULL);
}

char *
normlab_text_for_title (const char *text)
{
  /* No character is longer, and none of GLib's functions is to go through more. */
  const gsize max_bytes = 6 * NORMLAB_TEXT_MAX_TITLE;
  g_autofree char *part = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *head = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  part = g_strndup (text, max_bytes);
  valid = g_utf8_make_valid (part, -1);
  if (g_utf8_strlen (valid, -1) <= NORMLAB_TEXT_MAX_TITLE)
    return g_steal_pointer (&valid);
  head = g_utf8_substring (valid, 0, NORMLAB_TEXT_MAX_TITLE - 1);
  return g_strconcat (head, "…", NULL);
}

char *
normlab_text_for_path (const char *path)
{
  g_autofree char *whole = NULL;
  g_autofree char *head = NULL;
  const char *rest;
  glong length;

  g_return_val_if_fail (path != NULL, NULL);

  whole = escape (path, path + strlen (path), G_MAXUINT, &rest);
  length = g_utf8_strlen (whole, -1);
  if (length <= PATH_MAX_CHARACTERS)
    return g_steal_pointer (&whole);

  head = g_utf8_substring (whole, 0, PATH_HEAD_CHARACTERS);
  rest
      = g_utf8_offset_to_pointer (whole, length - (PATH_MAX_CHARACTERS - PATH_HEAD_CHARACTERS - 1));
  return g_strconcat (head, "…", rest, NULL);
}

gboolean
normlab_text_is_plain_word (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);

  return *word != '\0'
         && strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                          "-_./,:=+@%")
                == strlen (word);
}

char *
normlab_text_for_shell (const char *path)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) word = NULL;
  const char *rest;

  g_return_val_if_fail (path != NULL, NULL);

  if (normlab_text_is_plain_word (path))
    return g_strdup (path);
  escaped = escape (path, path + strlen (path), G_MAXUINT, &rest);
  if (strcmp (escaped, path) == 0)
    return g_shell_quote (path);

  word = g_string_new ("$'");
  for (const guchar *p = (const guchar *) path; *p != '\0'; p++)
    if (*p == '\'' || *p == '\\')
      g_string_append_printf (word, "\\%c", *p);
    else if (g_ascii_isprint (*p))
      g_string_append_c (word, (char) *p);
    else
      g_string_append_printf (word, "\\x%02x", *p);
  g_string_append_c (word, '\'');
  return g_string_free (g_steal_pointer (&word), FALSE);
}

void
normlab_text_append_csv_field (GString *csv, const char *field)
{
  g_autofree char *valid = g_utf8_make_valid (field, -1);

  if (strpbrk (valid, ",\"\r\n") == NULL)
    {
      g_string_append (csv, valid);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}
