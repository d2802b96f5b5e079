/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-job.h"

#include "normlab-test-scheduler.h"
#include "normlab-test.h"

#define MILLISECOND G_TIME_SPAN_MILLISECOND

/* A clock that goes on by @tick with each look. */
typedef struct
{
  gint64 now;
  gint64 tick;
} Ticking;

static gint64
tick (gpointer user_data)
{
  Ticking *self = user_data;

  return self->now += self->tick;
}

/* A spell of work ends after the first step with which it has lasted more than 50 ms. */
static void
test_spell (void)
{
  static const struct
  {
    gint64 tick;
    guint max_steps, n_steps;
    double seconds;
  } spells[] = {
    { 100, G_MAXUINT, 1, 0.2 }, { 25, G_MAXUINT, 3, 0.1 },  { 24, G_MAXUINT, 3, 0.096 },
    { 25, 2, 2, 0.05 },         { 1, G_MAXUINT, 10, 0.01 },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  const NormlabRecipe recipe = normlab_test_endless (1);

  for (guint i = 0; i < G_N_ELEMENTS (spells); i++)
    {
      g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
      Ticking ticking = { .tick = spells[i].tick * MILLISECOND };
      const NormlabClock clock = { .get_time = tick, .user_data = &ticking };
      NormlabJob *job = normlab_job_new (run, NULL);
      NormlabScratch scratch = { 0 };
      NormlabJobResult result;

      job->seconds = 7;
      normlab_job_work (job, spells[i].max_steps, &clock, &scratch, &result);
      g_assert_cmpuint (result.step, ==, spells[i].n_steps);
      g_assert_cmpfloat_with_epsilon (result.seconds, spells[i].seconds, 1e-12);
      g_assert_cmpint (result.has_sample, ==, spells[i].n_steps == 10);
      if (result.has_sample)
        g_assert_cmpfloat_with_epsilon (result.sample.seconds, 7.01, 1e-12);
      normlab_job_free (job);
      normlab_scratch_clear (&scratch);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/spell", test_spell);
  return g_test_run ();
}
