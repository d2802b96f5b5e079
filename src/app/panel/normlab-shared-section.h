/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_SHARED_SECTION (normlab_shared_section_get_type ())
G_DECLARE_FINAL_TYPE (NormlabSharedSection,
                      normlab_shared_section,
                      NORMLAB,
                      SHARED_SECTION,
                      GtkWidget)

/**
 * NormlabSharedSection:
 *
 * What is the same for all networks of a comparison: seeds, numbers, and what is updated.
 */
GtkWidget *normlab_shared_section_new (NormlabPlan *plan);

G_END_DECLS
