"""Single words without which no wording of `machine_words` can match: these alone tell most sentences apart."""

from __future__ import annotations

MACHINE_CUES = frozenset(
    """you your yours ai ais llm llms assistant assistants bot bots chatbot chatbots agent agents model
    models machine machines robot robots summarizer summarizers summariser summarisers crawler crawlers
    gemini copilot claude llama automated act pretend behave role roleplay henceforth newsbot newsbots gpt
    chatgpt""".split()
)
_REFUSING = """ignore disregard forget override overrule bypass discard dismiss neglect skip drop erase delete
    abandon void aside attention forgotten disobey disable"""
_HEEDING = "follow following obey obeying listen listening heed heeding adhere adhering"
_REFUSED = """previous previously prior preceding above earlier foregoing former aforementioned past instruction
    instructions prompt prompts directive directives direction directions command commands programming training
    message messages guideline guidelines constraint constraints restriction restrictions rule rules order orders
    context policies policy safety persona filter filters article text rest story page everything all anything
    system content"""
INSTRUCTION_CUES = frozenset(
    """instruction instructions directive directives prompt prompts orders task api password passwords secret
    tokens token environment confirm mode hidden developer""".split()
)
INSTRUCTION_PAIRS = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        (_REFUSING, _REFUSED),
        (_HEEDING, "don t stop quit cease not"),
        ("your", "new only real true actual next sole rules configuration guidelines"),
        ("system original previous initial above", "message messages rules configuration guidelines"),
        ("anything", "now"),
    )
)
"""Words that make an order about instructions only with one of the others."""
WRITER_CUES = frozenset(
    """summary summaries summarize summarise summarizing summarising summarizes summarises recap recaps
    write output reply replies response answer digest digests headline completion only exactly verbatim
    nothing following words phrase text sentence single decode decrypt execute evaluate prompt prompts""".split()
)
OUTPUT_CUES = frozenset(
    """you your act respond behave transform speak talk every character prompt prompts code script stay
    remain break""".split()
)
FORGED_CUES = frozenset(
    "end begin start import os subprocess requests curl eval exec javascript vbscript livescript".split()
)
CUES_IN_ASCII = frozenset(
    """ignoriere ignorieren ignoriert vergiss vergesst missachte ignorez ignore oublie oubliez oublies tenez
    tene ignora ignorad ignored olvida olvide olvidad olvided desobedece esqueca desconsidere ignorate
    dimentica dimenticate negeer vergeet ignoruj ignorujcie zignoruj zignorujcie zapomnij ignorera ignorer
    glem unohda ohita abaikan lupakan antworte schreib schreibe gib sag sage repond reponds repondez ecris
    ecrivez responde escribe di responda escreva rispondi scrivi jetzt nun maintenant ahora agora ora nu ki
    ia zusammenfassung antwort resume reponse resumen respuesta fass fasse dis dites""".split()
)
"""Whole words of other languages, for sentences in ASCII."""
ALL_CUES = MACHINE_CUES.union(
    INSTRUCTION_CUES, WRITER_CUES, CUES_IN_ASCII, OUTPUT_CUES, FORGED_CUES, *(one for one, _ in INSTRUCTION_PAIRS)
)
"""Most sentences have none of them, and are asked little more."""
CUES_ABROAD = tuple(
    """ignor vergi vergess missacht oubli tenez olvid desobedec esque desconsider dimentic negeer vergeet
    zapomn glöm glem unohda ohita talimat komut yönerge abaikan lupakan bỏ игнор забудь ігнор تجاهل انس 忽略
    无视 無視 忘 무시 잊 अनदेखा भूल antworte schreib gib sag répond repond écri ecri responde responda escrib
    escreva solo sólo únicamente rispondi scrivi soltanto ответь напиши скажи 回答 输出 回复 出力 bist maintenant
    désormais zusammenfassung antwort résum réponse
    resumen respuesta asistente ahora agora теперь jetzt nun bent sei tant como ки ии""".split()
)
