"""The catalogue of messages: one module per room, one entry per code, each in every language.

A code is a short technical name. Its text says what is wrong and why, then what to do: "please either ... or ...".
The place (file, sheet, row, item) is printed in front and is not part of the text.
"""

from openssi.vocabulary.messages.accounts import ACCOUNTS
from openssi.vocabulary.messages.aggregate import AGGREGATE
from openssi.vocabulary.messages.benefits import BENEFITS
from openssi.vocabulary.messages.collect import COLLECT
from openssi.vocabulary.messages.command_line import COMMAND_LINE
from openssi.vocabulary.messages.compilation import COMPILATION
from openssi.vocabulary.messages.confidentiality import CONFIDENTIALITY
from openssi.vocabulary.messages.confirmation import CONFIRMATION
from openssi.vocabulary.messages.crosswalk import CROSSWALK
from openssi.vocabulary.messages.dashboards import DASHBOARDS
from openssi.vocabulary.messages.decisions import DECISIONS
from openssi.vocabulary.messages.definitions import DEFINITIONS
from openssi.vocabulary.messages.disclosure import DISCLOSURE
from openssi.vocabulary.messages.expressions import EXPRESSIONS
from openssi.vocabulary.messages.ilostat import ILOSTAT
from openssi.vocabulary.messages.indicators import INDICATORS
from openssi.vocabulary.messages.kernels import KERNELS
from openssi.vocabulary.messages.letters import LETTERS
from openssi.vocabulary.messages.lineage import LINEAGE
from openssi.vocabulary.messages.measures import MEASURES
from openssi.vocabulary.messages.metadata import METADATA
from openssi.vocabulary.messages.microdata import MICRODATA
from openssi.vocabulary.messages.moves import MOVES
from openssi.vocabulary.messages.notebook import NOTEBOOK
from openssi.vocabulary.messages.opened_release import OPENED_RELEASE
from openssi.vocabulary.messages.people import PEOPLE
from openssi.vocabulary.messages.plain_doors import PLAIN_DOORS
from openssi.vocabulary.messages.publish import PUBLISH
from openssi.vocabulary.messages.queries import QUERIES
from openssi.vocabulary.messages.registers import REGISTERS
from openssi.vocabulary.messages.releases import RELEASES
from openssi.vocabulary.messages.round_commands import ROUND_COMMANDS
from openssi.vocabulary.messages.round_files import ROUND_FILES
from openssi.vocabulary.messages.rounds import ROUNDS
from openssi.vocabulary.messages.run import RUN
from openssi.vocabulary.messages.sdmx import SDMX
from openssi.vocabulary.messages.search import SEARCH
from openssi.vocabulary.messages.spark import SPARK
from openssi.vocabulary.messages.standards import STANDARDS
from openssi.vocabulary.messages.store import STORE
from openssi.vocabulary.messages.structures import STRUCTURES
from openssi.vocabulary.messages.survey_commands import SURVEY_COMMANDS
from openssi.vocabulary.messages.training import TRAINING
from openssi.vocabulary.messages.validate import VALIDATE
from openssi.vocabulary.text import MultilingualText

CATALOGUE: dict[str, MultilingualText] = {
    **DEFINITIONS,
    **EXPRESSIONS,
    **COLLECT,
    **VALIDATE,
    **STORE,
    **DECISIONS,
    **DASHBOARDS,
    **INDICATORS,
    **AGGREGATE,
    **PUBLISH,
    **RELEASES,
    **BENEFITS,
    **DISCLOSURE,
    **KERNELS,
    **MEASURES,
    **MICRODATA,
    **REGISTERS,
    **SPARK,
    **SURVEY_COMMANDS,
    **TRAINING,
    **RUN,
    **LINEAGE,
    **ROUNDS,
    **ACCOUNTS,
    **ROUND_COMMANDS,
    **ROUND_FILES,
    **METADATA,
    **MOVES,
    **QUERIES,
    **PEOPLE,
    **LETTERS,
    **COMPILATION,
    **CONFIRMATION,
    **NOTEBOOK,
    **CONFIDENTIALITY,
    **STANDARDS,
    **OPENED_RELEASE,
    **CROSSWALK,
    **STRUCTURES,
    **PLAIN_DOORS,
    **SDMX,
    **ILOSTAT,
    **SEARCH,
    **COMMAND_LINE,
}
