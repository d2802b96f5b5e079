/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-series-role.h"

#include <string.h>

/* A place in a sample: a float or a double. */
typedef struct
{
  const char *word;
  int metric; /* −1: by its name */
  gsize offset;
  gboolean share; /* a float, from 0 to 1 */
} Info;

#define SHARE(word, metric, field)                                                                 \
  {                                                                                                \
    word, metric, G_STRUCT_OFFSET (NormlabSample, field), TRUE                                     \
  }
#define NUMBER(word, metric, field)                                                                \
  {                                                                                                \
    word, metric, G_STRUCT_OFFSET (NormlabSample, field), FALSE                                    \
  }

static const Info infos[NORMLAB_N_SERIES_ROLES] = {
  [NORMLAB_SERIES_TEST_ACCURACY] = SHARE ("test-accuracy", NORMLAB_METRIC_ACCURACY, test_accuracy),
  [NORMLAB_SERIES_TRAIN_ACCURACY]
  = SHARE ("train-accuracy", NORMLAB_METRIC_ACCURACY, train_accuracy),
  [NORMLAB_SERIES_LOSS] = NUMBER ("loss", NORMLAB_METRIC_LOSS, loss),
  [NORMLAB_SERIES_TEST_LOSS] = NUMBER ("test-loss", NORMLAB_METRIC_TEST_LOSS, test_loss),
  [NORMLAB_SERIES_TRAINING_SET_ACCURACY]
  = SHARE ("training-set-accuracy", NORMLAB_METRIC_TRAINING_ACCURACY, training_set_accuracy),
  [NORMLAB_SERIES_TRAINING_SET_LOSS]
  = NUMBER ("training-set-loss", NORMLAB_METRIC_TRAINING_LOSS, training_set_loss),
  [NORMLAB_SERIES_OTHER] = NUMBER ("other", -1, other),
};

static const Info *
get_info (NormlabSeriesRole role)
{
  return &infos[MIN (role, NORMLAB_SERIES_OTHER)];
}

const char *
normlab_series_role_to_string (NormlabSeriesRole role)
{
  return get_info (role)->word;
}

gboolean
normlab_series_role_from_string (const char *text, NormlabSeriesRole *role)
{
  g_return_val_if_fail (text != NULL && role != NULL, FALSE);

  for (guint i = 0; i < NORMLAB_N_SERIES_ROLES; i++)
    if (strcmp (infos[i].word, text) == 0)
      {
        *role = (NormlabSeriesRole) i;
        return TRUE;
      }
  return FALSE;
}

NormlabMetric
normlab_series_role_get_metric (NormlabSeriesRole role, const char *name)
{
  int metric = get_info (role)->metric;

  return metric >= 0 ? (NormlabMetric) metric : normlab_metric_of_foreign (name);
}

gboolean
normlab_series_role_accepts (NormlabSeriesRole role, double value)
{
  return !get_info (role)->share || (value >= 0 && value <= 1);
}

double
normlab_series_role_get (NormlabSeriesRole role, const NormlabSample *sample)
{
  const Info *info = get_info (role);

  g_return_val_if_fail (sample != NULL, 0);

  return info->share ? (double) G_STRUCT_MEMBER (float, sample, info->offset)
                     : G_STRUCT_MEMBER (double, sample, info->offset);
}

void
normlab_series_role_set (NormlabSeriesRole role, NormlabSample *sample, double value)
{
  const Info *info = get_info (role);

  g_return_if_fail (sample != NULL);

  if (info->share)
    G_STRUCT_MEMBER (float, sample, info->offset) = (float) value;
  else
    G_STRUCT_MEMBER (double, sample, info->offset) = value;
}
