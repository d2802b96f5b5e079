/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-loader.h"
#include "normlab-lab.h"
#include "normlab-notices.h"

G_BEGIN_DECLS

/* A lab, data and notices, without a window. */
typedef struct
{
  NormlabLab *lab;
  NormlabDataLoader *loader;
  NormlabNotices *notices;
  char *folder; /* for files */
  char *told;   /* the last that was told in passing; NULL for nothing */
} NormlabTestDesk;

void normlab_test_desk_init (NormlabTestDesk *self);
/* Checks that nothing of it is left. */
void normlab_test_desk_clear (NormlabTestDesk *self);

/* Opens the data at @path and waits until they are in use. */
void normlab_test_desk_use (NormlabTestDesk *self, const char *path);
/* A small data set at @name beneath the folder; another for each @variant. Returns its path. */
char *normlab_test_desk_write_data (NormlabTestDesk *self, const char *name, guint8 variant);

/* Recipes of short runs, one for each seed from 0 on. */
GArray *normlab_test_desk_create_recipes (guint n);

guint normlab_test_desk_get_n_runs (NormlabTestDesk *self);
/* Held by the lab's list. */
NormlabRunItem *normlab_test_desk_get_item (NormlabTestDesk *self, guint i);
NormlabRun *normlab_test_desk_get_run (NormlabTestDesk *self, guint i);
/* Waits until all runs have ended. */
void normlab_test_desk_wait_done (NormlabTestDesk *self);

void normlab_test_desk_assert_complaints (NormlabTestDesk *self, const char *expected);
/* @part: is to be found in them. */
void normlab_test_desk_assert_complains (NormlabTestDesk *self, const char *part);

G_END_DECLS
