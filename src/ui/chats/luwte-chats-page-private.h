/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What luwte-chats-page.c (what is shown) and luwte-chats-page-actions.c (what can be done) share. */

#include "luwte-chats-page.h"

#include "luwte-conversation-view.h"
#include "luwte-layout.h"
#include "luwte-notes-pane.h"
#include "luwte-session-lists.h"

G_BEGIN_DECLS

struct _LuwteChatsPage
{
  AdwBin parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  AdwOverlaySplitView *outer;
  AdwNavigationSplitView *inner;
  LuwteSessionLists *lists;
  AdwNavigationPage *content;
  GtkStack *stack;
  AdwHeaderBar *empty_header;
  AdwStatusPage *empty;
  LuwteConversationView *view;
  LuwteNotesPane *notes;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteLive *live;
  LuwteConversation *conversation;
  LuwteConversation *claimed; /* ours, and not in the list yet */
  GtkEventController *keys;
  GSignalGroup *live_signals;
  GSignalGroup *mine_signals;
  GSignalGroup *team_signals;
  AdwToast *team_toast; /* weak */
  LuwteLayout layout;
  guint tick;
  gboolean notes_wanted;
  gboolean claiming;
};

/* Opens a conversation that was just claimed: now, or as soon as it is in the list. */
void luwte_chats_page_open_claimed (LuwteChatsPage *self, LuwteConversation *conversation);
void luwte_chats_page_show_content (LuwteChatsPage *self);
void luwte_chats_page_toggle_notes (LuwteChatsPage *self);
/* One sentence at the bottom of the page, said aloud too. */
void luwte_chats_page_tell (LuwteChatsPage *self, const char *sentence);

/* That a colleague said something, without what. */
void luwte_chats_page_tell_team (LuwteChatsPage *self);

void luwte_chats_page_class_install_actions (GtkWidgetClass *widget_class);
/* The page's keys work wherever the focus is, but only while it is shown. */
GtkEventController *luwte_chats_page_make_keys (LuwteChatsPage *self);
void luwte_chats_page_update_actions (LuwteChatsPage *self);

G_END_DECLS
