/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One small data set, written in all ways that people write them: 20 + 9 images of 5 × 7 pixels
 * (width × height), some of which are written with, and three classes. */
#define NORMLAB_TEST_DATA_ROWS 7
#define NORMLAB_TEST_DATA_COLUMNS 5
#define NORMLAB_TEST_DATA_PIXELS 35
#define NORMLAB_TEST_DATA_CLASSES 3

/* How many images are in the training set (split 0) and the test set (1). */
guint normlab_test_data_count (guint split);
/* Its bytes, without any header. */
GByteArray *normlab_test_data_images (guint split);
GByteArray *normlab_test_data_labels (guint split);

/* "train-images-idx3-ubyte" and so on, by split and kind (0: images). */
const char *normlab_test_data_name (guint split, guint kind);

/* What numbers stand for: bytes as they are, bytes divided by 255 and, from −1 to 1, by 127.5. */
typedef enum
{
  NORMLAB_TEST_PLAIN = FALSE,
  NORMLAB_TEST_DIVIDED = TRUE,
  NORMLAB_TEST_SIGNED,
} NormlabTestScale;

/* IDX: bytes as numbers of type @code (0x08 …), floating point on a scale for images, behind a
 * header with @n_dimensions sizes. */
GByteArray *normlab_test_data_idx (const GByteArray *bytes,
                                   guint code,
                                   NormlabTestScale scale,
                                   guint n_dimensions,
                                   const guint *sizes);
/* NumPy's .npy: header as given, then numbers of type @code as in IDX. */
GByteArray *normlab_test_data_npy (const GByteArray *bytes,
                                   const char *descr,
                                   NormlabTestScale scale,
                                   gboolean fortran,
                                   guint version,
                                   const char *shape);

/* A zip archive of @n files. */
GByteArray *normlab_test_data_zip (const char *const *names,
                                   GByteArray *const *files,
                                   guint n,
                                   gboolean deflated);

/* Writes the four IDX files of bytes, compressed, into @folder. */
void normlab_test_data_fill (const char *folder);

/* The checksum that the set has in whatever form. */
char *normlab_test_data_checksum (void);

G_END_DECLS
