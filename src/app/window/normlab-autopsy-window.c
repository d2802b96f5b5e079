/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-autopsy-window.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-autopsy-words.h"
#include "normlab-examination.h"

/* From one look at how far it is to the next, ms. */
#define PERIOD 100

struct _NormlabAutopsyWindow
{
  GtkWindow parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *name;
  GtkProgressBar *progress;
  GtkLabel *message;
  GtkLabel *sentence;
  GtkGrid *table;
  GtkButton *copy_button;

  NormlabExamination *examination;
  guint source; /* while it lasts */
};

G_DEFINE_FINAL_TYPE (NormlabAutopsyWindow, normlab_autopsy_window, GTK_TYPE_WINDOW)

/* The table: time goes to the right, as in every chart; the layers stand beneath one another. */

static void
add_cell (NormlabAutopsyWindow *self, int column, int row, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column > 0 ? 1 : 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
add_number (NormlabAutopsyWindow *self, int column, int row, double value)
{
  g_autofree char *text = normlab_autopsy_get_figure (value);

  add_cell (self, column, row, text, isfinite (value) ? NULL : "error");
}

/* A quantity of a layer in each of the steps. */
static void
add_quantity (NormlabAutopsyWindow *self,
              GPtrArray *all,
              guint layer,
              int row,
              const char *title,
              gsize offset)
{
  add_cell (self, 0, row, title, "quantity");
  for (guint i = 0; i < all->len; i++)
    {
      const NormlabVitals *vitals = g_ptr_array_index (all, i);

      add_number (self, (int) i + 1, row,
                  (double) G_STRUCT_MEMBER (float, &vitals->layers[layer], offset));
    }
}

/* Returns the row behind it. */
static int
add_layer (NormlabAutopsyWindow *self, GPtrArray *all, guint layer, gboolean hidden, int row)
{
  g_autofree char *title = g_strdup_printf (_("Layer %u"), layer + 1);

  add_cell (self, 0, row++, title, "heading");
  add_quantity (self, all, layer, row++, _("|Pre-activation|"),
                G_STRUCT_OFFSET (NormlabVitalsLayer, pre));
  if (hidden)
    add_quantity (self, all, layer, row++, _("|Activation|"),
                  G_STRUCT_OFFSET (NormlabVitalsLayer, out));
  add_quantity (self, all, layer, row++, _("‖Gradient‖"),
                G_STRUCT_OFFSET (NormlabVitalsLayer, gradient));
  add_quantity (self, all, layer, row++, _("|Weight|"),
                G_STRUCT_OFFSET (NormlabVitalsLayer, weight));
  return row;
}

static void
fill_table (NormlabAutopsyWindow *self, const NormlabAutopsy *autopsy)
{
  int row = 2;

  add_cell (self, 0, 0, _("Step"), "heading");
  add_cell (self, 0, 1, _("Loss"), "heading");
  for (guint i = 0; i < autopsy->vitals->len; i++)
    {
      const NormlabVitals *vitals = g_ptr_array_index (autopsy->vitals, i);
      g_autofree char *step = g_strdup_printf ("%u", vitals->step);

      add_cell (self, (int) i + 1, 0, step, "heading");
      add_number (self, (int) i + 1, 1, vitals->loss);
    }
  for (guint layer = 0; layer <= autopsy->recipe.n_hidden; layer++)
    row = add_layer (self, autopsy->vitals, layer, layer < autopsy->recipe.n_hidden, row);
}

/* What is there to see */

static void
show (NormlabAutopsyWindow *self)
{
  const NormlabAutopsy *autopsy = normlab_examination_get_autopsy (self->examination);
  const char *message = normlab_examination_get_message (self->examination);
  g_autofree char *sentence = NULL;

  if (autopsy != NULL)
    {
      sentence = normlab_autopsy_get_sentence (autopsy);
      gtk_label_set_text (self->sentence, sentence);
      fill_table (self, autopsy);
      gtk_stack_set_visible_child_name (self->stack, "found");
    }
  else if (message != NULL)
    {
      gtk_label_set_text (self->message, message);
      gtk_stack_set_visible_child_name (self->stack, "message");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), autopsy != NULL);
}

static void
on_done (NormlabAutopsyWindow *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  show (self);
}

static gboolean
on_time (gpointer user_data)
{
  NormlabAutopsyWindow *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, normlab_examination_get_share (self->examination));
  return G_SOURCE_CONTINUE;
}

static void
on_copy (NormlabAutopsyWindow *self)
{
  g_autofree char *text
      = normlab_autopsy_to_text (normlab_examination_get_autopsy (self->examination));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
normlab_autopsy_window_dispose (GObject *object)
{
  NormlabAutopsyWindow *self = NORMLAB_AUTOPSY_WINDOW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->examination);

  G_OBJECT_CLASS (normlab_autopsy_window_parent_class)->dispose (object);
}

static void
normlab_autopsy_window_class_init (NormlabAutopsyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_autopsy_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-autopsy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, name);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, message);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, sentence);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, table);
  gtk_widget_class_bind_template_child (widget_class, NormlabAutopsyWindow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
normlab_autopsy_window_init (NormlabAutopsyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
normlab_autopsy_window_new (GtkWindow *parent, NormlabLab *lab, NormlabRunItem *item)
{
  NormlabAutopsyWindow *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (item), NULL);

  self = g_object_new (NORMLAB_TYPE_AUTOPSY_WINDOW, "transient-for", parent, NULL);
  gtk_label_set_text (self->name, normlab_run_item_get_name (item));
  self->examination = normlab_examination_new (lab, item);
  g_signal_connect_object (self->examination, "done", G_CALLBACK (on_done), self,
                           G_CONNECT_SWAPPED);
  if (!normlab_examination_is_done (self->examination))
    self->source = g_timeout_add (PERIOD, on_time, self);
  show (self);
  return GTK_WINDOW (self);
}
