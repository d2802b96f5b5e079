/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-test-cli.h"

G_BEGIN_DECLS

/* A folder with a small data set, "data", in which the program is run. */

/* Seven networks, and what each of them comes to behind step 20: 14 runs. */
#define NORMLAB_TEST_SWEEP_RECIPES                                                                 \
  "--hidden 9 --iterations 40 --batch-size 20 --seed 1 --seed 2 --seed 3 --seed 4 --seed 5 "       \
  "--seed 6 --seed 7 --branch 20:learning-rate=0.5 "
#define NORMLAB_TEST_SWEEP "train --data \"$1/data\" " NORMLAB_TEST_SWEEP_RECIPES

/* One that diverges at step 12, having been measured five times. */
#define NORMLAB_TEST_SWEEP_DIVERGING                                                               \
  "--hidden 9,9 --batch-norm off --activation identity --learning-rate 1 --iterations 60 "         \
  "--batch-size 20 --interval 2 "

typedef struct
{
  char *folder;
} NormlabTestSweep;

void normlab_test_sweep_set_up (NormlabTestSweep *self, gconstpointer data);
void normlab_test_sweep_tear_down (NormlabTestSweep *self, gconstpointer data);

/* Runs a script there. */
NormlabTestCli normlab_test_sweep_run (NormlabTestSweep *self, const char *script);
/* One whose status is 0 and which complains of nothing. */
void normlab_test_sweep_run_well (NormlabTestSweep *self, const char *script);

char *normlab_test_sweep_read (NormlabTestSweep *self, const char *name);
void normlab_test_sweep_write (NormlabTestSweep *self, const char *name, const char *text);
gboolean normlab_test_sweep_has (NormlabTestSweep *self, const char *name);

G_END_DECLS
