/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-log.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-text.h"

/* Between two looks at whether all is to end, in ms. */
#define WAIT 50
/* How long who is to read is waited for then, and at the beginning, in µs. */
#define PATIENCE G_USEC_PER_SEC

/* How much of a run has been written. */
typedef struct
{
  guint n_samples;
  gboolean ended;
} Written;

struct _NormlabCliLog
{
  char *path;
  NormlabStop stop;
  int fd;           /* −1: nothing is written */
  gint64 size;      /* of all whole lines; −1 of what is no file */
  GPtrArray *runs;  /* borrowed */
  GArray *numbers;  /* of NormlabCliNumbers */
  Written *written; /* one for each run */
  guint n_finished;
  guint n_diverged;
  GString *line;
  GError *error; /* nullable: why nothing is written any more */
};

/* Writing */

static void
fail (NormlabCliLog *self, int code)
{
  g_autofree char *quoted = normlab_cli_quote (self->path);

  if (self->error != NULL)
    return;
  if (code == EPIPE)
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, g_strerror (code));
  else
    g_set_error (&self->error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a file, and why */
                 _("--log: %s cannot be written: %s"), quoted,
                 code == ENXIO || code == ETIMEDOUT ? _("nobody reads it") : g_strerror (code));
}

static void
close_file (NormlabCliLog *self)
{
  if (self->fd > STDERR_FILENO)
    close (self->fd);
  self->fd = -1;
}

static gboolean
is_stopped (const NormlabCliLog *self)
{
  return normlab_stop_requested (self->stop);
}

/* Waits until there is room for a piece, which a pipe whose reader pauses has not; once all is to
 * end, no longer than PATIENCE. FALSE with errno. */
static gboolean
wait_for_room (NormlabCliLog *self)
{
  struct pollfd room = { self->fd, POLLOUT, 0 };
  gint64 end = 0;

  for (;;)
    {
      int n = poll (&room, 1, WAIT);

      if (n > 0)
        return TRUE;
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (!is_stopped (self))
        continue;
      end = end > 0 ? end : g_get_monotonic_time () + PATIENCE;
      errno = ETIMEDOUT;
      if (g_get_monotonic_time () >= end)
        return FALSE;
    }
}

/* A piece that a pipe takes at once where there is room at all. −1 with errno. */
static gssize
write_piece (NormlabCliLog *self, const char *text, gsize length)
{
  return wait_for_room (self) ? write (self->fd, text, MIN (length, PIPE_BUF)) : -1;
}

/* Of a line that finds no room nothing stays. */
static void
write_line (NormlabCliLog *self)
{
  const char *text = self->line->str;
  gsize rest = self->line->len;
  gssize n = 0;

  while (self->fd >= 0 && rest > 0)
    {
      n = write_piece (self, text, rest);
      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n < 0)
        {
          fail (self, errno);
          if (self->size >= 0 && ftruncate (self->fd, self->size) != 0)
            g_debug ("a line of %s is torn", self->path);
          close_file (self);
          return;
        }
      text += n;
      rest -= (gsize) n;
    }
  if (self->size >= 0)
    self->size += (gint64) self->line->len;
}

static void
begin_line (NormlabCliLog *self)
{
  g_string_assign (self->line, "{");
}

static void
end_line (NormlabCliLog *self)
{
  g_string_append (self->line, "}\n");
  write_line (self);
}

static void
append_name (GString *line, const char *name)
{
  if (line->str[line->len - 1] != '{')
    g_string_append_c (line, ',');
  g_string_append_printf (line, "\"%s\":", name);
}

static void
append_uint (GString *line, const char *name, guint value)
{
  append_name (line, name);
  g_string_append_printf (line, "%u", value);
}

static void
append_text (GString *line, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  append_name (line, name);
  g_string_append_c (line, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      g_string_append_printf (line, "\\u%04x", *p);
    else
      {
        if (*p == '"' || *p == '\\')
          g_string_append_c (line, '\\');
        g_string_append_c (line, *p);
      }
  g_string_append_c (line, '"');
}

/* Nothing of what was not measured, or is not finite. */
static void
append_double (GString *line, const char *name, double value)
{
  g_autofree char *text = normlab_text_from_double (value);

  if (!isfinite (value))
    return;
  append_name (line, name);
  g_string_append (line, text);
}

static void
append_float (GString *line, const char *name, float value)
{
  g_autofree char *text = normlab_text_from_float (value);

  if (!isfinite (value))
    return;
  append_name (line, name);
  g_string_append (line, text);
}

/* The lines */

static guint
get_number (const NormlabCliLog *self, guint i)
{
  return g_array_index (self->numbers, NormlabCliNumbers, i).recipe + 1;
}

static void
append_run (NormlabCliLog *self, guint i, const char *name)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (g_ptr_array_index (self->runs, i));
  guint parent = g_array_index (self->numbers, NormlabCliNumbers, i).parent;

  g_string_append (self->line, i > 0 ? ",{" : "{");
  append_uint (self->line, "run", get_number (self, i));
  append_text (self->line, "name", name);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *value = normlab_recipe_get (recipe, (NormlabHyperparameter) d);

      /* As one types it. */
      if (d == NORMLAB_HYPERPARAMETER_HIDDEN)
        g_strdelimit (value, "-", ',');
      append_text (self->line, normlab_hyperparameter_get_key ((NormlabHyperparameter) d), value);
    }
  if (parent > 0)
    append_uint (self->line, "parent", parent);
  g_string_append_c (self->line, '}');
}

static void
write_first_line (NormlabCliLog *self, GPtrArray *names)
{
  const NormlabDataId *data = normlab_run_get_data (g_ptr_array_index (self->runs, 0));
  g_autofree char *word = normlab_data_id_to_word (data);

  begin_line (self);
  append_uint (self->line, "normlab", 1);
  append_text (self->line, "version", PACKAGE_VERSION);
  append_text (self->line, "data", word);
  append_text (self->line, "data_checksum", normlab_data_id_get_checksum (data));
  append_name (self->line, "runs");
  g_string_append_c (self->line, '[');
  for (guint i = 0; i < self->runs->len; i++)
    append_run (self, i, g_ptr_array_index (names, i));
  g_string_append_c (self->line, ']');
  end_line (self);
}

static void
write_sample (NormlabCliLog *self, guint i, const NormlabSample *sample)
{
  begin_line (self);
  append_uint (self->line, "run", get_number (self, i));
  append_uint (self->line, "step", sample->step);
  append_float (self->line, "test_accuracy", sample->test_accuracy);
  append_float (self->line, "train_accuracy", sample->train_accuracy);
  append_double (self->line, "loss", sample->loss);
  append_double (self->line, "seconds", sample->seconds);
  append_float (self->line, "training_set_accuracy", sample->training_set_accuracy);
  append_double (self->line, "training_set_loss", sample->training_set_loss);
  append_double (self->line, "test_loss", sample->test_loss);
  end_line (self);
}

static void
write_end (NormlabCliLog *self, guint i, NormlabRun *run)
{
  NormlabRunState state = normlab_run_get_state (run);

  self->n_finished += state == NORMLAB_RUN_FINISHED;
  self->n_diverged += state == NORMLAB_RUN_DIVERGED;
  begin_line (self);
  append_uint (self->line, "run", get_number (self, i));
  append_uint (self->line, "step", normlab_run_get_step (run));
  append_text (self->line, "state", normlab_run_state_to_string (state));
  if (state == NORMLAB_RUN_DIVERGED)
    append_uint (self->line, "layer", normlab_run_get_diverged_layer (run));
  end_line (self);
}

/* Whoever is to read a pipe may begin a little later. −1 with errno. */
static int
open_patiently (const NormlabCliLog *self)
{
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  gint64 end = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      int fd = open (self->path, flags, 0666);

      if (fd >= 0 || errno != ENXIO || is_stopped (self) || g_get_monotonic_time () >= end)
        return fd;
      g_usleep (1000 * WAIT);
    }
}

static void
open_file (NormlabCliLog *self)
{
  struct stat status;

  if (strcmp (self->path, "-") == 0)
    {
      self->fd = STDOUT_FILENO;
      return;
    }
  self->fd = open_patiently (self);
  if (self->fd < 0)
    fail (self, errno);
  else if (fstat (self->fd, &status) == 0 && S_ISREG (status.st_mode))
    self->size = 0;
}

NormlabCliLog *
normlab_cli_log_new (const char *path,
                     GPtrArray *runs,
                     GPtrArray *names,
                     const GArray *numbers,
                     NormlabStop stop)
{
  NormlabCliLog *self = g_new0 (NormlabCliLog, 1);

  self->fd = -1;
  self->size = -1;
  if (path == NULL)
    return self;
  self->path = g_strdup (path);
  self->stop = stop;
  self->runs = runs;
  self->numbers = g_array_copy ((GArray *) numbers);
  self->written = g_new0 (Written, runs->len);
  self->line = g_string_new (NULL);
  open_file (self);
  write_first_line (self, names);
  return self;
}

void
normlab_cli_log_free (NormlabCliLog *self)
{
  if (self == NULL)
    return;
  close_file (self);
  g_free (self->path);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self->written);
  if (self->line != NULL)
    g_string_free (self->line, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

void
normlab_cli_log_update (NormlabCliLog *self)
{
  for (guint i = 0; self->path != NULL && i < self->runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (self->runs, i);
      Written *written = &self->written[i];

      if (written->ended)
        continue;
      for (; written->n_samples < normlab_run_get_n_samples (run); written->n_samples++)
        write_sample (self, i, &normlab_run_get_samples (run)[written->n_samples]);
      written->ended = normlab_run_state_is_final (normlab_run_get_state (run));
      if (written->ended)
        write_end (self, i, run);
    }
}

gboolean
normlab_cli_log_finish (NormlabCliLog *self, gboolean stopped, GError **error)
{
  if (self->path == NULL)
    return TRUE;
  normlab_cli_log_update (self);
  begin_line (self);
  append_text (self->line, "ended", stopped ? "stopped" : "finished");
  append_uint (self->line, "finished", self->n_finished);
  append_uint (self->line, "diverged", self->n_diverged);
  end_line (self);
  close_file (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
