/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-page.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-widget-style.h"
#include "normlab-digits-canvas.h"
#include "normlab-digits-draw.h"
#include "normlab-digits-snapshot.h"
#include "normlab-digits-source.h"
#include "normlab-page.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640
/* The pen's thickness is told in pixels of an image of so many. */
#define IMAGE_SIDE 28.0
/* Rows of cards that have room before the path has more than it must have. */
#define MAX_ROWS 2.1

struct _NormlabDigitsPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *side, *drawing_tools, *image_tools, *random_tools;
  NormlabDigitsCanvas *canvas;
  GtkLabel *image_label, *path_label;
  GtkAdjustment *thickness_adjustment, *number_adjustment;
  GtkWidget *number_entry;
  GtkWidget *scroller;
  GtkDrawingArea *cards, *path;

  /* Owned */
  NormlabDigits *digits;
  GListModel *runs; /* of the lab */
  GSimpleActionGroup *actions;
  NormlabDigitsModel *model; /* nullable: what is shown */
  NormlabRunItem *chosen;    /* nullable: whose path is shown */
  GtkWidget *window;         /* weak, nullable: that has the actions */
  char *summary;

  guint tick; /* tick callback that brings everything up to date; 0: it is */
  double scale;
  gboolean updating; /* what changes here is not a person's doing */
  gboolean had_content;
};

static void normlab_digits_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabDigitsPage,
                               normlab_digits_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_digits_page_page_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_HAS_CONTENT,
  PROP_SUMMARY,
};

NormlabDigits *
normlab_digits_page_get_digits (NormlabDigitsPage *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS_PAGE (self), NULL);

  return self->digits;
}

static void
init_style (NormlabDigitsPage *self, NormlabChartStyle *style)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, NULL);
}

/* What is shown */

static void
summarize (NormlabDigitsPage *self)
{
  g_autofree char *summary = normlab_digits_source_summarize (self->model);

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->summary, -1);
  g_object_notify (G_OBJECT (self), "summary");
}

static void
set_enabled (NormlabDigitsPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_tools (NormlabDigitsPage *self)
{
  guint n = normlab_digits_get_n_images (self->digits);
  int number = normlab_digits_get_number (self->digits);

  self->updating = TRUE;
  gtk_adjustment_set_upper (self->number_adjustment, n > 0 ? n - 1 : 0);
  if (number >= 0)
    gtk_adjustment_set_value (self->number_adjustment, number);
  self->updating = FALSE;
  gtk_widget_set_sensitive (self->number_entry, n > 0);
  set_enabled (self, "undo", normlab_digits_get_can_undo (self->digits));
  set_enabled (self, "clear", n > 0);
  set_enabled (self, "previous", n > 0);
  set_enabled (self, "next", n > 0);
  set_enabled (self, "random", n > 0);
  set_enabled (self, "wrong", n > 0 && !normlab_digits_is_searching (self->digits));
}

static void
update_words (NormlabDigitsPage *self)
{
  g_autofree char *path = normlab_digits_source_name_path (self->model, self->digits);

  gtk_label_set_text (self->image_label, normlab_digits_get_missed (self->digits)
                                             ? _("None is wrong")
                                             : self->model->image_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->model->image_title,
                                  -1);
  gtk_label_set_text (self->path_label, path != NULL ? path : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->path), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  path != NULL ? path : "", -1);
}

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

  init_style (self, &style);
  if (self->model != NULL && width > 0)
    update_cards_height (self, &style, width);
  gtk_drawing_area_set_content_height (self->path,
                                       (int) normlab_digits_path_get_min_height (&style));
}

static void
bring_up_to_date (NormlabDigitsPage *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  normlab_digits_model_free (self->model);
  self->model = normlab_digits_source_create (self->digits, self->chosen);
  update_tools (self);
  update_words (self);
  update_height (self);
  summarize (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
  gtk_widget_queue_draw (GTK_WIDGET (self->cards));
  gtk_widget_queue_draw (GTK_WIDGET (self->path));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  bring_up_to_date (NORMLAB_DIGITS_PAGE (widget));
  return G_SOURCE_REMOVE;
}

/* Once for everything that happens before the next frame. */
static void
expire (NormlabDigitsPage *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_cards_drawn (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;
  NormlabChartStyle style;

  if (self->model == NULL)
    return;
  init_style (self, &style);
  normlab_digits_cards_draw (self->model, &style, cr, width);
}

static void
on_path_drawn (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;
  NormlabChartStyle style;

  if (self->model == NULL)
    return;
  init_style (self, &style);
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
  init_style (self, &style);
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
  g_set_object (&self->chosen, normlab_digits_get_answer (self->digits, (guint) card)->item);
  expire (self);
}

static int
find_card (NormlabDigitsPage *self, double x, double y)
{
  NormlabChartStyle style;

  if (self->model == NULL)
    return -1;
  init_style (self, &style);
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

  init_style (self, &style);
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

/* Tools */

static void
on_thickness_changed (NormlabDigitsPage *self)
{
  normlab_digits_canvas_set_thickness (
      self->canvas, gtk_adjustment_get_value (self->thickness_adjustment) / IMAGE_SIDE);
}

static void
on_number_changed (NormlabDigitsPage *self)
{
  if (!self->updating && self->digits != NULL)
    normlab_digits_show (self->digits, (guint) gtk_adjustment_get_value (self->number_adjustment));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_undo (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_clear (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_clear (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_move (NORMLAB_DIGITS_PAGE (user_data)->digits, -1);
}

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_move (NORMLAB_DIGITS_PAGE (user_data)->digits, 1);
}

static void
on_random (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_show_random (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_wrong (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_show_wrong (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
add_actions (NormlabDigitsPage *self)
{
  static const GActionEntry entries[] = {
    { "undo", on_undo }, { "clear", on_clear },   { "previous", on_previous },
    { "next", on_next }, { "random", on_random }, { "wrong", on_wrong },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "digits", G_ACTION_GROUP (self->actions));
}

/* As a page */

static void
on_runs_changed (NormlabDigitsPage *self)
{
  gboolean has_content = g_list_model_get_n_items (self->runs) > 0;

  if (has_content == self->had_content)
    return;
  self->had_content = has_content;
  g_clear_object (&self->chosen);
  g_object_notify (G_OBJECT (self), "has-content");
}

static void
normlab_digits_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  g_return_if_fail (self->digits == NULL);

  self->digits = normlab_digits_new (lab);
  self->runs = g_object_ref (normlab_lab_get_runs (lab));
  normlab_digits_canvas_set_digits (self->canvas, self->digits);
  g_signal_connect_object (self->digits, "changed", G_CALLBACK (expire), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  /* Names and looks. */
  g_signal_connect_object (lab, "advanced", G_CALLBACK (expire), self, G_CONNECT_SWAPPED);
  on_runs_changed (self);
}

static NormlabPageSnapshot *
normlab_digits_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);
  NormlabDigitsModel *model = normlab_digits_source_create (self->digits, self->chosen);
  const NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;
  NormlabChartStyle style;

  normlab_digits_source_add_words (model, self->digits);
  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (&style, theme);
  else
    normlab_chart_style_init_from_widget (&style, GTK_WIDGET (self), self->scale, &theme);
  /* Translators: the beginning of a file's name */
  return normlab_digits_snapshot_new (C_("file name", "digits"), model, &style,
                                      MAX (gtk_widget_get_width (GTK_WIDGET (self)), MIN_WIDTH));
}

static void
scale_label (GtkLabel *label, double scale)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static void
normlab_digits_page_set_scale (NormlabPage *page, double scale)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  self->scale = scale;
  scale_label (self->image_label, scale);
  scale_label (self->path_label, scale);
  normlab_digits_canvas_set_scale (self->canvas, scale);
  expire (self);
}

/* Drawing is its subject: the paper stays. */
static void
normlab_digits_page_set_projected (NormlabPage *page, gboolean projected)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  gtk_widget_set_visible (self->drawing_tools, !projected);
  gtk_widget_set_visible (self->image_tools, !projected);
  gtk_widget_set_visible (self->random_tools, !projected);
}

static void
normlab_digits_page_set_step (NormlabPage *page, guint step)
{
  normlab_digits_set_step (NORMLAB_DIGITS_PAGE (page)->digits, step);
}

static const NormlabPageKey *
normlab_digits_page_get_keys (NormlabPage *page, guint *n_keys)
{
  static const NormlabPageKey keys[] = {
    { GDK_KEY_n, "digits.next" },   { GDK_KEY_p, "digits.previous" },
    { GDK_KEY_r, "digits.random" }, { GDK_KEY_w, "digits.wrong" },
    { GDK_KEY_c, "digits.clear" },  { GDK_KEY_BackSpace, "digits.undo" },
  };

  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

static void
normlab_digits_page_page_init (NormlabPageInterface *iface)
{
  iface->set_up = normlab_digits_page_set_up;
  iface->create_snapshot = normlab_digits_page_create_snapshot;
  iface->set_scale = normlab_digits_page_set_scale;
  iface->set_projected = normlab_digits_page_set_projected;
  iface->set_step = normlab_digits_page_set_step;
  iface->get_keys = normlab_digits_page_get_keys;
}

/* As a widget */

static void
normlab_digits_page_map (GtkWidget *widget)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (widget);

  GTK_WIDGET_CLASS (normlab_digits_page_parent_class)->map (widget);
  if (self->digits == NULL)
    return;
  normlab_digits_set_looking (self->digits, TRUE);
  expire (self);
}

static void
normlab_digits_page_unmap (GtkWidget *widget)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (widget);

  if (self->digits != NULL)
    normlab_digits_set_looking (self->digits, FALSE);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  GTK_WIDGET_CLASS (normlab_digits_page_parent_class)->unmap (widget);
}

/* The window's keys reach the actions there only. */
static void
normlab_digits_page_root (GtkWidget *widget)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (widget);

  GTK_WIDGET_CLASS (normlab_digits_page_parent_class)->root (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "digits",
                                  G_ACTION_GROUP (self->actions));
}

static void
normlab_digits_page_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "digits", NULL);
  GTK_WIDGET_CLASS (normlab_digits_page_parent_class)->unroot (widget);
}

static void
normlab_digits_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  expire (self);
}

static void
normlab_digits_page_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  gtk_widget_measure (NORMLAB_DIGITS_PAGE (widget)->box, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static gboolean
normlab_digits_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NORMLAB_DIGITS_PAGE (widget)->canvas));
}

static void
normlab_digits_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_static_string (value, C_("page", "Digits"));
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, "document-edit-symbolic");
      break;
    case PROP_HAS_CONTENT:
      g_value_set_boolean (value, self->had_content);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_digits_page_dispose (GObject *object)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->digits);
  g_clear_object (&self->runs);
  g_clear_object (&self->chosen);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (normlab_digits_page_parent_class)->dispose (object);
}

static void
normlab_digits_page_finalize (GObject *object)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (object);

  normlab_digits_model_free (self->model);
  g_free (self->summary);

  G_OBJECT_CLASS (normlab_digits_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-digits-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, NormlabDigitsPage, name)
  BIND (box);
  BIND (side);
  BIND (canvas);
  BIND (image_label);
  BIND (drawing_tools);
  BIND (image_tools);
  BIND (random_tools);
  BIND (thickness_adjustment);
  BIND (number_adjustment);
  BIND (number_entry);
  BIND (scroller);
  BIND (cards);
  BIND (path_label);
  BIND (path);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_thickness_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_number_changed);
}

static void
normlab_digits_page_class_init (NormlabDigitsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_digits_page_get_property;
  object_class->dispose = normlab_digits_page_dispose;
  object_class->finalize = normlab_digits_page_finalize;
  widget_class->map = normlab_digits_page_map;
  widget_class->unmap = normlab_digits_page_unmap;
  widget_class->root = normlab_digits_page_root;
  widget_class->unroot = normlab_digits_page_unroot;
  widget_class->measure = normlab_digits_page_measure;
  widget_class->size_allocate = normlab_digits_page_size_allocate;
  widget_class->grab_focus = normlab_digits_page_grab_focus;

  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_ICON_NAME, "icon-name");
  g_object_class_override_property (object_class, PROP_HAS_CONTENT, "has-content");
  g_object_class_override_property (object_class, PROP_SUMMARY, "summary");

  g_type_ensure (NORMLAB_TYPE_DIGITS_CANVAS);
  bind_template (widget_class);
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

static void
normlab_digits_page_init (NormlabDigitsPage *self)
{
  self->scale = 1;
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->cards, on_cards_drawn, self, NULL);
  gtk_drawing_area_set_draw_func (self->path, on_path_drawn, self, NULL);
  g_signal_connect_object (self->path, "query-tooltip", G_CALLBACK (on_path_query_tooltip), self,
                           G_CONNECT_SWAPPED);
  add_cards_controllers (self);
  on_thickness_changed (self);
}
