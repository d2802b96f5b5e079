/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose matrix it is, above it. */

#include "config.h"

#include "normlab-confusion-draw.h"

#include <glib/gi18n-lib.h>

#include "normlab-confusion-layout.h"
#include "normlab-digits-draw.h"
#include "normlab-names.h"

/* In ems. */
#define SQUARE 1.0
#define GAP 0.5

typedef struct
{
  const NormlabConfusionModel *model;
  const NormlabChartStyle *style;
  cairo_t *cr;
  PangoContext *context;
  double width;
} Pen;

static double
measure (const Pen *pen, NormlabChartTextRole role, const char *string)
{
  NormlabChartText text;
  double width;

  normlab_chart_text_init (&text, pen->context, pen->style, role, string,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  width = text.rect.width;
  normlab_chart_text_clear (&text);
  return width;
}

/* What is left for a name beside its note, and in a difference its square and its line. */
static double
get_room (const Pen *pen, guint i)
{
  const char *note = pen->model->heads[i].note;
  double em = pen->style->font_size, room = pen->width;

  if (pen->model->is_difference)
    room -= (SQUARE + GAP + NORMLAB_DIGITS_SWATCH) * em;
  if (note != NULL)
    room -= measure (pen, NORMLAB_CHART_TEXT_TICK, note) + GAP * em;
  return MAX (room, 1);
}

static gboolean
has_room (const char *name, gpointer data)
{
  const Pen *pen = data;
  double room = get_room (pen, 0);

  if (pen->model->heads[1].name != NULL)
    room = MIN (room, get_room (pen, 1));
  return measure (pen, NORMLAB_CHART_TEXT_PANEL, name) <= room;
}

/* Cut where they are alike. */
static char **
create_names (Pen *pen)
{
  const char *names[G_N_ELEMENTS (pen->model->heads)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pen->model->heads); i++)
    if (pen->model->heads[i].name != NULL)
      names[n++] = pen->model->heads[i].name;
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return normlab_names_cut_alike (names, n, _(", "), has_room, pen);
}

/* Says which colour is whose, and which sign. */
static void
draw_square (const Pen *pen, guint i, double y)
{
  double em = pen->style->font_size, size = SQUARE * em;
  NormlabChartColor color
      = normlab_chart_style_get_color (pen->style, pen->model->colors[i], FALSE);
  NormlabChartStyle style = *pen->style;

  style.dim = normlab_confusion_get_ink (pen->style, &color);
  normlab_chart_color_set_source (&color, pen->cr);
  cairo_rectangle (pen->cr, 0, y - size / 2, size, size);
  cairo_fill (pen->cr);
  normlab_digits_write_in (pen->context, pen->cr, &style, NORMLAB_CHART_TEXT_CAPTION,
                           i == 0 ? "+" : "−", size, size / 2, y, 0.5, 0.5);
}

/* A name that has too little room even so keeps its beginning and its end. */
static double
write_name (const Pen *pen, const char *name, double room, double x, double y)
{
  NormlabChartText text;
  double width;

  normlab_chart_text_init (&text, pen->context, pen->style, NORMLAB_CHART_TEXT_PANEL, name, room,
                           1);
  pango_layout_set_ellipsize (text.layout, PANGO_ELLIPSIZE_MIDDLE);
  normlab_chart_text_place (&text, x, y, 0, 0.5);
  normlab_chart_text_draw (&text, pen->cr, pen->style);
  width = text.rect.width;
  normlab_chart_text_clear (&text);
  return width;
}

static void
draw_head (const Pen *pen, guint i, const char *name, double y)
{
  const NormlabConfusionHead *head = &pen->model->heads[i];
  const char *note = head->note;
  double em = pen->style->font_size, x = 0;

  if (pen->model->is_difference)
    {
      draw_square (pen, i, y);
      x = (SQUARE + GAP) * em;
      x += normlab_digits_draw_swatch (pen->cr, pen->style, head->color, head->dashed, x, y);
    }
  x += write_name (pen, name, get_room (pen, i), x, y) + GAP * em;
  if (note != NULL)
    normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_TICK, note,
                             MAX (pen->width - x, 1), x, y, 0, 0.5);
}

void
normlab_confusion_draw_heads (const NormlabConfusionModel *model,
                              const NormlabChartStyle *style,
                              PangoContext *context,
                              cairo_t *cr,
                              double width)
{
  Pen pen = { model, style, cr, context, width };
  double line = NORMLAB_CONFUSION_HEAD * style->font_size, y = line / 2;
  g_auto (GStrv) names = create_names (&pen);

  for (guint i = 0, n = 0; i < G_N_ELEMENTS (model->heads); i++)
    if (model->heads[i].name != NULL)
      {
        draw_head (&pen, i, names[n++], y);
        y += line;
      }
  if (model->caption != NULL)
    normlab_digits_write_in (context, cr, style, NORMLAB_CHART_TEXT_TICK, model->caption, width, 0,
                             y, 0, 0.5);
}
