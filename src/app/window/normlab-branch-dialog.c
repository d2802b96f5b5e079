/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-branch-dialog.h"

#include <glib/gi18n-lib.h>

#include "normlab-branch-off.h"
#include "normlab-branch-text.h"
#include "normlab-error.h"
#include "normlab-field.h"
#include "normlab-number-check.h"
#include "normlab-value-text.h"

/* What can change, and where it stands. */
enum
{
  RATE,
  OPTIMIZER,
  UPDATE,
  DECAY,
  DROPOUT,
  N_FIELDS
};

static const NormlabHyperparameter hyperparameters[N_FIELDS] = {
  [RATE] = NORMLAB_HYPERPARAMETER_LEARNING_RATE, [OPTIMIZER] = NORMLAB_HYPERPARAMETER_OPTIMIZER,
  [UPDATE] = NORMLAB_HYPERPARAMETER_UPDATE,      [DECAY] = NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
  [DROPOUT] = NORMLAB_HYPERPARAMETER_DROPOUT,
};

struct _NormlabBranchDialog
{
  GtkWindow parent_instance;

  /* Template */
  GtkWidget *fields;
  GtkLabel *heading, *message, *number_message;
  GtkWidget *step, *end;
  GtkWidget *rate, *optimizer, *update, *decay, *dropout;
  GtkButton *train_button;

  GPtrArray *items; /* of NormlabRunItem */
  /* What stands in the fields, and what stood there before anybody changed it. */
  NormlabValue values[N_FIELDS], first[N_FIELDS];
  gboolean updating; /* what changes here is not a person's doing */
};

G_DEFINE_FINAL_TYPE (NormlabBranchDialog, normlab_branch_dialog, GTK_TYPE_WINDOW)

static guint signal_branch;

static GtkWidget *
get_field (NormlabBranchDialog *self, guint i)
{
  GtkWidget *const fields[N_FIELDS] = {
    [RATE] = self->rate,   [OPTIMIZER] = self->optimizer, [UPDATE] = self->update,
    [DECAY] = self->decay, [DROPOUT] = self->dropout,
  };

  return fields[i];
}

static const NormlabRecipe *
get_recipe (NormlabBranchDialog *self, guint i)
{
  return normlab_run_get_recipe (normlab_run_item_get_run (g_ptr_array_index (self->items, i)));
}

static guint
get_number (GtkWidget *spin)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));
}

/* What somebody has changed. */
static NormlabChange
get_change (NormlabBranchDialog *self)
{
  NormlabChange change = { 0 };

  for (guint i = 0; i < N_FIELDS; i++)
    if (!normlab_value_equal (&self->values[i], &self->first[i]))
      normlab_change_set_value (&change, hyperparameters[i], &self->values[i]);
  return change;
}

/* FALSE where it would be what it is. */
static gboolean
create_branch (NormlabBranchDialog *self, guint i, NormlabRecipe *branch)
{
  const NormlabChange change = get_change (self);

  return normlab_branch_off (get_recipe (self, i), get_number (self->step), &change,
                             get_number (self->end), branch);
}

static guint
count_branches (NormlabBranchDialog *self)
{
  NormlabRecipe branch;
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += create_branch (self, i, &branch) ? 1 : 0;
  return n;
}

/* What the button would do, or what is wrong. */
static void
update (NormlabBranchDialog *self)
{
  const char *problem = normlab_field_find_problem (self->fields);
  guint n = count_branches (self), n_shown = n > 0 ? n : self->items->len;
  g_autofree char *label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Train %u network", "Train %u networks", n_shown), n_shown);
  NormlabBranch branch = { 1, { get_change (self) } };
  g_autofree char *text = NULL;

  branch.changes[0].step = get_number (self->step);
  if (problem == NULL && n > 0)
    text = normlab_branch_get_label (&branch);
  gtk_button_set_label (self->train_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->train_button), problem == NULL && n > 0);
  if (problem == NULL && text == NULL)
    text = g_strdup (_("Change something: as it is, it would come to the same."));
  gtk_label_set_text (self->message, problem != NULL ? problem : text);
}

static void
on_entry_changed (NormlabBranchDialog *self, GtkEntry *entry)
{
  guint i = 0;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  while (get_field (self, i) != GTK_WIDGET (entry))
    i++;
  /* A comma is what many people write for a point. */
  g_strdelimit (text, ",", '.');
  normlab_value_parse (hyperparameters[i], text, &self->values[i], &error);
  normlab_field_set_problem (GTK_WIDGET (entry),
                             normlab_hyperparameter_get_title (hyperparameters[i]),
                             error != NULL ? normlab_error_get_reason (error) : NULL);
  update (self);
}

static void
on_selected (NormlabBranchDialog *self)
{
  if (self->updating)
    return;
  self->values[OPTIMIZER].word = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->optimizer));
  self->values[UPDATE].word = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->update));
  update (self);
}

static void
show_value (NormlabBranchDialog *self, guint i)
{
  GtkWidget *field = get_field (self, i);
  g_autofree char *text = NULL;

  if (GTK_IS_DROP_DOWN (field))
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (field), self->values[i].word);
      return;
    }
  text = normlab_value_format (hyperparameters[i], &self->values[i]);
  gtk_editable_set_text (GTK_EDITABLE (field), text);
  normlab_field_set_problem (field, NULL, NULL);
}

/* What nobody has touched is as the first run has it there. */
static void
on_step_changed (NormlabBranchDialog *self)
{
  guint step = get_number (self->step);
  const NormlabRecipe recipe = normlab_recipe_get_at (get_recipe (self, 0), MAX (step, 1));
  guint end = get_number (self->end);

  self->updating = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      gboolean untouched = normlab_value_equal (&self->values[i], &self->first[i]);

      self->first[i] = normlab_recipe_get_value (&recipe, hyperparameters[i]);
      if (!untouched || normlab_field_find_problem (get_field (self, i)) != NULL)
        continue;
      self->values[i] = self->first[i];
      show_value (self, i);
    }
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->end), step + 1, NORMLAB_MAX_ITERATIONS);
  if (end <= step)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->end), step + 1);
  self->updating = FALSE;
  update (self);
}

static void
on_end_changed (NormlabBranchDialog *self)
{
  if (!self->updating)
    update (self);
}

/* Whoever is told may do as it likes with the dialog. */
static void
on_train (NormlabBranchDialog *self)
{
  G_GNUC_UNUSED g_autoptr (NormlabBranchDialog) alive = g_object_ref (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      NormlabRecipe branch;

      if (create_branch (self, i, &branch))
        g_signal_emit (self, signal_branch, 0, g_ptr_array_index (self->items, i), &branch);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabBranchDialog *self = NORMLAB_BRANCH_DIALOG (widget);

  if (!self->updating && self->items != NULL)
    update (self);
}

static void
normlab_branch_dialog_dispose (GObject *object)
{
  g_clear_pointer (&NORMLAB_BRANCH_DIALOG (object)->items, g_ptr_array_unref);

  G_OBJECT_CLASS (normlab_branch_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-branch-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, NormlabBranchDialog, name)
  BIND (fields);
  BIND (heading);
  BIND (message);
  BIND (number_message);
  BIND (step);
  BIND (end);
  BIND (rate);
  BIND (optimizer);
  BIND (update);
  BIND (decay);
  BIND (dropout);
  BIND (train_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_train);
}

static void
normlab_branch_dialog_class_init (NormlabBranchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_branch_dialog_dispose;
  signal_branch = g_signal_new ("branch", NORMLAB_TYPE_BRANCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, NORMLAB_TYPE_RUN_ITEM, G_TYPE_POINTER);
  gtk_widget_class_install_action (widget_class, "fields.check", NULL, on_check);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (widget_class);
}

static void
fill (GtkWidget *drop_down, NormlabHyperparameter hyperparameter)
{
  const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < info->n_words; i++)
    gtk_string_list_append (labels, normlab_word_get_label (info->words[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (labels));
}

static void
normlab_branch_dialog_init (NormlabBranchDialog *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->optimizer, NORMLAB_HYPERPARAMETER_OPTIMIZER);
  fill (self->update, NORMLAB_HYPERPARAMETER_UPDATE);
  normlab_number_check_attach (GTK_SPIN_BUTTON (self->step), _("After step"),
                               self->number_message);
  normlab_number_check_attach (GTK_SPIN_BUTTON (self->end), _("Up to step"), self->number_message);
}

static void
connect_fields (NormlabBranchDialog *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (GTK_IS_DROP_DOWN (get_field (self, i)))
      g_signal_connect_object (get_field (self, i), "notify::selected", G_CALLBACK (on_selected),
                               self, G_CONNECT_SWAPPED);
    else
      g_signal_connect_object (get_field (self, i), "changed", G_CALLBACK (on_entry_changed), self,
                               G_CONNECT_SWAPPED);
  g_signal_connect_object (self->step, "value-changed", G_CALLBACK (on_step_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end, "value-changed", G_CALLBACK (on_end_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
set_heading (NormlabBranchDialog *self)
{
  guint n = self->items->len;
  g_autofree char *heading = NULL;

  if (n == 1)
    /* Translators: the name of a run */
    heading = g_strdup_printf (_("A branch of “%s”: the same network up to a step, and from there "
                                  "on trained otherwise."),
                               normlab_run_item_get_name (g_ptr_array_index (self->items, 0)));
  else
    heading = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "A branch of %u network: the same up to a step, and from there on trained "
                     "otherwise.",
                     "A branch of each of %u networks: the same up to a step, and from there on "
                     "trained otherwise.",
                     n),
        n);
  gtk_label_set_text (self->heading, heading);
}

/* The last step that all have done, and that of the one that trains longest. */
static void
set_numbers (NormlabBranchDialog *self, guint step)
{
  guint last = NORMLAB_MAX_ITERATIONS - 1, end = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (self->items, i));

      last = MIN (last, normlab_branch_off_get_last (run));
      end = MAX (end, normlab_run_get_recipe (run)->iterations);
    }
  step = MIN (step, last);
  /* Where they end, as many steps again. */
  if (end <= step)
    end = MIN (2 * step, NORMLAB_MAX_ITERATIONS);
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->step), 0, last);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->step), step);
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->end), step + 1, NORMLAB_MAX_ITERATIONS);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->end), end);
}

GtkWidget *
normlab_branch_dialog_new (GtkWindow *parent, GPtrArray *items, guint step)
{
  NormlabBranchDialog *self;

  g_return_val_if_fail (items != NULL && items->len > 0, NULL);

  self = g_object_new (NORMLAB_TYPE_BRANCH_DIALOG, "transient-for", parent, NULL);
  self->items = g_ptr_array_ref (items);
  set_heading (self);
  set_numbers (self, step);
  on_step_changed (self);
  connect_fields (self);
  gtk_widget_grab_focus (self->rate);
  return GTK_WIDGET (self);
}
