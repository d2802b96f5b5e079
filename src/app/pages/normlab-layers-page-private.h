/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-insights.h"
#include "normlab-landscape.h"
#include "normlab-layers-chooser.h"
#include "normlab-layers-page.h"
#include "normlab-layers-view.h"
#include "normlab-outset.h"
#include "normlab-page-frame.h"
#include "normlab-page.h"
#include "normlab-parameters.h"

G_BEGIN_DECLS

/* NormlabLayersPage is one class, split by concern: normlab-layers-page.c is the page and its
 * tools; -runs says which networks are looked into, -before what networks are asked for what they
 * begin with, -weights and -smoothness what is known of that, -view what of its tools and choices
 * is kept in sessions, -show makes the picture of all of it. The first calls the others, which call
 * -show; that calls them back for what is known. */

struct _NormlabLayersPage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkWidget *tools;
  GtkWidget *strips_tools;
  GtkWidget *strips_button, *flow_button, *weights_button, *smoothness_button;
  GtkWidget *overlaid_button, *apart_button, *logarithmic_button;
  GtkWidget *before_button, *networks_button;
  NormlabLayersChooser *chooser;
  NormlabLayersView *view;

  /* Owned */
  NormlabLab *lab;
  NormlabPlan *plan; /* nullable: what would be trained */
  NormlabInsights *insights;
  NormlabOutset *outset;
  NormlabParameters *parameters;
  NormlabLandscape *landscape;
  GListModel *runs; /* of the lab */
  GPtrArray *items; /* NormlabRunItem, those that are looked into */
  char *summary;
  char *problem; /* nullable: why nothing can be trained */
  NormlabPageFrame frame;
  guint step;                  /* that is looked at, or NORMLAB_TIMELINE_LIVE */
  NormlabRunItem *highlighted; /* not owned: compared only */

  gboolean runs_changed; /* which are there or shown */
  gboolean previewed;    /* whether the items would be trained */
  gboolean had_content;
};

/* normlab-layers-page-runs.c */

/* Once lab and template are there. */
void normlab_layers_page_set_up_runs (NormlabLayersPage *self);
/* Which networks are looked into, as it is now; asks what there is to be known about them. */
void normlab_layers_page_take_runs (NormlabLayersPage *self);
/* The same networks, while somebody can see them and no longer. */
void normlab_layers_page_look (NormlabLayersPage *self);
gboolean normlab_layers_page_has_content (NormlabLayersPage *self);
/* After anything that this follows from. */
void normlab_layers_page_update_content (NormlabLayersPage *self);

/* normlab-layers-page-before.c */

/* Once lab and template are there. */
void normlab_layers_page_set_up_before (NormlabLayersPage *self);
/* As of a NormlabPage. */
void normlab_layers_page_set_plan (NormlabPage *page, NormlabPlan *plan);
gboolean normlab_layers_page_get_is_preview (NormlabPage *page);
/* Whether networks are shown that would be trained, in place of runs. */
gboolean normlab_layers_page_is_previewing (NormlabLayersPage *self);
/* Asks for the beginning of what is shown, where that is the beginning and somebody sees it. */
void normlab_layers_page_ask (NormlabLayersPage *self);
/* What is to be shown of an item's beginning; NULL: that is not what is shown, or not known. */
const NormlabBeginning *normlab_layers_page_find_beginning (NormlabLayersPage *self,
                                                            NormlabRunItem *item);

/* normlab-layers-page-weights.c */

/* Once lab and template are there. */
void normlab_layers_page_set_up_weights (NormlabLayersPage *self);
/* At those of the networks that are looked into, as they are known now, while somebody sees them.
    */
void normlab_layers_page_look_at_weights (NormlabLayersPage *self);
/* After more is known of steps. */
void normlab_layers_page_follow (NormlabLayersPage *self);
/* What is known of them, where they are shown. */
void normlab_layers_page_add_weights (NormlabLayersPage *self, NormlabLayersModel *model);

/* normlab-layers-page-smoothness.c */

/* The same of how smooth their loss is. */
void normlab_layers_page_set_up_smoothness (NormlabLayersPage *self);
void normlab_layers_page_look_at_smoothness (NormlabLayersPage *self);
void normlab_layers_page_add_smoothness (NormlabLayersPage *self, NormlabLayersModel *model);

/* normlab-layers-page-view.c */

/* Which of its subjects is shown. */
NormlabLayersSubject normlab_layers_page_get_subject (NormlabLayersPage *self);
/* As of a NormlabPage. */
char *normlab_layers_page_get_view (NormlabPage *page);
void normlab_layers_page_set_view (NormlabPage *page, const char *view);

/* normlab-layers-page-show.c */

/* Free with normlab_layers_model_free(). */
NormlabLayersModel *normlab_layers_page_create_model (NormlabLayersPage *self);
/* How the model is drawn, as the tools have it. */
void normlab_layers_page_take_options (NormlabLayersPage *self, NormlabLayersModel *model);
/* Shows what is known now, or with the next frame. */
void normlab_layers_page_present (NormlabLayersPage *self);
void normlab_layers_page_expire (NormlabLayersPage *self);

G_END_DECLS
