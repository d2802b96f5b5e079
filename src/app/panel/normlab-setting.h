/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-compare.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_SETTING (normlab_setting_get_type ())
G_DECLARE_FINAL_TYPE (NormlabSetting, normlab_setting, NORMLAB, SETTING, GtkWidget)

/**
 * NormlabSetting:
 *
 * A number that is the same for all, to be typed in. Several ("50; 100") can be compared; the row
 * then says "× 2" as a group of boxes does.
 */
GtkWidget *
normlab_setting_new (NormlabCompare *compare, NormlabDimension dimension, const char *explanation);

G_END_DECLS
