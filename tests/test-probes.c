/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which probes are kept when there is not room for all. */
#include "normlab-probes.h"
#include "normlab-random.h"

enum
{
  N_LAYERS = 3,
  INTERVAL = 10
};

static NormlabProbe *
make_probe (guint step)
{
  NormlabProbe *probe = normlab_probe_new (N_LAYERS);

  probe->step = step;
  return probe;
}

/* Bytes in which @n probes find room. */
static gsize
room_for (guint n)
{
  g_autoptr (NormlabProbe) probe = make_probe (1);

  return n * normlab_probe_get_size (probe);
}

static guint
step_at (const NormlabProbes *probes, guint i)
{
  return ((const NormlabProbe *) g_ptr_array_index (probes->probes, i))->step;
}

/* The steps first, 2 first, … and then the newest. */
static void
check_steps (const NormlabProbes *probes, guint first, guint newest)
{
  guint n = (newest + first - 1) / first;

  g_assert_cmpuint (probes->probes->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (step_at (probes, i), ==, MIN ((i + 1) * first, newest));
}

static void
test_size (void)
{
  g_autoptr (NormlabProbe) probe = normlab_probe_new (5);

  g_assert_cmpuint (normlab_probe_get_size (probe), ==,
                    sizeof (NormlabProbe) + 5 * sizeof (NormlabProbeLayer));
}

/* All, until there is no room; then every second, every fourth, …; and the newest. */
static void
test_thin (void)
{
  g_autoptr (NormlabProbes) probes = normlab_probes_new (INTERVAL, room_for (8) + 1);
  guint first = INTERVAL;

  for (guint step = INTERVAL; step <= 10000 * INTERVAL; step += INTERVAL)
    {
      normlab_probes_add (probes, make_probe (step));
      while ((step + first - 1) / first > 8)
        first *= 2;
      check_steps (probes, first, step);
    }
  /* The end of a run need not be a measurement like the others. */
  normlab_probes_add (probes, make_probe (10000 * INTERVAL + 3));
  check_steps (probes, first, 10000 * INTERVAL + 3);
}

/* However little there is room for, the newest stays. */
static void
test_no_room (void)
{
  const gsize budgets[] = { 0, 1, room_for (1) - 1, room_for (1) };

  for (guint b = 0; b < G_N_ELEMENTS (budgets); b++)
    {
      g_autoptr (NormlabProbes) probes = normlab_probes_new (INTERVAL, budgets[b]);

      for (guint step = INTERVAL; step <= 1000 * INTERVAL; step += INTERVAL)
        {
          normlab_probes_add (probes, make_probe (step));
          g_assert_cmpuint (probes->probes->len, ==, 1);
          g_assert_cmpuint (step_at (probes, 0), ==, step);
        }
    }
}

static void
test_budget (void)
{
  g_autoptr (NormlabProbes) probes = normlab_probes_new (INTERVAL, room_for (100));

  normlab_probes_set_budget (probes, room_for (50));
  g_assert_cmpuint (probes->probes->len, ==, 0);
  for (guint i = 1; i <= 49; i++)
    normlab_probes_add (probes, make_probe (i * INTERVAL));
  check_steps (probes, INTERVAL, 49 * INTERVAL);
  normlab_probes_set_budget (probes, room_for (13));
  check_steps (probes, 4 * INTERVAL, 49 * INTERVAL);
  /* What is gone does not come back, and what comes lies where the others do. */
  normlab_probes_set_budget (probes, room_for (100));
  for (guint i = 50; i <= 80; i++)
    normlab_probes_add (probes, make_probe (i * INTERVAL));
  check_steps (probes, 4 * INTERVAL, 80 * INTERVAL);
}

/* In random portions, each thinned by itself, with nobody looking for a while in between: the same
 * ones are kept as when they come one by one. */
static void
test_portions (void)
{
  NormlabRandom random;

  normlab_random_seed (&random, 1);
  for (guint repeat = 0; repeat < 300; repeat++)
    {
      gsize budget = room_for (1 + normlab_random_next (&random) % 20);
      g_autoptr (NormlabProbes) single = normlab_probes_new (INTERVAL, budget);
      g_autoptr (NormlabProbes) joined = normlab_probes_new (INTERVAL, budget);
      guint step = 0;

      for (guint portion = 0; portion < 12; portion++)
        {
          NormlabProbes *inbox = normlab_probes_new (INTERVAL, budget);
          guint n = normlab_random_next (&random) % 60;

          step += portion % 4 == 0 ? INTERVAL * (normlab_random_next (&random) % 50) : 0;
          for (guint i = 0; i < n; i++)
            {
              step += INTERVAL;
              normlab_probes_add (single, make_probe (step));
              normlab_probes_add (inbox, make_probe (step));
            }
          normlab_probes_join (joined, inbox);
          g_assert_cmpuint (joined->probes->len, ==, single->probes->len);
          for (guint i = 0; i < single->probes->len; i++)
            g_assert_cmpuint (step_at (joined, i), ==, step_at (single, i));
          for (guint i = 0; i + 1 < single->probes->len; i++)
            g_assert_cmpuint (step_at (single, i) % single->spacing, ==, 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/size", test_size);
  g_test_add_func ("/probes/thin", test_thin);
  g_test_add_func ("/probes/no-room", test_no_room);
  g_test_add_func ("/probes/budget", test_budget);
  g_test_add_func ("/probes/portions", test_portions);
  return g_test_run ();
}
