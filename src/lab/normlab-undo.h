/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "normlab-clock.h"

G_BEGIN_DECLS

/* Older actions than these are forgotten, and those that hold more than so many bytes together; but
 * never the one that is next to be undone or redone, however much it holds. */
#define NORMLAB_UNDO_MAX_ACTIONS 50
#define NORMLAB_UNDO_MAX_BYTES ((gsize) 128 << 20)

typedef enum
{
  NORMLAB_UNDO_APART,   /* they are two actions */
  NORMLAB_UNDO_MERGED,  /* the earlier one has become both */
  NORMLAB_UNDO_NOTHING, /* together they change nothing */
} NormlabUndoMerge;

/* When something was done after something else of its kind. */
typedef enum
{
  NORMLAB_UNDO_AT_ONCE, /* in the same turn of the main loop: by one press of a button */
  NORMLAB_UNDO_SOON,    /* within the kind's burst */
} NormlabUndoMoment;

/**
 * NormlabUndoKind:
 * @undo: takes it back
 * @redo: does it once more
 * @describe: what it is, to follow "Undo" and "Redo", translated: "Remove 3 Runs"
 * @merge: nullable: puts @next, which was done after @data, into @data where both are one action
 * @get_size: nullable: the bytes that nobody else holds while it is done, or undone
 * @free: lets go of it
 * @burst: for how long after it another of its kind may belong to it, in µs
 *
 * What all actions of a kind have in common. Each has data of its own.
 */
typedef struct
{
  void (*undo) (gpointer data);
  void (*redo) (gpointer data);
  char *(*describe) (gpointer data);
  NormlabUndoMerge (*merge) (gpointer data, gpointer next, NormlabUndoMoment moment);
  gsize (*get_size) (gpointer data, gboolean undone);
  GDestroyNotify free;
  gint64 burst;
} NormlabUndoKind;

#define NORMLAB_TYPE_UNDO (normlab_undo_get_type ())
G_DECLARE_FINAL_TYPE (NormlabUndo, normlab_undo, NORMLAB, UNDO, GObject)

/**
 * NormlabUndo:
 *
 * What has been done and can be undone, and what has been undone and can be redone. It knows none
 * of it: those who record add actions.
 *
 * Signals: ::changed – something else is next.
 */
NormlabUndo *normlab_undo_new (void);
/* Before anything is added: by what a burst is timed. */
void normlab_undo_set_clock (NormlabUndo *self, const NormlabClock *clock);

/* Adds what has just been done, and forgets what had been undone. @kind is static; @data is taken
 * over. Nothing is added while something is undone or redone: that is no other action. */
void normlab_undo_add (NormlabUndo *self, const NormlabUndoKind *kind, gpointer data);

/* Whether something is being undone or redone now. */
gboolean normlab_undo_is_busy (NormlabUndo *self);

gboolean normlab_undo_can_undo (NormlabUndo *self);
gboolean normlab_undo_can_redo (NormlabUndo *self);
/* What it would be; NULL for nothing. */
char *normlab_undo_describe_undo (NormlabUndo *self);
char *normlab_undo_describe_redo (NormlabUndo *self);
/* The last action that has not been undone, and the first that has; if there is one. */
void normlab_undo_undo (NormlabUndo *self);
void normlab_undo_redo (NormlabUndo *self);

G_END_DECLS
