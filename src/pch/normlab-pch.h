/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same for all others (normlab-gtk-pch.h). */

#include <gio/gio.h>
