/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-repeater.h"
#include "normlab-test-desk.h"

G_BEGIN_DECLS

/* A desk where runs are trained again, or go on. */
typedef struct
{
  NormlabTestDesk lab;
  NormlabRepeater *repeater;
  char *here, *there; /* two folders of one name, with different data */
} NormlabTestRepeats;

void normlab_test_repeats_set_up (NormlabTestRepeats *self, gconstpointer data);
void normlab_test_repeats_tear_down (NormlabTestRepeats *self, gconstpointer data);

/* Waits until every run that was asked for is there, or will never be. */
void normlab_test_repeats_wait_through (NormlabTestRepeats *self);

G_END_DECLS
