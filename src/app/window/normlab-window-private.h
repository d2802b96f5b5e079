/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-certifier.h"
#include "normlab-data-button.h"
#include "normlab-data-loader.h"
#include "normlab-exporter.h"
#include "normlab-file-chooser.h"
#include "normlab-notices.h"
#include "normlab-opener.h"
#include "normlab-pages.h"
#include "normlab-plan-panel.h"
#include "normlab-plan-recorder.h"
#include "normlab-repeater.h"
#include "normlab-run-recorder.h"
#include "normlab-run-table.h"
#include "normlab-session-keeper.h"
#include "normlab-session-list.h"
#include "normlab-stop.h"
#include "normlab-table-height.h"
#include "normlab-tasks.h"
#include "normlab-toast.h"
#include "normlab-train-queue.h"
#include "normlab-undo.h"
#include "normlab-watch.h"
#include "normlab-window.h"
#include "normlab-writer.h"

G_BEGIN_DECLS

/* The window is a template and wiring: normlab-window.c makes the objects that do the work and
 * calls the functions below, each of which adds the actions of a concern and shows what its
 * objects say. These call none of the others; the projector asks normlab-window.c to keep sizes. */

/* More networks than this are asked about first. */
#define NORMLAB_WINDOW_MAX_UNASKED 64

struct _NormlabWindow
{
  GtkApplicationWindow parent_instance;

  /* Template */
  GtkHeaderBar *header;
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
  GtkInfoBar *info_bar; /* shows the notices' complaints */
  GtkLabel *info_label;
  NormlabPages *pages;
  NormlabRunTable *run_table;
  GtkRevealer *task_revealer; /* shows what lasts */
  GtkLabel *task_label;
  GtkProgressBar *task_bar;
  NormlabToast *toast; /* shows what notices tell in passing */

  /* Owned */
  GSettings *settings;
  NormlabNotices *notices;
  NormlabTasks *tasks;
  NormlabLab *lab;
  NormlabUndo *undo; /* what the recorders have added */
  NormlabRunRecorder *run_recorder;
  NormlabPlanRecorder *plan_recorder;
  NormlabDataLoader *loader;
  NormlabRecentData *recent_data;
  NormlabTrainQueue *queue;
  NormlabRepeater *repeater;
  NormlabSessionKeeper *keeper;
  NormlabSessionList *sessions;
  NormlabOpener *opener;
  NormlabExporter *exporter;
  NormlabWriter *writer;
  NormlabCertifier *certifier;
  NormlabWatch *watch;
  GPtrArray *unclear; /* of NormlabRunItem: whose columns are to be asked about */
  NormlabFileChooser *chooser;
  NormlabTableHeight *table_height;
  GMenu *undo_section;         /* of the menu; what it says is this window's own */
  GSignalGroup *focus_signals; /* of what has the focus */
  guint inhibited;
  guint task_source;  /* while anything is being done aside */
  char *written_path; /* nullable: of a file that is being written */
  char *written_note; /* nullable: what is to be said of it then */

  /* While it closes, but has to wait */
  NormlabTask *closing_task;   /* nullable; the tasks' */
  GtkWindow *closing_question; /* nullable; GTK's */
  char *closing_path;          /* nullable: where the runs are being saved instead */
  guint closing_source;
  guint seeds_source;     /* that sees whether there is anything to have more seeds of */
  gboolean closes_again;  /* it is not a person who closes it now */
  gboolean closes_anyway; /* whatever is lost */

  /* Borrowed */
  NormlabPlan *plan;             /* of the panel */
  GtkEventController *page_keys; /* of the visible page */
  GtkWidget *last_focus;         /* weak: what had it last, but for popovers */
  GtkWidget *columns_dialog;     /* nullable, weak: the only one that asks about columns */

  gboolean undo_offered;  /* by the toast */
  gboolean focus_by_keys; /* where the focus is, keys have moved it, not the pointer */

  /* On a projector, and what was before */
  gboolean projected;
  int panel_width;
  GtkWidget *focus_before; /* weak */
};

/* Keeps them in the settings: the window's, and those of what is in it. */
void normlab_window_save_sizes (NormlabWindow *self);

/* Whether it may close now. Otherwise it closes later by itself, or people are asked. */
gboolean normlab_window_close_is_ready (NormlabWindow *self);
/* Once it may: whether that takes no time. Hundreds of rows go one portion after another, for other
 * windows would stand still meanwhile; it is hidden then, and goes by itself. */
gboolean normlab_window_close_is_light (NormlabWindow *self);

void normlab_window_ask_init (NormlabWindow *self);
void normlab_window_close_init (NormlabWindow *self);
void normlab_window_columns_init (NormlabWindow *self);
void normlab_window_data_init (NormlabWindow *self);
void normlab_window_export_init (NormlabWindow *self);
void normlab_window_files_init (NormlabWindow *self);
void normlab_window_keep_init (NormlabWindow *self);
void normlab_window_keys_init (NormlabWindow *self);
void normlab_window_measure_init (NormlabWindow *self);
void normlab_window_contrast_init (NormlabWindow *self);
void normlab_window_projector_init (NormlabWindow *self);
void normlab_window_run_init (NormlabWindow *self);
void normlab_window_seeds_init (NormlabWindow *self);
void normlab_window_session_init (NormlabWindow *self);
void normlab_window_start_init (NormlabWindow *self);
void normlab_window_tasks_init (NormlabWindow *self);
void normlab_window_time_init (NormlabWindow *self);
void normlab_window_branch_init (NormlabWindow *self);
void normlab_window_train_init (NormlabWindow *self);
void normlab_window_undo_init (NormlabWindow *self);
void normlab_window_view_init (NormlabWindow *self);
void normlab_window_watch_init (NormlabWindow *self);

/* The menu with what can be undone and redone in its section "undo". */
GMenuModel *normlab_window_undo_create_menu (NormlabWindow *self, GMenuModel *menu);

G_END_DECLS
