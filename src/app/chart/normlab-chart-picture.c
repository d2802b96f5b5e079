/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-picture.h"

#include <string.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-lines.h"
#include "normlab-chart-over.h"

/* What lines may take of a frame, and of the main loop between frames, in µs. */
#define WORK_IN_FRAME 8000
#define WORK_BETWEEN_FRAMES 7000

/* When changes follow one another so fast that lines are never done, now and then they may take
 * longer. */
#define LATE 400000
#define WORK_WHEN_LATE 60000

/* How much of the lines that do not stand out is covered. */
#define DIMNESS 0.72f

struct _NormlabChartPicture
{
  void (*draw_again) (gpointer owner);
  gpointer owner;
  const NormlabClock *clock;

  const NormlabChartModel *model; /* borrowed */
  NormlabChartTarget target;

  NormlabChartLayout *layout;
  guint serial;     /* of the layout */
  gboolean grown;   /* points have been added that are not shown */
  gboolean hurried; /* do not finish what is out of date */

  NormlabChartCanvas *frame;
  NormlabChartLines *lines; /* what is shown */
  guint lines_serial;
  NormlabChartLines *next; /* what will take its place */
  guint next_serial;
  gint64 stale_since; /* how long @lines have been out of date; 0: they are not */
  guint work_source;

  NormlabChartLines *tagged; /* the lines that stand out, anew */
  guint tagged_serial;
  guint tagged_tag;
  NormlabChartOver *over;
};

NormlabChartPicture *
normlab_chart_picture_new (void (*draw_again) (gpointer owner),
                           gpointer owner,
                           const NormlabClock *clock)
{
  NormlabChartPicture *self = g_new0 (NormlabChartPicture, 1);

  self->draw_again = draw_again;
  self->owner = owner;
  self->clock = clock != NULL ? clock : normlab_clock_get_monotonic ();
  self->over = normlab_chart_over_new (draw_again, owner);
  return self;
}

void
normlab_chart_picture_stop (NormlabChartPicture *self)
{
  g_clear_handle_id (&self->work_source, g_source_remove);
  normlab_chart_over_stop (self->over);
}

void
normlab_chart_picture_free (NormlabChartPicture *self)
{
  if (self == NULL)
    return;

  normlab_chart_picture_stop (self);
  normlab_chart_layout_free (self->layout);
  normlab_chart_canvas_free (self->frame);
  normlab_chart_lines_free (self->lines);
  normlab_chart_lines_free (self->next);
  normlab_chart_lines_free (self->tagged);
  normlab_chart_over_free (self->over);
  g_free (self);
}

gboolean
normlab_chart_picture_get_has_content (const NormlabChartPicture *self)
{
  return self->model != NULL && self->model->panels->len > 0;
}

gboolean
normlab_chart_picture_get_settled (const NormlabChartPicture *self)
{
  return !self->grown && !self->hurried && self->layout != NULL && self->next == NULL
         && normlab_chart_over_get_settled (self->over);
}

void
normlab_chart_picture_grow (NormlabChartPicture *self)
{
  self->grown = TRUE;
}

void
normlab_chart_picture_hurry (NormlabChartPicture *self)
{
  self->hurried = TRUE;
}

/* Lines */

static void
begin_lines (NormlabChartPicture *self)
{
  g_clear_pointer (&self->next, normlab_chart_lines_free);
  self->next = normlab_chart_lines_new (self->layout, self->target.factor, G_MAXUINT);
  self->next_serial = self->serial;
  if (self->stale_since == 0)
    self->stale_since = normlab_clock_get_time (self->clock);
}

/* Goes on with lines that are in the making. TRUE if they are to be shown from now on. */
static gboolean
work (NormlabChartPicture *self, gint64 microseconds)
{
  if (self->next == NULL
      || !normlab_chart_lines_work (self->next, self->clock,
                                    normlab_clock_get_time (self->clock) + microseconds))
    return FALSE;

  normlab_chart_lines_advance (self->next);
  g_clear_pointer (&self->lines, normlab_chart_lines_free);
  self->lines = g_steal_pointer (&self->next);
  self->lines_serial = self->next_serial;
  self->stale_since = 0;
  if (self->lines_serial != self->serial)
    {
      normlab_chart_lines_freeze (self->lines);
      begin_lines (self);
    }
  return TRUE;
}

static gboolean
on_idle (gpointer data)
{
  NormlabChartPicture *self = data;

  if (work (self, WORK_BETWEEN_FRAMES))
    self->draw_again (self->owner);
  if (self->next != NULL)
    return G_SOURCE_CONTINUE;
  self->work_source = 0;
  return G_SOURCE_REMOVE;
}

/* What is to be shown */

void
normlab_chart_picture_set_model (NormlabChartPicture *self, const NormlabChartModel *model)
{
  self->model = model;
  normlab_chart_picture_stop (self);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  g_clear_pointer (&self->next, normlab_chart_lines_free);
  g_clear_pointer (&self->tagged, normlab_chart_lines_free);
  normlab_chart_over_forget (self->over);
  if (self->lines != NULL)
    normlab_chart_lines_freeze (self->lines);
  if (model == NULL)
    {
      g_clear_pointer (&self->lines, normlab_chart_lines_free);
      self->stale_since = 0;
    }
}

static void
draw_frame (NormlabChartPicture *self)
{
  const NormlabChartTarget *target = &self->target;
  cairo_t *cr;

  g_clear_pointer (&self->frame, normlab_chart_canvas_free);
  self->frame = normlab_chart_canvas_new (target->width, target->height, target->factor);
  cr = normlab_chart_canvas_begin (self->frame);
  normlab_chart_draw_frame (cr, self->layout);
  cairo_destroy (cr);
  normlab_chart_canvas_touch_all (self->frame);
}

static void
renew_layout (NormlabChartPicture *self)
{
  const NormlabChartTarget *target = &self->target;
  const NormlabChartScale x = { target->x.min, target->x.max, 0, 1 };
  const NormlabChartScale y = { target->y.min, target->y.max, 0, 1 };

  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->layout = normlab_chart_layout_new (self->model, &target->style, target->width,
                                           target->height, &x, &y);
  self->serial++;
  draw_frame (self);
  g_clear_pointer (&self->tagged, normlab_chart_lines_free);
  normlab_chart_over_forget (self->over);
  if (self->lines != NULL)
    normlab_chart_lines_freeze (self->lines);
  /* What grows by itself would never be done if it began again each time. */
  if (self->next == NULL || self->hurried)
    begin_lines (self);
}

static gboolean
shows_ranges (const NormlabChartTarget *target, const NormlabChartTarget *other)
{
  return target->x.min == other->x.min && target->x.max == other->x.max
         && target->y.min == other->y.min && target->y.max == other->y.max
         && normlab_chart_scale_is_alike (&target->x, &other->x)
         && normlab_chart_scale_is_alike (&target->y, &other->y);
}

gboolean
normlab_chart_picture_lay_out (NormlabChartPicture *self, const NormlabChartTarget *target)
{
  const NormlabChartTarget *before = &self->target;
  gboolean renewed;

  g_return_val_if_fail (normlab_chart_picture_get_has_content (self), FALSE);
  g_return_val_if_fail (target->width >= 1 && target->height >= 1, FALSE);

  if (target->width != before->width || target->height != before->height
      || target->factor != before->factor
      || memcmp (&target->style, &before->style, sizeof target->style) != 0)
    self->hurried = renewed = TRUE;
  else
    renewed = self->layout == NULL || !shows_ranges (target, before);

  self->target = *target;
  if (renewed)
    renew_layout (self);
  self->hurried = FALSE;
  return renewed;
}

const NormlabChartLayout *
normlab_chart_picture_get_layout (const NormlabChartPicture *self)
{
  return self->layout;
}

/* The lines that stand out */

/* Whether there is any other run to be dimmed. */
static gboolean
has_others (NormlabChartPicture *self, guint tag)
{
  gboolean found = FALSE, others = FALSE;

  for (guint i = 0; i < self->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

      if (series->hidden)
        continue;
      found |= series->tag == tag;
      others |= series->tag != tag;
    }
  return found && others;
}

static void
snapshot_dimness (NormlabChartPicture *self, GtkSnapshot *snapshot)
{
  const NormlabChartColor *paper = &self->target.style.background;
  const GdkRGBA veil = { (float) paper->red, (float) paper->green, (float) paper->blue, DIMNESS };
  double room = self->target.style.line_width;

  for (guint p = 0; p < self->layout->panels->len; p++)
    {
      const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, p)->plot;

      gtk_snapshot_append_color (
          snapshot, &veil,
          &GRAPHENE_RECT_INIT ((float) (plot->x - room), (float) (plot->y - room),
                               (float) (plot->width + 2 * room), (float) (plot->height + room)));
    }
}

static void
snapshot_tagged (NormlabChartPicture *self, GtkSnapshot *snapshot, guint tag)
{
  if (self->tagged == NULL || self->tagged_tag != tag || self->tagged_serial != self->serial)
    {
      g_clear_pointer (&self->tagged, normlab_chart_lines_free);
      self->tagged = normlab_chart_lines_new (self->layout, self->target.factor, tag);
      self->tagged_tag = tag;
      self->tagged_serial = self->serial;
      normlab_chart_lines_work (self->tagged, self->clock, G_MAXINT64);
    }
  normlab_chart_lines_advance (self->tagged);
  snapshot_dimness (self, snapshot);
  normlab_chart_lines_snapshot (self->tagged, snapshot);
}

/* The whole */

static void
snapshot_lines (NormlabChartPicture *self, GtkSnapshot *snapshot, gboolean grown)
{
  if (self->lines == NULL)
    normlab_chart_lines_snapshot (self->next, snapshot);
  else if (self->lines_serial != self->serial)
    normlab_chart_lines_snapshot_in (self->lines, snapshot, self->layout);
  else
    {
      if (grown)
        normlab_chart_lines_advance (self->lines);
      normlab_chart_lines_snapshot (self->lines, snapshot);
    }
}

void
normlab_chart_picture_snapshot (NormlabChartPicture *self, GtkSnapshot *snapshot, int tag)
{
  gboolean grown = self->grown;
  gboolean late = normlab_clock_get_time (self->clock) - self->stale_since > LATE;

  g_return_if_fail (self->layout != NULL);

  self->grown = FALSE;
  work (self, late ? WORK_WHEN_LATE : WORK_IN_FRAME);
  if (self->next != NULL && self->work_source == 0)
    self->work_source = g_idle_add (on_idle, self);

  normlab_chart_canvas_snapshot (self->frame, snapshot);
  snapshot_lines (self, snapshot, grown);
  if (tag >= 0 && has_others (self, (guint) tag))
    snapshot_tagged (self, snapshot, (guint) tag);
  normlab_chart_over_snapshot (self->over, snapshot, self->layout, grown);
}
