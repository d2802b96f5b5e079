/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All kernels of this instruction set. */

#include "normlab-kernels-set.h"

#define STRING_EXPAND(name) G_STRINGIFY (name)

#ifdef NORMLAB_HAVE_SCREENING
static const NormlabScreeningKernels screening = {
  .column_extents = REST (column_extents),
  .quantize = REST (quantize),
  .quantize_rest = REST (quantize_rest),
  .gram = KERNEL (gram),
  .forward = KERNEL (screen),
};
#endif

const NormlabKernels KERNEL (kernels) = {
  .name = STRING_EXPAND (NORMLAB_KERNEL_SET),
  .vector_bytes = NORMLAB_VECTOR_BYTES,
  .sparse_forward = KERNEL (sparse_forward),
  .sparse_gradient = KERNEL (sparse_gradient),
  .product = KERNEL (product),
  .activate = REST (activate),
  .activate_backward = REST (activate_backward),
  .batch_norm_forward = REST (batch_norm_forward),
  .batch_norm_backward = REST (batch_norm_backward),
  .layer_norm_forward = REST (layer_norm_forward),
  .layer_norm_backward = REST (layer_norm_backward),
  .evaluate = REST (evaluate),
  .exponentiate = REST (exponentiate),
  .softmax = REST (softmax),
  .add_rows = REST (add_rows),
  .sum_squares = REST (sum_squares),
  .scale = REST (scale),
  .add_scaled = REST (add_scaled),
  .update = REST (update),
#ifdef NORMLAB_HAVE_SCREENING
  .screening = &screening,
#endif
};
