/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-examination.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-revisit.h"

/* What the thread is given, and what comes of it. */
typedef struct
{
  NormlabRevisit *revisit;
  guint step;
  NormlabProgress progress;
  gint stop; /* atomic */

  NormlabAutopsy *autopsy; /* nullable */
  GError *error;           /* nullable */
} Work;

struct _NormlabExamination
{
  GObject parent_instance;

  Work *work;          /* nullable: there was none to do; the aside's, if there is one */
  NormlabAside *aside; /* nullable */
  gboolean done;
  char *message; /* nullable */
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabExamination, normlab_examination, G_TYPE_OBJECT)

static void
work_free (gpointer data)
{
  Work *self = data;

  normlab_revisit_free (self->revisit);
  normlab_autopsy_free (self->autopsy);
  g_clear_error (&self->error);
  g_free (self);
}

/* In a thread of its own. */
static void
examine (gpointer data, GCancellable *cancellable)
{
  Work *self = data;
  NormlabScratch scratch = { 0 };

  self->autopsy = normlab_autopsy_new (self->revisit->replay, self->revisit->run,
                                       &self->revisit->recipe, self->revisit->dataset, self->step,
                                       &scratch, &self->progress, &self->stop, &self->error);
  normlab_scratch_clear (&scratch);
}

static void
on_examined (NormlabAside *aside, gpointer user_data)
{
  NormlabExamination *self = user_data;

  self->done = TRUE;
  if (self->work->error != NULL)
    self->message = g_strdup (self->work->error->message);
  g_signal_emit (self, signals[DONE], 0);
}

static void
normlab_examination_dispose (GObject *object)
{
  NormlabExamination *self = NORMLAB_EXAMINATION (object);

  if (self->aside != NULL)
    g_atomic_int_set (&self->work->stop, 1);
  self->work = NULL;
  g_clear_pointer (&self->aside, normlab_aside_free);
  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (normlab_examination_parent_class)->dispose (object);
}

static void
normlab_examination_class_init (NormlabExaminationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_examination_dispose;

  signals[DONE] = g_signal_new ("done", NORMLAB_TYPE_EXAMINATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
normlab_examination_init (NormlabExamination *self)
{
}

static void
begin (NormlabExamination *self, NormlabRevisit *revisit)
{
  g_autoptr (GError) error = NULL;
  Work *work = g_new0 (Work, 1);

  work->revisit = revisit;
  work->step = normlab_run_get_step (revisit->run);
  self->aside
      = normlab_aside_begin ("autopsy", examine, work, work_free, on_examined, self, &error);
  self->work = self->aside != NULL ? work : NULL;
  self->done = self->aside == NULL;
  self->message = error != NULL ? g_strdup (error->message) : NULL;
}

NormlabExamination *
normlab_examination_new (NormlabLab *lab, NormlabRunItem *item)
{
  NormlabExamination *self;
  NormlabRevisit *revisit;
  const char *label;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (item), NULL);

  self = g_object_new (NORMLAB_TYPE_EXAMINATION, NULL);
  revisit = normlab_revisit_new (lab, normlab_run_item_get_run (item));
  if (revisit != NULL)
    {
      begin (self, revisit);
      return self;
    }
  label = normlab_data_id_get_label (normlab_run_get_data (normlab_run_item_get_run (item)));
  self->done = TRUE;
  self->message = g_strdup_printf (
      /* Translators: a run's name, then that of a data set, twice */
      _("“%s” was trained on the data set “%s”: to find out why it diverged, open “%s” first"),
      normlab_run_item_get_name (item), label, label);
  return self;
}

double
normlab_examination_get_share (NormlabExamination *self)
{
  g_return_val_if_fail (NORMLAB_IS_EXAMINATION (self), 0);

  return self->work != NULL ? normlab_progress_get (&self->work->progress) : 0;
}

gboolean
normlab_examination_is_done (NormlabExamination *self)
{
  g_return_val_if_fail (NORMLAB_IS_EXAMINATION (self), TRUE);

  return self->done;
}

const NormlabAutopsy *
normlab_examination_get_autopsy (NormlabExamination *self)
{
  g_return_val_if_fail (NORMLAB_IS_EXAMINATION (self), NULL);

  return self->done && self->work != NULL ? self->work->autopsy : NULL;
}

const char *
normlab_examination_get_message (NormlabExamination *self)
{
  g_return_val_if_fail (NORMLAB_IS_EXAMINATION (self), NULL);

  return self->message;
}
