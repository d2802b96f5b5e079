/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-widget-style.h"

#include <string.h>

#include "normlab-contrast.h"

static gboolean
is_dark (const GdkRGBA *text)
{
  return 0.2126 * text->red + 0.7152 * text->green + 0.0722 * text->blue > 0.5;
}

static void
set_font (NormlabChartStyle *self, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  const char *family = pango_font_description_get_family (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  if (size > 0)
    self->font_size = size;
  if (family != NULL)
    self->font_family = g_intern_string (family);
}

void
normlab_chart_style_init_from_widget (NormlabChartStyle *self,
                                      GtkWidget *widget,
                                      double scale,
                                      const NormlabChartTheme *theme)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  memset (self, 0, sizeof *self);
  normlab_chart_style_init (self, theme != NULL     ? *theme
                                  : is_dark (&text) ? NORMLAB_CHART_THEME_DARK
                                                    : NORMLAB_CHART_THEME_LIGHT);
  if (theme == NULL || *theme != NORMLAB_CHART_THEME_NOTEBOOK)
    set_font (self, widget);
  if (theme == NULL && normlab_contrast_is_high (gtk_widget_get_settings (widget)))
    {
      self->line_width *= 1.3;
      self->dim = self->axis = self->text;
      self->grid = normlab_chart_style_get_color (self, NORMLAB_CHART_NEUTRAL, TRUE);
    }
  normlab_chart_style_scale (self, scale);
}
