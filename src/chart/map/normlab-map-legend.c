/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the legend goes: what colours show, the colours themselves, and the marks that occur. */

#include "config.h"

#include "normlab-map-layout.h"

#include <glib/gi18n-lib.h>

/* In ems. */
#define BAR_WIDTH 14.0
#define BAR_HEIGHT 0.9
#define TICKS 1.3
#define SQUARE 1.1
#define GAP 1.6
#define NEAR 0.5
#define LINE 1.5

const char *
normlab_map_mark_get_word (NormlabMapMark mark)
{
  switch (mark)
    {
    case NORMLAB_MAP_MARK_DIVERGED:
      return C_("map", "diverged");
    case NORMLAB_MAP_MARK_DEAD:
      return C_("map", "cannot learn");
    case NORMLAB_MAP_MARK_WAITING:
      return C_("map", "not measured yet");
    case NORMLAB_MAP_MARK_ABSENT:
    default:
      return C_("map", "no network");
    }
}

static gboolean
occurs (const NormlabMapModel *model, NormlabMapMark mark)
{
  switch (mark)
    {
    case NORMLAB_MAP_MARK_DIVERGED:
      return normlab_map_model_has_diverged (model);
    case NORMLAB_MAP_MARK_DEAD:
      return normlab_map_model_has_dead (model);
    case NORMLAB_MAP_MARK_WAITING:
      return normlab_map_model_has_state (model, NORMLAB_MAP_STATE_WAITING);
    case NORMLAB_MAP_MARK_ABSENT:
    default:
      return normlab_map_model_has_state (model, NORMLAB_MAP_STATE_ABSENT);
    }
}

static double
measure (PangoContext *context, const NormlabChartStyle *style, const char *string)
{
  NormlabChartText text;
  double width;

  normlab_chart_text_init (&text, context, style, NORMLAB_CHART_TEXT_AXIS, string,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  width = text.rect.width;
  normlab_chart_text_clear (&text);
  return width;
}

/* The next piece, @width wide: in the same line or, where that is full, in a new one. */
static NormlabChartRect
take (double *x, double *y, double left, double right, double width, double em)
{
  NormlabChartRect rect;

  if (*x > left && *x + width > right)
    {
      *x = left;
      *y += LINE * em;
    }
  rect = (NormlabChartRect){ *x, *y, MIN (width, right - left), LINE * em };
  *x += width + GAP * em;
  return rect;
}

/* The ticks beneath the colours keep what comes in further lines away from them. */
double
normlab_map_legend_lay_out (NormlabMapLegend *self,
                            const NormlabMapModel *model,
                            const NormlabChartStyle *style,
                            PangoContext *context,
                            double x,
                            double y,
                            double width)
{
  double em = style->font_size, left = x, right = x + width, top = y, bottom;

  *self = (NormlabMapLegend){ 0 };
  if (model->measure != NULL)
    {
      self->measure = take (&x, &y, left, right, measure (context, style, model->measure), em);
      x += (NEAR - GAP) * em + 0.5 * em;
    }
  self->bar = take (&x, &y, left + em, right - em, MIN (BAR_WIDTH * em, width - 2 * em), em);
  self->bar.y += (LINE - BAR_HEIGHT) / 2 * em;
  self->bar.height = BAR_HEIGHT * em;
  bottom = y + (LINE + TICKS) * em;
  for (guint mark = 0; mark < NORMLAB_N_MAP_MARKS; mark++)
    {
      const char *word = normlab_map_mark_get_word (mark);
      double line = y, room;

      self->has_mark[mark] = occurs (model, mark);
      if (!self->has_mark[mark])
        continue;
      room = (SQUARE + NEAR) * em + measure (context, style, word);
      self->marks[mark] = take (&x, &y, left, right, room, em);
      if (y > line && y < bottom)
        {
          self->marks[mark].y += bottom - y;
          y = bottom;
        }
    }
  return MAX (bottom, y + LINE * em) - top;
}
