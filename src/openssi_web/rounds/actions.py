"""Everything that changes a submission: one function per change, one transaction each, with its entry.

Nothing else saves: each action stands in the room of its subject and is named here. What a person does not see is
answered by `Http404`, as if it were not there.
"""

from openssi_web.rounds.attachments.attaching import attach_file, withdraw_file
from openssi_web.rounds.clock.round_states import fire_round
from openssi_web.rounds.collection.explaining import explain_finding
from openssi_web.rounds.collection.importing import import_workbook
from openssi_web.rounds.collection.opening import open_draft, open_round
from openssi_web.rounds.collection.saving import MOST_CELLS, save_answer, save_block
from openssi_web.rounds.compilation.compiling import add_source, attach_to_source, record_search
from openssi_web.rounds.compilation.rows import record_rows
from openssi_web.rounds.compilation.values import choose_source, state_value
from openssi_web.rounds.correspondence.corresponding import log_correspondence, settle_follow_up
from openssi_web.rounds.institutions.appointing import (
    change_schemes,
    dismiss,
    give_further_role,
    invite_again,
    invite_person,
)
from openssi_web.rounds.institutions.forgetting import erase_focal_point
from openssi_web.rounds.letters.invitations import invite_countries
from openssi_web.rounds.letters.outbox import send_again
from openssi_web.rounds.moves.moving import carry_out, fire_timers
from openssi_web.rounds.notebook.file import note_file
from openssi_web.rounds.notebook.notekeeping import (
    note_follow_up,
    note_milestone,
    note_mission,
    note_project,
    withdraw_note,
)
from openssi_web.rounds.queries.extending import extend_queries
from openssi_web.rounds.queries.querying import (
    ask_again,
    decide_query,
    mark_seen,
    raise_queries,
    send_queries,
    write_about_query,
)

__all__ = [
    "MOST_CELLS",
    "add_source",
    "ask_again",
    "attach_file",
    "attach_to_source",
    "carry_out",
    "change_schemes",
    "choose_source",
    "decide_query",
    "dismiss",
    "erase_focal_point",
    "explain_finding",
    "extend_queries",
    "fire_round",
    "fire_timers",
    "give_further_role",
    "import_workbook",
    "invite_again",
    "invite_countries",
    "invite_person",
    "log_correspondence",
    "mark_seen",
    "note_file",
    "note_follow_up",
    "note_milestone",
    "note_mission",
    "note_project",
    "open_draft",
    "open_round",
    "raise_queries",
    "record_rows",
    "record_search",
    "save_answer",
    "save_block",
    "send_again",
    "send_queries",
    "settle_follow_up",
    "state_value",
    "withdraw_file",
    "withdraw_note",
    "write_about_query",
]
