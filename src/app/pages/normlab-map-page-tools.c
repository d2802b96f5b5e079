/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-map-page-private.h"

#include <string.h>

#include "normlab-metric-buttons.h"

/* Words of a view, apart from one another by spaces: what stands along the sides, where somebody
 * has chosen it, and whether the best counts: "x=init y=learning-rate best". */
#define X "x="
#define Y "y="
#define BEST "best"

/* Metric */

/* The settings' values have the numbers of the enumeration. */
static void
take_metric (NormlabMapPage *self)
{
  self->options.metric = g_settings_get_enum (self->settings, "metric");
  normlab_map_page_expire (self);
}

static void
on_best_toggled (NormlabMapPage *self)
{
  self->options.best = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->best_button));
  if (self->setting)
    return;
  normlab_map_page_expire (self);
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

/* Sides */

/* The @place-th of the hyperparameters that are offered. */
static int
get_offered (NormlabMapPage *self, guint place)
{
  int d = -1;

  for (guint i = 0; i <= place; i++)
    d = g_bit_nth_lsf (self->offered, d);
  return d;
}

static guint
find_offered (NormlabMapPage *self, int hyperparameter)
{
  guint place = 0;

  if (hyperparameter == NORMLAB_MAP_NOTHING)
    return GTK_INVALID_LIST_POSITION;
  for (int d = 0; d < hyperparameter; d++)
    place += self->offered >> d & 1;
  return place;
}

static void
offer (NormlabMapPage *self, GtkDropDown *drop_down)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (self->offered & 1u << d)
      gtk_string_list_append (names, normlab_hyperparameter_get_title (d));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
}

void
normlab_map_page_show_axes (NormlabMapPage *self)
{
  const NormlabMapAxes *axes = normlab_map_source_get_axes (self->source);
  guint varying = normlab_map_source_get_varying (self->source);

  self->setting = TRUE;
  if (varying != self->offered)
    {
      self->offered = varying;
      offer (self, self->x_drop_down);
      offer (self, self->y_drop_down);
    }
  gtk_drop_down_set_selected (self->x_drop_down, find_offered (self, axes->x));
  gtk_drop_down_set_selected (self->y_drop_down, find_offered (self, axes->y));
  gtk_widget_set_visible (self->axes_tools, axes->x != NORMLAB_MAP_NOTHING);
  gtk_widget_set_visible (self->y_tools, axes->y != NORMLAB_MAP_NOTHING);
  self->setting = FALSE;
}

/* What stands along the other side changes places with it. */
static void
choose (NormlabMapPage *self, int *side, int *other, guint selected)
{
  const NormlabMapAxes *axes = normlab_map_source_get_axes (self->source);
  int before = side == &self->options.x ? axes->x : axes->y;
  int beside = side == &self->options.x ? axes->y : axes->x;

  if (self->setting || selected == GTK_INVALID_LIST_POSITION)
    return;
  *side = get_offered (self, selected);
  *other = *side == beside ? before : beside;
  normlab_map_page_expire (self);
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

static void
on_x_selected (NormlabMapPage *self)
{
  choose (self, &self->options.x, &self->options.y, gtk_drop_down_get_selected (self->x_drop_down));
}

static void
on_y_selected (NormlabMapPage *self)
{
  choose (self, &self->options.y, &self->options.x, gtk_drop_down_get_selected (self->y_drop_down));
}

/* The view */

char *
normlab_map_page_get_view (NormlabPage *page)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);
  GString *view = g_string_new (NULL);

  if (self->options.x != NORMLAB_MAP_NOTHING)
    g_string_append_printf (view, X "%s ", normlab_hyperparameter_get_key (self->options.x));
  if (self->options.y != NORMLAB_MAP_NOTHING)
    g_string_append_printf (view, Y "%s ", normlab_hyperparameter_get_key (self->options.y));
  if (self->options.best)
    g_string_append (view, BEST);
  g_strchomp (view->str);
  return g_string_free (view, FALSE);
}

static void
take_side (int *side, const char *key)
{
  NormlabHyperparameter hyperparameter;

  if (normlab_hyperparameter_find (key, &hyperparameter))
    *side = (int) hyperparameter;
}

void
normlab_map_page_set_view (NormlabPage *page, const char *view)
{
  NormlabMapPage *self = NORMLAB_MAP_PAGE (page);
  g_auto (GStrv) words = g_strsplit (view != NULL ? view : "", " ", 0);
  gboolean best = g_strv_contains ((const char *const *) words, BEST);

  self->options.x = self->options.y = NORMLAB_MAP_NOTHING;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], X))
      take_side (&self->options.x, words[i] + strlen (X));
    else if (g_str_has_prefix (words[i], Y))
      take_side (&self->options.y, words[i] + strlen (Y));
  self->setting = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (best ? self->best_button : self->last_button),
                                TRUE);
  self->setting = FALSE;
  normlab_map_page_expire (self);
}

void
normlab_map_page_set_up_tools (NormlabMapPage *self)
{
  g_signal_connect_object (self->settings, "changed::metric", G_CALLBACK (take_metric), self,
                           G_CONNECT_SWAPPED);
  take_metric (self);
}

void
normlab_map_page_init_tools (NormlabMapPage *self)
{
  normlab_metric_buttons_add (self->metrics, "win.metric");
  g_signal_connect_object (self->best_button, "toggled", G_CALLBACK (on_best_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->x_drop_down, "notify::selected", G_CALLBACK (on_x_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->y_drop_down, "notify::selected", G_CALLBACK (on_y_selected), self,
                           G_CONNECT_SWAPPED);
}
