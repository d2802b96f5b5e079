/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are written little by little, and have no name until they are whole where the system
 * can do that. The linker puts __wrap_linkat() before the real one (see meson.build). */
#include "normlab-output.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-test.h"

/* What befalls whoever gives a file a name. */
static struct
{
  guint n_calls;
  guint fails_from; /* this call and all behind it; 0: none */
  int fails_with;
  guint n_taken; /* calls whose name somebody else has just taken */
} world;

int __real_linkat (int old_folder, const char *old, int new_folder, const char *new, int flags);
int __wrap_linkat (int old_folder, const char *old, int new_folder, const char *new, int flags);

int
__wrap_linkat (int old_folder, const char *old, int new_folder, const char *new, int flags)
{
  world.n_calls++;
  if (world.fails_from > 0 && world.n_calls >= world.fails_from)
    {
      errno = world.fails_with;
      return -1;
    }
  if (world.n_taken > 0)
    {
      world.n_taken--;
      errno = EEXIST;
      return -1;
    }
  return __real_linkat (old_folder, old, new_folder, new, flags);
}

typedef struct
{
  char *folder;
  char *path;
  gboolean can; /* whether there are nameless files here at all */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  int fd;

  self->folder = normlab_test_folder ();
  self->path = g_build_filename (self->folder, "a.csv", NULL);
  fd = open (self->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  self->can = fd >= 0;
  if (fd >= 0)
    close (fd);
  world.n_calls = world.fails_from = world.n_taken = 0;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->path);
  g_free (self->folder);
}

static guint
count_files (const Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static NormlabOutput *
begin (const Fixture *self)
{
  g_autoptr (GError) error = NULL;
  NormlabOutput *output = normlab_output_begin (self->path, &error);

  g_assert_no_error (error);
  g_assert_true (normlab_output_append (output, "one\n", 4, &error));
  g_assert_true (normlab_output_append (output, "two\n", 4, &error));
  return output;
}

static void
finish_well (const Fixture *self, NormlabOutput *output)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_output_finish (output, &error));
  g_assert_no_error (error);
  normlab_output_free (output);
  normlab_test_assert_contents (self->path, "one\ntwo\n");
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* As long as it is written there is nothing to be seen. That it can be given a name has been tried
 * before. */
static void
test_nameless (Fixture *self, gconstpointer data)
{
  NormlabOutput *output = begin (self);

  g_assert_cmpuint (world.n_calls, ==, self->can ? 1 : 0);
  g_assert_cmpuint (count_files (self), ==, self->can ? 0 : 1);
  finish_well (self, output);
  g_assert_cmpuint (world.n_calls, ==, self->can ? 2 : 0);

  normlab_output_free (begin (self));
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* Where no file can be given a name (no /proc, or a file system that cannot) it has one from the
 * beginning: that is found out before anything is written, and not at the end. */
static void
test_named (Fixture *self, gconstpointer data)
{
  static const int reasons[] = { ENOENT, EXDEV, EOPNOTSUPP, EPERM };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      NormlabOutput *output;

      world.n_calls = 0;
      world.fails_from = 1;
      world.fails_with = reasons[i];
      output = begin (self);
      g_assert_cmpuint (world.n_calls, ==, self->can ? 1 : 0);
      g_assert_cmpuint (count_files (self), ==, 1);
      finish_well (self, output);
      g_assert_cmpuint (world.n_calls, ==, self->can ? 1 : 0);

      g_assert_cmpint (unlink (self->path), ==, 0);
      normlab_output_free (begin (self));
      g_assert_cmpuint (count_files (self), ==, 0);
    }
}

/* A name that somebody takes in between is no reason to give up, neither then nor at the end. */
static void
test_taken (Fixture *self, gconstpointer data)
{
  NormlabOutput *output;

  world.n_taken = 3;
  output = begin (self);
  g_assert_cmpuint (count_files (self), ==, self->can ? 0 : 1);
  world.n_taken = self->can ? 3 : 0;
  finish_well (self, output);
  g_assert_cmpuint (world.n_taken, ==, self->can ? 0 : 3);
}

/* What goes wrong in spite of that leaves everything as it was. */
static void
test_fails_later (Fixture *self, gconstpointer data)
{
  NormlabOutput *output;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  output = begin (self);
  world.fails_from = 2;
  world.fails_with = EIO;
  g_assert_cmpint (normlab_output_finish (output, &error), ==, !self->can);
  if (self->can)
    {
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
      normlab_test_assert_contents (self->path, "old");
    }
  normlab_output_free (output);
  g_assert_cmpuint (count_files (self), ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/output-nameless/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nameless", test_nameless);
  ADD ("named", test_named);
  ADD ("taken", test_taken);
  ADD ("fails-later", test_fails_later);
  return g_test_run ();
}
