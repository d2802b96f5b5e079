/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-queue.h"

void
normlab_queue_init (NormlabQueue *self, guint max_abreast)
{
  *self = (NormlabQueue){ .max_abreast = max_abreast };
  for (guint i = NORMLAB_JOB_PLACE_READY; i < NORMLAB_N_JOB_PLACES; i++)
    self->heaps[i] = g_ptr_array_new ();
}

void
normlab_queue_clear (NormlabQueue *self)
{
  for (guint i = NORMLAB_JOB_PLACE_READY; i < NORMLAB_N_JOB_PLACES; i++)
    g_clear_pointer (&self->heaps[i], g_ptr_array_unref);
}

static gboolean
comes_before (NormlabJobPlace place, const NormlabJob *a, const NormlabJob *b)
{
  if (place == NORMLAB_JOB_PLACE_LATER && a->due != b->due)
    return a->due < b->due;
  if (place != NORMLAB_JOB_PLACE_LATER && a->step != b->step)
    return a->step < b->step;
  return a->number < b->number;
}

static void
put (GPtrArray *heap, guint i, NormlabJob *job)
{
  heap->pdata[i] = job;
  job->index = i;
}

/* From the hole at @i towards the first. */
static void
sift_up (GPtrArray *heap, NormlabJob *job, guint i)
{
  while (i > 0)
    {
      NormlabJob *parent = heap->pdata[(i - 1) / 2];

      if (!comes_before (job->place, job, parent))
        break;
      put (heap, i, parent);
      i = (i - 1) / 2;
    }
  put (heap, i, job);
}

/* From the hole at @i towards the last. */
static void
sift_down (GPtrArray *heap, NormlabJob *job, guint i)
{
  for (guint child = 2 * i + 1; child < heap->len; child = 2 * i + 1)
    {
      if (child + 1 < heap->len
          && comes_before (job->place, heap->pdata[child + 1], heap->pdata[child]))
        child++;
      if (comes_before (job->place, job, heap->pdata[child]))
        break;
      put (heap, i, heap->pdata[child]);
      i = child;
    }
  put (heap, i, job);
}

static void
take_out (NormlabQueue *self, NormlabJob *job)
{
  GPtrArray *heap = self->heaps[job->place];
  NormlabJob *last = heap->pdata[heap->len - 1];

  g_ptr_array_set_size (heap, (gint) heap->len - 1);
  if (last != job && job->index > 0
      && comes_before (job->place, last, heap->pdata[(job->index - 1) / 2]))
    sift_up (heap, last, job->index);
  else if (last != job)
    sift_down (heap, last, job->index);
}

gboolean
normlab_queue_is_meeting (const NormlabQueue *self, const NormlabJob *job, gint64 now)
{
  return job->paused && !job->single && job->step < job->meeting && now < self->meet_by;
}

static NormlabJobPlace
choose (const NormlabQueue *self, const NormlabJob *job, gint64 now)
{
  gboolean meeting = normlab_queue_is_meeting (self, job, now);

  if (job->done || job->busy || job->ends)
    return NORMLAB_JOB_PLACE_NOWHERE;
  /* What has been done before a pause is measured all the same. */
  if (job->owes)
    return normlab_job_is_told (job) ? NORMLAB_JOB_PLACE_READY : NORMLAB_JOB_PLACE_NOWHERE;
  if ((job->paused && !job->single && !meeting)
      || (job->n_put_off > 0 && job->n_put_off >= job->max_ahead))
    return NORMLAB_JOB_PLACE_NOWHERE;
  if (job->speed > 0 && job->due > now && !meeting && !normlab_job_is_catching_up (job))
    return NORMLAB_JOB_PLACE_LATER;
  return job->started ? NORMLAB_JOB_PLACE_READY : NORMLAB_JOB_PLACE_NEW;
}

static void
count (NormlabQueue *self, NormlabJob *job)
{
  gboolean begun = (job->started || job->single) && !job->done;
  gboolean abreast = job->started && !job->done && (!job->paused || job->single);

  self->n_begun += (guint) begun - (guint) job->counted_begun;
  self->n_abreast += (guint) abreast - (guint) job->counted_abreast;
  job->counted_begun = begun;
  job->counted_abreast = abreast;
}

void
normlab_queue_place (NormlabQueue *self, NormlabJob *job, gint64 now)
{
  count (self, job);
  /* Out of its heap while that still has it in its order, and by what it was there. */
  if (job->place != NORMLAB_JOB_PLACE_NOWHERE)
    take_out (self, job);
  job->place = choose (self, job, now);
  if (job->place != NORMLAB_JOB_PLACE_NOWHERE)
    {
      g_ptr_array_add (self->heaps[job->place], job);
      sift_up (self->heaps[job->place], job, self->heaps[job->place]->len - 1);
    }
}

void
normlab_queue_add (NormlabQueue *self, NormlabJob *job, gint64 now)
{
  job->number = self->n_jobs++;
  normlab_queue_place (self, job, now);
}

gboolean
normlab_queue_has_room (const NormlabQueue *self, const NormlabJob *job)
{
  return job->started || self->n_begun < self->max_abreast;
}

guint
normlab_queue_count_ready (const NormlabQueue *self)
{
  guint room = self->max_abreast - MIN (self->n_abreast, self->max_abreast);

  return self->heaps[NORMLAB_JOB_PLACE_READY]->len
         + MIN (self->heaps[NORMLAB_JOB_PLACE_NEW]->len, room);
}

/* The first of a heap, after those that time has moved elsewhere; NULL for none. */
static NormlabJob *
get_first (NormlabQueue *self, NormlabJobPlace place, gint64 now)
{
  GPtrArray *heap = self->heaps[place];

  while (heap->len > 0)
    {
      NormlabJob *job = heap->pdata[0];

      if (choose (self, job, now) == place)
        return job;
      normlab_queue_place (self, job, now);
    }
  return NULL;
}

NormlabJob *
normlab_queue_pick (NormlabQueue *self, gint64 now, gint64 *next_due)
{
  /* First, for what is due goes to the others. */
  NormlabJob *later = get_first (self, NORMLAB_JOB_PLACE_LATER, now);
  NormlabJob *ready = get_first (self, NORMLAB_JOB_PLACE_READY, now);
  NormlabJob *new
      = self->n_abreast < self->max_abreast ? get_first (self, NORMLAB_JOB_PLACE_NEW, now) : NULL;

  *next_due = later != NULL ? later->due : G_MAXINT64;
  if (ready == NULL || new == NULL)
    return ready != NULL ? ready : new;
  return comes_before (NORMLAB_JOB_PLACE_READY, ready, new) ? ready : new;
}
