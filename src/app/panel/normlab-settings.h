/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-compare.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_SETTINGS (normlab_settings_get_type ())
G_DECLARE_FINAL_TYPE (NormlabSettings, normlab_settings, NORMLAB, SETTINGS, GtkWidget)

/**
 * NormlabSettings:
 *
 * What is the same for all networks of a comparison: seeds, numbers, and what is updated.
 */
GtkWidget *normlab_settings_new (NormlabCompare *compare);

G_END_DECLS
