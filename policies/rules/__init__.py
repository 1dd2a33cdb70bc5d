"""The three rules. Each is a pure function of (event, context); the order is the precedence."""

from policies.rules.make_room import make_room
from policies.rules.personal_opener import personal_opener
from policies.rules.show_face import show_face

RULES = (make_room, show_face, personal_opener)
