/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-compare.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHOICE_GROUP (normlab_choice_group_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChoiceGroup, normlab_choice_group, NORMLAB, CHOICE_GROUP, GtkWidget)

/**
 * NormlabChoiceGroup:
 *
 * The choices of a dimension under its title, with "× 2" beside it when two are ticked. To some
 * dimensions more can be added. A hint that one has to stay ticked comes and goes by itself.
 */
GtkWidget *normlab_choice_group_new (NormlabCompare *compare, NormlabDimension dimension);

G_END_DECLS
