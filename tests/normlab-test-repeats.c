/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-repeats.h"

#include "normlab-test-loop.h"

void
normlab_test_repeats_set_up (NormlabTestRepeats *self, gconstpointer data)
{
  normlab_test_desk_init (&self->lab);
  self->here = normlab_test_desk_write_data (&self->lab, "course-a/mnist", 1);
  self->there = normlab_test_desk_write_data (&self->lab, "course-b/mnist", 2);
  self->repeater = normlab_repeater_new (self->lab.lab, self->lab.loader, self->lab.notices);
}

void
normlab_test_repeats_tear_down (NormlabTestRepeats *self, gconstpointer data)
{
  g_assert_finalize_object (self->repeater);
  normlab_test_desk_clear (&self->lab);
  g_free (self->here);
  g_free (self->there);
}

static gboolean
is_through (gpointer repeater)
{
  return normlab_repeater_get_n_waiting (repeater) == 0;
}

void
normlab_test_repeats_wait_through (NormlabTestRepeats *self)
{
  normlab_test_wait (is_through, self->repeater, 60);
}
