/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-names.h"

static gboolean
fits (const char *name, gpointer data)
{
  return g_utf8_strlen (name, -1) <= GPOINTER_TO_INT (data);
}

/* @names and @expected: with "|" between. */
static void
check (const char *names, int room, const char *expected)
{
  g_auto (GStrv) all = g_strsplit (names, "|", -1);
  g_auto (GStrv) cut = normlab_names_cut_alike ((const char *const *) all, g_strv_length (all),
                                                ", ", fits, GINT_TO_POINTER (room));
  g_autofree char *joined = g_strjoinv ("|", cut);

  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpuint (g_strv_length (cut), ==, g_strv_length (all));
}

static void
test_room (void)
{
  check ("", 5, "");
  check ("ReLU|tanh", 5, "ReLU|tanh");
  check ("a long name", 5, "a long name");
  check ("a long name|a long name", 5, "a long name|a long name");
}

/* Parts that all share go first. */
static void
test_parts (void)
{
  check ("40–20, ReLU, He|40–20, tanh, He", 10, "…, ReLU, …|…, tanh, …");
  check ("40–20, sigmoid, He, on|40–20, sigmoid, He, off", 10, "…, on|…, off");
  check ("40–20, ReLU, He|40–30, ReLU, Xavier", 14, "40–20, …, He|40–30, …, Xavier");
}

/* Then words at either end of a part, and never half of one. */
static void
test_words (void)
{
  check ("ReLU, batch norm on|tanh, batch norm off", 12, "ReLU, …on|tanh, …off");
  check ("learning rate 0.0858|learning rate 0.0861", 8, "…0.0858|…0.0861");
  check ("measured every 10 steps|measured every 20 steps", 8, "…10…|…20…");
  check ("0.0858|0.0861", 3, "0.0858|0.0861");
  check ("seed 1|seed 11|seed 111", 3, "…1|…11|…111");
  check ("a b|a b c", 2, "…b|…b c");
  check ("a b|a b b", 2, "…b|…b b");
}

/* In Japanese, nothing but the script tells where they are. */
static void
test_scripts (void)
{
  check ("バッチ正規化あり, ReLU|バッチ正規化なし, tanh", 9, "…あり, ReLU|…なし, tanh");
  check ("正規化あり|正規化なし|層正規化", 4, "正規化あり|正規化なし|層正規化");
  check ("前正規化あり|後正規化あり", 4, "前正規化…|後正規化…");
  check ("シグモイド|シグマ", 2, "シグモイド|シグマ");
  check ("あい|あう", 1, "あい|あう");
}

/* Names of different shapes have their ends in common only. */
static void
test_shapes (void)
{
  check ("my network, first|my network, second, again", 10, "…first|…second, again");
  check ("experiment-of-monday-1|experiment-of-monday-2", 8, "…1|…2");
  check ("シグモイド, あり|シグモイド, なし", 4, "…, あり|…, なし");
}

/* Names of different shapes without room lose what nobody needs to tell them apart, and no more. */
static void
test_left_out (void)
{
  /* A branch is told by its beginning from what it left; there is batch norm in both names. */
  check ("ReLU, norm on, 500 on: rate 0.1|ReLU, norm off, 500 on: rate 0.1|ReLU, norm on|"
         "ReLU, norm off",
         13, "…, …on, 500…|…, …off, 500…|…, …on|…, …off");
  check ("ReLU, He, norm on, 500 on: rate 0.1|ReLU, He, norm off, 500 on: rate 0.1|"
         "ReLU, He, norm on|ReLU, He, norm off|tanh, Xavier, norm on|tanh, Xavier, norm off",
         17, "ReLU, …on, 500…|ReLU, …off, 500…|ReLU, …on|ReLU, …off|tanh, …on|tanh, …off");
  /* Two from one step differ in what comes last. */
  check ("norm on, 500: rate 0.1|norm on, 500: rate 0.2|norm on", 11, "…, …0.1|…, …0.2|…");
  /* Where that makes room for nothing they stay as they were. */
  check ("a b c|a b c, d", 1, "…|…, d");
}

/* Whatever is cut, what differed differs. */
static void
test_distinct (void)
{
  static const char *const words[] = { "on", "off",        "batch norm on", "batch norm off", "a b",
                                       "a",  "正規化あり", "正規化なし",    "化あり" };
  GRand *rand = g_rand_new_with_seed (1);

  for (guint pass = 0; pass < 2000; pass++)
    {
      guint n = (guint) g_rand_int_range (rand, 2, 5);
      guint n_parts = (guint) g_rand_int_range (rand, 1, 4);
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_auto (GStrv) cut = NULL;

      for (guint i = 0; i < n; i++)
        {
          GString *name = g_string_new (NULL);

          for (guint j = 0; j < n_parts; j++)
            g_string_append_printf (name, "%s%s", j > 0 ? ", " : "",
                                    words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
          g_ptr_array_add (names, g_string_free (name, FALSE));
        }
      cut = normlab_names_cut_alike ((const char *const *) names->pdata, n, ", ", fits,
                                     GINT_TO_POINTER (g_rand_int_range (rand, 0, 20)));
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < i; j++)
          g_assert_cmpint (g_str_equal (cut[i], cut[j]), ==,
                           g_str_equal (names->pdata[i], names->pdata[j]));
    }
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/room", test_room);
  g_test_add_func ("/names/parts", test_parts);
  g_test_add_func ("/names/words", test_words);
  g_test_add_func ("/names/scripts", test_scripts);
  g_test_add_func ("/names/shapes", test_shapes);
  g_test_add_func ("/names/left-out", test_left_out);
  g_test_add_func ("/names/distinct", test_distinct);
  return g_test_run ();
}
