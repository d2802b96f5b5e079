/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-shared-section.h"

#include <glib/gi18n-lib.h>

#include "normlab-number-row.h"
#include "normlab-value-text.h"

struct _NormlabSharedSection
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *seed;
  GtkWidget *repeats;
  GtkWidget *seeds;
  GtkWidget *numbers;
  GtkWidget *update;

  NormlabPlan *plan;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabSharedSection, normlab_shared_section, GTK_TYPE_WIDGET)

/* The drop-down's items: each of the words, then both. */
static const NormlabValue updates[] = {
  { NORMLAB_VALUE_WORD, .word = NORMLAB_UPDATE_ALL },
  { NORMLAB_VALUE_WORD, .word = NORMLAB_UPDATE_NOTEBOOK },
};
#define BOTH_UPDATES G_N_ELEMENTS (updates)

/* "Seeds 0–4", or all of them where they do not follow one another. */
static char *
describe_seeds (NormlabSharedSection *self)
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

static void
on_changed (NormlabSharedSection *self)
{
  g_autoptr (GArray) update = normlab_plan_get_values (self->plan, NORMLAB_HYPERPARAMETER_UPDATE);
  g_autofree char *seeds = describe_seeds (self);
  guint32 first;
  guint n_seeds;

  self->loading = TRUE;
  normlab_plan_get_seeds (self->plan, &first, &n_seeds);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), first);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->repeats), n_seeds);
  gtk_label_set_label (GTK_LABEL (self->seeds), seeds != NULL ? seeds : "");
  gtk_widget_set_visible (self->seeds, seeds != NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->update),
                              update->len > 1 ? BOTH_UPDATES
                                              : g_array_index (update, NormlabValue, 0).word);
  self->loading = FALSE;
}

static void
on_seeds (NormlabSharedSection *self)
{
  if (!self->loading)
    normlab_plan_set_seeds (
        self->plan, (guint32) gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)),
        (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->repeats)));
}

static void
on_update (NormlabSharedSection *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->update));

  if (self->loading || self->plan == NULL || i > BOTH_UPDATES)
    return;
  normlab_plan_set_values (self->plan, NORMLAB_HYPERPARAMETER_UPDATE,
                           i < BOTH_UPDATES ? &updates[i] : updates, i < BOTH_UPDATES ? 1 : 2,
                           NULL);
}

static void
normlab_shared_section_dispose (GObject *object)
{
  NormlabSharedSection *self = NORMLAB_SHARED_SECTION (object);
  GtkWidget *child;

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (normlab_shared_section_parent_class)->dispose (object);
}

static void
normlab_shared_section_class_init (NormlabSharedSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_shared_section_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-shared-section.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabSharedSection, seed);
  gtk_widget_class_bind_template_child (widget_class, NormlabSharedSection, repeats);
  gtk_widget_class_bind_template_child (widget_class, NormlabSharedSection, seeds);
  gtk_widget_class_bind_template_child (widget_class, NormlabSharedSection, numbers);
  gtk_widget_class_bind_template_child (widget_class, NormlabSharedSection, update);
  gtk_widget_class_bind_template_callback (widget_class, on_seeds);
  gtk_widget_class_bind_template_callback (widget_class, on_update);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_shared_section_init (NormlabSharedSection *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_shared_section_new (NormlabPlan *plan)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *explanation;
  } numbers[] = {
    { NORMLAB_HYPERPARAMETER_ITERATIONS, N_("Training steps of each network") },
    { NORMLAB_HYPERPARAMETER_INTERVAL, N_("Steps from one measurement to the next") },
    { NORMLAB_HYPERPARAMETER_BATCH_SIZE, N_("Images in each step") },
    { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
      N_("How strongly weights are drawn to zero; 0 is off") },
    { NORMLAB_HYPERPARAMETER_DROPOUT, N_("Share of units left out in each step; 0 is off") },
  };
  NormlabSharedSection *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);

  self = g_object_new (NORMLAB_TYPE_SHARED_SECTION, NULL);
  self->plan = g_object_ref (plan);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gtk_box_append (
        GTK_BOX (self->numbers),
        normlab_number_row_new (plan, numbers[i].hyperparameter, _(numbers[i].explanation)));
  on_changed (self);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
