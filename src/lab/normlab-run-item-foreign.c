/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-run-item.h"
#include "normlab-run-void.h"

/* What there is to say of a run that another program trains. */

/* So long ago, in seconds, is now. */
#define NOW 5
/* Parameters that are told of in a tooltip. */
#define MAX_FURTHER 12

gboolean
normlab_run_item_is_foreign (NormlabRunItem *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (self), FALSE);

  return normlab_run_is_foreign (normlab_run_item_get_run (self));
}

/* That of which something came last. */
static NormlabRun *
get_newest (NormlabRunItem *self)
{
  GPtrArray *members = normlab_run_item_get_members (self);
  NormlabRun *newest = normlab_run_item_get_run (self);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (members, i));

      if (normlab_run_is_foreign (run)
          && normlab_run_get_foreign (run)->time > normlab_run_get_foreign (newest)->time)
        newest = run;
    }
  return newest;
}

static char *
format_span (gint64 seconds)
{
  if (seconds < 60)
    /* Translators: a time span, as short as can be */
    return g_strdup_printf (_("%u s"), (guint) seconds);
  if (seconds < 60 * 60)
    /* Translators: a time span, as short as can be */
    return g_strdup_printf (_("%u min"), (guint) (seconds / 60));
  if (seconds < 24 * 60 * 60)
    /* Translators: a time span, as short as can be */
    return g_strdup_printf (_("%u h"), (guint) (seconds / 3600));
  /* Translators: a time span, as short as can be */
  return g_strdup_printf (_("%u d"), (guint) (seconds / (24 * 3600)));
}

static char *
format_clock (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, "%H:%M") : g_strdup ("?");
}

static gint64
get_age (const NormlabForeign *foreign)
{
  return MAX (g_get_real_time () - foreign->time, 0) / G_USEC_PER_SEC;
}

static char *
describe_growth (const NormlabForeign *foreign)
{
  g_autofree char *span = NULL;

  if (foreign->time == 0)
    /* Translators: the state of a run of another program, of which nothing has come yet */
    return g_strdup (_("nothing yet"));
  if (get_age (foreign) < NOW)
    /* Translators: the state of a run of another program that goes on */
    return g_strdup (_("growing"));
  span = format_span (get_age (foreign));
  /* Translators: the state of a run of another program: how long ago its last point came, "40 s
   * ago" */
  return g_strdup_printf (_("%s ago"), span);
}

gboolean
normlab_run_item_have_all_ended (NormlabRunItem *self)
{
  GPtrArray *members = normlab_run_item_get_members (self);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (members, i));

      if (normlab_run_is_foreign (run)
          && normlab_run_get_foreign (run)->state != NORMLAB_FOREIGN_ENDED)
        return FALSE;
    }
  return TRUE;
}

char *
normlab_run_item_get_foreign_text (NormlabRunItem *self)
{
  const NormlabForeign *foreign = normlab_run_get_foreign (get_newest (self));
  g_autofree char *clock = NULL;

  switch (foreign->state)
    {
    case NORMLAB_FOREIGN_GROWING:
    case NORMLAB_FOREIGN_QUIET:
      return foreign->not_finite ? g_strdup (_("diverged")) : describe_growth (foreign);
    case NORMLAB_FOREIGN_ENDED:
      return g_strdup (foreign->end == NORMLAB_RUN_FINISHED   ? _("finished")
                       : foreign->end == NORMLAB_RUN_DIVERGED ? _("diverged")
                       : foreign->end == NORMLAB_RUN_FAILED   ? _("failed")
                                                              : _("stopped"));
    case NORMLAB_FOREIGN_GONE:
      clock = format_clock (foreign->time);
      /* Translators: the state of a run of another program: since when its file is not there any
       * more, "gone since 12:30" */
      return g_strdup_printf (_("gone since %s"), clock);
    case NORMLAB_FOREIGN_DAMAGED:
      /* Translators: the state of a run of another program, whose file cannot be read further */
      return g_strdup (_("damaged"));
    case NORMLAB_FOREIGN_KEPT:
    default:
      /* Translators: the state of a run of another program that nobody watches any more */
      return g_strdup (foreign->not_finite ? _("diverged") : _("kept"));
    }
}

/* That a part of it was done again, and what it is trained with for which there is no place. */
static void
append_rest (GString *text, NormlabRun *run)
{
  const char *const *further = normlab_run_get_further (run);
  guint step;

  if (normlab_run_get_last_restart (run, &step))
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              /* Translators: of a run of another program, and the step that it has
                               * gone back to */
                              _("It began again at step %u: what lay there or behind it is void"),
                              step);
    }
  for (guint i = 0; further[i] != NULL && further[i + 1] != NULL; i += 2)
    if (i < 2 * MAX_FURTHER)
      g_string_append_printf (text, "\n%s: %s", further[i], further[i + 1]);
    else
      {
        g_string_append (text, "\n…");
        return;
      }
}

char *
normlab_run_item_get_foreign_details (NormlabRunItem *self)
{
  NormlabRun *run = get_newest (self);
  const NormlabForeign *foreign = normlab_run_get_foreign (run);
  GString *text = g_string_new (_("Trained by another program"));

  if (normlab_run_is_growing (run) && foreign->time > 0)
    {
      g_autofree char *span = format_span (get_age (foreign));

      /* Translators: a line of a tooltip */
      g_string_append_printf (text, _("\nLast point %s ago"), span);
    }
  if (foreign->state == NORMLAB_FOREIGN_GONE)
    {
      g_autofree char *clock = format_clock (foreign->time);

      /* Translators: a line of a tooltip */
      g_string_append_printf (text, _("\nIts file is gone since %s"), clock);
    }
  if (foreign->message != NULL)
    g_string_append_printf (text, "\n%s", foreign->message);
  else if (foreign->not_finite)
    /* Translators: a line of a tooltip: of a run of another program, whose loss was infinite or NaN
     * at its end */
    g_string_append (text, _("\nIts loss is not a finite number any more"));
  append_rest (text, run);
  return g_string_free (text, FALSE);
}
