/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The bounds of docs/bridge-protocol.md, "Sizes". In bytes of UTF-8 unless said otherwise. */
#define LUWTE_PRACTICE_MAX_BODY      65536
#define LUWTE_PRACTICE_MAX_TEXT      32768
#define LUWTE_PRACTICE_MAX_NAME      200
#define LUWTE_PRACTICE_MAX_ID        64
#define LUWTE_PRACTICE_MAX_SECRET    1024
#define LUWTE_PRACTICE_MAX_PAGE      200  /* messages */
#define LUWTE_PRACTICE_MAX_OPEN      500  /* sessions that wait or are somebody's */
#define LUWTE_PRACTICE_MAX_LOG       1000 /* events kept for each account */
#define LUWTE_PRACTICE_MAX_LINKS     1000
#define LUWTE_PRACTICE_MAX_NICKNAMES 100
#define LUWTE_PRACTICE_MAX_QUESTIONS 500
#define LUWTE_PRACTICE_MAX_NOTE      8192 /* to who takes over, to the team */
#define LUWTE_PRACTICE_MAX_SPEED     1000
#define LUWTE_PRACTICE_BEAT_S        5 /* seconds between two beats on an event socket */
