/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-desk.h"

#include <string.h>

#include "luwte-clock.h"
#include "luwte-id.h"
#include "luwte-practice-limits.h"
#include "luwte-secret.h"

struct _LuwtePracticeDesk
{
  GObject parent_instance;

  GPtrArray *questions; /* LuwtePracticeQuestion, oldest first */
  GPtrArray *team;      /* LuwtePracticeTeamMessage, oldest first */
  guint n_team;
};

G_DEFINE_FINAL_TYPE (LuwtePracticeDesk, luwte_practice_desk, G_TYPE_OBJECT)

enum
{
  SIGNAL_QUESTION,
  SIGNAL_TEAM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
wipe_and_free (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

static void
question_free (gpointer data)
{
  LuwtePracticeQuestion *question = data;

  g_free (question->id);
  wipe_and_free (question->code);
  g_free (question->department);
  wipe_and_free (question->text);
  wipe_and_free (question->answer);
  g_free (question);
}

static void
team_message_free (gpointer data)
{
  LuwtePracticeTeamMessage *message = data;

  g_free (message->id);
  g_free (message->client_id);
  wipe_and_free (message->text);
  g_free (message);
}

LuwtePracticeDesk *
luwte_practice_desk_new (void)
{
  return g_object_new (LUWTE_TYPE_PRACTICE_DESK, NULL);
}

LuwtePracticeQuestion *
luwte_practice_desk_ask (LuwtePracticeDesk *self, const char *department, const char *text)
{
  LuwtePracticeQuestion *question;

  if (self->questions->len >= LUWTE_PRACTICE_MAX_QUESTIONS)
    return NULL;
  question = g_new0 (LuwtePracticeQuestion, 1);
  question->id = luwte_id_new ();
  question->code = luwte_id_new ();
  question->department = g_strdup (department);
  question->text = g_strdup (text);
  question->asked_at = luwte_clock_now ();
  g_ptr_array_add (self->questions, question);
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
  return question;
}

LuwtePracticeQuestion *
luwte_practice_desk_find (LuwtePracticeDesk *self, const char *id)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      LuwtePracticeQuestion *question = g_ptr_array_index (self->questions, i);

      if (g_str_equal (question->id, id))
        return question;
    }
  return NULL;
}

LuwtePracticeQuestion *
luwte_practice_desk_find_by_code (LuwtePracticeDesk *self, const char *code)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      LuwtePracticeQuestion *question = g_ptr_array_index (self->questions, i);

      if (g_str_equal (question->code, code))
        return question;
    }
  return NULL;
}

GPtrArray *
luwte_practice_desk_get_questions (LuwtePracticeDesk *self)
{
  return self->questions;
}

static LuwtePracticeVerdict
check_owner (LuwtePracticeQuestion *question, LuwtePracticeAccount *account)
{
  if (question == NULL || question->owner == NULL)
    return LUWTE_PRACTICE_NOT_FOUND;
  return question->owner == account ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_TAKEN;
}

LuwtePracticeVerdict
luwte_practice_desk_claim (LuwtePracticeDesk *self, LuwtePracticeQuestion *question,
                           LuwtePracticeAccount *account)
{
  if (question == NULL)
    return LUWTE_PRACTICE_NOT_FOUND;
  if (question->owner != NULL)
    return question->owner == account ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_TAKEN;
  question->owner = account;
  question->state = LUWTE_PRACTICE_QUESTION_CLAIMED;
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
  return LUWTE_PRACTICE_DONE;
}

LuwtePracticeVerdict
luwte_practice_desk_release (LuwtePracticeDesk *self, LuwtePracticeQuestion *question,
                             LuwtePracticeAccount *account)
{
  LuwtePracticeVerdict verdict = check_owner (question, account);

  if (verdict != LUWTE_PRACTICE_DONE)
    return verdict;
  if (question->state == LUWTE_PRACTICE_QUESTION_ANSWERED)
    return LUWTE_PRACTICE_CONFLICT;
  question->owner = NULL;
  question->state = LUWTE_PRACTICE_QUESTION_OPEN;
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
  return LUWTE_PRACTICE_DONE;
}

LuwtePracticeVerdict
luwte_practice_desk_answer (LuwtePracticeDesk *self, LuwtePracticeQuestion *question,
                            LuwtePracticeAccount *account, const char *text)
{
  LuwtePracticeVerdict verdict = check_owner (question, account);

  if (verdict != LUWTE_PRACTICE_DONE)
    return verdict;
  if (question->answer != NULL)
    return g_str_equal (question->answer, text) ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_CONFLICT;
  question->answer = g_strdup (text);
  question->answered_at = luwte_clock_now ();
  question->state = LUWTE_PRACTICE_QUESTION_ANSWERED;
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
  return LUWTE_PRACTICE_DONE;
}

LuwtePracticeVerdict
luwte_practice_desk_erase (LuwtePracticeDesk *self, LuwtePracticeQuestion *question,
                           LuwtePracticeAccount *account)
{
  LuwtePracticeVerdict verdict = check_owner (question, account);

  if (verdict != LUWTE_PRACTICE_DONE)
    return verdict;
  question->state = LUWTE_PRACTICE_QUESTION_GONE;
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
  g_ptr_array_remove (self->questions, question);
  return LUWTE_PRACTICE_DONE;
}

LuwtePracticeVerdict
luwte_practice_desk_say (LuwtePracticeDesk *self, LuwtePracticeAccount *author,
                         const char *client_id, const char *text,
                         LuwtePracticeTeamMessage **message)
{
  LuwtePracticeTeamMessage *new;

  for (guint i = 0; i < self->team->len; i++)
    {
      *message = g_ptr_array_index (self->team, i);
      if ((*message)->author == author && g_str_equal ((*message)->client_id, client_id))
        return g_str_equal ((*message)->text, text) ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_CONFLICT;
    }
  new = g_new0 (LuwtePracticeTeamMessage, 1);
  new->id = g_strdup_printf ("t%u", ++self->n_team);
  new->client_id = g_strdup (client_id);
  new->author = author;
  new->at = luwte_clock_now ();
  new->text = g_strdup (text);
  if (self->team->len >= LUWTE_PRACTICE_MAX_PAGE)
    g_ptr_array_remove_index (self->team, 0);
  g_ptr_array_add (self->team, new);
  *message = new;
  g_signal_emit (self, signals[SIGNAL_TEAM], 0, new);
  return LUWTE_PRACTICE_DONE;
}

GPtrArray *
luwte_practice_desk_get_team (LuwtePracticeDesk *self)
{
  return self->team;
}

static void
luwte_practice_desk_finalize (GObject *object)
{
  LuwtePracticeDesk *self = LUWTE_PRACTICE_DESK (object);

  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->team);
  G_OBJECT_CLASS (luwte_practice_desk_parent_class)->finalize (object);
}

static void
luwte_practice_desk_class_init (LuwtePracticeDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_desk_finalize;

  signals[SIGNAL_QUESTION] = g_signal_new ("question", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TEAM] = g_signal_new ("team", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
luwte_practice_desk_init (LuwtePracticeDesk *self)
{
  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->team = g_ptr_array_new_with_free_func (team_message_free);
}
