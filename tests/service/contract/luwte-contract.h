/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-contract-proxy.h"
#include "luwte-message.h"
#include "luwte-outgoing.h"
#include "luwte-service.h"
#include "luwte-session.h"

G_BEGIN_DECLS

/**
 * LuwteContractBackend:
 * @name: first part of the tests' paths
 * @send_path: what stands in the request line of a send, so that trouble can be aimed at it
 * @list_path: the same of a request that the adapter repeats for as long as it is started, or of the
 *   first one that start() makes
 * @history_path: the same of the question for what was said
 * @event_path: the same of what brings what is said: a socket, or a question that is repeated
 * @event_marker: what stands in an event that brings something said
 * @refusal: a whole answer by which the server says that user and secret do not open it any longer
 * @disabled: the same where the account still exists and may no longer come in
 * @claims: how many times two counsellors claim the same session
 *
 * One kind of chat service that the contract is tried against. The server must not run in the
 * thread of the tests (a process or a thread of its own): the visitor's side is asked in blocking
 * calls. @start gives what all other functions get as their first argument. Visitors are told apart
 * by the id of the session as the adapter knows it. Accounts 0 and 1 are counsellors, 2 is
 * a lead where the service knows leads.
 */
typedef struct
{
  const char *name;
  const char *send_path;
  const char *list_path;
  const char *history_path;
  const char *event_path;
  const char *event_marker;
  const char *refusal;
  const char *disabled;
  guint claims;

  gpointer (*start) (void);
  void (*stop) (gpointer server);
  /* (transfer none): what the proxy forwards to: "http://127.0.0.1:PORT…" */
  const char *(*get_url) (gpointer server);
  /* (transfer full): an adapter for account, through url; wrong_secret: with another secret */
  LuwteService *(*connect) (gpointer server, const char *url, guint account, gboolean wrong_secret,
                            GError **error);
  /* nullable: for the tests of TLS */
  void (*trust) (LuwteService *service, GTlsDatabase *database);
  const char *(*get_user) (gpointer server, guint account);

  /* The visitor's side. */
  char *(*arrive) (gpointer server, const char *nickname, const char *text);
  void (*say) (gpointer server, const char *session_id, const char *text);
  void (*leave) (gpointer server, const char *session_id);
  /* nullable: where the visitor cannot be seen typing */
  void (*type) (gpointer server, const char *session_id, gboolean typing);
  /* nullable: somebody comes whom the service knows again: NULL when she is not let in */
  char *(*come_as) (gpointer server, const char *person, const char *nickname);
  /* nullable: a question is left: (transfer full): its code. And the answer by that code, or "". */
  gboolean has_codes; /* who asked reads with a code that no staff knows; else by the id */
  char *(*ask) (gpointer server, const char *text);
  char *(*read_answer) (gpointer server, const char *code);
  /* nullable: whether the visitor was given what was said, when her session was closed */
  gboolean (*has_transcript) (gpointer server, const char *session_id);
  /* The service starts anew, with all its conversations. */
  void (*restart) (gpointer server);

  /* The truth, as the server knows it. */
  int (*get_owner) (gpointer server, const char *session_id); /* account, -1: nobody */
  /* (transfer full): what the visitor reads, oldest first, each with "<" (hers) or ">" before it */
  char **(*read_chat) (gpointer server, const char *session_id);
} LuwteContractBackend;

/* Adds all scenarios for a backend; it must live as long as the program. */
void luwte_contract_add (const LuwteContractBackend *backend);

/* What a scenario works with: a server, a proxy before it, two counsellors who come through it. */
typedef struct
{
  const LuwteContractBackend *backend;
  gpointer server;
  LuwteContractProxy *proxy;
  LuwteService *first;
  LuwteService *second;
  GPtrArray *messages;  /* LuwteMessage: signalled to first */
  GHashTable *sessions; /* id -> LuwteSessionState + 1: as signalled to first */
  GPtrArray *typing;    /* "id:1" */
  GPtrArray *erased;    /* ids */
  guint n_lists;
  gboolean listening; /* until the scenario is over */
} LuwteContract;

typedef void (*LuwteContractScenario) (LuwteContract *contract);
void luwte_contract_add_scenario (const LuwteContractBackend *backend, const char *name,
                                  LuwteContractScenario scenario);
void luwte_contract_add_basics (const LuwteContractBackend *backend);
void luwte_contract_add_messages (const LuwteContractBackend *backend);
void luwte_contract_add_trouble (const LuwteContractBackend *backend);
void luwte_contract_add_catching_up (const LuwteContractBackend *backend);
void luwte_contract_add_more (const LuwteContractBackend *backend);
void luwte_contract_add_extras (const LuwteContractBackend *backend);

/* Iterates the main context until condition holds; fails the test after thirty seconds. */
#define luwte_contract_wait(condition)                                               \
  G_STMT_START                                                                       \
  {                                                                                  \
    gint64 until_ = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                   \
    while (!(condition))                                                             \
      {                                                                              \
        if (g_get_monotonic_time () > until_)                                        \
          g_error ("%s:%d: in vain waited for: %s", __FILE__, __LINE__, #condition); \
        luwte_contract_iterate ();                                                   \
      }                                                                              \
  }                                                                                  \
  G_STMT_END
void luwte_contract_iterate (void);

/* Starts first and waits until it is connected and has told its list. */
void luwte_contract_start_first (LuwteContract *contract);
LuwteSessionState luwte_contract_state_of (LuwteContract *contract, const char *session_id);
gboolean luwte_contract_lists (LuwteContract *contract, const char *session_id);
guint luwte_contract_count_messages (LuwteContract *contract, const char *text);

/* The asynchronous functions, waited for. */
gboolean luwte_contract_check (LuwteService *service, GError **error);
GPtrArray *luwte_contract_list (LuwteService *service, GError **error);
LuwteSession *luwte_contract_claim (LuwteService *service, const char *id, GError **error);
gboolean luwte_contract_release (LuwteService *service, const char *id, GError **error);
gboolean luwte_contract_close (LuwteService *service, const char *id, GError **error);
gboolean luwte_contract_erase (LuwteService *service, const char *id, GError **error);
gboolean luwte_contract_transfer (LuwteService *service, const char *id, const char *target,
                                  GError **error);
gboolean luwte_contract_transfer_with (LuwteService *service, const char *id, const char *target,
                                       gboolean consent, const char *note, GError **error);
gboolean luwte_contract_available (LuwteService *service, gboolean available, GError **error);
GPtrArray *luwte_contract_history (LuwteService *service, const char *id, const char *after,
                                   GError **error);
LuwteMessage *luwte_contract_send (LuwteService *service, const char *id, const char *client_id,
                                   const char *text, GError **error);

G_END_DECLS
