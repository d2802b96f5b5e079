/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* em */
#define KEY_WIDTH 2.2
#define KEY_GAP 0.55
#define COLUMN_GAP 1.7
#define LINE_GAP 0.3

static double
item_width (const NormlabChartLegend *self, guint i, double em)
{
  const NormlabChartText *text = &g_array_index (self->texts, NormlabChartText, i);

  return (i < self->entries->len ? (KEY_WIDTH + KEY_GAP) * em : 0) + text->rect.width;
}

/* Sets the widths for @n_columns; returns the whole width. */
static double
measure_columns (NormlabChartLegend *self, guint n_columns, double em)
{
  double width = (n_columns - 1) * COLUMN_GAP * em;

  self->n_columns = n_columns;
  for (guint j = 0; j < n_columns; j++)
    {
      self->widths[j] = 0;
      for (guint i = j; i < self->texts->len; i += n_columns)
        self->widths[j] = MAX (self->widths[j], item_width (self, i, em));
      width += self->widths[j];
    }
  return width;
}

static void
choose_columns (NormlabChartLegend *self, double em, double max_width, guint max_columns)
{
  guint n = CLAMP (self->texts->len, 1, MIN (max_columns, G_N_ELEMENTS (self->widths)));

  while ((self->width = measure_columns (self, n, em)) > max_width && n > 1)
    n--;

  /* As many columns as the rows need and no more: 6 items are 3 + 3, not 5 + 1. */
  if (n < self->texts->len)
    {
      guint n_rows = (self->texts->len + n - 1) / n;

      self->width = measure_columns (self, (self->texts->len + n_rows - 1) / n_rows, em);
      if (self->width > max_width)
        self->width = measure_columns (self, n, em);
    }
}

static void
add_text (NormlabChartLegend *self,
          PangoContext *context,
          const NormlabChartStyle *style,
          NormlabChartTextRole role,
          const char *name,
          double max_width)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, context, style, role, name, max_width, 1);
  self->line_height = MAX (self->line_height, text.rect.height);
  g_array_append_val (self->texts, text);
}

/* What a legend is made of, while it is. */
typedef struct
{
  const NormlabChartModel *model;
  const NormlabChartStyle *style;
  PangoContext *context;
  GArray *all; /* of guint: the entries that it would have */
  gboolean brief;
  double max_width;
  guint max_columns;
} Work;

static void
add_entry (NormlabChartLegend *self, const Work *work, guint entry)
{
  const NormlabChartEntry *what = &g_array_index (work->model->entries, NormlabChartEntry, entry);

  add_text (self, work->context, work->style,
            what->hidden ? NORMLAB_CHART_TEXT_LEGEND_HIDDEN : NORMLAB_CHART_TEXT_LEGEND,
            work->brief && what->brief != NULL ? what->brief : what->name,
            work->max_width - (KEY_WIDTH + KEY_GAP) * self->em);
  g_array_append_val (self->entries, entry);
}

static gboolean
is_step (const Work *work, guint entry)
{
  const NormlabChartEntry *what = &g_array_index (work->model->entries, NormlabChartEntry, entry);

  return what->color != NORMLAB_CHART_NEUTRAL && normlab_chart_color_get_n_steps (what->color) > 0;
}

static guint
count_steps (const Work *work)
{
  guint n = 0;

  for (guint i = 0; i < work->all->len; i++)
    n += is_step (work, g_array_index (work->all, guint, i));
  return n;
}

/* Whether step @i of @n is among @n_kept that lie evenly among them, the first and the last. */
static gboolean
is_kept (guint i, guint n, guint n_kept)
{
  if (n_kept < 2)
    return i < n_kept;
  for (guint k = 0; k < n_kept; k++)
    if ((2 * k * (n - 1) + n_kept - 1) / (2 * (n_kept - 1)) == i)
      return TRUE;
  return FALSE;
}

/* Only @n_items, of which the last one counts those that have no place. Of the steps of a ramp some
 * are there that lie evenly, the first and the last among them; of others, the first. */
static void
cut (NormlabChartLegend *self, const Work *work, guint n_items)
{
  guint n_kept = MAX (n_items, 1) - 1, n_steps = count_steps (work);
  guint n_others = work->all->len - n_steps;
  guint n_steps_kept = MIN (n_kept, MAX (MIN (n_kept, 2), n_kept - MIN (n_others, n_kept)));
  guint n_more = work->all->len - n_kept, n_others_kept, step = 0;
  g_autofree char *more = NULL;

  n_steps_kept = MIN (n_steps_kept, n_steps);
  n_others_kept = n_kept - n_steps_kept;
  g_array_set_size (self->texts, 0);
  g_array_set_size (self->entries, 0);
  for (guint i = 0; i < work->all->len; i++)
    {
      guint entry = g_array_index (work->all, guint, i);

      if (is_step (work, entry) ? is_kept (step++, n_steps, n_steps_kept)
                                : n_others_kept > 0 && n_others_kept-- > 0)
        add_entry (self, work, entry);
    }
  /* Translators: what a legend without room for all of its entries ends with */
  more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n_more),
                          n_more);
  add_text (self, work->context, work->style, NORMLAB_CHART_TEXT_LEGEND, more,
            NORMLAB_CHART_TEXT_UNLIMITED);
  choose_columns (self, self->em, work->max_width, work->max_columns);
}

static guint
count_rows (const NormlabChartLegend *self)
{
  return (self->texts->len + self->n_columns - 1) / self->n_columns;
}

static guint
get_max_rows (const NormlabChartLegend *self, double max_height)
{
  return MAX (1, (guint) (max_height / (self->line_height + LINE_GAP * self->em)));
}

/* Whether there are more items than will have a place: hundreds of names take long to measure. */
static gboolean
is_full (const NormlabChartLegend *self, double max_height, guint max_columns)
{
  return self->texts->len > 0
         && self->texts->len
                > get_max_rows (self, max_height) * MIN (max_columns, G_N_ELEMENTS (self->widths));
}

static void
clear_text (gpointer data)
{
  normlab_chart_text_clear (data);
}

void
normlab_chart_legend_init (NormlabChartLegend *self,
                           const NormlabChartModel *model,
                           const NormlabChartStyle *style,
                           PangoContext *context,
                           NormlabChartEntries kinds,
                           gboolean brief,
                           double max_width,
                           double max_height,
                           guint max_columns)
{
  double em = style->font_size;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  const Work work = { model, style, context, all, brief, max_width, max_columns };
  guint max_rows;

  *self = (NormlabChartLegend){ .n_columns = 1, .em = em };
  self->texts = g_array_new (FALSE, FALSE, sizeof (NormlabChartText));
  g_array_set_clear_func (self->texts, clear_text);
  self->entries = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < model->entries->len; i++)
    {
      const NormlabChartEntry *entry = &g_array_index (model->entries, NormlabChartEntry, i);
      NormlabChartEntries kind = entry->color == NORMLAB_CHART_NEUTRAL
                                     ? NORMLAB_CHART_ENTRIES_NEUTRAL
                                     : NORMLAB_CHART_ENTRIES_COLORED;

      if (!(kinds & kind) || !normlab_chart_model_shows_entry (model, entry))
        continue;
      g_array_append_val (all, i);
      if (!is_full (self, max_height, max_columns))
        add_entry (self, &work, i);
    }
  if (self->texts->len == 0)
    return;

  max_rows = get_max_rows (self, max_height);
  self->line_height += LINE_GAP * em;
  choose_columns (self, em, max_width, max_columns);
  /* Those that lie farther back may be wider, so that there are fewer columns of them. */
  for (guint n_items = max_rows * self->n_columns; count_rows (self) > max_rows; n_items--)
    {
      double line_height = self->line_height;

      cut (self, &work, n_items);
      self->line_height = line_height;
      if (n_items <= 1)
        break;
    }
  self->height = count_rows (self) * self->line_height;
}

void
normlab_chart_legend_clear (NormlabChartLegend *self)
{
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
}

void
normlab_chart_legend_place (NormlabChartLegend *self,
                            NormlabChartLayout *layout,
                            double x,
                            double y)
{
  double em = self->em;
  double left = x;

  for (guint i = 0; i < self->texts->len; i++)
    {
      NormlabChartText text = g_array_index (self->texts, NormlabChartText, i);
      double middle = y + (i / self->n_columns + 0.5) * self->line_height;

      if (i % self->n_columns == 0)
        left = x;
      normlab_chart_text_place (&text, left, middle, 0, 0.5);
      if (i < self->entries->len)
        {
          NormlabChartKey key = { .rect = { left, middle - em / 2, KEY_WIDTH * em, em },
                                  .entry = g_array_index (self->entries, guint, i) };

          text.rect.x += (KEY_WIDTH + KEY_GAP) * em;
          key.area = (NormlabChartRect){ left, middle - self->line_height / 2,
                                         text.rect.x + text.rect.width - left, self->line_height };
          g_array_append_val (layout->keys, key);
        }
      g_object_ref (text.layout);
      g_array_append_val (layout->texts, text);
      left += self->widths[i % self->n_columns] + COLUMN_GAP * em;
    }
}
