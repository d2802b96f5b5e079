/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-class-words.h"

#include <math.h>

#include "normlab-digits-draw.h"

/* Characters that have room where two digits have. */
#define MAX_SHORT 2
/* A letter of the alphabet, and one of Chinese or Japanese, in ems. */
#define NARROW 0.6
#define WIDE 1.0
/* Around the truth, in ems. */
#define FRAME 0.5
#define FRAME_HEIGHT 1.2
#define MIN_FRAMED 0.6

const char *
normlab_class_words_get (char *const *names, guint class, char number[NORMLAB_CLASS_NUMBER])
{
  if (names != NULL)
    return names[class];
  g_snprintf (number, NORMLAB_CLASS_NUMBER, "%u", class);
  return number;
}

gboolean
normlab_class_words_are_long (char *const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_utf8_strlen (names[i], -1) > MAX_SHORT)
      return TRUE;
  return FALSE;
}

double
normlab_class_words_estimate (char *const *names)
{
  double widest = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      double width = 0;

      for (const char *c = names[i]; *c != '\0'; c = g_utf8_next_char (c))
        width += g_unichar_iswide (g_utf8_get_char (c)) ? WIDE : NARROW;
      widest = MAX (widest, width);
    }
  return widest;
}

void
normlab_class_words_draw_truth (PangoContext *context,
                                cairo_t *cr,
                                const NormlabChartStyle *style,
                                NormlabChartTextRole role,
                                const char *word,
                                double max_width,
                                double x,
                                double y)
{
  double em = style->font_size;
  double width = normlab_digits_write_in (context, cr, style, role, word, max_width - FRAME * em, x,
                                          y, 0.5, 0.5);

  width = MAX (width, MIN_FRAMED * em) + FRAME * em;
  cairo_rectangle (cr, floor (x - width / 2) + 0.5, floor (y - FRAME_HEIGHT / 2 * em) + 0.5,
                   ceil (width), ceil (FRAME_HEIGHT * em));
  normlab_chart_color_set_source (&style->text, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}
