/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-repeater-words.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

char *
normlab_repeater_describe_place (NormlabRepeaterWish wish, NormlabRunItem *item)
{
  const char *label
      = normlab_data_id_get_label (normlab_run_get_data (normlab_run_item_get_run (item)));

  /* Translators, all four: a run's name, then that of a data set, twice */
  return g_strdup_printf (
      wish == NORMLAB_REPEATER_GO_ON
          ? _("“%s” was trained on the data set “%s”: to let it go on, open “%s” first")
      : wish == NORMLAB_REPEATER_BRANCH
          ? _("“%s” was trained on the data set “%s”: to try something else with it, open “%s” "
               "first")
      : wish == NORMLAB_REPEATER_SEEDS
          ? _("“%s” was trained on the data set “%s”: to train more seeds of it, open “%s” first")
          : _("“%s” was trained on the data set “%s”: to train it again, open “%s” first"),
      normlab_run_item_get_name (item), label, label);
}

char *
normlab_repeater_describe_contents (NormlabRepeaterWish wish, NormlabRunItem *item)
{
  const NormlabDataId *data = normlab_run_get_data (normlab_run_item_get_run (item));
  const char *path = normlab_data_id_get_path (data);
  g_autofree char *place
      = path != NULL ? normlab_text_for_path (path) : g_strdup (normlab_data_id_get_label (data));

  /* Translators, all four: a run's name, then the folder of a data set */
  return g_strdup_printf (
      wish == NORMLAB_REPEATER_GO_ON
          ? _("“%s” cannot go on: “%s” no longer holds the data that it was trained on")
      : wish == NORMLAB_REPEATER_BRANCH
          ? _("Nothing else can be tried with “%s”: “%s” no longer holds the data that it was "
               "trained on")
      : wish == NORMLAB_REPEATER_SEEDS
          ? _("No more seeds of “%s” can be trained: “%s” no longer holds the data that it was "
               "trained on")
          : _("“%s” cannot be trained again: “%s” no longer holds the data that it was trained "
               "on"),
      normlab_run_item_get_name (item), place);
}

char *
normlab_repeater_describe_loading (NormlabRepeaterWish wish,
                                   NormlabRunItem *item,
                                   const char *message)
{
  /* Translators, all four: a run's name, and why its data cannot be had */
  return g_strdup_printf (
      wish == NORMLAB_REPEATER_GO_ON    ? _("“%s” cannot go on: %s")
      : wish == NORMLAB_REPEATER_BRANCH ? _("Nothing else can be tried with “%s”: %s")
      : wish == NORMLAB_REPEATER_SEEDS  ? _("No more seeds of “%s” can be trained: %s")
                                        : _("“%s” cannot be trained again: %s"),
      normlab_run_item_get_name (item), message);
}

char *
normlab_repeater_describe_waiting (NormlabRepeaterWish wish, NormlabRunItem *item)
{
  /* Translators, all four: a run's name */
  return g_strdup_printf (
      wish == NORMLAB_REPEATER_GO_ON ? _("“%s” will go on as soon as its data are there")
      : wish == NORMLAB_REPEATER_BRANCH
          ? _("Something else will be tried with “%s” as soon as its data are there")
      : wish == NORMLAB_REPEATER_SEEDS
          ? _("More seeds of “%s” will be trained as soon as its data are there")
          : _("“%s” will be trained again as soon as its data are there"),
      normlab_run_item_get_name (item));
}
