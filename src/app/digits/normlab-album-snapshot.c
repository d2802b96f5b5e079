/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-album-snapshot.h"

typedef struct
{
  NormlabAlbum *album;
  NormlabChartStyle style;
  guint first;
  gboolean mirrored;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  normlab_album_unref (page->album);
  g_free (page);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Page *page = data;

  normlab_album_draw_all (page->album, &page->style, cr, width, height, page->first,
                          page->mirrored);
}

NormlabPageSnapshot *
normlab_album_snapshot_new (const char *stem,
                            NormlabAlbum *album,
                            const NormlabChartStyle *style,
                            guint first,
                            double width,
                            gboolean mirrored)
{
  NormlabPicture picture = { .width = width, .draw = draw };
  Page *page;

  g_return_val_if_fail (stem != NULL && album != NULL && style != NULL, NULL);
  g_return_val_if_fail (width >= 1, NULL);

  page = g_new (Page, 1);
  *page = (Page){ album, *style, first, mirrored };
  picture.height = normlab_album_get_height (album, style);
  picture.title = album->title;
  picture.details = album->summary;
  picture.data = page;
  return normlab_page_snapshot_new (stem, &picture, page_free);
}
