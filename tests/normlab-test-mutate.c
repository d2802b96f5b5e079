/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-mutate.h"

static gsize
below (GRand *random, gsize n)
{
  return n == 0 ? 0 : g_rand_int (random) % n;
}

static void
mutate_once (GRand *random, GString *text)
{
  static const char *const absurd[] = { "nan",
                                        "inf",
                                        "-1",
                                        "1e999",
                                        "99999999999999999999",
                                        "",
                                        ";",
                                        "=",
                                        "[",
                                        "]\n",
                                        "\\",
                                        "\xff",
                                        "0x10",
                                        "1,5",
                                        " ",
                                        "\n[Set 1]\n",
                                        "none",
                                        "4294967296" };
  gsize at = below (random, text->len);
  gsize wanted = 1 + below (random, 20);
  gsize n = MIN (wanted, text->len - at);
  g_autofree char *piece = g_strndup (text->str + at, n);

  switch (below (random, 6))
    {
    case 0:
      if (text->len > 0)
        text->str[at] = (char) (text->str[at] ^ (char) (1 << below (random, 8)));
      break;
    case 1:
      g_string_erase (text, (gssize) at, (gssize) n);
      break;
    case 2:
      g_string_insert (text, (gssize) at, piece);
      break;
    case 3:
      g_string_insert (text, (gssize) below (random, text->len), piece);
      break;
    case 4:
      g_string_insert (text, (gssize) at, absurd[below (random, G_N_ELEMENTS (absurd))]);
      break;
    default:
      if (below (random, 4) == 0)
        g_string_truncate (text, at);
      else
        g_string_overwrite (text, at, absurd[below (random, G_N_ELEMENTS (absurd))]);
      break;
    }
}

char *
normlab_test_mutate (GRand *random, const char *text, gsize length, gsize *new_length)
{
  GString *result = g_string_new_len (text, (gssize) length);

  for (gsize i = 1 + below (random, 4); i > 0; i--)
    mutate_once (random, result);
  *new_length = result->len;
  return g_string_free (result, FALSE);
}
