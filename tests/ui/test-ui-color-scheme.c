/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light or dark, with a desktop portal of the test's own on a bus of its own. */
#include "normlab-test-ui.h"

#include "normlab-color-scheme.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define INTERFACE "org.freedesktop.portal.Settings"
#define SPACE "org.freedesktop.appearance"
#define KEY "color-scheme"

static const char introspection[]
    = "<node><interface name='" INTERFACE "'>"
      "<method name='Read'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='v' direction='out'/></method>"
      "<signal name='SettingChanged'><arg type='s'/><arg type='s'/><arg type='v'/></signal>"
      "</interface></node>";

typedef struct
{
  GDBusConnection *connection; /* the portal's */
  GDBusNodeInfo *info;
  GVariant *answer; /* to Read(), without its two wrappings */
  guint n_read;
  GSettings *settings;
  NormlabColorScheme *scheme;
} Fixture;

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *self = user_data;
  const char *space, *key;

  g_variant_get (parameters, "(&s&s)", &space, &key);
  g_assert_cmpstr (space, ==, SPACE);
  g_assert_cmpstr (key, ==, KEY);
  self->n_read++;
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(v)", g_variant_new_variant (self->answer)));
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

static gboolean
is_dark (void)
{
  gboolean dark;

  g_object_get (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", &dark, NULL);
  return dark;
}

static gboolean
is_dark_now (gpointer wanted)
{
  return is_dark () == GPOINTER_TO_INT (wanted);
}

static gboolean
was_read (gpointer data)
{
  return ((Fixture *) data)->n_read > 0;
}

/* A message of one's own is delivered before the answer to a later call. */
static void
flush (Fixture *self)
{
  g_autoptr (GVariant) id = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", NULL, NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  g_assert_nonnull (id);
  for (guint i = 0; i < 20; i++)
    {
      g_usleep (2000);
      normlab_test_ui_settle ();
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  self->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address ((GTestDBus *) data),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  self->info = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PATH, self->info->interfaces[0], &vtable,
                                     self, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", PORTAL, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
  self->settings = g_settings_new ("io.github.normlab.Normlab");
  g_settings_set_enum (self->settings, KEY, NORMLAB_APPEARANCE_SYSTEM);
}

/* The portal's first answer is there when this returns. */
static void
begin (Fixture *self, GVariant *answer)
{
  self->answer = g_variant_ref_sink (answer);
  self->scheme = normlab_color_scheme_new (self->settings);
  normlab_test_ui_wait (was_read, self, 20);
  flush (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->scheme);
  g_settings_reset (self->settings, KEY);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->answer, g_variant_unref);
  g_clear_pointer (&self->info, g_dbus_node_info_unref);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  normlab_test_ui_settle ();
}

static void
tell (Fixture *self, const char *space, const char *key, GVariant *value)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, PATH, INTERFACE, "SettingChanged",
                                 g_variant_new ("(ssv)", space, key, value), &error);
  g_assert_no_error (error);
}

/* What the desktop prefers, and what it prefers later. */
static void
test_system (Fixture *self, gconstpointer data)
{
  begin (self, g_variant_new_uint32 (1));
  normlab_test_ui_wait (is_dark_now, GINT_TO_POINTER (TRUE), 20);

  tell (self, SPACE, KEY, g_variant_new_uint32 (2));
  normlab_test_ui_wait (is_dark_now, GINT_TO_POINTER (FALSE), 20);
  tell (self, SPACE, KEY, g_variant_new_uint32 (1));
  normlab_test_ui_wait (is_dark_now, GINT_TO_POINTER (TRUE), 20);
  /* No preference: as GTK was before. */
  tell (self, SPACE, KEY, g_variant_new_uint32 (0));
  normlab_test_ui_wait (is_dark_now, GINT_TO_POINTER (FALSE), 20);
}

/* Whoever has chosen gets that, and the desktop's again without a choice. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  g_settings_set_enum (self->settings, KEY, NORMLAB_APPEARANCE_LIGHT);
  begin (self, g_variant_new_uint32 (1));
  g_assert_false (is_dark ());
  g_settings_set_enum (self->settings, KEY, NORMLAB_APPEARANCE_DARK);
  g_assert_true (is_dark ());
  tell (self, SPACE, KEY, g_variant_new_uint32 (2));
  flush (self);
  g_assert_true (is_dark ());
  g_settings_set_enum (self->settings, KEY, NORMLAB_APPEARANCE_SYSTEM);
  g_assert_false (is_dark ());
}

/* What is about something else, or no number, changes nothing. */
static void
test_foreign (Fixture *self, gconstpointer data)
{
  begin (self, g_variant_new_string ("dark"));
  g_assert_false (is_dark ());
  tell (self, SPACE, KEY, g_variant_new_uint32 (1));
  normlab_test_ui_wait (is_dark_now, GINT_TO_POINTER (TRUE), 20);
  tell (self, SPACE, "contrast", g_variant_new_uint32 (2));
  tell (self, "org.gnome.desktop.interface", KEY, g_variant_new_uint32 (2));
  tell (self, SPACE, KEY, g_variant_new_int64 (2));
  tell (self, SPACE, KEY, g_variant_new_string ("light"));
  flush (self);
  g_assert_true (is_dark ());
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTestDBus) bus = NULL;
  int result;

  normlab_test_ui_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/color-scheme/" name, Fixture, bus, set_up, function, tear_down)
  ADD ("system", test_system);
  ADD ("chosen", test_chosen);
  ADD ("foreign", test_foreign);
  result = g_test_run ();
  g_test_dbus_stop (bus);
  return result;
}
