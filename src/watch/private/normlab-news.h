/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-track.h"

G_BEGIN_DECLS

/* What whoever reads files has to tell whoever owns tracks. Tracks and their metrics are known by
 * numbers, from 0, in the order in which they were told of. */
typedef enum
{
  NORMLAB_NEWS_TRACK,      /* there is another: text its key, more its title */
  NORMLAB_NEWS_TITLE,      /* text */
  NORMLAB_NEWS_X_NAME,     /* text; NULL: nothing has */
  NORMLAB_NEWS_PARAMETER,  /* text its name, more its value */
  NORMLAB_NEWS_METRIC,     /* there is another: text its name */
  NORMLAB_NEWS_USE,        /* of a metric: use */
  NORMLAB_NEWS_COLUMNS,    /* columns */
  NORMLAB_NEWS_POINT,      /* of a metric: x, value, time */
  NORMLAB_NEWS_NOT_FINITE, /* of a metric: x */
  NORMLAB_NEWS_RESTART,    /* of a metric or of all: x */
  NORMLAB_NEWS_RESET,      /* likewise: all is forgotten */
  NORMLAB_NEWS_TIME,       /* when something was written last: time, µs */
  NORMLAB_NEWS_END,        /* text */
  NORMLAB_NEWS_GONE,       /* time, µs; 0: it is there again */
  NORMLAB_NEWS_DAMAGE,     /* text: a sentence; NULL: it can be read after all */
  NORMLAB_NEWS_NOTE,       /* of no track: text, a sentence */
} NormlabNewsKind;

#define NORMLAB_NEWS_ALL G_MAXUINT32

typedef struct
{
  NormlabNewsKind kind;
  guint32 track;
  guint32 metric;
  union
  {
    NormlabPoint point; /* NORMLAB_NEWS_TIME and _GONE have theirs in @time below */
    gint64 time;
    NormlabColumnUse use;
    NormlabColumns *columns; /* (owned) */
    struct
    {
      char *text, *more; /* (owned) */
    };
  };
} NormlabNews;

/* An array of news, which frees what they own. */
GArray *normlab_news_new (void);

/**
 * NormlabTracks:
 *
 * All that the news have told so far.
 */
typedef struct
{
  GPtrArray *tracks; /* of NormlabTrack */
  guint first;       /* the one that the news call 0 */
  GPtrArray *notes;  /* of char* */
  gboolean limited;  /* whether series have a limit */
  guint n_series;    /* of all tracks */
  guint max_points;  /* what they may keep now */
} NormlabTracks;

/* @limited: whether what is kept is bounded. */
void normlab_tracks_init (NormlabTracks *self, gboolean limited);
void normlab_tracks_clear (NormlabTracks *self);
/* Takes what the news own. Tracks that have changed emit nothing yet. */
void normlab_tracks_apply (NormlabTracks *self, NormlabNews *news);
/* Nobody watches them any more, until there are news of them. */
void normlab_tracks_leave (NormlabTracks *self);
/* There are no more news of those that there are: what comes next is told by somebody else. */
void normlab_tracks_close (NormlabTracks *self);
/* Takes the sentence. */
void normlab_tracks_note (NormlabTracks *self, char *sentence);
/* As normlab_watcher_get_notes(). */
char **normlab_tracks_get_notes (const NormlabTracks *self);
/* Lets those that have changed since say so. */
void normlab_tracks_tell (NormlabTracks *self);

G_END_DECLS
