/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of a data set that can be fetched. */
typedef struct
{
  char *name;
  char *md5;     /* of what is published: 32 hexadecimal digits */
  guint64 bytes; /* about how many; 1 where nobody says */
} NormlabSourceFile;

/**
 * NormlabSource:
 *
 * A data set that can be fetched: where it lies, what its files are and what they must be. Nothing
 * is fetched by it, and nothing in it changes.
 */
typedef struct
{
  char *id;    /* "fashion-mnist" */
  char *name;  /* "Fashion-MNIST" */
  char *about; /* what is in it, in the user's language where the list has that */
  char *home;  /* a page about it */
  char **
      addresses; /* of the folder that its files lie in, each with a "/" at its end; at least one */
  GPtrArray *files; /* of NormlabSourceFile; at least one */
} NormlabSource;

/* What can be fetched, as the file says that the environment names (NORMLAB_DATA_SETS), or the
 * user's (normlab/data-sets.ini in the folder of configurations), or the program's own. An array of
 * NormlabSource; NULL with NORMLAB_ERROR_FAILED or _FORMAT, which name the file and the place. */
GPtrArray *normlab_sources_load (GError **error);
/* The same of the text of such a file. */
GPtrArray *normlab_sources_parse (const char *text, gsize length, GError **error);
/* The one of the name given, large or small letters alike; NULL with NORMLAB_ERROR_VALUE, which
 * says what there is. */
const NormlabSource *normlab_sources_find (GPtrArray *sources, const char *id, GError **error);

/* The folder in the user's cache that it is fetched into. */
char *normlab_source_get_folder (const NormlabSource *self);
/* Whether all of its files lie there; their checksums were compared before they did. */
gboolean normlab_source_is_here (const NormlabSource *self, const char *folder);
/* About how many bytes all of it has. */
guint64 normlab_source_get_bytes (const NormlabSource *self);

G_END_DECLS
