/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-series-role.h"
#include "normlab-session.h"

G_BEGIN_DECLS

/* The names in a session file, for what writes it and what reads it. */

#define NORMLAB_SESSION_GROUP "Session"
#define NORMLAB_SESSION_DATA "Data"
#define NORMLAB_SESSION_VIEW "View"
#define NORMLAB_SESSION_RUN "Run %u"
/* The first one had neither records nor what is new in the second: hidden and removed runs, runs
 * that were interrupted, numbers with gaps, the view. The third has samples of step 0. */
#define NORMLAB_SESSION_VERSION "3"
/* With runs of other programs, and only then. */
#define NORMLAB_SESSION_FOREIGN_VERSION "4"
#define NORMLAB_SESSION_SECOND_VERSION "2"
#define NORMLAB_SESSION_FIRST_VERSION "1"

/* Which data: in the group of the data, and in that of a run which was trained on others. */
typedef struct
{
  const char *name;
  const char *path; /* missing: there is none, or it is not known */
  const char *checksum;
  const char *n_training; /* missing: as many as usual */
  const char *reading;    /* missing: plain */
} NormlabSessionDataKeys;

static const NormlabSessionDataKeys normlab_session_data_keys
    = { "Name", "Path", "Checksum", "TrainingImages", "Reading" };
static const NormlabSessionDataKeys normlab_session_run_data_keys
    = { "Data", "DataPath", "DataChecksum", "DataTrainingImages", "DataReading" };

/* Past this it is no session; what is longer is not written either. */
#define NORMLAB_SESSION_MAX_SIZE (512u * 1024u * 1024u)

/* So many numbers are read or written between two looks at whether anybody still wants them. */
#define NORMLAB_SESSION_GLANCE 8192

/* A run's history, column by column: lists of numbers with ";" between them. */
typedef enum
{
  NORMLAB_SESSION_STEP,
  NORMLAB_SESSION_TRAIN_ACCURACY,
  NORMLAB_SESSION_TEST_ACCURACY,
  NORMLAB_SESSION_LOSS,
  NORMLAB_SESSION_SECONDS,
  NORMLAB_SESSION_TRAINING_SET_ACCURACY,
  NORMLAB_SESSION_TRAINING_SET_LOSS,
  NORMLAB_SESSION_TEST_LOSS,
} NormlabSessionColumn;
#define NORMLAB_SESSION_N_COLUMNS 8

static const char *const normlab_session_columns[NORMLAB_SESSION_N_COLUMNS] = {
  [NORMLAB_SESSION_STEP] = "Samples.Step",
  [NORMLAB_SESSION_TRAIN_ACCURACY] = "Samples.TrainAccuracy",
  [NORMLAB_SESSION_TEST_ACCURACY] = "Samples.TestAccuracy",
  [NORMLAB_SESSION_LOSS] = "Samples.Loss",
  [NORMLAB_SESSION_SECONDS] = "Samples.Seconds",
  [NORMLAB_SESSION_TRAINING_SET_ACCURACY] = "Samples.TrainingSetAccuracy",
  [NORMLAB_SESSION_TRAINING_SET_LOSS] = "Samples.TrainingSetLoss",
  [NORMLAB_SESSION_TEST_LOSS] = "Samples.TestLoss",
};

/* What is measured of a run besides, where anything is (normlab_measures_format()). */
#define NORMLAB_SESSION_MEASURE "Measure"

/* Whether the history of a run of which so much is measured has a column. */
gboolean normlab_session_has_column (const NormlabMeasures *measures, NormlabSessionColumn column);
/* How many it has before @column. */
guint normlab_session_count_columns (const NormlabMeasures *measures, guint column);

/* Appends a sample's number of a column. */
void normlab_session_format_number (GString *text,
                                    const NormlabSample *sample,
                                    NormlabSessionColumn column);

/* What does not change of a run: its recipe, what is measured of it, and its data where they are
   not @data (NULL: in any case). */
void normlab_session_format_recipe (NormlabRun *run,
                                    const NormlabDataId *data,
                                    GKeyFile *file,
                                    const char *group);
/* What does, but for its history. */
void normlab_session_format_note (const NormlabSessionRun *note, GKeyFile *file, const char *group);

/* Of a run of another program in place of its recipe, and in place of its history. */
void normlab_session_format_foreign_recipe (NormlabRun *run, GKeyFile *file, const char *group);
void normlab_session_format_foreign_series (NormlabRun *run, GKeyFile *file, const char *group);
/* What a note says of it besides; what it does not say is not so. */
void normlab_session_format_foreign_note (NormlabRun *run, GKeyFile *file, const char *group);
/* Of its series: what restarts have made void. */
void normlab_session_format_voids (NormlabRun *run, GKeyFile *file, const char *group);

/* What was measured of a role, as the lists of @key; FALSE, and none, where nothing was. */
gboolean normlab_session_format_lists (const NormlabSample *samples,
                                       guint n,
                                       NormlabSeriesRole role,
                                       GKeyFile *file,
                                       const char *group,
                                       const char *key);
/* What that is, as @key itself. */
void normlab_session_format_series_name (NormlabMetric metric,
                                         NormlabSeriesRole role,
                                         GKeyFile *file,
                                         const char *group,
                                         const char *key);

void normlab_session_run_init (NormlabSessionRun *self, NormlabRun *run, guint number);
void normlab_session_run_clear (NormlabSessionRun *self);
GArray *normlab_session_run_array_new (void);

/* FALSE with NORMLAB_ERROR_FAILED for a file at @path that would be too large. */
gboolean normlab_session_check_size (gsize length, const char *path, GError **error);

/* Records: normlab-session-records.c. Each is a line of its own that a key file takes for a
 * comment: its mark, the CRC-32 of what follows as eight hexadecimal digits, a blank, and what has
 * changed. */

/* Appends to @records that keys of @group have the values that they have in @file. */
void normlab_session_record_group (GString *records, GKeyFile *file, const char *group);
/* Tells that a run is another program's, and what it is called. */
#define NORMLAB_SESSION_FOREIGN "Foreign"
/* Of the series of a run: their keys, the lists of each, and how many there are: what is behind
 * those comes from before. */
#define NORMLAB_SESSION_SERIES "Series%u"
#define NORMLAB_SESSION_SERIES_PARTS                                                               \
  {                                                                                                \
    "Steps", "Values", "Seconds"                                                                   \
  }
#define NORMLAB_SESSION_SERIES_COUNT "SeriesCount"

/* Of such a run, in its note: "true" where a loss is not a finite number any more. It is called as
 * series are, which earlier versions pass over. */
#define NORMLAB_SESSION_NOT_FINITE "SeriesNotFinite"

/* … that the series in it (normlab_session_format_foreign_series()) come behind those of the same
 * name that are there. */
void normlab_session_record_series (GString *records, GKeyFile *file, const char *group);

/* What records say of series that go on, until it is entered in the key file they belong to. */
typedef struct _NormlabSessionSeries NormlabSessionSeries;

NormlabSessionSeries *normlab_session_series_new (void);
void normlab_session_series_free (NormlabSessionSeries *self);
/* Takes the series of @group in @file, which go on. */
void normlab_session_series_add (NormlabSessionSeries *self, GKeyFile *file, const char *group);
/* All of @group come anew. */
void normlab_session_series_forget (NormlabSessionSeries *self, const char *group);
void normlab_session_series_store (const NormlabSessionSeries *self, GKeyFile *file);
/* Removes what is known of a run, or void of its series, for it is said anew. */
void normlab_session_remove_foreign_recipe (GKeyFile *file, const char *group);
void normlab_session_remove_voids (GKeyFile *file, const char *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSessionSeries, normlab_session_series_free)

/* That a run of which so much is measured has these samples, too. */
void normlab_session_record_samples (GString *records,
                                     guint number,
                                     const NormlabMeasures *measures,
                                     const NormlabSample *samples,
                                     guint n_samples);

/* Where the records of a text begin; its end where there are none. */
const char *normlab_session_find_records (const char *text, gsize length);
/* Does to @file what they say, up to the first that is torn or damaged. How many there are behind
 * that one. */
guint normlab_session_apply_records (GKeyFile *file, const char *records, gsize length);

G_END_DECLS
