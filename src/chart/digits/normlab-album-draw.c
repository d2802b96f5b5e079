/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-album-draw.h"

#include <math.h>

#include "normlab-digits-draw.h"

/* In ems. */
#define MIN_LINE 2.5 /* a name, and its note beneath it */
#define MIN_IMAGE 1.9
#define MAX_IMAGE 6.0
#define GAP 0.3
#define LABEL_GAP 0.8
#define MAX_LABEL 11.0
#define TITLE 2.4
#define MARGIN 1.0
/* Of the width, what names may take. */
#define MAX_SHARE 0.4
/* A letter, in ems of its text. */
#define LETTER 0.64

/* Layout */

static double
estimate (const char *text)
{
  double width = 0;

  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    width += g_unichar_iswide (g_utf8_get_char (c)) ? 1 : LETTER;
  return width;
}

static double
get_label (const NormlabAlbum *album, const NormlabChartStyle *style, double width)
{
  double widest = 0;

  for (guint i = 0; i < album->classes->len; i++)
    {
      const NormlabAlbumClass *class = normlab_album_get_class (album, i);

      widest = MAX (widest, MAX (estimate (class->name), 0.85 * estimate (class->note)));
    }
  return ceil (MIN ((MIN (widest, MAX_LABEL) + LABEL_GAP) * style->font_size, MAX_SHARE * width));
}

/* Pixels of the screen for one of an image whose sides may have @room: whole ones, or less than
 * one. */
static double
get_zoom (const NormlabAlbum *album, double room)
{
  double zoom = room / MAX (album->rows, album->columns);

  return zoom >= 1 ? floor (zoom) : zoom;
}

void
normlab_album_layout_init (NormlabAlbumLayout *self,
                           const NormlabAlbum *album,
                           const NormlabChartStyle *style,
                           double width,
                           double height,
                           gboolean mirrored)
{
  double em = style->font_size, gap = ceil (GAP * em);
  double line = floor (height / MAX (album->classes->len, 1));
  double room = CLAMP (line - gap, MIN_IMAGE * em, MAX_IMAGE * em);
  double zoom = get_zoom (album, room);

  *self = (NormlabAlbumLayout){ .width = width, .height = height, .mirrored = mirrored };
  self->label = get_label (album, style, width);
  self->image_width = ceil (zoom * album->columns);
  self->image_height = ceil (zoom * album->rows);
  self->step_x = self->image_width + gap;
  self->step_y = MAX (self->image_height + gap, ceil (MIN_LINE * em));
  self->all_width = album->n_longest * self->step_x;
  self->all_height = album->classes->len * self->step_y;
}

guint
normlab_album_layout_get_n_beside (const NormlabAlbumLayout *self)
{
  return (guint) MAX (floor ((self->width - self->label) / self->step_x), 1);
}

NormlabChartRect
normlab_album_layout_get_rect (const NormlabAlbumLayout *self,
                               guint class,
                               guint image,
                               double x,
                               double y)
{
  double left = self->label + image * self->step_x - floor (x);
  double top = class * self->step_y - floor (y) + floor ((self->step_y - self->image_height) / 2);

  if (self->mirrored)
    left = self->width - left - self->image_width;
  return (NormlabChartRect){ left, top, self->image_width, self->image_height };
}

gboolean
normlab_album_layout_find (const NormlabAlbumLayout *self,
                           const NormlabAlbum *album,
                           double x,
                           double y,
                           double at_x,
                           double at_y,
                           guint *class,
                           guint *image)
{
  double along = (self->mirrored ? self->width - at_x : at_x) - self->label;
  double column = floor ((along + floor (x)) / self->step_x);
  double row = floor ((at_y + floor (y)) / self->step_y);

  if (along < 0 || row < 0 || row >= album->classes->len
      || column >= normlab_album_get_class (album, (guint) row)->n_numbers)
    return FALSE;
  *class = (guint) row;
  *image = (guint) column;
  return TRUE;
}

/* Drawing */

typedef struct
{
  const NormlabAlbum *album;
  const NormlabAlbumLayout *layout;
  const NormlabChartStyle *style;
  cairo_t *cr;
  PangoContext *context;
  double x, y;
  guint8 *pixels;
  guint n_read;
} Pen;

/* As grey as it is, in every theme: 0 is black, 255 is white. */
static void
draw_image (Pen *pen, guint class, guint image)
{
  NormlabChartStyle grey = *pen->style;
  NormlabChartRect rect = normlab_album_layout_get_rect (pen->layout, class, image, pen->x, pen->y);
  const NormlabAlbumClass *c = normlab_album_get_class (pen->album, class);

  pen->album->read (pen->album->data, c->numbers[image], pen->pixels);
  pen->n_read++;
  grey.text = (NormlabChartColor){ 1, 1, 1 };
  cairo_save (pen->cr);
  cairo_translate (pen->cr, rect.x, rect.y);
  cairo_rectangle (pen->cr, 0, 0, rect.width, rect.height);
  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  cairo_fill (pen->cr);
  normlab_digits_draw_image (pen->pixels, pen->album->rows, pen->album->columns, &grey, pen->cr,
                             rect.width, rect.height);
  cairo_restore (pen->cr);
}

/* Where an image ends is seen, whatever is on it. */
static void
add_frame (Pen *pen, guint class, guint image)
{
  NormlabChartRect rect = normlab_album_layout_get_rect (pen->layout, class, image, pen->x, pen->y);

  cairo_rectangle (pen->cr, rect.x - 0.5, rect.y - 0.5, rect.width + 1, rect.height + 1);
}

static void
draw_images (Pen *pen, guint class)
{
  const NormlabAlbumLayout *layout = pen->layout;
  guint first = (guint) (floor (pen->x) / layout->step_x);
  guint n = (guint) ((layout->width - layout->label) / layout->step_x) + 2;
  guint end = MIN (first + n, normlab_album_get_class (pen->album, class)->n_numbers);

  for (guint i = first; i < end; i++)
    add_frame (pen, class, i);
  normlab_chart_color_set_source (&pen->style->grid, pen->cr);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
  for (guint i = first; i < end; i++)
    draw_image (pen, class, i);
}

static void
draw_label (const Pen *pen, guint class)
{
  const NormlabAlbumClass *c = normlab_album_get_class (pen->album, class);
  double em = pen->style->font_size, width = pen->layout->label - LABEL_GAP * em;
  double middle = (class + 0.5) * pen->layout->step_y - floor (pen->y);
  double x = pen->layout->mirrored ? pen->layout->width : 0;
  double share = pen->layout->mirrored ? 1 : 0;

  normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_PANEL, c->name,
                           width, x, middle - 0.6 * em, share, 0.5);
  normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_CAPTION, c->note,
                           width, x, middle + 0.6 * em, share, 0.5);
}

static void
draw_chosen (Pen *pen, int class, int image)
{
  if (class < 0 || image < 0)
    return;
  add_frame (pen, (guint) class, (guint) image);
  normlab_chart_color_set_source (&pen->style->text, pen->cr);
  cairo_set_line_width (pen->cr, 3);
  cairo_stroke (pen->cr);
}

guint
normlab_album_draw (const NormlabAlbum *album,
                    const NormlabAlbumLayout *layout,
                    const NormlabChartStyle *style,
                    cairo_t *cr,
                    double x,
                    double y,
                    int class,
                    int image)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) album->rows * album->columns);
  Pen pen = { album, layout, style, cr, normlab_chart_text_create_context (), x, y, pixels, 0 };
  guint first = (guint) (floor (y) / layout->step_y);
  guint end
      = MIN ((guint) ((floor (y) + layout->height) / layout->step_y) + 1, album->classes->len);

  for (guint i = first; i < end; i++)
    draw_label (&pen, i);
  cairo_save (cr);
  cairo_rectangle (cr, layout->mirrored ? 0 : layout->label - 2, 0,
                   layout->width - layout->label + 2, layout->height);
  cairo_clip (cr);
  for (guint i = first; i < end; i++)
    draw_images (&pen, i);
  draw_chosen (&pen, class, image);
  cairo_restore (cr);
  g_object_unref (pen.context);
  return pen.n_read;
}

/* As a picture */

static double
get_top (const NormlabChartStyle *style)
{
  return (MARGIN + TITLE) * style->font_size;
}

double
normlab_album_get_height (const NormlabAlbum *album, const NormlabChartStyle *style)
{
  double em = style->font_size;
  double line = MAX (get_zoom (album, MIN_IMAGE * em) * album->rows + ceil (GAP * em),
                     ceil (MIN_LINE * em));

  return get_top (style) + album->classes->len * line + MARGIN * em;
}

void
normlab_album_draw_all (const NormlabAlbum *album,
                        const NormlabChartStyle *style,
                        cairo_t *cr,
                        double width,
                        double height,
                        guint first,
                        gboolean mirrored)
{
  double em = style->font_size, top = get_top (style), margin = MARGIN * em;
  NormlabAlbumLayout layout;

  normlab_chart_color_set_source (&style->background, cr);
  cairo_paint (cr);
  if (album->title != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_TITLE, album->title, width - 2 * margin,
                          margin, margin, 0, 0);
  normlab_album_layout_init (&layout, album, style, MAX (width - 2 * margin, 1),
                             MAX (height - top - margin, 1), mirrored);
  cairo_save (cr);
  cairo_translate (cr, margin, floor (top));
  cairo_rectangle (cr, 0, 0, layout.width, layout.height);
  cairo_clip (cr);
  normlab_album_draw (album, &layout, style, cr, first * layout.step_x, 0, -1, -1);
  cairo_restore (cr);
}
