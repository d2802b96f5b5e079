/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_NETWORK_LIST (normlab_network_list_get_type ())
G_DECLARE_FINAL_TYPE (NormlabNetworkList, normlab_network_list, NORMLAB, NETWORK_LIST, GObject)

/* Those of a list of NormlabRunItem that are trained here, in its order: a list of them, for who
 * looks into networks, of which there is none where another program has the run. */
NormlabNetworkList *normlab_network_list_new (GListModel *items);

G_END_DECLS
