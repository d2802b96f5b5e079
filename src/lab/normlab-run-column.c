/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-column.h"

#include <math.h>
#include <string.h>

/* From here on, a loss is written with fewer decimals, and then as a power of ten. */
#define LARGE_LOSS 10
#define HUGE_LOSS 1000

gboolean
normlab_run_column_is_numeric (NormlabRunColumn self)
{
  return self >= NORMLAB_RUN_COLUMN_STEP;
}

gboolean
normlab_run_column_is_changing (NormlabRunColumn self)
{
  return self >= NORMLAB_RUN_COLUMN_PROGRESS;
}

guint
normlab_run_column_get_width (NormlabRunColumn self)
{
  switch (self)
    {
    case NORMLAB_RUN_COLUMN_NAME:
      return 26;
    case NORMLAB_RUN_COLUMN_STATE:
      return 14;
    case NORMLAB_RUN_COLUMN_LOSS:
      return 7;
    case NORMLAB_RUN_COLUMN_SECONDS:
    case NORMLAB_RUN_COLUMN_SPEED:
    case NORMLAB_RUN_COLUMN_STEP:
    case NORMLAB_RUN_COLUMN_TRAIN:
    case NORMLAB_RUN_COLUMN_TEST:
    case NORMLAB_RUN_COLUMN_BEST:
    case NORMLAB_RUN_COLUMN_SHOWN:
    case NORMLAB_RUN_COLUMN_PROGRESS:
    default:
      return 6;
    }
}

/* As a number by which the column is sorted. */
static double
get_value (NormlabRunColumn self, NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  double speed;

  switch (self)
    {
    case NORMLAB_RUN_COLUMN_SHOWN:
      return normlab_run_item_get_shown (item) ? 0 : 1;
    case NORMLAB_RUN_COLUMN_PROGRESS:
      return normlab_run_item_get_progress (item);
    case NORMLAB_RUN_COLUMN_STATE:
      return normlab_run_get_state (run);
    case NORMLAB_RUN_COLUMN_STEP:
      return normlab_run_get_step (run);
    case NORMLAB_RUN_COLUMN_TRAIN:
      return normlab_run_item_get_train_accuracy (item);
    case NORMLAB_RUN_COLUMN_TEST:
      return normlab_run_item_get_test_accuracy (item);
    case NORMLAB_RUN_COLUMN_BEST:
      return normlab_run_item_get_best_accuracy (item);
    case NORMLAB_RUN_COLUMN_LOSS:
      return normlab_run_item_get_loss (item);
    case NORMLAB_RUN_COLUMN_SECONDS:
      return normlab_run_get_seconds (run);
    case NORMLAB_RUN_COLUMN_SPEED:
      speed = normlab_run_item_get_speed (item);
      return speed > 0 ? speed : (double) NAN;
    case NORMLAB_RUN_COLUMN_NAME:
    default:
      return normlab_run_item_get_number (item);
    }
}

static const char *
get_format (NormlabRunColumn self, double value)
{
  switch (self)
    {
    case NORMLAB_RUN_COLUMN_TRAIN:
    case NORMLAB_RUN_COLUMN_TEST:
    case NORMLAB_RUN_COLUMN_BEST:
      return "%.4f";
    case NORMLAB_RUN_COLUMN_LOSS:
      return value < LARGE_LOSS ? "%.4f" : value < HUGE_LOSS ? "%.2f" : "%.1e";
    case NORMLAB_RUN_COLUMN_SECONDS:
      return "%.1f";
    case NORMLAB_RUN_COLUMN_SHOWN:
    case NORMLAB_RUN_COLUMN_NAME:
    case NORMLAB_RUN_COLUMN_PROGRESS:
    case NORMLAB_RUN_COLUMN_STATE:
    case NORMLAB_RUN_COLUMN_STEP:
    case NORMLAB_RUN_COLUMN_SPEED:
    default:
      return "%.0f";
    }
}

char *
normlab_run_column_get_text (NormlabRunColumn self, NormlabRunItem *item)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (self == NORMLAB_RUN_COLUMN_NAME)
    return g_strdup (normlab_run_item_get_name (item));
  if (self == NORMLAB_RUN_COLUMN_STATE)
    return normlab_run_item_get_state_text (item);
  value = get_value (self, item);
  if (!isfinite (value))
    return g_strdup ("–");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, get_format (self, value), value));
}

int
normlab_run_column_compare (NormlabRunColumn self, NormlabRunItem *a, NormlabRunItem *b)
{
  double first, second;

  if (self == NORMLAB_RUN_COLUMN_NAME)
    return strcmp (normlab_run_item_get_sort_key (a), normlab_run_item_get_sort_key (b));
  first = get_value (self, a);
  second = get_value (self, b);
  if (isnan (first) || isnan (second))
    return !isnan (first) - !isnan (second);
  return (first > second) - (first < second);
}
