/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <math.h>

#include "normlab-dataset.h"

G_BEGIN_DECLS

/* How many times as long everything may take: with a sanitizer it takes several times as long. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define NORMLAB_TEST_SLOWNESS 10
#else
#define NORMLAB_TEST_SLOWNESS 1
#endif

/* The file or folder @name among the shared reference files (the real MNIST, the golden curves), or
 * NULL after telling GTest that the test was skipped, and why, where they are not present. */
char *normlab_test_shared (const char *name);

/* A new empty folder that goes, with all it holds, when the program ends well. */
char *normlab_test_folder (void);

/* @seconds in µs, as many times that as everything may take, and as NORMLAB_TEST_PATIENCE says: how
 * long a test waits for what an emulator takes longer for. */
gint64 normlab_test_get_patience (guint seconds);

/* The file at @path holds just that text. */
void normlab_test_assert_contents (const char *path, const char *expected);

/* A small data set that can be learnt, the same every time; every class occurs. */
NormlabDataset *
normlab_test_dataset (guint rows, guint columns, guint n_classes, guint n_training, guint n_test);

/* The same data with names of the classes, ended by NULL; lets go of @plain. */
NormlabDataset *normlab_test_dataset_name (NormlabDataset *plain, const char *const *names);

/* n_images × n_pixels bytes, each of which is zero with a probability of @zero_share. */
guint8 *normlab_test_images (guint n_images, guint n_pixels, double zero_share);

/* Of two numbers that may not have been measured. */
#define NORMLAB_TEST_ASSERT_SAME(a, b)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (isnan (a) && isnan (b))                                                                    \
      break;                                                                                       \
    g_assert_cmpfloat ((double) (a), ==, (double) (b));                                            \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
