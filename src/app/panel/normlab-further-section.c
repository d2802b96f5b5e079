/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-further-section.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-group.h"
#include "normlab-number-check.h"
#include "normlab-value-text.h"

struct _NormlabFurtherSection
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *seed;
  GtkWidget *seed_message;
  GtkWidget *repeats;
  GtkWidget *repeats_message;
  GtkWidget *seeds;
  GtkWidget *groups;

  GtkWidget *branches; /* borrowed: there only where an experiment has some */
  NormlabPlan *plan;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabFurtherSection, normlab_further_section, GTK_TYPE_WIDGET)

/* "Seeds 0–4", or all of them where they do not follow one another. */
static char *
describe_seeds (NormlabFurtherSection *self)
{
  g_autoptr (GArray) values = normlab_plan_get_values (self->plan, NORMLAB_HYPERPARAMETER_SEED);
  const NormlabValue *seeds = normlab_values_peek (values);
  guint n = values->len;

  if (n == 1)
    return NULL;
  for (guint i = 1; i < n; i++)
    if (seeds[i].count != (guint64) seeds[0].count + i)
      {
        g_autofree char *list
            = normlab_value_format_list (NORMLAB_HYPERPARAMETER_SEED, seeds, n, ", ");

        return g_strdup_printf (_("Seeds %s"), list);
      }
  return g_strdup_printf (_("Seeds %u–%u: each network is trained %u times"), seeds[0].count,
                          seeds[n - 1].count, n);
}

static gboolean
has_branches (NormlabFurtherSection *self)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, NORMLAB_HYPERPARAMETER_BRANCH);
  g_autoptr (NormlabCandidate) first = g_list_model_get_item (candidates, 0);

  return g_list_model_get_n_items (candidates) > 1
         || normlab_candidate_get_value (first)->branch.n > 0;
}

static void
on_changed (NormlabFurtherSection *self)
{
  g_autofree char *seeds = describe_seeds (self);
  guint32 first;
  guint n_seeds;

  gtk_widget_set_visible (self->branches, has_branches (self));
  self->loading = TRUE;
  normlab_plan_get_seeds (self->plan, &first, &n_seeds);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), first);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->repeats), n_seeds);
  gtk_label_set_label (GTK_LABEL (self->seeds), seeds != NULL ? seeds : "");
  gtk_widget_set_visible (self->seeds, seeds != NULL);
  self->loading = FALSE;
}

static void
on_seeds (NormlabFurtherSection *self)
{
  if (!self->loading)
    normlab_plan_set_seeds (
        self->plan, (guint32) gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)),
        (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->repeats)));
}

static void
normlab_further_section_dispose (GObject *object)
{
  NormlabFurtherSection *self = NORMLAB_FURTHER_SECTION (object);
  GtkWidget *child;

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (normlab_further_section_parent_class)->dispose (object);
}

static void
normlab_further_section_class_init (NormlabFurtherSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_further_section_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-further-section.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, seed);
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, seed_message);
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, repeats);
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, repeats_message);
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, seeds);
  gtk_widget_class_bind_template_child (widget_class, NormlabFurtherSection, groups);
  gtk_widget_class_bind_template_callback (widget_class, on_seeds);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_further_section_init (NormlabFurtherSection *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  normlab_number_check_attach (GTK_SPIN_BUTTON (self->seed), _("First seed"),
                               GTK_LABEL (self->seed_message));
  normlab_number_check_attach (GTK_SPIN_BUTTON (self->repeats), _("Number of seeds"),
                               GTK_LABEL (self->repeats_message));
}

GtkWidget *
normlab_further_section_new (NormlabPlan *plan)
{
  static const NormlabHyperparameter hyperparameters[] = {
    NORMLAB_HYPERPARAMETER_ITERATIONS,      NORMLAB_HYPERPARAMETER_INTERVAL,
    NORMLAB_HYPERPARAMETER_BATCH_SIZE,      NORMLAB_HYPERPARAMETER_DROPOUT,
    NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,    NORMLAB_HYPERPARAMETER_UPDATE,
    NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, NORMLAB_HYPERPARAMETER_LABEL_NOISE,
  };
  NormlabFurtherSection *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);

  self = g_object_new (NORMLAB_TYPE_FURTHER_SECTION, NULL);
  self->plan = g_object_ref (plan);
  for (guint i = 0; i < G_N_ELEMENTS (hyperparameters); i++)
    gtk_box_append (GTK_BOX (self->groups), normlab_candidate_group_new (plan, hyperparameters[i]));
  self->branches = normlab_candidate_group_new (plan, NORMLAB_HYPERPARAMETER_BRANCH);
  gtk_box_append (GTK_BOX (self->groups), self->branches);
  on_changed (self);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
