/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-metric.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_AXIS_OPTIONS (normlab_axis_options_get_type ())
G_DECLARE_FINAL_TYPE (NormlabAxisOptions, normlab_axis_options, NORMLAB, AXIS_OPTIONS, GtkWidget)

/**
 * NormlabAxisOptions:
 *
 * Where the chart's axes begin and end, and whether they are logarithmic: those of what the
 * settings say runs along it, and of what is shown. What cannot be stays in red, with what is wrong
 * beneath, and the axis as it was.
 */

/* Whose keys "ranges" and "abscissa" it shows, and of which it changes the first. To be called
 * once. */
void normlab_axis_options_bind_settings (NormlabAxisOptions *self, GSettings *settings);
/* What the chart shows; at first the accuracy. */
void normlab_axis_options_set_metric (NormlabAxisOptions *self, NormlabMetric metric);

G_END_DECLS
