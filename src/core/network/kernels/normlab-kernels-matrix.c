/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dense products: all but the first layer's, which is in normlab-kernels-sparse.c. Compiled
 * twice for each instruction set: with NORMLAB_FUSED, those whose products and sums are fused. */

#include "normlab-kernels-set.h"

#include "normlab-multiply-add.h"

/* B is packed in strips, a group of them at a time: the strip that is being multiplied by stays
 * in the nearest cache with the tile of A that it meets. Where there are strips enough to make
 * up for it, A is packed too, a block of rows at a time. Block and group stay in the second
 * cache. */
#define STRIP_DEPTH 256
#define STRIP_VECTORS 2
#define STRIP_COLUMNS ((gsize) STRIP_VECTORS * LANES)
#define GROUP_COLUMNS ((gsize) 128)
#define GROUP_FLOATS (STRIP_DEPTH * GROUP_COLUMNS)
/* As many accumulators as there are registers for. */
#define TILE_ROWS (NORMLAB_VECTOR_BYTES == 64 ? 12 : 6)
#define PREFETCH_ROWS 4
#define BLOCK_FLOATS (192 * STRIP_DEPTH)
#define PACK_FROM_COLUMNS 64

G_STATIC_ASSERT (GROUP_FLOATS + BLOCK_FLOATS + TILE_ROWS * STRIP_DEPTH <= NORMLAB_PACK_SIZE);

/* Of the next strip where so many columns are left: its own, one vector's, or half a vector's,
 * which is packed as a whole one with zeros. */
ALWAYS_INLINE gsize
strip_width (gsize columns)
{
  if (columns >= STRIP_COLUMNS)
    return STRIP_COLUMNS;
  return columns >= LANES ? LANES : NORMLAB_ROW_ALIGN;
}

/* Packs depth × columns of B into strips, row by row: whole lines of the cache, and each page
 * once. */
static void
pack_rows (const float *b, gsize b_row, gsize depth, gsize columns, float *pack)
{
  for (gsize k = 0; k < depth; k++)
    {
      const float *from = b + k * b_row;
      gsize width;

      for (gsize j = 0; j < columns; j += width)
        {
          float *to = pack + j * depth;

          __builtin_prefetch (from + PREFETCH_ROWS * b_row + j);
          width = strip_width (columns - j);
          if (width == STRIP_COLUMNS)
            memcpy (to + k * STRIP_COLUMNS, from + j, STRIP_COLUMNS * sizeof *to);
          else if (width == LANES)
            memcpy (to + k * LANES, from + j, LANES * sizeof *to);
          else
            {
              store_half (to + k * LANES, load_half (from + j));
              store_half (to + k * LANES + NORMLAB_ROW_ALIGN, splat_half (0.0f));
            }
        }
    }
}

/* One strip of a B whose columns, not rows, are contiguous: four by four. @pack_row: from row to
 * row of it; what lies past @width is 0. */
static void
pack_strip (const float *b, gsize b_column, gsize depth, gsize width, gsize pack_row, float *pack)
{
  typedef float Four __attribute__ ((vector_size (16)));
  gsize k = 0;

  for (; k + 4 <= depth; k += 4)
    for (gsize j = 0; j < width; j += 4)
      {
        const float *from = b + j * b_column + k;
        float *to = pack + k * pack_row + j;
        Four r0, r1, r2, r3, t0, t1, t2, t3;

        memcpy (&r0, from, sizeof r0);
        memcpy (&r1, from + b_column, sizeof r1);
        memcpy (&r2, from + 2 * b_column, sizeof r2);
        memcpy (&r3, from + 3 * b_column, sizeof r3);
        t0 = __builtin_shufflevector (r0, r1, 0, 4, 1, 5);
        t1 = __builtin_shufflevector (r2, r3, 0, 4, 1, 5);
        t2 = __builtin_shufflevector (r0, r1, 2, 6, 3, 7);
        t3 = __builtin_shufflevector (r2, r3, 2, 6, 3, 7);
        r0 = __builtin_shufflevector (t0, t1, 0, 1, 4, 5);
        r1 = __builtin_shufflevector (t0, t1, 2, 3, 6, 7);
        r2 = __builtin_shufflevector (t2, t3, 0, 1, 4, 5);
        r3 = __builtin_shufflevector (t2, t3, 2, 3, 6, 7);
        memcpy (to, &r0, sizeof r0);
        memcpy (to + pack_row, &r1, sizeof r1);
        memcpy (to + 2 * pack_row, &r2, sizeof r2);
        memcpy (to + 3 * pack_row, &r3, sizeof r3);
      }
  for (; k < depth; k++)
    for (gsize j = 0; j < width; j++)
      pack[k * pack_row + j] = b[j * b_column + k];
  if (width < pack_row)
    for (k = 0; k < depth; k++)
      store_half (pack + k * pack_row + width, splat_half (0.0f));
}

static void
pack_columns (const float *b, gsize b_column, gsize depth, gsize columns, float *pack)
{
  gsize width;

  for (gsize j = 0; j < columns; j += width)
    {
      width = strip_width (columns - j);
      pack_strip (b + j * b_column, b_column, depth, width, MAX (width, LANES), pack + j * depth);
    }
}

/* Packs rows × depth of A in tiles of TILE_ROWS rows, each tile depth by depth. What lies past the
 * last row is left as it is, and not read either. */
static void
pack_tiles (const float *a, gsize a_row, gsize a_column, gsize rows, gsize depth, float *pack)
{
  if (a_row == 1)
    for (gsize k = 0; k < depth; k++)
      for (gsize i = 0; i < rows; i += TILE_ROWS)
        {
          const float *from = a + k * a_column + i;
          float *to = pack + i * depth + k * TILE_ROWS;

          if (rows - i >= TILE_ROWS)
            memcpy (to, from, TILE_ROWS * sizeof *to);
          else
            memcpy (to, from, (rows - i) * sizeof *to);
        }
  else
    for (gsize i = 0; i < rows; i++)
      {
        float *to = pack + i / TILE_ROWS * TILE_ROWS * depth + i % TILE_ROWS;

        for (gsize k = 0; k < depth; k++)
          to[k * TILE_ROWS] = a[i * a_row + k * a_column];
      }
}

/* A vector, or the first half of one with zeros. */
ALWAYS_INLINE Vector
load_part (const float *p, gboolean half)
{
#if NORMLAB_VECTOR_BYTES == 64
  if (half)
    return __builtin_shufflevector (load_half (p), splat_half (0.0f), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
                                    10, 11, 12, 13, 14, 15);
#endif
  return load (p);
}

ALWAYS_INLINE void
store_part (float *p, Vector v, gboolean half)
{
#if NORMLAB_VECTOR_BYTES == 64
  if (half)
    {
      store_half (p, __builtin_shufflevector (v, v, 0, 1, 2, 3, 4, 5, 6, 7));
      return;
    }
#endif
  store (p, v);
}

/* rows × vectors of C, or half of one, from a packed strip. The first strip starts from 0, a later
 * one goes on from C; the last one adds the bias. */
ALWAYS_INLINE void
tile (guint rows,
      guint vectors,
      gboolean half,
      gsize depth,
      const float *a,
      gsize a_row,
      gsize a_column,
      const float *pack,
      float *c,
      gsize c_row,
      gboolean go_on,
      const float *bias)
{
  Vector sum[TILE_ROWS][STRIP_VECTORS];

  UNROLL
  for (guint r = 0; r < rows; r++)
    UNROLL
  for (guint v = 0; v < vectors; v++)
    sum[r][v] = go_on ? load_part (c + r * c_row + v * LANES, half) : splat (0.0f);

  UNROLL_4
  for (gsize k = 0; k < depth; k++)
    {
      Vector b[STRIP_VECTORS];

      UNROLL
      for (guint v = 0; v < vectors; v++)
        b[v] = load (pack + (k * vectors + v) * LANES);
      UNROLL
      for (guint r = 0; r < rows; r++)
        {
          Vector value = splat (a[r * a_row + k * a_column]);

          UNROLL
          for (guint v = 0; v < vectors; v++)
            sum[r][v] = multiply_add (value, b[v], sum[r][v]);
        }
    }

  UNROLL
  for (guint r = 0; r < rows; r++)
    UNROLL
  for (guint v = 0; v < vectors; v++)
    store_part (c + r * c_row + v * LANES,
                bias != NULL ? sum[r][v] + load_part (bias + v * LANES, half) : sum[r][v], half);
}

/* A block of rows against one packed strip of B. @a_tile is the distance between tiles of A. */
typedef struct
{
  gsize rows, depth;
  const float *a;
  gsize a_tile;
  const float *strip;
  float *c;
  gsize c_row;
  gboolean go_on;
  const float *bias;
} Block;

#define TILE(rows)                                                                                 \
  tile (rows, vectors, half, b->depth, b->a + i / TILE_ROWS * b->a_tile + i % TILE_ROWS * a_row,   \
        a_row, a_column, b->strip, b->c + i * b->c_row, b->c_row, b->go_on, b->bias)

ALWAYS_INLINE void
multiply_block (guint vectors, gboolean half, const Block *b, gsize a_row, gsize a_column)
{
  gsize i = 0;

  for (; i + TILE_ROWS <= b->rows; i += TILE_ROWS)
    TILE (TILE_ROWS);
  if (i + 6 <= b->rows)
    {
      TILE (6);
      i += 6;
    }
  switch (b->rows - i)
    {
    case 5:
      TILE (5);
      break;
    case 4:
      TILE (4);
      break;
    case 3:
      TILE (3);
      break;
    case 2:
      TILE (2);
      break;
    case 1:
      TILE (1);
      break;
    default:
      break;
    }
}

/* The strips of one group against a block of rows. */
static void
multiply_group (const NormlabProduct *p, Block *b, gsize columns, gboolean packed)
{
  const float *bias = b->bias;
  float *c = b->c;
  const float *strips = b->strip;
  gsize width;

  for (gsize j = 0; j < columns; j += width)
    {
      width = strip_width (columns - j);
      b->strip = strips + j * b->depth;
      b->c = c + j;
      b->bias = bias != NULL ? bias + j : NULL;
      if (HAS_HALVES && width < LANES)
        multiply_block (1, TRUE, b, packed ? 1 : p->a_row, packed ? TILE_ROWS : p->a_column);
      else if (width == LANES)
        multiply_block (1, FALSE, b, packed ? 1 : p->a_row, packed ? TILE_ROWS : p->a_column);
      else if (packed)
        multiply_block (2, FALSE, b, 1, TILE_ROWS);
      else
        multiply_block (2, FALSE, b, p->a_row, p->a_column);
    }
}

/* One block of rows and one strip's depth, all columns. */
static void
multiply (const NormlabProduct *p, gsize i, gsize k, gsize rows, gsize depth)
{
  gboolean packed = p->n >= PACK_FROM_COLUMNS;
  gboolean last = k + depth == p->k;
  const float *a = p->a + i * p->a_row + k * p->a_column;
  float *tiles = p->pack + GROUP_FLOATS;

  if (packed)
    pack_tiles (a, p->a_row, p->a_column, rows, depth, tiles);
  for (gsize j = 0; j < p->n; j += GROUP_COLUMNS)
    {
      gsize columns = MIN (p->n - j, GROUP_COLUMNS);
      const float *b = p->b + k * p->b_row + j * p->b_column;
      Block block = {
        .rows = rows,
        .depth = depth,
        .a = packed ? tiles : a,
        .a_tile = TILE_ROWS * (packed ? depth : p->a_row),
        .strip = p->pack,
        .c = p->c + i * p->c_row + j,
        .c_row = p->c_row,
        .go_on = k > 0,
        .bias = last && p->bias != NULL ? p->bias + j : NULL,
      };

      if (p->b_column == 1)
        pack_rows (b, p->b_row, depth, columns, p->pack);
      else
        pack_columns (b, p->b_column, depth, columns, p->pack);
      multiply_group (p, &block, columns, packed);
    }
}

#if NORMLAB_FUSED
void
KERNEL (fused_product) (const NormlabProduct *p)
#else
void
KERNEL (product) (const NormlabProduct *p)
#endif
{
#if !NORMLAB_FUSED
  if (p->fused)
    {
      KERNEL (fused_product) (p);
      return;
    }
#endif
  for (gsize k = 0; k == 0 || k < p->k; k += STRIP_DEPTH)
    {
      gsize depth = MIN (p->k - k, (gsize) STRIP_DEPTH);
      gsize rows = BLOCK_FLOATS / MAX (depth, 1) / TILE_ROWS * TILE_ROWS;

      /* What has to be computed takes so long that fewer come between two looks at the stop. */
      if (NORMLAB_FUSED && !HAS_MULTIPLY_ADD)
        rows = MIN (rows, (gsize) 2 * TILE_ROWS);

      for (gsize i = 0; i < p->m && !normlab_stop_requested (p->stop); i += rows)
        multiply (p, i, k, MIN (rows, p->m - i), depth);
    }
}
