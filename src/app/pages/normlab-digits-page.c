/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-chart-widget-style.h"
#include "normlab-digits-snapshot.h"
#include "normlab-digits-source.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640
static void normlab_digits_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabDigitsPage,
                               normlab_digits_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_digits_page_page_init))

NormlabDigits *
normlab_digits_page_get_digits (NormlabDigitsPage *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS_PAGE (self), NULL);

  return self->digits;
}

NormlabEvaluation *
normlab_digits_page_get_evaluation (NormlabDigitsPage *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS_PAGE (self), NULL);

  return self->evaluation;
}

void
normlab_digits_page_init_style (NormlabDigitsPage *self, NormlabChartStyle *style)
{
  normlab_chart_style_init_from_widget (style, GTK_WIDGET (self), self->scale, NULL);
}

/* What is shown */

static void
summarize (NormlabDigitsPage *self)
{
  g_autofree char *summary = self->shows_all ? normlab_digits_page_summarize_all (self)
                                             : normlab_digits_source_summarize (self->model);

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  gtk_accessible_update_property (self->shows_all ? GTK_ACCESSIBLE (self->matrix)
                                                  : GTK_ACCESSIBLE (self->cards),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->summary, -1);
  g_object_notify (G_OBJECT (self), "summary");
}

static void
bring_up_to_date (GtkWidget *page)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  normlab_page_frame_forget (&self->frame);
  if (self->shows_all)
    normlab_digits_page_update_all (self);
  else
    normlab_digits_page_update_answers (self);
  normlab_digits_page_update_tools (self);
  summarize (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
}

void
normlab_digits_page_expire (NormlabDigitsPage *self)
{
  normlab_page_frame_ask (&self->frame);
}

/* The image that is chosen among all is another. */
static void
on_digits_changed (NormlabDigitsPage *self)
{
  self->all_stale = TRUE;
  normlab_digits_page_expire (self);
}

static void
on_evaluation_changed (NormlabDigitsPage *self)
{
  self->all_stale = TRUE;
  normlab_digits_page_expire (self);
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
  self->evaluation = normlab_evaluation_new (lab);
  self->runs = g_object_ref (normlab_lab_get_networks (lab));
  normlab_digits_canvas_set_digits (self->canvas, self->digits);
  g_signal_connect_object (self->digits, "changed", G_CALLBACK (on_digits_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->evaluation, "changed", G_CALLBACK (on_evaluation_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  /* Names and looks. */
  g_signal_connect_object (lab, "advanced", G_CALLBACK (normlab_digits_page_expire), self,
                           G_CONNECT_SWAPPED);
  on_runs_changed (self);
  normlab_digits_page_set_up_networks (self);
  normlab_digits_page_set_up_views (self, settings);
}

static NormlabPageSnapshot *
snapshot_one (NormlabDigitsPage *self, const NormlabChartStyle *style)
{
  NormlabDigitsModel *model = normlab_digits_source_create (self->digits, self->chosen);

  normlab_digits_source_add_words (model, self->digits);
  /* Translators: the beginning of a file's name */
  return normlab_digits_snapshot_new (C_("file name", "digits"), model, style,
                                      MAX (gtk_widget_get_width (GTK_WIDGET (self)), MIN_WIDTH));
}

static NormlabPageSnapshot *
normlab_digits_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);
  const NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;
  NormlabChartStyle style;

  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (&style, theme);
  else
    normlab_chart_style_init_from_widget (&style, GTK_WIDGET (self), self->scale, &theme);
  return self->shows_all ? normlab_digits_page_snapshot_all (self, &style)
                         : snapshot_one (self, &style);
}

static void
normlab_digits_page_set_step (NormlabPage *page, guint step)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  normlab_digits_set_step (self->digits, step);
  normlab_evaluation_set_step (self->evaluation, step);
}

static const NormlabPageKey *
normlab_digits_page_get_keys (NormlabPage *page, guint *n_keys)
{
  static const NormlabPageKey keys[] = {
    { GDK_KEY_n, "digits.next" },   { GDK_KEY_p, "digits.previous" },
    { GDK_KEY_r, "digits.random" }, { GDK_KEY_w, "digits.wrong" },
    { GDK_KEY_c, "digits.clear" },  { GDK_KEY_BackSpace, "digits.undo" },
    { GDK_KEY_a, "digits.switch" },
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
  normlab_digits_page_look (self);
  normlab_digits_page_expire (self);
}

static void
normlab_digits_page_unmap (GtkWidget *widget)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (widget);

  normlab_page_frame_forget (&self->frame);
  GTK_WIDGET_CLASS (normlab_digits_page_parent_class)->unmap (widget);
  normlab_digits_page_look (self);
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
  normlab_digits_page_expire (self);
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
  const NormlabPageValues values = {
    C_("page", "Digits"),
    "document-edit-symbolic",
    self->had_content,
    self->summary,
  };

  normlab_page_get_value (object, id, value, pspec, &values);
}

static void
normlab_digits_page_dispose (GObject *object)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->digits);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->runs);
  g_clear_object (&self->chosen);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_digits_page_parent_class)->dispose (object);
}

static void
normlab_digits_page_finalize (GObject *object)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (object);

  normlab_digits_model_free (self->model);
  g_free (self->summary);
  g_free (self->looks);

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
  BIND (view_switch);
  BIND (views);
  BIND (all_tools);
  BIND (set_list);
  BIND (first_list);
  BIND (second_list);
  BIND (compare_check);
  BIND (matrix);
  BIND (gallery);
  BIND (gallery_label);
  BIND (gallery_tools);
  BIND (gallery_scroller);
#undef BIND
  normlab_digits_page_bind_tools (widget_class);
  normlab_digits_page_bind_networks (widget_class);
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

  normlab_page_override_properties (object_class);

  g_type_ensure (NORMLAB_TYPE_DIGITS_CANVAS);
  g_type_ensure (NORMLAB_TYPE_CONFUSION_VIEW);
  g_type_ensure (NORMLAB_TYPE_GALLERY_VIEW);
  bind_template (widget_class);
}

static void
normlab_digits_page_init (NormlabDigitsPage *self)
{
  self->scale = 1;
  self->frame = (NormlabPageFrame){ GTK_WIDGET (self), bring_up_to_date, 0 };
  self->actions = g_simple_action_group_new ();
  normlab_digits_page_add_views (self);
  normlab_digits_page_add_tools (self);
  normlab_digits_page_add_all (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "digits", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  normlab_digits_page_init_answers (self);
  normlab_digits_page_init_all (self);
  normlab_digits_page_init_tools (self);
}
