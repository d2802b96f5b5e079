/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHOICE (normlab_choice_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChoice, normlab_choice, NORMLAB, CHOICE, GObject)

/**
 * NormlabChoice:
 *
 * One value of a dimension that can be ticked. Properties: text (what normlab_recipe_set() reads),
 * label (translated, "σ = 0.01"), ticked (boolean; unticking the only ticked one of a dimension is
 * refused: the property stays TRUE and NormlabCompare::refused is emitted), removable (boolean).
 * It stays the same object when NormlabCompare puts another value in its place.
 */
const char *normlab_choice_get_text (NormlabChoice *self);
const char *normlab_choice_get_label (NormlabChoice *self);
gboolean normlab_choice_get_ticked (NormlabChoice *self);
void normlab_choice_set_ticked (NormlabChoice *self, gboolean ticked);
gboolean normlab_choice_get_removable (NormlabChoice *self);

G_END_DECLS
