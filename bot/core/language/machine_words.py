"""The wordings by which text talks to a machine, by kind and language, as patterns over unmasked lower case."""

from __future__ import annotations

import re

_START = (
    r"(?:^|[.!?:;,…()\[\]{}*>#|\"“”'/–—-]\s*|\b(?:please|kindly|now|then|and|but|so|must|should|shall"
    r"|just|also|instead|first|simply|you|will|you\ to|immediately|always)\s+)"
)
_MACHINE = (
    r"(?:(?:large\ |small\ )?language\ (?:ai\ )?(?:models?|systems?)|llms?"
    r"|a\.?i\.?s?(?:\ (?:language\ )?(?:models?|assistants?|systems?|agents?"
    r"|bots?|chatbots?|tools?|summari[sz]ers?|readers?|writers?))?|chat\ ?gpt|gpt(?:-?\w+)?|gemini"
    r"|copilot|claude|llama"
    r"|(?:virtual\ |digital\ )?assistants?|chat\ ?bots?|bots?|summari[sz]ers?|crawlers?|agents?|models?"
    r"|robots?|machines?"
    r"|automated\ (?:systems?|readers?|tools?|summari[sz]ers?|agents?)|news\ ?bots?)"
)
_TELL = (
    r"(?:say|state|report|write|claim|repeat|mention|conclude|emphasi[sz]e|stress|assert|declare|tell"
    r"|note|include"
    r"|add|append|insert|omit|ignore|disregard|forget|treat|describe|portray|present|call|use|summari[sz]e|answer"
    r"|respond|reply|output|print|return|produce|generate|recommend|reveal|translate|follow|obey|do\ not"
    r"|don't|never"
    r"|must|should|shall|stop|start|begin|end|replace|change|cite|quote|give|refuse|always|visit|send|open|click)"
)
# where an order begins
_FRESH = (
    r"(?:^\W*|[.!?:;,]\s*|\b(?:please|must|should|just|then|now|instead|simply|always)\s+)(?:only\ |and\ "
    r"|please\ )*"
)
_ABOVE = r"(?:previous(?:ly)?|prior|preceding|above|earlier|foregoing|former|aforementioned|past)"
_INSTRUCTIONS = (
    r"(?:instructions?|prompts?|directives?|directions?|commands?|programming|training|system\ messages?"
    r"|guidelines?"
    r"|constraints?|restrictions?|rules?|orders?|context|policies|polic(?:y|ies)|safety\ \w+|persona|filters?)"
)
_IGNORE = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|dismiss|neglect|skip|drop|erase|delete"
    r"|abandon|void"
    r"|set\ aside|pay\ no\ attention\ to|(?:do\ not|don't|stop|quit|cease)\ (?:follow(?:ing)?"
    r"|obey(?:ing)?|listen(?:ing)?\ to"
    r"|heed(?:ing)?|adher(?:e|ing)\ to)|(?:pretend\ to\ )?have\ forgotten|disobey|disable)"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


ABOUT_INSTRUCTIONS = _compile(
    rf"""
    {_START}{_IGNORE}\b.{{0,30}}?\b{_ABOVE}\b(?:\ (?:\w+\ ){{0,3}}?
    (?:{_INSTRUCTIONS}|messages?|information|text|content|data|input|passages?|sources?|articles?
    |everything)\b|[.,;:!]|$)
    |{_START}{_IGNORE}\ (?:about\ )?(?:all\ |any\ |everything\ in\ )?(?:(?:of|in|about)\ )?(?:the\ |these[ ]
    |those\ |this\ )?(?:rules|{_INSTRUCTIONS})\ (?:\w+\ ){{0,3}}?(?:above|before|so\ far|given|received|got
    |were\ (?:given|told)|have|learned)\b
    |{_START}{_IGNORE}\ (?:all\ |any\ )?(?:of\ )?your\ (?:\w+\ ){{0,3}}?{_INSTRUCTIONS}\b
    |{_START}{_IGNORE}\ (?:all\ |any\ )(?:the\ |of\ the\ |these\ |those\ |other\ |existing\ |original[ ]
    |initial\ )*(?:instructions|prompts?|directives|system\ messages?)\b
    |{_START}{_IGNORE}\ (?:the\ )?(?:article|text|rest|story|page|everything|all)(?:\ (?:of\ the\ article
    |above|below|before\ this|else))?\ (?:and|,)\ (?:then\ |instead\ |just\ |only\ )?{_TELL}\b
    |{_START}{_IGNORE}\ (?:the\ |your\ |any\ |all\ )*(?:system\ (?:prompt|message)|(?:safety
    |content)\ (?:guidelines|polic(?:y|ies)|filters?))\b
    |{_START}(?:forget|ignore|disregard)\ (?:everything|all|anything)\ (?:that\ )?(?:you(?:'ve|\ have
    |\ were|\ had)?\ (?:been\ )?(?:told|taught|instructed|learned|said)|above|before|written|said|prior
    |i\ (?:said|told|wrote))\b
    |\b(?:new|updated|important|urgent|additional|special|hidden|secret|real
    |true)\ (?:and\ \w+\ )?(?:instructions?|directives?|orders|prompts?|task)\ (?:for\ (?:you|the\ (?:ai
    |assistant|model))|follow|below)\b
    |^\W*(?:new|updated|important|urgent|additional|special|hidden|secret)\ (?:\w+\ )?(?:instructions?
    |directives?|prompts?)\W*(?::|$)
    |\byour\ (?:new|only|real|true|actual|next|sole)\ (?:instructions?|task|job|goal|objective|directive
    |prompt|persona|role)\b
    |{_START}(?:reveal|print|leak|send|repeat|output|show|display|return|disclose|share|expose|tell|give
    |recite|quote|write\ out|list|dump|paste)\b.{{0,40}}\b(?:api\ keys?|passwords?\ (?:you|stored)
    |secret\ (?:key|token|word)s?|tokens?\ (?:you|in\ your)|system\ (?:prompt|message)s?
    |environment\ variables?|(?:your|the\ above|above|previous|initial|original|hidden
    |system)\ (?:\w+\ )?(?:instructions?|prompts?|rules|configuration|guidelines))\b
    |\b(?:system\ prompt|system\ message|developer\ message|hidden\ prompt)\s*(?::|is\ now|override|update)
    |\bconfirm\ by\ saying\b|\b(?:developer|dan|jailbreak|god|admin|debug|unrestricted
    |maintenance)\ mode\ (?:enabled|activated|on|is\ now)\b
    |\bdo\ anything\ now\b
    """
)
"""Orders about a machine's instructions or its secrets."""

TO_MACHINES = _compile(
    rf"""
    ^\W*(?:(?:hi|hello|hey|dear|attention|ok|okay|notice|warning|important)[,:!]?\ (?:to\ )?|(?:note
    |message|instructions?|notice|request|reminder|warning|memo|order|command|task|hint|tip|info
    |information|directive|announcement)\ (?:to|for)\ )(?:all\ |any\ |the\ |every\ |our\ |you,?[ ]
    |other\ )*(?:{_MACHINE})\b(?:\ (?:reading|processing|summari[sz]ing)\b|\s*[,:;!?.–—-]|\ (?:please|you
    |who|that|and)\b|$)
    |^\W*(?:all\ |any\ |the\ |every\ |to\ |for\ )*(?:{_MACHINE})\s*[:,;–—-]+\s*(?:please\ |you\ |kindly[ ]
    |now\ )*{_TELL}\b
    |\b(?:if|when|whenever|while|since|because|as)\ (?:you(?:'re|\ are)|the\ reader\ is
    |this\ is\ (?:being\ )?(?:read|processed|summari[sz]ed)\ by
    |(?:it\ is\ )?read\ by)\ (?:reading\ this\ as\ )?(?:an?\ |the\ |some[ ]
    |any\ )(?:\w+[ -]){{0,3}}?(?:a\.?i\.?|language\ model|llm|chat\ ?bot|chatgpt|bot|assistant
    |summari[sz]er|crawler|machine(?!\ learning)|automated\ \w+|agent)\b(?!\ (?:compan|firm|start-?up
    |researcher|engineer|developer|user|customer|scientist|owner|manager|maker|fan|enthusiast|coach|referee
    |professor|in\ (?:a|the)\ \w+\ (?:film|club)))
    |^\W*(?:all\ |any\ |every\ )?(?:{_MACHINE})\ (?:that\ \w+\ (?:this|it)\ )?(?:must|should|shall|are\ to
    |have\ to|need\ to|are\ (?:asked|required|instructed|ordered)\ to)\ (?:only\ |always\ )?(?:state|say
    |report|write|claim|mention|repeat|conclude|note|answer|add)\ (?:that(?!\ (?:they|it|users?|people)\b)|only
    |the\ following|this)\b
    |\b(?:{_MACHINE})\ (?:that\ |which\ |who\ |when\ |while\ )?(?:is\ |are\ )?(?:currently\ )?(?:read(?:s
    |ing)?|process(?:es|ing)?|summari[sz](?:e|es|ing)|pars(?:e|es|ing)|analy[sz](?:e|es|ing)|ingest(?:s
    |ing)?|index(?:es|ing)?|rewrit(?:e|es|ing)|translat(?:e|es|ing))\ (?:this|these|the\ following
    |the\ above)\b
    |\bthis\ (?:page|text|article|section|paragraph|message|note|part|line|notice)\ is\ (?:only[ ]
    |just\ )?(?:meant\ |intended\ |written\ |addressed\ )?(?:for|to)\ (?:all\ |the\ |any\ )?(?:{_MACHINE})\b
    |\byou\ (?:will\ |shall\ )?(?:now\ |henceforth\ )(?:go\ by|act\ as|play|behave|speak\ as|respond|simulate)\b
    |^\W*you\ are\ now\s+(?:“|"|'|called\b|in\ \w+\ mode\b)
    |\byou\ are\ (?:now\ |no\ longer\ |going\ to\ be\ |not\ |hereby\ )*(?:called\ )?(?:an?\ |the[ ]
    |my\ )?(?:\w+\ ){{0,3}}?(?:ai(?:\ (?:language\ )?(?:model|assistant|system|agent|bot))?|language\ model
    |llm|chat\ ?bot|chat\ ?gpt\w*|\w*gpt|dan|helpful\ assistant|ai-?powered\ \w+)\b(?!\ (?:compan|firm
    |start-?up|researcher|engineer|developer|user|customer|scientist|sceptic|skeptic|enthusiast))
    |\bas\ an?\ (?:ai|a\.i\.)(?:\ language\ model|\ model|\ assistant|,\ (?:you|i)\b)
    |\b(?:you\ (?:will|must|shall|should|have\ to|are\ (?:going\ )?to)\ (?:now\ |have\ to\ )?(?:act\ (?:as
    |like)|pretend|role-?play|respond\ (?:as|to|with|in|only)|behave\ (?:as|like)|simulate|answer\ (?:as
    |only|in|every|all)|reply\ (?:as|only|in|with)|obey|output)\b|i\ want\ you\ to\ (?:act|pretend
    |role-?play|respond|answer|reply|write))\b
    |^\W*(?:please\ |now\ |then\ |and\ )*(?:from\ now\ on|from\ this\ (?:point|moment)\ (?:on(?:ward)?
    |forward)|henceforth)\W+(?:you(?:'re|\ are|\ will|\ must|\ reply|\ respond|\ answer|\ act|r)?\b|{_TELL}
    |act|speak)
    |^\W*(?:please\ |now\ |so\ |then\ )*(?:act|pretend|behave|role-?play)\ (?:as\ (?:if\ you|an?\ (?:ai
    |linux|unrestricted|unfiltered)\b)|like\ (?:an?\ )?(?:ai|dan)|(?:to\ be|that\ you(?:'re|\ are)?)\b)
    |\byour\ (?:system\ prompt|training\ data|programming|knowledge\ (?:is\ )?cut\s?-?off|language\ model
    |weights|context\ window|developers\ told\ you)\b
    |\byou\ (?:were|are|have\ been)\ (?:programmed|trained\ (?:by|on|to)|developed\ by\ openai
    |created\ by\ openai|jailbroken|freed\ from)\b
    """
)
"""Calls out to a machine, makes it somebody, or speaks of what only a machine has."""

TO_WRITERS = _compile(
    rf"""
    ^[\s\[(*\#>"“-]*(?:(?:please|kindly|now|then|instead|always|simply|just|also|and|but|you\ (?:must
    |should|will))[,:]?\ )*
    (?:(?:report|say|state|write|claim|repeat|mention|conclude|emphasi[sz]e|stress|assert|declare|tell|note)
    \ (?:only\ )?(?:that|this|instead|the\ following|nothing|(?:your|the)\ (?:readers?|users?|audience))\b
    |(?:omit|exclude|leave\ out)\ (?:the|this|these|that|any|all|no|it)\b|(?:include|ignore|replace|treat
    |present|describe|portray)\ (?:the|this|these|that|any|all|no|it)\b(?:.{{0,80}})\b(?:summary|headline
    |article|story|piece|instead|as\ an?\ \w+|readers?|version|facts|sources?|passages?|say|write|report
    |mention)\b
    |(?:do\ not|don't|never|avoid)\ (?:mention|include|including|report|reporting|cite|citing|quote|quoting
    |summari[sz]e|summari[sz]ing|repeat)(?:ing)?\b
    |summari[sz]e\ (?:this|the|it|as)\b)
    |^[\s\[(*\#>-]*(?:(?:dear|hey|hello|to|for|attention|all|any|the)\ )*(?:editors?|writers?
    |(?:\w+\ )?models?|summari[sz]ers?)\s?[,:;–—-]+\s?(?:please\ |you\ |now\ )?{_TELL}\b
    """
)
"""Tells a writer what to write, as an order at the sentence's start."""

TO_WRITERS_IN_PASSING = _compile(
    rf"""
    \b(?:your|any|every|each|the)\ (?:summar(?:y|ies)|write-?up|recap|output|repl(?:y|ies)
    |digest)\ (?:of\ this\ \w+\ )?(?:must|should|shall|needs?\ to|ha(?:s|ve)\ to|ought\ to)\b
    |\bin\ (?:any|every|your|all)\ (?:summar(?:y|ies)|digests?|recaps?|write-?ups?)\b
    |\b(?:when|if|whoever|anyone|those|systems?|software|models?)\ (?:you\ )?summari[sz](?:ing
    |es?)\b(?:\ (?:this|the|it|these|page)\b)?
    |^\W*(?:please\ )?(?!(?:send|email|text|give)\b)[a-z]+\ (?:\w+\ ){{0,8}}?(?:in|of|throughout|to|with
    |within|by)\ (?:all\ )?your\ (?:\w+\ )?(?:responses?|output|completion)\b
    |{_FRESH}(?:respond|reply|answer|output|print|repeat|write|say)\ (?:only|exactly|verbatim|nothing\ but
    |with\ (?:the\ (?:words?|phrase|text|following|sentence)|only|exactly|nothing\ but|a\ single\ word)
    |the\ (?:words?|phrase|sentence)\b.{{0,4}}[“"']|the\ following)
    |\b(?:include|insert|add|append|integrate|put|mention|place|incorporate|embed)\b.{{0,80}}\b(?:in|to
    |into|at\ the\ (?:end|start|top|beginning|bottom)\ of)\ (?:your|the|any|every)\ (?:\w+\ )?(?:summary
    |summaries|reply|answer|response|output|headline|completion|article\ you\ write)\b
    |\b(?:when|while|before|in)\ (?:summari[sz]ing|your\ (?:summary|reply|answer|response
    |output))\b.{{0,60}}\b{_TELL}\b
    |\b(?:the\ )?headline\ (?:must|should|has\ to)\ (?:be|say|read)\b
    |\b(?:decode|decrypt|execute|evaluate)\ (?:and\ (?:follow|execute|obey)\ )?(?:the\ following|this|it
    |the\ base-?64)\b.{{0,40}}\b(?:base-?64|string|code|text|instructions?|payload|message|hex|rot-?13)\b
    |\b(?:system|developer)\ (?:prompt|message)s?\ (?:for|to|of)\ (?:you|the\ (?:ai|assistant|model))\b
    """
)
"""The same anywhere in a sentence: what a summary must say, what to answer only."""

FORGED = _compile(
    r"""
    ^\W{0,3}(?:[hstar]\d{0,2}|refuse|drop)\s*\|[^|]{0,40}\|
    |⟂|\b\d{1,5}\.\d{1,4}\s*[⟂|‖¦]\s*\w
    |^\W*(?:end|begin|start)\ of\ (?:the\ )?(?:passages?|data|articles?|documents?|context|input
    |instructions?|prompt|user\ input|quoted\ material)\b
    |%{2,}\s*(?:end|begin)|-{3,}\s*(?:end|begin|system|user|new)\b
    |<\|?/?(?:system|assistant|user|im_start|im_end|end\w*|instructions?|prompt|admin|secret|tool\w*
    |function\w*|s|sys)(?:\|?|\s[^<>]*)>|\[/?(?:inst|sys|system|assistant|user)\]|<<\s*/?sys\s*>>
    |<\|[\w ]+\|>
    |["']?(?:role|tool|function|tool_calls?|function_call|arguments|name)["']\s*:\s*["'{\[]
    |```|(?:^|[;:`]\ ?)import\ (?:os|subprocess|requests|socket|sys)\b|^from\ [\w.]+\ import\b
    |\b[a-z_]\w*(?:\.[a-z_]\w*)+\((?:["'\w)]|$)|\b[a-z_]\w*(?:\[\w*\])?\ =\ (?:["'\[{]|\w[\w.]*[(\[])
    |^\W*[a-z]\w*=[a-z]\w*\ |\[(?:cls|sep|prompt|keyword|target\ ?language|your\ [^\]]*|insert\ [^\]]*)\]
    |\b(?:def|function)\ \w+\(|\b(?:os\.system
    |subprocess\.\w+|requests\.(?:get|post)|curl\ -|eval\(|exec\()
    |!?\[[^\]]*\]\((?:https?|javascript|data|www)
    |(?:\\x[0-9a-f]{2}){4,}
    |\{\{.*\}\}|\$\{[^}]*\}
    """
)
"""What only a program's input or output holds: parts of our own protocol, roles, calls of tools, code."""

FORGED_AT_START = _compile(
    r"""
    \W*(?:passages|conflicts|sentences)\s*:|\W*c\d+\s*:\s*(?:conflict|update|precision|identity)\b
    |\W*(?:\#{2,}\s*)?(?:system|assistant|user|human|developer|ai|instruction|response|tool|input|output
    |function)(?:\ (?:message|prompt|note|override|update|instruction))?\s*(?:\]|\))?\s*:(?!\ (?:what|how
    |why|who|the\ (?:new|next|big)|is|are|can)\b)
    """
)
"""The same with a colon, where a sentence begins."""

SCRIPT = _compile(
    r"""
    <[/!?%]?(?!(?:em|i|b|strong|br|p|sup|sub|u|small|cite|q|li|ul|hr)\s*/?>)
    [a-z][\w:-]*(?:[\s/][^<>@]*)?>
    |<[a-z][\w:-]*[\s/%:][^<>]*=|<[!?]\s?\w|\{\s?[a-z-]+\s?:\s?[a-z]+[(;]|</?(?:script|style|iframe|svg|img|object|embed|form|body|meta|link|base)\b
    |\bon[a-z]{4,}\s?=\s?\S|\b(?:java|vb|live)script\s?:\S|%[3e]c(?:\w|%|/)|&\#\w{2,}|(?:\\u00[0-9a-f]{2}){2}
    |\b(?:alert|prompt|confirm|eval|fromcharcode|setinterval|settimeout)(?:\(|`|\)\()
    """
)
"""What only a browser reads: tags with attributes or of parts of a page, what they run, the same in codes."""

_TEXT = (
    r"(?:poem|story|stories|essay|letter|speech|song|haiku|limerick|email|e-mail|list|overview"
    r"|introduction|summary|headline|title"
    r"|paragraph|sentence|text|texts|script|code|function|program|answer|response|reply|message"
    r"|translation|article|note|word|words"
    r"|letters?|vowels?|digits?|emojis?|recipe|tip|theory|process|concept|difference|plot|equivalent"
    r"|french|spanish|german|italian"
    r"|chinese|japanese|russian|latin|backwards?|capitals|uppercase|base-?\d+|rhyme|json|python|example"
    r"|joke|dialogue|conversation|scenario|logo|snippet|codebase|code\ block|implementation|algorithm"
    r"|instructions?|prompts?)"
)
ORDERS_TEXT = _compile(
    rf"""
    ^\W*(?:(?:please|kindly|now|then|also|and|next|finally|instead|first|second|third|lastly|just|simply
    |remember\ to|be\ sure\ to|make\ sure\ to|i\ want\ you\ to|i\ need\ you\ to|your\ (?:task|job)\ is\ to
    |(?:can|could|would|will)\ you(?:\ please)?)[,:]?\ )*
    (?:write|compose|draft|explain|describe|summari[sz]e|translate|provide|generate|list|outline|answer
    |respond|reply|repeat|print
    |output|say|rewrite|rephrase|paraphrase|encode|decode|convert|replace|substitute|scramble|shuffle
    |rearrange|misspell|jumble
    |anagram|append|insert|integrate|incorporate|modify|augment|formulate|recite|type|spell|render
    |introduce|create|produce
    |develop|design|break\ down|group|combine|remove|use|imagine|state|tell|show\ me|give\ me|help\ me|act
    |pretend|embed|ensure|begin|start|end|finish|sing|roleplay|simulate|confirm|discuss|suggest|recommend
    |identify|name|define|compare)
    \b(?:.{{0,80}}?)\b{_TEXT}\b
    |^\W*(?:please\ |now\ |then\ )?(?:explain|describe|discuss|outline|define|compare|suggest|recommend)[ ]
    (?:the|a|an|how|why|what|when|who|some|any|all|your|this|these|each|every|two|three|several|ways|weekend)\b
    |^\W*(?:please\ )?(?:translate|misspell|scramble|anagram|paraphrase|rephrase|recite|decode|encode)[ ]
    (?:the\ (?:following|above|words?|text)|this|your|it|all|every\w*|each|words|sentences|[“\"'])
    |^\W*(?:write|say|repeat|print|output|reply|respond|answer|type)\ (?:only\ |exactly\ |with[ ]
    |the\ word\ )*[“"'‘…]
    """
)
"""Asks somebody for a text, as an order at the sentence's start."""

ASKS_PLEASE = re.compile(r"\bplease (?:print|repeat|output|ignore|append|summari[sz]e|translate)\b")

YOUR_OUTPUT = _compile(
    r"""
    \byou\ (?:are\ now|will\ (?:now|be\ called)|must\ (?:now|always|never|not)|are\ (?:going\ )?to\ \w+
    |can\ only|always|go\ by|should\ (?:now|always|never))\b
    |^\W*(?:now\ |please\ )*(?:act|respond|behave|transform|speak|talk)\ (?:as|like|into)\b
    |\bevery\ (?:prompt|question\ i)\b|\b(?:respond|answer|reply|speak|act|be)\ in\ character\b|
    \byour\ (?:\w+\ ){0,2}?(?:response|reply|replies|answer|answers|output|outputs|summary|summaries
    |elucidation|completion|final\ message|next\ message|translation|instructions|prompt|codebase
    |implementation|solution|code|message|algorithm)\b
    |\b(?:my|the)\ (?:next\ )?prompts?\ (?:i|that|is|with)\b|\b(?:code|script)\ (?:snippet|block|excerpt
    |section)\b
    |^\W*(?:stay|remain)\ in\ character\b|\bbreak(?:ing)?\ character\b
    """
)
"""Speaks of what "you" will answer, as newspapers do in advice only."""

QUESTION_TO_WRITER = _compile(
    r"""
    ^\W*(?:can|could|would|will)\ you\ (?:please\ )?(?:\w+\ ){0,2}?(?:write|show|explain|give|tell
    |translate|list|help|provide|use|describe|repeat|create|generate)\b
    |^\W*how\ do\ (?:you|i)\ (?:say|write|solve|translate|spell)\b|^\W*what(?:'s|\ is
    |\ are)\ (?:your\ (?:instructions|prompt|system)|['"“][^'"”]+['"”]\ in\ \w+)
    """
)

TO_MACHINES_ABROAD = _compile(
    r"""
    \b(?:ignorier(?:e|en|t)|vergi(?:ss|ß)|vergesst|missachte)\b.{0,30}\b(?:anweisung|instruktion|vorgabe
    |befehl|regel|prompt|bisherig|vorherig|obig)\w*
    |\b(?:ignorez?|oublie[zs]?|ne\ tene?z\ pas\ compte)\b.{0,30}\b(?:instructions?|consignes?|directives?
    |r[èe]gles|prompt|pr[ée]c[ée]dent\w*)
    |\b(?:ignor[aáe]d?|olvid[aáe]d?|ignore|desobedece)\b.{0,30}\b(?:instrucci[oó]n\w*|[oó]rdenes
    |indicaciones|reglas|anteriores|previas)\b
    |\b(?:ignore|ignora|esque[çc]a|desconsidere)\b.{0,30}\b(?:instru[çc][õo]es|instru[çc][ãa]o|regras
    |ordens|comandos|anteriores)\b
    |\b(?:ignora(?:te)?|dimentica(?:te)?)\b.{0,30}\b(?:istruzioni|regole|comandi|prompt|precedenti)\b
    |\b(?:negeer|vergeet)\b.{0,30}\b(?:instructies|opdrachten|regels|prompt|vorige|eerdere|voorgaande)\b
    |\b(?:z?ignoruj(?:cie)?|zapomnij)\b.{0,30}\b(?:instrukcj\w+|polece\w+|poprzedni\w*|prompt)\b
    |\b(?:ignorera|glöm|ignorer|glem|unohda|ohita)\b.{0,30}\b(?:instruktion\w*|instruks\w*|ohje\w*|tidigare
    |tidligere|aiemmat|regler)\b
    |\b(?:önceki|yukarıdaki)\b.{0,30}\b(?:talimat\w*|komut\w*|yönerge\w*)\b.{0,20}\b(?:yok\ say|unut
    |görmezden|dikkate\ alma)\w*
    |\b(?:abaikan|lupakan)\b.{0,30}\b(?:instruksi|perintah|petunjuk|sebelumnya)\b
    |\b(?:bỏ\ qua)\b.{0,30}\b(?:hướng\ dẫn|lệnh|chỉ\ dẫn)\b
    |\b(?:игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?)\b.{0,30}\b(?:инструкци\w+|указани\w+
    |команд\w+|правил\w*|предыдущ\w+|вс[её])
    |\b(?:ігноруй(?:те)?|забудь(?:те)?)\b.{0,30}\b(?:інструкці\w+|вказівк\w+|попередн\w+)
    |(?:تجاهل|انس)\b.{0,30}(?:التعليمات|الأوامر|السابقة|تعليمات)
    |(?:忽略|无视|無視|忘记|忘掉).{0,12}(?:指令|指示|提示|规则|要求|内容)|(?:指示|命令|プロンプト|ルール).{0,8}(?:無視|忘れ)
    |(?:이전|위의|앞의|모든).{0,10}(?:지시|명령|프롬프트).{0,8}(?:무시|잊)|(?:पिछले|सभी
    |पिछली).{0,15}(?:निर्देश\w*).{0,12}(?:अनदेखा|भूल)
    |\b(?:antworte|schreibe?|gib|sage?)\ (?:nur|ausschließlich|genau)\ (?:mit|aus|das|den)\b
    |\b(?:r[ée]ponds?|[ée]cris|r[ée]pondez|[ée]crivez)\ (?:uniquement|seulement|exactement)\b
    |\b(?:responde|escribe|di)\ (?:solo|sólo|solamente|únicamente|exactamente)\b|\b(?:responda
    |escreva)\ (?:apenas|somente)\b|\b(?:rispondi|scrivi)\ (?:solo|soltanto|esattamente)\b
    |\b(?:ответь(?:те)?|напиши(?:те)?|скажи(?:те)?)\ (?:только|лишь|ровно)
    |(?:只|仅)(?:回答|输出|回复)|だけを?(?:出力|回答)
    |\b(?:du\ bist|tu\ es|eres|você\ é|sei|ты|je\ bent)\ (?:jetzt\ |nun\ |maintenant\ |désormais\ |ahora[ ]
    |agora\ |ora\ |теперь\ |nu\ )(?:ein[e]?\ |une?\ |um\ |een\ )?\w+
    |\b(?:in|dans|en)\ (?:deiner|eurer|ta|votre|tu)\ (?:zusammenfassung|antwort|r[ée]sum[ée]|r[ée]ponse
    |resumen    |respuesta)\b
    |^\W*(?:liebe\ |ch[eè]re?\ |querida?\ )?(?:ki|ia|assistent|assistant|asistente)\s*[,:]\s*(?:fasse?|schreibe?
    |r[ée]sume[rz]?|[ée]cri[sv]\w*|resum\w+|escrib\w+|dis|dites|sag|sage)\b
    |\b(?:als\ ki|en\ tant\ qu'ia|como\ (?:una\ )?ia|как\ ии)\b
    """
)
"""The same order in other languages: ignore what you were told, answer only this, you are now somebody."""

SPEAKS_OF_MACHINES = _compile(
    r"""
    \b(?:ai|a\.i\.|artificial\ intelligence|chat\ ?bots?|chatgpt|openai|anthropic|claude|gemini|copilot
    |llms?|language\ models?
    |prompt\ injections?|prompts?|jailbreak\w*|deep\ learning|machine\ learning|neural\ networks?|hackers?
    |phishing|malware
    |security\ researchers?|cyber\ ?security|cyber\ ?attacks?|vulnerabilit(?:y|ies)|hidden\ (?:text
    |instructions?|prompts?|messages?)
    |peer\ review\w*|ki|ia|intelligence\ artificielle|k[üu]nstliche\ intelligenz|inteligencia\ artificial)\b
    |人工智能|人工知能|искусственн\w+\ интеллект
    """
)
"""News of AI and of attacks on it."""

IN_CODES = re.compile(r"(?:\b[01]{8}\b ?){4,}|(?:\b[0-9a-f]{2}\b ){12,}")
"""Letters as the numbers that stand for them, in ones and zeros or by sixteens."""
