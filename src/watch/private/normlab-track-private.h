/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-track.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *text;
} NormlabTrackParameter;

struct _NormlabTrack
{
  GObject parent_instance;

  char *key;
  char *title;
  char *x_name;            /* nullable */
  NormlabColumns *columns; /* nullable */
  GPtrArray *series;
  GArray *uses; /* of NormlabColumnUse, one for each series */
  guint n_choices;
  GPtrArray *parameters; /* of NormlabTrackParameter */
  GArray *restarts;      /* of double */
  char *end;             /* nullable */
  char *damage;          /* nullable */
  gint64 gone_since;
  gint64 last_time;
  gboolean is_left;     /* nobody watches it any more */
  gboolean has_changed; /* and not said so */
};

NormlabTrack *normlab_track_new (const char *key, const char *title);
/* Takes @text. */
void normlab_track_set_parameter (NormlabTrack *self, const char *name, char *text);
/* What somebody has chosen that a series is; the next one where it is another. */
void normlab_track_set_use (NormlabTrack *self, guint i, NormlabColumnUse use);
/* Says "changed" if there is anything that has not been said. */
void normlab_track_tell (NormlabTrack *self);

G_END_DECLS
