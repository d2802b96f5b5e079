/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-file-chooser.h"

#include <glib/gi18n-lib.h>

#include "normlab-file-name.h"

struct _NormlabFileChooser
{
  GObject parent_instance;

  GtkWindow *parent; /* weak */
  NormlabNotices *notices;

  /* While it asks */
  GtkFileChooserNative *dialog; /* which does not keep itself alive */
  char **endings;               /* nullable */
  NormlabFileChosen chosen;
  gpointer user_data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (NormlabFileChooser, normlab_file_chooser, G_TYPE_OBJECT)

/* The question is over. */
static void
end (NormlabFileChooser *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);

  g_clear_object (&self->dialog);
  g_clear_pointer (&self->endings, g_strfreev);
  if (destroy != NULL)
    destroy (self->user_data);
  self->user_data = NULL;
}

static void
normlab_file_chooser_dispose (GObject *object)
{
  NormlabFileChooser *self = NORMLAB_FILE_CHOOSER (object);

  end (self);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->notices);

  G_OBJECT_CLASS (normlab_file_chooser_parent_class)->dispose (object);
}

static void
normlab_file_chooser_class_init (NormlabFileChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_file_chooser_dispose;
}

static void
normlab_file_chooser_init (NormlabFileChooser *self)
{
}

NormlabFileChooser *
normlab_file_chooser_new (GtkWindow *parent, NormlabNotices *notices)
{
  NormlabFileChooser *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);

  self = g_object_new (NORMLAB_TYPE_FILE_CHOOSER, NULL);
  g_set_weak_pointer (&self->parent, parent);
  self->notices = g_object_ref (notices);
  return self;
}

static void
answer (NormlabFileChooser *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *completed
      = self->endings != NULL
            ? normlab_file_name_complete (path, (const char *const *) self->endings, &error)
            : g_strdup (path);

  if (completed != NULL)
    self->chosen (completed, self->user_data);
  else
    normlab_notices_complain (self->notices, path, error->message);
}

static void
on_response (NormlabFileChooser *self, int response, GtkFileChooser *dialog)
{
  G_GNUC_UNUSED g_autoptr (NormlabFileChooser) ours = g_object_ref (self);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (dialog);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    answer (self, path);
  else if (response == GTK_RESPONSE_ACCEPT)
    normlab_notices_complain (self->notices, NULL,
                              _("Only files and folders of this computer can be used"));
  end (self);
}

static void
add_filter (GtkFileChooser *dialog, const char *kind, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (dialog, filter);
}

gboolean
normlab_file_chooser_is_asking (NormlabFileChooser *self)
{
  g_return_val_if_fail (NORMLAB_IS_FILE_CHOOSER (self), FALSE);

  return self->dialog != NULL;
}

void
normlab_file_chooser_ask (NormlabFileChooser *self,
                          const NormlabFileQuestion *question,
                          NormlabFileChosen chosen,
                          gpointer user_data,
                          GDestroyNotify destroy)
{
  const char *const all[] = { "*", NULL };

  g_return_if_fail (NORMLAB_IS_FILE_CHOOSER (self));
  g_return_if_fail (question != NULL && chosen != NULL);

  if (self->dialog != NULL)
    {
      if (destroy != NULL)
        destroy (user_data);
      return;
    }

  self->endings = g_strdupv ((char **) question->endings);
  self->chosen = chosen;
  self->user_data = user_data;
  self->destroy = destroy;
  self->dialog
      = gtk_file_chooser_native_new (question->title, self->parent, question->action, NULL, NULL);
  if (question->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), question->name);
  if (question->patterns != NULL)
    add_filter (GTK_FILE_CHOOSER (self->dialog), question->kind, question->patterns);
  /* What a file is does not hang on its name. */
  if (question->patterns != NULL && question->action == GTK_FILE_CHOOSER_ACTION_OPEN)
    add_filter (GTK_FILE_CHOOSER (self->dialog), _("All files"), all);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

void
normlab_file_chooser_ask_where (NormlabFileChooser *self,
                                const char *title,
                                const char *subject,
                                const char *ending,
                                const char *kind,
                                NormlabFileChosen chosen,
                                gpointer user_data)
{
  g_autofree char *name = normlab_file_name_suggest (subject, ending);
  g_autofree char *pattern = g_strconcat ("*", ending, NULL);
  const char *const patterns[] = { pattern, NULL };
  const char *const endings[] = { ending, NULL };
  const NormlabFileQuestion question = {
    .title = title,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = name,
    .endings = endings,
    .kind = kind,
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self, &question, chosen, user_data, NULL);
}
