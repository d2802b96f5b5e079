/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-reading.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *title;
  const char *options;
} readings[] = {
  [NORMLAB_READING_PLAIN] = { "", NULL, "" },
  /* Translators, all three: behind the name of a data set: what is done to its images */
  [NORMLAB_READING_INVERTED] = { "inverted", N_("inverted"), " --inverted" },
  [NORMLAB_READING_TURNED] = { "turned", N_("turned"), " --turned" },
  [NORMLAB_READING_ALL] = { "inverted+turned", N_("inverted and turned"), " --inverted --turned" },
};

const char *
normlab_reading_format (NormlabReading self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (readings), "");

  return readings[self].word;
}

gboolean
normlab_reading_parse (const char *text, NormlabReading *reading)
{
  g_return_val_if_fail (text != NULL && reading != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    if (g_str_equal (text, readings[i].word))
      {
        *reading = (NormlabReading) i;
        return TRUE;
      }
  return FALSE;
}

const char *
normlab_reading_describe (NormlabReading self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (readings), NULL);

  return readings[self].title != NULL ? _(readings[self].title) : NULL;
}

const char *
normlab_reading_to_options (NormlabReading self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (readings), "");

  return readings[self].options;
}
