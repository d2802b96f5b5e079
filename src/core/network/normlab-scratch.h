/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabScratch:
 *
 * Working memory of one thread, handed out in pieces that all end together with the next
 * normlab_scratch_begin(). What lives for one step only, activations above all, comes from here, so
 * that hundreds of runs need no more of it than the threads that train them.
 */
typedef struct
{
  float *memory;
  gsize size; /* floats */
  gsize used;
} NormlabScratch;

/* The most that one thread may ask for. */
#define NORMLAB_SCRATCH_MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)

/* Aligned to 64 bytes; zeroed. NULL when there is not enough memory. */
float *normlab_floats_new (gsize n_floats);
void normlab_floats_free (float *floats);

/* Makes room for @n_floats, in pieces, and takes every earlier piece back. FALSE with
 * NORMLAB_ERROR_FAILED when there is not enough memory. */
gboolean normlab_scratch_begin (NormlabScratch *self, gsize n_floats, GError **error);

/* A piece aligned to 64 bytes with unspecified contents. Each counts as normlab_scratch_padded() of
 * its size. */
float *normlab_scratch_take (NormlabScratch *self, gsize n_floats);

static inline gsize
normlab_scratch_padded (gsize n_floats)
{
  return (n_floats + 15) & ~(gsize) 15;
}

/* Takes back the pieces that were taken since @self->used was @used. */
static inline void
normlab_scratch_rewind (NormlabScratch *self, gsize used)
{
  self->used = used;
}

void normlab_scratch_clear (NormlabScratch *self);

/* A request to stop that another thread may set at any time; NULL means never. */
typedef const gint *NormlabStop;

static inline gboolean
normlab_stop_requested (NormlabStop stop)
{
  return stop != NULL && g_atomic_int_get (stop) != 0;
}

G_END_DECLS
