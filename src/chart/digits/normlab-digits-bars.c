/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a network answers, with how probable it holds each class. */

#include "config.h"

#include "normlab-digits-bars.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-class-words.h"
#include "normlab-digits-draw.h"

/* In ems. */
#define LABELS 1.35
#define ANSWER 4.2 /* room for it, at the right */
#define CERTAINTY 2.7
#define VERDICT 1.3
#define GAP 0.5
/* Of the width, what a name may take. */
#define NAME 0.45
/* Classes that have a bar each; of more, the likeliest so many. With long names there are fewer. */
#define MAX_BARS 10
#define MAX_LINES 4

typedef struct
{
  const NormlabDigitsCard *card;
  const NormlabChartStyle *style;
  cairo_t *cr;
  PangoContext *context;
  int truth;
} Pen;

static char *
format_certainty (const Pen *pen, guint class)
{
  /* Translators: how probable something is */
  return g_strdup_printf (_("%.0f %%"), 100 * pen->card->probabilities[class]);
}

/* The answer, large, with how probable it is beneath it and whether it is right beside it. */
static void
draw_answer (const Pen *pen, const NormlabChartRect *area)
{
  guint answer = pen->card->answer;
  double em = pen->style->font_size, x = area->x + area->width / 2;
  double y = area->y + area->height * 0.35;
  char number[NORMLAB_CLASS_NUMBER];
  const char *class = normlab_class_words_get (pen->card->class_names, answer, number);
  g_autofree char *certainty = format_certainty (pen, answer);
  double width
      = normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_TITLE, class,
                                 area->width, pen->truth >= 0 ? x - 0.5 * em : x, y, 0.5, 0.5);

  if (pen->truth >= 0)
    normlab_digits_draw_verdict (pen->cr, pen->style, pen->truth == (int) answer,
                                 x + width / 2 + 0.3 * em, y);
  normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_LEGEND, certainty,
                           area->width, x, area->y + area->height * 0.8, 0.5, 0.5);
}

static gboolean
is_likelier (const NormlabDigitsCard *card, guint a, guint b)
{
  return card->probabilities[a] > card->probabilities[b]
         || (!(card->probabilities[b] > card->probabilities[a]) && a < b);
}

static guint
count_likelier (const NormlabDigitsCard *card, guint class)
{
  guint n = 0;

  for (guint i = 0; i < card->n_classes; i++)
    n += is_likelier (card, i, class) ? 1 : 0;
  return n;
}

/* Bars side by side */

/* Which classes have bars, in their order. */
static guint
choose_classes (const NormlabDigitsCard *card, guint classes[MAX_BARS])
{
  guint n = 0;

  for (guint i = 0; i < card->n_classes && n < MAX_BARS; i++)
    if (count_likelier (card, i) < MAX_BARS)
      classes[n++] = i;
  return n;
}

/* The label of the answer is bold, and that of the truth framed. */
static void
draw_label (const Pen *pen, guint class, double x, double y)
{
  NormlabChartTextRole role
      = class == pen->card->answer ? NORMLAB_CHART_TEXT_PANEL : NORMLAB_CHART_TEXT_CAPTION;
  double em = pen->style->font_size;
  char number[NORMLAB_CLASS_NUMBER];
  const char *word = normlab_class_words_get (pen->card->class_names, class, number);

  if ((int) class == pen->truth)
    normlab_class_words_draw_truth (pen->context, pen->cr, pen->style, role, word, 4 * em, x, y);
  else
    normlab_digits_write_in (pen->context, pen->cr, pen->style, role, word, 4 * em, x, y, 0.5, 0.5);
}

static void
set_color (const Pen *pen, guint class)
{
  NormlabChartColor color
      = normlab_chart_style_get_color (pen->style, pen->card->color, class != pen->card->answer);

  normlab_chart_color_set_source (&color, pen->cr);
}

static void
draw_bars (const Pen *pen, const NormlabChartRect *area)
{
  guint classes[MAX_BARS], n = choose_classes (pen->card, classes);
  double step = area->width / MAX (n, 1), base = area->y + area->height;

  for (guint i = 0; i < n; i++)
    {
      double height = area->height * pen->card->probabilities[classes[i]];
      double x = area->x + i * step;

      set_color (pen, classes[i]);
      cairo_rectangle (pen->cr, x + 0.15 * step, base - height, 0.7 * step, height);
      cairo_fill (pen->cr);
      draw_label (pen, classes[i], x + step / 2, base + LABELS / 2 * pen->style->font_size);
    }
  cairo_rectangle (pen->cr, area->x, base, area->width, 1);
  normlab_chart_color_set_source (&pen->style->axis, pen->cr);
  cairo_fill (pen->cr);
}

/* Lines beneath one another */

/* The likeliest first; the truth takes the last line where it has none. */
static guint
rank_classes (const Pen *pen, guint classes[MAX_LINES])
{
  guint n = MIN (pen->card->n_classes, MAX_LINES);
  gboolean has_truth = pen->truth < 0 || (guint) pen->truth >= pen->card->n_classes;

  for (guint i = 0; i < pen->card->n_classes; i++)
    {
      guint rank = count_likelier (pen->card, i);

      if (rank >= n)
        continue;
      classes[rank] = i;
      has_truth = has_truth || (int) i == pen->truth;
    }
  if (!has_truth)
    classes[n - 1] = (guint) pen->truth;
  return n;
}

static void
draw_word (const Pen *pen, guint class, double width, double x, double y)
{
  gboolean answer = class == pen->card->answer;
  NormlabChartTextRole role = answer ? NORMLAB_CHART_TEXT_PANEL : NORMLAB_CHART_TEXT_CAPTION;
  double em = pen->style->font_size, written;
  char number[NORMLAB_CLASS_NUMBER];
  const char *word = normlab_class_words_get (pen->card->class_names, class, number);

  written = normlab_digits_write_in (pen->context, pen->cr, pen->style, role, word,
                                     width - GAP * em, x + GAP / 2 * em, y, 0, 0.5);
  if ((int) class != pen->truth)
    return;
  cairo_rectangle (pen->cr, floor (x) + 0.5, floor (y - 0.5 * em) + 0.5, ceil (written + GAP * em),
                   ceil (em));
  normlab_chart_color_set_source (&pen->style->text, pen->cr);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

/* A name, a bar, how probable it is, and for the answer whether it is right. */
static void
draw_line (const Pen *pen, guint class, double name, const NormlabChartRect *line)
{
  double em = pen->style->font_size, y = line->y + line->height / 2;
  double right = line->x + line->width - (pen->truth >= 0 ? VERDICT * em : 0);
  double left = line->x + name + GAP * em;
  double width = MAX (right - CERTAINTY * em - left, 1);
  g_autofree char *certainty = format_certainty (pen, class);

  draw_word (pen, class, name, line->x, y);
  set_color (pen, class);
  cairo_rectangle (pen->cr, left, y - 0.3 * line->height, width * pen->card->probabilities[class],
                   0.6 * line->height);
  cairo_fill (pen->cr);
  normlab_digits_write_in (pen->context, pen->cr, pen->style,
                           class == pen->card->answer ? NORMLAB_CHART_TEXT_PANEL
                                                      : NORMLAB_CHART_TEXT_CAPTION,
                           certainty, CERTAINTY * em, right, y, 1, 0.5);
  if (pen->truth >= 0 && class == pen->card->answer)
    normlab_digits_draw_verdict (pen->cr, pen->style, pen->truth == (int) class,
                                 line->x + line->width - 0.5 * em, y);
}

static void
draw_lines (const Pen *pen, const NormlabChartRect *area)
{
  guint classes[MAX_LINES], n = rank_classes (pen, classes);
  double em = pen->style->font_size;
  double name = MIN ((normlab_class_words_estimate (pen->card->class_names) + GAP) * em,
                     NAME * area->width);
  NormlabChartRect line = { area->x, area->y, area->width, area->height / MAX_LINES };

  for (guint i = 0; i < n; i++, line.y += line.height)
    draw_line (pen, classes[i], name, &line);
  cairo_rectangle (pen->cr, floor (area->x + name + GAP * em) - 1, area->y, 1, n * line.height);
  normlab_chart_color_set_source (&pen->style->axis, pen->cr);
  cairo_fill (pen->cr);
}

void
normlab_digits_bars_draw (const NormlabDigitsCard *card,
                          const NormlabChartStyle *style,
                          cairo_t *cr,
                          int truth,
                          const NormlabChartRect *area)
{
  double em = style->font_size;
  NormlabChartRect bars = *area, at_right = *area;
  Pen pen = { card, style, cr, normlab_chart_text_create_context (), truth };

  if (normlab_class_words_are_long (card->class_names))
    draw_lines (&pen, area);
  else
    {
      bars.width -= ANSWER * em;
      bars.height -= LABELS * em;
      at_right.x += bars.width;
      at_right.width = ANSWER * em;
      draw_bars (&pen, &bars);
      draw_answer (&pen, &at_right);
    }
  g_object_unref (pen.context);
}
