/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-frame.h"

/* em */
#define TITLE_GAP 0.55
#define LEGEND_GAP 0.75
#define CAPTION_GAP 0.8
#define AXIS_GAP 0.45
#define SIDE_GAP 1.0

#define MAX_NOTE_LINES 4

/* Where height is spared: the part of the width that a legend beside the plots may take, and how
 * small its type may be beside other text: so that it can be read, and in any case. */
#define SIDE_SHARE 0.34
#define LEAST_READABLE 0.75
#define LEAST_OF_ALL 0.45

NormlabChartText
normlab_chart_frame_make_text (NormlabChartFrame *self,
                               NormlabChartTextRole role,
                               const char *string,
                               double max_width,
                               guint max_lines)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, &self->layout->style, role, string, max_width,
                           max_lines);
  return text;
}

void
normlab_chart_frame_take_text (NormlabChartFrame *self, NormlabChartText text)
{
  g_array_append_val (self->layout->texts, text);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Puts entries at the right end of the title's line, if they leave it enough room. */
static gboolean
place_legend_beside (NormlabChartFrame *self,
                     const NormlabChartText *title,
                     NormlabChartEntries kinds)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartLegend legend;
  double room = self->right - self->left - title->rect.width - 3 * self->em;
  gboolean fits;

  normlab_chart_legend_init (&legend, layout->model, &layout->style, self->context, kinds, FALSE,
                             NORMLAB_CHART_TEXT_UNLIMITED, 0, G_MAXUINT);
  fits = legend.texts->len > 0 && legend.n_columns == legend.entries->len && legend.width <= room;
  if (fits)
    {
      normlab_chart_legend_place (&legend, layout, self->right - legend.width,
                                  title->rect.y + (title->rect.height - legend.height) / 2);
      self->entries &= ~kinds;
    }
  normlab_chart_legend_clear (&legend);
  return fits;
}

static void
place_title (NormlabChartFrame *self, gboolean with_legend)
{
  const char *title = self->layout->model->title;
  gboolean centred = self->layout->style.centred;
  NormlabChartText text;

  if (!is_given (title))
    return;

  text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_TITLE, title,
                                        self->right - self->left, 2);
  normlab_chart_text_place (&text, centred ? (self->left + self->right) / 2 : self->left, self->top,
                            centred ? 0.5 : 0, 0);
  if (with_legend && !centred && !place_legend_beside (self, &text, NORMLAB_CHART_ENTRIES_ALL))
    place_legend_beside (self, &text, NORMLAB_CHART_ENTRIES_NEUTRAL);
  self->top += text.rect.height + TITLE_GAP * self->em;
  normlab_chart_frame_take_text (self, text);
}

/* At the bottom of what is left. */
static void
place_beneath (NormlabChartFrame *self, NormlabChartTextRole role, const char *string, guint lines)
{
  NormlabChartText text;

  if (!is_given (string))
    return;

  text = normlab_chart_frame_make_text (self, role, string, self->right - self->left, lines);
  normlab_chart_text_place (&text, self->left, self->bottom, 0, 1);
  self->bottom -= text.rect.height + CAPTION_GAP * self->em;
  normlab_chart_frame_take_text (self, text);
}

static gboolean
legend_is_inside (const NormlabChartLayout *layout)
{
  return layout->style.legend_inside && layout->model->panels->len == 1;
}

static void
place_legend_above (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartLegend legend;
  double room = self->right - self->left;

  normlab_chart_legend_init (&legend, layout->model, &layout->style, self->context, self->entries,
                             FALSE, room, layout->height * 0.28, G_MAXUINT);
  if (legend.texts->len > 0 && legend.width <= room)
    {
      double x = self->left + (layout->style.centred ? (room - legend.width) / 2 : 0);

      normlab_chart_legend_place (&legend, layout, x, self->top);
      self->top += legend.height + LEGEND_GAP * self->em;
    }
  normlab_chart_legend_clear (&legend);
}

/* In a single line above the plots, if it fits there in type of @size. */
static gboolean
place_legend_in_line (NormlabChartFrame *self, double size, gboolean brief)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartStyle style = layout->style;
  NormlabChartLegend legend;
  double room = self->right - self->left;
  gboolean fits;

  style.font_size = size;
  normlab_chart_legend_init (&legend, layout->model, &style, self->context, self->entries, brief,
                             NORMLAB_CHART_TEXT_UNLIMITED, 0, G_MAXUINT);
  fits
      = legend.texts->len == 0 || (legend.n_columns == legend.entries->len && legend.width <= room);
  if (fits && legend.texts->len > 0)
    {
      normlab_chart_legend_place (&legend, layout, self->left, self->top);
      self->top += legend.height + LEGEND_GAP * size;
    }
  normlab_chart_legend_clear (&legend);
  return fits;
}

/* One below the other at the right of the plots, if nothing is cut off in type of @size, or in any
 * case. */
static gboolean
place_legend_beside_plots (NormlabChartFrame *self,
                           double size,
                           gboolean brief,
                           gboolean in_any_case)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartStyle style = layout->style;
  NormlabChartLegend legend;
  double room = SIDE_SHARE * (self->right - self->left);
  double widest = in_any_case ? room : NORMLAB_CHART_TEXT_UNLIMITED;
  gboolean fits;

  style.font_size = size;
  normlab_chart_legend_init (&legend, layout->model, &style, self->context, self->entries, brief,
                             widest, self->bottom - self->top, 1);
  fits = legend.width <= room && (in_any_case || legend.texts->len == legend.entries->len);
  if (fits)
    {
      self->right -= legend.width;
      normlab_chart_legend_place (&legend, layout, self->right, self->top);
      self->right -= SIDE_GAP * self->em;
    }
  normlab_chart_legend_clear (&legend);
  return fits;
}

static gboolean
has_brief_entries (const NormlabChartModel *model)
{
  for (guint i = 0; i < model->entries->len; i++)
    if (g_array_index (model->entries, NormlabChartEntry, i).brief != NULL)
      return TRUE;
  return FALSE;
}

/* A little smaller rather than beside the plots; down to @least there. */
static gboolean
try_legend_sparing_height (NormlabChartFrame *self, gboolean brief, double least)
{
  for (double size = 1; size >= LEAST_READABLE; size -= 0.1)
    if (place_legend_in_line (self, size * self->em, brief))
      return TRUE;
  for (double size = 1; size >= least; size -= 0.1)
    if (place_legend_beside_plots (self, size * self->em, brief, FALSE))
      return TRUE;
  return FALSE;
}

/* In fewer words rather than much smaller, and that rather than cut off. */
static void
place_legend_sparing_height (NormlabChartFrame *self)
{
  gboolean brief = has_brief_entries (self->layout->model);

  if (brief && try_legend_sparing_height (self, FALSE, LEAST_READABLE))
    return;
  if (!try_legend_sparing_height (self, brief, LEAST_OF_ALL))
    place_legend_beside_plots (self, LEAST_OF_ALL * self->em, brief, TRUE);
}

static void
place_legend_inside (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
  double space = 0.9 * self->em;
  NormlabChartLegend legend;

  normlab_chart_legend_init (&legend, layout->model, &layout->style, self->context, self->entries,
                             FALSE, plot->width - 2 * space, plot->height / 2, 1);
  if (legend.texts->len > 0 && legend.width <= plot->width - 2 * space
      && legend.height <= plot->height / 2)
    {
      double x = plot->x + plot->width - legend.width - space;
      double y = plot->y + plot->height - legend.height - space;
      double rim = 0.4 * self->em;

      normlab_chart_legend_place (&legend, layout, x, y);
      layout->sheet
          = (NormlabChartRect){ x - rim, y - rim, legend.width + 2 * rim, legend.height + 2 * rim };
    }
  normlab_chart_legend_clear (&legend);
}

/* Takes the room that the axis titles need; where its middle is shows once the plots are known. */
static void
reserve_axis_titles (NormlabChartFrame *self)
{
  const NormlabChartModel *model = self->layout->model;

  if ((self->parts & NORMLAB_CHART_PART_X_TITLE) && is_given (model->x.title))
    {
      self->x_title = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_AXIS, model->x.title,
                                                     self->right - self->left, 1);
      self->bottom -= self->x_title.rect.height;
      self->x_title.rect.y = self->bottom;
      self->bottom -= AXIS_GAP * self->em;
    }
  if ((self->parts & NORMLAB_CHART_PART_Y_TITLE) && is_given (model->y.title))
    {
      self->y_title = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_AXIS, model->y.title,
                                                     self->bottom - self->top, 1);
      normlab_chart_text_rotate (&self->y_title);
      self->y_title.rect.x = self->left;
      self->left += self->y_title.rect.width + AXIS_GAP * self->em;
    }
}

/* Puts a title of @length as near to @middle as it can be between @start and @end. */
static double
centre (double middle, double length, double start, double end)
{
  return CLAMP (middle - length / 2, start, MAX (start, end - length));
}

static void
place_axis_titles (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  const NormlabChartRect *first = &normlab_chart_layout_get_panel (layout, 0)->plot;
  double width = (layout->n_columns - 1) * self->column_pitch + self->plot_width;
  double height = (layout->n_rows - 1) * self->row_pitch + self->plot_height;
  NormlabChartText *x_title = &self->x_title;
  NormlabChartText *y_title = &self->y_title;

  if (x_title->layout != NULL)
    {
      x_title->rect.x
          = centre (first->x + width / 2, x_title->rect.width, self->margin, self->right);
      normlab_chart_frame_take_text (self, *x_title);
      x_title->layout = NULL;
    }
  if (y_title->layout != NULL)
    {
      y_title->rect.y = centre (first->y + height / 2, y_title->rect.height, self->around_top,
                                self->around_bottom);
      normlab_chart_frame_take_text (self, *y_title);
      y_title->layout = NULL;
    }
}

void
normlab_chart_frame_surround (NormlabChartFrame *self)
{
  gboolean legend = (self->parts & NORMLAB_CHART_PART_LEGEND) != 0;

  self->margin = self->left;
  if (self->parts & NORMLAB_CHART_PART_TITLE)
    place_title (self, legend);
  if (legend && self->sparing && !legend_is_inside (self->layout))
    place_legend_sparing_height (self);
  else if (legend && !legend_is_inside (self->layout))
    place_legend_above (self);
  if (self->parts & NORMLAB_CHART_PART_CAPTION)
    place_beneath (self, NORMLAB_CHART_TEXT_CAPTION, self->layout->model->caption, 3);
  if (self->parts & NORMLAB_CHART_PART_NOTE)
    place_beneath (self, NORMLAB_CHART_TEXT_NOTE, self->layout->model->note,
                   self->sparing ? 1 : MAX_NOTE_LINES);
  reserve_axis_titles (self);
  self->around_top = self->top;
  self->around_bottom = self->bottom;
}

void
normlab_chart_frame_complete (NormlabChartFrame *self)
{
  place_axis_titles (self);
  if ((self->parts & NORMLAB_CHART_PART_LEGEND) && legend_is_inside (self->layout))
    place_legend_inside (self);
}
