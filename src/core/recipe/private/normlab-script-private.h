/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-change.h"
#include "normlab-normalization.h"
#include "normlab-recipe.h"

G_BEGIN_DECLS

/* A program that is put together, split by concern: normlab-script.c has its head and what it
 * reads, -network.c the network, -training.c how it is trained, and -lines.c how lines are written.
 * */

/* Steps that are done with the same values. */
typedef struct
{
  NormlabRecipe recipe;
  guint first, last; /* steps, from 1 */
  guint origin;      /* the step after which its optimizer began */
  gboolean decays_in_loss, decays_in_step;
} NormlabScriptPhase;

/* What the program is made for, and what of the recipe it needs to heed in any of its phases. */
typedef struct
{
  const NormlabRecipe *recipe;
  NormlabScriptPhase phases[NORMLAB_MAX_CHANGES + 1];
  guint n_phases;
  const NormlabNormalizationInfo *norm;
  gboolean hidden, before, after; /* hidden layers; what is normalized in them */
  gboolean drops, drops_always;
  gboolean decays_in_loss, decays_in_step;
  GString *text;
} NormlabScript;

/* A line, at so many steps of indentation, where @wanted. */
void normlab_script_add (NormlabScript *self, gboolean wanted, guint depth, const char *line);
/* Several lines, each ended by a line feed. */
void normlab_script_add_lines (NormlabScript *self, guint depth, const char *lines);
/* "NAME = 0.01" */
void
normlab_script_add_number (NormlabScript *self, gboolean wanted, const char *name, double value);

/* The decay as it is in the gradient, where it is in any. */
double normlab_script_get_decay (const NormlabScript *self, const NormlabScriptPhase *phase);

/* Parameters, functions, the way there and the way back. */
void normlab_script_add_network (NormlabScript *self);
/* The steps of all phases. */
void normlab_script_add_training (NormlabScript *self);

G_END_DECLS
