/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A proxy in threads of its own between an adapter and a real server, which makes the trouble that
 * networks and servers make. One request a connection; a WebSocket is passed on as it is. */
typedef struct _LuwteContractProxy LuwteContractProxy;

typedef enum
{
  LUWTE_CONTRACT_PASS,
  LUWTE_CONTRACT_DROP_BEFORE, /* the request is read and not passed on */
  LUWTE_CONTRACT_DROP_AFTER,  /* the server does it, its answer is lost */
  LUWTE_CONTRACT_ANSWER,      /* canned bytes instead, the server does not see it */
  LUWTE_CONTRACT_SLOW,        /* the answer in single bytes, without end */
  LUWTE_CONTRACT_HUGE,        /* 200 MB of JSON */
  LUWTE_CONTRACT_PLANT,       /* an address and more in every object, sockets too */
  LUWTE_CONTRACT_SPOIL,       /* the answer, or the first frame with canned in it, is no JSON */
  LUWTE_CONTRACT_CLOSE,       /* a socket is accepted and closed in one breath; else DROP_AFTER */
} LuwteContractTrouble;

/* What PLANT puts into every object, and must be found nowhere. */
extern const char *const luwte_contract_planted[];

/* certificate: (nullable): serve TLS with it */
LuwteContractProxy *luwte_contract_proxy_new (const char *upstream, GTlsCertificate *certificate);
void luwte_contract_proxy_free (LuwteContractProxy *self);
const char *luwte_contract_proxy_get_url (LuwteContractProxy *self);

/* The next count requests whose first line contains part meet this trouble (PLANT: all). */
void luwte_contract_proxy_trouble (LuwteContractProxy *self, LuwteContractTrouble trouble,
                                   const char *part, guint count, const char *canned);
/* So many of a hundred requests, by chance, are read and not passed on, or lose their answer. */
void luwte_contract_proxy_lose (LuwteContractProxy *self, guint of_hundred);
/* How many requests met trouble since it was last set. */
guint luwte_contract_proxy_get_met (LuwteContractProxy *self);
/* Bytes of HUGE answers that went out. */
guint64 luwte_contract_proxy_get_written (LuwteContractProxy *self);
/* Ends every connection now; new ones are taken. */
void luwte_contract_proxy_cut (LuwteContractProxy *self);
/* Nobody is there, and again somebody, on the same port. */
void luwte_contract_proxy_down (LuwteContractProxy *self);
void luwte_contract_proxy_up (LuwteContractProxy *self);

G_END_DECLS
