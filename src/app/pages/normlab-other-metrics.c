/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-other-metrics.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-run-foreign.h"

/* The widest name that is seen whole, in characters. */
#define MAX_WIDTH 18

struct _NormlabOtherMetrics
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  GStrv names; /* behind the first one, which stands for none */
  gboolean offering;
};

G_DEFINE_FINAL_TYPE (NormlabOtherMetrics, normlab_other_metrics, GTK_TYPE_WIDGET)

/* Whether a run of another program has anything of it. */
static gboolean
is_foreign (GListModel *runs, NormlabMetric metric)
{
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      guint n;

      normlab_run_get_samples_of (normlab_run_item_get_run (item), metric, &n);
      if (n > 0)
        return TRUE;
    }
  return FALSE;
}

/* What there is to see where nothing is trained here and nobody has measured @metric: the first
 * that somebody has. */
static NormlabMetric
find_any (NormlabLab *lab, NormlabMetric metric)
{
  GListModel *runs = normlab_lab_get_runs (lab);

  if (g_list_model_get_n_items (normlab_lab_get_networks (lab)) > 0 || is_foreign (runs, metric))
    return metric;
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      g_autoptr (GArray) metrics
          = normlab_run_list_foreign_metrics (normlab_run_item_get_run (item));

      if (metrics->len > 0)
        return g_array_index (metrics, NormlabMetric, 0);
    }
  return metric;
}

NormlabMetric
normlab_other_metrics_get_shown (GSettings *settings, NormlabLab *lab)
{
  g_autofree char *name = g_settings_get_string (settings, "other-metric");

  if (*name != '\0')
    {
      NormlabMetric metric = normlab_metric_of_foreign (name);

      if (normlab_lab_has_metric (lab, metric))
        return metric;
    }
  return find_any (lab, (NormlabMetric) g_settings_get_enum (settings, "metric"));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* Of all that the runs have and that is none of the table's metrics. */
static GStrv
list_names (NormlabLab *lab)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *names = g_ptr_array_new ();
  GListModel *runs = normlab_lab_get_runs (lab);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      g_autoptr (GArray) metrics
          = normlab_run_list_foreign_metrics (normlab_run_item_get_run (item));

      for (guint m = 0; m < metrics->len; m++)
        {
          NormlabMetric metric = g_array_index (metrics, NormlabMetric, m);

          if ((guint) metric >= NORMLAB_METRIC_FOREIGN
              && g_hash_table_add (seen, GINT_TO_POINTER (metric)))
            g_ptr_array_add (names, g_strdup (normlab_metric_get_info (metric)->word));
        }
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

static void
on_selected (NormlabOtherMetrics *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  g_autofree char *state = NULL;

  if (self->offering || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  state = g_strconcat (NORMLAB_OTHER_METRIC_PREFIX, self->names[selected - 1], NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.shown-metric", "s", state);
}

static void
set_names (NormlabOtherMetrics *self, GStrv names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_strfreev (self->names);
  self->names = names;
  /* Translators: at the head of a list of what other programs measure, where none of it is
   * chosen */
  gtk_string_list_append (list, _("Other"));
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, names[i]);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (list));
}

void
normlab_other_metrics_offer (NormlabOtherMetrics *self, NormlabLab *lab, NormlabMetric shown)
{
  GStrv names = list_names (lab);
  guint selected = 0;

  g_return_if_fail (NORMLAB_IS_OTHER_METRICS (self));

  self->offering = TRUE;
  if (self->names == NULL
      || !g_strv_equal ((const char *const *) names, (const char *const *) self->names))
    set_names (self, names);
  else
    g_strfreev (names);
  for (guint i = 0; (guint) shown >= NORMLAB_METRIC_FOREIGN && self->names[i] != NULL; i++)
    if (strcmp (self->names[i], normlab_metric_get_info (shown)->word) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (self->drop_down, selected);
  self->offering = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->names[0] != NULL);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_WIDTH);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, name);
}

static void
normlab_other_metrics_dispose (GObject *object)
{
  NormlabOtherMetrics *self = NORMLAB_OTHER_METRICS (object);

  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;
  g_clear_pointer (&self->names, g_strfreev);

  G_OBJECT_CLASS (normlab_other_metrics_parent_class)->dispose (object);
}

static void
normlab_other_metrics_class_init (NormlabOtherMetricsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_other_metrics_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_other_metrics_init (NormlabOtherMetrics *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_factory (self->drop_down, factory);
  g_object_unref (factory);
  gtk_drop_down_set_expression (
      self->drop_down, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (self->drop_down, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _("What other programs measure"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What other programs measure"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
normlab_other_metrics_new (void)
{
  return g_object_new (NORMLAB_TYPE_OTHER_METRICS, NULL);
}
