/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"
#include "normlab-digits-canvas.h"
#include "normlab-digits-model.h"
#include "normlab-digits-page.h"
#include "normlab-page.h"

G_BEGIN_DECLS

/* NormlabDigitsPage is one class, split by concern: normlab-digits-page.c is the page; -tools is
 * what people do to the image, -answers shows what networks take it for. The first calls the
 * others, which call none of one another. */

struct _NormlabDigitsPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *side, *drawing_tools, *image_tools, *random_tools;
  NormlabDigitsCanvas *canvas;
  GtkLabel *image_label, *path_label;
  GtkAdjustment *thickness_adjustment, *number_adjustment;
  GtkWidget *number_entry;
  GtkWidget *scroller;
  GtkDrawingArea *cards, *path;

  /* Owned */
  NormlabDigits *digits;
  GListModel *runs; /* of the lab */
  GSimpleActionGroup *actions;
  NormlabDigitsModel *model; /* nullable: what is shown */
  NormlabRunItem *chosen;    /* nullable: whose path is shown */
  GtkWidget *window;         /* weak, nullable: that has the actions */
  char *summary;

  guint tick; /* tick callback that brings everything up to date; 0: it is */
  double scale;
  gboolean updating; /* what changes here is not a person's doing */
  gboolean had_content;
};

/* Brings everything up to date with the next frame: once for everything that happens before it. */
void normlab_digits_page_expire (NormlabDigitsPage *self);
/* How it looks here and now. */
void normlab_digits_page_init_style (NormlabDigitsPage *self, NormlabChartStyle *style);

/* normlab-digits-page-tools.c */

/* Before the template is made, whose widgets have the actions. */
void normlab_digits_page_add_tools (NormlabDigitsPage *self);
/* Callbacks of the template. */
void normlab_digits_page_bind_tools (GtkWidgetClass *widget_class);
/* Once the template is there. */
void normlab_digits_page_init_tools (NormlabDigitsPage *self);
void normlab_digits_page_update_tools (NormlabDigitsPage *self);

/* normlab-digits-page-answers.c */

/* Once the template is there. */
void normlab_digits_page_init_answers (NormlabDigitsPage *self);
/* Takes what the networks answer now. */
void normlab_digits_page_update_answers (NormlabDigitsPage *self);

G_END_DECLS
