/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"
#include "luwte-outgoing.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What was accepted for sending and is not settled yet: of live/ alone. See luwte-outbox.c. */

typedef struct
{
  grefcount refs;
  char *session_id; /* the service's */
  char *object_id;  /* the vault's */
  char *client_id;
  char *line; /* (nullable): whether it may be kept as a message is asked of the line */
  LuwteSecret *text;
  gint64 at;
  LuwteDelivery delivery;
  char *message_id;   /* the service's, once it has the message */
  gboolean marked;    /* the vault knows that it may have been tried */
  gboolean marking;   /* the vault is being told so */
  gboolean unsettled; /* the vault does not know its delivery yet */
  gboolean dropped;   /* nobody wants it any more */
} LuwteOutboxItem;

LuwteOutboxItem *luwte_outbox_item_new (const char *session_id, const char *object_id,
                                        const char *client_id, const char *text, gint64 at,
                                        LuwteDelivery delivery);
LuwteOutboxItem *luwte_outbox_item_ref (LuwteOutboxItem *self);
void luwte_outbox_item_unref (LuwteOutboxItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteOutboxItem, luwte_outbox_item_unref)

#define LUWTE_TYPE_OUTBOX (luwte_outbox_get_type ())
G_DECLARE_FINAL_TYPE (LuwteOutbox, luwte_outbox, LUWTE, OUTBOX, GObject)

/* changed: an item's delivery has changed. mark: tell the vault that the item is about to be
 * tried, then call luwte_outbox_marked(). */
typedef void (*LuwteOutboxFunc) (LuwteOutboxItem *item, gpointer data);

LuwteOutbox *luwte_outbox_new (LuwteService *service, LuwteOutboxFunc changed, LuwteOutboxFunc mark,
                               gpointer data);
void luwte_outbox_stop (LuwteOutbox *self);

void luwte_outbox_add (LuwteOutbox *self, LuwteOutboxItem *item);
LuwteOutboxItem *luwte_outbox_find (LuwteOutbox *self, const char *client_id);
/* Looks whether anything can go now. */
void luwte_outbox_kick (LuwteOutbox *self);
void luwte_outbox_marked (LuwteOutbox *self, LuwteOutboxItem *item, gboolean well);
/* An attempt is under way. */
gboolean luwte_outbox_is_busy (LuwteOutbox *self);
/* TRUE when a new message of this session would be tried at once and not behind another, so that
 * its row can be written as tried. */
gboolean luwte_outbox_goes_now (LuwteOutbox *self, const char *session_id);
void luwte_outbox_retry (LuwteOutbox *self, LuwteOutboxItem *item);
/* It is settled or no longer wanted. */
void luwte_outbox_remove (LuwteOutbox *self, LuwteOutboxItem *item);
void luwte_outbox_remove_session (LuwteOutbox *self, const char *session_id);
/* The service shows a message of ours: an uncertain item with its client id, or with its text,
 * has arrived after all. TRUE when there was one. */
gboolean luwte_outbox_arrived (LuwteOutbox *self, const char *session_id, const char *client_id,
                               const char *message_id, const char *text, gint64 at);
/* (transfer full) (element-type LuwteOutboxItem): in order; session_id: NULL for all */
GPtrArray *luwte_outbox_list (LuwteOutbox *self, const char *session_id);
guint luwte_outbox_n_pending (LuwteOutbox *self);
/* The vault is about to close: what waits is marked now, or it stays until the vault is open. */
void luwte_outbox_mark_all (LuwteOutbox *self);
void luwte_outbox_set_locked (LuwteOutbox *self, gboolean locked);
/* It may also try while the service was never started. */
void luwte_outbox_set_one_shot (LuwteOutbox *self, gboolean one_shot);

G_END_DECLS
