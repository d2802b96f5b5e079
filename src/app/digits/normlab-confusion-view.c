/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-confusion-view.h"

#include <math.h>

#include "normlab-chart-widget-style.h"
#include "normlab-confusion-draw.h"
#include "normlab-confusion-layout.h"

struct _NormlabConfusionView
{
  GtkWidget parent_instance;

  NormlabConfusionModel *model; /* nullable */
  double scale;
};

G_DEFINE_FINAL_TYPE (NormlabConfusionView, normlab_confusion_view, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  DESCRIBE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
init_style (NormlabConfusionView *self, NormlabChartStyle *style)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, NULL);
}

static double
get_width (NormlabConfusionView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self));
}

static double
get_height (NormlabConfusionView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static void
init_layout (NormlabConfusionView *self, NormlabConfusionLayout *layout)
{
  NormlabChartStyle style;

  init_style (self, &style);
  normlab_confusion_layout_init (layout, self->model, &style, get_width (self), get_height (self));
}

static gboolean
find (NormlabConfusionView *self, double x, double y, guint *row, guint *column)
{
  NormlabConfusionLayout layout;

  if (self->model == NULL)
    return FALSE;
  init_layout (self, &layout);
  return normlab_confusion_layout_find (&layout, self->model, x, y, row, column);
}

/* Choosing */

/* The next key goes on from there, however soon it comes. */
static void
choose (NormlabConfusionView *self, int row, int column)
{
  self->model->row = row;
  self->model->column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHOSEN], 0, row, column);
}

static void
choose_none (NormlabConfusionView *self)
{
  choose (self, NORMLAB_CONFUSION_NONE, NORMLAB_CONFUSION_NONE);
}

static void
on_pressed (NormlabConfusionView *self, int n, double x, double y)
{
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find (self, x, y, &row, &column) || row >= self->model->n_classes
      || column >= self->model->n_classes)
    return;
  if ((int) row == self->model->row && (int) column == self->model->column)
    choose_none (self);
  else
    choose (self, (int) row, (int) column);
}

/* From no cell to the first one. */
static void
walk (NormlabConfusionView *self, int down, int right)
{
  int last = (int) self->model->n_classes - 1;

  if (self->model->row < 0 || self->model->column < 0)
    choose (self, 0, 0);
  else
    choose (self, CLAMP (self->model->row + down, 0, last),
            CLAMP (self->model->column + right, 0, last));
}

static gboolean
on_key (NormlabConfusionView *self, guint key, guint code, GdkModifierType modifiers)
{
  if (self->model == NULL || self->model->n_classes == 0
      || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
      walk (self, -1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      walk (self, 1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      walk (self, 0, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      walk (self, 0, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->model->row < 0)
        return GDK_EVENT_PROPAGATE;
      choose_none (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* As a widget */

static gboolean
normlab_confusion_view_query_tooltip (GtkWidget *widget,
                                      int x,
                                      int y,
                                      gboolean by_keys,
                                      GtkTooltip *tooltip)
{
  NormlabConfusionView *self = NORMLAB_CONFUSION_VIEW (widget);
  g_autofree char *text = NULL;
  NormlabConfusionLayout layout;
  NormlabChartRect rect;
  guint row, column;

  if (by_keys || !find (self, x, y, &row, &column))
    return FALSE;
  g_signal_emit (self, signals[DESCRIBE], 0, row, column, &text);
  if (text == NULL)
    return FALSE;
  init_layout (self, &layout);
  rect = normlab_confusion_layout_get_rect (&layout, self->model, row, column);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
      tooltip, &(GdkRectangle){ (int) rect.x, (int) rect.y, (int) rect.width, (int) rect.height });
  return TRUE;
}

static void
normlab_confusion_view_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  NormlabChartStyle style;

  init_style (NORMLAB_CONFUSION_VIEW (widget), &style);
  *minimum = *natural = (int) ceil (normlab_confusion_layout_get_min_size (&style));
}

static void
normlab_confusion_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NormlabConfusionView *self = NORMLAB_CONFUSION_VIEW (widget);
  NormlabChartStyle style;
  cairo_t *cr;

  if (self->model == NULL)
    return;
  init_style (self, &style);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) get_width (self), (float) get_height (self)));
  normlab_confusion_draw (self->model, &style, cr, get_width (self), get_height (self));
  cairo_destroy (cr);
}

static void
normlab_confusion_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (normlab_confusion_view_parent_class)->css_changed (widget, change);

  gtk_widget_queue_resize (widget);
}

static void
normlab_confusion_view_finalize (GObject *object)
{
  normlab_confusion_model_free (NORMLAB_CONFUSION_VIEW (object)->model);

  G_OBJECT_CLASS (normlab_confusion_view_parent_class)->finalize (object);
}

static void
normlab_confusion_view_class_init (NormlabConfusionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = normlab_confusion_view_finalize;
  widget_class->measure = normlab_confusion_view_measure;
  widget_class->snapshot = normlab_confusion_view_snapshot;
  widget_class->css_changed = normlab_confusion_view_css_changed;
  widget_class->query_tooltip = normlab_confusion_view_query_tooltip;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[DESCRIBE] = g_signal_new ("describe", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_STRING, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "confusion");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
normlab_confusion_view_init (NormlabConfusionView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scale = 1;
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
normlab_confusion_view_set_model (NormlabConfusionView *self, NormlabConfusionModel *model)
{
  g_return_if_fail (NORMLAB_IS_CONFUSION_VIEW (self));

  normlab_confusion_model_free (self->model);
  self->model = model;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const NormlabConfusionModel *
normlab_confusion_view_get_model (NormlabConfusionView *self)
{
  g_return_val_if_fail (NORMLAB_IS_CONFUSION_VIEW (self), NULL);

  return self->model;
}

void
normlab_confusion_view_set_scale (NormlabConfusionView *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_CONFUSION_VIEW (self));

  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
