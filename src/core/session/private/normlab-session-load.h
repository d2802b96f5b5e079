/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session-private.h"

G_BEGIN_DECLS

/* Loading a session is split by what is read: normlab-session-load.c reads the file and goes
 * through its groups, -run reads one run, -history its samples, -foreign what another program
 * has trained, -void and -lists its series, -data which data something is of.
 * Each calls those after it only. All errors are NORMLAB_ERROR_FORMAT and name group and key. */

/* What people call something. */
char *
normlab_session_load_title (GKeyFile *file, const char *group, const char *key, GError **error);

/* Adds the run of a group to the session, unless it has been removed; first: of the first version.
 * progress: nullable, who may cancel it (NORMLAB_ERROR_CANCELLED). */
gboolean normlab_session_load_run (NormlabSession *self,
                                   GKeyFile *file,
                                   const char *group,
                                   guint number,
                                   gboolean first,
                                   NormlabProgress *progress,
                                   GError **error);

/* Whether there is one: of a run of which there are only records, no sample may have come yet. */
gboolean normlab_session_has_history (GKeyFile *file, const char *group, gboolean first);
/* Appends to @samples (NormlabSample) the history of a run of which so much is measured and that
   has done @last steps. */
gboolean normlab_session_load_history (GKeyFile *file,
                                       const char *group,
                                       const NormlabMeasures *measures,
                                       guint last,
                                       NormlabProgress *progress,
                                       GArray *samples,
                                       GError **error);

/* Whether a group is a run of another program; such a run's recipe, and what was measured of it. */
gboolean normlab_session_is_foreign (GKeyFile *file, const char *group);
gboolean normlab_session_load_foreign_recipe (GKeyFile *file,
                                              const char *group,
                                              NormlabRecipe *recipe,
                                              GError **error);
gboolean normlab_session_load_foreign_series (GKeyFile *file,
                                              const char *group,
                                              NormlabRun *run,
                                              NormlabProgress *progress,
                                              GError **error);
/* What restarts have made void of it. */
gboolean
normlab_session_load_voids (GKeyFile *file, const char *group, NormlabRun *run, GError **error);
/* What the series that is called @key is; appends what was measured of it (NormlabSample). */
gboolean normlab_session_load_series_name (GKeyFile *file,
                                           const char *group,
                                           const char *key,
                                           NormlabMetric *metric,
                                           NormlabSeriesRole *role,
                                           GError **error);
gboolean normlab_session_load_lists (GKeyFile *file,
                                     const char *group,
                                     const char *key,
                                     NormlabSeriesRole role,
                                     GArray *samples,
                                     GError **error);

/* Data whose keys in the group are called so. */
NormlabDataId *normlab_session_load_data (GKeyFile *file,
                                          const char *group,
                                          const NormlabSessionDataKeys *keys,
                                          GError **error);
/* A run's own, or else those of the session. Earlier versions wrote no more than the name of its
 * own. */
NormlabDataId *normlab_session_load_run_data (GKeyFile *file,
                                              const char *group,
                                              NormlabDataId *session_data,
                                              GError **error);

G_END_DECLS
