/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"

G_BEGIN_DECLS

/* What a series of numbers that another program has measured is among the metrics of this one. */
typedef enum
{
  NORMLAB_SERIES_TEST_ACCURACY,
  NORMLAB_SERIES_TRAIN_ACCURACY, /* of batches, or of epochs on average */
  NORMLAB_SERIES_LOSS,           /* likewise */
  NORMLAB_SERIES_TEST_LOSS,
  NORMLAB_SERIES_TRAINING_SET_ACCURACY,
  NORMLAB_SERIES_TRAINING_SET_LOSS,
  NORMLAB_SERIES_OTHER, /* a metric of its own, under its name */
} NormlabSeriesRole;
#define NORMLAB_N_SERIES_ROLES 7

/* "test-accuracy": as files write it; of NORMLAB_SERIES_OTHER "other". Static. */
const char *normlab_series_role_to_string (NormlabSeriesRole role);
gboolean normlab_series_role_from_string (const char *text, NormlabSeriesRole *role);

/* The metric that a role is a part of; of NORMLAB_SERIES_OTHER the one of @name. */
NormlabMetric normlab_series_role_get_metric (NormlabSeriesRole role, const char *name);
/* Whether a value can be what the role is: accuracies lie between 0 and 1. */
gboolean normlab_series_role_accepts (NormlabSeriesRole role, double value);
/* Where a sample of that metric has the value; NAN where it has none. */
double normlab_series_role_get (NormlabSeriesRole role, const NormlabSample *sample);
void normlab_series_role_set (NormlabSeriesRole role, NormlabSample *sample, double value);

G_END_DECLS
