/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-digits.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DIGITS_PAGE (normlab_digits_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDigitsPage, normlab_digits_page, NORMLAB, DIGITS_PAGE, GtkWidget)

/**
 * NormlabDigitsPage:
 *
 * The page on which one draws a digit, or chooses one of the test set, and sees what every shown
 * run takes it for, and the path of the image through one of their networks.
 *
 * Actions: digits.undo, digits.clear, digits.previous, digits.next, digits.random, digits.wrong.
 * They are also the window's while the page is in one, for its keys.
 */

/* The page's own; NULL before it is set up. */
NormlabDigits *normlab_digits_page_get_digits (NormlabDigitsPage *self);

G_END_DECLS
