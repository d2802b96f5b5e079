/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data from the web, which here is a server on loopback. */
#include "normlab-test-window.h"

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-button.h"
#include "normlab-get-dialog.h"
#include "normlab-source.h"
#include "normlab-test-server.h"
#include "normlab-test.h"

/* How often somebody has looked at the disk for a data set. */
static guint n_looks;

gboolean __real_normlab_source_is_here (const NormlabSource *self, const char *folder);
gboolean __wrap_normlab_source_is_here (const NormlabSource *self, const char *folder);

gboolean
__wrap_normlab_source_is_here (const NormlabSource *self, const char *folder)
{
  n_looks++;
  return __real_normlab_source_is_here (self, folder);
}

typedef struct
{
  NormlabTestWindow window;
  char *data; /* the folder that is served */
  GSubprocess *server;
  guint port;
  NormlabGetDialog *dialog; /* nullable, weak */
} Fixture;

/* A data set from each of some ways of the server. */
static void
write_list (Fixture *self)
{
  static const char *const ways[] = { "good", "slow", "missing" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) sums = g_string_new (NULL);
  g_autoptr (GDir) folder = g_dir_open (self->data, 0, NULL);
  g_autofree char *home = normlab_test_folder ();
  g_autofree char *path = g_build_filename (home, "data-sets.ini", NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->data, name, NULL);
      g_autofree char *bytes = NULL;
      g_autofree char *md5 = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
      md5 = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) bytes, length);
      g_string_append_printf (names, "%s;", name);
      g_string_append_printf (sums, "%s;", md5);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    g_string_append_printf (text,
                            "[%s]\nName=The %s one\nAbout=Images\nHome=http://localhost/\n"
                            "Addresses=http://127.0.0.1:%u/%s/\nFiles=%s\nMD5=%s\n",
                            ways[i], ways[i], self->port, ways[i], names->str, sums->str);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_setenv ("NORMLAB_DATA_SETS", path, TRUE);
}

static NormlabGetDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (NORMLAB_IS_GET_DIALOG (window))
        return NORMLAB_GET_DIALOG (window);
    }
  return NULL;
}

static void
open_dialog (Fixture *self)
{
  normlab_test_window_activate (&self->window, "get-data");
  g_set_weak_pointer (&self->dialog, find_dialog ());
  g_assert_nonnull (self->dialog);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->data = normlab_test_window_new_data ();
  self->server = normlab_test_server_begin (self->data, &self->port);
  write_list (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_assert_null (self->dialog);
  normlab_test_server_end (self->server);
  g_free (self->data);
  normlab_test_window_tear_down (&self->window, data);
}

static GtkWidget *
get_button (Fixture *self, const char *id)
{
  return normlab_test_ui_find (GTK_WIDGET (self->dialog), GTK_TYPE_BUTTON, id);
}

static void
assert_button (Fixture *self, const char *id, const char *label, gboolean enabled)
{
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_button (self, id))), ==, label);
  g_assert_cmpint (gtk_widget_get_sensitive (get_button (self, id)), ==, enabled);
}

static void
click (Fixture *self, const char *id)
{
  g_signal_emit_by_name (get_button (self, id), "clicked");
}

static const char *
get_message (Fixture *self)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_template_child (
      GTK_WIDGET (self->dialog), NORMLAB_TYPE_GET_DIALOG, "message")));
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

static char *
get_folder (const char *id)
{
  return g_build_filename (g_get_user_cache_dir (), "normlab", "data", id, NULL);
}

static gboolean
uses_what_came (gpointer data)
{
  Fixture *self = data;
  NormlabDataset *dataset = normlab_window_get_dataset (self->window.window);
  g_autofree char *folder = get_folder ("good");

  return dataset != NULL && g_strcmp0 (normlab_dataset_get_path (dataset), folder) == 0;
}

/* What is got is used; the next time it is opened. */
static void
test_get (Fixture *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  open_dialog (self);
  assert_button (self, "good", "Get", TRUE);
  click (self, "good");
  assert_button (self, "good", "Cancel", TRUE);
  assert_button (self, "slow", "Get", FALSE);
  normlab_test_ui_wait (is_closed, self, 20);
  normlab_test_ui_wait (uses_what_came, self, 20);

  g_action_group_activate_action (G_ACTION_GROUP (self->window.window), "use-data",
                                  g_variant_new_string (self->window.folder));
  open_dialog (self);
  assert_button (self, "good", "Open", TRUE);
  click (self, "good");
  g_assert_null (self->dialog);
  normlab_test_ui_wait (uses_what_came, self, 20);
}

/* Whether something has come of it. */
static gboolean
has_part (gpointer data)
{
  g_autofree char *folder = get_folder ("slow");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      found
          |= g_str_has_suffix (name, ".part") && g_stat (path, &status) == 0 && status.st_size > 0;
    }
  return found;
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* Cancelling and closing wait for no server. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  guint n_before;
  gint64 end;

  if (self->server == NULL)
    return;
  open_dialog (self);
  click (self, "slow");
  normlab_test_ui_wait (has_part, self, 20);
  /* What is shown ten times a second is not looked for as often: for each of the three perhaps once
   * more, should the dialog come to the front only now. */
  n_before = n_looks;
  end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  normlab_test_ui_wait (is_past, &end, 20);
  g_assert_cmpuint (n_looks, <=, n_before + 3);
  click (self, "slow");
  assert_button (self, "slow", "Get", TRUE);
  assert_button (self, "good", "Get", TRUE);
  g_assert_nonnull (strstr (get_message (self), "goes on from there"));
  g_assert_true (has_part (self));
  click (self, "slow");
  g_assert_cmpstr (get_message (self), ==, "");
  gtk_window_close (GTK_WINDOW (self->dialog));
  normlab_test_ui_wait (is_closed, self, 20);
}

static gboolean
has_message (gpointer data)
{
  return *get_message (data) != '\0';
}

static void
test_failed (Fixture *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  open_dialog (self);
  click (self, "missing");
  normlab_test_ui_wait (has_message, self, 20);
  g_assert_nonnull (strstr (get_message (self), "404"));
  assert_button (self, "missing", "Get", TRUE);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/ui-get/" name, Fixture, NULL, set_up, function, tear_down)
  /* What is got stays, so that this one is the last. */
  ADD ("failed", test_failed);
  ADD ("cancel", test_cancel);
  ADD ("get", test_get);
#undef ADD
  return g_test_run ();
}
