/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-candidate-group.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-box.h"
#include "normlab-error.h"
#include "normlab-isolated.h"
#include "normlab-layers-row.h"
#include "normlab-value-entry.h"
#include "normlab-value-text.h"
#include "normlab-wrap-layout.h"

/* How long the hint stays, in seconds. */
#define HINT_SECONDS 3

/* What there is to say about a hyperparameter besides its title. All are translated when shown. */
static const struct
{
  const char *explanation; /* nullable */
  const char *more;        /* what its button More… is called; nullable where no word needs it */
  const char *placeholder; /* of the entry that adds a value; nullable: there is none */
  const char *add;         /* what that entry is called */
} texts[NORMLAB_N_HYPERPARAMETERS] = {
  [NORMLAB_HYPERPARAMETER_BATCH_NORM] = { .more = N_("More normalizations") },
  [NORMLAB_HYPERPARAMETER_ACTIVATION] = { .more = N_("More activations") },
  [NORMLAB_HYPERPARAMETER_INIT] = { .more = N_("More initializations"),
                                    .placeholder = N_("Another σ"),
                                    .add = N_("Add a Gaussian of this standard deviation σ") },
  [NORMLAB_HYPERPARAMETER_LEARNING_RATE]
  = { .placeholder = N_("Another rate"), .add = N_("Add a learning rate") },
  [NORMLAB_HYPERPARAMETER_OPTIMIZER] = { .more = N_("More optimizers") },
  [NORMLAB_HYPERPARAMETER_ITERATIONS] = { .explanation = N_("Training steps of each network"),
                                          .placeholder = N_("Another value"),
                                          .add = N_("Add a number of steps") },
  [NORMLAB_HYPERPARAMETER_INTERVAL]
  = { .explanation = N_("Steps from one measurement to the next"),
      .placeholder = N_("Another value"),
      .add = N_("Add an interval") },
  [NORMLAB_HYPERPARAMETER_BATCH_SIZE] = { .explanation = N_("Images in each step"),
                                          .placeholder = N_("Another value"),
                                          .add = N_("Add a batch size") },
  [NORMLAB_HYPERPARAMETER_WEIGHT_DECAY]
  = { .explanation = N_("How strongly weights are drawn to zero; 0 is off"),
      .placeholder = N_("Another λ"),
      .add = N_("Add a weight decay λ") },
  [NORMLAB_HYPERPARAMETER_DROPOUT]
  = { .explanation = N_("Share of units left out in each step; 0 is off"),
      .placeholder = N_("Another share"),
      .add = N_("Add a dropout") },
  [NORMLAB_HYPERPARAMETER_UPDATE]
  = { .explanation = N_("What a step changes: everything that can be learned, or only the first "
                         "three layers’ weights and biases.") },
  [NORMLAB_HYPERPARAMETER_TRAINING_IMAGES]
  = { .explanation = N_("How many images each network trains on: the first of the training set"),
      .placeholder = N_("Another value"),
      .add = N_("Add a number of training images") },
  [NORMLAB_HYPERPARAMETER_LABEL_NOISE]
  = { .explanation = N_("Share p of the training labels that are drawn anew from all k classes, "
                         "the same for all networks. As a draw may hit the true class, a share of "
                         "p (1 − 1/k) ends up wrong: with 10 classes, 18 % for 20 %."),
      .placeholder = N_("Another share"),
      .add = N_("Add a label noise") },
  [NORMLAB_HYPERPARAMETER_BRANCH] = { .explanation = N_("What is different from some step on") },
};

struct _NormlabCandidateGroup
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *more;
  GtkWidget *arrow;
  GtkWidget *candidates;
  GtkWidget *message;
  GtkWidget *entry;
  GtkWidget *add;
  GtkWidget *hint;

  NormlabPlan *plan;
  NormlabHyperparameter hyperparameter;
  guint hint_source;
};

G_DEFINE_FINAL_TYPE (NormlabCandidateGroup, normlab_candidate_group, GTK_TYPE_WIDGET)

/* What keeps the networks from being made, where it is this. */
static void
show_message (NormlabCandidateGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (self->plan, &error);
  NormlabHyperparameter hyperparameter;
  gboolean own = recipes == NULL && normlab_hyperparameter_of_error (error, &hyperparameter)
                 && hyperparameter == self->hyperparameter;

  gtk_label_set_label (GTK_LABEL (self->message), own ? normlab_error_get_reason (error) : "");
  gtk_widget_set_visible (self->message, own);
}

static void
on_changed (NormlabCandidateGroup *self)
{
  guint n = normlab_plan_get_factor (self->plan, self->hyperparameter);
  g_autofree char *factor = g_strdup_printf ("× %u", n);
  g_autofree char *badge = normlab_isolated (self->badge, factor);

  gtk_label_set_label (GTK_LABEL (self->badge), badge);
  /* Its room is kept, so that nothing moves when it comes. */
  gtk_widget_set_opacity (self->badge, n > 1 ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_STATE_HIDDEN, n <= 1,
                               -1);
  show_message (self);
}

static void
fold (NormlabCandidateGroup *self, GtkWidget *child)
{
  gboolean folded = !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more));

  if (NORMLAB_IS_CANDIDATE_BOX (child))
    normlab_candidate_box_set_folded (NORMLAB_CANDIDATE_BOX (child), folded);
}

/* What had the focus and is folded away leaves it to the button that brings it back. */
static void
on_more (NormlabCandidateGroup *self)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                active ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_STATE_EXPANDED, active,
                               -1);
  for (GtkWidget *child = gtk_widget_get_first_child (self->candidates); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fold (self, child);
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->candidates)
      && !gtk_widget_is_visible (focus))
    gtk_widget_grab_focus (self->more);
}

static gboolean
on_hint_timeout (gpointer data)
{
  NormlabCandidateGroup *self = data;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), FALSE);
  self->hint_source = 0;
  return G_SOURCE_REMOVE;
}

static void
on_refused (NormlabCandidateGroup *self, guint hyperparameter)
{
  gboolean several = normlab_plan_get_n_ticked (self->plan, self->hyperparameter) > 1;
  GtkWidget *words = gtk_revealer_get_child (GTK_REVEALER (self->hint));

  if (hyperparameter != self->hyperparameter)
    return;
  gtk_label_set_label (GTK_LABEL (words),
                       several ? _("One network stays") : _("One stays ticked"));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), TRUE);
  g_clear_handle_id (&self->hint_source, g_source_remove);
  self->hint_source = g_timeout_add_seconds (HINT_SECONDS, on_hint_timeout, self);
}

static void
on_remove (NormlabCandidateGroup *self, NormlabCandidateBox *box)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, self->hyperparameter);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (candidate == normlab_candidate_box_get_candidate (box))
        {
          normlab_plan_remove (self->plan, self->hyperparameter, i);
          return;
        }
    }
}

static GtkWidget *
create_child (NormlabCandidateGroup *self, NormlabCandidate *candidate)
{
  GtkWidget *child;

  if (self->hyperparameter == NORMLAB_HYPERPARAMETER_HIDDEN)
    return normlab_layers_row_new (self->plan, candidate);
  child = normlab_candidate_box_new (candidate);
  g_signal_connect_object (child, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return child;
}

static void
on_items_changed (NormlabCandidateGroup *self,
                  guint position,
                  guint removed,
                  guint added,
                  GListModel *candidates)
{
  GtkWidget *child = gtk_widget_get_first_child (self->candidates);

  for (guint i = 0; i < position; i++)
    child = gtk_widget_get_next_sibling (child);
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (GTK_BOX (self->candidates), child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, position + i);
      GtkWidget *new = create_child (self, candidate);

      fold (self, new);
      gtk_widget_insert_before (new, self->candidates, child);
    }
}

/* Several may be typed at once, "10; 50". A comma is what many people write for a point. */
static gboolean
on_commit (NormlabCandidateGroup *self, const char *text, GError **error)
{
  g_autofree char *numbers = g_strdelimit (g_strdup (text), ",", '.');
  g_autoptr (GArray) values = normlab_value_parse_list (self->hyperparameter, numbers, error);

  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    if (!normlab_plan_add (self->plan, self->hyperparameter, &normlab_values_peek (values)[i],
                           error))
      return FALSE;
  return TRUE;
}

static gboolean
is_offered (GListModel *candidates, const NormlabValue *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (normlab_value_equal (normlab_candidate_get_value (candidate), value))
        return TRUE;
    }
  return FALSE;
}

/* One more row: the last one with a layer more and, where that is offered already or cannot be,
 * with more units. */
static void
on_add (NormlabCandidateGroup *self)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN);
  guint n = g_list_model_get_n_items (candidates);
  g_autoptr (NormlabCandidate) last = g_list_model_get_item (candidates, n - 1);
  NormlabValue value = *normlab_candidate_get_value (last);

  if (value.layers.n < NORMLAB_MAX_HIDDEN)
    value.layers.units[value.layers.n++] = 20;
  for (guint i = 0; i < NORMLAB_MAX_UNITS; i++)
    {
      if (!is_offered (candidates, &value))
        {
          if (normlab_plan_add (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, &value, NULL))
            normlab_layers_row_edit (
                NORMLAB_LAYERS_ROW (gtk_widget_get_last_child (self->candidates)));
          return;
        }
      value.layers.units[0] = value.layers.units[0] % NORMLAB_MAX_UNITS + 1;
    }
}

static void
normlab_candidate_group_dispose (GObject *object)
{
  NormlabCandidateGroup *self = NORMLAB_CANDIDATE_GROUP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->hint_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (normlab_candidate_group_parent_class)->dispose (object);
}

static void
normlab_candidate_group_class_init (NormlabCandidateGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_candidate_group_dispose;

  g_type_ensure (NORMLAB_TYPE_VALUE_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-candidate-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, badge);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, more);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, arrow);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, candidates);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, message);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, add);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_commit);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
normlab_candidate_group_init (NormlabCandidateGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has_more (const NormlabHyperparameterInfo *info)
{
  for (guint i = 0; i < info->n_words; i++)
    if (info->words[i]->more)
      return TRUE;
  return FALSE;
}

static void
set_up_more (NormlabCandidateGroup *self)
{
  const char *name = texts[self->hyperparameter].more;
  gboolean shown = has_more (normlab_hyperparameter_get_info (self->hyperparameter));

  gtk_widget_set_visible (self->more, shown);
  if (!shown)
    return;
  g_return_if_fail (name != NULL);
  gtk_widget_set_tooltip_text (self->more, _(name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(name), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
}

static void
set_up_entry (NormlabCandidateGroup *self)
{
  const char *placeholder = texts[self->hyperparameter].placeholder;
  const char *add = texts[self->hyperparameter].add;

  gtk_widget_set_visible (self->entry, placeholder != NULL);
  if (placeholder == NULL)
    return;
  g_object_set (self->entry, "placeholder", _(placeholder), NULL);
  normlab_value_entry_set_title (NORMLAB_VALUE_ENTRY (self->entry),
                                 normlab_hyperparameter_get_title (self->hyperparameter), _(add));
  gtk_widget_set_tooltip_text (self->entry, _(add));
}

/* What can be added to the hyperparameter, and how it is laid out. */
static void
set_up (NormlabCandidateGroup *self)
{
  const char *title = normlab_hyperparameter_get_title (self->hyperparameter);
  const char *explanation = texts[self->hyperparameter].explanation;

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_name (GTK_WIDGET (self), normlab_hyperparameter_get_key (self->hyperparameter));

  gtk_widget_set_tooltip_text (self->title, explanation != NULL ? _(explanation) : NULL);
  set_up_more (self);
  set_up_entry (self);
  gtk_widget_set_visible (self->add, self->hyperparameter == NORMLAB_HYPERPARAMETER_HIDDEN);
  if (self->hyperparameter != NORMLAB_HYPERPARAMETER_HIDDEN)
    gtk_widget_set_layout_manager (self->candidates, normlab_wrap_layout_new (6));
}

GtkWidget *
normlab_candidate_group_new (NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  NormlabCandidateGroup *self;
  GListModel *candidates;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);

  self = g_object_new (NORMLAB_TYPE_CANDIDATE_GROUP, NULL);
  self->plan = g_object_ref (plan);
  self->hyperparameter = hyperparameter;
  set_up (self);

  candidates = normlab_plan_get_candidates (plan, hyperparameter);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (candidates), candidates);
  on_changed (self);
  g_signal_connect_object (candidates, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
