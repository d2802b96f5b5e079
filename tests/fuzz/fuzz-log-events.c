/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Event files. With "e" before them the bytes are records, each behind its length in one byte,
 * which are given their checksums; with "L" likewise, and before the second stands one of 5 MB;
 * otherwise they are a file as it stands. */

#include <math.h>

#include "normlab-crc32c.h"
#include "normlab-fuzz-log.h"
#include "normlab-fuzz.h"
#include "normlab-test-events.h"

/* A record that is larger than what is kept; made once, for its checksum takes a while. */
static const GByteArray *
get_large (void)
{
  static GByteArray *record;

  if (record == NULL)
    {
      g_autofree guint8 *zeros = g_malloc0 (5 << 20);

      record = g_byte_array_new ();
      normlab_test_events_record (record, zeros, 5 << 20);
    }
  return record;
}

static GByteArray *
wrap (const guint8 *bytes, gsize n, gboolean large)
{
  GByteArray *file = g_byte_array_new ();
  guint n_records = 0;

  while (n > 0)
    {
      gsize length = MIN (*bytes, n - 1);

      if (large && ++n_records == 2)
        g_byte_array_append (file, get_large ()->data, get_large ()->len);
      normlab_test_events_record (file, bytes + 1, length);
      bytes += length + 1;
      n -= length + 1;
    }
  return file;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GByteArray) file = NULL;

  if (n > 0 && (*bytes == 'e' || *bytes == 'L'))
    file = wrap (bytes + 1, n - 1, *bytes == 'L');
  if (file != NULL)
    normlab_fuzz_log (&normlab_log_events, file->data, file->len);
  else
    normlab_fuzz_log (&normlab_log_events, bytes, n);
  return 0;
}

/* The records of a file without their checksums, and the file itself. Lets go of it. */
static void
add_file (GPtrArray *seeds, GByteArray *file)
{
  GByteArray *records = g_byte_array_new ();

  for (guint at = 0; at < file->len;)
    {
      guint8 length = file->data[at];

      g_byte_array_append (records, &length, 1);
      g_byte_array_append (records, file->data + at + 12, length);
      at += length + 16u;
    }
  normlab_fuzz_add (seeds, "L", records->data, records->len);
  normlab_fuzz_take (seeds, "e", records);
  normlab_fuzz_add (seeds, "", file->data, file->len - 3);
  file->data[file->len - 1] ^= 1;
  normlab_fuzz_add (seeds, "", file->data, file->len);
  file->data[8] ^= 1;
  normlab_fuzz_take (seeds, "", file);
}

/* An event of the plugin of hyperparameters. */
static void
add_hparams (GByteArray *file)
{
  GByteArray *messages[7];

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    messages[i] = g_byte_array_new ();
  for (guint i = 0; i < 3; i++)
    {
      GByteArray *entry = g_byte_array_new ();
      GByteArray *value = g_byte_array_new ();

      normlab_test_proto_text (entry, 1, "lr");
      if (i == 0)
        normlab_test_proto_double (value, 2, 0.5);
      else if (i == 1)
        normlab_test_proto_text (value, 3, "x");
      else
        normlab_test_proto_number (value, 4, 0);
      normlab_test_proto_message (entry, 2, value);
      normlab_test_proto_message (messages[0], 1, entry);
    }
  normlab_test_proto_message (messages[1], 3, messages[0]);
  normlab_test_proto_text (messages[2], 1, "hparams");
  normlab_test_proto_message (messages[2], 2, messages[1]);
  normlab_test_proto_message (messages[3], 1, messages[2]);
  normlab_test_proto_text (messages[4], 1, "tag");
  normlab_test_proto_message (messages[4], 9, messages[3]);
  normlab_test_proto_message (messages[5], 1, messages[4]);
  normlab_test_proto_message (messages[6], 5, messages[5]);
  normlab_test_events_record (file, messages[6]->data, messages[6]->len);
  g_byte_array_unref (messages[6]);
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  /* Records that are no events: numbers that do not end, fields past the end, groups. */
  static const char wrong[]
      = "e\x0b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x10\x03\x2a\x7f"
        "\x0a\x06\x2a\x04\x0a\x10\x0a\x01\x02\x0b\x0c\x03\x09\x01\x02";
  GByteArray *file = g_byte_array_new ();
  guint8 length[12] = { 0, 0, 0, 0, 0, 0, 0, 0x7f };
  guint32 crc = normlab_crc32c_mask (normlab_crc32c (0, length, 8));

  for (guint i = 0; i < 4; i++)
    length[8 + i] = (guint8) (crc >> (8 * i));
  normlab_fuzz_add (seeds, "", length, 12);
  normlab_fuzz_add (seeds, "", wrong, sizeof wrong - 1);
  normlab_test_events_version (file);
  for (guint form = NORMLAB_TEST_EVENT_SIMPLE; form <= NORMLAB_TEST_EVENT_OTHER; form++)
    normlab_test_events_scalar (file, form, form, "loss", form);
  normlab_test_events_session (file, 3, 1);
  normlab_test_events_session (file, 3, 2);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, -3, "loss", NAN);
  add_hparams (file);
  add_file (seeds, file);
}
