/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"

/* clang-format off */
G_DEFINE_QUARK (normlab-error-quark, normlab_error)
/* clang-format on */
