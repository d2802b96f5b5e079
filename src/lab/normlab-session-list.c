/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-list.h"

#include "normlab-aside.h"
#include "normlab-journal.h"

/* What a thread is asked, and its answer. Entries are shared, and nobody changes them. */
typedef struct
{
  char *folder;
  char *own;         /* nullable */
  GHashTable *known; /* char* → NormlabSessionEntry: as they were read before, then as they are */
  GPtrArray *entries;
} Looking;

struct _NormlabSessionList
{
  GObject parent_instance;

  char *folder;
  char *own; /* nullable */
  GHashTable *known;
  GPtrArray *entries;    /* nullable */
  NormlabAside *looking; /* nullable: of a Looking */
  gboolean again;        /* as soon as it is done */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabSessionList, normlab_session_list, G_TYPE_OBJECT)

/* Entries */

static void
entry_clear (gpointer data)
{
  NormlabSessionEntry *self = data;

  g_free (self->path);
  normlab_session_summary_free (self->summary);
}

static void
entry_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, entry_clear);
}

static NormlabSessionEntry *
entry_new (const NormlabSessionFile *file, NormlabSessionSummary *summary)
{
  NormlabSessionEntry *self = g_atomic_rc_box_new0 (NormlabSessionEntry);

  self->path = g_strdup (file->path);
  self->time = file->time;
  self->summary = summary;
  return self;
}

static GHashTable *
known_new (void)
{
  /* Its keys belong to its values. */
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_unref);
}

/* The order in which they are listed. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const NormlabSessionEntry *first = *(NormlabSessionEntry *const *) a;
  const NormlabSessionEntry *second = *(NormlabSessionEntry *const *) b;
  gboolean first_interrupted = first->summary->status == NORMLAB_SESSION_INTERRUPTED;
  gboolean second_interrupted = second->summary->status == NORMLAB_SESSION_INTERRUPTED;

  if (first_interrupted != second_interrupted)
    return first_interrupted ? -1 : 1;
  return first->time > second->time ? -1 : first->time < second->time;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;
  return TRUE;
}

/* In the thread */

static void
free_looking (gpointer data)
{
  Looking *looking = data;

  g_clear_pointer (&looking->known, g_hash_table_unref);
  g_clear_pointer (&looking->entries, g_ptr_array_unref);
  g_free (looking->folder);
  g_free (looking->own);
  g_free (looking);
}

/* Whether it would be read as it was: nobody has changed, opened or closed it since. */
static gboolean
is_still (const NormlabSessionEntry *entry, const NormlabSessionFile *file)
{
  return entry != NULL && entry->time == file->time
         && normlab_journal_is_open (file->path)
                == (entry->summary->status == NORMLAB_SESSION_OPEN);
}

/* NULL when nobody wants to know any more. */
static NormlabSessionEntry *
look_into (GHashTable *known, const NormlabSessionFile *file, GCancellable *cancellable)
{
  NormlabProgress progress = { .cancellable = cancellable };
  NormlabSessionEntry *entry = g_hash_table_lookup (known, file->path);
  NormlabSessionSummary *summary;

  if (is_still (entry, file))
    return g_atomic_rc_box_acquire (entry);
  summary = normlab_session_summary_new_quick (file->path, &progress);
  return summary != NULL ? entry_new (file, summary) : NULL;
}

/* What nothing was ever trained in is nothing to go on with. */
static gboolean
is_worth (const NormlabSessionEntry *entry, const char *own)
{
  return g_strcmp0 (entry->path, own) != 0
         && (entry->summary->n_runs > 0 || entry->summary->status == NORMLAB_SESSION_DAMAGED);
}

static void
look (gpointer data, GCancellable *cancellable)
{
  Looking *looking = data;
  g_autoptr (GHashTable) known = known_new ();
  g_autoptr (GArray) files = normlab_session_folder_list (looking->folder);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_unref);
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const NormlabSessionFile *file = &g_array_index (files, NormlabSessionFile, i);
      NormlabSessionEntry *entry = look_into (looking->known, file, cancellable);

      if (entry == NULL)
        return;
      g_hash_table_insert (known, entry->path, entry);
      if (is_worth (entry, looking->own)
          && (n++ < NORMLAB_SESSION_LIST_MAX
              || entry->summary->status == NORMLAB_SESSION_INTERRUPTED))
        g_ptr_array_add (entries, g_atomic_rc_box_acquire (entry));
    }
  g_ptr_array_sort (entries, compare_entries);
  g_hash_table_unref (looking->known);
  looking->known = g_steal_pointer (&known);
  looking->entries = g_steal_pointer (&entries);
}

/* In the main loop */

static void begin (NormlabSessionList *self);

static void
on_looked (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabSessionList) self = g_object_ref (owner);
  G_GNUC_UNUSED g_autoptr (NormlabAside) done = g_steal_pointer (&self->looking);
  Looking *looking = normlab_aside_get_data (aside);
  g_autoptr (GPtrArray) entries = g_steal_pointer (&looking->entries);

  self->known = g_steal_pointer (&looking->known);
  if (self->again)
    begin (self);
  if (entries == NULL || is_same (self->entries, entries))
    return;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Where there is no thread to be had, the list stays as it is. */
static void
begin (NormlabSessionList *self)
{
  Looking *looking = g_new0 (Looking, 1);

  self->again = FALSE;
  looking->folder = g_strdup (self->folder);
  looking->own = g_strdup (self->own);
  looking->known = g_steal_pointer (&self->known);
  self->looking
      = normlab_aside_begin ("sessions", look, looking, free_looking, on_looked, self, NULL);
  if (self->looking == NULL)
    self->known = known_new ();
}

static void
normlab_session_list_dispose (GObject *object)
{
  g_clear_pointer (&NORMLAB_SESSION_LIST (object)->looking, normlab_aside_free);

  G_OBJECT_CLASS (normlab_session_list_parent_class)->dispose (object);
}

static void
normlab_session_list_finalize (GObject *object)
{
  NormlabSessionList *self = NORMLAB_SESSION_LIST (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->own);

  G_OBJECT_CLASS (normlab_session_list_parent_class)->finalize (object);
}

static void
normlab_session_list_class_init (NormlabSessionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_session_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_session_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_SESSION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_session_list_init (NormlabSessionList *self)
{
  self->known = known_new ();
}

NormlabSessionList *
normlab_session_list_new (const char *folder)
{
  NormlabSessionList *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NORMLAB_TYPE_SESSION_LIST, NULL);
  self->folder = g_strdup (folder);
  return self;
}

void
normlab_session_list_refresh (NormlabSessionList *self, const char *own)
{
  g_return_if_fail (NORMLAB_IS_SESSION_LIST (self));

  if (g_strcmp0 (self->own, own) != 0)
    {
      g_free (self->own);
      self->own = g_strdup (own);
    }
  if (self->looking != NULL)
    self->again = TRUE;
  else
    begin (self);
}

GPtrArray *
normlab_session_list_get_entries (NormlabSessionList *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_LIST (self), NULL);

  return self->entries;
}
