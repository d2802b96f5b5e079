/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-time-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How many times as quick, in the order of the list. */
static const struct
{
  const char *name;
  double factor;
} speeds[] = { { "½×", 0.5 }, { "1×", 1 }, { "2×", 2 }, { "4×", 4 } };
#define FIRST_SPEED 1

#define PAGE 10 /* intervals */

struct _NormlabTimeBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkToggleButton *play_button;
  GtkWidget *scale;
  GtkAdjustment *adjustment;
  GtkLabel *label;
  GtkDropDown *speed_drop_down;
  GtkToggleButton *live_button;

  NormlabTimeline *timeline;
  gboolean updating; /* what changes here is not a person's doing */
  guint ticks;       /* tick callback while it plays */
  gint64 frame;      /* the time of the last one, µs; 0 before the first */
};

G_DEFINE_FINAL_TYPE (NormlabTimeBar, normlab_time_bar, GTK_TYPE_WIDGET)

/* As wide as the longest that it will have to say. */
static void
say_step (NormlabTimeBar *self)
{
  /* Translators: a number of steps that have been trained */
  g_autofree char *text
      = g_strdup_printf (_("step %u"), normlab_timeline_get_position (self->timeline));
  g_autofree char *longest
      = g_strdup_printf (_("step %u"), normlab_timeline_get_last (self->timeline));

  const char *note = normlab_timeline_get_note (self->timeline);
  g_autofree char *said = note != NULL ? g_strdup_printf ("%s: %s", text, note) : g_strdup (text);

  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, (int) g_utf8_strlen (longest, -1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  said, -1);
}

static void
update (NormlabTimeBar *self)
{
  guint interval = normlab_timeline_get_interval (self->timeline);

  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, normlab_timeline_get_position (self->timeline), 0,
                            MAX (normlab_timeline_get_last (self->timeline), 1), interval,
                            PAGE * interval, 0);
  gtk_toggle_button_set_active (self->live_button, normlab_timeline_is_live (self->timeline));
  gtk_toggle_button_set_active (self->play_button, normlab_timeline_get_playing (self->timeline));
  self->updating = FALSE;
  say_step (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabTimeBar *self = NORMLAB_TIME_BAR (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->frame != 0)
    normlab_timeline_advance (self->timeline, (double) (now - self->frame) / G_USEC_PER_SEC);
  self->frame = now;
  return G_SOURCE_CONTINUE;
}

static void
stop_ticks (NormlabTimeBar *self)
{
  if (self->ticks != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->ticks);
  self->ticks = 0;
}

static void
on_playing (NormlabTimeBar *self)
{
  gboolean playing = normlab_timeline_get_playing (self->timeline);

  stop_ticks (self);
  self->frame = 0;
  if (playing)
    self->ticks = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), playing
                                                                ? "media-playback-pause-symbolic"
                                                                : "media-playback-start-symbolic");
  update (self);
}

static void
on_value_changed (NormlabTimeBar *self)
{
  if (!self->updating)
    normlab_timeline_set_step (self->timeline,
                               (guint) round (gtk_adjustment_get_value (self->adjustment)));
}

static void
on_play_toggled (NormlabTimeBar *self)
{
  if (!self->updating)
    normlab_timeline_set_playing (self->timeline, gtk_toggle_button_get_active (self->play_button));
}

/* Who presses it again stays there. */
static void
on_live_toggled (NormlabTimeBar *self)
{
  if (self->updating)
    return;
  normlab_timeline_set_step (self->timeline, NORMLAB_TIMELINE_LIVE);
  update (self);
}

static void
on_speed (NormlabTimeBar *self)
{
  guint i = gtk_drop_down_get_selected (self->speed_drop_down);

  if (self->timeline != NULL && i < G_N_ELEMENTS (speeds))
    normlab_timeline_set_duration (self->timeline, NORMLAB_TIMELINE_DURATION / speeds[i].factor);
}

static gboolean
normlab_time_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (NORMLAB_TIME_BAR (widget)->scale);
}

static void
normlab_time_bar_dispose (GObject *object)
{
  NormlabTimeBar *self = NORMLAB_TIME_BAR (object);

  stop_ticks (self);
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (normlab_time_bar_parent_class)->dispose (object);
}

static void
normlab_time_bar_class_init (NormlabTimeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_time_bar_dispose;
  widget_class->grab_focus = normlab_time_bar_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-time-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, scale);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, adjustment);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, label);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, speed_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NormlabTimeBar, live_button);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timebar");
}

static void
normlab_time_bar_init (NormlabTimeBar *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    gtk_string_list_append (names, speeds[i].name);
  gtk_drop_down_set_model (self->speed_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->speed_drop_down, FIRST_SPEED);
  g_signal_connect_object (self->play_button, "toggled", G_CALLBACK (on_play_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live_button, "toggled", G_CALLBACK (on_live_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speed_drop_down, "notify::selected", G_CALLBACK (on_speed), self,
                           G_CONNECT_SWAPPED);
}

void
normlab_time_bar_set_timeline (NormlabTimeBar *self, NormlabTimeline *timeline)
{
  g_return_if_fail (NORMLAB_IS_TIME_BAR (self));
  g_return_if_fail (NORMLAB_IS_TIMELINE (timeline));
  g_return_if_fail (self->timeline == NULL);

  self->timeline = g_object_ref (timeline);
  g_signal_connect_object (timeline, "notify::step", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (timeline, "notify::last", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (timeline, "notify::playing", G_CALLBACK (on_playing), self,
                           G_CONNECT_SWAPPED);
  on_speed (self);
  update (self);
}
