/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_GROUPS (normlab_run_groups_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunGroups, normlab_run_groups, NORMLAB, RUN_GROUPS, GObject)

/**
 * NormlabRunGroups:
 *
 * Runs as a table lists them: those that differ in nothing but their seeds, on the same data, as
 * one group, beneath which they are listed themselves while it is open. What there is only once
 * stands for itself. A group stays open or closed while runs come and go.
 */
/* @runs: of NormlabRunItem. */
NormlabRunGroups *normlab_run_groups_new (GListModel *runs);

/* Of NormlabRunItem, groups among them. */
GListModel *normlab_run_groups_get_rows (NormlabRunGroups *self);

/* The group before its members and groups one after another, those first that @compare says (of
 * whole groups, and of members within one) and otherwise those that were added first. */
int normlab_run_groups_compare (NormlabRunItem *a,
                                NormlabRunItem *b,
                                GCompareDataFunc compare,
                                gpointer data);

G_END_DECLS
