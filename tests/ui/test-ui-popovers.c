/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever opens and closes again, keys then reach the window as before. */
#include "normlab-test-window.h"

#include "normlab-plan-panel.h"
#include "normlab-run-table.h"
#include "normlab-test-hands.h"

static void
set_up (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_set_up (self, data);
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  normlab_test_hands_focus (GTK_WINDOW (self->window));
}

static void
press (NormlabTestWindow *self, const char *keys)
{
  normlab_test_hands_press (GTK_WINDOW (self->window), keys);
}

static void
check_keys (NormlabTestWindow *self, const char *after)
{
  GtkWidget *panel = normlab_test_window_find (self, NORMLAB_TYPE_PLAN_PANEL, NULL);

  for (guint shown = 0; shown < 2; shown++)
    {
      press (self, "F9");
      g_test_message ("F9 after %s", after);
      g_assert_cmpint (gtk_widget_get_mapped (panel), ==, shown);
    }
}

/* Popovers */

static gboolean
is_open (gpointer popover)
{
  return gtk_widget_get_mapped (popover);
}

static gboolean
is_closed (gpointer popover)
{
  return !gtk_widget_get_mapped (popover);
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
}

/* The first descendant on screen that shows a text. */
static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_strcmp0 (get_text (widget), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click_text (GtkWidget *parent, const char *text, guint button)
{
  GtkWidget *widget = find_text (parent, text);

  g_assert_nonnull (widget);
  normlab_test_hands_click (widget, 0.5, 0.5, button, 1);
}

/* What belongs to the window itself, and to no popover in it. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  if (GTK_IS_POPOVER (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static const char *
get_tip (GtkWidget *widget)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  return tip != NULL ? tip : G_OBJECT_TYPE_NAME (widget);
}

/* Whoever presses the button once more, presses Escape, or clicks elsewhere, wants it closed. */
static void
test_menu_buttons (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (GTK_WIDGET (self->window), GTK_TYPE_MENU_BUTTON, buttons);
  g_assert_cmpuint (buttons->len, >=, 4);
  for (guint i = 0; i < buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (buttons, i);
      GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));

      if (!gtk_widget_get_mapped (button) || !gtk_widget_is_sensitive (button))
        continue;
      for (guint way = 0; way < 3; way++)
        {
          normlab_test_hands_click (button, 0.5, 0.5, 1, 1);
          normlab_test_ui_wait (is_open, popover, 5);
          if (way == 0)
            press (self, "Escape");
          else if (way == 1)
            press (self, "Tab Escape");
          else
            normlab_test_hands_click (normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL),
                                      0.5, 0.9, 1, 1);
          normlab_test_ui_wait (is_closed, popover, 5);
          check_keys (self, get_tip (button));
        }
    }
}

static void
test_drop_downs (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) drop_downs = g_ptr_array_new ();
  guint n_tried = 0;

  collect (GTK_WIDGET (self->window), GTK_TYPE_DROP_DOWN, drop_downs);
  for (guint i = 0; i < drop_downs->len; i++)
    {
      GtkWidget *drop_down = g_ptr_array_index (drop_downs, i);
      GtkWidget *popover = normlab_test_ui_find (drop_down, GTK_TYPE_POPOVER, NULL);

      if (!gtk_widget_get_mapped (drop_down))
        continue;
      n_tried++;
      for (guint way = 0; way < 2; way++)
        {
          normlab_test_hands_click (drop_down, 0.5, 0.5, 1, 1);
          normlab_test_ui_wait (is_open, popover, 5);
          press (self, way == 0 ? "Escape" : "Down Return");
          normlab_test_ui_wait (is_closed, popover, 5);
          check_keys (self, get_tip (drop_down));
        }
    }
  g_assert_cmpuint (n_tried, >=, 3);
}

/* Of a menu within the menu as well, by clicks and by keys. */
static void
test_appearance (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const schemes[] = { "Dark", "Light", "Follow the System" };
  GtkWidget *button = GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW, "menu_button"));
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      normlab_test_hands_click (button, 0.5, 0.5, 1, 1);
      normlab_test_ui_wait (is_open, popover, 5);
      click_text (popover, "Appearance", 1);
      click_text (popover, schemes[i], 1);
      if (gtk_widget_get_mapped (popover))
        press (self, "Escape");
      normlab_test_ui_wait (is_closed, popover, 5);
      check_keys (self, schemes[i]);
    }
}

static void
test_runs (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  GtkWidget *menu
      = GTK_WIDGET (gtk_widget_get_template_child (table, NORMLAB_TYPE_RUN_TABLE, "menu"));
  GtkWidget *name
      = GTK_WIDGET (gtk_widget_get_template_child (table, NORMLAB_TYPE_RUN_TABLE, "rename"));

  for (guint way = 0; way < 3; way++)
    {
      click_text (table, "finished", 3);
      normlab_test_ui_wait (is_open, menu, 5);
      if (way == 2)
        click_text (menu, "Show All", 1);
      else
        press (self, way == 0 ? "Escape" : "Down Escape");
      normlab_test_ui_wait (is_closed, menu, 5);
      check_keys (self, "the menu of a run");
    }
  for (guint way = 0; way < 2; way++)
    {
      click_text (table, "finished", 1);
      press (self, "F2");
      normlab_test_ui_wait (is_open, name, 5);
      press (self, way == 0 ? "Escape" : "a Return");
      normlab_test_ui_wait (is_closed, name, 5);
      check_keys (self, "the name of a run");
    }
}

/* Dialogs */

static GtkWindow *
find_other (NormlabTestWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
has_other (gpointer self)
{
  return find_other (self) != NULL;
}

static gboolean
has_no_other (gpointer self)
{
  return find_other (self) == NULL;
}

static void
test_dialogs (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const keys[] = { "ctrl+question", "ctrl+o", "ctrl+d",       "ctrl+s",
                                      "ctrl+shift+s",  "ctrl+e", "ctrl+shift+e", "ctrl+p" };

  for (guint i = 0; i <= G_N_ELEMENTS (keys); i++)
    {
      if (i < G_N_ELEMENTS (keys))
        press (self, keys[i]);
      else
        g_action_group_activate_action (G_ACTION_GROUP (self->application), "about", NULL);
      normlab_test_ui_wait (has_other, self, 5);
      normlab_test_hands_focus (find_other (self));
      press (self, "Escape");
      normlab_test_ui_wait (has_no_other, self, 5);
      /* As whoever manages windows does. */
      normlab_test_hands_focus (GTK_WINDOW (self->window));
      check_keys (self, i < G_N_ELEMENTS (keys) ? keys[i] : "about");
    }
}

/* The question whether to train so many. */
static void
test_question (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_choose (
      self, "[Set 1]\nhidden=12\nseed=0;1;2;3;4;5;6;7;8;9\nactivation=sigmoid;relu;tanh;elu\n"
            "init=xavier;he;0.01\nbatch-norm=on;off\niterations=60\n");
  press (self, "ctrl+Return");
  normlab_test_ui_wait (has_other, self, 5);
  normlab_test_hands_focus (find_other (self));
  press (self, "Escape");
  normlab_test_ui_wait (has_no_other, self, 5);
  normlab_test_hands_focus (GTK_WINDOW (self->window));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  check_keys (self, "the question");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  if (!normlab_test_hands_exist ())
    {
      g_print ("1..0 # SKIP there is no xdotool to press keys and buttons with\n");
      return 77;
    }
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/popovers/" name, NormlabTestWindow, NULL, set_up, function,                     \
              normlab_test_window_tear_down)
  ADD ("menu-buttons", test_menu_buttons);
  ADD ("drop-downs", test_drop_downs);
  ADD ("appearance", test_appearance);
  ADD ("runs", test_runs);
  ADD ("dialogs", test_dialogs);
  ADD ("question", test_question);
#undef ADD
  return g_test_run ();
}
