/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-kernels.h"

G_BEGIN_DECLS

typedef void (*NormlabKernelTest) (const NormlabKernels *kernels);

/* Registers a test that is run with every instruction set that this processor has. */
void normlab_test_add_kernels (const char *path, NormlabKernelTest test);

/* Standard normal numbers, to be freed with normlab_floats_free(); and the same numbers again. */
float *normlab_test_floats (gsize n, guint32 seed);
float *normlab_test_floats_copy (const float *x, gsize n);

/* Asserts that n floats have the same bits. */
void normlab_test_same_floats (const float *x, const float *expected, gsize n);

G_END_DECLS
