/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_SWATCH (normlab_run_swatch_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunSwatch, normlab_run_swatch, NORMLAB, RUN_SWATCH, GtkWidget)

/**
 * NormlabRunSwatch:
 *
 * A piece of a run's line, as the chart draws it, in the palette that goes with the text around it.
 * Its name is up to who shows it.
 */
GtkWidget *normlab_run_swatch_new (void);

void normlab_run_swatch_set_look (NormlabRunSwatch *self, guint color, gboolean dashed);

G_END_DECLS
