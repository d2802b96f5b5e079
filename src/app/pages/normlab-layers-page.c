/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page.h"

#include <glib/gi18n-lib.h>

#include "normlab-insights.h"
#include "normlab-layers-chooser.h"
#include "normlab-layers-draw.h"
#include "normlab-layers-snapshot.h"
#include "normlab-layers-source.h"
#include "normlab-layers-view.h"
#include "normlab-page.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640
/* From one picture to the next, µs: somewhat less than a thirtieth of a second, for frames do not
 * come to the dot. */
#define FRAME_TIME 30000
/* Steps of a run that nobody watched, for what is shown over time. */
#define N_PLACES 40

struct _NormlabLayersPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkWidget *strips_tools;
  GtkWidget *flow_button, *apart_button, *logarithmic_button;
  NormlabLayersChooser *chooser;
  NormlabLayersView *view;

  /* Owned */
  NormlabLab *lab;
  NormlabInsights *insights;
  GListModel *runs; /* of the lab */
  GPtrArray *items; /* NormlabRunItem, those that are looked into */
  char *summary;
  guint tick;                  /* tick callback that brings the picture up to date; 0: it is */
  gint64 drawn;                /* when that was last done, µs of the frame clock */
  guint step;                  /* that is looked at, or NORMLAB_TIMELINE_LIVE */
  NormlabRunItem *highlighted; /* not owned: compared only */

  gboolean runs_changed; /* which are there or shown */
  gboolean had_content;
};

static void normlab_layers_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabLayersPage,
                               normlab_layers_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_layers_page_page_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_HAS_CONTENT,
  PROP_SUMMARY,
};

GPtrArray *
normlab_layers_page_get_items (NormlabLayersPage *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAYERS_PAGE (self), NULL);

  return self->items;
}

static void
get_probes (NormlabRunItem *item, GPtrArray *probes, gpointer user_data)
{
  normlab_insights_list_probes (NORMLAB_LAYERS_PAGE (user_data)->insights, item, probes);
}

/* Why there is nothing to be seen of a run; NULL for no particular reason. */
static const char *
get_note (NormlabRunItem *item, gpointer user_data)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (user_data);

  switch (normlab_insights_get_state (self->insights, item))
    {
    case NORMLAB_INSIGHT_NEAREST:
      return _("being looked into…");
    case NORMLAB_INSIGHT_NO_DATA:
      return _("its data set is not in use");
    case NORMLAB_INSIGHT_FAILED:
      return normlab_insights_get_message (self->insights, item);
    case NORMLAB_INSIGHT_EXACT: /* of step 0 */
      return _("no step has been done here");
    case NORMLAB_INSIGHT_NONE:
    default:
      return NULL;
    }
}

/* While somebody can see them. */
static void
look (NormlabLayersPage *self)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->insights != NULL)
    normlab_insights_look (self->insights, mapped ? self->items : NULL, self->step);
}

/* What is shown */

static void
summarize (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_view_get_model (self->view);
  g_autofree char *summary = model != NULL ? normlab_layers_source_summarize (model) : NULL;

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  normlab_layers_view_set_summary (self->view, self->summary);
  g_object_notify (G_OBJECT (self), "summary");
}

static void
take_options (NormlabLayersPage *self, NormlabLayersModel *model)
{
  guint position;

  model->subject = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->flow_button))
                       ? NORMLAB_LAYERS_SUBJECT_FLOW
                       : NORMLAB_LAYERS_SUBJECT_STRIPS;
  model->apart = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->apart_button));
  model->logarithmic = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->logarithmic_button));
  model->highlighted
      = self->highlighted != NULL && g_ptr_array_find (self->items, self->highlighted, &position)
            ? (int) position
            : -1;
}

static NormlabLayersModel *
create_model (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_source_create (
      self->items, get_probes, get_note, self, normlab_layers_view_get_model (self->view));

  take_options (self, model);
  return model;
}

static void
present (NormlabLayersPage *self)
{
  normlab_layers_view_set_model (self->view, create_model (self));
  summarize (self);
}

static GPtrArray *
list_items (NormlabLayersPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (self->runs);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->runs, i));
  return items;
}

/* What somebody has chosen, as far as it is still there. */
static GPtrArray *
choose (NormlabLayersPage *self, GPtrArray *all)
{
  GPtrArray *chosen = normlab_layers_chooser_get_chosen (self->chooser);

  for (guint i = chosen != NULL ? chosen->len : 0; i > 0; i--)
    if (!g_ptr_array_find (all, g_ptr_array_index (chosen, i - 1), NULL))
      g_ptr_array_remove_index (chosen, i - 1);
  if (chosen != NULL && chosen->len > 0)
    return chosen;
  g_clear_pointer (&chosen, g_ptr_array_unref);
  return normlab_layers_source_choose (all);
}

static void
take_runs (NormlabLayersPage *self)
{
  g_autoptr (GPtrArray) all = list_items (self);

  self->runs_changed = FALSE;
  g_ptr_array_unref (self->items);
  self->items = choose (self, all);
  normlab_layers_chooser_set_chosen (self->chooser, self->items);
  look (self);
}

static gboolean
is_in_sight (NormlabLayersPage *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (now - self->drawn < FRAME_TIME)
    return G_SOURCE_CONTINUE;
  self->drawn = now;
  self->tick = 0;
  if (self->runs_changed)
    take_runs (self);
  present (self);
  return G_SOURCE_REMOVE;
}

static void
expire (NormlabLayersPage *self)
{
  if (self->tick == 0 && is_in_sight (self))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* Signals */

static void
on_item_shown (NormlabLayersPage *self)
{
  self->runs_changed = TRUE;
  expire (self);
}

static void
on_item_look (NormlabLayersPage *self, GParamSpec *property, NormlabRunItem *item)
{
  if (g_ptr_array_find (self->items, item, NULL))
    expire (self);
}

static void
connect_item (NormlabLayersPage *self, NormlabRunItem *item)
{
  g_signal_handlers_disconnect_by_func (item, on_item_shown, self);
  g_signal_handlers_disconnect_by_func (item, on_item_look, self);
  g_signal_connect_object (item, "notify::shown", G_CALLBACK (on_item_shown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (on_item_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::color", G_CALLBACK (on_item_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::dashed", G_CALLBACK (on_item_look), self,
                           G_CONNECT_SWAPPED);
}

/* A run that is gone is neither shown nor watched any more; one that is new is watched from its
 * first step on, and drawn with the next frame, when it has a name and a look. */
static void
on_runs_changed (NormlabLayersPage *self, guint position, guint n_removed, guint n_added)
{
  gboolean has_content = g_list_model_get_n_items (self->runs) > 0;

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      connect_item (self, item);
    }
  self->runs_changed = TRUE;
  if (n_removed > 0 || is_in_sight (self))
    take_runs (self);
  if (n_removed > 0)
    present (self);
  expire (self);
  if (has_content != self->had_content)
    {
      self->had_content = has_content;
      g_object_notify (G_OBJECT (self), "has-content");
    }
}

static void
on_chosen (NormlabLayersPage *self)
{
  take_runs (self);
  present (self);
}

static void
on_options_changed (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_view_get_model (self->view);

  gtk_widget_set_visible (self->strips_tools,
                          !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->flow_button)));
  if (model == NULL)
    return;
  take_options (self, model);
  normlab_layers_view_refresh (self->view);
}

static void
on_hovered (NormlabLayersPage *self, int tag)
{
  normlab_page_emit_hovered (NORMLAB_PAGE (self), tag >= 0 && (guint) tag < self->items->len
                                                      ? g_ptr_array_index (self->items, (guint) tag)
                                                      : NULL);
}

/* As a page */

static void
normlab_layers_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  g_return_if_fail (self->lab == NULL);

  self->lab = g_object_ref (lab);
  self->runs = g_object_ref (normlab_lab_get_runs (lab));
  normlab_layers_chooser_set_runs (self->chooser, self->runs);
  g_settings_bind (settings, "layers-flow", self->flow_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-apart", self->apart_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-logarithmic", self->logarithmic_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  self->insights = normlab_insights_new (lab);
  normlab_insights_set_n_places (self->insights, N_PLACES);
  g_signal_connect_object (self->insights, "changed", G_CALLBACK (expire), self, G_CONNECT_SWAPPED);
  on_options_changed (self);
}

static void
bring_up_to_date (NormlabLayersPage *self)
{
  if (self->runs_changed)
    take_runs (self);
  present (self);
}

static NormlabPageSnapshot *
normlab_layers_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);
  NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self->view)), MIN_WIDTH), height;
  NormlabChartStyle style;
  NormlabLayersModel *model;

  bring_up_to_date (self);
  model = create_model (self);
  normlab_layers_source_add_words (model, self->items);
  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (&style, theme);
  else
    normlab_layers_view_init_style (self->view, &style, &theme);
  height = MAX (gtk_widget_get_height (GTK_WIDGET (self->view)),
                normlab_layers_layout_get_height (model, &style, width));
  /* Translators: what a file with a picture of this page is called */
  return normlab_layers_snapshot_new (C_("file name", "layers"), model, &style, width, height);
}

static void
normlab_layers_page_set_highlighted (NormlabPage *page, NormlabRunItem *item)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  if (self->highlighted == item)
    return;
  self->highlighted = item;
  expire (self);
}

static void
normlab_layers_page_set_scale (NormlabPage *page, double scale)
{
  normlab_layers_view_set_scale (NORMLAB_LAYERS_PAGE (page)->view, scale);
}

static void
normlab_layers_page_set_projected (NormlabPage *page, gboolean projected)
{
  gtk_widget_set_visible (NORMLAB_LAYERS_PAGE (page)->tools, !projected);
}

static void
normlab_layers_page_set_step (NormlabPage *page, guint step)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  self->step = step;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    look (self);
}

static void
normlab_layers_page_page_init (NormlabPageInterface *iface)
{
  iface->set_step = normlab_layers_page_set_step;
  iface->set_up = normlab_layers_page_set_up;
  iface->create_snapshot = normlab_layers_page_create_snapshot;
  iface->set_highlighted = normlab_layers_page_set_highlighted;
  iface->set_scale = normlab_layers_page_set_scale;
  iface->set_projected = normlab_layers_page_set_projected;
}

/* As a widget */

static void
normlab_layers_page_map (GtkWidget *widget)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (widget);

  GTK_WIDGET_CLASS (normlab_layers_page_parent_class)->map (widget);

  if (self->runs_changed)
    take_runs (self);
  else
    look (self);
  present (self);
}

static void
normlab_layers_page_unmap (GtkWidget *widget)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (widget);

  GTK_WIDGET_CLASS (normlab_layers_page_parent_class)->unmap (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  look (self);
}

static gboolean
normlab_layers_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NORMLAB_LAYERS_PAGE (widget)->view));
}

static void
normlab_layers_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_static_string (value, C_("page", "Layers"));
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, "view-list-symbolic");
      break;
    case PROP_HAS_CONTENT:
      g_value_set_boolean (value, self->runs != NULL && g_list_model_get_n_items (self->runs) > 0);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_layers_page_dispose (GObject *object)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->insights != NULL)
    g_signal_handlers_disconnect_by_data (self->insights, self);
  g_clear_object (&self->insights);
  g_clear_object (&self->runs);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_layers_page_parent_class)->dispose (object);
}

static void
normlab_layers_page_finalize (GObject *object)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (object);

  g_ptr_array_unref (self->items);
  g_free (self->summary);

  G_OBJECT_CLASS (normlab_layers_page_parent_class)->finalize (object);
}

static void
normlab_layers_page_class_init (NormlabLayersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_layers_page_get_property;
  object_class->dispose = normlab_layers_page_dispose;
  object_class->finalize = normlab_layers_page_finalize;
  widget_class->map = normlab_layers_page_map;
  widget_class->unmap = normlab_layers_page_unmap;
  widget_class->grab_focus = normlab_layers_page_grab_focus;

  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_ICON_NAME, "icon-name");
  g_object_class_override_property (object_class, PROP_HAS_CONTENT, "has-content");
  g_object_class_override_property (object_class, PROP_SUMMARY, "summary");

  g_type_ensure (NORMLAB_TYPE_LAYERS_CHOOSER);
  g_type_ensure (NORMLAB_TYPE_LAYERS_VIEW);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-layers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, strips_tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, flow_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, apart_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, logarithmic_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_layers_page_init (NormlabLayersPage *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->step = NORMLAB_TIMELINE_LIVE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flow_button, "toggled", G_CALLBACK (on_options_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->apart_button, "toggled", G_CALLBACK (on_options_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logarithmic_button, "toggled", G_CALLBACK (on_options_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "hovered", G_CALLBACK (on_hovered), self, G_CONNECT_SWAPPED);
}
