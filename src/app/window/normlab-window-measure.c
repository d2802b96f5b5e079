/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

/* What is measured besides of what is trained from now on: two ticks, kept as one setting. The lab
 * knows it, as whoever opens an experiment may change it too. */

#define TEST_LOSS "measure-test-loss"
#define TRAINING "measure-training"

static void
set_state (NormlabWindow *self, const char *name, gboolean state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

static void
on_measures_changed (NormlabWindow *self)
{
  const NormlabMeasures *measures = normlab_lab_get_measures (self->lab);
  g_autofree char *text = normlab_measures_format (measures);

  set_state (self, TEST_LOSS, measures->test_loss);
  set_state (self, TRAINING, measures->training);
  g_settings_set_string (self->settings, "measure", text);
}

/* What cannot be understood changes nothing. */
static void
on_setting_changed (NormlabWindow *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "measure");
  NormlabMeasures measures;

  if (normlab_measures_parse (text, &measures, NULL))
    normlab_lab_set_measures (self->lab, &measures);
}

static void
on_test_loss (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  NormlabMeasures measures = *normlab_lab_get_measures (self->lab);

  measures.test_loss = g_variant_get_boolean (state);
  normlab_lab_set_measures (self->lab, &measures);
}

/* Ticked by hand, of all images. */
static void
on_training (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  NormlabMeasures measures = *normlab_lab_get_measures (self->lab);

  measures.training = g_variant_get_boolean (state);
  measures.n_training = 0;
  normlab_lab_set_measures (self->lab, &measures);
}

static const GActionEntry entries[] = {
  { .name = TEST_LOSS, .state = "false", .change_state = on_test_loss },
  { .name = TRAINING, .state = "false", .change_state = on_training },
};

void
normlab_window_measure_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  on_setting_changed (self);
  on_measures_changed (self);
  g_signal_connect_object (self->lab, "measures-changed", G_CALLBACK (on_measures_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::measure", G_CALLBACK (on_setting_changed),
                           self, G_CONNECT_SWAPPED);
}
