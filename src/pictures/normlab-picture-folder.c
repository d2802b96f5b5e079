/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-picture-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Names of one folder that are looked at. */
#define MAX_NAMES (1 << 20)
#define MAX_LOOKED_AT 64
/* Names between two looks at the cancellable. */
#define BLOCK 256

/* What a set may be called; a validation set stands for a test set where there is none. */
typedef enum
{
  TRAINING,
  TEST,
  VALIDATION,
  N_SETS,
} Set;

static const char *const set_names[N_SETS][3] = {
  [TRAINING] = { "train", "training", NULL },
  [TEST] = { "test", "testing", "t10k" },
  [VALIDATION] = { "val", "valid", "validation" },
};

/* What systems leave behind. */
static gboolean
is_hidden (const char *name)
{
  return *name == '.' || strcmp (name, "__MACOSX") == 0;
}

static gboolean
is_picture_name (const char *name)
{
  /* PNG and JPEG are read; of the others it is said what they are. */
  static const char *const endings[]
      = { ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return !is_hidden (name);
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* By their numbers. */
static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = 0, second = 0;

  normlab_text_to_uint (*(const char *const *) a, 0, G_MAXUINT, &first);
  normlab_text_to_uint (*(const char *const *) b, 0, G_MAXUINT, &second);
  return first < second ? -1 : first > second ? 1 : compare (a, b);
}

/* Names in @folder of pictures, or of folders. */
static GPtrArray *
list (const char *folder, gboolean folders, GCancellable *cancellable)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; dir != NULL && names->len < MAX_NAMES
                    && (i % BLOCK > 0 || !g_cancellable_is_cancelled (cancellable))
                    && (name = g_dir_read_name (dir)) != NULL;
       i++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (folders ? !is_hidden (name) && g_file_test (path, G_FILE_TEST_IS_DIR)
                  : is_picture_name (name))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare);
  return names;
}

/* Whether a picture is among the first names in @folder. */
static gboolean
has_picture (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < MAX_LOOKED_AT && dir != NULL; i++)
    {
      name = g_dir_read_name (dir);
      if (name == NULL)
        return FALSE;
      if (is_picture_name (name))
        return TRUE;
    }
  return FALSE;
}

/* Whether @name is that of a set or, if it @may, has that among its words: "seg_train". */
static gboolean
is_set_name (const char *name, Set set, gboolean may)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, may ? "-_. " : "", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (set_names[set]); k++)
      if (set_names[set][k] != NULL && strcmp (set_names[set][k], words[i]) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
has_classes (const char *path, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = list (path, TRUE, cancellable);

  for (guint i = 0; i < MIN (names->len, MAX_LOOKED_AT); i++)
    {
      g_autofree char *folder = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (has_picture (folder))
        return TRUE;
    }
  return FALSE;
}

/* Its name, or NULL. */
static const char *
find_set_name (const GPtrArray *names, Set set)
{
  for (guint may = 0; may < 2; may++)
    for (guint i = 0; i < names->len; i++)
      if (is_set_name (g_ptr_array_index (names, i), set, may > 0))
        return g_ptr_array_index (names, i);
  return NULL;
}

/* The folder of @path that holds a set, or NULL; where it holds only another folder, that one. */
static char *
find_set (const char *path, Set set, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = list (path, TRUE, cancellable);
  const char *name = find_set_name (names, set);
  g_autofree char *folder = name != NULL ? g_build_filename (path, name, NULL) : NULL;
  g_autoptr (GPtrArray) inner = NULL;

  if (folder == NULL)
    return NULL;
  inner = list (folder, TRUE, cancellable);
  if (inner->len != 1 || has_classes (folder, cancellable))
    return g_steal_pointer (&folder);
  return g_build_filename (folder, g_ptr_array_index (inner, 0), NULL);
}

/* Where the classes lie: @path, or its only folder. */
static char *
find_root (const char *path, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *training = find_set (path, TRAINING, cancellable);

  if (training != NULL || has_classes (path, cancellable))
    return g_strdup (path);
  names = list (path, TRUE, cancellable);
  return names->len == 1 ? g_build_filename (path, g_ptr_array_index (names, 0), NULL)
                         : g_strdup (path);
}

gboolean
normlab_picture_folder_recognizes (const char *path, GCancellable *cancellable)
{
  g_autofree char *root = NULL;
  g_autofree char *training = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    return FALSE;
  root = find_root (path, cancellable);
  training = find_set (root, TRAINING, cancellable);
  return has_classes (root, cancellable)
         || (training != NULL && has_classes (training, cancellable));
}

static gboolean
is_number (const char *name)
{
  guint number;

  return normlab_text_to_uint (name, 0, G_MAXUINT, &number);
}

static void
set_classes (NormlabPictureFolder *self, const char *path, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = list (path, TRUE, cancellable);
  gboolean numbers = TRUE;

  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *folder = g_build_filename (path, name, NULL);

      if (!has_picture (folder))
        continue;
      numbers = numbers && is_number (name);
      g_ptr_array_add (self->classes, g_strdup (name));
    }
  if (numbers)
    g_ptr_array_sort (self->classes, compare_numbers);
}

static void
add_pictures (NormlabPictureFolder *self,
              NormlabSplit split,
              const char *path,
              GCancellable *cancellable)
{
  for (guint i = 0; i < self->classes->len; i++)
    {
      g_autofree char *folder = g_build_filename (path, g_ptr_array_index (self->classes, i), NULL);
      g_autoptr (GPtrArray) names = list (folder, FALSE, cancellable);
      const guint8 label = (guint8) i;

      for (guint k = 0; k < names->len; k++)
        {
          g_ptr_array_add (self->paths[split],
                           g_build_filename (folder, g_ptr_array_index (names, k), NULL));
          g_byte_array_append (self->labels[split], &label, 1);
        }
    }
}

/* Folders of pictures in the test set alone, of classes that nothing is trained for. */
static void
find_left_out (NormlabPictureFolder *self, const char *test, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = list (test, TRUE, cancellable);

  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *folder = g_build_filename (test, name, NULL);

      if (!g_ptr_array_find_with_equal_func (self->classes, name, g_str_equal, NULL)
          && has_picture (folder))
        g_ptr_array_add (self->left_out, g_strdup (name));
    }
}

/* The pictures of the test set or, where these lie in no folders of the classes, as those of a
 * contest do, of the validation set. */
static void
add_test (NormlabPictureFolder *self, const char *root, GCancellable *cancellable)
{
  static const Set sets[] = { TEST, VALIDATION };
  GPtrArray *paths = self->paths[NORMLAB_SPLIT_TEST];

  for (guint i = 0; i < G_N_ELEMENTS (sets) && paths->len == 0; i++)
    {
      g_autofree char *path = find_set (root, sets[i], cancellable);

      if (path == NULL)
        continue;
      add_pictures (self, NORMLAB_SPLIT_TEST, path, cancellable);
      self->validation = sets[i] == VALIDATION && paths->len > 0;
      if (paths->len == 0 && self->unlabelled == NULL)
        self->unlabelled = g_strdup (path);
      g_ptr_array_set_size (self->left_out, 0);
      find_left_out (self, path, cancellable);
    }
}

gboolean
normlab_picture_folder_find (NormlabPictureFolder *self,
                             const char *path,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *root = find_root (path, cancellable);
  g_autofree char *training = find_set (root, TRAINING, cancellable);
  gboolean has_sets = training != NULL && has_classes (training, cancellable);
  g_autofree char *name = normlab_text_for_path (path);

  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      self->paths[i] = g_ptr_array_new_with_free_func (g_free);
      self->labels[i] = g_byte_array_new ();
    }
  set_classes (self, has_sets ? training : root, cancellable);
  if (self->classes->len < 2 || self->classes->len > NORMLAB_MAX_CLASSES)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   ngettext ("“%s” has %u folder of pictures, one for each class, but there must "
                             "be from 2 to %d",
                             "“%s” has %u folders of pictures, one for each class, but there must "
                             "be from 2 to %d",
                             self->classes->len),
                   name, self->classes->len, NORMLAB_MAX_CLASSES);
      return FALSE;
    }
  add_pictures (self, NORMLAB_SPLIT_TRAINING, has_sets ? training : root, cancellable);
  if (has_sets)
    add_test (self, root, cancellable);
  return TRUE;
}

void
normlab_picture_folder_clear (NormlabPictureFolder *self)
{
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_clear_pointer (&self->unlabelled, g_free);
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      g_clear_pointer (&self->paths[i], g_ptr_array_unref);
      g_clear_pointer (&self->labels[i], g_byte_array_unref);
    }
}
