/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabNpz:
 *
 * A file of arrays that NumPy's load() reads: a zip archive without compression, of an .npy file
 * (format 1.0, float32, little-endian, in C order) for each. The same arrays make the same bytes,
 * on every machine and at any time.
 */
typedef struct _NormlabNpz NormlabNpz;

NormlabNpz *normlab_npz_new (void);
void normlab_npz_free (NormlabNpz *self);

/* Appends an array. name: of a variable, as NumPy will call it. columns: 0 for one dimension, of
 * @rows elements. stride: floats from one row to the next, which may be more than columns. All
 * arrays together may have up to 3 GiB. */
void normlab_npz_add (NormlabNpz *self,
                      const char *name,
                      const float *values,
                      guint rows,
                      guint columns,
                      gsize stride);

/* The file, after which @self is of no more use but to be freed. */
GBytes *normlab_npz_finish (NormlabNpz *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabNpz, normlab_npz_free)

G_END_DECLS
