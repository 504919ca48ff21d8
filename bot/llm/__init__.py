"""EDGE. The LLM endpoints: any OpenAI-compatible servers, several in order of preference."""

from bot.llm.embeddings import Embeddings, open_embedder
from bot.llm.endpoint import EndpointSettings
from bot.llm.several import Endpoints, open_llm, open_llms

__all__ = ["Embeddings", "EndpointSettings", "Endpoints", "open_embedder", "open_llm", "open_llms"]
