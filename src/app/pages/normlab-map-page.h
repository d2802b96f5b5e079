/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-page.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_MAP_PAGE (normlab_map_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabMapPage, normlab_map_page, NORMLAB, MAP_PAGE, GtkWidget)

/**
 * NormlabMapPage:
 *
 * What the runs of a lab have come to, over two of the hyperparameters in which they differ: all of
 * them, whether curves show them or not, so that one can go from cell to cell. Opening a cell shows
 * its runs, and no others, in the curves.
 */

G_END_DECLS
