/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each network answers. */

#include "config.h"

#include "normlab-digits-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-digits-bars.h"
#include "normlab-names.h"

/* In ems. */
#define MIN_WIDTH 14.0
#define MAX_WIDTH 24.0
#define PADDING 0.5
#define GAP 0.5
#define HEAD 1.6
#define BARS 3.0
#define LABELS 1.35
#define HEIGHT (2 * PADDING + HEAD + BARS + LABELS)

typedef struct
{
  guint columns;
  double width, height, gap;
} Grid;

static Grid
lay_out (const NormlabDigitsModel *model, const NormlabChartStyle *style, double width)
{
  double em = style->font_size, gap = GAP * em;
  double fit = floor ((width + gap) / (MIN_WIDTH * em + gap));
  guint columns = (guint) CLAMP (fit, 1, MAX (model->cards->len, 1));

  return (Grid){ columns, MIN ((width - (columns - 1) * gap) / columns, MAX_WIDTH * em),
                 HEIGHT * em, gap };
}

double
normlab_digits_cards_get_height (const NormlabDigitsModel *model,
                                 const NormlabChartStyle *style,
                                 double width)
{
  Grid grid = lay_out (model, style, width);
  guint rows = (model->cards->len + grid.columns - 1) / grid.columns;

  return rows > 0 ? rows * (grid.height + grid.gap) - grid.gap : 0;
}

NormlabChartRect
normlab_digits_cards_get_rect (const NormlabDigitsModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               guint card)
{
  Grid grid = lay_out (model, style, width);

  return (NormlabChartRect){ card % grid.columns * (grid.width + grid.gap),
                             floor (card / grid.columns) * (grid.height + grid.gap), grid.width,
                             grid.height };
}

int
normlab_digits_cards_find (const NormlabDigitsModel *model,
                           const NormlabChartStyle *style,
                           double width,
                           double x,
                           double y)
{
  for (guint i = 0; i < model->cards->len; i++)
    {
      NormlabChartRect rect = normlab_digits_cards_get_rect (model, style, width, i);

      if (normlab_chart_rect_get_distance (&rect, x, y) <= 0)
        return (int) i;
    }
  return -1;
}

/* Drawing one, whose rectangle is @rect */

static void
draw_box (cairo_t *cr,
          const NormlabChartStyle *style,
          const NormlabChartRect *rect,
          gboolean chosen)
{
  double line = chosen ? 2 : 1;

  cairo_rectangle (cr, rect->x + line / 2, rect->y + line / 2, rect->width - line,
                   rect->height - line);
  normlab_chart_color_set_source (&style->background, cr);
  cairo_fill_preserve (cr);
  normlab_chart_color_set_source (chosen ? &style->text : &style->grid, cr);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/* Names */

typedef struct
{
  const NormlabChartStyle *style;
  PangoContext *context;
  double width;
} Room;

static gboolean
has_room (const char *name, gpointer data)
{
  const Room *room = data;
  NormlabChartText text;
  gboolean fits;

  normlab_chart_text_init (&text, room->context, room->style, NORMLAB_CHART_TEXT_LEGEND, name,
                           room->width, 1);
  fits = !pango_layout_is_ellipsized (text.layout);
  normlab_chart_text_clear (&text);
  return fits;
}

/* Of all cards, cut where they are alike. */
static char **
create_names (const NormlabDigitsModel *model, const NormlabChartStyle *style, double width)
{
  g_autofree const char **names = g_new (const char *, model->cards->len);
  Room room = { style, normlab_chart_text_create_context (),
                width - (2 * PADDING + NORMLAB_DIGITS_SWATCH) * style->font_size };
  char **cut;

  for (guint i = 0; i < model->cards->len; i++)
    names[i] = ((const NormlabDigitsCard *) g_ptr_array_index (model->cards, i))->name;
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  cut = normlab_names_cut_alike (names, model->cards->len, _(", "), has_room, &room);
  g_object_unref (room.context);
  return cut;
}

/* One that has too little room even so keeps its beginning and its end. */
static void
draw_name (cairo_t *cr,
           const NormlabChartStyle *style,
           const char *name,
           double width,
           double x,
           double y)
{
  PangoContext *context = normlab_chart_text_create_context ();
  NormlabChartText text;

  normlab_chart_text_init (&text, context, style, NORMLAB_CHART_TEXT_LEGEND, name, width, 1);
  pango_layout_set_ellipsize (text.layout, PANGO_ELLIPSIZE_MIDDLE);
  normlab_chart_text_place (&text, x, y, 0, 0.5);
  normlab_chart_text_draw (&text, cr, style);
  normlab_chart_text_clear (&text);
  g_object_unref (context);
}

static void
draw_card (cairo_t *cr,
           const NormlabChartStyle *style,
           const NormlabDigitsCard *card,
           const char *name,
           const NormlabChartRect *rect,
           int truth)
{
  double em = style->font_size, left = rect->x + PADDING * em;
  double width = rect->width - 2 * PADDING * em, y = rect->y + (PADDING + HEAD / 2) * em;
  NormlabChartRect area = { left, rect->y + (PADDING + HEAD) * em, width, (BARS + LABELS) * em };
  double swatch = normlab_digits_draw_swatch (cr, style, card->color, card->dashed, left, y);

  draw_name (cr, style, name, width - swatch, left + swatch, y);
  if (card->probabilities != NULL)
    normlab_digits_bars_draw (card, style, cr, truth, &area);
  else if (card->message != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_CAPTION, card->message, width,
                          left + width / 2, area.y + BARS / 2 * em, 0.5, 0.5);
}

void
normlab_digits_cards_draw (const NormlabDigitsModel *model,
                           const NormlabChartStyle *style,
                           cairo_t *cr,
                           double width)
{
  g_auto (GStrv) names = NULL;

  if (model->cards->len == 0)
    return;
  names = create_names (model, style, lay_out (model, style, width).width);
  for (guint i = 0; i < model->cards->len; i++)
    {
      NormlabChartRect rect = normlab_digits_cards_get_rect (model, style, width, i);

      draw_box (cr, style, &rect, (int) i == model->chosen && model->cards->len > 1);
      draw_card (cr, style, g_ptr_array_index (model->cards, i), names[i], &rect, model->truth);
    }
}
