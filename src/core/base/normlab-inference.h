/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-statistics.h"

G_BEGIN_DECLS

/* How sure one can be of a mean, and of a difference. All intervals hold 95 % of the time, if the
 * values are from a normal distribution. */
#define NORMLAB_CONFIDENCE 0.95

/**
 * NormlabInterval:
 *
 * From where to where; NAN where the values do not tell.
 */
typedef struct
{
  double low, high;
} NormlabInterval;

/* How far Student's t with so many degrees of freedom (at least 1, not only whole ones) lies from 0
   in a share @confidence of all cases, 0 < @confidence < 1: its quantile at (1 + @confidence) / 2.
    */
double normlab_student_quantile (double confidence, double degrees);

/* Half of the interval of the mean of @n values whose deviation (with n − 1) is known, by Student:
 * t s / √n. NAN for fewer than two. In any thread; quick once it has been asked for the same @n. */
double normlab_student_margin (guint n, double deviation);
/* The same of a group of values. */
double normlab_statistics_get_margin (const NormlabStatistics *self);

/* Of the mean. */
NormlabInterval normlab_statistics_get_interval (const NormlabStatistics *self);

/* Of mean a − mean b, where the two have different deviations (Welch, 1947; the degrees of freedom
 * are Satterthwaite's). */
NormlabInterval normlab_welch (const NormlabStatistics *a, const NormlabStatistics *b);

/* Of @n_positive + @n_negative differences whose signs are as likely to be + as −: how likely it is
 * that they are shared out as unevenly as this, or more (two-sided, exact). 1 without any. */
double normlab_sign_test (guint n_positive, guint n_negative);

G_END_DECLS
