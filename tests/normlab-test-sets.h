/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/* The small data set (normlab-test-data.h) in files, opened as programs open what people have. */

NormlabDataset *normlab_test_set_open (const char *path);

/* What lies at @path is the whole of it. */
void normlab_test_set_check (const char *path);

/* What lies at @path is refused, with @words somewhere in the reason; whatever the code. */
void normlab_test_set_check_refused (const char *path, const char *words);

/* An array of it as .npy, and as IDX. k: 2 × split + kind */
GByteArray *normlab_test_set_make_npy (guint k);
GByteArray *normlab_test_set_make_idx (guint k);

/* An archive "set.npz" in @folder of the arrays @which, numbers as above, of which there are @n,
 * under these names: .npy or IDX. */
char *normlab_test_set_put_archive (const char *folder,
                                    const char *const *names,
                                    const guint *which,
                                    guint n);

G_END_DECLS
