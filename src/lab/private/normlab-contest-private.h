/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-contest.h"

G_BEGIN_DECLS

/* NormlabContest is one class, split by concern: normlab-contest.c has the groups and what they
   come to, -words says it. The second calls the first. */

typedef struct
{
  char *name;
  GPtrArray *items; /* of NormlabRunItem, one of each seed */
} NormlabContestGroup;

struct _NormlabContest
{
  NormlabContestGroup groups[2];
  gboolean paired;
};

G_END_DECLS
