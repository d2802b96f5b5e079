/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"

G_BEGIN_DECLS

/* With normlab-test-metrics.c a program has a table of metrics of its own, in place of the
 * libraries': the program's two, and a third one of which they have never heard. It is the loss,
 * with the training batch's accuracy beside it, in nats. */
#define NORMLAB_TEST_METRIC ((NormlabMetric) 2)

G_END_DECLS
