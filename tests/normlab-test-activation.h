/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-activation.h"

G_BEGIN_DECLS

/* f(z) in double with the C library's functions, from its definition. */
double normlab_test_activation (NormlabActivation activation, double z);

/* f′(z) by its formula; where f has a kink, that to the left of it. */
double normlab_test_activation_slope (NormlabActivation activation, double z);

/* A z at which the slope is steepest, and stays so to one side of it at least. */
double normlab_test_activation_steepest (NormlabActivation activation);

/* f(z) in floats, with the operations of the kernels in their order, one number at a time. */
float normlab_test_activation_plain (NormlabActivation activation, float z);

/* d f′ likewise; @from: what the table says that the slope is computed from. */
float normlab_test_activation_plain_slope (NormlabActivation activation, float from, float d);

G_END_DECLS
