/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-button.h"

#include <glib/gi18n-lib.h>

#include "normlab-data-format.h"
#include "normlab-menu.h"

struct _NormlabDataButton
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *button;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkImage *sign;
  GMenu *menu;

  /* Owned */
  GMenu *recent;
};

G_DEFINE_FINAL_TYPE (NormlabDataButton, normlab_data_button, GTK_TYPE_WIDGET)

char *
normlab_data_button_get_title (const char *path)
{
  return path != NULL && *path != '\0' ? g_filename_display_basename (path)
                                       : g_strdup (_(normlab_data_format_find (NULL)->title));
}

static void
show (NormlabDataButton *self, const char *title, const char *subtitle, gboolean loading)
{
  g_autofree char *label = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* What is odd about the data or has been put right, in lines behind what the button is for. */
static void
show_notes (NormlabDataButton *self, const NormlabDataset *dataset)
{
  static const char *const none[] = { NULL };
  const char *const *notes = dataset != NULL ? normlab_dataset_get_notes (dataset) : none;
  g_autofree char *lines = g_strjoinv ("\n", (char **) notes);
  g_autofree char *text = g_strconcat (_("The images that are learnt; click for others"),
                                       *lines != '\0' ? "\n\n" : NULL, lines, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->sign), *lines != '\0');
  gtk_image_set_from_icon_name (self->sign, dataset != NULL && normlab_dataset_is_odd (dataset)
                                                ? "dialog-warning-symbolic"
                                                : "dialog-information-symbolic");
  gtk_widget_set_tooltip_text (self->button, text);
}

void
normlab_data_button_set_dataset (NormlabDataButton *self, NormlabDataset *dataset)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *reading;

  g_return_if_fail (NORMLAB_IS_DATA_BUTTON (self));

  show_notes (self, dataset);
  if (dataset == NULL)
    {
      show (self, _("No data"), _("Choose some here"), FALSE);
      return;
    }
  title = normlab_data_button_get_title (normlab_dataset_get_path (dataset));
  /* Translators: numbers of training and test images, then their height and width in pixels */
  subtitle = g_strdup_printf (
      _("%'u + %'u images, %u×%u"), normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING),
      normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST),
      normlab_dataset_get_rows (dataset), normlab_dataset_get_columns (dataset));
  reading
      = normlab_reading_describe (normlab_data_id_get_reading (normlab_dataset_get_id (dataset)));
  if (reading != NULL)
    {
      g_autofree char *size = g_steal_pointer (&subtitle);

      /* Translators: "60,000 + 10,000 images, 28×28", and how they are read: "inverted" */
      subtitle = g_strdup_printf (_("%s, %s"), size, reading);
    }
  show (self, title, subtitle, FALSE);
}

void
normlab_data_button_set_loading (NormlabDataButton *self, const char *path)
{
  g_autofree char *title = NULL;

  g_return_if_fail (NORMLAB_IS_DATA_BUTTON (self));

  show_notes (self, NULL);
  title = normlab_data_button_get_title (path);
  show (self, title, path != NULL ? _("Loading…") : _("Drawing…"), TRUE);
}

/* As the menu shows it: an underscore is no mnemonic. */
static char *
label_recent (const char *path, NormlabReading reading)
{
  g_autofree char *name = g_filename_display_name (path);
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  if (reading == NORMLAB_READING_PLAIN)
    return g_steal_pointer (&escaped);
  return g_strdup_printf (C_("data set", "%s (%s)"), escaped, normlab_reading_describe (reading));
}

void
normlab_data_button_set_recent (NormlabDataButton *self,
                                const char *const *paths,
                                const NormlabReading *readings)
{
  g_return_if_fail (NORMLAB_IS_DATA_BUTTON (self));

  g_menu_remove_all (self->recent);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *label
          = label_recent (paths[i], readings != NULL ? readings[i] : NORMLAB_READING_PLAIN);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.use-data", "s", paths[i]);
      g_menu_append_item (self->recent, item);
    }
}

static void
normlab_data_button_dispose (GObject *object)
{
  NormlabDataButton *self = NORMLAB_DATA_BUTTON (object);

  if (self->button != NULL)
    normlab_menu_empty (G_MENU_MODEL (self->menu));
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->recent);

  G_OBJECT_CLASS (normlab_data_button_parent_class)->dispose (object);
}

static void
normlab_data_button_class_init (NormlabDataButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_data_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-data-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, button);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, subtitle);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, sign);
  gtk_widget_class_bind_template_child (widget_class, NormlabDataButton, menu);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_data_button_init (NormlabDataButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->recent = g_menu_new ();
  g_menu_append_section (self->menu, _("Recent data"), G_MENU_MODEL (self->recent));
}
