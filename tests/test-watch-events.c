/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TensorBoard's event files. */

#include <string.h>

#include "normlab-crc32c.h"
#include "normlab-test-events.h"
#include "normlab-test-logs.h"
#include "normlab-test.h"

#define NAME "events.out.tfevents.1700000000.host.1.0"

static void
test_crc (void)
{
  const guint8 *digits = (const guint8 *) "123456789";
  guint8 zeros[32] = { 0 };

  g_assert_cmphex (normlab_crc32c (0, digits, 9), ==, 0xe3069283);
  g_assert_cmphex (normlab_crc32c_mask (0xe3069283), ==, 0xc78ab0e5);
  /* RFC 3720, B.4 */
  g_assert_cmphex (normlab_crc32c (0, zeros, 32), ==, 0x8a9136aa);
  for (guint i = 0; i <= 9; i++)
    g_assert_cmphex (normlab_crc32c (normlab_crc32c (0, digits, i), digits + i, 9 - i), ==,
                     0xe3069283);
}

/* The only track of a folder with that file; lets go of @file. */
static NormlabTrack *
read_file (GByteArray *file)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, NAME, file->data, file->len);
  g_byte_array_unref (file);
  tracks = normlab_test_logs_read (folder);
  g_assert_cmpuint (tracks->len, ==, 1);
  return g_object_ref (g_ptr_array_index (tracks, 0));
}

static GByteArray *
begin (void)
{
  GByteArray *file = g_byte_array_new ();

  normlab_test_events_version (file);
  return file;
}

static void
test_forms (void)
{
  static const NormlabTestEventForm forms[]
      = { NORMLAB_TEST_EVENT_SIMPLE,        NORMLAB_TEST_EVENT_CONTENT,
          NORMLAB_TEST_EVENT_CONTENT_BARE,  NORMLAB_TEST_EVENT_FLOATS,
          NORMLAB_TEST_EVENT_FLOAT,         NORMLAB_TEST_EVENT_DOUBLES,
          NORMLAB_TEST_EVENT_CONTENT_INT64, NORMLAB_TEST_EVENT_INTS };
  GByteArray *file = begin ();
  g_autoptr (NormlabTrack) track = NULL;
  const NormlabPoint *points;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    normlab_test_events_scalar (file, forms[i], 10 * i, "loss", 3 - (double) i);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_PAIR, 90, "pair", 1);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_OTHER, 90, "curve", 1);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, -7, "neg", 1);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, G_MAXINT64, "far", 1);
  track = read_file (file);
  NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:3 10:2 20:1 30:0 40:-1 50:-2 60:-3 70:-4");
  NORMLAB_TEST_ASSERT_POINTS (track, "pair", "?");
  NORMLAB_TEST_ASSERT_POINTS (track, "curve", "?");
  NORMLAB_TEST_ASSERT_POINTS (track, "neg", "-7:1");
  NORMLAB_TEST_ASSERT_POINTS (track, "far", "9.223372036854776e+18:1");
  points = normlab_series_get_points (normlab_track_find_series (track, "loss"), &n);
  g_assert_cmpfloat (points[3].time, ==, NORMLAB_TEST_EVENTS_TIME + 30);
  g_assert_null (normlab_track_get_damage (track));
}

/* What is not finite is no point, and it is known where that begins. */
static void
test_not_finite (void)
{
  GByteArray *file = begin ();
  g_autoptr (NormlabTrack) track = NULL;

  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 0, "loss", 1);
  for (guint i = 1; i < 4; i++)
    normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, i, "loss",
                                i == 2 ? INFINITY : NAN);
  track = read_file (file);
  NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:1");
  g_assert_cmpfloat (
      normlab_series_get_not_finite_since (normlab_track_find_series (track, "loss")), ==, 1);
}

/* A run in three files: one after another by name, and a session that starts makes void what lies
 * at its step or behind it. */
static void
test_parts (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) tracks = NULL;
  NormlabTrack *track;

  for (guint part = 0; part < 3; part++)
    {
      g_autoptr (GByteArray) file = begin ();
      g_autofree char *name = g_strdup_printf ("lr=0.5/events.out.tfevents.%u.host", 17 + part);

      if (part > 0)
        normlab_test_events_session (file, 20 * part, 1);
      for (guint step = 20 * part; step < 20 * part + 40; step += 10)
        normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, step, "loss", part);
      normlab_test_events_session (file, 20 * part + 40, 3);
      normlab_test_logs_write (folder, name, file->data, file->len);
    }
  normlab_test_logs_write (folder, "lr=0.5/hparams.yaml",
                           "# settings\nseed: 3\nname: \"my net\"  # called so\nlayers:\n"
                           "  - width: 5\nnothing: null\n",
                           -1);
  tracks = normlab_test_logs_read (folder);
  g_assert_cmpuint (tracks->len, ==, 1);
  track = g_ptr_array_index (tracks, 0);
  g_assert_cmpstr (normlab_track_get_title (track), ==, "lr=0.5");
  NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:0 10:0 20:1 30:1 40:2 50:2 60:2 70:2");
  g_assert_cmpuint (normlab_track_get_n_restarts (track), ==, 2);
  g_assert_cmpfloat (normlab_track_get_restart (track, 1), ==, 40);
  g_assert_cmpstr (normlab_track_find_parameter (track, "lr"), ==, "0.5");
  g_assert_cmpstr (normlab_track_find_parameter (track, "seed"), ==, "3");
  g_assert_cmpstr (normlab_track_find_parameter (track, "name"), ==, "my net");
  g_assert_null (normlab_track_find_parameter (track, "width"));
  g_assert_null (normlab_track_find_parameter (track, "nothing"));
}

/* The plugin of hyperparameters. */
static void
test_hparams (void)
{
  GByteArray *file = begin ();
  GByteArray *start = g_byte_array_new ();
  GByteArray *content = g_byte_array_new ();
  GByteArray *data = g_byte_array_new ();
  GByteArray *metadata = g_byte_array_new ();
  GByteArray *value = g_byte_array_new ();
  GByteArray *summary = g_byte_array_new ();
  g_autoptr (GByteArray) event = g_byte_array_new ();
  g_autoptr (NormlabTrack) track = NULL;

  for (guint i = 0; i < 3; i++)
    {
      GByteArray *entry = g_byte_array_new ();
      GByteArray *its_value = g_byte_array_new ();

      normlab_test_proto_text (entry, 1, i == 0 ? "lr" : i == 1 ? "net" : "norm");
      if (i == 0)
        normlab_test_proto_double (its_value, 2, 0.01);
      else if (i == 1)
        normlab_test_proto_text (its_value, 3, "deep");
      else
        normlab_test_proto_number (its_value, 4, 1);
      normlab_test_proto_message (entry, 2, its_value);
      normlab_test_proto_message (start, 1, entry);
    }
  normlab_test_proto_message (content, 3, start);
  normlab_test_proto_text (data, 1, "hparams");
  normlab_test_proto_message (data, 2, content);
  normlab_test_proto_message (metadata, 1, data);
  normlab_test_proto_text (value, 1, "_hparams_/session_start_info");
  normlab_test_proto_message (value, 9, metadata);
  normlab_test_proto_message (summary, 1, value);
  normlab_test_proto_message (event, 5, summary);
  normlab_test_events_record (file, event->data, event->len);
  track = read_file (file);
  g_assert_cmpstr (normlab_track_find_parameter (track, "lr"), ==, "0.01");
  g_assert_cmpstr (normlab_track_find_parameter (track, "net"), ==, "deep");
  g_assert_cmpstr (normlab_track_find_parameter (track, "norm"), ==, "true");
  g_assert_cmpuint (normlab_track_get_n_series (track), ==, 0);
}

/* Of a record of 20 MB nothing is kept, but its checksum is looked at. */
static void
test_large (void)
{
  for (guint wrong = 0; wrong < 2; wrong++)
    {
      GByteArray *file = begin ();
      g_autoptr (GByteArray) event = g_byte_array_new ();
      g_autofree guint8 *graph = g_malloc0 (20 << 20);
      g_autoptr (NormlabTrack) track = NULL;
      gsize place;

      normlab_test_proto_bytes (event, 4, graph, 20 << 20);
      place = file->len;
      normlab_test_events_record (file, event->data, event->len);
      file->data[place + (10 << 20)] = (guint8) wrong;
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
      track = read_file (file);
      NORMLAB_TEST_ASSERT_POINTS (track, "loss", wrong == 1 ? "?" : "1:1");
      g_assert_true ((normlab_track_get_damage (track) != NULL) == (wrong == 1));
    }
}

static void
assert_damaged (GByteArray *file, gsize place, const char *points)
{
  g_autofree char *byte = g_strdup_printf ("at byte %" G_GSIZE_FORMAT, place);
  g_autoptr (NormlabTrack) track = read_file (file);

  NORMLAB_TEST_ASSERT_POINTS (track, "loss", points);
  g_test_message ("%s", normlab_track_get_damage (track));
  g_assert_nonnull (strstr (normlab_track_get_damage (track), byte));
  g_assert_nonnull (strstr (normlab_track_get_damage (track), NAME));
  g_assert_cmpint (normlab_track_get_state (track), ==, NORMLAB_TRACK_DAMAGED);
}

/* A damaged one: up to there; the sentence says where. */
static void
test_damage (void)
{
  /* The length, its checksum, the data, theirs. */
  static const guint places[] = { 3, 9, 20, 40 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GByteArray *file = begin ();
      gsize place;

      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
      place = file->len;
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 2, "loss", 2);
      g_assert_cmpuint (place + places[i], <, file->len);
      file->data[place + places[i]] ^= 0x40;
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 3, "loss", 3);
      assert_damaged (file, place, "1:1");
    }
}

/* A record that is not whole yet waits; one that its checksum calls longer than any file does not.
 */
static void
test_torn (void)
{
  for (guint cut = 1; cut < 40; cut += 3)
    {
      GByteArray *file = begin ();
      g_autoptr (NormlabTrack) track = NULL;

      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 2, "loss", 2);
      g_byte_array_set_size (file, file->len - cut);
      track = read_file (file);
      NORMLAB_TEST_ASSERT_POINTS (track, "loss", "1:1");
      g_assert_null (normlab_track_get_damage (track));
    }
  for (guint byte = 5; byte < 8; byte++)
    {
      GByteArray *file = begin ();
      g_autoptr (GByteArray) head = g_byte_array_new ();
      guint8 length[8] = { 0 };
      gsize place = file->len;
      guint32 crc;

      length[byte] = 0x7f;
      crc = normlab_crc32c_mask (normlab_crc32c (0, length, 8));
      g_byte_array_append (head, length, 8);
      for (guint i = 0; i < 4; i++)
        {
          guint8 part = (guint8) (crc >> (8 * i));

          g_byte_array_append (head, &part, 1);
        }
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
      place = file->len;
      g_byte_array_append (file, head->data, head->len);
      g_byte_array_append (file, head->data, head->len);
      if (byte == 7)
        assert_damaged (file, place, "1:1");
      else
        {
          /* Longer than this file, but there are such. */
          g_autoptr (NormlabTrack) track = read_file (file);

          NORMLAB_TEST_ASSERT_POINTS (track, "loss", "1:1");
          g_assert_null (normlab_track_get_damage (track));
        }
    }
}

/* Records whose checksums are right and that are no events: left out, said once. */
static void
test_no_events (void)
{
  static const struct
  {
    const char *bytes;
    guint n;
  } cases[] = {
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11 }, /* a number that never ends */
    { "\x10", 1 },                                          /* nor does this one begin */
    { "\x2a\x7f\x0a", 3 },                                  /* a field past the end */
    { "\x2a\x04\x0a\x10\x0a\x01", 6 },                      /* and one within it */
    { "\x0b\x0c", 2 },                                      /* a group */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GByteArray *file = begin ();
      g_autoptr (NormlabTrack) track = NULL;

      normlab_test_events_record (file, cases[i].bytes, cases[i].n);
      normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
      track = read_file (file);
      NORMLAB_TEST_ASSERT_POINTS (track, "loss", "1:1");
      g_assert_nonnull (strstr (normlab_track_get_damage (track), "no event"));
    }
}

/* What cannot be read at all is said, whatever was left out before it. */
static void
test_both (void)
{
  GByteArray *file = begin ();
  gsize place;

  normlab_test_events_record (file, "\x10", 1);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 1);
  place = file->len;
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 2, "loss", 2);
  file->data[file->len - 1] ^= 1;
  assert_damaged (file, place, "1:1");
}

/* Files that another writer has written, in each of its forms. */
static void
test_shared (void)
{
  static const char script[]
      = "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True\n"
        "from tfevents import *\n"
        "f = open(sys.argv[2], 'wb')\n"
        "f.write(event(1.7e9, version='brain.Event:2'))\n"
        "for i, form in enumerate(('old', 'new', 'val')):\n"
        "  f.write(event(1.7e9 + i, 10 * i, **{form: {'loss': 0.5 * i}}))\n"
        "f.write(event(1.7e9, 10, session=1))\n"
        "f.write(event(1.7e9, 10, new={'loss': 4}, first=0))\n"
        "f.write(event(1.7e9, -3, old={'acc': 1}))\n";
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autofree char *writer = normlab_test_shared ("foreign/tfevents.py");
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autofree char *its_folder = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (writer == NULL)
    return;
  if (python == NULL)
    {
      g_test_skip ("There is no Python");
      return;
    }
  its_folder = g_path_get_dirname (writer);
  {
    const char *const arguments[] = { python, "-c", script, its_folder, path, NULL };

    g_spawn_sync (NULL, (char **) arguments, NULL, 0, NULL, NULL, NULL, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  tracks = normlab_test_logs_read (path);
  g_assert_cmpuint (tracks->len, ==, 1);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "loss", "0:0 10:4");
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "acc", "-3:1");
  g_assert_cmpuint (
      normlab_series_get_n_void (normlab_track_find_series (g_ptr_array_index (tracks, 0), "loss")),
      ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-events/crc", test_crc);
  g_test_add_func ("/watch-events/forms", test_forms);
  g_test_add_func ("/watch-events/not-finite", test_not_finite);
  g_test_add_func ("/watch-events/parts", test_parts);
  g_test_add_func ("/watch-events/hparams", test_hparams);
  g_test_add_func ("/watch-events/large", test_large);
  g_test_add_func ("/watch-events/damage", test_damage);
  g_test_add_func ("/watch-events/torn", test_torn);
  g_test_add_func ("/watch-events/no-events", test_no_events);
  g_test_add_func ("/watch-events/both", test_both);
  g_test_add_func ("/watch-events/shared", test_shared);
  return g_test_run ();
}
