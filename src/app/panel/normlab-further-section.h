/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_FURTHER_SECTION (normlab_further_section_get_type ())
G_DECLARE_FINAL_TYPE (NormlabFurtherSection,
                      normlab_further_section,
                      NORMLAB,
                      FURTHER_SECTION,
                      GtkWidget)

/**
 * NormlabFurtherSection:
 *
 * How networks are trained: seeds, and a group of check boxes for each further hyperparameter.
 */
GtkWidget *normlab_further_section_new (NormlabPlan *plan);

G_END_DECLS
