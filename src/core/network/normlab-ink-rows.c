/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-ink-rows.h"

#include <string.h>

/* Spans with no more blank rows between them are one: to begin another costs as much. */
#define MAX_GAP 2

gboolean
normlab_ink_rows_init (NormlabInkRows *self, guint n_rows)
{
  *self = (NormlabInkRows){
    .all = TRUE,
    .n_rows = n_rows,
    .spans = g_try_new (NormlabRowSpan, n_rows / (MAX_GAP + 2) + 1),
    /* Looked through by 64. */
    .marks = g_try_new0 (guint8, n_rows + 64),
  };
  return self->spans != NULL && self->marks != NULL;
}

void
normlab_ink_rows_clear (NormlabInkRows *self)
{
  g_clear_pointer (&self->spans, g_free);
  g_clear_pointer (&self->marks, g_free);
}

static void
mark (NormlabInkRows *self, const NormlabSparse *x, gsize image)
{
  for (gsize half = 0; half < 2; half++)
    {
      const gsize *offsets = x->offsets + half * x->n_images + image;

      for (gsize i = offsets[0]; i < offsets[1]; i++)
        self->marks[x->entries[i].scaled_pixel / NORMLAB_PIXEL_SCALE] = 1;
    }
}

static void
add_span (NormlabInkRows *self, guint first, guint end)
{
  NormlabRowSpan *last = self->n_spans > 0 ? &self->spans[self->n_spans - 1] : NULL;

  if (last != NULL && first - last->end <= MAX_GAP)
    last->end = end;
  else
    self->spans[self->n_spans++] = (NormlabRowSpan){ first, end };
}

/* Eight bytes, each 0 or 1, as eight bits in their order. */
static guint64
gather (const guint8 *marks)
{
  guint64 bytes;

  memcpy (&bytes, marks, sizeof bytes);
  return GUINT64_FROM_LE (bytes) * G_GUINT64_CONSTANT (0x0102040810204080) >> 56;
}

/* Each run of ones among 64 marks, which are those of the rows from @first on. */
static void
add_spans (NormlabInkRows *self, guint64 marks, guint first)
{
  while (marks != 0)
    {
      guint begin = (guint) __builtin_ctzll (marks);
      /* Adding carries through the run. */
      guint64 behind = marks + ((guint64) 1 << begin);
      guint end = behind != 0 ? (guint) __builtin_ctzll (behind) : 64;

      add_span (self, first + begin, first + end);
      marks &= behind;
    }
}

void
normlab_ink_rows_set_images (NormlabInkRows *self,
                             const NormlabSparse *x,
                             const guint32 *images,
                             gsize n)
{
  for (gsize i = 0; i < n; i++)
    mark (self, x, images[i]);

  self->all = FALSE;
  self->n_spans = 0;
  for (guint row = 0; row < self->n_rows; row += 64)
    {
      guint64 marks = 0;

      for (guint i = 0; i < 64; i += 8)
        marks |= gather (self->marks + row + i) << i;
      add_spans (self, marks, row);
    }
  memset (self->marks, 0, self->n_rows);
}
