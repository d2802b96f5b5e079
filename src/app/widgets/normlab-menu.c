/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-menu.h"

void
normlab_menu_empty (GMenuModel *menu)
{
  if (menu == NULL || !G_IS_MENU (menu))
    return;
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      normlab_menu_empty (section);
    }
  g_menu_remove_all (G_MENU (menu));
}
