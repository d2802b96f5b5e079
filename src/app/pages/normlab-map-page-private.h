/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-page.h"
#include "normlab-map-source.h"
#include "normlab-map-view.h"
#include "normlab-page-frame.h"

G_BEGIN_DECLS

/* NormlabMapPage is one class, split by concern: normlab-map-page.c is the page, -follow what
 * becomes of the runs and of who looks at them, -tools what is mapped, and over what. All of them
 * call -follow, and that shows in the -tools what has been chosen. */

struct _NormlabMapPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkBox *metrics;
  GtkWidget *last_button, *best_button;
  GtkWidget *axes_tools;
  GtkDropDown *x_drop_down, *y_drop_down;
  GtkWidget *y_tools;
  NormlabMapView *view;

  /* Owned */
  NormlabLab *lab;
  GListModel *runs; /* of the lab */
  GSettings *settings;
  NormlabMapSource *source;
  NormlabMapOptions options;
  GPtrArray *items; /* NormlabRunItem, as the source has their runs */
  char *summary;
  guint offered; /* bits of the hyperparameters in the drop-downs */
  NormlabPageFrame frame;

  NormlabRunItem *highlighted; /* only compared */
  gboolean runs_changed;       /* more than what is shown */
  gboolean setting;            /* it is not a person who changes the tools */
};

/* normlab-map-page-follow.c */

/* Once the lab is there. */
void normlab_map_page_set_up_following (NormlabMapPage *self);
/* With the next frame, ten times a second at most; nothing while nobody looks. */
void normlab_map_page_expire (NormlabMapPage *self);
void normlab_map_page_bring_up_to_date (NormlabMapPage *self);
/* Which cell stands out since its run does elsewhere. */
void normlab_map_page_place_highlight (NormlabMapPage *self);

/* normlab-map-page-tools.c */

/* Once the template is there. */
void normlab_map_page_init_tools (NormlabMapPage *self);
/* Once lab and settings are there. */
void normlab_map_page_set_up_tools (NormlabMapPage *self);
/* Offers what the source has, and what it has taken. */
void normlab_map_page_show_axes (NormlabMapPage *self);
/* As of a NormlabPage. */
char *normlab_map_page_get_view (NormlabPage *page);
void normlab_map_page_set_view (NormlabPage *page, const char *view);

G_END_DECLS
