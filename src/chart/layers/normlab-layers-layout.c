/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-layers-layout-private.h"
#include "normlab-names.h"

/* Em around everything. */
#define MARGIN 0.6
/* How far text may be made smaller where there is too little room. */
#define LEAST_TEXT 0.55

static void
clear_text (gpointer text)
{
  normlab_chart_text_clear (text);
}

static NormlabLayersLayout *
begin (const NormlabLayersModel *model, const NormlabChartStyle *style)
{
  NormlabLayersLayout *self = g_new0 (NormlabLayersLayout, 1);

  self->model = model;
  self->style = *style;
  self->context = normlab_chart_text_create_context ();
  self->plots = g_array_new (FALSE, TRUE, sizeof (NormlabLayersPlot));
  self->texts = g_array_new (FALSE, TRUE, sizeof (NormlabChartText));
  g_array_set_clear_func (self->texts, clear_text);
  self->samples = g_array_new (FALSE, TRUE, sizeof (NormlabLayersSample));
  return self;
}

void
normlab_layers_layout_free (NormlabLayersLayout *self)
{
  g_array_unref (self->plots);
  g_array_unref (self->texts);
  g_array_unref (self->samples);
  g_object_unref (self->context);
  g_free (self);
}

double
normlab_layers_layout_add_text (NormlabLayersLayout *self,
                                NormlabChartTextRole role,
                                const char *string,
                                double width,
                                double x,
                                double y,
                                double x_share,
                                double y_share)
{
  NormlabChartText text;

  if (string == NULL || width < self->style.font_size || self->height <= y)
    return 0;
  normlab_chart_text_init (&text, self->context, &self->style, role, string, width, 1);
  normlab_chart_text_place (&text, x, y, x_share, y_share);
  g_array_append_val (self->texts, text);
  return text.rect.width;
}

void
normlab_layers_layout_add_heading (NormlabLayersLayout *self,
                                   NormlabLayersHeading heading,
                                   NormlabChartRect rect)
{
  NormlabLayersPlot plot
      = { .kind = NORMLAB_LAYERS_PLOT_HEADING, .run = -1, .heading = heading, .rect = rect };

  if (self->model->headings[heading].card != NULL)
    g_array_append_val (self->plots, plot);
}

const char *
normlab_layers_layout_get_line_of (const NormlabLayersLayout *self,
                                   NormlabLayersHeading heading,
                                   const char *usual)
{
  const char *line = self->model->headings[heading].line;

  return line != NULL ? line : usual;
}

static NormlabChartRect
measure (const NormlabLayersLayout *self, NormlabChartTextRole role, const char *string)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, &self->style, role, string,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  normlab_chart_text_clear (&text);
  return text.rect;
}

double
normlab_layers_layout_measure (const NormlabLayersLayout *self,
                               NormlabChartTextRole role,
                               const char *string)
{
  return measure (self, role, string).width;
}

double
normlab_layers_layout_get_line (const NormlabLayersLayout *self, NormlabChartTextRole role)
{
  return measure (self, role, "0").height;
}

typedef struct
{
  const NormlabLayersLayout *layout;
  double width;
} Room;

static gboolean
has_room (const char *name, gpointer data)
{
  const Room *room = data;

  return normlab_layers_layout_measure (room->layout, NORMLAB_CHART_TEXT_LEGEND, name)
         <= room->width;
}

char **
normlab_layers_layout_cut_names (const NormlabLayersLayout *self, double width)
{
  const char *names[NORMLAB_LAYERS_MAX_RUNS];
  Room room = { self, width };

  for (guint i = 0; i < self->model->n_runs; i++)
    names[i] = self->model->runs[i].name;
  return normlab_names_cut_alike (names, self->model->n_runs, _(", "), has_room, &room);
}

gboolean
normlab_layers_layout_is_faint (const NormlabLayersLayout *self, guint run)
{
  return self->model->highlighted >= 0
         && self->model->runs[run].tag != (guint) self->model->highlighted;
}

void
normlab_layers_layout_add_sample (NormlabLayersLayout *self,
                                  guint run,
                                  double x,
                                  double y,
                                  double width)
{
  const NormlabLayersRun *r = &self->model->runs[run];
  NormlabLayersSample sample
      = { x, y, width, r->color, r->dashed, normlab_layers_layout_is_faint (self, run) };

  g_array_append_val (self->samples, sample);
}

char *
normlab_layers_layout_name_step (const NormlabLayersLayout *self, guint run)
{
  const NormlabLayersRun *r = &self->model->runs[run];
  const NormlabLayersParameters *parameters
      = self->model->subject == NORMLAB_LAYERS_SUBJECT_WEIGHTS ? r->parameters : NULL;

  if (parameters != NULL ? parameters->step == 0 : r->beginning)
    return g_strdup (_("before training"));
  if (parameters != NULL)
    return g_strdup_printf (_("step %u"), parameters->step);
  return r->step > 0 ? g_strdup_printf (_("step %u"), r->step) : g_strdup (r->note);
}

char *
normlab_layers_layout_name_row (const NormlabLayersModel *model, guint row)
{
  if (row + 1 == normlab_layers_model_get_n_rows (model))
    return g_strdup (_("Output"));
  return g_strdup_printf (_("Layer %u"), row + 1);
}

static gboolean
knows (const NormlabLayersModel *model, const NormlabLayersRun *run)
{
  switch (model->subject)
    {
    case NORMLAB_LAYERS_SUBJECT_WEIGHTS:
      return run->parameters != NULL;
    case NORMLAB_LAYERS_SUBJECT_SMOOTHNESS:
      return run->places != NULL && run->places->len > 0;
    case NORMLAB_LAYERS_SUBJECT_STRIPS:
    case NORMLAB_LAYERS_SUBJECT_FLOW:
    default:
      return normlab_layers_run_is_known (run);
    }
}

static gboolean
knows_any (const NormlabLayersModel *model)
{
  for (guint i = 0; i < model->n_runs; i++)
    if (knows (model, &model->runs[i]))
      return TRUE;
  return FALSE;
}

/* Text is no larger than the width has room for. */
static void
fit (NormlabLayersLayout *self, double width)
{
  double need = 2 * MARGIN * self->style.font_size;

  if (self->model->subject != NORMLAB_LAYERS_SUBJECT_STRIPS || !knows_any (self->model))
    return;
  need += normlab_layers_layout_get_strips_width (self);
  if (width < need)
    normlab_chart_style_scale (&self->style, MAX (width / need, LEAST_TEXT));
}

/* Where nothing is known, the runs and what there is to say about each. */
static void
put_nothing (NormlabLayersLayout *self, NormlabChartRect rect)
{
  double em = self->style.font_size;
  double line = 1.3 * normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double y = rect.y + MAX ((rect.height - (self->model->n_runs + 2) * line) / 2, 0);
  double x = rect.x + MAX (rect.width / 2 - 16 * em, 0), width = rect.x + rect.width - x;

  for (guint i = 0; i < self->model->n_runs; i++, y += line)
    {
      const NormlabLayersRun *run = &self->model->runs[i];
      g_autofree char *text
          = g_strdup_printf ("%s · %s", run->name, run->note != NULL ? run->note : "–");

      normlab_layers_layout_add_sample (self, i, x, y + line / 2, 2 * em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, text, width - 3 * em,
                                      x + 3 * em, y + line / 2, 0, 0.5);
    }
  normlab_layers_layout_add_text (
      self, NORMLAB_CHART_TEXT_AXIS,
      _("Layers are measured while networks train and this is in sight."), width, x, y + line, 0,
      0);
}

NormlabLayersLayout *
normlab_layers_layout_new (const NormlabLayersModel *model,
                           const NormlabChartStyle *style,
                           double width,
                           double height)
{
  NormlabLayersLayout *self = begin (model, style);
  double margin;
  NormlabChartRect rect;

  self->width = width;
  self->height = height;
  fit (self, width);
  margin = MARGIN * self->style.font_size;
  rect = (NormlabChartRect){ margin, margin, width - 2 * margin, height - 2 * margin };
  if (model->title != NULL)
    {
      double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TITLE);

      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TITLE, model->title, rect.width,
                                      rect.x, rect.y, 0, 0);
      rect.y += line;
      rect.height -= line;
    }
  if (model->caption != NULL)
    {
      rect.height -= normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, model->caption, rect.width,
                                      rect.x, rect.y + rect.height, 0, 0);
    }
  if (rect.width < 1 || rect.height < 1)
    return self;
  if (model->n_runs == 0)
    normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, model->message, rect.width,
                                    rect.x + rect.width / 2, rect.y + rect.height / 2, 0.5, 0.5);
  if (model->n_runs == 0)
    return self;
  if (!knows_any (model))
    put_nothing (self, rect);
  else if (model->subject == NORMLAB_LAYERS_SUBJECT_STRIPS)
    normlab_layers_layout_put_strips (self, rect);
  else if (model->subject == NORMLAB_LAYERS_SUBJECT_FLOW)
    normlab_layers_layout_put_flow (self, rect);
  else if (model->subject == NORMLAB_LAYERS_SUBJECT_WEIGHTS)
    normlab_layers_layout_put_matrices (self, rect);
  else
    normlab_layers_layout_put_landscape (self, rect);
  return self;
}

static double
get_subject_height (const NormlabLayersLayout *self)
{
  switch (self->model->subject)
    {
    case NORMLAB_LAYERS_SUBJECT_FLOW:
      return normlab_layers_layout_get_flow_height (self);
    case NORMLAB_LAYERS_SUBJECT_WEIGHTS:
      return normlab_layers_layout_get_matrices_height (
          self, self->width - 2 * MARGIN * self->style.font_size);
    case NORMLAB_LAYERS_SUBJECT_SMOOTHNESS:
      return normlab_layers_layout_get_landscape_height (self);
    case NORMLAB_LAYERS_SUBJECT_STRIPS:
    default:
      return normlab_layers_layout_get_strips_height (self);
    }
}

double
normlab_layers_layout_get_height (const NormlabLayersModel *model,
                                  const NormlabChartStyle *style,
                                  double width)
{
  g_autoptr (NormlabLayersLayout) self = begin (model, style);
  double height;

  self->width = width;
  fit (self, width);
  height = 2 * MARGIN * self->style.font_size;
  if (model->title != NULL)
    height += normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TITLE);
  if (model->caption != NULL)
    height += normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);
  return height + get_subject_height (self);
}

const NormlabLayersPlot *
normlab_layers_layout_pick (const NormlabLayersLayout *self, double x, double y)
{
  for (guint i = 0; i < self->plots->len; i++)
    {
      const NormlabLayersPlot *plot = &g_array_index (self->plots, NormlabLayersPlot, i);

      if (x >= plot->rect.x && x < plot->rect.x + plot->rect.width && y >= plot->rect.y
          && y < plot->rect.y + plot->rect.height)
        return plot;
    }
  return NULL;
}
