/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-roster.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteTeamState:
 * @name: (nullable): what this vault's card says; %NULL before it has an identity
 * @card: (nullable): the card as text
 * @fingerprint: (nullable): its words
 * @id: (nullable): by which a roster knows it
 * @roster: (nullable): the one in use
 * @roles: what the roster says of this vault, 0 when it is not in it
 * @staged: (element-type LuwteRosterMember): what a lead prepared for the next roster; roles 0: to
 *   leave
 */
typedef struct
{
  char *name;
  char *card;
  char *fingerprint;
  char *id;
  LuwteRoster *roster;
  guint roles;
  GPtrArray *staged;
} LuwteTeamState;

void luwte_team_state_free (LuwteTeamState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteTeamState, luwte_team_state_free)

#define LUWTE_TYPE_TEAM (luwte_team_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTeam, luwte_team, LUWTE, TEAM, GObject)

/**
 * LuwteTeamStanding:
 * @any: whether a roster is in use
 * @leads: whether it says that this vault's owner leads
 * @vouches: whether it has her as a member, and its lead vouches for the profile that was asked about
 */
typedef struct
{
  gboolean any;
  gboolean leads;
  gboolean vouches;
} LuwteTeamStanding;

/* On the vault's threads. profile: its hash, as luwte_team_sign_async() was given it */
gboolean luwte_team_read_standing (LuwteDb *db, const char *profile, LuwteTeamStanding *standing,
                                   GError **error);

/* Who this vault is, and whom it believes (R47, R48, R50). */
LuwteTeam *luwte_team_new (LuwteVault *vault);

/* (transfer full) */
void luwte_team_load_async (LuwteTeam *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
LuwteTeamState *luwte_team_load_finish (LuwteTeam *self, GAsyncResult *result, GError **error);

/**
 * luwte_team_set_name_async:
 * @name: what colleagues call her
 *
 * Makes the vault's keys when it has none yet.
 */
void luwte_team_set_name_async (LuwteTeam *self, const char *name, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_team_set_name_finish (LuwteTeam *self, GAsyncResult *result, GError **error);

/**
 * luwte_team_stage_async:
 * @card: the text that a colleague sent, or the id of a member
 * @roles: what she may do; 0 to take her out of the next roster
 *
 * Only prepares; luwte_team_sign_async() makes it so.
 */
void luwte_team_stage_async (LuwteTeam *self, const char *card, guint roles,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean luwte_team_stage_finish (LuwteTeam *self, GAsyncResult *result, GError **error);

/**
 * luwte_team_sign_async:
 * @name: (nullable): of the team; %NULL keeps it
 * @profiles: (nullable): hashes of profiles that the lead vouches for
 *
 * A roster of those in use and those prepared, signed by this vault, which must be a lead's. It is
 * in use here from now on; the others accept its text.
 */
void luwte_team_sign_async (LuwteTeam *self, const char *name, const char *const *profiles,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
/**
 * luwte_team_accept_async:
 * @text: a roster that somebody sent
 * @fingerprint: (nullable): the words of the lead who signed it, as compared with her
 *
 * A roster that follows the one in use needs no words. The first one, one of another team, and one
 * by somebody who was no lead before are believed for the words alone; without them the error is
 * %LUWTE_REVIEW_ERROR_NOT_SIGNED and changes nothing.
 */
void luwte_team_accept_async (LuwteTeam *self, const char *text, gsize length,
                              const char *fingerprint, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): for both */
LuwteRoster *luwte_team_roster_finish (LuwteTeam *self, GAsyncResult *result, GError **error);

G_END_DECLS
