/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-text.h"

#include <math.h>

/* How each role differs from ordinary text. */
static const struct
{
  double size; /* em */
  gboolean bold;
  gboolean dim;
  gboolean struck;
} roles[NORMLAB_N_CHART_TEXT_ROLES] = {
  [NORMLAB_CHART_TEXT_TITLE] = { 1.4, TRUE, FALSE },
  [NORMLAB_CHART_TEXT_CAPTION] = { 0.85, FALSE, TRUE },
  [NORMLAB_CHART_TEXT_AXIS] = { 1, FALSE, TRUE },
  [NORMLAB_CHART_TEXT_TICK] = { 0.92, FALSE, TRUE },
  [NORMLAB_CHART_TEXT_PANEL] = { 0.95, TRUE, FALSE },
  [NORMLAB_CHART_TEXT_LEGEND] = { 1, FALSE, FALSE },
  [NORMLAB_CHART_TEXT_LEGEND_HIDDEN] = { 1, FALSE, TRUE, TRUE },
  [NORMLAB_CHART_TEXT_MARK] = { 0.85, FALSE, FALSE },
  [NORMLAB_CHART_TEXT_NOTE] = { 1, FALSE, FALSE },
};

PangoContext *
normlab_chart_text_create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

/* Pango looks an alias such as "Sans" up for each script anew, so that "40–20" beside Japanese
 * would come in another face than the same digits alone. What it means in the user's language
 * serves all scripts that it has. */
static void
resolve_family (PangoFontDescription *font, PangoContext *context)
{
  PangoFont *loaded = pango_context_load_font (context, font);
  PangoFontDescription *description = NULL;

  if (loaded == NULL)
    return;
  description = pango_font_describe (loaded);
  pango_font_description_set_family (font, pango_font_description_get_family (description));
  pango_font_description_free (description);
  g_object_unref (loaded);
}

static PangoFontDescription *
create_font (PangoContext *context, const NormlabChartStyle *style, NormlabChartTextRole role)
{
  PangoFontDescription *font = pango_font_description_new ();
  gboolean bold = roles[role].bold && !style->boxed;

  pango_font_description_set_family (font, style->font_family);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font,
                                            style->font_size * roles[role].size * PANGO_SCALE);
  resolve_family (font, context);
  return font;
}

static void
strike (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

void
normlab_chart_text_init (NormlabChartText *self,
                         PangoContext *context,
                         const NormlabChartStyle *style,
                         NormlabChartTextRole role,
                         const char *string,
                         double max_width,
                         guint max_lines)
{
  PangoFontDescription *font = create_font (context, style, role);
  int width, height;

  *self = (NormlabChartText){ .layout = pango_layout_new (context), .role = role };
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_text (self->layout, string, -1);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (self->layout, (int) (MAX (max_width, 1) * PANGO_SCALE));
  pango_layout_set_height (self->layout, -(int) max_lines);
  pango_font_description_free (font);
  if (roles[role].struck)
    strike (self->layout);

  /* Nothing wider than its words: alignment is done here, by placing. */
  pango_layout_get_size (self->layout, &width, &height);
  self->rect.width = width / (double) PANGO_SCALE;
  self->rect.height = height / (double) PANGO_SCALE;
}

void
normlab_chart_text_clear (NormlabChartText *self)
{
  g_clear_object (&self->layout);
}

void
normlab_chart_text_rotate (NormlabChartText *self)
{
  double width = self->rect.width;

  self->rect.width = self->rect.height;
  self->rect.height = width;
  self->rotated = !self->rotated;
}

void
normlab_chart_text_place (NormlabChartText *self,
                          double x,
                          double y,
                          double x_share,
                          double y_share)
{
  self->rect.x = x - self->rect.width * x_share;
  self->rect.y = y - self->rect.height * y_share;
}

/* Paper around the letters, for text that lies on lines. Leaves the source and the point alone. */
static void
draw_rim (const NormlabChartText *self, cairo_t *cr, const NormlabChartStyle *style)
{
  cairo_save (cr);
  pango_cairo_layout_path (cr, self->layout);
  normlab_chart_color_set_source (&style->background, cr);
  cairo_set_line_width (cr, style->font_size * 0.28);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_move_to (cr, 0, 0);
}

void
normlab_chart_text_draw (const NormlabChartText *self, cairo_t *cr, const NormlabChartStyle *style)
{
  gboolean dim = roles[self->role].dim && !style->boxed;

  cairo_save (cr);
  normlab_chart_color_set_source (dim ? &style->dim : &style->text, cr);
  if (self->rotated)
    {
      cairo_translate (cr, self->rect.x, self->rect.y + self->rect.height);
      cairo_rotate (cr, -G_PI / 2);
    }
  else
    {
      cairo_translate (cr, self->rect.x, self->rect.y);
    }
  cairo_move_to (cr, 0, 0);
  if (self->role == NORMLAB_CHART_TEXT_MARK)
    draw_rim (self, cr, style);
  pango_cairo_show_layout (cr, self->layout);
  cairo_restore (cr);
}

gboolean
normlab_chart_rect_intersects (const NormlabChartRect *a, const NormlabChartRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

gboolean
normlab_chart_rect_contains (const NormlabChartRect *outer, const NormlabChartRect *inner)
{
  return inner->x >= outer->x && inner->y >= outer->y
         && inner->x + inner->width <= outer->x + outer->width
         && inner->y + inner->height <= outer->y + outer->height;
}

double
normlab_chart_rect_get_distance (const NormlabChartRect *self, double x, double y)
{
  double dx = MAX (MAX (self->x - x, x - self->x - self->width), 0);
  double dy = MAX (MAX (self->y - y, y - self->y - self->height), 0);

  return hypot (dx, dy);
}
