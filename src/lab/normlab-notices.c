/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-notices.h"

#include <glib/gi18n-lib.h>

/* So many are shown together; older ones wait beneath them. */
#define MAX_SHOWN 3

typedef struct
{
  char *subject; /* nullable */
  char *text;
} Complaint;

struct _NormlabNotices
{
  GObject parent_instance;

  GArray *complaints; /* of Complaint, the oldest first */
};

enum
{
  CHANGED,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabNotices, normlab_notices, G_TYPE_OBJECT)

static void
clear_complaint (gpointer data)
{
  Complaint *complaint = data;

  g_clear_pointer (&complaint->subject, g_free);
  g_clear_pointer (&complaint->text, g_free);
}

static const Complaint *
get (NormlabNotices *self, guint i)
{
  return &g_array_index (self->complaints, Complaint, i);
}

static void
normlab_notices_finalize (GObject *object)
{
  g_array_unref (NORMLAB_NOTICES (object)->complaints);

  G_OBJECT_CLASS (normlab_notices_parent_class)->finalize (object);
}

static void
normlab_notices_class_init (NormlabNoticesClass *klass)
{
  const GType type = NORMLAB_TYPE_NOTICES;

  G_OBJECT_CLASS (klass)->finalize = normlab_notices_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
normlab_notices_init (NormlabNotices *self)
{
  self->complaints = g_array_new (FALSE, FALSE, sizeof (Complaint));
  g_array_set_clear_func (self->complaints, clear_complaint);
}

NormlabNotices *
normlab_notices_new (void)
{
  return g_object_new (NORMLAB_TYPE_NOTICES, NULL);
}

void
normlab_notices_complain (NormlabNotices *self, const char *subject, const char *text)
{
  Complaint complaint = { 0 };

  g_return_if_fail (NORMLAB_IS_NOTICES (self));
  g_return_if_fail (text != NULL);

  complaint.subject = g_strdup (subject);
  complaint.text = g_strdup (text);
  /* Once more is not twice. */
  for (guint i = self->complaints->len; i-- > 0;)
    if ((subject != NULL && g_strcmp0 (get (self, i)->subject, complaint.subject) == 0)
        || g_str_equal (get (self, i)->text, complaint.text))
      g_array_remove_index (self->complaints, i);
  g_array_append_val (self->complaints, complaint);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_notices_mend (NormlabNotices *self, const char *subject)
{
  g_return_if_fail (NORMLAB_IS_NOTICES (self));
  g_return_if_fail (subject != NULL);

  for (guint i = 0; i < self->complaints->len; i++)
    if (g_strcmp0 (get (self, i)->subject, subject) == 0)
      {
        g_array_remove_index (self->complaints, i);
        g_signal_emit (self, signals[CHANGED], 0);
        return;
      }
}

void
normlab_notices_close (NormlabNotices *self)
{
  g_return_if_fail (NORMLAB_IS_NOTICES (self));

  if (self->complaints->len == 0)
    return;
  g_array_set_size (self->complaints, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_about_data (const Complaint *complaint)
{
  return g_strcmp0 (complaint->subject, NORMLAB_COMPLAINT_DATA) == 0;
}

static void
add_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

char *
normlab_notices_get_complaints (NormlabNotices *self)
{
  g_autoptr (GString) text = NULL;
  guint n = 0, n_hidden;

  g_return_val_if_fail (NORMLAB_IS_NOTICES (self), NULL);

  if (self->complaints->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < self->complaints->len; i++)
    if (is_about_data (get (self, i)))
      add_line (text, get (self, i)->text);
    else
      n++;
  n_hidden = n > MAX_SHOWN ? n - MAX_SHOWN : 0;
  for (guint i = 0, seen = 0; i < self->complaints->len; i++)
    if (!is_about_data (get (self, i)) && seen++ >= n_hidden)
      add_line (text, get (self, i)->text);
  if (n_hidden > 0)
    {
      g_autofree char *more = g_strdup_printf (
          /* Translators: beneath some sentences about what went wrong */
          g_dngettext (GETTEXT_PACKAGE, "…and %u more", "…and %u more", n_hidden), n_hidden);

      add_line (text, more);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
normlab_notices_tell (NormlabNotices *self, const char *text, const char *label, const char *action)
{
  g_return_if_fail (NORMLAB_IS_NOTICES (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail ((label == NULL) == (action == NULL));

  g_signal_emit (self, signals[TOLD], 0, text, label, action);
}

void
normlab_notices_take_back (NormlabNotices *self)
{
  g_return_if_fail (NORMLAB_IS_NOTICES (self));

  g_signal_emit (self, signals[TOLD], 0, NULL, NULL, NULL);
}

void
normlab_notices_report (NormlabNotices *self, const char *path, const GError *error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (NORMLAB_IS_NOTICES (self));
  g_return_if_fail (path != NULL);

  if (error != NULL)
    {
      normlab_notices_complain (self, path, error->message);
      return;
    }
  normlab_notices_mend (self, path);
  name = g_filename_display_basename (path);
  /* Translators: the name of a file */
  text = g_strdup_printf (_("%s has been written"), name);
  normlab_notices_tell (self, text, NULL, NULL);
}
