/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-array.h"

#include <math.h>
#include <string.h>

guint
normlab_element_get_size (NormlabElement element)
{
  static const guint sizes[] = {
    [NORMLAB_ELEMENT_BOOL] = 1, [NORMLAB_ELEMENT_U8] = 1,  [NORMLAB_ELEMENT_I8] = 1,
    [NORMLAB_ELEMENT_U16] = 2,  [NORMLAB_ELEMENT_I16] = 2, [NORMLAB_ELEMENT_U32] = 4,
    [NORMLAB_ELEMENT_I32] = 4,  [NORMLAB_ELEMENT_U64] = 8, [NORMLAB_ELEMENT_I64] = 8,
    [NORMLAB_ELEMENT_F16] = 2,  [NORMLAB_ELEMENT_F32] = 4, [NORMLAB_ELEMENT_F64] = 8,
  };

  return sizes[element];
}

gboolean
normlab_element_is_float (NormlabElement element)
{
  return element >= NORMLAB_ELEMENT_F16;
}

static inline guint16
get_16 (const guint8 *bytes, gboolean little_endian)
{
  guint16 word;

  memcpy (&word, bytes, sizeof word);
  return little_endian ? GUINT16_FROM_LE (word) : GUINT16_FROM_BE (word);
}

static inline guint32
get_32 (const guint8 *bytes, gboolean little_endian)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return little_endian ? GUINT32_FROM_LE (word) : GUINT32_FROM_BE (word);
}

static inline guint64
get_64 (const guint8 *bytes, gboolean little_endian)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return little_endian ? GUINT64_FROM_LE (word) : GUINT64_FROM_BE (word);
}

static inline double
get_float (const guint8 *bytes, gboolean little_endian)
{
  guint32 word = get_32 (bytes, little_endian);
  float value;

  memcpy (&value, &word, sizeof value);
  return (double) value;
}

static inline double
get_double (const guint8 *bytes, gboolean little_endian)
{
  guint64 word = get_64 (bytes, little_endian);
  double value;

  memcpy (&value, &word, sizeof value);
  return value;
}

/* IEEE 754's binary16. */
static double
get_half (const guint8 *bytes, gboolean little_endian)
{
  guint16 word = get_16 (bytes, little_endian);
  int exponent = word >> 10 & 31;
  double fraction = word & 1023;
  double value = exponent == 31  ? (fraction > 0 ? (double) NAN : (double) INFINITY)
                 : exponent == 0 ? ldexp (fraction, -24)
                                 : ldexp (1024 + fraction, exponent - 25);

  return word & 0x8000 ? -value : value;
}

#define CONVERT(size, expression)                                                                  \
  for (gsize i = 0; i < n; i++, bytes += (size))                                                   \
    values[i] = (double) (expression);                                                             \
  break

void
normlab_element_to_double (NormlabElement element,
                           gboolean little_endian,
                           const guint8 *bytes,
                           double *values,
                           gsize n)
{
  switch (element)
    {
    case NORMLAB_ELEMENT_BOOL:
      CONVERT (1, *bytes != 0);
    case NORMLAB_ELEMENT_U8:
      CONVERT (1, *bytes);
    case NORMLAB_ELEMENT_I8:
      CONVERT (1, (gint8) *bytes);
    case NORMLAB_ELEMENT_U16:
      CONVERT (2, get_16 (bytes, little_endian));
    case NORMLAB_ELEMENT_I16:
      CONVERT (2, (gint16) get_16 (bytes, little_endian));
    case NORMLAB_ELEMENT_U32:
      CONVERT (4, get_32 (bytes, little_endian));
    case NORMLAB_ELEMENT_I32:
      CONVERT (4, (gint32) get_32 (bytes, little_endian));
    case NORMLAB_ELEMENT_U64:
      CONVERT (8, get_64 (bytes, little_endian));
    case NORMLAB_ELEMENT_I64:
      CONVERT (8, (gint64) get_64 (bytes, little_endian));
    case NORMLAB_ELEMENT_F16:
      CONVERT (2, get_half (bytes, little_endian));
    case NORMLAB_ELEMENT_F32:
      CONVERT (4, get_float (bytes, little_endian));
    case NORMLAB_ELEMENT_F64:
      CONVERT (8, get_double (bytes, little_endian));
    default:
      g_assert_not_reached ();
    }
}
