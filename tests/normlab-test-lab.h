/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"

G_BEGIN_DECLS

/* A lab of two threads, with small data. */
typedef struct
{
  NormlabLab *lab;
  NormlabDataset *dataset;
  guint n_advanced; /* how often it has said that training went on */
} NormlabTestLab;

/* Steps that nobody waits for. */
#define NORMLAB_TEST_LAB_ENDLESS 10000000
/* GDK_PRIORITY_REDRAW, which is not known here. */
#define NORMLAB_TEST_LAB_PRIORITY_DRAWING (G_PRIORITY_HIGH_IDLE + 20)

void normlab_test_lab_set_up (NormlabTestLab *self, gconstpointer data);
/* Checks that nothing else holds the lab. */
void normlab_test_lab_tear_down (NormlabTestLab *self, gconstpointer data);

/* A small network that is measured every ten steps. */
NormlabRecipe normlab_test_lab_make_recipe (guint iterations, guint32 seed);
/* Trains that recipe with seeds from 0 on. */
void normlab_test_lab_train (NormlabTestLab *self, guint n_runs, guint iterations);

/* The lab's runs; those belong to it. */
guint normlab_test_lab_get_n (NormlabTestLab *self);
NormlabRunItem *normlab_test_lab_get_item (NormlabTestLab *self, guint i);
NormlabRun *normlab_test_lab_get_run (NormlabTestLab *self, guint i);
/* Items first to first + n − 1. */
GPtrArray *normlab_test_lab_pick (NormlabTestLab *self, guint first, guint n);

/* Run the main loop until nothing trains, until run @i has done a step (in 20 seconds at most), and
 * for so long. */
void normlab_test_lab_wait_idle (NormlabTestLab *self, double seconds);
void normlab_test_lab_wait_for_step (NormlabTestLab *self, guint i, guint step);
void normlab_test_lab_let_run (double seconds);

/* The same measurements, to the bit. */
void normlab_test_lab_assert_same (NormlabRun *a, NormlabRun *b);

G_END_DECLS
