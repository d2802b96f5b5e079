/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include "normlab-application.h"
#include "normlab-digits-page.h"
#include "normlab-layers-chooser.h"
#include "normlab-layers-page.h"
#include "normlab-pages.h"
#include "normlab-window.h"

/* normlab-bench-inside NAME EXPERIMENT [DIR]: how the window feels while one looks into the runs of
   the file EXPERIMENT, which train at full speed, as lines "key value"; the data are those of DIR
   or the built-in digits.

   layers: in turns with the page of curves and with that of layers, on four runs: steps a second of
   all runs with either; how busy the main thread is, and what a step costs the other threads of the
   processor's time, in µs, neither of which depends on who else is at work; and with layers frames
   a second and turns of the main loop, in ms

   digits: strokes on the page of digits: after how many frames they are answered, and ms */

/* From one look at what is to be done next to another, ms. */
#define PERIOD 10
/* How long each page is looked at in turn, s, and how often. */
#define SPELL 2.5
#define N_SPELLS 8
/* How long training goes on before anything counts, s. */
#define START 2.0
#define N_STROKES 40

typedef struct
{
  const char *name;
  const char *experiment;
  const char *data;
  GApplication *application;
  NormlabWindow *window;
  NormlabPages *pages;
  GdkFrameClock *clock;
  gint64 trained, begun; /* µs; 0: not yet */
  guint spell;
  guint64 steps;                     /* at the beginning of the spell */
  double paces[2];                   /* steps of all spells with curves, and with layers */
  double seconds[2];                 /* how long they were */
  double main[2];                    /* s of the processor that the main thread took then */
  double others[2];                  /* and all other threads */
  double main_before, others_before; /* the same until the spell began */
  guint n_frames;                    /* with layers */
  gint64 last_turn;                  /* 0: turns do not count */
  GArray *turns;                     /* double, ms */
  NormlabDigits *digits;
  guint n_recognized, n_waited; /* before a stroke, and frames since then */
  gint64 stroke;                /* when it was; 0: it has been answered */
  guint n_strokes;
  GArray *answers, *answer_frames; /* double, of each stroke */
} Bench;

static void
put (const char *key, double value)
{
  g_print ("%s %.3f\n", key, value);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The value that @share of all do not exceed. */
static double
get_quantile (GArray *values, double share)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint) (share * (values->len - 1)));
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

static void
open_page (Bench *self, const char *name)
{
  normlab_pages_set_visible_page (self->pages, normlab_pages_find (self->pages, name));
}

static NormlabRun *
get_run (Bench *self, guint i)
{
  g_autoptr (NormlabRunItem) item
      = g_list_model_get_item (normlab_lab_get_runs (normlab_window_get_lab (self->window)), i);

  return item != NULL ? normlab_run_item_get_run (item) : NULL;
}

static guint64
count_steps (Bench *self)
{
  guint64 n = 0;

  for (guint i = 0; get_run (self, i) != NULL; i++)
    n += normlab_run_get_step (get_run (self, i));
  return n;
}

static gboolean
on_turn (gpointer user_data)
{
  Bench *self = user_data;
  gint64 now = g_get_monotonic_time ();
  double turn = (double) (now - self->last_turn) / 1000;

  if (self->last_turn != 0)
    {
      g_array_append_val (self->turns, turn);
      self->last_turn = now;
    }
  return G_SOURCE_CONTINUE;
}

/* Layers */

/* Ticks one run more of those that are looked into. FALSE when all are. */
static gboolean
tick_another (Bench *self)
{
  GtkWidget *page = GTK_WIDGET (normlab_pages_find (self->pages, "layers"));
  GtkWidget *chooser = find (page, NORMLAB_TYPE_LAYERS_CHOOSER);
  GtkWidget *list = find (chooser, GTK_TYPE_LIST_VIEW);

  if (!gtk_widget_get_mapped (chooser))
    gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (chooser)));
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *check = find (row, GTK_TYPE_CHECK_BUTTON);

      if (check == NULL || gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        continue;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      return TRUE;
    }
  if (normlab_layers_page_get_items (NORMLAB_LAYERS_PAGE (page))->len < 4)
    return TRUE;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (gtk_widget_get_parent (chooser)));
  return FALSE;
}

static gboolean
is_inside (const Bench *self)
{
  return self->spell % 2 == 1;
}

/* Seconds of the processor. */
static double
get_cpu (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

static double
get_cpu_of_main (void)
{
  return get_cpu (CLOCK_THREAD_CPUTIME_ID);
}

static double
get_cpu_of_others (void)
{
  return get_cpu (CLOCK_PROCESS_CPUTIME_ID) - get_cpu_of_main ();
}

static void
begin_spell (Bench *self)
{
  open_page (self, is_inside (self) ? "layers" : "curves");
  self->begun = g_get_monotonic_time ();
  self->steps = count_steps (self);
  self->main_before = get_cpu_of_main ();
  self->others_before = get_cpu_of_others ();
  self->last_turn = is_inside (self) ? self->begun : 0;
}

static void
end_spell (Bench *self)
{
  guint which = is_inside (self) ? 1 : 0;

  self->paces[which] += (double) (count_steps (self) - self->steps);
  self->seconds[which] += (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
  self->main[which] += get_cpu_of_main () - self->main_before;
  self->others[which] += get_cpu_of_others () - self->others_before;
  self->last_turn = 0;
  self->spell++;
}

static void
report_layers (Bench *self)
{
  put ("closed", self->paces[0] / self->seconds[0]);
  put ("open", self->paces[1] / self->seconds[1]);
  put ("closed_busy", self->main[0] / self->seconds[0]);
  put ("open_busy", self->main[1] / self->seconds[1]);
  put ("closed_cost", 1e6 * self->others[0] / self->paces[0]);
  put ("open_cost", 1e6 * self->others[1] / self->paces[1]);
  put ("fps", self->n_frames / self->seconds[1]);
  put ("stall_p99", get_quantile (self->turns, 0.99));
  put ("stall_max", get_quantile (self->turns, 1));
}

/* FALSE when all has been measured. */
static gboolean
measure_layers (Bench *self, gint64 now)
{
  if (self->begun == 0)
    {
      open_page (self, "layers");
      if (tick_another (self) || now < self->trained + (gint64) (START * G_USEC_PER_SEC))
        return TRUE;
      begin_spell (self);
    }
  if (now < self->begun + (gint64) (SPELL * G_USEC_PER_SEC))
    return TRUE;
  end_spell (self);
  if (self->spell == N_SPELLS)
    {
      report_layers (self);
      return FALSE;
    }
  begin_spell (self);
  return TRUE;
}

/* Digits */

static void
draw_stroke (Bench *self, gint64 now)
{
  double place = 0.2 + 0.6 * (self->n_strokes % 10) / 10;

  self->n_recognized = normlab_digits_get_n_recognized (self->digits);
  self->n_waited = 0;
  self->stroke = now;
  if (self->n_strokes % 10 == 0)
    normlab_digits_begin_stroke (self->digits, place, 0.2, 0.08);
  else
    normlab_digits_extend_stroke (self->digits, place, 0.2 + 0.6 * place, 0.08);
  self->n_strokes++;
}

static void
report_digits (Bench *self)
{
  put ("answer_median", get_quantile (self->answers, 0.5));
  put ("answer_max", get_quantile (self->answers, 1));
  put ("answer_frames", get_quantile (self->answer_frames, 1));
}

/* Whether all shown runs answer. */
static gboolean
answers (Bench *self)
{
  guint n = normlab_digits_get_n_answers (self->digits);

  for (guint i = 0; i < n; i++)
    if (normlab_digits_get_answer (self->digits, i)->state != NORMLAB_DIGITS_ANSWERS)
      return FALSE;
  return n > 0;
}

static gboolean
measure_digits (Bench *self, gint64 now)
{
  if (self->digits == NULL)
    {
      NormlabPage *page = normlab_pages_find (self->pages, "digits");

      open_page (self, "digits");
      self->digits = normlab_digits_page_get_digits (NORMLAB_DIGITS_PAGE (page));
    }
  if (self->begun == 0)
    {
      if (now < self->trained + (gint64) (START * G_USEC_PER_SEC) || !answers (self))
        return TRUE;
      self->begun = now;
    }
  if (self->stroke != 0)
    return TRUE;
  if (self->n_strokes == N_STROKES)
    {
      report_digits (self);
      return FALSE;
    }
  draw_stroke (self, now);
  return TRUE;
}

/* A frame is there: is the stroke answered in it? */
static void
look_for_answer (Bench *self)
{
  double ms = (double) (g_get_monotonic_time () - self->stroke) / 1000, frames;

  self->n_waited++;
  if (normlab_digits_get_n_recognized (self->digits) == self->n_recognized)
    return;
  frames = self->n_waited;
  g_array_append_val (self->answers, ms);
  g_array_append_val (self->answer_frames, frames);
  self->stroke = 0;
}

/* Both */

static void
on_painted (Bench *self)
{
  if (self->last_turn != 0)
    self->n_frames++;
  if (self->stroke != 0)
    look_for_answer (self);
}

static void
begin (Bench *self, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_load (self->experiment, &error);

  if (experiment == NULL)
    g_error ("%s", error->message);
  self->clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (on_painted), self);
  self->pages = NORMLAB_PAGES (find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES));
  normlab_plan_set_experiment (normlab_window_get_plan (self->window), experiment);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "train", NULL);
  self->trained = now;
  g_timeout_add_full (G_PRIORITY_HIGH, 1, on_turn, self, NULL);
}

static gboolean
on_time (gpointer user_data)
{
  Bench *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean layers = g_str_equal (self->name, "layers");

  if (self->trained == 0)
    {
      if (normlab_window_get_dataset (self->window) != NULL
          && gtk_widget_get_mapped (GTK_WIDGET (self->window)))
        begin (self, now);
      return G_SOURCE_CONTINUE;
    }
  if (layers ? measure_layers (self, now) : measure_digits (self, now))
    return G_SOURCE_CONTINUE;
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "stop", NULL);
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

  if (argc < 3)
    {
      g_printerr ("usage: normlab-bench-inside layers|digits EXPERIMENT [DIR]\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  self.name = argv[1];
  self.experiment = argv[2];
  self.data = argv[3];
  self.turns = g_array_new (FALSE, FALSE, sizeof (double));
  self.answers = g_array_new (FALSE, FALSE, sizeof (double));
  self.answer_frames = g_array_new (FALSE, FALSE, sizeof (double));
  self.application = G_APPLICATION (normlab_application_new ());
  g_application_set_flags (self.application, G_APPLICATION_NON_UNIQUE);
  g_signal_connect_swapped (self.application, "activate", G_CALLBACK (on_activate), &self);

  status = g_application_run (self.application, 1, argv);
  g_object_unref (self.application);
  g_array_unref (self.turns);
  g_array_unref (self.answers);
  g_array_unref (self.answer_frames);
  return status;
}
