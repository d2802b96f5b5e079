/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_CURVES_PAGE (normlab_curves_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCurvesPage, normlab_curves_page, NORMLAB, CURVES_PAGE, GtkWidget)

/**
 * NormlabCurvesPage:
 *
 * The page with the live chart of a lab's runs, and what sets it up. Gives every item of the lab
 * its look. The settings whose keys say what the chart shows: metric, abscissa, view,
 * look, show-training, band, show-members, smoothing.
 */

G_END_DECLS
