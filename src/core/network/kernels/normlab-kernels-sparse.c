/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer's products, over the non-zero pixels alone. */

#include "normlab-kernels-set.h"

/* Columns that a sparse pass keeps in registers. */
#define SPARSE_VECTORS 8

G_STATIC_ASSERT (NORMLAB_ROW_ALIGN % NORMLAB_PIXEL_SCALE == 0);

/* Entries of image i of the pixels before the boundary (group 0), or from it on (group 1). */
typedef struct
{
  const NormlabEntry *begin, *end;
} Entries;

ALWAYS_INLINE Entries
image_entries (const NormlabSparse *x, gsize image, gsize group)
{
  const gsize *offsets = x->offsets + group * x->n_images + image;

  return (Entries){ x->entries + offsets[0], x->entries + offsets[1] };
}

/* Batches jump about in a set of tens of megabytes: ask for the entries two images ahead, and
 * for where they lie six images ahead, so that asking does not wait itself. Past sixteen lines
 * of eight the processor has noticed the stream. */
ALWAYS_INLINE void
prefetch (const NormlabSparse *x, const guint32 *images, gsize i, gsize n, gsize group)
{
  if (images == NULL)
    return;
  if (i + 6 < n)
    __builtin_prefetch (x->offsets + group * x->n_images + images[i + 6]);
  if (i + 2 < n)
    {
      Entries e = image_entries (x, images[i + 2], group);
      const NormlabEntry *end = e.begin + MIN (e.end - e.begin, 16 * 8);

      for (const NormlabEntry *entry = e.begin; entry < end; entry += 8)
        __builtin_prefetch (entry);
    }
}

/* Where the row of an entry's pixel begins. In one register, so that addresses are made of it and a
 * constant by the instructions that need them. */
ALWAYS_INLINE gsize
row_begin (const NormlabEntry *entry, gsize stride)
{
  return IN_REGISTER (entry->scaled_pixel * (stride / NORMLAB_PIXEL_SCALE));
}

/* The pixels of one @group, @vectors vectors of columns and @half of one, all images. */
ALWAYS_INLINE void
sparse_forward_pass (guint vectors,
                     gboolean half,
                     const NormlabSparse *x,
                     const guint32 *images,
                     gsize first,
                     gsize n,
                     gsize group,
                     const float *w,
                     gsize stride,
                     const float *bias,
                     float *out)
{
  w = IN_REGISTER (w);
  for (gsize i = 0; i < n; i++)
    {
      Entries e = image_entries (x, images != NULL ? images[i] : first + i, group);
      float *row = out + i * stride;
      float *last = row + vectors * LANES;
      Vector sum[SPARSE_VECTORS];
      Half last_sum = group == 0 || !half ? splat_half (0.0f) : load_half (last);

      prefetch (x, images, i, n, group);
      UNROLL
      for (guint v = 0; v < vectors; v++)
        sum[v] = group == 0 ? splat (0.0f) : load (row + v * LANES);
      for (const NormlabEntry *entry = e.begin; entry < e.end; entry++)
        {
          gsize begin = row_begin (entry, stride);
          Vector value = splat (entry->value);

          UNROLL
          for (guint v = 0; v < vectors; v++)
            sum[v] += value * load (w + begin + v * LANES);
          if (half)
            last_sum += splat_half (entry->value) * load_half (w + begin + vectors * LANES);
        }
      UNROLL
      for (guint v = 0; v < vectors; v++)
        store (row + v * LANES, group == 0 ? sum[v] : sum[v] + load (bias + v * LANES));
      if (half)
        store_half (last, group == 0 ? last_sum : last_sum + load_half (bias + vectors * LANES));
    }
}

/* The same for all columns at once: the stride is a constant, and the multiplication by it
 * vanishes. */
ALWAYS_INLINE void
sparse_forward_all (guint vectors,
                    gboolean half,
                    const NormlabSparse *x,
                    const guint32 *images,
                    gsize first,
                    gsize n,
                    gsize group,
                    const float *w,
                    const float *bias,
                    float *out)
{
  sparse_forward_pass (vectors, half, x, images, first, n, group, w,
                       vectors * LANES + (half ? NORMLAB_ROW_ALIGN : 0), bias, out);
}

/* Asks for all entries of one image that will be wanted a step later, into the second cache; and
 * for where those of the eighth after it lie. */
ALWAYS_INLINE void
prefetch_upcoming (const NormlabSparse *x, const guint32 *upcoming, gsize i, gsize n, gsize group)
{
  Entries e = image_entries (x, upcoming[i], group);

  if (i + 8 < n)
    __builtin_prefetch (x->offsets + group * x->n_images + upcoming[i + 8]);
  for (const NormlabEntry *entry = e.begin; entry < e.end; entry += 8)
    __builtin_prefetch (entry, 0, 2);
}

/* dw += Xᵀ d likewise: for every weight the images come in order. */
ALWAYS_INLINE void
sparse_gradient_pass (guint vectors,
                      gboolean half,
                      const NormlabSparse *x,
                      const guint32 *images,
                      const guint32 *upcoming,
                      gsize n,
                      gsize group,
                      const float *d,
                      gsize stride,
                      float *dw)
{
  dw = IN_REGISTER (dw);
  for (gsize i = 0; i < n; i++)
    {
      Entries e = image_entries (x, images[i], group);
      const float *last = d + i * stride + vectors * LANES;
      Vector row[SPARSE_VECTORS];
      Half last_row = half ? load_half (last) : splat_half (0.0f);

      if (upcoming != NULL)
        prefetch_upcoming (x, upcoming, i, n, group);
      UNROLL
      for (guint v = 0; v < vectors; v++)
        row[v] = load (d + i * stride + v * LANES);
      for (const NormlabEntry *entry = e.begin; entry < e.end; entry++)
        {
          float *weights = IN_REGISTER (dw + row_begin (entry, stride));
          Vector value = splat (entry->value);

          UNROLL
          for (guint v = 0; v < vectors; v++)
            store (weights + v * LANES, load (weights + v * LANES) + value * row[v]);
          if (half)
            store_half (weights + vectors * LANES, load_half (weights + vectors * LANES)
                                                       + splat_half (entry->value) * last_row);
        }
    }
}

void
KERNEL (sparse_forward) (const NormlabSparse *x,
                         const guint32 *images,
                         gsize first,
                         gsize n,
                         const float *w,
                         gsize stride,
                         const float *bias,
                         float *out)
{
  if (stride <= SPARSE_VECTORS * LANES)
    for (gsize group = 0; group < 2; group++)
      FOR_WIDTH (stride, sparse_forward_all, x, images, first, n, group, w, bias, out)
  else
    for (gsize column = 0; column < stride; column += SPARSE_VECTORS * LANES)
      for (gsize group = 0; group < 2; group++)
        FOR_WIDTH (stride - column, sparse_forward_pass, x, images, first, n, group, w + column,
                   stride, bias + column, out + column)
}

void
KERNEL (sparse_gradient) (const NormlabSparse *x,
                          const guint32 *images,
                          const guint32 *upcoming,
                          gsize n,
                          const float *d,
                          gsize stride,
                          float *dw)
{
  for (gsize column = 0; column < stride; column += SPARSE_VECTORS * LANES)
    for (gsize group = 0; group < 2; group++)
      FOR_WIDTH (stride - column, sparse_gradient_pass, x, images, column == 0 ? upcoming : NULL, n,
                 group, d + column, stride, dw + column)
}
