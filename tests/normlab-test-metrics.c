/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-metrics.h"

static double
get_test_accuracy (const NormlabSample *sample)
{
  return (double) sample->test_accuracy;
}

static double
get_train_accuracy (const NormlabSample *sample)
{
  return (double) sample->train_accuracy;
}

static double
get_loss (const NormlabSample *sample)
{
  return sample->loss;
}

const NormlabMetricInfo normlab_metrics[] = {
  { .word = "accuracy",
    .title = "Accuracy",
    .file_name = "accuracy",
    .axis = "test accuracy",
    .axis_with_training = "accuracy",
    .best = "Best test accuracy: %s, %s.",
    .alone = "Its test accuracy is %s.",
    .head = "Test",
    .training_head = "Train",
    .best_head = "Best",
    .get_value = get_test_accuracy,
    .get_training = get_train_accuracy,
    .more_is_better = TRUE,
    .end = 1,
    .column = "test_accuracy",
    .training_column = "train_accuracy" },
  { .word = "loss",
    .title = "Loss",
    .file_name = "loss",
    .axis = "loss of the training batch",
    .best = "Lowest loss: %s, %s.",
    .alone = "Its loss is %s.",
    .get_value = get_loss,
    .column = "loss" },
  { .word = "third",
    .title = "Third",
    .file_name = "third",
    .axis = "third thing",
    .axis_with_training = "third things",
    .unit = "nat",
    .best = "Least of the third: %s, %s.",
    .alone = "Its third is %s.",
    .training_head = "Third, train",
    .best_head = "Least third",
    .get_value = get_loss,
    .get_training = get_train_accuracy,
    .scale = NORMLAB_SCALE_LOGARITHMIC,
    .column = "third",
    .training_column = "third_training" },
};

const guint normlab_n_metrics = G_N_ELEMENTS (normlab_metrics);
