/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-page.h"
#include "normlab-start-page.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PAGES (normlab_pages_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPages, normlab_pages, NORMLAB, PAGES, GtkWidget)

/**
 * NormlabPages:
 *
 * The middle of the window: one of several pages, with buttons that choose among them where there
 * are more than one; or, as long as none has anything to show but previews, and the one that is
 * chosen has nothing, what there is to begin with.
 *
 * Properties: visible-page (NormlabPage), the one that is chosen; has-content (boolean), whether it
 * has anything to show. Both are read-only and notified.
 * Whoever gives it the focus gives it to what is shown.
 * Signals: ::hovered (NormlabRunItem *), nullable: which run is pointed at in a page; ::asked-why
 *   (NormlabRunItem *): there somebody wants to know why it diverged;
 *   ::view-changed (NormlabPage *): what normlab_page_get_view() says of it.
 */

/* Makes the pages that there are, for the runs of @lab, as @settings have them. */
void normlab_pages_set_up (NormlabPages *self, NormlabLab *lab, GSettings *settings);

/* The runs that are chosen elsewhere (of NormlabRunItem, no groups): two groups of seeds among them
 * are compared. */
void normlab_pages_set_chosen (NormlabPages *self, GPtrArray *items);
/* The runs of two groups that are compared, or else all that are shown (of NormlabRunItem). */
GPtrArray *normlab_pages_list_compared (NormlabPages *self);

/* Once they are there: what would be trained, for pages which show that before it is. */
void normlab_pages_set_plan (NormlabPages *self, NormlabPlan *plan);

/* One page more, which has been set up; the first one is chosen. */
void normlab_pages_add (NormlabPages *self, NormlabPage *page);
/* NULL before the first has been added. */
NormlabPage *normlab_pages_get_visible_page (NormlabPages *self);
/* Chooses a page. */
void normlab_pages_set_visible_page (NormlabPages *self, NormlabPage *page);
/* The one whose widget is called so; NULL for none. */
NormlabPage *normlab_pages_find (NormlabPages *self, const char *name);
gboolean normlab_pages_get_has_content (NormlabPages *self);
/* Which step all pages look at; NULL before they are set up. */
NormlabTimeline *normlab_pages_get_timeline (NormlabPages *self);

/* What is shown as long as there is nothing else. */
NormlabStartPage *normlab_pages_get_start_page (NormlabPages *self);
/* While data are being loaded, in place of that: what is being done; NULL: none. */
void normlab_pages_set_loading (NormlabPages *self, const char *text);

/* To all pages, as normlab_page_set_…() has it. */
void normlab_pages_set_highlighted (NormlabPages *self, NormlabRunItem *item);
void normlab_pages_set_scale (NormlabPages *self, double scale);
/* Their buttons are then gone as well. */
void normlab_pages_set_projected (NormlabPages *self, gboolean projected);

G_END_DECLS
