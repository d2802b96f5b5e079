/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-series.h"

#include <math.h>

/* Pieces of what is void, of which nobody tells more apart. */
#define MAX_VOIDS 200

/* Points of which two stay: the least and the greatest. */
typedef struct
{
  guint64 n; /* how many it has had */
  NormlabPoint least, greatest, last;
  guint64 least_at, greatest_at; /* which of them these were */
} Bucket;

/* What a restart made void. */
typedef struct
{
  double start;
  NormlabPoint before;
  GArray *points;
} Void;

struct _NormlabSeries
{
  char *name;
  guint max_points;
  guint generation;
  guint64 n_added;
  double not_finite_since;

  /* The first point, then two for each bucket that is full, then what is in the one that is not:
   * its least, its greatest and its last, as far as these are different points. */
  GArray *points;
  guint n_settled;
  guint64 bucket_size;
  Bucket bucket;

  GArray *voids; /* of Void */
  guint n_void_points;
};

static void
bucket_add (Bucket *self, const NormlabPoint *point)
{
  if (self->n == 0 || point->value < self->least.value)
    {
      self->least = *point;
      self->least_at = self->n;
    }
  /* Of equals the last, so that a full bucket has two points. */
  if (self->n == 0 || point->value >= self->greatest.value)
    {
      self->greatest = *point;
      self->greatest_at = self->n;
    }
  self->last = *point;
  self->n++;
}

/* The least and the greatest, in the order in which they came. */
static void
bucket_put (const Bucket *self, GArray *points)
{
  gboolean falls = self->greatest_at < self->least_at;

  g_array_append_vals (points, falls ? &self->greatest : &self->least, 1);
  if (self->least_at != self->greatest_at)
    g_array_append_vals (points, falls ? &self->least : &self->greatest, 1);
}

static void
clear_void (gpointer data)
{
  g_array_unref (((Void *) data)->points);
}

NormlabSeries *
normlab_series_new (const char *name, guint max_points)
{
  NormlabSeries *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (NormlabSeries, 1);
  self->name = g_strdup (name);
  self->points = g_array_new (FALSE, FALSE, sizeof (NormlabPoint));
  self->voids = g_array_new (FALSE, FALSE, sizeof (Void));
  g_array_set_clear_func (self->voids, clear_void);
  self->bucket_size = 2;
  self->not_finite_since = NAN;
  normlab_series_set_max_points (self, max_points);
  return self;
}

void
normlab_series_free (NormlabSeries *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_array_unref (self->points);
  g_array_unref (self->voids);
  g_free (self);
}

const char *
normlab_series_get_name (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

static const NormlabPoint *
get_data (const GArray *points)
{
  return (const NormlabPoint *) (gpointer) points->data;
}

const NormlabPoint *
normlab_series_get_points (const NormlabSeries *self, guint *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->points->len;
  return get_data (self->points);
}

guint
normlab_series_get_n_settled (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_settled;
}

guint
normlab_series_get_generation (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

gboolean
normlab_series_is_thinned (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  /* Of two, both are the least or the greatest. */
  return self->max_points > 0 && self->bucket_size > 2;
}

guint
normlab_series_get_n_void (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->voids->len;
}

const NormlabPoint *
normlab_series_get_void (const NormlabSeries *self, guint piece, guint *n)
{
  const GArray *points;

  g_return_val_if_fail (self != NULL && n != NULL && piece < self->voids->len, NULL);

  points = g_array_index (self->voids, Void, piece).points;
  *n = points->len;
  return get_data (points);
}

double
normlab_series_get_void_start (const NormlabSeries *self, guint piece, NormlabPoint *before)
{
  g_return_val_if_fail (self != NULL && before != NULL && piece < self->voids->len, NAN);

  *before = g_array_index (self->voids, Void, piece).before;
  return g_array_index (self->voids, Void, piece).start;
}

guint64
normlab_series_get_n_added (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_added;
}

double
normlab_series_get_not_finite_since (const NormlabSeries *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->not_finite_since;
}

/* What is in the bucket that is not full, behind what is settled. */
static void
put_tail (NormlabSeries *self)
{
  guint64 last = self->bucket.n - 1;

  g_array_set_size (self->points, self->n_settled);
  if (self->bucket.n == 0)
    return;
  bucket_put (&self->bucket, self->points);
  if (last != self->bucket.least_at && last != self->bucket.greatest_at)
    g_array_append_val (self->points, self->bucket.last);
}

/* What came behind @self. */
static void
bucket_join (Bucket *self, const Bucket *next)
{
  if (next->n == 0)
    return;
  if (self->n == 0 || next->least.value < self->least.value)
    {
      self->least = next->least;
      self->least_at = self->n + next->least_at;
    }
  if (self->n == 0 || next->greatest.value >= self->greatest.value)
    {
      self->greatest = next->greatest;
      self->greatest_at = self->n + next->greatest_at;
    }
  self->last = next->last;
  self->n += next->n;
}

/* A full bucket, of which two points are left. */
static Bucket
bucket_of_pair (const NormlabPoint *pair, guint64 size)
{
  Bucket bucket = { 0 };

  bucket_add (&bucket, &pair[0]);
  bucket_add (&bucket, &pair[1]);
  bucket.n = size;
  bucket.least_at = bucket.least_at == 1 ? size - 1 : 0;
  bucket.greatest_at = bucket.greatest_at == 1 ? size - 1 : 0;
  return bucket;
}

/* Two buckets become one of twice the size; one without a fellow is not full then. */
static void
halve (NormlabSeries *self)
{
  NormlabPoint *points = (NormlabPoint *) (gpointer) self->points->data;
  guint n_pairs = (self->n_settled - 1) / 2;
  Bucket rest = { 0 };
  guint to = 1;

  if (n_pairs % 2 != 0)
    rest = bucket_of_pair (&points[self->n_settled - 2], self->bucket_size);
  bucket_join (&rest, &self->bucket);
  for (guint i = 0; i + 1 < n_pairs; i += 2)
    {
      Bucket bucket = { 0 };

      for (guint k = 0; k < 4; k++)
        bucket_add (&bucket, &points[1 + 2 * i + k]);
      points[to + (bucket.least_at > bucket.greatest_at)] = bucket.least;
      points[to + (bucket.least_at < bucket.greatest_at)] = bucket.greatest;
      to += 2;
    }
  self->n_settled = to;
  self->bucket_size *= 2;
  self->bucket = rest;
  self->generation++;
  put_tail (self);
}

/* What is kept takes no more memory than it has to: an array does not become smaller by itself. */
static void
fit (NormlabSeries *self)
{
  GArray *points
      = g_array_sized_new (FALSE, FALSE, sizeof (NormlabPoint), MAX (self->points->len, 1));

  g_array_append_vals (points, self->points->data, self->points->len);
  g_array_unref (self->points);
  self->points = points;
}

/* The bucket is full, and another point has come. */
static void
settle (NormlabSeries *self)
{
  g_array_set_size (self->points, self->n_settled);
  bucket_put (&self->bucket, self->points);
  self->n_settled = self->points->len;
  self->bucket = (Bucket){ 0 };
  if (self->n_settled > self->max_points)
    halve (self);
}

void
normlab_series_add (NormlabSeries *self, const NormlabPoint *point)
{
  g_return_if_fail (self != NULL && point != NULL);
  g_return_if_fail (isfinite (point->x) && isfinite (point->value));

  if (self->points->len > 0 && point->x < get_data (self->points)[self->points->len - 1].x)
    normlab_series_restart (self, point->x);
  self->n_added++;
  self->not_finite_since = NAN;
  if (self->max_points == 0 || self->points->len == 0)
    {
      g_array_append_vals (self->points, point, 1);
      self->n_settled = self->points->len;
      return;
    }
  if (self->bucket.n >= self->bucket_size)
    settle (self);
  bucket_add (&self->bucket, point);
  put_tail (self);
}

void
normlab_series_add_not_finite (NormlabSeries *self, double x)
{
  g_return_if_fail (self != NULL);

  if (isnan (self->not_finite_since))
    self->not_finite_since = x;
}

/* Whether there are more void points than half of what may be kept. The newest piece may be all
 * that was kept, unless less may be kept since. */
static gboolean
has_too_many_voids (const NormlabSeries *self)
{
  guint most = self->voids->len > 1 ? self->max_points / 2 : 2 * self->max_points;

  return self->voids->len > MAX_VOIDS || (self->max_points > 0 && self->n_void_points > most);
}

static void
trim_voids (NormlabSeries *self)
{
  while (has_too_many_voids (self))
    {
      self->n_void_points -= g_array_index (self->voids, Void, 0).points->len;
      g_array_remove_index (self->voids, 0);
    }
}

/* Keeps the points from @first on, which are void. */
static void
keep_void (NormlabSeries *self, double x, guint first)
{
  const NormlabPoint *points = get_data (self->points);
  guint n = self->points->len - first;
  Void piece = { .start = x,
                 .before = first > 0 ? points[first - 1] : (NormlabPoint){ NAN, NAN, NAN },
                 .points = g_array_sized_new (FALSE, FALSE, sizeof (NormlabPoint), n) };

  if (n > 0)
    g_array_append_vals (piece.points, points + first, n);
  g_array_append_val (self->voids, piece);
  self->n_void_points += n;
  trim_voids (self);
}

/* How many lie before @x. */
static guint
find (const NormlabSeries *self, double x)
{
  const NormlabPoint *points = get_data (self->points);
  guint low = 0, high = self->points->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Only the first @n points are left: whole buckets stay settled, the rest is in a new one. */
static void
cut (NormlabSeries *self, guint n)
{
  NormlabPoint *points = (NormlabPoint *) (gpointer) self->points->data;

  self->bucket = (Bucket){ 0 };
  if (self->max_points == 0)
    self->n_settled = n;
  else if (n == 0)
    {
      self->n_settled = 0;
      self->bucket_size = 2;
    }
  else
    {
      self->n_settled = MIN (n, self->n_settled);
      self->n_settled -= (self->n_settled - 1) % 2;
      for (guint i = self->n_settled; i < n; i++)
        bucket_add (&self->bucket, &points[i]);
    }
  put_tail (self);
}

gboolean
normlab_series_restart (NormlabSeries *self, double x)
{
  gboolean strays;
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  strays = self->not_finite_since >= x;
  if (strays)
    self->not_finite_since = NAN;
  n = find (self, x);
  if (n == self->points->len && !strays)
    return FALSE;
  keep_void (self, x, n);
  if (n < self->points->len)
    cut (self, n);
  self->generation++;
  return TRUE;
}

void
normlab_series_clear (NormlabSeries *self)
{
  g_return_if_fail (self != NULL);

  cut (self, 0);
  g_array_set_size (self->points, 0);
  self->n_settled = 0;
  g_array_set_size (self->voids, 0);
  self->n_void_points = 0;
  self->n_added = 0;
  self->not_finite_since = NAN;
  self->generation++;
}

void
normlab_series_set_max_points (NormlabSeries *self, guint max_points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (max_points == 0 || max_points >= 8);

  if (max_points == self->max_points
      || (self->points->len > 0 && (max_points == 0 || self->max_points == 0)))
    return;
  self->max_points = max_points;
  trim_voids (self);
  if (max_points == 0 || self->n_settled <= max_points)
    return;
  while (self->n_settled > max_points)
    halve (self);
  fit (self);
}
