/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-chats-page.h"
#include "luwte-conversation.h"
#include "luwte-fake-service.h"
#include "luwte-layout.h"
#include "luwte-live.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

/* A real vault in a temporary folder, a chat service in the process, and the chats page in a
 * window. */
typedef struct
{
  char *dir;
  LuwteWorkspace *workspace;
  LuwteFakeService *service; /* NULL where a real one is used */
  LuwteService *connection;  /* whatever is used */
  LuwteLive *live;
  LuwteChatsPage *page;
  GtkWindow *window;
} LuwteChatsFixture;

/* policy: the name of a profile that ships */
LuwteChatsFixture *luwte_chats_fixture_new (const char *policy);
/* The same with this service, (transfer full). */
LuwteChatsFixture *luwte_chats_fixture_new_with (const char *policy, LuwteService *service);
/* Puts a new page into a new window, in place of the old ones. */
void luwte_chats_fixture_show (LuwteChatsFixture *self, int width, int height, LuwteLayout layout);
void luwte_chats_fixture_free (LuwteChatsFixture *self);
/* Opens the vault again after a lock; the page is made anew, as the window does. */
void luwte_chats_fixture_unlock (LuwteChatsFixture *self);

/* Claims by the button of the row, and waits for the conversation. */
LuwteConversation *luwte_chats_fixture_claim (LuwteChatsFixture *self, const char *nickname);
/* A note of an earlier day under that nickname, in its own closed session. */
void luwte_chats_fixture_add_note (LuwteChatsFixture *self, const char *nickname, const char *text,
                                   int days_ago);
/* Types into a text view, a character at a time. */
void luwte_chats_fixture_type (GtkWidget *view, const char *text);
/* Hands a key to the widget's own key controllers; TRUE when one of them takes it. */
gboolean luwte_chats_fixture_press (GtkWidget *widget, guint keyval, GdkModifierType state);
/* (transfer full) */
char *luwte_chats_fixture_text (GtkWidget *view);
GtkWidget *luwte_chats_fixture_message_view (LuwteChatsFixture *self);
GtkWidget *luwte_chats_fixture_note_view (LuwteChatsFixture *self);

/* What a colleague, by a connection of her own, says to the team. */
void luwte_chats_fixture_say_to_team (LuwteService *colleague, const char *text);

G_END_DECLS
