"""The channels to the petitioner, in the order in which they are tried: the first that reaches the person is taken."""

from xinqiao.channels.email import outbound as email
from xinqiao.channels.memory import outbound as memory
from xinqiao.channels.message import Channel
from xinqiao.channels.online import outbound as online
from xinqiao.channels.post import outbound as post

CHANNELS: tuple[Channel, ...] = (memory, email, post, online)

CHANNEL_NAMED = {one.NAME: one for one in CHANNELS}
