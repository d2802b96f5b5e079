/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"
#include "normlab-confusion-view.h"
#include "normlab-digits-canvas.h"
#include "normlab-digits-model.h"
#include "normlab-digits-page.h"
#include "normlab-evaluation.h"
#include "normlab-gallery-view.h"
#include "normlab-image-list.h"
#include "normlab-page-frame.h"
#include "normlab-page.h"

G_BEGIN_DECLS

/* NormlabDigitsPage is one class, split by concern: normlab-digits-page.c is the page; -tools is
 * what people do to the image, -answers shows what networks take it for, -all what they take all
 * images for, -networks is the choice of whose answers those are, and -views that between one image
 * and all. The first calls the others, and -views calls -networks. */

struct _NormlabDigitsPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *side, *view_switch, *drawing_tools, *image_tools, *random_tools, *all_tools;
  GtkWidget *gallery_tools;
  NormlabDigitsCanvas *canvas;
  GtkLabel *image_label, *path_label;
  GtkAdjustment *thickness_adjustment, *number_adjustment;
  GtkWidget *number_entry;
  GtkWidget *scroller;
  GtkDrawingArea *cards, *path;
  GtkStack *views; /* "one" image, "all" images */
  GtkDropDown *set_list, *first_list, *second_list;
  GtkCheckButton *compare_check;
  NormlabConfusionView *matrix;
  NormlabGalleryView *gallery;
  GtkLabel *gallery_label;
  GtkScrolledWindow *gallery_scroller;

  /* Owned */
  NormlabDigits *digits;
  NormlabEvaluation *evaluation;
  GListModel *runs; /* of the lab */
  GSimpleActionGroup *actions;
  GSettings *settings;       /* nullable: where it is kept what is shown */
  NormlabDigitsModel *model; /* nullable: what is shown */
  NormlabRunItem *chosen;    /* nullable: whose path is shown */
  GtkWidget *window;         /* weak, nullable: that has the actions */
  char *summary;
  char *looks;           /* nullable: of the networks, as all images are shown */
  NormlabImageList list; /* of all images, those that are shown */

  NormlabPageFrame frame;
  double scale;
  gboolean updating; /* what changes here is not a person's doing */
  gboolean had_content;
  gboolean shows_all; /* images */
  gboolean all_stale; /* what is shown of them */
  gboolean projected;
};

/* Brings everything up to date with the next frame: once for everything that happens before it. */
void normlab_digits_page_expire (NormlabDigitsPage *self);
/* How it looks here and now. */
void normlab_digits_page_init_style (NormlabDigitsPage *self, NormlabChartStyle *style);

/* normlab-digits-page-views.c */

/* Its actions, before the template is made. */
void normlab_digits_page_add_views (NormlabDigitsPage *self);
/* Shows what was shown last, and keeps it from here on. */
void normlab_digits_page_set_up_views (NormlabDigitsPage *self, GSettings *settings);
/* What is looked at follows from what is in sight. */
void normlab_digits_page_look (NormlabDigitsPage *self);
/* As of a NormlabPage. */
void normlab_digits_page_set_scale (NormlabPage *page, double scale);
void normlab_digits_page_set_projected (NormlabPage *page, gboolean projected);

/* normlab-digits-page-tools.c */

/* Its actions, before the template is made. */
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

/* normlab-digits-page-all.c */

/* Its actions, before the template is made. */
void normlab_digits_page_add_all (NormlabDigitsPage *self);
/* Once the template is there. */
void normlab_digits_page_init_all (NormlabDigitsPage *self);
/* Takes what there is to be shown of all images now. */
void normlab_digits_page_update_all (NormlabDigitsPage *self);
/* The same in words. Free with g_free(). */
char *normlab_digits_page_summarize_all (NormlabDigitsPage *self);
/* A snapshot of that. */
NormlabPageSnapshot *normlab_digits_page_snapshot_all (NormlabDigitsPage *self,
                                                       const NormlabChartStyle *style);

/* normlab-digits-page-networks.c */

/* Callbacks of the template. */
void normlab_digits_page_bind_networks (GtkWidgetClass *widget_class);
/* Once the runs are there. */
void normlab_digits_page_set_up_networks (NormlabDigitsPage *self);
/* The network that is chosen is the one that is looked at. */
void normlab_digits_page_choose_network (NormlabDigitsPage *self);

G_END_DECLS
