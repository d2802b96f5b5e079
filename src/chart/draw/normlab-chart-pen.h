/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabChartPen:
 * @n_points: how many points of its series have been drawn
 * @length: pixels drawn since the last gap, so that dashes go on where they stopped
 * @band_end: the pixel up to which its band has been drawn
 * @has_voids: whether what was void of it has been drawn
 *
 * How far a line has been drawn, for whoever keeps a picture and adds to it. Starts as all zeros,
 * and does so again with every new layout.
 */
typedef struct
{
  guint n_points;
  double length;
  double band_end;
  gboolean has_voids;
} NormlabChartPen;

G_END_DECLS
