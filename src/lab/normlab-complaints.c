/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-complaints.h"

#include <glib/gi18n-lib.h>

/* So many are shown together; older ones wait beneath them. */
#define MAX_SHOWN 3

typedef struct
{
  char *subject; /* nullable */
  char *text;
} Complaint;

struct _NormlabComplaints
{
  GArray *all; /* of Complaint, the oldest first */
};

static void
clear_complaint (gpointer data)
{
  Complaint *complaint = data;

  g_clear_pointer (&complaint->subject, g_free);
  g_clear_pointer (&complaint->text, g_free);
}

static const Complaint *
get (NormlabComplaints *self, guint i)
{
  return &g_array_index (self->all, Complaint, i);
}

NormlabComplaints *
normlab_complaints_new (void)
{
  NormlabComplaints *self = g_new0 (NormlabComplaints, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Complaint));
  g_array_set_clear_func (self->all, clear_complaint);
  return self;
}

void
normlab_complaints_free (NormlabComplaints *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->all);
  g_free (self);
}

void
normlab_complaints_add (NormlabComplaints *self, const char *subject, const char *text)
{
  Complaint complaint = { 0 };

  g_return_if_fail (self != NULL && text != NULL);

  complaint.subject = g_strdup (subject);
  complaint.text = g_strdup (text);
  /* Once more is not twice. */
  for (guint i = self->all->len; i-- > 0;)
    if ((subject != NULL && g_strcmp0 (get (self, i)->subject, subject) == 0)
        || g_str_equal (get (self, i)->text, complaint.text))
      g_array_remove_index (self->all, i);
  g_array_append_val (self->all, complaint);
}

gboolean
normlab_complaints_mend (NormlabComplaints *self, const char *subject)
{
  g_return_val_if_fail (self != NULL && subject != NULL, FALSE);

  for (guint i = 0; i < self->all->len; i++)
    if (g_strcmp0 (get (self, i)->subject, subject) == 0)
      {
        g_array_remove_index (self->all, i);
        return TRUE;
      }
  return FALSE;
}

void
normlab_complaints_clear (NormlabComplaints *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->all, 0);
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
normlab_complaints_get_text (NormlabComplaints *self)
{
  g_autoptr (GString) text = NULL;
  guint n = 0, n_hidden;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->all->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < self->all->len; i++)
    if (is_about_data (get (self, i)))
      add_line (text, get (self, i)->text);
    else
      n++;
  n_hidden = n > MAX_SHOWN ? n - MAX_SHOWN : 0;
  for (guint i = 0, seen = 0; i < self->all->len; i++)
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
