/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"
#include "normlab-page-snapshot.h"
#include "normlab-plan.h"
#include "normlab-timeline.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PAGE (normlab_page_get_type ())
G_DECLARE_INTERFACE (NormlabPage, normlab_page, NORMLAB, PAGE, GtkWidget)

/* The settings that say how runs are looked at. */
#define NORMLAB_PAGE_OPTIONS                                                                       \
  "metric", "look", "abscissa", "view", "show-training", "band", "show-members", "smoothing",      \
      "logarithmic", "logarithmic-x", "ranges", "show-gap", "other-metric"

/* What a snapshot is for. */
typedef enum
{
  NORMLAB_PAGE_PURPOSE_FILE,      /* looks the same whatever the window's font and scale are */
  NORMLAB_PAGE_PURPOSE_CLIPBOARD, /* has the size of what is on screen, and its text */
  NORMLAB_PAGE_PURPOSE_PAPER,     /* has its text, and will be stretched */
} NormlabPagePurpose;

/* A key without Control that means something while the page is shown and nobody types, and the
 * detailed action that it activates. */
typedef struct
{
  guint key;
  const char *action;
} NormlabPageKey;

/* The properties that each page has, by their numbers in its class. */
enum
{
  NORMLAB_PAGE_PROP_TITLE = 1,
  NORMLAB_PAGE_PROP_ICON_NAME,
  NORMLAB_PAGE_PROP_HAS_CONTENT,
  NORMLAB_PAGE_PROP_SUMMARY,
};

/* What they are. */
typedef struct
{
  const char *title; /* translated */
  const char *icon_name;
  gboolean has_content;
  const char *summary; /* nullable */
} NormlabPageValues;

/**
 * NormlabPage:
 *
 * What the middle of the window shows of a lab's runs. A page is a widget whose name tells it from
 * other pages, and which can take the focus; it is registered in normlab-pages.c.
 *
 * Properties, all read-only and notified: title (string), what people call it; icon-name (string);
 * has-content (boolean), whether there is anything to be shown, exported, copied or printed;
 * summary (string), what it shows in words, for those who cannot see it.
 * Signals: ::hovered (NormlabRunItem *), nullable: which run is pointed at; ::asked-why
 *   (NormlabRunItem *): somebody wants to know why a run diverged; ::view-changed: what
 *   normlab_page_get_view() says.
 */
struct _NormlabPageInterface
{
  GTypeInterface parent_interface;

  /* Once, before everything else. */
  void (*set_up) (NormlabPage *self, NormlabLab *lab, GSettings *settings);
  NormlabPageSnapshot *(*create_snapshot) (NormlabPage *self, NormlabPagePurpose purpose);

  /* Those which may be NULL. */
  void (*set_plan) (NormlabPage *self, NormlabPlan *plan);
  gboolean (*get_is_preview) (NormlabPage *self);
  void (*set_highlighted) (NormlabPage *self, NormlabRunItem *item);
  void (*set_scale) (NormlabPage *self, double scale);
  void (*set_projected) (NormlabPage *self, gboolean projected);
  void (*set_step) (NormlabPage *self, guint step);
  void (*reset_zoom) (NormlabPage *self);
  char *(*get_view) (NormlabPage *self);
  void (*set_view) (NormlabPage *self, const char *view);
  const NormlabPageKey *(*get_keys) (NormlabPage *self, guint *n_keys);
};

/* For classes that are pages, and have no other properties: their class_init() and their
 * get_property(). */
void normlab_page_override_properties (GObjectClass *object_class);
void normlab_page_get_value (GObject *object,
                             guint id,
                             GValue *value,
                             GParamSpec *pspec,
                             const NormlabPageValues *values);

/* Begins to show the runs of @lab, as @settings have it. */
void normlab_page_set_up (NormlabPage *self, NormlabLab *lab, GSettings *settings);

gboolean normlab_page_get_has_content (NormlabPage *self);
/* Free with g_free(). */
char *normlab_page_get_summary (NormlabPage *self);

/* What is shown now, with a caption; NULL without content. Changes nothing of the page. */
NormlabPageSnapshot *normlab_page_create_snapshot (NormlabPage *self, NormlabPagePurpose purpose);

/* What would be trained, for pages which show that before it is; once. */
void normlab_page_set_plan (NormlabPage *self, NormlabPlan *plan);
/* Whether what it has to show is only of what would be trained: such content is no reason to show
 * other pages, which have none, in place of what there is to begin with. */
gboolean normlab_page_get_is_preview (NormlabPage *self);

/* That run stands out; NULL: none. */
void normlab_page_set_highlighted (NormlabPage *self, NormlabRunItem *item);
/* Larger text and thicker lines, as for a projector; 1 is ordinary. */
void normlab_page_set_scale (NormlabPage *self, double scale);
/* Whether it is on a projector, where it shows its subject and no tools, as large as can be. */
void normlab_page_set_projected (NormlabPage *self, gboolean projected);
/* Which step of the runs is looked at; NORMLAB_TIMELINE_LIVE: always the newest, as at first. */
void normlab_page_set_step (NormlabPage *self, guint step);
/* Shows everything again. */
void normlab_page_reset_zoom (NormlabPage *self);
/* What people have chosen of how it shows these runs, beside the settings, as one line; NULL:
 * nothing. Free with g_free(). */
char *normlab_page_get_view (NormlabPage *self);
/* The same as it was once; what cannot be understood counts as NULL. */
void normlab_page_set_view (NormlabPage *self, const char *view);
/* Its keys, which belong to it. */
const NormlabPageKey *normlab_page_get_keys (NormlabPage *self, guint *n_keys);

/* For those who implement it. */
void normlab_page_emit_hovered (NormlabPage *self, NormlabRunItem *item);
void normlab_page_emit_asked_why (NormlabPage *self, NormlabRunItem *item);
void normlab_page_emit_view_changed (NormlabPage *self);

G_END_DECLS
