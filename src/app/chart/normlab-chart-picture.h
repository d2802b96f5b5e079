/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-layout.h"
#include "normlab-clock.h"

G_BEGIN_DECLS

/**
 * NormlabChartPicture:
 *
 * A chart as it is on screen, kept: the frame, the lines, the lines that stand out, and what lies
 * over them. Points that are added cost only the new pieces of line. Anything else makes a new
 * layout and with it a new frame, at once. The lines follow when they are done, which is in the
 * same frame for an ordinary chart; until then the old ones are shown, moved to where the new axes
 * have them.
 */
typedef struct _NormlabChartPicture NormlabChartPicture;

/**
 * NormlabChartTarget:
 * @style: how it looks, made by normlab_chart_style_init_from_widget() or set to zero before
 * @width: application pixels, at least 1
 * @height: the same
 * @factor: device pixels to each of them
 * @x: the range that is shown; start and end are ignored
 * @y: the same
 *
 * What a picture is made for. A plain value.
 */
typedef struct
{
  NormlabChartStyle style;
  int width, height;
  int factor;
  NormlabChartScale x, y;
} NormlabChartTarget;

/* @draw_again is called with @owner when it should be snapshot anew, for lines have been drawn
 * between frames. @clock: (nullable) (unowned): by which it paces that, other than the
 * machine's. */
NormlabChartPicture *normlab_chart_picture_new (void (*draw_again) (gpointer owner),
                                                gpointer owner,
                                                const NormlabClock *clock);
void normlab_chart_picture_free (NormlabChartPicture *self);

/* What to show, which must outlive its being set here; NULL for nothing. The old one is not looked
 * at any more, and may be gone; what is on screen stays there until something takes its place.
 * There is no layout then. */
void normlab_chart_picture_set_model (NormlabChartPicture *self, const NormlabChartModel *model);
/* Whether there is anything to lay out. */
gboolean normlab_chart_picture_get_has_content (const NormlabChartPicture *self);

/* Points were added at the ends of lines. */
void normlab_chart_picture_grow (NormlabChartPicture *self);
/* A person asks for something else than what is in the making, which need not be finished. */
void normlab_chart_picture_hurry (NormlabChartPicture *self);

/* Makes the layout that of @target; there must be content. TRUE when it is another one now, and the
 * one before has gone. */
gboolean normlab_chart_picture_lay_out (NormlabChartPicture *self,
                                        const NormlabChartTarget *target);
/* NULL without any. */
const NormlabChartLayout *normlab_chart_picture_get_layout (const NormlabChartPicture *self);

/* As it is laid out. The lines of @tag stand out, all others are dimmed, if there are both; −1:
 * none. */
void normlab_chart_picture_snapshot (NormlabChartPicture *self, GtkSnapshot *snapshot, int tag);

/* Whether the last snapshot shows all that was asked for; while a large chart is drawn anew, it
 * does not. */
gboolean normlab_chart_picture_get_settled (const NormlabChartPicture *self);

/* Does nothing more between frames, until the next snapshot. */
void normlab_chart_picture_stop (NormlabChartPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartPicture, normlab_chart_picture_free)

G_END_DECLS
