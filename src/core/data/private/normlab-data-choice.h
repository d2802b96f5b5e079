/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-place.h"

G_BEGIN_DECLS

/**
 * NormlabDataChoice:
 *
 * The files of a place that are taken: of each role the first that can be read. Why others cannot
 * is kept, for the refusal. Each role belongs to one thread at a time.
 */
typedef struct
{
  const NormlabDataPlace *place;
  guint next[NORMLAB_N_SPLITS][NORMLAB_N_ARRAY_KINDS];           /* which file comes next */
  NormlabArray *arrays[NORMLAB_N_SPLITS][NORMLAB_N_ARRAY_KINDS]; /* those that are open */
  GPtrArray *problems[NORMLAB_N_SPLITS][NORMLAB_N_ARRAY_KINDS];  /* of GError */
} NormlabDataChoice;

void normlab_data_choice_init (NormlabDataChoice *self, const NormlabDataPlace *place);
void normlab_data_choice_clear (NormlabDataChoice *self);

/* Opens one file of each role that the place has. On FALSE the error has the reasons of all that
 * were tried, or what is missing and what is there instead. */
gboolean normlab_data_choice_open (NormlabDataChoice *self, GError **error);

/* The file of a role has turned out to be damaged, as @problem says, which is taken over: opens the
 * next one. On FALSE the error has the reasons of all. */
gboolean normlab_data_choice_open_next (NormlabDataChoice *self,
                                        NormlabSplit split,
                                        NormlabArrayKind kind,
                                        GError *problem,
                                        GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDataChoice, normlab_data_choice_clear)

G_END_DECLS
