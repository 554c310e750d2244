/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteSessionState:
 * @LUWTE_SESSION_WAITING: nobody has claimed it
 * @LUWTE_SESSION_ACTIVE: claimed by this counsellor, the visitor is there
 * @LUWTE_SESSION_VISITOR_GONE: claimed by this counsellor, the visitor has left
 * @LUWTE_SESSION_TAKEN: claimed by a colleague
 * @LUWTE_SESSION_CLOSED: ended
 * @LUWTE_SESSION_ERASED: the service says that it was erased there
 */
typedef enum
{
  LUWTE_SESSION_WAITING,
  LUWTE_SESSION_ACTIVE,
  LUWTE_SESSION_VISITOR_GONE,
  LUWTE_SESSION_TAKEN,
  LUWTE_SESSION_CLOSED,
  LUWTE_SESSION_ERASED,
} LuwteSessionState;

/**
 * LuwteFrom: who wrote a message.
 */
typedef enum
{
  LUWTE_FROM_VISITOR,
  LUWTE_FROM_COUNSELLOR,
  LUWTE_FROM_COLLEAGUE,
  LUWTE_FROM_SYSTEM,
} LuwteFrom;

/**
 * LuwteDelivery:
 * @LUWTE_DELIVERY_NONE: not ours, nothing to tell
 * @LUWTE_DELIVERY_QUEUED: in the outbox, goes when there is a connection
 * @LUWTE_DELIVERY_SENDING: under way
 * @LUWTE_DELIVERY_SENT: the service has it
 * @LUWTE_DELIVERY_READ: the visitor's side has fetched it
 * @LUWTE_DELIVERY_UNCERTAIN: perhaps not sent; only the counsellor decides to send it again
 * @LUWTE_DELIVERY_FAILED: surely not sent; can be retried
 */
typedef enum
{
  LUWTE_DELIVERY_NONE,
  LUWTE_DELIVERY_QUEUED,
  LUWTE_DELIVERY_SENDING,
  LUWTE_DELIVERY_SENT,
  LUWTE_DELIVERY_READ,
  LUWTE_DELIVERY_UNCERTAIN,
  LUWTE_DELIVERY_FAILED,
} LuwteDelivery;

/**
 * LuwteConnection: what is said about the chat service in the side bar.
 * @LUWTE_CONNECTION_OFF: none set up, or not asked for
 * @LUWTE_CONNECTION_CONNECTING: first try
 * @LUWTE_CONNECTION_CONNECTED: a good answer within the last 15 seconds
 * @LUWTE_CONNECTION_LOST: no good answer for 15 seconds; tries go on
 * @LUWTE_CONNECTION_REFUSED: the service does not let us in (secret, certificate); no tries go on
 */
typedef enum
{
  LUWTE_CONNECTION_OFF,
  LUWTE_CONNECTION_CONNECTING,
  LUWTE_CONNECTION_CONNECTED,
  LUWTE_CONNECTION_LOST,
  LUWTE_CONNECTION_REFUSED,
} LuwteConnection;

/**
 * LuwteCapabilities: what a service can do beside queue, claim, messages, send and close. The
 * window shows nothing that the service cannot do.
 */
typedef enum
{
  LUWTE_CAPABILITY_NONE = 0,
  LUWTE_CAPABILITY_RELEASE = 1 << 0,
  LUWTE_CAPABILITY_TRANSFER = 1 << 1,
  LUWTE_CAPABILITY_TYPING_IN = 1 << 2,
  LUWTE_CAPABILITY_TYPING_OUT = 1 << 3,
  LUWTE_CAPABILITY_ERASE = 1 << 4,
  LUWTE_CAPABILITY_BLOCK = 1 << 5,
  LUWTE_CAPABILITY_QUESTIONS = 1 << 6,
  LUWTE_CAPABILITY_TRANSCRIPT = 1 << 7,
  LUWTE_CAPABILITY_CLIENT_IDS = 1 << 8, /* a retry never doubles a message */
  LUWTE_CAPABILITY_READ_STATE = 1 << 9,
  LUWTE_CAPABILITY_PRACTICE = 1 << 10,      /* it says of itself that it is luwte-practice */
  LUWTE_CAPABILITY_TRANSFER_NOTE = 1 << 11, /* a note to who takes over, never the visitor's */
  LUWTE_CAPABILITY_TARGETS = 1 << 12,       /* it lists to whom a session can be handed */
  LUWTE_CAPABILITY_TEAM = 1 << 13,          /* a side message to the colleagues */
  LUWTE_CAPABILITY_LINKS = 1 << 14,         /* for a lead: nicknames of one visitor, visits */
  LUWTE_CAPABILITY_FILES = 1 << 15,         /* a file that a visitor sent can be fetched */
  LUWTE_CAPABILITY_HELD = 1 << 16, /* for a lead: how many closed sessions it still holds */
} LuwteCapabilities;

/**
 * LuwteQuestionState: how a question that was left stands for this counsellor.
 * @LUWTE_QUESTION_OPEN: nobody answers it yet
 * @LUWTE_QUESTION_MINE: this counsellor answers it
 * @LUWTE_QUESTION_TAKEN: a colleague does, or did
 * @LUWTE_QUESTION_ANSWERED: this counsellor did
 * @LUWTE_QUESTION_GONE: erased at the service, or past its term there
 */
typedef enum
{
  LUWTE_QUESTION_OPEN,
  LUWTE_QUESTION_MINE,
  LUWTE_QUESTION_TAKEN,
  LUWTE_QUESTION_ANSWERED,
  LUWTE_QUESTION_GONE,
} LuwteQuestionState;

/**
 * LuwteIdentity: how the session of a conversation stands to earlier dossiers (policy, "A nickname
 * is not a person").
 * @LUWTE_IDENTITY_UNKNOWN: nobody was here under this nickname, or the nickname is generic
 * @LUWTE_IDENTITY_ASK: somebody was; only the counsellor's yes joins this session to that dossier
 * @LUWTE_IDENTITY_JOINED: this session belongs to an earlier dossier
 * @LUWTE_IDENTITY_SEPARATE: the counsellor said that it is somebody else
 */
typedef enum
{
  LUWTE_IDENTITY_UNKNOWN,
  LUWTE_IDENTITY_ASK,
  LUWTE_IDENTITY_JOINED,
  LUWTE_IDENTITY_SEPARATE,
} LuwteIdentity;

/**
 * LuwteErasureStep: how far the erasure is that is under way.
 * @LUWTE_ERASURE_NONE: none is
 * @LUWTE_ERASURE_WAITING: it waits for what was asked of the vault before
 * @LUWTE_ERASURE_NOTING: 1, the ledger says that it is about to begin
 * @LUWTE_ERASURE_DELETING: 2, the rows go; until that is done it can be stopped
 * @LUWTE_ERASURE_REBUILDING: 3, the file is written anew without them
 * @LUWTE_ERASURE_EMPTYING: 4, the old pages and the log go
 * @LUWTE_ERASURE_BACKUPS: 5, backups that hold it are removed; "done" in the ledger
 */
typedef enum
{
  LUWTE_ERASURE_NONE = -1,
  LUWTE_ERASURE_WAITING = 0,
  LUWTE_ERASURE_NOTING = 1,
  LUWTE_ERASURE_DELETING = 2,
  LUWTE_ERASURE_REBUILDING = 3,
  LUWTE_ERASURE_EMPTYING = 4,
  LUWTE_ERASURE_BACKUPS = 5,
} LuwteErasureStep;
#define LUWTE_ERASURE_N_STEPS 5

/* The words stand in vaults and on standard output; from_string is FALSE for an unknown one, and
 * leaves the value as it is. */
const char *luwte_session_state_to_string (LuwteSessionState state);
gboolean luwte_session_state_from_string (const char *text, LuwteSessionState *state);
const char *luwte_from_to_string (LuwteFrom from);
gboolean luwte_from_from_string (const char *text, LuwteFrom *from);
const char *luwte_delivery_to_string (LuwteDelivery delivery);
gboolean luwte_delivery_from_string (const char *text, LuwteDelivery *delivery);
const char *luwte_identity_to_string (LuwteIdentity identity);
gboolean luwte_identity_from_string (const char *text, LuwteIdentity *identity);

#define LUWTE_TYPE_CAPABILITIES (luwte_capabilities_get_type ())
GType luwte_capabilities_get_type (void);

G_END_DECLS
