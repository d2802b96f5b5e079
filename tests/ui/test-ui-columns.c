/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of other programs' tables are, in the window: asked where it is not plain. */
#include "normlab-test-window.h"

#include "normlab-columns-dialog.h"
#include "normlab-run-foreign.h"
#include "normlab-run-table.h"
#include "normlab-settings.h"
#include "normlab-test-hands.h"

static char *
write_log (NormlabTestWindow *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* NULL for none; there are never two. */
static NormlabColumnsDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  NormlabColumnsDialog *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!NORMLAB_IS_COLUMNS_DIALOG (window))
        continue;
      g_assert_null (found);
      found = NORMLAB_COLUMNS_DIALOG (window);
    }
  return found;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
has_none (gpointer data)
{
  return find_dialog () == NULL;
}

static NormlabColumnsDialog *
wait_for_dialog (void)
{
  normlab_test_ui_wait (has_dialog, NULL, 20);
  normlab_test_ui_frames (GTK_WIDGET (find_dialog ()), 4);
  return find_dialog ();
}

static GtkWidget *
get_child (NormlabColumnsDialog *dialog, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), NORMLAB_TYPE_COLUMNS_DIALOG, name));
}

static GtkDropDown *
get_counter (NormlabColumnsDialog *dialog)
{
  return GTK_DROP_DOWN (get_child (dialog, "counter"));
}

/* All widgets of a type below @widget, in their order. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* The drop-down of the row that shows a column of that name; NULL: none does. */
static GtkDropDown *
find_use (NormlabColumnsDialog *dialog, const char *name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (get_child (dialog, "list"), GTK_TYPE_DROP_DOWN, found);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *label
          = gtk_widget_get_first_child (gtk_widget_get_parent (g_ptr_array_index (found, i)));

      if (gtk_widget_get_mapped (label)
          && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), name))
        return g_ptr_array_index (found, i);
    }
  return NULL;
}

typedef struct
{
  NormlabTestWindow *window;
  guint i, step;
} Wanted;

static gboolean
has_step (gpointer data)
{
  const Wanted *wanted = data;

  return normlab_test_window_get_n_runs (wanted->window) > wanted->i
         && normlab_run_get_step (
                normlab_run_item_get_run (normlab_test_window_get_item (wanted->window, wanted->i)))
                == wanted->step;
}

static void
wait_for_step (NormlabTestWindow *self, guint i, guint step)
{
  Wanted wanted = { self, i, step };

  normlab_test_ui_wait (has_step, &wanted, 20);
}

static void
press (NormlabTestWindow *self, const char *keys)
{
  normlab_test_hands_focus (GTK_WINDOW (find_dialog ()));
  normlab_test_hands_press (GTK_WINDOW (self->window), keys);
}

static double
get_accuracy (NormlabTestWindow *self, guint i)
{
  return normlab_run_item_get_value (normlab_test_window_get_item (self, i),
                                     NORMLAB_METRIC_ACCURACY);
}

#define UNCLEAR "t,batches,acc,accuracy/top1\n0,0,0.25,0.125\n1,50,0.5,0.75\n"

/* What has been guessed is drawn at once; what is chosen is drawn then, and known of the next file.
 */
static void
test_asked (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "a.csv", UNCLEAR);
  g_autofree char *other = write_log (self, "b.csv", UNCLEAR "2,75,0.25,0.5\n");
  NormlabColumnsDialog *dialog;

  normlab_window_watch (self->window, path);
  dialog = wait_for_dialog ();
  wait_for_step (self, 0, 1);
  g_assert_cmpfloat (get_accuracy (self, 0), ==, 0.5);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (self->window));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (dialog, "heading"))), ==,
                   "What has been found in “a.csv”, and what is drawn of it:");
  /* Nothing waits for an answer. */
  g_assert_false (gtk_window_get_modal (GTK_WINDOW (dialog)));
  g_assert_cmpuint (gtk_drop_down_get_selected (get_counter (dialog)), ==, 4);
  g_assert_cmpuint (gtk_drop_down_get_selected (find_use (dialog, "acc")), ==,
                    NORMLAB_USE_TEST_ACCURACY);
  gtk_test_accessible_assert_property (find_use (dialog, "acc"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "acc, 0.5");
  gtk_drop_down_set_selected (get_counter (dialog), 1);
  gtk_drop_down_set_selected (find_use (dialog, "accuracy/top1"), NORMLAB_USE_TEST_ACCURACY);
  normlab_test_ui_frames (GTK_WIDGET (dialog), 2);
  g_assert_null (find_use (dialog, "batches"));
  g_assert_cmpuint (gtk_drop_down_get_selected (find_use (dialog, "acc")), ==, NORMLAB_USE_OWN);
  gtk_drop_down_set_selected (find_use (dialog, "t"), NORMLAB_USE_NONE);
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  g_assert_null (find_dialog ());
  wait_for_step (self, 0, 50);
  g_assert_cmpfloat (get_accuracy (self, 0), ==, 0.75);
  normlab_window_watch (self->window, other);
  wait_for_step (self, 1, 75);
  g_assert_cmpfloat (get_accuracy (self, 1), ==, 0.5);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 30);
  g_assert_null (find_dialog ());
}

/* Enter draws from wherever the keys are, but where a list is open, and Escape cancels. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "a.csv", "u,v,w\n0,5,1\n1,7,2\n");
  g_autofree char *other = write_log (self, "b.csv", "u,v,z\n0,5,1\n1,7,2\n");
  NormlabColumnsDialog *dialog;

  normlab_window_watch (self->window, path);
  dialog = wait_for_dialog ();
  g_assert_cmpuint (gtk_drop_down_get_selected (get_counter (dialog)), ==, 3);
  press (self, "space Home Down Return");
  g_assert_true (dialog == find_dialog ());
  g_assert_cmpuint (gtk_drop_down_get_selected (get_counter (dialog)), ==, 1);
  press (self, "Return");
  normlab_test_ui_wait (has_none, NULL, 20);
  wait_for_step (self, 0, 7);

  normlab_window_watch (self->window, other);
  dialog = wait_for_dialog ();
  gtk_drop_down_set_selected (get_counter (dialog), 1);
  press (self, "Tab Escape");
  normlab_test_ui_wait (has_none, NULL, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 30);
  wait_for_step (self, 1, 1);
}

/* One after the other, and of each heading once. */
static void
test_several (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->folder, "logs", NULL);

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("logs/%u/history.csv", i);
      g_autofree char *table = g_strdup_printf ("p,q%u\n0,5\n1,7\n", i / 2);

      g_free (write_log (self, name, table));
    }
  normlab_window_watch (self->window, folder);
  for (guint i = 0; i < 3; i++)
    {
      NormlabColumnsDialog *dialog = wait_for_dialog ();
      g_autofree char *name = g_strdup_printf ("q%u", i);

      g_assert_nonnull (find_use (dialog, name));
      gtk_drop_down_set_selected (get_counter (dialog), 1);
      if (i == 1)
        g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
      else
        gtk_window_close (GTK_WINDOW (dialog));
    }
  normlab_test_ui_frames (GTK_WIDGET (self->window), 30);
  g_assert_null (find_dialog ());
  normlab_test_window_wait_runs (self, 6);
  wait_for_step (self, 2, 7);
  wait_for_step (self, 3, 7);
  wait_for_step (self, 0, 1);
  wait_for_step (self, 5, 1);
}

static GtkWidget *
get_table (NormlabTestWindow *self)
{
  return normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
}

static void
select_all (GtkWidget *table)
{
  GtkWidget *view = normlab_test_ui_find (table, GTK_TYPE_COLUMN_VIEW, NULL);

  gtk_selection_model_select_all (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  normlab_test_ui_frames (table, 2);
}

static gboolean
is_remembered (const char *key)
{
  g_autoptr (GSettings) settings = normlab_settings_new ();
  g_autoptr (GVariant) known = g_settings_get_value (settings, "log-columns");

  return g_variant_lookup (known, key, "&s", NULL);
}

/* Whether the table's menu offers it. */
static gboolean
is_offered (GtkWidget *table)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (table, g_type_from_name ("GtkModelButton"), found);
  g_assert_cmpuint (found->len, >, 5);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (g_ptr_array_index (found, i), "text", &text, NULL);
      if (g_strcmp0 (text, "Pic_k Columns…") == 0 || g_strcmp0 (text, "Pick Columns…") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_columns (gpointer item)
{
  return normlab_run_item_get_has_columns (item);
}

static void
count (guint *n)
{
  (*n)++;
}

/* Of a table where it is plain, too, but of nothing else; who cancels then has said nothing. */
static void
test_menu (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_log (self, "a.csv", "epoch,batch,loss\n0,10,2\n1,20,1\n");
  GtkWidget *table = get_table (self);
  NormlabColumnsDialog *dialog;
  guint n_asked = 0;

  g_signal_connect_swapped (table, "columns", G_CALLBACK (count), &n_asked);
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_runs (self, 1);
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  select_all (table);
  gtk_widget_activate_action (table, "run.columns", NULL);
  g_assert_null (find_dialog ());
  g_assert_cmpuint (n_asked, ==, 0);
  g_assert_false (is_offered (table));
  normlab_test_window_activate (self, "clear");

  normlab_window_watch (self->window, path);
  wait_for_step (self, 0, 1);
  normlab_test_ui_wait (has_columns, normlab_test_window_get_item (self, 0), 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 30);
  g_assert_null (find_dialog ());
  select_all (table);
  gtk_widget_activate_action (table, "run.columns", NULL);
  dialog = wait_for_dialog ();
  g_assert_true (is_offered (table));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_null (find_dialog ());
  g_assert_false (is_remembered ("epoch,batch,loss"));
  gtk_widget_activate_action (table, "run.columns", NULL);
  dialog = wait_for_dialog ();
  g_assert_cmpuint (gtk_drop_down_get_selected (get_counter (dialog)), ==, 0);
  gtk_drop_down_set_selected (get_counter (dialog), 1);
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  wait_for_step (self, 0, 20);
  g_assert_true (is_remembered ("epoch,batch,loss"));
  /* Once nobody watches it, there is nothing to read again. */
  normlab_test_window_activate (self, "stop-watching");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 30);
  gtk_widget_activate_action (table, "run.columns", NULL);
  g_assert_null (find_dialog ());
  g_assert_cmpuint (n_asked, ==, 2);
  g_signal_handlers_disconnect_by_data (table, &n_asked);
}

/* However many there are, there are widgets for those that are in sight; and the window may go with
 * the question in front of it. */
static void
test_many (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("n");
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *long_name = g_strnfill (900, 'W');
  g_autofree char *path = NULL;
  NormlabColumnsDialog *dialog;
  int width, height;

  g_string_append_printf (text, ",%s", long_name);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, ",m%u", i);
  for (guint k = 0; k < 3; k++)
    {
      g_string_append_printf (text, "\n%u,%u", k, k);
      for (guint i = 0; i < 3000; i++)
        g_string_append_printf (text, ",%u", i);
    }
  g_string_append_c (text, '\n');
  path = write_log (self, "a.csv", text->str);
  normlab_window_watch (self->window, path);
  dialog = wait_for_dialog ();
  collect (GTK_WIDGET (dialog), GTK_TYPE_DROP_DOWN, found);
  g_test_message ("%u drop-downs", found->len);
  g_assert_cmpuint (found->len, >, 3);
  g_assert_cmpuint (found->len, <, 400);
  width = gtk_widget_get_width (GTK_WIDGET (dialog));
  height = gtk_widget_get_height (GTK_WIDGET (dialog));
  g_test_message ("%d × %d", width, height);
  g_assert_cmpint (width, <=, 800);
  g_assert_cmpint (height, <=, 700);
}

static gboolean
has_items (gpointer model)
{
  return g_list_model_get_n_items (model) == 11;
}

/* Where there are many one finds what one looks for; Escape gives up the search first. */
static void
test_search (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("n");
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  NormlabColumnsDialog *dialog;
  g_autoptr (NormlabColumnRow) first = NULL;
  GtkWidget *search;
  GListModel *shown;

  few = write_log (self, "few.csv", "n,m1,m2\n0,1,2\n1,1,2\n2,1,2\n");
  normlab_window_watch (self->window, few);
  dialog = wait_for_dialog ();
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "search")));
  gtk_window_close (GTK_WINDOW (dialog));
  normlab_test_ui_wait (has_none, NULL, 20);

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, ",Metric %u", i);
  for (guint k = 0; k < 3; k++)
    {
      g_string_append_printf (text, "\n%u", k);
      for (guint i = 0; i < 100; i++)
        g_string_append_printf (text, ",%u", i);
    }
  g_string_append_c (text, '\n');
  many = write_log (self, "many.csv", text->str);
  normlab_window_watch (self->window, many);
  dialog = wait_for_dialog ();
  search = get_child (dialog, "search");
  shown = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (get_child (dialog, "list"))));
  g_assert_true (gtk_widget_get_visible (search));
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 101);
  gtk_widget_grab_focus (search);
  normlab_test_hands_focus (GTK_WINDOW (dialog));
  normlab_test_hands_type (GTK_WINDOW (self->window), "METRIC 7");
  normlab_test_ui_wait (has_items, shown, 20);
  first = g_list_model_get_item (shown, 0);
  g_assert_cmpstr (normlab_column_row_get_name (first), ==, "Metric 7");
  press (self, "Return");
  normlab_test_ui_frames (GTK_WIDGET (dialog), 20);
  g_assert_true (find_dialog () == dialog);
  press (self, "Escape");
  normlab_test_ui_frames (GTK_WIDGET (dialog), 20);
  g_assert_true (find_dialog () == dialog);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 101);
  press (self, "Escape");
  normlab_test_ui_wait (has_none, NULL, 20);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/columns/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,     \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  if (!normlab_test_hands_exist ())
    {
      g_print ("1..0 # SKIP there is no xdotool to press keys and buttons with\n");
      return 77;
    }
  ADD ("asked", test_asked);
  ADD ("keys", test_keys);
  ADD ("several", test_several);
  ADD ("menu", test_menu);
  ADD ("many", test_many);
  ADD ("search", test_search);
  return g_test_run ();
}
