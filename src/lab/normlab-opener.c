/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-opener.h"

#include <glib/gi18n-lib.h>

#include "normlab-file-kind.h"

struct _NormlabOpener
{
  GObject parent_instance;

  NormlabPlan *plan;
  NormlabSessionKeeper *keeper;
  NormlabDataLoader *loader;
  NormlabNotices *notices;
};

G_DEFINE_FINAL_TYPE (NormlabOpener, normlab_opener, G_TYPE_OBJECT)

static void
normlab_opener_dispose (GObject *object)
{
  NormlabOpener *self = NORMLAB_OPENER (object);

  g_clear_object (&self->plan);
  g_clear_object (&self->keeper);
  g_clear_object (&self->loader);
  g_clear_object (&self->notices);

  G_OBJECT_CLASS (normlab_opener_parent_class)->dispose (object);
}

static void
normlab_opener_class_init (NormlabOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_opener_dispose;
}

static void
normlab_opener_init (NormlabOpener *self)
{
}

NormlabOpener *
normlab_opener_new (NormlabPlan *plan,
                    NormlabSessionKeeper *keeper,
                    NormlabDataLoader *loader,
                    NormlabNotices *notices)
{
  NormlabOpener *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (keeper), NULL);
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (loader), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);

  self = g_object_new (NORMLAB_TYPE_OPENER, NULL);
  self->plan = g_object_ref (plan);
  self->keeper = g_object_ref (keeper);
  self->loader = g_object_ref (loader);
  self->notices = g_object_ref (notices);
  return self;
}

static gboolean
open_experiment (NormlabOpener *self, const char *path, GError **error)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_load (path, error);

  if (experiment != NULL)
    normlab_plan_set_experiment (self->plan, experiment);
  return experiment != NULL;
}

void
normlab_opener_open (NormlabOpener *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = FALSE;

  g_return_if_fail (NORMLAB_IS_OPENER (self));
  g_return_if_fail (path != NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      normlab_data_loader_ask (self->loader, path);
      return;
    }
  switch (normlab_file_kind_find (path, &error))
    {
    case NORMLAB_FILE_SESSION:
      ok = normlab_session_keeper_open (self->keeper, path, &error);
      break;
    case NORMLAB_FILE_EXPERIMENT:
      ok = open_experiment (self, path, &error);
      break;
    case NORMLAB_FILE_OTHER:
    default:
      break;
    }
  if (ok)
    normlab_notices_mend (self->notices, path);
  else
    normlab_notices_complain (self->notices, path, error->message);
}

void
normlab_opener_open_file (NormlabOpener *self, GFile *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (NORMLAB_IS_OPENER (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path != NULL)
    normlab_opener_open (self, path);
  else
    normlab_notices_complain (self->notices, NULL,
                              _("Only files and folders of this computer can be used"));
}
