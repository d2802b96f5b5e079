/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-scratch.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-error.h"

#define ALIGNMENT 64

/* calloc() leaves large pieces untouched until they are used, so that making a vast network
 * takes no time in which nobody listens. What it gave stands just before the aligned piece. */
float *
normlab_floats_new (gsize n_floats)
{
  char *memory
      = calloc (normlab_scratch_padded (MAX (n_floats, 1)) * sizeof (float) + ALIGNMENT, 1);
  char *aligned;

  if (memory == NULL)
    return NULL;
  aligned = memory + ALIGNMENT - (guintptr) memory % ALIGNMENT;
  memcpy (aligned - sizeof memory, &memory, sizeof memory);
  return (float *) (gpointer) aligned;
}

void
normlab_floats_free (float *floats)
{
  char *memory;

  if (floats == NULL)
    return;
  memcpy (&memory, (char *) floats - sizeof memory, sizeof memory);
  free (memory);
}

gboolean
normlab_scratch_begin (NormlabScratch *self, gsize n_floats, GError **error)
{
  self->used = 0;
  if (n_floats <= self->size)
    return TRUE;

  normlab_scratch_clear (self);
  if (n_floats <= NORMLAB_SCRATCH_MAX_BYTES / sizeof (float))
    self->memory = aligned_alloc (ALIGNMENT, normlab_scratch_padded (n_floats) * sizeof (float));
  if (self->memory == NULL)
    {
      g_autofree char *needed = g_format_size ((guint64) n_floats * sizeof (float));
      g_autofree char *most = g_format_size (NORMLAB_SCRATCH_MAX_BYTES);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("One step of this network needs %s of memory, and at most %s can be had: "
                      "make the batch or the layers smaller"),
                   needed, most);
      return FALSE;
    }
  self->size = normlab_scratch_padded (n_floats);
  return TRUE;
}

float *
normlab_scratch_take (NormlabScratch *self, gsize n_floats)
{
  float *piece = self->memory + self->used;

  self->used += normlab_scratch_padded (n_floats);
  g_assert (self->used <= self->size);
  return piece;
}

void
normlab_scratch_clear (NormlabScratch *self)
{
  free (self->memory);
  *self = (NormlabScratch){ 0 };
}
