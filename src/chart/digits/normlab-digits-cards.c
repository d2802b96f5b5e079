/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each network answers. */

#include "config.h"

#include "normlab-digits-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-names.h"

/* In ems. */
#define MIN_WIDTH 14.0
#define MAX_WIDTH 24.0
#define PADDING 0.5
#define GAP 0.5
#define HEAD 1.6
#define BARS 3.0
#define LABELS 1.35
#define ANSWER 4.2 /* room for it, at the right */
#define HEIGHT (2 * PADDING + HEAD + BARS + LABELS)
/* Classes that have a bar each; of more, the likeliest so many. */
#define MAX_BARS 10

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

/* The answer, large, with how probable it is beneath it and whether it is right beside it. */
static void
draw_answer (cairo_t *cr,
             const NormlabChartStyle *style,
             const NormlabDigitsCard *card,
             int truth,
             const NormlabChartRect *area)
{
  double em = style->font_size, x = area->x + area->width / 2, y = area->y + area->height * 0.35;
  g_autofree char *class = g_strdup_printf ("%u", card->answer);
  /* Translators: how probable something is */
  g_autofree char *certainty
      = g_strdup_printf (_("%.0f %%"), 100 * card->probabilities[card->answer]);
  double width = normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_TITLE, class, area->width,
                                       truth >= 0 ? x - 0.5 * em : x, y, 0.5, 0.5);

  if (truth >= 0)
    normlab_digits_draw_verdict (cr, style, truth == (int) card->answer, x + width / 2 + 0.3 * em,
                                 y);
  normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_LEGEND, certainty, area->width, x,
                        area->y + area->height * 0.8, 0.5, 0.5);
}

/* Bars */

static gboolean
is_likelier (const NormlabDigitsCard *card, guint a, guint b)
{
  return card->probabilities[a] > card->probabilities[b]
         || (!(card->probabilities[b] > card->probabilities[a]) && a < b);
}

/* Which classes have bars, in their order. */
static guint
choose_classes (const NormlabDigitsCard *card, guint classes[MAX_BARS])
{
  guint n = 0;

  for (guint i = 0; i < card->n_classes && n < MAX_BARS; i++)
    {
      guint n_likelier = 0;

      for (guint j = 0; j < card->n_classes; j++)
        n_likelier += is_likelier (card, j, i) ? 1 : 0;
      if (n_likelier < MAX_BARS)
        classes[n++] = i;
    }
  return n;
}

/* The label of the answer is bold, and that of the truth framed. */
static void
draw_label (cairo_t *cr,
            const NormlabChartStyle *style,
            guint class,
            gboolean answer,
            gboolean truth,
            double x,
            double y)
{
  double em = style->font_size;
  g_autofree char *text = g_strdup_printf ("%u", class);
  double width = normlab_digits_write (
      cr, style, answer ? NORMLAB_CHART_TEXT_PANEL : NORMLAB_CHART_TEXT_CAPTION, text, 4 * em, x, y,
      0.5, 0.5);

  if (!truth)
    return;
  width = MAX (width, 0.6 * em) + 0.5 * em;
  cairo_rectangle (cr, floor (x - width / 2) + 0.5, floor (y - 0.6 * em) + 0.5, ceil (width),
                   ceil (1.2 * em));
  normlab_chart_color_set_source (&style->text, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_bars (cairo_t *cr,
           const NormlabChartStyle *style,
           const NormlabDigitsCard *card,
           int truth,
           const NormlabChartRect *area)
{
  guint classes[MAX_BARS], n = choose_classes (card, classes);
  double step = area->width / MAX (n, 1), base = area->y + area->height;
  double em = style->font_size;

  for (guint i = 0; i < n; i++)
    {
      gboolean answer = classes[i] == card->answer;
      NormlabChartColor color = normlab_chart_style_get_color (style, card->color, !answer);
      double height = area->height * card->probabilities[classes[i]];
      double x = area->x + i * step;

      normlab_chart_color_set_source (&color, cr);
      cairo_rectangle (cr, x + 0.15 * step, base - height, 0.7 * step, height);
      cairo_fill (cr);
      draw_label (cr, style, classes[i], answer, (int) classes[i] == truth, x + step / 2,
                  base + LABELS / 2 * em);
    }
  cairo_rectangle (cr, area->x, base, area->width, 1);
  normlab_chart_color_set_source (&style->axis, cr);
  cairo_fill (cr);
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
  NormlabChartRect bars = { left, rect->y + (PADDING + HEAD) * em, width - ANSWER * em, BARS * em };
  NormlabChartRect at_right = { left + bars.width, bars.y, ANSWER * em, (BARS + LABELS) * em };
  double swatch = normlab_digits_draw_swatch (cr, style, card->color, card->dashed, left, y);

  draw_name (cr, style, name, width - swatch, left + swatch, y);
  if (card->probabilities != NULL)
    {
      draw_bars (cr, style, card, truth, &bars);
      draw_answer (cr, style, card, truth, &at_right);
    }
  else if (card->message != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_CAPTION, card->message, width,
                          left + width / 2, bars.y + bars.height / 2, 0.5, 0.5);
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
