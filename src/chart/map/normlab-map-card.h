/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-layout.h"

G_BEGIN_DECLS

/* What was measured at a step; a value that is not finite is a gap. */
typedef struct
{
  double step, value;
} NormlabMapPoint;

/**
 * NormlabMapCard:
 * @name: of the network
 * @value: "0.8312 ± 0.0045"
 * @lines: of char: what else there is to say
 * @curves: of GArray of NormlabMapPoint: one for each seed
 * @n_steps: where the axis of steps ends
 * @step: the one that is looked at; NAN: the last
 *
 * What there is to say of a cell: words, and small curves in the colours' range of values.
 */
typedef struct
{
  char *name, *value;
  GPtrArray *lines;
  GPtrArray *curves;
  double n_steps, step;
} NormlabMapCard;

NormlabMapCard *normlab_map_card_new (void);
void normlab_map_card_free (NormlabMapCard *self);
/* An empty curve more, which belongs to the card. */
GArray *normlab_map_card_add_curve (NormlabMapCard *self);

/* The card beside a cell, where it covers nothing of that, within the layout's size. */
void normlab_map_card_draw (const NormlabMapCard *self,
                            const NormlabMapLayout *layout,
                            const NormlabMapPlace *place,
                            cairo_t *cr);
/* Where that is. */
NormlabChartRect normlab_map_card_get_rect (const NormlabMapCard *self,
                                            const NormlabMapLayout *layout,
                                            const NormlabMapPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMapCard, normlab_map_card_free)

G_END_DECLS
