/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-track-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-text.h"
#include "normlab-track-points.h"

struct _NormlabTrackRun
{
  NormlabTrack *track;
  NormlabRun *run;
  NormlabTrackPoints points;
  guint copy; /* the how manieth of those that are called so, from 1 */
};

/* File names that say nothing of a run. */
static gboolean
is_generic (const char *name)
{
  static const char *const names[]
      = { "metrics", "history",  "results", "progress", "log",     "logs",
          "train",   "training", "main",    "output",   "version", "trainer_state" };
  gsize length = strcspn (name, ".");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a recipe says what the parameter of that name is. */
static gboolean
has_place (NormlabTrack *track, const char *name, NormlabRecipe *scratch)
{
  const char *text = normlab_track_find_parameter (track, name);

  return text != NULL && normlab_foreign_set (scratch, name, text);
}

/* What is left of a title that nothing else says: "lr=0.01" says it where that is a parameter, for
 * which there is a place. */
static char *
get_rest (NormlabTrack *track, const char *title)
{
  NormlabRecipe scratch = normlab_recipe_of_foreign ();
  g_auto (GStrv) parts = g_strsplit (title, "/", -1);
  g_autoptr (GString) rest = g_string_new (NULL);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    {
      const char *equals = strchr (parts[i], '=');
      g_autofree char *name
          = equals != NULL ? g_strndup (parts[i], (gsize) (equals - parts[i])) : NULL;

      if (*parts[i] == '\0' || (name != NULL && has_place (track, name, &scratch))
          || (i + 1 == n && n > 1 && is_generic (parts[i])))
        continue;
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "/" : "", parts[i]);
    }
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

/* What a run is called among others. Of several in one file that say what they are it is the file,
 * so that they differ in nothing but that. */
static char *
get_run_text (NormlabTrack *track)
{
  const char *key = normlab_track_get_key (track), *number;
  g_autofree char *file = NULL;
  g_autofree char *rest = NULL;

  /* That of a stream is "-" and what it is called. */
  if (*key == '-')
    key++;
  number = strrchr (key, '#');
  if (number != NULL && normlab_track_find_parameter (track, "hidden") != NULL)
    {
      file = g_strndup (key, (gsize) (number - key));
      return g_path_get_basename (file);
    }
  rest = get_rest (track, normlab_track_get_title (track));
  return *rest != '\0' ? g_steal_pointer (&rest) : g_path_get_basename (key);
}

/* @further: (nullable): what has no place in it, name and text. */
static NormlabRecipe
create_recipe (NormlabTrack *track, GStrvBuilder *further)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  g_autofree char *run = NULL;

  for (guint i = 0; i < normlab_track_get_n_parameters (track); i++)
    {
      const char *name = normlab_track_get_parameter_name (track, i);
      const char *text = normlab_track_get_parameter_text (track, i);

      if (normlab_foreign_set (&recipe, name, text) || further == NULL || *name == '\0'
          || *text == '\0')
        continue;
      g_strv_builder_add (further, name);
      g_strv_builder_add (further, text);
    }
  run = get_run_text (track);
  normlab_foreign_set_run (&recipe, run);
  return recipe;
}

/* As its track says, of which there may be others. */
static NormlabRecipe
create_own_recipe (const NormlabTrackRun *self, GStrvBuilder *further)
{
  NormlabRecipe recipe = create_recipe (self->track, further);
  g_autofree char *text = NULL;

  if (self->copy > 1)
    {
      text = g_strdup_printf ("%s (%u)", recipe.foreign[0], self->copy);
      normlab_foreign_set_run (&recipe, text);
    }
  return recipe;
}

void
normlab_track_runs_tell_apart (GPtrArray *runs)
{
  g_autoptr (GHashTable) counts = normlab_recipe_table_new ();

  g_return_if_fail (runs != NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabTrackRun *self = g_ptr_array_index (runs, i);
      NormlabRecipe recipe = create_recipe (self->track, NULL);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &recipe)) + 1;

      g_hash_table_insert (counts, g_memdup2 (&recipe, sizeof recipe), GUINT_TO_POINTER (n));
      if (self->copy == n)
        continue;
      self->copy = n;
      recipe = create_own_recipe (self, NULL);
      normlab_run_set_foreign_recipe (self->run, &recipe);
    }
}

NormlabTrackRun *
normlab_track_run_new (NormlabTrack *track)
{
  NormlabTrackRun *self = g_new0 (NormlabTrackRun, 1);
  NormlabRecipe recipe = create_recipe (track, NULL);

  self->track = g_object_ref (track);
  self->run = normlab_run_new_foreign (&recipe);
  normlab_track_points_init (&self->points, track, self->run);
  self->copy = 1;
  normlab_track_run_update (self);
  return self;
}

void
normlab_track_run_free (NormlabTrackRun *self)
{
  if (self == NULL)
    return;
  normlab_track_points_clear (&self->points);
  g_object_unref (self->track);
  g_object_unref (self->run);
  g_free (self);
}

NormlabTrack *
normlab_track_run_get_track (NormlabTrackRun *self)
{
  return self->track;
}

NormlabRun *
normlab_track_run_get_run (NormlabTrackRun *self)
{
  return self->run;
}

static NormlabRunState
get_end (NormlabTrack *track)
{
  const char *end = normlab_track_get_end (track);
  NormlabRunState state;

  return end != NULL && normlab_run_state_from_string (end, &state)
                 && normlab_run_state_is_final (state)
             ? state
             : NORMLAB_RUN_STOPPED;
}

/* What has to be said of it: that it is damaged, or that its loss is no number any more. @loss:
 * nullable: which of its losses that is. */
static char *
describe (NormlabTrack *track, const NormlabSeries *loss)
{
  g_autofree char *x = NULL;

  if (normlab_track_get_damage (track) != NULL)
    return g_strdup (normlab_track_get_damage (track));
  if (loss == NULL)
    return NULL;
  x = normlab_text_from_double (normlab_series_get_not_finite_since (loss));
  /* Translators: of a run of another program: the name of its loss, and a step; it is infinite
   * or NaN */
  return g_strdup_printf (_("%s is not a finite number since step %s"),
                          normlab_series_get_name (loss), x);
}

static void
take_state (NormlabTrackRun *self)
{
  const NormlabSeries *loss = normlab_track_points_find_not_finite (&self->points);
  g_autofree char *message = describe (self->track, loss);
  NormlabForeign foreign = { .end = get_end (self->track),
                             .time = normlab_track_get_last_time (self->track),
                             .not_finite = loss != NULL,
                             .message = message };

  switch (normlab_track_get_state (self->track))
    {
    case NORMLAB_TRACK_QUIET:
      foreign.state = NORMLAB_FOREIGN_QUIET;
      break;
    case NORMLAB_TRACK_ENDED:
      foreign.state = NORMLAB_FOREIGN_ENDED;
      break;
    case NORMLAB_TRACK_GONE:
      foreign.state = NORMLAB_FOREIGN_GONE;
      foreign.time = normlab_track_get_gone_since (self->track);
      break;
    case NORMLAB_TRACK_DAMAGED:
      foreign.state = NORMLAB_FOREIGN_DAMAGED;
      break;
    case NORMLAB_TRACK_LEFT:
      foreign.state = NORMLAB_FOREIGN_KEPT;
      break;
    case NORMLAB_TRACK_GROWING:
    default:
      foreign.state = NORMLAB_FOREIGN_GROWING;
    }
  normlab_run_set_foreign (self->run, &foreign);
}

/* Whether it counts epochs. */
static void
take_x_name (NormlabTrackRun *self)
{
  const char *name = normlab_track_get_x_name (self->track);

  normlab_run_set_counts_epochs (self->run,
                                 name != NULL && g_ascii_strcasecmp (name, "epoch") == 0);
}

gboolean
normlab_track_run_update (NormlabTrackRun *self)
{
  guint64 n_added = normlab_run_get_n_added (self->run);
  guint revision = normlab_run_get_revision (self->run);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) further = NULL;
  NormlabRecipe recipe;

  g_return_val_if_fail (self != NULL, FALSE);

  recipe = create_own_recipe (self, builder);
  further = g_strv_builder_end (builder);
  normlab_run_set_foreign_recipe (self->run, &recipe);
  normlab_run_set_further (self->run, (const char *const *) further);
  take_x_name (self);
  normlab_track_points_update (&self->points, g_get_monotonic_time ());
  take_state (self);
  return n_added != normlab_run_get_n_added (self->run)
         || revision != normlab_run_get_revision (self->run);
}

gboolean
normlab_track_run_is_behind (NormlabTrackRun *self)
{
  return normlab_track_points_is_behind (&self->points)
         || (normlab_run_get_foreign (self->run)->state == NORMLAB_FOREIGN_GROWING
             && normlab_track_get_state (self->track) != NORMLAB_TRACK_GROWING);
}

guint64
normlab_track_run_get_n_looks (NormlabTrackRun *self)
{
  return normlab_track_points_get_n_looks (&self->points);
}
