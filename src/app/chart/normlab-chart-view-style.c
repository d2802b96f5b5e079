/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours, text and lines as the surroundings have them: light or dark, high contrast, the font. */
#include "config.h"

#include <string.h>

#include "normlab-chart-view-private.h"

static gboolean
is_dark (const GdkRGBA *text)
{
  return 0.2126 * text->red + 0.7152 * text->green + 0.0722 * text->blue > 0.5;
}

static gboolean
is_high_contrast (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  g_autofree char *theme = NULL;

  g_object_get (settings, "gtk-theme-name", &theme, NULL);
  return theme != NULL
         && (g_str_has_prefix (theme, "HighContrast") || g_str_has_prefix (theme, "Default-hc")
             || g_str_has_suffix (theme, "-hc"));
}

static void
set_font (NormlabChartView *self, NormlabChartStyle *style)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  const char *family = pango_font_description_get_family (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  if (size > 0)
    style->font_size = size;
  if (family != NULL)
    style->font_family = g_intern_string (family);
}

void
normlab_chart_view_init_style (NormlabChartView *self, NormlabChartStyle *style, gboolean for_print)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA text;

  gtk_style_context_get_color (context, &text);
  memset (style, 0, sizeof *style);
  normlab_chart_style_init (style, for_print         ? NORMLAB_CHART_THEME_PRINT
                                   : is_dark (&text) ? NORMLAB_CHART_THEME_DARK
                                                     : NORMLAB_CHART_THEME_LIGHT);
  set_font (self, style);
  if (!for_print && is_high_contrast (GTK_WIDGET (self)))
    {
      style->line_width *= 1.3;
      style->dim = style->axis = style->text;
      style->grid = normlab_chart_style_get_color (style, NORMLAB_CHART_NEUTRAL, TRUE);
    }
  normlab_chart_style_scale (style, self->scale);
}
