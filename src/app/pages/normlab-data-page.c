/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-page.h"

#include <glib/gi18n-lib.h>

#include "normlab-album-snapshot.h"
#include "normlab-album-source.h"
#include "normlab-album-view.h"
#include "normlab-chart-widget-style.h"
#include "normlab-page-frame.h"
#include "normlab-wrap-layout.h"

/* Pixels of what leaves the program where there is little on screen to take the size from. */
#define MIN_WIDTH 640

struct _NormlabDataPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkToggleButton *test_button;
  GtkWidget *back_button;
  GtkWidget *on_button;
  GtkLabel *range_label;
  GtkWidget *inverted_switch;
  GtkWidget *turned_switch;
  GtkWidget *notes;
  GtkImage *notes_sign;
  GtkLabel *notes_label;
  NormlabAlbumView *view;

  /* Owned */
  NormlabLab *lab;
  NormlabDataset *dataset; /* nullable: in use; its album is made when it is in sight */
  gboolean stale;
  char *summary;          /* nullable */
  NormlabPageFrame frame; /* in which it says what is in sight */
};

static void normlab_data_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabDataPage,
                               normlab_data_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE,
                                                      normlab_data_page_page_init))

static NormlabSplit
get_split (NormlabDataPage *self)
{
  return gtk_toggle_button_get_active (self->test_button) ? NORMLAB_SPLIT_TEST
                                                          : NORMLAB_SPLIT_TRAINING;
}

/* What is shown */

static void
show_range (GtkWidget *widget)
{
  NormlabDataPage *self = NORMLAB_DATA_PAGE (widget);
  NormlabAlbum *album = normlab_album_view_get_album (self->view);
  g_autofree char *text = NULL;
  guint first, n;

  normlab_album_view_get_range (self->view, &first, &n);
  /* Translators: the first and the last that are in sight, of the class that has most */
  text = album != NULL
             ? g_strdup_printf (_("Images %'u–%'u of %'u"), first + 1, first + n, album->n_longest)
             : g_strdup ("");
  gtk_label_set_text (self->range_label, text);
  gtk_widget_set_sensitive (self->back_button, first > 0);
  gtk_widget_set_sensitive (self->on_button, album != NULL && first + n < album->n_longest);
}

/* Not while things get their places. */
static void
on_moved (NormlabDataPage *self)
{
  normlab_page_frame_ask (&self->frame);
}

static void
show_notes (NormlabDataPage *self)
{
  const char *const *notes = normlab_dataset_get_notes (self->dataset);
  g_autofree char *text = g_strjoinv ("\n", (char **) notes);

  gtk_widget_set_visible (self->notes, *text != '\0');
  gtk_label_set_text (self->notes_label, text);
  gtk_image_set_from_icon_name (self->notes_sign, normlab_dataset_is_odd (self->dataset)
                                                      ? "dialog-warning-symbolic"
                                                      : "dialog-information-symbolic");
}

static void
bring_up_to_date (NormlabDataPage *self)
{
  NormlabAlbum *album;

  if (!self->stale || self->dataset == NULL)
    return;
  self->stale = FALSE;
  album = normlab_album_source_create (self->dataset, get_split (self));
  normlab_album_view_set_album (self->view, album);
  show_notes (self);
  g_free (self->summary);
  self->summary = g_strdup (album->summary);
  g_object_notify (G_OBJECT (self), "summary");
}

static void
expire (NormlabDataPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bring_up_to_date (self);
}

static void
on_data_changed (NormlabDataPage *self)
{
  NormlabDataset *dataset = normlab_lab_get_dataset (self->lab);

  if (dataset == self->dataset)
    return;
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = dataset != NULL ? normlab_dataset_ref (dataset) : NULL;
  /* Not to keep the data of before in memory while nobody looks. */
  normlab_album_view_set_album (self->view, NULL);
  expire (self);
  g_object_notify (G_OBJECT (self), "has-content");
}

static char *
on_describe (NormlabDataPage *self, guint number)
{
  return normlab_album_source_describe (self->dataset, get_split (self), number);
}

static void
on_back (NormlabDataPage *self)
{
  normlab_album_view_turn_page (self->view, -1);
}

static void
on_on (NormlabDataPage *self)
{
  normlab_album_view_turn_page (self->view, 1);
}

/* As a page */

static void
normlab_data_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  NormlabDataPage *self = NORMLAB_DATA_PAGE (page);

  g_return_if_fail (self->lab == NULL);

  self->lab = g_object_ref (lab);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  on_data_changed (self);
}

static NormlabPageSnapshot *
normlab_data_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabDataPage *self = NORMLAB_DATA_PAGE (page);
  const NormlabChartTheme theme = NORMLAB_CHART_THEME_PRINT;
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  NormlabChartStyle style;
  guint first, n;

  bring_up_to_date (self);
  if (purpose == NORMLAB_PAGE_PURPOSE_FILE)
    normlab_chart_style_init (&style, theme);
  else
    normlab_chart_style_init_from_widget (&style, GTK_WIDGET (self), 1, &theme);
  normlab_album_view_get_range (self->view, &first, &n);
  /* Translators: what a file with a picture of this page is called */
  return normlab_album_snapshot_new (
      C_("file name", "data"), normlab_album_ref (normlab_album_view_get_album (self->view)),
      &style, first, MAX (width, MIN_WIDTH),
      gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
}

static gboolean
normlab_data_page_get_is_preview (NormlabPage *page)
{
  return TRUE;
}

static void
normlab_data_page_set_scale (NormlabPage *page, double scale)
{
  normlab_album_view_set_scale (NORMLAB_DATA_PAGE (page)->view, scale);
}

static void
normlab_data_page_set_projected (NormlabPage *page, gboolean projected)
{
  gtk_widget_set_visible (NORMLAB_DATA_PAGE (page)->tools, !projected);
}

static void
normlab_data_page_page_init (NormlabPageInterface *iface)
{
  iface->set_up = normlab_data_page_set_up;
  iface->create_snapshot = normlab_data_page_create_snapshot;
  iface->get_is_preview = normlab_data_page_get_is_preview;
  iface->set_scale = normlab_data_page_set_scale;
  iface->set_projected = normlab_data_page_set_projected;
}

/* As a widget */

static void
normlab_data_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_data_page_parent_class)->map (widget);

  bring_up_to_date (NORMLAB_DATA_PAGE (widget));
  on_moved (NORMLAB_DATA_PAGE (widget));
}

static void
normlab_data_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_data_page_parent_class)->unmap (widget);

  normlab_page_frame_forget (&NORMLAB_DATA_PAGE (widget)->frame);
}

static gboolean
normlab_data_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NORMLAB_DATA_PAGE (widget)->view));
}

static void
normlab_data_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabDataPage *self = NORMLAB_DATA_PAGE (object);
  const NormlabPageValues values
      = { C_("page", "Data"), "image-x-generic-symbolic", self->dataset != NULL, self->summary };

  normlab_page_get_value (object, id, value, pspec, &values);
}

static void
normlab_data_page_dispose (GObject *object)
{
  NormlabDataPage *self = NORMLAB_DATA_PAGE (object);

  normlab_page_frame_forget (&self->frame);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_data_page_parent_class)->dispose (object);
}

static void
normlab_data_page_finalize (GObject *object)
{
  g_free (NORMLAB_DATA_PAGE (object)->summary);

  G_OBJECT_CLASS (normlab_data_page_parent_class)->finalize (object);
}

static void
normlab_data_page_class_init (NormlabDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_data_page_get_property;
  object_class->dispose = normlab_data_page_dispose;
  object_class->finalize = normlab_data_page_finalize;
  widget_class->map = normlab_data_page_map;
  widget_class->unmap = normlab_data_page_unmap;
  widget_class->grab_focus = normlab_data_page_grab_focus;

  normlab_page_override_properties (object_class);

  g_type_ensure (NORMLAB_TYPE_ALBUM_VIEW);
  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, tools);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, test_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, on_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, range_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, inverted_switch);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, turned_switch);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, notes);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, notes_sign);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, notes_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataPage, view);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_data_page_init (NormlabDataPage *self)
{
  self->frame = (NormlabPageFrame){ GTK_WIDGET (self), show_range };
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->test_button, "toggled", G_CALLBACK (expire), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->back_button, "clicked", G_CALLBACK (on_back), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->on_button, "clicked", G_CALLBACK (on_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "describe", G_CALLBACK (on_describe), self,
                           G_CONNECT_SWAPPED);
}
