/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "normlab-cli data get", from a server on loopback. */
#include <gio/gio.h>
#include <string.h>

#include "normlab-test-cli.h"
#include "normlab-test-server.h"
#include "normlab-test.h"

typedef struct
{
  char *data; /* the folder that is served */
  char *home; /* with data-sets.ini and the cache */
  GSubprocess *server;
  guint port;
} Fixture;

/* The list: a data set from each of some ways of the server. */
static void
write_list (Fixture *self)
{
  static const char *const ways[] = { "good", "held", "missing" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) sums = g_string_new (NULL);
  g_autoptr (GDir) folder = g_dir_open (self->data, 0, NULL);
  g_autofree char *path = g_build_filename (self->home, "data-sets.ini", NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (GByteArray) bytes = normlab_test_cli_read (self->data, name);
      g_autofree char *md5 = g_compute_checksum_for_data (G_CHECKSUM_MD5, bytes->data, bytes->len);

      g_string_append_printf (names, "%s;", name);
      g_string_append_printf (sums, "%s;", md5);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    g_string_append_printf (text,
                            "[%s]\nName=The %s one\nAbout=Images\nAbout[ja]=画像\n"
                            "Home=http://localhost/\nAddresses=http://127.0.0.1:%u/%s/\n"
                            "Files=%s\nMD5=%s\n",
                            ways[i], ways[i], self->port, ways[i], names->str, sums->str);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->data = normlab_test_cli_data ();
  self->home = normlab_test_folder ();
  self->server = normlab_test_server_begin (self->data, &self->port);
  write_list (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_server_end (self->server);
  g_free (self->data);
  g_free (self->home);
}

static NormlabTestCli
run (Fixture *self, const char *script)
{
  g_autofree char *whole = g_strconcat (
      "export XDG_CACHE_HOME=\"$1/cache\" NORMLAB_DATA_SETS=\"$1/data-sets.ini\" GO='", self->data,
      "/go'\n", script, NULL);

  return normlab_test_cli_run_script (self->home, whole);
}

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” does not have “%s”", text, words);
}

/* What is fetched can be trained on; the second time nothing is asked for. */
static void
test_get (Fixture *self, gconstpointer data)
{
  g_auto (NormlabTestCli) result = { 0 };
  g_auto (NormlabTestCli) again = { 0 };
  g_autofree char *folder = g_build_filename (self->home, "cache", "normlab", "data", "good", NULL);

  if (self->server == NULL)
    return;
  result = run (self, "\"$NORMLAB_CLI\" data \"$(\"$NORMLAB_CLI\" data get GOOD)\"");
  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  assert_has (result.out, folder);
  assert_has (result.out, "120");
  normlab_test_server_end (g_steal_pointer (&self->server));
  again = run (self, "\"$NORMLAB_CLI\" data get good");
  g_assert_cmpint (again.status, ==, 0);
  g_assert_true (g_str_has_prefix (again.out, folder));
  g_assert_cmpuint (normlab_test_cli_count_lines (again.out), ==, 1);
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_auto (NormlabTestCli) result = run (self, "\"$NORMLAB_CLI\" data get");
  g_auto (NormlabTestCli) own = normlab_test_cli_run ("data", "get", NULL);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpuint (normlab_test_cli_count_lines (result.out), ==, 3);
  assert_has (result.out, "missing");
  g_assert_cmpint (own.status, ==, 0);
  assert_has (own.out, "fashion-mnist");
  assert_has (own.out, "kmnist");
  assert_has (own.out, "qmnist");
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    int status;
    const char *words;
  } cases[] = {
    { "missing", 1, "404" },
    { "nothing", 2, "there are: good, held, missing" },
    { "good held", 2, "one too many" },
  };

  if (self->server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script
          = g_strconcat ("\"$NORMLAB_CLI\" data get ", cases[i].arguments, NULL);
      g_auto (NormlabTestCli) result = run (self, script);

      g_assert_cmpint (result.status, ==, cases[i].status);
      g_assert_cmpstr (result.out, ==, "");
      assert_has (result.err, cases[i].words);
    }
}

/* Whoever ends it goes on from there the next time. Until it has ended the server keeps the rest
 * back, so that there is something to be ended, however slow the machine. */
static void
test_ended (Fixture *self, gconstpointer data)
{
  g_auto (NormlabTestCli) result = { 0 };

  if (self->server == NULL)
    return;
  result
      = run (self, "\"$NORMLAB_CLI\" data get held & program=$!\n"
                   "until [ -n \"$(find \"$1/cache\" -name '*.part' -size +0 2>/dev/null)\" ]; do\n"
                   "  sleep 0.01\n"
                   "done\n"
                   "kill $program\n"
                   "wait $program\n"
                   "status=$?\n"
                   "find \"$1/cache\" -name '*.part' -size +0 | grep -q . || exit 3\n"
                   "touch \"$GO\"\n"
                   "\"$NORMLAB_CLI\" data get held || exit 4\n"
                   "exit $status");
  g_assert_cmpint (result.status, ==, 128 + 15);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpuint (normlab_test_cli_count_lines (result.out), ==, 1);
}

/* A list that somebody has edited badly is refused with the place. */
static void
test_bad_list (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *edit; /* of sed */
    const char *words;
  } cases[] = {
    { "s/^MD5=./MD5=/", "is no checksum" },
    { "s/^Files=[^;]*;/Files=/", "as many parts" },
    { "s/^Files=[^;]*;/Files=..\\/up;/", "is no name of a file" },
    { "s/^Addresses=http/Addresses=file/", "is no address of the web" },
    { "s/^Addresses=.*/Addresses=/", "names none" },
    { "s/^Addresses=.*/Addresses=http:\\/\\/\\//", "is no address of the web" },
    { "s/^Addresses=.*/Addresses=https:\\/\\/:80\\//", "is no address of the web" },
    { "s/^Addresses=.*/Addresses=http:\\/\\/a\\/?b\\//", "is no address of the web" },
    { "s/^Home/Hom/", "[good] Hom" },
    { "s/^\\[good/good/", "line 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script
          = g_strdup_printf ("sed '%s' <\"$1/data-sets.ini\" >\"$1/bad.ini\"\n"
                             "NORMLAB_DATA_SETS=\"$1/bad.ini\" \"$NORMLAB_CLI\" data get good",
                             cases[i].edit);
      g_auto (NormlabTestCli) result = run (self, script);

      g_assert_cmpint (result.status, ==, 1);
      assert_has (result.err, cases[i].words);
      assert_has (result.err, "bad.ini");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/cli-get/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("get", test_get);
  ADD ("list", test_list);
  ADD ("refused", test_refused);
  ADD ("ended", test_ended);
  ADD ("bad-list", test_bad_list);
#undef ADD
  return g_test_run ();
}
