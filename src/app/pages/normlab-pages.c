/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-pages.h"

#include "normlab-curves-page.h"
#include "normlab-data-page.h"
#include "normlab-digits-page.h"
#include "normlab-layers-page.h"
#include "normlab-map-page.h"
#include "normlab-time-bar.h"
#include "normlab-verdict-bar.h"

/* The pages that there are, in the order of their buttons. */
static GType (*const types[]) (void) = {
  normlab_curves_page_get_type, normlab_layers_page_get_type, normlab_digits_page_get_type,
  normlab_map_page_get_type,    normlab_data_page_get_type,
};

/* Pulses of a progress bar that cannot know how far it is. */
#define PULSE_INTERVAL 60 /* ms */

struct _NormlabPages
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *switcher;
  GtkStack *stack;
  NormlabStartPage *start_page;
  GtkLabel *loading_label;
  GtkProgressBar *loading_bar;
  NormlabVerdictBar *verdict_bar;
  NormlabTimeBar *time_bar;

  NormlabTimeline *timeline; /* owned */
  GPtrArray *pages;          /* of NormlabPage, which the stack owns */
  NormlabPage *visible_page;
  gboolean loading;
  gboolean projected;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (NormlabPages, normlab_pages, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_VISIBLE_PAGE,
  PROP_HAS_CONTENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  HOVERED,
  ASKED_WHY,
  VIEW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is shown */

/* @previews: whether such content counts. */
static gboolean
has_any_content (NormlabPages *self, gboolean previews)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      NormlabPage *page = g_ptr_array_index (self->pages, i);

      if (normlab_page_get_has_content (page) && (previews || !normlab_page_get_is_preview (page)))
        return TRUE;
    }
  return FALSE;
}

/* Whether it is a page that is shown, rather than what there is to begin with. */
static gboolean
shows_page (NormlabPages *self)
{
  return has_any_content (self, FALSE)
         || (self->visible_page != NULL && normlab_page_get_has_content (self->visible_page));
}

/* As long as there are only previews, one can go to those, and back. */
static void
update_buttons (NormlabPages *self)
{
  gboolean any = has_any_content (self, FALSE);
  GtkWidget *first = gtk_widget_get_first_child (self->switcher);

  for (GtkWidget *button = first; button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      NormlabPage *page = g_object_get_data (G_OBJECT (button), "page");

      gtk_widget_set_sensitive (button,
                                any || button == first || normlab_page_get_has_content (page));
    }
  gtk_widget_set_visible (self->switcher,
                          has_any_content (self, TRUE) && self->pages->len > 1 && !self->projected);
}

/* On a projector only as long as it says something. */
static gboolean
has_use_for_time (NormlabPages *self)
{
  return self->timeline != NULL && normlab_timeline_get_last (self->timeline) > 0
         && !(self->projected && normlab_timeline_is_live (self->timeline));
}

/* A page without content says so itself, where others have some. */
static void
update (NormlabPages *self)
{
  gboolean any = has_any_content (self, FALSE);

  update_buttons (self);
  gtk_widget_set_visible (GTK_WIDGET (self->time_bar), any && has_use_for_time (self));
  if (shows_page (self))
    gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->visible_page));
  else
    gtk_stack_set_visible_child_name (self->stack, self->loading ? "loading" : "empty");
}

static void
on_has_content (NormlabPages *self, GParamSpec *property, NormlabPage *page)
{
  update (self);
  if (page == self->visible_page)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_CONTENT]);
}

static void
on_hovered (NormlabPages *self, NormlabRunItem *item)
{
  g_signal_emit (self, signals[HOVERED], 0, item);
}

static void
on_asked_why (NormlabPages *self, NormlabRunItem *item)
{
  g_signal_emit (self, signals[ASKED_WHY], 0, item);
}

static void
on_view_changed (NormlabPages *self, NormlabPage *page)
{
  g_signal_emit (self, signals[VIEW_CHANGED], 0, page);
}

/* Pages */

static void
on_button_toggled (NormlabPages *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    normlab_pages_set_visible_page (self, g_object_get_data (G_OBJECT (button), "page"));
}

static void
add_button (NormlabPages *self, NormlabPage *page)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *first = gtk_widget_get_first_child (self->switcher);

  g_object_bind_property (page, "icon-name", icon, "icon-name", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "title", label, "label", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  g_object_set_data (G_OBJECT (button), "page", page);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_button_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->switcher), button);
}

void
normlab_pages_add (NormlabPages *self, NormlabPage *page)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));
  g_return_if_fail (NORMLAB_IS_PAGE (page));

  g_ptr_array_add (self->pages, page);
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), gtk_widget_get_name (GTK_WIDGET (page)));
  g_signal_connect_object (page, "notify::has-content", G_CALLBACK (on_has_content), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "hovered", G_CALLBACK (on_hovered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "asked-why", G_CALLBACK (on_asked_why), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  add_button (self, page);
  if (self->visible_page == NULL)
    normlab_pages_set_visible_page (self, page);
  update (self);
}

static void
on_step (NormlabPages *self)
{
  guint step = normlab_timeline_get_step (self->timeline);

  for (guint i = 0; i < self->pages->len; i++)
    normlab_page_set_step (g_ptr_array_index (self->pages, i), step);
  update (self);
}

static void
set_up_timeline (NormlabPages *self, NormlabLab *lab)
{
  self->timeline = normlab_timeline_new (lab);
  normlab_time_bar_set_timeline (self->time_bar, self->timeline);
  g_signal_connect_object (self->timeline, "notify::step", G_CALLBACK (on_step), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "notify::last", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

void
normlab_pages_set_up (NormlabPages *self, NormlabLab *lab, GSettings *settings)
{
  set_up_timeline (self, lab);
  normlab_verdict_bar_set_up (self->verdict_bar, lab, self->timeline, settings);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      NormlabPage *page = g_object_new (types[i](), NULL);

      normlab_page_set_up (page, lab, settings);
      normlab_pages_add (self, page);
    }
}

void
normlab_pages_set_plan (NormlabPages *self, NormlabPlan *plan)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));
  g_return_if_fail (NORMLAB_IS_PLAN (plan));

  for (guint i = 0; i < self->pages->len; i++)
    normlab_page_set_plan (g_ptr_array_index (self->pages, i), plan);
}

NormlabPage *
normlab_pages_find (NormlabPages *self, const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (NORMLAB_IS_PAGES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  page = gtk_stack_get_child_by_name (self->stack, name);
  return page != NULL && NORMLAB_IS_PAGE (page) ? NORMLAB_PAGE (page) : NULL;
}

NormlabPage *
normlab_pages_get_visible_page (NormlabPages *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGES (self), NULL);

  return self->visible_page;
}

void
normlab_pages_set_visible_page (NormlabPages *self, NormlabPage *page)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));
  g_return_if_fail (g_ptr_array_find (self->pages, page, NULL));

  if (page == self->visible_page)
    return;
  self->visible_page = page;
  for (GtkWidget *button = gtk_widget_get_first_child (self->switcher); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_object_get_data (G_OBJECT (button), "page") == page)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE_PAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_CONTENT]);
}

void
normlab_pages_set_chosen (NormlabPages *self, GPtrArray *items)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));

  normlab_verdict_bar_set_chosen (self->verdict_bar, items);
}

GPtrArray *
normlab_pages_list_compared (NormlabPages *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGES (self), NULL);

  return normlab_verdict_bar_list_compared (self->verdict_bar);
}

NormlabTimeline *
normlab_pages_get_timeline (NormlabPages *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGES (self), NULL);

  return self->timeline;
}

gboolean
normlab_pages_get_has_content (NormlabPages *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGES (self), FALSE);

  return self->visible_page != NULL && normlab_page_get_has_content (self->visible_page);
}

void
normlab_pages_set_highlighted (NormlabPages *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));

  for (guint i = 0; i < self->pages->len; i++)
    normlab_page_set_highlighted (g_ptr_array_index (self->pages, i), item);
}

void
normlab_pages_set_scale (NormlabPages *self, double scale)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));

  for (guint i = 0; i < self->pages->len; i++)
    normlab_page_set_scale (g_ptr_array_index (self->pages, i), scale);
}

void
normlab_pages_set_projected (NormlabPages *self, gboolean projected)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));

  self->projected = projected;
  for (guint i = 0; i < self->pages->len; i++)
    normlab_page_set_projected (g_ptr_array_index (self->pages, i), projected);
  update (self);
}

/* The start */

static gboolean
on_pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (NORMLAB_PAGES (user_data)->loading_bar);
  return G_SOURCE_CONTINUE;
}

void
normlab_pages_set_loading (NormlabPages *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_PAGES (self));

  self->loading = text != NULL;
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (text != NULL)
    {
      gtk_label_set_text (self->loading_label, text);
      self->pulse = g_timeout_add (PULSE_INTERVAL, on_pulse, self);
    }
  update (self);
}

NormlabStartPage *
normlab_pages_get_start_page (NormlabPages *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGES (self), NULL);

  return self->start_page;
}

/* As an object */

static void
normlab_pages_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabPages *self = NORMLAB_PAGES (object);

  switch (id)
    {
    case PROP_VISIBLE_PAGE:
      g_value_set_object (value, self->visible_page);
      break;
    case PROP_HAS_CONTENT:
      g_value_set_boolean (value, normlab_pages_get_has_content (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* What is shown. */
static gboolean
normlab_pages_grab_focus (GtkWidget *widget)
{
  NormlabPages *self = NORMLAB_PAGES (widget);

  return shows_page (self) ? gtk_widget_grab_focus (GTK_WIDGET (self->visible_page))
                           : gtk_widget_grab_focus (GTK_WIDGET (self->start_page));
}

static void
normlab_pages_dispose (GObject *object)
{
  NormlabPages *self = NORMLAB_PAGES (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  self->visible_page = NULL;
  g_ptr_array_set_size (self->pages, 0);
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->timeline);

  G_OBJECT_CLASS (normlab_pages_parent_class)->dispose (object);
}

static void
normlab_pages_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_PAGES (object)->pages);

  G_OBJECT_CLASS (normlab_pages_parent_class)->finalize (object);
}

static void
normlab_pages_class_init (NormlabPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_pages_get_property;
  object_class->dispose = normlab_pages_dispose;
  widget_class->grab_focus = normlab_pages_grab_focus;
  object_class->finalize = normlab_pages_finalize;

  properties[PROP_VISIBLE_PAGE]
      = g_param_spec_object ("visible-page", NULL, NULL, NORMLAB_TYPE_PAGE, flags);
  properties[PROP_HAS_CONTENT] = g_param_spec_boolean ("has-content", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  signals[ASKED_WHY] = g_signal_new ("asked-why", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  signals[VIEW_CHANGED]
      = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_PAGE);

  g_type_ensure (NORMLAB_TYPE_START_PAGE);
  g_type_ensure (NORMLAB_TYPE_TIME_BAR);
  g_type_ensure (NORMLAB_TYPE_VERDICT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, switcher);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, stack);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, start_page);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, loading_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, time_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabPages, verdict_bar);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_pages_init (NormlabPages *self)
{
  self->pages = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
