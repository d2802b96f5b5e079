/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-number.h"

#include <math.h>
#include <string.h>

/* No number that is meant as one has more characters. */
#define MAX_LENGTH 400
/* Up to here powers of ten, and whole numbers, are exact. */
#define MAX_POWER 22
#define MAX_MANTISSA (G_GUINT64_CONSTANT (1) << 53)

static const double powers[MAX_POWER + 1]
    = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

typedef struct
{
  gboolean negative;
  guint64 mantissa;
  guint n_digits; /* of the mantissa, without zeros before it */
  int exponent;
} Decimal;

static void
add_digit (Decimal *self, char digit, gboolean fraction)
{
  if (self->n_digits == 0 && digit == '0')
    {
      self->exponent -= fraction;
      return;
    }
  self->n_digits++;
  if (self->n_digits > 19)
    return;
  self->mantissa = 10 * self->mantissa + (guint64) (digit - '0');
  self->exponent -= fraction;
}

/* The exponent, if one is complete. */
static const char *
take_exponent (Decimal *self, const char *p, const char *end)
{
  const char *q = p + 1;
  gboolean negative = FALSE;
  int exponent = 0;

  if (p == end || (*p != 'e' && *p != 'E'))
    return p;
  if (q < end && (*q == '+' || *q == '-'))
    negative = *q++ == '-';
  if (q == end || !g_ascii_isdigit (*q))
    return p;
  for (; q < end && g_ascii_isdigit (*q); q++)
    exponent = MIN (10 * exponent + (*q - '0'), 100000);
  self->exponent += negative ? -exponent : exponent;
  return q;
}

static const char *
take_decimal (Decimal *self, const char *p, const char *end)
{
  const char *digits;
  gboolean any;

  if (p < end && (*p == '-' || *p == '+'))
    self->negative = *p++ == '-';
  digits = p;
  for (; p < end && g_ascii_isdigit (*p); p++)
    add_digit (self, *p, FALSE);
  any = p > digits;
  if (p < end && *p == '.')
    {
      digits = ++p;
      for (; p < end && g_ascii_isdigit (*p); p++)
        add_digit (self, *p, TRUE);
      any |= p > digits;
    }
  return any ? take_exponent (self, p, end) : NULL;
}

/* Rounded as the C library does it. */
static double
round_correctly (const char *text, gsize length)
{
  char buffer[MAX_LENGTH + 1];

  memcpy (buffer, text, length);
  buffer[length] = '\0';
  return g_ascii_strtod (buffer, NULL);
}

const char *
normlab_log_number_take (const char *text, const char *end, double *value)
{
  Decimal decimal = { 0 };
  const char *rest = take_decimal (&decimal, text, end);

  if (rest == NULL || rest - text > MAX_LENGTH)
    return NULL;
  /* One operation with exact numbers is rounded correctly. */
  if (decimal.n_digits <= 19 && decimal.mantissa <= MAX_MANTISSA
      && ABS (decimal.exponent) <= MAX_POWER)
    {
      double number = (double) decimal.mantissa;

      number = decimal.exponent < 0 ? number / powers[-decimal.exponent]
                                    : number * powers[decimal.exponent];
      *value = decimal.negative ? -number : number;
    }
  else
    *value = round_correctly (text, (gsize) (rest - text));
  return rest;
}

static gboolean
is_word (const char *text, gsize length, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Minutes and seconds, or hours before them. */
static gboolean
read_time (const char *p, const char *end, double *value)
{
  double seconds = 0;
  guint n_parts = 0;

  for (;; p++)
    {
      const char *part = p;
      double number;

      p = p < end && g_ascii_isdigit (*p) ? normlab_log_number_take (p, end, &number) : NULL;
      if (p == NULL || n_parts == 3 || (n_parts > 0 && number >= 60))
        return FALSE;
      seconds = 60 * seconds + number;
      n_parts++;
      if (p == end)
        break;
      if (*p != ':' || memchr (part, '.', (gsize) (p - part)) != NULL)
        return FALSE;
    }
  *value = seconds;
  return n_parts > 1;
}

/* With a comma before its decimals. */
static gboolean
read_with_comma (const char *text, gsize length, double *value)
{
  char buffer[MAX_LENGTH];
  char *comma;
  const char *rest;

  if (length > MAX_LENGTH || memchr (text, '.', length) != NULL)
    return FALSE;
  memcpy (buffer, text, length);
  comma = memchr (buffer, ',', length);
  if (comma == NULL)
    return FALSE;
  *comma = '.';
  rest = normlab_log_number_take (buffer, buffer + length, value);
  return rest == buffer + length;
}

static NormlabCell
read_word (const char *text, gsize length)
{
  static const char *const none[] = { "NA", "N/A", "<NA>", "None", "null", "-", "--", NULL };
  static const char *const nan[] = { "nan", "-nan", "+nan", NULL };
  static const char *const infinite[]
      = { "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity", NULL };

  if (is_word (text, length, none))
    return NORMLAB_CELL_NONE;
  if (is_word (text, length, nan))
    return NORMLAB_CELL_NAN;
  return is_word (text, length, infinite) ? NORMLAB_CELL_INFINITE : NORMLAB_CELL_TEXT;
}

/* "45.2 %" is 0.452. */
static NormlabCell
read_percent (const char *text, gsize length, gboolean comma, double *value)
{
  if (memchr (text, '%', length) != NULL || memchr (text, ':', length) != NULL
      || normlab_log_cell_read (text, length, comma, value) != NORMLAB_CELL_NUMBER)
    return NORMLAB_CELL_TEXT;
  *value /= 100;
  return NORMLAB_CELL_NUMBER;
}

NormlabCell
normlab_log_cell_read (const char *text, gsize length, gboolean comma, double *value)
{
  const char *end = text + length;
  const char *rest;

  while (text < end && g_ascii_isspace (*text))
    text++;
  while (text < end && g_ascii_isspace (end[-1]))
    end--;
  if (text == end)
    return NORMLAB_CELL_NONE;
  if (end[-1] == '%')
    return read_percent (text, (gsize) (end - 1 - text), comma, value);
  rest = normlab_log_number_take (text, end, value);
  if (rest == end || (rest != NULL && read_time (text, end, value))
      || (comma && read_with_comma (text, (gsize) (end - text), value)))
    return isfinite (*value) ? NORMLAB_CELL_NUMBER : NORMLAB_CELL_INFINITE;
  return read_word (text, (gsize) (end - text));
}
