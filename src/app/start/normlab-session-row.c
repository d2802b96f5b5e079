/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-text.h"

/* A file that cannot be read has no other name. */
static char *
get_title (const NormlabSessionEntry *entry)
{
  g_autofree char *base = NULL;

  if (entry->summary->title != NULL && *entry->summary->title != '\0')
    return g_strdup (entry->summary->title);
  base = g_path_get_basename (entry->path);
  return normlab_text_for_path (base);
}

static char *
get_date (const NormlabSessionEntry *entry)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (entry->time / 1000000000);

  /* Translators: when a session was changed last, as g_date_time_format() has it */
  return g_date_time_format (date, _("%-d %B %Y, %H:%M"));
}

static void
append (GString *text, const char *part)
{
  g_string_append (text, " · ");
  g_string_append (text, part);
}

/* "27 November 2026, 22:15 · 5 networks · best accuracy 0.939" */
static char *
get_figures (const NormlabSessionEntry *entry)
{
  const NormlabSessionSummary *summary = entry->summary;
  GString *text = g_string_new (NULL);
  g_autofree char *date = get_date (entry);

  g_string_append (text, date);
  if (summary->n_runs > 0)
    {
      g_autofree char *n = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u network", "%u networks", summary->n_runs),
          summary->n_runs);

      append (text, n);
    }
  if (isfinite (summary->best))
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      /* Translators: a number from 0 to 1 */
      g_autofree char *best = g_strdup_printf (
          _("best accuracy %s"), g_ascii_formatd (number, sizeof number, "%.3f", summary->best));

      append (text, best);
    }
  if (summary->status == NORMLAB_SESSION_INTERRUPTED)
    append (text, _("interrupted"));
  if (summary->status == NORMLAB_SESSION_DAMAGED)
    append (text, _("damaged"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
create_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* Is heard as "Open", and then of what. */
static GtkWidget *
create_button (const NormlabSessionEntry *entry, GtkWidget *title)
{
  gboolean interrupted = entry->summary->status == NORMLAB_SESSION_INTERRUPTED;
  GtkWidget *button = gtk_button_new_with_label (interrupted ? _("Go On") : _("Open"));

  gtk_widget_set_name (button, "button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  interrupted ? "win.go-on-session" : "win.open-session");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          g_variant_new_bytestring (entry->path));
  if (interrupted)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  title, NULL, -1);
  return button;
}

/* What stands at the end of the row; NULL for nothing. */
static GtkWidget *
create_end (const NormlabSessionEntry *entry, GtkWidget *title)
{
  GtkWidget *end;

  switch (entry->summary->status)
    {
    case NORMLAB_SESSION_OPEN:
      end = gtk_label_new (_("Open in another window"));
      gtk_widget_add_css_class (end, "dim-label");
      break;
    case NORMLAB_SESSION_COMPLETE:
    case NORMLAB_SESSION_INTERRUPTED:
    case NORMLAB_SESSION_DAMAGED:
    default:
      end = entry->summary->n_runs > 0 ? create_button (entry, title) : NULL;
    }
  if (end != NULL)
    gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  return end;
}

GtkWidget *
normlab_session_row_new (const NormlabSessionEntry *entry)
{
  g_autofree char *title = get_title (entry);
  g_autofree char *figures = get_figures (entry);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = create_label (title, "session-title");
  GtkWidget *end = create_end (entry, label);

  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), create_label (figures, "caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (words, entry->summary->reason);
  gtk_box_append (GTK_BOX (box), words);
  if (end != NULL)
    gtk_box_append (GTK_BOX (box), end);
  /* Keys go from button to button. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}
