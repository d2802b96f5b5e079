/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each network takes the image for, and the path through one of them. */

#include "config.h"

#include "normlab-digits-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-digits-draw.h"
#include "normlab-digits-source.h"

/* Rows of cards that have room before the path has more than it must have. */
#define MAX_ROWS 2.1

static void
update_cards_height (NormlabDigitsPage *self, const NormlabChartStyle *style, double width)
{
  NormlabChartRect rect = normlab_digits_cards_get_rect (self->model, style, width, 0);
  double height = normlab_digits_cards_get_height (self->model, style, width);

  gtk_drawing_area_set_content_height (self->cards, (int) height);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              (int) MIN (height, MAX_ROWS * rect.height));
}

/* As high as the cards are in the width that they have; what is left is the path's. */
static void
update_height (NormlabDigitsPage *self)
{
  NormlabChartStyle style;
  double width = gtk_widget_get_width (GTK_WIDGET (self->cards));

  normlab_digits_page_init_style (self, &style);
  if (self->model != NULL && width > 0)
    update_cards_height (self, &style, width);
  gtk_drawing_area_set_content_height (self->path,
                                       (int) normlab_digits_path_get_min_height (&style));
}

static void
on_cards_drawn (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;
  NormlabChartStyle style;

  if (self->model == NULL)
    return;
  normlab_digits_page_init_style (self, &style);
  normlab_digits_cards_draw (self->model, &style, cr, width);
}

static void
on_path_drawn (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;
  NormlabChartStyle style;

  if (self->model == NULL)
    return;
  normlab_digits_page_init_style (self, &style);
  normlab_digits_path_draw (self->model, &style, cr, width, height);
}

static gboolean
on_path_query_tooltip (NormlabDigitsPage *self,
                       int x,
                       int y,
                       gboolean keyboard,
                       GtkTooltip *tooltip)
{
  NormlabChartStyle style;
  g_autofree char *text = NULL;
  guint layer, cell;

  if (self->model == NULL || keyboard)
    return FALSE;
  normlab_digits_page_init_style (self, &style);
  if (!normlab_digits_path_find (
          self->model, &style, gtk_widget_get_width (GTK_WIDGET (self->path)),
          gtk_widget_get_height (GTK_WIDGET (self->path)), x, y, &layer, &cell))
    return FALSE;
  text = normlab_digits_source_describe (self->model, layer, cell);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* Whose path */

static void
choose (NormlabDigitsPage *self, int card)
{
  if (card < 0 || (guint) card >= normlab_digits_get_n_answers (self->digits))
    return;
  if (self->model != NULL)
    self->model->chosen = card;
  g_set_object (&self->chosen, normlab_digits_get_answer (self->digits, (guint) card)->item);
  normlab_digits_page_expire (self);
}

static int
find_card (NormlabDigitsPage *self, double x, double y)
{
  NormlabChartStyle style;

  if (self->model == NULL)
    return -1;
  normlab_digits_page_init_style (self, &style);
  return normlab_digits_cards_find (self->model, &style,
                                    gtk_widget_get_width (GTK_WIDGET (self->cards)), x, y);
}

static void
on_cards_clicked (NormlabDigitsPage *self, int n, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->cards));
  choose (self, find_card (self, x, y));
}

static void
on_cards_pointed (NormlabDigitsPage *self, double x, double y)
{
  int card = find_card (self, x, y);

  normlab_page_emit_hovered (NORMLAB_PAGE (self),
                             card >= 0 && (guint) card < normlab_digits_get_n_answers (self->digits)
                                 ? normlab_digits_get_answer (self->digits, (guint) card)->item
                                 : NULL);
}

static void
on_cards_left (NormlabDigitsPage *self)
{
  normlab_page_emit_hovered (NORMLAB_PAGE (self), NULL);
}

/* The one that is chosen by keys comes into sight. */
static void
scroll_to (NormlabDigitsPage *self, guint card)
{
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  NormlabChartStyle style;
  NormlabChartRect rect;

  normlab_digits_page_init_style (self, &style);
  rect = normlab_digits_cards_get_rect (self->model, &style,
                                        gtk_widget_get_width (GTK_WIDGET (self->cards)), card);
  gtk_adjustment_clamp_page (adjustment, rect.y, rect.y + rect.height);
}

static gboolean
on_cards_key (NormlabDigitsPage *self, guint key, guint code, GdkModifierType modifiers)
{
  int step;

  if (self->model == NULL || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up || key == GDK_KEY_Left)
    step = -1;
  else if (key == GDK_KEY_Down || key == GDK_KEY_Right)
    step = 1;
  else
    return GDK_EVENT_PROPAGATE;
  step = CLAMP (self->model->chosen + step, 0, MAX ((int) self->model->cards->len, 1) - 1);
  choose (self, step);
  if ((guint) step < self->model->cards->len)
    scroll_to (self, (guint) step);
  return GDK_EVENT_STOP;
}

static void
update_words (NormlabDigitsPage *self)
{
  g_autofree char *path = normlab_digits_source_name_path (self->model, self->digits);

  gtk_label_set_text (self->path_label, path != NULL ? path : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->path), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  path != NULL ? path : "", -1);
}

static void
add_cards_controllers (NormlabDigitsPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_cards_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_cards_pointed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_cards_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_cards_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->cards), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->cards), motion);
  gtk_widget_add_controller (GTK_WIDGET (self->cards), keys);
}

void
normlab_digits_page_init_answers (NormlabDigitsPage *self)
{
  gtk_drawing_area_set_draw_func (self->cards, on_cards_drawn, self, NULL);
  gtk_drawing_area_set_draw_func (self->path, on_path_drawn, self, NULL);
  g_signal_connect_object (self->path, "query-tooltip", G_CALLBACK (on_path_query_tooltip), self,
                           G_CONNECT_SWAPPED);
  add_cards_controllers (self);
}

void
normlab_digits_page_update_answers (NormlabDigitsPage *self)
{
  normlab_digits_model_free (self->model);
  self->model = normlab_digits_source_create (self->digits, self->chosen);
  update_words (self);
  update_height (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->cards));
  gtk_widget_queue_draw (GTK_WIDGET (self->path));
}
