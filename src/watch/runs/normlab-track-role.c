/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-track-role.h"

#include <string.h>

/* Words in the names of metrics, in lower case and parted by what is no letter: those of what is
 * held out, of what is trained on, and of what is measured. */
static const char *const held_out[]
    = { "val", "valid", "validation", "test", "eval", "dev", "tel", NULL };
static const char *const trained[] = { "train", "training", "trl", NULL };
static const char *const accuracies[] = { "acc", "accuracy", NULL };
static const char *const losses[] = { "loss", "tel", "trl", NULL };
/* What may stand beside them. */
static const char *const others[] = { "epoch", "step", "total", "mean", "avg", "top1", NULL };

typedef struct
{
  gboolean held_out, trained, accuracy, loss;
  gboolean plain; /* nothing else is said */
} Words;

static Words
read_words (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = NULL;
  Words self = { .plain = TRUE };

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789", ' ');
  words = g_strsplit (lower, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *const word = words[i];
      gboolean known = *word == '\0' || g_strv_contains (others, word);

      if (g_strv_contains (held_out, word))
        known = self.held_out = TRUE;
      if (g_strv_contains (trained, word))
        known = self.trained = TRUE;
      if (g_strv_contains (accuracies, word))
        known = self.accuracy = TRUE;
      if (g_strv_contains (losses, word))
        known = self.loss = TRUE;
      self.plain = self.plain && known;
    }
  return self;
}

static gboolean
has_held_out_accuracy (NormlabTrack *track)
{
  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    {
      Words words = read_words (normlab_series_get_name (normlab_track_get_series (track, i)));

      if (words.plain && words.held_out && words.accuracy)
        return TRUE;
    }
  return FALSE;
}

/* Our own names, which say more than words do. */
static const struct
{
  const char *name;
  NormlabSeriesRole role;
} own[] = {
  { "test_accuracy", NORMLAB_SERIES_TEST_ACCURACY },
  { "train_accuracy", NORMLAB_SERIES_TRAIN_ACCURACY },
  { "training_set_accuracy", NORMLAB_SERIES_TRAINING_SET_ACCURACY },
  { "training_set_loss", NORMLAB_SERIES_TRAINING_SET_LOSS },
  { "test_loss", NORMLAB_SERIES_TEST_LOSS },
  { "loss", NORMLAB_SERIES_LOSS },
};

static NormlabSeriesRole
guess (const char *name, gboolean has_held_out)
{
  Words words = read_words (name);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (strcmp (own[i].name, name) == 0)
      return own[i].role;
  if (!words.plain || words.accuracy == words.loss || (words.held_out && words.trained))
    return NORMLAB_SERIES_OTHER;
  if (words.loss)
    return words.held_out ? NORMLAB_SERIES_TEST_LOSS : NORMLAB_SERIES_LOSS;
  return words.trained || (!words.held_out && has_held_out) ? NORMLAB_SERIES_TRAIN_ACCURACY
                                                            : NORMLAB_SERIES_TEST_ACCURACY;
}

static gboolean
accepts_all (NormlabSeriesRole role, const NormlabSeries *series)
{
  guint n;
  const NormlabPoint *points = normlab_series_get_points (series, &n);

  for (guint i = 0; i < n; i++)
    if (!normlab_series_role_accepts (role, points[i].value))
      return FALSE;
  return TRUE;
}

void
normlab_track_guess_roles (NormlabTrack *track, NormlabSeriesRole *roles)
{
  gboolean has_held_out = has_held_out_accuracy (track), taken[NORMLAB_SERIES_OTHER + 1] = { 0 };

  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    {
      const NormlabSeries *series = normlab_track_get_series (track, i);
      NormlabSeriesRole role = guess (normlab_series_get_name (series), has_held_out);

      if (taken[role] || !accepts_all (role, series))
        role = NORMLAB_SERIES_OTHER;
      taken[role] = role != NORMLAB_SERIES_OTHER;
      roles[i] = role;
    }
}
