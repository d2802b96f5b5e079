/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-getter.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-fetcher.h"

/* From one look at how far it has come to the next, ms. */
#define PERIOD 100

/* What a thread fetches. */
typedef struct
{
  const NormlabSource *source;
  char *folder;
  guint silence;
  NormlabProgress progress;
  GError *error; /* nullable */
} Errand;

struct _NormlabDataGetter
{
  GObject parent_instance;

  GPtrArray *sources; /* of NormlabSource */
  guint silence;
  NormlabAside *aside;  /* nullable: of an Errand */
  guint timer;          /* while there is one */
  NormlabAside *ending; /* nullable: one that is cancelled and has not come back, from the disk */
  const NormlabSource *next; /* nullable: what is begun then */
};

enum
{
  CHANGED,
  GOT,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabDataGetter, normlab_data_getter, G_TYPE_OBJECT)

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_free (self->folder);
  g_clear_error (&self->error);
  g_free (self);
}

/* In a thread. */
static void
run (gpointer data, GCancellable *cancellable)
{
  Errand *self = data;

  self->progress.cancellable = cancellable;
  normlab_progress_begin_phase (&self->progress, 0, 1);
  normlab_fetch (self->source, self->folder, self->silence, NORMLAB_FETCH_MAX, &self->progress,
                 &self->error);
}

static Errand *
get_errand (NormlabDataGetter *self)
{
  return self->aside != NULL ? normlab_aside_get_data (self->aside) : NULL;
}

static void
on_ended (NormlabDataGetter *self)
{
  const NormlabSource *next = g_steal_pointer (&self->next);

  g_clear_pointer (&self->ending, normlab_aside_free);
  /* Only now is it known what is there of it. */
  if (next != NULL)
    normlab_data_getter_begin (self, next);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_done (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabDataGetter) self = g_object_ref (owner);
  g_autoptr (NormlabAside) done = NULL;
  const Errand *errand;

  if (aside == self->ending)
    {
      on_ended (self);
      return;
    }
  done = g_steal_pointer (&self->aside);
  errand = normlab_aside_get_data (done);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_emit (self, signals[CHANGED], 0);
  if (errand->error != NULL)
    g_signal_emit (self, signals[FAILED], 0, errand->error->message);
  else
    g_signal_emit (self, signals[GOT], 0, errand->folder);
}

static gboolean
on_time (gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

gboolean
normlab_data_getter_begin (NormlabDataGetter *self, const NormlabSource *source)
{
  g_autoptr (GError) error = NULL;
  Errand *errand;

  g_return_val_if_fail (NORMLAB_IS_DATA_GETTER (self), FALSE);
  g_return_val_if_fail (source != NULL, FALSE);

  if (normlab_data_getter_get_current (self) != NULL)
    return FALSE;
  if (self->ending != NULL)
    {
      self->next = source;
      g_signal_emit (self, signals[CHANGED], 0);
      return TRUE;
    }
  errand = g_new0 (Errand, 1);
  errand->source = source;
  errand->folder = normlab_source_get_folder (source);
  errand->silence = self->silence;
  self->aside = normlab_aside_begin ("fetch", run, errand, errand_free, on_done, self, &error);
  if (self->aside != NULL)
    self->timer = g_timeout_add (PERIOD, on_time, self);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->aside == NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
  return TRUE;
}

void
normlab_data_getter_cancel (NormlabDataGetter *self)
{
  g_return_if_fail (NORMLAB_IS_DATA_GETTER (self));

  if (normlab_data_getter_get_current (self) == NULL)
    return;
  self->next = NULL;
  if (self->aside != NULL)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      normlab_aside_cancel (self->aside);
      self->ending = g_steal_pointer (&self->aside);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

GPtrArray *
normlab_data_getter_get_sources (NormlabDataGetter *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_GETTER (self), NULL);

  return self->sources;
}

const NormlabSource *
normlab_data_getter_get_current (NormlabDataGetter *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_GETTER (self), NULL);

  return self->aside != NULL ? get_errand (self)->source : self->next;
}

double
normlab_data_getter_get_share (NormlabDataGetter *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_GETTER (self), 0);

  return self->aside != NULL ? normlab_progress_get (&get_errand (self)->progress) : 0;
}

static void
normlab_data_getter_dispose (GObject *object)
{
  NormlabDataGetter *self = NORMLAB_DATA_GETTER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->next = NULL;
  g_clear_pointer (&self->aside, normlab_aside_free);
  g_clear_pointer (&self->ending, normlab_aside_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);

  G_OBJECT_CLASS (normlab_data_getter_parent_class)->dispose (object);
}

static void
normlab_data_getter_class_init (NormlabDataGetterClass *klass)
{
  const GType type = NORMLAB_TYPE_DATA_GETTER;

  G_OBJECT_CLASS (klass)->dispose = normlab_data_getter_dispose;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GOT] = g_signal_new ("got", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
normlab_data_getter_init (NormlabDataGetter *self)
{
}

NormlabDataGetter *
normlab_data_getter_new (GPtrArray *sources, guint silence)
{
  NormlabDataGetter *self = g_object_new (NORMLAB_TYPE_DATA_GETTER, NULL);

  g_return_val_if_fail (sources != NULL, NULL);

  self->sources = g_ptr_array_ref (sources);
  self->silence = silence;
  return self;
}
