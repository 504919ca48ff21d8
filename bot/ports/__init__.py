"""What the steps may ask of the outside, as Protocols, and App: the record of them all."""

from bot.ports.app import App
from bot.ports.delivering import DeliveryStore
from bot.ports.feeding import ArticleStore, BulletinStore, FeedStore, OfferStore
from bot.ports.keeping import PieceStore, RenditionStore, TurnStore
from bot.ports.outside import Broker, Clock, Desk, Embedder, Llm, Platform, Web
from bot.ports.progress import SILENCE, Progress
from bot.ports.spending import DialectStore, SpendingStore, VectorStore
from bot.ports.storing import (
    ChannelStore,
    Counts,
    Storage,
    StoryStore,
)

__all__ = [
    "SILENCE",
    "App",
    "ArticleStore",
    "Broker",
    "BulletinStore",
    "ChannelStore",
    "Clock",
    "Counts",
    "DeliveryStore",
    "Desk",
    "DialectStore",
    "Embedder",
    "FeedStore",
    "Llm",
    "OfferStore",
    "PieceStore",
    "Platform",
    "Progress",
    "RenditionStore",
    "SpendingStore",
    "Storage",
    "StoryStore",
    "TurnStore",
    "VectorStore",
    "Web",
]
