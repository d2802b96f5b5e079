/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-color-scheme.h"

#include <gtk/gtk.h>

#define PREFER_DARK 1

struct _NormlabColorScheme
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  GCancellable *cancellable;
  GDBusProxy *portal;

  gboolean gtk_prefers_dark; /* before anybody asked for anything */
  guint system;              /* what the portal says; 0: nothing */
};

G_DEFINE_FINAL_TYPE (NormlabColorScheme, normlab_color_scheme, G_TYPE_OBJECT)

static void
update (NormlabColorScheme *self)
{
  NormlabAppearance appearance
      = (NormlabAppearance) g_settings_get_enum (self->settings, "color-scheme");
  gboolean dark;

  if (appearance == NORMLAB_APPEARANCE_DARK)
    dark = TRUE;
  else if (appearance == NORMLAB_APPEARANCE_LIGHT)
    dark = FALSE;
  else
    dark = self->system != 0 ? self->system == PREFER_DARK : self->gtk_prefers_dark;

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", dark, NULL);
}

static void
take (NormlabColorScheme *self, GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;

  /* Read() wraps its answer twice. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      inner = g_variant_get_variant (value);
      take (self, inner);
      return;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return;
  self->system = g_variant_get_uint32 (value);
  update (self);
}

static void
on_signal (NormlabColorScheme *self,
           const char *sender,
           const char *signal,
           GVariant *parameters,
           GDBusProxy *portal)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;

  if (!g_str_equal (signal, "SettingChanged")
      || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &space, &key, &value);
  if (g_str_equal (space, "org.freedesktop.appearance") && g_str_equal (key, "color-scheme"))
    take (self, value);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NormlabColorScheme) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable)
      || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(v)")))
    return;
  g_variant_get (answer, "(v)", &value);
  take (self, value);
}

static void
on_portal (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NormlabColorScheme) self = user_data;
  g_autoptr (GDBusProxy) portal = g_dbus_proxy_new_for_bus_finish (result, NULL);

  if (portal == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->portal = g_steal_pointer (&portal);
  g_signal_connect_object (self->portal, "g-signal", G_CALLBACK (on_signal), self,
                           G_CONNECT_SWAPPED);
  g_dbus_proxy_call (self->portal, "Read",
                     g_variant_new ("(ss)", "org.freedesktop.appearance", "color-scheme"),
                     G_DBUS_CALL_FLAGS_NONE, 2000, self->cancellable, on_read, g_object_ref (self));
}

static void
normlab_color_scheme_dispose (GObject *object)
{
  NormlabColorScheme *self = NORMLAB_COLOR_SCHEME (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->portal);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_color_scheme_parent_class)->dispose (object);
}

static void
normlab_color_scheme_class_init (NormlabColorSchemeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_color_scheme_dispose;
}

static void
normlab_color_scheme_init (NormlabColorScheme *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
on_setting_changed (NormlabColorScheme *self)
{
  update (self);
}

NormlabColorScheme *
normlab_color_scheme_new (GSettings *settings)
{
  NormlabColorScheme *self = g_object_new (NORMLAB_TYPE_COLOR_SCHEME, NULL);

  self->settings = g_object_ref (settings);
  g_object_get (gtk_settings_get_default (), "gtk-application-prefer-dark-theme",
                &self->gtk_prefers_dark, NULL);
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  update (self);

  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION,
                            G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES
                                | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION,
                            NULL, "org.freedesktop.portal.Desktop",
                            "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings",
                            self->cancellable, on_portal, g_object_ref (self));
  return self;
}
