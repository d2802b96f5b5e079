/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-cell.h"

#include <math.h>

#include "normlab-run-check.h"

/* How far a progress bar must have come to be drawn again. */
#define PROGRESS_STEP 0.005

/* So many characters narrower than it should be a column of names may be. */
#define MAX_CUT 7

/* Text takes a width that does not depend on it, so that no number moves a column. */
GtkWidget *
normlab_run_cell_make_text (const NormlabRunColumn *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);
  guint width = normlab_run_column_get_width (column);

  /* A name for which there is no room even where it is cut, or which is a person's: what tells runs
   * apart may well stand at its end. */
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     column->fact == NORMLAB_RUN_FACT_NAME
                                         ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE
                                         : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* Names have what is left, and are cut where they are alike. */
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text),
                                 column->fact == NORMLAB_RUN_FACT_NAME ? width - MAX_CUT : width);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), width);
  if (normlab_run_column_is_numeric (column))
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (text), 1);
      gtk_widget_add_css_class (text, "numeric");
    }
  else
    gtk_widget_set_hexpand (text, TRUE);
  return text;
}

/* Before the mark, what opens a group. */
GtkWidget *
normlab_run_cell_make_shown (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *arrow = gtk_toggle_button_new ();

  gtk_widget_add_css_class (arrow, "flat");
  gtk_widget_add_css_class (arrow, "opener");
  /* The row has the cursor: the arrow keys do the same there. */
  gtk_widget_set_focusable (arrow, FALSE);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_box_append (GTK_BOX (box), normlab_run_check_new ());
  return box;
}

GtkWidget *
normlab_run_cell_make_state (const NormlabRunColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *image = gtk_image_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), normlab_run_cell_make_text (column));
  return box;
}

GtkWidget *
normlab_run_cell_make_progress (void)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  return bar;
}

/* Only what is different, as it is drawn anew. */
void
normlab_run_cell_set_text (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (widget), text);
}

void
normlab_run_cell_update_progress (GtkWidget *bar, NormlabRunItem *item)
{
  double before = gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar));
  double now = normlab_run_item_get_progress (item);

  gtk_widget_set_opacity (bar, isnan (now) ? 0 : 1);
  if (isnan (now))
    return;
  if (fabs (now - before) >= PROGRESS_STEP || (now >= 1) != (before >= 1))
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), now);
}

static const char *
get_icon (NormlabRunItem *item)
{
  /* Which is looked at from here. */
  if (normlab_run_item_is_foreign (item))
    return "view-reveal-symbolic";
  if (normlab_run_item_get_members (item) != NULL)
    return NULL;
  if (normlab_run_item_is_stuck (item))
    return "dialog-warning-symbolic";
  switch (normlab_run_get_state (normlab_run_item_get_run (item)))
    {
    case NORMLAB_RUN_PAUSED:
      return "media-playback-pause-symbolic";
    case NORMLAB_RUN_STOPPED:
      return "media-playback-stop-symbolic";
    case NORMLAB_RUN_FINISHED:
      return "object-select-symbolic";
    case NORMLAB_RUN_DIVERGED:
      return "dialog-warning-symbolic";
    case NORMLAB_RUN_FAILED:
      return "dialog-error-symbolic";
    case NORMLAB_RUN_QUEUED:
    case NORMLAB_RUN_RUNNING:
    default:
      return NULL;
    }
}

void
normlab_run_cell_update_state (GtkWidget *box, NormlabRunItem *item)
{
  GtkWidget *image = gtk_widget_get_first_child (box);
  NormlabRunState state = normlab_run_get_state (normlab_run_item_get_run (item));
  g_autofree char *text = normlab_run_item_get_state_text (item);

  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box))), text)
      == 0)
    return;
  normlab_run_cell_set_text (gtk_widget_get_last_child (box), text);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), get_icon (item));
  gtk_widget_set_visible (image, get_icon (item) != NULL);
  if (normlab_run_item_get_members (item) == NULL
      && (normlab_run_item_is_stuck (item) || state == NORMLAB_RUN_DIVERGED
          || state == NORMLAB_RUN_FAILED))
    gtk_widget_add_css_class (box, "error");
  else
    gtk_widget_remove_css_class (box, "error");
}
