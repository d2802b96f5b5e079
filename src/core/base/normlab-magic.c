/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-magic.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EXPORT N_("export its arrays as IDX, CSV or NumPy’s .npz, and open that")
#define UNPACK N_("unpack it, and open what was in it")
#define AGAIN                                                                                      \
  N_("what was downloaded is a page of a server, perhaps an error or a login: download "          \
      "the file itself")
#define FOLDER N_("images are opened by the folder that holds a folder of them for each class")

typedef struct
{
  guint offset;
  guint n_bytes;
  const char *bytes;
  NormlabMagic magic;
  const char *what;
  const char *advice;
} Entry;

static const Entry entries[] = {
  { 0, 6, "\x93NUMPY", NORMLAB_MAGIC_NPY, N_("an array of NumPy’s") },
  { 30, 19, "[Content_Types].xml", NORMLAB_MAGIC_OTHER, N_("a document of Excel or the like"),
    N_("save a table as CSV, and open that") },
  { 0, 4, "PK\x03\x04", NORMLAB_MAGIC_ZIP, N_("a zip archive"), UNPACK },
  { 0, 4, "PK\x05\x06", NORMLAB_MAGIC_OTHER, N_("an empty zip archive") },
  { 0, 2, "\x1f\x8b", NORMLAB_MAGIC_GZIP, N_("compressed with gzip") },
  { 0, 40, "version https://git-lfs.github.com/spec/", NORMLAB_MAGIC_LFS_POINTER,
    N_("a Git LFS pointer, which only names the data"),
    N_("fetch these with “git lfs pull” where it came from") },
  { 0, 8, "\x89HDF\r\n\x1a\n", NORMLAB_MAGIC_OTHER, N_("an HDF5 file"), EXPORT },
  { 0, 4, "%PDF", NORMLAB_MAGIC_OTHER, N_("a document (PDF)") },
  { 0, 4, "\x89PNG", NORMLAB_MAGIC_IMAGE, N_("a single image (PNG)"), FOLDER },
  { 0, 3, "\xff\xd8\xff", NORMLAB_MAGIC_IMAGE, N_("a single image (JPEG)"), FOLDER },
  { 0, 4, "GIF8", NORMLAB_MAGIC_IMAGE, N_("a single image (GIF)"), FOLDER },
  { 0, 4, "II*\0", NORMLAB_MAGIC_IMAGE, N_("a single image (TIFF)"), FOLDER },
  { 0, 4, "MM\0*", NORMLAB_MAGIC_IMAGE, N_("a single image (TIFF)"), FOLDER },
  { 8, 4, "WEBP", NORMLAB_MAGIC_IMAGE, N_("a single image (WebP)"), FOLDER },
  { 0, 4, "<svg", NORMLAB_MAGIC_IMAGE, N_("a single image (SVG)"), FOLDER },
  { 0, 3, "BZh", NORMLAB_MAGIC_OTHER, N_("compressed with bzip2"), UNPACK },
  { 0, 6,
    "\xfd"
    "7zXZ",
    NORMLAB_MAGIC_OTHER, N_("compressed with xz"), UNPACK },
  { 0, 4, "\x28\xb5\x2f\xfd", NORMLAB_MAGIC_OTHER, N_("compressed with zstd"), UNPACK },
  { 0, 6, "7z\xbc\xaf\x27\x1c", NORMLAB_MAGIC_OTHER, N_("a 7z archive"), UNPACK },
  { 0, 4, "Rar!", NORMLAB_MAGIC_OTHER, N_("a RAR archive"), UNPACK },
  { 257, 5, "ustar", NORMLAB_MAGIC_OTHER, N_("a tar archive"), UNPACK },
  { 0, 4, "PAR1", NORMLAB_MAGIC_OTHER, N_("a Parquet file"), EXPORT },
  { 0, 5, "\xef\xbb\xbf\0\0", NORMLAB_MAGIC_OTHER,
    N_("an IDX file that a program took for a text, and damaged"), N_("download it again") },
  { 0, 7, "MATLAB ", NORMLAB_MAGIC_OTHER, N_("a MATLAB file"), EXPORT },
  { 0, 6, "ARROW1", NORMLAB_MAGIC_OTHER, N_("an Arrow file"), EXPORT },
  { 0, 4, "FEA1", NORMLAB_MAGIC_OTHER, N_("a Feather file"), EXPORT },
  { 0, 4, "RDX2", NORMLAB_MAGIC_OTHER, N_("a file of R’s"), EXPORT },
  { 0, 4, "RDX3", NORMLAB_MAGIC_OTHER, N_("a file of R’s"), EXPORT },
  { 0, 5, "X\n\0\0\0", NORMLAB_MAGIC_OTHER, N_("a file of R’s"), EXPORT },
  { 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NORMLAB_MAGIC_OTHER,
    N_("a document of Excel or the like (or Windows’ thumbnails)"),
    N_("save a table as CSV, and open that") },
  { 0, 4, "\0\5\x16\7", NORMLAB_MAGIC_OTHER, N_("what macOS leaves beside a file"),
    N_("the file itself has the same name without “._”") },
  { 0, 15, "SQLite format 3", NORMLAB_MAGIC_OTHER, N_("a database"), EXPORT },
};

static const Entry empty = { .magic = NORMLAB_MAGIC_EMPTY,
                             .what = N_("empty"),
                             .advice = N_("its download did not get far: download it again") };
static const Entry idx = { .magic = NORMLAB_MAGIC_IDX, .what = N_("an IDX file") };
static const Entry little_endian_idx = {
  .magic = NORMLAB_MAGIC_OTHER,
  .what = N_("an IDX file in the wrong byte order (little-endian)"),
  .advice = N_("IDX is big-endian: write its header, and numbers of several bytes, the other way "
                "round, or download it again"),
};
static const Entry pickle = {
  .magic = NORMLAB_MAGIC_OTHER,
  .what = N_("a pickle of Python’s, which is a program and never run here"),
  .advice = N_("load it in Python and save its arrays with numpy.savez()"),
};
static const Entry arrow
    = { .magic = NORMLAB_MAGIC_OTHER, .what = N_("an Arrow file"), .advice = EXPORT };
static const Entry matlab
    = { .magic = NORMLAB_MAGIC_OTHER, .what = N_("a MATLAB file"), .advice = EXPORT };
static const Entry safetensors
    = { .magic = NORMLAB_MAGIC_OTHER, .what = N_("a safetensors file"), .advice = EXPORT };
static const Entry tfrecord
    = { .magic = NORMLAB_MAGIC_OTHER, .what = N_("TensorFlow’s records"), .advice = EXPORT };
static const Entry web_page
    = { .magic = NORMLAB_MAGIC_WEB_PAGE, .what = N_("a web page"), .advice = AGAIN };
static const Entry xml
    = { .magic = NORMLAB_MAGIC_WEB_PAGE, .what = N_("an XML document"), .advice = AGAIN };
static const Entry text = { .magic = NORMLAB_MAGIC_TEXT, .what = N_("a text") };
static const Entry unknown = { .magic = NORMLAB_MAGIC_UNKNOWN, .what = N_("of an unknown kind") };

static const Entry utf_16 = { .magic = NORMLAB_MAGIC_OTHER,
                              .what = N_("a text in UTF-16"),
                              .advice = N_("save it in UTF-8") };
static const Entry bitmap
    = { .magic = NORMLAB_MAGIC_IMAGE, .what = N_("a single image (BMP)"), .advice = FOLDER };
static const Entry torch = {
  .magic = NORMLAB_MAGIC_OTHER,
  .what = N_("PyTorch’s, with a pickle of Python’s, which is a program and never run here"),
  .advice = N_("load it in Python and save its arrays with numpy.savez()"),
};

static gboolean
is_idx_type (guint8 byte)
{
  return byte == 0x08 || byte == 0x09 || (byte >= 0x0b && byte <= 0x0e);
}

static gboolean
begins_with (const guint8 *bytes, gsize n, const char *word)
{
  gsize length = strlen (word);

  return n >= length && g_ascii_strncasecmp ((const char *) bytes, word, length) == 0;
}

/* Whatever stands before the first mark: a byte-order mark and blanks. */
static const Entry *
find_markup (const guint8 *bytes, gsize n)
{
  static const char *const marks[]
      = { "<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title" };

  if (begins_with (bytes, n, "\xef\xbb\xbf"))
    bytes += 3, n -= 3;
  while (n > 0 && g_ascii_isspace (*bytes))
    bytes++, n--;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (begins_with (bytes, n, marks[i]))
      return &web_page;
  if (begins_with (bytes, n, "<?xml") || begins_with (bytes, n, "<!doctype"))
    return &xml;
  return NULL;
}

/* In UTF-8, or in another encoding most of which is ASCII. Cut, it may end within a character. */
static gboolean
is_text (const guint8 *bytes, gsize n)
{
  const char *end;
  gsize n_high = 0;

  for (gsize i = 0; i < n; i++)
    if (bytes[i] >= 0x80)
      n_high++;
    else if (bytes[i] < 0x20 && !g_ascii_isspace (bytes[i]))
      return FALSE;
  return 4 * n_high <= n || g_utf8_validate ((const char *) bytes, (gssize) n, &end)
         || (const char *) bytes + n - end < 4;
}

/* With a mark of its byte order, or plain letters with a zero beside each of them. */
static gboolean
is_utf_16 (const guint8 *bytes, gsize n)
{
  if (n >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    return TRUE;
  for (guint zero = 0; n >= 8 && zero < 2; zero++)
    {
      guint k = 0;

      while (k < 8 && bytes[k + zero] == 0 && g_ascii_isprint (bytes[k + 1 - zero]))
        k += 2;
      if (k == 8)
        return TRUE;
    }
  return FALSE;
}

/* A zip archive whose first member is called "…/data.pkl". */
static gboolean
is_torch (const guint8 *bytes, gsize n)
{
  static const char end[] = "/data.pkl";
  gsize length = n >= 30 ? bytes[26] | (gsize) bytes[27] << 8 : 0;

  return length >= strlen (end) && 30 + length <= n && memcmp (bytes, "PK\x03\x04", 4) == 0
         && memcmp (bytes + 30 + length - strlen (end), end, strlen (end)) == 0;
}

/* Of the first protocols, which begin with no mark: a dictionary, a list, or an array of NumPy's,
 * perhaps in a tuple. */
static gboolean
is_old_pickle (const guint8 *bytes, gsize n)
{
  static const char *const words[] = { "(dp", "(lp", "}q", "]q", "cnumpy.", "(cnumpy." };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if (n > length && memcmp (bytes, words[i], length) == 0
          && (i < 2 ? g_ascii_isdigit (bytes[length]) : i > 3 || bytes[length] < 2))
        return TRUE;
    }
  return FALSE;
}

static guint32
get_word (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

/* What begins with numbers, least byte first, that hold together. */
static const Entry *
find_numbers (const guint8 *bytes, gsize n)
{
  guint32 words[5];
  guint32 length;

  if (n < sizeof words)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = get_word (bytes + 4 * i);
  /* A stream: a mark, the length of a table, and where it begins. */
  if (words[0] == G_MAXUINT32 && words[1] > 0 && words[1] < 1 << 24 && words[2] == 16)
    return &arrow;
  /* Version 4: type, rows, columns, whether complex, and a name that ends with 0. */
  length = words[4];
  if (words[0] <= 52 && words[0] % 10 <= 2 && words[1] > 0 && words[2] > 0 && words[3] <= 1
      && length >= 2 && length <= 64 && n >= 20 + length && bytes[20 + length - 1] == '\0'
      && g_ascii_isalpha (bytes[20]) && strlen ((const char *) bytes + 20) == length - 1)
    return &matlab;
  /* A length of 8 bytes, and JSON; or its checksum, and an example with fields. */
  if (words[0] > 0 && words[1] == 0 && memcmp (bytes + 8, "{\"", 2) == 0)
    return &safetensors;
  if (words[0] > 0 && words[1] == 0 && words[2] != 0 && bytes[12] == 0x0a)
    return &tfrecord;
  return NULL;
}

static const Entry *
find (const guint8 *bytes, gsize n)
{
  const Entry *found;

  if (n == 0)
    return &empty;
  /* Of an unknown type too, as long as the number of dimensions is one. */
  if (n >= 4 && bytes[0] == 0 && bytes[1] == 0
      && (is_idx_type (bytes[2]) || (bytes[2] != 0 && bytes[3] >= 1 && bytes[3] <= 4)))
    return &idx;
  if (n >= 4 && bytes[0] >= 1 && bytes[0] <= 4 && is_idx_type (bytes[1]) && bytes[2] == 0
      && bytes[3] == 0)
    return &little_endian_idx;
  if ((n >= 2 && bytes[0] == 0x80 && bytes[1] >= 2 && bytes[1] <= 5) || is_old_pickle (bytes, n))
    return &pickle;
  if (is_utf_16 (bytes, n))
    return &utf_16;
  if (is_torch (bytes, n))
    return &torch;
  if (n >= 10 && memcmp (bytes, "BM", 2) == 0 && memcmp (bytes + 6, "\0\0\0\0", 4) == 0)
    return &bitmap;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (n >= entries[i].offset + entries[i].n_bytes
        && memcmp (bytes + entries[i].offset, entries[i].bytes, entries[i].n_bytes) == 0)
      return &entries[i];
  found = find_markup (bytes, n);
  if (found == NULL)
    found = find_numbers (bytes, n);
  if (found != NULL)
    return found;
  return is_text (bytes, n) ? &text : &unknown;
}

NormlabMagic
normlab_magic_find (const guint8 *bytes, gsize n, const char **what, const char **advice)
{
  const Entry *entry;

  g_return_val_if_fail (bytes != NULL || n == 0, NORMLAB_MAGIC_UNKNOWN);

  entry = find (bytes, n);
  if (what != NULL)
    *what = _(entry->what);
  if (advice != NULL)
    *advice = entry->advice != NULL ? _(entry->advice) : NULL;
  return entry->magic;
}
