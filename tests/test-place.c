/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-place.h"

#include "normlab-test.h"

/* As configured, where the program lies, and what is beside it there. */
static void
test_moved (void)
{
  static const struct
  {
    const char *configured;
    const char *programs;
    const char *program;
    const char *moved; /* nullable */
  } cases[] = {
    { "/usr/share/locale", "/usr/bin", "/usr/bin/normlab", "/usr/share/locale" },
    { "/usr/share/locale", "/usr/bin", "/opt/x y/bin/normlab", "/opt/x y/share/locale" },
    { "/usr/local/share/locale", "/usr/local/bin", "/home/a/bin/normlab", "/home/a/share/locale" },
    /* A package's root, in which the whole prefix lies. */
    { "/usr/share/locale", "/usr/bin", "/tmp/root/usr/bin/normlab", "/tmp/root/usr/share/locale" },
    /* No folder in common. */
    { "/var/locale", "/opt/bin", "/tmp/opt/bin/normlab", "/tmp/var/locale" },
    { "/var/locale", "/opt/bin", "/tmp/bin/normlab", NULL },
    { "/share/locale", "/bin", "/x/bin/normlab", "/x/share/locale" },
    /* Names that only begin alike. */
    { "/usr/bins/locale", "/usr/bin", "/x/bin/normlab", "/x/bins/locale" },
    { "/usr/share", "/usr/games/bin", "/x/games/bin/normlab", "/x/share" },
    { "/usr/share", "/usr/bin", "/x/sbin/normlab", NULL },
    /* One within the other. */
    { "/app/data", "/app", "/x/app/normlab", "/x/app/data" },
    { "/app", "/app/bin", "/x/bin/normlab", "/x" },
    /* Built, not installed; at the root; nowhere. */
    { "/usr/share/locale", "/usr/bin", "/src/_build/src/app/normlab", NULL },
    { "/usr/share/locale", "/usr/bin", "/bin/normlab", "/share/locale" },
    { "/usr/share/locale", "/usr/bin", "normlab", NULL },
    { "/usr/share/locale", "/usr/bin", "bin/normlab", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved
          = normlab_place_move (cases[i].configured, cases[i].programs, cases[i].program);

      g_assert_cmpstr (moved, ==, cases[i].moved);
    }
}

/* This test is not installed, and has nothing beside it. */
static void
test_not_installed (void)
{
  g_autofree char *found = normlab_place_find ("/usr/share/no-such-folder");

  g_assert_cmpstr (found, ==, "/usr/share/no-such-folder");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/moved", test_moved);
  g_test_add_func ("/place/not-installed", test_not_installed);
  return g_test_run ();
}
