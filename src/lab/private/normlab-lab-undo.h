/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab-removed.h"
#include "normlab-lab.h"

G_BEGIN_DECLS

/* Taking runs out of a lab and putting them back, for NormlabRunRecorder, which undoes and
 * redoes. */

/* What was removed last, if its trainers still wait; nullable, borrowed. */
NormlabLabRemoved *normlab_lab_peek_removed (NormlabLab *self);

/* Takes items out of the list as normlab_lab_remove() does, but tells nobody, and leaves the
 * trainers of what was removed before alone unless these have some as well. NULL where none is
 * listed. */
NormlabLabRemoved *normlab_lab_take_out (NormlabLab *self, GPtrArray *items);

/* Puts runs back where they were. Those whose trainers wait go on; those whose trainers are gone
 * have been stopped. */
void normlab_lab_put_back (NormlabLab *self, NormlabLabRemoved *removed);

/* Lets go of their trainers, if they wait: nobody can bring these back any more. */
void normlab_lab_forget (NormlabLab *self, NormlabLabRemoved *removed);

G_END_DECLS
