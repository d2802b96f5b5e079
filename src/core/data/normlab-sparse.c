/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-sparse.h"

#include <math.h>
#include <string.h>

#include "normlab-memory-limit.h"
#include "normlab-memory.h"

#define MAX_THREADS 64
#define WORD 8
#define LOW_BITS G_GUINT64_CONSTANT (0x0101010101010101)
/* As many times can 1 be added to a byte. */
#define BYTE_MAX 255

/* A pixel's value as the notebook sees it. */
#define PIXEL(byte) ((float) (byte) / 255.0f)
#define PIXEL4(byte) PIXEL (byte), PIXEL (byte + 1), PIXEL (byte + 2), PIXEL (byte + 3)
#define PIXEL16(byte) PIXEL4 (byte), PIXEL4 (byte + 4), PIXEL4 (byte + 8), PIXEL4 (byte + 12)
#define PIXEL64(byte) PIXEL16 (byte), PIXEL16 (byte + 16), PIXEL16 (byte + 32), PIXEL16 (byte + 48)

static const float pixel_values[256] = { PIXEL64 (0), PIXEL64 (64), PIXEL64 (128), PIXEL64 (192) };

/* One thread's share: the images first … last − 1. */
typedef struct
{
  NormlabSparse *sparse;
  const guint8 *images;
  GCancellable *cancellable;
  guint first;
  guint last;
  gboolean failed;
  guint32 *columns; /* n_pixels: in how many of the images each pixel is not zero */
} Share;

static inline gboolean
is_cancelled (const Share *share)
{
  return g_cancellable_is_cancelled (share->cancellable);
}

/* Byte i of the result is 1 where byte i of @word is not zero, and 0 where it is. */
static inline guint64
mark_nonzero (guint64 word)
{
  const guint64 low_seven = LOW_BITS * 0x7f;

  return ((((word & low_seven) + low_seven) | word) >> 7) & LOW_BITS;
}

/* n ≤ 8 pixels as a word, the first in the lowest byte on every machine. */
static inline guint64
load_word (const guint8 *bytes, gsize n)
{
  guint64 word = 0;

  memcpy (&word, bytes, n);
  return GUINT64_FROM_LE (word);
}

/* Counts one image's pixels that are not zero, eight at a time, and adds to the counts per column.
 * marks: one word per eight pixels, a byte each */
static guint
count_image (const guint8 *image, guint n_pixels, guint64 *marks)
{
  guint n_whole = n_pixels / WORD;
  guint64 n = 0;

  for (guint i = 0; i < n_whole; i++)
    {
      guint64 nonzero = mark_nonzero (load_word (image + i * WORD, WORD));

      marks[i] += nonzero;
      n += (nonzero * LOW_BITS) >> 56;
    }
  if (n_pixels % WORD != 0)
    {
      guint64 nonzero = mark_nonzero (load_word (image + n_whole * WORD, n_pixels % WORD));

      marks[n_whole] += nonzero;
      n += (nonzero * LOW_BITS) >> 56;
    }
  return (guint) n;
}

static void
flush_marks (guint64 *marks, guint32 *columns, guint n_pixels)
{
  for (guint i = 0; i < n_pixels; i++)
    columns[i] += (guint8) (marks[i / WORD] >> (i % WORD * 8));
  memset (marks, 0, (n_pixels + WORD - 1) / WORD * WORD);
}

/* The same for the first @n pixels, without the columns. */
static guint
count_pixels (const guint8 *image, guint n)
{
  guint64 count = 0;
  guint i = 0;

  for (; n - i >= WORD; i += WORD)
    count += (mark_nonzero (load_word (image + i, WORD)) * LOW_BITS) >> 56;
  return (guint) (count + ((mark_nonzero (load_word (image + i, n - i)) * LOW_BITS) >> 56));
}

/* First pass: the number of entries of each image goes to offsets[i]. */
static gpointer
count_share (gpointer data)
{
  Share *share = data;
  NormlabSparse *sparse = share->sparse;
  guint n_pixels = sparse->n_pixels;
  g_autofree guint64 *marks = g_try_new0 (guint64, (n_pixels + WORD - 1) / WORD);

  share->columns = g_try_new0 (guint32, n_pixels);
  if (share->columns == NULL || marks == NULL)
    {
      share->failed = TRUE;
      return NULL;
    }

  for (guint i = share->first; i < share->last && !is_cancelled (share); i++)
    {
      const guint8 *image = share->images + (gsize) i * n_pixels;

      sparse->offsets[i] = count_image (image, n_pixels, marks);
      if ((i - share->first) % BYTE_MAX == BYTE_MAX - 1)
        flush_marks (marks, share->columns, n_pixels);
    }
  flush_marks (marks, share->columns, n_pixels);
  return NULL;
}

/* Writes eight pixels and returns the end of those that are not zero. Every pixel goes where it
 * would stand if it were not zero, in order, so that the next one overwrites it if it is: no branch
 * to guess, and no store that waits for the one before. */
static inline NormlabEntry *
pack_word (guint64 word, guint pixel, NormlabEntry *out)
{
  /* Byte i counts the pixels up to i that are not zero. */
  guint64 n = mark_nonzero (word) * LOW_BITS;
  guint64 n_before = n << 8;

#pragma GCC unroll 8
  for (guint i = 0; i < WORD; i++)
    out[(n_before >> (8 * i)) & 0xff] = (NormlabEntry){ (pixel + i) * NORMLAB_PIXEL_SCALE,
                                                        pixel_values[(word >> (8 * i)) & 0xff] };
  return out + (n >> 56);
}

/* Appends the pixels first … last − 1 of an image; returns the end of the entries. At most
 * @end − @out of them are not zero: nothing is written past @end. */
static NormlabEntry *
pack_pixels (const guint8 *image,
             guint first,
             guint last,
             NormlabEntry *out,
             const NormlabEntry *end)
{
  guint pixel = first;

  for (; last - pixel >= WORD && end - out >= WORD; pixel += WORD)
    {
      guint64 word = load_word (image + pixel, WORD);

      if (word != 0)
        out = pack_word (word, pixel, out);
    }
  for (; pixel < last; pixel++)
    if (image[pixel] != 0)
      *out++ = (NormlabEntry){ pixel * NORMLAB_PIXEL_SCALE, pixel_values[image[pixel]] };
  return out;
}

/* Second pass: the boundary stands; the numbers of entries before and behind it go to offsets[i]
 * and offsets[n_images + i]. */
static gpointer
split_share (gpointer data)
{
  Share *share = data;
  NormlabSparse *sparse = share->sparse;
  gsize *before = sparse->offsets, *behind = sparse->offsets + sparse->n_images;

  for (guint i = share->first; i < share->last && !is_cancelled (share); i++)
    {
      guint n = count_pixels (share->images + (gsize) i * sparse->n_pixels, sparse->boundary);

      behind[i] = before[i] - n;
      before[i] = n;
    }
  return NULL;
}

/* Third pass: the offsets stand. */
static gpointer
pack_share (gpointer data)
{
  Share *share = data;
  NormlabSparse *sparse = share->sparse;
  const gsize *offsets[2] = { sparse->offsets, sparse->offsets + sparse->n_images };
  NormlabEntry *out[2];
  const NormlabEntry *end[2];

  for (guint half = 0; half < 2; half++)
    {
      out[half] = sparse->entries + offsets[half][share->first];
      end[half] = sparse->entries + offsets[half][share->last];
    }
  for (guint i = share->first; i < share->last && !is_cancelled (share); i++)
    {
      const guint8 *image = share->images + (gsize) i * sparse->n_pixels;

      out[0] = pack_pixels (image, 0, sparse->boundary, out[0], end[0]);
      out[1] = pack_pixels (image, sparse->boundary, sparse->n_pixels, out[1], end[1]);
    }
  g_assert (is_cancelled (share) || (out[0] == end[0] && out[1] == end[1]));
  return NULL;
}

/* Every share on a thread of its own, the first on the caller's; and there, too, any that the
 * system has no thread for. */
static void
run_shares (Share *shares, guint n_shares, GThreadFunc func)
{
  GThread *threads[MAX_THREADS] = { NULL };

  for (guint i = 1; i < n_shares; i++)
    threads[i] = g_thread_try_new ("sparse", func, &shares[i], NULL);
  func (&shares[0]);
  for (guint i = 1; i < n_shares; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
    else
      func (&shares[i]);
}

static guint
find_boundary (const Share *shares, guint n_shares, guint n_pixels, gsize n_entries)
{
  gsize n_before = 0;
  guint boundary = 0;

  while (2 * n_before < n_entries)
    {
      g_assert (boundary < n_pixels);
      for (guint i = 0; i < n_shares; i++)
        n_before += shares[i].columns[boundary];
      boundary++;
    }
  return boundary;
}

/* From the counts of the first pass to the boundary. */
static gboolean
set_boundary (NormlabSparse *self, const Share *shares, guint n_shares)
{
  gsize n_entries = 0;

  for (guint i = 0; i < n_shares; i++)
    if (shares[i].failed)
      return FALSE;
  for (gsize i = 0; i < self->n_images; i++)
    n_entries += self->offsets[i];
  self->boundary = find_boundary (shares, n_shares, self->n_pixels, n_entries);
  return TRUE;
}

/* From the counts of the second pass to offsets and memory for the third. */
static gboolean
lay_out (NormlabSparse *self)
{
  gsize n_entries = 0;

  for (gsize i = 0; i <= 2 * (gsize) self->n_images; i++)
    {
      gsize n = i < 2 * (gsize) self->n_images ? self->offsets[i] : 0;

      self->offsets[i] = n_entries;
      n_entries += n;
    }
  if (normlab_memory_check (n_entries * sizeof (NormlabEntry), "", NULL))
    self->entries = normlab_memory_new (MAX (n_entries, 1) * sizeof (NormlabEntry));
  if (self->entries == NULL)
    self->n_lacking = n_entries * sizeof (NormlabEntry);
  return self->entries != NULL;
}

gboolean
normlab_sparse_init (NormlabSparse *self,
                     const guint8 *images,
                     guint n_images,
                     guint n_pixels,
                     guint n_threads,
                     GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (images != NULL || n_images == 0, FALSE);
  g_return_val_if_fail (n_pixels >= 1 && n_pixels <= NORMLAB_MAX_PIXELS, FALSE);

  guint n_shares = CLAMP (n_threads, 1, MIN (MAX_THREADS, MAX (n_images, 1)));
  Share shares[MAX_THREADS] = { { NULL } };
  gboolean ok;

  *self = (NormlabSparse){ .n_images = n_images, .n_pixels = n_pixels };
  self->offsets = g_try_new (gsize, 2 * (gsize) n_images + 1);
  if (self->offsets == NULL)
    {
      normlab_sparse_clear (self);
      return FALSE;
    }

  for (guint i = 0; i < n_shares; i++)
    shares[i] = (Share){
      .sparse = self,
      .images = images,
      .cancellable = cancellable,
      .first = (guint) ((guint64) n_images * i / n_shares),
      .last = (guint) ((guint64) n_images * (i + 1) / n_shares),
    };

  /* A pass that was cancelled leaves gaps. */
  run_shares (shares, n_shares, count_share);
  ok = !is_cancelled (shares) && set_boundary (self, shares, n_shares);
  if (ok)
    {
      run_shares (shares, n_shares, split_share);
      ok = !is_cancelled (shares) && lay_out (self);
    }
  for (guint i = 0; i < n_shares; i++)
    g_free (shares[i].columns);
  if (ok)
    {
      run_shares (shares, n_shares, pack_share);
      ok = !is_cancelled (shares);
    }
  if (!ok)
    {
      gsize n_lacking = self->n_lacking;

      normlab_sparse_clear (self);
      self->n_lacking = n_lacking;
    }
  return ok;
}

void
normlab_sparse_clear (NormlabSparse *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->offsets);
  normlab_memory_free (self->entries);
  *self = (NormlabSparse){ 0 };
}

void
normlab_sparse_get_image (const NormlabSparse *self, guint image, guint8 *pixels)
{
  g_return_if_fail (self != NULL && image < self->n_images && pixels != NULL);

  memset (pixels, 0, self->n_pixels);
  for (guint half = 0; half < 2; half++)
    {
      gsize i = (gsize) half * self->n_images + image;

      for (gsize e = self->offsets[i]; e < self->offsets[i + 1]; e++)
        pixels[self->entries[e].scaled_pixel / NORMLAB_PIXEL_SCALE]
            = (guint8) lrintf (self->entries[e].value * 255);
    }
}

double
normlab_sparse_get_zero_share (const NormlabSparse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->n_images == 0)
    return 0;
  return 1
         - (double) self->offsets[2 * (gsize) self->n_images]
               / ((double) self->n_images * self->n_pixels);
}
