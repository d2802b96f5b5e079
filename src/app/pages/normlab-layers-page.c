/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-layers-draw.h"
#include "normlab-layers-snapshot.h"
#include "normlab-layers-source.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640
/* From one picture to the next, µs: somewhat less than a thirtieth of a second, for frames do not
 * come to the dot. */
#define FRAME_TIME 30000

static void normlab_layers_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabLayersPage,
                               normlab_layers_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_layers_page_page_init))

GPtrArray *
normlab_layers_page_get_items (NormlabLayersPage *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAYERS_PAGE (self), NULL);

  return self->items;
}

/* Signals */

static void
on_chosen (NormlabLayersPage *self)
{
  normlab_layers_page_take_runs (self);
  normlab_layers_page_present (self);
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

static void
on_options_changed (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_view_get_model (self->view);

  gtk_widget_set_visible (self->strips_tools,
                          gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->strips_button)));
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
  if (model == NULL)
    return;
  normlab_layers_page_take_options (self, model);
  normlab_layers_page_expire (self);
  normlab_layers_view_refresh (self->view);
}

/* What would be trained is in no table. */
static void
on_hovered (NormlabLayersPage *self, int tag)
{
  NormlabRunItem *item = NULL;

  if (tag >= 0 && (guint) tag < self->items->len && !normlab_layers_page_is_previewing (self))
    item = g_ptr_array_index (self->items, (guint) tag);
  normlab_page_emit_hovered (NORMLAB_PAGE (self), item);
}

/* As a page */

static void
normlab_layers_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  g_return_if_fail (self->lab == NULL);

  self->lab = g_object_ref (lab);
  normlab_layers_page_set_up_before (self);
  normlab_layers_page_set_up_runs (self);
  normlab_layers_page_set_up_weights (self);
  normlab_layers_page_set_up_smoothness (self);
  g_settings_bind (settings, "layers-flow", self->flow_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-weights", self->weights_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-smoothness", self->smoothness_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-apart", self->apart_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "layers-logarithmic", self->logarithmic_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  on_options_changed (self);
}

static void
bring_up_to_date (GtkWidget *page)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  if (self->runs_changed)
    normlab_layers_page_take_runs (self);
  normlab_layers_page_present (self);
}

static NormlabPageSnapshot *
normlab_layers_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);
  NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self->view)), MIN_WIDTH), height;
  NormlabChartStyle style;
  NormlabLayersModel *model;

  bring_up_to_date (GTK_WIDGET (self));
  model = normlab_layers_page_create_model (self);
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
  normlab_layers_page_expire (self);
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
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  normlab_layers_page_look (self);
  if (!normlab_layers_page_is_previewing (self))
    normlab_layers_page_ask (self);
}

static void
normlab_layers_page_page_init (NormlabPageInterface *iface)
{
  iface->set_step = normlab_layers_page_set_step;
  iface->set_up = normlab_layers_page_set_up;
  iface->set_plan = normlab_layers_page_set_plan;
  iface->get_is_preview = normlab_layers_page_get_is_preview;
  iface->get_view = normlab_layers_page_get_view;
  iface->set_view = normlab_layers_page_set_view;
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

  normlab_layers_page_take_runs (self);
  normlab_layers_page_present (self);
}

static void
normlab_layers_page_unmap (GtkWidget *widget)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (widget);

  GTK_WIDGET_CLASS (normlab_layers_page_parent_class)->unmap (widget);

  normlab_page_frame_forget (&self->frame);
  normlab_layers_page_look (self);
  normlab_layers_page_look_at_weights (self);
  normlab_layers_page_look_at_smoothness (self);
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
  const NormlabPageValues values = {
    C_("page", "Layers"),
    "view-list-symbolic",
    normlab_layers_page_has_content (self),
    self->summary,
  };

  normlab_page_get_value (object, id, value, pspec, &values);
}

static void
normlab_layers_page_dispose (GObject *object)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (object);

  normlab_page_frame_forget (&self->frame);
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->insights != NULL)
    g_signal_handlers_disconnect_by_data (self->insights, self);
  g_clear_object (&self->insights);
  if (self->outset != NULL)
    g_signal_handlers_disconnect_by_data (self->outset, self);
  g_clear_object (&self->outset);
  if (self->parameters != NULL)
    g_signal_handlers_disconnect_by_data (self->parameters, self);
  g_clear_object (&self->parameters);
  if (self->landscape != NULL)
    g_signal_handlers_disconnect_by_data (self->landscape, self);
  g_clear_object (&self->landscape);
  g_clear_object (&self->plan);
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
  g_free (self->problem);

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

  normlab_page_override_properties (object_class);

  g_type_ensure (NORMLAB_TYPE_LAYERS_CHOOSER);
  g_type_ensure (NORMLAB_TYPE_LAYERS_VIEW);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-layers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, strips_tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, strips_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, flow_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, weights_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, smoothness_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, overlaid_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, apart_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, logarithmic_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, before_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, networks_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
connect_tools (NormlabLayersPage *self)
{
  GtkWidget *const options[] = { self->flow_button, self->weights_button, self->smoothness_button,
                                 self->apart_button, self->logarithmic_button };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_signal_connect_object (options[i], "toggled", G_CALLBACK (on_options_changed), self,
                             G_CONNECT_SWAPPED);
}

static void
normlab_layers_page_init (NormlabLayersPage *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->step = NORMLAB_TIMELINE_LIVE;
  self->frame = (NormlabPageFrame){ GTK_WIDGET (self), bring_up_to_date, FRAME_TIME };
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_tools (self);
  g_signal_connect_object (self->view, "hovered", G_CALLBACK (on_hovered), self, G_CONNECT_SWAPPED);
}
