/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-csv-field.h"

#include <math.h>
#include <string.h>

/* A number has fewer characters. */
#define MAX_NUMBER 64

char
normlab_csv_find_separator (const char *line)
{
  static const char separators[] = "\t;,| ";
  char found = '\0';

  for (guint i = 0; separators[i] != '\0' && found == '\0'; i++)
    {
      const char *p = line + (*line == ' ');

      while (*p != separators[i] && *p != '\n')
        p++;
      if (*p == separators[i])
        found = separators[i];
    }
  return found;
}

/* Where the field ends: at a separator or at the end of the line. */
static const char *
find_end (const char *p, char separator)
{
  gboolean quoted = FALSE;

  for (; *p != '\n' && (quoted || *p != separator); p++)
    if (*p == '"')
      quoted = !quoted;
  return p;
}

/* Behind a field; blanks that separate may be several. */
static const char *
skip_separator (const char *end, char separator)
{
  const char *p = end;

  if (*p == '\n')
    return p;
  p++;
  while (separator == ' ' && *p == ' ')
    p++;
  return p;
}

guint
normlab_csv_count_fields (const char *line, char separator)
{
  const char *p = line + (separator == ' ' ? strspn (line, " ") : 0);
  guint n = 1;

  for (p = find_end (p, separator); *p != '\n'; p = find_end (p, separator))
    {
      p = skip_separator (p, separator);
      /* Blanks at the end of a line separate nothing. */
      if (separator != ' ' || *p != '\n')
        n++;
    }
  return n;
}

char *
normlab_csv_take_text (const char **p, char separator)
{
  const char *end = find_end (*p, separator);
  char *text = g_strstrip (g_strndup (*p, (gsize) (end - *p)));
  gsize n = strlen (text);

  *p = skip_separator (end, separator);
  if (n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n - 1] == text[0])
    {
      text[n - 1] = '\0';
      memmove (text, text + 1, n - 1);
      g_strstrip (text);
    }
  return text;
}

gboolean
normlab_csv_take_number (const char **p, char separator, double *value, gboolean *fraction)
{
  const char *next = *p;
  const char *end = find_end (*p, separator);
  g_autofree char *text = NULL;
  char *rest;

  if (end - *p > MAX_NUMBER)
    return FALSE;
  text = normlab_csv_take_text (&next, separator);
  if (separator != ',' || **p == '"')
    g_strdelimit (text, ",", '.');
  /* Neither hexadecimal numbers nor words. */
  if (*text == '\0' || text[strspn (text, "0123456789+-.eE")] != '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &rest);
  if (*rest != '\0' || !isfinite (*value))
    return FALSE;
  *fraction |= strpbrk (text, ".eE") != NULL;
  *p = next;
  return TRUE;
}

guint
normlab_csv_take_bytes (const char **p, char separator, guint8 *bytes, guint n, guint *greatest)
{
  const char *q = *p;
  guint most = *greatest;
  guint i;

  for (i = 0; i < n; i++)
    {
      const char *field = q;
      guint value = (guint) (*q++ - '0');
      guint digit;

      if (value > 9)
        {
          q = field;
          break;
        }
      digit = (guint) (*q - '0');
      if (digit <= 9)
        {
          value = 10 * value + digit;
          digit = (guint) (*++q - '0');
          if (digit <= 9)
            {
              value = 10 * value + digit;
              q++;
            }
        }
      /* The last field of a line has no separator behind it. */
      if (*q == separator)
        q++;
      else if (*q != '\n')
        {
          q = field;
          break;
        }
      if (value > 255 || (separator == ' ' && *q == ' '))
        {
          q = field;
          break;
        }
      bytes[i] = (guint8) value;
      most = MAX (most, value);
      if (*q == '\n')
        {
          i++;
          break;
        }
    }
  *p = q;
  *greatest = most;
  return i;
}
