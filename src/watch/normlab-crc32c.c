/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-crc32c.h"

/* Reflected. */
#define POLYNOMIAL 0x82f63b78u
#define MASK_DELTA 0xa282ead8u
#define N_TABLES 8

/* tables[k][b]: what a byte does that @k bytes come behind. */
static guint32 tables[N_TABLES][256];

static void
fill_tables (void)
{
  for (guint32 i = 0; i < 256; i++)
    {
      guint32 crc = i;

      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
      tables[0][i] = crc;
    }
  for (guint k = 1; k < N_TABLES; k++)
    for (guint i = 0; i < 256; i++)
      tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 255];
}

static guint32
get_word (const guint8 *p)
{
  return p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

guint32
normlab_crc32c (guint32 crc, const guint8 *bytes, gsize n)
{
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      fill_tables ();
      g_once_init_leave (&filled, 1);
    }
  crc = ~crc;
  for (; n >= 8; n -= 8, bytes += 8)
    {
      guint32 a = get_word (bytes) ^ crc;
      guint32 b = get_word (bytes + 4);

      crc = tables[7][a & 255] ^ tables[6][a >> 8 & 255] ^ tables[5][a >> 16 & 255]
            ^ tables[4][a >> 24] ^ tables[3][b & 255] ^ tables[2][b >> 8 & 255]
            ^ tables[1][b >> 16 & 255] ^ tables[0][b >> 24];
    }
  for (; n > 0; n--, bytes++)
    crc = crc >> 8 ^ tables[0][(crc ^ *bytes) & 255];
  return ~crc;
}

guint32
normlab_crc32c_mask (guint32 crc)
{
  return (crc >> 15 | crc << 17) + MASK_DELTA;
}
