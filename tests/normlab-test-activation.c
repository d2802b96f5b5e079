/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-activation.h"

#include <math.h>

#include "normlab-kernels.h"
#include "normlab-math.h"

static double
gelu_argument (double z)
{
  return sqrt (2 / M_PI) * (z + 0.044715 * z * z * z);
}

static double
gelu_slope (double z)
{
  double t = tanh (gelu_argument (z));

  return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * sqrt (2 / M_PI) * (1 + 3 * 0.044715 * z * z);
}

double
normlab_test_activation (NormlabActivation activation, double z)
{
  switch (activation)
    {
    case NORMLAB_ACTIVATION_SIGMOID:
      return 1 / (1 + exp (-z));
    case NORMLAB_ACTIVATION_RELU:
      return MAX (z, 0);
    case NORMLAB_ACTIVATION_TANH:
      return tanh (z);
    case NORMLAB_ACTIVATION_LEAKY_RELU:
      return z > 0 ? z : 0.01 * z;
    case NORMLAB_ACTIVATION_ELU:
      return z > 0 ? z : expm1 (z);
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return z / (1 + fabs (z));
    case NORMLAB_ACTIVATION_IDENTITY:
      return z;
    case NORMLAB_ACTIVATION_GELU:
      return 0.5 * z * (1 + tanh (gelu_argument (z)));
    default:
      g_assert_not_reached ();
    }
}

double
normlab_test_activation_slope (NormlabActivation activation, double z)
{
  double f = normlab_test_activation (activation, z);

  switch (activation)
    {
    case NORMLAB_ACTIVATION_SIGMOID:
      return f * (1 - f);
    case NORMLAB_ACTIVATION_RELU:
      return z > 0;
    case NORMLAB_ACTIVATION_TANH:
      return 1 - f * f;
    case NORMLAB_ACTIVATION_LEAKY_RELU:
      return z > 0 ? 1 : 0.01;
    case NORMLAB_ACTIVATION_ELU:
      return z > 0 ? 1 : f + 1;
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return (1 - fabs (f)) * (1 - fabs (f));
    case NORMLAB_ACTIVATION_IDENTITY:
      return 1;
    case NORMLAB_ACTIVATION_GELU:
      return gelu_slope (z);
    default:
      g_assert_not_reached ();
    }
}

double
normlab_test_activation_steepest (NormlabActivation activation)
{
  static const double candidates[] = { M_SQRT2, 0, 1 };
  double most = -1, steepest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      double slope = normlab_test_activation_slope (activation, candidates[i]);

      if (slope >= most)
        {
          most = slope;
          steepest = candidates[i];
        }
    }
  return steepest;
}

static float
without_vanishing (float x)
{
  return fabsf (x) < NORMLAB_VANISHING ? 0.0f : x;
}

static float
plain_tanh (float z)
{
  float square = z * z, p = -5.70498872745e-3f;

  if (!(square < 0.625f * 0.625f))
    return 1.0f - 2.0f / (normlab_exp (z + z) + 1.0f);
  p = p * square + 2.06390887954e-2f;
  p = p * square + -5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square + -3.33332819422e-1f;
  return p * square * z + z;
}

static float
plain_gelu_tanh (float z)
{
  return plain_tanh (0.797884561f * (z + 0.044715f * (z * z * z)));
}

static float
plain_gelu (float z)
{
  z = z < -16.0f ? -16.0f : z;
  return 0.5f * z * (1.0f + plain_gelu_tanh (z));
}

static float
plain_gelu_slope (float z)
{
  float t;

  z = z < -16.0f ? -16.0f : z > 16.0f ? 16.0f : z;
  t = plain_gelu_tanh (z);
  return 0.5f * (1.0f + t)
         + 0.5f * z * ((1.0f - t * t) * (0.797884561f * (1.0f + 0.134145f * (z * z))));
}

float
normlab_test_activation_plain (NormlabActivation activation, float z)
{
  switch (activation)
    {
    case NORMLAB_ACTIVATION_SIGMOID:
      return without_vanishing (1.0f / (1.0f + normlab_exp (-z)));
    case NORMLAB_ACTIVATION_RELU:
      return z < 0.0f ? 0.0f : z;
    case NORMLAB_ACTIVATION_TANH:
      return plain_tanh (z);
    case NORMLAB_ACTIVATION_LEAKY_RELU:
      return z < 0.0f ? 0.01f * z : z;
    case NORMLAB_ACTIVATION_ELU:
      return z < 0.0f ? normlab_exp (z) - 1.0f : z;
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return z / (1.0f + fabsf (z));
    case NORMLAB_ACTIVATION_IDENTITY:
      return z;
    case NORMLAB_ACTIVATION_GELU:
      return plain_gelu (z);
    default:
      g_assert_not_reached ();
    }
}

static float
plain_backward (NormlabActivation activation, float from, float d)
{
  switch (activation)
    {
    case NORMLAB_ACTIVATION_SIGMOID:
      return d * (1.0f - from) * from;
    case NORMLAB_ACTIVATION_RELU:
      return from > 0.0f ? d : 0.0f;
    case NORMLAB_ACTIVATION_TANH:
      return d * (1.0f - from * from);
    case NORMLAB_ACTIVATION_LEAKY_RELU:
      return from > 0.0f ? d : 0.01f * d;
    case NORMLAB_ACTIVATION_ELU:
      return from > 0.0f ? d : d * (from + 1.0f);
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return d * ((1.0f - fabsf (from)) * (1.0f - fabsf (from)));
    case NORMLAB_ACTIVATION_IDENTITY:
      return d;
    case NORMLAB_ACTIVATION_GELU:
      return d * plain_gelu_slope (from);
    default:
      g_assert_not_reached ();
    }
}

float
normlab_test_activation_plain_slope (NormlabActivation activation, float from, float d)
{
  return without_vanishing (plain_backward (activation, from, d));
}
