/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab-removed.h"
#include "normlab-lab-wakeup.h"
#include "normlab-lab.h"
#include "normlab-network-list.h"
#include "normlab-scheduler.h"

G_BEGIN_DECLS

/* NormlabLab is one class, split by concern: normlab-lab.c holds the list and takes over what the
 * workers have to tell, -train adds runs and tells workers what to do with them, -undo takes runs
 * out and puts them back, -memory shares out what may be kept. -train and -undo call the first,
 * which calls -memory; nobody else any other. */

struct _NormlabLab
{
  GObject parent_instance;

  NormlabDataId *data;         /* nullable */
  NormlabDataset *dataset;     /* nullable: those that are in use, where they are at hand */
  NormlabScheduler *scheduler; /* NULL once disposed of */
  NormlabReplay *replay;
  NormlabLabWakeup *wakeup;
  GListStore *runs; /* of NormlabRunItem */
  NormlabNetworkList *networks;
  NormlabChartWords *chart_words;
  NormlabBaseline *baseline;
  NormlabLabRemoved *removed; /* nullable: what was removed last; its trainers wait */

  NormlabMeasures measures;
  NormlabLabState state;
  guint n_active;
  double speed;
  guint n_added;
  gint64 sweep_end;

  gsize memory;      /* bytes that may be kept of all runs */
  gsize of_probes;   /* those that each run's probes may take */
  gint64 share_time; /* when it is looked next, µs */
};

/* The items as they are now: whoever is told of a change may change the list. */
GPtrArray *normlab_lab_list_items (NormlabLab *self);
/* After the list has changed. */
void normlab_lab_list_changed (NormlabLab *self);
/* Takes over what the workers and the scheduler have to tell. */
void normlab_lab_drain (NormlabLab *self);
/* Looks what is kept, now and then or @at_once, and what of it is too much. */
void normlab_lab_share_memory (NormlabLab *self, gboolean at_once);
/* Drains often for a while: until the workers have come back that still have runs which were let go
 * of. */
void normlab_lab_sweep (NormlabLab *self);

G_END_DECLS
