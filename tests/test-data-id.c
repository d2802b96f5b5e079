/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which data sets are the same, which will do for another, and what they are called side by
 * side. */
#include "normlab-data-names.h"
#include "normlab-test.h"

static const struct
{
  const char *name, *path, *checksum;
} ids[] = {
  { "mnist", "/course-a/mnist", "1111" },
  { "mnist", "/course-b/mnist", "2222" },
  { "digits", "/digits", "1111" },      /* the first by another name */
  { "mnist", "/course-a/mnist", NULL }, /* a place alone */
  { "mnist", NULL, NULL },              /* a name alone */
  { "builtin", NULL, "3333" },
  { "builtin", NULL, NULL },
  { "builtin", "/course-a/builtin", NULL }, /* a folder that is called so */
};

static NormlabDataId *
make (guint i)
{
  return normlab_data_id_new (ids[i].name, ids[i].path, ids[i].checksum);
}

static void
test_equal (void)
{
  static const guint8 same[G_N_ELEMENTS (ids)][G_N_ELEMENTS (ids)] = {
    { 1, 0, 1, 1, 0, 0, 0, 0 }, { 0, 1, 0, 0, 0, 0, 0, 0 }, { 1, 0, 1, 0, 0, 0, 0, 0 },
    { 1, 0, 0, 1, 0, 0, 0, 0 }, { 0, 0, 0, 0, 1, 0, 0, 0 }, { 0, 0, 0, 0, 0, 1, 1, 0 },
    { 0, 0, 0, 0, 0, 1, 1, 0 }, { 0, 0, 0, 0, 0, 0, 0, 1 },
  };
  static const guint8 accepted[G_N_ELEMENTS (ids)][G_N_ELEMENTS (ids)] = {
    { 1, 0, 1, 0, 0, 0, 0, 0 }, { 0, 1, 0, 0, 0, 0, 0, 0 }, { 1, 0, 1, 0, 0, 0, 0, 0 },
    { 1, 0, 0, 1, 0, 0, 0, 0 }, /* what lies there */
    { 1, 1, 0, 1, 1, 0, 0, 0 }, /* what is called so */
    { 0, 0, 0, 0, 0, 1, 0, 0 }, { 0, 0, 0, 0, 0, 1, 1, 0 }, { 0, 0, 0, 0, 0, 0, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        g_autoptr (NormlabDataId) a = make (i), b = make (j);

        g_test_message ("%u, %u", i, j);
        g_assert_cmpint (normlab_data_id_equal (a, b), ==, same[i][j]);
        g_assert_cmpint (normlab_data_id_accepts (a, b), ==, accepted[i][j]);
      }
}

static void
test_labels (void)
{
  static const gboolean builtin[G_N_ELEMENTS (ids)] = { 0, 0, 0, 0, 0, 1, 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (NormlabDataId) id = make (i);

      g_assert_cmpint (normlab_data_id_is_builtin (id), ==, builtin[i]);
      g_assert_cmpstr (normlab_data_id_get_label (id), ==,
                       builtin[i] ? "built-in digits" : ids[i].name);
    }
}

/* What is read in another way is other data, by another name, unless checksums tell otherwise. */
static void
test_reading (void)
{
  static const char *const words[]
      = { "mnist", "mnist (inverted)", "mnist (turned)", "mnist (inverted+turned)" };
  static const char *const labels[]
      = { "mnist", "mnist (inverted)", "mnist (turned)", "mnist (inverted and turned)" };
  g_autoptr (NormlabDataNames) names = normlab_data_names_new ();
  g_autoptr (NormlabDataId) plain = normlab_data_id_new ("mnist", "/mnist", NULL);
  g_autoptr (NormlabDataId) builtin = normlab_data_id_new ("builtin", NULL, NULL);
  g_autoptr (NormlabDataId) dark = normlab_data_id_read (builtin, NORMLAB_READING_INVERTED, "1");
  g_autoptr (NormlabDataId) bare = normlab_data_id_new ("mnist", NULL, NULL);

  g_assert_cmpstr (normlab_data_id_get_label (dark), ==, "built-in digits (inverted)");
  g_assert_true (normlab_data_id_is_builtin (dark));
  for (guint i = 0; i <= NORMLAB_READING_ALL; i++)
    {
      g_autoptr (NormlabDataId) id = normlab_data_id_read (plain, (NormlabReading) i, NULL);
      g_autoptr (NormlabDataId) same = normlab_data_id_read (plain, (NormlabReading) i, "22");
      g_autoptr (NormlabDataId) other = normlab_data_id_read (bare, NORMLAB_READING_PLAIN, "22");
      g_autofree char *word = normlab_data_id_to_word (id);
      NormlabReading parsed;

      g_assert_cmpuint (normlab_data_id_get_reading (id), ==, i);
      g_assert_cmpstr (word, ==, words[i]);
      g_assert_cmpstr (normlab_data_id_get_label (id), ==, labels[i]);
      g_assert_cmpint (normlab_data_id_equal (id, plain), ==, i == 0);
      g_assert_cmpint (normlab_data_id_accepts (plain, id), ==, i == 0);
      g_assert_cmpint (normlab_data_id_accepts (bare, id), ==, i == 0);
      g_assert_true (normlab_data_id_equal (same, other));
      g_assert_cmpuint (normlab_data_names_add (names, id), ==, i);
      g_assert_true (normlab_reading_parse (normlab_reading_format ((NormlabReading) i), &parsed));
      g_assert_cmpuint (parsed, ==, i);
    }
  g_assert_cmpstr (normlab_data_names_get_label (names, 1), ==, labels[1]);
  g_assert_false (normlab_reading_parse ("upside-down", &(NormlabReading){ 0 }));
}

/* Adds a data set to @names, which gets number @i. */
static void
add (NormlabDataNames *names, const char *name, const char *path, const char *checksum, guint i)
{
  g_autoptr (NormlabDataId) id = normlab_data_id_new (name, path, checksum);

  g_assert_cmpuint (normlab_data_names_add (names, id), ==, i);
}

static void
assert_labels (NormlabDataNames *names, const char *expected)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < normlab_data_names_get_n (names); i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? "|" : "",
                            normlab_data_names_get_label (names, i));
  g_assert_cmpstr (labels->str, ==, expected);
}

static void
test_names (void)
{
  g_autoptr (NormlabDataNames) names = normlab_data_names_new ();

  assert_labels (names, "");
  add (names, "mnist", "/course-a/mnist", "1111", 0);
  add (names, "digits", "/digits", "1111", 0);
  add (names, "builtin", NULL, "3333", 1);
  assert_labels (names, "mnist|built-in digits");
  add (names, "mnist", "/course-b/mnist", "2222", 2);
  add (names, "mnist", "/course-a/mnist", NULL, 0);
  assert_labels (names, "mnist (course-a)|built-in digits|mnist (course-b)");
  g_assert_cmpuint (normlab_data_names_get_n (names), ==, 3);
}

/* As few folders as will do, of each. */
static void
test_folders (void)
{
  g_autoptr (NormlabDataNames) names = normlab_data_names_new ();

  add (names, "mnist", "/home/course-a/data/mnist", "1", 0);
  add (names, "mnist", "/home/course-b/data/mnist", "2", 1);
  assert_labels (names, "mnist (course-a/data)|mnist (course-b/data)");
  add (names, "mnist", "/home/course-b/more/mnist", "3", 2);
  assert_labels (names, "mnist (course-a/data)|mnist (course-b/data)|mnist (more)");
  add (names, "mnist", "/mnist", "4", 3);
  add (names, "mnist", "/data/mnist", "5", 4);
  assert_labels (names, "mnist (course-a/data)|mnist (course-b/data)|mnist (more)|mnist (/)"
                        "|mnist (/data)");
  /* Of one nobody knows where it lay. */
  add (names, "mnist", NULL, "6", 5);
  g_assert_cmpstr (normlab_data_names_get_label (names, 5), ==, "mnist");
}

/* One folder whose contents have changed, folders of other names in the same place (which no file
 * system has, but a file may say), and one that looks like another's label. */
static void
test_counted (void)
{
  g_autoptr (NormlabDataNames) names = normlab_data_names_new ();

  add (names, "mnist", "/data/mnist", "1", 0);
  add (names, "mnist", "/data/mnist", "2", 1);
  add (names, "mnist", "/data/fashion", "3", 2);
  assert_labels (names, "mnist|mnist (2)|mnist (3)");
  add (names, "mnist", "/more/mnist", "4", 3);
  add (names, "mnist (more)", "/data/x", "5", 4);
  assert_labels (names, "mnist (data)|mnist (data) (2)|mnist (data) (3)|mnist (more)"
                        "|mnist (more) (2)");
}

/* What is no UTF-8, and a path that is none. */
static void
test_odd (void)
{
  g_autoptr (NormlabDataNames) names = normlab_data_names_new ();

  add (names, "mnist", "/\xff/mnist", "1", 0);
  add (names, "mnist", "mnist", "2", 1);
  add (names, "mnist", "", "3", 2);
  g_assert_true (g_utf8_validate (normlab_data_names_get_label (names, 0), -1, NULL));
  g_assert_cmpstr (normlab_data_names_get_label (names, 1), ==, "mnist (.)");
  g_assert_cmpstr (normlab_data_names_get_label (names, 2), ==, "mnist (.) (2)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-id/equal", test_equal);
  g_test_add_func ("/data-id/labels", test_labels);
  g_test_add_func ("/data-id/reading", test_reading);
  g_test_add_func ("/data-names/names", test_names);
  g_test_add_func ("/data-names/folders", test_folders);
  g_test_add_func ("/data-names/counted", test_counted);
  g_test_add_func ("/data-names/odd", test_odd);
  return g_test_run ();
}
