/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-chats-page-private.h"

#include <glib/gi18n.h>

#include "luwte-closing-dialog.h"
#include "luwte-conversation.h"
#include "luwte-emergency-dialog.h"
#include "luwte-flag-dialog.h"
#include "luwte-inbox.h"
#include "luwte-live.h"
#include "luwte-problem.h"
#include "luwte-own-replies-dialog.h"
#include "luwte-question-dialog.h"
#include "luwte-side-talk-dialog.h"
#include "luwte-side-talk.h"
#include "luwte-transfer-dialog.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* A second dialog over the first would be about another conversation. */
static gboolean
has_dialog (LuwteChatsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_APPLICATION_WINDOW (root))
    return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
  return ADW_IS_WINDOW (root) && adw_window_get_visible_dialog (ADW_WINDOW (root)) != NULL;
}

static gboolean
may_open (LuwteChatsPage *self)
{
  return self->conversation != NULL && !has_dialog (self);
}

static const char *
get_nickname (LuwteConversation *conversation)
{
  return luwte_session_get_nickname (luwte_conversation_get_session (conversation));
}

static void
tell_problem (LuwteChatsPage *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0' && self->toasts != NULL)
    luwte_chats_page_tell (self, words);
}

/* Claiming */

typedef struct
{
  LuwteChatsPage *self;
  char *nickname;
} Claim;

static void
claim_free (Claim *claim)
{
  g_object_unref (claim->self);
  g_free (claim->nickname);
  g_free (claim);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claim, claim_free)

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Claim) claim = data;
  g_autoptr (GError) error = NULL;
  LuwteChatsPage *self = claim->self;
  g_autofree char *words = NULL;
  g_autoptr (LuwteConversation) conversation = luwte_live_claim_finish (LUWTE_LIVE (source), result,
                                                                        &error);

  self->claiming = FALSE;
  if (self->lists == NULL)
    return;
  luwte_session_lists_set_claiming (self->lists, FALSE);
  luwte_chats_page_update_actions (self);
  if (conversation != NULL)
    {
      luwte_chats_page_open_claimed (self, conversation);
      return;
    }
  if (luwte_problem_of (error) != LUWTE_PROBLEM_TAKEN)
    {
      tell_problem (self, error);
      return;
    }
  /* Translators: %s is a nickname */
  words = g_strdup_printf (_ ("A colleague was first with %s"), claim->nickname);
  luwte_chats_page_tell (self, words);
}

static void
claim_session (LuwteChatsPage *self, const char *session_id, const char *nickname)
{
  Claim *claim;

  if (self->live == NULL || self->claiming)
    return;
  self->claiming = TRUE;
  luwte_session_lists_set_claiming (self->lists, TRUE);
  luwte_chats_page_update_actions (self);
  claim = g_new0 (Claim, 1);
  claim->self = g_object_ref (self);
  claim->nickname = g_strdup (nickname);
  luwte_live_claim_async (self->live, session_id, NULL, claimed_cb, claim);
}

static void
claim_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  const char *session_id = g_variant_get_string (target, NULL);
  GListModel *waiting = self->live != NULL ? luwte_live_get_waiting (self->live) : NULL;

  for (guint i = 0; waiting != NULL && i < g_list_model_get_n_items (waiting); i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (waiting, i);

      if (g_strcmp0 (luwte_session_get_id (session), session_id) == 0)
        {
          claim_session (self, session_id, luwte_session_get_nickname (session));
          return;
        }
    }
}

void
luwte_chats_page_claim_longest (LuwteChatsPage *self)
{
  LuwteSession *session;

  g_return_if_fail (LUWTE_IS_CHATS_PAGE (self));

  session = luwte_session_lists_get_longest (self->lists);
  if (session == NULL)
    luwte_chats_page_tell (self, _ ("Nobody is waiting"));
  else
    claim_session (self, luwte_session_get_id (session), luwte_session_get_nickname (session));
}

static void
claim_longest_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  luwte_chats_page_claim_longest (LUWTE_CHATS_PAGE (widget));
}

/* Finishing, flagging, emergency */

static void
finished_cb (LuwteClosingDialog *dialog, LuwteChatsPage *self)
{
  luwte_chats_page_tell (self, _ ("Conversation finished"));
}

static void
close_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  LuwteNoteEditor *editor = luwte_notes_pane_get_may_note (self->notes)
                                ? luwte_notes_pane_get_editor (self->notes)
                                : NULL;
  AdwDialog *dialog;

  if (!may_open (self))
    return;
  dialog = luwte_closing_dialog_new (self->workspace, self->conversation, editor);
  g_signal_connect_object (dialog, "finished", G_CALLBACK (finished_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

static void
flagged_cb (LuwteFlagDialog *dialog, const char *id, LuwteChatsPage *self)
{
  luwte_chats_page_tell (self, _ ("Flagged for the review. It stays in your vault."));
}

static void
flag_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  AdwDialog *dialog;

  if (!may_open (self))
    return;
  dialog = luwte_flag_dialog_new (self->workspace, self->conversation);
  g_signal_connect_object (dialog, "flagged", G_CALLBACK (flagged_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

static void
emergency_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  g_autoptr (GPtrArray) numbers = NULL;

  if (has_dialog (self))
    return;
  numbers = luwte_workspace_emergency (self->workspace, luwte_words_language ());
  adw_dialog_present (luwte_emergency_dialog_new (numbers), widget);
}

/* Questions that were left */

static void
question_answered_cb (LuwteQuestionDialog *dialog, LuwteChatsPage *self)
{
  luwte_chats_page_tell (self, _ ("Your answer is with the chat service. Who asked can read it."));
}

/* Its row was made anew when the question changed, so the focus would be nowhere. */
static void
question_closed_cb (AdwDialog *dialog, LuwteChatsPage *self)
{
  if (self->lists != NULL)
    luwte_session_lists_grab_question (self->lists,
                                       g_object_get_data (G_OBJECT (dialog), "question"));
}

static void
question_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  const char *id = g_variant_get_string (target, NULL);
  AdwDialog *dialog;

  if (self->live == NULL || has_dialog (self))
    return;
  dialog = luwte_question_dialog_new (luwte_live_get_inbox (self->live), id);
  g_object_set_data_full (G_OBJECT (dialog), "question", g_strdup (id), g_free);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (question_answered_cb), self, 0);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (question_closed_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

static void
questions_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);

  adw_navigation_split_view_set_show_content (self->inner, FALSE);
  if (!luwte_session_lists_grab_question (self->lists, NULL))
    luwte_chats_page_tell (self, _ ("Nobody has left a question."));
}

/* Giving a conversation away */

static void
given_away_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteChatsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, &error))
    tell_problem (self, error);
}

static AdwDialog *
make_question (const char *heading, const char *body, const char *verb)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "back", _ ("_Back"), "do", verb, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "do",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "do");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  return dialog;
}

static void
release_answered_cb (AdwAlertDialog *dialog, const char *response, LuwteChatsPage *self)
{
  LuwteConversation *conversation = g_object_get_data (G_OBJECT (dialog), "conversation");

  if (g_str_equal (response, "do"))
    luwte_conversation_release_async (conversation, NULL, given_away_cb, g_object_ref (self));
}

static void
release_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  AdwDialog *dialog;
  g_autofree char *heading = NULL;

  if (!may_open (self))
    return;
  /* Translators: %s is a nickname */
  heading = g_strdup_printf (_ ("Put %s back in the waiting list?"),
                               get_nickname (self->conversation));
  dialog = make_question (heading, _ ("A colleague can claim this conversation then. The note you "
                                      "are writing stays with you."),
                                     _ ("_Put Back"));
  g_object_set_data_full (G_OBJECT (dialog), "conversation", g_object_ref (self->conversation),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (release_answered_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

static void
transferred_cb (LuwteTransferDialog *dialog, LuwteChatsPage *self)
{
  if (self->toasts != NULL)
    luwte_chats_page_tell (self, _ ("Transferred. What you noted stays with you."));
}

static void
transfer_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  AdwDialog *dialog;

  if (!may_open (self))
    return;
  dialog = luwte_transfer_dialog_new (self->live, self->conversation);
  g_signal_connect_object (dialog, "transferred", G_CALLBACK (transferred_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

/* Beside the conversations */

static void
team_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);

  if (self->live == NULL || has_dialog (self))
    return;
  adw_dialog_present (luwte_side_talk_dialog_new (luwte_live_get_side_talk (self->live)), widget);
}

static void
own_replies_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);

  if (!has_dialog (self))
    adw_dialog_present (luwte_own_replies_dialog_new (self->workspace), widget);
}

/* What was said is read in its dialog alone: a toast is seen over a shoulder. */
void
luwte_chats_page_tell_team (LuwteChatsPage *self)
{
  AdwToast *toast;

  if (self->live == NULL ||
      luwte_side_talk_get_unread_count (luwte_live_get_side_talk (self->live)) == 0)
    return;
  toast = adw_toast_new (_ ("A colleague said something"));
  adw_toast_set_button_label (toast, _ ("_Read"));
  adw_toast_set_action_name (toast, "chats.team");
  adw_toast_set_timeout (toast, 0);
  if (self->team_toast != NULL)
    adw_toast_dismiss (self->team_toast);
  g_set_weak_pointer (&self->team_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Moving about */

static void
toggle_notes_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  luwte_chats_page_toggle_notes (LUWTE_CHATS_PAGE (widget));
}

static gboolean
has_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
grab_message (LuwteChatsPage *self)
{
  luwte_composer_grab (luwte_conversation_view_get_composer (self->view));
}

/* To the note, or from it back to the message. */
static void
switch_note_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);
  LuwteNoteEditor *editor = luwte_notes_pane_get_editor (self->notes);

  if (self->conversation == NULL)
    return;
  luwte_chats_page_show_content (self);
  if (has_focus (GTK_WIDGET (editor)))
    {
      if (adw_overlay_split_view_get_collapsed (self->outer))
        adw_overlay_split_view_set_show_sidebar (self->outer, FALSE);
      grab_message (self);
      return;
    }
  adw_overlay_split_view_set_show_sidebar (self->outer, TRUE);
  luwte_note_editor_grab (editor);
}

static void
move_session (LuwteChatsPage *self, int by)
{
  luwte_session_lists_move (self->lists, by);
  if (self->conversation == NULL)
    return;
  luwte_chats_page_show_content (self);
  grab_message (self);
}

static void
next_session_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  move_session (LUWTE_CHATS_PAGE (widget), 1);
}

static void
previous_session_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  move_session (LUWTE_CHATS_PAGE (widget), -1);
}

typedef enum
{
  PANE_LISTS,
  PANE_MESSAGES,
  PANE_NOTES,
  N_PANES
} Pane;

static Pane
get_pane (LuwteChatsPage *self)
{
  if (has_focus (GTK_WIDGET (self->notes)))
    return PANE_NOTES;
  return has_focus (GTK_WIDGET (self->view)) ? PANE_MESSAGES : PANE_LISTS;
}

static void
move_pane (LuwteChatsPage *self, int by)
{
  gboolean notes = adw_overlay_split_view_get_show_sidebar (self->outer);
  Pane pane = get_pane (self);

  do
    pane = (Pane) (((int) pane + by + N_PANES) % N_PANES);
  while ((pane == PANE_NOTES && !notes) || (pane == PANE_MESSAGES && self->conversation == NULL));

  switch (pane)
    {
    case PANE_LISTS:
      adw_navigation_split_view_set_show_content (self->inner, FALSE);
      luwte_session_lists_grab (self->lists);
      break;
    case PANE_MESSAGES:
      luwte_chats_page_show_content (self);
      grab_message (self);
      break;
    case PANE_NOTES:
      if (luwte_notes_pane_get_may_note (self->notes))
        luwte_note_editor_grab (luwte_notes_pane_get_editor (self->notes));
      else
        gtk_widget_child_focus (GTK_WIDGET (self->notes), GTK_DIR_TAB_FORWARD);
      break;
    case N_PANES:
      break;
    }
}

static void
next_pane_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  move_pane (LUWTE_CHATS_PAGE (widget), 1);
}

static void
previous_pane_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  move_pane (LUWTE_CHATS_PAGE (widget), -1);
}

static void
tell_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  luwte_chats_page_tell (LUWTE_CHATS_PAGE (widget), g_variant_get_string (target, NULL));
}

void
luwte_chats_page_update_actions (LuwteChatsPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->conversation != NULL;
  gboolean connected = self->live != NULL &&
                       luwte_live_get_connection (self->live) == LUWTE_CONNECTION_CONNECTED;
  LuwteCapabilities can = self->live != NULL ? luwte_live_get_capabilities (self->live)
                                             : LUWTE_CAPABILITY_NONE;

  gtk_widget_action_set_enabled (widget, "chats.close", open);
  gtk_widget_action_set_enabled (widget, "chats.flag", open);
  gtk_widget_action_set_enabled (widget, "chats.toggle-notes", open);
  gtk_widget_action_set_enabled (widget, "chats.transfer",
                                 open && connected && (can & LUWTE_CAPABILITY_TRANSFER) != 0);
  gtk_widget_action_set_enabled (widget, "chats.release",
                                 open && connected && (can & LUWTE_CAPABILITY_RELEASE) != 0);
  gtk_widget_action_set_enabled (widget, "chats.team", (can & LUWTE_CAPABILITY_TEAM) != 0);
}

void
luwte_chats_page_class_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "chats.claim", "s", claim_cb },
    { "chats.claim-longest", NULL, claim_longest_cb },
    { "chats.close", NULL, close_cb },
    { "chats.flag", NULL, flag_cb },
    { "chats.emergency", NULL, emergency_cb },
    { "chats.transfer", NULL, transfer_cb },
    { "chats.release", NULL, release_cb },
    { "chats.team", NULL, team_cb },
    { "chats.own-replies", NULL, own_replies_cb },
    { "chats.toggle-notes", NULL, toggle_notes_cb },
    { "chats.switch-note", NULL, switch_note_cb },
    { "chats.next-session", NULL, next_session_cb },
    { "chats.previous-session", NULL, previous_session_cb },
    { "chats.next-pane", NULL, next_pane_cb },
    { "chats.previous-pane", NULL, previous_pane_cb },
    { "chats.question", "s", question_cb },
    { "chats.questions", NULL, questions_cb },
    { "chats.tell", "s", tell_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
}

GtkEventController *
luwte_chats_page_make_keys (LuwteChatsPage *self)
{
  static const struct
  {
    const char *key;
    const char *action;
  } keys[] = {
    { "<Control><Shift>n", "chats.claim-longest" },
    { "<Control><Shift>Return|<Control><Shift>KP_Enter", "chats.close" },
    { "<Control><Shift>o", "chats.flag" },
    { "<Control><Shift>t", "chats.transfer" },
    { "<Control><Shift>a", "chats.team" },
    { "F8", "chats.emergency" },
    { "F9", "chats.toggle-notes" },
    { "<Control>e", "chats.switch-note" },
    { "<Alt>Up|<Alt>KP_Up", "chats.previous-session" },
    { "<Alt>Down|<Alt>KP_Down", "chats.next-session" },
    { "<Control>j", "chats.questions" },
    { "F6", "chats.next-pane" },
    { "<Shift>F6", "chats.previous-pane" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  /* Before a text view takes them. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                                keys[i].key),
                                                            gtk_named_action_new (keys[i].action)));
  self->keys = controller;
  return controller;
}
