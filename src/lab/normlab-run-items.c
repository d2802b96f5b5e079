/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-items.h"

gboolean
normlab_run_items_contain (GListModel *runs, NormlabRunItem *item)
{
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) other = g_list_model_get_item (runs, i);

      if (other == item)
        return TRUE;
    }
  return FALSE;
}

void
normlab_run_items_follow (GListModel *runs,
                          guint position,
                          guint n_added,
                          const char *signal,
                          GCallback callback,
                          gpointer object)
{
  const GSignalMatchType same
      = G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DETAIL | G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA;
  guint id;
  GQuark detail;

  if (!g_signal_parse_name (signal, NORMLAB_TYPE_RUN_ITEM, &id, &detail, TRUE))
    g_return_if_reached ();

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      if (g_signal_handler_find (item, same, id, detail, NULL, (gpointer) callback, object) == 0)
        g_signal_connect_object (item, signal, callback, object, G_CONNECT_SWAPPED);
    }
}
