/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Forward typedefs of every type that stands in a header of another folder, so that headers need
 * not include one another. A typedef gives no access: the functions of a type are declared in its
 * own header, and who may include that is decided by the build. */

typedef struct _LuwteSecret LuwteSecret;

/* model */
typedef struct _LuwteAside LuwteAside;
typedef struct _LuwteCode LuwteCode;
typedef struct _LuwteDossier LuwteDossier;
typedef struct _LuwteDueRecord LuwteDueRecord;
typedef struct _LuwteFile LuwteFile;
typedef struct _LuwteFlag LuwteFlag;
typedef struct _LuwteHold LuwteHold;
typedef struct _LuwteMessage LuwteMessage;
typedef struct _LuwteNote LuwteNote;
typedef struct _LuwteNoteText LuwteNoteText;
typedef struct _LuwteOutgoing LuwteOutgoing;
typedef struct _LuwteQuestion LuwteQuestion;
typedef struct _LuwteProfileField LuwteProfileField;
typedef struct _LuwteReceipt LuwteReceipt;
typedef struct _LuwteWarning LuwteWarning;
typedef struct _LuwteSession LuwteSession;
typedef struct _LuwteTarget LuwteTarget;
typedef struct _LuwteTeamMessage LuwteTeamMessage;
typedef struct _LuwteTombstone LuwteTombstone;
typedef struct _LuwteVisitorLink LuwteVisitorLink;

/* policy, vault, service */
typedef struct _LuwteDb LuwteDb;
typedef struct _LuwtePolicy LuwtePolicy;
typedef struct _LuwteService LuwteService;
typedef struct _LuwteVault LuwteVault;

/* features */
typedef struct _LuwteConversation LuwteConversation;
typedef struct _LuwteFigures LuwteFigures;
typedef struct _LuwteInbox LuwteInbox;
typedef struct _LuwteSideTalk LuwteSideTalk;
typedef struct _LuwteLive LuwteLive;
typedef struct _LuwteNotes LuwteNotes;
typedef struct _LuwteRetention LuwteRetention;
typedef struct _LuwteReview LuwteReview;
typedef struct _LuwteAdvice LuwteAdvice;
typedef struct _LuwteCaseContent LuwteCaseContent;
typedef struct _LuwteProfileChange LuwteProfileChange;
typedef struct _LuwteProgress LuwteProgress;
typedef struct _LuwteRosterMember LuwteRosterMember;
typedef struct _LuwteWorkspace LuwteWorkspace;

G_END_DECLS
