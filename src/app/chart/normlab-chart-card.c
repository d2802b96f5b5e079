/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "normlab-chart-card-words.h"
#include "normlab-chart-line.h"
#include "normlab-chart-pick.h"
#include "normlab-names.h"

#define MAX_ROWS 5

/* A mean has more to say than a line of one run. */
enum
{
  NAME,
  VALUE,
  DIFFERENCE,
  TRAINING,
  GAP_TO_TRAINING,
  BEST,
  WORST,
  DIVERGED,
  RESTART,
  N_COLUMNS
};

/* em */
#define PADDING 0.7
#define SAMPLE 1.6
#define GAP 0.7
#define DISTANCE 1.1
#define MAX_NAME 22

typedef struct
{
  guint color;
  gboolean dashed;
  NormlabChartText texts[N_COLUMNS];
} Row;

struct _NormlabChartCard
{
  PangoContext *context;
  char *key; /* what the texts were made of */
  guint n_rows;
  Row rows[MAX_ROWS];
  NormlabChartText heading;
  NormlabChartText beginning;         /* beneath it, at the beginning; otherwise none */
  NormlabChartText titles[N_COLUMNS]; /* of the columns; none where only names and values are */
  gboolean has_column[N_COLUMNS];
  gboolean has_means;
  double widths[N_COLUMNS];
  double line_height;
  double width, height;
};

NormlabChartCard *
normlab_chart_card_new (void)
{
  return g_new0 (NormlabChartCard, 1);
}

static void
clear (NormlabChartCard *self)
{
  for (guint i = 0; i < MAX_ROWS; i++)
    for (guint c = 0; c < N_COLUMNS; c++)
      normlab_chart_text_clear (&self->rows[i].texts[c]);
  for (guint c = 0; c < N_COLUMNS; c++)
    normlab_chart_text_clear (&self->titles[c]);
  normlab_chart_text_clear (&self->heading);
  normlab_chart_text_clear (&self->beginning);
  self->n_rows = 0;
}

void
normlab_chart_card_free (NormlabChartCard *self)
{
  if (self == NULL)
    return;

  clear (self);
  g_clear_object (&self->context);
  g_free (self->key);
  g_free (self);
}

static NormlabChartText
make_text (NormlabChartCard *self,
           const NormlabChartStyle *style,
           NormlabChartTextRole role,
           const char *string,
           double max_width)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, style, role, string, max_width, 1);
  return text;
}

/* Of a name. */
static double
get_name_room (const NormlabChartLayout *layout)
{
  return MIN (MAX_NAME * layout->style.font_size, layout->width * 0.3);
}

typedef struct
{
  NormlabChartCard *card;
  const NormlabChartLayout *layout;
} Fit;

/* In bold type, as any of them may be. */
static gboolean
has_room (const char *name, gpointer data)
{
  const Fit *fit = data;
  NormlabChartText text = make_text (fit->card, &fit->layout->style, NORMLAB_CHART_TEXT_PANEL, name,
                                     get_name_room (fit->layout));
  gboolean fits = !pango_layout_is_ellipsized (text.layout);

  normlab_chart_text_clear (&text);
  return fits;
}

/* Of the rows, cut where they are alike. */
static GStrv
create_names (NormlabChartCard *self,
              const NormlabChartLayout *layout,
              const NormlabChartPick *const *rows)
{
  const char *names[MAX_ROWS];
  Fit fit = { self, layout };

  for (guint i = 0; i < self->n_rows; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, rows[i]->series);

      names[i] = series->name != NULL ? series->name : "";
    }
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return normlab_names_cut_alike (names, self->n_rows, _(", "), has_room, &fit);
}

static void
fill_spread (NormlabChartCard *self,
             const NormlabChartLayout *layout,
             const NormlabChartSpread *spread,
             Row *row)
{
  double room = get_name_room (layout);
  g_autofree char *best
      = normlab_chart_card_format (layout, spread != NULL ? spread->best : (double) NAN);
  g_autofree char *worst
      = normlab_chart_card_format (layout, spread != NULL ? spread->worst : (double) NAN);
  g_autofree char *n_diverged
      = spread != NULL ? g_strdup_printf ("%u", spread->n_diverged) : g_strdup ("–");

  row->texts[BEST] = make_text (self, &layout->style, NORMLAB_CHART_TEXT_AXIS, best, room);
  row->texts[WORST] = make_text (self, &layout->style, NORMLAB_CHART_TEXT_AXIS, worst, room);
  row->texts[DIVERGED]
      = make_text (self, &layout->style, NORMLAB_CHART_TEXT_AXIS, n_diverged, room);
}

/* The nearest one is in bold type. */
static void
fill_row (NormlabChartCard *self,
          const NormlabChartLayout *layout,
          const NormlabChartPick *pick,
          const char *name,
          gboolean nearest,
          Row *row)
{
  NormlabChartTextRole role = nearest ? NORMLAB_CHART_TEXT_PANEL : NORMLAB_CHART_TEXT_LEGEND;
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, pick->series);
  const NormlabChartStyle *style = &layout->style;
  double room = get_name_room (layout);
  g_autofree char *value = normlab_chart_card_format_pick (layout, pick);
  g_autofree char *difference = normlab_chart_card_format_difference (layout, pick);
  g_autofree char *training = normlab_chart_card_format (layout, pick->training);
  g_autofree char *gap = normlab_chart_card_format (layout, pick->gap);
  g_autofree char *restart = normlab_chart_card_format_restart (layout, pick);

  row->color = series->color;
  row->dashed = series->dashed;
  row->texts[NAME] = make_text (self, style, role, name, room);
  row->texts[VALUE] = make_text (self, style, role, value, room);
  row->texts[DIFFERENCE] = make_text (self, style, NORMLAB_CHART_TEXT_AXIS, difference, room);
  row->texts[TRAINING] = make_text (self, style, NORMLAB_CHART_TEXT_AXIS, training, room);
  row->texts[GAP_TO_TRAINING] = make_text (self, style, NORMLAB_CHART_TEXT_AXIS, gap, room);
  row->texts[RESTART] = make_text (self, style, NORMLAB_CHART_TEXT_AXIS,
                                   restart != NULL ? restart : "", NORMLAB_CHART_TEXT_UNLIMITED);
  self->has_column[RESTART] |= restart != NULL;
  fill_spread (self, layout, normlab_chart_card_get_spread (layout, pick), row);
}

static void
make_titles (NormlabChartCard *self, const NormlabChartLayout *layout)
{
  const char *titles[N_COLUMNS];

  for (guint c = 0; c < N_COLUMNS; c++)
    titles[c] = "";
  if (self->has_means)
    /* Translators: above a column of values: means with half of their 95 % intervals */
    titles[VALUE] = C_("column", "mean ± 95 %");
  /* Translators: above a column of differences from that run with which all are compared */
  titles[DIFFERENCE] = C_("column", "difference");
  if (self->has_column[TRAINING])
    {
      titles[VALUE] = self->has_means
                          /* Translators: above a column of values of the test set: means with half
                           * of their 95 % intervals */
                          ? C_("column", "test ± 95 %")
                          /* Translators: above a column of values: of the test set */
                          : C_("column", "test");
      /* Translators: above a column of values: of the training batch */
      titles[TRAINING] = C_("column", "training");
    }
  if (self->has_column[GAP_TO_TRAINING])
    /* Translators: above a column of values: training minus test */
    titles[GAP_TO_TRAINING] = C_("column", "gap");
  if (self->has_column[BEST])
    {
      /* Translators: above a column of values: of the seed that is the best at this step */
      titles[BEST] = C_("column", "best");
      /* Translators: above a column of values: of the seed that is the worst at this step */
      titles[WORST] = C_("column", "worst");
      /* Translators: above a column of numbers: how many seeds have diverged before this step */
      titles[DIVERGED] = C_("column", "diverged");
    }
  for (guint c = 0; c < N_COLUMNS; c++)
    self->titles[c] = make_text (self, &layout->style, NORMLAB_CHART_TEXT_CAPTION, titles[c],
                                 NORMLAB_CHART_TEXT_UNLIMITED);
}

static guint
get_n_head_lines (const NormlabChartCard *self)
{
  return self->beginning.layout != NULL ? 2 : 1;
}

static void
measure (NormlabChartCard *self, const NormlabChartStyle *style)
{
  double em = style->font_size;

  self->line_height = self->heading.rect.height * 1.15;
  self->width = SAMPLE * em;
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      if (!self->has_column[c])
        continue;
      self->widths[c] = c > 0 ? self->titles[c].rect.width : 0;
      for (guint i = 0; i < self->n_rows; i++)
        self->widths[c] = MAX (self->widths[c], self->rows[i].texts[c].rect.width);
      self->width += GAP * em + self->widths[c];
    }
  self->width = MAX (self->width, MAX (self->heading.rect.width, self->beginning.rect.width));
  self->width = ceil (self->width + 2 * PADDING * em);
  self->height
      = ceil (self->line_height * (self->n_rows + get_n_head_lines (self)) + 2 * PADDING * em);
}

/* What the texts depend on. */
static char *
create_key (const NormlabChartLayout *layout, GArray *picks)
{
  GString *key = g_string_new (layout->style.font_family);

  g_string_append_printf (key, " %g %g %g %p", layout->style.font_size, layout->width,
                          layout->style.background.red, (gconstpointer) layout->model);
  for (guint i = 0; i < MIN (picks->len, MAX_ROWS); i++)
    {
      const NormlabChartPick *pick = &g_array_index (picks, NormlabChartPick, i);

      g_string_append_printf (key, " %u %.17g %.17g %.17g %.17g %.17g", pick->series, pick->at.x,
                              pick->at.y, pick->training, pick->gap,
                              normlab_chart_model_get_difference (layout->model, pick->at));
    }
  return g_string_free (key, FALSE);
}

static int
compare_height (gconstpointer a, gconstpointer b)
{
  const NormlabChartPick *first = *(const NormlabChartPick *const *) a;
  const NormlabChartPick *second = *(const NormlabChartPick *const *) b;

  return (first->pixel.y > second->pixel.y) - (first->pixel.y < second->pixel.y);
}

/* From top to bottom, as the lines are. */
static void
fill_rows (NormlabChartCard *self, const NormlabChartLayout *layout, GArray *picks)
{
  const NormlabChartPick *rows[MAX_ROWS];
  g_auto (GStrv) names = NULL;

  self->n_rows = MIN (picks->len, MAX_ROWS);
  for (guint i = 0; i < self->n_rows; i++)
    rows[i] = &g_array_index (picks, NormlabChartPick, i);
  qsort (rows, self->n_rows, sizeof *rows, compare_height);

  names = create_names (self, layout, rows);
  self->has_column[NAME] = self->has_column[VALUE] = TRUE;
  self->has_column[DIFFERENCE] = self->has_column[TRAINING] = FALSE;
  self->has_column[GAP_TO_TRAINING] = FALSE;
  self->has_means = self->has_column[DIVERGED] = self->has_column[RESTART] = FALSE;
  for (guint i = 0; i < self->n_rows; i++)
    {
      const NormlabChartSpread *spread = normlab_chart_card_get_spread (layout, rows[i]);

      self->has_column[DIFFERENCE] |= normlab_chart_card_is_compared (layout, rows[i]);
      self->has_column[TRAINING] |= isfinite (rows[i]->training);
      self->has_column[GAP_TO_TRAINING] |= isfinite (rows[i]->gap);
      self->has_means |= spread != NULL;
      self->has_column[DIVERGED] |= spread != NULL && spread->n_diverged > 0;
      fill_row (self, layout, rows[i], names[i],
                picks->len > 1 && rows[i] == &g_array_index (picks, NormlabChartPick, 0),
                &self->rows[i]);
    }
  /* Who compares with a baseline needs the room of these. */
  self->has_column[BEST] = self->has_means && !self->has_column[DIFFERENCE];
  self->has_column[WORST] = self->has_column[BEST];
}

void
normlab_chart_card_set (NormlabChartCard *self, const NormlabChartLayout *layout, GArray *picks)
{
  g_autofree char *key = create_key (layout, picks);
  g_autofree char *place = NULL;
  const char *beginning;

  if (g_strcmp0 (key, self->key) == 0)
    return;
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  clear (self);
  if (picks->len == 0)
    return;

  if (self->context == NULL)
    self->context = normlab_chart_text_create_context ();
  place = normlab_chart_card_format_place (layout, g_array_index (picks, NormlabChartPick, 0).at.x);
  self->heading = make_text (self, &layout->style, NORMLAB_CHART_TEXT_PANEL, place,
                             NORMLAB_CHART_TEXT_UNLIMITED);
  beginning
      = normlab_chart_card_get_beginning (layout, g_array_index (picks, NormlabChartPick, 0).at.x);
  if (beginning != NULL)
    self->beginning = make_text (self, &layout->style, NORMLAB_CHART_TEXT_CAPTION, beginning,
                                 NORMLAB_CHART_TEXT_UNLIMITED);
  fill_rows (self, layout, picks);
  make_titles (self, layout);
  measure (self, &layout->style);
}

NormlabChartRect
normlab_chart_card_place (NormlabChartCard *self,
                          const NormlabChartLayout *layout,
                          NormlabChartPoint at)
{
  double distance = DISTANCE * layout->style.font_size;
  double edge = layout->style.font_size * 0.4;
  NormlabChartRect rect
      = { at.x + distance, at.y - self->height - distance, self->width, self->height };

  if (rect.x + rect.width > layout->width - edge)
    rect.x = at.x - distance - rect.width;
  if (rect.y < edge)
    rect.y = at.y + distance;
  rect.x = floor (CLAMP (rect.x, edge, MAX (layout->width - edge - rect.width, edge)));
  rect.y = floor (CLAMP (rect.y, edge, MAX (layout->height - edge - rect.height, edge)));
  return rect;
}

static void
draw_text (NormlabChartText *text,
           cairo_t *cr,
           const NormlabChartStyle *style,
           double x,
           double y,
           double x_share)
{
  if (text->layout == NULL)
    return;
  normlab_chart_text_place (text, x, y, x_share, 0.5);
  normlab_chart_text_draw (text, cr, style);
}

static void
draw_cells (NormlabChartCard *self,
            cairo_t *cr,
            const NormlabChartStyle *style,
            NormlabChartText *texts,
            double x,
            double middle)
{
  double em = style->font_size;

  x += (SAMPLE + GAP) * em;
  draw_text (&texts[NAME], cr, style, x, middle, 0);
  x += self->widths[NAME];
  for (guint c = VALUE; c < N_COLUMNS; c++)
    {
      if (!self->has_column[c])
        continue;
      x += GAP * em + self->widths[c];
      draw_text (&texts[c], cr, style, x, middle, 1);
    }
}

static void
draw_content (NormlabChartCard *self,
              cairo_t *cr,
              const NormlabChartStyle *style,
              const NormlabChartRect *place)
{
  double em = style->font_size;
  double x = place->x + PADDING * em;
  double middle = place->y + PADDING * em + self->line_height / 2;

  draw_text (&self->heading, cr, style, x, middle, 0);
  if (self->beginning.layout != NULL)
    {
      middle += self->line_height;
      draw_text (&self->beginning, cr, style, x, middle, 0);
    }
  draw_cells (self, cr, style, self->titles, x, middle);
  for (guint i = 0; i < self->n_rows; i++)
    {
      const Row *row = &self->rows[i];
      const NormlabChartEntry entry = { .color = row->color, .dashed = row->dashed };

      middle += self->line_height;
      normlab_chart_draw_sample (cr, style, &entry, x, middle, SAMPLE * em);
      draw_cells (self, cr, style, self->rows[i].texts, x, middle);
    }
}

void
normlab_chart_card_snapshot (NormlabChartCard *self,
                             GtkSnapshot *snapshot,
                             const NormlabChartLayout *layout,
                             const NormlabChartRect *place)
{
  const NormlabChartStyle *style = &layout->style;
  const GdkRGBA paper = { (float) style->background.red, (float) style->background.green,
                          (float) style->background.blue, 0.96f };
  const GdkRGBA line
      = { (float) style->axis.red, (float) style->axis.green, (float) style->axis.blue, 0.6f };
  const GdkRGBA shadow = { 0, 0, 0, 0.08f };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) place->x, (float) place->y,
                                                     (float) place->width, (float) place->height);
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { line, line, line, line };
  GskRoundedRect outline;
  cairo_t *cr;

  if (self->n_rows == 0)
    return;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, (float) (style->font_size * 0.4));
  /* Not blurred: Cairo would need longer for that than for all the rest. */
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 3, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 1, 0);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, &bounds);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  draw_content (self, cr, style, place);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}
