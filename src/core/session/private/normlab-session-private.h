/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names in a session file, for what writes it and what reads it. */

#define NORMLAB_SESSION_GROUP "Session"
#define NORMLAB_SESSION_VERSION "1"
#define NORMLAB_SESSION_DATA "Data"
#define NORMLAB_SESSION_RUN "Run %u"
/* Which data: in the group of the data, and in that of a run which was trained on others. */
typedef struct
{
  const char *name;
  const char *path; /* missing: there is none, or it is not known */
  const char *checksum;
} NormlabSessionDataKeys;

static const NormlabSessionDataKeys normlab_session_data_keys = { "Name", "Path", "Checksum" };
static const NormlabSessionDataKeys normlab_session_run_data_keys
    = { "Data", "DataPath", "DataChecksum" };

/* Past this it is no session; what is longer is not written either. */
#define NORMLAB_SESSION_MAX_SIZE (512u * 1024u * 1024u)

/* A run's history, column by column: lists of numbers with ";" between them. */
typedef enum
{
  NORMLAB_SESSION_STEP,
  NORMLAB_SESSION_TRAIN_ACCURACY,
  NORMLAB_SESSION_TEST_ACCURACY,
  NORMLAB_SESSION_LOSS,
  NORMLAB_SESSION_SECONDS,
} NormlabSessionColumn;
#define NORMLAB_SESSION_N_COLUMNS 5

static const char *const normlab_session_columns[NORMLAB_SESSION_N_COLUMNS] = {
  [NORMLAB_SESSION_STEP] = "Samples.Step",
  [NORMLAB_SESSION_TRAIN_ACCURACY] = "Samples.TrainAccuracy",
  [NORMLAB_SESSION_TEST_ACCURACY] = "Samples.TestAccuracy",
  [NORMLAB_SESSION_LOSS] = "Samples.Loss",
  [NORMLAB_SESSION_SECONDS] = "Samples.Seconds",
};

G_END_DECLS
