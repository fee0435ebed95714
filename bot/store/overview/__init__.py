"""What the staff console lists: conversations by last activity, page by page, and what needs a person first.

Plain reads; what may be seen by whom is the console's matter.
"""

from bot.store.overview.filters import LOW_CONFIDENCE as LOW_CONFIDENCE
from bot.store.overview.filters import OUTCOMES as OUTCOMES
from bot.store.overview.filters import Filters as Filters
from bot.store.overview.filters import assigned_to as assigned_to
from bot.store.overview.filters import is_in_log as is_in_log
from bot.store.overview.filters import tags_in_use as tags_in_use
from bot.store.overview.lines import Line as Line
from bot.store.overview.lines import batch as batch
from bot.store.overview.lines import extent as extent
from bot.store.overview.needs import FALLBACK as FALLBACK
from bot.store.overview.needs import NEEDS as NEEDS
from bot.store.overview.needs import Newest as Newest
from bot.store.overview.needs import counts as counts
from bot.store.overview.needs import newest as newest
from bot.store.overview.pages import PAGE as PAGE
from bot.store.overview.pages import Page as Page
from bot.store.overview.pages import conversations as conversations
from bot.store.overview.pages import neighbours as neighbours
from bot.store.overview.rows import Row as Row
from bot.store.overview.rows import needing_a_person as needing_a_person
