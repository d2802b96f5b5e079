/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-options.h"
#include "normlab-chart-view.h"
#include "normlab-curves-page.h"
#include "normlab-other-metrics.h"
#include "normlab-page.h"

G_BEGIN_DECLS

/* NormlabCurvesPage is one class, split by concern: normlab-curves-page.c is the page and what
 * people do to its chart; -options brings settings and the choices of the tools into the plot,
 * -follow what becomes of the runs. The first calls the others, and these two each other. */

struct _NormlabCurvesPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkBox *metrics;
  GtkDropDown *abscissa;
  GtkRange *smoothing;
  GtkAdjustment *smoothing_adjustment;
  GtkWidget *gap_button;
  GtkWidget *logarithmic_button;
  GtkWidget *reset_button;
  NormlabChartOptions *options;
  NormlabChartView *view;

  /* Owned */
  NormlabLab *lab;
  GListModel *runs; /* of the lab */
  NormlabOtherMetrics *other_metrics;
  GSettings *settings;
  NormlabPlot *plot;
  GPtrArray *items; /* NormlabRunItem, as the plot has their runs */
  GPtrArray *names; /* that people gave them; NULL for others */
  char *summary;
  guint step;     /* that is looked at, or NORMLAB_TIMELINE_LIVE */
  guint stale;    /* tick callback that brings everything up to date */
  guint behind;   /* tick callback that lets the plot catch up */
  guint patience; /* samples that it takes over in a frame */

  gboolean runs_changed; /* more than what is shown */
};

/* normlab-curves-page-options.c */

/* Once the template is there. */
void normlab_curves_page_init_options (NormlabCurvesPage *self);
/* Once lab and settings are there. */
void normlab_curves_page_set_up_options (NormlabCurvesPage *self);
/* Those that have been measured of any run, and the one that is shown. */
void normlab_curves_page_offer_metrics (NormlabCurvesPage *self);
/* As of a NormlabPage. */
char *normlab_curves_page_get_view (NormlabPage *page);
void normlab_curves_page_set_view (NormlabPage *page, const char *view);

/* normlab-curves-page-follow.c */

/* Before the template is made, whose widgets may ask. */
void normlab_curves_page_init_following (NormlabCurvesPage *self);
/* Once the lab is there. */
void normlab_curves_page_set_up_following (NormlabCurvesPage *self);
/* Does now what would be done with the next frame. */
void normlab_curves_page_bring_up_to_date (NormlabCurvesPage *self);
/* On the step that is looked at, where it has one place on the axis. */
void normlab_curves_page_place_cursor (NormlabCurvesPage *self);
/* After anything but points: looks, the picture, the words about it. */
void normlab_curves_page_present (NormlabCurvesPage *self);

G_END_DECLS
