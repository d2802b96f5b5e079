/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-train-bar.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

struct _NormlabTrainBar
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *frame; /* around the button, whose own sensitivity is its action's */
  GtkWidget *button;
  GtkWidget *description;
  GtkWidget *reason;

  NormlabPlan *plan;
  char *problem;  /* nullable: with what stands in a field */
  char *obstacle; /* nullable: why nothing can be trained, whatever is ticked */
};

G_DEFINE_FINAL_TYPE (NormlabTrainBar, normlab_train_bar, GTK_TYPE_WIDGET)

/* "2 × 3 × 2", and what that counts; NULL for no product. */
static char *
describe_product (NormlabTrainBar *self)
{
  g_autoptr (GString) factors = g_string_new (NULL);

  if (normlab_plan_get_is_fixed (self->plan))
    return NULL;
  for (guint pass = 0; pass < 2; pass++)
    for (guint d = 0, n_seen = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
      {
        guint n = normlab_plan_get_n_ticked (self->plan, (NormlabHyperparameter) d);

        if (n == 1)
          continue;
        if (pass == 0)
          g_string_append_printf (factors, "%s%u", n_seen > 0 ? " × " : "", n);
        else
          g_string_append_printf (factors, "%s%s", n_seen > 0 ? " × " : "\n",
                                  normlab_hyperparameter_get_title ((NormlabHyperparameter) d));
        n_seen++;
      }
  return factors->len > 0 ? g_string_free (g_steal_pointer (&factors), FALSE) : NULL;
}

/* Why nothing can be trained; NULL if it can. */
static char *
find_reason (NormlabTrainBar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (self->plan, &error);
  NormlabHyperparameter hyperparameter;

  if (self->problem != NULL)
    return g_strdup (self->problem);
  if (recipes != NULL)
    return g_strdup (self->obstacle);
  if (!normlab_hyperparameter_of_error (error, &hyperparameter))
    return g_strdup (error->message);
  /* Translators: a setting, and what is wrong with it */
  return g_strdup_printf (_("%s: %s"), normlab_hyperparameter_get_title (hyperparameter),
                          normlab_error_get_reason (error));
}

static void
on_changed (NormlabTrainBar *self)
{
  double n = normlab_plan_get_n_recipes (self->plan);
  g_autofree char *number = g_strdup_printf ("%.0f", n);
  g_autofree char *label = NULL;
  g_autofree char *product = describe_product (self);
  g_autofree char *description = normlab_plan_describe (self->plan);
  g_autofree char *reason = find_reason (self);

  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Train %s network", "_Train %s networks",
                                        (gulong) MIN (n, G_MAXINT)),
                           number);
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  /* GTK 4.8 would say it twice, once with the underscore: the label names the button already. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_widget_set_tooltip_text (self->frame, reason != NULL ? reason : product);
  gtk_widget_set_sensitive (self->frame, reason == NULL);
  gtk_label_set_label (GTK_LABEL (self->description), description);
  gtk_widget_set_visible (self->description, reason == NULL);
  gtk_label_set_label (GTK_LABEL (self->reason), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason, reason != NULL);
}

static void
normlab_train_bar_dispose (GObject *object)
{
  NormlabTrainBar *self = NORMLAB_TRAIN_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->obstacle, g_free);

  G_OBJECT_CLASS (normlab_train_bar_parent_class)->dispose (object);
}

static void
normlab_train_bar_class_init (NormlabTrainBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_train_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-train-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabTrainBar, frame);
  gtk_widget_class_bind_template_child (widget_class, NormlabTrainBar, button);
  gtk_widget_class_bind_template_child (widget_class, NormlabTrainBar, description);
  gtk_widget_class_bind_template_child (widget_class, NormlabTrainBar, reason);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_train_bar_init (NormlabTrainBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
normlab_train_bar_set_plan (NormlabTrainBar *self, NormlabPlan *plan)
{
  g_return_if_fail (NORMLAB_IS_TRAIN_BAR (self));
  g_return_if_fail (self->plan == NULL);

  self->plan = g_object_ref (plan);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/* @text, which may be NULL, in @place. */
static void
put_text (NormlabTrainBar *self, char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  if (self->plan != NULL)
    on_changed (self);
}

void
normlab_train_bar_set_problem (NormlabTrainBar *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_TRAIN_BAR (self));

  put_text (self, &self->problem, text);
}

void
normlab_train_bar_set_obstacle (NormlabTrainBar *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_TRAIN_BAR (self));

  put_text (self, &self->obstacle, text);
}
