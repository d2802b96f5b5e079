/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-certifier.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-certificate.h"
#include "normlab-error.h"
#include "normlab-revisit.h"

/* A run of which there is to be one. */
typedef struct
{
  NormlabRevisit *revisit;
  NormlabRun *snapshot; /* as it was when it was asked for */
} Subject;

/* What the thread is given, and what comes of it. */
typedef struct
{
  GPtrArray *subjects;
  NormlabTask *task;
  GString *text;
  GError *error; /* nullable */
} Work;

struct _NormlabCertifier
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabTasks *tasks;
  Work *work;          /* nullable; the aside's */
  NormlabAside *aside; /* nullable */
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabCertifier, normlab_certifier, G_TYPE_OBJECT)

static void
free_subject (gpointer data)
{
  Subject *self = data;

  normlab_revisit_free (self->revisit);
  g_object_unref (self->snapshot);
  g_free (self);
}

static void
free_work (gpointer data)
{
  Work *self = data;

  g_ptr_array_unref (self->subjects);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/* In a thread of its own, as the next. */
static gboolean
certify_one (Work *work, guint i, NormlabScratch *scratch)
{
  const Subject *subject = g_ptr_array_index (work->subjects, i);
  NormlabProgress *progress = normlab_task_get_progress (work->task);
  g_autoptr (NormlabCertificate) certificate = NULL;
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autofree char *text = NULL;

  normlab_progress_begin_phase (progress, (double) i / work->subjects->len,
                                (double) (i + 1) / work->subjects->len);
  trainer = normlab_revisit_go (subject->revisit,
                                normlab_certificate_get_weights_step (subject->snapshot), scratch,
                                progress, normlab_task_get_stop (work->task), &work->error);
  if (trainer == NULL)
    return FALSE;
  certificate = normlab_certificate_new (subject->snapshot, trainer);
  text = normlab_certificate_format (certificate);
  g_string_append_printf (work->text, "%s%s", i > 0 ? "\n" : "", text);
  return TRUE;
}

static void
certify (gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  NormlabScratch scratch = { 0 };
  gboolean ok = TRUE;

  for (guint i = 0; i < work->subjects->len && ok; i++)
    ok = certify_one (work, i, &scratch);
  normlab_scratch_clear (&scratch);
}

/* Nobody is told any more. */
static void
let_go (NormlabCertifier *self)
{
  NormlabTask *task = self->work != NULL ? self->work->task : NULL;

  if (task != NULL)
    normlab_tasks_cancel (self->tasks, task);
  self->work = NULL;
  g_clear_pointer (&self->aside, normlab_aside_free);
  if (task != NULL)
    normlab_tasks_end (self->tasks, task);
}

static void
on_certified (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabCertifier) self = g_object_ref (NORMLAB_CERTIFIER (owner));
  g_autofree char *text = self->work->error == NULL ? g_strdup (self->work->text->str) : NULL;
  g_autofree char *message
      = self->work->error != NULL ? g_strdup (self->work->error->message) : NULL;
  gboolean cancelled = g_error_matches (self->work->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);

  let_go (self);
  if (!cancelled)
    g_signal_emit (self, signals[DONE], 0, text, message);
}

static void
normlab_certifier_dispose (GObject *object)
{
  NormlabCertifier *self = NORMLAB_CERTIFIER (object);

  let_go (self);
  g_clear_object (&self->lab);
  g_clear_object (&self->tasks);

  G_OBJECT_CLASS (normlab_certifier_parent_class)->dispose (object);
}

static void
normlab_certifier_class_init (NormlabCertifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_certifier_dispose;

  signals[DONE] = g_signal_new ("done", NORMLAB_TYPE_CERTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
normlab_certifier_init (NormlabCertifier *self)
{
}

NormlabCertifier *
normlab_certifier_new (NormlabLab *lab, NormlabTasks *tasks)
{
  NormlabCertifier *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_TASKS (tasks), NULL);

  self = g_object_new (NORMLAB_TYPE_CERTIFIER, NULL);
  self->lab = g_object_ref (lab);
  self->tasks = g_object_ref (tasks);
  return self;
}

gboolean
normlab_certifier_can_certify (NormlabRunItem *item)
{
  NormlabRunState state = normlab_run_get_state (normlab_run_item_get_run (item));

  return state == NORMLAB_RUN_FINISHED || state == NORMLAB_RUN_DIVERGED;
}

/* What it takes to look at a run; NULL, with what to say, where its data are not there. */
static Subject *
create_subject (NormlabCertifier *self, NormlabRunItem *item, char **message)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  NormlabRevisit *revisit = normlab_revisit_new (self->lab, run);
  const char *label = normlab_data_id_get_label (normlab_run_get_data (run));
  Subject *subject;

  if (revisit == NULL)
    {
      *message = g_strdup_printf (
          /* Translators: a run's name, then that of a data set, twice */
          _("“%s” was trained on the data set “%s”: for a certificate, open “%s” first"),
          normlab_run_item_get_name (item), label, label);
      return NULL;
    }
  subject = g_new (Subject, 1);
  *subject = (Subject){ revisit, normlab_run_snapshot (run, 0) };
  return subject;
}

static void
begin (NormlabCertifier *self, GPtrArray *subjects)
{
  g_autoptr (GError) error = NULL;
  Work *work = g_new0 (Work, 1);
  NormlabTask *task = normlab_tasks_begin (
      self->tasks, ngettext ("Making the certificate…", "Making the certificates…", subjects->len));

  work->subjects = g_ptr_array_ref (subjects);
  work->text = g_string_new (NULL);
  work->task = task;
  self->work = work;
  self->aside
      = normlab_aside_begin ("certify", certify, work, free_work, on_certified, self, &error);
  if (self->aside != NULL)
    return;
  /* It has been freed. */
  normlab_tasks_end (self->tasks, task);
  self->work = NULL;
  g_signal_emit (self, signals[DONE], 0, NULL, error->message);
}

void
normlab_certifier_certify (NormlabCertifier *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (free_subject);

  g_return_if_fail (NORMLAB_IS_CERTIFIER (self));

  let_go (self);
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      g_autofree char *message = NULL;
      Subject *subject;

      if (!normlab_certifier_can_certify (item))
        continue;
      subject = create_subject (self, item, &message);
      if (subject == NULL)
        {
          g_signal_emit (self, signals[DONE], 0, NULL, message);
          return;
        }
      g_ptr_array_add (subjects, subject);
    }
  if (subjects->len > 0)
    begin (self, subjects);
}
