/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-start-page.h"

#include "normlab-card-layout.h"
#include "normlab-example-picture.h"
#include "normlab-session-row.h"

struct _NormlabStartPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *scroll;
  GtkWidget *cards;
  GtkWidget *last;
  GtkListBox *rows;

  GPtrArray *examples; /* of NormlabExample */
  NormlabSessionList *sessions;
};

G_DEFINE_FINAL_TYPE (NormlabStartPage, normlab_start_page, GTK_TYPE_WIDGET)

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* A picture, what it is, and what to look at. */
static GtkWidget *
create_card (const NormlabExample *example)
{
  const char *name = normlab_example_get_name (example);
  NormlabExperiment *experiment = normlab_example_get_experiment (example);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *title = create_label (normlab_experiment_get_title (experiment), "example-title");
  GtkWidget *hint = create_label (normlab_example_get_hint (example), "example-hint");

  gtk_box_append (GTK_BOX (box), normlab_example_picture_new (example));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, name);
  gtk_widget_add_css_class (button, "example");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, hint, NULL,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.try");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  return button;
}

static void
add_cards (NormlabStartPage *self)
{
  self->examples = normlab_example_load_all ();
  gtk_widget_set_layout_manager (self->cards, normlab_card_layout_new ());
  for (guint i = 0; i < self->examples->len; i++)
    gtk_widget_set_parent (create_card (g_ptr_array_index (self->examples, i)), self->cards);
}

/* Sessions */

static void
remove_rows (NormlabStartPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
}

/* A row that has the focus goes with all others: the list's next one is in its place. */
static void
on_sessions_changed (NormlabStartPage *self)
{
  GPtrArray *entries = normlab_session_list_get_entries (self->sessions);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->rows));

  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  remove_rows (self);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    gtk_list_box_append (self->rows, normlab_session_row_new (g_ptr_array_index (entries, i)));
  gtk_widget_set_visible (self->last, entries != NULL && entries->len > 0);
}

void
normlab_start_page_set_sessions (NormlabStartPage *self, NormlabSessionList *sessions)
{
  g_return_if_fail (NORMLAB_IS_START_PAGE (self));
  g_return_if_fail (NORMLAB_IS_SESSION_LIST (sessions));
  g_return_if_fail (self->sessions == NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions, "changed", G_CALLBACK (on_sessions_changed), self,
                           G_CONNECT_SWAPPED);
  on_sessions_changed (self);
}

/* As a widget */

static void
normlab_start_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_start_page_parent_class)->map (widget);

  g_signal_emit (widget, signals[SHOWN], 0);
}

static gboolean
normlab_start_page_grab_focus (GtkWidget *widget)
{
  NormlabStartPage *self = NORMLAB_START_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_first_child (self->cards));
}

static void
normlab_start_page_dispose (GObject *object)
{
  NormlabStartPage *self = NORMLAB_START_PAGE (object);
  GtkWidget *child;

  while (self->cards != NULL && (child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  self->cards = NULL;
  g_clear_object (&self->sessions);
  g_clear_pointer (&self->examples, g_ptr_array_unref);

  G_OBJECT_CLASS (normlab_start_page_parent_class)->dispose (object);
}

static void
normlab_start_page_class_init (NormlabStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_start_page_dispose;
  widget_class->map = normlab_start_page_map;
  widget_class->grab_focus = normlab_start_page_grab_focus;

  signals[SHOWN] = g_signal_new ("shown", NORMLAB_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabStartPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, NormlabStartPage, cards);
  gtk_widget_class_bind_template_child (widget_class, NormlabStartPage, last);
  gtk_widget_class_bind_template_child (widget_class, NormlabStartPage, rows);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_start_page_init (NormlabStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_cards (self);
}
