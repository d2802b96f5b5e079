/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be wrong with a data set on disk. Each row of the table damages a small valid set in one
 * way and says what the message must name. */

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-dataset.h"
#include "normlab-error.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

enum
{
  TRAINING_IMAGES,
  TRAINING_LABELS,
  TEST_IMAGES,
  TEST_LABELS,
  N_FILES,
};

/* The sizes of the decoded files follow: 16 + 20 · 35 = 716, 28, 16 + 9 · 35 = 331 and 17 bytes. */
#define ROWS 7
#define COLUMNS 5
#define N_CLASSES 3
#define N_TRAINING 20
#define N_TEST 9

#define BYTE_IN_FILE "byte %d of the compressed file"
#define BYTE_DECODED "byte %d of the decoded data"

static const char *const file_names[N_FILES] = {
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
};

static GByteArray *
make_file (guint file)
{
  switch (file)
    {
    case TRAINING_IMAGES:
      return normlab_test_idx_images (N_TRAINING, ROWS, COLUMNS);
    case TRAINING_LABELS:
      return normlab_test_idx_labels (N_TRAINING, N_CLASSES);
    case TEST_IMAGES:
      return normlab_test_idx_images (N_TEST, ROWS, COLUMNS);
    default:
      return normlab_test_idx_labels (N_TEST, N_CLASSES);
    }
}

/* Damage to the bytes, before compression or after it. Returns where it is to be noticed. */
typedef guint (*DamageBytes) (GByteArray *bytes);
/* Damage to the folder. */
typedef void (*DamageFolder) (const char *folder, const char *path);

typedef struct
{
  const char *name;
  guint file;
  gboolean plain;
  DamageBytes decoded;
  DamageBytes stored;
  DamageFolder folder;
  NormlabError code;
  const char *words;  /* in the message, beside the folder's path */
  const char *format; /* in the message, with the damage's position in it */
} Row;

static guint
make_empty (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
  return 0;
}

static guint
cut_to_three (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 3);
  return 3;
}

static guint
cut_to_eleven (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 11);
  return 11;
}

static guint
cut_in_half (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len / 2);
  return bytes->len;
}

static guint
cut_last (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len - 1);
  return bytes->len;
}

static guint
append_garbage (GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) "garbage", 7);
  return bytes->len - 7;
}

/* A second gzip member, with data that the header does not speak of. */
static guint
append_member (GByteArray *bytes)
{
  g_autoptr (GByteArray) member = normlab_test_gzip ((const guint8 *) "more", 4, 6);

  g_byte_array_append (bytes, member->data, member->len);
  return 716;
}

static guint
append_bomb (GByteArray *bytes)
{
  guint length = bytes->len;

  g_byte_array_set_size (bytes, 16 << 20);
  memset (bytes->data + length, 0, bytes->len - length);
  return length;
}

/* The CRC-32 is the four bytes before the last four, which are the length. */
static guint
change_crc (GByteArray *bytes)
{
  bytes->data[bytes->len - 8] ^= 1;
  return bytes->len - 4;
}

static guint
change_length (GByteArray *bytes)
{
  bytes->data[bytes->len - 1] ^= 1;
  return bytes->len;
}

/* The first three bits after a header of ten bytes say what kind of block begins: there is no
 * fourth kind. */
static guint
change_block (GByteArray *bytes)
{
  bytes->data[10] = 0x07;
  return 11;
}

static guint
change_method (GByteArray *bytes)
{
  bytes->data[2] = 7;
  return 2;
}

#define SET_WORD(name, position, word)                                                             \
  static guint name (GByteArray *bytes)                                                            \
  {                                                                                                \
    normlab_test_set_word (bytes, position, word);                                                 \
    return position;                                                                               \
  }

SET_WORD (set_magic_labels, 0, 0x00000801)
SET_WORD (set_magic_images, 0, 0x00000803)
SET_WORD (set_magic_float, 0, 0x00000d03)
SET_WORD (set_magic_two, 0, 0x00000802)
SET_WORD (set_magic_png, 0, 0x89504e47)
SET_WORD (set_items_four_billion, 4, 0xffffffff)
SET_WORD (set_items_many, 4, 20000)
SET_WORD (set_items_zero, 4, 0)
SET_WORD (set_items_fewer, 4, 19)
SET_WORD (set_items_more, 4, 21)
SET_WORD (set_rows_zero, 8, 0)
SET_WORD (set_columns_zero, 12, 0)
SET_WORD (set_rows_huge, 8, 0x80000000)

/* As many bytes, but in images of 5 × 7. */
static guint
swap_sides (GByteArray *bytes)
{
  normlab_test_set_word (bytes, 8, COLUMNS);
  normlab_test_set_word (bytes, 12, ROWS);
  return 8;
}

/* A valid set of 20 (or 9) things, one less, with the header right. */
static guint
drop_image (GByteArray *bytes)
{
  normlab_test_set_word (bytes, 4, N_TRAINING - 1);
  g_byte_array_set_size (bytes, bytes->len - ROWS * COLUMNS);
  return 4;
}

static guint
drop_label (GByteArray *bytes)
{
  normlab_test_set_word (bytes, 4, N_TEST - 1);
  g_byte_array_set_size (bytes, bytes->len - 1);
  return 4;
}

static guint
set_label_past (GByteArray *bytes)
{
  bytes->data[8 + 5] = N_CLASSES;
  bytes->data[8 + 7] = 255;
  return 8 + 5;
}

static guint
set_labels_zero (GByteArray *bytes)
{
  memset (bytes->data + 8, 0, bytes->len - 8);
  return 8;
}

static void
remove_folder (const char *folder, const char *path)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strconcat (folder, "/", file_names[i], ".gz", NULL);

      g_assert_cmpint (g_remove (name), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
put_file_for_folder (const char *folder, const char *path)
{
  remove_folder (folder, path);
  g_assert_true (g_file_set_contents (folder, "file", 4, NULL));
}

static void
remove_file (const char *folder, const char *path)
{
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
put_folder (const char *folder, const char *path)
{
  remove_file (folder, path);
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
}

/* Nobody writes to it: waiting for them would hang. */
static void
put_pipe (const char *folder, const char *path)
{
  remove_file (folder, path);
  g_assert_cmpint (mkfifo (path, 0644), ==, 0);
}

static void
put_link (const char *path, const char *target)
{
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
put_device (const char *folder, const char *path)
{
  put_link (path, "/dev/zero");
}

static void
put_dangling_link (const char *folder, const char *path)
{
  put_link (path, "nowhere");
}

static void
put_looping_link (const char *folder, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  put_link (path, name);
}

/* A regular file that can be opened, but not read: address 0 is nobody's. */
static void
put_unreadable (const char *folder, const char *path)
{
  put_link (path, "/proc/self/mem");
}

#define DATA NORMLAB_ERROR_DATA
#define FAILED NORMLAB_ERROR_FAILED

static const Row rows[] = {
  { "folder-missing", 0, 0, NULL, NULL, remove_folder, FAILED, "does not exist" },
  { "folder-is-file", 0, 0, NULL, NULL, put_file_for_folder, DATA, "is a text" },
  { "missing-training-images", 0, 0, NULL, NULL, remove_file, FAILED,
    "training images; looked for train-images-idx3-ubyte, train-images.idx3-ubyte, with" },
  { "missing-training-labels", 1, 0, NULL, NULL, remove_file, FAILED,
    "training labels; looked for train-labels-idx1-ubyte, train-labels.idx1-ubyte, with" },
  { "missing-test-images", 2, 0, NULL, NULL, remove_file, FAILED,
    "test images; looked for t10k-images-idx3-ubyte, t10k-images.idx3-ubyte, "
    "test-images-idx3-ubyte, test-images.idx3-ubyte, with" },
  { "missing-test-labels", 3, 0, NULL, NULL, remove_file, FAILED,
    "test labels; looked for t10k-labels-idx1-ubyte" },

  { "folder-for-file", 2, 0, NULL, NULL, put_folder, FAILED, "is a folder" },
  { "pipe", 0, 0, NULL, NULL, put_pipe, FAILED, "is a pipe or a device" },
  { "device", 1, 0, NULL, NULL, put_device, FAILED, "is a pipe or a device" },
  { "dangling-link", 0, 0, NULL, NULL, put_dangling_link, FAILED, "cannot be opened: No such" },
  { "looping-link", 3, 0, NULL, NULL, put_looping_link, FAILED, "cannot be opened: Too many" },
  { "unreadable", 0, 0, NULL, NULL, put_unreadable, FAILED, "cannot be read at byte 0" },

  { "empty", 0, 1, make_empty, NULL, NULL, DATA, "is empty", "byte %d" },
  { "empty-gz", 3, 0, NULL, make_empty, NULL, DATA, "is empty", "byte %d" },
  { "nothing-compressed", 1, 0, make_empty, NULL, NULL, DATA, "within its header", BYTE_DECODED },
  { "cut-in-magic", 0, 1, cut_to_three, NULL, NULL, DATA, "within its header", "at byte %d," },
  { "cut-in-header", 0, 1, cut_to_eleven, NULL, NULL, DATA, "within its header", "at byte %d," },
  { "cut-in-header-gz", 0, 0, cut_to_eleven, NULL, NULL, DATA, "within its header", BYTE_DECODED },
  { "cut-in-half", 0, 1, cut_in_half, NULL, NULL, DATA, "promises 716 bytes", "ends at byte %d" },
  { "cut-last", 3, 1, cut_last, NULL, NULL, DATA, "promises 17 bytes", "ends at byte %d" },
  { "cut-in-half-gz", 0, 0, cut_in_half, NULL, NULL, DATA, "promises 716 bytes", BYTE_DECODED },
  { "cut-last-gz", 1, 0, cut_last, NULL, NULL, DATA, "promises 28 bytes", BYTE_DECODED },
  { "truncated-in-half", 0, 0, NULL, cut_in_half, NULL, DATA, "cut off", BYTE_IN_FILE },
  { "truncated-by-one", 0, 0, NULL, cut_last, NULL, DATA, "cut off", BYTE_IN_FILE },
  { "truncated-labels", 1, 0, NULL, cut_last, NULL, DATA, "cut off", BYTE_IN_FILE },
  { "truncated-to-three", 2, 0, NULL, cut_to_three, NULL, DATA, "cut off", BYTE_IN_FILE },

  { "crc", 0, 0, NULL, change_crc, NULL, DATA, "checksum (CRC)", BYTE_IN_FILE },
  { "crc-labels", 3, 0, NULL, change_crc, NULL, DATA, "checksum (CRC)", BYTE_IN_FILE },
  { "length", 2, 0, NULL, change_length, NULL, DATA, "is damaged", BYTE_IN_FILE },
  { "deflate", 0, 0, NULL, change_block, NULL, DATA, "cannot be decompressed", BYTE_IN_FILE },
  { "method", 0, 0, NULL, change_method, NULL, DATA, "cannot be decompressed", NULL },

  { "garbage", 0, 1, append_garbage, NULL, NULL, DATA, "promises 716 bytes", NULL },
  { "garbage-decoded", 0, 0, append_garbage, NULL, NULL, DATA, "goes on", BYTE_DECODED },
  { "extra-member", 0, 0, NULL, append_member, NULL, DATA, "goes on", BYTE_DECODED },
  { "bomb", 0, 0, append_bomb, NULL, NULL, DATA, "goes on", BYTE_DECODED },
  { "bomb-labels", 3, 0, append_bomb, NULL, NULL, DATA, "goes on", BYTE_DECODED },

  { "labels-for-images", 0, 0, set_magic_labels, NULL, NULL, DATA,
    "holds labels where images were expected: its magic number at byte 0 of the decoded data is "
    "0x00000801 instead of 0x00000803" },
  { "images-for-labels", 1, 1, set_magic_images, NULL, NULL, DATA,
    "holds images where labels were expected: its magic number at byte 0 is 0x00000803 instead of "
    "0x00000801" },
  { "type", 0, 0, set_magic_float, NULL, NULL, DATA, "promises 2816 bytes" },
  { "dimensions", 2, 0, set_magic_two, NULL, NULL, DATA, "1 × 7 pixels" },
  { "not-idx", 0, 1, set_magic_png, NULL, NULL, DATA, "is a single image (PNG)" },

  { "four-billion", 0, 1, set_items_four_billion, NULL, NULL, DATA, "promises 150323855341 bytes" },
  { "four-billion-gz", 0, 0, set_items_four_billion, NULL, NULL, DATA,
    "cannot hold the 150323855341 bytes", BYTE_DECODED },
  { "four-billion-labels", 3, 0, set_items_four_billion, NULL, NULL, DATA,
    "cannot hold the 4294967303 bytes", BYTE_DECODED },
  { "many", 0, 0, set_items_many, NULL, NULL, DATA, "cannot hold the 700016 bytes" },
  { "huge-image", 0, 0, set_rows_huge, NULL, NULL, DATA, "2147483648 × 5 pixels", BYTE_DECODED },
  { "no-images", 0, 0, set_items_zero, NULL, NULL, DATA, "holds nothing", BYTE_DECODED },
  { "no-labels", 3, 1, set_items_zero, NULL, NULL, DATA, "holds nothing", "byte %d" },
  { "no-rows", 0, 0, set_rows_zero, NULL, NULL, DATA, "without pixels", BYTE_DECODED },
  { "no-columns", 2, 1, set_columns_zero, NULL, NULL, DATA, "without pixels", "byte %d" },

  { "one-image-less", 0, 0, drop_image, NULL, NULL, DATA, "(19, at byte 4 of", NULL },
  { "one-label-less", 3, 0, drop_label, NULL, NULL, DATA, "(8, at byte 4 of", NULL },
  { "claims-one-less", 0, 1, set_items_fewer, NULL, NULL, DATA, "promises 681 bytes" },
  { "claims-one-more", 1, 1, set_items_more, NULL, NULL, DATA, "promises 29 bytes" },
  { "other-size", 2, 0, swap_sides, NULL, NULL, DATA, "5 × 7 pixels", BYTE_DECODED },
  { "label-past", 3, 0, set_label_past, NULL, NULL, DATA, "the label 3 at", BYTE_DECODED },
  { "label-past-plain", 3, 1, set_label_past, NULL, NULL, DATA, "up to 2 only", "at byte %d," },
  { "one-class", 1, 0, set_labels_zero, NULL, NULL, DATA, "fewer than two", BYTE_DECODED },
};

/* Writes one file as @row has it; returns where the damage is. */
static guint
write_file (const Row *row, guint file, const char *folder, char **path)
{
  g_autoptr (GByteArray) decoded = make_file (file);
  g_autoptr (GByteArray) stored = NULL;
  gboolean damaged = row != NULL && file == row->file;
  gboolean plain = row != NULL && row->plain;
  g_autofree char *name = g_strconcat (file_names[file], plain ? "" : ".gz", NULL);
  guint position = 0;

  if (damaged && row->decoded != NULL)
    position = row->decoded (decoded);
  stored = plain ? g_byte_array_ref (decoded) : normlab_test_gzip (decoded->data, decoded->len, 9);
  if (damaged && row->stored != NULL)
    position = row->stored (stored);
  *path = normlab_test_write (folder, name, stored);
  return position;
}

static void
check_message (const Row *row, const GError *error, const char *folder, guint position)
{
  gboolean file_named = row->folder != remove_folder && row->folder != put_file_for_folder
                        && row->folder != remove_file;

  g_test_message ("%s", error->message);
  g_assert_error (error, NORMLAB_ERROR, (int) row->code);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_null (strchr (error->message, '\n'));
  if (file_named)
    g_assert_nonnull (strstr (error->message, file_names[row->file]));
  g_assert_nonnull (strstr (error->message, row->words));
  if (row->format != NULL)
    {
      g_autoptr (GString) place = g_string_new (row->format);
      g_autofree char *number = g_strdup_printf ("%u", position);

      g_string_replace (place, "%d", number, 0);
      g_assert_nonnull (strstr (error->message, place->str));
    }
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *damaged_path = NULL;
  guint position = 0;

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = NULL;
      guint at = write_file (row, i, folder, &path);

      if (i == row->file)
        {
          position = at;
          damaged_path = g_steal_pointer (&path);
        }
    }
  if (row->folder != NULL)
    row->folder (folder, damaged_path);

  g_assert_null (normlab_dataset_load (folder, NULL, &error));
  check_message (row, error, folder, position);
}

/* Without the right to read a file. The superuser, whom no permission stops, becomes somebody else
 * for the moment. */
static void
test_permission (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *last = NULL;
  gboolean is_superuser = geteuid () == 0;

  for (guint i = 0; i < N_FILES; i++)
    {
      g_clear_pointer (&last, g_free);
      write_file (NULL, i, folder, &last);
    }
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (last, 0), ==, 0);
  if (is_superuser && seteuid (65534) != 0)
    {
      g_test_skip ("the superuser cannot become anybody else here");
      return;
    }

  dataset = normlab_dataset_load (folder, NULL, &error);
  if (is_superuser)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_null (dataset);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, last));
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
}

/* 2³¹ bytes and a header: the file has them all, none of them on disk, and is refused unread. */
static void
test_too_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) header = make_file (TRAINING_IMAGES);
  g_autofree char *path = NULL;
  const guint n_images = 1 << 21;

  g_byte_array_set_size (header, 16);
  normlab_test_set_word (header, 4, n_images);
  normlab_test_set_word (header, 8, 32);
  normlab_test_set_word (header, 12, 32);
  path = normlab_test_write (folder, file_names[0], header);
  g_assert_cmpint (truncate (path, 16 + ((goffset) n_images << 10)), ==, 0);

  g_assert_null (normlab_dataset_load (folder, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "is too large"));
  g_assert_nonnull (strstr (error->message, "byte 4"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dataset-errors/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dataset-errors/permission", test_permission);
  g_test_add_func ("/dataset-errors/too-large", test_too_large);
  return g_test_run ();
}
