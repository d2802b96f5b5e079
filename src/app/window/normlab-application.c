/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-application.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-color-scheme.h"
#include "normlab-ready-made.h"
#include "normlab-settings.h"
#include "normlab-window.h"

struct _NormlabApplication
{
  GtkApplication parent_instance;

  /* Owned */
  GSettings *settings;
  NormlabColorScheme *color_scheme;
};

G_DEFINE_FINAL_TYPE (NormlabApplication, normlab_application, GTK_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "win.train", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.page::curves", { "<Control>1" } },
  { "win.page::layers", { "<Control>2" } },
  { "win.page::digits", { "<Control>3" } },
  { "win.page::map", { "<Control>4" } },
  { "win.page::data", { "<Control>5" } },
  { "win.panel-visible", { "F9" } },
  { "win.projector", { "F11" } },
  { "win.table-visible", { "F12" } },
  { "win.clear", { "<Control><Shift>Delete" } },
  { "win.open", { "<Control>o" } },
  { "win.open-data", { "<Control>d" } },
  { "win.save-session", { "<Control>s" } },
  { "win.save-experiment", { "<Control><Shift>s" } },
  { "win.export-chart", { "<Control>e" } },
  { "win.export-results", { "<Control><Shift>e" } },
  { "win.copy-chart", { "<Control><Shift>c" } },
  { "win.print", { "<Control>p" } },
  { "win.time-back", { "<Alt>Left" } },
  { "win.time-forward", { "<Alt>Right" } },
  { "win.time-live", { "<Alt>End" } },
  { "win.time-play", { "<Alt>Return" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

static NormlabWindow *
open_window (NormlabApplication *self, const char *data, NormlabReading reading)
{
  NormlabWindow *window = normlab_window_new_as (GTK_APPLICATION (self), data, reading);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
normlab_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (NORMLAB_APPLICATION (application), NULL, NORMLAB_READING_PLAIN);
}

static NormlabWindow *
get_window (NormlabApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window != NULL ? NORMLAB_WINDOW (window) : open_window (self, NULL, NORMLAB_READING_PLAIN);
}

static void
normlab_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  NormlabWindow *window = get_window (NORMLAB_APPLICATION (application));

  /* What it asks then stands in front of it. */
  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < n_files; i++)
    normlab_window_open_location (window, files[i]);
}

/* The folder of --data, from the folder in which the program was started, which need not be this
 * process's; NULL without the option, and for the built-in digits. What is no path stays as it
 * is, so that somebody is told of it. */
static char *
get_data (GApplicationCommandLine *line)
{
  g_autofree char *argument = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  g_variant_dict_lookup (g_application_command_line_get_options_dict (line), "data", "^ay",
                         &argument);
  if (argument == NULL || g_str_equal (argument, "builtin"))
    return NULL;
  file = g_application_command_line_create_file_for_arg (line, argument);
  path = g_file_get_path (file);
  return path != NULL ? g_steal_pointer (&path) : g_steal_pointer (&argument);
}

/* How it is read. */
static NormlabReading
get_reading (GVariantDict *options)
{
  NormlabReading reading = NORMLAB_READING_PLAIN;

  if (g_variant_dict_contains (options, "inverted"))
    reading |= NORMLAB_READING_INVERTED;
  if (g_variant_dict_contains (options, "turned"))
    reading |= NORMLAB_READING_TURNED;
  return reading;
}

static void
open_argument (NormlabWindow *window, GApplicationCommandLine *line, const char *argument)
{
  g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, argument);

  normlab_window_open_location (window, file);
}

/* What is no file but called as one of the experiments that come with the program is that one. */
static void
open_experiment (NormlabWindow *window, GApplicationCommandLine *line, const char *argument)
{
  g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, argument);
  g_autoptr (NormlabExperiment) experiment = NULL;

  if (!g_file_query_exists (file, NULL))
    experiment = normlab_ready_made_new (argument);
  if (experiment != NULL)
    normlab_plan_set_experiment (normlab_window_get_plan (window), experiment);
  else
    normlab_window_open_location (window, file);
}

/* What comes through "-" is standard input, of the process that was started, which need not be this
 * one. */
static void
watch (NormlabWindow *window, GApplicationCommandLine *line, const char *argument)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  int fd;

  if (!g_str_equal (argument, "-"))
    {
      file = g_application_command_line_create_file_for_arg (line, argument);
      path = g_file_get_path (file);
      normlab_window_watch (window, path != NULL ? path : argument);
      return;
    }
  input = g_application_command_line_get_stdin (line);
  fd = input != NULL && G_IS_UNIX_INPUT_STREAM (input)
           ? dup (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (input)))
           : -1;
  if (fd >= 0)
    /* Translators: what a run is called that comes through standard input */
    normlab_window_watch_stream (window, fd, _("standard input"));
}

/* Each start has a window of its own: two classes beside each other do not share one. */
static int
normlab_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree char *data = get_data (line);
  g_autofree char *experiment = NULL;
  g_auto (GStrv) watched = NULL;
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, NULL);
  NormlabWindow *window
      = open_window (NORMLAB_APPLICATION (application), data, get_reading (options));

  g_variant_dict_lookup (options, "experiment", "^ay", &experiment);
  if (experiment != NULL)
    open_experiment (window, line, experiment);
  g_variant_dict_lookup (options, "watch", "^aay", &watched);
  for (guint i = 0; watched != NULL && watched[i] != NULL; i++)
    watch (window, line, watched[i]);
  for (guint i = 1; arguments[i] != NULL; i++)
    open_argument (window, line, arguments[i]);
  return 0;
}

static int
normlab_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("normlab %s\n", PACKAGE_VERSION);
      return 0;
    }
  schema = normlab_settings_find_schema ();
  if (schema == NULL)
    {
      g_printerr ("normlab: %s\n",
                  _("The description of its settings is not installed. In a "
                     "checkout, ./dev run starts the program; elsewhere, install it "
                     "first."));
      return 1;
    }
  return -1;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;

  /* clang-format off */
  gtk_show_about_dialog (
      gtk_application_get_active_window (application),
      "program-name", "Normlab",
      "version", PACKAGE_VERSION,
      "comments", _("Trains small neural networks before your eyes and shows, side by side, what "
                    "batch normalization, activation, initialization and depth do to learning."),
      "logo-icon-name", APPLICATION_ID,
      "license-type", GTK_LICENSE_GPL_3_0,
      /* Translators: put your names here, one per line */
      "translator-credits", _("translator-credits"),
      NULL);
  /* clang-format on */
}

/* Windows are asked to close, so that each keeps what it has. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static const GActionEntry entries[] = {
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/normlab/Normlab/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
normlab_application_startup (GApplication *application)
{
  NormlabApplication *self = NORMLAB_APPLICATION (application);
  g_autoptr (GAction) color_scheme = NULL;

  G_APPLICATION_CLASS (normlab_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  add_style ();
  self->settings = normlab_settings_new ();
  self->color_scheme = normlab_color_scheme_new (self->settings);
  color_scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);
}

static void
normlab_application_dispose (GObject *object)
{
  NormlabApplication *self = NORMLAB_APPLICATION (object);

  g_clear_object (&self->color_scheme);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_application_parent_class)->dispose (object);
}

static void
normlab_application_class_init (NormlabApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_application_dispose;
  application_class->activate = normlab_application_activate;
  application_class->command_line = normlab_application_command_line;
  application_class->handle_local_options = normlab_application_handle_local_options;
  application_class->open = normlab_application_open;
  application_class->startup = normlab_application_startup;
}

static void
normlab_application_init (NormlabApplication *self)
{
  const GOptionEntry options[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Learn the images of a folder or file, such as MNIST (“builtin”: the built-in digits)"),
      N_("DIR") },
    { "inverted", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_("Read the images inverted, 255 less each pixel, as suits dark writing on white paper."),
      NULL },
    { "turned", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_("Have rows and columns of each image change places, as suits images that lie on their "
          "side as EMNIST’s do."),
      NULL },
    { "experiment", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Begin with a saved experiment, or one that comes with the program, by its name"),
      N_("FILE") },
    { "watch", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL,
      N_("Show what another program writes of its training: a log, or a folder of them; “-”: "
          "standard input"),
      N_("PATH|-") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the program’s version and end"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _("Trains small neural networks and shows live, side by side, what makes them learn."));
}

NormlabApplication *
normlab_application_new (void)
{
  /* clang-format off */
  return g_object_new (NORMLAB_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/normlab/Normlab",
                       NULL);
  /* clang-format on */
}
