/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-inspection.h"

G_BEGIN_DECLS

/* What was found in networks as CSV in long form (RFC 4180), a dot as decimal mark in every locale.
 * Every header and row ends with \r\n. Layers are counted from 1, as runs are. */

/* run,step,layer,quantity,value: what applies to the layer, to the recipe and to the step, and
 * nothing else; the smoothness of the whole network as layer 0. */
#define NORMLAB_INSPECTION_CSV_HEADER "run,step,layer,quantity,value\r\n"
void normlab_inspection_append_csv (const NormlabInspection *self,
                                    const NormlabRecipe *recipe,
                                    guint run,
                                    GString *csv);

/* run,step,layer,which,bin_low,bin_high,count: of a probe's histograms, "pre" and "out" as there.
 * A bin that also takes whatever lies beyond it ends with -inf or inf. None before the first
 * step. */
#define NORMLAB_INSPECTION_HISTOGRAMS_HEADER "run,step,layer,which,bin_low,bin_high,count\r\n"
void normlab_inspection_append_histograms (const NormlabInspection *self,
                                           const NormlabRecipe *recipe,
                                           guint run,
                                           GString *csv);

/* run,step,truth,answer,count: of all pairs of classes. */
#define NORMLAB_INSPECTION_CONFUSION_HEADER "run,step,truth,answer,count\r\n"
void normlab_inspection_append_confusion (const NormlabInspection *self, guint run, GString *csv);

G_END_DECLS
