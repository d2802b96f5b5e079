/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-digits.h"
#include "normlab-evaluation.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DIGITS_PAGE (normlab_digits_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDigitsPage, normlab_digits_page, NORMLAB, DIGITS_PAGE, GtkWidget)

/**
 * NormlabDigitsPage:
 *
 * The page on which one draws a digit, or chooses one of a set, and sees what every shown run takes
 * it for, and the path of the image through one of their networks. In its other view, what one run
 * takes all images of a set for, by itself or compared with another, and which are hard.
 *
 * Actions: digits.view ("one", "all"), digits.switch to the other view; digits.undo, digits.clear,
 * digits.previous, digits.next, digits.random, digits.wrong; digits.list ("hardest", "different";
 * its state is "cell" where it is neither). They are also the window's while the page is in one,
 * for its keys.
 */

/* The page's own; NULL before it is set up. */
NormlabDigits *normlab_digits_page_get_digits (NormlabDigitsPage *self);
NormlabEvaluation *normlab_digits_page_get_evaluation (NormlabDigitsPage *self);

G_END_DECLS
