/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-people.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* The truth of the practice service: who works here, who waits, who has whom, what was said. It
 * knows nothing of HTTP. Its structs are read by the other files of this folder and changed by
 * luwte-practice-room.c alone. */

typedef struct
{
  char *user;
  char *name;
  char *secret;
  gboolean lead;
  gboolean available;
} LuwtePracticeAccount;

typedef enum
{
  LUWTE_PRACTICE_FROM_VISITOR,
  LUWTE_PRACTICE_FROM_STAFF,
  LUWTE_PRACTICE_FROM_SYSTEM,
} LuwtePracticeFrom;

typedef struct
{
  char *id;
  LuwtePracticeFrom from;
  const LuwtePracticeAccount *author; /* staff alone */
  char *client_id;                    /* nullable */
  gint64 at;                          /* unix s */
  char *text;
} LuwtePracticeMessage;

typedef enum
{
  LUWTE_PRACTICE_WAITING,
  LUWTE_PRACTICE_ACTIVE,
  LUWTE_PRACTICE_VISITOR_GONE,
  LUWTE_PRACTICE_CLOSED,
} LuwtePracticeState;

typedef struct
{
  char *id;
  char *token; /* the visitor's, for the page; never told to staff */
  char *nickname;
  char *department;
  gboolean account; /* the nickname is an account at this service */
  LuwtePracticeState state;
  LuwtePracticeAccount *owner; /* nullable */
  gint64 waiting_since;        /* unix s */
  LuwtePracticePerson *person; /* nullable: who it really is; never told to a counsellor */
  GPtrArray *messages;         /* LuwtePracticeMessage, oldest first */
  /* nullable, for staff alone: what who handed it over told */
  const LuwtePracticeAccount *handover_from;
  char *handover_note;
  gboolean handover_consent;
  gboolean transcript; /* closed, and the visitor may have what was said */
  gboolean visitor_typing;
  gboolean staff_typing;
} LuwtePracticeSession;

/* What became of a request; each stands for one error of the protocol. */
typedef enum
{
  LUWTE_PRACTICE_DONE,
  LUWTE_PRACTICE_NOT_FOUND,
  LUWTE_PRACTICE_TAKEN,    /* a colleague has it */
  LUWTE_PRACTICE_CONFLICT, /* the same client id with another text, an answer given twice */
} LuwtePracticeVerdict;

#define LUWTE_TYPE_PRACTICE_ROOM (luwte_practice_room_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeRoom, luwte_practice_room, LUWTE, PRACTICE_ROOM, GObject)

/* Signals: "session" (LuwtePracticeSession *, LuwtePracticeAccount *former owner or NULL),
 * "message" (session, LuwtePracticeMessage *), "typing" (session) the visitor's,
 * "read" (session, message) the visitor's side has it, "erased" (session). */

LuwtePracticeRoom *luwte_practice_room_new (void);

LuwtePracticeAccount *luwte_practice_room_add_account (LuwtePracticeRoom *self, const char *user,
                                                       const char *name, gboolean lead);
/* (transfer none) (element-type LuwtePracticeAccount) */
GPtrArray *luwte_practice_room_get_accounts (LuwtePracticeRoom *self);
LuwtePracticeAccount *luwte_practice_room_find_account (LuwtePracticeRoom *self, const char *user);

void luwte_practice_room_add_department (LuwtePracticeRoom *self, const char *name);
/* (transfer none) (element-type utf8): a department's id is its place, counted from 1 */
GPtrArray *luwte_practice_room_get_departments (LuwtePracticeRoom *self);

/* Who the visitors are: for a lead's links and for blocking. */
LuwtePracticePeople *luwte_practice_room_get_people (LuwtePracticeRoom *self);

/* NULL when the room is full, or the visitor blocked. department: (nullable): the first one. person:
 * (nullable): whose visit it is */
LuwtePracticeSession *luwte_practice_room_arrive (LuwtePracticeRoom *self, const char *nickname,
                                                  const char *department, gboolean account,
                                                  const char *person);
LuwtePracticeSession *luwte_practice_room_find (LuwtePracticeRoom *self, const char *id);
LuwtePracticeSession *luwte_practice_room_find_by_token (LuwtePracticeRoom *self,
                                                         const char *token);
/* (transfer container): open ones, longest waiting first */
GPtrArray *luwte_practice_room_list (LuwtePracticeRoom *self);

/* (transfer container) (element-type utf8 int): how many closed ones there are under each name that
 * @name_of gives, which is NULL for those that do not count */
typedef char *(*LuwtePracticeNameFunc) (LuwtePracticeSession *session, gint64 before);
GHashTable *luwte_practice_room_count_closed (LuwtePracticeRoom *self,
                                              LuwtePracticeNameFunc name_of, gint64 before);

LuwtePracticeVerdict luwte_practice_room_claim (LuwtePracticeRoom *self,
                                                LuwtePracticeSession *session,
                                                LuwtePracticeAccount *account);
/* Whether session is open and account's. */
LuwtePracticeVerdict luwte_practice_room_check_owner (LuwtePracticeRoom *self,
                                                      LuwtePracticeSession *session,
                                                      LuwtePracticeAccount *account);
/* What is told to who takes the session over, before it is released or handed over. note: (nullable) */
void luwte_practice_room_note_handover (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                        const char *note, gboolean consent);
/* The owner's doings; the caller has checked who asks. */
void luwte_practice_room_release (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                  const char *department);
void luwte_practice_room_hand_over (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                    LuwtePracticeAccount *to);
void luwte_practice_room_close (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                gboolean transcript);
/* Frees session. */
void luwte_practice_room_erase (LuwtePracticeRoom *self, LuwtePracticeSession *session);

/* account: NULL for the visitor. A client id that the session knows answers with the message that
 * it has already. */
LuwtePracticeVerdict luwte_practice_room_say (LuwtePracticeRoom *self,
                                              LuwtePracticeSession *session,
                                              LuwtePracticeAccount *account, const char *client_id,
                                              const char *text, LuwtePracticeMessage **message);
void luwte_practice_room_staff_types (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                      gboolean typing);
void luwte_practice_room_visitor_types (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                        gboolean typing);
void luwte_practice_room_visitor_reads (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                        LuwtePracticeMessage *message);
void luwte_practice_room_visitor_leaves (LuwtePracticeRoom *self, LuwtePracticeSession *session);

G_END_DECLS
