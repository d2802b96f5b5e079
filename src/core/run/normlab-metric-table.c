/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-metric.h"

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

static double
get_training_set_accuracy (const NormlabSample *sample)
{
  return (double) sample->training_set_accuracy;
}

static double
get_training_set_loss (const NormlabSample *sample)
{
  return sample->training_set_loss;
}

static double
get_test_loss (const NormlabSample *sample)
{
  return sample->test_loss;
}

/* Nine digits: about what single precision leaves of a loss. */
static char *
format_loss (double loss)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (loss))
    return g_strdup (isnan (loss) ? "nan" : loss > 0 ? "inf" : "-inf");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.9g", loss));
}

const NormlabMetricInfo normlab_metrics[] = {
  [NORMLAB_METRIC_ACCURACY] = {
      .word = "accuracy",
      .title = N_("Accuracy"),
      .description = N_("Share of images that are classified rightly"),
      /* Translators: the proposed name of a file, without its ending */
      .file_name = NC_("file name", "accuracy"),
      /* Translators: the titles of the chart's y axis */
      .axis = N_("test accuracy"),
      .axis_with_training = N_("accuracy"),
      /* Translators: the best network, and its test accuracy or its loss */
      .best = N_("Best test accuracy: %s, %s."),
      .alone = N_("Its test accuracy is %s."),
      /* Translators: the head of a column: the accuracy on the test set */
      .head = N_("Test"),
      /* Translators: the head of a column: the accuracy on the training batch */
      .training_head = N_("Train"),
      /* Translators: the head of a column: the best test accuracy of a run */
      .best_head = N_("Best"),
      .get_value = get_test_accuracy,
      .get_training = get_train_accuracy,
      .get_training_set = get_training_set_accuracy,
      .more_is_better = TRUE,
      .scale = NORMLAB_SCALE_LINEAR,
      .end = 1,
      .column = "test_accuracy",
      .training_column = "train_accuracy",
  },
  [NORMLAB_METRIC_LOSS] = {
      .word = "loss",
      .title = N_("Loss"),
      .description = N_("Cross-entropy of the training batch"),
      /* Translators: the proposed name of a file, without its ending */
      .file_name = NC_("file name", "loss"),
      /* Translators: the title of the chart's y axis */
      .axis = N_("loss of the training batch"),
      .axis_with_decay = N_("loss of the batch, with weight decay"),
      .best = N_("Lowest loss: %s, %s."),
      .alone = N_("Its loss is %s."),
      .get_value = get_loss,
      .scale = NORMLAB_SCALE_LINEAR,
      .column = "loss",
      .format = format_loss,
  },
  [NORMLAB_METRIC_TRAINING_ACCURACY] = {
      .word = "training-accuracy",
      .title = N_("Training accuracy"),
      .description = N_("Share of the images that are trained on which are classified rightly"),
      /* Translators: the proposed name of a file, without its ending */
      .file_name = NC_("file name", "training accuracy"),
      /* Translators: the title of the chart's y axis */
      .axis = N_("accuracy on the training set"),
      .best = N_("Best accuracy on the training set: %s, %s."),
      .alone = N_("Its accuracy on the training set is %s."),
      /* Translators: the head of a column: the accuracy on the whole training set */
      .head = N_("Train set"),
      .get_value = get_training_set_accuracy,
      .more_is_better = TRUE,
      .scale = NORMLAB_SCALE_LINEAR,
      .end = 1,
      .column = "training_set_accuracy",
      .needs = { .training = TRUE },
  },
  [NORMLAB_METRIC_TRAINING_LOSS] = {
      .word = "training-loss",
      .title = N_("Training loss"),
      .description = N_("Cross-entropy of the images that are trained on"),
      /* Translators: the proposed name of a file, without its ending */
      .file_name = NC_("file name", "training loss"),
      /* Translators: the title of the chart's y axis */
      .axis = N_("cross-entropy of the training set"),
      .best = N_("Lowest loss on the training set: %s, %s."),
      .alone = N_("Its loss on the training set is %s."),
      /* Translators: the head of a column: the loss on the whole training set */
      .head = N_("Train loss"),
      .get_value = get_training_set_loss,
      .scale = NORMLAB_SCALE_LINEAR,
      .column = "training_set_loss",
      .needs = { .training = TRUE },
      .format = format_loss,
  },
  [NORMLAB_METRIC_TEST_LOSS] = {
      .word = "test-loss",
      .title = N_("Test loss"),
      .description = N_("Cross-entropy of the test images"),
      /* Translators: the proposed name of a file, without its ending */
      .file_name = NC_("file name", "test loss"),
      /* Translators: the title of the chart's y axis */
      .axis = N_("cross-entropy of the test set"),
      .axis_with_training = N_("cross-entropy, test and training set"),
      .best = N_("Lowest loss on the test set: %s, %s."),
      .alone = N_("Its loss on the test set is %s."),
      .get_value = get_test_loss,
      .get_training_set = get_training_set_loss,
      .scale = NORMLAB_SCALE_LINEAR,
      .column = "test_loss",
      .needs = { .test_loss = TRUE },
      .format = format_loss,
  },
};

const guint normlab_n_metrics = G_N_ELEMENTS (normlab_metrics);
