/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-complaints.h"
#include "normlab-data-button.h"
#include "normlab-data-loader.h"
#include "normlab-exporter.h"
#include "normlab-pages.h"
#include "normlab-plan-panel.h"
#include "normlab-run-table.h"
#include "normlab-session-keeper.h"
#include "normlab-toast.h"
#include "normlab-window.h"

G_BEGIN_DECLS

/* The window's parts: normlab-window.c puts it together, the others add actions for a concern each
 * and know what happens when they are activated. */

struct _NormlabWindow
{
  GtkApplicationWindow parent_instance;

  /* Template */
  GtkHeaderBar *header;
  GtkButton *restore_button;
  GtkMenuButton *menu_button;
  GtkMenuButton *export_button;
  GtkButton *train_button;
  GtkToggleButton *pause_button;
  GtkDropDown *speed_drop_down;
  GtkDropDown *view_drop_down;
  NormlabDataButton *data_button;
  GtkPaned *panes;
  GtkPaned *work_panes;
  NormlabPlanPanel *plan_panel;
  GtkInfoBar *info_bar;
  GtkLabel *info_label;
  NormlabPages *pages;
  NormlabRunTable *run_table;
  NormlabToast *toast;

  /* Owned */
  GSettings *settings;
  NormlabLab *lab;
  NormlabDataLoader *loader;
  NormlabSessionKeeper *keeper;
  NormlabComplaints *complaints; /* what the info bar says */
  GArray *pending;               /* recipes that wait for the data; NULL for none */
  GtkNativeDialog *chooser;
  NormlabExporter *exporter;
  NormlabPageSnapshot *exporting; /* is to be written once a file is chosen; NULL for none */
  guint inhibited;

  /* Borrowed */
  NormlabPlan *plan;             /* of the panel */
  GtkEventController *page_keys; /* of the visible page */

  gboolean table_placed;
  int table_height;       /* to come back to from the projector; 0 elsewhere */
  gboolean focus_by_keys; /* where the focus is, keys have moved it, not the pointer */
};

/* Shows a sentence about what went wrong, above everything until it is closed, beneath those
 * that have not been closed yet. */
void normlab_window_complain (NormlabWindow *self, const char *text);
/* The same about @subject, a file's path or one of NORMLAB_COMPLAINT_…, in place of what was
 * said of it before; until it is closed or mended. */
void normlab_window_complain_of (NormlabWindow *self, const char *subject, const char *text);
void normlab_window_mend (NormlabWindow *self, const char *subject);

/* normlab-window-train.c */
void normlab_window_train_init (NormlabWindow *self);
/* Trains what waited for the data. */
void normlab_window_train_pending (NormlabWindow *self);
void normlab_window_update_train (NormlabWindow *self);

/* normlab-window-data.c */
void normlab_window_data_init (NormlabWindow *self);
/* Shows which data are in use, and whether one can train on them. */
void normlab_window_update_data (NormlabWindow *self);
/* Why nothing can be trained as long as there are no data; translated. */
const char *normlab_window_get_data_obstacle (void);

/* normlab-window-view.c */
void normlab_window_view_init (NormlabWindow *self);

/* normlab-window-keys.c */
void normlab_window_keys_init (NormlabWindow *self);

/* normlab-window-export.c */
void normlab_window_export_init (NormlabWindow *self);

/* normlab-window-files.c */
void normlab_window_files_init (NormlabWindow *self);
gboolean normlab_window_open_experiment (NormlabWindow *self, const char *path);
gboolean normlab_window_open_session (NormlabWindow *self, const char *path);
/* @path, with @ending if it has none; but nobody was asked about a file that is there already:
 * then NULL, with NORMLAB_ERROR_FAILED. */
char *normlab_window_complete_path (const char *path, const char *ending, GError **error);
/* Says that a file has been written, or what went wrong: @error is NULL when nothing did. */
void normlab_window_report (NormlabWindow *self, const char *path, const GError *error);
/* What people call what is ticked, or else their own experiment. */
const char *normlab_window_get_title (NormlabWindow *self);

/* normlab-window-keep.c */
void normlab_window_keep_init (NormlabWindow *self);

/* A chooser for a file or folder, which answers with its path. @name (nullable): what is
 * proposed. @kind (nullable, with @patterns): what people call files of such names. */
typedef void (*NormlabWindowChosen) (NormlabWindow *self, const char *path);
void normlab_window_choose (NormlabWindow *self,
                            const char *title,
                            GtkFileChooserAction action,
                            const char *name,
                            const char *kind,
                            const char *const *patterns,
                            NormlabWindowChosen chosen);

G_END_DECLS
