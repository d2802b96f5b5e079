/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which images are evaluated in full: those that screening leaves open, or all, when that promises
 * to be quicker. */
#include <string.h>

#include "normlab-test-kernels.h"
#include "normlab-test-screening.h"

enum
{
  N_IMAGES = 1000,
  N_PIXELS = 2,
  /* Images that are screened at a time. */
  ROWS = 250
};

/* Images of one pixel, which is the second in those that are open: all their logits are equal. The
 * others are clearly of class 0. */
static void
set_up (NormlabTestScreening *self,
        const guint *hidden,
        guint n_images,
        const guint *n_open,
        const NormlabKernels *kernels)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree guint8 *images = g_malloc0 (n_images * N_PIXELS);

  for (guint i = 0; i < n_images; i++)
    images[i * N_PIXELS + (i % ROWS < n_open[i / ROWS])] = 255;
  for (recipe.n_hidden = 0; hidden[recipe.n_hidden] > 0; recipe.n_hidden++)
    recipe.hidden[recipe.n_hidden] = hidden[recipe.n_hidden];
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  normlab_test_screening_init (self, &recipe, 2, images, n_images, N_PIXELS, kernels);
  for (guint layer = 0; layer <= recipe.n_hidden; layer++)
    *normlab_test_screening_weight (self, layer, 0, 0) = 1;
}

typedef struct
{
  const char *name;
  guint hidden[4];
  guint n_images;
  guint n_open[N_IMAGES / ROWS]; /* in each block of ROWS, the first ones */
  guint n_full;
} Case;

/* It is given up when more than 60 and a share of the images seen so far are open: of 55 in a
 * hundred, what the first layer costs. Without hidden layers that is 8 of 8 + 1, with one unit 8
 * of 8 + 4 + 1 (stride × pixels, half a stride, one). */
static const Case cases[] = {
  { "all-decided", { 0 }, N_IMAGES, { 0 }, 0 },
  { "few-open", { 0 }, N_IMAGES, { 10, 20, 0, 3 }, 33 },
  /* 0.55 × 8 / 9 × 250 + 60 = 182.2, and with twice as many images 304.4. */
  { "first-block-just", { 0 }, N_IMAGES, { 182 }, 182 },
  { "first-block-too-many", { 0 }, N_IMAGES, { 183 }, 183 + 3 * ROWS },
  { "second-block-just", { 0 }, N_IMAGES, { 182, 122 }, 304 },
  { "second-block-too-many", { 0 }, N_IMAGES, { 182, 123 }, 305 + 2 * ROWS },
  { "late", { 0 }, N_IMAGES, { 0, 0, 0, ROWS }, ROWS },
  /* 0.55 × 8 / 13 × 250 + 60 = 144.6 */
  { "hidden-just", { 1 }, N_IMAGES, { 144 }, 144 },
  { "hidden-too-many", { 1 }, N_IMAGES, { 145 }, 145 + 3 * ROWS },
  /* A share of 0.0603, and one of 0.0404. */
  { "worthwhile", { 8, 8 }, N_IMAGES, { 0 }, 0 },
  { "not-worthwhile", { 8, 9 }, N_IMAGES, { 0 }, N_IMAGES },
  { "enough-images", { 0 }, 200, { 0 }, 0 },
  { "too-few-images", { 0 }, 199, { 0 }, 199 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      NormlabTestScreening network;
      gsize n_full;

      set_up (&network, c->hidden, c->n_images, c->n_open, all[i]);
      g_assert_cmpuint (normlab_test_screening_count (&network, TRUE, 0, &n_full), ==, c->n_images);
      g_assert_cmpuint (n_full, ==, all[i]->screening != NULL ? c->n_full : c->n_images);
      g_assert_cmpuint (normlab_test_screening_count (&network, TRUE, 1, &n_full), ==, 0);
      g_assert_cmpuint (n_full, ==, all[i]->screening != NULL ? c->n_full : c->n_images);
      g_assert_cmpuint (normlab_test_screening_count (&network, FALSE, 0, &n_full), ==,
                        c->n_images);
      g_assert_cmpuint (n_full, ==, c->n_images);
      normlab_test_screening_clear (&network);
    }
}

typedef struct
{
  const char *name;
  float lead;
  guint n_open[N_IMAGES / ROWS]; /* in each block of ROWS, the first ones */
  guint n_full;
} MarginCase;

/* In open images sixteen units cancel out in the first class, but for a lead of which the bound,
 * 4.9 · 10⁻⁴, leaves open what it is, whereas the margin is 10⁻⁴. It is found when that takes less
 * than 44 images in full: as many times 81 (16 for the pixel, half of 16 · 8, and one) are 1.5
 * times 4 pairs · 16 units · (16 + 16) + 5 · 2 · 2 classes · 16. */
static const MarginCase margin_cases[] = {
  { "decides", 3e-4f, { ROWS, ROWS, ROWS, ROWS }, 0 },
  { "decides-late", 3e-4f, { 0, 10, 0, 200 }, 0 },
  { "decides-what-waits", 3e-4f, { 11, 0, 0, 0 }, 0 },
  { "not-worthwhile", 3e-4f, { 10, 0, 0, 0 }, 10 },
  { "decides-nothing", 1e-6f, { 50, 0, 0, 0 }, 50 },
};

static void
set_up_margins (NormlabTestScreening *self, const MarginCase *c, const NormlabKernels *kernels)
{
  const guint hidden[] = { 16, 0 };

  set_up (self, hidden, N_IMAGES, c->n_open, kernels);
  for (guint j = 0; j < hidden[0]; j++)
    {
      *normlab_test_screening_weight (self, 0, 0, j) = j < hidden[0] / 2;
      *normlab_test_screening_weight (self, 0, 1, j) = 1;
      *normlab_test_screening_weight (self, 1, j, 0) = j < hidden[0] / 2 ? 1 : -1;
    }
  *normlab_test_screening_bias (self, 1, 0) = c->lead;
}

static void
test_margins (gconstpointer data)
{
  const MarginCase *c = data;
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      NormlabTestScreening network;
      gsize n_full;

      set_up_margins (&network, c, all[i]);
      g_assert_cmpuint (normlab_test_screening_count (&network, TRUE, 0, &n_full), ==, N_IMAGES);
      g_assert_cmpuint (n_full, ==, all[i]->screening != NULL ? c->n_full : N_IMAGES);
      g_assert_cmpuint (normlab_test_screening_count (&network, TRUE, 1, &n_full), ==, 0);
      g_assert_cmpuint (n_full, ==, all[i]->screening != NULL ? c->n_full : N_IMAGES);
      normlab_test_screening_clear (&network);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-count/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (margin_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-count/margins/%s", margin_cases[i].name);

      g_test_add_data_func (path, &margin_cases[i], test_margins);
    }
  return g_test_run ();
}
