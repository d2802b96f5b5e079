/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "normlab-application.h"
#include "normlab-layers-page.h"
#include "normlab-pages.h"
#include "normlab-window.h"

/* normlab-bench-before SIZES [DIR]: how soon the page of layers shows how two networks begin, with
   and without batch norm, after their activation has changed in the panel; as lines "key value" in
   ms, until the frame has been painted. The data are those of DIR or the built-in digits. */

#define N_CHANGES 30
/* From one look at what is to be done next to another, ms. */
#define PERIOD 10

typedef struct
{
  const char *sizes;
  const char *data;
  GApplication *application;
  NormlabWindow *window;
  NormlabPages *pages;
  NormlabLayersPage *page;
  GdkFrameClock *clock;
  gint64 changed; /* when the panel was changed, µs; 0: the answer has been seen */
  guint n_changes;
  double times[N_CHANGES];
} Bench;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The widget of the type beneath @widget. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* Another activation each time, with another seed, so that nothing is known already. */
static void
change (Bench *self)
{
  static const char *const activations[] = { "sigmoid", "relu", "tanh" };
  g_autofree char *text = g_strdup_printf (
      "[Experiment]\nVersion=1\nTitle=Before\n[Set "
      "1]\nhidden=%s\nbatch-norm=on;off\nactivation=%s\nseed=%u\n",
      self->sizes, activations[self->n_changes % G_N_ELEMENTS (activations)], self->n_changes);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, &error);

  if (experiment == NULL)
    g_error ("%s", error->message);
  self->changed = g_get_monotonic_time ();
  normlab_plan_set_experiment (normlab_window_get_plan (self->window), experiment);
}

static gboolean
is_answered (Bench *self)
{
  GPtrArray *items = normlab_layers_page_get_items (self->page);

  return items->len == 2
         && normlab_run_get_recipe (normlab_run_item_get_run (g_ptr_array_index (items, 0)))->seed
                == self->n_changes;
}

static void
on_painted (Bench *self)
{
  if (self->changed == 0 || !is_answered (self))
    return;
  self->times[self->n_changes++] = (double) (g_get_monotonic_time () - self->changed) / 1000;
  self->changed = 0;
}

static void
begin (Bench *self)
{
  self->pages = NORMLAB_PAGES (find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES));
  self->page = NORMLAB_LAYERS_PAGE (normlab_pages_find (self->pages, "layers"));
  normlab_pages_set_visible_page (self->pages, NORMLAB_PAGE (self->page));
  self->clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (on_painted), self);
}

static void
report (Bench *self)
{
  qsort (self->times, N_CHANGES, sizeof *self->times, compare_doubles);
  g_print ("median %.3f\n", self->times[N_CHANGES / 2]);
  g_print ("p90 %.3f\n", self->times[N_CHANGES * 9 / 10]);
  g_print ("max %.3f\n", self->times[N_CHANGES - 1]);
}

static gboolean
on_time (gpointer user_data)
{
  Bench *self = user_data;

  if (normlab_window_get_dataset (self->window) == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    return G_SOURCE_CONTINUE;
  if (self->page == NULL)
    begin (self);
  if (self->changed != 0)
    return G_SOURCE_CONTINUE;
  if (self->n_changes < N_CHANGES)
    {
      change (self);
      return G_SOURCE_CONTINUE;
    }
  g_signal_handlers_disconnect_by_data (self->clock, self);
  report (self);
  gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static void
on_activate (Bench *self)
{
  self->window = normlab_window_new (GTK_APPLICATION (self->application), self->data);
  gtk_window_present (GTK_WINDOW (self->window));
  g_timeout_add (PERIOD, on_time, self);
}

int
main (int argc, char *argv[])
{
  Bench self = { 0 };
  int status;

  if (argc < 2)
    {
      g_printerr ("usage: normlab-bench-before SIZES [DIR]\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  self.sizes = argv[1];
  self.data = argc > 2 ? argv[2] : NULL;
  self.application = G_APPLICATION (normlab_application_new ());
  g_application_set_flags (self.application, G_APPLICATION_NON_UNIQUE);
  g_signal_connect_swapped (self.application, "activate", G_CALLBACK (on_activate), &self);

  status = g_application_run (self.application, 1, argv);
  g_object_unref (self.application);
  return status;
}
