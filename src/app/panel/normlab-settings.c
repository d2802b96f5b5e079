/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-settings.h"

#include <glib/gi18n-lib.h>

#include "normlab-setting.h"

struct _NormlabSettings
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *seed;
  GtkWidget *repeats;
  GtkWidget *seeds;
  GtkWidget *numbers;
  GtkWidget *update;

  NormlabCompare *compare;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabSettings, normlab_settings, GTK_TYPE_WIDGET)

/* In the order of the drop-down's items. */
static const char *const updates[] = { "all", "notebook", "all;notebook" };

/* "Seeds 0–4", or all of them where they do not follow one another. */
static char *
describe_seeds (NormlabSettings *self)
{
  g_autofree char *text = normlab_compare_get_text (self->compare, NORMLAB_DIMENSION_SEED);
  g_auto (GStrv) seeds = g_strsplit (text, ";", -1);
  guint n = g_strv_length (seeds);
  guint64 first = g_ascii_strtoull (seeds[0], NULL, 10);
  g_autofree char *list = NULL;

  if (n == 1)
    return NULL;
  for (guint i = 1; i < n; i++)
    if (g_ascii_strtoull (seeds[i], NULL, 10) != first + i)
      {
        list = g_strjoinv (", ", seeds);
        return g_strdup_printf (_("Seeds %s"), list);
      }
  return g_strdup_printf (_("Seeds %s–%s: each network is trained %u times"), seeds[0],
                          seeds[n - 1], n);
}

static void
changed_cb (NormlabSettings *self)
{
  g_autofree char *update = normlab_compare_get_text (self->compare, NORMLAB_DIMENSION_UPDATE);
  g_autofree char *seeds = describe_seeds (self);
  guint32 first;
  guint n_seeds;

  self->loading = TRUE;
  normlab_compare_get_seeds (self->compare, &first, &n_seeds);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), first);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->repeats), n_seeds);
  gtk_label_set_label (GTK_LABEL (self->seeds), seeds != NULL ? seeds : "");
  gtk_widget_set_visible (self->seeds, seeds != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    if (g_str_equal (update, updates[i]))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->update), i);
  self->loading = FALSE;
}

static void
seeds_cb (NormlabSettings *self)
{
  if (!self->loading)
    normlab_compare_set_seeds (
        self->compare, (guint32) gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)),
        (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->repeats)));
}

static void
update_cb (NormlabSettings *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->update));

  if (!self->loading && self->compare != NULL && i < G_N_ELEMENTS (updates))
    normlab_compare_set_text (self->compare, NORMLAB_DIMENSION_UPDATE, updates[i], NULL);
}

static void
normlab_settings_dispose (GObject *object)
{
  NormlabSettings *self = NORMLAB_SETTINGS (object);
  GtkWidget *child;

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->compare);

  G_OBJECT_CLASS (normlab_settings_parent_class)->dispose (object);
}

static void
normlab_settings_class_init (NormlabSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_settings_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabSettings, seed);
  gtk_widget_class_bind_template_child (widget_class, NormlabSettings, repeats);
  gtk_widget_class_bind_template_child (widget_class, NormlabSettings, seeds);
  gtk_widget_class_bind_template_child (widget_class, NormlabSettings, numbers);
  gtk_widget_class_bind_template_child (widget_class, NormlabSettings, update);
  gtk_widget_class_bind_template_callback (widget_class, seeds_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_settings_init (NormlabSettings *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_settings_new (NormlabCompare *compare)
{
  static const struct
  {
    NormlabDimension dimension;
    const char *explanation;
  } numbers[] = {
    { NORMLAB_DIMENSION_ITERATIONS, N_("Training steps of each network") },
    { NORMLAB_DIMENSION_INTERVAL, N_("Steps from one measurement to the next") },
    { NORMLAB_DIMENSION_BATCH_SIZE, N_("Images in each step") },
    { NORMLAB_DIMENSION_WEIGHT_DECAY, N_("How strongly weights are drawn to zero; 0 is off") },
    { NORMLAB_DIMENSION_DROPOUT, N_("Share of units left out in each step; 0 is off") },
  };
  NormlabSettings *self;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (compare), NULL);

  self = g_object_new (NORMLAB_TYPE_SETTINGS, NULL);
  self->compare = g_object_ref (compare);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gtk_box_append (GTK_BOX (self->numbers),
                    normlab_setting_new (compare, numbers[i].dimension, _(numbers[i].explanation)));
  changed_cb (self);
  g_signal_connect_object (compare, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
