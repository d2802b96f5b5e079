/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* A text for which a file has no business to be longer. */
#define MAX_CHECKSUM 64
#define MAX_ESCAPED_PATH (3 * PATH_MAX)
/* How much of loading it is to read the file, and until it has been taken apart. */
#define READ 0.05
#define PARSED 0.2
/* How far below zero a loss may lie: 1e-7, and a little for its rounding. */
#define MOST_BELOW_ZERO 1.1e-7

/* What a run needs before it can be made. */
typedef struct
{
  NormlabRecipe recipe;
  NormlabSessionRun note;
  NormlabProgress *progress; /* nullable */
} Head;

static void
head_clear (Head *self)
{
  normlab_session_run_clear (&self->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, head_clear)

static gboolean
load_uint (GKeyFile *file,
           const char *group,
           const char *key,
           guint min,
           guint max,
           guint *value,
           GError **error)
{
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  g_autofree char *reason = NULL;

  if (text == NULL)
    return FALSE;
  if (normlab_text_to_uint (text, min, max, value))
    return TRUE;
  /* Translators: follows a value in quotes */
  reason = g_strdup_printf (_("is not a whole number from %u to %u"), min, max);
  return normlab_key_file_refuse (error, group, key, text, reason);
}

static gboolean
load_recipe (GKeyFile *file, const char *group, NormlabRecipe *recipe, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *recipe = NORMLAB_RECIPE_DEFAULT;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS && reason == NULL; d++)
    {
      g_autofree char *text = normlab_key_file_get (
          file, group, normlab_hyperparameter_get_key ((NormlabHyperparameter) d), error);

      if (text == NULL)
        return FALSE;
      normlab_recipe_set (recipe, (NormlabHyperparameter) d, text, &reason);
    }
  if (reason == NULL && normlab_recipe_validate (recipe, &reason))
    return TRUE;
  normlab_key_file_propagate (error, g_steal_pointer (&reason), group);
  return FALSE;
}

static gboolean
load_state (GKeyFile *file, const char *group, NormlabRunState *state, GError **error)
{
  g_autofree char *text = normlab_key_file_get (file, group, "State", error);

  if (text == NULL)
    return FALSE;
  if (!normlab_run_state_from_string (text, state))
    /* Translators: follows a value in quotes */
    return normlab_key_file_refuse (error, group, "State", text, _("is not a state of a run"));
  return TRUE;
}

/* What people call something. */
static char *
load_title (GKeyFile *file, const char *group, const char *key, GError **error)
{
  g_autofree char *text = normlab_key_file_get_text (file, group, key, error);

  return text != NULL ? normlab_text_for_title (text) : NULL;
}

/* A text that need not be there. */
static gboolean
load_optional_text (GKeyFile *file, const char *group, const char *key, char **text, GError **error)
{
  if (!g_key_file_has_key (file, group, key, NULL))
    return TRUE;
  *text = normlab_key_file_get_text (file, group, key, error);
  return *text != NULL;
}

/* One that need not be there, and then says no. */
static gboolean
load_flag (GKeyFile *file, const char *group, const char *key, gboolean *value, GError **error)
{
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);

  *value = g_strcmp0 (text, "true") == 0;
  return *value || text == NULL || strcmp (text, "false") == 0
         || normlab_key_file_refuse (error, group, key, text,
                                     /* Translators: follows a value in quotes */
                                     _("is neither “true” nor “false”"));
}

/* One that is empty stands in a record which says that there is none any more. */
static gboolean
load_run_title (GKeyFile *file, const char *group, char **title, GError **error)
{
  if (!g_key_file_has_key (file, group, "Title", NULL))
    return TRUE;
  *title = load_title (file, group, "Title", error);
  if (*title == NULL)
    return FALSE;
  if (**title == '\0')
    g_clear_pointer (title, g_free);
  return TRUE;
}

static gboolean
load_head (GKeyFile *file, const char *group, Head *head, GError **error)
{
  NormlabSessionRun *note = &head->note;
  g_autofree char *seconds = NULL;

  if (!load_recipe (file, group, &head->recipe, error)
      || !load_state (file, group, &note->state, error)
      || !load_uint (file, group, "Step", 0, head->recipe.iterations, &note->step, error)
      || !load_flag (file, group, "Hidden", &note->hidden, error)
      || !load_run_title (file, group, &note->title, error))
    return FALSE;

  seconds = normlab_key_file_get (file, group, "Seconds", error);
  if (seconds == NULL)
    return FALSE;
  if (!normlab_text_to_double (seconds, &note->seconds))
    return normlab_key_file_refuse (error, group, "Seconds", seconds,
                                    /* Translators: follows a value in quotes */
                                    _("is not a number of seconds"));

  if (note->state == NORMLAB_RUN_DIVERGED)
    return load_uint (file, group, "DivergedLayer", 1, head->recipe.n_hidden + 1,
                      &note->diverged_layer, error);
  if (g_key_file_has_key (file, group, "DivergedLayer", NULL))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                   _("[%s] DivergedLayer is there, but the run has not diverged"), group);
      return FALSE;
    }
  return TRUE;
}

/* Steps grow up to the run's own. */
static gboolean
read_step (const char *text, const Head *head, const NormlabSample *before, guint *step)
{
  return normlab_text_to_uint (text, before != NULL ? before->step + 1 : 1, head->note.step, step);
}

static gboolean
read_accuracy (const char *text, float *accuracy)
{
  double value;

  if (!normlab_text_to_double (text, &value) || value > 1.0)
    return FALSE;
  *accuracy = (float) value;
  return TRUE;
}

/* A loss may have overflown; and being the mean of −log (p + 1e-7), that of a network which is
 * certain lies a hair below zero. */
static gboolean
read_loss (const char *text, double *loss)
{
  double size;

  if (strcmp (text, "nan") == 0)
    *loss = (double) NAN;
  else if (strcmp (text, "inf") == 0)
    *loss = (double) INFINITY;
  else if (*text != '-')
    return normlab_text_to_double (text, loss);
  else if (normlab_text_to_double (text + 1, &size) && size <= MOST_BELOW_ZERO)
    *loss = -size;
  else
    return FALSE;
  return TRUE;
}

/* Puts a number into its place of @sample, which comes after @before. */
static const char *
read_number (const char *text,
             NormlabSessionColumn column,
             const Head *head,
             const NormlabSample *before,
             NormlabSample *sample)
{
  gboolean ok;

  switch (column)
    {
    case NORMLAB_SESSION_STEP:
      return read_step (text, head, before, &sample->step)
                 ? NULL
                 /* Translators: follows a value in quotes */
                 : _("is not a step after the one before it and up to the run’s last");
    case NORMLAB_SESSION_TRAIN_ACCURACY:
      ok = read_accuracy (text, &sample->train_accuracy);
      /* Translators: follows a value in quotes */
      return ok ? NULL : _("is not a number from 0 to 1");
    case NORMLAB_SESSION_TEST_ACCURACY:
      ok = read_accuracy (text, &sample->test_accuracy);
      return ok ? NULL : _("is not a number from 0 to 1");
    case NORMLAB_SESSION_LOSS:
      /* Translators: follows a value in quotes */
      return read_loss (text, &sample->loss) ? NULL : _("is not a loss");
    case NORMLAB_SESSION_SECONDS:
      ok = normlab_text_to_double (text, &sample->seconds);
      return ok ? NULL : _("is not a number of seconds");
    default:
      g_assert_not_reached ();
    }
}

/* Of reading a history: n numbers of a column. How many the first one has is not known before. */
static double
get_share (NormlabSessionColumn column, guint n, const GArray *samples)
{
  double part = column == NORMLAB_SESSION_STEP ? 0 : (double) n / MAX (samples->len, 1);

  return (column + part) / NORMLAB_SESSION_N_COLUMNS;
}

/* The first column makes the samples, the others fill them. */
static gboolean
load_column (GKeyFile *file,
             const char *group,
             NormlabSessionColumn column,
             const Head *head,
             GArray *samples,
             GError **error)
{
  const char *key = normlab_session_columns[column];
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  char *next = text;
  guint n = 0;

  if (text == NULL)
    return FALSE;
  while (next != NULL && *next != '\0')
    {
      const char *item = next;
      const char *reason;
      NormlabSample *all;

      if (n % NORMLAB_SESSION_GLANCE == 0
          && !normlab_progress_report (head->progress, get_share (column, n, samples), error))
        return FALSE;
      next = strchr (next, ';');
      if (next != NULL)
        *next++ = '\0';
      if (column == NORMLAB_SESSION_STEP)
        g_array_set_size (samples, n + 1);
      if (n >= samples->len)
        {
          n++;
          break;
        }
      all = (NormlabSample *) (gpointer) samples->data;
      reason = read_number (item, column, head, n > 0 ? &all[n - 1] : NULL, &all[n]);
      if (reason != NULL)
        return normlab_key_file_refuse (error, group, key, item, reason);
      n++;
    }
  if (n == samples->len)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
               /* Translators: a group, a list in it, and another list with so many numbers */
               g_dngettext (GETTEXT_PACKAGE, "[%s] %s is not as long as %s, which has %u number",
                            "[%s] %s is not as long as %s, which has %u numbers", samples->len),
               group, key, normlab_session_columns[NORMLAB_SESSION_STEP], samples->len);
  return FALSE;
}

static gboolean
load_path (GKeyFile *file, const char *group, const char *key, char **path, GError **error)
{
  g_autofree char *escaped = NULL;

  if (!load_optional_text (file, group, key, &escaped, error))
    return FALSE;
  if (escaped != NULL && strlen (escaped) > MAX_ESCAPED_PATH)
    return normlab_key_file_refuse (error, group, key, escaped,
                                    /* Translators: follows a value in quotes */
                                    _("is longer than any path"));
  *path = escaped != NULL ? g_uri_unescape_string (escaped, NULL) : NULL;
  return escaped == NULL || *path != NULL
         || normlab_key_file_refuse (error, group, key, escaped,
                                     /* Translators: follows a value in quotes */
                                     _("is not an escaped path"));
}

static gboolean
check_checksum (const char *checksum, const char *group, const char *key, GError **error)
{
  return (strlen (checksum) <= MAX_CHECKSUM
          && strspn (checksum, "0123456789abcdef-") == strlen (checksum))
         || normlab_key_file_refuse (error, group, key, checksum,
                                     /* Translators: follows a value in quotes */
                                     _("is not a checksum"));
}

static NormlabDataId *
load_data (GKeyFile *file, const char *group, const NormlabSessionDataKeys *keys, GError **error)
{
  g_autofree char *name = normlab_key_file_get_text (file, group, keys->name, error);
  g_autofree char *path = NULL;
  g_autofree char *checksum = NULL;

  if (name == NULL)
    return NULL;
  checksum = normlab_key_file_get_text (file, group, keys->checksum, error);
  if (checksum == NULL || !check_checksum (checksum, group, keys->checksum, error)
      || !load_path (file, group, keys->path, &path, error))
    return NULL;
  return normlab_data_id_new (name, path, checksum);
}

/* A run's own, or else those of the session. Earlier versions wrote no more than the name of its
 * own. */
static NormlabDataId *
load_run_data (GKeyFile *file, const char *group, NormlabDataId *session_data, GError **error)
{
  const NormlabSessionDataKeys *keys = &normlab_session_run_data_keys;
  gboolean has_name = g_key_file_has_key (file, group, keys->name, NULL);
  gboolean has_place = g_key_file_has_key (file, group, keys->path, NULL)
                       || g_key_file_has_key (file, group, keys->checksum, NULL);
  g_autofree char *name = NULL;

  if (!has_name && !has_place)
    return normlab_data_id_ref (session_data);
  if (has_place)
    return load_data (file, group, keys, error);
  name = normlab_key_file_get_text (file, group, keys->name, error);
  return name != NULL ? normlab_data_id_new (name, NULL, NULL) : NULL;
}

/* The last two are new in the second version. */
static gboolean
check_keys (GKeyFile *file, const char *group, gboolean first, GError **error)
{
  const char *known[NORMLAB_N_HYPERPARAMETERS + NORMLAB_SESSION_N_COLUMNS + 11]
      = { "State", "Step",     "Seconds",      "DivergedLayer", "Title",
          "Data",  "DataPath", "DataChecksum", "Hidden",        "Removed" };
  guint n = first ? 8 : 10;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    known[n++] = normlab_hyperparameter_get_key ((NormlabHyperparameter) d);
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    known[n++] = normlab_session_columns[c];
  known[n] = NULL;
  return normlab_key_file_check_group (file, group, known, error);
}

static gboolean
load_history (GKeyFile *file, const char *group, const Head *head, GArray *samples, GError **error)
{
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    if (!load_column (file, group, (NormlabSessionColumn) c, head, samples, error))
      return FALSE;
  return TRUE;
}

/* Of a run of which there are only records so far, no sample may have come. */
static gboolean
has_history (GKeyFile *file, const char *group, gboolean first)
{
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    if (g_key_file_has_key (file, group, normlab_session_columns[c], NULL))
      return TRUE;
  return first;
}

static NormlabRun *
create_run (const Head *head, NormlabDataId *data, const GArray *samples)
{
  const NormlabSessionRun *note = &head->note;
  NormlabRun *run = normlab_run_new_from_history (
      &head->recipe, data,
      normlab_run_state_is_final (note->state) ? note->state : NORMLAB_RUN_STOPPED, note->step,
      note->seconds, note->diverged_layer, (const NormlabSample *) (gpointer) samples->data,
      samples->len);

  normlab_run_set_title (run, note->title);
  return run;
}

static gboolean
load_run (NormlabSession *self,
          GKeyFile *file,
          const char *group,
          guint number,
          gboolean first,
          NormlabProgress *progress,
          GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (NormlabSample));
  g_autoptr (NormlabDataId) data = NULL;
  g_auto (Head) head = { .note = { .number = number }, .progress = progress };
  gboolean removed;

  if (!check_keys (file, group, first, error)
      || !load_flag (file, group, "Removed", &removed, error))
    return FALSE;
  if (removed)
    return TRUE;
  if (!load_head (file, group, &head, error))
    return FALSE;
  data = load_run_data (file, group, self->data, error);
  if (data == NULL
      || (has_history (file, group, first) && !load_history (file, group, &head, samples, error)))
    return FALSE;
  g_ptr_array_add (self->runs, create_run (&head, data, samples));
  g_array_append_val (self->notes, head.note);
  head.note.title = NULL;
  return TRUE;
}

static gboolean
load_version (GKeyFile *file, gboolean *first, GError **error)
{
  g_autofree char *version = normlab_key_file_get (file, NORMLAB_SESSION_GROUP, "Version", error);
  guint number;

  if (version == NULL)
    return FALSE;
  *first = strcmp (version, NORMLAB_SESSION_FIRST_VERSION) == 0;
  if (*first || strcmp (version, NORMLAB_SESSION_VERSION) == 0)
    return TRUE;
  if (normlab_text_to_uint (version, 1, G_MAXUINT, &number))
    return normlab_key_file_refuse (
        error, NORMLAB_SESSION_GROUP, "Version", version,
        /* Translators: follows a value in quotes */
        _("is a version of sessions that only a newer release of this program knows"));
  return normlab_key_file_refuse (error, NORMLAB_SESSION_GROUP, "Version", version,
                                  /* Translators: follows a value in quotes */
                                  _("is not a version of sessions that this program knows"));
}

static gboolean
load_session (NormlabSession *self, GKeyFile *file, gboolean *first, GError **error)
{
  static const char *const known[] = { "Version", "Title", NULL };
  static const char *const known_of_data[] = { "Name", "Path", "Checksum", NULL };

  if (!normlab_key_file_check_group (file, NORMLAB_SESSION_GROUP, known, error)
      || !load_version (file, first, error))
    return FALSE;
  self->title = load_title (file, NORMLAB_SESSION_GROUP, "Title", error);
  if (self->title == NULL
      || !normlab_key_file_check_group (file, NORMLAB_SESSION_DATA, known_of_data, error))
    return FALSE;
  self->data = load_data (file, NORMLAB_SESSION_DATA, &normlab_session_data_keys, error);
  return self->data != NULL;
}

static void
load_view (NormlabSession *self, GKeyFile *file)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, NORMLAB_SESSION_VIEW, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_insert (self->view, g_strdup (keys[i]),
                         g_key_file_get_string (file, NORMLAB_SESSION_VIEW, keys[i], NULL));
}

/* The number of a run's group, which is greater than @before, and in the first version the next
 * one. */
static gboolean
read_number_of (const char *group, guint before, gboolean first, guint *number)
{
  return g_str_has_prefix (group, "Run ")
         && normlab_text_to_uint (group + strlen ("Run "), before + 1,
                                  first ? before + 1 : G_MAXUINT, number);
}

static gboolean
refuse_group (guint position, const char *expected, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("group %u should be [%s]"), position,
               expected);
  return FALSE;
}

static gboolean
load_runs (NormlabSession *self,
           GKeyFile *file,
           char **groups,
           gboolean first,
           NormlabProgress *progress,
           GError **error)
{
  guint n_groups = g_strv_length (groups);
  guint number = 0;

  for (guint i = 2; groups[i] != NULL; i++)
    {
      g_autofree char *expected = g_strdup_printf (NORMLAB_SESSION_RUN, number + 1);

      if (!first && strcmp (groups[i], NORMLAB_SESSION_VIEW) == 0)
        continue;
      if (!read_number_of (groups[i], number, first, &number))
        return refuse_group (i + 1, expected, error);
      normlab_progress_begin_phase (progress, PARSED + (1 - PARSED) * i / n_groups,
                                    PARSED + (1 - PARSED) * (i + 1) / n_groups);
      if (!load_run (self, file, groups[i], number, first, progress, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_groups (NormlabSession *self, GKeyFile *file, NormlabProgress *progress, GError **error)
{
  static const char *const heads[] = { NORMLAB_SESSION_GROUP, NORMLAB_SESSION_DATA };
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  gboolean first;

  if (!load_session (self, file, &first, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (strcmp (groups[i], heads[i]) != 0)
      return refuse_group (i + 1, heads[i], error);
  load_view (self, file);
  return load_runs (self, file, groups, first, progress, error);
}

static NormlabSession *
create (void)
{
  NormlabSession *self = g_new0 (NormlabSession, 1);

  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = normlab_session_run_array_new ();
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static NormlabSession *
load (const char *text, gsize length, NormlabProgress *progress, GError **error)
{
  g_autoptr (NormlabSession) self = NULL;
  g_autoptr (GKeyFile) file = NULL;
  const char *records = normlab_session_find_records (text, length);

  file = normlab_key_file_parse_watched (text, (gsize) (records - text), progress, error);
  if (file == NULL || !normlab_progress_report (progress, 1, error))
    return NULL;
  self = create ();
  self->n_lost = normlab_session_apply_records (file, records, length - (gsize) (records - text));
  return load_groups (self, file, progress, error) ? g_steal_pointer (&self) : NULL;
}

NormlabSession *
normlab_session_new_from_data (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return load (text, length < 0 ? strlen (text) : (gsize) length, NULL, error);
}

NormlabSession *
normlab_session_load (const char *path, GError **error)
{
  return normlab_session_load_watched (path, NULL, error);
}

NormlabSession *
normlab_session_load_watched (const char *path, NormlabProgress *progress, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  NormlabSession *self;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  normlab_progress_begin_phase (progress, 0, READ);
  text = normlab_key_file_read_watched (path, NORMLAB_SESSION_MAX_SIZE, &length, progress, error);
  if (text == NULL)
    return NULL;
  normlab_progress_begin_phase (progress, READ, PARSED);
  self = load (text, length, progress, &reason);
  if (self != NULL)
    return self;
  name = normlab_text_for_path (path);
  if (!g_error_matches (reason, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    g_prefix_error (&reason, "%s: ", name);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}
