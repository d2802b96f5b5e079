/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expected numbers are what NumPy 1.24 printed for the calls of test_interleaved(). */
#include "normlab-random.h"

#include <math.h>

#include "normlab-math.h"

typedef struct
{
  guint32 seed;
  double normals[3];
  guint32 grid[5];
  double more_normals[2];
  double uniforms[3];
  guint32 small_choices[4];
  double last_normals[2];
  double normal_after_no_choice;
} Expected;

static const Expected expected[] = {
  { 0,
    { 1.764052345967664, 0.4001572083672233, 0.9787379841057392 },
    { 41993, 57043, 20757, 55026, 46884 },
    { 2.240893199201458, -0.2913939760114335 },
    { 0.2726562945801132, 0.47766511732134986, 0.8121687287754932 },
    { 6, 0, 1, 5 },
    { -0.13309028458966213, -0.4707710044024339 },
    0.9730159968843793 },
  { 42,
    { 0.4967141530112327, -0.13826430117118466, 0.6476885381006925 },
    { 54886, 6265, 16850, 37194, 21962 },
    { 1.5230298564080254, 0.2790412922001377 },
    { 0.7080725777960455, 0.020584494295802447, 0.9699098521619943 },
    { 3, 5, 5, 1 },
    { 1.0105152848065264, -0.46341769281246226 },
    -0.46572975357025687 },
  { G_MAXUINT32,
    { 0.6484086742306527, 0.6693235306338161, -1.0805437227474493 },
    { 52763, 23693, 43446, 54583, 37590 },
    { 0.2845010447986309, -1.741430868579208 },
    { 0.1817673614885038, 0.9335337533300324, 0.8238800726077493 },
    { 6, 1, 4, 4 },
    { -0.8494554052976473, 0.6443745052250457 },
    -1.3853786547521056 },
};

/* Uniform numbers are exact; normals may differ from NumPy's in the last bit of a double, as
 * NumPy's own do between C libraries. */
static void
assert_normal (NormlabRandom *random, double value)
{
  g_assert_cmpfloat_with_epsilon (normlab_random_normal (random), value, 4.5e-16 * fabs (value));
}

static void
test_interleaved (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (expected); c++)
    {
      const Expected *e = &expected[c];
      NormlabRandom random;
      guint32 chosen[5];

      normlab_random_seed (&random, e->seed);
      for (guint i = 0; i < 3; i++)
        assert_normal (&random, e->normals[i]);
      normlab_random_choice (&random, 60000, chosen, 5);
      for (guint i = 0; i < 5; i++)
        g_assert_cmpuint (chosen[i], ==, e->grid[i]);
      for (guint i = 0; i < 2; i++)
        assert_normal (&random, e->more_normals[i]);
      for (guint i = 0; i < 3; i++)
        g_assert_cmpfloat (normlab_random_double (&random), ==, e->uniforms[i]);
      normlab_random_choice (&random, 7, chosen, 4);
      for (guint i = 0; i < 4; i++)
        g_assert_cmpuint (chosen[i], ==, e->small_choices[i]);
      for (guint i = 0; i < 2; i++)
        assert_normal (&random, e->last_normals[i]);
      normlab_random_choice (&random, 1, chosen, 3);
      g_assert_cmpuint (chosen[2], ==, 0);
      assert_normal (&random, e->normal_after_no_choice);
    }
}

/* Against the plain definition: words are cut to as many bits as n − 1 has, and drawn again while
 * they are larger. */
static void
test_choice (void)
{
  static const guint64 sizes[] = {
    1, 2, 3, 256, 257, 65536, 65537, 1 << 20, (1 << 20) + 1, G_GUINT64_CONSTANT (1) << 32,
  };

  for (guint c = 0; c < G_N_ELEMENTS (sizes); c++)
    {
      NormlabRandom random, plain;
      guint32 chosen[100];
      guint n_bits = 0;

      while ((sizes[c] - 1) >> n_bits > 0)
        n_bits++;
      normlab_random_seed (&random, c);
      plain = random;
      normlab_random_choice (&random, sizes[c], chosen, G_N_ELEMENTS (chosen));
      for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
        {
          guint64 index = 0;

          if (n_bits > 0)
            do
              index = normlab_random_next (&plain) % (G_GUINT64_CONSTANT (1) << n_bits);
            while (index >= sizes[c]);
          g_assert_cmpuint (chosen[i], ==, index);
        }
      /* And nothing more was drawn. */
      g_assert_cmpuint (normlab_random_next (&random), ==, normlab_random_next (&plain));
    }
}

/* Against the plain definition, wherever in its 624 words the stream stands, and for limits that
 * numbers hit, or nearly. */
static void
test_exceed (void)
{
  NormlabRandom start;
  double limits[] = { 0, 0.1, 0.5, 1 - 0x1p-53, 0x1p-53, 0x1p-60, 0, 0, 0 };
  const guint n_limits = G_N_ELEMENTS (limits);

  normlab_random_seed (&start, 3);
  for (guint offset = 0; offset < 640; offset++)
    {
      NormlabRandom hit = start;

      /* The fourth number to come, and its neighbours. */
      for (guint i = 0; i < 4; i++)
        limits[n_limits - 1] = normlab_random_double (&hit);
      limits[n_limits - 2] = limits[n_limits - 1] - 0x1p-53;
      limits[n_limits - 3] = limits[n_limits - 1] + 0x1p-53;
      for (guint c = 0; c < n_limits; c++)
        {
          const guint n = 1 + (offset + 7 * c) % 45;
          NormlabRandom random = start, plain = start;
          float flags[46];

          flags[n] = 7;
          normlab_random_exceed (&random, limits[c], flags, n);
          for (guint i = 0; i < n; i++)
            g_assert_cmpfloat (flags[i], ==, normlab_random_double (&plain) > limits[c]);
          g_assert_cmpfloat (flags[n], ==, 7);
          g_assert_cmpuint (normlab_random_next (&random), ==, normlab_random_next (&plain));
        }
      normlab_random_next (&start);
    }
}

/* A normal number that was left over is forgotten with the stream that it came from. */
static void
test_seed_again (void)
{
  NormlabRandom random = { .has_normal = FALSE };

  normlab_random_seed (&random, 5);
  normlab_random_normal (&random);
  normlab_random_seed (&random, 0);
  assert_normal (&random, expected[0].normals[0]);
}

/* MT19937's authors give 4123659995 as the 10,000th output for the seed 5489. */
static void
test_raw (void)
{
  NormlabRandom random;
  guint32 word = 0;

  normlab_random_seed (&random, 5489);
  for (guint i = 0; i < 10000; i++)
    word = normlab_random_next (&random);
  g_assert_cmpuint (word, ==, 4123659995u);
}

static void
test_log (void)
{
  NormlabRandom random;

  g_assert_cmpfloat (normlab_log (1.0), ==, 0.0);
  g_assert_true (isnan (normlab_log (-1.0)) && isnan (normlab_log ((double) NAN)));
  g_assert_true (isinf (normlab_log (0.0)) && normlab_log (0.0) < 0);
  g_assert_true (isinf (normlab_log ((double) INFINITY)));

  normlab_random_seed (&random, 1);
  for (guint i = 0; i < 200000; i++)
    {
      double x = normlab_random_double (&random) * (i % 3 == 0 ? 1.0 : i % 3 == 1 ? 2.5 : 1e9);
      double exact = log (x);

      g_assert_cmpfloat_with_epsilon (normlab_log (x), exact, 2.3e-16 * fabs (exact));
    }
}

static void
test_exp (void)
{
  g_assert_cmpfloat (normlab_exp (0.0f), ==, 1.0f);
  g_assert_true (isnan (normlab_exp (NAN)));
  g_assert_true (isfinite (normlab_exp (INFINITY)));
  g_assert_cmpfloat (normlab_exp (-INFINITY), >, 0.0f);

  for (float x = -86.9f; x < 87.9f; x += 0.00137f)
    {
      double exact = exp ((double) x);

      g_assert_cmpfloat_with_epsilon ((double) normlab_exp (x), exact, 1.2e-7 * exact);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/raw", test_raw);
  g_test_add_func ("/random/interleaved", test_interleaved);
  g_test_add_func ("/random/choice", test_choice);
  g_test_add_func ("/random/exceed", test_exceed);
  g_test_add_func ("/random/seed-again", test_seed_again);
  g_test_add_func ("/random/log", test_log);
  g_test_add_func ("/random/exp", test_exp);
  return g_test_run ();
}
